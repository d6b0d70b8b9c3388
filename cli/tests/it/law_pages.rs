//! Rulebooks for tests, as folders: one rule about how long a measure may last, and another about how fast it is decided.

use crate::shell::Shell;

/// The card of a rulebook.
pub(crate) const CARD: &str = r#"name = "mx-test"
version = "1"
title = { es = "Reglas de prueba", en = "Rules for tests" }
summary = { es = "Dos reglas.", en = "Two rules." }
bodies = ["mx/*"]

[[law]]
code = "CNPP"
title = { es = "Código Nacional de Procedimientos Penales", en = "National Code of Criminal Procedure" }
names = ["codigo nacional de procedimientos penales", "cnpp"]
published = "DOF 2014-03-05"
read = "partly"
"#;

/// One day of the measure longer than the law allows, by the number of months.
pub(crate) fn longest(months: u32) -> String {
    let policy = "forbid (principal, action == Action::\"order\", resource)\n\
                  when { resource.live }\n\
                  when { resource has chain_months && resource.chain_months > context.max_months };";
    let history = |to: &str| format!("from = 2024-01-01\nto = {to}\n");
    page(
        "MX-08",
        "Duración máxima · Longest term",
        &format!("parameters = {{ max_months = {months} }}\n"),
        policy,
        [&history("2024-12-31"), &history("2024-03-31"), ""],
    )
}

/// Decided within hours.
pub(crate) fn decided(hours: u32) -> String {
    let policy = "forbid (principal, action == Action::\"order\", resource)\n\
                  when { resource.measure == \"interception\" }\n\
                  when { resource has asked_at && resource has decided_at\n\
                         && resource.decided_at.durationSince(resource.asked_at) > context.max_hours };";
    let history = |hour: &str| format!("asked_at = 2024-02-01T08:00:00Z\ndecided_at = 2024-02-01T{hour}:00:00Z\n");
    page(
        "MX-07",
        "Plazo para decidir · Time to decide",
        &format!("parameters = {{ max_hours = \"{hours}h\" }}\n"),
        policy,
        [&history("23"), &history("09"), "asked_at = 2024-02-01T08:00:00Z\n"],
    )
}

/// A page about orders.
fn page(code: &str, title: &str, version: &str, policy: &str, histories: [&str; 3]) -> String {
    let headings = [
        "¿Qué exige?",
        "What it requires",
        "¿Por qué importa?",
        "Why it matters",
        "¿Qué lo aclararía?",
        "What would settle it",
    ];
    let told: String = headings.iter().map(|heading| format!("## {heading}\n\nTexto.\n\n")).collect();
    let shows = ["Breaks it", "Keeps it", "Cannot be judged"];
    let examples: String = shows
        .iter()
        .zip(histories)
        .map(|(heading, history)| {
            format!(
                "### {heading}\n\n```toml\n[[filing]]\nform = \"order\"\nfiler = \"mx/juzgado\"\noccurred = 2024-02-01\n\
                 measure = \"interception\"\noutcome = \"granted\"\n{history}```\n\n"
            )
        })
        .collect();
    format!(
        "# {code} {title}\n\n```toml\nseverity = \"breach\"\nanswers = [\"UA-7\"]\nsources = [{{ title = \"…\", publisher = \"…\" }}]\n\n[[version]]\n\
         from = 2016-06-18\nstatus = \"verified\"\ncites = [{{ law = \"CNPP\", article = \"291\" }}]\n{version}```\n\n\
         {told}## Policy\n\n```cedar\n{policy}\n```\n\n## Examples\n\n{examples}"
    )
}

impl Shell {
    /// Writes a rulebook as a folder.
    pub(crate) fn rulebook(&self, folder: &str, files: &[(&str, &str)]) {
        std::fs::create_dir_all(self.path(folder)).unwrap();
        files.iter().for_each(|(name, text)| self.write(&format!("{folder}/{name}"), text));
    }

    /// A rulebook of both rules.
    pub(crate) fn both_rules(&self, folder: &str, version: &str, months: u32) {
        let card = CARD.replace("version = \"1\"", &format!("version = \"{version}\""));
        let (longest, decided) = (longest(months), decided(6));
        let files = [("rulebook.toml", &*card), ("MX-07-plazo.md", &decided), ("MX-08-duracion.md", &longest)];
        self.rulebook(folder, &files);
    }
}

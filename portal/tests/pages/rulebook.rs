//! A small rulebook for the pages: one rule of each sort of outcome, with words that try to become HTML.

use std::collections::BTreeMap;

/// What tells of the rulebook as a whole.
const CARD: &str = r#"name = "ejemplo"
version = "2026.1"
title = { es = "Reglas de ejemplo", en = "Example rules" }
summary = { es = "Reglas inventadas para probar las páginas.", en = "Invented rules to test the pages." }
bodies = ["mx/*"]

[[law]]
code = "LDE"
title = { es = "Ley de ejemplo", en = "Example law" }
names = ["ley de ejemplo"]
published = "DOF 2014-03-05"
url = "https://example.org/ley?a=1&b=2"
read = "partly"

[calendar]
rest_days = ["saturday", "sunday"]
suspensions = [{ from = 2026-03-01, to = 2026-03-20, says = { es = "Suspensión de ejemplo", en = "Example suspension" }, source = "Diario de ejemplo", status = "unverified" }]
"#;

/// Code and name, titles, card and policy of each rule.
const RULES: [(&str, &str, &str, &str); 6] = [
    (
        "EJ-01-politica-de-uso",
        "Política de uso · Use policy",
        r#"severity = "breach"
answers = ["UA-7"]
sources = [{ title = "Nota <de> ejemplo", publisher = "Diario de ejemplo", published = "2017-06", url = "https://example.org/nota" }]

[[version]]
from = 2010-01-01
to = 2013-12-31
status = "unverified"
cites = [{ law = "LDE" }]

[[version]]
from = 2014-01-01
to = 2026-05-31
status = "verified"
cites = [{ law = "LDE", article = "16" }]"#,
        r#"forbid (principal, action == Action::"technology", resource)
when { resource.class == "spyware" }
when { resource.policies == 0 };"#,
    ),
    (
        "EJ-02-uso-negado",
        "Uso negado · Use denied",
        r#"severity = "flag"
answers = ["UA-8"]
sources = []

[[version]]
status = "design""#,
        r#"forbid (principal, action == Action::"technology", resource)
when { resource.class == "spyware" }
when { resource.denied_uses > 0 && resource.claimed_purchases > 0 };"#,
    ),
    (
        "EJ-03-fin-de-uso",
        "Fin de uso a tiempo · Retired in time",
        r#"severity = "breach"
answers = ["DA-1"]
sources = []

[[version]]
from = 2014-01-01
status = "unverified"
cites = [{ law = "LDE", article = "20" }]
due = { from = "contract_end", days = 30 }"#,
        r#"forbid (principal, action == Action::"technology", resource)
when { resource.contracts > 0 }
when { !(resource has retired_on) && context has due && context.at > context.due };"#,
    ),
    (
        "EJ-04-importe-mayor",
        "Importe mayor · Large amount",
        r#"severity = "flag"
answers = ["PA-1"]
sources = []

[[version]]
status = "verified"
cites = [{ law = "LDE", article = "40" }]
parameters = { most = 1000000000 }"#,
        r#"forbid (principal, action == Action::"contract", resource)
when { resource has amount && resource.amount > context.most };"#,
    ),
    (
        "EJ-05-reserva-larga",
        "Reserva larga · Withheld for long",
        r#"severity = "breach"
answers = ["PT-1"]
sources = []

[[version]]
from = 2014-01-01
status = "verified"
cites = [{ law = "LDE", article = "110" }]"#,
        r#"forbid (principal, action == Action::"withholding", resource)
when { resource.days > 365 };"#,
    ),
    (
        "EJ-06-nada-propio",
        "Nada presentado por sí · Nothing filed itself",
        r#"severity = "flag"
answers = ["UT-1"]
sources = []

[[version]]
status = "design""#,
        r#"forbid (principal, action == Action::"conduct", resource)
when { resource.technologies > 0 }
when { resource.own_technologies == 0 };"#,
    ),
];

/// The text of a page.
fn page(file: &str, title: &str, card: &str, policy: &str) -> String {
    let code: String = file.splitn(3, '-').take(2).collect::<Vec<_>>().join("-");
    let example = "Told shortly.\n\n```toml\nat = 2026-01-01\n\n[[filing]]\nform = \"technology\"\nfiler = \"mx/agencia\"\noccurred = 2024-02-01\nclass = \"spyware\"\n```";
    format!(
        "# {code} {title}\n\n```toml\n{card}\n```\n\n\
         ## ¿Qué exige?\n\nLo que pide *{code}*.\n\n- uno\n- dos\n\n\
         ## What it requires\n\nWhat *{code}* asks.\n\n- one\n- two\n\n\
         ## ¿Por qué importa?\n\n<script>alert(1)</script>\n\n[mal](javascript:alert(1)) y [bien](https://example.org/a?b=1&c=2).\n\n\
         ## Why it matters\n\n<script>alert(1)</script>\n\n[bad](javascript:alert(1)) and [good](https://example.org/a?b=1&c=2).\n\n\
         ## ¿Qué lo aclararía?\n\nUna presentación de quien la tiene.\n\n\
         ## What would settle it\n\nA filing of the holder.\n\n\
         ## Policy\n\n```cedar\n{policy}\n```\n\n\
         ## Examples\n\n### Breaks it\n\n{example}\n\n### Keeps it\n\n{example}\n\n### Cannot be judged\n\n{example}\n"
    )
}

/// The files of the rulebook.
pub(crate) fn files() -> BTreeMap<String, String> {
    let pages = RULES.iter().map(|(file, title, card, policy)| (format!("{file}.md"), page(file, title, card, policy)));
    pages.chain([("rulebook.toml".to_owned(), CARD.to_owned())]).collect()
}

/// The files of a draft: one rule gone, one new, one that reaches more cases, one with another text only.
pub(crate) fn draft() -> BTreeMap<String, String> {
    let mut files = files();
    let change = |text: &mut String, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
    };
    files.remove("EJ-06-nada-propio.md");
    files.insert(
        "EJ-07-importe-dado.md".into(),
        page(
            "EJ-07-importe-dado",
            "Importe dado · Amount given",
            RULES[3].2.replace("parameters = { most = 1000000000 }", "").trim(),
            "forbid (principal, action == Action::\"contract\", resource)\nwhen { !(resource has amount) };",
        ),
    );
    for (file, text) in &mut files {
        match file.as_str() {
            "EJ-04-importe-mayor.md" => change(text, "most = 1000000000", "most = 1"),
            "EJ-02-uso-negado.md" => change(text, "What *EJ-02* asks.", "What *EJ-02* asks of <all>."),
            "rulebook.toml" => change(text, "2026.1", "2026.2"),
            _ => {}
        }
    }
    files
}

/// Files that are no rulebook: a policy that cannot be read.
pub(crate) fn faulty() -> BTreeMap<String, String> {
    let mut files = files();
    files.values_mut().for_each(|text| *text = text.replacen("resource.policies == 0", "resource.policy == 0", 1));
    files
}

/// The rulebook under another name.
pub(crate) fn other() -> BTreeMap<String, String> {
    let mut files = files();
    files.values_mut().for_each(|text| *text = text.replacen("name = \"ejemplo\"", "name = \"otras\"", 1));
    files
}

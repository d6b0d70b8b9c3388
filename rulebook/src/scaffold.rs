//! A new rule page to fill in: every heading, the card, a policy of the right shape for the kind of case, three examples
//! with the fields that must be given. What is left empty here is what `law check` asks for.

use register::{
    codelist::Codelist,
    field::Presence,
    form::Form,
    lang::Lang,
    schema::{Property, Schema, Shape},
};
use serde_json::Value as Json;

use crate::{
    case::CaseKind,
    draft,
    fact::{FactDef, Type},
    page,
};

/// The day of its filings.
const DAY: &str = "2024-02-01";

/// What a new page is about.
#[derive(Debug, Clone, Copy)]
pub struct Scaffold<'a> {
    /// The rule's code, as `MX-99`.
    pub code: &'a str,
    /// Its name in addresses, as `plazo-de-respuesta`.
    pub name: &'a str,
    /// The kind of case it will judge.
    pub kind: CaseKind,
    /// The bodies of its rulebook, as patterns.
    pub bodies: &'a [String],
    /// The language of its remarks.
    pub lang: Lang,
}

impl Scaffold<'_> {
    /// The file of the page; none where code or name are not of the shape that pages have.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        let file = format!("{}-{}.md", self.code, self.name);
        (page::file_name(&file) == Some((self.code, self.name))).then_some(file)
    }

    /// The text of the page.
    #[must_use]
    pub fn text(&self) -> String {
        let head = format!("# {} {} ·\n\n```toml\n{}```\n", self.code, self.title(), self.lang.of(CARD_ES, CARD));
        let told: String = page::HEADINGS[..6].iter().map(|heading| format!("\n## {heading}\n")).collect();
        format!("{head}{told}\n## Policy\n\n{}\n## Examples\n{}", self.policy(), self.examples())
    }

    /// The name as a title, in the language that pages have first.
    fn title(&self) -> String {
        let words = self.name.replace('-', " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
    }

    fn policy(&self) -> String {
        let kind = self.kind.code();
        let fact = self.may_be_absent().map_or("date", |fact| fact.name);
        let (concerns, broken) = match self.lang {
            Lang::Es => ("A quién concierne. Lo que tiene un caso: docs/facts.es.md", "Cuándo se incumple."),
            Lang::En => ("Whom it concerns. What a case has: docs/facts.md", "When it is broken."),
        };
        format!(
            "```cedar\nforbid (principal, action == Action::\"{kind}\", resource)\n\
             // {concerns}#{kind}\n\
             when {{ resource.date >= datetime(\"1900-01-01\") }}\n\
             // {broken}\n\
             when {{ !(resource has {fact}) && context.at > resource.date.offset(context.term) }};\n```\n"
        )
    }

    /// A fact that may be absent, so that a policy can ask whether something was done.
    fn may_be_absent(&self) -> Option<&'static FactDef> {
        let facts = self.kind.facts();
        let moment = facts.iter().find(|fact| !fact.always && fact.type_ == Type::Moment);
        moment.or_else(|| facts.iter().find(|fact| !fact.always))
    }

    fn examples(&self) -> String {
        let shows = [
            ("Breaks it", self.lang.of(NEVER_ES, NEVER)),
            ("Keeps it", self.lang.of(NEVER_ES, NEVER)),
            ("Cannot be judged", "unknown = [{ field = \"\", reason = \"not-published\" }]\n"),
        ];
        let one = |(heading, last): (&str, &str)| {
            format!("\n### {heading}\n\n```toml\nat = 2024-12-01\n\n{}{last}```\n", self.filing())
        };
        shows.into_iter().map(one).collect()
    }

    /// A filing with the fields that must be given, empty, and the expected ones as remarks; of a gap both sides, and who
    /// they are.
    fn filing(&self) -> String {
        if self.kind == CaseKind::Gap {
            return self.sides();
        }
        let form = self.form();
        let head =
            format!("[[filing]]\nform = \"{}\"\nfiler = \"{}\"\noccurred = {DAY}\n", form.code(), self.example_body());
        let fields: String = form.properties().iter().filter_map(field).collect();
        let withheld = match self.kind {
            CaseKind::Withholding => {
                "withheld = [{ field = \"\", legal_basis = { law = \"\" }, decided_by = \"\", review = 2029-01-01 }]\n"
            }
            _ => "",
        };
        format!("{head}{fields}{withheld}")
    }

    fn sides(&self) -> String {
        let body = self.example_body();
        let (jurisdiction, _) = body.split_once('/').unwrap_or(("mx", ""));
        SIDES.replace("BODY", &body).replace("JURISDICTION", jurisdiction)
    }

    /// The form whose filings are, or make, cases of the kind.
    fn form(&self) -> Form {
        self.kind.form().unwrap_or(match self.kind {
            CaseKind::Conduct | CaseKind::Gap => Form::Return,
            _ => Form::Order,
        })
    }

    /// A body in general that the rulebook judges.
    fn example_body(&self) -> String {
        let first = self.bodies.first().map_or("mx/*", String::as_str);
        let (jurisdiction, body) = first.split_once('/').unwrap_or((first, "*"));
        let plain = |text: &str, instead: &str| match text.replace('*', "") {
            text if text.is_empty() => instead.to_owned(),
            text => text.trim_matches('-').to_owned(),
        };
        format!("{}/{}", plain(jurisdiction, "mx"), plain(body, "organismo"))
    }
}

/// What a gap needs: an authority and an operator, and what each says of the same thing.
const SIDES: &str = r#"# case = "gap:authorities-and-operators/2024/MEASURE/JURISDICTION"   # where not every gap is meant

[[filing]]
form = "body"
filer = "JURISDICTION/registro"
occurred = 2024-02-01
body = "BODY"
kind = ""  # Tipo · Kind: prosecutor, police…

[[filing]]
form = "body"
filer = "JURISDICTION/registro"
occurred = 2024-02-01
body = "JURISDICTION/operadora"
kind = "operator"

[[filing]]
form = "return"
filer = "BODY"
occurred = { from = 2024-01-01, to = 2024-12-31 }
nil = false
figures = [{ measure = "", unit = "requests", count = { value = 1 }, counting_rule = "una por solicitud" }]

[[filing]]
form = "return"
filer = "JURISDICTION/operadora"
occurred = { from = 2024-01-01, to = 2024-12-31 }
nil = false
figures = [{ measure = "", unit = "requests", count = { value = 2 }, counting_rule = "una por solicitud", body = "BODY" }]
"#;

/// One field of a form as a line of TOML: codes and references must be given, what is expected may be. A code that must be
/// given stands there as the first of its list, with others beside it. Laws are what rules ask for most.
fn field(property: &Property) -> Option<String> {
    let Property { name, label, presence, schema, .. } = property;
    let label = format!("{} · {}", label.es, label.en);
    match (presence, *name) {
        (Presence::Required, _) => Some(match draft::filled_in(property, DAY) {
            None => {
                let (value, codes) = sample(schema);
                format!("{name} = {value}  # {label}{codes}\n")
            }
            Some(value) => filled_in(name, &value).map(|line| format!("{line}  # {label}\n"))?,
        }),
        (Presence::Expected, _) => Some(format!("# {name} =  # {label}\n")),
        (_, "legal_basis") => Some(format!("# legal_basis = [{{ law = \"\", article = \"\" }}]  # {label}\n")),
        _ => None,
    }
}

/// A field that examples fill in where it is left out. Days stand there, since terms count from them; what else changes
/// nothing is a remark, and lists and tables are left out.
fn filled_in(name: &str, value: &Json) -> Option<String> {
    match value {
        Json::String(day) if day.starts_with(DAY) => Some(format!("{name} = {day}")),
        Json::String(_) | Json::Number(_) | Json::Bool(_) => Some(format!("# {name} = {value}")),
        _ => None,
    }
}

/// What can stand for a value that must be given, and the other codes there are.
fn sample(schema: &Schema) -> (String, String) {
    match schema.shape() {
        Shape::Code(list) => {
            let list = Codelist::named(list);
            let codes: Vec<&str> = list.iter().flat_map(|list| list.codes.iter().map(|(code, _)| *code)).collect();
            let first = codes.first().copied().unwrap_or_default();
            let more = codes.get(1..).unwrap_or_default().join(", ");
            (format!("\"{first}\""), if more.is_empty() { more } else { format!("; {more}") })
        }
        Shape::List(item) => {
            let (value, codes) = sample(item);
            (format!("[{value}]"), codes)
        }
        Shape::Record(properties) => {
            let given = properties
                .iter()
                .filter(|part| part.presence == Presence::Required && draft::filled_in(part, DAY).is_none());
            let parts: Vec<String> = given.map(|part| format!("{} = {}", part.name, sample(&part.schema).0)).collect();
            (format!("{{ {} }}", parts.join(", ")), String::new())
        }
        _ => ("\"\"".into(), String::new()),
    }
}

const CARD: &str = r#"severity = "breach"            # breach: the law is broken · flag: somebody should look
answers = []                   # rows of docs/requirements.md, as "UA-7"
sources = []                   # { title = "…", publisher = "…", published = "2024-05", url = "https://…" }

[[version]]
# from = 2016-06-18            # first day in force; leave it out where it is not known
# to = 2025-07-16              # last day in force; leave it out while it is in force
status = ""                    # verified: read in the source · unverified: from memory or at second hand · design: our own
cites = []                     # { law = "…", article = "…" }, laws of rulebook.toml
parameters = { term = "30d" }
"#;

const CARD_ES: &str = r#"severity = "breach"            # breach: se incumple la ley · flag: alguien debería mirar
answers = []                   # filas de docs/requirements.md, como "UA-7"
sources = []                   # { title = "…", publisher = "…", published = "2024-05", url = "https://…" }

[[version]]
# from = 2016-06-18            # primer día en vigor; se omite donde no se sabe
# to = 2025-07-16              # último día en vigor; se omite mientras rige
status = ""                    # verified: leída en la fuente · unverified: de memoria o de segunda mano · design: nuestra
cites = []                     # { law = "…", article = "…" }, leyes de rulebook.toml
parameters = { term = "30d" }
"#;

const NEVER: &str = "# unknown = [{ field = \"…\", reason = \"never-recorded\" }]  # there was none\n";
const NEVER_ES: &str = "# unknown = [{ field = \"…\", reason = \"never-recorded\" }]  # no lo hubo\n";

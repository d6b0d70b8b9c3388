//! The thirty questions, as `questions.toml` declares them: what is asked of every register in the same way, in both
//! languages, with unit and requirement row. A test holds the file to the forms and codelists of the register.

use std::sync::LazyLock;

use figures::bodies::Side;
use register::{
    codelist::{FigureOutcome, Measure, Unit},
    form::Form,
    lang::Lang,
};
use serde_json::{Map, Value, json};

use crate::directory::{
    Fault,
    reader::{At, Reader, Table},
};

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its short name.
    pub id: String,
    /// The part of a technology's life: `purchase`, `use` or `disposal`.
    pub part: String,
    /// The row of the requirements that asks for it.
    pub row: String,
    /// What is counted: a code of `unit`, or `money`.
    pub unit: String,
    /// Whether it is told for each 100,000 inhabitants too.
    pub rate: bool,
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
    /// Where it is answered from.
    pub ask: Ask,
}

/// Where a question is answered from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Filings of a form that stand.
    Filings {
        /// The form.
        form: Form,
        /// Only those whose field has one of some values.
        only: Option<(String, Vec<String>)>,
        /// Only those that give a field.
        given: Option<String>,
    },
    /// Different values of a field.
    Distinct(Form, String),
    /// Counts in a field, added.
    Sum(Form, String),
    /// Money in a field, added by currency.
    Money(Form, String),
    /// Figures of returns.
    Figures {
        /// Of which measure; of any where there is none.
        measure: Option<Measure>,
        /// In which unit.
        unit: Unit,
        /// What became of them; all that were asked for where there is none.
        outcome: Option<FigureOutcome>,
        /// Only what one side says.
        side: Option<Side>,
    },
}

/// The questions, in their order.
#[must_use]
pub fn all() -> &'static [Question] {
    static ALL: LazyLock<Vec<Question>> =
        LazyLock::new(|| parse("questions.toml", include_str!("../questions.toml")).0);
    &ALL
}

/// Reads questions, and tells what is wrong with them.
#[must_use]
pub fn parse(name: &str, text: &str) -> (Vec<Question>, Vec<Fault>) {
    let mut reader = Reader::new(name, text);
    let mut questions = Vec::new();
    if let Some(top) = reader.parse() {
        reader.unknown_tables(top.get_ref(), &["question"]);
        for table in reader.tables(top.get_ref(), "question") {
            questions.extend(question(&mut reader, table));
        }
    }
    (questions, reader.finish())
}

fn question(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Question> {
    let (id, part, row) = (table.text(reader, "id"), table.text(reader, "part"), table.text(reader, "row"));
    let (es, en, unit) = (table.text(reader, "es"), table.text(reader, "en"), table.text(reader, "unit"));
    let rate = table.flag(reader, "rate");
    let ask = table.table(reader, "ask").and_then(|of| ask(reader, of));
    if let Some(unit) = unit.as_ref().filter(|unit| unit.value != MONEY && Unit::parse(&unit.value).is_none()) {
        unlisted(reader, unit, &table.path("unit"), "unit");
    }
    if let Some(part) = part.as_ref().filter(|part| !PARTS.contains(&part.value.as_str())) {
        unlisted(reader, part, &table.path("part"), &PARTS.join(", "));
    }
    table.finish(reader);
    let (id, part, row, unit) = (id?.value, part?.value, row?.value, unit?.value);
    Some(Question { id, part, row, unit, rate, es: es?.value, en: en?.value, ask: ask? })
}

/// The unit of questions about money.
pub const MONEY: &str = "money";

/// The parts of a technology's life that questions belong to.
pub const PARTS: [&str; 3] = ["purchase", "use", "disposal"];

fn ask(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Ask> {
    let names = table.names();
    let has = |name: &str| names.iter().any(|known| known == name);
    let ask = if has("filings") {
        filings(reader, &mut table)
    } else if has("figures") {
        figures(reader, &mut table)
    } else if has("distinct") {
        of_field(reader, &mut table, "distinct").map(|(form, field)| Ask::Distinct(form, field))
    } else if has("money") {
        of_field(reader, &mut table, "money").map(|(form, field)| Ask::Money(form, field))
    } else {
        of_field(reader, &mut table, "sum").map(|(form, field)| Ask::Sum(form, field))
    };
    table.finish(reader);
    ask
}

fn filings(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Ask> {
    let form = form(reader, table, "filings")?;
    let given = table.optional_text(reader, "given");
    let given = given.and_then(|given| field(reader, table, form, given, "given"));
    let only = if table.names().iter().any(|name| name == "where") {
        table.table(reader, "where").and_then(|of| only(reader, of, form))
    } else {
        None
    };
    Some(Ask::Filings { form, only, given })
}

fn only(reader: &mut Reader<'_>, mut table: Table<'_, '_>, form: Form) -> Option<(String, Vec<String>)> {
    let known: Vec<&'static str> = form.properties().iter().map(|property| property.name).collect();
    let name = known.into_iter().find(|name| table.names().iter().any(|given| given == name));
    let values = name.map(|name| table.texts(reader, name).into_iter().map(|text| text.value).collect());
    table.finish(reader);
    name.map(str::to_owned).zip(values)
}

fn figures(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Ask> {
    let measure = table.text(reader, "figures")?;
    let any = measure.value == "any";
    let of = Measure::parse(&measure.value);
    if of.is_none() && !any {
        unlisted(reader, &measure, &table.path("figures"), "measure");
    }
    let unit = table.text(reader, "unit")?;
    let unit = Unit::parse(&unit.value).or_else(|| {
        unlisted(reader, &unit, &table.path("unit"), "unit");
        None
    })?;
    let outcome = coded(reader, table, "outcome", FigureOutcome::parse, "figure-outcome");
    let side = coded(reader, table, "side", Side::parse, "side");
    (any || of.is_some()).then_some(Ask::Figures { measure: of, unit, outcome, side })
}

fn coded<T>(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    list: &str,
) -> Option<T> {
    let given = table.optional_text(reader, name)?;
    let code = parse(&given.value);
    if code.is_none() {
        unlisted(reader, &given, &table.path(name), list);
    }
    code
}

fn of_field(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, name: &'static str) -> Option<(Form, String)> {
    let form = form(reader, table, name)?;
    let given = table.text(reader, "field")?;
    Some((form, field(reader, table, form, given, "field")?))
}

fn form(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, name: &'static str) -> Option<Form> {
    let given = table.text(reader, name)?;
    let form = Form::parse(&given.value);
    if form.is_none() {
        unlisted(reader, &given, &table.path(name), "form");
    }
    form
}

fn field(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    form: Form,
    given: At<String>,
    name: &'static str,
) -> Option<String> {
    let known = form.properties().iter().any(|property| property.name == given.value);
    if !known {
        unlisted(reader, &given, &table.path(name), form.code());
    }
    known.then_some(given.value)
}

fn unlisted(reader: &mut Reader<'_>, given: &At<String>, path: &str, list: &str) {
    let (value, line) = (&given.value, given.line);
    let (es, en) = (format!("`{value}` no está en `{list}`"), format!("`{value}` is not in `{list}`"));
    reader.fault(line, path, &es, &en);
}

impl Question {
    /// The question in a language.
    #[must_use]
    pub fn says(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }

    /// How it is answered, on one line: what is asked, without what is left open.
    #[must_use]
    pub fn declared(&self) -> String {
        let query = self.query();
        let said = |value: &Value| match value {
            Value::String(text) => text.clone(),
            value => value.to_string().replace('"', ""),
        };
        let open = |value: &Value| value.is_null() || value.as_object().is_some_and(Map::is_empty);
        let parts = query.as_object().into_iter().flatten().filter(|(_, value)| !open(value));
        parts.map(|(name, value)| format!("{name}: {}", said(value))).collect::<Vec<_>>().join("; ")
    }

    /// How it is answered, for programs: as it stands in the file.
    #[must_use]
    pub fn query(&self) -> Value {
        match &self.ask {
            Ask::Filings { form, only, given } => {
                let only: Map<String, Value> =
                    only.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
                json!({ "filings": form.code(), "where": only, "given": given })
            }
            Ask::Distinct(form, field) => json!({ "distinct": form.code(), "field": field }),
            Ask::Sum(form, field) => json!({ "sum": form.code(), "field": field }),
            Ask::Money(form, field) => json!({ "money": form.code(), "field": field }),
            Ask::Figures { measure, unit, outcome, side } => json!({
                "figures": measure.map_or("any", Measure::code), "unit": unit.code(),
                "outcome": outcome.map(FigureOutcome::code), "side": side.map(Side::code), "period": "newest year",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{all, parse};

    #[test]
    fn there_are_thirty_questions_and_each_can_be_asked() {
        let (questions, faults) = parse("questions.toml", include_str!("../questions.toml"));
        assert_eq!(faults, []);
        assert_eq!(questions.len(), 30);
        let mut ids: Vec<&str> = all().iter().map(|question| question.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 30, "ids are not used twice");
    }

    #[test]
    fn every_question_names_a_row_of_the_requirements() {
        let page = include_str!("../../docs/requirements.md");
        for question in all() {
            assert!(page.contains(&format!("| {} | ", question.row)), "{}: {}", question.id, question.row);
        }
    }
}

//! From the rows of one filing to its draft: one line of JSON, everything found on the way, and what the register itself
//! would say of it. Names of bodies go into `named` as they are spelt; nothing here knows which body a name is.

use register::{codelist::Clearance, filing::read_draft, personal, problem::Problem};
use serde_json::{Map, Value, json};

use crate::{
    check,
    count::Count,
    finding::{Finding, Severity},
    path, pattern,
    plan::{FieldPlan, FigurePlan, Plan},
    reason::Reason,
    row::Row,
    value::{self, Held},
};

/// What the rows of one filing became.
#[derive(Debug)]
pub(crate) struct Drafted {
    /// The id, where it could be made.
    pub(crate) id: Option<String>,
    /// The draft.
    pub(crate) text: String,
    /// What was found.
    pub(crate) findings: Vec<Finding>,
    /// Counts read, each with its column.
    pub(crate) counts: Vec<(usize, Count)>,
}

/// Where a part of the draft came from.
struct Place {
    path: String,
    column: usize,
    row: u64,
}

/// A draft in the making.
struct Draft<'p> {
    plan: &'p Plan,
    own: Map<String, Value>,
    figures: Vec<Value>,
    withheld: Vec<Value>,
    unknown: Vec<(String, String)>,
    names: Vec<Value>,
    cleared: Vec<Value>,
    places: Vec<Place>,
    findings: Vec<Finding>,
    counts: Vec<(usize, Count)>,
}

/// Drafts the filing of these rows, of which there is at least one.
pub(crate) fn draft(plan: &Plan, rows: &[Row]) -> Drafted {
    let mut draft = Draft {
        plan,
        own: Map::new(),
        figures: Vec::new(),
        withheld: Vec::new(),
        unknown: plan.mapping.unknown.iter().map(|one| (one.field.clone(), one.reason.clone())).collect(),
        names: Vec::new(),
        cleared: Vec::new(),
        places: Vec::new(),
        findings: Vec::new(),
        counts: Vec::new(),
    };
    let id = draft.id(rows);
    draft.fields(rows);
    rows.iter().for_each(|row| draft.figures_of(row));
    rows.iter().for_each(|row| draft.findings.extend(check::run(plan, row)));
    let text = draft.text(id.as_deref().unwrap_or_default(), rows);
    draft.ask_the_register(&text, rows);
    Drafted { id, text, findings: draft.findings, counts: draft.counts }
}

/// The id of the filing of these rows.
pub(crate) fn id(plan: &Plan, rows: &[Row]) -> Result<String, Reason> {
    let number = plan.id.fill(rows, |table, cell| value::code(plan, table, cell))?;
    let slug = pattern::slug(&number).ok_or(Reason::NoId { value: number })?;
    Ok(format!("{}/{}/{slug}", plan.filer, plan.form.code()))
}

impl Draft<'_> {
    fn id(&mut self, rows: &[Row]) -> Option<String> {
        let number = rows.first().map_or(0, |row| row.number);
        id(self.plan, rows).map_err(|reason| self.findings.push(Finding::of(&reason, number, None))).ok()
    }

    fn fields(&mut self, rows: &[Row]) {
        let plan = self.plan;
        let mut own = std::mem::take(&mut self.own);
        for (path, value) in &plan.mapping.constants {
            path::put(&mut own, path, value.clone());
        }
        if let Some(row) = rows.first() {
            plan.fields.iter().for_each(|field| self.field(field, row, &mut own, ""));
        }
        self.own = own;
        for named in &plan.mapping.named {
            let mut entry = json!({ "field": named.field, "name": named.name });
            for (key, value) in [("scheme", &named.scheme), ("identifier", &named.identifier)] {
                if let Some(value) = value {
                    entry[key] = json!(value);
                }
            }
            self.names.push(entry);
        }
    }

    /// The figures of one row.
    fn figures_of(&mut self, row: &Row) {
        for figure in &self.plan.figures {
            self.figure(figure, row);
        }
    }

    fn figure(&mut self, figure: &FigurePlan, row: &Row) {
        let prefix = format!("figures[{}].", self.figures.len());
        if matches!(value::read(self.plan, &figure.count, row.cell(figure.count.column)), Ok(Held::Nothing)) {
            return;
        }
        let mut own = figure.constants.clone();
        figure.fields.iter().for_each(|field| self.field(field, row, &mut own, &prefix));
        self.field(&figure.count, row, &mut own, &prefix);
        self.figures.push(Value::Object(own));
    }

    /// Reads one field of a row into the filing or one of its figures.
    fn field(&mut self, field: &FieldPlan, row: &Row, into: &mut Map<String, Value>, prefix: &str) {
        let path = format!("{prefix}{}", field.to);
        let held = value::read(self.plan, field, row.cell(field.column));
        self.places.push(Place { path: path.clone(), column: field.column, row: row.number });
        match held {
            Ok(Held::Value(value, count)) => {
                self.clear(field, &path, &value);
                self.counts.extend(count.map(|count| (field.column, count)));
                path::put(into, &field.to, value);
            }
            Ok(Held::Names(names)) => names.into_iter().for_each(|name| self.name(field, row, &path, name)),
            Ok(Held::Absent) => self.unknown.push((path, "not-published".into())),
            Ok(Held::Refused) => self.refused(path),
            Ok(Held::Nothing) => {}
            Err(reason) => {
                let column = self.plan.columns.get(field.column).map(String::as_str);
                self.findings.push(Finding::of(&reason, row.number, column));
            }
        }
    }

    fn name(&mut self, field: &FieldPlan, row: &Row, path: &str, name: String) {
        let place = format!("named[{}].name", self.names.len());
        let name = Value::String(name);
        self.clear(field, &place, &name);
        self.places.push(Place { path: place, column: field.column, row: row.number });
        self.names.push(json!({ "field": path, "name": name }));
    }

    /// Declares what a text names, where it reads like a person's name and the mapping says what its column names.
    fn clear(&mut self, field: &FieldPlan, path: &str, value: &Value) {
        let because = field.clear.as_deref().and_then(Clearance::parse);
        let (Some(because), Value::String(text)) = (because, value) else { return };
        if personal::find(text, &[]).is_some() && personal::find(text, &[because]).is_none() {
            self.cleared.push(json!({ "field": path, "because": because.code() }));
        }
    }

    fn refused(&mut self, path: String) {
        match &self.plan.mapping.withheld {
            None => self.unknown.push((path, "refused".into())),
            Some(law) => {
                let mut entry = Map::from_iter([("field".to_owned(), Value::String(path))]);
                entry.extend(law.clone());
                self.withheld.push(Value::Object(entry));
            }
        }
    }

    /// The draft as one line of JSON.
    fn text(&mut self, id: &str, rows: &[Row]) -> String {
        let plan = self.plan;
        let mut filing = Map::new();
        filing.insert("form".into(), json!(plan.form.code()));
        filing.insert("id".into(), json!(id));
        filing.insert("filer".into(), json!(plan.filer.as_str()));
        filing.append(&mut self.own);
        let named = |path: &str, names: &[Value]| names.iter().any(|name| name["field"] == path);
        self.unknown.retain(|(path, _)| !named(path, &self.names));
        self.unknown.dedup();
        let unknown = self.unknown.iter().map(|(path, reason)| json!({ "field": path, "reason": reason })).collect();
        let sources = self.sources(rows);
        let lists = [
            ("figures", std::mem::take(&mut self.figures)),
            ("sources", sources),
            ("withheld", std::mem::take(&mut self.withheld)),
            ("unknown", unknown),
            ("named", std::mem::take(&mut self.names)),
            ("cleared", std::mem::take(&mut self.cleared)),
        ];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            filing.insert(name.into(), Value::Array(list));
        }
        Value::Object(filing).to_string()
    }

    fn sources(&mut self, rows: &[Row]) -> Vec<Value> {
        let plan = self.plan;
        let filled = |pattern: &pattern::Pattern| pattern.fill(rows, |table, cell| value::code(plan, table, cell));
        let mut sources = Vec::new();
        for cite in &plan.cites {
            let mut source = Map::new();
            for (name, pattern) in cite {
                match filled(pattern) {
                    Ok(text) => _ = source.insert((*name).into(), json!(text)),
                    Err(reason) => {
                        self.findings.push(Finding::of(&reason, rows.first().map_or(0, |row| row.number), None));
                    }
                }
            }
            sources.push(Value::Object(source));
        }
        sources
    }

    /// What the register would refuse, told at the column it came from. Where a finding stands there already, the
    /// register's own word would be the same thing twice.
    fn ask_the_register(&mut self, text: &str, rows: &[Row]) {
        let Err(refusal) = read_draft(text) else { return };
        let first = rows.first().map_or(0, |row| row.number);
        // A name that is refused leaves the fields of all names without their explanation: that is told once.
        let names_fail = refusal.problems.iter().any(|problem| problem.field.starts_with("named["));
        let follows = |problem: &&Problem| match problem.field.as_str() {
            "id" => self.findings.iter().any(|finding| finding.code == "no-id"),
            _ => names_fail && matches!(problem.reason, register::problem::Reason::Missing { .. }),
        };
        let problems: Vec<&Problem> = refusal.problems.iter().filter(|problem| !follows(problem)).collect();
        for problem in problems {
            let place = self.place_of(&problem.field);
            let (row, column) = place.map_or((first, None), |place| (place.row, self.plan.columns.get(place.column)));
            let told = |finding: &Finding| {
                finding.severity == Severity::Error && finding.row == row && finding.column.as_ref() == column
            };
            let said = column.is_some() && self.findings.iter().any(told);
            if !said {
                let finding = Finding::of_register(problem, row, column.map(String::as_str));
                self.findings.push(finding);
            }
        }
    }

    /// The place of a path, or of what it lies in.
    fn place_of(&self, path: &str) -> Option<&Place> {
        let within = |place: &&Place| {
            path.strip_prefix(place.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.places.iter().find(within).or_else(|| self.places.iter().find(|place| place.path.starts_with(path)))
    }
}

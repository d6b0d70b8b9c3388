//! A mapping that fits together: every column it names is in its header, every column of the header is used or left out on
//! purpose, tables and the form exist. Made once, before a row is read.

use register::{Form, id::BodyId};

use crate::{
    check::CheckPlan,
    day,
    mapping::{Blank, Field, Kind, Mapping},
    nearest::nearest,
    pattern::Pattern,
    reason::Reason,
};

/// A mapping with its columns found.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The mapping.
    pub mapping: Mapping,
    /// The form.
    pub form: Form,
    /// Who files.
    pub filer: BodyId,
    /// The columns of a row.
    pub columns: Vec<String>,
    pub(crate) id: Pattern,
    pub(crate) group: Vec<usize>,
    pub(crate) cites: Vec<Vec<(&'static str, Pattern)>>,
    pub(crate) fields: Vec<FieldPlan>,
    pub(crate) figures: Vec<FigurePlan>,
    pub(crate) checks: Vec<CheckPlan>,
}

/// A field with its column found.
#[derive(Debug, Clone)]
pub(crate) struct FieldPlan {
    pub(crate) to: String,
    pub(crate) column: usize,
    pub(crate) kind: Kind,
    pub(crate) days: Option<Vec<String>>,
    pub(crate) table: Option<String>,
    pub(crate) split: bool,
    pub(crate) clear: Option<String>,
    pub(crate) blank: Blank,
}

/// A figure with its columns found.
#[derive(Debug, Clone)]
pub(crate) struct FigurePlan {
    pub(crate) count: FieldPlan,
    pub(crate) constants: serde_json::Map<String, serde_json::Value>,
    pub(crate) fields: Vec<FieldPlan>,
}

impl Plan {
    /// Fits a mapping together. `filer` files, or whom the mapping names.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub fn new(mapping: Mapping, filer: Option<&str>) -> Result<Plan, Vec<Reason>> {
        let mut finder = Finder::new(&mapping);
        let form = finder.form();
        let filer = finder.filer(filer);
        let group: Vec<usize> = mapping.group.iter().map(|name| finder.column(name)).collect();
        finder.shared = (!group.is_empty()).then(|| group.clone());
        let id = finder.pattern(&mapping.id);
        let cites = mapping.cite.iter().map(|cite| finder.cite(cite)).collect();
        let fields = finder.fields(&mapping.field);
        finder.shared = None;
        let figures = finder.figures();
        let checks = mapping.check.iter().map(|check| CheckPlan::new(check, &mut finder)).collect();
        finder.settings();
        finder.unused();
        let (faults, columns) = (finder.faults, finder.columns);
        match (form, filer, id) {
            (Some(form), Some(filer), Some(id)) if faults.is_empty() => {
                Ok(Plan { form, filer, columns, id, group, cites, fields, figures, checks, mapping })
            }
            _ => Err(faults),
        }
    }

    /// The first line of the file of what is held back.
    #[must_use]
    pub fn held_header(&self) -> String {
        let own = ["problem", "problem_words"];
        crate::held::line(self.columns.iter().map(String::as_str).chain(own))
    }
}

/// Finds columns and tables by name, and notes what it does not find.
pub(crate) struct Finder<'m> {
    mapping: &'m Mapping,
    columns: Vec<String>,
    used: Vec<bool>,
    /// The only columns that may be used now, because rows of one filing share them.
    shared: Option<Vec<usize>>,
    faults: Vec<Reason>,
}

impl<'m> Finder<'m> {
    fn new(mapping: &'m Mapping) -> Finder<'m> {
        let mut columns = mapping.source.header.clone();
        let mut faults = Vec::new();
        if let Some(wide) = &mapping.source.columns_as_rows {
            faults.extend(wide.columns.iter().filter(|name| !columns.contains(name)).map(|name| {
                Reason::UnknownColumn {
                    column: name.clone(),
                    nearest: nearest(name, columns.iter().map(String::as_str)).map(str::to_owned),
                }
            }));
            columns.retain(|name| !wide.columns.contains(name));
            columns.extend([wide.name.clone(), wide.value.clone()]);
        }
        let used = vec![false; columns.len()];
        Finder { mapping, columns, used, shared: None, faults }
    }

    /// The place of a column; the first where there is none, which is noted.
    pub(crate) fn column(&mut self, name: &str) -> usize {
        let Some(at) = self.columns.iter().position(|column| column == name) else {
            let nearest = nearest(name, self.columns.iter().map(String::as_str)).map(str::to_owned);
            self.faults.push(Reason::UnknownColumn { column: name.into(), nearest });
            return 0;
        };
        self.used[at] = true;
        if self.shared.as_ref().is_some_and(|shared| !shared.contains(&at)) {
            self.faults.push(Reason::NotShared { column: name.into() });
        }
        at
    }

    fn table(&mut self, name: &str) {
        if !self.mapping.table.contains_key(name) {
            self.faults.push(Reason::NoSuchTable { table: name.into() });
        }
    }

    fn form(&mut self) -> Option<Form> {
        let form = Form::parse(&self.mapping.form);
        if form.is_none() {
            self.faults.push(Reason::NoSuchForm { form: self.mapping.form.clone() });
        }
        form
    }

    fn filer(&mut self, given: Option<&str>) -> Option<BodyId> {
        let Some(filer) = given.or(self.mapping.filer.as_deref()) else {
            self.faults.push(Reason::NoFiler);
            return None;
        };
        let body = BodyId::parse(filer);
        if body.is_none() {
            self.faults.push(Reason::BadSetting { setting: "filer", value: filer.into() });
        }
        body
    }

    fn pattern(&mut self, text: &str) -> Option<Pattern> {
        let read = Pattern::parse(text, |name, table| {
            if let Some(table) = table {
                self.table(table);
            }
            Ok(self.column(name))
        });
        read.map_err(|reason| self.faults.push(reason)).ok()
    }

    fn cite(&mut self, cite: &crate::mapping::Cite) -> Vec<(&'static str, Pattern)> {
        let texts = [
            ("title", Some(&cite.title)),
            ("publisher", Some(&cite.publisher)),
            ("published", cite.published.as_ref()),
            ("url", cite.url.as_ref()),
            ("part", cite.part.as_ref()),
        ];
        texts.into_iter().filter_map(|(name, text)| Some((name, self.pattern(text?)?))).collect()
    }

    fn fields(&mut self, fields: &[Field]) -> Vec<FieldPlan> {
        fields.iter().map(|field| self.field(field)).collect()
    }

    fn field(&mut self, field: &Field) -> FieldPlan {
        let column = self.column(&field.column);
        if field.kind == Kind::Code {
            self.table(field.table.as_deref().unwrap_or_default());
        }
        if let Some(clear) = field.clear.as_ref().filter(|code| register::codelist::Clearance::parse(code).is_none()) {
            self.faults.push(Reason::BadSetting { setting: "clear", value: clear.clone() });
        }
        FieldPlan {
            to: field.to.clone(),
            column,
            kind: field.kind,
            days: field.days.clone(),
            table: field.table.clone(),
            split: field.split,
            clear: field.clear.clone(),
            blank: field.blank,
        }
    }

    fn figures(&mut self) -> Vec<FigurePlan> {
        let (figures, shared) = (&self.mapping.figure, &self.mapping.figures);
        let mut plans = Vec::new();
        for figure in figures {
            let mut fields = self.fields(&shared.field);
            fields.extend(self.fields(&figure.field));
            let mut constants = shared.constants.clone();
            constants.extend(figure.constants.clone());
            let count = FieldPlan {
                to: "count".into(),
                column: self.column(&figure.column),
                kind: Kind::Count,
                days: None,
                table: None,
                split: false,
                clear: None,
                blank: figure.blank,
            };
            plans.push(FigurePlan { count, constants, fields });
        }
        plans
    }

    /// Settings that only show when they are used.
    fn settings(&mut self) {
        let offset = self.mapping.read.offset.as_ref().filter(|offset| day::minutes(offset).is_none());
        if let Some(offset) = offset {
            self.faults.push(Reason::BadSetting { setting: "offset", value: offset.clone() });
        }
    }

    /// Columns that nobody uses and nobody leaves out on purpose.
    fn unused(&mut self) {
        let skip = &self.mapping.source.skip;
        for name in skip.iter().filter(|name| !self.columns.contains(name)) {
            let nearest = nearest(name, self.columns.iter().map(String::as_str)).map(str::to_owned);
            self.faults.push(Reason::UnknownColumn { column: name.clone(), nearest });
        }
        let left = self.columns.iter().zip(&self.used).filter(|(name, used)| !**used && !skip.contains(name));
        self.faults.extend(left.map(|(name, _)| Reason::UnusedColumn { column: name.clone() }));
    }
}

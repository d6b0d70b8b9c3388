//! From files to a directory: every table read, then what only all files together can tell, such as a parent that is not
//! there. Nothing stops at the first mistake.

use std::{collections::BTreeMap, path::Path};

use register::{
    codelist::{Mark, Unit},
    iso::is_country,
    time::Date,
};
use tlog::{Policy, VerifierKey};

use super::{
    Bound, Directory, Jurisdiction, Limit, Listed, MOST_ENTRIES, Member, NoDuty, Population, Rule, SILENT_AFTER,
    Source,
    fault::Fault,
    reader::{At, Reader, Table},
};
use crate::question;

const TABLES: [&str; 4] = ["register", "jurisdiction", "topic", "member"];

/// Where something was named that must be there: file, line, field, id.
type Named = (String, usize, &'static str, String);

/// The field that names a topic.
const TOPIC: &str = "jurisdiction.rule.topic";

/// What was read of all files so far.
struct All<'p> {
    directory: Directory,
    folder: &'p Path,
    faults: Vec<Fault>,
    /// Where each id of these files stands; ids before them may be replaced.
    places: BTreeMap<(&'static str, String), String>,
    named: Vec<Named>,
}

/// Reads files over what is known already. Policies are looked for in `folder`.
pub(super) fn read(over: Directory, files: &[(String, String)], folder: &Path) -> (Directory, Vec<Fault>) {
    let mut all = All { directory: over, folder, faults: Vec::new(), places: BTreeMap::new(), named: Vec::new() };
    for (name, text) in files {
        let mut reader = Reader::new(name, text);
        if let Some(top) = reader.parse() {
            reader.unknown_tables(top.get_ref(), &TABLES);
            for table in reader.tables(top.get_ref(), "topic") {
                all.topic(&mut reader, name, table);
            }
            for table in reader.tables(top.get_ref(), "jurisdiction") {
                all.jurisdiction(&mut reader, name, table);
            }
            for table in reader.tables(top.get_ref(), "register") {
                all.register(&mut reader, name, table);
            }
            for table in reader.tables(top.get_ref(), "member") {
                all.member(&mut reader, name, table);
            }
        }
        all.faults.extend(reader.finish());
    }
    all.check_names();
    all.faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    (all.directory, all.faults)
}

impl All<'_> {
    fn register(&mut self, reader: &mut Reader<'_>, file: &str, mut table: Table<'_, '_>) {
        let id = table.text(reader, "id").and_then(|id| slug(reader, &table, id, "id"));
        let name_es = table.text(reader, "name_es");
        let name_en = table.text(reader, "name_en");
        let url = table.text(reader, "url").and_then(|url| address(reader, &table, url));
        let key = table.optional_text(reader, "vkey");
        let policy = table.optional_text(reader, "policy");
        let believed = self.believed(reader, &table, key, policy);
        let place = table.text(reader, "jurisdiction");
        let silent = table.optional_number(reader, "silent_after");
        let most = table.optional_number(reader, "most_entries");
        let line = table.line();
        if let Some(place) = &place {
            self.named.push((file.to_owned(), place.line, "register.jurisdiction", place.value.clone()));
        }
        table.finish(reader);
        let (Some(id), Some(name_es), Some(name_en), Some(url)) = (id, name_es, name_en, url) else { return };
        let (Some((key, policy)), Some(jurisdiction)) = (believed, place) else { return };
        if self.twice(reader, "register", &id, file, line) {
            return;
        }
        let (name_es, name_en, jurisdiction) = (name_es.value, name_en.value, jurisdiction.value);
        let silent_after = silent.map_or(SILENT_AFTER, |days| days.value.max(1));
        let most_entries = most.map_or(MOST_ENTRIES, |most| most.value);
        let listed =
            Listed { id: id.clone(), name_es, name_en, url, key, policy, jurisdiction, silent_after, most_entries };
        self.directory.registers.insert(id, listed);
    }

    /// Whom to believe: a key, or a policy with its log. One of them must be said: the register's own word is not enough.
    fn believed(
        &self,
        reader: &mut Reader<'_>,
        table: &Table<'_, '_>,
        key: Option<At<String>>,
        policy: Option<At<String>>,
    ) -> Option<(VerifierKey, Option<Policy>)> {
        match (key, policy) {
            (Some(key), None) => match VerifierKey::parse(&key.value) {
                Ok(key) => Some((key, None)),
                Err(error) => {
                    let (es, en) = (format!("no es una clave: {error}"), format!("is no verifier key: {error}"));
                    reader.fault(key.line, &table.path("vkey"), &es, &en);
                    None
                }
            },
            (None, Some(named)) => match self.policy(&named.value) {
                Ok((key, policy)) => Some((key, Some(policy))),
                Err(says) => {
                    let (es, en) = (format!("no sirve: {says}"), format!("is of no use: {says}"));
                    reader.fault(named.line, &table.path("policy"), &es, &en);
                    None
                }
            },
            (given, _) => {
                let (line, field) = given.map_or((table.line(), "vkey"), |key| (key.line, "policy"));
                let es = "diga a quién se cree: `vkey`, la clave de la bitácora, o `policy`, un archivo de política; una de las dos";
                let en = "say whom to believe: `vkey`, the log's key, or `policy`, a policy file; one of the two";
                reader.fault(line, &table.path(field), es, en);
                None
            }
        }
    }

    fn policy(&self, name: &str) -> Result<(VerifierKey, Policy), String> {
        let path = self.folder.join(name);
        let bytes = std::fs::read(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        let policy = Policy::parse(&bytes).map_err(|error| error.to_string())?;
        match policy.log_keys().as_slice() {
            [key] => Ok((key.clone(), policy)),
            keys => Err(format!("it names {} logs, not one", keys.len())),
        }
    }

    fn jurisdiction(&mut self, reader: &mut Reader<'_>, file: &str, mut table: Table<'_, '_>) {
        let id = table.text(reader, "id").and_then(|id| place(reader, &table, id));
        let name_es = table.text(reader, "name_es");
        let name_en = table.text(reader, "name_en");
        let parent = table.optional_text(reader, "parent");
        let mut population = BTreeMap::new();
        for of in table.tables(reader, "population") {
            population.extend(self::population(reader, of));
        }
        let mut rules = Vec::new();
        for of in table.tables(reader, "rule") {
            let line = of.line();
            if let Some(rule) = rule(reader, of) {
                self.named.push((file.to_owned(), line, TOPIC, rule.topic.clone()));
                rules.push(rule);
            }
        }
        let no_duty = table.tables(reader, "no_duty").into_iter().filter_map(|of| self::no_duty(reader, of)).collect();
        let line = table.line();
        if let Some(parent) = &parent {
            self.named.push((file.to_owned(), parent.line, "jurisdiction.parent", parent.value.clone()));
        }
        table.finish(reader);
        let (Some(id), Some(name_es), Some(name_en)) = (id, name_es, name_en) else { return };
        if self.twice(reader, "jurisdiction", &id, file, line) {
            return;
        }
        let (name_es, name_en, parent) = (name_es.value, name_en.value, parent.map(|parent| parent.value));
        let of = Jurisdiction { id: id.clone(), name_es, name_en, parent, population, rules, no_duty };
        self.directory.jurisdictions.insert(id, of);
    }

    fn topic(&mut self, reader: &mut Reader<'_>, file: &str, mut table: Table<'_, '_>) {
        let id = table.text(reader, "id").and_then(|id| slug(reader, &table, id, "id"));
        let (es, en) = (table.text(reader, "es"), table.text(reader, "en"));
        let line = table.line();
        table.finish(reader);
        let (Some(id), Some(es), Some(en)) = (id, es, en) else { return };
        if !self.twice(reader, "topic", &id, file, line) {
            self.directory.names.insert(id, (es.value, en.value));
        }
    }

    fn member(&mut self, reader: &mut Reader<'_>, file: &str, mut table: Table<'_, '_>) {
        let place = table.text(reader, "jurisdiction");
        let kind = table.text(reader, "kind");
        let local = kind.and_then(|kind| match kind.value.as_str() {
            "national" => Some(false),
            "local" => Some(true),
            other => {
                let (es, en) = (
                    format!("`{other}` no es una clase de miembro; escriba national o local"),
                    format!("`{other}` is no kind of member; write national or local"),
                );
                reader.fault(kind.line, &table.path("kind"), &es, &en);
                None
            }
        });
        let since = year(reader, &mut table, "since");
        let until = year(reader, &mut table, "until");
        let source = source(reader, &mut table);
        let line = table.line();
        if let Some(place) = &place {
            self.named.push((file.to_owned(), place.line, "member.jurisdiction", place.value.clone()));
        }
        table.finish(reader);
        let (Some(place), Some(local), Some(source)) = (place, local, source) else { return };
        if self.twice(reader, "member", &place.value, file, line) {
            return;
        }
        self.directory.members.retain(|member| member.jurisdiction != place.value);
        self.directory.members.push(Member { jurisdiction: place.value, local, since, until, source });
    }

    /// Tells an id that stands twice in these files.
    fn twice(&mut self, reader: &mut Reader<'_>, what: &'static str, id: &str, file: &str, line: usize) -> bool {
        let here = format!("{file}:{line}");
        let Some(first) = self.places.insert((what, id.to_owned()), here) else { return false };
        let field = format!("{what}.{}", if what == "member" { "jurisdiction" } else { "id" });
        let (es, en) = (
            format!("`{id}` ya está en {first}; deje uno de los dos"),
            format!("`{id}` stands in {first} already; leave one of the two"),
        );
        reader.fault(line, &field, &es, &en);
        true
    }

    /// What only all files together tell: jurisdictions that are named and not there, and trees that bite their tail.
    fn check_names(&mut self) {
        for (file, line, field, id) in std::mem::take(&mut self.named) {
            let mut fault = |es: String, en: String| {
                let (file, field) = (file.clone(), field.to_owned());
                self.faults.push(Fault { file, line, field, es, en });
            };
            match self.directory.jurisdictions.get(&id) {
                _ if field == TOPIC => {
                    if !self.directory.names.contains_key(&id) {
                        fault(
                            format!("no hay tema `{id}`; agregue `[[topic]]` con ese id y su nombre en ambas lenguas"),
                            format!(
                                "there is no topic `{id}`; add a `[[topic]]` with that id and its name in both languages"
                            ),
                        );
                    }
                }
                None => fault(
                    format!("no hay jurisdicción `{id}`; agregue `[[jurisdiction]]` con ese id"),
                    format!("there is no jurisdiction `{id}`; add a `[[jurisdiction]]` with that id"),
                ),
                Some(_) if field == "jurisdiction.parent" && self.directory.is_circular(&id) => fault(
                    format!("`{id}` depende de sí misma; corrija uno de los `parent`"),
                    format!("`{id}` lies below itself; put one of the `parent`s right"),
                ),
                Some(_) => {}
            }
        }
    }
}

fn population(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<(u16, Population)> {
    let of_year = year(reader, &mut table, "year");
    if of_year.is_none() {
        table.number(reader, "year");
    }
    let count = table.number(reader, "count");
    let source = source(reader, &mut table);
    table.finish(reader);
    Some((of_year?, Population { count: count?.value, source: source? }))
}

fn rule(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Rule> {
    let topic = table.text(reader, "topic").and_then(|topic| slug(reader, &table, topic, "topic"));
    let (es, en, law) = (table.text(reader, "es"), table.text(reader, "en"), table.text(reader, "law"));
    let limit = limit(reader, &mut table);
    let (from, to) = (day(reader, &mut table, "from"), day(reader, &mut table, "to"));
    let source = source(reader, &mut table);
    table.finish(reader);
    let (es, en, law) = (es?.value, en?.value, law?.value);
    Some(Rule { topic: topic?, es, en, limit, law, from, to, source: source? })
}

fn limit(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Limit> {
    let (least, most) = (table.optional_number(reader, "at_least"), table.optional_number(reader, "at_most"));
    let unit = table.optional_text(reader, "unit");
    let (bound, number) = match (least, most) {
        (Some(least), None) => (Bound::AtLeast, least),
        (None, Some(most)) => (Bound::AtMost, most),
        (None, None) => return None,
        (Some(_), Some(most)) => {
            let (es, en) = ("`at_least` o `at_most`, no los dos", "`at_least` or `at_most`, not both");
            reader.fault(most.line, &table.path("at_most"), es, en);
            return None;
        }
    };
    let Some(unit) = unit else {
        let (es, en) =
            ("falta: diga de qué es el número, como days", "is missing: say what the number counts, as days");
        reader.fault(number.line, &table.path("unit"), es, en);
        return None;
    };
    if Unit::parse(&unit.value).is_none() {
        let (es, en) = (
            format!("`{}` no está en la lista `unit`; vea spec/codelists/unit.csv", unit.value),
            format!("`{}` is not in the codelist `unit`; see spec/codelists/unit.csv", unit.value),
        );
        reader.fault(unit.line, &table.path("unit"), &es, &en);
        return None;
    }
    Some(Limit { bound, value: number.value, unit: unit.value })
}

fn no_duty(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<NoDuty> {
    let question = table.text(reader, "question");
    let question = question.filter(|question| {
        let known = question::all().iter().any(|known| known.id == question.value);
        if !known {
            let (es, en) = (
                format!("no hay pregunta `{}`; vea observatory/questions.toml", question.value),
                format!("there is no question `{}`; see observatory/questions.toml", question.value),
            );
            reader.fault(question.line, &table.path("question"), &es, &en);
        }
        known
    });
    let (es, en) = (table.text(reader, "es"), table.text(reader, "en"));
    let source = source(reader, &mut table);
    table.finish(reader);
    Some(NoDuty { question: question?.value, es: es?.value, en: en?.value, source: source? })
}

fn source(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Source> {
    let title = table.text(reader, "source");
    let url = table.optional_text(reader, "url").and_then(|url| address(reader, table, url));
    let mark = table.text(reader, "mark").and_then(|mark| {
        let found = Mark::parse(&mark.value);
        if found.is_none() {
            let (es, en) = (
                format!("`{}` no es una marca; escriba verified, partly o unverified", mark.value),
                format!("`{}` is no mark; write verified, partly or unverified", mark.value),
            );
            reader.fault(mark.line, &table.path("mark"), &es, &en);
        }
        found
    });
    Some(Source { title: title?.value, url, mark: mark? })
}

fn slug(reader: &mut Reader<'_>, table: &Table<'_, '_>, id: At<String>, field: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let good = (1..=40).contains(&id.value.len()) && id.value.bytes().all(plain) && !id.value.starts_with('-');
    if !good {
        let es = "se esperan letras minúsculas, cifras y guiones, 40 a lo más";
        let en = "lower-case letters, digits and hyphens are expected, at most 40";
        reader.fault(id.line, &table.path(field), es, en);
    }
    good.then_some(id.value)
}

/// A jurisdiction's id: a country of ISO 3166-1, then a part of ISO 3166-2, then a place of its own; or a union, by its name.
fn place(reader: &mut Reader<'_>, table: &Table<'_, '_>, id: At<String>) -> Option<String> {
    let mut parts = id.value.split('-');
    let country = parts.next().unwrap_or_default();
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let above = ["int", "eu"].contains(&country);
    let good = (above || is_country(country)) && parts.all(plain) && id.value.len() <= 40;
    if !good {
        let es = format!(
            "`{}` no es una jurisdicción: se espera un código ISO 3166-1, con ISO 3166-2 y lugar si los hay, como mx, us-ca o us-ca-oakland",
            id.value
        );
        let en = format!(
            "`{}` is no jurisdiction: an ISO 3166-1 code is expected, with ISO 3166-2 and place where there are, as mx, us-ca or us-ca-oakland",
            id.value
        );
        reader.fault(id.line, &table.path("id"), &es, &en);
    }
    good.then_some(id.value)
}

fn address(reader: &mut Reader<'_>, table: &Table<'_, '_>, url: At<String>) -> Option<String> {
    let host = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let good = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
        && url.value.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\`".contains(&byte));
    if !good {
        let (es, en) = ("se espera una dirección http://… o https://…", "an address http://… or https://… is expected");
        reader.fault(url.line, &table.path("url"), es, en);
    }
    good.then(|| url.value.trim_end_matches('/').to_owned())
}

fn year(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, name: &'static str) -> Option<u16> {
    let given = table.optional_number(reader, name)?;
    let year = u16::try_from(given.value).ok().filter(|year| (1900..2200).contains(year));
    if year.is_none() {
        reader.fault(given.line, &table.path(name), "se espera un año, como 2020", "a year is expected, as 2020");
    }
    year
}

fn day(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, name: &'static str) -> Option<Date> {
    let given = table.optional_text(reader, name)?;
    let day = Date::parse(&given.value);
    if day.is_none() {
        let path = table.path(name);
        reader.fault(
            given.line,
            &path,
            "se espera un día, como \"2018-05-15\"",
            "a day is expected, as \"2018-05-15\"",
        );
    }
    day
}

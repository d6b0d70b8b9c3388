//! Jurisdictions: whose rules each inherits and which is the strictest, whether it is a member of the Open Government
//! Partnership, how many people live there, which registers it has. Each fact with its source and how far it was checked.

use askama::Template;
use portal::pages::Format;
use register::lang::Lang;
use serde_json::{Value, json};

use super::{
    Desk, Fault, Made,
    frame::{Badge, Frame},
    home::registers,
};
use crate::{
    directory::{Bound, Jurisdiction, Limit, Member, Source, Topic},
    words,
};

/// The list.
#[derive(Debug, Template)]
#[template(path = "jurisdictions.html", whitespace = "minimize")]
struct List {
    frame: Frame,
    rows: Vec<ListRow>,
}

/// One jurisdiction of the list.
#[derive(Debug)]
struct ListRow {
    id: String,
    href: String,
    name: String,
    parent: String,
    registers: usize,
    rules: usize,
    member: String,
}

/// The page of one.
#[derive(Debug, Template)]
#[template(path = "jurisdiction.html", whitespace = "minimize")]
struct One {
    frame: Frame,
    id: String,
    line: Vec<(String, String)>,
    topics: Vec<TopicView>,
    no_duty: Vec<(String, String, Cited)>,
    members: Vec<(String, Cited)>,
    population: Vec<(u16, String, Cited)>,
    registers: Vec<(String, String, Badge)>,
}

/// The rules about one thing.
#[derive(Debug)]
struct TopicView {
    name: String,
    rules: Vec<RuleView>,
    explained: Option<String>,
}

/// One rule.
#[derive(Debug)]
struct RuleView {
    says: String,
    limit: Option<String>,
    law: String,
    from: (String, String),
    inherited: bool,
    strictest: bool,
    days: String,
    cited: Cited,
}

/// A source as it is shown.
#[derive(Debug)]
struct Cited {
    title: String,
    url: Option<String>,
    mark: String,
}

/// Makes the list or its twins.
pub(super) fn list(desk: &Desk<'_>) -> Result<Made, Fault> {
    let directory = &desk.shown.directory;
    let all = directory.jurisdictions.values();
    match desk.visit.format {
        Format::Json => {
            Ok(Made::json(&json!({ "jurisdictions": all.map(|of| document(desk, of)).collect::<Vec<_>>() })))
        }
        Format::Csv => {
            let line = |of: &Jurisdiction| {
                let member = directory.members_of(&of.id).next();
                let latest = of.population.last_key_value();
                vec![
                    of.id.clone(),
                    of.name_es.clone(),
                    of.name_en.clone(),
                    of.parent.clone().unwrap_or_default(),
                    member.map(|member| kind(member).to_owned()).unwrap_or_default(),
                    member.and_then(|member| member.since).map(|year| year.to_string()).unwrap_or_default(),
                    latest.map(|(year, _)| year.to_string()).unwrap_or_default(),
                    latest.map(|(_, people)| people.count.to_string()).unwrap_or_default(),
                    directory.registers_of(&of.id).count().to_string(),
                ]
            };
            Ok(Made::csv(&COLUMNS, all.map(line)))
        }
        Format::Html => {
            let lang = desk.visit.lang;
            let frame = Frame::new(desk, words::get(lang, "jurisdictions-title"), Vec::new())
                .with_twins(desk, "/jurisdictions");
            Made::page(&List { frame, rows: all.map(|of| row(desk, of)).collect() })
        }
    }
}

const COLUMNS: [&str; 9] =
    ["id", "name_es", "name_en", "parent", "ogp", "ogp_since", "population_year", "population", "registers"];

fn row(desk: &Desk<'_>, of: &Jurisdiction) -> ListRow {
    let (lang, directory) = (desk.visit.lang, &desk.shown.directory);
    let parent = of.parent.as_ref().and_then(|parent| directory.jurisdictions.get(parent));
    ListRow {
        id: of.id.clone(),
        href: desk.visit.href(&format!("/jurisdictions/{}", of.id)),
        name: of.name(lang).to_owned(),
        parent: parent.map(|parent| parent.name(lang).to_owned()).unwrap_or_default(),
        registers: directory.registers_of(&of.id).count(),
        rules: directory.topics(&of.id).iter().map(|topic| topic.rules.len()).sum(),
        member: directory.members_of(&of.id).next().map(|member| membership(member, lang)).unwrap_or_default(),
    }
}

/// Makes the page of one or its twins.
pub(super) fn one(desk: &Desk<'_>) -> Result<Made, Fault> {
    let id = desk.visit.rest("/jurisdictions/");
    let of = desk.shown.directory.jurisdictions.get(id).ok_or(Fault::Missing)?;
    match desk.visit.format {
        Format::Json => Ok(Made::json(&document(desk, of))),
        Format::Csv => Ok(Made::csv(&RULES, rule_lines(desk, of))),
        Format::Html => Made::page(&One::new(desk, of)?),
    }
}

const RULES: [&str; 13] = [
    "topic",
    "jurisdiction",
    "inherited",
    "strictest",
    "bound",
    "value",
    "unit",
    "es",
    "en",
    "law",
    "source",
    "url",
    "mark",
];

fn rule_lines(desk: &Desk<'_>, of: &Jurisdiction) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for topic in desk.shown.directory.topics(&of.id) {
        for (at, inherited) in topic.rules.iter().enumerate() {
            let rule = inherited.rule;
            let limit = rule.limit.as_ref();
            lines.push(vec![
                rule.topic.clone(),
                inherited.from.id.clone(),
                (inherited.from.id != of.id).to_string(),
                (topic.strictest == Some(at)).to_string(),
                limit.map(|limit| bound(limit.bound).to_owned()).unwrap_or_default(),
                limit.map(|limit| limit.value.to_string()).unwrap_or_default(),
                limit.map(|limit| limit.unit.clone()).unwrap_or_default(),
                rule.es.clone(),
                rule.en.clone(),
                rule.law.clone(),
                rule.source.title.clone(),
                rule.source.url.clone().unwrap_or_default(),
                rule.source.mark.code().to_owned(),
            ]);
        }
    }
    lines
}

impl One {
    fn new(desk: &Desk<'_>, of: &Jurisdiction) -> Result<One, Fault> {
        let (lang, directory) = (desk.visit.lang, &desk.shown.directory);
        let link =
            |of: &Jurisdiction| (desk.visit.href(&format!("/jurisdictions/{}", of.id)), of.name(lang).to_owned());
        let crumbs = vec![(desk.visit.href("/jurisdictions"), words::get(lang, "jurisdictions-title"))];
        let frame = Frame::new(desk, of.name(lang).to_owned(), crumbs);
        let questions = crate::question::all();
        let said = |id: &str| questions.iter().find(|of| of.id == id).map_or(id, |of| of.says(lang)).to_owned();
        let no_duty = directory.line_of(&of.id).into_iter().flat_map(|of| &of.no_duty).map(|no_duty| {
            let why = if lang == Lang::Es { &no_duty.es } else { &no_duty.en };
            (said(&no_duty.question), why.clone(), Cited::new(&no_duty.source, lang))
        });
        let here = registers(desk)?.into_iter().filter(|(listed, _)| listed.jurisdiction == of.id);
        Ok(One {
            frame: frame.with_twins(desk, &desk.visit.path),
            id: of.id.clone(),
            line: directory.line_of(&of.id).into_iter().skip(1).map(link).collect(),
            topics: directory.topics(&of.id).iter().map(|topic| TopicView::new(desk, of, topic)).collect(),
            no_duty: no_duty.collect(),
            members: directory
                .members_of(&of.id)
                .map(|member| (membership(member, lang), Cited::new(&member.source, lang)))
                .collect(),
            population: of
                .population
                .iter()
                .rev()
                .map(|(year, people)| {
                    let count = register::shown::Shown::Quantity(people.count, people.count).text(lang);
                    (*year, count, Cited::new(&people.source, lang))
                })
                .collect(),
            registers: here
                .map(|(listed, known)| {
                    let name = words::name(listed, known.is_demonstration(), lang);
                    (listed.url.clone(), name, Badge::of(known.state, lang))
                })
                .collect(),
        })
    }
}

impl TopicView {
    fn new(desk: &Desk<'_>, of: &Jurisdiction, topic: &Topic<'_>) -> TopicView {
        let lang = desk.visit.lang;
        let rule = |(at, inherited): (usize, &crate::directory::Inherited<'_>)| {
            let rule = inherited.rule;
            let day =
                |day: Option<register::time::Date>| day.map(|day| day.to_string()).unwrap_or_else(|| "…".to_owned());
            let dated = rule.from.is_some() || rule.to.is_some();
            RuleView {
                says: if lang == Lang::Es { rule.es.clone() } else { rule.en.clone() },
                limit: rule.limit.as_ref().map(|limit| limit_words(limit, lang)),
                law: rule.law.clone(),
                from: (
                    desk.visit.href(&format!("/jurisdictions/{}", inherited.from.id)),
                    inherited.from.name(lang).to_owned(),
                ),
                inherited: inherited.from.id != of.id,
                strictest: topic.strictest == Some(at),
                days: if dated { format!("{} – {}", day(rule.from), day(rule.to)) } else { String::new() },
                cited: Cited::new(&rule.source, lang),
            }
        };
        let names = desk.shown.directory.names.get(topic.name);
        let name = names.map_or(topic.name, |(es, en)| if lang == Lang::Es { es } else { en }).to_owned();
        let explained = topic.strictest.and_then(|at| {
            let limit = topic.rules.get(at)?.rule.limit.as_ref()?;
            let count = topic.rules.len().to_string();
            let key = if limit.bound == Bound::AtLeast { "strictest-most" } else { "strictest-least" };
            Some(words::with(lang, key, &[("n", &count), ("limit", &limit_words(limit, lang))]))
        });
        TopicView { name, rules: topic.rules.iter().enumerate().map(rule).collect(), explained }
    }
}

impl Cited {
    fn new(source: &Source, lang: Lang) -> Cited {
        let mark = source.mark.words().in_(lang).to_owned();
        Cited { title: source.title.clone(), url: source.url.clone(), mark }
    }
}

fn limit_words(limit: &Limit, lang: Lang) -> String {
    let number = format!("{} {}", limit.value, words::unit(&limit.unit, lang));
    match limit.bound {
        Bound::AtLeast => words::with(lang, "limit-at-least", &[("n", &number)]),
        Bound::AtMost => words::with(lang, "limit-at-most", &[("n", &number)]),
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
    }
}

fn kind(member: &Member) -> &'static str {
    if member.local { "local" } else { "national" }
}

fn membership(member: &Member, lang: Lang) -> String {
    let year = |year: Option<u16>| year.map_or_else(|| "…".to_owned(), |year| year.to_string());
    let of = words::get(lang, &format!("member-{}", kind(member)));
    match (member.since, member.until) {
        (None, None) => of,
        (since, None) => words::with(lang, "member-since", &[("kind", &of), ("year", &year(since))]),
        (since, until) => format!("{of} ({} – {})", year(since), year(until)),
    }
}

fn document(desk: &Desk<'_>, of: &Jurisdiction) -> Value {
    let directory = &desk.shown.directory;
    let source = |source: &Source| json!({ "title": source.title, "url": source.url, "mark": source.mark.code() });
    let topics: Vec<Value> = directory
        .topics(&of.id)
        .iter()
        .map(|topic| {
            let rules: Vec<Value> = topic
                .rules
                .iter()
                .enumerate()
                .map(|(at, inherited)| {
                    let rule = inherited.rule;
                    json!({
                        "jurisdiction": inherited.from.id, "inherited": inherited.from.id != of.id,
                        "strictest": topic.strictest == Some(at), "es": rule.es, "en": rule.en, "law": rule.law,
                        "limit": rule.limit.as_ref().map(|limit| json!({ "bound": bound(limit.bound), "value": limit.value, "unit": limit.unit })),
                        "from": rule.from.map(|day| day.to_string()), "to": rule.to.map(|day| day.to_string()),
                        "source": source(&rule.source),
                    })
                })
                .collect();
            let names = directory.names.get(topic.name);
            json!({ "topic": topic.name, "es": names.map(|(es, _)| es), "en": names.map(|(_, en)| en), "rules": rules })
        })
        .collect();
    let members: Vec<Value> = directory
        .members_of(&of.id)
        .map(|member| json!({ "kind": kind(member), "since": member.since, "until": member.until, "source": source(&member.source) }))
        .collect();
    let population: Vec<Value> = of
        .population
        .iter()
        .map(|(year, people)| json!({ "year": year, "count": people.count, "source": source(&people.source) }))
        .collect();
    let above: Vec<&str> = directory.line_of(&of.id).into_iter().skip(1).map(|of| of.id.as_str()).collect();
    json!({
        "id": of.id, "name_es": of.name_es, "name_en": of.name_en, "above": above, "topics": topics, "ogp": members,
        "population": population, "registers": directory.registers_of(&of.id).map(|of| of.id.as_str()).collect::<Vec<_>>(),
    })
}

//! A draft of a rulebook: which rules it adds, changes and removes, with both texts side by side, and what it would do to
//! the cases of the register. The effect is worked out in the background (`trials.rs`); this page tells how far that is.

use askama::Template;
use register::{forms::promises::Draft, id::FilingId, lang::Lang, lifeline::Logged, time::When};
use rulebook::{
    case::CaseId,
    effect::{Change, Move, RuleEffect, Tally},
    law::Beside,
    opinion::State,
    sides::Row,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    case,
    drafts::{draft_of, json_of, standing, title},
    error::PageError,
    frame::Frame,
    link::{Cell, Link, Links, entry_href},
    rules,
    text::{self, Arg},
    told::case_href,
    twins::csv,
    visit::{Desk, Format},
    words,
};
use crate::{
    rulebooks::NoDraft,
    trials::{Outcome, Stage, Tried},
};

/// Faults that are told of a draft that is no rulebook.
const FAULTS: usize = 20;

/// Rows of a text that stands open.
const OPEN: usize = 24;

/// The page of a draft.
#[derive(Debug, Template)]
#[template(path = "draft.html", whitespace = "minimize")]
struct DraftPage {
    frame: Frame,
    standing: Badge,
    changes: Cell,
    by: Cell,
    received: Cell,
    entry: String,
    entry_href: String,
    digest: String,
    /// The digest, shortened, and whether its document is here.
    short: String,
    is_here: bool,
    /// How far the trial is; none where it is done.
    progress: Option<String>,
    /// Why there is no effect.
    none: Option<String>,
    faults: Vec<(String, String)>,
    effect: Option<EffectView>,
    id: String,
    here: String,
}

/// What the draft does.
#[derive(Debug)]
struct EffectView {
    says: String,
    beside: String,
    removed: Vec<String>,
    heads: Vec<String>,
    rows: Vec<RuleRow>,
    rules: Vec<RuleView>,
    files: Vec<(String, Text)>,
    same: Vec<String>,
}

/// A rule that changes, on one line: numbers before and under the draft.
#[derive(Debug)]
struct RuleRow {
    title: String,
    change: Badge,
    numbers: Vec<(String, String, Option<String>)>,
}

/// A rule that changes: the cases that stand otherwise, and its text.
#[derive(Debug)]
struct RuleView {
    title: String,
    change: Badge,
    moves: Vec<(String, Vec<Cell>, Option<String>)>,
    text: Option<Text>,
}

/// Two texts side by side; no blocks where they are too long to show.
#[derive(Debug)]
struct Text {
    open: bool,
    blocks: Vec<Block>,
}

/// Some lines.
#[derive(Debug)]
enum Block {
    /// The same on both sides.
    Both(String),
    /// The old ones and the new ones.
    Other(String, String),
    /// Left out.
    Same(String),
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let id = FilingId::parse(desk.visit.rest("/drafts/")).ok_or(PageError::NotFound)?;
    let drafts = desk.reading.drafts()?;
    let logged = drafts.iter().find(|logged| logged.filing.id == id).ok_or(PageError::NotFound)?;
    let draft = draft_of(logged).ok_or(PageError::NotFound)?;
    // What is known of a day that is over is not worked out: the page says so.
    let (tried, stage) = match desk.known {
        Some(_) => (None, None),
        None => desk.site.trials.ask(&draft.digest.to_string(), desk.reading.size()?, desk.today),
    };
    match desk.visit.format {
        Format::Html => Made::page(&DraftPage::new(desk, logged, draft, tried.as_deref(), stage)?),
        Format::Json => {
            let mut value = json_of(desk, logged).ok_or(PageError::NotFound)?;
            value["progress"] = stage.map_or(Value::Null, stage_json);
            value["trial"] = tried.as_deref().map_or(Value::Null, tried_json);
            Made::json(&value)
        }
        Format::Csv => Ok(Made::csv(rules_csv(tried.as_deref()))),
    }
}

impl DraftPage {
    fn new(
        desk: &Desk<'_>,
        logged: &Logged,
        draft: &Draft,
        tried: Option<&Tried>,
        stage: Option<Stage>,
    ) -> Result<DraftPage, PageError> {
        let lang = desk.visit.lang;
        let names = desk.reading.names(std::slice::from_ref(logged))?;
        let digest = draft.digest.to_string();
        let is_here = desk.site.public.join("blobs/sha256").join(&digest).exists();
        let list = Link { href: desk.visit.href("/drafts"), words: text::get(lang, "drafts-title") };
        let outcome = tried.map(|tried| (tried, &tried.outcome));
        let is_lost = matches!(outcome, Some((_, Err(NoDraft::NotAtHand))));
        Ok(DraftPage {
            frame: Frame::with_twins(
                desk,
                text::with(lang, "draft-title", &[("draft", Arg::Text(title(draft)))]),
                vec![rules::crumb(desk), list],
            ),
            standing: standing(desk, draft),
            changes: Cell::spanish(draft.changes.as_str(), lang),
            by: Links { lang, names: &names }.body(&logged.filing.filer),
            received: Cell::when(When::Day(logged.received.date()), lang),
            entry: words::number(logged.entry, lang),
            entry_href: entry_href(logged.entry, lang),
            short: words::short_hash(&digest),
            digest,
            is_here,
            // Where its files are not here, there is nothing to wait for.
            progress: stage.filter(|_| !is_lost).map(|stage| progress(stage, lang)),
            none: match outcome {
                Some((_, Err(NoDraft::NotAtHand))) => Some(text::get(lang, "draft-not-at-hand")),
                Some((_, Err(NoDraft::Faults(faults)))) => Some(text::count(lang, "draft-faults", faults.len() as u64)),
                _ if desk.known.is_some() => Some(text::get(lang, "draft-not-then")),
                _ => None,
            },
            faults: match outcome {
                Some((_, Err(NoDraft::Faults(faults)))) => faults
                    .iter()
                    .take(FAULTS)
                    .map(|fault| (format!("{}:{}", fault.file, fault.line), fault.says(lang).to_owned()))
                    .collect(),
                _ => Vec::new(),
            },
            effect: match outcome {
                Some((tried, Ok(outcome))) => Some(EffectView::new(desk, tried, outcome)?),
                _ => None,
            },
            id: logged.filing.id.to_string(),
            here: desk.visit.href(&desk.visit.path),
        })
    }
}

/// How far the trial is, in words.
fn progress(stage: Stage, lang: Lang) -> String {
    let of =
        |key: &str, done: u64, of: u64| text::with(lang, key, &[("done", Arg::Count(done)), ("of", Arg::Count(of))]);
    match stage {
        Stage::Waiting => text::get(lang, "draft-waiting"),
        Stage::Reading(done, all) => of("draft-reading", done, all),
        Stage::Judging(done, all) => of("draft-judging", done, all),
    }
}

impl EffectView {
    fn new(desk: &Desk<'_>, tried: &Tried, outcome: &Outcome) -> Result<EffectView, PageError> {
        let (lang, effect) = (desk.visit.lang, &outcome.effect);
        let (changed, same): (Vec<_>, Vec<_>) = effect.in_order().into_iter().partition(|(_, rule)| rule.is_changed());
        let removed = changed.iter().filter(|(_, rule)| rule.change == Change::Removed);
        let name = |code: &str, rule: &RuleEffect| format!("{code} {}", rule.title.in_(lang));
        let texts = |code: &str| outcome.texts.get(code).map(|rows| Text::new(rows.as_deref(), lang));
        let is_rule = |name: &&String| effect.rules.contains_key(*name);
        let files = outcome.texts.keys().filter(|name| !is_rule(name));
        let args = [
            ("cases", Arg::Count(effect.cases)),
            ("entries", Arg::Count(tried.size)),
            ("day", Arg::Text(words::of_days(tried.day).map_or_else(String::new, |day| words::date(day, lang)))),
        ];
        let view = |(code, rule): &(&str, &RuleEffect)| RuleView::new(desk, name(code, rule), rule, texts(code));
        Ok(EffectView {
            says: text::with(lang, "draft-tried", &args),
            beside: beside(outcome, lang),
            removed: removed.map(|(code, rule)| name(code, rule)).collect(),
            heads: heads(lang),
            rows: changed.iter().map(|(code, rule)| RuleRow::new(name(code, rule), rule, lang)).collect(),
            rules: changed.iter().map(view).collect::<Result<_, _>>()?,
            files: files.filter_map(|name| Some((name.clone(), texts(name)?))).collect(),
            same: same.iter().map(|(code, rule)| name(code, rule)).collect(),
        })
    }
}

/// What the draft is held against.
fn beside(outcome: &Outcome, lang: Lang) -> String {
    let key = match outcome.beside {
        Some(Beside::InForce) => "draft-beside-in-force",
        Some(Beside::AdoptedLast) => "draft-beside-last",
        None => "draft-beside-nothing",
    };
    let old = &outcome.effect.old;
    text::with(lang, key, &[("book", Arg::Text(format!("{} {}", old.name, old.version)))])
}

/// What becomes of a rule, as a badge.
fn change(rule: &RuleEffect, lang: Lang) -> Badge {
    let (class, shape, key) = match rule.change {
        Change::Removed => ("missing", "−", "draft-rule-removed"),
        Change::Added => ("good", "+", "draft-rule-added"),
        Change::Both if rule.rewritten && !rule.moves.is_empty() => ("claimed", "≠", "draft-rule-changed"),
        Change::Both if rule.rewritten => ("weak", "≠", "draft-rule-text"),
        Change::Both => ("claimed", "≠", "draft-rule-moved"),
    };
    Badge { class, shape, words: text::get(lang, key) }
}

impl RuleRow {
    fn new(title: String, rule: &RuleEffect, lang: Lang) -> RuleRow {
        let of = |tally: &Tally, state: State| tally.get(&state).copied().unwrap_or_default();
        let concerned = (RuleEffect::concerned(&rule.before), RuleEffect::concerned(&rule.after));
        let pairs = STATES.map(|state| (of(&rule.before, state), of(&rule.after, state)));
        let number = |(label, (before, after)): (String, (u64, u64))| {
            (label, words::number(before, lang), (before != after).then(|| words::number(after, lang)))
        };
        let pairs = std::iter::once(concerned).chain(pairs);
        RuleRow { title, change: change(rule, lang), numbers: heads(lang).into_iter().zip(pairs).map(number).collect() }
    }
}

/// States that are counted.
const STATES: [State; 3] = [State::Broken, State::Unknown, State::Kept];

/// What is counted of each rule.
fn heads(lang: Lang) -> Vec<String> {
    let states = STATES.iter().map(|state| state.words().in_(lang).to_owned());
    std::iter::once(text::get(lang, "draft-concerns")).chain(states).collect()
}

impl RuleView {
    fn new(desk: &Desk<'_>, title: String, rule: &RuleEffect, text: Option<Text>) -> Result<RuleView, PageError> {
        let moves = rule.moves.iter().map(|(states, moved)| moves(desk, *states, moved)).collect::<Result<_, _>>()?;
        Ok(RuleView { title, change: change(rule, desk.visit.lang), moves, text })
    }
}

/// The cases that go from one state to another, the first of them as links, and how many more there are.
fn moves(
    desk: &Desk<'_>,
    (from, to): (State, State),
    moved: &Move,
) -> Result<(String, Vec<Cell>, Option<String>), PageError> {
    let lang = desk.visit.lang;
    let word = |state: State| Arg::Text(state.words().in_(lang).to_owned());
    let says =
        text::with(lang, "draft-move", &[("from", word(from)), ("to", word(to)), ("n", Arg::Count(moved.count))]);
    let cell = |case: &CaseId| -> Result<Cell, PageError> {
        let is_page = case::exists(desk, case)?;
        Ok(if is_page { Cell::link(case.to_string(), case_href(case, lang)) } else { Cell::mono(case.to_string()) })
    };
    let cases = moved.first.iter().map(cell).collect::<Result<_, _>>()?;
    let rest = moved.count.saturating_sub(moved.first.len() as u64);
    Ok((says, cases, (rest > 0).then(|| text::count(lang, "draft-more", rest))))
}

impl Text {
    fn new(rows: Option<&[Row]>, lang: Lang) -> Text {
        let rows = rows.unwrap_or_default();
        let mut blocks: Vec<Block> = Vec::new();
        for row in rows {
            match (row, blocks.last_mut()) {
                (Row::Both(line), Some(Block::Both(text))) => add(text, line),
                (Row::Both(line), _) => blocks.push(Block::Both(line.clone())),
                (Row::Other(old, new), Some(Block::Other(before, after))) => {
                    old.iter().for_each(|line| add(before, line));
                    new.iter().for_each(|line| add(after, line));
                }
                (Row::Other(old, new), _) => {
                    blocks.push(Block::Other(old.clone().unwrap_or_default(), new.clone().unwrap_or_default()));
                }
                (Row::Same(count), _) => blocks.push(Block::Same(text::count(lang, "draft-same-lines", *count as u64))),
            }
        }
        Text { open: rows.len() <= OPEN, blocks }
    }
}

fn add(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

fn stage_json(stage: Stage) -> Value {
    match stage {
        Stage::Waiting => json!({ "stage": "waiting" }),
        Stage::Reading(done, of) => json!({ "stage": "reading", "done": done, "of": of }),
        Stage::Judging(done, of) => json!({ "stage": "judging", "done": done, "of": of }),
    }
}

fn tried_json(tried: &Tried) -> Value {
    let head = |outcome: &str| json!({ "outcome": outcome, "entries": tried.size, "day": words::iso(tried.day) });
    match &tried.outcome {
        Err(NoDraft::NotAtHand) => head("not-at-hand"),
        Err(NoDraft::Faults(faults)) => {
            let fault = |fault: &rulebook::fault::Fault| json!({ "file": fault.file, "line": fault.line, "code": fault.code, "es": fault.es, "en": fault.en });
            let mut value = head("faults");
            value["faults"] = faults.iter().map(fault).collect();
            value
        }
        Ok(outcome) => {
            let mut value = head("tried");
            let (effect, old) = (&outcome.effect, &outcome.effect.old);
            let why = match outcome.beside {
                Some(Beside::InForce) => "in-force",
                Some(Beside::AdoptedLast) => "adopted-last",
                None => "nothing",
            };
            value["beside"] = json!({ "why": why, "rulebook": old.name, "version": old.version });
            value["cases"] = effect.cases.into();
            value["rules"] = effect.in_order().into_iter().map(|(code, rule)| rule.json(code)).collect();
            let text = |(name, rows): (&String, &Option<Vec<Row>>)| {
                (name.clone(), rows.as_ref().map_or(Value::Null, |rows| rows.iter().map(row_json).collect()))
            };
            value["texts"] = Value::Object(outcome.texts.iter().map(text).collect());
            value
        }
    }
}

fn row_json(row: &Row) -> Value {
    match row {
        Row::Both(line) => json!({ "both": line }),
        Row::Other(old, new) => json!({ "old": old, "new": new }),
        Row::Same(count) => json!({ "same": count }),
    }
}

/// Columns of the twin: a rule a row, what changes first.
const COLUMNS: [&str; 9] = [
    "rule",
    "change",
    "rewritten",
    "broken_before",
    "broken_after",
    "unknown_before",
    "unknown_after",
    "kept_before",
    "kept_after",
];

fn rules_csv(tried: Option<&Tried>) -> String {
    let outcome = tried.and_then(|tried| tried.outcome.as_ref().ok());
    let rules = outcome.map(|outcome| outcome.effect.in_order()).unwrap_or_default();
    let row = |(code, rule): (&str, &RuleEffect)| {
        let mut row = vec![code.to_owned(), rule.change.code().to_owned(), rule.rewritten.to_string()];
        for state in STATES {
            row.extend(
                [&rule.before, &rule.after].map(|tally| tally.get(&state).copied().unwrap_or_default().to_string()),
            );
        }
        row
    };
    csv(&COLUMNS, rules.into_iter().map(row))
}

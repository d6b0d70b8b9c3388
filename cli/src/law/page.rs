//! The page that `veedor law try --html` writes: one file without script or anything from elsewhere.

use std::fmt::{self, Display};

use register::lang::{Lang, Words};
use rulebook::{
    effect::{Change, Effect, Move, RuleEffect, Tally},
    opinion::State,
};

use super::trial::{self, Trial};
use crate::words;

/// Text with what HTML would read as its own put so that it does not.
struct Plain<'a>(&'a str);

impl Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            c => write!(f, "{c}"),
        })
    }
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}\
td.n{text-align:right}.removed{border-left:.4rem solid #b00020;padding-left:.8rem}caption{text-align:left}";

/// The page of one draft, or of several.
pub(super) fn html(tried: &[(&Trial, Effect)], lang: Lang) -> String {
    let title = words::law::page_title();
    let drafts: String = tried.iter().map(|(trial, effect)| draft(trial, effect, lang)).collect();
    let title = Plain(title.in_(lang));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{drafts}</main>\n</body>\n</html>\n",
        lang.tag(),
    )
}

fn draft(trial: &Trial, effect: &Effect, lang: Lang) -> String {
    let told = trial.says(effect.cases);
    let removed: String = effect.rules.iter().filter_map(|(code, rule)| removed(effect, code, rule, lang)).collect();
    let all = effect.in_order();
    let changed = all.iter().filter(|(_, rule)| rule.moves_cases());
    let rules: String = changed.map(|(code, rule)| section(code, rule, lang)).collect();
    format!("<h2>{}</h2>\n{removed}{}{rules}", Plain(told.in_(lang)), table(effect, lang))
}

fn removed(effect: &Effect, code: &str, rule: &RuleEffect, lang: Lang) -> Option<String> {
    let said = trial::removed(effect, code, rule);
    let is = rule.change == Change::Removed;
    is.then(|| format!("<p class=\"removed\"><strong>{}</strong></p>\n", Plain(said.in_(lang))))
}

/// Every rule on one line, before and after, what changes first.
fn table(effect: &Effect, lang: Lang) -> String {
    let heads = [
        Words::new("Regla", "Rule"),
        Words::new("Casos que toca", "Cases it concerns"),
        State::Broken.words(),
        State::Unknown.words(),
        State::Kept.words(),
    ];
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{}</th>", head.in_(lang))).collect();
    let rows: String = effect.in_order().into_iter().map(|(code, rule)| row(code, rule, lang)).collect();
    let caption = Words::new("Antes → con el proyecto", "Before → under the draft").in_(lang);
    format!(
        "<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn row(code: &str, rule: &RuleEffect, lang: Lang) -> String {
    let of = |tally: &Tally, state: State| tally.get(&state).copied().unwrap_or_default();
    let concerned = (RuleEffect::concerned(&rule.before), RuleEffect::concerned(&rule.after));
    let states = [State::Broken, State::Unknown, State::Kept];
    let pairs = states.into_iter().map(|state| (of(&rule.before, state), of(&rule.after, state)));
    let cells: String = std::iter::once(concerned).chain(pairs).map(|(before, after)| cell(before, after)).collect();
    let change = trial::change(rule.change);
    let title = format!("{code} {}{}", rule.title.in_(lang), change.in_(lang));
    format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", Plain(&title))
}

fn cell(before: u64, after: u64) -> String {
    let text = if before == after { before.to_string() } else { format!("{before} → <strong>{after}</strong>") };
    format!("<td class=\"n\">{text}</td>")
}

/// The cases of one rule that stand otherwise.
fn section(code: &str, rule: &RuleEffect, lang: Lang) -> String {
    let title = format!("{code} {}", rule.title.in_(lang));
    let lists: String = rule.moves.iter().map(|(states, moved)| list(*states, moved, lang)).collect();
    format!("<h3>{}</h3>\n{lists}", Plain(&title))
}

fn list((from, to): (State, State), moved: &Move, lang: Lang) -> String {
    let (from, to) = (from.words(), to.words());
    let said = words::law::moves(&from.es, &from.en, &to.es, &to.en, &moved.count);
    let item = |text: &str| format!("<li>{}</li>\n", Plain(text.trim()));
    let cases: String = moved.first.iter().map(|id| item(&id.to_string())).collect();
    let rest = moved.count.saturating_sub(moved.first.len() as u64);
    let more = if rest == 0 { String::new() } else { item(words::law::more_cases(&rest).in_(lang)) };
    format!("<p>{}</p>\n<ul>\n{cases}{more}</ul>\n", Plain(said.in_(lang).trim()))
}

//! The page that `veedor law try --html` writes: one file without script or anything from elsewhere.

use std::fmt::{self, Display};

use register::lang::{Lang, Words};
use rulebook::{
    book::Rulebook,
    effect::{Change, Effect, RuleEffect, Tally},
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

/// The page.
pub(super) fn html(trial: &Trial, effect: &Effect<'_>, lang: Lang) -> String {
    let name = |book: &Rulebook| format!("{} {}", book.name, book.version);
    let title = words::law::page_title(&name(&trial.new));
    let (es, en) = (&trial.old_is.es, &trial.old_is.en);
    let told = words::law::tried(&name(&trial.new), &name(&trial.old), es, en, &effect.cases, &trial.day);
    let removed: String = effect.rules.iter().filter_map(|(code, rule)| removed(code, rule, lang)).collect();
    let rules: String = effect.rules.iter().filter(|(_, rule)| trial::changes(rule)).map(|rule| section(rule, lang)).collect();
    let (title, told) = (Plain(title.in_(lang)), Plain(told.in_(lang)));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{told}</p>\n{removed}{}{rules}</main>\n</body>\n</html>\n",
        lang.tag(),
        table(effect, lang),
    )
}

fn removed(code: &str, rule: &RuleEffect, lang: Lang) -> Option<String> {
    let said = words::law::removed(&code, &rule.title.es, &rule.title.en);
    let is = rule.change == Change::Removed;
    is.then(|| format!("<p class=\"removed\"><strong>{}</strong></p>\n", Plain(said.in_(lang))))
}

/// Every rule on one line: before and after.
fn table(effect: &Effect<'_>, lang: Lang) -> String {
    let heads = [
        Words::new("Regla", "Rule"),
        Words::new("Casos que toca", "Cases it concerns"),
        State::Broken.words(),
        State::Unknown.words(),
        State::Kept.words(),
    ];
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{}</th>", head.in_(lang))).collect();
    let rows: String = effect.rules.iter().map(|(code, rule)| row(code, rule, lang)).collect();
    let caption = Words::new("Antes → con el proyecto", "Before → under the draft").in_(lang);
    format!("<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn row(code: &str, rule: &RuleEffect, lang: Lang) -> String {
    let of = |tally: &Tally, state: State| tally.get(&state).copied().unwrap_or_default();
    let concerned = (RuleEffect::concerned(&rule.before), RuleEffect::concerned(&rule.after));
    let states = [State::Broken, State::Unknown, State::Kept];
    let pairs = states.into_iter().map(|state| (of(&rule.before, state), of(&rule.after, state)));
    let cells: String =
        std::iter::once(concerned).chain(pairs).map(|(before, after)| cell(before, after)).collect();
    let change = trial::change(rule.change);
    let title = format!("{code} {}{}", rule.title.in_(lang), change.in_(lang));
    format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", Plain(&title))
}

fn cell(before: u64, after: u64) -> String {
    let text = if before == after { before.to_string() } else { format!("{before} → <strong>{after}</strong>") };
    format!("<td class=\"n\">{text}</td>")
}

/// The cases of one rule that stand otherwise.
fn section((code, rule): (&String, &RuleEffect), lang: Lang) -> String {
    let title = format!("{code} {}", rule.title.in_(lang));
    let lists: String = rule.moves.iter().map(|((from, to), moved)| {
        let (from, to) = (from.words(), to.words());
        let said = words::law::moves(&from.es, &from.en, &to.es, &to.en, &moved.count);
        let cases: String = moved.first.iter().map(|id| format!("<li><code>{}</code></li>\n", Plain(&id.to_string()))).collect();
        let rest = moved.count.saturating_sub(moved.first.len() as u64);
        let more = words::law::more_cases(&rest);
        let more = if rest == 0 { String::new() } else { format!("<li>{}</li>\n", Plain(more.in_(lang).trim())) };
        format!("<p>{}</p>\n<ul>\n{cases}{more}</ul>\n", Plain(said.in_(lang).trim()))
    }).collect();
    format!("<h2>{}</h2>\n{lists}", Plain(&title))
}

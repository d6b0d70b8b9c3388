//! The JSON twins of a register's pages, asked for over HTTP; today's, or as known on a day.

use register::time::Date;
use serde_json::Value;

use crate::{
    ask::{Answer, Server},
    failure::{Failure, Said},
    words,
};

/// The twin of a page, as known on a day where one is given. The path is that of the page: `records/mx/x/technology/1`,
/// with or without language and ending.
pub(crate) fn of(server: &Server, page: &str, day: Option<Date>) -> Result<Value, Failure> {
    let answer = server.get(&address(page, day));
    let answer = answer.map_err(|why| Failure::Reach(words::unreachable(&server.address(), &why)))?;
    let value = serde_json::from_slice(&answer.body).ok();
    match (answer.status, value) {
        (200, Some(value)) => Ok(value),
        (_, value) => Err(refusal(page, &answer, value)),
    }
}

/// The day that a text names.
pub(crate) fn day(text: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| Failure::Usage(words::no_day(&text)))
}

/// What the register said, in its own words; else that nothing is there.
fn refusal(page: &str, answer: &Answer, value: Option<Value>) -> Failure {
    let title = |name: &str| Some(value.as_ref()?.get(name)?.as_str()?.to_owned());
    match (title("title_es"), title("title")) {
        (Some(es), Some(en)) => Failure::Reach(Said { es, en }),
        _ if answer.status == 404 => Failure::Reach(words::no_page(&page)),
        _ => Failure::Reach(words::page_failed(&page, &answer.status)),
    }
}

/// The address of a twin. Which language is asked does not matter: twins are the same in both.
fn address(page: &str, day: Option<Date>) -> String {
    let page = page.trim_start_matches('/');
    let page = page.strip_prefix("es/").or_else(|| page.strip_prefix("en/")).unwrap_or(page);
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let path = path.strip_suffix(".json").or_else(|| path.strip_suffix(".csv")).unwrap_or(path);
    let day = day.map(|day| format!("as-of={day}"));
    let parts: Vec<&str> = [query].into_iter().chain(day.as_deref()).filter(|part| !part.is_empty()).collect();
    let mark = if parts.is_empty() { "" } else { "?" };
    format!("/es/{path}.json{mark}{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use register::time::Date;

    use super::address;

    #[test]
    fn the_twin_of_any_way_to_write_a_page() {
        let day = Date::parse("2026-03-01");
        for (page, day, expected) in [
            ("records/mx/x/technology/1", None, "/es/records/mx/x/technology/1.json"),
            ("/en/records?q=a", day, "/es/records.json?q=a&as-of=2026-03-01"),
            ("es/log.json", day, "/es/log.json?as-of=2026-03-01"),
            ("/rules.csv", None, "/es/rules.json"),
        ] {
            assert_eq!(address(page, day), expected);
        }
    }
}

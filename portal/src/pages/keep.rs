//! Links of a page as known on a day lead to pages as known on that day. Done in one place, on the finished page, so that
//! no link of any page can forget it; only links marked with the class `now` lead to another day.

use register::{lang::Lang, time::Date};

use super::as_of::{PARAM, is_timeless};

/// A page or feed whose links and forms keep a day.
pub(super) fn keep(page: &str, day: Date) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = page;
    while let Some((before, tag, after)) = next_tag(rest) {
        out.push_str(before);
        out.push_str(&kept(tag, day));
        rest = after;
    }
    out + rest
}

/// The address of a page, with the day; any other address as it is. `and` is what stands between two parameters.
pub(super) fn address(address: &str, day: Date, and: &str) -> String {
    if !is_page(address) {
        return address.to_owned();
    }
    let (path, place) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    let mark = if path.contains('?') { and } else { "?" };
    format!("{path}{mark}{PARAM}={day}{place}")
}

/// Whether an address is that of a page which differs by day.
fn is_page(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let page = Lang::ALL.into_iter().find_map(|lang| path.strip_prefix('/')?.strip_prefix(lang.tag()));
    page.is_some_and(|page| page.starts_with('/') && !is_timeless(page))
}

/// The next tag that leads somewhere: what stands before it, the tag, what stands after it. Text and values are escaped,
/// so that only tags begin with `<` and only they end with `>`.
fn next_tag(page: &str) -> Option<(&str, &str, &str)> {
    let starts = ["<a ", "<link ", "<form "];
    let mut from = 0;
    loop {
        let at = from + page[from..].find('<')?;
        if starts.iter().any(|start| page[at..].starts_with(start)) {
            let end = at + page[at..].find('>')? + 1;
            return Some((&page[..at], &page[at..end], &page[end..]));
        }
        from = at + 1;
    }
}

/// A tag with the day.
fn kept(tag: &str, day: Date) -> String {
    let leads_to_another_day = tag.contains(" class=\"now\"");
    let form = tag.starts_with("<form ");
    let name = if form { " action=\"" } else { " href=\"" };
    let place = tag.find(name).map(|at| at + name.len());
    let value = place.and_then(|at| Some((at, at + tag[at..].find('"')?)));
    match value {
        Some((from, to)) if !leads_to_another_day && is_page(&tag[from..to]) => match form {
            true if !tag.contains(" method=\"get\"") => tag.to_owned(),
            true => format!("{tag}<input type=\"hidden\" name=\"{PARAM}\" value=\"{day}\">"),
            false => format!("{}{}{}", &tag[..from], address(&tag[from..to], day, "&#38;"), &tag[to..]),
        },
        _ => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use register::time::Date;

    use super::keep;

    #[test]
    fn links_and_forms_keep_the_day() {
        let day = Date::parse("2026-03-01").expect("a day");
        for (page, kept) in [
            ("<a href=\"/es/records\">x</a>", "<a href=\"/es/records?as-of=2026-03-01\">x</a>"),
            ("<a href=\"/es/\">x</a>", "<a href=\"/es/?as-of=2026-03-01\">x</a>"),
            (
                "<a id=\"a\" href=\"/en/log?before=3#entries\">",
                "<a id=\"a\" href=\"/en/log?before=3&#38;as-of=2026-03-01#entries\">",
            ),
            (
                "<link rel=\"self\" href=\"/es/findings.atom\"/>",
                "<link rel=\"self\" href=\"/es/findings.atom?as-of=2026-03-01\"/>",
            ),
            (
                "<form action=\"/es/records\" method=\"get\">",
                "<form action=\"/es/records\" method=\"get\"><input type=\"hidden\" name=\"as-of\" value=\"2026-03-01\">",
            ),
            ("<form action=\"/es/verify\" method=\"post\">", "<form action=\"/es/verify\" method=\"post\">"),
            ("<a class=\"now\" href=\"/es/records\">", "<a class=\"now\" href=\"/es/records\">"),
            ("<a href=\"#main\"><a href=\"/es/verify\">", "<a href=\"#main\"><a href=\"/es/verify\">"),
            (
                "<a href=\"/receipts/3\"><a href=\"/log/checkpoint\">",
                "<a href=\"/receipts/3\"><a href=\"/log/checkpoint\">",
            ),
            ("<a href=\"https://example.org/es/records\">", "<a href=\"https://example.org/es/records\">"),
            ("<a href=\"/established\">1 &#60; 2 < 3", "<a href=\"/established\">1 &#60; 2 < 3"),
            ("<a href=\"/es/", "<a href=\"/es/"),
        ] {
            assert_eq!(keep(page, day), kept);
        }
    }
}

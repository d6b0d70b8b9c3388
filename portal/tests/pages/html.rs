//! Looking at HTML without a browser: is it well formed, what does it say, where does it lead.

/// Elements that have no end tag.
const VOID: [&str; 5] = ["meta", "link", "img", "input", "br"];

/// Elements that begin a new line of text.
const BLOCK: [&str; 26] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "tr",
    "dt",
    "dd",
    "caption",
    "section",
    "article",
    "nav",
    "header",
    "footer",
    "main",
    "aside",
    "form",
    "label",
    "legend",
    "option",
    "pre",
    "summary",
    "figcaption",
    "text",
    "title",
];

/// One tag: name, attributes as written, whether it is an end tag.
#[derive(Debug, Clone)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: &'a str,
    pub(crate) end: bool,
}

/// The tags of a page in order, each with the text before it.
pub(crate) fn tags(page: &str) -> Vec<(&str, Tag<'_>)> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        let close = tag.find('>').expect("a tag ends");
        let inside = tag[1..close].trim_end_matches('/');
        let end = inside.starts_with('/');
        let (name, attributes) = inside
            .trim_start_matches('/')
            .split_once(char::is_whitespace)
            .unwrap_or((inside.trim_start_matches('/'), ""));
        out.push((text, Tag { name, attributes, end }));
        rest = &tag[close + 1..];
    }
    assert!(rest.trim().is_empty(), "text after the last tag: {rest}");
    out
}

/// Panics unless every element is closed in order, attributes are quoted, and ids are unique.
pub(crate) fn check(page: &str, path: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    assert!(page.starts_with("<!doctype html>"), "{path}: doctype");
    for (_, tag) in tags(page).into_iter().skip(1) {
        assert_eq!(tag.attributes.matches('"').count() % 2, 0, "{path}: unquoted attribute in {tag:?}");
        if let Some(id) = attribute(&tag, "id") {
            assert!(ids.insert(id.to_owned()), "{path}: id `{id}` stands twice");
        }
        let closed_itself = ["line", "circle", "rect", "path"].contains(&tag.name) && !tag.end;
        match tag.end {
            true => assert_eq!(open.pop(), Some(tag.name), "{path}: end tag"),
            false if VOID.contains(&tag.name) || closed_itself => {}
            false => open.push(tag.name),
        }
    }
    assert!(open.is_empty(), "{path}: left open {open:?}");
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<&'a str> {
    let start = format!("{name}=\"");
    let at =
        tag.attributes.match_indices(&start).find(|(at, _)| *at == 0 || tag.attributes.as_bytes()[at - 1] == b' ')?.0;
    tag.attributes[at + start.len()..].split('"').next()
}

/// What a page says, a line a block.
pub(crate) fn text(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut out = String::new();
    for (text, tag) in tags(body) {
        out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        if text.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace) {
            out.push(' ');
        }
        if BLOCK.contains(&tag.name) {
            out.push('\n');
        } else if ["td", "th", "a", "time", "span", "button"].contains(&tag.name) {
            out.push(' ');
        }
    }
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    let text = entities.iter().fold(out, |text, (entity, character)| text.replace(entity, character));
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

/// Every address a page leads to, entities undone.
pub(crate) fn links(page: &str) -> Vec<String> {
    let tags = tags(page).into_iter().filter(|(_, tag)| !tag.end);
    let addresses = tags.filter_map(|(_, tag)| {
        let name = match tag.name {
            "a" | "link" => "href",
            "img" => "src",
            "form" => "action",
            _ => return None,
        };
        attribute(&tag, name).map(|address| address.replace("&#38;", "&"))
    });
    addresses.collect()
}

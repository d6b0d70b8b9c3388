//! The words of rule pages: Markdown as HTML. Raw HTML in it is shown as text, links lead only to http and https,
//! headings stand below the one they are under. Leaves out tables, footnotes and pictures, which rule pages do not have.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// HTML that may stand on a page as it is: made of Markdown here and nowhere else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prose(String);

impl Prose {
    /// Markdown that stands under a heading of some level.
    pub(super) fn of(markdown: &str, under: u8) -> Prose {
        let mut writer = Writer { html: String::new(), heading: (under + 1).min(6), links: Vec::new() };
        Parser::new_ext(markdown, Options::empty()).for_each(|event| writer.event(event));
        Prose(writer.html)
    }

    /// The HTML.
    pub(super) fn html(&self) -> &str {
        &self.0
    }
}

/// Text as it stands in HTML, and in XML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&#38;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

struct Writer {
    html: String,
    heading: u8,
    /// Of the links open, whether each is one.
    links: Vec<bool>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.html.push_str(&escaped(&text)),
            Event::Code(text) => self.html.push_str(&format!("<code>{}</code>", escaped(&text))),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.link(dest_url),
            Tag::CodeBlock(_) => self.html.push_str("<pre tabindex=\"0\"><code>"),
            Tag::Heading { .. } => self.html.push_str(&format!("<h{}>", self.heading)),
            Tag::List(Some(first)) => self.html.push_str(&format!("<ol start=\"{first}\">")),
            other => self.html.push_str(name(&other.to_end()).map(|name| format!("<{name}>")).as_deref().unwrap_or("")),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link if self.links.pop() == Some(true) => self.html.push_str("</a>"),
            TagEnd::CodeBlock => self.html.push_str("</code></pre>\n"),
            TagEnd::Heading(_) => self.html.push_str(&format!("</h{}>\n", self.heading)),
            other => self.html.push_str(name(&other).map(|name| format!("</{name}>")).as_deref().unwrap_or("")),
        }
    }

    fn link(&mut self, url: &str) {
        let leads_out = url.starts_with("https://") || url.starts_with("http://");
        self.links.push(leads_out);
        if leads_out {
            let url = escaped(url);
            self.html.push_str(&format!("<a class=\"outside\" href=\"{url}\" rel=\"noopener noreferrer nofollow\">"));
        }
    }
}

/// The element of a tag that is written without attributes.
fn name(tag: &TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => Some("p"),
        TagEnd::BlockQuote(_) => Some("blockquote"),
        TagEnd::List(true) => Some("ol"),
        TagEnd::List(false) => Some("ul"),
        TagEnd::Item => Some("li"),
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Prose;

    #[test]
    fn what_people_write_reads_well_and_what_could_harm_is_text() {
        let cases = [
            (
                "Una *orden* y **dos** `x < y`.",
                "<p>Una <em>orden</em> y <strong>dos</strong> <code>x &#60; y</code>.</p>",
            ),
            ("# Título", "<h3>Título</h3>\n"),
            ("- uno\n- dos", "<ul><li>uno</li><li>dos</li></ul>"),
            ("3. tres", "<ol start=\"3\"><li>tres</li></ol>"),
            ("a <b>b</b>", "<p>a &#60;b&#62;b&#60;/b&#62;</p>"),
            ("<script>alert(1)</script>", "<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>"),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            ("![a](https://x.example/y.png)", "<p>a</p>"),
            (
                "[a](https://x.example/?a=\"1\"&b)",
                "<p><a class=\"outside\" href=\"https://x.example/?a=&#34;1&#34;&#38;b\" rel=\"noopener noreferrer nofollow\">a</a></p>",
            ),
            ("```\n<x>\n```", "<pre tabindex=\"0\"><code>&#60;x&#62;\n</code></pre>\n"),
        ];
        for (markdown, html) in cases {
            assert_eq!(Prose::of(markdown, 2).html(), html, "{markdown}");
        }
    }
}

//! Citing a page: `?cite=bibtex` and `?cite=csl-json` on any page of the register give what reference managers read,
//! BibTeX and CSL-JSON 1.0.2. A citation names the state of the register it is of: entries, root, time.

use axum::http::StatusCode;
use register::lang::Lang;
use serde_json::json;

use super::{
    answer::Made,
    as_of,
    error::PageError,
    frame::Frame,
    text,
    visit::{Desk, Visit},
};

/// Name of the parameter.
pub(super) const PARAM: &str = "cite";

/// Every form a citation is given in: its name in the address, what readers call it, its ending, its media type.
pub(super) const STYLES: [Style; 2] = [
    Style { name: "bibtex", words: "BibTeX", ending: "bib", media: "application/x-bibtex; charset=utf-8" },
    Style { name: "csl-json", words: "CSL-JSON", ending: "json", media: "application/vnd.citationstyles.csl+json" },
];

/// A form of a citation.
#[derive(Debug)]
pub(super) struct Style {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    pub(super) ending: &'static str,
    pub(super) media: &'static str,
}

/// What is cited.
#[derive(Debug, Clone)]
pub(super) struct Citation {
    title: String,
    site: String,
    lang: Lang,
    /// Year, month, day of the last entry known.
    day: Option<[String; 3]>,
    /// Address with host, without scheme.
    address: String,
    /// Entries and root, and whether it was withdrawn.
    state: String,
}

impl Citation {
    /// The citation of the page around which a frame stands.
    pub(super) fn of(frame: &Frame) -> Citation {
        let strip = frame.strip.as_ref();
        let root =
            strip.and_then(|strip| strip.root.as_ref()).map(|(_, root)| format!(", {} {root}", frame.t("cite-root")));
        let day = strip.and_then(|strip| strip.as_of.as_ref()).and_then(|at| {
            let mut parts = at.machine.get(..10)?.splitn(3, '-').map(str::to_owned);
            Some([parts.next()?, parts.next()?, parts.next()?])
        });
        Citation {
            title: frame.title.clone(),
            site: frame.name.clone(),
            lang: frame.lang,
            day,
            address: frame.address.clone(),
            state: strip.map(|strip| strip.entries.clone() + &root.unwrap_or_default()).unwrap_or_default(),
        }
    }

    /// The same with an address of nothing but what the page was made of, and with what its status says.
    fn made(&self, status: StatusCode, visit: &Visit) -> Citation {
        let gone = (status == StatusCode::GONE).then(|| format!(", {}", text::get(self.lang, "withdrawn")));
        let state = self.state.clone() + &gone.unwrap_or_default();
        Citation { address: address(&self.address, |name| visit.was_asked(name)), state, ..self.clone() }
    }

    fn written(&self, style: &Style) -> String {
        if style.name == "bibtex" { self.bibtex() } else { self.csl_json() }
    }

    fn bibtex(&self) -> String {
        let langid = if self.lang == Lang::Es { "spanish" } else { "english" };
        let mut fields = vec![
            ("title", format!("{{{}}}", in_tex(&self.title))),
            ("howpublished", in_tex(&self.site)),
            ("note", in_tex(&self.state)),
            ("url", with_scheme(&self.address)),
            ("langid", langid.into()),
        ];
        if let Some([year, month, day]) = &self.day {
            fields.extend([("year", year.clone()), ("month", month.clone()), ("day", day.clone())]);
        }
        let lines: Vec<String> = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
        format!("@misc{{{},\n{}\n}}\n", self.key(), lines.join(",\n"))
    }

    fn csl_json(&self) -> String {
        let parts = self.day.as_ref().map(|parts| parts.each_ref().map(|part| part.parse::<u32>().unwrap_or_default()));
        let mut item = json!({
            "id": self.key(),
            "type": "webpage",
            "title": self.title,
            "container-title": self.site,
            "URL": with_scheme(&self.address),
            "version": self.state,
            "language": self.lang.tag(),
        });
        if let Some(parts) = parts {
            item["issued"] = json!({ "date-parts": [parts] });
        }
        format!("{:#}\n", json!([item]))
    }

    /// A name for lists of references: letters, digits and hyphens of the address.
    fn key(&self) -> String {
        let words: Vec<&str> = self.address.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
    }
}

/// The citation in the place of the page, where one is asked for.
///
/// # Errors
/// When the form asked for is none.
pub(super) fn instead(desk: &Desk<'_>, made: Made) -> Result<Made, PageError> {
    match (&desk.visit.cite, &made, desk.citation.get()) {
        (Some(asked), Made::Page(status @ (StatusCode::OK | StatusCode::GONE), _, _), Some(citation)) => {
            let style = STYLES.iter().find(|style| style.name == asked);
            let style = style.ok_or_else(|| PageError::Unclear(format!("{PARAM}={asked}")))?;
            Ok(Made::Text { media: style.media, text: citation.made(*status, desk.visit).written(style) })
        }
        _ => Ok(made),
    }
}

/// An address with the day and the parameters a page asked for, without what could end a field of BibTeX.
fn address(whole: &str, asked: impl Fn(&str) -> bool) -> String {
    let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
    let name = |part: &str| part.split('=').next().unwrap_or_default().to_owned();
    let known = |part: &&str| name(part) == as_of::PARAM || asked(&name(part));
    let query = query.split('&').filter(known).collect::<Vec<_>>().join("&");
    let kept = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    kept.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// An address that begins with its host, with a scheme. Registers are served over https; where that cannot be, on one's
/// own machine or as an onion service, over http.
pub(super) fn with_scheme(address: &str) -> String {
    let host = address.split(['/', ':']).next().unwrap_or_default();
    let plain = ["localhost", "127.0.0.1"].contains(&host) || host.ends_with(".onion");
    format!("{}://{address}", if plain { "http" } else { "https" })
}

/// A text with what TeX takes for its own kept as it is.
fn in_tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // BibTeX counts braces, those behind a backslash too.
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{address, in_tex};

    #[test]
    fn what_tex_takes_for_its_own_is_kept() {
        assert_eq!(
            in_tex("50 % & {a_b} \\x ~^ #$"),
            "50 \\% \\& {\\textbraceleft}a\\_b{\\textbraceright} \\textbackslash{}x \\textasciitilde{}\\textasciicircum{} \\#\\$"
        );
    }

    #[test]
    fn braces_are_balanced_whatever_a_text_holds() {
        for text in ["}", "{", "}}{", "\\}", "\\{\\", "a}, note = {b"] {
            let tex = in_tex(text);
            let mut depth = 0;
            for c in tex.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                assert!(depth >= 0, "{tex}");
            }
            assert_eq!(depth, 0, "{tex}");
        }
    }

    #[test]
    fn an_address_keeps_what_was_asked_and_ends_no_field() {
        let of = |query: &str| address(&format!("veedor.example/es/records?{query}"), |name| name == "q");
        assert_eq!(of("q=a&x=1&as-of=2026-01-06"), "veedor.example/es/records?q=a&as-of=2026-01-06");
        assert_eq!(of("q=a},note={b\\"), "veedor.example/es/records?q=a%7D,note=%7Bb%5C");
        assert_eq!(of("},note={b"), "veedor.example/es/records");
    }
}

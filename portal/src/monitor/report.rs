//! What a monitor found, as a report that a newspaper can print and a feed that a reader can follow: plain Markdown and
//! HTML in both languages, Atom (RFC 4287).

use std::fmt::Write as _;

use register::{lang::Lang, time::Instant};

use super::{Alert, Round};

/// What a report is about.
#[derive(Debug, Clone)]
pub struct About {
    /// Where the register is.
    pub url: String,
    /// The log's identity.
    pub origin: String,
    /// The key of its log.
    pub vkey: String,
    /// When the round was made.
    pub at: Instant,
}

/// The texts of a report.
struct Texts {
    title: &'static str,
    register: &'static str,
    key: &'static str,
    made: &'static str,
    verified: &'static str,
    pages: &'static str,
    found: &'static str,
    nothing: &'static str,
    check: &'static str,
    how: &'static str,
}

const ES: Texts = Texts {
    title: "Informe de un monitor independiente sobre un registro",
    register: "Registro",
    key: "Clave de su bitácora",
    made: "Hecho",
    verified: "Asientos verificados",
    pages: "Páginas comparadas",
    found: "Lo que se halló",
    nothing: "Nada: lo que el registro firmó, publicó y muestra coincide.",
    check: "Cómo comprobarlo sin confiar en quien hizo este informe",
    how: "Los estados firmados y la prueba están junto a este informe, en `split/`. Dos estados que no son el comienzo uno del otro, firmados por la misma clave, prueban que el registro mostró dos historias: nadie más tiene esa clave. `veedor monitor URL --data CARPETA` repite todo lo demás.",
};

const EN: Texts = Texts {
    title: "Report of an independent monitor on a register",
    register: "Register",
    key: "Key of its log",
    made: "Made",
    verified: "Entries verified",
    pages: "Pages compared",
    found: "What was found",
    nothing: "Nothing: what the register signed, published and shows agrees.",
    check: "How to check it without trusting whoever made this report",
    how: "The signed heads and the proof lie beside this report, in `split/`. Two heads of which neither is the beginning of the other, signed by one key, prove that the register showed two histories: nobody else has that key. `veedor monitor URL --data DIR` repeats all the rest.",
};

fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Es => &ES,
        Lang::En => &EN,
    }
}

/// The report in Markdown.
#[must_use]
pub fn markdown(about: &About, round: &Round, lang: Lang) -> String {
    let texts = texts(lang);
    let root = round.root.map(|root| root.to_base64()).unwrap_or_default();
    let mut out = format!("# {}\n\n", texts.title);
    let facts = [
        (texts.register, format!("{} ({})", about.url, about.origin)),
        (texts.key, format!("`{}`", about.vkey)),
        (texts.made, about.at.to_string()),
        (texts.verified, format!("{} (`{root}`)", round.size)),
        (texts.pages, round.pages.to_string()),
    ];
    for (name, value) in facts {
        let _ = writeln!(out, "* {name}: {value}");
    }
    let _ = write!(out, "\n## {}\n\n", texts.found);
    if round.alerts.is_empty() {
        let _ = writeln!(out, "{}", texts.nothing);
    }
    for alert in &round.alerts {
        let _ = writeln!(out, "* **{}**: {}", alert.code(), plain(&alert.says(lang)));
    }
    let _ = write!(out, "\n## {}\n\n{}\n", texts.check, texts.how);
    out
}

/// The report as a page of its own.
#[must_use]
pub fn html(about: &About, round: &Round, lang: Lang) -> String {
    let texts = texts(lang);
    let mut body = String::new();
    for line in markdown(about, round, lang).lines() {
        let _ = match line.split_once(' ') {
            Some(("#", text)) => writeln!(body, "<h1>{}</h1>", escaped(text)),
            Some(("##", text)) => writeln!(body, "<h2>{}</h2>", escaped(text)),
            Some(("*", text)) => writeln!(body, "<p>• {}</p>", escaped(&text.replace("**", "").replace('`', ""))),
            _ if line.is_empty() => Ok(()),
            _ => writeln!(body, "<p>{}</p>", escaped(&line.replace('`', ""))),
        };
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<body style=\"max-width:45em;margin:1em auto;padding:0 1em;font:1em/1.5 serif;overflow-wrap:anywhere\">\n{body}</body>\n</html>\n",
        lang.tag(),
        escaped(texts.title)
    )
}

/// The alerts of some rounds as a feed, newest first.
#[must_use]
pub fn atom(about: &About, alerts: &[(Instant, Alert)], lang: Lang) -> String {
    let texts = texts(lang);
    let updated = alerts.first().map_or(about.at, |(at, _)| *at);
    let urn = format!("urn:veedor:monitor:{}", escaped(&about.origin));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{urn}</id>\n<title>{}: {}</title>\n<updated>{updated}</updated>\n<author><name>Veedor</name></author>\n",
        lang.tag(),
        escaped(texts.title),
        escaped(&about.url),
    );
    for (at, alert) in alerts {
        let _ = write!(
            out,
            "<entry>\n<id>{urn}:{}:{at}</id>\n<title>{}</title>\n<updated>{at}</updated>\n<summary>{}</summary>\n</entry>\n",
            fingerprint(alert),
            alert.code(),
            escaped(&alert.says(lang)),
        );
    }
    out.push_str("</feed>\n");
    out
}

fn fingerprint(alert: &Alert) -> String {
    tlog::Hash::leaf(alert.says(Lang::En).as_bytes()).to_string()[..16].to_owned()
}

/// What others said, on one line and without what Markdown would read.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '<' | '>' | '*' | '[' | ']'))
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

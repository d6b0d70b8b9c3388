//! For people who fear that they are watched: where help is, where to complain, which rights there are. Routes only: no
//! field takes a name or number, because an answer would tell whoever asks whom the state watches.

use askama::Template;

use super::{answer::Made, error::PageError, frame::Frame, text, visit::Desk};

/// The page.
#[derive(Debug, Template)]
#[template(path = "help.html", whitespace = "minimize")]
struct Help {
    frame: Frame,
    doors: Vec<Door>,
}

/// One way to go.
#[derive(Debug)]
struct Door {
    anchor: &'static str,
    title: String,
    facts: Vec<Fact>,
}

/// One fact with its source.
#[derive(Debug)]
struct Fact {
    says: String,
    publisher: &'static str,
    title: &'static str,
    /// Language of the title, where it is not the page's.
    lang: Option<&'static str>,
    url: &'static str,
}

/// A fact: its key, and who published it, under which title, in which language, where.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The doors in the order of need: key and anchor, and what stands behind each. Each source was read.
const DOORS: [(&str, &[Row]); 3] = [
    (
        "help-now",
        &[
            (
                "help-helpline",
                "Access Now",
                "Digital Security Helpline – FAQ",
                "en",
                "https://www.accessnow.org/help/helpline-faq/",
            ),
            (
                "help-self-test",
                "Mobile Verification Toolkit",
                "README",
                "en",
                "https://github.com/mvt-project/mvt/blob/main/README.md",
            ),
            (
                "help-resources",
                "Amnesty International Security Lab",
                "Digital Security Resource Hub",
                "en",
                "https://securitylab.amnesty.org/digital-resources/",
            ),
            (
                "help-warning",
                "Apple",
                "About Apple threat notifications and protecting against mercenary spyware",
                "en",
                "https://support.apple.com/en-am/HT212960",
            ),
        ],
    ),
    (
        "help-complain",
        &[
            (
                "help-cndh",
                "Comisión Mexicana de Defensa y Promoción de los Derechos Humanos",
                "Cómo tramitar una queja",
                "es",
                "https://cmdpdh.org/tema/como-tramitar-una-queja/",
            ),
            (
                "help-cndh-limits",
                "Síntesis",
                "La queja ante la CNDH",
                "es",
                "https://sintesis.com.mx/tlaxcala/2021/11/25/la-queja-ante-la-cndh",
            ),
        ],
    ),
    (
        "help-rights",
        &[(
            "help-no-notice",
            "Necessary and Proportionate",
            "State Communications Surveillance and the Protection of Fundamental Rights in Mexico (2016)",
            "en",
            "https://necessaryandproportionate.org/country-reports/mexico/twenty-sixteen/",
        )],
    ),
];

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let fact = |(key, publisher, title, written, url): &Row| Fact {
        says: text::get(lang, key),
        publisher,
        title,
        lang: (*written != lang.tag()).then_some(*written),
        url,
    };
    let doors = DOORS.iter().map(|(key, facts)| Door {
        anchor: key,
        title: text::get(lang, key),
        facts: facts.iter().map(fact).collect(),
    });
    Made::page(&Help { doors: doors.collect(), frame: Frame::new(desk, text::get(lang, "help-title"), Vec::new()) })
}

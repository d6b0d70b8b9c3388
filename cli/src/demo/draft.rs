//! A draft of a rulebook in the demonstration, so that the page of a draft has something to show: the federal rules with
//! one rule gone and one made laxer; and a consultation about it that is open, for whoever tries comments. Who proposes and asks
//! is made up, and says so.

use register::{codelist::Role, time::Date};
use serde_json::json;
use tlog::note::SignerKey;

use super::case::{self, REGISTRAR, Signed};
use crate::{
    failure::Failure,
    init::Made,
    keys,
    rulebooks::{self, Files},
    signing,
};

/// Who proposes: there is no such body.
const COUNCIL: &str = "mx/consejo-demo";

/// The rulebook that is to change.
const BOOK: &str = "mx-federal";

/// The page that the draft leaves out.
const GONE: &str = "MX-25-quien-la-opero.md";

/// What it says otherwise: file, old words, new words.
const EDITS: [(&str, &str, &str); 6] = [
    ("rulebook.toml", "version = \"2026.1\"", "version = \"2026.1-demo\""),
    ("MX-44-proveedor-nuevo-o-desconocido.md", "min_days = 730", "min_days = 365"),
    ("MX-44-proveedor-nuevo-o-desconocido.md", "menos de dos años", "menos de un año"),
    ("MX-44-proveedor-nuevo-o-desconocido.md", "less than two years", "less than one year"),
    ("MX-44-proveedor-nuevo-o-desconocido.md", "The supplier is one year old.", "The supplier is half a year old."),
    ("MX-44-proveedor-nuevo-o-desconocido.md", "from = 2020-01-15", "from = 2020-07-15"),
];

/// How long comments are taken.
const DAYS: i64 = 60;

/// The filings that describe the council, give it a key, propose and consult; the draft's bundle is kept beside the log.
pub(super) fn proposed(made: &Made) -> Result<Vec<Signed>, Failure> {
    let key = keys::generate(COUNCIL)?;
    let files = files();
    rulebooks::keep(&files, &made.folder.blobs())?;
    let book = rulebook::book::Rulebook::load(&files).map_err(|faults| rulebooks::refused(BOOK, &faults))?;
    let draft = json!({
        "form": "draft",
        "id": format!("{COUNCIL}/draft/1"),
        "filer": COUNCIL,
        "occurred": signing::now().date().to_string(),
        "rulebook": book.name,
        "version": book.version,
        "digest": rulebook::bundle::digest(&files),
        "changes": "DEMOSTRACIÓN, no es una propuesta de nadie: suprime la regla sobre quién operó la tecnología, y al proveedor \
                    nuevo se le señala si existía desde hacía menos de un año, no de dos.",
        "documents": [rulebooks::document(&files, &book)],
    });
    let registrar = [case::by_registrar(&description(), made)?, case::by_registrar(&grant(&key), made)?];
    let council = [by_council(&draft, &key)?, by_council(&consultation(&draft["digest"]), &key)?];
    Ok(registrar.into_iter().chain(council).collect())
}

/// Open from today on; the text is that of the draft.
fn consultation(text: &serde_json::Value) -> serde_json::Value {
    let today = signing::now().date();
    let closes = Date::from_days(today.days() + DAYS).unwrap_or(today);
    json!({
        "form": "consultation",
        "id": format!("{COUNCIL}/consultation/1"),
        "filer": COUNCIL,
        "occurred": today.to_string(),
        "question": "DEMOSTRACIÓN, nadie consulta de verdad: ¿debe cambiar la ley como dice el borrador? / DEMONSTRATION, nobody \
                     really asks: should the law change as the draft says?",
        "opens": today.to_string(),
        "closes": closes.to_string(),
        "text": text,
        "languages": ["es", "en"],
    })
}

fn by_council(filing: &serde_json::Value, key: &SignerKey) -> Result<Signed, Failure> {
    let bytes = signing::sign(&format!("{filing:#}\n"), Vec::new(), std::slice::from_ref(key))?;
    Ok(Signed { name: filing["id"].as_str().unwrap_or_default().to_owned(), bytes })
}

fn description() -> serde_json::Value {
    json!({
        "form": "body",
        "id": format!("{REGISTRAR}/body/consejo-demo"),
        "filer": REGISTRAR,
        "occurred": signing::now().date().to_string(),
        "body": COUNCIL,
        "name": "Consejo FICTICIO de la demostración",
        "kind": "civil-society",
    })
}

fn grant(key: &SignerKey) -> serde_json::Value {
    json!({
        "form": "key",
        "id": format!("{REGISTRAR}/key/consejo-demo-1"),
        "filer": REGISTRAR,
        "occurred": signing::now().date().to_string(),
        "action": "grant",
        "key": key.verifier().to_string(),
        "holder": COUNCIL,
        "role": Role::Expert.code(),
    })
}

/// The files of the draft.
fn files() -> Files {
    let mut files = rulebooks::built_in().remove(BOOK).unwrap_or_default();
    files.remove(GONE);
    for (file, old, new) in EDITS {
        if let Some(text) = files.get_mut(file) {
            *text = text.replace(old, new);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{BOOK, EDITS, GONE, files};
    use crate::rulebooks;

    #[test]
    fn the_draft_changes_what_it_says_and_has_no_faults() {
        let mut now = rulebooks::built_in().remove(BOOK).unwrap_or_default();
        assert!(now.remove(GONE).is_some(), "{GONE}");
        for (file, old, _) in EDITS {
            assert!(now.get(file).is_some_and(|text| text.contains(old)), "{file}: {old}");
        }
        let review = rulebook::review::review(&files(), || {});
        assert_eq!(review.faults, Vec::new());
    }
}

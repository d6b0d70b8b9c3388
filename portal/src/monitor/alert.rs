//! What a monitor found: one variant a lie or failure, its code, and its sentence in both languages.

use std::path::PathBuf;

use register::{lang::Lang, time::Instant};
use serde_json::{Value, json};

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alert {
    /// Two histories under one signature.
    Split {
        /// Who showed the other head.
        by: String,
        /// Where both heads and the proof are kept.
        kept: PathBuf,
    },
    /// A head older than one shown before.
    Older {
        /// Entries of the head shown.
        theirs: u64,
        /// Entries of the head shown before.
        ours: u64,
    },
    /// Files that are not under the signed root, or a checkpoint that the log did not sign.
    NotSigned {
        /// What is wrong, in the words of the log.
        says: String,
    },
    /// Another key than the one that is believed.
    OtherKey {
        /// The key that the register names now.
        theirs: String,
    },
    /// An entry that should not have been admitted.
    NotAdmissible {
        /// The entry.
        entry: u64,
        /// Why, in Spanish.
        es: String,
        /// Why, in English.
        en: String,
    },
    /// An entry whose time of receipt is before that of the entry before it.
    BackInTime {
        /// The entry.
        entry: u64,
        /// Its time.
        received: Instant,
    },
    /// An entry that says it was received when the log was seen without it.
    BackDated {
        /// The entry.
        entry: u64,
        /// Its time.
        received: Instant,
        /// When the log was last seen without it.
        seen: Instant,
    },
    /// An entry that says it was received at a time still to come.
    Ahead {
        /// The entry.
        entry: u64,
        /// Its time.
        received: Instant,
    },
    /// A document with other bytes than its hash says.
    Document {
        /// The hash.
        hash: String,
    },
    /// A page that says something else than the log gives.
    Page {
        /// The page.
        page: String,
    },
    /// A page that the log gives and the register does not show.
    PageMissing {
        /// The page.
        page: String,
    },
    /// Pages that stay behind the published log.
    PagesBehind {
        /// The page.
        page: String,
        /// Entries that it knows.
        theirs: u64,
        /// Entries of the log.
        ours: u64,
    },
    /// Pages that name more entries than the log that is signed.
    PagesAhead {
        /// Entries that they name.
        theirs: u64,
        /// Entries of the log.
        ours: u64,
    },
    /// A newer head was shown, and files that it needs were not.
    Withheld {
        /// Entries of the head shown.
        size: u64,
        /// Where it is kept.
        kept: PathBuf,
        /// What is missing.
        says: String,
    },
    /// Something found in an earlier round, which stands as long as the entry does.
    Stands {
        /// Its code.
        code: String,
        /// In Spanish.
        es: String,
        /// In English.
        en: String,
    },
    /// Fewer witnesses cosigned than the policy asks for, or a cosignature is not good.
    Unwitnessed {
        /// How many did.
        cosigned: usize,
    },
    /// No cosignature is as new as it has to be: an old head may be shown again.
    Stale {
        /// When the newest was made.
        newest: Instant,
    },
}

impl Alert {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Alert::Split { .. } => "split-view",
            Alert::Older { .. } => "older-head",
            Alert::NotSigned { .. } => "not-signed",
            Alert::OtherKey { .. } => "other-key",
            Alert::NotAdmissible { .. } => "not-admissible",
            Alert::BackInTime { .. } => "back-in-time",
            Alert::BackDated { .. } => "back-dated",
            Alert::Ahead { .. } => "future-date",
            Alert::Document { .. } => "document",
            Alert::Page { .. } => "page-differs",
            Alert::PageMissing { .. } => "page-missing",
            Alert::PagesBehind { .. } => "pages-behind",
            Alert::PagesAhead { .. } => "pages-ahead",
            Alert::Withheld { .. } => "withheld",
            Alert::Stands { code, .. } => code,
            Alert::Unwitnessed { .. } => "unwitnessed",
            Alert::Stale { .. } => "stale-cosignatures",
        }
    }

    /// What it says.
    #[must_use]
    pub fn says(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => self.es(),
            Lang::En => self.en(),
        }
    }

    fn es(&self) -> String {
        match self {
            Alert::Split { by, kept } => format!(
                "{by} muestra otra historia que la que se vio antes, firmada por la misma clave; ambos estados firmados y la prueba están en `{}`: publíquelos",
                kept.display()
            ),
            Alert::Older { theirs, ours } => format!(
                "el registro muestra un estado de {theirs} asientos después de haber mostrado uno de {ours}; pida que explique por qué"
            ),
            Alert::NotSigned { says } => format!("el registro sirve lo que su bitácora no firmó: {}", plain(says)),
            Alert::OtherKey { theirs } => {
                format!("el registro dice que la clave de su bitácora es ahora `{}`: es otra bitácora", plain(theirs))
            }
            Alert::NotAdmissible { entry, es, .. } => format!("el asiento {entry} no debió admitirse: {es}"),
            Alert::BackInTime { entry, received } => {
                format!("el asiento {entry} dice haberse recibido {received}, antes que el anterior")
            }
            Alert::BackDated { entry, received, seen } => format!(
                "el asiento {entry} dice haberse recibido {received}, pero {seen} la bitácora aún no lo tenía: está antedatado"
            ),
            Alert::Ahead { entry, received } => {
                format!("el asiento {entry} dice haberse recibido {received}, que está por venir")
            }
            Alert::Document { hash } => format!("el documento `{hash}` se sirve con otros bytes"),
            Alert::Page { page } => format!("la página `{page}` dice otra cosa que lo que da la bitácora"),
            Alert::PageMissing { page } => format!("la bitácora da la página `{page}` y el registro no la muestra"),
            Alert::PagesBehind { page, theirs, ours } => {
                format!("la página `{page}` conoce {theirs} asientos y la bitácora tiene {ours}")
            }
            Alert::PagesAhead { theirs, ours } => {
                format!("las páginas nombran {theirs} asientos y la bitácora firmada tiene {ours}")
            }
            Alert::Withheld { size, kept, says } => format!(
                "el registro muestra un estado firmado de {size} asientos y no sirve lo que le corresponde ({}); ese estado está en `{}`",
                plain(says),
                kept.display()
            ),
            Alert::Stands { es, .. } => es.clone(),
            Alert::Unwitnessed { cosigned } => {
                format!("cofirmaron {cosigned} testigos, menos de los que pide la política")
            }
            Alert::Stale { newest } => format!("la cofirma más nueva es de {newest}: puede mostrarse un estado viejo"),
        }
    }

    fn en(&self) -> String {
        match self {
            Alert::Split { by, kept } => format!(
                "{by} shows another history than the one seen before, signed by the same key; both signed heads and the proof are in `{}`: publish them",
                kept.display()
            ),
            Alert::Older { theirs, ours } => format!(
                "the register shows a head of {theirs} entries after it has shown one of {ours}; ask it to explain why"
            ),
            Alert::NotSigned { says } => format!("the register serves what its log did not sign: {}", plain(says)),
            Alert::OtherKey { theirs } => {
                format!("the register says that the key of its log is `{}` now: this is another log", plain(theirs))
            }
            Alert::NotAdmissible { entry, en, .. } => format!("entry {entry} should not have been admitted: {en}"),
            Alert::BackInTime { entry, received } => {
                format!("entry {entry} says it was received {received}, before the entry before it")
            }
            Alert::BackDated { entry, received, seen } => format!(
                "entry {entry} says it was received {received}, but at {seen} the log did not have it yet: it is back-dated"
            ),
            Alert::Ahead { entry, received } => {
                format!("entry {entry} says it was received {received}, which is still to come")
            }
            Alert::Document { hash } => format!("the document `{hash}` is served with other bytes"),
            Alert::Page { page } => format!("the page `{page}` says something else than the log gives"),
            Alert::PageMissing { page } => format!("the log gives the page `{page}` and the register does not show it"),
            Alert::PagesBehind { page, theirs, ours } => {
                format!("the page `{page}` knows {theirs} entries and the log has {ours}")
            }
            Alert::PagesAhead { theirs, ours } => {
                format!("pages name {theirs} entries and the signed log has {ours}")
            }
            Alert::Withheld { size, kept, says } => format!(
                "the register shows a signed head of {size} entries and does not serve what belongs to it ({}); that head is in `{}`",
                plain(says),
                kept.display()
            ),
            Alert::Stands { en, .. } => en.clone(),
            Alert::Unwitnessed { cosigned } => {
                format!("{cosigned} witnesses cosigned, fewer than the policy asks for")
            }
            Alert::Stale { newest } => format!("the newest cosignature is of {newest}: an old head may be shown"),
        }
    }

    /// The alert for programs.
    #[must_use]
    pub fn document(&self) -> Value {
        let about = match self {
            Alert::NotAdmissible { entry, .. }
            | Alert::BackInTime { entry, .. }
            | Alert::BackDated { entry, .. }
            | Alert::Ahead { entry, .. } => json!({ "entry": entry }),
            Alert::Page { page } | Alert::PageMissing { page } | Alert::PagesBehind { page, .. } => {
                json!({ "page": page })
            }
            Alert::Split { by, kept } => json!({ "by": by, "kept": kept }),
            Alert::Document { hash } => json!({ "document": hash }),
            _ => json!({}),
        };
        json!({ "alert": self.code(), "about": about, "es": self.es(), "en": self.en() })
    }
}

/// What others wrote, as it is repeated in alerts: a few words on one line, nothing that a terminal or a reader obeys.
fn plain(text: &str) -> String {
    const MOST: usize = 200;
    let mut plain: String = text.chars().take(MOST).map(|of| if of.is_control() { ' ' } else { of }).collect();
    if text.chars().nth(MOST).is_some() {
        plain.push('…');
    }
    plain
}

//! Why a filing is refused: one variant a reason, each with a code, a sentence in both languages and what to do next.
//!
//! All problems of a filing are told at once. A problem says where (line and field), what is wrong (the filer's own
//! value in backticks), the rule it rests on (a section of `spec/filing.md` or a named specification) and the next
//! step. HTTP status codes and terminals are the edge's business.

use tlog::note::{KeyError, NoteError};

use crate::{
    codelist::Role,
    id::{BodyId, FilingId, Reference},
    json::Fault,
    lang::Lang,
    personal::Trace,
    time::{Date, Instant},
};

/// One problem of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the filing, from 1; none where the problem is of the filing as a whole.
    pub line: Option<u32>,
    /// Path of the field, as `parties[1].country`; empty for the filing as a whole.
    pub field: String,
    /// What is wrong.
    pub reason: Reason,
}

/// Everything that was found wrong with one filing; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the filing is refused for {} reason(s)", problems.len())]
pub struct Refusal {
    /// The problems, in the order of the filing's lines.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// A refusal of the filing as a whole for one reason.
    #[must_use]
    pub fn whole(reason: Reason) -> Refusal {
        Refusal { problems: vec![Problem { line: None, field: String::new(), reason }] }
    }

    /// Whether the bytes could not be read as a filing at all (as against a readable filing that may not be admitted).
    #[must_use]
    pub fn unreadable(&self) -> bool {
        self.problems.iter().any(|problem| problem.reason.unreadable())
    }
}

/// What can be wrong with a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// More bytes than an entry can hold.
    TooLarge {
        /// Bytes received.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Offset of the first bad byte.
        offset: usize,
    },
    /// The bytes are not a signed note.
    NotSignedNote {
        /// What is wrong with it.
        error: NoteError,
    },
    /// The note's text is not JSON.
    NotJson {
        /// Column in characters, from 1.
        column: u32,
        /// What is wrong there.
        fault: Fault,
    },
    /// A member named twice, or a field explained twice.
    Repeated,
    /// A member that this form does not have.
    UnknownField {
        /// The nearest name that is known here.
        nearest: Option<&'static str>,
    },
    /// A field that must be there, or be explained in `withheld` or `unknown`.
    Missing {
        /// Whether `withheld` or `unknown` may explain its absence.
        may_be_explained: bool,
    },
    /// `withheld` or `unknown` names a field that is given.
    ExplainedButGiven,
    /// `withheld`, `unknown` or `cleared` names a field that this form does not have.
    ExplainsNothing,
    /// A value of another JSON kind than the field's.
    WrongKind {
        /// The kind the field takes.
        expected: &'static str,
        /// The kind that was found.
        found: &'static str,
    },
    /// A word that is not in the field's codelist.
    NotInCodelist {
        /// The word found.
        value: String,
        /// Name of the codelist.
        codelist: &'static str,
        /// The nearest code.
        nearest: Option<&'static str>,
    },
    /// A value of the right kind in the wrong shape.
    Malformed {
        /// The value found, shortened.
        value: String,
        /// What the field takes, in Spanish and English.
        wants: crate::lang::Words,
    },
    /// A text longer than the field allows.
    TooLong {
        /// Characters found.
        characters: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// More items than the field allows.
    TooMany {
        /// Items found.
        items: usize,
        /// Items allowed.
        limit: usize,
    },
    /// A period that ends before it begins.
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Text that likely names a person or holds a personal number.
    Personal {
        /// What was seen, masked.
        trace: Trace,
    },
    /// A form there is none of.
    UnknownForm {
        /// The word found.
        value: String,
        /// The nearest form.
        nearest: Option<&'static str>,
    },
    /// The id's form is not the filing's form.
    IdOfAnotherForm {
        /// The form in the id.
        form: String,
    },
    /// The id does not begin with the filer's id.
    IdOfAnotherFiler {
        /// The body in the id.
        body: BodyId,
    },
    /// The id is taken by another filing.
    IdTaken {
        /// Entry that holds the filing with this id.
        entry: u64,
    },
    /// The id refers to nothing the register holds.
    UnknownReference {
        /// The id as written.
        id: Reference,
    },
    /// The id belongs to a jurisdiction that this register does not hold.
    OtherJurisdiction {
        /// The id as written.
        id: Reference,
    },
    /// A filing that happened after it was received.
    Future {
        /// The day given.
        occurred: Date,
        /// When the register received the filing.
        received: Instant,
    },
    /// No signature by a key the register knows.
    UnknownKey {
        /// Names of the keys that signed.
        names: Vec<String>,
    },
    /// Signatures by keys the register does not know, beside those it knows.
    ForeignSignature {
        /// Names of those keys.
        names: Vec<String>,
    },
    /// The last key of the registrar would be revoked.
    LastRegistrar {
        /// Name of the key.
        name: String,
    },
    /// A signature that does not fit the text.
    BadSignature {
        /// Name of the key.
        name: String,
    },
    /// The key was not yet valid.
    KeyNotYetValid {
        /// Name of the key.
        name: String,
        /// First day of its validity.
        from: Date,
    },
    /// The key's validity is over.
    KeyExpired {
        /// Name of the key.
        name: String,
        /// Last day of its validity.
        to: Date,
    },
    /// The key was revoked.
    KeyRevoked {
        /// Name of the key.
        name: String,
        /// Entry that revoked it.
        entry: u64,
    },
    /// The key belongs to another body.
    KeyOfAnotherBody {
        /// Name of the key.
        name: String,
        /// Body that holds the key.
        holder: BodyId,
    },
    /// The key's role does not file this form.
    RoleDoesNotFile {
        /// Name of the key.
        name: String,
        /// Its role.
        role: Role,
        /// The form.
        form: &'static str,
    },
    /// The log is empty and this is not the registrar's own key.
    NotTheFirst,
    /// A key that is already granted.
    KeyAlreadyGranted {
        /// Entry that granted it.
        entry: u64,
    },
    /// Only a key whose grant stands can be revoked.
    KeyNotGranted {
        /// Name of the key.
        name: String,
    },
    /// A revocation that names another holder than the grant.
    KeyHeldByAnother {
        /// Name of the key.
        name: String,
        /// Body it was granted to.
        holder: BodyId,
    },
    /// A verifier key that cannot be used.
    UnusableKey {
        /// What is wrong with it; none where the key is sound but of the kind that witnesses use.
        error: Option<KeyError>,
    },
    /// A field that this choice needs.
    NeededHere {
        /// The choice that needs it, as `action` = `grant`.
        because: String,
    },
    /// A field that this choice does not take.
    NotTakenHere {
        /// The choice, as `action` = `revoke`.
        because: String,
    },
    /// A claim or a transcription without a source.
    NoSource,
    /// Only the filer corrects, withdraws or opens its own filing.
    NotYours {
        /// The filing.
        id: FilingId,
    },
    /// A correction that would make a description one of another body.
    AnotherBody {
        /// The body that was described.
        body: BodyId,
    },
    /// The filing was withdrawn already.
    AlreadyWithdrawn {
        /// The filing.
        id: FilingId,
    },
    /// A filing of this form cannot be corrected or withdrawn.
    StandsAsFiled {
        /// The form.
        form: &'static str,
        /// What to file instead.
        instead: crate::lang::Words,
    },
    /// A comment of a person without a key, who deleted it.
    TakenBack,
    /// The opened value does not match the commitment that was filed.
    OpeningDoesNotMatch,
    /// Nothing was withheld in that field of that filing.
    NothingWithheld {
        /// The filing.
        id: FilingId,
    },
}

impl Reason {
    /// The reason's name, the same in every language, in JSON, in metrics and in `spec/`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Reason::TooLarge { .. } => "too-large",
            Reason::NotUtf8 { .. } => "not-utf8",
            Reason::NotSignedNote { .. } => "not-a-signed-note",
            Reason::NotJson { .. } => "not-json",
            Reason::Repeated => "repeated-member",
            Reason::UnknownField { .. } => "unknown-field",
            Reason::Missing { .. } => "missing-field",
            Reason::ExplainedButGiven => "explained-but-given",
            Reason::ExplainsNothing => "explains-nothing",
            Reason::WrongKind { .. } => "wrong-kind",
            Reason::NotInCodelist { .. } => "not-in-codelist",
            Reason::Malformed { .. } => "malformed",
            Reason::TooLong { .. } => "too-long",
            Reason::TooMany { .. } => "too-many",
            Reason::EndsBeforeItBegins { .. } => "ends-before-it-begins",
            Reason::Personal { .. } => "likely-personal-data",
            Reason::UnknownForm { .. } => "unknown-form",
            Reason::IdOfAnotherForm { .. } => "id-of-another-form",
            Reason::IdOfAnotherFiler { .. } => "id-of-another-filer",
            Reason::IdTaken { .. } => "id-taken",
            Reason::UnknownReference { .. } => "unknown-reference",
            Reason::OtherJurisdiction { .. } => "other-jurisdiction",
            Reason::Future { .. } => "future-date",
            Reason::UnknownKey { .. } => "unknown-key",
            Reason::ForeignSignature { .. } => "foreign-signature",
            Reason::LastRegistrar { .. } => "last-registrar",
            Reason::BadSignature { .. } => "bad-signature",
            Reason::KeyNotYetValid { .. } => "key-not-yet-valid",
            Reason::KeyExpired { .. } => "key-expired",
            Reason::KeyRevoked { .. } => "key-revoked",
            Reason::KeyOfAnotherBody { .. } => "key-of-another-body",
            Reason::RoleDoesNotFile { .. } => "role-does-not-file",
            Reason::NotTheFirst => "not-the-first",
            Reason::KeyAlreadyGranted { .. } => "key-already-granted",
            Reason::KeyNotGranted { .. } => "key-not-granted",
            Reason::KeyHeldByAnother { .. } => "key-held-by-another",
            Reason::UnusableKey { .. } => "unusable-key",
            Reason::NeededHere { .. } => "needed-here",
            Reason::NotTakenHere { .. } => "not-taken-here",
            Reason::NoSource => "no-source",
            Reason::NotYours { .. } => "not-yours",
            Reason::AnotherBody { .. } => "another-body",
            Reason::AlreadyWithdrawn { .. } => "already-withdrawn",
            Reason::StandsAsFiled { .. } => "stands-as-filed",
            Reason::TakenBack => "taken-back",
            Reason::OpeningDoesNotMatch => "opening-does-not-match",
            Reason::NothingWithheld { .. } => "nothing-withheld",
        }
    }

    /// The rule behind the reason: a section of `spec/filing.md`, or a specification by name.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Reason::TooLarge { .. } => "c2sp.org/tlog-tiles (entry bundles)",
            Reason::NotUtf8 { .. } | Reason::NotSignedNote { .. } => "c2sp.org/signed-note",
            Reason::NotJson { .. } | Reason::Repeated => "RFC 8259, spec/filing.md#text",
            Reason::UnknownForm { .. } => "spec/filing.md#forms",
            Reason::Missing { .. } | Reason::ExplainedButGiven | Reason::ExplainsNothing => {
                "spec/filing.md#absent-values"
            }
            Reason::IdOfAnotherForm { .. }
            | Reason::IdOfAnotherFiler { .. }
            | Reason::IdTaken { .. }
            | Reason::UnknownReference { .. }
            | Reason::OtherJurisdiction { .. } => "spec/filing.md#ids",
            Reason::Personal { .. } | Reason::TakenBack => "spec/filing.md#personal-data",
            Reason::UnknownKey { .. }
            | Reason::ForeignSignature { .. }
            | Reason::LastRegistrar { .. }
            | Reason::BadSignature { .. }
            | Reason::KeyNotYetValid { .. }
            | Reason::KeyExpired { .. }
            | Reason::KeyRevoked { .. }
            | Reason::KeyOfAnotherBody { .. }
            | Reason::RoleDoesNotFile { .. }
            | Reason::NotTheFirst
            | Reason::KeyAlreadyGranted { .. }
            | Reason::KeyNotGranted { .. }
            | Reason::KeyHeldByAnother { .. }
            | Reason::UnusableKey { .. } => "spec/filing.md#keys-and-roles",
            Reason::NoSource => "spec/filing.md#sources",
            Reason::NotYours { .. }
            | Reason::AnotherBody { .. }
            | Reason::AlreadyWithdrawn { .. }
            | Reason::StandsAsFiled { .. }
            | Reason::OpeningDoesNotMatch
            | Reason::NothingWithheld { .. } => "spec/filing.md#corrections-withdrawals-openings",
            _ => "spec/filing.md#fields",
        }
    }

    fn unreadable(&self) -> bool {
        matches!(
            self,
            Reason::TooLarge { .. } | Reason::NotUtf8 { .. } | Reason::NotSignedNote { .. } | Reason::NotJson { .. }
        )
    }

    /// What is wrong, in one sentence without a full stop.
    #[must_use]
    pub fn says(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => crate::reason_words::says_es(self),
            Lang::En => crate::reason_words::says_en(self),
        }
    }

    /// What to do next, in one sentence without a full stop.
    #[must_use]
    pub fn next(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => crate::reason_words::next_es(self),
            Lang::En => crate::reason_words::next_en(self),
        }
    }
}

impl Problem {
    /// The problem on one line: place, sentence, next step.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let place = match (self.line, self.field.as_str()) {
            (None, "") => String::new(),
            (None, field) => format!("{field}: "),
            (Some(line), "") => format!("{line}: "),
            (Some(line), field) => format!("{line}: {field}: "),
        };
        let (says, next) = (self.reason.says(lang), self.reason.next(lang));
        format!("{place}{says}; {next} [{}]", self.reason.code())
    }
}

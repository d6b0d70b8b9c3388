//! Comments of persons without a key (spec/comment.md): the code whoever sends one is given, what the comment is bound
//! to, and the promise that the register signs when it has it. Keeps nothing and draws no code: chance is handed in.

use std::fmt;

use tlog::hash::Hash;

use crate::{
    Content,
    codelist::{Language, Position},
    id::FilingId,
    time::Date,
    value::Sha256,
};

/// Days within which a comment is shown, or held back with a reason. Two: long enough for somebody who reads them every
/// morning, short enough to see in time that nobody does.
pub const DAYS_TO_SHOW: i64 = 2;

/// Digits of a code: Crockford's base 32, which has no letter that is taken for another.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Digits in a code: 100 bits, so that nobody finds one by trying, neither here nor from a published commitment.
const LENGTH: usize = 20;

/// First line of a promise, so that it is no checkpoint and no filing, whatever follows.
pub const PROMISE: &str = "veedor-comment@v1";

/// What keeps the salt, the place by which a register finds a comment, and what proves its deletion from telling anything
/// of one another.
const SALT: &str = "salt";
const PLACE: &str = "place";
const TAKEN_BACK: &str = "taken-back";

/// The salt of what is derived from a code, which has chance enough of its own.
const NONE: [u8; 32] = [0; 32];

/// The code of one comment. Whoever has it sees what became of the comment; it is kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// A comment as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The consultation.
    pub consultation: FilingId,
    /// What it asks for.
    pub position: Position,
    /// Language it is written in.
    pub language: Language,
    /// Paragraph it is about; empty for the whole.
    pub paragraph: String,
    /// How the person wishes to be called; empty for no name.
    pub called: String,
    /// The words.
    pub says: String,
}

impl Code {
    /// The code that random bytes make.
    #[must_use]
    pub fn of(random: [u8; LENGTH]) -> Code {
        Code(random.iter().map(|byte| char::from(DIGITS[usize::from(byte & 31)])).collect())
    }

    /// Reads a code as people type it: small letters, spaces and hyphens anywhere, `O` for zero, `I` and `L` for one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Code> {
        let mut code = String::new();
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}')) {
            let digit = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if code.len() == LENGTH || !DIGITS.iter().any(|known| char::from(*known) == digit) {
                return None;
            }
            code.push(digit);
        }
        (code.len() == LENGTH).then_some(Code(code))
    }

    /// By what a register finds the comment; tells nothing of code or salt.
    #[must_use]
    pub fn place(&self) -> [u8; 32] {
        self.derived(PLACE)
    }

    /// The salt of the comment's commitment.
    #[must_use]
    pub fn salt(&self) -> [u8; 32] {
        self.derived(SALT)
    }

    /// What the register learns when the comment is deleted, and from nobody but its sender: it proves the deletion.
    #[must_use]
    pub fn taken_back(&self) -> [u8; 32] {
        self.derived(TAKEN_BACK)
    }

    fn derived(&self, label: &str) -> [u8; 32] {
        seal::commit("comment", label, &self.0, &NONE)
    }
}

impl fmt::Display for Code {
    /// In groups of four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<&str> = (0..LENGTH / 4).map(|at| &self.0[4 * at..4 * at + 4]).collect();
        f.write_str(&groups.join("-"))
    }
}

impl fmt::Debug for Code {
    /// Never the code: it opens the comment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl Sent {
    /// The comment that a filing holds, or what a correction puts in its place, as it was sent; none where it is of no
    /// person without a key.
    #[must_use]
    pub fn of(content: &Content) -> Option<Sent> {
        let Content::Comment(comment) = content else { return None };
        let received = comment.received.as_ref()?;
        let text = |name: Option<&crate::value::Name>| name.map(|name| name.as_str().to_owned()).unwrap_or_default();
        Some(Sent {
            consultation: comment.consultation.clone(),
            position: comment.position,
            language: comment.language.unwrap_or(Language::Other),
            paragraph: text(comment.paragraph.as_ref()),
            called: text(received.called.as_ref()),
            says: comment.says.as_str().to_owned(),
        })
    }

    /// What is committed to: position, language, paragraph, name and words, one a line. None of them has a line's end.
    #[must_use]
    pub fn value(&self) -> String {
        let Sent { position, language, paragraph, called, says, .. } = self;
        format!("{}\n{}\n{paragraph}\n{called}\n{says}", position.code(), language.code())
    }

    /// The commitment to it under a code.
    #[must_use]
    pub fn commitment(&self, code: &Code) -> Sha256 {
        let bytes = seal::commit(self.consultation.as_str(), "comment", &self.value(), &code.salt());
        Sha256(Hash(bytes))
    }
}

/// What a register promises whoever sent a comment that it has on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Origin of its log.
    pub origin: String,
    /// The consultation.
    pub consultation: FilingId,
    /// Day it was received.
    pub received: Date,
    /// The last day on which it is to be shown, or a reason given why not.
    pub shown_by: Date,
    /// What binds the register to exactly what was sent.
    pub commitment: Sha256,
    /// Hash of what its sender alone can show to have it deleted.
    pub deletion: Hash,
}

impl Promise {
    /// The promise for a comment that was received on a day; with what its sender alone can show to have it deleted.
    #[must_use]
    pub fn new(origin: &str, consultation: &FilingId, received: Date, commitment: Sha256, proof: &[u8; 32]) -> Promise {
        let (origin, consultation) = (origin.to_owned(), consultation.clone());
        Promise { origin, consultation, received, shown_by: shown_by(received), commitment, deletion: deletion(proof) }
    }

    /// Reads the text of a promise.
    #[must_use]
    pub fn parse(text: &str) -> Option<Promise> {
        let lines: Vec<&str> = text.lines().collect();
        let [label, origin, consultation, received, shown_by, commitment, deletion] = lines[..] else { return None };
        let promise = Promise {
            origin: origin.to_owned(),
            consultation: FilingId::parse(consultation)?,
            received: Date::parse(received.strip_prefix("received ")?)?,
            shown_by: Date::parse(shown_by.strip_prefix("shown by ")?)?,
            commitment: Hash::from_hex(commitment.strip_prefix("commitment ")?).map(Sha256)?,
            deletion: Hash::from_hex(deletion.strip_prefix("taken back ")?)?,
        };
        (label == PROMISE).then_some(promise)
    }
}

impl fmt::Display for Promise {
    /// The text that the register signs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Promise { origin, consultation, received, shown_by, commitment, deletion } = self;
        write!(
            f,
            "{PROMISE}\n{origin}\n{consultation}\nreceived {received}\nshown by {shown_by}\ncommitment {commitment}\ntaken back {deletion}\n"
        )
    }
}

/// The hash in a promise of what proves a deletion.
#[must_use]
pub fn deletion(taken_back: &[u8; 32]) -> Hash {
    Hash::leaf(taken_back)
}

/// The last day on which a comment is to be shown, or held back with a reason.
#[must_use]
pub fn shown_by(received: Date) -> Date {
    Date::from_days(received.days() + DAYS_TO_SHOW).unwrap_or(received)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sent(says: &str) -> Sent {
        Sent {
            consultation: FilingId::parse("mx/consejo/consultation/1").expect("an id"),
            position: Position::Amend,
            language: Language::Es,
            paragraph: "3".into(),
            called: String::new(),
            says: says.into(),
        }
    }

    #[test]
    fn the_comment_of_the_specification() {
        let code = Code::of([7; LENGTH]);
        assert_eq!(code.to_string(), "7777-7777-7777-7777-7777");
        let commitment = sent("Falta el plazo.").commitment(&code);
        let received = Date::parse("2026-03-02").expect("a day");
        let consultation = sent("").consultation;
        let promise = Promise::new("veedor.example/registro", &consultation, received, commitment, &code.taken_back());
        let spec = include_str!("../../spec/comment.md");
        assert!(spec.contains(&promise.to_string()), "{promise}");
        assert_eq!(Promise::parse(&promise.to_string()), Some(promise));
        for bytes in [code.salt(), code.place(), code.taken_back()] {
            let hex = Hash(bytes).to_string();
            assert!(spec.contains(&hex), "{hex}");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = Code::parse("0123-4567-89ab-cdef-gh1k").expect("a code");
        for typed in ["o1234567 89abcdefgh1k", " 0I23\u{2013}4567\u{2014}89AB-CDEF-GHLK\n"] {
            assert_eq!(Code::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        for wrong in ["", "0123", "0123-4567-89ab-cdef-gh1k0", "U123-4567-89ab-cdef-gh1k", "é123456789abcdefgh1k"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_code_reads_back_and_no_hostile_text_breaks_it(random: [u8; LENGTH], text in ".{0,60}") {
            let code = Code::of(random);
            prop_assert_eq!(Code::parse(&code.to_string()), Some(code));
            let _ = (Code::parse(&text), Promise::parse(&text));
        }

        #[test]
        fn other_words_or_another_code_open_nothing(a in "[a-z ]{1,20}", b in "[a-z ]{1,20}", one: [u8; LENGTH], two: [u8; LENGTH]) {
            let [one, two] = [one, two].map(Code::of);
            prop_assert_eq!(sent(&a).commitment(&one) == sent(&b).commitment(&one), a == b);
            prop_assert_eq!(sent(&a).commitment(&one) == sent(&a).commitment(&two), one == two);
            let moved = Sent { paragraph: String::new(), called: "3".into(), ..sent(&a) };
            prop_assert_ne!(moved.commitment(&one), sent(&a).commitment(&one));
        }
    }
}

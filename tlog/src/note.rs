//! Signed notes and their keys, c2sp.org/signed-note: the text format every signature of a log, witness or filer comes in.
//! Three kinds of key: Ed25519 (0x01), Ed25519 cosignature/v1 (0x04) and ML-DSA-44 cosignature (0x06). Other kinds are unknown
//! keys, and are ignored.

use crate::checkpoint::CheckpointError;
use crate::{cosignature, ed25519, mldsa, text};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Most signature lines of a note. The specification asks for at least 16; 64 leaves room for a log key, its successor
/// and a large witness group, and bounds the work a stranger's note can cause.
pub const MAX_SIGNATURES: usize = 64;

/// How each signature line begins: an em dash and a space.
const LINE_START: &str = "\u{2014} ";

/// How Go's note package, and with it every tool around these logs, begins a private key.
const PRIVATE_START: &str = "PRIVATE+KEY+";

/// A name for a key: not empty, without Unicode space, `+` or control characters. By habit a URL without scheme.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// The first four bytes of the hash of a key's name, kind and public key. Finds a key; proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

/// What a key signs and how, with the type byte of signed-note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// 0x01: Ed25519 over the note's text.
    Ed25519,
    /// 0x04: Ed25519 over a time and the note's text, c2sp.org/tlog-cosignature.
    CosignatureV1,
    /// 0x06: ML-DSA-44 over a time and what a checkpoint says, c2sp.org/tlog-cosignature.
    MlDsa44,
}

/// A public key with its name, written `name+keyid+base64` (a "vkey").
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    key_id: KeyId,
    algorithm: Algorithm,
    // INVARIANT: of the kind that `algorithm` says.
    public: Public,
}

/// The public half.
#[derive(Clone, PartialEq, Eq)]
enum Public {
    // INVARIANT: canonical encoding, not of small order.
    Ed25519(VerifyingKey),
    MlDsa44(mldsa::PublicKey),
}

/// A private key with its name. The seed is wiped from memory when this is dropped.
pub struct SignerKey {
    secret: Secret,
    verifier: VerifierKey,
}

enum Secret {
    Ed25519(Box<SigningKey>),
    MlDsa44(mldsa::SecretKey),
}

/// One signature line of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// Whose signature it claims to be.
    pub name: KeyName,
    /// Which of the keys of that name.
    pub key_id: KeyId,
    /// The signature, without the key ID. Its form is the key's business.
    pub bytes: Vec<u8>,
}

/// A note: a text and the signature lines under it. Parsed, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    // INVARIANT: ends in a newline and holds no other control character.
    text: &'a str,
    // INVARIANT: 1 to MAX_SIGNATURES lines.
    signatures: Vec<SignatureLine>,
}

/// A signature that was checked and is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Which of the keys handed in.
    pub key: usize,
    /// Which of the note's signatures, from 0.
    pub signature: usize,
    /// When the cosigner says it signed, in seconds since 1970; only for keys of cosigners.
    pub timestamp: Option<u64>,
}

/// Why a key, public or private, is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not three parts.
    #[error("a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`")]
    Shape,
    /// Not a key name.
    #[error("`{0}` is no key name: it must not be empty nor hold a space, a control character or `+`")]
    Name(String),
    /// Not eight lower-case hex digits.
    #[error("`{0}` is no key ID: it must be eight lower-case hex digits")]
    KeyId(String),
    /// The key ID belongs to another name or key.
    #[error("the key ID is `{found}`, but this name and key give `{expected}`; was the name changed?")]
    WrongKeyId {
        /// The key ID these parts give.
        expected: KeyId,
        /// The key ID written.
        found: KeyId,
    },
    /// Not base64 of a type byte and the bytes of such a key.
    #[error("the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key")]
    Encoding,
    /// A kind of key that this program does not use.
    #[error(
        "key type `0x{0:02x}` is not supported, only 0x01 (Ed25519), 0x04 (Ed25519 cosignature/v1) and 0x06 (ML-DSA-44 cosignature)"
    )]
    Algorithm(u8),
    /// Not a point, not canonical, or of small order: signatures under it would prove nothing.
    #[error("this is no sound Ed25519 public key: not on the curve, not canonical or of small order")]
    Unsound,
}

/// Why bytes are not a note, or a note is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not UTF-8.
    #[error("line {line}: the note is not valid UTF-8")]
    Utf8 {
        /// 1-based line.
        line: usize,
    },
    /// A control character other than newline, such as a carriage return or tab.
    #[error("line {line}: control character 0x{byte:02x} is not allowed in a note")]
    ControlCharacter {
        /// 1-based line.
        line: usize,
        /// The character.
        byte: u8,
    },
    /// A text that cannot be signed because it does not end in a newline.
    #[error("the text of a note must end in a newline")]
    TextEnd,
    /// No empty line.
    #[error("there is no empty line between the text and its signatures")]
    NoEmptyLine,
    /// The last line is not ended.
    #[error("the note does not end in a newline; was it cut off?")]
    CutOff,
    /// Nothing after the empty line.
    #[error("there is no signature line after the empty line")]
    NoSignature,
    /// More than [`MAX_SIGNATURES`].
    #[error("the note has {0} signature lines; at most 64 are accepted")]
    TooMany(usize),
    /// Not a signature line.
    #[error("line {line}: a signature line is an em dash, the key name and base64, each after one space")]
    Line {
        /// 1-based line, in the note; 1 for a line on its own.
        line: usize,
    },
    /// Two different keys of one name and key ID were handed in, so that it is not known which one signed.
    #[error("two different keys are both called `{name}` with key ID `{key_id}`; use one of them")]
    Ambiguous {
        /// The name both have.
        name: KeyName,
        /// The key ID both have.
        key_id: KeyId,
    },
    /// A known key's signature is not good, so the whole note is refused.
    #[error("line {line}: the signature of `{name}` (key ID `{key_id}`) is not good")]
    BadSignature {
        /// 1-based line, in the note.
        line: usize,
        /// The key's name.
        name: KeyName,
        /// The key's ID.
        key_id: KeyId,
    },
    /// Nobody known signed.
    #[error("none of the known keys signed this note")]
    NotSigned,
}

/// Why a text is not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The text cannot be the text of a note.
    #[error(transparent)]
    Text(#[from] NoteError),
    /// A cosigner's key was asked for a plain signature, or the other way round.
    #[error("key `{0}` is of the wrong kind: cosignature keys sign with a time, all others without")]
    WrongKind(KeyName),
    /// The time does not fit tlog-cosignature.
    #[error("time `{0}` is outside 0 to 2^63 - 1 seconds")]
    Time(u64),
    /// An ML-DSA-44 cosignature is over what a checkpoint says, and this text is none.
    #[error("only a checkpoint can be cosigned: {0}")]
    Checkpoint(Box<CheckpointError>),
    /// An ML-DSA-44 cosignature signs the cosigner's name, whose length is one byte.
    #[error("the name of key `{0}` is longer than the 255 bytes that an ML-DSA-44 cosignature has for it")]
    Name(KeyName),
    /// The signature could not be made.
    #[error("key `{0}` cannot sign")]
    Failed(KeyName),
}

impl KeyName {
    /// Reads a key name.
    pub fn parse(name: &str) -> Result<KeyName, KeyError> {
        let forbidden = |c: char| c.is_whitespace() || c == '+' || c < ' ';
        if name.is_empty() || name.contains(forbidden) {
            return Err(KeyError::Name(text::shown(name)));
        }
        Ok(KeyName(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl KeyId {
    /// The recommended key ID: the start of SHA-256 over name, newline, type byte and public key.
    fn of(name: &KeyName, algorithm: Algorithm, public: &[u8]) -> KeyId {
        let hash = Sha256::new().chain_update(name.as_str()).chain_update([b'\n', algorithm.type_byte()]);
        let hash: [u8; 32] = hash.chain_update(public).finalize().into();
        KeyId(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]))
    }
}

impl Algorithm {
    /// The type byte of signed-note.
    pub fn type_byte(self) -> u8 {
        match self {
            Algorithm::Ed25519 => 0x01,
            Algorithm::CosignatureV1 => 0x04,
            Algorithm::MlDsa44 => 0x06,
        }
    }

    /// Whether keys of this kind cosign, with a time, and do nothing else.
    pub fn is_cosigner(self) -> bool {
        matches!(self, Algorithm::CosignatureV1 | Algorithm::MlDsa44)
    }

    fn from_type_byte(byte: u8) -> Result<Algorithm, KeyError> {
        match byte {
            0x01 => Ok(Algorithm::Ed25519),
            0x04 => Ok(Algorithm::CosignatureV1),
            0x06 => Ok(Algorithm::MlDsa44),
            other => Err(KeyError::Algorithm(other)),
        }
    }
}

impl VerifierKey {
    /// Reads `name+keyid+base64`.
    pub fn parse(vkey: &str) -> Result<VerifierKey, KeyError> {
        let parts = KeyParts::parse(vkey)?;
        let key = VerifierKey::new(parts.name, parts.algorithm, &parts.bytes)?;
        key.expect_id(parts.key_id)
    }

    /// A key from its name, kind and public bytes: 32, of ML-DSA-44 1312.
    pub fn new(name: KeyName, algorithm: Algorithm, public: &[u8]) -> Result<VerifierKey, KeyError> {
        let key_id = KeyId::of(&name, algorithm, public);
        let public = match algorithm {
            Algorithm::Ed25519 | Algorithm::CosignatureV1 => Public::Ed25519(sound(public)?),
            Algorithm::MlDsa44 => Public::MlDsa44(mldsa::PublicKey::from_bytes(public).ok_or(KeyError::Encoding)?),
        };
        Ok(VerifierKey { name, key_id, algorithm, public })
    }

    /// The key's name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's ID.
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The key's kind.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public bytes, without name and kind.
    pub fn public_key(&self) -> &[u8] {
        match &self.public {
            Public::Ed25519(key) => key.as_bytes(),
            Public::MlDsa44(key) => key.as_bytes(),
        }
    }

    /// Whether a line claims to be signed by this key.
    pub fn is_named_in(&self, line: &SignatureLine) -> bool {
        line.key_id == self.key_id && line.name == self.name
    }

    /// Checks the signature of this key in `line` over `text`; its time, if it is a cosignature. `None` if it is not good.
    /// Name and key ID of the line are not looked at.
    pub fn check(&self, text: &str, line: &SignatureLine) -> Option<Option<u64>> {
        match self.algorithm {
            Algorithm::Ed25519 => self.check_bytes(text.as_bytes(), &line.bytes).then_some(None),
            Algorithm::CosignatureV1 | Algorithm::MlDsa44 => {
                cosignature::verify_cosignature(self, text, line).map(Some)
            }
        }
    }

    /// The acceptance rule, the only place that has it: for Ed25519 the strict one, for ML-DSA-44 that of FIPS 204.
    pub(crate) fn check_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.public {
            Public::Ed25519(key) => ed25519::verify(key, message, signature),
            Public::MlDsa44(key) => key.verify(message, signature),
        }
    }

    /// What is claimed where a line is this key's signature of a text; `None` for keys of cosigners, which sign more than the text.
    fn claim<'a>(&'a self, text: &'a str, line: &'a SignatureLine) -> Option<ed25519::Claim<'a>> {
        match (&self.public, self.algorithm) {
            (Public::Ed25519(key), Algorithm::Ed25519) => {
                Some(ed25519::Claim { key, message: text.as_bytes(), signature: &line.bytes })
            }
            _ => None,
        }
    }

    fn expect_id(self, found: KeyId) -> Result<VerifierKey, KeyError> {
        let expected = self.key_id;
        if expected == found { Ok(self) } else { Err(KeyError::WrongKeyId { expected, found }) }
    }
}

/// Whether each of many signatures is good: what [`VerifierKey::check`] says of it, in a quarter of the time where they are
/// thousands, all by keys that sign a note's text, and good.
pub fn check_each(signatures: &[(&VerifierKey, &str, &SignatureLine)]) -> Vec<bool> {
    let claims = signatures.iter().map(|(key, text, line)| key.claim(text, line)).collect::<Option<Vec<_>>>();
    match claims {
        Some(claims) => ed25519::verify_each(&claims),
        None => signatures.iter().map(|(key, text, line)| key.check(text, line).is_some()).collect(),
    }
}

impl SignerKey {
    /// A key from its name, kind and 32 secret bytes. The caller took those from a good random source, and wipes them.
    pub fn from_seed(name: &str, algorithm: Algorithm, seed: [u8; 32]) -> Result<SignerKey, KeyError> {
        SignerKey::new(KeyName::parse(name)?, algorithm, &seed)
    }

    fn new(name: KeyName, algorithm: Algorithm, seed: &[u8; 32]) -> Result<SignerKey, KeyError> {
        let secret = match algorithm {
            Algorithm::Ed25519 | Algorithm::CosignatureV1 => Secret::Ed25519(Box::new(SigningKey::from_bytes(seed))),
            Algorithm::MlDsa44 => Secret::MlDsa44(mldsa::SecretKey::from_seed(seed)),
        };
        let verifier = match &secret {
            Secret::Ed25519(key) => VerifierKey::new(name, algorithm, key.verifying_key().as_bytes())?,
            Secret::MlDsa44(key) => VerifierKey::new(name, algorithm, key.public().as_bytes())?,
        };
        Ok(SignerKey { secret, verifier })
    }

    /// Reads `PRIVATE+KEY+name+keyid+base64`, the form of Go's note package, with the 32 bytes of the seed for every kind of
    /// key. `text` stays with the caller, who wipes it.
    pub fn parse(text: &str) -> Result<SignerKey, KeyError> {
        let mut parts = KeyParts::parse(text.strip_prefix(PRIVATE_START).ok_or(KeyError::Shape)?)?;
        let seed = <&[u8; 32]>::try_from(parts.bytes.as_slice()).map_err(|_| KeyError::Encoding);
        let key = seed.and_then(|seed| SignerKey::new(parts.name, parts.algorithm, seed));
        wipe(&mut parts.bytes);
        let SignerKey { secret, verifier } = key?;
        Ok(SignerKey { secret, verifier: verifier.expect_id(parts.key_id)? })
    }

    /// The private key as text, to be stored where only its owner reads. The caller wipes it.
    pub fn to_private_text(&self) -> String {
        let mut seed = match &self.secret {
            Secret::Ed25519(key) => key.to_bytes(),
            Secret::MlDsa44(key) => key.to_seed(),
        };
        let text = print_key(PRIVATE_START, &self.verifier, &seed);
        wipe(&mut seed);
        text
    }

    /// The key others check with.
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The key's name.
    pub fn name(&self) -> &KeyName {
        &self.verifier.name
    }

    /// The key's kind.
    pub fn algorithm(&self) -> Algorithm {
        self.verifier.algorithm
    }

    /// Signs the text of a note. Cosignature keys sign with [`crate::cosign`] instead.
    pub fn sign(&self, text: &str) -> Result<SignatureLine, SignError> {
        check_text(text)?;
        if self.algorithm() != Algorithm::Ed25519 {
            return Err(SignError::WrongKind(self.name().clone()));
        }
        Ok(self.line(self.sign_bytes(text.as_bytes())?))
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match &self.secret {
            Secret::Ed25519(key) => Ok(key.sign(message).to_bytes().to_vec()),
            Secret::MlDsa44(key) => key.sign(message).ok_or_else(|| SignError::Failed(self.name().clone())),
        }
    }

    pub(crate) fn line(&self, bytes: Vec<u8>) -> SignatureLine {
        SignatureLine { name: self.name().clone(), key_id: self.verifier.key_id, bytes }
    }
}

impl SignatureLine {
    /// Reads one line, with its final newline.
    pub fn parse(line: &str) -> Result<SignatureLine, NoteError> {
        let control = text::control_character(line.as_bytes()).is_some();
        let line = line.strip_suffix('\n').ok_or(NoteError::CutOff)?;
        SignatureLine::split(line).filter(|_| !control).ok_or(NoteError::Line { line: 1 })
    }

    /// Reads one line without its newline; control characters were looked for before.
    fn split(line: &str) -> Option<SignatureLine> {
        let (name, encoded) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        let name = KeyName::parse(name).ok()?;
        let mut bytes = text::base64(encoded)?;
        let key_id = KeyId(u32::from_be_bytes(*bytes.first_chunk()?));
        bytes.drain(..4);
        // A signature of no bytes is no signature.
        (!bytes.is_empty()).then_some(SignatureLine { name, key_id, bytes })
    }
}

impl<'a> Note<'a> {
    /// Reads a note. The bytes are what was signed: keep them, and print them rather than making them again.
    /// The caller limits their number.
    pub fn parse(bytes: &'a [u8]) -> Result<Note<'a>, NoteError> {
        let utf8 = |error: std::str::Utf8Error| NoteError::Utf8 { line: text::line_of(bytes, error.valid_up_to()) };
        let note = std::str::from_utf8(bytes).map_err(utf8)?;
        refuse_control(bytes)?;
        // The text may hold empty lines itself; the last one ends it.
        let separator = note.rfind("\n\n").ok_or(NoteError::NoEmptyLine)?;
        let (text, lines) = (&note[..separator + 1], &note[separator + 2..]);
        if lines.is_empty() {
            return Err(NoteError::NoSignature);
        }
        let lines = lines.strip_suffix('\n').ok_or(NoteError::CutOff)?;
        let count = 1 + lines.bytes().filter(|byte| *byte == b'\n').count();
        if count > MAX_SIGNATURES {
            return Err(NoteError::TooMany(count));
        }
        let mut signatures = Vec::with_capacity(count);
        for line in lines.split('\n') {
            let signature = SignatureLine::split(line);
            let number = || signature_line_number(text, signatures.len());
            signatures.push(signature.ok_or_else(|| NoteError::Line { line: number() })?);
        }
        Ok(Note { text, signatures })
    }

    /// A note from a text and its signature lines.
    pub fn new(text: &'a str, signatures: Vec<SignatureLine>) -> Result<Note<'a>, NoteError> {
        check_text(text)?;
        match signatures.len() {
            0 => Err(NoteError::NoSignature),
            1..=MAX_SIGNATURES => Ok(Note { text, signatures }),
            count => Err(NoteError::TooMany(count)),
        }
    }

    /// The text that is signed, with its final newline.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The signature lines, in order, known or not.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The bytes of the note; those it was parsed from.
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines = self.signatures.iter().map(SignatureLine::to_string);
        [self.text.to_owned(), "\n".to_owned()].into_iter().chain(lines).collect::<String>().into_bytes()
    }

    /// Checks the signatures by `keys`, signed-note's rule: lines of unknown keys are ignored, one bad signature by a known
    /// key refuses the note, and so does the absence of every known key. One item for each key that signed.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<Verified>, NoteError> {
        let mut verified: Vec<Verified> = Vec::new();
        for (signature, line) in self.signatures.iter().enumerate() {
            let Some(key) = find_key(keys, line)? else { continue };
            let timestamp = keys[key].check(self.text, line).ok_or_else(|| NoteError::BadSignature {
                line: signature_line_number(self.text, signature),
                name: line.name.clone(),
                key_id: line.key_id,
            })?;
            // A key that signed twice is counted once, by its first line.
            if verified.iter().all(|other| other.key != key) {
                verified.push(Verified { key, signature, timestamp });
            }
        }
        if verified.is_empty() { Err(NoteError::NotSigned) } else { Ok(verified) }
    }
}

/// Checks that a text can be the text of a note: it ends in a newline and holds no other control character.
pub fn check_text(text: &str) -> Result<(), NoteError> {
    refuse_control(text.as_bytes())?;
    if text.ends_with('\n') { Ok(()) } else { Err(NoteError::TextEnd) }
}

/// The parts of a key as written, public or private.
struct KeyParts {
    name: KeyName,
    key_id: KeyId,
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl KeyParts {
    /// Reads `name+keyid+base64`. Base64 may hold `+` itself, so only the first two count.
    fn parse(text: &str) -> Result<KeyParts, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(key_id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Shape);
        };
        let name = KeyName::parse(name)?;
        let id = text::hex_array(key_id).ok_or_else(|| KeyError::KeyId(text::shown(key_id)))?;
        let mut typed = text::base64(encoded).ok_or(KeyError::Encoding)?;
        let (type_byte, key) = typed.split_first().ok_or(KeyError::Encoding)?;
        let algorithm = Algorithm::from_type_byte(*type_byte)?;
        let bytes = key.to_vec();
        wipe(&mut typed);
        Ok(KeyParts { name, key_id: KeyId(u32::from_be_bytes(id)), algorithm, bytes })
    }
}

/// An Ed25519 key under which signatures prove something.
fn sound(public: &[u8]) -> Result<VerifyingKey, KeyError> {
    let public = <&[u8; 32]>::try_from(public).map_err(|_| KeyError::Encoding)?;
    let key = VerifyingKey::from_bytes(public).map_err(|_| KeyError::Unsound)?;
    let canonical = key.to_edwards().compress().as_bytes() == public;
    if !canonical || key.is_weak() { Err(KeyError::Unsound) } else { Ok(key) }
}

/// The key a line claims to be signed by. The same key handed in twice is one key.
fn find_key(keys: &[VerifierKey], line: &SignatureLine) -> Result<Option<usize>, NoteError> {
    let mut named = keys.iter().enumerate().filter(|(_, key)| key.is_named_in(line));
    let Some((first, key)) = named.next() else { return Ok(None) };
    let ambiguous = named.any(|(_, other)| other != key);
    if ambiguous {
        return Err(NoteError::Ambiguous { name: line.name.clone(), key_id: line.key_id });
    }
    Ok(Some(first))
}

fn refuse_control(bytes: &[u8]) -> Result<(), NoteError> {
    match text::control_character(bytes) {
        None => Ok(()),
        Some(at) => Err(NoteError::ControlCharacter { line: text::line_of(bytes, at), byte: bytes[at] }),
    }
}

/// The 1-based line of signature number `signature` in the note: after the text and the empty line.
fn signature_line_number(text: &str, signature: usize) -> usize {
    text::line_of(text.as_bytes(), text.len()) + 1 + signature
}

fn print_key(start: &str, key: &VerifierKey, bytes: &[u8]) -> String {
    // Both sized once, so that growing leaves no copy of a secret behind.
    let mut typed = Vec::with_capacity(1 + bytes.len());
    typed.push(key.algorithm.type_byte());
    typed.extend_from_slice(bytes);
    let mut text = String::with_capacity(start.len() + key.name.as_str().len() + 2 * typed.len() + 16);
    for part in [start, key.name.as_str(), "+", &key.key_id.to_string(), "+"] {
        text.push_str(part);
    }
    text::push_base64(&mut text, &typed);
    wipe(&mut typed);
    text
}

/// Overwrites secret bytes. `black_box` keeps the compiler from leaving the write out.
fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    std::hint::black_box(bytes);
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// Eight lower-case hex digits.
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// The vkey, `name+keyid+base64`.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print_key("", self, self.public_key()))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// Shows the public half only.
impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.verifier)
    }
}

impl From<CheckpointError> for SignError {
    fn from(error: CheckpointError) -> SignError {
        SignError::Checkpoint(Box::new(error))
    }
}

/// The line as it stands in a note, with its final newline.
impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.0.to_be_bytes(), self.bytes.as_slice()].concat();
        writeln!(f, "{LINE_START}{} {}", self.name, text::to_base64(&bytes))
    }
}

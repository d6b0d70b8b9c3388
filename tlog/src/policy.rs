//! Trust policies, c2sp.org/tlog-policy: which logs to believe, which witnesses count, and how many of them must have
//! cosigned. Narrower than the specification in one point: names and URLs are UTF-8 (comments may be anything).

use crate::note::{Algorithm, KeyError, VerifierKey};
use crate::proof::Cosigned;
use crate::text;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Most logs, most witnesses and most groups of a policy. The specification asks for at least 32 of each; 256 keeps the
/// check of a stranger's policy small.
pub const MAX_OF_EACH: usize = 256;

/// The quorum that needs no cosignature. No witness or group may have this name.
const NONE: &str = "none";

/// Whom to believe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    // INVARIANT: a group's members are witnesses, and groups before it.
    groups: Vec<Group>,
    quorum: Option<Member>,
}

/// A log to believe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, whose name is its origin.
    pub key: VerifierKey,
    /// Where it is reached, if the policy says so.
    pub url: Option<String>,
}

/// A witness that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its name in this policy, which need not be its key's name.
    pub name: String,
    /// Its cosignature key.
    pub key: VerifierKey,
    /// Where it is reached, if the policy says so.
    pub url: Option<String>,
}

/// Witnesses and groups, so many of which must have cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in this policy.
    pub name: String,
    /// How many members are needed.
    pub threshold: Threshold,
    /// Its members.
    pub members: Vec<Member>,
}

/// A witness or group by its place in the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// Place in [`Policy::witnesses`].
    Witness(usize),
    /// Place in [`Policy::groups`].
    Group(usize),
}

/// How many members of a group are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Every one.
    All,
    /// One.
    Any,
    /// So many, at least 1 and at most the number of members.
    Count(usize),
}

/// Why a text is not a policy. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct PolicyError {
    /// The line, from 1; for a missing quorum the line after the last.
    pub line: usize,
    /// What is wrong with it.
    pub reason: LineError,
}

/// What is wrong with a line of a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// A control character other than tab and newline.
    #[error("character 0x{0:02x} is not allowed")]
    Character(u8),
    /// Not UTF-8.
    #[error("only comments may hold text that is not UTF-8")]
    Utf8,
    /// Unknown first word.
    #[error("`{0}` is not one of `log`, `witness`, `group`, `quorum`")]
    Keyword(String),
    /// Wrong number of words.
    #[error("expected `{0}`")]
    Form(&'static str),
    /// Not a key.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// A key of the wrong kind.
    #[error("the key of a {role} must be of type {expected}, not 0x{:02x}", .found.type_byte())]
    KeyKind {
        /// `log` or `witness`.
        role: &'static str,
        /// The kinds such a key has, as type bytes.
        expected: &'static str,
        /// The kind it has.
        found: Algorithm,
    },
    /// The same public key twice, under whatever name.
    #[error("this {0} has the same public key as one above")]
    DuplicateKey(&'static str),
    /// The name is in use.
    #[error("`{0}` is defined above; choose another name")]
    DuplicateName(String),
    /// The predefined name.
    #[error("`none` is the name of the empty quorum; choose another name")]
    ReservedName,
    /// The name is not defined above.
    #[error("`{0}` is not defined on a line above")]
    UnknownName(String),
    /// A member counted twice.
    #[error("`{0}` is already a member of a group; it may be in one only")]
    TwoGroups(String),
    /// Threshold out of range.
    #[error("`{given}` is no threshold for {members} members: write `all`, `any` or a number from 1 to {members}")]
    Threshold {
        /// The word written.
        given: String,
        /// The number of members.
        members: usize,
    },
    /// Two quorum lines.
    #[error("the quorum is defined above already")]
    SecondQuorum,
    /// No quorum line.
    #[error("the quorum line is missing; write `quorum none` to ask for no cosignature")]
    NoQuorum,
    /// More than [`MAX_OF_EACH`].
    #[error("more than 256 {0} lines")]
    TooMany(&'static str),
}

impl Policy {
    /// Believes one log, and asks for no cosignature.
    pub fn log(key: VerifierKey) -> Policy {
        Policy { logs: vec![Log { key, url: None }], witnesses: Vec::new(), groups: Vec::new(), quorum: None }
    }

    /// Reads a policy file. The last line may lack its newline, since people write these by hand.
    pub fn parse(bytes: &[u8]) -> Result<Policy, PolicyError> {
        let mut reader = Reader::default();
        let mut last_line = 0;
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            last_line = at + 1;
            reader.line(line).map_err(|reason| PolicyError { line: last_line, reason })?;
        }
        let missing = PolicyError { line: last_line, reason: LineError::NoQuorum };
        Ok(Policy { quorum: reader.quorum.ok_or(missing)?, ..reader.policy })
    }

    /// The logs to believe.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses that count.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// The groups, each after its members.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Which witness or group must have cosigned; `None` if no cosignature is asked for.
    pub fn quorum(&self) -> Option<Member> {
        self.quorum
    }

    /// The name of the quorum, `none` if no cosignature is asked for.
    pub fn quorum_name(&self) -> &str {
        self.quorum.map_or(NONE, |member| self.name(member))
    }

    /// The keys of the logs.
    pub fn log_keys(&self) -> Vec<VerifierKey> {
        self.logs.iter().map(|log| log.key.clone()).collect()
    }

    /// The keys of the witnesses.
    pub fn witness_keys(&self) -> Vec<VerifierKey> {
        self.witnesses.iter().map(|witness| witness.key.clone()).collect()
    }

    /// The name of a witness or group of this policy.
    pub fn name(&self, member: Member) -> &str {
        match member {
            Member::Witness(at) => &self.witnesses[at].name,
            Member::Group(at) => &self.groups[at].name,
        }
    }

    /// Whether these cosigners are enough. Keys that are no witnesses of this policy do not count.
    pub fn satisfied(&self, cosigners: &[VerifierKey]) -> bool {
        let witnesses: Vec<bool> = self.witnesses.iter().map(|witness| cosigners.contains(&witness.key)).collect();
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            // A group comes after its members, so theirs is known.
            let has = |member: &&Member| match **member {
                Member::Witness(at) => witnesses[at],
                Member::Group(at) => groups[at],
            };
            let reached = group.members.iter().filter(has).count() >= group.needed();
            groups.push(reached);
        }
        match self.quorum {
            None => true,
            Some(Member::Witness(at)) => witnesses[at],
            Some(Member::Group(at)) => groups[at],
        }
    }
}

impl Policy {
    /// Whether the witnesses that cosigned, by their names in this policy, are enough.
    pub fn reached(&self, cosigned: &[Cosigned]) -> bool {
        let named = |witness: &&Witness| cosigned.iter().any(|cosigned| cosigned.witness == witness.name);
        let keys: Vec<VerifierKey> = self.witnesses.iter().filter(named).map(|witness| witness.key.clone()).collect();
        self.satisfied(&keys)
    }
}

impl Group {
    /// The number of members needed, at least 1.
    pub fn needed(&self) -> usize {
        match self.threshold {
            Threshold::All => self.members.len(),
            Threshold::Any => 1,
            Threshold::Count(count) => count,
        }
    }
}

/// What was read so far.
struct Reader {
    policy: Policy,
    quorum: Option<Option<Member>>,
    names: HashMap<String, Member>,
    /// Those named as members already.
    grouped: HashSet<Member>,
}

impl Default for Reader {
    fn default() -> Self {
        let policy = Policy { logs: Vec::new(), witnesses: Vec::new(), groups: Vec::new(), quorum: None };
        Reader { policy, quorum: None, names: HashMap::new(), grouped: HashSet::new() }
    }
}

impl Reader {
    fn line(&mut self, line: &[u8]) -> Result<(), LineError> {
        let allowed = |byte: u8| matches!(byte, b'\t' | 0x20..=0x7e | 0x80..);
        if let Some(byte) = line.iter().find(|byte| !allowed(**byte)) {
            return Err(LineError::Character(*byte));
        }
        let words = line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
        let mut words = words.peekable();
        if words.peek().is_none_or(|word| word.starts_with(b"#")) {
            return Ok(());
        }
        let words = words.map(std::str::from_utf8).collect::<Result<Vec<_>, _>>().map_err(|_| LineError::Utf8)?;
        match words.as_slice() {
            ["log", words @ ..] => self.log(words),
            ["witness", words @ ..] => self.witness(words),
            ["group", words @ ..] => self.group(words),
            ["quorum", words @ ..] => self.quorum(words),
            [keyword, ..] => Err(LineError::Keyword(text::shown(keyword))),
            [] => Ok(()),
        }
    }

    fn log(&mut self, words: &[&str]) -> Result<(), LineError> {
        let (key, url) = match words {
            [key] => (key, None),
            [key, url] => (key, Some((*url).to_owned())),
            _ => return Err(LineError::Form("log <vkey> [<url>]")),
        };
        let keys = self.policy.logs.iter().map(|log| &log.key);
        let key = new_key("log", key, keys)?;
        self.policy.logs.push(Log { key, url });
        at_most(&self.policy.logs, "log")
    }

    fn witness(&mut self, words: &[&str]) -> Result<(), LineError> {
        let (name, key, url) = match words {
            [name, key] => (name, key, None),
            [name, key, url] => (name, key, Some((*url).to_owned())),
            _ => return Err(LineError::Form("witness <name> <vkey> [<url>]")),
        };
        let keys = self.policy.witnesses.iter().map(|witness| &witness.key);
        let key = new_key("witness", key, keys)?;
        let name = self.define(name, Member::Witness(self.policy.witnesses.len()))?;
        self.policy.witnesses.push(Witness { name, key, url });
        at_most(&self.policy.witnesses, "witness")
    }

    fn group(&mut self, words: &[&str]) -> Result<(), LineError> {
        let [name, threshold, names @ ..] = words else { return Err(LineError::Form(GROUP)) };
        if names.is_empty() {
            return Err(LineError::Form(GROUP));
        }
        let threshold = Threshold::parse(threshold, names.len())?;
        let members = names.iter().map(|name| self.take_member(name)).collect::<Result<_, _>>()?;
        let name = self.define(name, Member::Group(self.policy.groups.len()))?;
        self.policy.groups.push(Group { name, threshold, members });
        at_most(&self.policy.groups, "group")
    }

    fn quorum(&mut self, words: &[&str]) -> Result<(), LineError> {
        let [name] = words else { return Err(LineError::Form("quorum <name>|none")) };
        if self.quorum.is_some() {
            return Err(LineError::SecondQuorum);
        }
        let member = if *name == NONE { None } else { Some(self.find(name)?) };
        self.quorum = Some(member);
        Ok(())
    }

    fn define(&mut self, name: &str, member: Member) -> Result<String, LineError> {
        if name == NONE {
            return Err(LineError::ReservedName);
        }
        match self.names.insert(name.to_owned(), member) {
            None => Ok(name.to_owned()),
            Some(_) => Err(LineError::DuplicateName(text::shown(name))),
        }
    }

    fn find(&self, name: &str) -> Result<Member, LineError> {
        self.names.get(name).copied().ok_or_else(|| LineError::UnknownName(text::shown(name)))
    }

    fn take_member(&mut self, name: &str) -> Result<Member, LineError> {
        let member = self.find(name)?;
        let first_time = self.grouped.insert(member);
        if first_time { Ok(member) } else { Err(LineError::TwoGroups(text::shown(name))) }
    }
}

const GROUP: &str = "group <name> all|any|<k> <member>...";

impl Threshold {
    fn parse(word: &str, members: usize) -> Result<Threshold, LineError> {
        let count = || text::decimal(word).and_then(|count| usize::try_from(count).ok());
        match word {
            "all" => Ok(Threshold::All),
            "any" => Ok(Threshold::Any),
            _ => match count() {
                Some(count) if (1..=members).contains(&count) => Ok(Threshold::Count(count)),
                _ => Err(LineError::Threshold { given: text::shown(word), members }),
            },
        }
    }
}

fn new_key<'a>(
    role: &'static str,
    vkey: &str,
    mut others: impl Iterator<Item = &'a VerifierKey>,
) -> Result<VerifierKey, LineError> {
    let key = VerifierKey::parse(vkey)?;
    let cosigner = role == "witness";
    if key.algorithm().is_cosigner() != cosigner {
        let expected = if cosigner { "0x04 or 0x06" } else { "0x01" };
        return Err(LineError::KeyKind { role, expected, found: key.algorithm() });
    }
    if others.any(|other| other.public_key() == key.public_key()) {
        return Err(LineError::DuplicateKey(role));
    }
    Ok(key)
}

fn at_most<T>(items: &[T], what: &'static str) -> Result<(), LineError> {
    if items.len() > MAX_OF_EACH { Err(LineError::TooMany(what)) } else { Ok(()) }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Threshold::All => f.write_str("all"),
            Threshold::Any => f.write_str("any"),
            Threshold::Count(count) => write!(f, "{count}"),
        }
    }
}

/// The policy file, without comments: logs, witnesses, groups, quorum.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = |url: &Option<String>| url.as_ref().map_or(String::new(), |url| format!(" {url}"));
        for log in &self.logs {
            writeln!(f, "log {}{}", log.key, url(&log.url))?;
        }
        for witness in &self.witnesses {
            writeln!(f, "witness {} {}{}", witness.name, witness.key, url(&witness.url))?;
        }
        for group in &self.groups {
            let members: String = group.members.iter().map(|member| format!(" {}", self.name(*member))).collect();
            writeln!(f, "group {} {}{members}", group.name, group.threshold)?;
        }
        writeln!(f, "quorum {}", self.quorum_name())
    }
}

//! Comments of persons without a key, from their receipt until the log says what became of them (spec/comment.md,
//! decision 22). On disk before anybody is told that they were received; nothing of who sent them, nor at which hour.
//! What is shown is decided by the log alone: this follows it.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use register::{
    Content, Filing,
    codelist::{Language, Position},
    comment::{self, Code, Promise, Sent},
    entry,
    id::FilingId,
    time::Date,
    value::Sha256,
};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};
use serde_json::{Value, json};
use tlog::{
    hash::Hash,
    note::{Note, SignerKey},
};

use super::private;
use crate::log::{ReadError, Reader};

/// Comments that wait in all: what somebody can still read through in some weeks, and some 20 MB.
const MOST: i64 = 20_000;

/// Comments that wait in one consultation, so that a flood in one leaves room in the others.
const MOST_OF_ONE: i64 = 5_000;

/// Comments received in an hour, whoever sends them: one every ten seconds is more than a person types or reads, and at
/// this pace it takes two days, in which somebody looks, to fill all places.
const HOURLY: usize = 360;

/// Days that a code tells what became of a comment, once that is decided: as long as an answer may take, and more.
const TOLD_DAYS: i64 = 730;

/// Days from its receipt for which a deleted comment is listed by itself, and not only counted: as long as its promise is
/// likely to be looked at.
const LISTED_DAYS: i64 = 30;

/// Entries after which it is noted on disk how far the log was followed, where nothing else is written.
const NOTED: u64 = 4_096;

/// Why a comment is not taken, or not found.
#[derive(Debug, thiserror::Error)]
pub enum CommentError {
    /// The file cannot be read or written.
    #[error("comments cannot be kept: {0}")]
    Store(#[from] rusqlite::Error),
    /// The file cannot be made.
    #[error("comments cannot be kept: {0}")]
    File(#[from] std::io::Error),
    /// The system has no randomness.
    #[error("comments cannot be kept: {0}")]
    Random(#[from] getrandom::Error),
    /// The promise could not be signed.
    #[error("a promise cannot be signed: {0}")]
    Sign(String),
    /// A row is not what this program writes.
    #[error("the file of comments is damaged")]
    Damaged,
    /// The published log cannot be read.
    #[error(transparent)]
    Log(#[from] ReadError),
    /// As many wait as are kept.
    #[error("as many comments wait as are kept")]
    Full,
    /// As many came in this hour as are taken.
    #[error("as many comments came in this hour as are taken")]
    Often,
    /// The code is that of another comment.
    #[error("the code is that of another comment")]
    OtherCode,
    /// There is no comment with that code, or no more.
    #[error("there is no comment with that code")]
    Missing,
    /// It is in the log, or was deleted: there is nothing to delete.
    #[error("the comment does not wait any more")]
    Decided,
}

/// What became of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided yet.
    Waiting,
    /// Filed with other words than those that were sent: it waits still.
    Altered(u64),
    /// Filed, at this entry.
    Filed(u64),
    /// Not shown, as this entry says.
    Unshown(u64),
    /// Whoever sent it deleted it. Where it was filed all the same, at this entry: nothing is left here to compare.
    TakenBack(Option<u64>),
}

/// A comment that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its commitment.
    pub commitment: Sha256,
    /// The consultation.
    pub consultation: FilingId,
    /// Day it was received.
    pub day: Date,
    /// What became of it.
    pub state: State,
    /// What was sent, for as long as it waits.
    pub sent: Option<Sent>,
    /// What proves that whoever sent it deleted it; told with all of a consultation alone.
    pub(crate) taken_back: Option<Sha256>,
}

/// The comments of a register.
#[derive(Debug, Clone)]
pub struct Comments(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    file: Mutex<Connection>,
    /// When comments came within the last hour; forgotten with the process.
    recent: Mutex<VecDeque<Instant>>,
    /// Entries of the log that were looked at.
    followed: AtomicU64,
    /// Grows with every change that pages tell.
    turn: AtomicU64,
    /// Day on which the file was cleared up.
    cleared: AtomicI64,
    key: SignerKey,
}

impl State {
    /// Whether nobody has shown what was sent, or said why not.
    fn is_open(self) -> bool {
        matches!(self, State::Waiting | State::Altered(_))
    }

    /// Its name in files and twins.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Altered(_) => "altered",
            State::Filed(_) => "filed",
            State::Unshown(_) => "unshown",
            State::TakenBack(_) => "taken-back",
        }
    }

    /// The entry that says so.
    #[must_use]
    pub fn entry(self) -> Option<u64> {
        match self {
            State::Altered(entry) | State::Filed(entry) | State::Unshown(entry) => Some(entry),
            State::TakenBack(entry) => entry,
            State::Waiting => None,
        }
    }

    fn read(code: &str, entry: Option<u64>) -> Option<State> {
        Some(match (code, entry) {
            ("waiting", _) => State::Waiting,
            ("altered", Some(entry)) => State::Altered(entry),
            ("filed", Some(entry)) => State::Filed(entry),
            ("unshown", Some(entry)) => State::Unshown(entry),
            ("taken-back", entry) => State::TakenBack(entry),
            _ => return None,
        })
    }
}

impl Received {
    /// The last day on which it is to be shown, or a reason given why not.
    #[must_use]
    pub fn shown_by(&self) -> Date {
        comment::shown_by(self.day)
    }

    /// Whether somebody still has to read it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.sent.is_some()
    }

    /// Whether it waits longer than was promised.
    #[must_use]
    pub fn is_late(&self, today: i64) -> bool {
        self.waits() && self.shown_by().days() < today
    }
}

/// The comments that wait in a register's file, the first first, for whoever reads them there. Changes nothing, and needs
/// no lock of a running register.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn waiting(path: &Path) -> Result<Vec<Received>, CommentError> {
    let Some(file) = opened(path)? else { return Ok(Vec::new()) };
    rows(&file, include_str!("comments_waiting.sql"), [])
}

/// What proves that whoever sent a comment deleted it, as a register's file has it.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn deletion(path: &Path, commitment: Sha256) -> Result<Option<Sha256>, CommentError> {
    let Some(file) = opened(path)? else { return Ok(None) };
    let question = "SELECT taken_back FROM deletion WHERE commitment = ?1";
    let found = file.query_row(question, [commitment.to_string()], |row| row.get::<_, [u8; 32]>(0));
    Ok(found.optional()?.map(|bytes| Sha256(Hash(bytes))))
}

/// A register's file, beside whoever serves it; none where there is none. Not for reading alone: after a power cut, whoever
/// comes first undoes what was half written.
fn opened(path: &Path) -> rusqlite::Result<Option<Connection>> {
    path.exists().then(|| Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)).transpose()
}

impl Comments {
    /// Opens the file of comments, or makes it. A new one has no comment that the log's entries could be about.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(path: &Path, key: SignerKey, entries: u64) -> Result<Comments, CommentError> {
        if entries > 0 && !path.exists() {
            tracing::warn!(
                "{} is not there and is made anew. If this register took comments before, stop it and put the file back: \
                 promises were given for what waits in it",
                path.display()
            );
        }
        let file = private::<CommentError>(path, include_str!("comments.sql"))?;
        file.execute("INSERT OR IGNORE INTO followed VALUES (1, ?1)", [number(entries)])?;
        let followed: i64 = file.query_row("SELECT entries FROM followed", [], |row| row.get(0))?;
        Ok(Comments(Arc::new(Inner {
            file: Mutex::new(file),
            recent: Mutex::default(),
            followed: AtomicU64::new(u64::try_from(followed).unwrap_or_default()),
            turn: AtomicU64::new(0),
            cleared: AtomicI64::new(i64::MIN),
            key,
        })))
    }

    /// A number that is another after every change that pages tell.
    #[must_use]
    pub fn turn(&self) -> u64 {
        self.0.turn.load(Ordering::Acquire)
    }

    /// A code for a comment that is about to be sent.
    pub(crate) fn new_code() -> Result<Code, CommentError> {
        let mut random = [0; 20];
        getrandom::fill(&mut random)?;
        Ok(Code::of(random))
    }

    /// Takes a comment: on disk when this returns. The same comment under the same code is taken once, however often it
    /// is sent.
    pub(crate) fn receive(&self, code: &Code, sent: &Sent, today: Date) -> Result<Received, CommentError> {
        let commitment = sent.commitment(code);
        let mut file = self.locked();
        self.clear_up(&file, today)?;
        let file = file.transaction()?;
        match find(&file, code)? {
            Some(known) if known.commitment == commitment => return Ok(known),
            Some(_) => return Err(CommentError::OtherCode),
            None => {}
        }
        self.has_room(&file, &sent.consultation)?;
        let row = params![
            code.place(),
            commitment.to_string(),
            sent.consultation.as_str(),
            today.days(),
            State::Waiting.code(),
            printed(sent)
        ];
        file.execute("INSERT INTO comment VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6)", row)?;
        file.commit()?;
        self.recent().push_back(Instant::now());
        self.turned();
        let (consultation, sent) = (sent.consultation.clone(), Some(sent.clone()));
        Ok(Received { commitment, consultation, day: today, state: State::Waiting, sent, taken_back: None })
    }

    /// Whether one more is taken: what is refused costs no more than it must.
    fn has_room(&self, file: &Connection, consultation: &FilingId) -> Result<(), CommentError> {
        let (now, mut recent) = (Instant::now(), self.recent());
        while recent.front().is_some_and(|at| now.duration_since(*at) > Duration::from_secs(3_600)) {
            recent.pop_front();
        }
        if recent.len() >= HOURLY {
            return Err(CommentError::Often);
        }
        let in_all = "SELECT count(*) FROM comment WHERE sent IS NOT NULL";
        let of_one = "SELECT count(*) FROM comment WHERE sent IS NOT NULL AND consultation = ?1";
        let in_all: i64 = file.query_row(in_all, [], |row| row.get(0))?;
        let of_one: i64 = file.query_row(of_one, [consultation.as_str()], |row| row.get(0))?;
        if in_all >= MOST || of_one >= MOST_OF_ONE { Err(CommentError::Full) } else { Ok(()) }
    }

    /// Once a day, before its first comment: what was told long enough is forgotten, and the file is written anew, in the
    /// order of its places, so that nothing in it tells in which order the comments of the days before came.
    fn clear_up(&self, file: &Connection, today: Date) -> Result<(), CommentError> {
        if self.0.cleared.swap(today.days(), Ordering::AcqRel) == today.days() {
            return Ok(());
        }
        file.execute(include_str!("forget_comments.sql"), [today.days() - TOLD_DAYS])?;
        file.execute("DELETE FROM deletion WHERE commitment NOT IN (SELECT commitment FROM comment)", [])?;
        if let Err(error) = file.execute_batch("VACUUM") {
            tracing::warn!(%error, "the file of comments is not written anew today: it keeps the order of yesterday's");
        }
        Ok(())
    }

    fn recent(&self) -> MutexGuard<'_, VecDeque<Instant>> {
        self.0.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The comment with a code, where it is the one that is sent.
    pub(crate) fn known(&self, code: &Code, sent: &Sent) -> Result<Option<Received>, CommentError> {
        Ok(find(&self.locked(), code)?.filter(|known| known.commitment == sent.commitment(code)))
    }

    /// The comment with a code.
    pub(crate) fn find(&self, code: &Code) -> Result<Received, CommentError> {
        find(&self.locked(), code)?.ok_or(CommentError::Missing)
    }

    /// Deletes the words of a comment that waits. That one was received, and when, stays, with the proof of its deletion.
    pub(crate) fn take_back(&self, code: &Code) -> Result<(), CommentError> {
        let mut file = self.locked();
        let file = file.transaction()?;
        let change = include_str!("take_back_comment.sql");
        let changed: Option<String> = file.query_row(change, [code.place()], |row| row.get(0)).optional()?;
        let Some(commitment) = changed else {
            return find(&file, code)?.map_or(Err(CommentError::Missing), |_| Err(CommentError::Decided));
        };
        file.execute("INSERT OR REPLACE INTO deletion VALUES (?1, ?2)", params![commitment, code.taken_back()])?;
        file.commit()?;
        self.turned();
        Ok(())
    }

    /// Whether whoever sent the comment with a commitment deleted it, and nobody filed it all the same.
    pub(crate) fn is_taken_back(&self, commitment: Sha256) -> Result<bool, CommentError> {
        let question = "SELECT 1 FROM comment WHERE commitment = ?1 AND state = 'taken-back' AND entry IS NULL";
        Ok(self.locked().query_row(question, [commitment.to_string()], |_| Ok(())).optional()?.is_some())
    }

    /// The entry that shows the comment with a commitment.
    pub(crate) fn filed(&self, commitment: Sha256) -> Result<Option<u64>, CommentError> {
        let question = "SELECT entry FROM comment WHERE commitment = ?1 AND state = 'filed'";
        let entry =
            self.locked().query_row(question, [commitment.to_string()], |row| row.get::<_, i64>(0)).optional()?;
        Ok(entry.and_then(|entry| u64::try_from(entry).ok()))
    }

    /// All that were received in a consultation, the first day first, and how many more were deleted some time ago.
    pub(crate) fn of(&self, consultation: &FilingId, today: i64) -> Result<(Vec<Received>, usize), CommentError> {
        let (file, from) = (self.locked(), today - LISTED_DAYS);
        let listed = rows(&file, include_str!("comments_of.sql"), params![consultation.as_str(), from])?;
        let all: i64 =
            file.query_row("SELECT count(*) FROM comment WHERE consultation = ?1", [consultation.as_str()], |row| {
                row.get(0)
            })?;
        let more = usize::try_from(all).unwrap_or_default().saturating_sub(listed.len());
        Ok((listed, more))
    }

    /// The promise for a comment, as the register signs it.
    pub(crate) fn promise(&self, received: &Received, code: &Code) -> Result<String, CommentError> {
        let key = &self.0.key;
        let Received { consultation, day, commitment, .. } = received;
        let promise = Promise::new(key.name().as_str(), consultation, *day, *commitment, &code.taken_back());
        let text = promise.to_string();
        let line = key.sign(&text).map_err(|error| CommentError::Sign(error.to_string()))?;
        let note = Note::new(&text, vec![line]).map_err(|error| CommentError::Sign(error.to_string()))?;
        String::from_utf8(note.to_bytes()).map_err(|error| CommentError::Sign(error.to_string()))
    }

    /// Follows the published log up to a size: comments that it shows, or says why not, do not wait any more, and their
    /// words are deleted here. Only the body that asked and the registrar decide.
    pub(crate) fn follow(&self, log: &Reader, size: u64, registrar: &str) -> Result<(), CommentError> {
        let from = self.0.followed.load(Ordering::Acquire);
        if from >= size {
            return Ok(());
        }
        let mut changed = false;
        if self.any_may_be_decided()? {
            for (entry, bytes) in (from..size).zip(log.entries(from..size, size)?) {
                let Ok((_, signed)) = entry::decode(&bytes?) else { continue };
                let Some(filing) = signed.filing() else { continue };
                let decides =
                    |consultation: &FilingId| filing.filer == consultation.body() || filing.filer.as_str() == registrar;
                changed |= self.decide(entry, filing, decides)?;
            }
        }
        self.0.followed.store(size, Ordering::Release);
        if changed || size / NOTED != from / NOTED {
            self.locked().execute("UPDATE followed SET entries = ?1", [number(size)])?;
        }
        if changed {
            self.turned();
        }
        Ok(())
    }

    /// Whether there is any comment that a filing could be about. Nobody files what was never received.
    fn any_may_be_decided(&self) -> Result<bool, CommentError> {
        let any = "SELECT 1 FROM comment WHERE sent IS NOT NULL OR state = 'taken-back' LIMIT 1";
        Ok(self.locked().query_row(any, [], |_| Ok(())).optional()?.is_some())
    }

    fn decide(&self, entry: u64, filing: &Filing, decides: impl Fn(&FilingId) -> bool) -> Result<bool, CommentError> {
        match &filing.content {
            Content::Comment(filed) if decides(&filed.consultation) => {
                match (&filed.received, Sent::of(&filing.content)) {
                    (Some(received), Some(sent)) => {
                        self.shown(entry, (received.commitment, filing.occurred.from()), &sent)
                    }
                    _ => Ok(false),
                }
            }
            Content::Unshown(unshown) if decides(&unshown.consultation) => {
                let mut changed = false;
                for comment in &unshown.comments {
                    let named = (comment.commitment, Some(comment.received));
                    changed |= self.note(named, &unshown.consultation, State::Unshown(entry))?;
                }
                Ok(changed)
            }
            _ => Ok(false),
        }
    }

    /// A filing with the commitment of a comment: it shows it where it says what was sent, and on which day.
    fn shown(&self, entry: u64, (commitment, day): (Sha256, Date), filed: &Sent) -> Result<bool, CommentError> {
        let question = "SELECT sent, day FROM comment WHERE commitment = ?1";
        let row = self.locked().query_row(question, [commitment.to_string()], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, i64>(1)?))
        });
        let state = match row.optional()? {
            None => return Ok(false),
            Some((None, _)) => State::TakenBack(Some(entry)),
            Some((Some(sent), received)) if sent == printed(filed) && received == day.days() => State::Filed(entry),
            Some(_) => State::Altered(entry),
        };
        self.note((commitment, None), &filed.consultation, state)
    }

    fn note(
        &self,
        (commitment, day): (Sha256, Option<Date>),
        consultation: &FilingId,
        state: State,
    ) -> Result<bool, CommentError> {
        let row = params![
            commitment.to_string(),
            consultation.as_str(),
            state.code(),
            state.entry().map(number),
            state.is_open(),
            day.map(Date::days)
        ];
        Ok(self.locked().execute(include_str!("decide_comment.sql"), row)? > 0)
    }

    fn turned(&self) {
        self.0.turn.fetch_add(1, Ordering::AcqRel);
    }

    fn locked(&self) -> MutexGuard<'_, Connection> {
        self.0.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find(file: &Connection, code: &Code) -> Result<Option<Received>, CommentError> {
    let question = "SELECT commitment, consultation, day, state, entry, sent, NULL FROM comment WHERE place = ?1";
    Ok(rows(file, question, [code.place()])?.pop())
}

fn rows(file: &Connection, question: &str, params: impl rusqlite::Params) -> Result<Vec<Received>, CommentError> {
    let mut statement = file.prepare_cached(question)?;
    let rows = statement.query_map(params, |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

fn read(row: &Row<'_>) -> Result<Received, CommentError> {
    let text = |at: usize| row.get::<_, String>(at);
    let entry = row.get::<_, Option<i64>>(4)?.and_then(|entry| u64::try_from(entry).ok());
    let consultation = FilingId::parse(&text(1)?).ok_or(CommentError::Damaged)?;
    let sent = row.get::<_, Option<String>>(5)?;
    let sent = sent.map(|sent| unprinted(&sent, &consultation).ok_or(CommentError::Damaged)).transpose()?;
    Ok(Received {
        commitment: Hash::from_hex(&text(0)?).map(Sha256).ok_or(CommentError::Damaged)?,
        consultation,
        day: Date::from_days(row.get(2)?).ok_or(CommentError::Damaged)?,
        state: State::read(&text(3)?, entry).ok_or(CommentError::Damaged)?,
        sent,
        taken_back: row.get::<_, Option<[u8; 32]>>(6)?.map(|bytes| Sha256(Hash(bytes))),
    })
}

fn number(entries: u64) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

/// What was sent, as it stands in the file.
fn printed(sent: &Sent) -> String {
    let Sent { position, language, paragraph, called, says, .. } = sent;
    json!([position.code(), language.code(), paragraph, called, says]).to_string()
}

fn unprinted(text: &str, consultation: &FilingId) -> Option<Sent> {
    let value: Value = serde_json::from_str(text).ok()?;
    let field = |at: usize| value.get(at)?.as_str().map(str::to_owned);
    Some(Sent {
        consultation: consultation.clone(),
        position: Position::parse(&field(0)?)?,
        language: Language::parse(&field(1)?)?,
        paragraph: field(2)?,
        called: field(3)?,
        says: field(4)?,
    })
}

#[cfg(test)]
mod tests {
    use tlog::note::Algorithm;

    use super::*;

    const DAY: i64 = 20_000;

    fn open(folder: &tempfile::TempDir) -> Comments {
        let key = SignerKey::from_seed("veedor.example/registro", Algorithm::Ed25519, [1; 32]).expect("a key");
        Comments::open(&folder.path().join("comments.db"), key, 0).expect("a store")
    }

    fn code(n: u8) -> Code {
        Code::of([n; 20])
    }

    fn sent(says: &str) -> Sent {
        Sent {
            consultation: FilingId::parse("mx/consejo/consultation/1").expect("an id"),
            position: Position::Oppose,
            language: Language::Es,
            paragraph: String::new(),
            called: String::new(),
            says: says.into(),
        }
    }

    fn today() -> Date {
        Date::from_days(DAY).expect("a day")
    }

    #[test]
    fn the_same_comment_is_taken_once_and_its_code_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        let first = comments.receive(&code(1), &sent("uno"), today()).expect("taken");
        let again = comments.receive(&code(1), &sent("uno"), today()).expect("the same");
        assert_eq!(first, again);
        let other = comments.receive(&code(1), &sent("dos"), today());
        assert!(matches!(other, Err(CommentError::OtherCode)), "{other:?}");
        let promise = |received| comments.promise(received, &code(1)).expect("signed");
        assert_eq!(promise(&first), promise(&again));
        assert_eq!(comments.of(&first.consultation, DAY).expect("read").0.len(), 1);
        assert_eq!(comments.turn(), 1, "what is there already changes no page");
    }

    #[test]
    fn neither_codes_nor_deleted_words_stand_in_the_files_and_only_the_owner_reads_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        let (kept, deleted) = ("palabras que esperan", "palabras que se borran");
        comments.receive(&code(1), &sent(kept), today()).expect("taken");
        comments.receive(&code(2), &sent(deleted), today()).expect("taken");
        comments.take_back(&code(2)).expect("deleted");
        assert!(matches!(comments.take_back(&code(2)), Err(CommentError::Decided)));
        assert!(matches!(comments.take_back(&code(3)), Err(CommentError::Missing)));
        let path = folder.path().join("comments.db");
        assert_eq!(waiting(&path).expect("read").len(), 1);
        assert_eq!(comments.find(&code(2)).expect("told").state, State::TakenBack(None));
        drop(comments);
        let bytes = std::fs::read(&path).expect("bytes");
        let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(has(kept), "it waits");
        let codes = [1, 2].map(|n| code(n).to_string());
        let gone = [deleted, codes[0].as_str(), codes[1].as_str(), "11111111111111111111", "22222222222222222222"];
        assert_eq!(gone.into_iter().find(|text| has(text)), None);
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o077, 0);
    }

    #[test]
    fn a_deletion_is_proved_by_what_the_promise_names_and_makes_no_filing_look_true() {
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        let received = [1, 2].map(|n| comments.receive(&code(n), &sent("palabras"), today()).expect("taken"));
        let [first, second] = received.map(|received| received.commitment);
        let other = sent("otras palabras");
        assert!(comments.shown(7, (second, today()), &other).expect("noted"));
        for n in [1, 2] {
            comments.take_back(&code(n)).expect("deleted");
        }
        let turn = comments.turn();
        assert!(matches!(comments.take_back(&code(3)), Err(CommentError::Missing)));
        assert_eq!(comments.turn(), turn, "an invented code changes no page");
        let state = |n| comments.find(&code(n)).expect("there").state;
        assert_eq!([state(1), state(2)], [State::TakenBack(None), State::Altered(7)]);
        assert!(comments.is_taken_back(first).expect("told"));
        for entry in [8, 9] {
            comments.shown(entry, (first, today()), &other).expect("noted");
        }
        assert_eq!(state(1), State::TakenBack(Some(8)), "with nothing left to compare it is not called the same");
        let (all, more) = comments.of(&other.consultation, DAY).expect("read");
        let proofs: Vec<_> = all.iter().filter_map(|one| one.taken_back).collect();
        assert_eq!((proofs.len(), more), (2, 0));
        assert!(proofs.contains(&Sha256(Hash(code(1).taken_back()))));
        let promise = comments.promise(&comments.find(&code(1)).expect("there"), &code(1)).expect("signed");
        let named = comment::deletion(&code(1).taken_back());
        assert!(promise.contains(&format!("taken back {named}\n")), "{promise}");
        assert_eq!(
            deletion(&folder.path().join("comments.db"), first).expect("read").map(|proof| proof.0.0),
            Some(code(1).taken_back())
        );
    }

    #[test]
    fn another_day_than_that_of_receipt_decides_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        let received = comments.receive(&code(1), &sent("palabras"), today()).expect("taken");
        let later = Date::from_days(DAY + 9).expect("a day");
        let named = (received.commitment, Some(later));
        assert!(!comments.note(named, &received.consultation, State::Unshown(3)).expect("read"));
        comments.shown(4, (received.commitment, later), &sent("palabras")).expect("noted");
        assert_eq!(comments.find(&code(1)).expect("there").state, State::Altered(4));
        comments.shown(5, (received.commitment, today()), &sent("palabras")).expect("noted");
        assert_eq!(comments.find(&code(1)).expect("there").state, State::Filed(5));
        assert_eq!(comments.filed(received.commitment).expect("read"), Some(5));
    }

    #[test]
    fn from_the_next_day_on_nothing_in_the_file_tells_in_which_order_comments_came() {
        let told = |order: &[u8]| {
            let folder = tempfile::tempdir().expect("a folder");
            let comments = open(&folder);
            for n in order {
                comments.receive(&code(*n), &sent(&format!("palabra{n}.")), today()).expect("taken");
            }
            let next = Date::from_days(DAY + 1).expect("a day");
            comments.receive(&code(9), &sent("mañana"), next).expect("taken");
            drop(comments);
            let bytes = std::fs::read(folder.path().join("comments.db")).expect("bytes");
            let at = |n: u8| {
                let word = format!("palabra{n}.");
                bytes.windows(word.len()).position(|part| part == word.as_bytes())
            };
            [1, 2, 3].map(at)
        };
        assert_eq!(told(&[1, 2, 3]), told(&[3, 1, 2]));
    }

    #[test]
    fn no_more_come_in_an_hour_than_are_read_and_no_more_wait_in_one_consultation_than_have_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        let hour = VecDeque::from(vec![Instant::now(); HOURLY - 1]);
        *comments.0.recent.lock().expect("no panic") = hour;
        comments.receive(&code(1), &sent("uno"), today()).expect("the last of this hour");
        let more = comments.receive(&code(2), &sent("dos"), today());
        assert!(matches!(more, Err(CommentError::Often)), "{more:?}");
        comments.receive(&code(1), &sent("uno"), today()).expect("what is there is told all the same");
        comments.0.recent.lock().expect("no panic").clear();
        let fill = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
            INSERT INTO comment SELECT randomblob(32), hex(randomblob(32)), ?2, ?3, 'waiting', NULL, '[]' FROM n";
        let filled = |of: &str, n: i64| comments.locked().execute(fill, params![n, of, DAY]).expect("filled");
        filled("mx/consejo/consultation/1", MOST_OF_ONE - 1);
        let full = comments.receive(&code(2), &sent("dos"), today());
        assert!(matches!(full, Err(CommentError::Full)), "{full:?}");
        let other = Sent { consultation: FilingId::parse("mx/otro/consultation/1").expect("an id"), ..sent("dos") };
        comments.receive(&code(2), &other, today()).expect("another has room");
        filled("mx/tercero/consultation/1", MOST - MOST_OF_ONE - 1);
        let third = Sent { consultation: FilingId::parse("mx/cuarto/consultation/1").expect("an id"), ..sent("tres") };
        let full = comments.receive(&code(3), &third, today());
        assert!(matches!(full, Err(CommentError::Full)), "{full:?}");
    }

    #[test]
    fn what_was_decided_long_ago_is_forgotten_and_what_waits_never() {
        let folder = tempfile::tempdir().expect("a folder");
        let comments = open(&folder);
        comments.receive(&code(1), &sent("espera"), today()).expect("taken");
        comments.receive(&code(2), &sent("se borra"), today()).expect("taken");
        comments.take_back(&code(2)).expect("deleted");
        let later = Date::from_days(DAY + TOLD_DAYS + 1).expect("a day");
        comments.receive(&code(3), &sent("mucho después"), later).expect("taken");
        assert!(comments.find(&code(1)).expect("told").is_late(later.days()));
        assert!(matches!(comments.find(&code(2)), Err(CommentError::Missing)));
    }
}

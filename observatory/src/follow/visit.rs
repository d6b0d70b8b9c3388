//! One visit to one register: copy, admit, ask, remember.

use std::sync::PoisonError;

use portal::{
    fetch::Fetch,
    folder::Folder,
    log::{MirrorError, ReadError},
    mirror::{self, Mirror},
    monitor::{self, Alert, Replay, Seen},
};
use register::time::Instant;
use rulebook::{cases::Cases, law::adoptions};
use tlog::SignedCheckpoint;

use super::{
    Follower, Known, Said, Standing,
    limits::{BYTES, TIME, limited, pause},
    state::{SILENT, State},
};
use crate::{directory::Listed, index::IndexError, question, survey::Survey};

/// What was found wrong, and whether the register was looked at whole.
type Found = (Vec<(String, Said)>, bool);

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

impl Follower {
    /// Visits one register.
    pub(super) fn visit(&self, listed: &Listed, clock: &(dyn Fn() -> Instant + Sync)) -> Result<Known, IndexError> {
        let (folder, now) = (self.folder(listed), clock());
        let mut state = match State::load(&folder) {
            Ok(state) => state,
            Err(error) => {
                // What was remembered is lost, the mirror is not: admission and signatures are checked anew.
                tracing::warn!(register = %listed.id, %error, "what was remembered of this register cannot be read");
                State::default()
            }
        };
        if state.first == 0 {
            state.first = now.millis();
        }
        let survey = match self.look(listed, &mut state, clock) {
            Ok(((found, whole), survey)) => {
                followed(&mut state, listed, found, whole, now);
                survey
            }
            Err(says) => {
                unreachable(&mut state, listed, says, now);
                None
            }
        };
        self.remember(listed, &state, survey.as_ref())
    }

    /// Keeps what is known, first beside the mirror, then in the index.
    pub(super) fn remember(
        &self,
        listed: &Listed,
        state: &State,
        survey: Option<&(String, Survey)>,
    ) -> Result<Known, IndexError> {
        if let Err(error) = state.keep(&self.folder(listed)) {
            tracing::error!(register = %listed.id, %error, "what is known of this register cannot be kept");
        }
        let mark = match survey {
            Some((mark, _)) => mark.clone(),
            None => self.index.mark(&listed.id)?.unwrap_or_default(),
        };
        self.index.keep(&state.known, &mark, survey.map(|(_, survey)| survey))?;
        Ok(state.known.clone())
    }

    /// Copies and admits what is new, and asks the questions where their answers may be others than those that are kept.
    fn look(
        &self,
        listed: &Listed,
        state: &mut State,
        clock: &(dyn Fn() -> Instant + Sync),
    ) -> Result<(Found, Option<(String, Survey)>), Said> {
        let fetch = limited(&(self.settings.reach)(&listed.url), TIME, BYTES, &self.settings.stop);
        let mut mirror = match self.mirror(listed, &fetch) {
            Ok(mirror) => mirror,
            Err(mirror::Error::OtherKey { theirs, .. }) => {
                let alert = Alert::OtherKey { theirs };
                return Ok(((vec![told(&alert)], false), None));
            }
            Err(error) => return Err(said(&error)),
        };
        small_enough(listed, &fetch)?;
        let copied = monitor::copy(&mut mirror, &fetch, &listed.url, |_, _| {}).map_err(|error| said(&error))?;
        let (mut alerts, good) = copied;
        state.known.demonstration = Some(mirror.about().demonstration);
        let now = clock();
        let Some(head) = mirror.head().cloned() else { return Ok((found(&alerts, false), None)) };
        let policy = listed.policy.clone().or_else(|| Some(Folder::open(&self.folder(listed)).ok()?.policy().clone()));
        let cosigned = policy.as_ref().map(|policy| monitor::cosigned(&head, policy, now)).unwrap_or_default();
        alerts.extend(cosigned.alerts);
        state.known.witnesses = policy
            .filter(|policy| policy.quorum().is_some())
            .map(|policy| (cosigned.count as u64, policy.witnesses().len() as u64));
        let mark = mark(&head, listed);
        let kept = self.index.mark(&listed.id).ok().flatten();
        let newest = cosigned.newest.map(Instant::millis);
        let survey = if kept.as_ref() == Some(&mark) && state.admitted == head.size() {
            None
        } else {
            let (found, survey) = self.survey(listed, &mirror, &head, state, now)?;
            alerts.extend(found);
            Some((mark, survey))
        };
        state.known.newest = state.known.newest.max(newest);
        state.known.size = head.size();
        state.known.root = Some(head.root().to_base64());
        if good {
            state.seen = Some((head.size(), now.millis()));
            state.known.verified = Some(now.millis());
        }
        Ok((found(&alerts, good), survey))
    }

    /// The mirror of a register, believed as the directory says.
    fn mirror(&self, listed: &Listed, fetch: &Fetch) -> Result<Mirror, mirror::Error> {
        let folder = self.folder(listed);
        let mirror = Mirror::open(&folder, &listed.url, Some(&listed.key), fetch)?;
        let Some(policy) = &listed.policy else { return Ok(mirror) };
        let (path, text) = (folder.join("policy"), policy.to_string());
        if std::fs::read_to_string(&path).is_ok_and(|kept| kept == text) {
            return Ok(mirror);
        }
        // Cosignatures that are kept with the head are those of witnesses whom the directory names.
        let failed = |source| portal::folder::FolderError::File { path: path.clone(), source };
        std::fs::write(&path, text).map_err(failed)?;
        drop(mirror);
        Mirror::open(&folder, &listed.url, Some(&listed.key), fetch)
    }

    /// Admits the whole log again, and asks the questions of what stands.
    fn survey(
        &self,
        listed: &Listed,
        mirror: &Mirror,
        head: &SignedCheckpoint,
        state: &mut State,
        now: Instant,
    ) -> Result<(Vec<Alert>, Survey), Said> {
        let _one_at_a_time = self.surveying.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut cases, mut newest) = (Cases::new(), None);
        let seen = state.seen.and_then(|(size, at)| Some(Seen { size, at: Instant::from_millis(at)? }));
        let mut take = |entry: u64, received: Instant, signed: &register::SignedFiling| {
            cases.apply(entry, received, signed);
            newest = Some(received.millis());
        };
        let alerts = Replay::default()
            .advance(mirror.log(), head.checkpoint(), state.admitted, seen, now, &mut take)
            .map_err(|error| same(error.to_string()))?;
        state.admitted = head.size();
        // A time that is still to come keeps no register from being silent.
        state.known.newest = state.known.newest.max(newest.map(|newest| newest.min(now.millis())));
        let documents = self.folder(listed).join("public/blobs/sha256");
        let law = self.settings.rulebooks.with_documents(documents).law(adoptions(&cases));
        Ok((alerts, Survey::of(&cases, &law, &listed.jurisdiction, now.date())))
    }
}

/// A head that is signed and says more entries than the directory allows is not followed: nothing is copied of it.
fn small_enough(listed: &Listed, fetch: &Fetch) -> Result<(), Said> {
    // What cannot be read is told by the mirror, which asks for it again.
    let Ok(head) = mirror::log_of(fetch).checkpoint(&listed.key) else { return Ok(()) };
    let (size, most) = (head.size(), listed.most_entries);
    if size <= most {
        return Ok(());
    }
    Err(Said {
        es: format!(
            "tiene {size} asientos, más de los {most} que aquí se siguen; suba `most_entries` en el directorio"
        ),
        en: format!(
            "it has {size} entries, more than the {most} that are followed here; raise `most_entries` in the directory"
        ),
    })
}

/// What answers follow from: the head, the questions, the jurisdiction, the program.
fn mark(head: &SignedCheckpoint, listed: &Listed) -> String {
    let questions = format!("{:?}", question::all());
    let digest = tlog::Hash::leaf(questions.as_bytes()).to_string();
    format!("{} {} {} {} {}", head.size(), head.root(), &digest[..16], listed.jurisdiction, env!("CARGO_PKG_VERSION"))
}

fn found(alerts: &[Alert], whole: bool) -> Found {
    (alerts.iter().map(told).collect(), whole)
}

fn told(alert: &Alert) -> (String, Said) {
    (alert.code().to_owned(), Said::of(alert))
}

/// Notes a visit in which the register could be followed.
fn followed(state: &mut State, listed: &Listed, mut found: Vec<(String, Said)>, whole: bool, now: Instant) {
    found.extend(silence(state, listed, now));
    let known = &mut state.known;
    (known.id, known.tried, known.failures, known.says) = (listed.id.clone(), now.millis(), 0, None);
    known.raise(found, whole, now);
    let has = |code: &str| known.standing().any(|raised| raised.code == code);
    known.state = match () {
        () if has("split-view") => Standing::Split,
        () if has(SILENT) => Standing::Silent,
        () if known.standing().next().is_some() => Standing::Alert,
        () => Standing::Verified,
    };
    // Whoever asks for a round has this one looked at, however the clock was set meanwhile.
    state.next = 0;
}

/// Notes a visit in which it could not.
pub(super) fn unreachable(state: &mut State, listed: &Listed, says: Said, now: Instant) {
    if state.first == 0 {
        state.first = now.millis();
    }
    let silent = silence(state, listed, now);
    let is_silent = silent.is_some();
    let known = &mut state.known;
    (known.id, known.tried, known.says) = (listed.id.clone(), now.millis(), Some(says));
    known.failures = known.failures.saturating_add(1);
    known.raise(silent.into_iter().collect(), false, now);
    let split = known.standing().any(|raised| raised.code == "split-view");
    known.state = match (split, is_silent) {
        (true, _) => Standing::Split,
        (_, true) => Standing::Silent,
        _ => Standing::Unreachable,
    };
    state.next = now.millis() + pause(known.failures, &listed.id);
}

/// That nothing new came for longer than it may be. A register of which nothing was ever seen counts from the first try.
fn silence(state: &State, listed: &Listed, now: Instant) -> Option<(String, Said)> {
    let newest = state.known.newest.unwrap_or(state.first);
    let days = (now.millis() - newest) / DAY;
    let most = i64::try_from(listed.silent_after).unwrap_or(i64::MAX);
    (days >= most).then(|| {
        let (es, en) = (
            format!("nada nuevo desde hace {days} días; aquí se espera algo cada {most}: pregunte si el registro sigue, y conserve la copia"),
            format!("nothing new for {days} days, where something is expected every {most}: ask whether the register goes on, and keep the copy"),
        );
        (SILENT.to_owned(), Said { es, en })
    })
}

/// Why a register could not be followed, in both languages.
fn said(error: &mirror::Error) -> Said {
    match error {
        mirror::Error::NoRegister(says) => {
            let says = short(says);
            Said {
                es: format!("ahí no responde un registro Veedor: {says}"),
                en: format!("no Veedor register answers there: {says}"),
            }
        }
        mirror::Error::Log(MirrorError::Read(ReadError::Unreachable { path, why })) => {
            let (path, why) = (short(path), short(why));
            Said { es: format!("no se alcanza `{path}`: {why}"), en: format!("`{path}` cannot be reached: {why}") }
        }
        mirror::Error::Log(MirrorError::Read(ReadError::Missing { path })) => {
            let path = short(path);
            Said { es: format!("falta `{path}`"), en: format!("`{path}` is missing") }
        }
        error => same(error.to_string()),
    }
}

/// What the log or the disk says has one language.
fn same(says: String) -> Said {
    let says = short(&says);
    Said { es: says.clone(), en: says }
}

/// A few words on one line: what others wrote is repeated on pages.
fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

//! `veedor comments check`: whether a register kept what it promised of a comment, and, with the code, whether exactly
//! what was sent was filed. Reads the published log, every entry held against the signed root; asks the register nothing.

use std::path::PathBuf;

use portal::{folder::Folder, intake};
use register::{
    Content, Filing,
    comment::{Code, PROMISE, Promise, Sent, deletion},
    entry,
    id::FilingId,
    time::Date,
    value::Sha256,
};
use serde_json::{Value, json};
use tlog::{hash::Hash, note::Note};

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    law::log::Place,
    published::Published,
    signing,
    terminal::{Mark, Screen},
    words,
};

/// The promise, and where the register is.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "PROMISE")]
    pub(crate) promise: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
    #[arg(long, value_name = "HEX")]
    pub(crate) taken_back: Option<String>,
}

/// A promise that is held against the log.
struct Promised(Promise);

/// A filing with the commitment that decides, or pretends to.
struct Decision {
    id: FilingId,
    entry: u64,
    received: Date,
    /// What it says was sent; none where it says why nothing is shown.
    sent: Option<Sent>,
    same: Option<bool>,
    /// Entry that took it back: a withdrawal, or a correction to something else.
    changed: Option<u64>,
}

/// What the log says of the comment.
#[derive(Default)]
struct Found {
    /// The first filing that decides.
    decided: Option<Decision>,
    /// The last with the commitment and other words, or another day.
    other: Option<u64>,
    /// The day of the last entry.
    last: Option<Date>,
}

/// Runs `veedor comments check`.
pub(super) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(&args.promise).map_err(|error| Failure::file(&args.promise, &error))?;
    let code = match &args.code {
        Some(text) => Some(Code::parse(text).ok_or_else(|| Failure::Usage(words::comments::no_code()))?),
        None => None,
    };
    let published = args.place.published(screen)?;
    let damaged = |says: &dyn std::fmt::Display| Failure::Reach(words::file_damaged(&args.promise.display(), says));
    let note = Note::parse(&bytes).map_err(|error| damaged(&error))?;
    let promise = Promise::parse(note.text()).filter(|promise| promise.origin == published.key.name().as_str());
    let promise = promise.ok_or_else(|| damaged(&PROMISE))?;
    if note.verify(std::slice::from_ref(&published.key)).is_err() {
        screen.marked(Mark::Bad, &words::comments::not_signed(&published.key));
        screen.document(&json!({ "outcome": "not-signed" }));
        return Ok(Outcome::Findings);
    }
    screen.marked(Mark::Good, &words::comments::signed(&promise.consultation, &promise.shown_by));
    let promised = Promised(promise);
    let found = promised.find(&published, code.as_ref())?;
    let deleted = found.decided.is_none() && promised.was_deleted(args)?;
    Ok(tell(promised.0.shown_by, &found, deleted, published.size(), screen))
}

impl Promised {
    /// What the log says of it: the first that decides stands, as in the register, where it is of the body that asked or of
    /// the registrar, who is whoever made the first entry.
    fn find(&self, published: &Published, code: Option<&Code>) -> Result<Found, Failure> {
        let (mut found, mut registrar) = (Found::default(), None);
        let entries = published.log.verified_entries(0..published.size(), published.checkpoint.checkpoint())?;
        for (at, bytes) in (0..).zip(entries) {
            let (received, signed) =
                entry::decode(&bytes?).map_err(|error| Failure::Reach(words::bad_entry(&at, &error)))?;
            found.last = Some(received.date());
            let Some(filing) = signed.filing() else { continue };
            let registrar = registrar.get_or_insert_with(|| filing.filer.clone());
            if filing.filer == self.0.consultation.body() || filing.filer == *registrar {
                match &mut found.decided {
                    Some(decision) => self.changed(decision, filing, at),
                    None => self.decided(&mut found, filing, (at, received.date()), code),
                }
            }
        }
        Ok(found)
    }

    /// What one filing decides, while nothing is decided.
    fn decided(&self, found: &mut Found, filing: &Filing, (entry, received): (u64, Date), code: Option<&Code>) {
        if !self.is_named(&filing.content) {
            return;
        }
        let sent = Sent::of(&filing.content);
        let same = code.and_then(|code| Some(sent.as_ref()?.commitment(code) == self.0.commitment));
        let is_of_the_day = match &filing.content {
            Content::Unshown(unshown) => unshown.comments.iter().any(|one| self.is(one.commitment, one.received)),
            _ => filing.occurred.from() == self.0.received,
        };
        let decision = Decision { id: filing.id.clone(), entry, received, sent, same, changed: None };
        match (is_of_the_day, decision.sent.is_some()) {
            (true, _) if same != Some(false) => found.decided = Some(decision),
            (_, true) => found.other = Some(entry),
            _ => {}
        }
    }

    fn is(&self, commitment: Sha256, received: Date) -> bool {
        commitment == self.0.commitment && received == self.0.received
    }

    /// Whether it is named, shown or not.
    fn is_named(&self, content: &Content) -> bool {
        match content {
            Content::Comment(comment) => {
                comment.consultation == self.0.consultation
                    && comment.received.as_ref().is_some_and(|received| received.commitment == self.0.commitment)
            }
            Content::Unshown(unshown) => {
                unshown.consultation == self.0.consultation
                    && unshown.comments.iter().any(|one| one.commitment == self.0.commitment)
            }
            _ => false,
        }
    }

    /// What a later filing does to the one that decided: a correction that leaves what was sent as it is does nothing.
    fn changed(&self, decision: &mut Decision, filing: &Filing, entry: u64) {
        match &filing.content {
            Content::Withdrawal(withdrawal) if withdrawal.withdraws == decision.id => decision.changed = Some(entry),
            Content::Correction(correction) if correction.corrects == decision.id => {
                let now = &correction.replacement;
                let stands = self.is_named(now) && Sent::of(now) == decision.sent;
                decision.changed = (!stands).then_some(entry);
            }
            _ => {}
        }
    }

    /// Whether whoever sent it deleted it: what proves it is given, or stands in the twin or the folder of the register.
    fn was_deleted(&self, args: &Args) -> Result<bool, Failure> {
        let proof = match (&args.taken_back, &args.place.url) {
            (Some(text), _) => Some(Hash::from_hex(text).ok_or_else(|| Failure::Usage(words::comments::no_proof()))?),
            (None, Some(url)) => self.told(&Server::new(url)?),
            (None, None) => {
                let data = args.place.data.clone().unwrap_or_else(|| "veedor-data".into());
                let path = Folder::open(&data)?.comments();
                let damaged = |error| Failure::Reach(words::file_damaged(&path.display(), &error));
                intake::deletion(&path, self.0.commitment).map_err(damaged)?.map(|proof| proof.0)
            }
        };
        Ok(proof.is_some_and(|proof| deletion(&proof.0) == self.0.deletion))
    }

    /// What the twin of the consultation tells; nothing where it cannot be had, as of a copy without one.
    fn told(&self, server: &Server) -> Option<Hash> {
        let twin = server.get(&format!("/en/consultations/{}.json", self.0.consultation)).ok()?;
        let twin: Value = serde_json::from_slice(&twin.body).ok()?;
        let commitment = self.0.commitment.to_string();
        let all = twin["without_key"]["comments"].as_array()?;
        Hash::from_hex(all.iter().find(|one| one["commitment"] == commitment.as_str())?["taken_back"].as_str()?)
    }
}

fn tell(by: Date, found: &Found, deleted: bool, size: u64, screen: &Screen) -> Outcome {
    let (kept, outcome) = match (&found.decided, found.other) {
        (Some(decision), _) => decision.tell(screen),
        (None, _) if deleted => {
            screen.marked(Mark::Good, &words::comments::deleted());
            (true, "taken-back")
        }
        (None, Some(entry)) => {
            screen.marked(Mark::Bad, &words::comments::other_words(&entry));
            (false, "altered")
        }
        (None, None) if by >= signing::now().date() => {
            screen.say(&words::comments::waits(&by, &size));
            (true, "waiting")
        }
        (None, None) if found.last.is_none_or(|last| last <= by) => {
            screen.say(&words::comments::cannot_tell(&by, &size));
            (false, "unknown")
        }
        (None, None) => {
            screen.marked(Mark::Bad, &words::comments::dropped(&by, &size));
            (false, "dropped")
        }
    };
    let late = found.decided.as_ref().is_some_and(|decision| decision.received > by);
    if late {
        screen.marked(Mark::Bad, &words::comments::came_late(&by));
    }
    let kept = kept && !late;
    let told = (outcome != "unknown").then_some(kept);
    screen.document(&json!({ "outcome": outcome, "kept": told, "shown_by": by.to_string(), "entries": size }));
    Outcome::of(kept)
}

impl Decision {
    fn tell(&self, screen: &Screen) -> (bool, &'static str) {
        let Decision { entry, received, sent, same, changed, .. } = self;
        match (sent, changed) {
            (_, Some(changed)) => {
                screen.marked(Mark::Bad, &words::comments::withdrawn(entry, changed));
                (false, "withdrawn")
            }
            (Some(_), None) => {
                screen.marked(Mark::Good, &words::comments::shown(entry, received));
                if same == &Some(true) {
                    screen.marked(Mark::Good, &words::comments::same_words());
                }
                (true, "shown")
            }
            (None, None) => {
                screen.marked(Mark::Good, &words::comments::not_shown(entry, received));
                (true, "unshown")
            }
        }
    }
}

//! A witness of the simulation: the real one over its disk, with a clock that may be wrong.

use std::path::PathBuf;

use portal::witness::Witness;
use tlog::{Policy, SignerKey, witness::AddCheckpoint};

use crate::{
    disk::{Disk, Image, crashing, torn},
    plan::{Crash, Tear},
    truth::{Held, STARTS, Violation},
    variant::Variant,
};

pub(crate) struct WitnessNode {
    variant: Variant,
    key: SignerKey,
    logs: Policy,
    disk: Disk,
    up: Option<Witness>,
    /// Seconds that its clock is off.
    pub(crate) off: i64,
    /// In a broken variant, the disk before the last request.
    before: Option<Image>,
}

/// What came of a request.
pub(crate) enum Said {
    /// An answer: its status and its bytes.
    Answer(u16, Vec<u8>),
    /// It crashed.
    Crashed,
    /// It does not run.
    Down,
}

impl WitnessNode {
    pub(crate) fn new(
        template: &std::path::Path,
        path: PathBuf,
        key: SignerKey,
        logs: Policy,
        variant: Variant,
    ) -> Self {
        let disk = Disk::copy_of(template, path);
        WitnessNode { variant, key, logs, disk, up: None, off: 0, before: None }
    }

    pub(crate) fn is_up(&self) -> bool {
        self.up.is_some()
    }

    pub(crate) fn start(&mut self) -> Held {
        if self.up.is_none() {
            let opened = Witness::open(self.disk.path(), &self.logs);
            let failed = |error: portal::witness::OpenError| Violation { invariant: STARTS, says: error.to_string() };
            self.up = Some(opened.map_err(failed)?);
        }
        Ok(())
    }

    /// Ends the process as it is.
    pub(crate) fn kill(&mut self, tear: Tear) {
        if self.up.is_some() {
            let image = self.disk.image();
            self.die(image, tear);
        }
    }

    fn die(&mut self, image: Image, tear: Tear) {
        self.up = None;
        // Its database has no write-ahead log; of what it keeps nothing is ever unsynced when it answers.
        torn(&image, tear, u64::MAX);
        self.disk.go_back_to(self.before.take().unwrap_or(image));
    }

    /// Answers a request at a time, in seconds since 1970.
    pub(crate) fn asked(&mut self, body: &[u8], now: i64, crash: Option<Crash>) -> Said {
        let Some(witness) = &self.up else { return Said::Down };
        let now = now.saturating_add(self.off).unsigned_abs();
        if let Some(line) = self.careless(body, now) {
            return Said::Answer(200, line);
        }
        if self.variant == Variant::SignsBeforeItStores {
            self.before = Some(self.disk.image());
        }
        let (answer, image) = crashing(&self.disk, crash, || witness.add_checkpoint(body, || now));
        if let Some(image) = image {
            self.before = None;
            self.die(image, crash.map_or(Tear::Nothing, |crash| crash.tear));
            return Said::Crashed;
        }
        match answer {
            Ok(line) => Said::Answer(200, line.into_bytes()),
            Err(refused) => Said::Answer(refused.status(), refused.says().into_bytes()),
        }
    }

    /// What the broken variants sign without the real code.
    fn careless(&self, body: &[u8], now: u64) -> Option<Vec<u8>> {
        let request = AddCheckpoint::parse(body).ok()?;
        let opened = request.open(&self.logs.log_keys()).ok()?;
        let careless = match self.variant {
            Variant::SkipsProof => true,
            // Behind its last cosignature the real one refuses; whether it is behind is all that is left out.
            Variant::SignsInThePast => self.off < 0,
            _ => false,
        };
        let line = careless.then(|| tlog::cosign(&self.key, opened.text(), now).ok())??;
        Some(line.to_string().into_bytes())
    }
}

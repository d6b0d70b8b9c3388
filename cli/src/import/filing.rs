//! Files drafts, one a line, over one connection in their order or over several, as `veedor file` files one: signed, sent, and taken as accepted
//! only when the receipt verifies over the published entry. What stands already is told as such: sending a thing twice
//! changes nothing.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use register::{SignedFiling, problem::Refusal};
use serde_json::{Value, json};
use tlog::{note::SignerKey, policy::Policy};

use crate::{
    ask::{Answer, Server},
    check,
    failure::Failure,
    file::{self, Received},
    import::receipts::{self, Receipts},
    keys, signing,
    terminal::Screen,
    verify::Trust,
    words,
};

/// Filings of an import under way at once: each waits for its group to be on disk and published, so the more of them are in a
/// group, the more are filed a second.
pub(crate) const CONNECTIONS: usize = 128;

/// Filings between two times that receipts are put on disk; a cut has at most these sent again.
const BATCH: usize = 2_048;

/// How often a register that is busy or away is asked again, and the first wait.
const TRIES: u32 = 6;
const WAIT: Duration = Duration::from_millis(200);

/// The files of drafts that are filed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Papers<'p> {
    pub(crate) drafts: &'p Path,
    pub(crate) receipts: &'p Path,
    pub(crate) refused: &'p Path,
}

/// Where filings go, and who signs them.
pub(crate) struct Filing {
    servers: Vec<Server>,
    keys: Vec<SignerKey>,
    policy: Policy,
}

/// What became of the drafts.
#[derive(Debug, Default)]
pub(crate) struct Filed {
    pub(crate) new: u64,
    pub(crate) already: u64,
    pub(crate) refused: u64,
    /// The first refusals, for people.
    pub(crate) first: Vec<(String, Value)>,
}

/// What a register said of one filing.
enum Said {
    Stands(Box<(SignedFiling, Received)>, bool),
    Refused(String, Value),
}

impl Filing {
    /// Reads keys and policy before anything is filed. Over one connection, filings go in their order.
    pub(crate) fn new(trust: &Trust, keys: &[PathBuf], connections: usize, screen: &Screen) -> Result<Filing, Failure> {
        let Some(url) = &trust.url else { return Err(Failure::Usage(words::file_where())) };
        if keys.is_empty() {
            return Err(Failure::Usage(words::needs_key()));
        }
        let keys = keys.iter().map(|path| keys::read(path)).collect::<Result<Vec<_>, _>>()?;
        let servers = (0..connections).map(|_| Server::new(url)).collect::<Result<Vec<_>, _>>()?;
        Ok(Filing { servers, keys, policy: trust.policy(screen)? })
    }

    /// Files every draft that does not stand yet.
    pub(crate) fn file(&self, paths: &Papers<'_>, length: u64, screen: &Screen) -> Result<Filed, Failure> {
        let drafts = File::open(paths.drafts).map_err(|error| Failure::file(paths.drafts, &error))?;
        let mut receipts = Receipts::open(paths.receipts)?;
        let mut refused = File::create(paths.refused).map_err(|error| Failure::file(paths.refused, &error))?;
        let bar = screen.bar(length, &words::filing());
        let mut filed = Filed::default();
        let lines = BufReader::new(drafts).lines();
        let mut lines = lines.filter(|line| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
        loop {
            let batch: Vec<String> = lines
                .by_ref()
                .take(BATCH)
                .collect::<Result<_, _>>()
                .map_err(|error| Failure::file(paths.drafts, &error))?;
            if batch.is_empty() {
                break;
            }
            let said = self.batch(&batch, &receipts, &bar)?;
            sort(said, &mut receipts, &mut filed, &mut refused, paths.refused)?;
        }
        bar.finish_and_clear();
        Ok(filed)
    }

    /// Files a batch over all connections. What was verified is handed back even where one connection failed.
    fn batch(
        &self,
        drafts: &[String],
        receipts: &Receipts,
        bar: &indicatif::ProgressBar,
    ) -> Result<(Vec<Said>, u64, Option<Failure>), Failure> {
        let next = Mutex::new(drafts.iter());
        let work = |server: &Server| {
            let (mut said, mut already) = (Vec::new(), 0);
            loop {
                let draft = next.lock().ok().and_then(|mut next| next.next());
                let Some(draft) = draft else { return (said, already, None) };
                let one = self.sign(draft).and_then(|signed| match signed {
                    Ok(signed) => self.one(server, signed, receipts),
                    Err(refusal) => Ok(Some(Said::Refused(told_id(draft), unsent(&refusal)))),
                });
                bar.inc(1);
                match one {
                    Ok(Some(one)) => said.push(one),
                    Ok(None) => already += 1,
                    Err(failure) => return (said, already, Some(failure)),
                }
            }
        };
        let done: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = self.servers.iter().map(|server| scope.spawn(|| work(server))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        let (mut all, mut standing, mut failed) = (Vec::new(), 0, None);
        for (said, already, failure) in done {
            all.extend(said);
            standing += already;
            failed = failed.or(failure);
        }
        Ok((all, standing, failed))
    }

    /// A draft signed; why not, where it is no filing whoever signs it.
    fn sign(&self, draft: &str) -> Result<Result<SignedFiling, Refusal>, Failure> {
        let bytes = signing::sign(&format!("{draft}\n"), Vec::new(), &self.keys)?;
        Ok(SignedFiling::parse(&bytes))
    }

    /// Files one; `None` where its receipt is at hand.
    fn one(&self, server: &Server, signed: SignedFiling, receipts: &Receipts) -> Result<Option<Said>, Failure> {
        let id = receipts::id(&signed);
        if receipts.stands(&id, &signed) {
            return Ok(None);
        }
        let answer = patiently(server, signed.bytes())?;
        if !matches!(answer.status, 200 | 201) {
            let value: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
            let id = if id.is_empty() { told_id(signed.text()) } else { id };
            return Ok(Some(Said::Refused(id, value)));
        }
        let received = file::received(server, &self.policy, signed.bytes(), &answer, Duration::ZERO);
        let unclear = |why: &str| Failure::Reach(words::bad_receipt(&server.address(), &why));
        let received = received.map_err(|why| unclear(&why))?;
        if !received.stands {
            return Err(Failure::Reach(words::import::receipt_of_another(&id)));
        }
        Ok(Some(Said::Stands(Box::new((signed, received)), answer.status == 201)))
    }
}

/// What a draft calls itself, however wrong the rest of it is; its beginning where it says nothing.
fn told_id(draft: &str) -> String {
    let read: Option<Value> = serde_json::from_str(draft).ok();
    let id = read.as_ref().and_then(|draft| draft["id"].as_str()).map(str::to_owned);
    id.unwrap_or_else(|| draft.chars().take(40).collect())
}

/// A refusal before anything was sent, as the register would have told it.
fn unsent(refusal: &Refusal) -> Value {
    let problems: Vec<Value> = refusal.problems.iter().map(check::problem_document).collect();
    json!({ "problems": problems })
}

/// Sends a filing, again where the register is busy or away: the same bytes never stand twice.
fn patiently(server: &Server, bytes: &[u8]) -> Result<Answer, Failure> {
    let mut wait = WAIT;
    for _ in 1..TRIES {
        match server.file(bytes) {
            Ok(answer) if answer.status < 500 => return Ok(answer),
            _ => std::thread::sleep(wait),
        }
        wait *= 2;
    }
    match server.file(bytes) {
        Ok(answer) if answer.status < 500 => Ok(answer),
        Ok(answer) => Err(away(server, &format!("HTTP {}", answer.status))),
        Err(why) => Err(away(server, &why)),
    }
}

fn away(server: &Server, why: &str) -> Failure {
    Failure::Reach(words::import::cut_off(&server.address(), &why))
}

/// Keeps receipts and refusals, then tells of a failure.
fn sort(
    (said, already, failed): (Vec<Said>, u64, Option<Failure>),
    receipts: &mut Receipts,
    filed: &mut Filed,
    refused: &mut File,
    path: &Path,
) -> Result<(), Failure> {
    let mut standing = Vec::new();
    filed.already += already;
    for one in said {
        match one {
            Said::Stands(both, new) => {
                filed.new += u64::from(new);
                filed.already += u64::from(!new);
                standing.push(*both);
            }
            Said::Refused(id, value) => {
                filed.refused += 1;
                let line = json!({ "id": id, "problems": value["problems"], "title": value["title"] });
                let written = writeln!(refused, "{line}");
                written.map_err(|error| Failure::file(path, &error))?;
                if filed.first.len() < 5 {
                    filed.first.push((id, value));
                }
            }
        }
    }
    receipts.keep(&standing)?;
    failed.map_or(Ok(()), Err)
}

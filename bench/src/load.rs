//! The closed loop: each writer keeps one request in flight on its own connection and sends the next when the answer is in.
//! One thread serves all writers. A refused body is counted and not sent again; open-loop (fixed rate) load is left out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::bodies::Bodies;
use crate::http::{Answer, Connection, HttpError, post_head};
use crate::machine;
use crate::report::{Report, Samples};
use crate::target::Target;

/// Most connections: beyond this the generator, not the server, is what is measured.
pub const MAX_WRITERS: usize = 4096;

/// An answer that takes longer ends that request as `timeout`; the slowest peer answers within seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Pause of one writer after a refusal that asks for less load, so that refusals are not counted by the million.
const BACK_OFF: Duration = Duration::from_millis(10);

/// How much of the first refusal is kept to be shown.
const SHOWN_REFUSAL: usize = 400;

/// When the load ends; it also ends when a bodies file is used up.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// No request starts later than this after the start.
    Time(Duration),
    /// This many requests have been started.
    Count(u64),
}

/// One run.
#[derive(Debug)]
pub struct Plan {
    /// The server.
    pub target: Target,
    /// Path of the POST, such as `/filings`.
    pub path: String,
    /// Media type of the bodies.
    pub content_type: String,
    /// Concurrent connections, 1 to [`MAX_WRITERS`].
    pub writers: usize,
    /// When to stop.
    pub until: Until,
    /// Answers within this time after the start are not counted.
    pub warmup: Duration,
    /// Bodies sent one by one before the clock starts, each of which must be accepted: what the others refer to.
    pub prelude: u64,
    /// Where bodies come from.
    pub bodies: Bodies,
}

/// Why a run did not take place.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The number of writers is out of range.
    #[error("`{0}` writers are out of range; ask for 1 to {MAX_WRITERS}")]
    Writers(usize),
    /// A connection could not be opened.
    #[error("cannot connect: {0}; is the server running, and are enough file descriptors allowed (ulimit -n)?")]
    Connect(HttpError),
    /// A prelude body was not accepted.
    #[error("prelude body {number} was not accepted: {reason}")]
    Prelude {
        /// Its number, from 0.
        number: u64,
        /// What came back.
        reason: String,
    },
}

/// What all writers share.
#[derive(Debug)]
struct Shared {
    plan: Plan,
    head: Vec<u8>,
    start: Instant,
    refusal: OnceLock<String>,
    prelude: u64,
    used_up: AtomicBool,
}

/// What one writer saw.
#[derive(Debug, Default)]
struct Tally {
    samples: Samples,
    errors: BTreeMap<String, u64>,
}

/// Runs the load and says what was seen.
pub async fn run(plan: Plan) -> Result<Report, LoadError> {
    if !(1..=MAX_WRITERS).contains(&plan.writers) {
        return Err(LoadError::Writers(plan.writers));
    }
    let head = post_head(plan.target.address(), &plan.path, &plan.content_type);
    let mut connections = open_all(&plan).await?;
    send_prelude(&plan, &head, &mut connections[0]).await?;
    let (prelude, cpu) = (plan.prelude, machine::own_cpu());
    let (refusal, used_up) = (OnceLock::new(), AtomicBool::new(false));
    let shared = Arc::new(Shared { plan, head, start: Instant::now(), refusal, prelude, used_up });
    let mut writers = JoinSet::new();
    for connection in connections {
        writers.spawn(write(Arc::clone(&shared), connection));
    }
    let mut all = Tally::default();
    while let Some(tally) = writers.join_next().await {
        all.add(tally.unwrap_or_else(|lost| Tally::fault(&format!("writer: {lost}"))));
    }
    let cpu = machine::own_cpu().saturating_sub(cpu);
    Ok(shared.report(all, cpu))
}

async fn open_all(plan: &Plan) -> Result<Vec<Connection>, LoadError> {
    let mut connections = Vec::with_capacity(plan.writers);
    for _ in 0..plan.writers {
        connections.push(Connection::open(plan.target.address()).await.map_err(LoadError::Connect)?);
    }
    Ok(connections)
}

async fn send_prelude(plan: &Plan, head: &[u8], connection: &mut Connection) -> Result<(), LoadError> {
    for number in 0..plan.prelude {
        let refused = |reason: String| LoadError::Prelude { number, reason };
        let drawn = plan.bodies.draw().ok_or_else(|| refused("the bodies file ends before it".to_owned()))?;
        match send(plan, head, connection, drawn).await {
            Ok(answer) if accepted(answer) => {}
            Ok(answer) => return Err(refused(describe(answer, connection.body(answer)))),
            Err(fault) => return Err(refused(fault.to_owned())),
        }
    }
    Ok(())
}

/// One writer's loop.
async fn write(shared: Arc<Shared>, mut connection: Connection) -> Tally {
    let mut tally = Tally::default();
    while let Some(number) = shared.draw() {
        let began = Instant::now();
        let outcome = send(&shared.plan, &shared.head, &mut connection, number).await;
        let reusable = matches!(outcome, Ok(answer) if !answer.closes);
        match outcome {
            Ok(answer) if accepted(answer) => {
                let ended = Instant::now();
                tally.samples.sent += connection.request_size() as u64;
                tally.samples.received += answer.size() as u64;
                tally.samples.add(ended - began, ended - shared.start);
            }
            Ok(answer) => {
                tally.count(&answer.status.to_string());
                shared.refusal.get_or_init(|| describe(answer, connection.body(answer)));
                if answer.status == 429 || answer.status >= 500 {
                    tokio::time::sleep(BACK_OFF).await;
                }
            }
            Err(fault) => tally.count(fault),
        }
        if !reusable {
            match Connection::open(shared.plan.target.address()).await {
                Ok(fresh) => connection = fresh,
                Err(_) => {
                    tally.count("connect");
                    return tally;
                }
            }
        }
    }
    tally
}

/// Sends one body; a fault comes back as the word it is counted under.
async fn send(plan: &Plan, head: &[u8], connection: &mut Connection, number: u64) -> Result<Answer, &'static str> {
    plan.bodies.append(number, connection.prepare(head, plan.bodies.length(number)));
    match timeout(PATIENCE, connection.exchange()).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(HttpError::Io(_))) => Err("broken"),
        Ok(Err(HttpError::Closed)) => Err("closed"),
        Ok(Err(HttpError::Answer(_))) => Err("answer"),
        Err(_) => Err("timeout"),
    }
}

fn accepted(answer: Answer) -> bool {
    (200..300).contains(&answer.status)
}

fn describe(answer: Answer, body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN_REFUSAL)]);
    format!("{} {}", answer.status, text.trim())
}

impl Shared {
    /// The next body's number while the run lasts.
    fn draw(&self) -> Option<u64> {
        if let Until::Time(limit) = self.plan.until
            && self.start.elapsed() >= limit
        {
            return None;
        }
        let Some(number) = self.plan.bodies.draw() else {
            self.used_up.store(true, Ordering::Relaxed);
            return None;
        };
        match self.plan.until {
            Until::Count(count) if number >= self.prelude + count => None,
            _ => Some(number),
        }
    }

    fn report(&self, tally: Tally, cpu: Duration) -> Report {
        // A server that stalls to the end must not have its window cut short; only a lack of bodies ends a timed run early.
        let window_end = match self.plan.until {
            Until::Time(limit) if !self.used_up.load(Ordering::Relaxed) => limit,
            Until::Time(limit) => limit.min(tally.samples.last()),
            Until::Count(_) => tally.samples.last(),
        };
        let mut report = Report::new(tally.samples, self.plan.warmup, window_end);
        report.path = self.plan.path.clone();
        report.writers = self.plan.writers;
        report.errors = tally.errors;
        report.first_refusal = self.refusal.get().cloned();
        report.set_cpu(cpu);
        report
    }
}

impl Tally {
    fn fault(word: &str) -> Tally {
        let mut tally = Tally::default();
        tally.count(word);
        tally
    }

    fn count(&mut self, word: &str) {
        *self.errors.entry(word.to_owned()).or_default() += 1;
    }

    fn add(&mut self, other: Tally) {
        self.samples.merge(other.samples);
        for (word, count) in other.errors {
            *self.errors.entry(word).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    use super::*;
    use crate::bodies::write_record;

    /// A server that answers the body's own first byte: `y` is accepted, `n` refused, `c` accepted and the connection closed, `x` dropped.
    fn server() -> Target {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let target = Target::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                std::thread::spawn(move || serve(&mut BufReader::new(stream.unwrap())));
            }
        });
        target
    }

    fn serve(stream: &mut BufReader<std::net::TcpStream>) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).unwrap() == 0 {
                    return;
                }
                if let Some(value) = line.strip_prefix("Content-Length: ") {
                    length = value.trim().parse().unwrap();
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let answer: &[u8] = match body[0] {
                b'y' => b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7",
                b'n' => b"HTTP/1.1 422 No\r\nContent-Length: 3\r\n\r\nwhy",
                b'c' => b"HTTP/1.1 201 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                _ => return,
            };
            stream.get_mut().write_all(answer).unwrap();
        }
    }

    fn plan(bodies: &[&str], writers: usize, prelude: u64) -> Plan {
        let mut file = Vec::new();
        for body in bodies {
            write_record(&mut file, body.as_bytes()).unwrap();
        }
        Plan {
            target: server(),
            path: "/add".to_owned(),
            content_type: "text/plain".to_owned(),
            writers,
            until: Until::Time(Duration::from_secs(5)),
            warmup: Duration::ZERO,
            prelude,
            bodies: Bodies::from_bytes(file).unwrap(),
        }
    }

    fn go(plan: Plan) -> Result<Report, LoadError> {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run(plan))
    }

    #[test]
    fn every_outcome_is_counted_once() {
        let report = go(plan(&["y1", "n2", "c3", "y4", "x5", "y6", "n7"], 1, 0)).unwrap();
        assert_eq!(report.accepted, 4);
        assert_eq!(format!("{:?}", report.errors), r#"{"422": 2, "closed": 1}"#);
        assert_eq!(report.first_refusal.as_deref(), Some("422 why"));
    }

    #[test]
    fn many_writers_use_each_body_once() {
        let report = go(plan(&["y"; 500], 16, 3)).unwrap();
        assert_eq!((report.accepted, report.errors.len()), (497, 0));
    }

    #[test]
    fn a_count_ends_the_run() {
        let mut plan = plan(&["y"; 50], 4, 2);
        plan.until = Until::Count(10);
        assert_eq!(go(plan).unwrap().accepted, 10);
    }

    #[test]
    fn a_refused_prelude_stops_before_the_load() {
        let error = go(plan(&["y", "n", "y"], 1, 2)).unwrap_err();
        assert_eq!(error.to_string(), "prelude body 1 was not accepted: 422 why");
    }
}

//! Telling others what a monitor found: a webhook and the system's mail. That one of them fails is said, and stops nothing.

use std::{
    io::Write as _,
    process::{Command, Stdio},
    time::Duration,
};

use portal::monitor::{
    Alert, Round,
    report::{self, About},
};
use serde_json::json;

use super::Args;
use crate::{terminal::Screen, words};

/// How long a webhook may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Posts the alerts as one JSON document.
pub(super) fn webhook(args: &Args, about: &About, round: &Round, screen: &Screen) {
    let Some(url) = &args.webhook else { return };
    let document = json!({
        "register": about.url,
        "origin": about.origin,
        "at": about.at.to_string(),
        "size": round.size,
        "alerts": round.alerts.iter().map(Alert::document).collect::<Vec<_>>(),
    });
    let config = ureq::Agent::config_builder().max_redirects(0).timeout_global(Some(PATIENCE)).build();
    let sent =
        ureq::Agent::from(config).post(url).header("Content-Type", "application/json").send(document.to_string());
    let taken = sent.and_then(|answer| match answer.status().is_success() {
        true => Ok(()),
        false => Err(ureq::Error::StatusCode(answer.status().as_u16())),
    });
    if let Err(error) = taken {
        screen.aside(&words::eyes::not_told(url, &error));
    }
}

/// Mails the report.
pub(super) fn mail(args: &Args, about: &About, round: &Round, screen: &Screen) {
    if args.mail.is_empty() {
        return;
    }
    if let Err(error) = sendmail(args, &letter(args, about, round, screen)) {
        screen.aside(&words::eyes::not_told(&args.sendmail, &error));
    }
}

fn sendmail(args: &Args, letter: &str) -> std::io::Result<()> {
    let mut sendmail = Command::new(&args.sendmail).arg("--").args(&args.mail).stdin(Stdio::piped()).spawn()?;
    if let Some(mut into) = sendmail.stdin.take() {
        into.write_all(letter.as_bytes())?;
    }
    let status = sendmail.wait()?;
    if status.success() { Ok(()) } else { Err(std::io::Error::other(status.to_string())) }
}

fn letter(args: &Args, about: &About, round: &Round, screen: &Screen) -> String {
    let subject = words::eyes::mail_subject(&round.alerts.len(), &about.origin);
    format!(
        "To: {}\nSubject: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}",
        args.mail.join(", "),
        subject.in_(screen.lang).replace(['\r', '\n'], " "),
        report::markdown(about, round, screen.lang),
    )
}

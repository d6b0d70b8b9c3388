//! `veedor comments list`: the comments that wait, with their words and what in them reads like personal data.

use portal::intake::Received;
use register::{comment::Sent, personal};
use serde_json::{Value, json};

use super::Which;
use crate::{
    failure::{Failure, Outcome},
    signing,
    terminal::Screen,
    words,
};

/// Runs `veedor comments list`. One that is late is a finding.
pub(super) fn run(which: &Which, screen: &Screen) -> Result<Outcome, Failure> {
    let waiting = which.waiting()?;
    let today = signing::now().date().days();
    let late = waiting.iter().filter(|received| received.is_late(today)).count();
    screen.say(&words::comments::waiting(&waiting.len(), &late));
    for received in &waiting {
        tell(received, today, screen);
    }
    let all: Vec<Value> = waiting.iter().map(|received| document(received, today)).collect();
    screen.document(&json!({ "waiting": all, "late": late }));
    Ok(Outcome::of(late == 0))
}

fn tell(received: &Received, today: i64, screen: &Screen) {
    let Some(sent) = &received.sent else { return };
    let (commitment, by) = (received.commitment, received.shown_by());
    screen.line("");
    match received.is_late(today) {
        true => screen.say(&words::comments::late(&commitment, &received.day, &by)),
        false => screen.say(&words::comments::on_time(&commitment, &received.day, &by)),
    }
    let Sent { consultation, position, paragraph, called, language, says } = sent;
    let words = position.words();
    screen.say(&words::comments::beside(consultation, &words.es, &words.en, &language.code(), paragraph, called));
    screen.line(&format!("  {says}"));
    for trace in personal::all(says) {
        let kind = trace.kind.words();
        screen.say(&words::comments::reads_like(&kind.es, &kind.en, &trace.masked));
    }
}

fn document(received: &Received, today: i64) -> Value {
    let sent = received.sent.as_ref();
    json!({
        "commitment": received.commitment.to_string(), "consultation": received.consultation.as_str(),
        "received": received.day.to_string(), "shown_by": received.shown_by().to_string(), "late": received.is_late(today),
        "state": received.state.code(), "position": sent.map(|sent| sent.position.code()),
        "language": sent.map(|sent| sent.language.code()), "paragraph": sent.map(|sent| sent.paragraph.as_str()),
        "called": sent.map(|sent| sent.called.as_str()), "says": sent.map(|sent| sent.says.as_str()),
    })
}

//! `veedor missing`: who owes figures for which period and gave none, from the log and the rulebooks in force.

use figures::{
    absence::{Owed, Reported, State, ledger, reported},
    duty::Duty,
};
use register::{form::Form, id::BodyId, time::Date};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    law::log::{History, Place},
    signing,
    terminal::Screen,
    twin, words,
};

/// Of which register, whom and when.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "BODY", value_parser = body)]
    pub(crate) body: Option<BodyId>,
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
}

/// Runs `veedor missing`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let day = match &args.on {
        Some(day) => twin::day(day)?,
        None => signing::now().date(),
    };
    let history = args.place.history(screen)?;
    let duties: Vec<Duty> = history.law.duties(day.days()).into_iter().map(|(_, duty)| duty).collect();
    let all: Vec<Owed> = owed(&history, &duties, day).into_iter().filter(|owed| args.wants(owed)).collect();
    let missing = all.iter().filter(|owed| matches!(owed.state, State::Missing(_))).count();
    screen.say(&words::figures::owed(&all.len(), &missing, &day));
    all.iter().for_each(|owed| screen.line(&line(owed, &duties)));
    let documents: Vec<Value> = all.iter().map(|owed| document(owed, &duties)).collect();
    screen.document(&json!({ "size": history.size, "day": day.to_string(), "missing": missing, "owed": documents }));
    Ok(Outcome::of(missing == 0))
}

fn owed(history: &History, duties: &[Duty], day: Date) -> Vec<Owed> {
    let returns: Vec<Reported> = history
        .cases
        .of_form(Form::Return)
        .into_iter()
        .filter_map(|(received, filing)| reported(filing, received))
        .collect();
    ledger(duties, history.cases.ledger().bodies().all(), &returns, day)
}

impl Args {
    fn wants(&self, owed: &Owed) -> bool {
        self.body.as_ref().is_none_or(|body| *body == owed.body)
            && self.period.as_ref().is_none_or(|period| *period == owed.period.to_string())
            && self.state.as_ref().is_none_or(|state| *state == owed.state.code())
    }
}

fn line(owed: &Owed, duties: &[Duty]) -> String {
    let days = match &owed.state {
        State::Missing(days) | State::Late(_, days) => format!(" {days} d"),
        State::NotYetDue(day) => format!(" {day}"),
        _ => String::new(),
    };
    let filing = owed.state.filing().map(|id| format!("  {id}")).unwrap_or_default();
    format!("  {}  {}  {}  {}{days}{filing}", owed.body, duties[owed.duty].rule, owed.period, owed.state.code())
}

fn document(owed: &Owed, duties: &[Duty]) -> Value {
    let days = match &owed.state {
        State::Missing(days) | State::Late(_, days) => Some(*days),
        _ => None,
    };
    json!({
        "body": owed.body.as_str(), "rule": duties[owed.duty].rule, "period": owed.period.to_string(),
        "state": owed.state.code(), "days": days, "filing": owed.state.filing().map(ToString::to_string),
    })
}

fn body(text: &str) -> Result<BodyId, String> {
    BodyId::parse(text).ok_or_else(|| "mx/sedena".to_owned())
}

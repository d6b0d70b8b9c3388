//! What made-up filings of courts, auditors and observers say, and those at the end of a technology.

use register::Form;
use serde_json::{Value, json};

use super::actors::{self, AUDITOR};
use super::drafts::{count, given, money, observer};
use super::world::{Filed, Made, World, day};

/// The draft of a form about oversight or disposal; none where it is of another part, or nothing is there to refer to.
pub(super) fn of(world: &mut World, form: Form) -> Option<Made> {
    Some(match form {
        Form::Comment => comment(world)?,
        Form::Answer => answer(world)?,
        Form::Hold => hold(world)?,
        Form::Retirement => retirement(world)?,
        Form::Destruction => destruction(world)?,
        Form::Attestation => attestation(world)?,
        Form::Inspection => inspection(world)?,
        Form::Complaint => complaint(world)?,
        Form::Remedy => remedy(world)?,
        Form::Notice => notice(world)?,
        Form::Claim => claim(world)?,
        _ => return None,
    })
}

fn comment(world: &mut World) -> Option<Made> {
    let consultation = world.earlier(Form::Consultation)?;
    let fields = json!({ "consultation": consultation.id, "position": "oppose", "says": "Comentario SINTÉTICO" });
    let filed = Filed { body: consultation.body, ..Filed::default() };
    Some(Made::new(observer(world), day(world.today()), fields).known_as(filed))
}

fn answer(world: &mut World) -> Option<Made> {
    let comment = world.oldest(Form::Comment)?;
    let fields = json!({ "comment": comment.id, "outcome": "not-adopted", "reason": "Razón SINTÉTICA" });
    Some(Made::new(comment.body, day(world.today()), fields))
}

fn hold(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let (auditor, today) = (world.actor(AUDITOR), world.today());
    let fields = json!({ "scope": [technology.id], "ordered_by": actors::id(auditor), "from": day(today),
        "reason": world.dice.of(&["inquiry", "court", "audit"]), "to": day(today + 180) });
    Some(Made::new(auditor, day(today), fields))
}

fn retirement(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let (today, digest) = (world.today(), world.dice.digest());
    let fields = json!({ "technology": technology.id, "ordered_by": actors::id(technology.body), "reason": "obsolete",
        "method": world.dice.of(&["uninstalled", "licence-ended", "destroyed"]), "decided": day(today - 10),
        "effective": day(today), "logs": given(&mut world.dice, 50, digest), "log_entries": world.dice.below(9_000) });
    let filed = Filed { body: technology.body, technology: technology.id, ..Filed::default() };
    Some(Made::new(technology.body, day(today), fields).known_as(filed))
}

fn destruction(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let auditor = actors::id(world.actor(AUDITOR));
    let item = json!({ "serial": "SIN-1", "medium": "Disco", "category": "purge", "method": "Borrado SINTÉTICO" });
    let fields = json!({ "technology": technology.id, "ordered_by": actors::id(technology.body), "items": [item],
        "records": count(&mut world.dice, 400), "verified_by": given(&mut world.dice, 60, auditor),
        "certificate": world.dice.digest() });
    Some(Made::new(technology.body, day(world.today()), fields))
}

fn attestation(world: &mut World) -> Option<Made> {
    let retirement = world.earlier(Form::Retirement)?;
    let fields = json!({ "of": retirement.id, "result": world.dice.of(&["verified", "partly"]), "method": "Visita",
        "evidence": world.dice.digest() });
    Some(Made::new(world.actor(AUDITOR), day(world.today()), fields))
}

/// A thread of two: a request, and what follows it.
fn inspection(world: &mut World) -> Option<Made> {
    let follows = if world.dice.percent(50) { world.oldest(Form::Inspection) } else { None };
    let (today, technology) = (world.today(), world.earlier(Form::Technology)?);
    let (auditor, body) = match &follows {
        Some(first) => (first.filer, first.body),
        None => (world.actor(AUDITOR), technology.body),
    };
    let kind = if follows.is_some() { world.dice.of(&["reply", "refusal", "finding"]) } else { "request" };
    let due = if follows.is_some() { Value::Null } else { day(today + 20).into() };
    let fields = json!({ "kind": kind, "body": actors::id(body), "follows": follows.map(|first| first.id),
        "says": "Paso SINTÉTICO", "due": due });
    let filed = Filed { body, ..Filed::default() };
    Some(Made::new(auditor, day(today), fields).known_as(filed))
}

fn complaint(world: &mut World) -> Option<Made> {
    let follows = if world.dice.percent(50) { world.oldest(Form::Complaint) } else { None };
    let (today, technology) = (world.today(), world.earlier(Form::Technology)?);
    let auditor = follows.as_ref().map_or_else(|| world.actor(AUDITOR), |first| first.filer);
    let state = if follows.is_some() { "decided" } else { "received" };
    let against = follows.as_ref().map_or(technology.body, |first| first.body);
    let fields = json!({ "state": state, "against": actors::id(against), "technology": technology.id,
        "follows": follows.map(|first| first.id), "content": world.dice.digest(), "due": day(today + 30) });
    let filed = Filed { body: against, ..Filed::default() };
    Some(Made::new(auditor, day(today), fields).known_as(filed))
}

fn remedy(world: &mut World) -> Option<Made> {
    let (case, auditor) = (world.earlier(Form::Incident)?, world.actor(AUDITOR));
    let done = day(world.today());
    let fields = json!({ "kind": "stopped", "case": case.id, "ordered_by": actors::id(auditor),
        "due": day(world.today() + 60), "done": given(&mut world.dice, 50, done) });
    Some(Made::new(auditor, day(world.today()), fields))
}

fn notice(world: &mut World) -> Option<Made> {
    let order = world.earlier(Form::Order)?;
    let today = world.today();
    let state = world.dice.of(&["sent", "sent", "deferred", "impossible"]);
    let deferred = state == "deferred";
    let until = if deferred { day(today + 120).into() } else { Value::Null };
    let court = if deferred { actors::id(order.filer).into() } else { Value::Null };
    let fields =
        json!({ "order": order.id, "state": state, "court": court, "until": until, "reason": "Razón SINTÉTICA" });
    Some(Made::new(order.filer, day(today), fields))
}

/// What the press and others say of a technology.
fn claim(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let (stage, kind, unit) = [
        ("use", "use", "events"),
        ("use", "figure", "searches"),
        ("purchase", "figure", "licences"),
        ("use", "denial", "events"),
        ("purchase", "purchase", "contracts"),
        ("disposal", "end", "items"),
        ("use", "absence", "entries"),
        ("oversight", "ruling", "cases"),
    ][world.dice.below(8)];
    let source =
        json!({ "title": "Fuente SINTÉTICA", "publisher": "Medio SINTÉTICO", "published": day(world.today()) });
    let counted = world.dice.percent(50);
    let about = if world.dice.percent(30) { actors::id(technology.body) } else { technology.id };
    let amount = if stage == "purchase" { money(&mut world.dice) } else { Value::Null };
    let fields = json!({ "about": [about], "stage": stage, "kind": kind, "says": "Dato SINTÉTICO",
        "publisher_kind": world.dice.of(&["press", "auditor", "civil-society"]), "mark": "unverified", "amount": amount,
        "count": if counted { count(&mut world.dice, 900) } else { Value::Null },
        "unit": if counted { unit.into() } else { Value::Null }, "sources": [source] });
    Some(Made::new(observer(world), day(world.today()), fields))
}

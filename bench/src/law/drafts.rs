//! What made-up filings about purchase and use say. Figures are drawn, not modelled; shapes are those of the forms.

use register::Form;
use serde_json::{Value, json};

use super::actors::{self, COURT, OBSERVER, OPERATOR, ROUND, VENDOR};
use super::dice::Dice;
use super::world::{Filed, Made, World, day};

/// Classes of technology, with the measure that an order for it allows.
const CLASSES: [(&str, &str); 9] = [
    ("interception", "interception"),
    ("geolocation", "geolocation"),
    ("retained-data", "retained-data"),
    ("extraction", "extraction"),
    ("interception", "stored-content"),
    ("spyware", "spyware"),
    ("imsi-catcher", "imsi-catcher"),
    ("camera", "other"),
    ("data-analysis", "other"),
];

/// The draft of a form about purchase or use; none where it is of another part, or nothing is there to refer to.
pub(super) fn of(world: &mut World, form: Form) -> Option<Made> {
    Some(match form {
        Form::Technology => technology(world),
        Form::Acquisition => acquisition(world)?,
        Form::Policy => policy(world)?,
        Form::Diligence => diligence(world)?,
        Form::Consultation => consultation(world)?,
        Form::Decision => decision(world)?,
        Form::Contract => contract(world)?,
        Form::Payment => payment(world)?,
        Form::Order => order(world)?,
        Form::Use => used(world)?,
        Form::Return => returned(world),
        Form::Outcome => outcome(world)?,
        Form::Sharing => sharing(world)?,
        Form::Incident => incident(world)?,
        _ => return None,
    })
}

/// A count, one in four as bounds.
pub(super) fn count(dice: &mut Dice, most: usize) -> Value {
    let value = dice.below(most);
    if dice.percent(25) { json!({ "low": value, "high": value + 3 }) } else { json!({ "value": value }) }
}

/// An amount of money.
pub(super) fn money(dice: &mut Dice) -> Value {
    json!({ "amount": format!("{}000.00", 100 + dice.below(9_000)), "currency": "MXN" })
}

/// Something given so many times in a hundred.
pub(super) fn given(dice: &mut Dice, percent: usize, value: impl Into<Value>) -> Value {
    if dice.percent(percent) { value.into() } else { Value::Null }
}

/// The round of an actor, at another place.
fn beside(actor: usize, place: usize) -> usize {
    actor / ROUND.len() * ROUND.len() + place
}

/// A technology; what all others are about.
pub(super) fn technology(world: &mut World) -> Made {
    let (holder, today) = (world.officer(), world.today());
    let (class, measure) = CLASSES[world.dice.below(CLASSES.len())];
    let maker = actors::id(beside(holder, VENDOR));
    let fields = json!({ "name": "Sistema SINTÉTICO", "class": class, "summary": "Tecnología SINTÉTICA; no existe.",
        "holder": actors::id(holder), "held_as": world.dice.of(&["owned", "licensed", "leased", "service"]),
        "maker": given(&mut world.dice, 60, maker), "held_from": day(today), "hosting": ["mx"] });
    let filed = Filed { body: holder, what: measure, ..Filed::default() };
    Made::new(holder, day(today), fields).known_as(filed)
}

fn acquisition(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let sections = if world.dice.percent(50) { json!(["purpose", "rights-impact", "cost"]) } else { json!([]) };
    let fields = json!({ "technology": technology.id, "need": "Necesidad SINTÉTICA", "method": "purchase",
        "funding": world.dice.of(&["budget", "secret-budget"]), "value": money(&mut world.dice),
        "ceiling": money(&mut world.dice), "impact_sections": sections });
    Some(Made::new(technology.body, day(world.today()), fields))
}

fn policy(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let today = world.today();
    let fields = json!({ "technology": technology.id, "version": "1", "from": day(today), "to": day(today + 400),
        "sections": ["purpose", "authorised-use", "retention", "sharing"], "retention_days": world.dice.below(900),
        "text": world.dice.digest() });
    Some(Made::new(technology.body, day(today), fields))
}

fn diligence(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let result = world.dice.of(&["clear", "clear", "hit", "not-checked"]);
    let fields = json!({ "technology": technology.id, "vendor": actors::id(beside(technology.body, VENDOR)),
        "lists": [{ "list": "Lista SINTÉTICA", "version": "1", "result": result }],
        "owners_known": given(&mut world.dice, 60, true), "valid_until": day(world.today() + 365) });
    Some(Made::new(technology.body, day(world.today()), fields))
}

fn consultation(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let today = world.today();
    let fields = json!({ "technology": technology.id, "question": "Consulta SINTÉTICA", "opens": day(today),
        "closes": day(today + 45), "text": world.dice.digest() });
    let filed = Filed { body: technology.body, ..Filed::default() };
    Some(Made::new(technology.body, day(today), fields).known_as(filed))
}

fn decision(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let fields = json!({ "technology": technology.id, "trigger": world.dice.of(&["acquisition", "review", "sharing"]),
        "result": world.dice.of(&["approved", "approved", "conditional", "refused"]), "votes_for": 3, "votes_against": 1,
        "reasons": "Razones SINTÉTICAS", "until": day(world.today() + 730), "text": world.dice.digest() });
    Some(Made::new(technology.body, day(world.today()), fields))
}

fn contract(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let (today, vendor) = (world.today(), actors::id(beside(technology.body, VENDOR)));
    let number = format!("SIN-{}", world.dice.below(1_000_000));
    let objects = ["Licencias SINTÉTICAS", "Servicio de mantenimiento SINTÉTICO de equipo", "Equipo SINTÉTICO"];
    let amount = money(&mut world.dice);
    let mut fields = json!({ "technology": technology.id, "number": given(&mut world.dice, 95, number),
        "kind": world.dice.of(&["original", "renewal", "extension"]), "buyer": actors::id(technology.body),
        "end_user": actors::id(technology.body), "supplier": given(&mut world.dice, 95, vendor),
        "procedure": world.dice.of(&["open", "restricted", "direct"]), "object": world.dice.of(&objects),
        "amount": given(&mut world.dice, 90, amount), "from": day(today), "to": day(today + 365), "budget_item": "33701",
        "quantities": [{ "count": count(&mut world.dice, 500), "unit": world.dice.of(&["licences", "searches"]) }] });
    if fields["amount"].is_null() && world.dice.percent(60) {
        fields["withheld"] = withheld(world, "amount", technology.body);
    }
    let filed = Filed { body: technology.body, technology: technology.id, ..Filed::default() };
    Some(Made::new(technology.body, day(today), fields).known_as(filed))
}

/// One field withheld by who files it.
fn withheld(world: &mut World, field: &str, by: usize) -> Value {
    let article = given(&mut world.dice, 80, "110");
    let mut law = json!({ "law": "Ley Federal de Transparencia y Acceso a la Información Pública" });
    if !article.is_null() {
        law["article"] = article;
    }
    let years = 1 + world.dice.below(6);
    json!([{ "field": field, "legal_basis": law, "harm": "Prueba de daño SINTÉTICA", "decided_by": actors::id(by),
        "review": day(world.today() + 365 * years.cast_signed() as i64) }])
}

fn payment(world: &mut World) -> Option<Made> {
    let contract = world.earlier(Form::Contract)?;
    let number = format!("SIN-{}", world.dice.below(1_000_000));
    let fields = json!({ "contract": contract.id, "amount": money(&mut world.dice), "payer": actors::id(contract.body),
        "payee": actors::id(beside(contract.body, VENDOR)), "treasury_number": given(&mut world.dice, 90, number),
        "budget_item": "33701" });
    Some(Made::new(contract.body, day(world.today()), fields))
}

/// One order in seven extends an earlier one; one in twenty began without.
fn order(world: &mut World) -> Option<Made> {
    let extended = if world.dice.percent(14) { world.oldest(Form::Order) } else { None };
    let (technology, requester, measure) = match &extended {
        Some(order) => (order.technology.clone(), order.body, order.what),
        None => world.earlier(Form::Technology).map(|found| (found.id, found.body, found.what))?,
    };
    let (today, hour) = (world.today(), 8 + world.dice.below(8));
    let (from, days) = (extended.as_ref().map_or(today, |order| order.term.1 + 1), [29, 59, 179][world.dice.below(3)]);
    let (court, asked) = (world.actor(COURT), today - i64::from(world.dice.percent(10)));
    let fields = order_fields(world, &technology, (requester, court), measure);
    let mut made = Made::new(court, day(today), fields);
    let mut add = |name: &str, value: Value| made.fields.insert(name.into(), value);
    add("asked_at", format!("{}T{hour:02}:00:00Z", day(asked)).into());
    if world.dice.percent(95) {
        add("decided_at", format!("{}T{:02}:30:00Z", day(today), hour + world.dice.below(7)).into());
    }
    add("from", day(from).into());
    add("to", day(from + days).into());
    if let Some(order) = &extended {
        add("extends", order.id.as_str().into());
    }
    let filed = Filed { body: requester, what: measure, technology, term: (from, from + days), ..Filed::default() };
    Some(made.known_as(filed))
}

fn order_fields(world: &mut World, technology: &str, of: (usize, usize), measure: &str) -> Value {
    let security = of.0 % ROUND.len() == 2;
    let law = match security {
        true => json!({ "law": "Ley de Seguridad Nacional", "article": "33" }),
        false => json!({ "law": "Código Nacional de Procedimientos Penales", "article": "291" }),
    };
    let matters = ["Secuestro", "Delincuencia organizada", "Extorsión", "Homicidio", "Terrorismo", "Materia electoral"];
    let (commitment, dice) = (world.dice.digest(), &mut world.dice);
    let classes = if dice.percent(4) { json!([dice.of(&["press", "lawyer", "health"])]) } else { json!([]) };
    let basis = if dice.percent(96) { json!([law]) } else { json!([]) };
    let (matter, subjects) = (dice.of(&matters), count(dice, 12));
    let mut fields = json!({ "measure": measure, "technology": given(dice, 90, technology),
        "requester": actors::id(of.0), "court": given(dice, 98, actors::id(of.1)),
        "outcome": dice.of(&["granted", "granted", "granted", "granted", "modified", "refused"]),
        "emergency": given(dice, 5, true), "matter": given(dice, 92, matter), "subjects": given(dice, 95, subjects),
        "subject_classes": classes, "legal_basis": basis, "case_commitment": given(dice, 50, commitment) });
    if fields["matter"].is_null() && world.dice.percent(50) {
        fields["withheld"] = withheld(world, "matter", of.1);
    }
    fields
}

/// A period of use; most name the orders they rest on.
fn used(world: &mut World) -> Option<Made> {
    let today = world.today();
    let order = if world.dice.percent(85) { world.earlier(Form::Order) } else { None };
    let technology = match &order {
        Some(order) => order.technology.clone(),
        None => world.earlier(Form::Technology)?.id,
    };
    let holder = match &order {
        Some(order) => order.body,
        None => filer_of(&technology),
    };
    let first = order.as_ref().map_or(today - 20, |order| order.term.0.min(today));
    let occurred = json!({ "from": day(first), "to": day(today.max(first)) });
    let orders: Vec<String> = order.into_iter().map(|order| order.id).collect();
    let (digest, entries) = (world.dice.digest(), world.dice.below(5_000));
    let (events, targets) = (count(&mut world.dice, 300), count(&mut world.dice, 40));
    let fields = json!({ "technology": technology, "orders": orders, "events": given(&mut world.dice, 95, events),
        "targets": given(&mut world.dice, 90, targets), "operators": count(&mut world.dice, 9),
        "log": given(&mut world.dice, 85, digest), "log_entries": given(&mut world.dice, 85, entries) });
    Some(Made::new(holder, occurred, fields))
}

/// The actor in an id.
pub(super) fn filer_of(id: &str) -> usize {
    let body = id.split('/').nth(1).and_then(|slug| slug.rsplit('-').next());
    body.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn returned(world: &mut World) -> Made {
    let today = world.today();
    let filer = if world.dice.percent(70) { world.officer() } else { world.actor(OPERATOR) };
    let nil = world.dice.percent(10);
    let figure = |world: &mut World, outcome: Value| {
        let mut figure = json!({ "measure": "retained-data", "unit": "requests", "count": count(&mut world.dice, 900),
            "counting_rule": "Una por oficio SINTÉTICO" });
        if !outcome.is_null() {
            figure["outcome"] = outcome;
        }
        figure
    };
    let figures = match nil {
        true => json!([]),
        false => json!([figure(world, Value::Null), figure(world, "granted".into()), figure(world, "refused".into())]),
    };
    let published = day(today);
    let fields = json!({ "nil": nil, "figures": figures, "published": given(&mut world.dice, 70, published) });
    Made::new(filer, json!({ "from": day(today - 120), "to": day(today - 30) }), fields)
}

/// The outcome of an order, filed by its court or who asked.
fn outcome(world: &mut World) -> Option<Made> {
    let order = world.earlier(Form::Order)?;
    let filer = if world.dice.percent(50) { order.filer } else { order.body };
    let (charges, cost) = (count(&mut world.dice, 4), money(&mut world.dice));
    let fields = json!({ "order": order.id, "people": count(&mut world.dice, 20),
        "charges": given(&mut world.dice, 85, charges), "convictions": count(&mut world.dice, 3),
        "cost": given(&mut world.dice, 60, cost), "as_of": day(world.today()) });
    Some(Made::new(filer, day(world.today()), fields))
}

fn sharing(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let recipient = actors::id(world.officer());
    let fields = json!({ "technology": technology.id, "recipient": recipient, "data": ["content", "metadata"],
        "legal_basis": { "law": "Código Nacional de Procedimientos Penales" }, "reason": "Razón SINTÉTICA" });
    Some(Made::new(technology.body, day(world.today()), fields))
}

fn incident(world: &mut World) -> Option<Made> {
    let technology = world.earlier(Form::Technology)?;
    let fields = json!({ "kind": world.dice.of(&["misuse", "error", "breach"]), "technology": technology.id,
        "found": day(world.today() - 5), "grade": world.dice.of(&["minor", "minor", "serious", "critical"]),
        "people": count(&mut world.dice, 30), "told": world.dice.of(&["told", "deferred", "not-told"]),
        "action": "Acción SINTÉTICA" });
    let filed = Filed { body: technology.body, ..Filed::default() };
    Some(Made::new(technology.body, day(world.today()), fields).known_as(filed))
}

/// Who watches from outside.
pub(super) fn observer(world: &mut World) -> usize {
    world.actor(OBSERVER)
}

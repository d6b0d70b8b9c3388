//! A made-up register that streams its filings: the same for the same seed, a longer stream begins with the shorter one.
//! It remembers what new filings may refer to, a few thousand ids, never the filings. Shares are those of a register at
//! work: courts, users and payers file most of it; bodies and technologies keep coming, so that a large log is not a
//! small one with longer lists.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use register::field::Presence;
use register::filing::read_draft;
use register::time::Instant;
use register::{Filing, Form};
use serde_json::{Map, Value, json};

use super::actors::{self, REGISTRAR, ROUND};
use super::dice::Dice;
use super::{drafts, oversight};

/// Filings a day.
const A_DAY: u64 = 300;

/// Filings after which a round of bodies joins.
const JOIN: u64 = 15_000;

/// Days from 1970 to the first day.
const FIRST_DAY: i64 = 17_167;

/// How many ids of each form can be referred to.
const REACH: usize = 3_000;

/// How many technologies are in use at a time.
const IN_USE: usize = 400;

/// What a later filing needs of an earlier one.
#[derive(Debug, Clone, Default)]
pub(super) struct Filed {
    pub(super) id: String,
    /// Who filed it.
    pub(super) filer: usize,
    /// Who answers: holder, requester, buyer.
    pub(super) body: usize,
    /// The class of a technology, the measure of an order.
    pub(super) what: &'static str,
    /// The technology it is about.
    pub(super) technology: String,
    /// First and last day of an order.
    pub(super) term: (i64, i64),
}

/// The register so far.
#[derive(Debug)]
pub struct World {
    pub(super) dice: Dice,
    place: u64,
    pub(super) actors: usize,
    filed: HashMap<Form, VecDeque<Filed>>,
    /// Filings that a correction may give in another version: id, filer, form, fields.
    correctable: VecDeque<(String, usize, Form, Map<String, Value>)>,
    waiting: VecDeque<Value>,
    expected: HashMap<Form, Vec<&'static str>>,
}

/// Why a draft could not be made a filing: a defect of the generator.
#[derive(Debug, thiserror::Error)]
#[error("the made-up filing cannot be read: {says}\n{draft}")]
pub struct Unreadable {
    draft: String,
    says: String,
}

impl World {
    /// A world from a seed.
    pub fn new(seed: u64) -> World {
        let mut world = World {
            dice: Dice::new(seed),
            place: 0,
            actors: 0,
            filed: HashMap::new(),
            correctable: VecDeque::new(),
            waiting: VecDeque::new(),
            expected: HashMap::new(),
        };
        let fields = json!({ "action": "grant", "key": actors::key(None), "holder": REGISTRAR, "role": "registrar" });
        let key = world.by_registrar(Form::Key, "r", fields);
        let own = json!({ "body": REGISTRAR, "name": "Registro SINTÉTICO", "kind": "registrar" });
        let body = world.by_registrar(Form::Body, "r", own);
        world.waiting.extend([key, body]);
        (0..3).for_each(|_| world.join());
        world
    }

    /// The next filing as a draft, with its filer (none for the registrar).
    pub fn draft(&mut self) -> (Value, Option<usize>) {
        if self.place > 0 && self.place.is_multiple_of(JOIN) {
            self.join();
        }
        let draft = self.waiting.pop_front().unwrap_or_else(|| self.drawn());
        self.place += 1;
        let filer = draft["filer"].as_str().and_then(|id| id.rsplit('-').next()?.parse().ok());
        (draft, filer)
    }

    /// The next filing, with the instant at which it is received.
    pub fn filing(&mut self) -> Result<(Instant, Arc<Filing>), Unreadable> {
        let (draft, _) = self.draft();
        let text = draft.to_string();
        match read_draft(&text) {
            Ok(filing) => Ok((self.received(), Arc::new(filing))),
            Err(refusal) => Err(Unreadable { draft: text, says: format!("{:?}", refusal.problems) }),
        }
    }

    /// When the filing made last is received.
    pub fn received(&self) -> Instant {
        let place = i64::try_from(self.place).unwrap_or(i64::MAX);
        let millis = FIRST_DAY * 86_400_000 + 86_400_000 + place * (86_400_000 / A_DAY.cast_signed());
        Instant::from_millis(millis).unwrap_or(Instant::EPOCH)
    }

    /// Today, in days since 1970.
    pub(super) fn today(&self) -> i64 {
        FIRST_DAY + (self.place / A_DAY).cast_signed()
    }

    /// A round of bodies and their keys.
    fn join(&mut self) {
        for actor in self.actors..self.actors + ROUND.len() {
            let number = format!("s{actor}");
            let body = self.by_registrar(Form::Body, &number, actors::description(actor));
            let (_, role) = actors::kind_and_role(actor);
            let grant = json!({ "action": "grant", "key": actors::key(Some(actor)), "holder": actors::id(actor), "role": role,
                "from": day(FIRST_DAY - 1) });
            let key = self.by_registrar(Form::Key, &number, grant);
            self.waiting.extend([body, key]);
        }
        self.actors += ROUND.len();
    }

    fn by_registrar(&self, form: Form, number: &str, fields: Value) -> Value {
        let id = format!("{REGISTRAR}/{}/{number}", form.code());
        let mut draft = json!({ "form": form.code(), "id": id, "filer": REGISTRAR, "occurred": day(self.today()) });
        if let (Some(draft), Value::Object(fields)) = (draft.as_object_mut(), fields) {
            draft.extend(fields);
        }
        draft
    }

    /// A filing of a drawn form; what lacks something to refer to becomes a technology.
    fn drawn(&mut self) -> Value {
        let form = self.form();
        let made = match form {
            Form::Correction => self.correction(),
            Form::Withdrawal => self.withdrawal(),
            form => drafts::of(self, form).or_else(|| oversight::of(self, form)).map(|draft| self.whole(form, draft)),
        };
        made.unwrap_or_else(|| {
            let technology = drafts::technology(self);
            self.whole(Form::Technology, technology)
        })
    }

    /// Of ten thousand filings so many of each form.
    fn form(&mut self) -> Form {
        let shares = [
            (2_900, Form::Order),
            (1_900, Form::Use),
            (1_600, Form::Payment),
            (1_300, Form::Outcome),
            (500, Form::Claim),
            (400, Form::Notice),
            (300, Form::Return),
            (250, Form::Correction),
            (100, Form::Complaint),
            (90, Form::Contract),
            (80, Form::Inspection),
            (80, Form::Incident),
            (80, Form::Sharing),
            (50, Form::Withdrawal),
            (50, Form::Remedy),
            (45, Form::Technology),
            (45, Form::Acquisition),
            (45, Form::Policy),
            (40, Form::Decision),
            (30, Form::Diligence),
            (20, Form::Consultation),
            (20, Form::Comment),
            (15, Form::Answer),
            (20, Form::Hold),
            (20, Form::Retirement),
            (10, Form::Destruction),
            (10, Form::Attestation),
        ];
        let mut thrown = self.dice.below(10_000);
        for (share, form) in shares {
            match thrown.checked_sub(share) {
                Some(left) => thrown = left,
                None => return form,
            }
        }
        Form::Order
    }

    /// Head, fields and the reasons of what is absent as one draft; later filings may refer to it.
    fn whole(&mut self, form: Form, made: Made) -> Value {
        let Made { filer, occurred, mut fields, mut filed } = made;
        let id = format!("{}/{}/s{}", actors::id(filer), form.code(), self.place);
        self.explain(form, &mut fields);
        filed.id = id.clone();
        filed.filer = filer;
        self.remember(form, filed);
        if matches!(form, Form::Order | Form::Use | Form::Payment | Form::Contract) {
            self.correctable.push_back((id.clone(), filer, form, fields.clone()));
            if self.correctable.len() > 200 {
                self.correctable.pop_front();
            }
        }
        let mut draft = json!({ "form": form.code(), "id": id, "filer": actors::id(filer), "occurred": occurred });
        if let Some(draft) = draft.as_object_mut() {
            draft.extend(fields);
        }
        draft
    }

    /// Says of every field that is expected and not given why it is not.
    fn explain(&mut self, form: Form, fields: &mut Map<String, Value>) {
        let expected = self.expected.entry(form).or_insert_with(|| {
            let all = form.properties().into_iter();
            all.filter(|property| property.presence == Presence::Expected).map(|property| property.name).collect()
        });
        let withheld = |name: &str| {
            let all = fields.get("withheld").and_then(Value::as_array).into_iter().flatten();
            all.into_iter().any(|item| item["field"] == name)
        };
        let absent: Vec<&str> =
            expected.iter().copied().filter(|name| !fields.contains_key(*name) && !withheld(name)).collect();
        let reasons = ["not-published", "not-found", "never-recorded", "not-yet"];
        let unknown: Vec<Value> =
            absent.iter().map(|field| json!({ "field": field, "reason": self.dice.of(&reasons) })).collect();
        if !unknown.is_empty() {
            fields.insert("unknown".into(), unknown.into());
        }
    }

    fn remember(&mut self, form: Form, filed: Filed) {
        let reach = if form == Form::Technology { IN_USE } else { REACH };
        let all = self.filed.entry(form).or_default();
        all.push_back(filed);
        if all.len() > reach {
            all.pop_front();
        }
    }

    /// Another version of one of the latest filings, with one field changed.
    fn correction(&mut self) -> Option<Value> {
        let at = self.dice.below(self.correctable.len());
        let (id, filer, form, mut fields) = self.correctable.get(at)?.clone();
        let (field, value) = match form {
            Form::Order => ("subjects", drafts::count(&mut self.dice, 9)),
            Form::Use => ("events", drafts::count(&mut self.dice, 300)),
            _ => ("amount", drafts::money(&mut self.dice)),
        };
        let (unknown, withheld) = (fields.remove("unknown"), fields.remove("withheld"));
        fields.insert(field.into(), value);
        let own_number = format!("s{}", self.place);
        let mut draft = json!({ "form": "correction", "id": format!("{}/correction/{own_number}", actors::id(filer)),
            "filer": actors::id(filer), "occurred": day(self.today()), "corrects": id,
            "reason": "Dato SINTÉTICO corregido", "replacement": fields });
        for (name, list) in [("unknown", unknown), ("withheld", withheld)] {
            let moved: Vec<Value> = list
                .as_ref()
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|item| moved(item, field))
                .collect();
            draft[name] = moved.into();
        }
        Some(draft)
    }

    /// Takes back a claim that nothing refers to.
    fn withdrawal(&mut self) -> Option<Value> {
        let claim = self.filed.get_mut(&Form::Claim)?.pop_front()?;
        let filer = actors::id(claim.filer);
        Some(json!({ "form": "withdrawal", "id": format!("{filer}/withdrawal/s{}", self.place), "filer": filer,
            "occurred": day(self.today()), "withdraws": claim.id, "reason": "Dato SINTÉTICO retirado" }))
    }

    /// An earlier filing of a form.
    pub(super) fn earlier(&mut self, form: Form) -> Option<Filed> {
        let all = self.filed.get(&form).filter(|all| !all.is_empty())?;
        let at = self.dice.below(all.len());
        all.get(at).cloned()
    }

    /// The one that a new filing follows: each is followed once.
    pub(super) fn oldest(&mut self, form: Form) -> Option<Filed> {
        self.filed.get_mut(&form)?.pop_front()
    }

    /// Some actor in a place of a round.
    pub(super) fn actor(&mut self, place: usize) -> usize {
        self.dice.below(self.actors / ROUND.len()) * ROUND.len() + place
    }

    /// Some officer.
    pub(super) fn officer(&mut self) -> usize {
        let place = self.dice.below(actors::OFFICERS);
        self.actor(place)
    }
}

/// Why a field is absent, said of the replacement; nothing of the field that is given now.
fn moved(item: &Value, given: &str) -> Option<Value> {
    let field = item["field"].as_str().filter(|field| *field != given)?;
    let mut item = item.clone();
    item["field"] = format!("replacement.{field}").into();
    Some(item)
}

/// The parts of a draft.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) filer: usize,
    pub(super) occurred: Value,
    pub(super) fields: Map<String, Value>,
    pub(super) filed: Filed,
}

impl Made {
    /// Fields filed by somebody; nulls are left out.
    pub(super) fn new(filer: usize, occurred: impl Into<Value>, fields: Value) -> Made {
        let fields = match fields {
            Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
            _ => Map::new(),
        };
        Made { filer, occurred: occurred.into(), fields, filed: Filed::default() }
    }

    /// The same, with what later filings need of it.
    pub(super) fn known_as(self, filed: Filed) -> Made {
        Made { filed, ..self }
    }
}

/// A day since 1970 as filings write it.
pub(super) fn day(days: i64) -> String {
    Instant::from_millis(days * 86_400_000).map_or_else(String::new, |at| at.date().to_string())
}

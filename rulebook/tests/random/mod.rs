//! Random histories of a small world: few bodies, few technologies, every form that facts are made from, corrections and
//! withdrawals of any of them.

use std::sync::Arc;

use proptest::prelude::*;
use register::{Filing, Form, filing::read_draft};
use serde_json::{Map, Value, json};

/// One step of a history: what is filed, and the dice for its fields.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    what: What,
    dice: [u8; 12],
}

#[derive(Debug, Clone, Copy)]
enum What {
    File(Form),
    Correct,
    Withdraw,
}

const FORMS: [Form; 27] = [
    Form::Body,
    Form::Technology,
    Form::Acquisition,
    Form::Policy,
    Form::Diligence,
    Form::Consultation,
    Form::Comment,
    Form::Answer,
    Form::Decision,
    Form::Contract,
    Form::Payment,
    Form::Order,
    Form::Use,
    Form::Return,
    Form::Outcome,
    Form::Sharing,
    Form::Incident,
    Form::Hold,
    Form::Retirement,
    Form::Destruction,
    Form::Attestation,
    Form::Inspection,
    Form::Complaint,
    Form::Remedy,
    Form::Notice,
    Form::Claim,
    Form::Regulation,
];

/// Histories of up to so many steps.
pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let what = prop_oneof![
        8 => (0..FORMS.len()).prop_map(|at| What::File(FORMS[at])),
        4 => prop_oneof![Just(Form::Technology), Just(Form::Contract), Just(Form::Order), Just(Form::Body)].prop_map(What::File),
        2 => Just(What::Correct),
        1 => Just(What::Withdraw),
    ];
    proptest::collection::vec((what, any::<[u8; 12]>()).prop_map(|(what, dice)| Step { what, dice }), 1..most)
}

/// The first filing of every history: the registrar describes itself, and nothing is done to that.
pub(crate) fn registrar() -> Arc<Filing> {
    let draft = json!({ "form": "body", "id": "mx/registro/body/1", "filer": "mx/registro", "occurred": "2015-01-01",
        "body": "mx/registro", "name": "Registro", "kind": "registrar" });
    Arc::new(read_draft(&draft.to_string()).unwrap())
}

/// The filing of a step after others; none where it has nothing to refer to.
pub(crate) fn filing(step: &Step, number: usize, before: &[Arc<Filing>]) -> Option<Arc<Filing>> {
    let text = draft(step, number, before)?;
    Some(Arc::new(read_draft(&text).unwrap_or_else(|refusal| panic!("{text}\n{:?}", refusal.problems))))
}

/// The text of that filing.
pub(crate) fn draft(step: &Step, number: usize, before: &[Arc<Filing>]) -> Option<String> {
    let mut throw = Throw { dice: step.dice, at: 0, before };
    let draft = match step.what {
        What::File(form) => {
            let filer = throw.body();
            let mut draft = throw.content(form)?;
            head(&mut draft, form, &filer, number, throw.day());
            draft
        }
        What::Correct => {
            let target = throw.any()?;
            let form = target.form();
            let mut draft = Map::new();
            let mut content = throw.content(form)?;
            let unknown = content.remove("unknown");
            let moved = |mut item: Value| {
                item["field"] = format!("replacement.{}", item["field"].as_str().unwrap()).into();
                item
            };
            let unknown: Vec<Value> =
                unknown.and_then(|list| list.as_array().cloned()).unwrap_or_default().into_iter().map(moved).collect();
            draft.insert("unknown".into(), unknown.into());
            draft.insert("corrects".into(), target.id.as_str().into());
            draft.insert("reason".into(), "Mejor fuente".into());
            draft.insert("replacement".into(), content.into());
            head(&mut draft, Form::Correction, target.filer.as_str(), number, throw.day());
            draft
        }
        What::Withdraw => {
            let target = throw.any()?;
            let mut draft = Map::new();
            draft.insert("withdraws".into(), target.id.as_str().into());
            draft.insert("reason".into(), "Error".into());
            head(&mut draft, Form::Withdrawal, target.filer.as_str(), number, throw.day());
            draft
        }
    };
    Some(Value::Object(draft).to_string())
}

fn head(draft: &mut Map<String, Value>, form: Form, filer: &str, number: usize, day: String) {
    draft.insert("form".into(), form.code().into());
    draft.insert("id".into(), format!("{filer}/{}/{number}", form.code()).into());
    draft.insert("filer".into(), filer.into());
    draft.insert("occurred".into(), day.into());
}

struct Throw<'a> {
    dice: [u8; 12],
    at: usize,
    before: &'a [Arc<Filing>],
}

impl Throw<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.at = (self.at + 1) % self.dice.len();
        let die = usize::from(self.dice[self.at]);
        // The same die gives another number the second time round.
        self.dice[self.at] = self.dice[self.at].wrapping_mul(31).wrapping_add(7);
        die % sides
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.roll(list.len())]
    }

    fn body(&mut self) -> String {
        self.of(&["mx/fiscalia", "mx/ejercito", "mx/juzgado", "mx/auditoria", "us-ca/sheriff"]).into()
    }

    fn day(&mut self) -> String {
        format!("20{}-{:02}-{:02}", 15 + self.roll(9), 1 + self.roll(12), 1 + self.roll(28))
    }

    fn later(&mut self, day: &str) -> String {
        format!("{}{}", 2024 + self.roll(4), &day[4..])
    }

    fn count(&mut self) -> Value {
        json!({ "value": self.roll(50) })
    }

    fn stands(&self, filing: &Filing) -> bool {
        let withdrawn = |other: &Arc<Filing>| matches!(&other.content, register::Content::Withdrawal(withdrawal) if withdrawal.withdraws == filing.id);
        !self.before.iter().any(withdrawn)
    }

    fn any(&mut self) -> Option<Arc<Filing>> {
        let can = |filing: &&Arc<Filing>| {
            !matches!(filing.form(), Form::Correction | Form::Withdrawal)
                && filing.filer.as_str() != "mx/registro"
                && self.stands(filing)
        };
        let all: Vec<Arc<Filing>> = self.before.iter().filter(can).cloned().collect();
        (!all.is_empty()).then(|| all[self.roll(all.len())].clone())
    }

    fn earlier(&mut self, form: Form) -> Option<String> {
        let all: Vec<&Arc<Filing>> = self.before.iter().filter(|filing| filing.form() == form).collect();
        (!all.is_empty()).then(|| all[self.roll(all.len())].id.to_string())
    }

    /// The fields of a form, some of them unknown.
    fn content(&mut self, form: Form) -> Option<Map<String, Value>> {
        let mut fields = self.fields(form)?.as_object()?.clone();
        fields.retain(|_, value| !value.is_null());
        let mut unknown = Vec::new();
        for property in form.properties() {
            let expected = property.presence == register::field::Presence::Expected;
            let given = fields.contains_key(property.name);
            if expected && (!given || self.roll(6) == 0) {
                fields.remove(property.name);
                let reason = self.of(&["not-found", "never-recorded", "not-published", "not-yet"]);
                unknown.push(json!({ "field": property.name, "reason": reason }));
            }
        }
        fields.insert("unknown".into(), unknown.into());
        Some(fields)
    }

    #[expect(clippy::too_many_lines, reason = "a table: one line a form")]
    fn fields(&mut self, form: Form) -> Option<Value> {
        let technology = self.earlier(Form::Technology);
        let (day, hash) = (self.day(), format!("{:064x}", self.roll(4)));
        let until = self.later(&day);
        Some(match form {
            Form::Body => {
                json!({ "body": self.body(), "name": "Organismo", "kind": self.of(&["prosecutor", "armed-force", "court", "audit"]),
                "sector": self.of(&["public", "private"]), "parent": self.body(), "succeeds": [self.body()], "from": day,
                "powers": [{ "power": self.of(&["intercept", "extract", "authorise"]), "law": { "law": "CNPP", "from": day } }] })
            }
            Form::Technology => {
                json!({ "name": "Sistema", "class": self.of(&["spyware", "drone", "geolocation"]), "summary": "Sirve",
                "holder": self.body(), "held_as": "owned", "maker": self.body(), "held_from": day, "hosting": ["mx"] })
            }
            Form::Acquisition => {
                json!({ "technology": technology?, "need": "Hace falta", "method": "purchase", "funding": "budget",
                "value": { "amount": "10.00", "currency": "MXN" }, "ceiling": { "amount": "100.00", "currency": self.of(&["MXN", "USD"]) },
                "impact_sections": ["purpose"], "alternatives": "Otras" })
            }
            Form::Policy => {
                json!({ "technology": technology?, "version": "1", "from": day, "to": until, "sections": ["purpose", "sharing"],
                "retention_days": 30, "approved_by": self.body(), "text": hash })
            }
            Form::Diligence => {
                json!({ "technology": technology?, "vendor": self.body(), "owners_known": true, "valid_until": until,
                "lists": [{ "list": "Lista", "version": "1", "result": self.of(&["clear", "hit", "not-checked"]) }] })
            }
            Form::Consultation => {
                json!({ "technology": technology?, "question": "Se adopta", "opens": day, "closes": until, "text": hash })
            }
            Form::Comment => {
                json!({ "consultation": self.earlier(Form::Consultation)?, "position": "oppose", "says": "No" })
            }
            Form::Answer => {
                json!({ "comment": self.earlier(Form::Comment)?, "outcome": self.of(&["adopted", "not-adopted"]), "reason": "Por eso" })
            }
            Form::Decision => {
                json!({ "technology": technology?, "trigger": self.of(&["acquisition", "review", "sharing"]),
                "result": self.of(&["approved", "refused", "ceased"]), "reasons": "Razones", "until": until, "text": hash })
            }
            Form::Contract => {
                json!({ "technology": technology?, "number": "C-1", "kind": self.of(&["original", "renewal"]),
                "parent": self.earlier(Form::Contract), "buyer": self.body(), "end_user": self.body(), "supplier": self.body(),
                "parties": [{ "body": self.body(), "role": self.of(&["maker", "broker"]), "owners_known": false }], "procedure": "direct",
                "object": "Licencia", "amount": { "amount": "50.00", "currency": self.of(&["MXN", "USD"]) }, "from": day, "to": until,
                "budget_item": "33701", "quantities": [{ "count": self.count(), "unit": self.of(&["targets", "searches"]) }] })
            }
            Form::Payment => {
                json!({ "contract": self.earlier(Form::Contract)?, "payer": self.body(), "payee": self.body(), "treasury_number": "T-1",
                "amount": { "amount": "12.50", "currency": self.of(&["MXN", "USD"]) }, "budget_item": "33701" })
            }
            Form::Order => {
                json!({ "measure": self.of(&["interception", "spyware", "other"]), "technology": technology, "requester": self.body(),
                "court": self.body(), "asked_at": format!("{day}T08:00:00Z"), "decided_at": format!("{day}T10:00:00Z"),
                "outcome": self.of(&["granted", "refused", "ratified"]), "from": day, "to": until, "extends": self.earlier(Form::Order),
                "emergency": self.roll(2) == 0, "matter": "Secuestro", "subjects": self.count(), "case_commitment": hash,
                "legal_basis": [{ "law": "CNPP", "article": "291" }] })
            }
            Form::Use => {
                json!({ "technology": technology?, "orders": self.earlier(Form::Order).into_iter().collect::<Vec<_>>(),
                "events": self.count(), "targets": self.count(), "operators": self.count(), "log": hash, "log_entries": self.roll(90) })
            }
            Form::Return => json!({ "nil": false, "about_body": self.body(), "figures": [
                { "measure": "interception", "unit": "requests", "count": self.count(), "counting_rule": "v1" },
                { "measure": "interception", "unit": "requests", "count": self.count(), "counting_rule": "v1", "outcome": "granted" }] }),
            Form::Outcome => {
                json!({ "order": self.earlier(Form::Order)?, "people": self.count(), "charges": self.count(), "convictions": self.count(),
                "cost": { "amount": "1.00", "currency": "MXN" }, "as_of": day })
            }
            Form::Sharing => {
                json!({ "technology": technology?, "recipient": self.body(), "data": ["content"], "legal_basis": { "law": "CNPP" }, "reason": "Caso" })
            }
            Form::Incident => {
                json!({ "kind": "misuse", "technology": technology, "found": day, "grade": self.of(&["minor", "serious"]),
                "people": self.count(), "told": "told", "action": "Se detuvo" })
            }
            Form::Hold => {
                json!({ "scope": technology.into_iter().chain([self.body()]).collect::<Vec<_>>(), "ordered_by": self.body(),
                "reason": self.of(&["court", "defence"]), "from": day, "to": until })
            }
            Form::Retirement => {
                json!({ "technology": technology?, "ordered_by": self.body(), "reason": "obsolete", "method": "uninstalled",
                "decided": day, "effective": until, "logs": hash, "log_entries": self.roll(90), "custodian": self.body(), "revoked": until,
                "last_connection": day, "certificate": hash })
            }
            Form::Destruction => {
                json!({ "technology": technology, "ordered_by": self.body(), "verified_by": self.body(), "certificate": hash,
                "items": [{ "serial": "S-1", "medium": "Disco", "category": "purge", "method": "Borrado" }] })
            }
            Form::Attestation => {
                json!({ "of": self.earlier(Form::Retirement).or_else(|| self.earlier(Form::Destruction))?,
                "result": self.of(&["verified", "partly"]), "method": "Visita", "evidence": hash })
            }
            Form::Inspection => {
                json!({ "kind": self.of(&["request", "refusal", "reply"]), "body": self.body(), "technology": technology,
                "follows": self.earlier(Form::Inspection), "says": "Acceso", "due": until })
            }
            Form::Complaint => {
                json!({ "state": self.of(&["received", "decided"]), "against": self.body(), "technology": technology,
                "follows": self.earlier(Form::Complaint), "content": hash, "due": until })
            }
            Form::Remedy => {
                json!({ "kind": "stopped", "case": self.earlier(Form::Incident).unwrap_or_else(|| self.body()),
                "ordered_by": self.body(), "due": until, "done": day })
            }
            Form::Notice => {
                json!({ "order": self.earlier(Form::Order)?, "state": self.of(&["sent", "deferred"]), "court": self.body(), "until": until, "reason": "Riesgo" })
            }
            Form::Claim => json!({ "stage": self.of(&["use", "purchase", "disposal", "oversight"]),
                "kind": self.of(&["use", "target", "denial", "absence", "end", "figure", "power", "purchase", "ruling"]), "says": "Se dice",
                "publisher_kind": "press", "mark": "verified", "count": self.count(), "unit": self.of(&["searches", "requests", "charges"]),
                "amount": { "amount": "9.99", "currency": "MXN" } }),
            Form::Regulation => {
                json!({ "action": "adopt", "rulebook": self.of(&["uno", "dos"]), "version": "1", "from": day, "to": until,
                "digest": hash, "adopted_by": self.body() })
            }
            _ => return None,
        })
    }
}

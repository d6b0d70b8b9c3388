//! The rules asked most often, written once more in plain Rust over the same facts: what a program without a policy
//! language would do. Three values are `Option<bool>`, none for not known.

use rulebook::case::CaseKind;
use rulebook::fact::{Facts, Slot, Value};
use rulebook::opinion::State;

/// A case, its day, and the midnight for which it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Facts of the body that answers.
    pub principal: &'a Facts,
    /// Facts of the case.
    pub resource: &'a Facts,
    /// Day of the case.
    pub day: i64,
    /// Midnight of the day asked for, in milliseconds.
    pub at: i64,
}

/// A rule.
pub type Rule = fn(&Asked<'_>) -> State;

/// The rules that are written here, by their codes.
pub const RULES: [(&str, Rule); 10] = [
    ("MX-01", may_ask),
    ("MX-02", judge_decides),
    ("MX-03", matter),
    ("MX-04", threat),
    ("MX-06", elements),
    ("MX-07", time_to_decide),
    ("MX-08", duration),
    ("MX-16", security_terms),
    ("MX-20", use_with_order),
    ("MX-54", notice),
];

/// The place of a fact, found while compiling.
const fn place(kind: CaseKind, name: &str) -> usize {
    let (facts, name) = (kind.facts(), name.as_bytes());
    let mut at = 0;
    while !same(facts[at].name.as_bytes(), name) {
        at += 1;
    }
    at
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

macro_rules! facts {
    ($($key:ident $kind:ident $name:literal;)*) => {
        $( const $key: usize = place(CaseKind::$kind, $name); )*
    };
}

facts! {
    KIND Body "kind";
    MEASURE Order "measure";
    OWN Order "own";
    LIVE Order "live";
    LAWS Order "laws";
    MATTER Order "matter";
    OUTCOME Order "outcome";
    EMERGENCY Order "emergency";
    HAS_POWER Order "has_power";
    COURT_NAMED Order "court_named";
    COURT_KIND Order "court_kind";
    COURT_JURISDICTION Order "court_jurisdiction";
    COURT_MAY_AUTHORISE Order "court_may_authorise";
    COURT_IS_REQUESTER Order "court_is_requester";
    LEGAL_BASIS_GIVEN Order "legal_basis_given";
    SUBJECTS_HIGH Order "subjects_high";
    TERM_DAYS Order "term_days";
    ORIGINAL_DAYS Order "original_days";
    CHAIN_MONTHS Order "chain_months";
    EXTENSION Order "extension";
    EXTENSIONS Order "extensions";
    EXTENDED Order "extended";
    ASKED_AT Order "asked_at";
    DECIDED_AT Order "decided_at";
    TO Order "to";
    NOTIFIED_ON Order "notified_on";
    NOTICE_IMPOSSIBLE Order "notice_impossible";
    DEFERRED_UNTIL Order "notice_deferred_until";
    DEFERRED_BY_COURT Order "deferred_by_court";
    CLASS Use "class";
    EVENTS_HIGH Use "events_high";
    ORDERS Use "orders";
    ORDERS_LIVE Use "orders_live";
}

impl Asked<'_> {
    fn slot(&self, at: usize) -> &Slot {
        &self.resource.slots()[at]
    }

    /// Whether a fact is there and holds.
    fn holds(&self, at: usize, test: impl Fn(&Value) -> bool) -> Option<bool> {
        holds(self.slot(at), test)
    }

    fn is(&self, at: usize) -> bool {
        matches!(self.slot(at), Slot::Known(Value::Bool(true)))
    }

    fn says(&self, at: usize, wanted: bool) -> Option<bool> {
        self.holds(at, |value| matches!(value, Value::Bool(said) if *said == wanted))
    }

    fn text(&self, at: usize) -> &str {
        match self.slot(at) {
            Slot::Known(Value::Text(text)) => text,
            _ => "",
        }
    }

    fn number(&self, at: usize) -> Option<Option<i64>> {
        match self.slot(at) {
            Slot::Known(Value::Long(number) | Value::Moment(number)) => Some(Some(*number)),
            Slot::Unknown => None,
            _ => Some(None),
        }
    }

    fn above(&self, at: usize, limit: i64) -> Option<bool> {
        self.number(at).map(|number| number.is_some_and(|number| number > limit))
    }

    fn cites(&self, law: &str) -> bool {
        matches!(self.slot(LAWS), Slot::Known(Value::Set(laws)) if laws.iter().any(|cited| &**cited == law))
    }

    /// Whether the time from asking to deciding was longer; false where either is known not to be there.
    fn decided_after(&self, limit: i64) -> Option<bool> {
        match (self.number(ASKED_AT), self.number(DECIDED_AT)) {
            (Some(None), _) | (_, Some(None)) => Some(false),
            (Some(Some(asked)), Some(Some(decided))) => Some(decided - asked > limit),
            _ => None,
        }
    }
}

fn holds(slot: &Slot, test: impl Fn(&Value) -> bool) -> Option<bool> {
    match slot {
        Slot::Known(value) => Some(test(value)),
        Slot::Absent => Some(false),
        Slot::Unknown => None,
    }
}

fn text_is(test: impl Fn(&str) -> bool) -> impl Fn(&Value) -> bool {
    move |value| matches!(value, Value::Text(text) if test(text))
}

fn any(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(true)) {
        return Some(true);
    }
    if parts.contains(&None) { None } else { Some(false) }
}

fn all(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    if parts.contains(&None) { None } else { Some(true) }
}

fn state(concerned: Option<bool>, broken: impl FnOnce() -> Option<bool>) -> State {
    match concerned {
        Some(false) => State::NotConcerned,
        None => State::Unknown,
        Some(true) => match broken() {
            Some(true) => State::Broken,
            Some(false) => State::Kept,
            None => State::Unknown,
        },
    }
}

const CONTENT: [&str; 3] = ["interception", "stored-content", "spyware"];
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn may_ask(case: &Asked<'_>) -> State {
    const KINDS: [&str; 11] = [
        "armed-force",
        "state-company",
        "migration",
        "tax",
        "prison-service",
        "ministry",
        "government",
        "legislature",
        "regulator",
        "audit",
        "oversight",
    ];
    let kind = || holds(&case.principal.slots()[KIND], text_is(|kind| KINDS.contains(&kind)));
    state(Some(case.text(MEASURE) != "other"), || any(&[kind(), case.says(HAS_POWER, false)]))
}

fn judge_decides(case: &Asked<'_>) -> State {
    let measure = case.text(MEASURE);
    let more = (case.day >= 16_970 && measure == "extraction") || (case.day >= 19_723 && measure == "retained-data");
    state(Some((CONTENT.contains(&measure) || more) && case.is(LIVE)), || {
        any(&[
            case.says(COURT_NAMED, false),
            case.holds(COURT_KIND, text_is(|kind| kind != "court")),
            case.holds(COURT_JURISDICTION, text_is(|jurisdiction| jurisdiction != "mx")),
            case.says(COURT_MAY_AUTHORISE, false),
            case.says(COURT_IS_REQUESTER, true),
        ])
    })
}

fn matter(case: &Asked<'_>) -> State {
    const MATTERS: [&str; 14] = [
        "electoral",
        "materia electoral",
        "asunto electoral",
        "fiscal",
        "materia fiscal",
        "mercantil",
        "materia mercantil",
        "civil",
        "materia civil",
        "laboral",
        "materia laboral",
        "administrativa",
        "administrativo",
        "materia administrativa",
    ];
    let defence = |text: &str| text.split_once("detenid").is_some_and(|(_, rest)| rest.contains("con su defens"));
    let excluded = text_is(|text| MATTERS.contains(&text) || defence(text));
    state(Some(CONTENT.contains(&case.text(MEASURE)) && case.is(LIVE)), || case.holds(MATTER, excluded))
}

fn threat(case: &Asked<'_>) -> State {
    const THREATS: [&str; 24] = [
        "espionaje",
        "sabotaje",
        "terroris",
        "rebelion",
        "traicion a la patria",
        "genocidio",
        "interferencia extranjera",
        "delincuencia organizada",
        "partes integrantes de la federacion",
        "unidad de la federacion",
        "operaciones militares",
        "operaciones navales",
        "aviacion",
        "diplomatico",
        "navegacion maritima",
        "materiales nucleares",
        "armas quimicas",
        "armas biologicas",
        "destruccion masiva",
        "inteligencia",
        "infraestructura",
        "fisco federal",
        "articulo 5",
        "art. 5",
    ];
    let other = text_is(|text| !THREATS.iter().any(|threat| text.contains(threat)));
    state(Some(case.cites("LSN") && case.is(LIVE)), || case.holds(MATTER, other))
}

fn elements(case: &Asked<'_>) -> State {
    let lacks = |at: usize| case.holds(at, |_| true).map(|there| !there);
    state(Some(CONTENT.contains(&case.text(MEASURE)) && case.is(OWN) && case.is(LIVE)), || {
        any(&[Some(!case.is(LEGAL_BASIS_GIVEN)), lacks(SUBJECTS_HIGH), lacks(TERM_DAYS)])
    })
}

fn time_to_decide(case: &Asked<'_>) -> State {
    let measure = case.text(MEASURE);
    let concerned = (CONTENT.contains(&measure) || measure == "extraction")
        && (case.cites("CNPP") || case.cites("LFCDO"))
        && case.text(OUTCOME) != "withdrawn"
        && !case.is(EMERGENCY);
    state(Some(concerned), || match (case.number(ASKED_AT), case.number(DECIDED_AT)) {
        (Some(None), _) => Some(false),
        (Some(Some(asked)), Some(Some(decided))) => Some(decided - asked > 6 * HOUR),
        (Some(Some(asked)), Some(None)) => Some(case.at > asked + 6 * HOUR),
        _ => None,
    })
}

fn duration(case: &Asked<'_>) -> State {
    let concerned = CONTENT.contains(&case.text(MEASURE)) && case.cites("CNPP") && case.is(LIVE);
    state(Some(concerned), || case.above(CHAIN_MONTHS, 6))
}

fn security_terms(case: &Asked<'_>) -> State {
    let extension = case.is(EXTENSION);
    let longer = || match (case.number(TERM_DAYS), case.number(ORIGINAL_DAYS)) {
        (Some(None), _) | (_, Some(None)) => Some(false),
        (Some(Some(term)), Some(Some(original))) => Some(term > original),
        _ => None,
    };
    state(Some(case.cites("LSN") && case.is(LIVE)), || {
        any(&[
            case.decided_after(DAY),
            if extension { Some(false) } else { case.above(TERM_DAYS, 180) },
            case.above(EXTENSIONS, 1),
            if extension { longer() } else { Some(false) },
        ])
    })
}

fn use_with_order(case: &Asked<'_>) -> State {
    const CLASSES: [&str; 4] = ["spyware", "interception", "geolocation", "retained-data"];
    let class = Some(CLASSES.contains(&case.text(CLASS)));
    state(all(&[class, case.above(EVENTS_HIGH, 0)]), || {
        any(&[case.holds(ORDERS, |orders| *orders == Value::Long(0)), case.says(ORDERS_LIVE, false)])
    })
}

fn notice(case: &Asked<'_>) -> State {
    let concerned = case.is(LIVE) && !case.is(EXTENDED) && !case.is(NOTICE_IMPOSSIBLE);
    let until = || case.number(DEFERRED_UNTIL).map(|until| until.is_some_and(|until| until >= case.at));
    let put_off = || all(&[until(), case.says(DEFERRED_BY_COURT, true)]);
    state(Some(concerned), || {
        let told = case.holds(NOTIFIED_ON, |_| true);
        let late = case.number(TO).map(|to| to.is_some_and(|to| case.at > to + 90 * DAY));
        all(&[told.map(|told| !told), late, put_off().map(|put_off| !put_off)])
    })
}

//! A comparison in plain words, Spanish and English.

use register::lang::{Lang, Words};
use rulebook::shown;

use crate::{Change, Comparison, Due, Effect, Example, KindChange, RuleChange, Undecided, Verdict, Whose, Why};

/// What a comparison does not cover. Said with every comparison.
pub const OUTSIDE: [Words; 5] = [
    Words::new(
        "Los hechos los calcula el registro y aquí se toman como dados: cómo se cuenta, se suma o se fecha no se compara.",
        "Facts are computed by the register and taken as given: how it counts, adds up or dates is not compared.",
    ),
    Words::new(
        "Los hechos que no se saben no se modelan: se compara cumplido contra incumplido, no el tercer veredicto.",
        "Facts that are not known are not modelled: kept is compared with broken, not the third verdict.",
    ),
    Words::new(
        "Los casos de ejemplo pueden juntar hechos que en la realidad se contradicen, como un plazo de 3 días en una cadena de 1.",
        "Cases shown may join facts that contradict each other in nature, such as a term of 3 days in a chain of 1.",
    ),
    Words::new(
        "Solo hay momentos de los años 1900 a 2199, como en el registro; los números y textos pueden ser cualesquiera, \
         también los que ninguna lista tiene.",
        "Moments are of the years 1900 to 2199, as in the register; numbers and texts may be any, also such as no list has.",
    ),
    Words::new(
        "Los calendarios no se comparan: de dos plazos contados igual, el de mayor cantidad no vence antes; de los demás no se \
         supone nada.",
        "Calendars are not compared: of two deadlines counted alike the one with the larger amount does not end earlier; \
         nothing is assumed of others.",
    ),
];

impl Comparison {
    /// The comparison as lines of text: removed rules first, then kind by kind. [`OUTSIDE`] is not among them.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Vec<String> {
        let removed = self.removed().map(|(kind, rule)| removed(self, kind.words().in_(lang), &rule.code, lang));
        let kinds = self.kinds.iter().flat_map(|kind| self.kind_words(kind, lang));
        removed.chain(kinds).collect()
    }

    /// The kind's verdict, the cases that show it, and every rule that is not the same.
    fn kind_words(&self, change: &KindChange, lang: Lang) -> Vec<String> {
        let mut lines = vec![format!("{}: {}", change.kind.words().in_(lang), change.verdict.words(lang))];
        lines.extend(self.case_words(&change.verdict, lang));
        for rule in change.rules.iter().filter(|rule| rule.change != Change::Same) {
            lines.push(format!("  {}", rule.words(lang)));
            match &rule.change {
                Change::Changed(verdict) if *verdict != change.verdict => lines.extend(self.case_words(verdict, lang)),
                _ => {}
            }
        }
        lines
    }

    fn case_words(&self, verdict: &Verdict, lang: Lang) -> Vec<String> {
        let examples = verdict.examples().into_iter();
        examples.map(|example| format!("    {}", example.words(&self.old, &self.new, lang))).collect()
    }
}

impl RuleChange {
    /// What became of the rule, in one line, without the cases that show it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let what = match &self.change {
            Change::Same => Words::new("sin cambio", "unchanged").in_(lang).to_owned(),
            Change::Added => Words::new("nueva", "added").in_(lang).to_owned(),
            Change::Removed => Words::new("SUPRIMIDA", "REMOVED").in_(lang).to_owned(),
            Change::Changed(verdict) => verdict.words(lang),
        };
        let deadline = self.deadline.as_ref().map_or(String::new(), |(old, new)| deadline(old, new, lang));
        format!("{}: {what}{deadline}", self.code)
    }
}

impl Verdict {
    /// The verdict without the cases that show it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let words = match self {
            Verdict::Equal => Words::new("igual, probado para todo caso", "equal, proved for every case"),
            Verdict::Stricter(_) => Words::new("más estricta", "stricter"),
            Verdict::Looser(_) => Words::new("más laxa", "looser"),
            Verdict::Incomparable { .. } => {
                Words::new("más estricta en unos casos y más laxa en otros", "stricter in some cases, looser in others")
            }
            Verdict::Undecided(Undecided { why, .. }) => return why.words(lang),
        };
        words.in_(lang).to_owned()
    }
}

fn removed(comparison: &Comparison, kind: &str, code: &str, lang: Lang) -> String {
    let Comparison { old, new, .. } = comparison;
    match lang {
        Lang::Es => format!("¡ATENCIÓN! La regla {code} ({kind}) está en «{old}» y ya no está en «{new}»."),
        Lang::En => format!("ATTENTION: rule {code} ({kind}) is in \"{old}\" and is gone from \"{new}\"."),
    }
}

/// As `; the deadline goes from 15 to 30 working days`.
fn deadline(old: &Due, new: &Due, lang: Lang) -> String {
    let before = if old.unit == new.unit { old.amount.to_string() } else { old.words(lang) };
    let after = new.words(lang);
    match lang {
        Lang::Es => format!("; el plazo pasa de {before} a {after}"),
        Lang::En => format!("; the deadline goes from {before} to {after}"),
    }
}

impl Example {
    /// The case in one sentence, and what each side says of it.
    #[must_use]
    pub fn words(&self, old: &str, new: &str, lang: Lang) -> String {
        let kind = self.kind().words().in_(lang);
        let codes = self.forbidden_by.join(", ");
        let (forbids, allows) = match self.effect {
            Effect::Forbidden => (new, old),
            Effect::Allowed => (old, new),
        };
        let facts = self.fact_words(lang).join(", ");
        let colon = if facts.is_empty() { "" } else { ": " };
        match lang {
            Lang::Es => format!("{kind}{colon}{facts} — lo prohíbe {codes} («{forbids}»); «{allows}» lo permite"),
            Lang::En => format!("{kind}{colon}{facts} — {codes} forbids it (\"{forbids}\"); \"{allows}\" allows it"),
        }
    }

    /// What the case is, fact by fact: those that a compared policy mentions.
    fn fact_words(&self, lang: Lang) -> Vec<String> {
        let facts = self.mentions.defs(self.kind()).map(|(whose, place, def)| {
            let of_body = if whose == Whose::Body { Words::new("organismo: ", "body: ").in_(lang) } else { "" };
            format!("{of_body}{} = {}", def.words.in_(lang), shown::state(Some(def), self.slot((whose, place)), lang))
        });
        let dues = self.dues.iter().filter(|_| self.mentions.due).map(|(due, moment)| {
            format!("{} ({}) = {}", Words::new("plazo", "deadline").in_(lang), due.words(lang), shown::moment(*moment))
        });
        let at = self
            .mentions
            .at
            .then(|| format!("{} {}", Words::new("visto el", "asked on").in_(lang), shown::moment(self.at)));
        facts.chain(dues).chain(at).collect()
    }
}

impl Why {
    /// The reason in one sentence, beginning with what it means.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => self.spanish(),
            Lang::En => self.english(),
        }
    }

    fn spanish(&self) -> String {
        match self {
            Why::Limit(limit) => format!("no decidido: el solucionador no respondió en {} s", limit.as_secs_f32()),
            Why::Unknown => "no decidido: el solucionador responde que no lo sabe".to_owned(),
            Why::Solver(why) => format!("no decidido: el solucionador falló ({why})"),
            Why::Engine(why) => format!("no decidido: Cedar no confirma el caso del solucionador ({why})"),
            Why::Deadline { code, old, new } => {
                let [old, new] = [old, new].map(|due| due_words(due.as_ref(), Lang::Es));
                format!("fuera del análisis: el plazo de {code} se cuenta de otro modo (antes {old}, ahora {new})")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Why::Limit(limit) => format!("undecided: the solver did not answer within {} s", limit.as_secs_f32()),
            Why::Unknown => "undecided: the solver answers that it does not know".to_owned(),
            Why::Solver(why) => format!("undecided: the solver failed ({why})"),
            Why::Engine(why) => format!("undecided: Cedar does not confirm the solver's case ({why})"),
            Why::Deadline { code, old, new } => {
                let [old, new] = [old, new].map(|due| due_words(due.as_ref(), Lang::En));
                format!("outside the analysis: the deadline of {code} is counted otherwise (before {old}, now {new})")
            }
        }
    }
}

fn due_words(due: Option<&Due>, lang: Lang) -> String {
    let none = || Words::new("ninguno", "none").in_(lang).to_owned();
    let from = Words::new("desde", "from").in_(lang);
    let stopped = |due: &Due| match due.stopped.as_slice() {
        [] => String::new(),
        stopped => format!(", {} {}", Words::new("detenido", "stopped").in_(lang), stopped.join(", ")),
    };
    due.map_or_else(none, |due| format!("{} {from} `{}`{}", due.words(lang), due.from, stopped(due)))
}

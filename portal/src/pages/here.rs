//! What the page `verify` says where the reader's browser checks a receipt itself (`portal/assets/verify.js`): the words of
//! each step and of each way it can fail, and the policy it is held against. The script picks among them and has none itself.

use register::lang::Lang;
use tlog::Policy;

use super::{
    assets,
    card::Badge,
    text::{self, Arg},
};

/// The words for the script.
#[derive(Debug)]
pub(super) struct Here {
    /// Address of the script.
    pub(super) script: &'static str,
    /// Text of the tlog-policy the receipt is held against.
    pub(super) policy: String,
    /// What is said in the end: its name for the script, the verdict, what it means.
    pub(super) verdicts: Vec<(&'static str, Badge, String)>,
    pub(super) steps: Vec<HereStep>,
}

/// One step with all that may be said of it.
#[derive(Debug)]
pub(super) struct HereStep {
    /// Its name; where that depends on whom is believed, each with whose policy that is.
    pub(super) name: Vec<(&'static str, String)>,
    /// An outcome's name for the script, and how it is shown.
    pub(super) badges: Vec<(&'static str, Badge)>,
    pub(super) means: Vec<(&'static str, String)>,
    /// What it has shown, where that is not always the same with the script's code, and places for values in braces.
    pub(super) passed: Vec<(&'static str, String)>,
    /// Why it failed: the script's code and the sentence.
    pub(super) failed: Vec<(&'static str, String)>,
    /// Why the browser alone cannot make it: the script's code, where there are several, and the sentence.
    pub(super) elsewhere: Vec<(&'static str, String)>,
    /// What to do where it failed.
    pub(super) next: Vec<(&'static str, String)>,
}

/// A step: the beginning of its keys, the codes of its failures, and the codes for what the browser alone cannot do.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The steps in the order of the script.
const STEPS: [Row; 6] = [
    ("step-format", &["format-cut", "format-line", "format-note", "format-checkpoint"], &[]),
    ("step-signature", &["no-signature", "bad-signature"], &[]),
    ("step-origin", &["other-origin"], &[]),
    ("step-witnesses", &["bad-signature", "no-quorum"], &["ml-dsa"]),
    ("step-inclusion", &["index-beyond", "proof-length", "other-root"], &["no-entry", "filing"]),
    ("step-growth", &[], &["no-growth"]),
];

/// The values the script puts in, by name.
const VALUES: [&str; 11] =
    ["index", "size", "key", "origin", "names", "unread", "leaf", "root", "line", "count", "quorum"];

impl Here {
    pub(super) fn new(policy: &Policy, lang: Lang) -> Here {
        let verdict = |name, class, shape, words, says| {
            (name, Badge { class, shape, words: text::get(lang, words) }, text::get(lang, says))
        };
        Here {
            script: assets::VERIFY.href(),
            policy: policy.to_string(),
            verdicts: vec![
                verdict("passed", "good", "✓", "here-passed", "here-passed-says"),
                verdict("passed-own", "good", "✓", "here-passed", "here-passed-own-says"),
                verdict("partly", "weak", "?", "here-partly", "here-partly-says"),
                verdict("partly-witnesses", "weak", "?", "here-partly", "here-partly-witnesses-says"),
                verdict("failed", "missing", "✕", "verify-failed", "here-failed-says"),
                verdict("policy", "missing", "✕", "verify-failed", "here-policy-says"),
                verdict("unreadable", "missing", "✕", "verify-failed", "here-unreadable-says"),
                verdict("too-large", "missing", "✕", "verify-failed", "here-too-large-says"),
            ],
            steps: STEPS.iter().map(|row| HereStep::new(*row, lang)).collect(),
        }
    }
}

impl HereStep {
    fn new((step, codes, elsewhere): Row, lang: Lang) -> HereStep {
        let key = |end: &str| match step {
            "step-signature" => ["register", "own"]
                .into_iter()
                .zip([step, "step-believed"])
                .map(|(whose, step)| (whose, text::get(lang, &format!("{step}{end}"))))
                .collect(),
            _ => vec![("", text::get(lang, &format!("{step}{end}")))],
        };
        let told = |codes: &[&'static str]| -> Vec<_> {
            codes.iter().map(|code| (*code, with_places(&format!("here-{code}"), lang))).collect()
        };
        let shows = format!("{step}-shows");
        let passed = match step {
            "step-growth" => Vec::new(),
            "step-witnesses" => vec![
                ("cosigned", shows),
                ("cosigned-some", "here-cosigned-some".into()),
                ("unasked", "step-witnesses-none".into()),
            ],
            _ => vec![("", shows)],
        };
        HereStep {
            name: key(""),
            badges: badges(lang),
            means: key("-means"),
            passed: passed.into_iter().map(|(why, key)| (why, with_places(&key, lang))).collect(),
            failed: told(codes),
            elsewhere: told(elsewhere),
            next: key("-next"),
        }
    }
}

fn badges(lang: Lang) -> Vec<(&'static str, Badge)> {
    let badge = |outcome, class, shape, key| (outcome, Badge { class, shape, words: text::get(lang, key) });
    vec![
        badge("passed", "good", "✓", "here-step-passed"),
        badge("failed", "missing", "✕", "step-failed"),
        badge("not-reached", "weak", "–", "step-not-reached"),
        badge("elsewhere", "weak", "–", "here-step-elsewhere"),
    ]
}

/// A message with `{name}` where the script puts a value in.
fn with_places(key: &str, lang: Lang) -> String {
    let places = VALUES.map(|name| (name, Arg::Text(format!("{{{name}}}"))));
    text::with(lang, key, &places)
}

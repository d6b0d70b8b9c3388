//! What follows from a history: the life line of its technology, the questions its claims disagree on, the versions of
//! a corrected claim. Written out in `tests/histories/life-line.expected`.

use std::{fmt::Write as _, sync::Arc};

use register::{
    filing::Filing,
    form::{Content, Form},
    id::{BodyId, Reference},
    lang::Lang,
    lifeline::{self, Evidence, Logged},
    version,
};

use crate::door::{self, Told};

/// The filings about the technology `mx/agencia/technology/1`, in the order of the log.
fn about_the_technology(told: &Told) -> Vec<Logged> {
    let technology = Reference::parse("mx/agencia/technology/1").unwrap();
    let about = told.admitted.iter().filter(|admitted| {
        let own = admitted.filing().id.as_str() == technology.as_str();
        let contract = |id: &Reference| id.as_str() == "mx/agencia/contract/1";
        let refers =
            admitted.signed().references().iter().any(|located| located.id == technology || contract(&located.id));
        (own || refers) && admitted.filing().form() != Form::Correction
    });
    let logged = |filing: &Arc<Filing>, entry, received| Logged {
        entry,
        received,
        filing: Arc::clone(filing),
        withdrawn: withdrawn(told, filing),
    };
    about.map(|admitted| logged(admitted.filing(), admitted.entry(), admitted.received())).collect()
}

fn withdrawn(told: &Told, filing: &Filing) -> Option<u64> {
    let withdraws = |content: &Content| matches!(content, Content::Withdrawal(act) if act.withdraws == filing.id);
    told.admitted.iter().find(|admitted| withdraws(&admitted.filing().content)).map(|admitted| admitted.entry())
}

fn ids(filings: &[Logged]) -> String {
    filings.iter().map(|logged| logged.filing.id.to_string()).collect::<Vec<_>>().join(" ")
}

fn life_line(filings: &[Logged], holder: Option<&BodyId>) -> String {
    let mut out = String::new();
    let line = lifeline::life_line(filings, holder);
    let _ = writeln!(out, "reached {}", line.reached.map_or("nothing", |stage| stage.code()));
    for stage in &line.stages {
        let evidence = match stage.evidence {
            Evidence::Filed => "filed",
            Evidence::Claimed => "claimed",
            Evidence::Nothing => "nothing",
        };
        let _ = writeln!(out, "{}: {evidence}", stage.stage.code());
        let never = stage.never_filed.iter().map(|form| form.code()).collect::<Vec<_>>().join(" ");
        let rows = [
            ("filed", ids(&stage.filed)),
            ("transcribed", ids(&stage.transcribed)),
            ("claims", ids(&stage.claims)),
            ("never filed", never),
        ];
        for (name, ids) in rows.iter().filter(|(_, ids)| !ids.is_empty()) {
            let _ = writeln!(out, "  {name}: {ids}");
        }
    }
    out
}

#[test]
fn a_history_and_what_follows_from_it() {
    let told = door::tell("life-line");
    let filings = about_the_technology(&told);
    let holder = BodyId::parse("mx/agencia").unwrap();
    let mut out = String::from("# the life line\n");
    out += &life_line(&filings, Some(&holder));
    out += "\n# where claims disagree\n";
    for question in lifeline::disagreements(&filings) {
        let _ = writeln!(out, "{}: {}", question.question, ids(&question.claims));
    }
    let denials = filings.iter().filter(|logged| lifeline::is_denial(&logged.filing)).cloned().collect::<Vec<_>>();
    let _ = writeln!(out, "denials: {}", ids(&denials));
    out += "\n# versions of mx/observatorio/claim/1\n";
    out += &versions(&told);
    expect_test::expect_file![door::file("histories/life-line.expected")].assert_eq(&out);
}

fn versions(told: &Told) -> String {
    let find = |id: &str| told.admitted.iter().find(|admitted| admitted.filing().id.as_str() == id).unwrap();
    let (first, correction) = (find("mx/observatorio/claim/1"), find("mx/observatorio/correction/1"));
    let versions = version::versions(
        (first.entry(), first.received(), first.filing()),
        [(correction.entry(), correction.received(), correction.filing())],
    );
    let mut out = String::new();
    for version in &versions {
        let _ = writeln!(
            out,
            "{} entry {} {}",
            version.number,
            version.entry,
            version.reason.as_deref().unwrap_or("as filed")
        );
    }
    for difference in version::difference(&versions[0].content, &versions[1].content) {
        let shown =
            |value: &Option<register::shown::Shown>| value.as_ref().map_or("—".into(), |value| value.text(Lang::Es));
        let _ = writeln!(out, "  {}: {} → {}", difference.path, shown(&difference.old), shown(&difference.new));
    }
    let latest = version::latest(first.filing(), &[Arc::clone(correction.filing())]);
    assert_eq!(latest.content, versions[1].content);
    out
}

#[test]
fn of_nothing_nothing_follows() {
    let line = lifeline::life_line(&[], None);
    assert_eq!(line.reached, None);
    assert!(line.stages.iter().all(|stage| stage.evidence == Evidence::Nothing && stage.never_filed.is_empty()));
    assert!(lifeline::disagreements(&[]).is_empty());
}

//! Following: verified, silent, two histories, unreachable, text in the place of a register; cut off and gone on with.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use expect_test::expect;
use observatory::{directory::Directory, index::Place};
use portal::{fetch::over_http, log::FetchError};
use tlog::{Algorithm, SignerKey};

use crate::world::{Observatory, Register, brazil, israel, later, listed_at, mexico, nobody, now, page_of_text};

fn lines(stands: &[String]) -> String {
    stands.join("\n")
}

#[test]
fn one_bad_register_stops_no_other() {
    let (good, other) = (mexico(), israel());
    let directory = [
        good.listed("mx", ""),
        listed_at("away", &nobody(), &other.vkey()),
        listed_at("text", &page_of_text(), &other.vkey()),
        listed_at("impostor", &good.url(), &other.vkey()),
    ];
    let observatory = Observatory::new(&directory.concat());
    expect![[r#"
        away unreachable 0
        impostor alert 0 other-key
        mx verified 14
        text unreachable 0"#]]
    .assert_eq(&lines(&observatory.stands(now())));
    // Those that failed are left alone for a while; the good one is looked at again.
    let again = observatory.stands(now());
    assert!(again.iter().any(|line| line.starts_with("mx ")) && !again.iter().any(|line| line.starts_with("away ")));
    // What answers with text says so, in both languages.
    let says =
        observatory.index.registers().expect("read").into_iter().find(|known| known.id == "text").expect("known");
    let says = says.says.expect("says why");
    assert!(says.en.starts_with("no Veedor register answers there"), "{}", says.en);
    assert!(says.es.starts_with("ahí no responde un registro Veedor"), "{}", says.es);
}

#[test]
fn a_register_that_shows_nothing_new_is_silent_and_heard_again() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", "silent_after = 10"));
    assert_eq!(observatory.stands(now()), ["mx verified 14"]);
    assert_eq!(observatory.stands(later(9)), ["mx verified 14"]);
    assert_eq!(observatory.stands(later(11)), ["mx silent 14 silent-register"]);
    register.file("police", "policy", "1", POLICY);
    register.published();
    // The entry is of today and was not there in eleven days, as this observatory has it: that is told too.
    let known = observatory.round(now());
    let alerts: Vec<(&str, bool)> =
        known[0].alerts.iter().map(|raised| (raised.code.as_str(), raised.ended.is_some())).collect();
    assert_eq!(alerts, [("silent-register", true), ("back-dated", false)]);
}

const POLICY: &str = r#""technology": "mx/police/technology/1", "version": "1", "from": "2025-06-01", "sections": ["purpose"], "retention_days": 30, "text": "aa00000000000000000000000000000000000000000000000000000000000000", "unknown": [{"field": "approved_by", "reason": "not-yet"}]"#;

#[test]
fn a_register_that_shows_two_histories_is_told_for_good_and_both_heads_are_kept() {
    let (first, second) = (brazil("uma"), brazil("outra"));
    let observatory = Observatory::new(&first.listed("br", ""));
    assert_eq!(observatory.stands(now()), ["br verified 5"]);
    observatory.says_instead(&first.url(), over_http(&second.url()));
    assert_eq!(observatory.stands(now()), ["br split-view 5 split-view"]);
    let kept = observatory.data.path().join("registers/br/split");
    let folder = std::fs::read_dir(&kept).expect("kept").next().expect("one").expect("there").path();
    for name in ["ours.checkpoint", "theirs.checkpoint"] {
        assert!(folder.join(name).exists(), "{name}");
    }
    // Back at the first history it stays told.
    observatory.instead.lock().expect("not poisoned").clear();
    assert_eq!(observatory.stands(now()), ["br split-view 5 split-view"]);
    let (_, feed) = observatory.get("/en/alerts.atom");
    assert!(feed.contains("<category term=\"split-view\"/>") && feed.contains("Register br: split-view"), "{feed}");
}

#[test]
fn whether_a_register_is_a_demonstration_is_what_it_says_now() {
    let register = brazil("uma");
    let observatory = Observatory::new(&register.listed("br", ""));
    assert_eq!(observatory.round(now())[0].demonstration, Some(false));
    let honest = over_http(&register.url());
    let other = portal::fetch::Fetch::new(move |path| {
        let bytes = honest.get(path)?;
        if path != "/.well-known/veedor" {
            return Ok(bytes);
        }
        let mut says: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        says["demonstration"] = true.into();
        Ok(says.to_string().into_bytes())
    });
    observatory.says_instead(&register.url(), other);
    assert_eq!(observatory.round(now())[0].demonstration, Some(true));
    let folder = observatory.data.path().join("registers/br");
    let mirror = portal::folder::Folder::open(&folder).expect("a mirror");
    assert!(mirror.about().demonstration, "whoever shows the mirror says so too");
}

#[test]
fn a_round_that_is_cut_off_goes_on() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", ""));
    let left = Arc::new(AtomicU64::new(0));
    let (honest, budget) = (over_http(&register.url()), Arc::clone(&left));
    let cut = portal::fetch::Fetch::new(move |path| {
        let some = budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        some.map_err(|_| FetchError::Unreachable("cut".into()))?;
        honest.get(path)
    });
    observatory.says_instead(&register.url(), cut);
    // Each time one answer more comes before the line is cut, at a time when the pause is over.
    let mut days = 0;
    for answers in 0..40 {
        left.store(answers, Ordering::Relaxed);
        days += 2;
        let known = observatory.round(later(days));
        if known[0].says.is_none() {
            assert_eq!(known[0].size, 14);
            return;
        }
    }
    panic!("it never ends");
}

#[test]
fn the_index_is_written_again_where_it_is_lost() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", ""));
    observatory.round(now());
    let before = observatory.json("/en/compare.json?with=mx");
    let place = observatory::index::Place::File(observatory.data.path().join("another.db"));
    let again = Observatory::at(observatory.into_data(), place, &register.listed("mx", ""));
    again.round(now());
    let after = again.json("/en/compare.json?with=mx");
    let figures = |page: &serde_json::Value| page["comparison"]["questions"][0]["answers"][0]["figures"].clone();
    assert_eq!(figures(&before), figures(&after));
    assert_eq!(figures(&after)[0]["low"], 2);
}

#[test]
fn what_pages_say_decides_nothing() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", ""));
    let honest = over_http(&register.url());
    let asked: Arc<std::sync::Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    observatory.says_instead(
        &register.url(),
        portal::fetch::Fetch::new(move |path| {
            noted.lock().expect("not poisoned").push(path.to_owned());
            honest.get(path)
        }),
    );
    assert_eq!(observatory.stands(now()), ["mx verified 14"]);
    let asked = asked.lock().expect("not poisoned");
    let of_pages: Vec<&String> =
        asked.iter().filter(|path| path.starts_with("/en") || path.starts_with("/es")).collect();
    assert!(of_pages.is_empty() && asked.len() > 3, "{asked:?}");
}

#[test]
fn a_correction_and_a_withdrawal_change_the_answers() {
    let register: Register = mexico();
    let observatory = Observatory::new(&register.listed("mx", ""));
    observatory.round(now());
    let money = |observatory: &Observatory| {
        let all = observatory.json("/en/compare.json?with=mx");
        let rows = all["comparison"]["questions"].as_array().expect("rows").clone();
        let of = |id: &str| rows.iter().find(|row| row["id"] == id).expect("a row")["answers"][0].clone();
        (of("contracts")["figures"][0]["low"].clone(), of("contract-money")["figures"][0]["low"].clone())
    };
    assert_eq!(money(&observatory), (2.into(), "1500000.00".into()));
    register.file("police", "correction", "1", r#""corrects": "mx/police/contract/1", "reason": "Importe mal copiado.", "replacement": {"technology": "mx/police/technology/1", "number": "PR-2024/17", "ocid": "ocds-test-1", "kind": "original", "buyer": "mx/police", "end_user": "mx/police", "supplier": "il/maker", "procedure": "direct", "object": "Licencias", "amount": {"amount": "1500000.50", "currency": "MXN"}, "from": "2024-01-01", "to": "2024-12-31", "budget_item": "33701"}"#);
    register.file("police", "withdrawal", "1", r#""withdraws": "mx/police/contract/2", "reason": "No se firmó.""#);
    register.published();
    observatory.round(now());
    assert_eq!(money(&observatory), (1.into(), "1500000.50".into()));
}

#[test]
fn a_register_larger_than_the_directory_allows_is_not_copied() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", "most_entries = 13"));
    let known = observatory.round(now());
    let says = known[0].says.clone().expect("it says why");
    assert_eq!((known[0].size, known[0].state.code()), (0, "unreachable"));
    assert!(says.en.starts_with("it has 14 entries, more than the 13"), "{}", says.en);
    assert!(!observatory.data.path().join("registers/mx/public/log/tile").exists());
}

#[test]
fn one_process_at_a_time_follows_in_a_folder() {
    let observatory = Observatory::new("");
    let settings = observatory::follow::Settings {
        data: observatory.data.path().into(),
        workers: 1,
        rulebooks: portal::rulebooks::Rulebooks::default(),
        reach: Arc::new(over_http),
        stop: Arc::default(),
    };
    let (directory, index) = (Arc::clone(&observatory.directory), Arc::clone(&observatory.index));
    let second = observatory::follow::Follower::open(settings, directory, index).expect_err("a second one");
    assert_eq!(second.kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn figures_of_another_place_are_no_answer_of_this_register() {
    let register = mexico();
    let observatory = Observatory::new(&register.listed("mx", ""));
    let figure = |count: u64, more: &str| {
        format!(
            r#""nil": false, "figures": [{{"measure": "area-search", "unit": "requests", "count": {{"value": {count}}}, "counting_rule": "una por orden"{more}}}]"#
        )
    };
    let says = |observatory: &Observatory| {
        observatory.round(now());
        let all = observatory.json("/en/compare.json?with=mx");
        let rows = all["comparison"]["questions"].as_array().expect("rows").clone();
        let of = rows.into_iter().find(|row| row["id"] == "operators-say").expect("a row")["answers"][0].clone();
        format!("{} {}", of["answer"], of["figures"][0]["low"])
    };
    register.file("telco", "return", "elsewhere", &figure(9, r#", "jurisdiction": "us-ca""#));
    register.published();
    assert_eq!(says(&observatory), "\"not-published\" null");
    register.file("telco", "return", "here", &figure(7, ""));
    register.published();
    assert_eq!(says(&observatory), "\"value\" 7");
}

#[test]
fn a_signed_zero_is_zero_and_says_by_how_many() {
    let register = brazil("uma");
    let observatory = Observatory::new(&register.listed("br", ""));
    register.file("court", "return", "nil", r#""nil": true"#);
    register.published();
    observatory.round(now());
    let (_, page) = observatory.get("/en/compare?with=br");
    // Figures stand for what they tell of; the zero answers what nobody gave figures for.
    assert!(page.contains("requests: 70") && page.contains("2025 · zero signed in 1 return"), "{page}");
}

#[test]
fn a_register_is_held_to_the_witnesses_that_the_directory_names() {
    let register = brazil("uma");
    let folder = tempfile::tempdir().expect("a folder");
    let witness = SignerKey::from_seed("witness.example/w1", Algorithm::CosignatureV1, [51; 32]).expect("a good name");
    let policy = format!("log {}\nwitness w {}\nquorum w\n", register.vkey(), witness.verifier());
    std::fs::write(folder.path().join("br.policy"), policy).expect("written");
    let listed = register.listed("br", "");
    let (before, after) = listed.split_once("vkey = ").expect("a key");
    let after = after.split_once('\n').expect("a line").1;
    std::fs::write(folder.path().join("d.toml"), format!("{before}policy = \"br.policy\"\n{after}")).expect("written");
    let directory = Directory::load(folder.path()).map_err(|faults| format!("{faults:?}")).expect("good");
    let data = tempfile::tempdir().expect("a folder");
    let place = Place::in_folder(data.path());
    let observatory = Observatory::of(data, place, directory);
    assert_eq!(observatory.stands(now()), ["br alert 5 unwitnessed"]);
    assert!(observatory.get("/en/").1.contains("unwitnessed"));
    assert_eq!(observatory.json("/en/registers.json")["registers"][0]["witnesses"]["of"], 1);
}

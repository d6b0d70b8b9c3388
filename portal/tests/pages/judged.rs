//! Findings, cases, rules and the calendar: what they say in both languages, their twins and feed, what they say when there
//! is no law, and what they answer to strange questions.

use expect_test::expect_file;

use crate::{
    golden, html,
    world::{RECORD, World},
};

/// Every page of the register with a rulebook, by the name of its snapshot.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("judged-home", String::new()),
        ("judged-record", RECORD.into()),
        ("judged-body", "bodies/mx/procuraduria".into()),
        ("judged-entry", "entries/10".into()),
        ("findings", "findings".into()),
        ("findings-unknown", "findings?says=unknown".into()),
        ("findings-beyond", "findings?from=1000".into()),
        ("findings-none", "findings?body=mx/nadie&book=ninguno".into()),
        ("case", "findings/mx/observatorio/technology/1".into()),
        ("case-body", "findings/mx/procuraduria".into()),
        ("case-unknown", "findings/mx/observatorio/contract/2".into()),
        ("case-withheld", "findings/mx/observatorio/contract/2?field=amount".into()),
        ("rules", "rules".into()),
        ("rule", "rules/ejemplo/EJ-01".into()),
        ("rule-due", "rules/ejemplo/EJ-03".into()),
        ("calendar", "calendar".into()),
        ("calendar-narrow", "calendar?from=2026-06-01&to=2026-06-02".into()),
    ]
}

#[test]
fn judged_pages_say_what_they_should_in_both_languages() {
    let world = World::judged();
    golden::check_pages(&world, pages());
}

#[test]
fn judged_twins_say_the_same_as_data() {
    let world = World::judged();
    let twins = [
        ("findings.json", "findings.json"),
        ("findings.csv", "findings.csv"),
        ("case.json", "findings/mx/observatorio/technology/1.json"),
        ("case.csv", "findings/mx/observatorio/technology/1.csv"),
        ("rules.json", "rules.json"),
        ("rules.csv", "rules.csv"),
        ("rule.json", "rules/ejemplo/EJ-01.json"),
        ("rule.csv", "rules/ejemplo/EJ-01.csv"),
        ("calendar.json", "calendar.json"),
        ("calendar.csv", "calendar.csv"),
    ];
    golden::check_twins(&world, twins);
}

#[test]
fn the_feed_is_well_formed_and_follows_the_filters() {
    let world = World::judged();
    let feed = world.get("/es/findings.atom");
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    expect_file!["golden/findings.atom"].assert_eq(&feed.body);
    let (mut open, mut ids) = (Vec::new(), std::collections::BTreeSet::new());
    for (text, tag) in html::tags(&feed.body).into_iter().skip(1) {
        match (tag.end, tag.name) {
            (true, name) => {
                assert_eq!(open.pop(), Some(name));
                if name == "id" {
                    assert!(ids.insert(text.to_owned()), "{text} stands twice");
                    assert!(text.starts_with("urn:veedor:"), "{text}");
                }
            }
            (false, "link" | "category") => {}
            (false, name) => open.push(name),
        }
    }
    assert!(open.is_empty() && ids.len() > 3);
    let flags = world.get("/es/findings.atom?severity=flag&rule=EJ-02").body;
    assert_eq!(flags.matches("<entry>").count(), 1);
    assert!(flags.contains("severity=flag") && !flags.contains("EJ-01"));
    assert_eq!(world.get("/es/findings.atom?says=%3Cx%3E").status, 400);
    assert!(world.get("/en/findings?severity=flag").body.contains("/en/findings.atom?severity=flag"));
}

#[test]
fn a_register_without_rules_says_so_and_how_to_get_some() {
    let world = World::new();
    for (path, says) in [
        ("/es/findings", "no ha adoptado ningún compendio de reglas"),
        ("/en/rules", "has adopted no rulebook"),
        ("/en/calendar", "has adopted no rulebook"),
    ] {
        let page = world.get(path).body;
        assert!(page.contains(says) && page.contains("veedor law adopt"), "{path}");
        html::check(&page, path);
    }
    assert!(!world.get("/en/").body.contains("/en/findings?severity=breach"));
    assert_eq!(world.get("/es/findings.json").status, 200);
    assert_eq!(world.get("/es/findings.atom").status, 200);
}

#[test]
fn a_rulebook_that_was_adopted_and_is_not_at_hand_is_named() {
    let world = World::judged_without_files();
    for path in ["/es/findings", "/es/rules", "/es/calendar", "/es/findings/mx/observatorio/technology/1"] {
        let page = world.get(path).body;
        html::check(&page, path);
        assert!(page.contains("Falta un compendio de reglas adoptado") && page.contains("ejemplo 2026.1"), "{path}");
    }
    let json: serde_json::Value = serde_json::from_str(&world.get("/es/findings.json").body).expect("JSON");
    assert_eq!(json["missing"][0]["book"], "ejemplo");
}

#[test]
fn what_is_no_case_or_rule_is_not_there() {
    let world = World::judged();
    for path in [
        "findings/mx/nadie",
        "findings/mx/observatorio/technology/99",
        "findings/mx/observatorio/contract/1?field=amount",
        "findings/mx/procuraduria?field=amount",
        "findings/..%2f..%2fetc",
        "findings/",
        "rules/ejemplo/EJ-99",
        "rules/ninguno/EJ-01",
        "rules/ejemplo",
        "rules/%3Cscript%3E/EJ-01",
    ] {
        let answer = world.get(&format!("/es/{path}"));
        assert_eq!(answer.status, 404, "{path}");
        html::check(&answer.body, path);
    }
}

#[test]
fn strange_questions_about_findings_are_answered_and_escaped() {
    let world = World::judged();
    let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for part in ["says", "severity", "body", "record", "kind", "claimed", "from"] {
        let path = format!("/en/findings?{part}={hostile}");
        let answer = world.get(&path);
        assert_eq!(answer.status, 400, "{path}");
        html::check(&answer.body, &path);
        assert!(!answer.body.contains("<script"), "{path}");
        assert_eq!(world.get(&format!("/en/findings.csv?{part}={hostile}")).status, 400, "{path}");
    }
    for query in ["book", "rule"].map(|part| format!("{part}={hostile}")) {
        for path in [format!("/en/findings?{query}"), format!("/en/findings.atom?{query}")] {
            let answer = world.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            assert!(!answer.body.contains("<script"), "{path}");
        }
    }
    assert_eq!(world.get("/es/findings?from=18446744073709551615").status, 200);
    for path in ["/es/calendar?from=x", "/es/calendar?to=2026-02-30"] {
        assert_eq!(world.get(path).status, 400, "{path}");
    }
    assert_eq!(world.get("/es/calendar?from=2199-12-31&to=1900-01-01").status, 200);
}

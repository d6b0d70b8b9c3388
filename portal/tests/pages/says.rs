//! What each page says, in both languages, and its twins: snapshots to be read by people.

use expect_test::expect_file;

use crate::{
    golden, html,
    world::{RECORD, World},
};

/// Every page of the story, by the name of its snapshot.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("home", String::new()),
        ("records", "records".into()),
        ("records-none", "records?q=nada&class=drone".into()),
        ("records-near", "records?q=objetibos&class=spyware".into()),
        ("record", RECORD.into()),
        ("diff", format!("{RECORD}?diff=1..2")),
        ("bodies", "bodies".into()),
        ("body", "bodies/mx/procuraduria".into()),
        ("body-maker", "bodies/il/fabricante".into()),
        ("entry", "entries/10".into()),
        ("entry-withdrawn", "entries/14".into()),
        ("disagreements", "disagreements".into()),
        ("verify", "verify".into()),
        ("data", "data".into()),
        ("desk", "file".into()),
        ("desk-of-body", "file?body=mx/fiscalia".into()),
        ("orders", "orders".into()),
        ("consultations", "consultations".into()),
        ("network", "network".into()),
        ("network-embedded", "embed/network".into()),
        ("receipt", "receipts/3".into()),
        ("log", "log".into()),
        ("about", "about".into()),
        ("help", "help".into()),
        ("accessibility", "accessibility".into()),
        ("error-404", "nowhere".into()),
    ]
}

#[test]
fn pages_say_what_they_should_in_spanish() {
    check("es");
}

#[test]
fn pages_say_what_they_should_in_english() {
    check("en");
}

fn check(lang: &str) {
    let world = World::new();
    for (name, path) in pages() {
        let answer = world.get(&format!("/{lang}/{path}"));
        expect_file![format!("golden/{lang}-{name}.txt")].assert_eq(&html::text(&answer.body));
    }
}

#[test]
fn contracts_are_releases_of_open_contracting() {
    let answer = World::new().get("/en/ocds.json");
    expect_file!["golden/ocds.json"].assert_eq(&answer.body);
    let paid = World::paid().get("/es/ocds.json").body;
    expect_file!["golden/ocds-paid.json"].assert_eq(&paid);
}

#[test]
fn twins_say_the_same_as_data() {
    let world = World::new();
    let twins = [
        ("records.json", "records.json".to_owned()),
        ("records.csv", "records.csv".to_owned()),
        ("record.json", format!("{RECORD}.json")),
        ("record.csv", format!("{RECORD}.csv")),
        ("bodies.csv", "bodies.csv".to_owned()),
        ("body.json", "bodies/mx/procuraduria.json".to_owned()),
        ("entry.json", "entries/10.json".to_owned()),
        ("entry.csv", "entries/10.csv".to_owned()),
        ("disagreements.json", "disagreements.json".to_owned()),
        ("network.json", "network.json".to_owned()),
        ("network.csv", "network.csv".to_owned()),
        ("consultations.csv", "consultations.csv".to_owned()),
        ("orders.csv", "orders.csv?court=mx/procuraduria".to_owned()),
    ];
    golden::check_twins(&world, twins);
}

#[test]
fn an_empty_register_says_so() {
    let world = World::empty();
    assert!(world.get("/es/").body.contains("Nadie ha presentado nada todavía."));
    assert!(world.get("/en/").body.contains("Nobody has filed anything yet."));
    assert!(!world.get("/en/").body.contains("Demonstration."));
    for path in ["/es/records", "/es/bodies", "/es/disagreements", "/es/log", "/es/entries/0", "/es/records.csv"] {
        assert_eq!(world.get(path).status, 200, "{path}");
    }
}

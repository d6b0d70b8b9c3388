//! What stands around pages: citations for reference managers, feeds, the stone over what was withdrawn.

use axum::http::StatusCode;
use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::{
    html,
    world::{RECORD, World},
};

#[test]
fn a_page_is_cited_with_the_state_it_is_of() {
    let world = World::judged();
    let bibtex = world.get(&format!("/en/{RECORD}?cite=bibtex"));
    assert_eq!(bibtex.header("content-type"), "application/x-bibtex; charset=utf-8");
    expect_file!["golden/cite.bib"].assert_eq(&bibtex.body);
    let csl = world.get(&format!("/es/{RECORD}?cite=csl-json"));
    assert_eq!(csl.header("content-type"), "application/vnd.citationstyles.csl+json");
    expect_file!["golden/cite.csl.json"].assert_eq(&csl.body);
    serde_json::from_str::<Value>(&csl.body).expect("JSON");
}

#[test]
fn every_page_offers_its_citation_in_two_forms() {
    let world = World::judged();
    for page in
        [RECORD, "bodies/mx/procuraduria", "entries/10", "use", "findings?severity=flag", "records?as-of=2026-01-06"]
    {
        let answer = world.get(&format!("/es/{page}"));
        let links: Vec<String> = html::links(&answer.body).into_iter().filter(|link| link.contains("cite=")).collect();
        assert_eq!(links.len(), 2, "{page}: {links:?}");
        for link in &links {
            let cited = world.get(&link.replace("&#38;", "&"));
            assert_eq!(cited.status, 200, "{link}");
            assert!(cited.body.contains("veedor.example/es/"), "{link}: {}", cited.body);
            assert!(!cited.body.contains("cite="), "{link}: {}", cited.body);
        }
    }
    assert_eq!(world.get("/es/records?cite=apa").status, StatusCode::BAD_REQUEST);
    let asked = world.get("/en/records?q=pegasus&x=1},note={nothing&cite=bibtex").body;
    assert!(asked.contains("url = {https://veedor.example/en/records?q=pegasus},"), "{asked}");
    let nowhere = world.get("/en/nowhere?cite=bibtex");
    assert_eq!((nowhere.status, nowhere.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
}

#[test]
fn the_feed_in_json_says_what_the_one_in_xml_says() {
    let world = World::judged();
    for (list, query) in [("findings", "severity=flag"), ("records", "q=pegas&class=spyware")] {
        let feed = world.get(&format!("/en/{list}.feed.json?{query}"));
        assert_eq!(feed.header("content-type"), "application/feed+json; charset=utf-8");
        let json: Value = serde_json::from_str(&feed.body).expect("JSON");
        let atom = world.get(&format!("/en/{list}.atom?{query}")).body;
        let items = json["items"].as_array().expect("items");
        assert!(!items.is_empty(), "{list}");
        assert_eq!(items.len(), atom.matches("<entry>").count());
        for item in items {
            let id = item["id"].as_str().expect("an id");
            assert!(atom.contains(&format!("<id>{id}</id>")), "{id}");
        }
        assert_eq!(json["feed_url"], format!("https://veedor.example/en/{list}.feed.json?{query}"));
        let address = format!("/en/{list}.feed.json?{}", query.replace('&', "&#38;"));
        assert!(world.get(&format!("/en/{list}?{query}")).body.contains(&address), "{list}");
        let then = world.get(&format!("/en/{list}.feed.json?as-of=2026-01-06"));
        assert!(then.body.contains("?as-of=2026-01-06"), "{}", then.body);
    }
}

#[test]
fn a_feed_of_a_search_tells_of_a_technology_anew_each_time_something_came_about_it() {
    let world = World::new();
    let feed: Value = serde_json::from_str(&world.get("/en/records.feed.json?q=pegaso").body).expect("JSON");
    expect![[r#"
        {
          "id": "urn:veedor:veedor.example/registro/mx/observatorio/technology/1/16",
          "url": "https://veedor.example/en/records/mx/observatorio/technology/1",
          "title": "Pegaso",
          "content_text": "Correction by Observatorio de ejemplo, entry 16.",
          "date_published": "2026-01-06T12:02:40.000Z",
          "tags": [
            "spyware",
            "oversight"
          ]
        }"#]]
    .assert_eq(&format!("{:#}", feed["items"][0]));
}

#[test]
fn of_the_help_page_nothing_stays_on_the_device() {
    let world = World::new();
    for lang in ["es", "en"] {
        let help = world.get(&format!("/{lang}/help"));
        assert_eq!((help.status, help.header("cache-control")), (StatusCode::OK, "no-store"));
        let main = help.body.split("<main id=\"main\">").nth(1).expect("main").trim_start();
        assert!(main.starts_with("<p class=\"exit\"><a"), "the way out comes first");
        assert_eq!(world.get(&format!("/{lang}/about")).header("cache-control"), "no-cache");
    }
}

#[test]
fn what_was_withdrawn_is_gone_and_says_why() {
    let world = World::withdrawn();
    for lang in ["es", "en"] {
        let stone = world.get(&format!("/{lang}/{RECORD}"));
        assert_eq!(stone.status, StatusCode::GONE);
        html::check(&stone.body, RECORD);
        let cited = world.get(&format!("/{lang}/{RECORD}?cite=bibtex")).body;
        let withdrawn = if lang == "es" { ", retirado}" } else { ", withdrawn}" };
        assert!(cited.contains(withdrawn), "{cited}");
        let said = html::text(&stone.body);
        let at = said.find("✕").unwrap_or_default();
        expect_file![format!("golden/{lang}-tombstone.txt")]
            .assert_eq(&said[at..said[at..].find("·").map_or(said.len(), |end| at + end)]);
        assert!(html::links(&stone.body).iter().any(|link| link.starts_with("/receipts/")));
    }
    assert_eq!(world.get(&format!("/es/{RECORD}.json")).status, 200, "its data stay");
    assert_eq!(World::new().get(&format!("/es/{RECORD}")).status, 200);
}

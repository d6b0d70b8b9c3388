//! Drafts of rulebooks: the list, what each changes once it was tried, what the page says before, and what it says of a
//! draft that cannot be tried.

use crate::{golden, html, world::World};

/// Every page of the drafts, by the name of its snapshot.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("drafts", "drafts".into()),
        ("draft", "drafts/mx/consejo/draft/1".into()),
        ("draft-lost", "drafts/mx/consejo/draft/2".into()),
        ("draft-faulty", "drafts/mx/consejo/draft/3".into()),
        ("draft-other", "drafts/mx/consejo/draft/4".into()),
    ]
}

/// The register after every draft was asked for and tried.
pub(crate) fn tried() -> World {
    let world = World::drafted();
    pages().iter().for_each(|(_, path)| assert_eq!(world.get(&format!("/es/{path}")).status, 200, "{path}"));
    world.try_drafts();
    world
}

#[test]
fn drafts_say_what_they_change_in_both_languages() {
    let world = tried();
    golden::check_pages(&world, pages());
    golden::check_twins(
        &world,
        [
            ("drafts.json", "drafts.json"),
            ("drafts.csv", "drafts.csv"),
            ("draft.json", "drafts/mx/consejo/draft/1.json"),
            ("draft.csv", "drafts/mx/consejo/draft/1.csv"),
        ],
    );
}

#[test]
fn a_draft_is_tried_once_and_no_request_waits_for_it() {
    let world = World::drafted();
    let stage = || {
        let json = world.get("/es/drafts/mx/consejo/draft/1.json").body;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        (json["progress"]["stage"].clone(), json["trial"]["outcome"].clone())
    };
    let page = world.get("/en/drafts/mx/consejo/draft/1").body;
    assert!(page.contains("still to be seen") && !page.contains("id=\"effect\""));
    assert_eq!(stage(), ("waiting".into(), serde_json::Value::Null));
    world.try_drafts();
    assert_eq!(stage(), (serde_json::Value::Null, "tried".into()));
    let page = world.get("/en/drafts/mx/consejo/draft/1").body;
    assert!(page.contains("id=\"effect\"") && !page.contains("still to be seen"));
}

#[test]
fn a_draft_of_a_day_that_is_over_shows_no_effect_of_today() {
    let world = tried();
    let answer = world.get("/en/drafts/mx/consejo/draft/1?as-of=2026-01-07");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("not in those of a day that is over") && !answer.body.contains("id=\"effect\""));
}

#[test]
fn what_is_no_draft_is_not_there() {
    let world = tried();
    for path in ["drafts/mx/consejo/draft/99", "drafts/mx/observatorio/contract/1", "drafts/..%2f..%2fetc", "drafts/"] {
        let answer = world.get(&format!("/es/{path}"));
        assert_eq!(answer.status, 404, "{path}");
        html::check(&answer.body, path);
    }
}

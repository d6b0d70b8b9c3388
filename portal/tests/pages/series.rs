//! Figures through time: every value of a reporter in both languages and as data, who restated any, and what is answered to
//! strange questions.

use axum::http::StatusCode;
use serde_json::Value;

use crate::{golden, html, world::World};

/// Pages by the name of their snapshot.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("series", "series".into()),
        ("series-of-reporter", "series?reporter=mx/procuraduria".into()),
        ("series-of-unit", "series?reporter=mx/procuraduria&unit=people&measure=interception".into()),
        ("series-of-nobody", "series?reporter=mx/nadie".into()),
    ]
}

#[test]
fn every_value_of_a_period_stands_with_its_change_in_both_languages() {
    let world = World::restated();
    golden::check_pages(&world, pages());
}

#[test]
fn twins_of_series_say_the_same_as_data() {
    let world = World::restated();
    let twins = [
        ("series.json", "series.json"),
        ("series.csv", "series.csv"),
        ("series-of-reporter.json", "series.json?reporter=mx/procuraduria"),
        ("series-of-reporter.csv", "series.csv?reporter=mx/procuraduria"),
    ];
    golden::check_twins(&world, twins);
}

#[test]
fn a_register_without_restated_figures_says_so() {
    let world = World::new();
    assert!(world.get("/es/series").body.contains("Nadie ha sustituido cifras aquí."));
    assert!(world.get("/en/series").body.contains("Nobody has restated figures here."));
    let document: Value = serde_json::from_str(&world.get("/en/series.json").body).expect("JSON");
    assert_eq!(document["reporters"], Value::Array(Vec::new()));
}

#[test]
fn as_of_a_day_only_what_was_known_then_is_restated() {
    let world = World::restated();
    let restated = |day: &str| {
        let twin = world.get(&format!("/en/series.json?reporter=mx/procuraduria&as-of={day}"));
        twin.body.matches("\"restated\": true").count()
    };
    assert_eq!(["2026-01-25", "2026-01-26", "2026-01-27"].map(restated), [0, 2, 4]);
}

#[test]
fn what_cannot_be_asked_is_told() {
    let world = World::restated();
    for path in ["series?reporter=mx/procuraduria&unit=litros", "series?measure=nada", "series?from=-1"] {
        let page = world.get(&format!("/es/{path}"));
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        html::check(&page.body, path);
        assert_eq!(
            world.get(&format!("/es/{}", path.replace('?', ".json?"))).status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
}

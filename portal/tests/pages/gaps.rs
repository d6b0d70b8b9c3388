//! Gaps: what the list and one gap say in both languages and as data, with figures that are compared with nothing.

use crate::{golden, world::World};

/// Pages by the name of their snapshot.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![("gaps", "gaps".into()), ("gap", "gaps/authority-and-courts/2017/interception/mx.procuraduria".into())]
}

#[test]
fn gaps_say_what_is_compared_with_nothing_in_both_languages() {
    let world = World::restated();
    golden::check_pages(&world, pages());
}

#[test]
fn twins_of_gaps_say_the_same_as_data() {
    let world = World::restated();
    let [list, gap] = ["gaps".to_owned(), pages()[1].1.clone()];
    let twins = [
        ("gaps.json", format!("{list}.json")),
        ("gaps.csv", format!("{list}.csv")),
        ("gap.json", format!("{gap}.json")),
        ("gap.csv", format!("{gap}.csv")),
    ];
    golden::check_twins(&world, twins);
}

#[test]
fn as_of_a_day_only_figures_known_then_are_compared_with_nothing() {
    let world = World::restated();
    let gap = &pages()[1].1;
    let of_day = |day: &str| {
        let (list, gap) =
            (world.get(&format!("/en/gaps.json?as-of={day}")), world.get(&format!("/en/{gap}.json?as-of={day}")));
        (list.body.contains("\"uncompared\": 2"), gap.body.matches("/return/ejercicio").count())
    };
    assert_eq!(["2026-01-27", "2026-01-28"].map(of_day), [(false, 0), (true, 2)]);
}

//! Orders before a court and consultations: who decided what, who is to decide, who may answer.

use expect_test::expect_file;

use crate::{golden, world::World};

/// Pages by the name of their snapshot.
const PAGES: [(&str, &str); 4] = [
    ("orders-of-court", "orders?court=mx/juzgado"),
    ("consultations-held", "consultations"),
    ("consultation-open", "consultations/mx/consejo/consultation/1"),
    ("consultation-late", "consultations/mx/consejo/consultation/2"),
];

#[test]
fn courts_decide_what_is_asked_of_them_and_only_who_asked_answers() {
    let world = World::heard();
    golden::check_pages(&world, PAGES);
    for (name, path) in [
        ("orders-of-court.csv", "orders.csv?court=mx/juzgado"),
        ("consultations-held.csv", "consultations.csv"),
        ("consultation-late.csv", "consultations/mx/consejo/consultation/2.csv"),
    ] {
        let answer = world.get(&format!("/en/{path}"));
        expect_file![format!("golden/{name}")].assert_eq(&answer.body.replace("\r\n", "\n"));
    }
}

#[test]
fn what_became_of_comments_without_a_key_follows_from_the_log() {
    let world = World::heard();
    golden::check_twins(&world, [("consultation-late.json", "consultations/mx/consejo/consultation/2.json")]);
}

#[test]
fn whoever_did_not_ask_drives_no_answer_out() {
    let (few, many) = (World::heard(), World::heard_among_others());
    for path in ["/en/consultations.csv", "/en/consultations/mx/consejo/consultation/1.csv"] {
        let (few, many) = (few.get(path).body, many.get(path).body);
        assert!(few.contains("mx/consejo/answer/1") || few.contains(",1,1"), "{few}");
        assert_eq!(few, many, "{path}");
    }
}

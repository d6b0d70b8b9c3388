//! Orders before a court and consultations: who decided what, who is to decide, who may answer.

use expect_test::expect_file;

use crate::{html, world::World};

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
    for lang in ["es", "en"] {
        for (name, path) in PAGES {
            let answer = world.get(&format!("/{lang}/{path}"));
            assert_eq!(answer.status, 200, "{path}");
            html::check(&answer.body, path);
            expect_file![format!("golden/{lang}-{name}.txt")].assert_eq(&html::text(&answer.body));
        }
    }
    for (name, path) in [
        ("orders-of-court.csv", "orders.csv?court=mx/juzgado"),
        ("consultations-held.csv", "consultations.csv"),
        ("consultation-late.csv", "consultations/mx/consejo/consultation/2.csv"),
    ] {
        let answer = world.get(&format!("/en/{path}"));
        expect_file![format!("golden/{name}")].assert_eq(&answer.body.replace("\r\n", "\n"));
    }
}

//! Pages and their twins held against their snapshots.

use expect_test::expect_file;
use serde_json::Value;

use crate::{html, world::World};

/// Pages by the name of their snapshot: well formed, and what they say in both languages.
pub(crate) fn check_pages(world: &World, pages: impl IntoIterator<Item = (&'static str, impl AsRef<str>)>) {
    for (name, path) in pages {
        for lang in ["es", "en"] {
            let path = format!("/{lang}/{}", path.as_ref());
            let answer = world.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            html::check(&answer.body, &path);
            expect_file![format!("golden/{lang}-{name}.txt")].assert_eq(&html::text(&answer.body));
        }
    }
}

/// Twins by the name of their snapshot: the same in both languages, and for every page of others to read.
pub(crate) fn check_twins(world: &World, twins: impl IntoIterator<Item = (&'static str, impl AsRef<str>)>) {
    for (name, path) in twins {
        let path = path.as_ref();
        let (es, en) = (world.get(&format!("/es/{path}")), world.get(&format!("/en/{path}")));
        assert_eq!(es.body, en.body, "{path} does not depend on the language");
        assert_eq!(es.header("access-control-allow-origin"), "*");
        expect_file![format!("golden/{name}")].assert_eq(&es.body.replace("\r\n", "\n"));
        if name.ends_with("json") {
            serde_json::from_str::<Value>(&es.body).expect("JSON");
        }
    }
}

//! Many bodies: found by name, listed in parts, chosen by id or words where a list would be too long.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use expect_test::expect;

use crate::{html, world::World};

/// The ids on a page of bodies.
fn ids(page: &str) -> Vec<String> {
    page.split("<li id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn many_bodies_are_found_listed_and_chosen() {
    let many = World::crowded();
    a_body_is_found_by_any_of_its_names(&many);
    every_body_is_on_some_page_of_the_list_and_in_its_twins(&many);
    a_list_to_choose_from_becomes_a_field_where_it_would_be_too_long(&World::heard(), &many);
}

fn a_body_is_found_by_any_of_its_names(world: &World) {
    let found = |query: &str| {
        let page = world.get(&format!("/es/bodies?{query}"));
        assert_eq!(page.status, StatusCode::OK, "{query}");
        html::check(&page.body, query);
        format!("{query}: {}\n", ids(&page.body).join(" "))
    };
    let queries = [
        "q=procuraduria+de",
        "q=pde",
        "q=prosecution+off",
        "q=mx/revendedor",
        "q=juzgado+00",
        "q=007&kind=court",
        "q=007&kind=vendor",
        "kind=vendor",
        "q=%22%27*%20OR%20NOT",
        "q=nadie",
    ];
    expect![[r#"
        q=procuraduria+de: mx/procuraduria
        q=pde: mx/procuraduria
        q=prosecution+off: mx/procuraduria
        q=mx/revendedor: mx/revendedor
        q=juzgado+00: mx/juzgado-1 mx/juzgado-2 mx/juzgado-3 mx/juzgado-4 mx/juzgado-5 mx/juzgado-6 mx/juzgado-7 mx/juzgado-8 mx/juzgado-9
        q=007&kind=court: mx/juzgado-7
        q=007&kind=vendor: 
        kind=vendor: il/fabricante mx/revendedor
        q=%22%27*%20OR%20NOT: 
        q=nadie: 
    "#]].assert_eq(&queries.map(found).concat());
    assert_eq!(world.get("/es/bodies?kind=juez").status, StatusCode::BAD_REQUEST);
    assert_eq!(world.get("/es/bodies.json?from=x").status, StatusCode::BAD_REQUEST);
}

fn every_body_is_on_some_page_of_the_list_and_in_its_twins(world: &World) {
    let (mut address, mut all, mut pages) = ("/en/bodies".to_owned(), Vec::new(), 0);
    loop {
        let page = world.get(&address).body;
        assert!(page.len() < 60_000, "{address}: {} bytes", page.len());
        all.extend(ids(&page));
        pages += 1;
        let Some((_, rest)) = page.split_once("rel=\"next\" href=\"") else { break };
        address = rest.split('"').next().unwrap_or_default().replace("&#38;", "&");
    }
    assert_eq!((pages, all.len(), all.iter().collect::<BTreeSet<_>>().len()), (2, 307, 307));
    let twin: serde_json::Value = serde_json::from_str(&world.get("/en/bodies.json").body).expect("JSON");
    assert_eq!((twin["total"].as_u64(), twin["next"].as_str()), (Some(307), None));
    let listed =
        twin["bodies"].as_array().expect("bodies").iter().filter_map(|of| of["id"].as_str()).collect::<BTreeSet<_>>();
    assert_eq!(listed, all.iter().map(String::as_str).collect());
    assert_eq!(world.get("/en/bodies.csv?kind=court").body.lines().count(), 302);
}

fn a_list_to_choose_from_becomes_a_field_where_it_would_be_too_long(few: &World, many: &World) {
    for (page, field, kind) in [("file", "name=\"body\"", ""), ("orders", "name=\"court\"", "kind=court&")] {
        let asked = if page == "file" { "body" } else { "court" };
        let address = format!("/es/{page}");
        assert!(few.get(&address).body.contains(&format!("{field}><option value=\"\">")), "{page}: a list");
        let body = many.get(&address).body;
        assert!(body.contains(&format!("{field} type=\"text\"")) && !body.contains("Juzgado 007"), "{page}: a field");
        html::check(&body, page);
        let named = many.get(&format!("{address}?{asked}=Juzgado+007"));
        assert_eq!(named.status, StatusCode::SEE_OTHER);
        assert_eq!(named.header("location"), format!("/es/bodies?{kind}q=Juzgado+007"));
        assert_eq!(ids(&many.get(named.header("location")).body), ["mx/juzgado-7"]);
        let chosen = many.get(&format!("{address}?{asked}=mx/juzgado-7"));
        assert!(chosen.status == StatusCode::OK && chosen.body.contains("value=\"mx/juzgado-7\""), "{page}: chosen");
    }
    let of_court = many.get("/es/bodies/mx/juzgado-7").body;
    for way in ["/es/file?body=mx/juzgado-7", "/es/orders?court=mx/juzgado-7"] {
        assert!(of_court.contains(&format!("href=\"{way}\"")), "{way}");
    }
}

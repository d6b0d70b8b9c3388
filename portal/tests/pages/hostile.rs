//! Strange and hostile requests: each has a clear answer, nothing from outside becomes HTML or a formula.

use axum::{body::Body, http::Request};

use crate::{
    html,
    world::{RECORD, World},
};

#[test]
fn strange_queries_are_answered_and_escaped() {
    let world = World::new();
    let queries = [
        "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%00%FF%FE",
        "q=*%22%20OR%20NEAR(%20a",
        "q=';DROP%20TABLE%20record;--",
        "q=%E2%80%AE%F0%9F%91%81",
        "&&&=&q",
        "q=a&q=b&class=&holder=&stage=&from=",
        "unfiled=no&unknown=1",
    ];
    for query in queries {
        let path = format!("/es/records?{query}");
        let answer = world.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        html::check(&answer.body, &path);
        assert!(!answer.body.contains("<script"), "{path}");
    }
    let long = format!("/es/records?q={}", "a".repeat(20_000));
    assert!(!world.get(&long).body.contains(&format!("value=\"{}\"", "a".repeat(201))));
}

#[test]
fn what_is_not_understood_is_said_and_kept() {
    let world = World::new();
    for part in ["class=bomb", "holder=%3Cb%3E", "stage=9", "from=-1", "from=99999999999999999999"] {
        let answer = world.get(&format!("/en/records?q=pegaso&{part}"));
        assert_eq!(answer.status, 400, "{part}");
        assert!(answer.body.contains("role=\"alert\"") && answer.body.contains("value=\"pegaso\""), "{part}");
        html::check(&answer.body, part);
        assert_eq!(world.get(&format!("/en/records.csv?{part}")).status, 400, "{part}");
    }
    for diff in ["1", "1..", "a..b", "-1..2", "1..2..3", "99999999999..1"] {
        assert_eq!(world.get(&format!("/en/{RECORD}?diff={diff}")).status, 400, "{diff}");
    }
    assert_eq!(world.get(&format!("/en/{RECORD}?diff=1..9")).status, 404);
    assert_eq!(world.get("/en/log?before=x").status, 400);
}

#[test]
fn what_is_not_there_is_a_page_in_the_right_language() {
    let world = World::new();
    let addresses = [
        "/es/records/mx/observatorio/technology/2",
        "/es/records/mx",
        "/es/records/..%2f..%2fetc%2fpasswd",
        "/es/records/",
        "/es/bodies/mx/nadie",
        "/es/bodies/MX/PGR",
        "/es/entries/99999",
        "/es/entries/-1",
        "/es/entries/0x10",
        "/es/entries/18446744073709551616",
        "/es/nowhere",
        "/de/records",
        "/assets/style.css",
        "/assets/..%2fsrc",
    ];
    for address in addresses {
        let answer = world.get(address);
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.body.contains("No está aquí") && answer.body.contains("role=\"search\""), "{address}");
        html::check(&answer.body, address);
    }
    let english = Request::get("/x").header("accept-language", "en").body(Body::empty()).expect("a request");
    assert!(world.send(english).body.contains("It is not here"));
}

#[test]
fn what_filings_say_never_becomes_html() {
    let world = World::new();
    for path in [RECORD, "bodies/mx/procuraduria", "entries/13", "log", "bodies"] {
        let page = world.get(&format!("/en/{path}")).body;
        assert!(!page.contains("<script") && !page.contains("<img src=x") && !page.contains("<b>"), "{path}");
    }
    assert!(world.get(&format!("/en/{RECORD}")).body.contains("&#60;script&#62;"));
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let world = World::new();
    let csv = world.get(&format!("/es/{RECORD}.csv")).body;
    assert!(csv.contains("'=CONTAR(A1)") && csv.contains("'@diario"));
    for cell in csv.split(['\n', ',']) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t']), "{cell}");
    }
}

#[test]
fn a_lost_index_is_told_and_loses_nothing() {
    let world = World::new();
    // Readers already open keep the file; a fresh site has none.
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(world.dir.path().join(format!("index.db{suffix}")));
    }
    let answer = world.get("/en/records");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("Nothing is lost"));
    html::check(&answer.body, "503");
}

#[test]
fn a_host_that_is_none_is_not_repeated() {
    let world = World::new();
    let request = Request::get("/en/about").header("host", "x\"><script>").body(Body::empty()).expect("a request");
    let page = world.send(request).body;
    assert!(!page.contains("x&#34;") && !page.contains("<script"));
}

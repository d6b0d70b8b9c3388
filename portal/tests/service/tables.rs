//! A table at the desk, as an officer brings it: rows held back and rows that become filings, what is wrong with both, the
//! files to take along, and files that are no table.

use expect_test::expect_file;

use crate::{
    desk::{location, post},
    html,
    support::{Reply, World, observer, sign},
};

const HEADER: &str = "number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome\n";

/// Two returns that may be filed, of which one has two rows; one of a wrong unit, one without an end, one cut off.
fn table() -> String {
    format!(
        "{HEADER}2024-1,2024-01-01,2024-03-31,interception,orders,12,by day of decision,,,,granted\n\
         2024-1,2024-01-01,2024-03-31,interception,orders,<10,by day of decision,,,,refused\n\
         2024-2,2024-04-01,2024-06-30,interception,ordres,3,by day of decision,,,,\n\
         2024-3,2024-07-01,,interception,orders,many,by day of decision,,,,\n\
         2024-4,2024-07-01,2024-09-30,geolocation,orders,0,by day of decision,,,,\n\
         2024-5,2024-10-01,\"2024-"
    )
}

fn bring(world: &World, lang: &str, mapping: &str, body: &str, file: &[u8]) -> Reply {
    let part = |name: &str, more: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
    let head = format!(
        "{}{mapping}\r\n{}{body}\r\n{}",
        part("mapping", ""),
        part("table_body", ""),
        part("table", "; filename=\"t.csv\"")
    );
    let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
    let head = format!(
        "POST /{lang}/file/tables HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    world.request(&head, &body)
}

fn brought(world: &World, file: &[u8]) -> String {
    location(&bring(world, "en", "return", "mx/observer", file))
}

/// What a page says, without what is another each time.
fn said(world: &World, path: &str) -> String {
    let page = world.get(path);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    html::check(&page.text(), path);
    let text = html::text(&page.text());
    let kept = |line: &&str| !["It is kept here", "Se conserva aquí"].iter().any(|start| line.starts_with(start));
    text.lines().filter(kept).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn a_table_becomes_filings_to_sign_and_rows_to_put_right() {
    let world = World::new();
    let english = brought(&world, table().as_bytes());
    let spanish = location(&bring(&world, "es", "return", "mx/observer", table().as_bytes()));
    expect_file!["golden/en-table.txt"].assert_eq(&said(&world, &english));
    expect_file!["golden/es-table.txt"].assert_eq(&said(&world, &spanish));
    expect_file!["golden/drafts.jsonl"].assert_eq(&world.get(&format!("{english}/drafts.jsonl")).text());
    expect_file!["golden/en-held.csv"].assert_eq(&world.get(&format!("{english}/held.csv")).text());
    expect_file!["golden/es-held.csv"].assert_eq(&world.get(&format!("{spanish}/held.csv")).text());
}

#[test]
fn the_live_register_speaks_before_anything_is_sent_and_knows_what_stands() {
    let world = World::new();
    let good = format!("{HEADER}1,2024-01-01,2024-03-31,interception,orders,12,by day of decision,,,,\n");
    let unknown = location(&bring(&world, "en", "return", "mx/nobody", good.as_bytes()));
    let page = said(&world, &unknown);
    assert!(page.contains("One would be refused.") && page.contains("mx/nobody"), "{page}");

    let unsourced = said(&world, &brought(&world, good.as_bytes()));
    assert!(unsourced.contains("One would be refused.") && unsourced.contains("needs its source"), "{unsourced}");

    let sourced = b"year,probable_geofence_notifications\n2019,3\n";
    let table = location(&bring(&world, "en", "us-ca-geofence-register", "mx/observer", sourced));
    assert!(said(&world, &table).contains("One would be taken"), "{}", said(&world, &table));
    let draft = world.get(&format!("{table}/drafts.jsonl")).text();
    let answer = world.post("/filings", &sign(&draft, &[&observer()]));
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert!(said(&world, &table).contains("One stands already."), "{}", said(&world, &table));
}

#[test]
fn one_filing_of_a_table_is_opened_as_a_draft_and_what_is_deleted_is_gone() {
    let world = World::new();
    let table = brought(&world, table().as_bytes());
    let draft = location(&post(&world, &format!("{table}/open"), &[("filing", "1")]));
    let text = world.get(&format!("{draft}/draft.json")).text();
    assert!(text.contains("mx/observer/return/2024-4"), "{text}");
    for (filing, status) in [("2", 404), ("-1", 400), ("", 400)] {
        assert_eq!(post(&world, &format!("{table}/open"), &[("filing", filing)]).status, status, "{filing}");
    }
    location(&post(&world, &format!("{table}/delete"), &[]));
    for part in ["", "/drafts.jsonl", "/held.csv"] {
        assert_eq!(world.get(&format!("{table}{part}")).status, 404, "{part}");
    }
    assert_eq!(world.get(&draft).status, 200, "the draft stays");
}

#[test]
fn what_is_no_table_is_told_in_the_language_of_the_page() {
    let world = World::new();
    let good = table();
    let latin: Vec<u8> = HEADER.bytes().chain(*b"1,2024-01-01,2024-03-31,x,orders,1,\xf3rdenes,,,,\n").collect();
    let cases: [(&str, &str, Vec<u8>, &str, &str); 10] = [
        ("", "mx/observer", good.clone().into(), "Choose what is in the table.", "Elija qué hay en la tabla."),
        ("retrun", "mx/observer", good.clone().into(), "Choose what is in the table.", "Elija qué hay en la tabla."),
        ("return", "observer", good.into(), "Say who files the table", "Diga quién presenta la tabla"),
        ("return", "mx/observer", Vec::new(), "no row in the file", "no tiene filas"),
        ("return", "mx/observer", HEADER.into(), "no row in the file", "no tiene filas"),
        ("return", "mx/observer", b"PK\x03\x04....".to_vec(), "read as a workbook", "leer como libro"),
        ("return", "mx/observer", b"\xd0\xcf\x11\xe0....".to_vec(), "workbook of another kind", "libro de otra clase"),
        (
            "return",
            "mx/observer",
            latin,
            "bytes that are not UTF-8; save the file",
            "bytes que no son UTF-8; guarde el",
        ),
        (
            "return",
            "mx/observer",
            HEADER.replace(",unit,", ",").into(),
            "the column `unit` is missing; compare its header",
            "falta la columna `unit`; compare su encabezado",
        ),
        ("return", "mx/observer", b"[{\"number\": 1]".to_vec(), "this is no JSON", "no es JSON"),
    ];
    for (mapping, body, file, en, es) in cases {
        for (lang, says) in [("en", en), ("es", es)] {
            let reply = bring(&world, lang, mapping, body, &file);
            let page = html::text(&reply.text());
            assert_eq!(reply.status, 422, "{says}: {page}");
            assert!(page.contains(says), "{says}: {page}");
        }
    }
}

#[test]
fn a_workbook_is_a_table_as_any_other() {
    let world = World::new();
    let book = include_bytes!("../../../import/tests/it/xlvii.xlsx");
    let page = said(&world, &location(&bring(&world, "en", "mx-xlvii", "mx/observer", book)));
    assert!(page.contains("2 would be taken"), "{page}");
}

#[test]
fn semicolons_and_json_give_the_same_filings_and_a_cut_keeps_what_came_before() {
    let world = World::new();
    let rows = [("1", "12"), ("2", "0")];
    let line = |(n, count): (&str, &str)| {
        format!("{n},2024-01-01,2024-03-31,interception,orders,{count},by day of decision,,,,\n")
    };
    let csv = format!("{HEADER}{}", rows.map(line).concat());
    let item = |(n, count): (&str, &str)| {
        format!(
            "{{\"number\": {n}, \"from\": \"2024-01-01\", \"to\": \"2024-03-31\", \"measure\": \"interception\", \"unit\": \"orders\", \"count\": {count}, \"counting_rule\": \"by day of decision\"}}"
        )
    };
    let drafts = |file: &str| world.get(&format!("{}/drafts.jsonl", brought(&world, file.as_bytes()))).text();
    let wanted = drafts(&csv);
    assert_eq!(wanted.lines().count(), 2);
    assert_eq!(drafts(&csv.replace(',', ";")), wanted);
    assert_eq!(drafts(&format!("\u{feff}{csv}")), wanted);
    assert_eq!(drafts(&format!("[{}]", rows.map(item).join(","))), wanted);
    assert_eq!(drafts(&rows.map(item).join("\n")), wanted);

    let half = format!("year,probable_geofence_notifications\n2019,3\n2020,{}", "4");
    let broken = [half.as_bytes(), b"\n2021,\xff\n"].concat();
    let table = location(&bring(&world, "en", "us-ca-geofence-register", "mx/observer", &broken));
    let page = said(&world, &table);
    assert!(page.contains("Not whole") && page.contains("bytes that are not UTF-8; save the file"), "{page}");
}

#[test]
fn what_is_too_large_is_refused_and_what_is_long_is_told_where_it_was_left() {
    let world = World::new();
    assert_eq!(bring(&world, "en", "return", "mx/observer", &vec![b'x'; 6 << 20]).status, 413);
    let json = [b"[".as_slice(), &vec![b' '; 600 << 10], b"]"].concat();
    let reply = bring(&world, "en", "return", "mx/observer", &json);
    assert!(reply.status == 422 && reply.text().contains("split the table, or use the program"), "{}", reply.text());

    let rows: String = (0..6_000).map(|row| format!("{},{}\n", 1900 + row % 300, row % 50)).collect();
    let text = format!("year,probable_geofence_notifications\n{rows}");
    let table = location(&bring(&world, "en", "us-ca-geofence-register", "mx/observer", text.as_bytes()));
    let page = said(&world, &table);
    assert!(page.contains("nothing after row 5001 was read"), "{page}");
    assert!(page.contains("… and 4,695 more of this kind") && page.contains("200 are not tried"), "{page}");
    let last = said(&world, &format!("{table}?from=200"));
    assert!(last.contains("Filings before these") && !last.contains("Filings after these"), "{last}");
}

/// All rows in one filing, each wrong in every cell that can be: nothing is done over and over.
#[test]
fn a_filing_of_many_wrong_rows_takes_no_longer_than_its_reader_waits() {
    let world = World::new();
    let row = "1,2024-01-01,2024-03-31,no,no,no,no,\"No, No; No, S.A. de C.V.\",no,no,no\n";
    let begun = std::time::Instant::now();
    let table = brought(&world, format!("{HEADER}{}", row.repeat(5_000)).as_bytes());
    let took = begun.elapsed();
    assert!(said(&world, &table).contains("more of this kind"));
    assert!(took < std::time::Duration::from_secs(60), "{took:?}");
}

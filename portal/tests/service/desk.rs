//! The filing desk as an officer meets it, with a browser and no script: begin, answer, look, sign elsewhere, hand in.
#![expect(clippy::expect_used, reason = "a test fails where its own tools fail")]

use crate::support::{Reply, World, observer, registrar, sign};

/// Answers to the questions of a claim, in the order the desk asks for what must be there.
const ANSWERS: [(&str, &[(&str, &str)]); 8] = [
    ("occurred", &[("occurred~1.from", "2026-01-01"), ("occurred~1.to", "2026-06-30")]),
    ("stage", &[("stage", "use")]),
    ("kind", &[("kind", "denial")]),
    ("says", &[("says", "La dependencia negó tener el contrato.\r\nDos veces.")]),
    ("publisher_kind", &[("publisher_kind", "press")]),
    ("mark", &[("mark", "unverified")]),
    ("about", &[("about[0]", "mx/observer"), ("about[1]", "  "), ("about[5]", "mx/keeper")]),
    ("sources", &[("sources[0].title", "Nota <b>de prueba</b>"), ("sources[0].publisher", "Medio de prueba")]),
];

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    pairs.join("&").into_bytes()
}

pub(crate) fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Reply {
    let body = form(fields);
    let kind = "application/x-www-form-urlencoded";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    world.request(&head, &body)
}

pub(crate) fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}\n{}", reply.head, reply.text());
    let line = reply.head.lines().find_map(|line| line.strip_prefix("location: "));
    line.expect("a location").trim().to_owned()
}

fn begun(world: &World) -> String {
    location(&post(world, "/en/file/drafts", &[("form", "claim"), ("body", "mx/observer")]))
}

fn answer(world: &World, draft: &str, version: usize, name: &str, fields: &[(&str, &str)]) -> Reply {
    let version = version.to_string();
    let fields: Vec<(&str, &str)> =
        [("~version", version.as_str())].into_iter().chain(fields.iter().copied()).collect();
    post(world, &format!("{draft}/field/{name}"), &fields)
}

#[test]
fn a_filing_is_made_answered_signed_and_handed_in_without_script() {
    let world = World::new();
    let draft = begun(&world);
    let list = world.get(&draft).text();
    assert!(list.contains("Some questions are still to be answered."), "{list}");
    for (at, (name, fields)) in ANSWERS.iter().enumerate() {
        let next = location(&answer(&world, &draft, at + 1, name, fields));
        let expected = match ANSWERS.get(at + 1) {
            Some((next, _)) if *next != "about" && at < 5 => format!("{draft}/field/{next}"),
            _ => draft.clone(),
        };
        assert_eq!(next, expected, "after {name}");
    }
    let list = world.get(&draft).text();
    assert!(list.contains("The register would take it as it stands"), "{list}");
    assert!(list.contains("Nota &#60;b&#62;de prueba") || list.contains("Nota &lt;b&gt;de prueba"), "{list}");

    let text = world.get(&format!("{draft}/draft.json")).text();
    expect_test::expect![[r#"
        {
          "form": "claim",
          "id": "mx/observer/claim/YEAR-1",
          "filer": "mx/observer",
          "about": [
            "mx/observer",
            "mx/keeper"
          ],
          "occurred": {
            "from": "2026-01-01",
            "to": "2026-06-30"
          },
          "stage": "use",
          "kind": "denial",
          "says": "La dependencia negó tener el contrato. Dos veces.",
          "publisher_kind": "press",
          "mark": "unverified",
          "sources": [
            {
              "title": "Nota <b>de prueba</b>",
              "publisher": "Medio de prueba"
            }
          ]
        }
    "#]]
    .assert_eq(&year_out(&text));

    let signed = String::from_utf8(sign(&text, &[&observer()])).expect("text");
    let code = draft.rsplit('/').next().expect("a code");
    let receipt =
        location(&post(&world, "/en/file/send", &[("code", code), ("signed", &signed.replace('\n', "\r\n"))]));
    assert_eq!(receipt, "/en/receipts/4");
    let page = world.get(&receipt).text();
    assert!(page.contains("c2sp.org/tlog-proof@v1") && page.contains("<svg"), "{page}");
    assert_eq!(world.get(&draft).status, 404, "what was handed in is no draft any more");
    let again = location(&post(&world, "/en/file/send", &[("signed", &signed)]));
    assert_eq!(again, receipt, "the same bytes bring the same receipt");
}

fn year_out(text: &str) -> String {
    let (before, after) = text.split_once("/claim/").expect("an id");
    format!("{before}/claim/YEAR{}", &after[4..])
}

#[test]
fn two_windows_on_one_draft_lose_nothing() {
    let world = World::new();
    let draft = begun(&world);
    location(&answer(&world, &draft, 1, "says", &[("says", "First window")]));
    let late = answer(&world, &draft, 1, "says", &[("says", "Second window")]);
    assert_eq!(late.status, 409);
    let page = late.text();
    assert!(page.contains("First window") && page.contains("Second window"), "{page}");
    assert!(page.contains(r#"name="~version" value="2""#), "{page}");
    location(&answer(&world, &draft, 2, "says", &[("says", "Second window")]));
    assert!(world.get(&draft).text().contains("Second window"));
}

/// A draft of a return with so many figures, as a file that somebody wrote.
fn with_figures(world: &World, count: usize) -> String {
    let figures: Vec<_> = (0..count).map(|at| serde_json::json!({ "measure": "geolocation", "count": at })).collect();
    let text = serde_json::json!({ "form": "return", "id": "mx/observer/return/1", "filer": "mx/observer", "figures": figures });
    location(&post_file(world, "/en/file/drafts", &[], "file", text.to_string().as_bytes()))
}

#[test]
fn a_list_is_answered_one_item_at_a_time_however_long_it_is() {
    let world = World::new();
    let draft = with_figures(&world, 60);
    let figures = format!("{draft}/field/figures");
    let read = || -> serde_json::Value {
        serde_json::from_str(&world.get(&format!("{draft}/draft.json")).text()).expect("JSON")
    };
    let page = world.get(&figures).text();
    assert!(page.contains("60 of them") && page.contains(&format!("href=\"{figures}/59\"")), "{page}");
    assert!(page.contains(&format!("href=\"{figures}/60\"")), "a place for another: {page}");
    let item = world.get(&format!("{figures}/7")).text();
    assert!(item.contains("figures[7].") && !item.contains("figures[6].") && !item.contains("figures[8]."), "{item}");
    for (path, status) in [("/60", 200), ("/61", 404), ("/x", 404), ("/-1", 404), ("/7/1", 404)] {
        assert_eq!(world.get(&format!("{figures}{path}")).status, status, "{path}");
    }
    assert_eq!(world.get(&format!("{draft}/field/filer/0")).status, 404, "no list");
    for name in ["filer/0", "figures/x", "figures/-1", "figures/99999999999999999999999", "form"] {
        assert_eq!(answer(&world, &draft, 1, name, &[]).status, 404, "{name}");
    }

    let spyware = |at: usize| format!("figures[{at}].measure");
    let saved = answer(&world, &draft, 1, "figures/7", &[(&spyware(7), "spyware")]);
    assert_eq!(location(&saved), figures);
    let another = answer(&world, &draft, 2, "figures/60", &[(&spyware(60), "spyware"), ("~go", "another")]);
    assert_eq!(location(&another), format!("{figures}/61"));
    let out = answer(&world, &draft, 3, "figures", &[("~out", "0")]);
    assert_eq!(location(&out), figures);
    let all = read()["figures"].as_array().expect("a list").clone();
    assert_eq!(
        (all.len(), &all[0]["count"], &all[6]["measure"], &all[59]["measure"]),
        (60, &1.into(), &"spyware".into(), &"spyware".into())
    );

    let late = answer(&world, &draft, 3, "figures", &[("~out", "0")]);
    assert!(late.status == 409 && late.text().contains("Nothing was taken out"), "{}", late.text());
    let late = answer(&world, &draft, 3, "figures/90", &[(&spyware(90), "geolocation")]);
    let page = late.text();
    assert!(
        late.status == 409 && page.contains("figures[60].measure") && page.contains(&format!("{figures}/60")),
        "{page}"
    );
    assert_eq!(read()["figures"], serde_json::Value::from(all), "nothing was lost");
}

#[test]
fn what_is_said_of_an_item_follows_it_when_another_is_taken_out() {
    let world = World::new();
    let draft = with_figures(&world, 3);
    let named = |at: usize, name: &str, says: &str| (format!("named[{at}].{name}"), says.to_owned());
    let fields = [
        named(0, "field", "figures[0].body"),
        named(0, "name", "First"),
        named(1, "field", "figures[2].body"),
        named(1, "name", "Third"),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, says)| (name.as_str(), says.as_str())).collect();
    location(&answer(&world, &draft, 1, "named", &fields));
    location(&answer(&world, &draft, 2, "figures", &[("~out", "0")]));
    let text = world.get(&format!("{draft}/draft.json")).text();
    assert!(text.contains(r#""field": "figures[1].body""#) && text.contains("Third"), "{text}");
    assert!(!text.contains("First") && !text.contains("figures[2]"), "{text}");
}

#[test]
fn the_first_item_of_a_list_is_asked_for_at_once() {
    let world = World::new();
    let draft = with_figures(&world, 1);
    let page = world.get(&format!("{draft}/field/figures")).text();
    assert!(page.contains("figures[0].measure") && page.contains(r#"value="another""#), "{page}");
    let next = location(&answer(&world, &draft, 1, "figures/0", &[("figures[0].measure", "spyware")]));
    assert!(!next.ends_with("/field/figures"), "on to the next question: {next}");
    location(&answer(&world, &draft, 2, "figures/0", &[]));
    let text = world.get(&format!("{draft}/draft.json")).text();
    assert!(!text.contains("figures"), "what is left empty is taken out: {text}");
}

#[test]
fn what_is_not_known_is_said_with_its_reason_and_can_be_taken_back() {
    let world = World::new();
    let begun = location(&post(&world, "/en/file/drafts", &[("form", "technology"), ("body", "mx/observer")]));
    let text = || world.get(&format!("{begun}/draft.json")).text();
    location(&answer(&world, &begun, 1, "held_from", &[("~because", "not-published")]));
    assert!(text().contains(r#""field": "held_from""#), "{}", text());
    location(&answer(&world, &begun, 2, "held_from", &[("held_from", "2020-01-01"), ("~because", "")]));
    assert!(!text().contains("unknown") && text().contains(r#""held_from": "2020-01-01""#), "{}", text());
}

#[test]
fn a_filing_that_is_refused_says_every_reason_and_keeps_what_was_sent() {
    let world = World::new();
    let text = crate::support::claim_text(1, "x").replace("\"use\"", "\"us\"");
    let signed = String::from_utf8(sign(&text, &[&registrar()])).expect("text");
    let reply = post(&world, "/es/file/send", &[("signed", &signed)]);
    assert_eq!(reply.status, 422, "{}", reply.text());
    let page = reply.text();
    assert!(page.contains("`us` no está en el catálogo stage"), "{page}");
    assert!(page.contains("mx/keeper"), "what was sent stands in the page: {page}");
    for (sent, status) in [("", 400), ("no note", 400), ("{}\n", 400)] {
        assert_eq!(post(&world, "/es/file/send", &[("signed", sent)]).status, status, "{sent}");
    }
}

#[test]
fn uploads_are_opened_as_drafts_or_refused_with_their_lines() {
    let world = World::new();
    let upload = |file: &[u8]| {
        let begin = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        let body = [begin.as_slice(), file, b"\r\n--x--\r\n"].concat();
        let head = format!(
            "POST /en/file/drafts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        world.request(&head, &body)
    };
    let draft = location(&upload(crate::support::claim_text(1, "abc").as_bytes()));
    assert!(world.get(&format!("{draft}/draft.json")).text().contains("\"says\": \"abc\""));
    let signed = location(&upload(&crate::support::claim(7)));
    assert!(world.get(&format!("{signed}/draft.json")).text().contains("claim/7"));
    let cases: [(&[u8], &str); 6] = [
        (b"", "Choose a form and say who files"),
        (&[0xff, 0xfe, 0x00], "not text in UTF-8"),
        (b"{\"form\": \"claim\",", "1: "),
        (b"{\"form\": \"claim\",\n\"form\": \"body\"}", "2: form"),
        (b"[1, 2]", "no JSON object"),
        (b"{\"form\": \"nothing\"}", "no JSON object"),
    ];
    for (file, says) in cases {
        let reply = upload(file);
        assert_eq!(reply.status, 422, "{}", String::from_utf8_lossy(file));
        assert!(reply.text().contains(says), "{says}: {}", reply.text());
    }
    assert_eq!(upload(&vec![b' '; 600 * 1024]).status, 413);
}

/// A form with a file in it, as a browser sends it.
fn post_file(world: &World, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let kind = "filename=\"a.pdf\"\r\nContent-Type: application/pdf";
    body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; {kind}\r\n\r\n").bytes());
    body.extend([file, b"\r\n--x--\r\n"].concat());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    world.request(&head, &body)
}

#[test]
fn a_document_is_chosen_in_its_question_and_handed_in_with_the_receipt() {
    let world = World::new();
    let scan = [b"%PDF-1.7 ".as_slice(), &[0xff; 700_000]].concat();
    let draft = begun(&world);
    for (at, (name, fields)) in ANSWERS.iter().enumerate() {
        location(&answer(&world, &draft, at + 1, name, fields));
    }
    let question = world.get(&format!("{draft}/field/documents")).text();
    assert!(question.contains(r#"enctype="multipart/form-data""#), "{question}");
    assert!(question.contains(r#"name="documents[0].sha256~file" type="file""#), "{question}");
    let typed = [
        ("~version", "9"),
        ("documents[0].kind", "contract"),
        ("documents[0].title", "Contrato de prueba"),
        ("documents[0].sha256", "00"),
        ("documents[0].bytes", ""),
        ("documents[0].media_type", ""),
    ];
    let saved = post_file(&world, &format!("{draft}/field/documents"), &typed, "documents[0].sha256~file", &scan);
    location(&saved);
    let text = world.get(&format!("{draft}/draft.json")).text();
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let document = &value["documents"][0];
    let sha256 = document["sha256"].as_str().expect("a hash").to_owned();
    assert_eq!((document["bytes"].as_u64(), sha256.len()), (Some(700_009), 64), "{text}");
    assert_eq!(document["media_type"], "application/pdf", "{text}");

    let hand_in = format!("/en/file/documents/{sha256}?entry=4");
    let early = post_file(&world, &hand_in, &[], "document", &scan);
    assert_eq!(early.status, 404, "nothing names it yet: {}", early.text());
    let signed = String::from_utf8(sign(&text, &[&observer()])).expect("text");
    let receipt = location(&post(&world, "/en/file/send", &[("signed", &signed)]));
    world.service().wait_indexed(5);
    let page = world.get(&receipt).text();
    assert!(page.contains("still to be handed in") && page.contains(&hand_in), "{page}");
    let other = post_file(&world, &hand_in, &[], "document", b"another");
    assert!(other.status == 422 && other.text().contains("these bytes have the SHA-256"), "{}", other.text());
    let long = post_file(&world, &hand_in, &[], "document", &[scan.as_slice(), b"x"].concat());
    assert_eq!(long.status, 413, "{}", long.text());
    assert_eq!(post_file(&world, &hand_in, &[], "other", &scan).status, 400);
    assert_eq!(location(&post_file(&world, &hand_in, &[], "document", &scan)), receipt);
    assert_eq!(world.get(&format!("/blobs/sha256/{sha256}")).body, scan);
    let page = world.get(&receipt).text();
    assert!(!page.contains("still to be handed in") && !page.contains("/file/documents/"), "{page}");
    for path in [format!("/en/file/documents/{sha256}"), "/en/file/documents/..%2f..?entry=4".to_owned()] {
        assert_eq!(post_file(&world, &path, &[], "document", &scan).status, 404, "{path}");
    }
}

#[test]
fn what_is_typed_has_a_limit_where_documents_may_be_chosen() {
    let world = World::new();
    let draft = begun(&world);
    let long = "x".repeat(600 << 10);
    let typed = [("~version", "1"), ("documents[0].title", long.as_str())];
    let path = format!("{draft}/field/documents");
    assert_eq!(post_file(&world, &path, &typed, "documents[0].sha256~file", b"").status, 413);
    assert_eq!(post(&world, &path, &typed).status, 413);
}

#[test]
fn what_leads_to_no_draft_says_so_and_nothing_is_kept_by_the_browser() {
    let world = World::new();
    let draft = begun(&world);
    for path in ["/en/file/drafts/AAAAAAAAAAAAAAAAAAAAAA", "/es/file/drafts/x/sign", "/es/file/drafts/%00/field/says"] {
        assert_eq!(world.get(path).status, 404, "{path}");
    }
    assert_eq!(world.get(&format!("{draft}/field/nothing")).status, 404);
    assert_eq!(post(&world, "/en/file/drafts", &[("form", "claim"), ("body", "no body")]).status, 422);
    for path in [draft.clone(), format!("{draft}/sign"), format!("{draft}/field/says"), "/es/file".to_owned()] {
        let reply = world.get(&path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.head.contains("cache-control: no-store"), "{path}: {}", reply.head);
        assert!(!reply.head.contains("set-cookie"), "{path}: {}", reply.head);
    }
    location(&post(&world, &format!("{draft}/delete"), &[]));
    assert_eq!(world.get(&draft).status, 404);
}

//! Comments without a key, as somebody with a browser and no script meets them: written, looked over, sent, followed by the
//! code, deleted; filed by who keeps the register, or with other words, or not; and what nobody should send.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails where its own tools fail")]

use std::time::{Duration, Instant};

use portal::{intake, registrar::Answer};
use register::comment::{Code, Sent};
use serde_json::{Value, json};
use tlog::note::{Note, SignerKey};

use crate::{
    desk::post,
    html,
    support::{ORIGIN, Reply, World, body, key, observer, registrar, sign},
};

const OPEN: &str = "mx/consejo/consultation/open";
const WRITE: &str = "/en/comments/on/mx/consejo/consultation/open";

/// What a person types; the words come with the lines of a textarea.
const TYPED: [(&str, &str); 5] = [
    ("position", "oppose"),
    ("says", "  El texto no dice\r\nquién borra los datos. "),
    ("paragraph", "3"),
    ("called", "Vecindario del mercado"),
    ("language", "es"),
];
const WORDS: &str = "El texto no dice quién borra los datos.";

fn council() -> SignerKey {
    key("mx/consejo", 9)
}

fn file(world: &World, filing: &Value, key: &SignerKey) -> u64 {
    match world.service().file(&sign(&format!("{filing:#}\n"), &[key])) {
        Answer::Filed { entry, .. } => entry,
        other => panic!("{filing:#}: {other:?}"),
    }
}

/// A register where a council asks: one consultation is open, one is over, one is to come.
fn world() -> World {
    let mut world = World::new();
    world.accept(&body("mx/consejo", "Consejo de ejemplo", 9));
    let grant = json!({
        "form": "key", "id": "mx/keeper/key/9", "filer": "mx/keeper", "occurred": "2026-01-01", "action": "grant",
        "key": council().verifier().to_string(), "holder": "mx/consejo", "role": "expert",
    });
    file(&world, &grant, &registrar());
    for (name, opens, closes) in [
        ("open", "2020-01-01", "2199-12-31"),
        ("over", "2020-01-01", "2020-02-01"),
        ("planned", "2199-01-01", "2199-12-31"),
    ] {
        let consultation = json!({
            "form": "consultation", "id": format!("mx/consejo/consultation/{name}"), "filer": "mx/consejo",
            "occurred": "2020-01-01", "question": "¿Debe comprarse?", "opens": opens, "closes": closes, "text": "0".repeat(64),
        });
        let entry = file(&world, &consultation, &council());
        world.service().wait_indexed(entry + 1);
    }
    world
}

fn with(fields: &[(&'static str, &'static str)], more: &[(&'static str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    fields.iter().map(owned).chain(more.iter().map(owned)).collect()
}

fn send(world: &World, path: &str, fields: &[(String, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let reply = post(world, path, &fields);
    let head = reply.head.to_lowercase();
    assert!(!head.contains("set-cookie") && head.contains("cache-control: no-store"), "{head}");
    html::check(&reply.text(), path);
    reply
}

/// The code that the page to look over has ready.
fn code_in(page: &str) -> String {
    let after = page.split("name=\"code\" value=\"").nth(1).expect("a code");
    after.split('"').next().expect("its end").to_owned()
}

/// Sends a comment, and gives its code.
fn sent(world: &World, typed: &[(&'static str, &'static str)]) -> String {
    let look = send(world, WRITE, &with(typed, &[("~go", "look")]));
    assert_eq!(look.status, 200, "{}", look.text());
    let code = code_in(&look.text());
    let done = send(world, WRITE, &with(typed, &[("~go", "send"), ("code", &code)]));
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.text().contains(&code) && done.text().contains("Comment received"), "{}", done.text());
    code
}

fn status(world: &World, code: &str) -> String {
    let reply = send(world, "/en/comments", &with(&[], &[("code", code)]));
    assert_eq!(reply.status, 200, "{}", reply.text());
    html::text(&reply.text())
}

fn told(world: &World) -> Value {
    let twin = world.get(&format!("/en/consultations/{OPEN}.json"));
    let twin: Value = serde_json::from_slice(&twin.body).expect("JSON");
    twin["without_key"].clone()
}

fn counts(world: &World) -> String {
    let told = told(world);
    let names = ["received", "shown", "answered", "unshown", "waiting", "late", "taken_back", "withdrawn"];
    names.map(|name| format!("{name} {}", told[name])).join(", ")
}

/// Waits until the page tells so.
fn until_told(world: &World, expected: &str) {
    let begun = Instant::now();
    while counts(world) != expected && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(counts(world), expected);
}

fn waiting(world: &World) -> Vec<intake::Received> {
    intake::waiting(&world.path().join("comments.db")).expect("read")
}

/// The filing that shows a comment, as `veedor comments show` drafts it.
fn showing(received: &intake::Received, filer: &str, says: &str) -> Value {
    let sent = received.sent.as_ref().expect("it waits");
    json!({
        "form": "comment", "id": format!("{filer}/comment/{}", &received.commitment.to_string()[..16]), "filer": filer,
        "occurred": received.day.to_string(), "consultation": OPEN, "paragraph": sent.paragraph,
        "position": sent.position.code(), "says": says, "language": sent.language.code(),
        "received": { "commitment": received.commitment.to_string(), "called": sent.called },
    })
}

fn unshown(received: &intake::Received, filer: &str) -> Value {
    json!({
        "form": "unshown", "id": format!("{filer}/unshown/{}", &received.commitment.to_string()[..16]), "filer": filer,
        "occurred": received.day.to_string(), "consultation": OPEN, "reason": "off-topic",
        "comments": [{ "commitment": received.commitment.to_string(), "received": received.day.to_string() }],
    })
}

/// Whether a text stands in any file of the comments.
fn is_kept(world: &World, text: &str) -> bool {
    let files = std::fs::read_dir(world.path()).expect("a folder").flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().starts_with("comments.db"));
    files
        .map(|file| std::fs::read(file.path()).expect("bytes"))
        .any(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
}

#[test]
fn a_comment_is_received_with_a_promise_filed_as_it_was_sent_and_answered() {
    let world = world();
    let form = world.get(WRITE);
    assert_eq!(form.status, 200);
    html::check(&form.text(), WRITE);
    assert!(world.get(&format!("/en/consultations/{OPEN}")).text().contains(&format!("href=\"{WRITE}\"")));

    let code = sent(&world, &TYPED);
    assert_eq!(
        counts(&world),
        "received 1, shown 0, answered 0, unshown 0, waiting 1, late 0, taken_back 0, withdrawn 0"
    );
    let page = html::text(&world.get(&format!("/en/consultations/{OPEN}")).text());
    assert!(page.contains("One more came today") && !page.contains("quién borra"), "{page}");
    let listed = told(&world);
    assert_eq!((&listed["today"], listed["comments"].as_array().map(Vec::len)), (&json!(1), Some(0)));
    let waits = status(&world, &code.to_lowercase().replace('-', " "));
    assert!(waits.contains("Nobody has filed it yet") && waits.contains(WORDS), "{waits}");
    promise_is_signed(&world, &code);

    let again = send(&world, WRITE, &with(&TYPED, &[("~go", "send"), ("code", &code)]));
    assert!(again.text().contains("Comment received"), "an answer that was lost is given again: {}", again.text());
    assert_eq!(told(&world)["received"], 1);

    let received = waiting(&world).pop().expect("one waits");
    let comment = showing(&received, "mx/consejo", WORDS);
    file(&world, &comment, &council());
    until_told(&world, "received 1, shown 1, answered 0, unshown 0, waiting 0, late 0, taken_back 0, withdrawn 0");
    let filed = status(&world, &code);
    assert!(filed.contains("Exactly what you sent was filed") && !filed.contains(WORDS), "{filed}");
    assert!(!is_kept(&world, "quién borra"), "the log has the words, and the list does not any more");
    let page = html::text(&world.get(&format!("/en/consultations/{OPEN}")).text());
    assert!(page.contains("Vecindario del mercado: Against") && page.contains(WORDS), "{page}");

    let answer = json!({
        "form": "answer", "id": "mx/consejo/answer/1", "filer": "mx/consejo", "occurred": received.day.to_string(),
        "comment": comment["id"], "outcome": "adopted", "reason": "Tiene razón.",
    });
    file(&world, &answer, &council());
    until_told(&world, "received 1, shown 1, answered 1, unshown 0, waiting 0, late 0, taken_back 0, withdrawn 0");
    assert!(status(&world, &code).contains("Adopted. Tiene razón."));

    let withdrawal = json!({
        "form": "withdrawal", "id": "mx/consejo/withdrawal/1", "filer": "mx/consejo", "occurred": received.day.to_string(),
        "withdraws": comment["id"], "reason": "Sin decir por qué.",
    });
    file(&world, &withdrawal, &council());
    until_told(&world, "received 1, shown 0, answered 0, unshown 0, waiting 0, late 0, taken_back 0, withdrawn 1");
    assert!(status(&world, &code).contains("filed and then withdrawn"));
}

/// What a sender takes along holds under the log's key, and binds the register to these words.
fn promise_is_signed(world: &World, code: &str) {
    let page = send(world, "/en/comments", &with(&[], &[("code", code)])).text();
    let promise = page.split("<pre").nth(1).and_then(|rest| rest.split_once('>')).expect("a promise").1;
    let promise = promise.split("</pre>").next().expect("its end").replace("&#43;", "+");
    let note = Note::parse(promise.as_bytes()).expect("a signed note");
    assert_eq!(note.verify(&[key(ORIGIN, 1).verifier()]).expect("signed").len(), 1);
    let received = waiting(world).pop().expect("one waits");
    let sent = received.sent.clone().expect("its words");
    assert_eq!(sent.says, WORDS);
    let commitment = sent.commitment(&Code::parse(code).expect("a code"));
    assert_eq!(commitment, received.commitment);
    assert!(note.text().contains(&format!("commitment {commitment}\n")), "{}", note.text());
    let other = Sent { says: "Otras palabras.".into(), ..sent };
    assert_ne!(other.commitment(&Code::parse(code).expect("a code")), commitment);
}

#[test]
fn other_words_decide_nothing_nor_does_a_stranger() {
    let world = world();
    let code = sent(&world, &TYPED);
    let received = waiting(&world).pop().expect("one waits");
    file(&world, &showing(&received, "mx/observer", WORDS), &observer());
    file(&world, &showing(&received, "mx/consejo", "El texto está muy bien."), &council());
    until_told(&world, "received 1, shown 0, answered 0, unshown 0, waiting 1, late 0, taken_back 0, withdrawn 0");
    let altered = || status(&world, &code);
    let begun = Instant::now();
    while !altered().contains("filed with other words") && begun.elapsed() < Duration::from_secs(20) {}
    assert!(altered().contains(WORDS), "they still wait: {}", altered());
    let page = html::text(&world.get(&format!("/en/consultations/{OPEN}")).text());
    assert!(page.contains("not what was sent") && page.contains("filed with other words"), "{page}");

    file(&world, &showing(&received, "mx/keeper", WORDS), &registrar());
    until_told(&world, "received 1, shown 1, answered 0, unshown 0, waiting 0, late 0, taken_back 0, withdrawn 0");
    assert!(altered().contains("Exactly what you sent was filed"), "{}", altered());
    let page = world.get(&format!("/en/consultations/{OPEN}")).text();
    assert_eq!(page.matches("not what was sent").count(), 1, "the other filing still says so: {page}");

    let mut changed = showing(&received, "mx/keeper", "El texto está muy bien.");
    let id = changed["id"].clone();
    for envelope in ["form", "id", "filer", "occurred"] {
        changed.as_object_mut().expect("an object").remove(envelope);
    }
    let correction = json!({
        "form": "correction", "id": "mx/keeper/correction/1", "filer": "mx/keeper", "occurred": received.day.to_string(),
        "corrects": id, "reason": "Se corrige.", "replacement": changed,
    });
    file(&world, &correction, &registrar());
    until_told(&world, "received 1, shown 0, answered 0, unshown 0, waiting 1, late 0, taken_back 0, withdrawn 0");
    assert!(altered().contains("is not what you sent"), "{}", altered());
}

#[test]
fn what_is_not_shown_has_a_reason_and_what_is_deleted_is_gone() {
    let world = world();
    let unwanted = sent(&world, &TYPED);
    let received = waiting(&world).pop().expect("one waits");
    let regretted = sent(&world, &[("position", "question"), ("says", "Una frase que se borra."), ("language", "es")]);
    assert!(is_kept(&world, "Una frase que se borra."));
    let draft = waiting(&world).into_iter().find(|waits| waits.commitment != received.commitment).expect("it waits");
    let deleted = send(&world, "/en/comments/delete", &with(&[], &[("code", &regretted)]));
    assert!(html::text(&deleted.text()).contains("Your words are deleted"), "{}", deleted.text());
    assert!(!is_kept(&world, "Una frase que se borra."));
    deleted_is_not_filed(&world, &draft, &regretted);

    file(&world, &unshown(&received, "mx/keeper"), &registrar());
    until_told(&world, "received 2, shown 0, answered 0, unshown 1, waiting 0, late 0, taken_back 1, withdrawn 0");
    let told = status(&world, &unwanted);
    assert!(told.contains("Outside the matter") && told.contains("gave the reason"), "{told}");
    let page = html::text(&world.get(&format!("/en/consultations/{OPEN}")).text());
    assert!(page.contains("Outside the matter") && page.contains("Deleted by whoever sent them"), "{page}");
    let too_late = send(&world, "/en/comments/delete", &with(&[], &[("code", &unwanted)]));
    assert!(html::text(&too_late.text()).contains("not shown"), "{}", too_late.text());
}

/// A draft that was made before the deletion is refused, and the same form sent once more promises nothing anew.
fn deleted_is_not_filed(world: &World, draft: &intake::Received, code: &str) {
    let filing = showing(draft, "mx/consejo", "Una frase que se borra.");
    let Value::Object(mut filing) = filing else { panic!("an object") };
    filing.remove("paragraph");
    filing["received"] = json!({ "commitment": draft.commitment.to_string() });
    match world.service().file(&sign(&format!("{:#}\n", Value::Object(filing)), &[&council()])) {
        Answer::Refused(refusal) => assert_eq!(refusal.problems[0].reason.code(), "taken-back"),
        other => panic!("{other:?}"),
    }
    let typed = [("position", "question"), ("says", "Una frase que se borra."), ("language", "es")];
    let again = send(world, WRITE, &with(&typed, &[("~go", "send"), ("code", code)])).text();
    assert!(again.contains("Your words are deleted") && !again.contains("Comment received"), "{again}");
}

#[test]
fn a_consultation_that_is_withdrawn_goes_on_telling_what_waits_and_takes_nothing_more() {
    let world = world();
    let code = sent(&world, &TYPED);
    let withdrawal = json!({
        "form": "withdrawal", "id": "mx/consejo/withdrawal/9", "filer": "mx/consejo", "occurred": "2020-01-02",
        "withdraws": OPEN, "reason": "Sin decir por qué.",
    });
    let entry = file(&world, &withdrawal, &council());
    world.service().wait_indexed(entry + 1);
    assert_eq!(told(&world)["waiting"], 1);
    let page = world.get(&format!("/en/consultations/{OPEN}")).text();
    assert!(page.contains("withdrawn; takes no comments") && !page.contains(WRITE), "{page}");
    assert_eq!(world.get(WRITE).status, 404);
    assert!(status(&world, &code).contains("Nobody has filed it yet"));
}

#[test]
fn what_cannot_be_taken_is_refused_with_words_and_nothing_is_kept() {
    let world = world();
    let code = "7777-7777-7777-7777-7777";
    let long = "a".repeat(501);
    let rows: [(&str, &str, &str); 13] = [
        ("says", "", "the comment is missing"),
        ("says", " \r\n\t ", "the comment is missing"),
        ("says", &long, "it has 501 characters and 500 fit"),
        ("says", "Llame al 55 1234 5678", "telephone"),
        ("says", "escriba a alguien@example.org", "e-mail"),
        ("says", "a\u{0}b", "cannot be seen"),
        ("says", "a\u{202e}b", "cannot be seen"),
        ("says", "a\u{200b}b", "cannot be seen"),
        ("paragraph", "a\u{7}", "cannot be seen"),
        ("called", "Juan Pérez", "reads like a person"),
        ("called", "+52 55 1234 5678", "reads like a person"),
        ("position", "burn", "choose one of the four"),
        ("language", "xx", "cannot be seen"),
    ];
    for (name, value, says) in rows {
        let typed: Vec<_> = TYPED.into_iter().filter(|(known, _)| *known != name).collect();
        let fields = with(&typed, &[(name, value), ("~go", "send"), ("code", code)]);
        let reply = send(&world, WRITE, &fields);
        assert_eq!(reply.status, 422, "{name} {value:?}");
        let text = html::text(&reply.text());
        assert!(text.contains(says), "{name} {value:?}: {text}");
        assert!(!reply.text().contains("Comment received"));
    }
    let raw = |kind: &str, bytes: &[u8]| {
        let head = format!(
            "POST {WRITE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            bytes.len()
        );
        world.request(&head, bytes)
    };
    let form = "application/x-www-form-urlencoded";
    assert!(raw(form, b"says=%ff%fe&position=amend&~go=send").text().contains("is no text"));
    assert_eq!(raw(form, &vec![b'a'; 140_000]).status, 413);
    assert_eq!(raw("text/plain", b"says=x").status, 400);
    assert_eq!(raw("multipart/form-data; boundary=x", b"--y").status, 400);
    // A name of a place reads like that of a person: it is asked about, and may be sent.
    let typed = [("position", "amend"), ("says", "Que se destruya como pidió María González."), ("language", "es")];
    let look = send(&world, WRITE, &with(&typed, &[("~go", "look")]));
    assert!(look.status == 200 && look.text().contains("Look again"), "{}", look.text());
    let change = send(&world, WRITE, &with(&typed, &[("~go", "change")]));
    assert!(change.text().contains("María González") && change.text().contains("<textarea"), "{}", change.text());
    assert!(waiting(&world).is_empty());
}

#[test]
fn closed_consultations_and_wrong_codes_are_told_politely() {
    let world = world();
    for (name, says) in [("over", "closed on 1 Feb 2020"), ("planned", "opens on 1 Jan 2199")] {
        let path = format!("/en/comments/on/mx/consejo/consultation/{name}");
        let form = world.get(&path);
        assert_eq!(form.status, 200);
        assert!(form.text().contains(says) && !form.text().contains("<textarea"), "{}", form.text());
        let reply = send(&world, &path, &with(&TYPED, &[("~go", "send"), ("code", "7777-7777-7777-7777-7777")]));
        assert_eq!(reply.status, 409);
        assert!(
            reply.text().contains(says) && reply.text().contains(WORDS),
            "what was typed is not lost: {}",
            reply.text()
        );
    }
    for path in ["mx/consejo/consultation/none", "mx/keeper/body/1", "mx", "..%2f..%2fetc"] {
        assert_eq!(world.get(&format!("/en/comments/on/{path}")).status, 404, "{path}");
        assert_eq!(post(&world, &format!("/en/comments/on/{path}"), &TYPED).status, 404, "{path}");
    }
    for code in ["", "7777", "7777-7777-7777-7777-7777", "<script>alert(1)</script>", "%00", &"7".repeat(10_000)] {
        for path in ["/en/comments", "/es/comments/delete"] {
            let reply = send(&world, path, &with(&[], &[("code", code)]));
            assert_eq!(reply.status, 404, "{code}");
            assert!(!reply.text().contains("<script>"), "{code}");
        }
    }
    assert_eq!(world.get("/en/comments").status, 200);
    assert!(waiting(&world).is_empty());
}

#[test]
fn what_was_received_is_there_after_a_restart_and_a_mirror_takes_none() {
    let mut world = world();
    let code = sent(&world, &TYPED);
    world.stop();
    world.start();
    assert!(status(&world, &code).contains("Nobody has filed it yet"));
    let received = waiting(&world).pop().expect("one waits");
    file(&world, &showing(&received, "mx/consejo", WORDS), &council());
    world.stop();
    world.start();
    until_told(&world, "received 1, shown 1, answered 0, unshown 0, waiting 0, late 0, taken_back 0, withdrawn 0");
    assert!(status(&world, &code).contains("Exactly what you sent was filed"));
    let past = world.get(&format!("/en/consultations/{OPEN}.json?as-of=2020-01-01"));
    assert_eq!(past.status, 404, "there was no entry then");
}

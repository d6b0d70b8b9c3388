//! Pages as known on a day: they say what they said then, their links keep the day, and no value of the day does harm.

use std::collections::BTreeSet;

use register::time::Instant;

use crate::{
    html::{self, attribute, tags},
    judged,
    says::pages,
    world::{Answer, FIRST_DAY, RECORD, World},
};

/// Entries of the story.
const ENTRIES: usize = 19;

/// The day on which the story has so many entries.
fn day(entries: usize) -> String {
    Instant::from_millis((FIRST_DAY + entries as i64 - 1) * 86_400_000).expect("a day").date().to_string()
}

fn with_day(path: &str, day: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}as-of={day}")
}

/// Every page and twin of the story that differs by day.
fn routes() -> Vec<String> {
    let pages: Vec<String> = pages().into_iter().chain(judged::pages()).map(|(_, path)| path).collect();
    let twin = |path: &String| {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let alone = path.is_empty() || ["verify", "log", "about", "nowhere"].contains(&path) || query.contains("diff");
        ["json", "csv"].map(|ending| format!("{path}.{ending}?{query}")).into_iter().filter(move |_| !alone)
    };
    let twins: Vec<String> = pages.iter().flat_map(twin).collect();
    pages
        .into_iter()
        .chain(twins)
        .chain(["findings.atom".to_owned()])
        .filter(|path| {
            path != "log"
                && path != "verify"
                && !path.starts_with("data")
                && !path.starts_with("receipts")
                && !path.starts_with("embed")
        })
        .collect()
}

/// What a page says in its main part, or all that a twin says, without the day.
fn told(answer: &Answer, day: &str) -> String {
    let body = answer.body.split_once("<main").map_or(&*answer.body, |(_, main)| main);
    let body = body.split_once("</main>").map_or(body, |(main, _)| main);
    let body = body.replace(&format!("<input type=\"hidden\" name=\"as-of\" value=\"{day}\">"), "");
    let body = body.replace(&format!("&#38;as-of={day}"), "").replace(&format!("&as-of={day}"), "");
    body.replace(&format!("?as-of={day}"), "").replace(&format!("\"as_of\": \"{day}\""), "\"as_of\": null")
}

#[test]
fn a_page_as_known_on_a_day_is_the_page_of_that_day() {
    let now = World::by_days();
    let mut told_something = 0;
    for entries in [9, 10, 14, 17, ENTRIES] {
        let (then, day) = (World::on_day(entries), day(entries));
        for route in routes() {
            for lang in ["es", "en"] {
                let path = format!("/{lang}/{route}");
                let (before, after) = (then.get(&path), now.get(&with_day(&path, &day)));
                assert_eq!(before.status, after.status, "{path} of {day}");
                if before.status == 200 {
                    assert_eq!(told(&before, &day), told(&after, &day), "{path} of {day}");
                    told_something += usize::from(told(&now.get(&path), &day) != told(&after, &day));
                }
            }
        }
    }
    assert!(told_something > 100, "only {told_something} pages were others then");
}

/// Pages that are the same on every day.
const TIMELESS: [&str; 10] = [
    "file",
    "desk",
    "desk-of-body",
    "receipt",
    "network-embedded",
    "verify",
    "help",
    "accessibility",
    "data",
    "error-404",
];

#[test]
fn every_page_as_known_on_a_day_says_so_and_is_sound() {
    let world = World::by_days();
    let day = day(14);
    for lang in ["es", "en"] {
        let says = if lang == "es" {
            "Según lo conocido el 19 ene 2026 (14 asientos)."
        } else {
            "As known on 19 Jan 2026 (14 entries)."
        };
        for (name, path) in pages().into_iter().filter(|(name, _)| !TIMELESS.contains(name)) {
            let today = format!("/{lang}/{path}");
            let answer = world.get(&with_day(&today, &day));
            if answer.status == 404 {
                continue;
            }
            html::check(&answer.body, &path);
            assert!(html::text(&answer.body).contains(says), "{name}: {}", html::text(&answer.body));
            let back = tags(&answer.body)
                .into_iter()
                .find(|(_, tag)| tag.name == "a" && attribute(tag, "class") == Some("now"));
            let back = back.and_then(|(_, tag)| attribute(&tag, "href").map(|href| href.replace("&#38;", "&")));
            assert_eq!(back.as_deref(), Some(&*today), "{name}");
        }
    }
}

#[test]
fn every_link_of_a_page_as_known_on_a_day_keeps_the_day_and_leads_somewhere() {
    let world = World::by_days();
    let day = day(16);
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![with_day("/es/", &day), with_day("/en/", &day)]);
    while let Some(address) = waiting.pop() {
        let (path, _) = address.split_once('#').unwrap_or((&address, ""));
        if !seen.insert(path.to_owned()) {
            continue;
        }
        let answer = world.get(path);
        if answer.status.is_redirection() {
            waiting.push(answer.header("location").to_owned());
            continue;
        }
        assert_eq!(answer.status, 200, "{path}");
        if !["text/html", "application/atom"].iter().any(|kind| answer.header("content-type").starts_with(kind)) {
            continue;
        }
        for (_, tag) in
            tags(&answer.body).into_iter().filter(|(_, tag)| !tag.end && attribute(tag, "class") != Some("now"))
        {
            let address = attribute(&tag, if tag.name == "form" { "action" } else { "href" }).unwrap_or_default();
            let page = address.starts_with("/es/") || address.starts_with("/en/");
            let place = address.split('?').next().unwrap_or_default();
            let timeless = ["/receipts/", "/comments"].iter().any(|part| place.contains(part))
                || TIMELESS.iter().any(|name| place.ends_with(&format!("/{name}")));
            if !page || timeless || tag.name == "form" {
                continue;
            }
            assert_eq!(address.matches(&format!("as-of={day}")).count(), 1, "{path}: {tag:?}");
            waiting.push(address.replace("&#38;", "&"));
        }
        let forms = answer.body.matches("method=\"get\"").count();
        let kept = answer.body.matches(&format!("<input type=\"hidden\" name=\"as-of\" value=\"{day}\">")).count();
        assert_eq!(forms, kept + usize::from(forms > 0), "{path}: all forms but that which asks for another day");
    }
    assert!(seen.len() > 100, "only {} addresses", seen.len());
}

#[test]
fn a_record_corrected_and_a_claim_withdrawn_show_their_old_words() {
    let world = World::by_days();
    let (new, old) = ("500 objetivos y renovado", "comprado para 500 objetivos.");
    let record = |entries: usize| world.get(&with_day(&format!("/es/{RECORD}"), &day(entries))).body;
    assert!(record(ENTRIES).contains(new));
    assert!(!record(17).contains(new) && record(17).contains(old), "the correction is entry 17");
    let claim = |entries: usize| world.get(&with_day("/es/entries/15", &day(entries))).body;
    let withdrawn = "retirado en el asiento 16";
    assert!(html::text(&claim(17)).contains(withdrawn), "{}", html::text(&claim(17)));
    assert!(!html::text(&claim(16)).contains(withdrawn));
    let found = |words: &str, entries: usize| {
        world.get(&with_day(&format!("/es/records.json?q={words}"), &day(entries))).body.contains("\"total\": 1")
    };
    assert!(found("retira", 16) && !found("retira", 17), "words of a claim are found until it is withdrawn");
    assert!(found("renovado", 18) && !found("renovado", 17), "words of a correction are found from then on");
}

#[test]
fn twins_tell_the_day_and_the_size() {
    let world = World::by_days();
    let then = world.get(&with_day("/es/records.json", &day(14)));
    assert!(then.body.starts_with("{\n  \"as_of\": \"2026-01-19\",\n  \"size\": 14,\n  \"total\""), "{}", then.body);
    let now = world.get("/es/records.json");
    assert!(now.body.starts_with(&format!("{{\n  \"as_of\": null,\n  \"size\": {ENTRIES},\n")), "{}", now.body);
    let csv = world.get(&with_day("/es/records.csv", &day(14)));
    assert_eq!((csv.header("veedor-as-of"), csv.header("veedor-size")), ("2026-01-19", "14"));
    assert_eq!(world.get("/es/records.csv").header("veedor-as-of"), "");
    assert_ne!(now.header("etag"), world.get(&with_day("/es/records.json", &day(ENTRIES))).header("etag"));
    let log = world.get(&with_day("/es/log.json", &day(14)));
    let log: serde_json::Value = serde_json::from_str(&log.body).expect("JSON");
    let small: serde_json::Value = serde_json::from_str(&World::on_day(14).get("/es/log.json").body).expect("JSON");
    assert_eq!(
        (&log["size"], &log["root"]),
        (&small["size"], &small["root"]),
        "the root is that of the entries known then"
    );
}

#[test]
fn days_that_cannot_be_shown_are_answered_in_words() {
    let world = World::by_days();
    for (value, status, es, en) in [
        ("2026-01-05", 404, "no tenía aún ningún asiento; recibió el primero el 6 ene 2026", "had no entry yet"),
        ("0000-01-01", 400, "no es un día", "is no day"),
        ("1900-01-01", 404, "no tenía aún", "had no entry yet"),
        ("2026-03-11", 404, "aún no llega", "has not come yet"),
        ("2150-12-31", 404, "aún no llega", "has not come yet"),
        ("9999-12-31", 400, "no es un día", "is no day"),
        ("2026-02-30", 400, "no es un día", "is no day"),
        ("2026-1-1", 400, "no es un día", "is no day"),
        ("yesterday", 400, "no es un día", "is no day"),
        ("entry:3", 400, "no es un día", "is no day"),
        ("2026-01-10T00:00:00Z", 400, "no es un día", "is no day"),
        ("%00%FF%22%3E%3Cscript%3E", 400, "no es un día", "is no day"),
        ("2026-01-10&as-of=2026-01-11", 400, "no es un día", "is no day"),
        ("99999999999999999999-01-01", 400, "no es un día", "is no day"),
        ("-2026-01-01", 400, "no es un día", "is no day"),
    ] {
        for (lang, says) in [("es", es), ("en", en)] {
            let answer = world.get(&format!("/{lang}/records?as-of={value}"));
            assert_eq!(answer.status, status, "{value}");
            html::check(&answer.body, value);
            assert!(html::text(&answer.body).contains(says), "{value}: {}", html::text(&answer.body));
            assert!(!answer.body.contains("<script"), "{value}");
            assert!(html::links(&answer.body).contains(&format!("/{lang}/records")), "{value}: the way to today");
            let twin = world.get(&format!("/{lang}/records.json?as-of={value}"));
            assert_eq!(
                (twin.status.as_u16(), twin.header("content-type")),
                (status, "application/problem+json"),
                "{value}"
            );
            let twin: serde_json::Value = serde_json::from_str(&twin.body).expect("JSON");
            assert!(
                twin["title"].as_str().expect("words").contains(en)
                    && twin["title_es"].as_str().expect("words").contains(es)
            );
        }
    }
    for (value, status) in
        [("", 200), ("%20", 200), ("2026-03-10", 200), ("2026-01-06&as-of=2026-01-06", 200), ("+2026-01-10+", 200)]
    {
        assert_eq!(world.get(&format!("/es/records?as-of={value}")).status, status, "{value}");
    }
}

#[test]
fn what_came_later_was_not_there_and_a_page_says_so() {
    let world = World::by_days();
    let path = format!("/es/{RECORD}");
    let answer = world.get(&with_day(&path, &day(5)));
    assert_eq!(answer.status, 404);
    assert!(html::text(&answer.body).contains("El 10 ene 2026 no había nada en esta dirección."), "{}", answer.body);
    let links = html::links(&answer.body);
    assert!(links.contains(&path) && links.contains(&with_day("/es/log", &day(5))), "{links:?}");
    let twin = world.get(&with_day(&format!("/es/{RECORD}.json"), &day(5)));
    assert_eq!((twin.status.as_u16(), twin.header("content-type")), (404, "application/problem+json"));
}

#[test]
fn the_page_verify_and_the_log_know_no_days() {
    let world = World::by_days();
    for path in ["/es/verify", "/en/verify"] {
        assert_eq!(world.get(path).body, world.get(&with_day(path, "nonsense")).body);
    }
}

#[test]
fn a_form_asks_for_the_same_view_on_another_day() {
    let world = World::by_days();
    let page = world.get("/en/records?q=pegaso&class=spyware").body;
    let form = page.split("<form class=\"now\"").nth(1).and_then(|form| form.split("</form>").next()).expect("a form");
    for part in [
        "action=\"/en/records\"",
        "name=\"q\" value=\"pegaso\"",
        "name=\"class\" value=\"spyware\"",
        "name=\"as-of\" type=\"date\" max=\"2026-03-10\"",
    ] {
        assert!(form.contains(part), "{part}: {form}");
    }
}

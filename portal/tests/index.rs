//! The index under corrections and withdrawals: what lists, searches and figures say is what stands, and the index of a
//! running register is the same, row for row, as one made anew from the log. And what happens when its file is damaged.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

mod support;

use std::{path::Path, time::Duration};

use expect_test::expect;
use portal::index::{BodiesQuery, Index, Query, Reading};
use register::id::{BodyId, FilingId};
use rusqlite::{Connection, types::Value};
use support::{World, key, observer, registrar, sign};
use tlog::note::SignerKey;

#[test]
fn a_renamed_technology_is_found_by_its_new_name_only() {
    let mut story = Story::new();
    story.file(&technology(1, "Zafiro", "mx/observer"));
    story.file(&correction(1, "technology/1", &technology_fields("Rubí", "mx/keeper")));
    let reading = story.reading();
    assert_eq!(found(&reading, "zafiro"), [""; 0]);
    assert_eq!(found(&reading, "rubi"), ["mx/observer/technology/1 Rubí reached Need filed 0 claims 0 changed 5"]);
}

#[test]
fn a_corrected_holder_changes_what_counts_as_filed() {
    let mut story = Story::new();
    story.file(&technology(1, "Zafiro", "mx/observer"));
    assert_eq!(
        found(&story.reading(), ""),
        ["mx/observer/technology/1 Zafiro reached Need filed 1 claims 0 changed 4"]
    );
    story.file(&correction(1, "technology/1", &technology_fields("Zafiro", "mx/keeper")));
    assert_eq!(
        found(&story.reading(), ""),
        ["mx/observer/technology/1 Zafiro reached Need filed 0 claims 0 changed 5"]
    );
    story.file(&correction(2, "technology/1", &technology_fields("Zafiro", "mx/observer")));
    assert_eq!(
        found(&story.reading(), ""),
        ["mx/observer/technology/1 Zafiro reached Need filed 1 claims 0 changed 6"]
    );
}

#[test]
fn a_claim_withdrawn_counts_no_more_and_answers_nothing() {
    let mut story = Story::new();
    story.file(&technology(1, "Zafiro", "mx/observer"));
    story.file(&claim_about(1, "technology/1", "purchase", &priced("1.00")));
    story.file(&claim_about(2, "technology/1", "use", &priced("2.00")));
    let reading = story.reading();
    assert_eq!(found(&reading, ""), ["mx/observer/technology/1 Zafiro reached Use filed 1 claims 2 changed 6"]);
    assert_eq!(reading.disagreements(0, 9).expect("asked").len(), 1);
    story.file(&withdrawal(1, "claim/2"));
    assert_eq!(found(&reading, ""), ["mx/observer/technology/1 Zafiro reached Purchase filed 1 claims 1 changed 7"]);
    assert_eq!(reading.disagreements(0, 9).expect("asked"), []);
    assert_eq!(reading.figures().expect("asked").claims, 1);
}

#[test]
fn a_claim_corrected_to_another_stage_and_question_moves() {
    let mut story = Story::new();
    story.file(&technology(1, "Zafiro", "mx/observer"));
    story.file(&claim_about(1, "technology/1", "use", &priced("1.00")));
    story.file(&claim_about(2, "technology/1", "purchase", &priced("2.00")));
    let fields = claim_fields("need", "").replace("Se afirma", "Se corrige");
    story.file(&correction(1, "claim/1", &fields));
    let reading = story.reading();
    assert_eq!(found(&reading, ""), ["mx/observer/technology/1 Zafiro reached Purchase filed 1 claims 2 changed 7"]);
    assert_eq!(reading.disagreements(0, 9).expect("asked"), []);
    assert_eq!(found(&reading, "corrige").len(), 1);
}

#[test]
fn a_technology_withdrawn_is_in_no_list_and_keeps_its_page() {
    let mut story = Story::new();
    story.file(&technology(1, "Zafiro", "mx/observer"));
    let reading = story.reading();
    assert_eq!(reading.holders().expect("asked").len(), 1);
    story.file(&withdrawal(1, "technology/1"));
    assert_eq!(found(&reading, ""), [""; 0]);
    assert_eq!(reading.figures().expect("asked").technologies, 0);
    assert!(reading.holders().expect("asked").is_empty(), "nobody holds what was withdrawn");
    let page = reading.record(&id("technology/1")).expect("asked").expect("still there");
    assert_eq!(page.technology.withdrawn, Some(5));
    assert!(story.world.get("/es/records/mx/observer/technology/1").text().contains("retiró esta tecnología"));
}

#[test]
fn a_correction_moves_a_claim_between_records() {
    let mut story = Story::new();
    story.file(&technology(1, "Uno", "mx/observer"));
    story.file(&technology(2, "Dos", "mx/observer"));
    story.file(&claim_about(1, "technology/1", "use", ""));
    story.file(&claim_about(2, "technology/2", "use", r#", "contradicts": ["mx/observer/claim/1"]"#));
    assert_eq!(story.about("technology/1"), ["technology/1", "claim/1", "claim/2"]);
    story.file(&correction(1, "claim/2", &claim_fields("use", "")));
    assert_eq!(story.about("technology/1"), ["technology/1", "claim/1"]);
    let also = r#"{"form": "correction", "id": "mx/observer/correction/2", "filer": "mx/observer", "about": ["mx/observer/technology/2"], "occurred": "2026-01-02", "corrects": "mx/observer/claim/1", "reason": "Es de las dos", "replacement": {CLAIM}}"#;
    story.file(&format!("{}\n", also.replace("CLAIM", &claim_fields("use", ""))));
    assert_eq!(story.about("technology/2"), ["technology/2", "claim/1", "claim/2"]);
}

#[test]
fn what_is_about_a_contract_follows_it_to_another_technology() {
    let mut story = Story::new();
    story.file(&technology(1, "Uno", "mx/observer"));
    story.file(&technology(2, "Dos", "mx/observer"));
    story.file(&contract(1, "technology/1"));
    story.file(&claim_about(1, "contract/1", "use", ""));
    story.file(&claim_about(2, "claim/1", "use", ""));
    assert_eq!(story.about("technology/1"), ["technology/1", "contract/1", "claim/1"], "one step, no further");
    let by_claim = |story: &Story| found(&story.reading(), "afirma");
    assert!(by_claim(&story)[0].starts_with("mx/observer/technology/1 "), "{:?}", by_claim(&story));
    story.file(&correction(1, "contract/1", &contract_fields("technology/2")));
    assert!(by_claim(&story)[0].starts_with("mx/observer/technology/2 "), "{:?}", by_claim(&story));
    assert_eq!(by_claim(&story).len(), 1, "its words find the other technology, and the first no more");
    assert_eq!(story.about("technology/1"), ["technology/1"]);
    assert_eq!(story.about("technology/2"), ["technology/2", "contract/1", "claim/1"]);
    let rows = found(&story.reading(), "");
    expect![[r#"
        [
            "mx/observer/technology/2 Dos reached Use filed 2 claims 1 changed 9",
            "mx/observer/technology/1 Uno reached Need filed 1 claims 0 changed 9",
        ]
    "#]]
    .assert_debug_eq(&rows);
}

#[test]
fn an_entry_touches_at_most_two_hundred_technologies() {
    let mut story = Story::new();
    for number in 1..=210 {
        story.send(&technology(number, "Uno", "mx/observer"));
    }
    for number in 0..2 {
        let all: Vec<_> = (1..=105).map(|at| format!("\"mx/observer/technology/{}\"", at + number * 105)).collect();
        story.send(&claim_text(number + 1, &all.join(","), "use", ""));
    }
    story.send(&claim_text(3, r#""mx/observer/claim/1","mx/observer/claim/2""#, "use", ""));
    story.file(&claim_about(4, "claim/3", "use", ""));
    let db = Connection::open(story.world.path().join("index.db")).expect("the index");
    let touched = |entry: u64| {
        let sql = format!("SELECT count(*) FROM touches WHERE entry = {entry}");
        db.query_row(&sql, [], |row| row.get::<_, i64>(0)).expect("asked")
    };
    assert_eq!([214, 215, 216, 217].map(touched), [105, 105, 200, 0]);
}

#[test]
fn the_description_of_a_body_falls_back_when_one_is_withdrawn_or_corrected() {
    let mut story = Story::new();
    let name = |story: &Story| {
        let found = story.reading().find_bodies(&BodiesQuery::default(), 0, 100).expect("asked");
        found.rows.into_iter().find(|body| body.0.as_str() == "mx/ministerio").map(|body| body.1)
    };
    story.file(&description("mx/observer", 1, "Primero"));
    story.file(&description("mx/observer", 2, "Segundo"));
    assert_eq!(name(&story).as_deref(), Some("Segundo"), "the latest of the first filer");
    story.file(&correction(1, "body/1", &description_fields("Primero corregido")));
    assert_eq!(name(&story).as_deref(), Some("Segundo"), "an older one corrected is still older");
    story.file(&grant("mx/ministerio", 10, &ministry()));
    story.file_by(&ministry(), &description("mx/ministerio", 1, "Yo mismo"));
    assert_eq!(name(&story).as_deref(), Some("Yo mismo"));
    story.file_by(&registrar(), &description("mx/keeper", 20, "Según el registro"));
    assert_eq!(name(&story).as_deref(), Some("Según el registro"));
    let page =
        story.reading().body(&BodyId::parse("mx/ministerio").expect("an id")).expect("asked").expect("described");
    assert_eq!(page.descriptions[0].filing.id.to_string(), "mx/keeper/body/20", "the page goes by the same one");
    story.file_by(&registrar(), &withdrawal(1, "body/20").replace("mx/observer", "mx/keeper"));
    story.file_by(&ministry(), &withdrawal(1, "body/1").replace("mx/observer", "mx/ministerio"));
    assert_eq!(name(&story).as_deref(), Some("Segundo"));
    story.file(&withdrawal(2, "body/2"));
    assert_eq!(name(&story).as_deref(), Some("Primero corregido"));
    story.file(&withdrawal(3, "body/1"));
    assert_eq!(name(&story), None);
}

#[test]
fn the_live_index_and_one_made_anew_hold_the_same_rows() {
    let mut story = Story::new();
    for (at, filing) in history().iter().enumerate() {
        // Some entries are followed one at a time, some several in one transaction.
        if at % 3 == 0 { story.file(filing) } else { story.send(filing) }
    }
    story.wait();
    let live = dump(&story.world.path().join("index.db"));
    let anew = story.world.path().join("anew.db");
    let site = story.world.service().site();
    let checkpoint = site.log.checkpoint(&site.key).expect("a checkpoint");
    let mut index = Index::anew(&anew).expect("an index");
    index.catch_up(&site.log, checkpoint.checkpoint(), |_| {}).expect("followed");
    assert!(live.iter().any(|row| row.starts_with("terms ")), "the dump holds the search too");
    assert_eq!(live, dump(&anew));
    let counted = |path: &Path| {
        let db = Connection::open(path).expect("an index");
        let mut ids = db.prepare("SELECT id FROM record").expect("asked");
        let ids: Vec<String> = ids.query_map([], |row| row.get(0)).expect("asked").flatten().collect();
        for id in ids {
            db.execute(include_str!("../src/index/recount.sql"), [id]).expect("counted");
        }
        dump(path)
    };
    assert_eq!(live, counted(&anew), "what is counted one by one is what is counted from everything");
}

#[test]
fn entries_that_are_not_under_the_signed_root_are_not_followed() {
    let mut story = Story::new();
    for number in 0..300 {
        story
            .send(&claim_about(number, "body/none", "use", "").replace("\"mx/observer/body/none\"", "\"mx/observer\""));
    }
    story.wait();
    let bundle = story.world.path().join("public/log/tile/entries/000");
    let mut bytes = std::fs::read(&bundle).expect("a full bundle");
    let text = b"Se afirma";
    let place = bytes.windows(text.len()).position(|window| window == text).expect("a claim");
    bytes[place] ^= 1;
    let mut permissions = std::fs::metadata(&bundle).expect("a file").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "the file is in a folder of this test alone")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&bundle, permissions).expect("writable");
    std::fs::write(&bundle, bytes).expect("written");
    let site = story.world.service().site();
    let checkpoint = site.log.checkpoint(&site.key).expect("a checkpoint");
    let mut index = Index::anew(&story.world.path().join("anew.db")).expect("an index");
    let told = index.catch_up(&site.log, checkpoint.checkpoint(), |_| {});
    let says = told.expect_err("refused").to_string();
    assert!(says.contains("not under the signed root"), "{says}");
    assert_eq!(index.size().expect("asked"), 0);
}

#[test]
fn pages_notice_a_damaged_index_and_it_is_made_anew() {
    let story = Story::new();
    let db = Connection::open(story.world.path().join("index.db")).expect("the index");
    db.busy_timeout(Duration::from_secs(5)).expect("patience");
    db.execute_batch("DROP VIEW listed").expect("dropped");
    drop(db);
    assert_eq!(story.world.get("/es/records").status, 503);
    story.until_served("/es/records", "Tecnologías");
}

#[test]
fn a_deleted_or_replaced_index_comes_back_while_the_register_runs() {
    let mut story = Story::new();
    let path = story.world.path().join("index.db");
    std::fs::remove_file(&path).expect("it was there");
    story.send(&technology(1, "Zafiro", "mx/observer"));
    story.until_served("/es/records", "Zafiro");
    std::fs::write(path.with_extension("other"), b"nonsense").expect("written");
    std::fs::rename(path.with_extension("other"), &path).expect("replaced");
    story.send(&technology(2, "Esmeralda", "mx/observer"));
    story.until_served("/es/records", "Esmeralda");
}

/// A register whose index follows what is filed.
struct Story {
    world: World,
    size: u64,
}

impl Story {
    fn new() -> Story {
        let story = Story { world: World::new(), size: 4 };
        story.wait();
        story
    }

    /// Files and waits until it is indexed.
    fn file(&mut self, text: &str) {
        self.file_by(&observer(), text);
    }

    fn file_by(&mut self, signer: &SignerKey, text: &str) {
        let signer = if text.contains("\"form\": \"key\"") { &registrar() } else { signer };
        self.size = self.world.accept(&sign(text, &[signer])).0 + 1;
        self.wait();
    }

    fn send(&mut self, text: &str) {
        self.size = self.world.accept(&sign(text, &[&observer()])).0 + 1;
    }

    fn wait(&self) {
        self.world.service().wait_indexed(self.size);
    }

    fn reading(&self) -> Reading {
        Index::reading(&self.world.path().join("index.db")).expect("the index")
    }

    /// The filings shown on a technology's page.
    fn about(&self, technology: &str) -> Vec<String> {
        let page = self.reading().record(&id(technology)).expect("asked").expect("there");
        let short = |id: &FilingId| id.to_string().replace("mx/observer/", "");
        page.filings.iter().map(|logged| short(&logged.filing.id)).collect()
    }

    fn until_served(&self, path: &str, text: &str) {
        let until = std::time::Instant::now() + Duration::from_secs(10);
        loop {
            let reply = self.world.get(path);
            if reply.status == 200 && reply.text().contains(text) {
                return;
            }
            assert!(std::time::Instant::now() < until, "{path} does not come back: {}", reply.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn id(short: &str) -> FilingId {
    FilingId::parse(&format!("mx/observer/{short}")).expect("an id")
}

fn found(reading: &Reading, words: &str) -> Vec<String> {
    let found = reading.find(&Query { words: words.into(), ..Query::default() }, None, 100).expect("asked");
    assert_eq!(found.total, found.rows.len() as u64);
    let row = |row: &portal::index::RecordRow| {
        let (id, name, reached) = (&row.id, &row.name, row.reached);
        format!("{id} {name} reached {reached:?} filed {} claims {} changed {}", row.filed, row.claims, row.changed)
    };
    found.rows.iter().map(row).collect()
}

fn filing(filer: &str, form: &str, number: u32, rest: &str) -> String {
    format!(
        "{{\"form\": \"{form}\", \"id\": \"{filer}/{form}/{number}\", \"filer\": \"{filer}\", \"occurred\": \"2026-01-02\", {rest}}}\n"
    )
}

const SOURCES: &str = r#""sources": [{"title": "Nota de prueba", "publisher": "Medio de prueba"}]"#;

fn technology(number: u32, name: &str, holder: &str) -> String {
    filing("mx/observer", "technology", number, &format!("{}, {SOURCES}", technology_fields(name, holder)))
}

fn technology_fields(name: &str, holder: &str) -> String {
    format!(
        r#""name": "{name}", "class": "spyware", "summary": "De prueba", "holder": "{holder}", "held_as": "owned", "maker": "mx/keeper", "held_from": "2020-01-01""#
    )
}

fn claim_about(number: u32, about: &str, stage: &str, rest: &str) -> String {
    claim_text(number, &format!("\"mx/observer/{about}\""), stage, rest)
}

fn claim_text(number: u32, about: &str, stage: &str, rest: &str) -> String {
    let fields = claim_fields(stage, rest);
    filing("mx/observer", "claim", number, &format!("\"about\": [{about}], {fields}, {SOURCES}"))
}

fn claim_fields(stage: &str, rest: &str) -> String {
    format!(
        r#""stage": "{stage}", "kind": "other", "says": "Se afirma algo.", "publisher_kind": "press", "mark": "unverified"{rest}"#
    )
}

fn priced(amount: &str) -> String {
    format!(r#", "question": "precio", "amount": {{"amount": "{amount}", "currency": "MXN"}}"#)
}

fn contract(number: u32, technology: &str) -> String {
    filing("mx/observer", "contract", number, &format!("{}, {SOURCES}", contract_fields(technology)))
}

fn contract_fields(technology: &str) -> String {
    format!(
        r#""technology": "mx/observer/{technology}", "number": "PDE-1", "kind": "original", "buyer": "mx/keeper", "end_user": "mx/keeper", "supplier": "mx/observer", "procedure": "direct", "object": "Licencias", "amount": {{"amount": "1.00", "currency": "MXN"}}, "from": "2020-01-01", "to": "2021-01-01", "budget_item": "33701""#
    )
}

fn description(filer: &str, number: u32, name: &str) -> String {
    filing(filer, "body", number, &description_fields(name))
}

fn description_fields(name: &str) -> String {
    format!(r#""body": "mx/ministerio", "name": "{name}", "kind": "civil-society""#)
}

fn correction(number: u32, target: &str, fields: &str) -> String {
    let rest = format!(r#""corrects": "mx/observer/{target}", "reason": "Errata", "replacement": {{{fields}}}"#);
    filing("mx/observer", "correction", number, &rest)
}

fn withdrawal(number: u32, target: &str) -> String {
    filing("mx/observer", "withdrawal", number, &format!(r#""withdraws": "mx/observer/{target}", "reason": "Error""#))
}

fn ministry() -> SignerKey {
    key("mx/ministerio", 4)
}

fn grant(holder: &str, number: u32, signer: &SignerKey) -> String {
    let key = signer.verifier();
    let rest = format!(r#""action": "grant", "key": "{key}", "holder": "{holder}", "role": "observer""#);
    filing("mx/keeper", "key", number, &rest)
}

/// A history in which everything is corrected or withdrawn, some twice.
fn history() -> Vec<String> {
    let mut all = Vec::new();
    for number in 1..=6 {
        all.push(technology(number, &format!("Sistema {number}"), "mx/observer"));
        all.push(contract(number, &format!("technology/{number}")));
        all.push(description("mx/observer", number, &format!("Ministerio {number}")));
    }
    for number in 1..=12_u32 {
        let about = format!("{}/{}", ["technology", "contract"][number as usize % 2], number.div_ceil(2));
        let stage = ["need", "purchase", "use"][number as usize % 3];
        all.push(claim_about(number, &about, stage, &priced(&format!("{number}.00"))));
    }
    let mut fixes = Vec::new();
    for number in 1..=3 {
        fixes.push(correction(number, &format!("technology/{number}"), &technology_fields("Otro", "mx/keeper")));
        fixes.push(correction(number + 10, &format!("contract/{number}"), &contract_fields("technology/6")));
        fixes.push(correction(number + 20, &format!("claim/{number}"), &claim_fields("need", "")));
        fixes.push(correction(number + 30, &format!("body/{}", number * 2), &description_fields("Nuevo")));
        fixes.push(correction(number + 40, &format!("contract/{number}"), &contract_fields("technology/5")));
        fixes.push(withdrawal(number, &format!("claim/{}", number * 3 + 3)));
        fixes.push(withdrawal(number + 10, &format!("technology/{}", number + 3)));
        fixes.push(withdrawal(number + 20, &format!("contract/{number}")));
        fixes.push(withdrawal(number + 30, &format!("body/{}", number * 2 - 1)));
    }
    all.extend(fixes);
    all
}

/// Every row of every table, as text; of the search its words and where they stand.
fn dump(path: &Path) -> Vec<String> {
    let db = Connection::open(path).expect("an index");
    db.execute_batch("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, instance)").expect("the words");
    let mut rows = Vec::new();
    for table in [
        "state",
        "entry",
        "about",
        "touches",
        "correction",
        "withdrawal",
        "record",
        "description",
        "body",
        "document",
        "answer",
        "words",
        "finds",
        "terms",
    ] {
        let mut select = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).expect("a table");
        let columns = select.column_count();
        let row =
            |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get::<_, Value>(at)).collect::<Result<Vec<_>, _>>();
        let all = select.query_map([], row).expect("rows").map(|row| format!("{table} {:?}", row.expect("a row")));
        rows.extend(all);
    }
    rows.sort_unstable();
    rows
}

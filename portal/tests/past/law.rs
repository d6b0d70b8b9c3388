//! The law of the past: the index of the first entries, read as of now, is the index of all entries, read as of then.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use figures::{
    line::Line,
    table::{By, Query, Row, table},
};
use portal::{
    index::{Index, IndexError, Reading},
    rulebooks::Rulebooks,
};
use proptest::{prelude::*, test_runner::Config};
use register::filing::read_draft;
use rulebook::{book::Rulebook, bundle::digest};

use crate::{
    log::{History, as_of},
    random, search,
};

/// First day of every history: 1 January 2026.
const FIRST: i64 = 20_454;

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_was_known_is_what_an_index_of_that_time_says(
        steps in random::steps(70),
        gaps in proptest::collection::vec(prop_oneof![3 => Just(0_i64), 2 => Just(1), 1 => 2..40_i64], 80),
        adopted in 0_usize..60,
    ) {
        let texts = filings(&steps, adopted);
        let mut day = FIRST;
        let days = texts.iter().zip(gaps.iter().cycle()).map(|(text, gap)| {
            day += gap;
            (day, text.clone())
        });
        holds(&days.collect::<Vec<_>>());
    }
}

/// A random history in which, at some place, the rulebooks of the program are adopted.
fn filings(steps: &[random::Step], adopted: usize) -> Vec<String> {
    let first = r#"{"form":"body","id":"mx/registro/body/1","filer":"mx/registro","occurred":"2015-01-01","body":"mx/registro","name":"Registro","kind":"registrar"}"#;
    let (mut texts, mut before) = (vec![first.to_owned()], vec![random::registrar()]);
    for (number, step) in steps.iter().enumerate() {
        if number == adopted {
            texts.extend(books().values().enumerate().map(|(at, (digest, book))| adoption(at, digest, book)));
        }
        let Some(text) = random::draft(step, number + 2, &before) else { continue };
        before.push(Arc::new(read_draft(&text).expect("a draft")));
        texts.push(text);
    }
    texts
}

fn adoption(at: usize, digest: &str, book: &Rulebook) -> String {
    format!(
        r#"{{"form":"regulation","id":"mx/registro/regulation/{}","filer":"mx/registro","occurred":"2016-01-01","action":"adopt","rulebook":"{}","version":"{}","from":"2000-01-01","digest":"{digest}","adopted_by":"mx/registro"}}"#,
        at + 1_000,
        book.name,
        book.version
    )
}

/// The rulebooks of the program, by name: digest and book.
fn books() -> &'static BTreeMap<String, (String, Arc<Rulebook>)> {
    static BOOKS: std::sync::OnceLock<BTreeMap<String, (String, Arc<Rulebook>)>> = std::sync::OnceLock::new();
    BOOKS.get_or_init(|| {
        let law = Path::new(env!("CARGO_MANIFEST_DIR")).join("../law");
        let dirs = std::fs::read_dir(law).expect("the law").map(|dir| dir.expect("a folder").path());
        let books = dirs.filter(|dir| dir.join("rulebook.toml").exists()).map(|dir| {
            let files = std::fs::read_dir(&dir).expect("files").map(|file| file.expect("a file").path());
            let files: BTreeMap<String, String> = files
                .map(|file| {
                    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
                    (name, std::fs::read_to_string(file).expect("text"))
                })
                .collect();
            let book = Rulebook::load(&files).expect("a rulebook");
            (book.name.clone(), (digest(&files), Arc::new(book)))
        });
        books.collect()
    })
}

/// Tables of figures by each way to tell rows apart, and by two of them.
fn queries() -> Vec<Query> {
    let pairs = [[By::Year, By::Measure], [By::Technology, By::Basis], [By::Other, By::Month]];
    let all = By::ALL.map(|by| vec![by]).into_iter().chain(pairs.map(Vec::from));
    all.map(|by| Query { by, ..Query::default() }).collect()
}

fn tables(reading: &Reading) -> Vec<Vec<Row>> {
    queries().iter().map(|query| table(query, reading.lines(query).expect("lines"))).collect()
}

/// Builds an index at the end of each day, and one of all entries; and one that followed entry by entry.
fn holds(days: &[(i64, String)]) {
    let books = books().values().map(|(digest, book)| (digest.clone(), Arc::clone(book))).collect();
    let mut history = History::new(Rulebooks::new(books));
    let mut live = Some(Index::anew(&history.path("live.db")).expect("an index"));
    let mut then = Vec::new();
    for (at, (day, text)) in days.iter().enumerate() {
        history.file(*day, text);
        live = live.map(|live| history.follow(live));
        if days.get(at + 1).is_none_or(|(next, _)| next > day) {
            let reading = Index::reading(&history.index("then.db")).expect("the index");
            then.push((*day, at as u64 + 1, reading.every_row().expect("rows"), tables(&reading)));
        }
    }
    let anew = history.index("anew.db");
    for path in [&anew, &history.path("live.db")] {
        let now = Index::reading(path).expect("the index");
        assert_eq!(tables(&now), then.last().expect("a day").3, "what was added up as it came, and at once");
        search::holds(&now);
        for query in queries() {
            let sorted = |lines: Vec<Line>| {
                let mut lines: Vec<String> = lines.iter().map(|line| format!("{line:?}")).collect();
                lines.sort_unstable();
                lines
            };
            let (kept, anew) = (now.lines(&query).expect("kept"), now.lines_anew(&query).expect("added up"));
            assert_eq!(sorted(kept.clone()), sorted(anew), "{query:?}");
            let by_months = Query { by: query.by.iter().copied().chain([By::Month]).collect(), ..Query::default() };
            let months = now.lines(&by_months).expect("kept");
            assert_eq!(table(&query, kept), table(&query, months), "{query:?}");
        }
        for (day, size, rows, figures) in &then {
            let (reading, known) = as_of(path, *day);
            assert_eq!(tables(&reading), *figures, "figures as known on day {day}");
            search::holds(&reading);
            assert_eq!(known, *size);
            let told = reading.every_row().expect("rows");
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter().filter(|row| !other.contains(row)).cloned().collect()
            };
            assert!(
                told == *rows,
                "{}, day {day}, {size} entries:\nthen {:#?}\nas of then {:#?}",
                path.display(),
                only(rows, &told),
                only(&told, rows)
            );
        }
    }
}

/// What following says after the files of a rulebook came, so many days after it was adopted.
fn when_files_come_after(days: i64) -> Result<u64, IndexError> {
    let (digest, book) = &books()["mx-federal"];
    let mut history = History::new(Rulebooks::default());
    let texts = filings(&[], 0);
    history.file(FIRST, &texts[0]);
    history.file(FIRST, &adoption(0, digest, book));
    history.file(FIRST + days, &adoption(1, &"ab".repeat(32), book));
    let path = history.index("late.db");
    let books = Rulebooks::new([(digest.clone(), Arc::clone(book))].into());
    let mut index = Index::open(&path).expect("an index").judging(books, Arc::default());
    index.step(&history.reader(), history.checkpoint().checkpoint())
}

#[test]
fn an_index_whose_past_was_judged_by_another_law_is_made_anew() {
    assert_eq!(when_files_come_after(0).expect("the day is not over"), 3);
    let told = when_files_come_after(2).expect_err("a day is over");
    assert!(matches!(told, IndexError::OtherLaw) && told.is_damage(), "{told}");
}

//! What holds for any input: nothing panics, no whole row is lost, the same rows give the same bytes.

use import::{Importer, Plan, importer::Out, source};
use proptest::prelude::*;
use register::lang::Lang;

use crate::bench::{import, plan};

const GOOD: &str = "number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome\n\
    2024-1,2024-01-01,2024-03-31,interception,orders,12,\"by day, of decision\",\"Telco, S.A. de C.V.\",,,granted\n\
    2024-2,2024-04-01,2024-06-30,geolocation,orders,<10,by day,\"Año \"\"x\"\"\",,,refused\n\
    2024-3,2024-07-01,2024-09-30,interception,orders,,by day,,mx,,\n";

#[test]
fn a_cut_at_any_byte_loses_no_whole_row_before_it() {
    let plan = plan("return");
    let whole = import(&plan, GOOD.as_bytes()).drafts();
    let ends: Vec<usize> = GOOD.match_indices('\n').map(|(at, _)| at + 1).skip(1).collect();
    for cut in 0..=GOOD.len() {
        let done = import(&plan, &GOOD.as_bytes()[..cut]);
        let before = ends.iter().filter(|end| **end <= cut).count();
        let kept = whole.lines().take(before).all(|line| done.drafts().contains(line));
        assert!(kept, "cut at {cut}: {}", done.told("f"));
        assert!(done.tally.filings as usize >= before);
    }
}

#[test]
fn the_same_file_twice_gives_the_same_ids_and_no_duplicate() {
    let plan = plan("us-ca-geofence-register");
    let once = "year,probable_geofence_notifications\n2018,1\n2019,31\n";
    let one = import(&plan, once.as_bytes());
    assert_eq!(one.drafts(), import(&plan, once.as_bytes()).drafts());
    let twice = import(&plan, format!("{once}2018,1\n2019,31\n").as_bytes());
    assert_eq!((twice.drafts(), twice.of("same-id")), (one.drafts(), 2));
}

/// Imports with a cut after so many rows: what was counted is handed over as text, as a file would hold it.
fn cut_after(plan: &Plan, bytes: &[u8], cut: usize) -> (Out, String) {
    let rows = || source::rows(&plan.mapping.source, bytes).unwrap().map(Result::unwrap);
    let mut first = Importer::new(plan, Lang::En);
    rows().take(cut).for_each(|row| first.take(row).unwrap());
    let (mut out, kept) = (first.out(), serde_json::to_string(first.tally()).unwrap());
    let mut second = Importer::resumed(plan, Lang::En, serde_json::from_str(&kept).unwrap());
    rows().take(cut).for_each(|row| second.pass(&row));
    rows().skip(cut).for_each(|row| second.take(row).unwrap());
    second.finish();
    let rest = second.out();
    out.drafts.extend(rest.drafts);
    out.held.extend(rest.held);
    (out, serde_json::to_string(second.tally()).unwrap())
}

#[test]
fn an_import_cut_off_anywhere_goes_on_to_the_same_bytes() {
    let plan = plan("us-ca-geofence-register");
    let mut text = String::from("year,probable_geofence_notifications\n");
    (1990..2040).for_each(|year| text.push_str(&format!("{year},{}\n2001,x\n", year % 7)));
    let (whole, tally) = cut_after(&plan, text.as_bytes(), 0);
    for cut in [1, 2, 23, 50, 99, 100] {
        let (out, counts) = cut_after(&plan, text.as_bytes(), cut);
        assert_eq!((out.drafts, out.held, counts), (whole.drafts.clone(), whole.held.clone(), tally.clone()), "{cut}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        import(&plan("return"), &bytes);
        import(&plan("mx-xlvii"), &bytes);
    }

    #[test]
    fn no_cells_make_it_panic(cells in proptest::collection::vec("[ -~áé\u{202e}\"\n]{0,12}", 11)) {
        let header = GOOD.lines().next().unwrap();
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let done = import(&plan("return"), format!("{header}\n{}\n", quoted.join(",")).as_bytes());
        prop_assert_eq!(done.tally.filings + done.tally.held, done.tally.rows);
    }

    #[test]
    fn every_row_is_drafted_or_held_back(counts in proptest::collection::vec("[0-9<,.x-]{0,6}", 1..20)) {
        let rows: String = counts.iter().enumerate().map(|(at, count)| format!("{},\"{count}\"\n", 1950 + at / 2)).collect();
        let done = import(&plan("us-ca-geofence-register"), format!("year,probable_geofence_notifications\n{rows}").as_bytes());
        prop_assert_eq!(done.tally.filings + done.tally.held, done.tally.rows);
        prop_assert_eq!(done.tally.rows, counts.len() as u64);
    }
}

//! What published data come to. The numbers were counted by others; rules of the mappings must reach them.

use expect_test::{Expect, expect};

use crate::bench::{Done, data, import, plan};

const NOTICES: &str = "us-ca-esw/electronic_search_notifications_2016_2021_redacted.csv";

fn check(name: &str, path: &str, wanted: &Expect) -> Option<Done> {
    let done = import(&plan(name), &data(path)?);
    assert_eq!(done.ended, None);
    wanted.assert_eq(&format!("{}\n{}", done.counts(), done.codes()));
    Some(done)
}

#[test]
fn all_notices_of_california_are_told_of() {
    let done = check(
        "us-ca-esw",
        NOTICES,
        &expect![[r#"
            7962 rows, 7849 filings, 113 held, 113 errors, 6839 warnings

            8 error f:2251:items blank the cell is blank; fill it in
            96 error f:1341:end ends-before-start the period ends before it starts; ask the publisher for a correction
            9 error f:1225:business_name likely-personal-data named[2].name: likely personal data: a person's name (`Br*** *****`); nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared`
            3 warning f:1462:end ends-after-2025 the period ends after 2025
            322 warning f:1290:end ends-after-notice the period ends after the notice was submitted
            755 warning f:1239:end longer-than-a-year the period is longer than 365 days
            5299 warning f:2:warrant_number no-warrant-number there is no warrant number
            460 warning f:3633:warrant_number placeholder-warrant-number a word that says nothing stands for the warrant number
        "#]],
    );
    let Some(done) = done else { return };
    assert_eq!(done.tally.rows, 7_962);
    assert_eq!(done.tally.spellings["agency"], 1_058, "spellings of agencies, as published");
}

/// The notices of 2020 and 2021, as a file of their own.
fn of_2020_and_2021(bytes: &[u8]) -> Vec<u8> {
    let mut records = csv::Reader::from_reader(bytes);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(records.headers().unwrap()).unwrap();
    for record in records.records().map(Result::unwrap) {
        if record[0].starts_with("electronic-") {
            out.write_record(&record).unwrap();
        }
    }
    out.into_inner().unwrap()
}

#[test]
fn the_notices_of_2020_and_2021_come_to_the_numbers_that_were_counted() {
    let Some(bytes) = data(NOTICES) else { return };
    let done = import(&plan("us-ca-esw"), &of_2020_and_2021(&bytes));
    assert_eq!(done.tally.rows, 2_580);
    for (code, wanted) in [
        ("no-warrant-number", 1_054),
        ("placeholder-warrant-number", 271),
        ("ends-before-start", 29),
        ("ends-after-notice", 84),
        ("longer-than-a-year", 273),
        ("ends-after-2025", 1),
    ] {
        assert_eq!(done.of(code), wanted, "{code}");
    }
}

#[test]
fn a_notice_becomes_an_order_with_the_names_as_published() {
    let Some(bytes) = data(NOTICES) else { return };
    let done = import(&plan("us-ca-esw"), &bytes);
    let drafts = done.drafts();
    let one = |id: &str| drafts.lines().find(|line| line.contains(&format!("/order/{id}\""))).unwrap().to_owned();
    expect![[r#"
        {"form":"order","id":"us-ca/observer/order/esw-2020-2","filer":"us-ca/observer","legal_basis":[{"article":"1546.1","law":"California Penal Code"}],"outcome":"granted","occurred":"2020-01-27","measure":"retained-data","from":"2020-01-27","to":"2020-04-27","emergency":false,"matter":"Theft/Fraud","reference":"SW0127202011","sources":[{"title":"Electronic search warrant notifications","publisher":"California Department of Justice","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"electronic-search-warrant-notifications.csv, row 2"}],"unknown":[{"field":"technology","reason":"not-published"},{"field":"asked_at","reason":"not-published"},{"field":"decided_at","reason":"not-published"},{"field":"subjects","reason":"not-published"},{"field":"served","reason":"not-published"}],"named":[{"field":"requester","name":"Riverside County Sheriff"},{"field":"court","name":"Riverside"}]}
        {"form":"order","id":"us-ca/observer/order/esw-2016-5","filer":"us-ca/observer","legal_basis":[{"article":"1546.1","law":"California Penal Code"}],"outcome":"granted","occurred":"2016-01-12","measure":"subscriber-data","emergency":false,"sources":[{"title":"Electronic search warrant notifications","publisher":"California Department of Justice","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"eswn2016.xlsx, row 5"}],"unknown":[{"field":"technology","reason":"not-published"},{"field":"asked_at","reason":"not-published"},{"field":"decided_at","reason":"not-published"},{"field":"subjects","reason":"not-published"},{"field":"from","reason":"not-published"},{"field":"to","reason":"not-published"},{"field":"matter","reason":"not-published"},{"field":"reference","reason":"not-published"}],"named":[{"field":"requester","name":"Los Angeles County Sheriffs Department"},{"field":"court","name":"Los Angeles"},{"field":"served","name":"Time Warner Cable"}]}"#]].assert_eq(&[one("esw-2020-2"), one("esw-2016-5")].join("\n"));
}

#[test]
fn geofence_warrants_by_place_and_by_year() {
    let done = check(
        "us-ca-geofence-google",
        "us-ca-esw/google_geofence_by_jurisdiction_2018_2020.csv",
        &expect![[r#"
        156 rows, 3 filings, 0 held, 0 errors, 0 warnings
        requests: 20932 of 20932

    "#]],
    );
    let Some(done) = done else { return };
    let drafts = done.drafts();
    assert!(drafts.lines().all(|line| line.matches("\"jurisdiction\"").count() == 52));
    let path = "us-ca-esw/probable_geofence_in_state_register_by_year.csv";
    let Some(done) = check(
        "us-ca-geofence-register",
        path,
        &expect![[r#"
        4 rows, 4 filings, 0 held, 0 errors, 0 warnings
        probable_geofence_notifications: 57 of 57

    "#]],
    ) else {
        return;
    };
    expect![[r#"
        {"form":"return","id":"us-ca/observer/return/geofence-notices-2018","filer":"us-ca/observer","nil":false,"occurred":{"from":"2018-01-01","to":"2018-12-31"},"figures":[{"category":"probable geofence notifications","counting_rule":"The Markup: notices that are probably of geofence searches","jurisdiction":"us-ca","measure":"area-search","unit":"notices","count":{"value":1}}],"sources":[{"title":"Electronic search warrant notifications, counted","publisher":"The Markup","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"row 2"}],"named":[{"field":"about_body","name":"California Department of Justice"}]}
        {"form":"return","id":"us-ca/observer/return/geofence-notices-2019","filer":"us-ca/observer","nil":false,"occurred":{"from":"2019-01-01","to":"2019-12-31"},"figures":[{"category":"probable geofence notifications","counting_rule":"The Markup: notices that are probably of geofence searches","jurisdiction":"us-ca","measure":"area-search","unit":"notices","count":{"value":31}}],"sources":[{"title":"Electronic search warrant notifications, counted","publisher":"The Markup","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"row 3"}],"named":[{"field":"about_body","name":"California Department of Justice"}]}
        {"form":"return","id":"us-ca/observer/return/geofence-notices-2020","filer":"us-ca/observer","nil":false,"occurred":{"from":"2020-01-01","to":"2020-12-31"},"figures":[{"category":"probable geofence notifications","counting_rule":"The Markup: notices that are probably of geofence searches","jurisdiction":"us-ca","measure":"area-search","unit":"notices","count":{"value":9}}],"sources":[{"title":"Electronic search warrant notifications, counted","publisher":"The Markup","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"row 4"}],"named":[{"field":"about_body","name":"California Department of Justice"}]}
        {"form":"return","id":"us-ca/observer/return/geofence-notices-2021","filer":"us-ca/observer","nil":false,"occurred":{"from":"2021-01-01","to":"2021-12-31"},"figures":[{"category":"probable geofence notifications","counting_rule":"The Markup: notices that are probably of geofence searches","jurisdiction":"us-ca","measure":"area-search","unit":"notices","count":{"value":16}}],"sources":[{"title":"Electronic search warrant notifications, counted","publisher":"The Markup","url":"https://github.com/the-markup/investigation-ca-geofence-warrants","part":"row 5"}],"named":[{"field":"about_body","name":"California Department of Justice"}]}
    "#]].assert_eq(&done.drafts());
}

#[test]
fn apples_reports_raise_no_error_and_no_warning() {
    let path = "apple-transparency/apple_requests_2013_2025.csv";
    let Some(done) = check(
        "provider-transparency-apple",
        path,
        &expect![[r#"
        4802 rows, 1600 filings, 0 held, 0 errors, 0 warnings
        accounts_deleted: 34 of 34
        accounts_preserved: 188756 of 188756
        accounts_restricted: 391 of 391
        appeals_granted: 3 of 3
        appeals_received: 3 of 3
        apps_reinstated: 3 of 3
        apps_removed: 2120 of 2120
        content_provided: 73604 of 73604
        items_specified: 8572979 of 8572979
        noncontent_provided: 120769 of 120769
        requests_app_removed: 456 of 456
        requests_challenged_rejected: 28891 of 28891
        requests_data_provided: 599991 of 599991
        requests_no_data: 2069 of 2069
        requests_received: 1158190 of 1158190

    "#]],
    ) else {
        return;
    };
    assert_eq!((done.tally.rows, done.tally.errors, done.tally.warnings, done.tally.held), (4_802, 0, 0, 0));
    assert!(done.tally.sums.values().all(|sums| sums.read == sums.drafted), "every figure of every row is in a filing");
}

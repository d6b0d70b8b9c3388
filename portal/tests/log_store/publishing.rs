//! Publication beside a busy writer, what is collected, and how much disk a log takes.

use crate::world::{World, key};
use expect_test::expect;
use portal::log::{KEPT_CHECKPOINTS, Log};
use std::sync::mpsc;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_publisher_thread_follows_the_writer_and_tells_its_followers() {
    let mut world = World::new();
    world.close();
    let (mut log, publisher) = Log::open(&world.path(), key()).expect("opens");
    let (tell, told) = mpsc::channel();
    let watch = log.published();
    let thread = publisher.spawn(Duration::ZERO, move |size| tell.send(size.expect("publishes")).expect("told"));
    let thread = thread.expect("a thread");
    for _ in 0..50 {
        let batch: Vec<Vec<u8>> = (log.size()..log.size() + 37).map(crate::world::entry).collect();
        let batch: Vec<&[u8]> = batch.iter().map(Vec::as_slice).collect();
        world.acknowledge(log.append(&batch).expect("appends"));
    }
    assert_eq!(watch.wait_beyond(50 * 37 - 1, SOON), 50 * 37);
    assert_eq!(log.unpublished(), 0);
    drop(log);
    thread.join().expect("no panic").expect("no error");
    assert!(watch.ended());
    let sizes: Vec<u64> = told.iter().collect();
    assert!(sizes.is_sorted_by(|one, next| one < next), "{sizes:?}");
    assert_eq!(world.check(), 50 * 37);
}

/// Partial files of the last checkpoints stay, older ones go, also across openings.
#[test]
fn partial_files_are_collected_and_recent_ones_kept() {
    let mut world = World::new();
    for round in 0..40u64 {
        world.append(29);
        world.publish();
        if round % 5 == 4 {
            world.close();
        }
    }
    let size = world.check();
    assert_eq!(size, 40 * 29);
    let recent: Vec<u64> = (0..KEPT_CHECKPOINTS as u64).map(|back| size - 29 * back).collect();
    for old in &recent {
        let read: Result<Vec<_>, _> = world.reader().entries(0..*old, *old).expect("in range").collect();
        assert_eq!(read.expect("all there").len() as u64, *old);
    }
    // Those whose full file is there by now are gone: 1160 is 136 entries into its bundle, which is five publications.
    let partial: Vec<String> = world.files().into_iter().filter(|path| path.contains(".p/")).collect();
    expect![[r#"
        tile/0/004.p/107
        tile/0/004.p/136
        tile/0/004.p/20
        tile/0/004.p/49
        tile/0/004.p/78
        tile/1/000.p/3
        tile/1/000.p/4
        tile/entries/004.p/107
        tile/entries/004.p/136
        tile/entries/004.p/20
        tile/entries/004.p/49
        tile/entries/004.p/78"#]]
    .assert_eq(&partial.join("\n"));
}

#[test]
fn the_journal_stays_short_and_payload_is_stored_once() {
    let mut world = World::new();
    let payload = vec![42u8; 600];
    let mut longest = 0;
    for _ in 0..196 {
        let batch = vec![&payload[..]; 512];
        world.opened().0.append(&batch).expect("appends");
        world.publish();
        let journal = |name: &str| std::fs::metadata(world.path().join(name)).map_or(0, |file| file.len());
        longest = longest.max(journal("log.db") + journal("log.db-wal"));
    }
    let entries = world.opened().0.size();
    assert!(entries > 100_000);
    world.settle();
    let (length, blocks) = world.disk_use();
    let most = entries * (600 + 64);
    println!("{entries} entries: journal at most {longest}, files {length}, disk {blocks}, allowed {most}");
    assert!(longest < 24 << 20, "the journal grew to {longest} bytes");
    assert!(length <= most && blocks <= most, "{length} and {blocks} bytes, {most} allowed");
}

#[test]
fn disk_use_at_50_000_entries() {
    let mut world = World::new();
    let payload = vec![42u8; 600];
    for _ in 0..50 {
        world.opened().0.append(&vec![&payload[..]; 1000]).expect("appends");
        world.publish();
    }
    world.settle();
    let (length, blocks) = world.disk_use();
    println!(
        "disk use an entry beside 600 bytes of payload: {} by length, {} by blocks",
        length / 50_000 - 600,
        blocks / 50_000 - 600
    );
    assert!(length.max(blocks) <= 50_000 * 664, "{length} and {blocks} bytes");
}

/// A backlog is read in rounds of 16 MiB, and a publication ends although the writer goes on.
#[test]
fn a_long_backlog_is_published_and_leaves_the_journal() {
    let mut world = World::new();
    for _ in 0..4 {
        world.append(30_000);
    }
    assert_eq!(world.check(), 120_000);
    world.settle();
    let journal = std::fs::metadata(world.path().join("log.db")).expect("there").len();
    assert!(journal < 1 << 20, "{journal} bytes");
    world.close();
    assert_eq!(world.check(), 120_000);
}

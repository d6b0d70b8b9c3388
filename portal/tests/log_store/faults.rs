//! Kills, disk errors and full disks at every step of commit, publication, moving and collecting. All but the really
//! full disk need the cargo feature `faults`.

use crate::world::{World, entry, key};
use portal::log::Log;

/// A file size limit stands in for a full disk: the system refuses to let any file grow, and no rights are needed.
#[test]
fn a_full_disk_refuses_cleanly_and_the_log_goes_on_once_there_is_room() {
    let mut world = World::new();
    world.append(100);
    world.check();
    world.close();
    let exe = std::env::current_exe().expect("this test");
    let script =
        "trap '' XFSZ; ulimit -f 200; exec \"$0\" --exact faults::child_with_little_room --ignored --nocapture";
    let child = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(exe)
        .env("LOG_CHILD_DIR", world.path())
        .output()
        .expect("a child process");
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}{}", String::from_utf8_lossy(&child.stderr));
    let acknowledged: u64 = said
        .split("acknowledged up to ")
        .nth(1)
        .expect("some")
        .trim()
        .split(' ')
        .next()
        .expect("a number")
        .parse()
        .expect("a number");
    assert!(acknowledged > 100 && world.check() >= acknowledged);
    world.append(500);
    world.check();
}

#[test]
#[ignore = "the child of the test above"]
fn child_with_little_room() {
    let Ok(dir) = std::env::var("LOG_CHILD_DIR") else { return };
    let (mut log, _publisher) = Log::open(dir.as_ref(), key()).expect("opens");
    let error = loop {
        let batch: Vec<Vec<u8>> = (log.size()..log.size() + 50).map(entry).collect();
        match log.append(&batch.iter().map(Vec::as_slice).collect::<Vec<_>>()) {
            Ok(_) => assert!(log.size() < 100_000, "the limit was never met"),
            Err(error) => break error,
        }
    };
    let again = log.append(&[b"x"]).expect_err("stopped").to_string();
    assert!(again.starts_with("the log refuses further entries since a write failed"), "{error}: {again}");
    println!("acknowledged up to {} ", log.size());
}

#[cfg(feature = "faults")]
mod injected {
    use super::*;
    use portal::log::fault::{self, Act};
    use portal::log::{Committed, LogError};
    use std::collections::BTreeSet;
    use std::io::Write as _;
    use std::path::Path;
    use tlog::Receipt;

    /// Batches that together fill bundles, a tile of level 0 and more publications than are kept.
    const BATCHES: [u64; 14] = [3, 250, 10, 700, 1, 1, 4300, 1, 1, 1, 1, 1, 1, 1];

    /// The same life in every test: append and publish in turn, move at the end.
    fn live(
        mut append: impl FnMut(u64) -> Result<(), LogError>,
        mut publish: impl FnMut() -> Result<u64, LogError>,
        mut settle: impl FnMut() -> Result<(), LogError>,
    ) -> Result<(), LogError> {
        for count in BATCHES {
            append(count)?;
            publish()?;
        }
        settle()
    }

    fn live_in(world: &std::cell::RefCell<World>) -> Result<(), LogError> {
        live(
            |count| world.borrow_mut().try_append(count),
            || world.borrow_mut().try_opened()?.1.publish_once(),
            || world.borrow_mut().try_opened()?.1.settle(),
        )
    }

    /// The names of all points that life passes, in order.
    fn points() -> Vec<&'static str> {
        fault::disarm();
        let world = World::new().into();
        live_in(&world).expect("no fault is armed");
        fault::passed()
    }

    #[test]
    fn every_step_has_a_point() {
        let names: BTreeSet<&str> = points().into_iter().collect();
        expect_test::expect![[r#"
            collect: file
            commit: batch written
            commit: before
            commit: checkpoint written
            commit: synced
            create: after commit
            create: before commit
            file: begun
            file: written, not in place
            journal: write-ahead log folded
            move: base written
            move: batches dropped
            move: pages given back
            move: rest of a batch written
            move: synced
            publish: checkpoint
            publish: done
            publish: full bundle
            publish: full tile
            publish: partial bundle
            publish: partial tile
            publish: size noted
            sync: file or directory"#]]
        .assert_eq(&Vec::from_iter(names).join("\n"));
    }

    /// Full files are many and alike: of the points with one name in a row, the first few and the last are tried.
    fn tried(points: &[&'static str]) -> Vec<usize> {
        const ALIKE: [&str; 5] = [
            "publish: full bundle",
            "publish: full tile",
            "file: begun",
            "file: written, not in place",
            "sync: file or directory",
        ];
        let alike = |at: usize| ALIKE.contains(&points[at]);
        (0..points.len()).filter(|at| !alike(*at) || at % 11 == 0 || !alike((at + 3) % points.len())).collect()
    }

    /// An error, or no room, at any point: the step fails, nothing wrong is published, and after opening the log again
    /// everything acknowledged is there.
    #[test]
    fn an_error_at_any_step_loses_nothing() {
        let points = points();
        for (nth, act) in tried(&points).into_iter().zip([Act::DiskFull, Act::Broken].into_iter().cycle()) {
            fault::disarm();
            let world = std::cell::RefCell::new(World::new());
            let before = fault::passed().len();
            if nth < before {
                continue;
            }
            fault::arm(nth - before, act);
            let result = live_in(&world);
            fault::disarm();
            let error = result.expect_err(points[nth]).to_string();
            assert!(error.contains("no storage space") || error.contains("injected"), "{}: {error}", points[nth]);
            let mut world = world.into_inner();
            if world.public("checkpoint").exists() {
                world.check_published();
            }
            world.close();
            world.check();
            world.append(300);
            world.check();
        }
    }

    /// A publisher that met an error goes on by itself: the next round starts again from the journal.
    #[test]
    fn a_publisher_tries_again_after_an_error() {
        let points = points();
        let of_publisher = |name: &str| !name.starts_with("commit") && !name.starts_with("create");
        for nth in tried(&points).into_iter().filter(|nth| of_publisher(points[*nth])) {
            fault::disarm();
            let world = std::cell::RefCell::new(World::new());
            let before = fault::passed().len();
            fault::arm(nth.saturating_sub(before), Act::Broken);
            let failed = live_in(&world);
            fault::disarm();
            if failed.is_ok() {
                continue;
            }
            let mut world = world.into_inner();
            if world.try_append(5).is_ok() {
                world.check();
                world.settle();
            }
            world.close();
            world.check();
        }
    }

    /// The process is killed at each point; then the log is opened and verified, with every receipt the child had in
    /// its hands.
    #[test]
    fn a_kill_at_any_step_loses_nothing() {
        let points = points();
        let tried = tried(&points);
        std::thread::scope(|scope| {
            for half in 0..2 {
                let mine = tried.iter().skip(half).step_by(2);
                scope.spawn(|| mine.for_each(|nth| kill_at(*nth, points[*nth])));
            }
        });
        println!("killed at {} of {} points", tried.len(), points.len());
    }

    fn kill_at(nth: usize, point: &str) {
        let home = tempfile::tempdir().expect("a directory");
        let child = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "faults::injected::child_to_be_killed", "--ignored", "--nocapture"])
            .env("LOG_CHILD_DIR", home.path())
            .env("LOG_CHILD_POINT", nth.to_string())
            .output()
            .expect("a child process");
        assert!(!child.status.success(), "point {nth} was not met");
        after_the_kill(home.path(), point);
    }

    fn after_the_kill(home: &Path, point: &str) {
        let mut world = World::at(home);
        if Log::open(&world.path(), key()).is_err_and(|error| matches!(error, LogError::Missing(_))) {
            assert!(point.starts_with("create"), "{point}");
            Log::create(&world.path(), &key()).expect("created again");
        }
        for committed in acknowledged(&home.join("acknowledged")) {
            world.acknowledge(committed);
        }
        if world.public("checkpoint").exists() {
            world.check_published();
        }
        world.check();
        world.append(300);
        world.check();
        world.settle();
        world.close();
        world.check();
        let orphans = world.files().into_iter().filter(|path| path.starts_with("tile/entries") && path.contains(".p/"));
        assert!(orphans.count() <= portal::log::KEPT_CHECKPOINTS, "partial files left behind after a kill at {point}");
    }

    #[test]
    #[ignore = "the child of the test above"]
    fn child_to_be_killed() {
        let (Ok(home), Ok(point)) = (std::env::var("LOG_CHILD_DIR"), std::env::var("LOG_CHILD_POINT")) else { return };
        let home = Path::new(&home);
        fault::arm(point.parse().expect("a number"), Act::Abort);
        Log::create(&home.join("log"), &key()).expect("created");
        let (mut log, publisher) = Log::open(&home.join("log"), key()).expect("opens");
        let publisher = std::cell::RefCell::new(publisher);
        let append = |count: u64| {
            let batch: Vec<Vec<u8>> = (log.size()..log.size() + count).map(entry).collect();
            let committed = log.append(&batch.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
            note(&home.join("acknowledged"), &committed);
            Ok(())
        };
        live(append, || publisher.borrow_mut().publish_once(), || publisher.borrow_mut().settle())
            .expect("killed before");
    }

    /// Writes down what was acknowledged: the first, a middle and the last receipt of the batch.
    fn note(path: &Path, committed: &Committed) {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).expect("a file");
        let receipts: Vec<Receipt> = committed.receipts().collect();
        for receipt in [&receipts[0], &receipts[receipts.len() / 2], &receipts[receipts.len() - 1]] {
            let bytes = receipt.to_bytes();
            file.write_all(&(bytes.len() as u32).to_be_bytes()).and_then(|()| file.write_all(&bytes)).expect("written");
        }
    }

    fn acknowledged(path: &Path) -> Vec<Committed> {
        let bytes = std::fs::read(path).unwrap_or_default();
        let (mut rest, mut all) = (&bytes[..], Vec::new());
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (receipt, after) = after.split_at(u32::from_be_bytes(*length) as usize);
            let Receipt { index, proof, checkpoint, .. } = Receipt::parse(receipt).expect("own receipt");
            all.push(Committed { first: index, checkpoint, proofs: vec![proof] });
            rest = after;
        }
        all
    }
}

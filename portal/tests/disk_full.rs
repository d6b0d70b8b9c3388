//! A full disk under the running register: filers are told that nothing was acknowledged, readers are served, and when
//! there is room again the register goes on by itself. Needs the right to mount a small file system; skips, and says
//! so, without it.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

mod support;

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use portal::{
    fetch::over_http,
    folder::Folder,
    log::{Reader, fsck},
    mirror::Mirror,
    service::Service,
};
use support::{ORIGIN, World, about, body, claim, genesis, grant_observer, key};

/// A file system of a few megabytes in memory, gone with the test.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<SmallDisk<'a>> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(SmallDisk(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_is_survived() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mount = dir.path().to_owned();
    let Some(_disk) = SmallDisk::mount(&mount) else {
        eprintln!("skipped: no right to mount a small file system");
        return;
    };
    Folder::create(&mount, &about(), &key(ORIGIN, 1)).expect("a new folder");
    let mut world = World { dir, service: None };
    world.service = Some(Service::start(world.config()).expect("the register starts"));
    for filing in [
        genesis(),
        body("mx/keeper", "Quien lleva el registro", 1),
        body("mx/observer", "Observatorio", 2),
        grant_observer(),
    ] {
        world.accept(&filing);
    }
    let (entry, receipt) = world.accept(&claim(0));
    fill(&mount.join("ballast"));

    let refused = (1..200)
        .map(|number| (number, world.post("/filings", &claim(number)).status))
        .find(|(_, status)| *status != 201);
    let (number, status) = refused.expect("a full disk takes no more filings");
    assert_eq!(status, 503);
    assert_eq!(world.get("/healthz").status, 503);
    assert_eq!(world.get("/log/checkpoint").status, 200, "readers are served");

    std::fs::remove_file(mount.join("ballast")).expect("room again");
    let until = Instant::now() + Duration::from_secs(20);
    while !matches!(world.post("/filings", &claim(number)).status, 200 | 201) {
        assert!(Instant::now() < until, "the register did not come back");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(world.verify(entry, &receipt).is_ok());
    assert_eq!(world.get("/healthz").status, 200);
    world.stop();
}

/// A mirror runs out of room in the middle of its first copy: it says so, what it shows is whole or nothing, and with room
/// again it goes on to the same files.
#[test]
fn a_mirror_whose_disk_is_full_goes_on_once_there_is_room() {
    let disk = tempfile::tempdir().expect("a temporary folder");
    let mount = disk.path().to_owned();
    let Some(_disk) = SmallDisk::mount(&mount) else {
        eprintln!("skipped: no right to mount a small file system");
        return;
    };
    let mut world = World::new();
    let last = (1..900).map(|number| world.accept(&claim(number)).0).last().expect("some");
    world.service().site().published.wait_beyond(last, Duration::from_secs(20));
    let fetch = over_http(&format!("http://{}", world.service().address()));
    let (copy, ballast) = (mount.join("copy"), mount.join("ballast"));
    let open = || Mirror::open(&copy, "http://register.example", None, &fetch);
    drop(open().expect("a mirror begins"));

    fill(&ballast);
    // Room for some of the bundles: they have half a megabyte together.
    let length = std::fs::metadata(&ballast).expect("there").len();
    let file = std::fs::OpenOptions::new().write(true).open(&ballast).expect("there");
    file.set_len(length - (256 << 10)).expect("some room");
    drop(file);
    let checkpoint = copy.join("public/log/checkpoint");
    for _ in 0..3 {
        let full = open().and_then(|mut mirror| mirror.follow(&fetch, |_, _| {}).map(drop));
        let says = full.expect_err("there is too little room").to_string();
        assert!(says.contains("No space left"), "{says}");
        assert!(!checkpoint.exists(), "a copy is shown that is not whole");
    }
    let begun = copy.join("public/log/tile/entries").read_dir().expect("bundles").count();
    assert!(begun > 0, "it was full before the middle");

    std::fs::remove_file(&ballast).expect("room again");
    open().and_then(|mut mirror| mirror.follow(&fetch, |_, _| {}).map(drop)).expect("it goes on");
    let log = Reader::dir(&copy.join("public/log"));
    let report = fsck(&log, &key(ORIGIN, 1).verifier(), |_, _| {}, &|_, _| Ok(()));
    assert!(report.is_clean(), "{:?}", report.problems);
    assert_eq!(std::fs::read(checkpoint).expect("a checkpoint"), world.get("/log/checkpoint").body);
    world.stop();
}

/// Writes until nothing more fits, in ever smaller pieces.
fn fill(path: &Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(path).expect("the ballast begins");
    for piece in [1 << 16, 1 << 12, 1 << 8, 1] {
        while file.write_all(&vec![0; piece]).is_ok() {}
    }
}

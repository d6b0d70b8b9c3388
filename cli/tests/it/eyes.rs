//! Independent eyes as people run them: a witness made and served, a register that it cosigns, a mirror, a monitor.

use std::{process::Stdio, time::Instant};

use expect_test::expect;

use crate::shell::{Served, Shell};

/// A server of the command, started with words; stopped when dropped.
fn serve(shell: &Shell, line: &str) -> Served {
    shell.serving(shell.command(line).stdout(Stdio::piped()).stderr(Stdio::null()))
}

#[test]
fn a_witness_is_made_once_and_told_which_logs() {
    let shell = Shell::new();
    expect![[r#"
        Made the witness in w. Its public key, for the policy of registers and readers:
        witness.example/w1+KEY
        Keep w/witness.key secret. Never restore an old w/witness.db: the witness would forget what it signed. Write one line `log KEY` for each log and `quorum none` in w/logs; next: veedor witness serve --data w
        exit 0
    "#]].assert_eq(&shell.english("witness init --data w --name witness.example/w1"));
    expect![[r#"
        error: `w/witness.key` exists already and is not overwritten; choose another name
        exit 3
    "#]]
    .assert_eq(&shell.english("witness init --data w --name witness.example/w1"));
    expect![[r#"
        error: no existe el archivo `w/logs`
        exit 3
    "#]]
    .assert_eq(&shell.run("witness serve --data w --listen 127.0.0.1:0"));
    shell.write("w/logs", "quorum none\n");
    expect![[r#"
        error: `w/logs` names no log; write one line `log KEY` for each
        exit 2
    "#]]
    .assert_eq(&shell.english("witness serve --data w --listen 127.0.0.1:0"));
    std::fs::remove_file(shell.path("w/witness.db")).unwrap();
    shell.write("w/logs", "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\nquorum none\n");
    expect![[r#"
        error: falta `w/witness.db`: no se sabe qué firmó este testigo; haga uno nuevo, en otra carpeta y con otra clave
        exit 3
    "#]]
    .assert_eq(&shell.run("witness serve --data w --listen 127.0.0.1:0"));
}

#[test]
fn a_register_is_cosigned_mirrored_and_monitored() {
    let shell = Shell::with_register();
    let made = shell.finish(&mut shell.command("--json witness init --data w --name witness.example/w1"), b"");
    assert!(made.contains("witness.example/w1+KEY"), "{made}");
    let log = shell.read("data/policy").lines().next().unwrap().to_owned();
    shell.write("w/logs", format!("{log}\nquorum none\n"));
    let witness = serve(&shell, "witness serve --data w --listen 127.0.0.1:0 --log error");
    let vkey = witness_key(&shell);
    shell.write("data/policy", format!("{log}\nwitness W {vkey} {}\nquorum W\n", witness.url));
    let register = shell.serve();
    let url = register.url.clone();
    // The head there is was published before there was a witness: it is cosigned as soon as the register is up.
    let cosigned = || shell.read("data/public/log/checkpoint").contains("witness.example/w1");
    let asked = std::time::Instant::now();
    while !cosigned() && asked.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(shell.english("receipt 1 --data data").ends_with("exit 0\n"));
    expect![[r#"
        ✓ Format: passed; it is the receipt of entry 1 in a log of 2
        ✓ Log signature: passed; signed by r.example/log+KEY
        ✓ Origin: passed; the log is r.example/log
        ✓ Witnesses: passed; cosigned by W, which is the quorum `W`
        ✓ Inclusion: passed; the entry is under the root ROOT
        Verified: entry 1 is mx/registro/body/registrar-1, filed by mx/registro, received INSTANT
        exit 0
    "#]]
    .assert_eq(&shell.english("verify 1.tlog-proof --policy data/policy"));

    expect![[r#"
        The copy in copy went from 0 to 2 entries, all verified
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 0
    "#]].assert_eq(&shell.english(&format!("mirror {url} copy")));
    expect![[r#"
        La copia en copy es la del registro tal como está
        exit 0
    "#]]
    .assert_eq(&shell.run(&format!("mirror {url} copy")));
    expect![[r#"
        La clave se toma de `http://ADDRESS`: vale tanto como ese servidor. Para no depender de él, dé `--vkey` o `--policy`.
        error: `data` ya contiene un registro; elija otra carpeta
        exit 3
    "#]].assert_eq(&shell.run(&format!("mirror {url} data")));
    expect![[r#"
        All verified: 2 entries, no finding
        exit 0
    "#]]
    .assert_eq(&shell.english("fsck copy"));

    expect![[r#"
        ✓ 2 entries verified and 13 pages the same as what the log gives; 1 copies of others agree
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 0
    "#]].assert_eq(&shell.english(&format!("monitor {url} --data watch --peer {url}")));
    expect![[r#"
        ✓ 2 asientos verificados y 13 páginas iguales a lo que da la bitácora; 0 copias de otros coinciden
        exit 0
    "#]]
    .assert_eq(&shell.run(&format!("monitor {url} --data watch --atom feed.atom")));
    assert!(shell.read("watch/report.es.md").contains("Nada: lo que el registro firmó"));
    assert!(shell.read("watch/report.en.html").contains("<h2>What was found</h2>"));
    assert!(shell.read("feed.atom").contains("urn:veedor:monitor:r.example/log"));
    drop(register);
    let gone = shell.english(&format!("monitor {url} --data watch"));
    assert!(gone.ends_with("exit 3\n"), "{gone}");
}

#[test]
fn a_lie_is_an_exit_code_a_report_and_a_mail() {
    let shell = Shell::with_register();
    let register = shell.serve();
    assert!(shell.english(&format!("monitor {} --data watch", register.url)).ends_with("exit 0\n"));
    drop(register);
    // The same log's key begins another history in another folder.
    std::fs::create_dir(shell.path("one")).unwrap();
    std::fs::rename(shell.path("data"), shell.path("one/data")).unwrap();
    let made =
        shell.run("init --data data --origin r.example/log --registrar mx/otro --name-es Registro --name-en Register");
    assert!(made.ends_with("exit 0\n"), "{made}");
    let other = shell.serve();
    shell.write("sendmail", "#!/bin/sh\ncat > mailed\necho \"$@\" >> mailed\n");
    std::process::Command::new("chmod").args(["+x", shell.path("sendmail").to_str().unwrap()]).status().unwrap();
    let line = format!("monitor {} --data watch --mail desk@newspaper.example --sendmail ./sendmail", other.url);
    expect![[r#"
        ✗ the register says that the key of its log is `r.example/log+KEY` now: this is another log
        ✗ 1 alert(s); 2 entries verified, 0 pages compared. The report lies beside the copy.
        exit 1
    "#]]
    .assert_eq(&shell.english(&line));
    assert!(
        shell.read("mailed").contains("other-key") && shell.read("mailed").ends_with("-- desk@newspaper.example\n")
    );
    let reports = std::fs::read_dir(shell.path("watch/reports")).unwrap().count();
    assert_eq!(reports, 2, "one a language");
    let json = shell.run(&format!("--json monitor {} --data watch", other.url));
    assert!(json.contains("\"alert\":\"other-key\"") && json.contains("\"verified\":false"), "{json}");
    assert!(json.ends_with("exit 1\n"), "{json}");
}

/// Killed at moments spread over the whole time that a copy takes, and each time begun again: what stands in the folder is at
/// every moment a sound copy or none, and in the end it is the register's.
#[test]
fn a_mirror_that_is_killed_again_and_again_comes_to_a_verified_copy() {
    let shell = Shell::new();
    let made = shell.run("demo --data data --no-serve --synthetic 1500 --seed 7");
    assert!(made.ends_with("exit 0\n"), "{made}");
    let register = shell.serve();
    let begun = Instant::now();
    let whole = shell.english(&format!("mirror {} whole", register.url));
    assert!(whole.ends_with("exit 0\n"), "{whole}");
    let (takes, line) = (begun.elapsed(), format!("mirror {} copy", register.url));
    let (mut cut, mut tried) = (0, 0_u32);
    while cut < 8 && tried < 60 {
        tried += 1;
        let mut child = shell.command(&line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // 37 and 64 have no common divisor: the moments lie spread over the whole time.
        std::thread::sleep(takes * (tried * 37 % 64) / 64);
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        if shell.path("copy/public/log/checkpoint").exists() {
            let checked = shell.english("fsck copy");
            assert!(checked.ends_with("exit 0\n"), "after {tried}: {checked}");
        }
        match ended {
            // It was faster this time: another copy begins.
            true => std::fs::remove_dir_all(shell.path("copy")).unwrap(),
            false => cut += 1,
        }
    }
    println!("{cut} of {tried} runs were cut off; a whole one takes {takes:?}");
    assert!(cut >= 8, "only {cut} of {tried} runs were cut off in {takes:?}");
    let last = shell.english(&line);
    assert!(last.ends_with("exit 0\n"), "{last}");
    let checked = shell.english("fsck copy");
    assert!(checked.starts_with("All verified") && checked.ends_with("exit 0\n"), "{checked}");
    for file in ["public/log/checkpoint", "policy"] {
        assert_eq!(shell.read(&format!("copy/{file}")), shell.read(&format!("whole/{file}")), "{file}");
    }
}

/// The key of the witness in the folder `w`, from its private key.
fn witness_key(shell: &Shell) -> String {
    let private = shell.read("w/witness.key");
    tlog::SignerKey::parse(private.trim_end()).unwrap().verifier().to_string()
}

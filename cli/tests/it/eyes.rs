//! Independent eyes as people run them: a witness made and served, a register that it cosigns, a mirror, a monitor.

use std::process::Stdio;

use expect_test::expect;

use crate::shell::{Served, Shell};

/// A server of the command, started with words; stopped when dropped.
fn serve(shell: &Shell, line: &str) -> Served {
    shell.serving(shell.command(line).stdout(Stdio::piped()).stderr(Stdio::null()))
}

#[test]
fn a_witness_is_made_once_and_told_which_logs() {
    let shell = Shell::new();
    expect![[]].assert_eq(&shell.english("witness init --data w --name witness.example/w1"));
    expect![[]].assert_eq(&shell.english("witness init --data w --name witness.example/w1"));
    expect![[]].assert_eq(&shell.run("witness serve --data w --listen 127.0.0.1:0"));
    shell.write("w/logs", "quorum none\n");
    expect![[]].assert_eq(&shell.english("witness serve --data w --listen 127.0.0.1:0"));
    std::fs::remove_file(shell.path("w/witness.db")).unwrap();
    shell.write("w/logs", "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\nquorum none\n");
    expect![[]].assert_eq(&shell.run("witness serve --data w --listen 127.0.0.1:0"));
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
    assert!(shell.english("receipt 1 --data data").ends_with("exit 0\n"));
    expect![[]].assert_eq(&shell.english("verify 1.tlog-proof --policy data/policy"));

    expect![[]].assert_eq(&shell.english(&format!("mirror {url} copy")));
    expect![[]].assert_eq(&shell.run(&format!("mirror {url} copy")));
    expect![[]].assert_eq(&shell.run(&format!("mirror {url} data")));
    expect![[]].assert_eq(&shell.english("fsck copy"));

    expect![[]].assert_eq(&shell.english(&format!("monitor {url} --data watch --peer {url}")));
    expect![[]].assert_eq(&shell.run(&format!("monitor {url} --data watch --atom feed.atom")));
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
    expect![[]].assert_eq(&shell.english(&line));
    assert!(
        shell.read("mailed").contains("not-signed") && shell.read("mailed").ends_with("-- desk@newspaper.example\n")
    );
    let reports = std::fs::read_dir(shell.path("watch/reports")).unwrap().count();
    assert_eq!(reports, 2, "one a language");
    expect![[]].assert_eq(&shell.run(&format!("--json monitor {} --data watch", other.url)));
}

/// The key of the witness in the folder `w`, from its private key.
fn witness_key(shell: &Shell) -> String {
    let private = shell.read("w/witness.key");
    tlog::SignerKey::parse(private.trim_end()).unwrap().verifier().to_string()
}

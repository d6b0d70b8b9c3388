//! Policies: who is enough, what is refused with which line, and the laws of a quorum.

use crate::examples::{LOG_VKEY, WITNESS_VKEY, log_key, witness, witness_key};
use expect_test::expect;
use proptest::prelude::*;
use tlog::policy::MAX_OF_EACH;
use tlog::{Algorithm, Policy, SignerKey, VerifierKey};

/// The specification's example: two of three X witnesses, and any one of three Y witnesses.
fn two_levels() -> String {
    let witness = |name: &str, n| format!("witness {name} {}\n", witness(n).verifier());
    let witnesses: String =
        ["X1", "X2", "X3", "Y1", "Y2", "Y3"].into_iter().zip(0..).map(|(name, n)| witness(name, n)).collect();
    format!(
        "log {LOG_VKEY} https://log.example/\n\n  # witnesses\n{witnesses}\tgroup X-witnesses 2 X1\tX2 X3\n\
        group Y-witnesses any Y1 Y2 Y3\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    )
}

fn parse(text: &str) -> Policy {
    Policy::parse(text.as_bytes()).unwrap()
}

fn cosigners(numbers: &[u8]) -> Vec<VerifierKey> {
    numbers.iter().map(|n| witness(*n).verifier()).collect()
}

#[test]
fn the_example_of_the_specification() {
    let policy = parse(&two_levels());
    let cases: [&[u8]; 8] = [&[], &[0, 1], &[3], &[0, 3], &[0, 1, 5], &[1, 2, 3, 4], &[0, 0, 3], &[0, 1, 2, 3, 4, 5]];
    let said: String = cases.iter().map(|who| format!("{who:?}: {}\n", policy.satisfied(&cosigners(who)))).collect();
    expect![[r#"
        []: false
        [0, 1]: false
        [3]: false
        [0, 3]: false
        [0, 1, 5]: true
        [1, 2, 3, 4]: true
        [0, 0, 3]: false
        [0, 1, 2, 3, 4, 5]: true
    "#]]
    .assert_eq(&said);
    assert_eq!(policy.logs()[0].url.as_deref(), Some("https://log.example/"));
    assert_eq!(policy.quorum_name(), "X-and-Y");
    assert!(!policy.satisfied(&[log_key().verifier(), witness_key().verifier()]), "keys of nobody in the policy");
}

#[test]
fn a_policy_of_one_log() {
    let policy = Policy::log(log_key().verifier());
    assert!(policy.satisfied(&[]));
    assert_eq!(policy.to_string(), format!("log {LOG_VKEY}\nquorum none\n"));
    assert_eq!(parse(&policy.to_string()), policy);
    assert_eq!(parse("quorum none"), parse("\n # nothing\n\t\nquorum\t none \n"));
    let comment = b"# \xff\xfe any bytes\nquorum none\n";
    assert!(Policy::parse(comment).is_ok());
}

#[test]
fn policies_that_are_refused() {
    let w = format!("witness W {WITNESS_VKEY}\n");
    let same_key = SignerKey::from_seed("another.example", Algorithm::CosignatureV1, [2; 32]).unwrap().verifier();
    let bad = [
        String::new(),
        "quorum".to_owned(),
        "quorum W".to_owned(),
        "quorum none\n\nquorum none".to_owned(),
        "logs x\nquorum none".to_owned(),
        format!("log {LOG_VKEY} a b\nquorum none"),
        format!("log {WITNESS_VKEY}\nquorum none"),
        format!("log {LOG_VKEY}\nlog {LOG_VKEY}\nquorum none"),
        format!("log {LOG_VKEY}x\nquorum none"),
        format!("witness W {LOG_VKEY}\nquorum W"),
        format!("{w}{w}quorum W"),
        format!("{w}witness V {same_key}\nquorum W"),
        format!("{w}witness W {}\nquorum W", witness(1).verifier()),
        format!("witness none {WITNESS_VKEY}\nquorum none"),
        format!("{w}group W any W\nquorum W"),
        format!("{w}group G any\nquorum G"),
        format!("{w}group G any V\nquorum G"),
        format!("{w}group G any G\nquorum G"),
        format!("{w}group G any none\nquorum G"),
        format!("{w}group G any W W\nquorum G"),
        format!("{w}group G any W\ngroup H any W\nquorum G"),
        format!("{w}group G 0 W\nquorum G"),
        format!("{w}group G 2 W\nquorum G"),
        format!("{w}group G 01 W\nquorum G"),
        format!("{w}group G most W\nquorum G"),
        format!("quorum W\n{w}"),
        "quorum none\r\n".to_owned(),
        "quorum none\u{7f}".to_owned(),
    ];
    let said: String = bad.iter().map(|text| format!("{}\n", Policy::parse(text.as_bytes()).unwrap_err())).collect();
    expect![[r#"
        line 1: the quorum line is missing; write `quorum none` to ask for no cosignature
        line 1: expected `quorum <name>|none`
        line 1: `W` is not defined on a line above
        line 3: the quorum is defined above already
        line 1: `logs` is not one of `log`, `witness`, `group`, `quorum`
        line 1: expected `log <vkey> [<url>]`
        line 1: the key of a log must be of type 0x01, not 0x04
        line 2: this log has the same public key as one above
        line 1: the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key
        line 1: the key of a witness must be of type 0x04 or 0x06, not 0x01
        line 2: this witness has the same public key as one above
        line 2: this witness has the same public key as one above
        line 2: `W` is defined above; choose another name
        line 1: `none` is the name of the empty quorum; choose another name
        line 2: `W` is defined above; choose another name
        line 2: expected `group <name> all|any|<k> <member>...`
        line 2: `V` is not defined on a line above
        line 2: `G` is not defined on a line above
        line 2: `none` is not defined on a line above
        line 2: `W` is already a member of a group; it may be in one only
        line 3: `W` is already a member of a group; it may be in one only
        line 2: `0` is no threshold for 1 members: write `all`, `any` or a number from 1 to 1
        line 2: `2` is no threshold for 1 members: write `all`, `any` or a number from 1 to 1
        line 2: `01` is no threshold for 1 members: write `all`, `any` or a number from 1 to 1
        line 2: `most` is no threshold for 1 members: write `all`, `any` or a number from 1 to 1
        line 1: `W` is not defined on a line above
        line 1: character 0x0d is not allowed
        line 1: character 0x7f is not allowed
    "#]]
    .assert_eq(&said);
    assert!(Policy::parse(b"quorum \xff\n").is_err());
}

#[test]
fn as_many_as_the_specification_asks_for() {
    let key = |n: usize, algorithm| {
        let mut seed = [5; 32];
        seed[..8].copy_from_slice(&n.to_be_bytes());
        SignerKey::from_seed("a", algorithm, seed).unwrap().verifier()
    };
    let lines = |n: usize| -> String {
        (0..n)
            .map(|at| {
                let (log, witness) = (key(at, Algorithm::Ed25519), key(at, Algorithm::CosignatureV1));
                let below = if at == 0 { String::new() } else { format!(" g{}", at - 1) };
                format!("log {log}\nwitness w{at} {witness}\ngroup g{at} all w{at}{below}\n")
            })
            .collect()
    };
    let policy = parse(&format!("{}quorum g{}\n", lines(MAX_OF_EACH), MAX_OF_EACH - 1));
    assert!(policy.satisfied(&policy.witness_keys()));
    assert!(!policy.satisfied(&policy.witness_keys()[1..]));
    let error = Policy::parse(lines(MAX_OF_EACH + 1).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "line 769: more than 256 log lines");
}

/// A random policy over 8 witnesses: groups of what is left over, until one is left.
fn random_policy() -> impl Strategy<Value = Policy> {
    prop::collection::vec((1..4_usize, 0..5_usize), 1..12).prop_map(|groups| {
        let mut text: String = (0..8).map(|n| format!("witness w{n} {}\n", witness(n).verifier())).collect();
        let mut free: Vec<String> = (0..8).map(|n| format!("w{n}")).collect();
        for (at, (count, threshold)) in groups.into_iter().enumerate() {
            let members: Vec<String> = free.drain(..count.min(free.len())).collect();
            let threshold = match threshold {
                0 => "all".to_owned(),
                1 => "any".to_owned(),
                k => ((k - 2) % members.len() + 1).to_string(),
            };
            text += &format!("group g{at} {threshold} {}\n", members.join(" "));
            free.push(format!("g{at}"));
        }
        text += &format!("quorum {}\n", free[free.len() - 1]);
        parse(&text)
    })
}

proptest! {
    #[test]
    fn laws_of_a_quorum(policy in random_policy(), mask: u8, more: u8) {
        let keys = |mask: u8| cosigners(&(0..8).filter(|n| mask >> n & 1 == 1).collect::<Vec<_>>());
        prop_assert!(policy.satisfied(&keys(255)), "everyone is enough");
        prop_assert!(!policy.satisfied(&[]), "nobody is not");
        if policy.satisfied(&keys(mask)) {
            prop_assert!(policy.satisfied(&keys(mask | more)), "one more never hurts");
        }
        let mut twice = keys(mask);
        twice.reverse();
        twice.extend(keys(mask));
        prop_assert_eq!(policy.satisfied(&twice), policy.satisfied(&keys(mask)), "neither order nor repetition counts");
        prop_assert_eq!(parse(&policy.to_string()), policy);
    }
}

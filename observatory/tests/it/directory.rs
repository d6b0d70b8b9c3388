//! The directory: every mistake by file, line and field; rules inherited and the strictest of them.

use expect_test::expect;
use observatory::directory::Directory;
use proptest::prelude::*;
use register::lang::Lang;

fn faults(text: &str, lang: Lang) -> String {
    let faults = Directory::parse("d.toml", text).err().unwrap_or_default();
    faults.iter().map(|fault| format!("{}\n", fault.line_in(lang))).collect()
}

const WRONG: &str = r#"[[register]]
id = "MX"
name_es = "Registro"
url = "register.example.org"
vkey = "nonsense"
jurisdiction = "zz-none"
silent_after = "soon"
colour = "red"

[[register]]
id = "a"
name_es = "A"
name_en = "A"
url = "https://a.example"
jurisdiction = "mx"

[[jurisdiction]]
id = "zz"
name_es = "Z"
name_en = "Z"

[[jurisdiction]]
id = "ar-x"
name_es = "X"
name_en = "X"
parent = "ar-y"

[[jurisdiction]]
id = "ar-y"
name_es = "Y"
name_en = "Y"
parent = "ar-x"

[[jurisdiction.population]]
year = 20
count = 5
source = "s"
mark = "sure"

[[jurisdiction.rule]]
topic = "t"
es = "e"
en = "e"
law = "l"
at_least = 3
source = "s"
mark = "verified"

[[jurisdiction.no_duty]]
question = "weather"
es = "e"
en = "e"
source = "s"
mark = "verified"

[[member]]
jurisdiction = "mx"
kind = "regional"
source = "s"
mark = "verified"

[[registers]]
"#;

#[test]
fn every_mistake_is_told_with_its_place() {
    expect![[r#"
        d.toml:1:register.name_en: is missing; add it
        d.toml:2:register.id: lower-case letters, digits and hyphens are expected, at most 40
        d.toml:4:register.url: an address http://… or https://… is expected
        d.toml:5:register.vkey: is no verifier key: a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        d.toml:6:register.jurisdiction: there is no jurisdiction `zz-none`; add a `[[jurisdiction]]` with that id
        d.toml:7:register.silent_after: a whole number is expected, as 30
        d.toml:8:register.colour: there is no such field; those there are: id, jurisdiction, most_entries, name_en, name_es, policy, silent_after, url, vkey
        d.toml:10:register.vkey: say whom to believe: `vkey`, the log's key, or `policy`, a policy file; one of the two
        d.toml:18:jurisdiction.id: `zz` is no jurisdiction: an ISO 3166-1 code is expected, with ISO 3166-2 and place where there are, as mx, us-ca or us-ca-oakland
        d.toml:26:jurisdiction.parent: `ar-y` lies below itself; put one of the `parent`s right
        d.toml:32:jurisdiction.parent: `ar-x` lies below itself; put one of the `parent`s right
        d.toml:35:jurisdiction.population.year: a year is expected, as 2020
        d.toml:38:jurisdiction.population.mark: `sure` is no mark; write verified, partly or unverified
        d.toml:40:jurisdiction.rule.topic: there is no topic `t`; add a `[[topic]]` with that id and its name in both languages
        d.toml:45:jurisdiction.rule.unit: is missing: say what the number counts, as days
        d.toml:50:jurisdiction.no_duty.question: there is no question `weather`; see observatory/questions.toml
        d.toml:58:member.kind: `regional` is no kind of member; write national or local
        d.toml:62:registers: there is no such field; those there are: register, jurisdiction, topic, member
    "#]].assert_eq(&faults(WRONG, Lang::En));
    expect![[r#"
        d.toml:1:register.name_en: falta; agréguelo
        d.toml:2:register.id: se esperan letras minúsculas, cifras y guiones, 40 a lo más
        d.toml:4:register.url: se espera una dirección http://… o https://…
        d.toml:5:register.vkey: no es una clave: a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        d.toml:6:register.jurisdiction: no hay jurisdicción `zz-none`; agregue `[[jurisdiction]]` con ese id
        d.toml:7:register.silent_after: se espera un número entero, como 30
        d.toml:8:register.colour: no existe; los que hay son: id, jurisdiction, most_entries, name_en, name_es, policy, silent_after, url, vkey
        d.toml:10:register.vkey: diga a quién se cree: `vkey`, la clave de la bitácora, o `policy`, un archivo de política; una de las dos
        d.toml:18:jurisdiction.id: `zz` no es una jurisdicción: se espera un código ISO 3166-1, con ISO 3166-2 y lugar si los hay, como mx, us-ca o us-ca-oakland
        d.toml:26:jurisdiction.parent: `ar-y` depende de sí misma; corrija uno de los `parent`
        d.toml:32:jurisdiction.parent: `ar-x` depende de sí misma; corrija uno de los `parent`
        d.toml:35:jurisdiction.population.year: se espera un año, como 2020
        d.toml:38:jurisdiction.population.mark: `sure` no es una marca; escriba verified, partly o unverified
        d.toml:40:jurisdiction.rule.topic: no hay tema `t`; agregue `[[topic]]` con ese id y su nombre en ambas lenguas
        d.toml:45:jurisdiction.rule.unit: falta: diga de qué es el número, como days
        d.toml:50:jurisdiction.no_duty.question: no hay pregunta `weather`; vea observatory/questions.toml
        d.toml:58:member.kind: `regional` no es una clase de miembro; escriba national o local
        d.toml:62:registers: no existe; los que hay son: register, jurisdiction, topic, member
    "#]].assert_eq(&faults(WRONG, Lang::Es));
    expect![[r#"
        d.toml:1:toml: this is no TOML: unclosed array table, expected `]`
    "#]]
    .assert_eq(&faults("[[register]\n", Lang::En));
}

#[test]
fn an_id_that_stands_twice_is_told_and_a_shipped_one_is_replaced() {
    let twice = "[[jurisdiction]]\nid = \"mx\"\nname_es = \"M\"\nname_en = \"M\"\n".repeat(2);
    expect![[r#"
        d.toml:5:jurisdiction.id: `mx` stands in d.toml:1 already; leave one of the two
    "#]]
    .assert_eq(&faults(&twice, Lang::En));
    let directory = Directory::parse("d.toml", &twice[..twice.len() / 2]).expect("good");
    assert_eq!(directory.jurisdictions["mx"].name_en, "M");
}

#[test]
fn what_comes_with_the_program_has_no_mistake() {
    let shipped = Directory::shipped();
    for (name, text) in [
        ("jurisdictions.toml", include_str!("../../directory/jurisdictions.toml")),
        ("ogp.toml", include_str!("../../directory/ogp.toml")),
    ] {
        // Each file is good by itself over the others.
        assert_eq!(faults(text, Lang::En), "", "{name}");
    }
    assert!(shipped.jurisdictions.len() > 20 && shipped.members.len() > 10);
    assert!(shipped.members.iter().all(|member| member.source.url.is_some()), "each membership says where it was read");
}

#[test]
fn rules_are_inherited_and_the_strictest_is_named() {
    let rule = |topic: &str, limit: &str| {
        format!(
            "[[jurisdiction.rule]]\ntopic = \"{topic}\"\nes = \"e\"\nen = \"e\"\nlaw = \"l\"\n{limit}\nsource = \"s\"\nmark = \"verified\"\n"
        )
    };
    let of = |id: &str, parent: &str, rules: &[String]| {
        format!("[[jurisdiction]]\nid = \"{id}\"\nname_es = \"{id}\"\nname_en = \"{id}\"\n{parent}\n{}", rules.concat())
    };
    let days = |bound: &str, n: u64| format!("{bound} = {n}\nunit = \"days\"");
    let text = [
        of(
            "br",
            "",
            &[
                rule("window", &days("at_least", 20)),
                rule("keep", &days("at_most", 90)),
                rule("mixed", &days("at_most", 1)),
                rule("over", &days("at_least", 99).replace("unit", "to = \"2020-01-01\"\nunit")),
            ],
        ),
        of(
            "br-sp",
            "parent = \"br\"",
            &[
                rule("window", &days("at_least", 10)),
                rule("keep", &days("at_most", 30)),
                rule("mixed", &days("at_least", 1)),
                rule("over", &days("at_least", 5)),
            ],
        ),
    ];
    let names = ["window", "keep", "mixed", "over"]
        .map(|id| format!("[[topic]]\nid = \"{id}\"\nes = \"{id}\"\nen = \"{id}\"\n"));
    let directory = Directory::parse("d.toml", &(text.concat() + &names.concat()))
        .map_err(|faults| format!("{faults:?}"))
        .expect("good");
    let topics = directory.topics("br-sp");
    let told: Vec<String> = topics
        .iter()
        .map(|topic| {
            let from: Vec<&str> = topic.rules.iter().map(|of| of.from.id.as_str()).collect();
            let strictest = topic.strictest.map(|at| from[at]);
            format!("{}: {} strictest {strictest:?}", topic.name, from.join(" "))
        })
        .collect();
    expect![[r#"
        keep: br-sp br strictest Some("br-sp")
        mixed: br-sp br strictest None
        over: br-sp br strictest None
        window: br-sp br strictest Some("br")"#]]
    .assert_eq(&told.join("\n"));
}

/// A directory with some of its lines left out, doubled or cut.
fn mangled() -> impl Strategy<Value = String> {
    let lines: Vec<&'static str> = WRONG.lines().collect();
    let line = (0..lines.len(), 0_usize..40).prop_map(move |(at, cut)| {
        let line = lines[at];
        line.get(..line.len().min(cut)).unwrap_or(line).to_owned()
    });
    proptest::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_or_told_with_a_line_that_is_there(text in mangled()) {
        if let Err(faults) = Directory::parse("d.toml", &text) {
            prop_assert!(!faults.is_empty());
            let lines = text.lines().count().max(1);
            for fault in faults {
                prop_assert!((1..=lines + 1).contains(&fault.line), "{fault} of {lines} lines");
                prop_assert!(!fault.es.is_empty() && !fault.en.is_empty() && !fault.field.is_empty());
            }
        }
    }
}

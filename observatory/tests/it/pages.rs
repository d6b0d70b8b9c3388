//! The pages and their twins: the comparison as a whole, and what every page must have.

use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::world::{Observatory, Register, brazil, listed_at, mexico, nobody, now};

fn three() -> (Vec<Register>, Observatory) {
    let registers = vec![mexico(), brazil("otra regla")];
    let directory = [
        registers[0].listed("mx", ""),
        registers[1].listed("br", "").replace("[[register]]", BRAZIL),
        listed_at("away", &nobody(), &registers[0].vkey()),
    ];
    let observatory = Observatory::new(&directory.concat());
    observatory.round(now());
    (registers, observatory)
}

/// What a directory says of Brazil: that no law asks for one thing, and how many live there.
const BRAZIL: &str = r#"[[jurisdiction]]
id = "br"
name_es = "Brasil"
name_en = "Brazil"
[[jurisdiction.population]]
year = 2022
count = 203080756
source = "a test"
mark = "unverified"
[[jurisdiction.no_duty]]
question = "orders"
es = "Ninguna ley lo pide."
en = "No law asks for it."
source = "Law of a test"
mark = "unverified"

[[register]]"#;

/// What changes with every run or with every change of the stylesheet, and what stands in its place: `9` is a digit, `f` a
/// digit of a digest.
const CHANGING: [(&str, &str); 4] = [
    ("9999-99-99T99:99:99.999Z", "NOW"),
    ("9999-99-99 99:99 UTC", "NOW"),
    ("/assets/style-ffffffffffff", "STYLE"),
    ("http://127.0.0.1:", "REGISTER"),
];

/// Puts a word in the place of everything of a shape; digits after a shape go with it.
fn blank(line: &mut String, shape: &str, word: &str) {
    let fits = |(c, of): (char, char)| match of {
        '9' => c.is_ascii_digit(),
        'f' => c.is_ascii_hexdigit(),
        of => c == of,
    };
    let starts =
        |at: &usize| line.get(*at..at + shape.len()).is_some_and(|part| part.chars().zip(shape.chars()).all(fits));
    let Some(at) = (0..line.len()).find(starts) else { return };
    let mut rest = line[at + shape.len()..].trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    blank(&mut rest, shape, word);
    line.truncate(at);
    line.push_str(word);
    line.push_str(&rest);
}

/// A text without what changes with every run: addresses, roots, keys and times.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut line = line.to_owned();
        for (shape, word) in CHANGING {
            blank(&mut line, shape, word);
        }
        for name in ["\"root\"", "\"verified\"", "\"newest\""] {
            if line.trim_start().starts_with(name) {
                let indent = line.len() - line.trim_start().len();
                line = format!("{}{name}: …", " ".repeat(indent));
            }
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

#[test]
fn the_comparison_as_data() {
    let (_registers, observatory) = three();
    let comparison = observatory.json("/en/compare.json?with=mx,br,away");
    expect_file!["golden/compare.json"].assert_eq(&steady(&format!("{comparison:#}")));
}

#[test]
fn the_comparison_as_a_page() {
    let (_registers, observatory) = three();
    for lang in ["en", "es"] {
        let (status, page) = observatory.get(&format!("/{lang}/compare?with=mx&with=br"));
        assert_eq!(status, 200);
        expect_file![format!("golden/compare.{lang}.html")].assert_eq(&steady(&page));
        assert!(page.len() < 60_000, "{} bytes are too many for a first view", page.len());
    }
}

#[test]
fn not_published_is_counted_for_each_register() {
    let (_registers, observatory) = three();
    let comparison = observatory.json("/en/compare.json?with=mx,br,away");
    let counts: Vec<String> = comparison["comparison"]["registers"]
        .as_array()
        .expect("registers")
        .iter()
        .map(|of| format!("{} {}", of["id"].as_str().unwrap_or_default(), of["answers"]))
        .collect();
    expect![[r#"
        mx {"value":9,"not-published":21}
        br {"value":2,"not-published":27,"no-duty":1}
        away {}"#]]
    .assert_eq(&counts.join("\n"));
    for of in comparison["comparison"]["registers"].as_array().expect("registers").iter().take(2) {
        let all: u64 = of["answers"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
        assert_eq!(all, 30, "every question has one answer");
    }
}

#[test]
fn every_page_has_its_twins_and_its_other_language_and_no_script() {
    let (_registers, observatory) = three();
    for page in [
        "/",
        "/compare",
        "/compare?with=mx",
        "/jurisdictions",
        "/jurisdictions/br",
        "/jurisdictions/us-ca-oakland",
        "/exports",
        "/alerts",
    ] {
        for lang in ["es", "en"] {
            let (status, text) = observatory.get(&format!("/{lang}{page}"));
            assert_eq!(status, 200, "{page}");
            assert!(
                !text.contains("<script") && !text.contains(" style=") && text.contains("<main id=\"main\">"),
                "{page}"
            );
            assert_eq!(text.matches("<h1>").count(), 1, "{page}");
            assert!(!text.contains("$n") && !text.contains("{$"), "{page} has a message without its value");
            for twin in text.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                if twin.contains(".json") || twin.contains(".csv") {
                    assert_eq!(observatory.get(&twin.replace("&amp;", "&")).0, 200, "{twin}");
                }
            }
        }
    }
}

#[test]
fn a_demonstration_says_it_is_one_wherever_it_is_named() {
    let (_registers, observatory) = three();
    for (lang, name, says) in [("es", "Registro mx", "(demostración)"), ("en", "Register mx", "(demonstration)")] {
        for page in ["/", "/compare", "/compare?with=mx,br", "/jurisdictions/mx"] {
            let (_, text) = observatory.get(&format!("/{lang}{page}"));
            let marked = text.matches(&format!("{name} {says}")).count();
            assert!(marked > 0 && marked == text.matches(name).count(), "{page}: {marked}");
            assert_eq!(text.matches(says).count(), marked, "{page}: others are none");
        }
    }
    let registers = observatory.json("/en/registers.json");
    let said: Vec<String> = registers["registers"]
        .as_array()
        .expect("registers")
        .iter()
        .map(|of| format!("{} {}", of["id"].as_str().unwrap_or_default(), of["demonstration"]))
        .collect();
    assert_eq!(said, ["away null", "br false", "mx true"]);
    let (_, table) = observatory.get("/en/compare.csv?with=mx,br,away");
    let ends = |id: &str| {
        table.lines().find(|line| line.contains(&format!(",{id},"))).and_then(|line| line.rsplit(',').next())
    };
    assert_eq!([ends("mx"), ends("br"), ends("away")], [Some("true"), Some("false"), Some("")]);
}

#[test]
fn what_is_not_there_or_not_understood_is_said() {
    let (_registers, observatory) = three();
    assert_eq!(observatory.get("/healthz"), (200, "{\"index\":true,\"registers\":3}\n".to_owned()));
    for (path, status, says) in [
        ("/en/compare?with=nowhere", 400, "no register `nowhere` is followed"),
        ("/es/compare?with=nowhere", 400, "no se sigue ningún registro `nowhere`"),
        ("/en/compare.json", 400, "Choose two to five registers"),
        ("/en/jurisdictions/zz", 404, "There is no such page"),
        ("/en/records", 404, "There is no such page"),
        ("/es/nada", 404, "Aquí no hay tal página"),
    ] {
        let (got, text) = observatory.get(path);
        assert_eq!(got, status, "{path}");
        assert!(text.contains(says), "{path}: {text}");
    }
}

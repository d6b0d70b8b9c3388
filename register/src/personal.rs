//! Likely personal data in free text (spec/filing.md#personal-data): numbers that belong to people, and what reads
//! like a person's name. A check that errs to the safe side: a name that is none is cleared by the filer under
//! signature (`cleared`), and so is a bare row of digits that numbers a document; no other number ever is. It is no proof of absence.

use std::borrow::Cow;

use crate::{codelist::Clearance, lang::Words, time::Date};

/// What was seen, never printed in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// What kind of data it looks like.
    pub kind: Kind,
    /// The text seen, all but its first characters replaced.
    pub masked: String,
}

/// Kinds of likely personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A telephone number.
    Phone,
    /// Ten to thirteen digits in a row: a telephone number, or the number of a document.
    Digits,
    /// An e-mail address.
    Email,
    /// A Mexican population register code (CURP).
    Curp,
    /// A Mexican tax code of a natural person (RFC with 13 characters).
    Rfc,
    /// A device or subscriber number (IMEI, IMSI: 15 digits).
    Device,
    /// A given name followed by a family name, or a form of address followed by a name.
    Name,
    /// An address on the internet (IP). Looked for in texts of others only: filings name servers of vendors.
    Ip,
    /// A vehicle's plate, after the word for it. Looked for in texts of others only.
    Plate,
}

impl Kind {
    /// The kind in both languages.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Kind::Phone => Words::new("un número de teléfono", "a telephone number"),
            Kind::Digits => Words::new("un número largo, como de teléfono", "a long number, as of a telephone"),
            Kind::Email => Words::new("una dirección de correo", "an e-mail address"),
            Kind::Curp => Words::new("una CURP", "a population register code (CURP)"),
            Kind::Rfc => Words::new("un RFC de persona física", "a natural person's tax code (RFC)"),
            Kind::Device => {
                Words::new("un número de equipo o de línea (IMEI, IMSI)", "a device or subscriber number (IMEI, IMSI)")
            }
            Kind::Name => Words::new("el nombre de una persona", "a person's name"),
            Kind::Ip => Words::new("una dirección IP", "an IP address"),
            Kind::Plate => Words::new("una placa de vehículo", "a vehicle's plate"),
        }
    }

    /// Whether a declaration of the filer, under signature, says that this is not personal data: a bare row of digits
    /// numbers a document, what reads like a name names something else. Nothing else is ever cleared.
    #[must_use]
    pub fn is_cleared_by(self, because: Clearance) -> bool {
        match self {
            Kind::Digits => because == Clearance::DocumentNumber,
            Kind::Name => because != Clearance::DocumentNumber,
            _ => false,
        }
    }
}

/// The first likely personal data in a text that no declaration clears.
#[must_use]
pub fn find(text: &str, cleared: &[Clearance]) -> Option<Trace> {
    let plain = plain(text);
    let stands = |trace: &Trace| !cleared.iter().any(|because| trace.kind.is_cleared_by(*because));
    numbers(&plain, stands).or_else(|| codes(&plain)).or_else(|| name(&plain).filter(stands))
}

/// Everything in a text of others that is likely personal data, in the order of kinds: what [`find`] sees, and addresses
/// and plates. A number that is one address is not also a telephone.
#[must_use]
pub fn all(text: &str) -> Vec<Trace> {
    let plain = plain(text);
    let mut found: Vec<Trace> = addresses(&plain).chain(plates(&plain)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let numbers = all_numbers(&plain).filter(|trace| !found.contains(trace)).collect::<Vec<_>>();
    found.extend(numbers);
    found.extend(words.iter().filter_map(|word| codes(word)));
    found.extend(words.windows(2).filter_map(|pair| name(&pair.join(" "))));
    found
}

/// IPv4 in dotted decimals, IPv6 in groups of hexadecimal digits.
fn addresses(text: &str) -> impl Iterator<Item = Trace> + '_ {
    let words = text.split(|c: char| c.is_whitespace() || "(),;<>\"'[]".contains(c));
    words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| is_ip(word)).map(|word| trace(Kind::Ip, word))
}

fn is_ip(word: &str) -> bool {
    let four: Vec<&str> = word.split('.').collect();
    let part =
        |part: &&str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok();
    let groups: Vec<&str> = word.split(':').collect();
    let group = |group: &&str| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let six = (groups.len() == 8 || word.contains("::")) && (4..=8).contains(&groups.len()) && groups.iter().all(group);
    (four.len() == 4 && four.iter().all(part)) || six
}

/// A word of letters and digits right after the word for a plate.
fn plates(text: &str) -> impl Iterator<Item = Trace> + '_ {
    let words: Vec<&str> = text.split_whitespace().map(clean).collect();
    let pairs: Vec<(&str, &str)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let is_word = |word: &str| ["placa", "placas", "plate", "plates", "matricula"].contains(&fold(word).as_str());
    let is_plate = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
        (5..=10).contains(&word.len())
            && digits > 1
            && letters > 0
            && digits + letters + word.matches('-').count() == word.len()
    };
    pairs
        .into_iter()
        .filter(move |(word, plate)| is_word(word) && is_plate(plate))
        .map(|(_, plate)| trace(Kind::Plate, plate))
}

/// The text with every kind of space, hyphen and digit as its ASCII one, so that a number is found however it is set.
fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let ascii = |c: char| match c {
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
        '\u{ff0b}' => '+',
        '\u{ff20}' => '@',
        c => c,
    };
    // Accents set apart from their letters, as some systems write them, must not hide a name.
    let apart = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    Cow::Owned(text.chars().filter(apart).map(ascii).collect())
}

/// The ASCII digit of a digit in another script, whose zero is given.
fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

fn trace(kind: Kind, seen: &str) -> Trace {
    let masked = seen.chars().enumerate().map(|(at, c)| if at < 2 || c == ' ' { c } else { '*' }).collect();
    Trace { kind, masked }
}

/// The first number that no declaration clears.
fn numbers(text: &str, stands: impl Fn(&Trace) -> bool) -> Option<Trace> {
    all_numbers(text).find(stands)
}

/// Runs of digits with the separators of telephone numbers. Amounts (with a currency or a decimal part) and dates
/// are left alone: a telephone number has ten digits or more, or begins with `+`.
fn all_numbers(text: &str) -> impl Iterator<Item = Trace> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !(bytes[at].is_ascii_digit() || bytes[at] == b'+') {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || b"+ -().".contains(&bytes[at])) {
                at += 1;
            }
            let run = text[start..at].trim_end_matches(|c: char| !c.is_ascii_digit());
            if let Some(kind) = number_kind(run, &text[..start], &text[at..]) {
                return Some(trace(kind, run));
            }
        }
        None
    })
}

fn number_kind(run: &str, before: &str, after: &str) -> Option<Kind> {
    let money = ["USD", "MXN", "EUR", "$", "€", "pesos", "dólares"];
    let amount = money.iter().any(|word| before.trim_end().ends_with(word) || after.trim_start().starts_with(word));
    let inside_a_code = before.ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-');
    if amount || inside_a_code || is_grouped_amount(run) || looks_like_years(run) {
        return None;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let beside_dates: usize = run.split(' ').filter(|part| !is_date(part)).map(digits).sum();
    match beside_dates {
        15 if !run.contains(' ') => Some(Kind::Device),
        8..=14 if run.starts_with('+') => Some(Kind::Phone),
        10..=13 if run.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Digits),
        10..=13 => Some(Kind::Phone),
        _ => None,
    }
}

/// `1250000000.00` and `1.250.000.000` are amounts; `55.12.34.56.78` is none.
fn is_grouped_amount(run: &str) -> bool {
    let parts: Vec<&str> = run.split('.').collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match parts.as_slice() {
        [_, cents] => digits && cents.len() <= 2,
        [first, groups @ ..] => {
            digits && !groups.is_empty() && first.len() <= 3 && groups.iter().all(|group| group.len() == 3)
        }
        [] => false,
    }
}

/// `2011 2012 2013` and `2019-2021` are no telephone numbers.
fn looks_like_years(run: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    run.split([' ', '-', '.']).filter(|part| year(part)).count() >= 2
}

fn is_date(part: &str) -> bool {
    part.get(..10).is_some_and(|day| Date::parse(day).is_some())
}

/// Codes and addresses that stand as one word.
fn codes(text: &str) -> Option<Trace> {
    text.split(|c: char| c.is_whitespace() || "(),;:<>\"'".contains(c)).find_map(|word| {
        let word = word.trim_end_matches('.');
        if is_email(word) {
            Some(trace(Kind::Email, word))
        } else if matches_shape(word, "AAAADDDDDDAAAAAAXX") {
            Some(trace(Kind::Curp, word))
        } else if matches_shape(word, "AAAADDDDDDXXX") {
            Some(trace(Kind::Rfc, word))
        } else {
            None
        }
    })
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('/'))
}

/// `A` upper-case letter, `D` digit, `X` either.
fn matches_shape(word: &str, shape: &str) -> bool {
    word.len() == shape.len()
        && word.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'A' => byte.is_ascii_uppercase(),
            b'D' => byte.is_ascii_digit(),
            _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        })
}

/// A form of address before a capitalised word, or a common given name before one.
fn name(text: &str) -> Option<Trace> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let (first, second) = (clean(pair[0]), clean(pair[1]));
        let continues = !pair[0].ends_with([',', ';', ':', ')']);
        let family = is_capitalised(second) && !NOT_FAMILY.contains(&second);
        // Most pairs end here, before anything is folded.
        let named = continues && family && (is_address(first) || is_given(first));
        named.then(|| trace(Kind::Name, &format!("{first} {second}")))
    })
}

fn is_address(word: &str) -> bool {
    word.len() <= 6 && ADDRESS.contains(&word.to_lowercase().trim_end_matches('.'))
}

fn is_given(word: &str) -> bool {
    is_capitalised(word) && GIVEN.binary_search(&fold(word).as_str()).is_ok()
}

fn clean(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
}

fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'ä' | 'â' => 'a',
            'é' | 'è' | 'ë' | 'ê' => 'e',
            'í' | 'ì' | 'ï' => 'i',
            'ó' | 'ò' | 'ö' | 'ô' => 'o',
            'ú' | 'ù' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

const ADDRESS: [&str; 14] =
    ["sr", "sra", "srta", "lic", "ing", "dr", "dra", "mr", "mrs", "ms", "don", "doña", "c", "gral"];

/// Capitalised words that follow a given name without being a family name, in names of places and bodies.
const NOT_FAMILY: [&str; 8] = ["City", "State", "County", "University", "Universidad", "Center", "Centro", "Press"];

/// Common given names in Mexico and English-speaking countries, folded and sorted. Names that are also common words
/// of this field (as `Julio` the month, `Victoria` the state capital, `Israel` the country) are left out.
const GIVEN: [&str; 151] = [
    "aaron",
    "adrian",
    "adriana",
    "alan",
    "alberto",
    "alejandra",
    "alejandro",
    "alexander",
    "alfonso",
    "alfredo",
    "alicia",
    "ana",
    "andrea",
    "andres",
    "andrew",
    "angelica",
    "anna",
    "anthony",
    "antonio",
    "armando",
    "arturo",
    "beatriz",
    "benjamin",
    "brian",
    "bruno",
    "carlos",
    "carmen",
    "carolina",
    "cecilia",
    "charles",
    "christian",
    "christopher",
    "claudia",
    "cristina",
    "daniel",
    "daniela",
    "david",
    "diana",
    "diego",
    "eduardo",
    "edward",
    "elena",
    "elizabeth",
    "emilio",
    "emily",
    "enrique",
    "eric",
    "ernesto",
    "esteban",
    "eva",
    "felipe",
    "fernanda",
    "fernando",
    "francisco",
    "gabriel",
    "gabriela",
    "gerardo",
    "gilberto",
    "gloria",
    "guillermo",
    "gustavo",
    "hector",
    "hugo",
    "ignacio",
    "irma",
    "isabel",
    "ivan",
    "jack",
    "jaime",
    "james",
    "javier",
    "jennifer",
    "jessica",
    "jesus",
    "joaquin",
    "joel",
    "john",
    "jorge",
    "jose",
    "joseph",
    "juan",
    "juana",
    "karen",
    "karla",
    "kevin",
    "laura",
    "leonardo",
    "leticia",
    "linda",
    "lorena",
    "lucia",
    "luis",
    "luisa",
    "manuel",
    "marcela",
    "marcos",
    "margarita",
    "maria",
    "mariana",
    "mario",
    "mark",
    "martha",
    "martin",
    "mary",
    "matthew",
    "mauricio",
    "michael",
    "miguel",
    "monica",
    "nancy",
    "natalia",
    "nicolas",
    "norma",
    "omar",
    "oscar",
    "pablo",
    "patricia",
    "patrick",
    "paul",
    "paula",
    "pedro",
    "peter",
    "rafael",
    "ramon",
    "raul",
    "rebecca",
    "ricardo",
    "richard",
    "robert",
    "roberto",
    "rodrigo",
    "rogelio",
    "ruben",
    "samuel",
    "sandra",
    "sara",
    "sergio",
    "silvia",
    "sofia",
    "stephen",
    "susan",
    "susana",
    "teresa",
    "thomas",
    "tomas",
    "valeria",
    "vanessa",
    "veronica",
    "vicente",
    "william",
    "yolanda",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<Kind> {
        find(text, &[]).map(|trace| trace.kind)
    }

    #[test]
    fn the_list_of_given_names_is_sorted_so_that_the_search_finds_each() {
        assert!(GIVEN.is_sorted());
    }

    #[test]
    fn personal_numbers_and_names_are_seen() {
        for (text, kind) in [
            ("llamar al 55 1234 5678 por la noche", Kind::Phone),
            ("call +52 55 1234 5678", Kind::Phone),
            ("tel. (55) 1234-5678", Kind::Phone),
            ("escriba a alguien@example.org.", Kind::Email),
            ("CURP XEXX010101HNEXXXA4", Kind::Curp),
            ("RFC XEXX010101000", Kind::Rfc),
            ("equipo 490154203237518 asegurado", Kind::Device),
            ("Costó 55 1234 5678", Kind::Phone),
            ("tel. 55.12.34.56.78", Kind::Phone),
            ("tel. 55\u{a0}1234\u{a0}5678", Kind::Phone),
            ("tel. 55–1234–5678", Kind::Phone),
            ("tel. ５５１２３４５６７８", Kind::Digits),
            ("entrevista con la Lic. Ejemplo", Kind::Name),
            ("según María Ejemplo, la licencia venció", Kind::Name),
        ] {
            assert_eq!(seen(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn figures_dates_contracts_and_bodies_pass() {
        for text in [
            "5513000000 MXN en cinco adjudicaciones directas",
            "pagos por $139,199,000.00 entre 2019-05-01 y 2019-12-31",
            "DN-10 SAIT-1075/P/2019",
            "PGR/SEIDO/DGCTC/GSPN/001/2018",
            "390,500 búsquedas, 135,000 usadas; 328 solicitudes al juez",
            "872 / 1,165 / 1,144 in 2013 / 14 / 15",
            "Secretaría de la Defensa Nacional, Centro Militar de Inteligencia",
            "2011 2012 2013",
            "el 2019-04-12 10 personas; del 2019-04-12 al 2019-05-01",
            "1.250.000.000 en total, 1250000000.00 al cierre",
        ] {
            assert_eq!(seen(text), None, "{text}");
        }
    }

    #[test]
    fn everything_in_a_text_of_others_is_seen_and_masked() {
        for (text, wanted) in [
            ("llamar al 55 1234 5678 o a alguien@example.org", vec![(Kind::Phone, "55 "), (Kind::Email, "al*")]),
            ("desde 203.0.113.7, equipo 490154203237518", vec![(Kind::Ip, "20*"), (Kind::Device, "49*")]),
            ("desde 2001:db8::7", vec![(Kind::Ip, "20*")]),
            ("vehículo con placas ABC-12-34", vec![(Kind::Plate, "AB*")]),
            ("placas en regla", vec![]),
            ("versión 1.2.3 de las 12:30:45", vec![]),
            ("la Lic. Ejemplo y María Ejemplo", vec![(Kind::Name, "Li*"), (Kind::Name, "Ma*")]),
        ] {
            let seen: Vec<(Kind, String)> =
                all(text).into_iter().map(|trace| (trace.kind, trace.masked.chars().take(3).collect())).collect();
            let wanted: Vec<(Kind, String)> = wanted.into_iter().map(|(kind, head)| (kind, head.to_owned())).collect();
            assert_eq!(seen, wanted, "{text}");
        }
        assert_eq!(find("servidor en 203.0.113.7", &[]), None, "filings may name a vendor's server");
    }

    #[test]
    fn a_declaration_clears_its_own_kind_and_nothing_beside_it() {
        let number = [Clearance::DocumentNumber];
        assert_eq!(find("oficio 1234567890 de la dependencia", &number), None);
        for text in [
            "oficio 1234567890, llamar al 55 1234 5678",
            "oficio 1234567890 de alguien@example.org",
            "oficio 1234567890, CURP XEXX010101HNEXXXA4",
            "oficio 1234567890 y María Ejemplo",
        ] {
            assert!(find(text, &number).is_some(), "{text}");
        }
        assert_eq!(find("Felipe Carrillo Puerto", &[Clearance::PlaceName]), None);
        assert!(find("oficio 1234567890", &[Clearance::PlaceName]).is_some());
        assert!(find("seg\u{fa}n Mari\u{301}a Ejemplo", &[]).is_some(), "an accent set apart");
        assert!(find("tel. \u{665}\u{665}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\u{668}", &[]).is_some());
    }
}

//! One cell that names several bodies, as a list. A comma is also part of names: before `Inc.` and its kind it stays.

/// What may follow a comma within one company's name, folded.
const LEGAL: [&str; 34] = [
    "inc",
    "incorporated",
    "llc",
    "l l c",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "lp",
    "l p",
    "llp",
    "plc",
    "pbc",
    "na",
    "n a",
    "sa",
    "s a",
    "s a de c v",
    "sa de cv",
    "s a p i de c v",
    "sapi de cv",
    "s a b de c v",
    "sab de cv",
    "s de r l",
    "s de r l de c v",
    "s de rl de cv",
    "s c",
    "a c",
    "gmbh",
    "s l",
    "usa",
    "dba",
];

/// The names in a cell, in their order, each once.
pub(crate) fn names(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in cell.split([';', '\n', '\r']) {
        for name in by_commas(part) {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = ["and ", "y ", "e "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(&name).to_owned();
            let new = !name.is_empty() && !names.contains(&name);
            if new {
                names.push(name);
            }
        }
    }
    names
}

/// The parts between commas, with legal forms left at the name before them.
fn by_commas(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split(',') {
        match names.last_mut() {
            Some(before) if is_legal(part) => {
                before.push(',');
                before.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// Whether a part is a legal form, alone or with more words after it (`Inc. Custodian of Records`).
fn is_legal(part: &str) -> bool {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let folded: String = part.to_lowercase().chars().map(letters).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (whole, first) = (words.join(" "), words.first().copied().unwrap_or_default());
    LEGAL.contains(&whole.as_str()) || (first.len() > 1 && LEGAL.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_and_legal_forms_are_not() {
        for (cell, wanted) in [
            ("Google, Inc.", "Google, Inc."),
            ("Google, LLC", "Google, LLC"),
            ("AT&T, Verizon, T-Mobile", "AT&T | Verizon | T-Mobile"),
            ("Facebook, Inc., Google, LLC", "Facebook, Inc. | Google, LLC"),
            (
                "Teléfonos de México, S.A.B. de C.V.; Radiomóvil Dipsa, S.A. de C.V.",
                "Teléfonos de México, S.A.B. de C.V. | Radiomóvil Dipsa, S.A. de C.V.",
            ),
            ("Sprint\nMetro PCS\n", "Sprint | Metro PCS"),
            ("Cellco, Inc. Custodian of Records", "Cellco, Inc. Custodian of Records"),
            ("Bank of America, N.A.", "Bank of America, N.A."),
            ("Comcast, , Cox,", "Comcast | Cox"),
            ("Coastal Cable, Sandy Telecom", "Coastal Cable | Sandy Telecom"),
            ("Verizon,  Verizon", "Verizon"),
            ("AT&T, Sprint, and T-Mobile, USA", "AT&T | Sprint | T-Mobile, USA"),
            ("Google, Inc., DBA Search", "Google, Inc., DBA Search"),
            ("", ""),
        ] {
            assert_eq!(names(cell).join(" | "), wanted, "{cell}");
        }
    }
}

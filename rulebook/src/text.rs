//! Text as facts compare it: small letters, without accents, single spaces.

use figures::names::plain;

/// Small letters without accents, with single spaces.
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match if c.is_whitespace() { ' ' } else { plain(c) } {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Letters alone as [`normalize`] writes them; spaces stay.
pub(crate) fn small_letters(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn case_accents_and_spaces_do_not_matter() {
        assert_eq!(
            normalize("  Código  Nacional de\u{a0}Procedimientos PENALES "),
            "codigo nacional de procedimientos penales"
        );
        assert_eq!(normalize("Señal Ñ"), "senal n");
    }
}

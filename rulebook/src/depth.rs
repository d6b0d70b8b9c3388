//! How deep a policy may nest, seen in its text before anything reads it: whoever follows its tree needs stack for each
//! level, Cedar and we alike, and the text comes from outside.

/// Brackets open at once: the policies that come with the program have five at most.
pub(crate) const MOST_OPEN: usize = 40;

/// Conditions and signs that join two parts, each a level where they follow one another: those policies have sixty at most.
pub(crate) const MOST_JOINED: usize = 300;

/// Whether a policy nests deeper than any reader follows.
pub(crate) fn is_too_deep(policy: &str) -> bool {
    let (mut open, mut joined) = (0_usize, 0_usize);
    let mut rest = policy;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(length(rest));
        match piece {
            "(" | "{" => open += 1,
            // It closes again where one follows another, `a["b"]["c"]`, and each is a level.
            "[" => (open, joined) = (open + 1, joined + 1),
            ")" | "]" | "}" => open = open.saturating_sub(1),
            "&&" | "||" | "+" | "-" | "*" | "." | "if" | "when" | "unless" => joined += 1,
            _ => {}
        }
        if open > MOST_OPEN || joined > MOST_JOINED {
            return true;
        }
        rest = after;
    }
    false
}

/// The bytes of the word, sign, text or remark that a text begins with, as Cedar parts them.
fn length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let first = text.chars().next().map_or(0, char::len_utf8);
    match text.as_bytes() {
        [b'"', ..] => quoted(text),
        [b'/', b'/', ..] => text.find(['\n', '\r']).unwrap_or(text.len()),
        [b'&', b'&', ..] | [b'|', b'|', ..] => 2,
        _ if text.starts_with(is_word) => text.find(|c| !is_word(c)).unwrap_or(text.len()),
        _ => first,
    }
}

/// A text in quotes; one that is not closed, which Cedar does not read, to its end.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

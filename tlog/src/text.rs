//! Three readers the formats share: decimal numbers, base64, lower-case hex. Each accepts exactly one spelling of a value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A decimal `u64`: digits only, no sign, no leading zero, no overflow. One number has one text, so that one tree
/// cannot have two checkpoints that differ only in spelling.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let leading_zero = text.len() > 1 && text.starts_with('0');
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if leading_zero || !digits { None } else { text.parse().ok() }
}

/// Base64 as RFC 4648 section 4, padded, with zero trailing bits.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The base64 of `bytes`, padded.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Appends the base64 of `bytes`, padded.
pub(crate) fn push_base64(text: &mut String, bytes: &[u8]) {
    STANDARD.encode_string(bytes, text);
}

/// `N` bytes from base64.
pub(crate) fn base64_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let right_length = text.len() == N.div_ceil(3) * 4;
    if right_length { base64(text)?.try_into().ok() } else { None }
}

/// `N` bytes from exactly `2 * N` lower-case hex digits.
pub(crate) fn hex_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
    }
    Some(bytes)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// A refused value as an error message shows it: on one line, without control characters, not at any length.
pub(crate) fn shown(value: &str) -> String {
    const LONGEST: usize = 100;
    let mut shown = String::new();
    for c in value.chars().take(LONGEST) {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if value.chars().nth(LONGEST).is_some() {
        shown.push('\u{2026}');
    }
    shown
}

/// The first byte a note text may not hold: a control character below space, other than newline.
pub(crate) fn control_character(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte < b' ' && *byte != b'\n')
}

/// The 1-based number of the line in which byte `offset` lies.
pub(crate) fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count()
}

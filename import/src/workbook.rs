//! A workbook looked through before it is read: what it holds when it is unpacked, and what it says of its own size. Its reader
//! (`calamine`) makes room for as many strings as a file announces, and copies what stands once and is named many times.

mod repeated;

use std::io::{Cursor, Read};

use self::repeated::Repeated;
use crate::reason::Reason;

/// What the file says of how many strings it has (ECMA-376, part 1, 18.4.9).
const ANNOUNCED: &[u8] = b"uniqueCount";

/// Bytes that a string takes at least: `<si/>`.
const LEAST: usize = 5;

/// Whether a workbook holds at most so many bytes when it is unpacked, as many strings as it says, and nothing long that
/// would be copied again and again.
pub(crate) fn check(bytes: &[u8], most: u64) -> Result<(), Reason> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Reason::not_workbook(&error))?;
    let (mut left, mut repeated) = (most, Repeated::default());
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| Reason::not_workbook(&error))?;
        let mut unpacked = Vec::new();
        // What the archive says of a part's size is not believed either.
        part.take(left + 1).read_to_end(&mut unpacked).map_err(|error| Reason::not_workbook(&error))?;
        left = left.checked_sub(unpacked.len() as u64).ok_or(Reason::Unpacks { most })?;
        if announces_too_many(&unpacked) || is_in_another_encoding(&unpacked) {
            return Err(Reason::Announces);
        }
        repeated.add(&unpacked)?;
    }
    repeated.check()
}

/// Whether a part announces more strings than could stand in it.
fn announces_too_many(part: &[u8]) -> bool {
    let places = part.windows(ANNOUNCED.len()).enumerate().filter(|(_, window)| *window == ANNOUNCED);
    let announced = |(at, _): (usize, &[u8])| {
        let said = part[at + ANNOUNCED.len()..].iter().skip_while(|byte| b" \t\r\n='\"".contains(byte));
        let digits = said.take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_usize, |count, digit| count.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    };
    places.map(announced).any(|count| count > part.len() / LEAST)
}

/// Whether a part is XML in another encoding than UTF-8, in which nothing can be looked for.
fn is_in_another_encoding(part: &[u8]) -> bool {
    let part = part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(part);
    let wide: [&[u8]; 4] = [b"\xfe\xff", b"\xff\xfe", b"<\0", b"\0<"];
    let head = String::from_utf8_lossy(&part[..part.len().min(200)]).to_ascii_lowercase();
    let declared =
        head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or("", |(declared, _)| declared);
    wide.iter().any(|begin| part.starts_with(begin)) || declared.contains("encoding") && !declared.contains("utf-8")
}

#[cfg(test)]
mod tests {
    use super::{announces_too_many, is_in_another_encoding};

    #[test]
    fn no_part_announces_more_strings_than_it_can_hold() {
        for (part, too_many) in [
            ("<sst count=\"9\" uniqueCount=\"2\"><si><t>a</t></si><si/></sst>", false),
            ("<sst uniqueCount=\"4000000000\"><si/></sst>", true),
            ("<sst uniqueCount = '99999999999999999999999999'/>", true),
            ("<!-- uniqueCount --><sst uniqueCount=\"\n18\"></sst>", true),
            ("<worksheet/>", false),
        ] {
            assert_eq!(announces_too_many(part.as_bytes()), too_many, "{part}");
        }
    }
    #[test]
    fn parts_are_in_utf8() {
        for (part, other) in [
            (&b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><sst/>"[..], false),
            (b"<sst/>", false),
            (b"\xef\xbb\xbf<?xml version='1.0'?><sst/>", false),
            (b"\x89PNG\r\n", false),
            (b"<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><sst/>", true),
            (b"\xff\xfe<\0s\0s\0t\0", true),
            (b"\0<\0s\0s\0t", true),
        ] {
            assert_eq!(is_in_another_encoding(part), other, "{}", String::from_utf8_lossy(part));
        }
    }
}

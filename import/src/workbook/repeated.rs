//! What stands in a workbook once and is copied each time it is named. `Xlsx::new` of `calamine` 0.38 writes the number
//! format and the font of a cell format (`xf`) out for each of them, and the path of a sheet for each `sheet` that names it.
//! Nothing else is copied so: shared texts, defined names and the theme are taken once, and tables, merged regions and
//! formulas are not read.

use crate::reason::Reason;

/// Bytes of a styles part. In large workbooks that are in use it stays under one MiB.
const MOST_STYLES: usize = 4 << 20;

/// Cell formats of a workbook ("Excel specifications and limits").
const MOST_FORMATS: usize = 65_490;

/// Bytes of one attribute that is copied. A number format has up to 255 characters, a font's name 31, a path in an archive
/// seldom more than 100.
const MOST_ATTRIBUTE: usize = 4 << 10;

/// Bytes of all copies.
const MOST_COPIED: usize = 32 << 20;

/// What was counted over all parts: the reader takes whichever the package names, so that no name of a part is believed.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    formats: usize,
    /// Bytes of the longest attribute in a styles part.
    style: usize,
    sheets: usize,
    /// Bytes of the longest attribute in a part of relationships.
    path: usize,
}

impl Repeated {
    /// Counts what stands in a part.
    pub(super) fn add(&mut self, part: &[u8]) -> Result<(), Reason> {
        self.sheets += elements(part, b"sheet");
        if elements(part, b"cellXfs") > 0 {
            if part.len() > MOST_STYLES {
                return Err(Reason::Repeats);
            }
            self.formats += elements(part, b"xf");
            self.style = self.style.max(longest_attribute(part).ok_or(Reason::Repeats)?);
        }
        if elements(part, b"Relationship") > 0 {
            self.path = self.path.max(longest_attribute(part).ok_or(Reason::Repeats)?);
        }
        Ok(())
    }

    /// Whether all copies together stay small.
    pub(super) fn check(&self) -> Result<(), Reason> {
        let copied = [(self.formats, self.style), (self.sheets, self.path)];
        let much = copied.iter().any(|(count, length)| {
            *count > 1 && *length > MOST_ATTRIBUTE || count.saturating_mul(*length) > MOST_COPIED
        });
        if much || self.formats > MOST_FORMATS { Err(Reason::Repeats) } else { Ok(()) }
    }
}

/// How often an element begins, in whichever namespace.
fn elements(part: &[u8], name: &[u8]) -> usize {
    let begins = |at: usize| at > 0 && b"<:".contains(&part[at - 1]);
    let ends = |at: usize| part.get(at + name.len()).is_none_or(|byte| b" \t\r\n/>".contains(byte));
    part.windows(name.len()).enumerate().filter(|(at, window)| *window == name && begins(*at) && ends(*at)).count()
}

/// Bytes of the longest attribute; none where comments and the like hide where one begins, which no program writes there.
fn longest_attribute(part: &[u8]) -> Option<usize> {
    let head = part.windows(2).position(|two| two == b"?>").filter(|_| declares(part));
    let part = head.map_or(part, |end| &part[end + 2..]);
    if part.windows(2).any(|two| two == b"<!" || two == b"<?") {
        return None;
    }
    let (mut longest, mut in_tag, mut quoted) = (0, false, None);
    for (at, byte) in part.iter().enumerate() {
        match (in_tag, quoted, byte) {
            (false, _, b'<') => in_tag = true,
            (true, None, b'>') => in_tag = false,
            (true, None, quote @ (b'"' | b'\'')) => quoted = Some((*quote, at)),
            (true, Some((quote, begun)), byte) if quote == *byte => {
                longest = longest.max(at - begun - 1);
                quoted = None;
            }
            _ => {}
        }
    }
    Some(longest)
}

/// Whether a part begins with its declaration, `<?xml …?>`.
fn declares(part: &[u8]) -> bool {
    part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(part).starts_with(b"<?xml")
}

#[cfg(test)]
mod tests {
    use super::{elements, longest_attribute};

    #[test]
    fn attributes_and_elements_are_found_as_a_reader_of_xml_finds_them() {
        for (part, longest, formats) in [
            ("<?xml version=\"1.0\"?><s><xf a='1'/><xf a=\"it's > that\"/></s>", Some(11), 2),
            ("\u{feff}<?xml version='1.0'?>\n<x:s>it's<x:xf\n/><xfs/></x:s>", Some(0), 1),
            ("<s><a b='\"' c=\"'''''\"/></s>", Some(5), 0),
            ("<s><!-- \" --><xf/></s>", None, 1),
            ("<s><![CDATA[<a b=']]><xf/></s>", None, 1),
        ] {
            assert_eq!(longest_attribute(part.as_bytes()), longest, "{part}");
            assert_eq!(elements(part.as_bytes(), b"xf"), formats, "{part}");
        }
    }
}

//! JSON (RFC 8259) read strictly, keeping the line of every value. Refuses nesting beyond [`MAX_DEPTH`] and notes
//! members named twice. Numbers stay text. Does not print JSON and knows no form.
//!
//! Why not `serde_json`: a filing's answer must name every problem with its line, and a member named twice must be
//! found wherever it stands; a property test holds the two parsers to the same verdict on everything else.

use std::borrow::Cow;

/// Nesting deeper than this is refused: forms need five levels, and recursion must stay far from the stack's end.
pub const MAX_DEPTH: u32 = 16;

/// More members than this in one object are refused: the largest form has some thirty, and the search for members
/// named twice compares each with all before it.
pub const MAX_MEMBERS: usize = 64;

/// One value and the line (from 1) where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// Line in the text, from 1.
    pub line: u32,
    /// The value.
    pub value: Value<'a>,
}

/// A JSON value; strings borrow from the text unless they hold an escape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written.
    Number(&'a str),
    /// A string with its escapes resolved.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Node<'a>>),
    /// An object, members in the order written, those named twice included.
    Object(Vec<Member<'a>>),
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    /// The member's name.
    pub name: Cow<'a, str>,
    /// The member's value.
    pub node: Node<'a>,
    /// An earlier member of the same object has the same name.
    pub repeated: bool,
}

/// Where and why the text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text ends inside a value.
    Ends,
    /// A character that cannot stand here.
    Unexpected(char),
    /// A string with a raw control character or a broken escape.
    String,
    /// Something like a number that is none (leading zero, lone sign, bare point).
    Number,
    /// Nested deeper than [`MAX_DEPTH`].
    Depth,
    /// An object with more than [`MAX_MEMBERS`] members.
    Members,
    /// Text after the value.
    Trailing,
}

/// Parses one JSON value that fills the whole text.
///
/// # Errors
/// The first place where the text stops being JSON.
pub fn parse(text: &str) -> Result<Node<'_>, SyntaxError> {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, line: 1 };
    parser.space();
    let node = parser.node(0)?;
    parser.space();
    if parser.at < text.len() { Err(parser.error(Fault::Trailing)) } else { Ok(node) }
}

impl Value<'_> {
    /// The kind of value in JSON's own words, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Parser<'a> {
    fn space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    fn node(&mut self, depth: u32) -> Result<Node<'a>, SyntaxError> {
        let line = self.line;
        let value = match self.bytes.get(self.at) {
            None => return Err(self.error(Fault::Ends)),
            Some(b'{' | b'[') if depth == MAX_DEPTH => return Err(self.error(Fault::Depth)),
            Some(b'{') => self.object(depth + 1)?,
            Some(b'[') => self.array(depth + 1)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(_) => self.word()?,
        };
        Ok(Node { line, value })
    }

    fn object(&mut self, depth: u32) -> Result<Value<'a>, SyntaxError> {
        let mut members: Vec<Member<'a>> = Vec::with_capacity(8);
        self.list(b'}', |parser| {
            if parser.bytes.get(parser.at) != Some(&b'"') {
                return Err(parser.unexpected());
            }
            if members.len() == MAX_MEMBERS {
                return Err(parser.error(Fault::Members));
            }
            let name = parser.string()?;
            parser.space();
            parser.expect(b':')?;
            parser.space();
            let node = parser.node(depth)?;
            let repeated = members.iter().any(|member| member.name == name);
            members.push(Member { name, node, repeated });
            Ok(())
        })?;
        Ok(Value::Object(members))
    }

    fn array(&mut self, depth: u32) -> Result<Value<'a>, SyntaxError> {
        let mut items = Vec::new();
        self.list(b']', |parser| {
            items.push(parser.node(depth)?);
            Ok(())
        })?;
        Ok(Value::Array(items))
    }

    /// Reads `item, item, … close`, the opening bracket being the current byte.
    fn list(
        &mut self,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.at += 1;
        self.space();
        if self.bytes.get(self.at) == Some(&close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            self.space();
            match self.bytes.get(self.at) {
                Some(b',') => self.at += 1,
                Some(&byte) if byte == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(self.unexpected()),
            }
            self.space();
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            match self.bytes.get(end) {
                None => {
                    self.at = end;
                    return Err(self.error(Fault::Ends));
                }
                Some(b'"') => break,
                Some(b'\\') => return self.escaped(start, end),
                Some(byte) if *byte < 0x20 => {
                    self.at = end;
                    return Err(self.error(Fault::String));
                }
                Some(_) => end += 1,
            }
        }
        self.at = end + 1;
        Ok(Cow::Borrowed(&self.text[start..end]))
    }

    /// The rest of a string from its first escape at `end` on.
    fn escaped(&mut self, start: usize, end: usize) -> Result<Cow<'a, str>, SyntaxError> {
        let mut out = String::from(&self.text[start..end]);
        self.at = end;
        loop {
            let Some(c) = self.text[self.at..].chars().next() else { return Err(self.error(Fault::Ends)) };
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(Cow::Owned(out));
                }
                '\\' => out.push(self.escape()?),
                c if u32::from(c) < 0x20 => return Err(self.error(Fault::String)),
                c => {
                    out.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let Some(&letter) = self.bytes.get(self.at + 1) else { return Err(self.error(Fault::Ends)) };
        let plain = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(self.error(Fault::String)),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, with the second half of a surrogate pair where one is due; lone surrogates are refused.
    fn unicode(&mut self) -> Result<char, SyntaxError> {
        let high = self.hex4(self.at + 2)?;
        let (code, length) = if (0xd800..0xdc00).contains(&high) {
            if self.bytes.get(self.at + 6..self.at + 8) != Some(b"\\u") {
                return Err(self.error(Fault::String));
            }
            let low = self.hex4(self.at + 8)?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(self.error(Fault::String));
            }
            (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 12)
        } else {
            (high, 6)
        };
        let c = char::from_u32(code).ok_or_else(|| self.error(Fault::String))?;
        self.at += length;
        Ok(c)
    }

    fn hex4(&self, from: usize) -> Result<u32, SyntaxError> {
        let digits = self.bytes.get(from..from + 4).ok_or_else(|| self.error(Fault::String))?;
        digits.iter().try_fold(0, |value, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or_else(|| self.error(Fault::String))?;
            Ok(value * 16 + digit)
        })
    }

    fn number(&mut self) -> Result<&'a str, SyntaxError> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let whole = self.digits();
        if whole == 0 || (whole > 1 && self.bytes.get(self.at - whole) == Some(&b'0')) {
            return Err(self.error(Fault::Number));
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.error(Fault::Number));
            }
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.error(Fault::Number));
            }
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self) -> Result<Value<'a>, SyntaxError> {
        let rest = &self.bytes[self.at..];
        let (length, value) = if rest.starts_with(b"true") {
            (4, Value::Bool(true))
        } else if rest.starts_with(b"false") {
            (5, Value::Bool(false))
        } else if rest.starts_with(b"null") {
            (4, Value::Null)
        } else {
            return Err(self.unexpected());
        };
        self.at += length;
        Ok(value)
    }

    fn expect(&mut self, byte: u8) -> Result<(), SyntaxError> {
        if self.bytes.get(self.at) == Some(&byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> SyntaxError {
        let fault = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        self.error(fault.map_or(Fault::Ends, Fault::Unexpected))
    }

    fn error(&self, fault: Fault) -> SyntaxError {
        let before = &self.bytes[..self.at.min(self.bytes.len())];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let characters = before[line_start..].iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        SyntaxError { line: self.line, column: u32::try_from(characters).unwrap_or(u32::MAX).saturating_add(1), fault }
    }
}

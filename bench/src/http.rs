//! One HTTP/1.1 keep-alive connection (RFC 9112), as little work per request as possible: it shares the cores with the server it measures.
//! Answers need a `Content-Length`; chunked answers, redirects, TLS and pipelining are left out.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest answer taken: a receipt is a few kilobytes, a problem report with every reason little more.
const MAX_ANSWER: usize = 1 << 20;

/// Room made before each read; a receipt fits in one.
const READ_SIZE: usize = 8 << 10;

/// Why no answer came.
#[derive(Debug, Error)]
pub enum HttpError {
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Io(#[from] io::Error),
    /// The server closed the connection before the answer was complete.
    #[error("the server closed the connection before its answer was complete")]
    Closed,
    /// The answer is not one this client reads.
    #[error("the answer is not plain HTTP/1.1 with a content length: {0}")]
    Answer(&'static str),
}

/// An answer's status and the place of its body in the connection's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Whether the server will close the connection after this answer.
    pub closes: bool,
    head: usize,
    length: usize,
}

impl Answer {
    /// Length of head and body in bytes.
    pub fn size(&self) -> usize {
        self.head + self.length
    }
}

/// A connection with its two buffers.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Connection {
    /// Connects, with Nagle's delay off: every request is one write.
    pub async fn open(address: SocketAddr) -> Result<Connection, HttpError> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, request: Vec::with_capacity(READ_SIZE), answer: Vec::with_capacity(READ_SIZE) })
    }

    /// Starts a POST of `length` bytes with this head (see [`post_head`]); the caller appends the body to what is returned.
    pub fn prepare(&mut self, head: &[u8], length: usize) -> &mut Vec<u8> {
        self.request.clear();
        self.request.extend_from_slice(head);
        self.request.extend_from_slice(length.to_string().as_bytes());
        self.request.extend_from_slice(b"\r\n\r\n");
        &mut self.request
    }

    /// Sends what was prepared and reads the whole answer.
    pub async fn exchange(&mut self) -> Result<Answer, HttpError> {
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        loop {
            self.answer.reserve(READ_SIZE);
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(HttpError::Closed);
            }
            if let Some(answer) = read_answer(&self.answer)? {
                return Ok(answer);
            }
        }
    }

    /// Length of the request last sent, in bytes.
    pub fn request_size(&self) -> usize {
        self.request.len()
    }

    /// The body of the answer last read.
    pub fn body(&self, answer: Answer) -> &[u8] {
        &self.answer[answer.head..answer.size()]
    }
}

/// The part of a POST that is the same for every request, up to the value of `Content-Length`.
pub fn post_head(address: SocketAddr, path: &str, content_type: &str) -> Vec<u8> {
    format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {content_type}\r\nContent-Length: ").into_bytes()
}

/// Reads one file from the server, blocking, for at most ten seconds; for checkpoints, not for load.
pub fn get(address: SocketAddr, path: &str) -> Result<Vec<u8>, HttpError> {
    let limit = Duration::from_secs(10);
    let mut stream = std::net::TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.take(MAX_ANSWER as u64).read_to_end(&mut bytes)?;
    let answer = read_answer(&bytes)?.ok_or(HttpError::Closed)?;
    if answer.status != 200 {
        return Err(HttpError::Answer("status is not 200"));
    }
    Ok(bytes[answer.head..answer.size()].to_vec())
}

/// The answer in `bytes`, or `None` while it is incomplete.
fn read_answer(bytes: &[u8]) -> Result<Option<Answer>, HttpError> {
    if bytes.len() > MAX_ANSWER {
        return Err(HttpError::Answer("longer than 1 MiB"));
    }
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let answer = read_head(&bytes[..end], end + 4)?;
    match bytes.len().cmp(&answer.size()) {
        std::cmp::Ordering::Less => Ok(None),
        std::cmp::Ordering::Equal => Ok(Some(answer)),
        std::cmp::Ordering::Greater => Err(HttpError::Answer("bytes after the body")),
    }
}

/// Reads status line and the three headers that matter.
fn read_head(bytes: &[u8], head: usize) -> Result<Answer, HttpError> {
    let text = std::str::from_utf8(bytes).map_err(|_| HttpError::Answer("head is not UTF-8"))?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")).and_then(|line| line.get(..3));
    let status = status.and_then(|code| code.parse().ok()).ok_or(HttpError::Answer("no status line"))?;
    let (mut length, mut closes) = (None, false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok();
        } else if name.eq_ignore_ascii_case("connection") {
            closes = value.eq_ignore_ascii_case("close");
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            return Err(HttpError::Answer("it is chunked"));
        }
    }
    let length = length.filter(|length| *length <= MAX_ANSWER).ok_or(HttpError::Answer("no usable content length"))?;
    Ok(Answer { status, closes, head, length })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(bytes: &str, expected: Expect) {
        expected.assert_eq(&match read_answer(bytes.as_bytes()) {
            Ok(None) => "incomplete".to_owned(),
            Ok(Some(answer)) => {
                format!("{} closes={} body={:?}", answer.status, answer.closes, &bytes[answer.head..answer.size()])
            }
            Err(error) => error.to_string(),
        });
    }

    #[test]
    fn answers() {
        check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42", expect!["200 closes=false body=\"42\""]);
        check("HTTP/1.1 422 X\r\ncontent-length:0\r\nConnection: Close\r\n\r\n", expect!["422 closes=true body=\"\""]);
        check("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n42", expect!["incomplete"]);
        check("HTTP/1.1 200 OK\r\nContent-", expect!["incomplete"]);
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n42",
            expect!["the answer is not plain HTTP/1.1 with a content length: bytes after the body"],
        );
        check(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            expect!["the answer is not plain HTTP/1.1 with a content length: it is chunked"],
        );
        check(
            "HTTP/1.1 200 OK\r\n\r\n",
            expect!["the answer is not plain HTTP/1.1 with a content length: no usable content length"],
        );
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n",
            expect!["the answer is not plain HTTP/1.1 with a content length: no usable content length"],
        );
        check("SMTP\r\n\r\n", expect!["the answer is not plain HTTP/1.1 with a content length: no status line"]);
    }
}

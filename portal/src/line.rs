//! A connection's socket, given up when nothing moves on it. Hyper limits the time of a request's head alone; a peer
//! that stops reading an answer, or stops sending a body, would otherwise hold its place and its buffers for ever.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

/// A socket that fails when the peer takes or sends nothing for a while.
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    patience: Duration,
    reading: Stall,
    writing: Stall,
}

/// One direction: since when it waits for the peer, and the timer that wakes it.
#[derive(Debug, Default)]
struct Stall {
    since: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Line {
    /// A socket on which nothing may stand still longer than `patience`.
    pub(crate) fn new(stream: TcpStream, patience: Duration) -> Line {
        Line { stream, patience, reading: Stall::default(), writing: Stall::default() }
    }

    /// What is read does not count as progress of what is written: a peer that sends a byte now and then must take its
    /// answers all the same. The other way round it does, since who takes a long answer need not say anything.
    fn wrote(&mut self, answer: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if answer.is_pending() {
            return self.writing.wait(self.patience, context);
        }
        self.writing.since = None;
        self.reading.since = None;
        answer
    }
}

impl Stall {
    /// Pending, until the peer's time is over.
    fn wait<T>(&mut self, patience: Duration, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let end = *self.since.get_or_insert_with(Instant::now) + patience;
        // INVARIANT: the timer never ends later than `end`, because `since` only moves forward.
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
        loop {
            ready!(timer.as_mut().poll(context));
            if Instant::now() >= end {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            timer.as_mut().reset(end);
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let line = self.get_mut();
        let answer = Pin::new(&mut line.stream).poll_read(context, into);
        if answer.is_pending() {
            return line.reading.wait(line.patience, context);
        }
        line.reading.since = None;
        answer
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let line = self.get_mut();
        let answer = Pin::new(&mut line.stream).poll_write(context, bytes);
        line.wrote(answer, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let line = self.get_mut();
        let answer = Pin::new(&mut line.stream).poll_write_vectored(context, bytes);
        line.wrote(answer, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

//! Sends one request over plain HTTP and reads the answer. Redirects are not followed: the providers do not either.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Position, Url};

/// Longer than the three seconds that Kakao waits: a test wants to see the answer.
const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_ANSWER: u64 = 1024 * 1024;

/// What the receiver of a notice answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// The status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// One request to be sent.
pub(super) struct Sending<'a> {
    pub(super) method: &'a str,
    pub(super) to: &'a str,
    /// Appended to whatever query the address has.
    pub(super) query: &'a str,
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) body: &'a str,
}

impl Sending<'_> {
    pub(super) async fn send(self) -> io::Result<Receipt> {
        timeout(PATIENCE, self.exchange())
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    async fn exchange(self) -> io::Result<Receipt> {
        let mut url = Url::parse(self.to).map_err(|_| wrong("the address is not a URL"))?;
        if url.scheme() != "http" {
            return Err(wrong("the sandbox sends to http addresses only"));
        }
        if !self.query.is_empty() {
            let query = match url.query() {
                Some(had) if !had.is_empty() => format!("{had}&{}", self.query),
                _ => self.query.to_owned(),
            };
            url.set_query(Some(&query));
        }
        let host = url.host_str().unwrap_or_default();
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
            self.method,
            &url[Position::BeforePath..Position::AfterQuery],
            &url[Position::BeforeHost..Position::AfterPort],
        );
        for (name, value) in self.headers {
            if value.contains(['\r', '\n']) {
                return Err(wrong("a header must be one line"));
            }
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.method != "GET" {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        let port = url.port_or_known_default().unwrap_or(80);
        let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
        let sent = stream.write_all(format!("{head}\r\n{}", self.body).as_bytes()).await;
        // A receiver may answer and hang up before it has read everything; the answer counts.
        let mut answer = Vec::new();
        let read = stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await;
        parse(&answer).map_or_else(|| Err(sent.and(read.map(drop)).err().unwrap_or_else(nothing)), Ok)
    }
}

fn parse(answer: &[u8]) -> Option<Receipt> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = answer.split_at_checked(end)?;
    let body = body.get(4..)?;
    let head = std::str::from_utf8(head).ok()?;
    let status = head.split(' ').nth(1)?.get(..3)?.parse().ok()?;
    let chunked = head
        .lines()
        .any(|line| line.eq_ignore_ascii_case("transfer-encoding: chunked"));
    let body = if chunked { unchunk(body)? } else { body.to_vec() };
    Some(Receipt {
        status,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let (size, after) = rest.split_at_checked(end)?;
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let (chunk, after) = after.get(2..)?.split_at_checked(size)?;
        body.extend_from_slice(chunk);
        rest = after.get(2..)?;
    }
}

fn wrong(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

fn nothing() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the receiver sent no HTTP answer")
}

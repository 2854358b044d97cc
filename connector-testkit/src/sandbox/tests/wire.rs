//! A raw HTTP/1.1 client: one connection, one request, and whatever came back before it closed.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::{Position, Url};

/// What came back.
pub(super) struct Reply {
    pub(super) status: u16,
    head: String,
    /// The body as received, chunks undone.
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .clone()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }
}

/// Sends; panics if no answer comes.
pub(super) async fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    parse(&raw(method, url, headers, body).await.expect("an answer"))
}

/// Sends, and hands back every byte until the connection ends.
pub(super) async fn raw(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Vec<u8>> {
    let mut stream = open(method, url, headers, body).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

/// Sends, and hands over the connection.
pub(super) async fn open(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<TcpStream> {
    let url = Url::parse(url).expect("a URL");
    let target = &url[Position::BeforePath..Position::AfterQuery];
    let mut head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
        url.authority()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if method == "POST" {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    let mut stream = TcpStream::connect(url.authority()).await?;
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await?;
    Ok(stream)
}

pub(super) fn parse(bytes: &[u8]) -> Reply {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a whole head");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("an ASCII head");
    let status = head[9..12].parse().expect("a status");
    let mut reply = Reply {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    };
    if reply.header("transfer-encoding") == Some("chunked") {
        reply.body = unchunk(&reply.body);
    }
    reply
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).expect("ASCII");
        let size = usize::from_str_radix(size, 16).expect("a size");
        let from = end + 2;
        let to = (from + size).min(rest.len());
        body.extend_from_slice(&rest[from..to]);
        rest = &rest[(to + 2).min(rest.len())..];
    }
    body
}

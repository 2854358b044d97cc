//! A provider for crowds: every code is a user of its own, and says how the provider behaves to that user.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use connector_core::Callback;
use connector_host::Begun;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What was asked of the provider.
#[derive(Debug, Default)]
pub struct Seen {
    /// Connections that were ever taken.
    pub connections: AtomicUsize,
    /// Connections that are open.
    pub open: AtomicUsize,
    /// Token requests by code.
    pub tokens: Mutex<HashMap<String, usize>>,
    /// Profile requests.
    pub profiles: AtomicUsize,
    /// Token requests by client id and secret.
    pub clients: Mutex<HashMap<(String, String), usize>>,
}

impl Seen {
    pub fn token_requests(&self) -> usize {
        self.tokens.lock().unwrap().values().sum()
    }
}

/// A provider that speaks enough of Kakao's protocol. A code is `FAULT-NUMBER`; the user's id is the number.
#[derive(Clone, Debug)]
pub struct Provider {
    pub origin: String,
    pub seen: Arc<Seen>,
}

impl Provider {
    /// A provider that takes so long for every answer.
    pub async fn start(late: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::<Seen>::default();
        let provider = Self {
            origin,
            seen: Arc::clone(&seen),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&seen);
                tokio::spawn(async move {
                    seen.connections.fetch_add(1, Ordering::Relaxed);
                    seen.open.fetch_add(1, Ordering::Relaxed);
                    let _ = serve(stream, &seen, late).await;
                    seen.open.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        provider
    }

    /// An instance of Kakao at this provider.
    pub fn instance(&self, client_id: &str, secret: &str) -> Value {
        json!({ "connector": "kakao", "config": { "clientId": client_id, "clientSecret": secret,
            "origins": { "auth": self.origin, "api": self.origin } } })
    }
}

/// Settings of some instances, with so long for one request.
pub fn settings_of(instances: Value, timeout_ms: u64) -> Value {
    json!({ "version": 1, "publicUrl": "http://localhost:1", "defaults": { "http": { "timeoutMs": timeout_ms } }, "instances": instances })
}

/// The callback with which a browser comes back with that code.
pub fn back_with(begun: &Begun, code: &str) -> Callback {
    let state = begun.url().split("&state=").nth(1).unwrap().split('&').next().unwrap();
    Callback::from_query(format!("code={code}&state={state}")).sealed(begun.sealed())
}

async fn serve(mut stream: TcpStream, seen: &Seen, late: Duration) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    loop {
        let Some((head, body)) = request(&mut stream, &mut buffer).await? else {
            return Ok(());
        };
        tokio::time::sleep(late).await;
        let (at_token, code) = if head.starts_with("POST") {
            let form: HashMap<_, _> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
            let code = form["code"].clone();
            *seen.tokens.lock().unwrap().entry(code.clone()).or_default() += 1;
            let client = (form["client_id"].clone(), form["client_secret"].clone());
            *seen.clients.lock().unwrap().entry(client).or_default() += 1;
            (true, code)
        } else {
            seen.profiles.fetch_add(1, Ordering::Relaxed);
            let line = head
                .lines()
                .find_map(|line| line.strip_prefix("authorization: Bearer "));
            (false, line.unwrap_or_default().to_owned())
        };
        let (fault, user) = code.rsplit_once('-').unwrap_or(("", &code));
        let answer = if at_token {
            json!({ "token_type": "bearer", "access_token": code, "expires_in": 100 })
        } else {
            json!({ "id": user.parse::<u64>().unwrap_or_default() })
        };
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        match (fault, at_token) {
            ("slow", _) => tokio::time::sleep(Duration::from_millis(200)).await,
            ("reset", true) | ("reset-late", false) => return Ok(()),
            ("cut", true) | ("cut-late", false) => {
                let half = answer.len() / 2;
                return stream.write_all((head + &answer[..half]).as_bytes()).await;
            }
            ("stall", true) | ("stall-late", false) => {
                stream.write_all(head.as_bytes()).await?;
                stream.read_u8().await?;
                return Ok(());
            }
            _ => {}
        }
        stream.write_all((head + &answer).as_bytes()).await?;
    }
}

/// The next request of a connection: head and body.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Option<(String, String)>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.parse::<usize>().ok())?
            });
            let whole = end + 4 + length.unwrap_or_default();
            if buffer.len() >= whole {
                let body = String::from_utf8_lossy(&buffer[end + 4..whole]).into_owned();
                buffer.drain(..whole);
                return Ok(Some((head, body)));
            }
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

//! A browser of a few lines, and a service with its sandbox, over real HTTP.
#![allow(dead_code, reason = "not every test file uses every helper")]

pub mod provider;

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use connector_core::{AuthorizeRequest, Callback, Result, validate::Validator};
use connector_host::{Granted, Host, Profile, SealingKey, router::HostRouter};
use connector_testkit::sandbox::{Provider, Sandbox, TestClient};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

pub const KAKAO_ID: &str = "0123456789abcdef0123456789abcdef";
pub const NAVER_ID: &str = "jyvqXeaVOVmVABCDEFGH";
pub const KAKAO_OIDC_ID: &str = "fedcba9876543210fedcba9876543210";
pub const SECRET: &str = "planted-client-secret";
pub const ADMIN_KEY: &str = "planted-admin-key";

static CONTRACT: LazyLock<Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../schemas/answers.schema.json");
    Validator::new(&serde_json::from_str(schema).unwrap()).unwrap()
});

/// One answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// The body as JSON. An answer of the router keeps the published contract, whatever the test is about.
    pub fn json(&self) -> Value {
        let json: Value = serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON in {self:?}"));
        if json["error"].is_object() || json["profile"].is_object() {
            assert!(
                CONTRACT.is_valid(&json),
                "outside schemas/answers.schema.json: {json:#}"
            );
        }
        json
    }

    pub fn kind(&self) -> String {
        self.json()["error"]["kind"].as_str().unwrap_or("ok").to_owned()
    }
}

/// A browser with cookies for each origin.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    pub cookies: BTreeMap<(String, String), String>,
    pub accept: &'static str,
    pub agent: Option<&'static str>,
}

impl Browser {
    pub fn asking_for_json() -> Self {
        Self {
            accept: "application/json",
            ..Self::default()
        }
    }

    pub async fn get(&mut self, url: &str) -> Answer {
        self.send("GET", url, None).await
    }

    pub async fn post(&mut self, url: &str, form: &str) -> Answer {
        self.send("POST", url, Some(form)).await
    }

    async fn send(&mut self, method: &str, url: &str, form: Option<&str>) -> Answer {
        let rest = url
            .strip_prefix("http://")
            .unwrap_or_else(|| panic!("{url} is not plain http"));
        let (origin, path) = rest.split_once('/').unwrap_or((rest, ""));
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .filter(|((at, _), _)| at == origin)
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let mut request = format!(
            "{method} /{path} HTTP/1.1\r\nhost: {origin}\r\nconnection: close\r\naccept: {}\r\n",
            self.accept
        );
        if !cookies.is_empty() {
            request += &format!("cookie: {}\r\n", cookies.join("; "));
        }
        if let Some(form) = form {
            request += &format!(
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
                form.len()
            );
        }
        if let Some(agent) = self.agent {
            request += &format!("user-agent: {agent}\r\n");
        }
        request += "\r\n";
        request += form.unwrap_or_default();
        let mut stream = TcpStream::connect(origin).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair = |line: &str| {
            line.split_once(": ")
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        };
        let headers: Vec<_> = lines.filter_map(pair).collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let key = (origin.to_owned(), name.to_owned());
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(&key)
            } else {
                self.cookies.insert(key, value.to_owned())
            };
        }
        Answer {
            status,
            headers,
            body: body.to_owned(),
        }
    }
}

/// A service with its own sandbox.
pub struct Service {
    pub base: String,
    pub host: Host,
    pub sandbox: Arc<Sandbox>,
}

impl Service {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let client = |id: &str, instances: &[&str]| {
            let uri = |client: TestClient, instance: &&str| client.redirect_uri(format!("{base}/callback/{instance}"));
            instances.iter().fold(TestClient::new(id).secret(SECRET), uri)
        };
        let sandbox = Sandbox::builder()
            .client(Provider::Kakao, client(KAKAO_ID, &["kakao", "kakao-2"]))
            .client(
                Provider::Kakao,
                client(KAKAO_OIDC_ID, &["kakao-oidc"])
                    .oidc(true)
                    .admin_key(ADMIN_KEY)
                    .logout_redirect_uri("https://www.example.kr/bye")
                    .items([
                        "profile_nickname",
                        "profile_image",
                        "account_email",
                        "phone_number",
                        "shipping_address",
                    ]),
            )
            .client(Provider::Naver, client(NAVER_ID, &["naver", "naver-oidc"]))
            .start()
            .await
            .unwrap();
        let host = Host::builder()
            .settings_value(settings(&base, &sandbox))
            .sealing_key(SealingKey::from_bytes([7; 32]))
            .single_process()
            .profile(Profile::Dev)
            .build()
            .unwrap();
        let router = HostRouter::new(host.clone()).into_router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            base,
            host,
            sandbox: Arc::new(sandbox),
        }
    }

    /// A whole sign-in through the library: the grant is kept.
    pub async fn grant(&self, instance: &str, form: &str) -> Result<Granted> {
        self.grant_asking(instance, AuthorizeRequest::new(), form).await
    }

    /// The same, asking for something special.
    pub async fn grant_asking(&self, instance: &str, ask: AuthorizeRequest, form: &str) -> Result<Granted> {
        let begun = self.host.authorize(instance, ask).await?;
        let back = Browser::default().post(begun.url(), form).await;
        assert_eq!(back.status, 302, "{back:?}");
        let query = back.location().split_once('?').unwrap().1.to_owned();
        let callback = Callback::from_query(query).sealed(begun.sealed());
        self.host.callback(instance, callback).await
    }

    /// Begins a sign-in and consents; gives the callback address.
    pub async fn consent(&self, browser: &mut Browser, instance: &str, form: &str) -> String {
        let begun = browser.get(&format!("{}/connect/{instance}", self.base)).await;
        assert_eq!(begun.status, 303, "{begun:?}");
        let back = browser.post(begun.location(), form).await;
        assert_eq!(back.status, 302, "{back:?}");
        back.location().to_owned()
    }
}

pub fn settings(base: &str, sandbox: &Sandbox) -> Value {
    let kakao = json!({ "connector": "kakao", "config": { "clientId": KAKAO_ID, "clientSecret": SECRET,
        "origins": { "auth": sandbox.kakao_auth(), "api": sandbox.kakao_api() } } });
    json!({
        "version": 1, "publicUrl": base, "defaults": { "returnOrigins": ["https://www.example.kr"] },
        "instances": {
            "kakao": kakao, "kakao-2": kakao,
            "kakao-oidc": { "connector": "kakao", "config": { "clientId": KAKAO_OIDC_ID, "clientSecret": SECRET, "oidc": true,
                "appId": "1234567", "adminKey": ADMIN_KEY, "webhooks": true,
                "origins": { "auth": sandbox.kakao_auth(), "api": sandbox.kakao_api() } } },
            "naver-oidc": { "connector": "naver", "config": { "clientId": NAVER_ID, "clientSecret": SECRET, "flow": "oidc",
                "autoLogin": true, "webhooks": true,
                "origins": { "auth": sandbox.naver_auth(), "api": sandbox.naver_api() } } },
            "naver": { "connector": "naver", "config": { "clientId": NAVER_ID, "clientSecret": SECRET,
                "origins": { "auth": sandbox.naver_auth(), "api": sandbox.naver_api() } } },
            "off": { "connector": "naver", "enabled": false, "config": { "clientId": "x", "clientSecret": { "$env": "NOT_READ" } } }
        }
    })
}

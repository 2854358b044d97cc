//! `connectors serve` and `demo` as a person starts them: what is said, reloads, and ends (A24, L34). Unix only, for its signals.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::{fd::OwnedFd, unix::net::UnixDatagram},
    path::Path,
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
};

use common::command;

const LOCAL: &str = "http://localhost:8080";
const SECRETS: [(&str, &str); 2] = [
    ("KAKAO_SECRET", "AbCdEfGhIjKlMnOpQrStUvWxYz012345"),
    ("KAKAO_ADMIN_KEY", "fedcba9876543210fedcba9876543210"),
];

/// A running program whose words are read as they come.
struct Running {
    child: Child,
    said: BufReader<ChildStderr>,
}

impl Running {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = command(folder, args)
            .env("CONNECTORS_SEALING_KEY", "00".repeat(32))
            .envs(SECRETS)
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        Self { child, said }
    }

    /// What is said up to the line that holds a text, with ports left out.
    fn until(&mut self, text: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(
                self.said.read_line(&mut line).unwrap(),
                0,
                "never said `{text}`, but:\n{all}"
            );
            all += &without_ports(&line);
            if line.contains(text) {
                return all;
            }
        }
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    fn end(mut self) -> ExitStatus {
        self.signal("TERM");
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn without_ports(line: &str) -> String {
    let mut parts = line.split("127.0.0.1:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += "127.0.0.1:PORT";
        text += part.trim_start_matches(|mark: char| mark.is_ascii_digit());
    }
    text
}

fn write(folder: &Path, public_url: &str, order: &str) {
    let text = format!(
        r#"{{
  "version": 1,
  "publicUrl": "{public_url}",
  "instances": {{
    "kakao-web": {{
      "connector": "kakao",
      "order": {order},
      "config": {{
        "clientId": "0123456789abcdef0123456789abcdef",
        "clientSecret": {{ "$env": "KAKAO_SECRET" }},
        "adminKey": {{ "$env": "KAKAO_ADMIN_KEY" }},
        "webhooks": true
      }}
    }}
  }}
}}
"#
    );
    fs::write(folder.join("connectors.json"), text).unwrap();
}

fn started_reloaded_ended(lang: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), LOCAL, "1");
    let args = ["serve", "--listen", "127.0.0.1:0", "--single-process", "--lang", lang];
    let mut running = Running::start(folder.path(), &args);
    let mut all = running.until("/webhook/kakao-web");
    write(folder.path(), LOCAL, "\"first\"");
    running.signal("HUP");
    let refused = if lang == "ko" { "기존 설정" } else { "stay in force" };
    all += &running.until(refused);
    write(folder.path(), LOCAL, "2");
    running.signal("HUP");
    let taken = if lang == "ko" {
        "적용했습니다"
    } else {
        "are in force"
    };
    all += &running.until(taken);
    assert_eq!(running.end().code(), Some(0));
    all
}

#[test]
fn serve_says_where_and_what_changed() {
    insta::assert_snapshot!("serve_en", started_reloaded_ended("en"));
    insta::assert_snapshot!("serve_ko", started_reloaded_ended("ko"));
}

#[test]
fn demo_says_where() {
    let folder = tempfile::tempdir().unwrap();
    for lang in ["en", "ko"] {
        let args = ["demo", "--listen", "127.0.0.1:0", "--lang", lang];
        let mut running = Running::start(folder.path(), &args);
        let said = running.until("/callback/naver");
        insta::assert_snapshot!(format!("demo_{lang}"), said);
        assert_eq!(running.end().code(), Some(0));
    }
}

/// Whoever waits for the address reads along: half a line would be another address. Every write comes as one packet here.
#[test]
fn lines_are_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = UnixDatagram::pair().unwrap();
    let mut child = command(folder.path(), &["demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(OwnedFd::from(theirs))
        .spawn()
        .unwrap();
    let mut buffer = [0; 1024];
    loop {
        let length = ours.recv(&mut buffer).unwrap();
        let packet = std::str::from_utf8(&buffer[..length]).unwrap();
        assert!(packet.ends_with('\n'), "{packet:?}");
        if packet.contains("/callback/naver") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_is_missing_at_the_start_is_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "https://login.example.kr", "1");
    let args = ["serve", "--listen", "127.0.0.1:0", "--lang"];
    for lang in ["en", "ko"] {
        let mut command = command(folder.path(), &[&args[..], &[lang]].concat());
        let ran: common::Ran = command.envs(SECRETS).output().unwrap().into();
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
        insta::assert_snapshot!(format!("missing_{lang}"), ran.err);
    }
}

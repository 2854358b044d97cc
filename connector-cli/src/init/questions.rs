//! What `init` asks for on a terminal. Empty answers take what stands in brackets; the end of input gives up.

use std::io::BufRead;

use connector_host::core::{Registration, Registry, Text, config::Sentence};

use super::LOCAL;
use crate::{public_url, voice::Voice};

/// Which connectors are wanted.
pub(super) fn connectors(
    answers: &mut dyn BufRead,
    registry: &Registry,
    voice: Voice,
) -> Option<Vec<&'static Registration>> {
    const WHICH: Text = Text::new("Connectors, of {ids} [all]: ", "커넥터({ids} 중에서) [모두]: ");
    let ids = registry.ids().join(", ");
    loop {
        let answer = ask(answers, Sentence::fill(WHICH, &[("ids", &ids)]), voice)?;
        let names: Vec<&str> = answer.split([',', ' ']).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            return Some(registry.iter().collect());
        }
        let known: Option<Vec<_>> = names.iter().map(|name| registry.get(name)).collect();
        match known {
            Some(known) => return Some(known),
            None => voice.fail(crate::guide::unknown(registry, None)),
        }
    }
}

/// Where browsers reach the service.
pub(super) fn public_url(answers: &mut dyn BufRead, registry: &Registry, voice: Voice) -> Option<String> {
    const WHERE: Text = Text::new(
        "Address at which browsers reach the service [{local}]: ",
        "브라우저가 접속할 서비스 주소 [{local}]: ",
    );
    loop {
        let answer = ask(answers, Sentence::fill(WHERE, &[("local", LOCAL)]), voice)?;
        if answer.is_empty() {
            return Some(LOCAL.to_owned());
        }
        if let Some(address) = public_url::checked(&answer, registry, voice) {
            return Some(address);
        }
    }
}

fn ask(answers: &mut dyn BufRead, question: Sentence, voice: Voice) -> Option<String> {
    voice.ask(question);
    let mut answer = String::new();
    match answers.read_line(&mut answer) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(answer.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use connector_host::registry;

    use super::{connectors, public_url};
    use crate::voice::Voice;

    #[test]
    fn a_wrong_answer_is_asked_for_again() {
        let registry = registry(&[]).unwrap();
        let ids = |answers: &str| {
            let chosen = connectors(&mut answers.as_bytes(), &registry, Voice::PLAIN);
            chosen.map(|all| all.iter().map(|it| it.id()).collect::<Vec<_>>())
        };
        assert_eq!(ids("\n"), Some(vec!["kakao", "naver"]));
        assert_eq!(ids("google\nnaver\n"), Some(vec!["naver"]));
        assert_eq!(ids("naver, kakao\n"), Some(vec!["naver", "kakao"]));
        assert_eq!(ids("google\n"), None);
        let url = |answers: &str| public_url(&mut answers.as_bytes(), &registry, Voice::PLAIN);
        assert_eq!(url("\n").as_deref(), Some("http://localhost:8080"));
        assert_eq!(
            url("login.example.kr\nhttps://login.example.kr/\n").as_deref(),
            Some("https://login.example.kr")
        );
        assert_eq!(url("").as_deref(), None);
    }
}

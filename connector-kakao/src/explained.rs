//! What Kakao's codes mean for people (Kakao Developers, "Kakao Login › Error code" and "REST API › Error code").

mod api;
mod callback;
mod koe;

use connector_core::{CodeNote, Text};

/// Every code, in the order of the documentation.
pub(crate) const NOTES: [CodeNote; callback::NOTES.len() + koe::NOTES.len() + api::NOTES.len()] =
    CodeNote::join(&[callback::NOTES, koe::NOTES, api::NOTES]);

const AGAIN: Text = Text::new(
    "Start the sign-in again from the beginning.",
    "로그인을 처음부터 다시 시작하세요.",
);
const SOON: Text = Text::new("Try again in a few seconds.", "몇 초 뒤에 다시 시도하세요.");
const SLOWER: Text = Text::new(
    "Wait some minutes and send fewer requests. Do not try again at once.",
    "몇 분 기다린 뒤 요청을 줄이세요. 곧바로 다시 시도하지 마세요.",
);
const REPORT: Text = Text::new(
    "Report it with this code: the request has to be mended in the program.",
    "이 코드를 적어 신고하세요. 프로그램이 보내는 요청을 고쳐야 합니다.",
);
const ORDINARY: Text = Text::new("Show the ordinary sign-in button.", "일반 로그인 버튼을 보여 주세요.");

const KEY: Text = Text::new("App › Platform key › REST API key", "앱 › 플랫폼 키 › REST API 키");
const REDIRECT: Text = Text::new(
    "App › Platform key › REST API key › Redirect URI",
    "앱 › 플랫폼 키 › REST API 키 › 리다이렉트 URI",
);
const SECRET: Text = Text::new(
    "App › Platform key › REST API key › Client secret",
    "앱 › 플랫폼 키 › REST API 키 › 클라이언트 시크릿",
);
const ENABLE: Text = Text::new("Kakao Login › Enable", "카카오 로그인 › 사용 설정");
const CONSENT: Text = Text::new("Kakao Login › Consent items", "카카오 로그인 › 동의항목");
const MEMBERS: Text = Text::new("Members", "팀원");
const PLATFORM: Text = Text::new("App › Platform key", "앱 › 플랫폼 키");

const ASKED: Text = Text::new(
    "Compare the instance's settings with the console. If they are right, report it with this code.",
    "인스턴스 설정을 콘솔과 비교하세요. 설정이 맞다면 이 코드를 적어 신고하세요.",
);
const UPLOAD: Text = Text::new(
    "A sign-in uploads nothing: look for another program that uses the same app.",
    "로그인은 아무것도 업로드하지 않습니다. 같은 앱을 쓰는 다른 프로그램을 확인하세요.",
);

#[cfg(test)]
mod tests {
    use connector_core::Stage;
    use connector_testkit::disagreements;

    use super::NOTES;
    use crate::codes;

    #[test]
    fn every_meaning_of_the_tables_has_its_note() {
        for (stage, errors) in [
            (Stage::Callback, codes::callback()),
            (Stage::Token, codes::oauth()),
            (Stage::Profile, codes::api()),
        ] {
            assert_eq!(disagreements(&NOTES, stage, &errors), [""; 0]);
        }
    }
}

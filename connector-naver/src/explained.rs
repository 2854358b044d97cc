//! What NAVER's codes mean for people (NAVER Developers, login guide and "Open API error codes").

mod api;
mod callback;
mod token;

use connector_core::{CodeNote, Text};

/// Every code, in the order of the documentation.
pub(crate) const NOTES: [CodeNote; callback::NOTES.len() + token::NOTES.len() + api::NOTES.len()] =
    CodeNote::join(&[callback::NOTES, token::NOTES, api::NOTES]);

const AGAIN: Text = Text::new(
    "Start the sign-in again from the beginning.",
    "로그인을 처음부터 다시 시작하세요.",
);
const SOON: Text = Text::new("Try again in a few seconds.", "몇 초 뒤에 다시 시도하세요.");
const SLOWER: Text = Text::new(
    "Wait, and send fewer requests. Do not try again at once.",
    "기다린 뒤 요청을 줄이세요. 곧바로 다시 시도하지 마세요.",
);
const REPORT: Text = Text::new(
    "Report it with this code: the request has to be mended in the program.",
    "이 코드를 적어 신고하세요. 프로그램이 보내는 요청을 고쳐야 합니다.",
);
const ORDINARY: Text = Text::new("Show the ordinary sign-in button.", "일반 로그인 버튼을 보여 주세요.");
const COMPARE: Text = Text::new(
    "Compare the instance's settings with the console.",
    "인스턴스 설정을 콘솔과 비교하세요.",
);

const SETTINGS: Text = Text::new(
    "Application › My applications › API settings",
    "Application › 내 애플리케이션 › API 설정",
);
const OVERVIEW: Text = Text::new(
    "Application › My applications › Overview",
    "Application › 내 애플리케이션 › 개요",
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

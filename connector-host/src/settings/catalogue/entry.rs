//! What is known about a code.

use connector_core::{Text, config::Severity};

use crate::settings::Lang;

/// One code with its texts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The code, such as `E103`.
    pub code: &'static str,
    /// What is wrong; places stand in braces.
    pub message: Text,
    /// What to do; places stand in braces.
    pub help: Text,
    /// Why it matters, and what would happen otherwise.
    pub meaning: Text,
    /// How it looks when it is wrong, and when it is right.
    pub example: Example,
    /// Who has to act, where that is not the admin who writes the file.
    pub who: Option<Text>,
    /// What `validate --fix` does about it.
    pub fix: Option<Text>,
    /// Whether the committed schema refuses it too, so that an editor shows it while typing.
    pub by_schema: bool,
}

/// How a mistake looks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Example {
    /// Pieces of a configuration.
    Written {
        /// Where the pieces stand.
        place: Place,
        /// The piece that earns the code.
        wrong: &'static str,
        /// The piece that does not.
        right: &'static str,
    },
    /// A document alone does not show it: how it comes about.
    Situation(Text),
}

/// Where a piece of a configuration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The piece is the whole file.
    File,
    /// In place of `version`.
    Version,
    /// In place of `publicUrl`.
    Address,
    /// One more key at the top level.
    Top,
    /// In place of `instances`.
    Instances,
    /// In an instance, beside `connector` and `config`.
    Instance,
    /// All of the `config` of a Kakao instance.
    Kakao,
    /// All of the `config` of a NAVER instance.
    Naver,
}

const VERSION: &str = r#""version": 1"#;
const ADDRESS: &str = r#""publicUrl": "https://login.example.kr""#;
const KAKAO: &str =
    r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#;

impl Place {
    /// The place in words.
    pub const fn name(self) -> Text {
        match self {
            Self::File => Text::new("the whole file", "파일 전체"),
            Self::Version | Self::Address | Self::Top | Self::Instances => Text::new("at the top level", "최상위"),
            Self::Instance => Text::new("in an instance", "인스턴스 안"),
            Self::Kakao => Text::new("in the `config` of a Kakao instance", "카카오 인스턴스의 `config` 안"),
            Self::Naver => Text::new("in the `config` of a NAVER instance", "네이버 인스턴스의 `config` 안"),
        }
    }

    /// A whole configuration around a piece.
    pub fn around(self, piece: &str) -> String {
        let instance = |connector: &str, beside: &str, config: &str| {
            format!(
                "\"instances\": {{\n    \"{connector}\": {{ \"connector\": \"{connector}\", {beside}\"config\": {{\n      {config}\n    }} }}\n  }}"
            )
        };
        let usual = instance("kakao", "", KAKAO);
        let members = match self {
            Self::File => return piece.to_owned(),
            Self::Version => [piece, ADDRESS, &usual].join(",\n  "),
            Self::Address => [VERSION, piece, &usual].join(",\n  "),
            Self::Top => [VERSION, ADDRESS, piece, &usual].join(",\n  "),
            Self::Instances => [VERSION, ADDRESS, piece].join(",\n  "),
            Self::Instance => [VERSION, ADDRESS, &instance("kakao", &format!("{piece}, "), KAKAO)].join(",\n  "),
            Self::Kakao => [VERSION, ADDRESS, &instance("kakao", "", piece)].join(",\n  "),
            Self::Naver => [VERSION, ADDRESS, &instance("naver", "", piece)].join(",\n  "),
        };
        format!("{{\n  {members}\n}}\n")
    }
}

impl Entry {
    /// Errors refuse a configuration, warnings do not. The first letter of the code says which.
    pub fn severity(&self) -> Severity {
        match self.code.starts_with('W') {
            true => Severity::Warning,
            false => Severity::Error,
        }
    }

    /// A text whose places are told in words: `‹the limits›`.
    pub fn in_words(text: Text, lang: Lang) -> String {
        let said = |text: Text| match lang {
            Lang::En => text.en,
            Lang::Ko => text.ko,
        };
        let mut shown = String::new();
        let mut rest = said(text);
        while let Some((before, behind)) = rest.split_once('{') {
            shown.push_str(before);
            let place = behind
                .split_once('}')
                .and_then(|(name, after)| Some((Self::place_name(name)?, after)));
            match place {
                Some((name, after)) => {
                    shown += &format!("‹{}›", said(name));
                    rest = after;
                }
                None => {
                    shown.push('{');
                    rest = behind;
                }
            }
        }
        shown + rest
    }

    /// What is meant where a message has this place in braces.
    pub(super) fn place_name(name: &str) -> Option<Text> {
        let fits = |(known, _): &&(&str, Text)| *known == name;
        PLACES.iter().find(fits).map(|(_, text)| *text)
    }

    pub(super) const fn means(mut self, en: &'static str, ko: &'static str) -> Self {
        self.meaning = Text::new(en, ko);
        self
    }

    pub(super) const fn written(mut self, place: Place, wrong: &'static str, right: &'static str) -> Self {
        self.example = Example::Written { place, wrong, right };
        self
    }

    pub(super) const fn happens(mut self, en: &'static str, ko: &'static str) -> Self {
        self.example = Example::Situation(Text::new(en, ko));
        self
    }

    pub(super) const fn acts(mut self, en: &'static str, ko: &'static str) -> Self {
        self.who = Some(Text::new(en, ko));
        self
    }

    pub(super) const fn fixes(mut self, en: &'static str, ko: &'static str) -> Self {
        self.fix = Some(Text::new(en, ko));
        self
    }

    pub(super) const fn in_schema(mut self) -> Self {
        self.by_schema = true;
        self
    }
}

pub(super) const fn row(
    code: &'static str,
    en: &'static str,
    ko: &'static str,
    help: &'static str,
    help_ko: &'static str,
) -> Entry {
    Entry {
        code,
        message: Text::new(en, ko),
        help: Text::new(help, help_ko),
        meaning: Text::new("", ""),
        example: Example::Situation(Text::new("", "")),
        who: None,
        fix: None,
        by_schema: false,
    }
}

/// The places of messages and helps, as a page shows them.
const PLACES: &[(&str, Text)] = &[
    ("allowed", Text::new("the allowed values", "허용되는 값")),
    ("callback", Text::new("the callback address", "콜백 주소")),
    ("close", Text::new("the closing bracket", "닫는 괄호")),
    ("connector", Text::new("the connector", "커넥터")),
    ("consequence", Text::new("what follows", "결과")),
    ("count", Text::new("how many", "개수")),
    ("encoding", Text::new("the encoding", "인코딩")),
    ("expected", Text::new("what is wanted", "필요한 것")),
    ("field", Text::new("field", "항목")),
    ("found", Text::new("what stands there", "실제 형식")),
    ("host", Text::new("the host", "호스트")),
    ("id", Text::new("its id", "ID")),
    ("instance", Text::new("the instance", "인스턴스")),
    ("key", Text::new("key", "키")),
    ("known", Text::new("the known ones", "아는 항목")),
    ("limit", Text::new("the limit", "한도")),
    ("limits", Text::new("the limits", "한도")),
    ("line", Text::new("a line to paste", "붙여 넣을 줄")),
    ("list", Text::new("the linked ones", "연결된 것")),
    ("mode", Text::new("the mode", "모드")),
    ("normal", Text::new("the usual spelling", "표준 표기")),
    ("other", Text::new("the other one", "다른 쪽")),
    ("owner", Text::new("the object", "객체")),
    ("part", Text::new("the part", "그 부분")),
    ("place", Text::new("the place", "위치")),
    ("probe", Text::new("the probe", "점검 항목")),
    ("protection", Text::new("a protection", "보호 기능")),
    ("provider_code", Text::new("the provider's code", "제공자 코드")),
    ("reason", Text::new("the reason", "이유")),
    ("scope", Text::new("scope", "scope")),
    ("seconds", Text::new("some", "몇")),
    ("shape", Text::new("the usual shape", "일반적인 모양")),
    ("source", Text::new("where it is read from", "읽는 곳")),
    ("suggestion", Text::new("a right one", "올바른 예")),
    ("supported", Text::new("the supported one", "지원 버전")),
    ("what", Text::new("an odd character", "이상한")),
    ("where", Text::new("where", "위치")),
];

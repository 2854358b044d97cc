//! From what a probe met to a finding of the catalogue.

use connector_core::{
    Error, ErrorKind, Finding, Info, Reason, Text,
    config::{Sentence, Spot},
    live::{LiveRow, Verdict},
};

use super::{Probe, Tried};
use crate::settings::{Fill, fill, finding};

pub(super) fn is(probe: &Probe, code: &str) -> bool {
    probe.finding.as_ref().is_some_and(|finding| finding.code == code)
}

impl Tried<'_> {
    fn pointer(&self, inner: &str) -> String {
        format!("/instances/{}{inner}", self.instance.id)
    }

    /// What a row proves to be wrong.
    pub(super) fn fault(&self, row: &LiveRow, probe: Text) -> Option<Finding> {
        let info = self.instance.registration.info();
        let name = Fill::from(info.name);
        let code = ("provider_code", row.says.into());
        let place = |field: &str| ("place", Fill::Each(place(info, row.says, field)));
        Some(match row.verdict {
            Verdict::Accepted => return None,
            Verdict::UnknownId => finding(
                "E502",
                self.pointer("/config/clientId"),
                &[("connector", name), code, place("clientId")],
            ),
            Verdict::Refused => finding(
                "E503",
                self.pointer("/config/clientSecret"),
                &[("connector", name), code, place("clientSecret")],
            ),
            Verdict::Callback => {
                let callback = ("callback", (&*self.instance.redirect_uri).into());
                finding("E504", "/publicUrl", &[("connector", name), callback, place("")])
            }
            Verdict::Blocked => finding("E505", self.pointer("/config/clientId"), &[code, place("")]),
            Verdict::Scope => finding("E506", self.pointer("/config/scopes"), &[code, place("scopes")]),
            _ => self.unsure(
                probe,
                Text::new(
                    "the provider asks to come back later",
                    "제공자가 나중에 다시 시도하라고 합니다",
                )
                .into(),
            ),
        })
    }

    /// W508: the answer proves nothing. The reason holds nothing of the answer's body.
    pub(super) fn unsure(&self, probe: Text, reason: Fill<'_>) -> Finding {
        finding("W508", self.pointer(""), &[("probe", probe.into()), ("reason", reason)]).spot(Spot::Key)
    }

    /// W508 by an HTTP status.
    pub(super) fn unsure_of(&self, probe: Text, status: http::StatusCode) -> Finding {
        let reason = Sentence::fill(
            Text::new(
                "an answer that no row knows, HTTP {status}",
                "알려지지 않은 응답입니다(HTTP {status})",
            ),
            &[("status", status.as_str())],
        );
        self.unsure(probe, reason.into())
    }

    /// W508 by an error page of a provider whose pages name no codes: one of two things is wrong, and nobody says which.
    pub(super) fn refused_unsaid(&self, probe: Text) -> Finding {
        const REASON: Text = Text::new(
            "an error page that gives no code; `clientId` or the callback address is wrong",
            "코드가 없는 오류 화면입니다. `clientId`나 콜백 주소가 잘못되었습니다",
        );
        const HELP: Text = Text::new(
            "compare `clientId` and {callback} with the console, letter by letter: {place}",
            "`clientId`와 {callback}, 두 값을 콘솔과 한 글자씩 비교하세요: {place}",
        );
        let place = place(self.instance.registration.info(), "", "clientId");
        let places = [
            ("callback", (&*self.instance.redirect_uri).into()),
            ("place", Fill::Each(place)),
        ];
        self.unsure(probe, REASON.into()).help(fill(HELP, &places))
    }

    /// E501 for a request that got no answer; W508 for an answer that was refused.
    pub(super) fn unreached(&self, host: &str, probe: Text, error: &Error) -> Finding {
        let reason = match (error.kind(), error.reason()) {
            (_, Some(Reason::Dns)) => Text::new("its name cannot be resolved", "이름을 찾을 수 없습니다"),
            (_, Some(Reason::Tls)) => Text::new(
                "no secure connection; look at the certificate, the clock and the CA file",
                "보안 연결을 맺을 수 없습니다. 인증서, 시계, CA 파일을 확인하세요",
            ),
            (ErrorKind::Timeout, _) => Text::new("no answer within 5 s", "5초 안에 응답이 없습니다"),
            (ErrorKind::ProviderUnavailable, _) => {
                Text::new("no connection, or it broke", "연결할 수 없거나 연결이 끊겼습니다")
            }
            (kind, _) => {
                let reason = Sentence::fill(
                    Text::new("the answer was refused: {kind}", "응답을 받아들일 수 없습니다({kind})"),
                    &[("kind", kind.code())],
                );
                return self.unsure(probe, reason.into());
            }
        };
        finding(
            "E501",
            self.pointer(""),
            &[("host", host.into()), ("reason", reason.into())],
        )
        .spot(Spot::Key)
    }

    /// W507: the clocks differ.
    pub(super) fn skewed(&self, seconds: i64) -> Finding {
        finding("W507", self.pointer(""), &[("seconds", seconds.to_string().into())]).spot(Spot::Key)
    }
}

/// Where in the console to look: the step that prevents the code, else the one that fills the field, else the console.
fn place(info: &Info, code: &str, field: &str) -> Sentence {
    let steps = || info.console.steps.iter();
    let step = steps()
        .find(|step| step.codes.contains(&code))
        .or_else(|| steps().find(|step| step.field == Some(field)));
    match step {
        Some(step) => step.path.into(),
        None => Sentence {
            en: info.console.address.into(),
            ko: info.console.address.into(),
        },
    }
}

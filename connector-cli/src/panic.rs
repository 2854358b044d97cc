//! What a panic prints: the place, never the message, because a message may hold a token (J4). And what it ends with.

use std::{
    any::Any,
    io::Write as _,
    panic::{UnwindSafe, catch_unwind},
    process::ExitCode,
};

use connector_host::{
    core::{Text, config::Sentence},
    settings::Lang,
};

use crate::locale::Locale;

/// How printing says that standard output or standard error takes no more, on a full disk for example.
const UNPRINTED: &str = "failed printing to";

const UNWRITTEN: Text = Text::new("error: the output cannot be written", "오류: 출력을 쓸 수 없습니다");
const OUR_FAULT: Text = Text::new(
    "internal error at {place}; this is our fault, please report it",
    "내부 오류({place}). 프로그램의 결함이니 알려 주세요",
);

/// Replaces the standard panic message. It is in the language of the environment: the arguments may not have been read yet.
pub(crate) fn hide_payloads() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()));
        let place = place.unwrap_or_else(|| "?".to_owned());
        let text = if is_unprinted(info.payload()) {
            UNWRITTEN
        } else {
            OUR_FAULT
        };
        let said = Sentence::fill(text, &[("place", &place)]);
        let said = match Locale::of_the_process().lang {
            Lang::En => said.en,
            Lang::Ko => said.ko,
        };
        // If that cannot be said either, nobody listens.
        let _ = writeln!(anstream::stderr(), "{said}");
    }));
}

/// The exit code of a run: 3 if its output could not be written, 70 if it ended in another panic.
pub(crate) fn told(run: impl FnOnce() -> ExitCode + UnwindSafe) -> ExitCode {
    catch_unwind(run).unwrap_or_else(|payload| ExitCode::from(if is_unprinted(&*payload) { 3 } else { 70 }))
}

fn is_unprinted(payload: &(dyn Any + Send)) -> bool {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.starts_with(UNPRINTED))
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::told;

    #[test]
    #[allow(clippy::panic, reason = "it is what is tested")]
    fn a_panic_is_our_fault() {
        let code = told(|| panic!("oops"));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(70)));
        let code = told(|| ExitCode::from(2));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(2)));
    }
}

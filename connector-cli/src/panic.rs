//! What a panic prints: the place, never the message, because a message may hold a token (J4). And what it ends with.

use std::{
    any::Any,
    io::Write as _,
    panic::{UnwindSafe, catch_unwind},
    process::ExitCode,
};

/// How printing says that standard output or standard error takes no more, on a full disk for example.
const UNPRINTED: &str = "failed printing to";

/// Replaces the standard panic message.
pub(crate) fn hide_payloads() {
    std::panic::set_hook(Box::new(|info| {
        let said = match info.location() {
            _ if is_unprinted(info.payload()) => "error: the output cannot be written".to_owned(),
            Some(place) => format!(
                "internal error at {}:{}; this is our fault, please report it",
                place.file(),
                place.line()
            ),
            None => "internal error; this is our fault, please report it".to_owned(),
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

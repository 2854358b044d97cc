//! What a panic prints: the place, never the message, because a message may hold a token (J4).

use std::panic::PanicHookInfo;

/// Replaces the standard panic message.
pub(crate) fn hide_payloads() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(code) = reader_gone(info) {
            std::process::exit(code);
        }
        match info.location() {
            Some(place) => eprintln!(
                "internal error at {}:{}; this is our fault, please report it",
                place.file(),
                place.line()
            ),
            None => eprintln!("internal error; this is our fault, please report it"),
        }
    }));
}

/// The exit code if `println!` gave up because nobody reads any more, as in `connectors list | head -1`. It panics then, and there
/// is no other stable way to end quietly without `unsafe`. Data that nobody wants is no failure; a server whose words are lost
/// ends as if by SIGPIPE.
fn reader_gone(info: &PanicHookInfo<'_>) -> Option<i32> {
    let said = info.payload().downcast_ref::<String>()?;
    let broken = said.contains("Broken pipe");
    let codes = [("failed printing to stdout", 0), ("failed printing to stderr", 141)];
    let (_, code) = codes.into_iter().find(|(begin, _)| said.starts_with(begin))?;
    broken.then_some(code)
}

//! What a panic prints: the place, never the message, because a message may hold a token (J4).

use anstream::eprintln;

/// Replaces the standard panic message.
pub(crate) fn hide_payloads() {
    std::panic::set_hook(Box::new(|info| match info.location() {
        Some(place) => eprintln!(
            "internal error at {}:{}; this is our fault, please report it",
            place.file(),
            place.line()
        ),
        None => eprintln!("internal error; this is our fault, please report it"),
    }));
}

//! What the providers send of their own accord: that somebody left, that an account changed.
//!
//! Each notice knows its address and says what came back. None changes what the sandbox remembers; for that there is
//! [`Sandbox::unlink`](super::Sandbox::unlink).

mod event;
mod naver;
mod unlink;
mod wire;

pub use event::KakaoEvent;
pub use naver::NaverUnlinkNotice;
pub use unlink::KakaoUnlinkNotice;
pub use wire::Receipt;

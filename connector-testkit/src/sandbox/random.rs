//! Codes and tokens, each in the alphabet and about the length of its provider.

use data_encoding::{BASE32_NOPAD, BASE64, BASE64URL_NOPAD};

/// Kakao's codes: opaque, base64url-like, 54 to 90 characters.
pub(super) fn kakao_code() -> String {
    BASE64URL_NOPAD.encode(&bytes::<48>())
}

/// Kakao's access and refresh tokens: of the code's alphabet.
pub(super) fn kakao_token() -> String {
    BASE64URL_NOPAD.encode(&bytes::<41>())
}

/// NAVER's codes: letters and digits.
pub(super) fn naver_code() -> String {
    BASE32_NOPAD.encode(&bytes::<15>())
}

/// NAVER's access tokens: at most 256 of `[A-Za-z0-9+/=]`. Each of the three signs that a URL would spoil is in
/// every token, so that a forgotten encoding shows at once.
pub(super) fn naver_access_token() -> String {
    format!(
        "AAAA+{}/{}",
        BASE64.encode(&bytes::<30>()),
        BASE64.encode(&bytes::<25>())
    )
}

/// NAVER's refresh tokens: letters and digits only.
pub(super) fn naver_refresh_token() -> String {
    BASE32_NOPAD.encode(&bytes::<40>())
}

pub(super) fn bytes<const N: usize>() -> [u8; N] {
    let mut drawn = [0; N];
    getrandom::fill(&mut drawn).expect("the operating system gives randomness");
    drawn
}

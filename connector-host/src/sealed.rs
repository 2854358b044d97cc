//! Begun sign-ins as sealed text: AES-256-GCM with version, purpose, connector, instance and expiry bound in.
//!
//! The text is base64url of `version ‖ key id ‖ expiry ‖ nonce ‖ ciphertext`. The expiry can be read without opening and cannot
//! be changed. Nonces are random, so one key should seal at most 2^32 sign-ins (NIST SP 800-38D §8.3): rotate it before.

use std::fmt;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    digest::{SHA256, digest},
};
use connector_core::{Error, ErrorKind, Pending, Random, Reason, Result, Stage, Text, Timestamp};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

use crate::settings::finding;

/// Longest sealed text, in bytes (L18).
pub const MAX_SEALED: usize = 3800;
const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"sign-in";
const KEY_ID: usize = 4;
const NONCE: usize = 12;
const TAG: usize = 16;
const HEADER: usize = 1 + KEY_ID + 8;

/// A key that seals begun sign-ins: 32 bytes (L33).
#[derive(Clone)]
pub struct SealingKey(Zeroizing<[u8; 32]>);

impl SealingKey {
    /// A key by its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key as base64, base64url or hexadecimal text of 32 bytes.
    ///
    /// # Errors
    /// `config_invalid`, without the text.
    pub fn from_text(text: &str) -> Result<Self> {
        let spellings = [&HEXLOWER_PERMISSIVE, &BASE64, &BASE64_NOPAD, &BASE64URL_NOPAD];
        let decoded = spellings.iter().find_map(|spelling| {
            let bytes = Zeroizing::new(spelling.decode(text.as_bytes()).ok()?);
            <[u8; 32]>::try_from(bytes.as_slice()).ok()
        });
        decoded.map(Self::from_bytes).ok_or_else(|| refuse(NOT_A_KEY))
    }

    /// The key in an environment variable.
    ///
    /// # Errors
    /// `config_invalid` when the variable is unset or holds no key.
    #[expect(clippy::disallowed_methods, reason = "the embedder asks for this variable by name")]
    pub fn from_env(name: &str) -> Result<Self> {
        let text = Zeroizing::new(std::env::var(name).map_err(|_| refuse(NO_VARIABLE))?);
        Self::from_text(text.trim_end())
    }

    /// A fresh key, for tests and single runs: whatever it sealed cannot be opened after a restart.
    ///
    /// # Errors
    /// `internal` without randomness.
    pub fn draw() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Error::from(connector_core::NoRandomness))?;
        Ok(Self::from_bytes(bytes))
    }
}

const NOT_A_KEY: Text = Text::new(
    "it is not 32 bytes as base64 or hexadecimal text",
    "base64나 16진수로 적은 32바이트가 아님",
);
const NO_VARIABLE: Text = Text::new("its variable is not set", "환경 변수가 설정되지 않음");
const TOO_MANY: Text = Text::new("more than two previous keys were given", "이전 키가 두 개를 넘음");

fn refuse(text: Text) -> Error {
    Error::config(vec![finding("E908", "", &[("reason", text.into())])])
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey([redacted])")
    }
}

/// The current key, which seals, and up to two previous ones, which still open (G9).
pub struct KeyRing {
    current: Prepared,
    previous: Vec<Prepared>,
}

struct Prepared {
    id: [u8; KEY_ID],
    key: LessSafeKey,
}

impl Prepared {
    fn new(key: &SealingKey) -> Result<Self> {
        let labelled = [b"connectors sealing key id\0".as_slice(), key.0.as_slice()].concat();
        let mut id = [0; KEY_ID];
        id.copy_from_slice(
            digest(&SHA256, &Zeroizing::new(labelled))
                .as_ref()
                .get(..KEY_ID)
                .unwrap_or(&[0; KEY_ID]),
        );
        let unbound = UnboundKey::new(&AES_256_GCM, key.0.as_slice());
        let unbound = unbound.map_err(|_| Error::new(ErrorKind::Internal, "the sealing key cannot be used"))?;
        Ok(Self {
            id,
            key: LessSafeKey::new(unbound),
        })
    }
}

impl KeyRing {
    /// Prepares the keys once.
    ///
    /// # Errors
    /// `config_invalid` for more than two previous keys.
    pub fn new(current: SealingKey, previous: Vec<SealingKey>) -> Result<Self> {
        if previous.len() > 2 {
            return Err(refuse(TOO_MANY));
        }
        let previous = previous.iter().map(Prepared::new).collect::<Result<_>>()?;
        Ok(Self {
            current: Prepared::new(&current)?,
            previous,
        })
    }

    /// Seals a begun sign-in for one instance of one connector.
    ///
    /// # Errors
    /// `request_invalid` when the text would be longer than 3 800 bytes (B7), `internal` without randomness.
    pub fn seal(&self, pending: &Pending, connector: &str, instance: &str, random: &dyn Random) -> Result<String> {
        let mut bytes = Vec::with_capacity(512);
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.current.id);
        bytes.extend_from_slice(&pending.expires().secs().to_le_bytes());
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce)?;
        bytes.extend_from_slice(&nonce);
        let aad = Bound::new(bytes.get(..HEADER).unwrap_or_default(), connector, instance)
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the ids are longer than ids may be"))?;
        pending.write(&mut bytes);
        let body = bytes.get_mut(HEADER + NONCE..).unwrap_or_default();
        let tag =
            self.current
                .key
                .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body);
        let tag = tag.map_err(|_| Error::new(ErrorKind::Internal, "the sign-in cannot be sealed"))?;
        bytes.extend_from_slice(tag.as_ref());
        let text = BASE64URL_NOPAD.encode(&bytes);
        if text.len() > MAX_SEALED {
            let message = "the sealed sign-in would be longer than 3800 bytes: carry less app data";
            return Err(Error::new(ErrorKind::RequestInvalid, message).at(Stage::Authorize));
        }
        Ok(text)
    }

    /// Opens a sealed sign-in of this instance of this connector.
    ///
    /// # Errors
    /// `state_mismatch`, without saying why (C15, C16, C23, G5, G8).
    pub fn open(&self, text: &str, connector: &str, instance: &str) -> Result<Pending> {
        self.opened(text, connector, instance).ok_or_else(|| {
            let message = "the browser's sign-in cannot be opened for this instance";
            Error::new(ErrorKind::StateMismatch, message)
                .at(Stage::Callback)
                .because(Reason::NoSignIn)
        })
    }

    fn opened(&self, text: &str, connector: &str, instance: &str) -> Option<Pending> {
        let mut bytes = unpacked(text)?;
        let (head, body) = bytes.split_at_mut_checked(HEADER + NONCE)?;
        let (header, nonce) = head.split_at_checked(HEADER)?;
        let id = header.get(1..=KEY_ID)?;
        let key = std::iter::once(&self.current)
            .chain(&self.previous)
            .find(|key| key.id == id)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = key
            .key
            .open_in_place(nonce, Aad::from(Bound::new(header, connector, instance)?), body)
            .ok()?;
        Pending::read(plain)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing")
            .field("previous", &self.previous.len())
            .finish_non_exhaustive()
    }
}

/// When a sealed sign-in expires, read without opening it. Good for telling old from new, not for believing.
pub fn expiry_of(text: &str) -> Option<Timestamp> {
    let bytes = unpacked(text)?;
    let secs = bytes.get(1 + KEY_ID..HEADER)?;
    Some(Timestamp::from_secs(i64::from_le_bytes(secs.try_into().ok()?)))
}

fn unpacked(text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_SEALED {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    (bytes.first() == Some(&VERSION) && bytes.len() >= HEADER + NONCE + TAG).then_some(bytes)
}

/// What is authenticated beside the ciphertext: at most 13 + 7 + 32 + 63 bytes and four lengths (L32).
struct Bound {
    bytes: [u8; 128],
    length: usize,
}

impl Bound {
    fn new(header: &[u8], connector: &str, instance: &str) -> Option<Self> {
        let (mut bytes, mut length) = ([0; 128], 0);
        for part in [header, PURPOSE, connector.as_bytes(), instance.as_bytes()] {
            for piece in [u16::try_from(part.len()).ok()?.to_le_bytes().as_slice(), part] {
                bytes.get_mut(length..length + piece.len())?.copy_from_slice(piece);
                length += piece.len();
            }
        }
        Some(Self { bytes, length })
    }
}

impl AsRef<[u8]> for Bound {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use connector_core::{Attempt, Redirect};

    use super::*;
    use crate::clock::SystemRandom;

    fn pending(app_data: &[u8]) -> Pending {
        let redirect = Redirect::to("https://a.example/".to_owned(), Attempt::draw(&SystemRandom).unwrap());
        let uri = "https://login.example.kr/some/longer/prefix/callback/kakao-kr";
        Pending::new(redirect, Timestamp::from_secs(1_000_000), 600, uri)
            .1
            .carrying(app_data, Some("/cart".to_owned()))
    }

    fn ring(current: u8, previous: &[u8]) -> KeyRing {
        let key = |byte: u8| SealingKey::from_bytes([byte; 32]);
        KeyRing::new(key(current), previous.iter().map(|byte| key(*byte)).collect()).unwrap()
    }

    fn seal(ring: &KeyRing, app_data: &[u8]) -> Result<String> {
        ring.seal(&pending(app_data), "kakao", "kakao-kr", &SystemRandom)
    }

    #[test]
    fn l18_sealed_texts_are_short() {
        assert!(seal(&ring(1, &[]), b"").unwrap().len() <= 700);
        assert!(seal(&ring(1, &[]), &[7; 2048]).unwrap().len() <= MAX_SEALED);
    }

    #[test]
    fn b5_app_data_comes_back_byte_for_byte() {
        let data = b"a\r\n\0\xff";
        let opened = ring(1, &[])
            .open(&seal(&ring(1, &[]), data).unwrap(), "kakao", "kakao-kr")
            .unwrap();
        let mut written = Vec::new();
        opened.write(&mut written);
        assert!(written.windows(data.len()).any(|window| window == data));
    }

    #[test]
    fn c15_c23_g5_foreign_or_damaged_texts_do_not_open() {
        let ring = ring(1, &[]);
        let text = seal(&ring, b"").unwrap();
        ring.open(&text, "kakao", "kakao-kr").unwrap();
        for (connector, instance) in [("kakao", "kakao-jp"), ("naver", "kakao-kr"), ("kakaok", "akao-kr")] {
            assert_eq!(
                ring.open(&text, connector, instance).unwrap_err().kind(),
                ErrorKind::StateMismatch
            );
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert!(
                ring.open(&BASE64URL_NOPAD.encode(&damaged), "kakao", "kakao-kr")
                    .is_err(),
                "byte {place}"
            );
            assert!(
                ring.open(&BASE64URL_NOPAD.encode(&bytes[..place]), "kakao", "kakao-kr")
                    .is_err(),
                "cut at {place}"
            );
        }
        assert!(ring.open(&"A".repeat(MAX_SEALED + 1), "kakao", "kakao-kr").is_err());
        assert!(ring.open("%%%", "kakao", "kakao-kr").is_err());
    }

    #[test]
    fn g9_a_previous_key_opens_and_never_seals() {
        let old = seal(&ring(1, &[]), b"").unwrap();
        ring(2, &[1]).open(&old, "kakao", "kakao-kr").unwrap();
        let fresh = seal(&ring(2, &[1]), b"").unwrap();
        assert!(ring(1, &[]).open(&fresh, "kakao", "kakao-kr").is_err());
        assert!(KeyRing::new(SealingKey::draw().unwrap(), vec![SealingKey::draw().unwrap(); 3]).is_err());
    }

    #[test]
    fn keys_are_read_from_every_usual_spelling_and_never_shown() {
        for text in [
            HEXLOWER_PERMISSIVE.encode(&[9; 32]),
            BASE64.encode(&[9; 32]),
            BASE64URL_NOPAD.encode(&[9; 32]),
        ] {
            assert_eq!(*SealingKey::from_text(&text).unwrap().0, [9; 32]);
        }
        for bad in ["", "short", &"0".repeat(63)] {
            assert!(SealingKey::from_text(bad).is_err());
        }
        assert_eq!(format!("{:?}", SealingKey::draw().unwrap()), "SealingKey([redacted])");
    }

    #[test]
    fn l20_the_expiry_can_be_read_without_opening() {
        assert_eq!(
            expiry_of(&seal(&ring(1, &[]), b"").unwrap()),
            Some(Timestamp::from_secs(1_000_600))
        );
        assert_eq!(expiry_of("x"), None);
    }
}

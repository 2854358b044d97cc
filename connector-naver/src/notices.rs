//! NAVER's unlink notice (NAVER Developers, "NAVER Login developer guide", unlink callback): signed and encrypted with a key
//! made of the client secret.

use cbc::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7};
use connector_core::{
    At, Event, Notice, Notification, Reason, Result, Timestamp, normal,
    notice::{Acknowledgement, Fields, Heard, malformed, unproved},
};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha256;

use crate::Config;

/// How far a notice may be from the present, in seconds. NAVER names no limit.
const WINDOW_SECS: i64 = 300;

/// Reads a notice: first the signature, in constant time, then the rest (N1, N3).
pub(crate) fn read(config: &Config, at: &At<'_>, notice: &Notice) -> Result<Heard> {
    let fields = notice.fields()?;
    let key = Md5::digest(config.client_secret.secret().expose());
    signed(&fields, &key)?;
    if fields.demand("clientId")? != config.client_id.as_ref() {
        return Err(malformed("the notification is for another application").because(Reason::Audience));
    }
    let moment = fields.demand("timestamp")?;
    let secs: i64 = moment
        .parse()
        .map_err(|_| malformed("the notification has no usable time"))?;
    if at.now().secs().abs_diff(secs) > WINDOW_SECS.unsigned_abs() {
        return Err(malformed("the notification is more than five minutes off"));
    }
    let user = decrypted(fields.demand("encryptUniqueId")?, &key)
        .filter(|user| normal::is_subject(user))
        .ok_or_else(|| malformed("the user of the notification cannot be read"))?;
    let namespace = format!("naver:{}", config.client_id.as_ref());
    let replay_key = format!("unlink {user} {secs}");
    let told = Notification::new(Event::Unlinked, namespace, replay_key);
    Ok(Heard::Told(
        told.subject(user).occurred(Some(Timestamp::from_secs(secs))),
    ))
}

fn signed(fields: &Fields, key: &[u8]) -> Result<()> {
    let signature = base64(fields.demand("signature")?).ok_or_else(|| unproved("the signature is not base64"))?;
    let text = format!(
        "clientId={}&encryptUniqueId={}&timestamp={}",
        fields.demand("clientId")?,
        fields.demand("encryptUniqueId")?,
        fields.demand("timestamp")?
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| unproved("there is no key"))?;
    mac.update(text.as_bytes());
    mac.verify_slice(&signature)
        .map_err(|_| unproved("the signature of the notification is wrong"))
}

fn decrypted(text: &str, key: &[u8]) -> Option<String> {
    let mut bytes = base64(text)?;
    let (iv, body) = bytes.split_at_mut_checked(16)?;
    let cipher = cbc::Decryptor::<aes::Aes128>::new_from_slices(key, iv).ok()?;
    let plain = cipher.decrypt_padded::<Pkcs7>(body).ok()?;
    String::from_utf8(plain.to_vec()).ok()
}

/// Base64 in either alphabet, padded or not. In a form a `+` that nobody encoded arrives as a space.
fn base64(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.trim_end_matches('=').replace(['+', ' '], "-").replace('/', "_");
    BASE64URL_NOPAD.decode(plain.as_bytes()).ok()
}

pub(crate) fn acknowledge(_: &Notice, outcome: &Result<()>) -> Acknowledgement {
    match outcome {
        Ok(()) => Acknowledgement::status(204),
        Err(error) if error.reason() == Some(Reason::Proof) => Acknowledgement::status(403),
        Err(error) => Acknowledgement::status(error.kind().http_status()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed for NAVER's documented scheme: client secret `naverClientSecret01`.
    const ID: &str = "AAECAwQFBgcICQoLDA0ODxj2XWsswguRkO9BM133fC2M3lJs1sFRPj9Cv4t3jar_";

    #[test]
    fn the_documented_scheme_decrypts_its_vector() {
        let key = Md5::digest("naverClientSecret01");
        assert_eq!(decrypted(ID, &key).as_deref(), Some("abcdefgABCDEFGH1234567"));
        let standard = ID.replace('-', "+").replace('_', "/");
        assert_eq!(decrypted(&standard, &key), decrypted(ID, &key));
        assert_eq!(decrypted("AAAA", &key), None);
        assert_eq!(decrypted(&ID[..43], &key), None);
    }
}

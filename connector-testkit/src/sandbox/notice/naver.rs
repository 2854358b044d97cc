//! NAVER's notice that a person unlinked the app.

use std::{fmt, io};

use aws_lc_rs::cipher::{AES_128, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::hmac;
use data_encoding::{BASE64URL, BASE64URL_NOPAD};
use md5::{Digest, Md5};
use url::form_urlencoded::Serializer;

use super::super::random;
use super::wire::{Receipt, Sending};

/// NAVER tells an app that somebody unlinked it (NAVER Login developer guide, unlink callback). It tries once.
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct NaverUnlinkNotice {
    to: String,
    client_id: String,
    secret: String,
    unique_id: String,
    timestamp: u64,
    iv: Option<[u8; 16]>,
    in_query: bool,
    padded: bool,
    forged: bool,
}

impl NaverUnlinkNotice {
    /// A notice that the person of this profile `id` left, in a form, stamped with this second since 1970.
    pub fn new(
        to: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        unique_id: impl Into<String>,
        timestamp: u64,
    ) -> Self {
        Self {
            to: to.into(),
            client_id: client_id.into(),
            secret: client_secret.into(),
            unique_id: unique_id.into(),
            timestamp,
            iv: None,
            in_query: false,
            padded: false,
            forged: false,
        }
    }

    /// This initialization vector instead of a random one.
    pub fn iv(mut self, iv: [u8; 16]) -> Self {
        self.iv = Some(iv);
        self
    }

    /// The fields in the query, as in the guide's sample, instead of a form.
    pub fn in_query(mut self) -> Self {
        self.in_query = true;
        self
    }

    /// base64 with its padding.
    pub fn padded(mut self) -> Self {
        self.padded = true;
        self
    }

    /// With one bit of the signature turned over.
    pub fn forged(mut self) -> Self {
        self.forged = true;
        self
    }

    /// The four fields in the order of the guide.
    ///
    /// # Errors
    ///
    /// If the id cannot be encrypted.
    pub fn fields(&self) -> io::Result<[(&'static str, String); 4]> {
        // The key of both is MD5 of the secret, sixteen raw bytes.
        let key: [u8; 16] = Md5::digest(self.secret.as_bytes()).into();
        let hidden = self.encode(&self.hide(&key)?);
        let (client_id, timestamp) = (&self.client_id, self.timestamp);
        let base = format!("clientId={client_id}&encryptUniqueId={hidden}&timestamp={timestamp}");
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), base.as_bytes());
        let mut signature = tag.as_ref().to_vec();
        if self.forged
            && let Some(first) = signature.first_mut()
        {
            *first ^= 1;
        }
        Ok([
            ("clientId", client_id.clone()),
            ("encryptUniqueId", hidden),
            ("timestamp", timestamp.to_string()),
            ("signature", self.encode(&signature)),
        ])
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// If the address is no `http` URL, or nothing came back.
    pub async fn send(&self) -> io::Result<Receipt> {
        let fields = Serializer::new(String::new()).extend_pairs(self.fields()?).finish();
        let (query, body) = if self.in_query {
            (fields.as_str(), "")
        } else {
            ("", fields.as_str())
        };
        Sending {
            method: "POST",
            to: &self.to,
            query,
            headers: &[("Content-Type", "application/x-www-form-urlencoded")],
            body,
        }
        .send()
        .await
    }

    /// The vector and then AES-128-CBC of the id, padded after PKCS#7.
    fn hide(&self, key: &[u8; 16]) -> io::Result<Vec<u8>> {
        let iv = self.iv.unwrap_or_else(random::bytes);
        let mut text = self.unique_id.clone().into_bytes();
        UnboundCipherKey::new(&AES_128, key)
            .and_then(PaddedBlockEncryptingKey::cbc_pkcs7)
            .and_then(|key| key.less_safe_encrypt(&mut text, EncryptionContext::Iv128((&iv).into())))
            .map_err(|_| io::Error::other("AES-128-CBC refused the id"))?;
        Ok([iv.as_slice(), &text].concat())
    }

    fn encode(&self, bytes: &[u8]) -> String {
        if self.padded {
            BASE64URL.encode(bytes)
        } else {
            BASE64URL_NOPAD.encode(bytes)
        }
    }
}

/// Says who left, never the secret.
impl fmt::Debug for NaverUnlinkNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NaverUnlinkNotice")
            .field("to", &self.to)
            .field("unique_id", &self.unique_id)
            .finish_non_exhaustive()
    }
}

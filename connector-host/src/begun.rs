//! What a host gives back: a begun sign-in, and a finished one.

use std::{fmt, sync::Arc};

use connector_core::{Grant, Identity, Profile, sign_in::Carried};
use http::{HeaderMap, HeaderValue};

use crate::{instance::Instance, web::CookieStyle};

/// A begun sign-in: send the browser to [`url`](Self::url) and keep the sealed text in that browser.
pub struct Begun {
    pub(crate) url: String,
    pub(crate) sealed: String,
    pub(crate) state: String,
    pub(crate) style: CookieStyle,
}

impl Begun {
    /// Where the browser goes: answer with 303 and this as `Location`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The sealed sign-in, for an embedder that keeps it in its own session instead of the attempt cookie. Give it back with
    /// [`Callback::sealed`](connector_core::Callback::sealed).
    pub fn sealed(&self) -> &str {
        &self.sealed
    }

    /// The ready `Set-Cookie` value that keeps the sealed sign-in in this browser.
    pub fn set_cookie(&self) -> HeaderValue {
        self.style.set(&self.state, &self.sealed)
    }

    /// The same, together with the values that expire the oldest attempts of a browser that has too many.
    pub fn set_cookies(&self, request: &HeaderMap) -> Vec<HeaderValue> {
        let mut cookies = self.style.make_room(request);
        cookies.push(self.set_cookie());
        cookies
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Begun([redacted])")
    }
}

/// A good callback: the grant, and what the embedder sent along.
pub struct Granted {
    pub(crate) instance: Arc<Instance>,
    pub(crate) grant: Grant,
    pub(crate) carried: Carried,
    pub(crate) state: String,
}

impl Granted {
    /// The instance through which the user signs in.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The tokens and what belongs to them.
    pub const fn grant(&self) -> &Grant {
        &self.grant
    }

    /// The embedder's data, byte for byte as it was given when the sign-in began.
    pub fn app_data(&self) -> &[u8] {
        &self.carried.app_data
    }

    /// The return address, checked when the sign-in began.
    pub fn return_to(&self) -> Option<&str> {
        self.carried.return_to.as_deref()
    }

    /// The ready `Set-Cookie` value that forgets the attempt.
    pub fn clear_cookie(&self) -> HeaderValue {
        self.instance.cookie.clear(&self.state)
    }
}

impl fmt::Debug for Granted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted")
            .field("instance", &self.instance.id)
            .finish_non_exhaustive()
    }
}

/// A finished sign-in.
#[derive(Debug)]
pub struct SignedIn {
    pub(crate) granted: Granted,
    pub(crate) profile: Profile,
}

impl SignedIn {
    /// The normalised profile.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Who this is: compare nothing else to recognise a returning user, least of all the e-mail address (E12).
    pub fn identity(&self) -> Identity {
        self.profile.identity(&self.granted.instance.id)
    }

    /// The grant behind the profile.
    pub const fn granted(&self) -> &Granted {
        &self.granted
    }

    /// The ready `Set-Cookie` value that forgets the attempt.
    pub fn clear_cookie(&self) -> HeaderValue {
        self.granted.clear_cookie()
    }
}

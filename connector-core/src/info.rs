//! What a connector says about itself, without being configured.

use serde::Serialize;

use crate::{
    console::Console,
    error::{ErrorKind, Stage},
    live::LiveCheck,
    text::Text,
};

/// The description of a connector that people and listings read.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Info {
    /// Connector id, `^[a-z][a-z0-9-]{1,31}$` (L32).
    pub id: &'static str,
    /// Version of the crate that brings the connector.
    pub version: &'static str,
    /// The provider's name as shown on a button.
    pub name: Text,
    /// Address of the provider's own documentation, https.
    pub documentation: &'static str,
    /// What an admin does in the provider's console.
    pub console: Console,
    /// The scopes that the provider is known to have, as it spells them; empty if nothing is known of them.
    pub scopes: &'static [&'static str],
    /// What the provider's error codes mean. Listings leave it out.
    #[serde(skip)]
    pub codes: &'static [CodeNote],
    /// How a configuration is tried without a user, if that can be done.
    #[serde(skip)]
    pub live: Option<&'static LiveCheck>,
}

impl Info {
    /// Describes a connector by its id, the version of its crate and the provider's name.
    pub const fn new(
        id: &'static str,
        version: &'static str,
        name: Text,
        documentation: &'static str,
        console: Console,
    ) -> Self {
        Self {
            id,
            version,
            name,
            documentation,
            console,
            scopes: &[],
            codes: &[],
            live: None,
        }
    }

    /// Adds how a configuration is tried without a user.
    #[must_use]
    pub const fn live(mut self, check: &'static LiveCheck) -> Self {
        self.live = Some(check);
        self
    }

    /// Adds the scopes that the provider is known to have.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Adds what the provider's error codes mean.
    #[must_use]
    pub const fn codes(mut self, codes: &'static [CodeNote]) -> Self {
        self.codes = codes;
        self
    }
}

/// Who has to act when a sign-in fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Actor {
    /// The person signing in.
    User,
    /// The owner of the settings and of the provider's console.
    Admin,
    /// Whoever embeds and runs the host.
    Operator,
    /// Nobody: it passes by itself.
    Nobody,
}

impl Actor {
    /// The actor's name for people.
    pub const fn name(self) -> Text {
        match self {
            Self::User => Text::new("the user", "사용자"),
            Self::Admin => Text::new("the admin of the provider's app", "앱 관리자"),
            Self::Operator => Text::new("the operator of this host", "서버 운영자"),
            Self::Nobody => Text::new("nobody; it passes by itself", "없음(저절로 해결됨)"),
        }
    }
}

/// What one error code of a provider means, for people. A code that means several things has several notes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CodeNote {
    /// The code or `error` value as the provider sends it, such as `KOE205`; `429` for a bare HTTP status.
    pub code: &'static str,
    /// Words of the provider's text that give the code this meaning.
    pub words: Option<&'static str>,
    /// The stages in which the code has this meaning; empty if it always has.
    pub stages: &'static [Stage],
    /// The kind of error that it becomes; none if the provider keeps it to a page of its own.
    pub kind: Option<ErrorKind>,
    /// Why the provider says it.
    pub cause: Text,
    /// Who has to act.
    pub who: Actor,
    /// The way through the console's menus to the setting in question.
    pub place: Option<Text>,
    /// What to do.
    pub remedy: Text,
}

impl CodeNote {
    /// A note of a code that always has one meaning, has no place in the console and never reaches us.
    pub const fn new(code: &'static str, who: Actor, cause: Text, remedy: Text) -> Self {
        Self {
            code,
            words: None,
            stages: &[],
            kind: None,
            cause,
            who,
            place: None,
            remedy,
        }
    }

    /// Names the kind of error that the code becomes.
    #[must_use]
    pub const fn becomes(mut self, kind: ErrorKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Limits the meaning to texts of the provider that contain some words.
    #[must_use]
    pub const fn saying(mut self, words: &'static str) -> Self {
        self.words = Some(words);
        self
    }

    /// Limits the meaning to some stages.
    #[must_use]
    pub const fn at(mut self, stages: &'static [Stage]) -> Self {
        self.stages = stages;
        self
    }

    /// Names the way through the console's menus.
    #[must_use]
    pub const fn place(mut self, place: Text) -> Self {
        self.place = Some(place);
        self
    }

    /// Joins lists of notes while compiling, into an array exactly as long as all of them.
    pub const fn join<const N: usize>(mut lists: &[&[Self]]) -> [Self; N] {
        const NONE: Text = Text::new("", "");
        let mut all = [Self::new("", Actor::Nobody, NONE, NONE); N];
        let mut free: &mut [Self] = &mut all;
        while let [list, more @ ..] = lists {
            let (here, rest) = free.split_at_mut(list.len());
            here.copy_from_slice(list);
            free = rest;
            lists = more;
        }
        assert!(free.is_empty(), "the array is longer than the lists");
        all
    }
}

/// Whether a text is a connector id: `^[a-z][a-z0-9-]{1,31}$` (L32).
pub const fn is_connector_id(id: &str) -> bool {
    let bytes = id.as_bytes();
    if bytes.len() < 2 || bytes.len() > 32 {
        return false;
    }
    let mut rest = bytes;
    let mut first = true;
    while let [byte, tail @ ..] = rest {
        let fits = byte.is_ascii_lowercase() || (!first && (byte.is_ascii_digit() || *byte == b'-'));
        if !fits {
            return false;
        }
        first = false;
        rest = tail;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_connector_id;

    #[test]
    fn m1_connector_ids_are_short_lower_case_names() {
        for good in ["kakao", "ab", "x-1", "a2345678901234567890123456789012"] {
            assert!(is_connector_id(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "Kakao",
            "1a",
            "-a",
            "a_b",
            "네이버",
            "a23456789012345678901234567890123",
        ] {
            assert!(!is_connector_id(bad), "{bad}");
        }
    }
}

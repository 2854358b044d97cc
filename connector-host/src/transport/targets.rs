//! Request targets as reqwest wants them. An instance asks the same few addresses again and again; parsing them each time would
//! cost a twelfth of a request.

use std::sync::{PoisonError, RwLock};

use connector_core::{Error, ErrorKind, Result};
use http::Uri;
use url::Url;

/// Targets that are kept: those of about six providers.
const MOST: usize = 16;

/// The targets that were asked last.
#[derive(Default)]
pub(super) struct Targets(RwLock<Vec<(Uri, Url)>>);

impl Targets {
    /// The same target as a URL.
    ///
    /// # Errors
    /// `internal` for one that is no URL.
    pub(super) fn parsed(&self, uri: &Uri) -> Result<Url> {
        if let Some(url) = self.kept(uri) {
            return Ok(url);
        }
        let url = Url::parse(&uri.to_string())
            .map_err(|_| Error::new(ErrorKind::Internal, "a request target is not a URL"))?;
        // Queries may name a user: such a target is not asked again.
        if uri.query().is_none_or(|query| query.len() < 32) {
            let mut targets = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if targets.len() == MOST {
                targets.remove(0);
            }
            targets.push((uri.clone(), url.clone()));
        }
        Ok(url)
    }

    fn kept(&self, uri: &Uri) -> Option<Url> {
        let targets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        targets
            .iter()
            .find(|(known, _)| known == uri)
            .map(|(_, url)| url.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Targets};

    #[test]
    fn targets_stay_apart_and_few() {
        let targets = Targets::default();
        for _ in 0..2 {
            for n in 0..3 * MOST {
                let text = format!("https://host-{n}.example/a?b=%20{n}");
                assert_eq!(targets.parsed(&text.parse().unwrap()).unwrap().as_str(), text);
            }
        }
        assert_eq!(targets.0.read().unwrap().len(), MOST);
        for (text, known) in [
            ("https://a.example/x", false),
            ("https://a.example/x", true),
            ("https://a.example/X", false),
            ("https://a.example/x?y", false),
        ] {
            let uri = text.parse().unwrap();
            assert_eq!(targets.kept(&uri).is_some(), known, "{text}");
            assert_eq!(targets.parsed(&uri).unwrap().as_str(), text);
        }
        assert!(targets.parsed(&"/relative".parse().unwrap()).is_err());
    }
}

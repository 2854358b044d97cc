//! Named values from a query or a form, in the order in which they came.

use url::form_urlencoded;

/// Decoded name–value pairs; a name may come twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`, percent-encoded.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of that name, even if it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of that name, unless it is empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All values of that name.
    pub(super) fn every<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value)
    }

    /// A name that comes more than once.
    pub(super) fn repeated(&self) -> Option<&str> {
        let names = self.0.iter().map(|(key, _)| key);
        names
            .clone()
            .enumerate()
            .find(|(n, name)| names.clone().take(*n).any(|earlier| earlier == *name))
            .map(|(_, name)| name.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// These and then the others.
    pub(super) fn and(mut self, others: &Self) -> Self {
        self.0.extend(others.0.iter().cloned());
        self
    }

    /// Splits off the fields whose name begins so.
    pub(super) fn split(self, prefix: &str) -> (Self, Self) {
        let (with, without) = self.0.into_iter().partition(|(key, _)| key.starts_with(prefix));
        (Self(with), Self(without))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_name_is_found() {
        assert_eq!(Fields::parse(b"a=1&b=2&a=3").repeated(), Some("a"));
        assert_eq!(Fields::parse(b"a=1&b=2").repeated(), None);
    }
}

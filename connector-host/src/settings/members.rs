//! The members of an object: in their order, and found by their keys however many there are.

use std::{ops::Deref, sync::OnceLock};

use super::tree::Member;

/// Fewer members are looked through one by one.
const MANY: usize = 16;

/// Members in their order, repeated ones too.
pub(super) struct Members {
    list: Vec<Member>,
    /// Their numbers in the order of their keys, sorted when somebody looks for one of many.
    by_key: OnceLock<Box<[usize]>>,
}

impl From<Vec<Member>> for Members {
    fn from(list: Vec<Member>) -> Self {
        Self {
            list,
            by_key: OnceLock::new(),
        }
    }
}

impl Deref for Members {
    type Target = [Member];

    fn deref(&self) -> &[Member] {
        &self.list
    }
}

impl Members {
    /// A member by its key; of repeated ones the first.
    pub(super) fn named(&self, key: &str) -> Option<&Member> {
        if self.list.len() < MANY {
            return self.list.iter().find(|member| member.key == key);
        }
        let key_of = |n: &usize| self.list.get(*n).map_or("", |member| &member.key);
        let sorted = self.by_key.get_or_init(|| {
            let mut sorted: Box<[usize]> = (0..self.list.len()).collect();
            sorted.sort_by(|a, b| key_of(a).cmp(key_of(b)));
            sorted
        });
        let first = sorted.partition_point(|n| key_of(n) < key);
        let member = sorted.get(first).and_then(|n| self.list.get(*n));
        member.filter(|member| member.key == key)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{
        super::tree::{Kind, Node},
        *,
    };

    #[test]
    fn members_are_found_among_few_and_many() {
        for count in [0, 1, MANY - 1, MANY, 500] {
            // Every key stands twice.
            let member = |n: usize| Member {
                key: format!("k{}", n * 7919 % count),
                key_range: n..n + 1,
                value: Node {
                    range: n..n + 1,
                    kind: Kind::Other(Value::Null),
                },
            };
            let members = Members::from((0..2 * count).map(member).collect::<Vec<_>>());
            for n in 0..count {
                let key = format!("k{n}");
                let first = members
                    .iter()
                    .find(|member| member.key == key)
                    .map(|member| member.key_range.start);
                assert_eq!(
                    members.named(&key).map(|member| member.key_range.start),
                    first,
                    "{key} of {count}"
                );
            }
            assert!(members.named("").is_none() && members.named("l").is_none());
        }
    }
}

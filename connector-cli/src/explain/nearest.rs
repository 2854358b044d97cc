//! Which codes were probably meant.

/// How many are named.
const NAMED: usize = 3;

/// Longer input is no code, and slow to compare.
const LONGEST: usize = 128;

/// The known codes nearest to a wrong one, nearest first. Names that need more than a third of their letters changed are left out.
pub(super) fn to(wrong: &str, known: &[&'static str]) -> Vec<&'static str> {
    let wrong: String = wrong.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let mut ranked: Vec<(usize, &'static str)> = known
        .iter()
        .map(|code| (strsim::damerau_levenshtein(&wrong, &code.to_lowercase()), *code))
        .filter(|(steps, code)| 3 * steps <= code.chars().count())
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(NAMED).map(|(_, code)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::to;

    #[test]
    fn the_nearest_come_first_and_strangers_not_at_all() {
        let known = ["-401", "-402", "024", "KOE010", "KOE205", "KOE207", "grant_rejected"];
        assert_eq!(to("koe 205", &known), ["KOE205", "KOE207"]);
        assert_eq!(to("401", &known), ["-401"]);
        assert_eq!(to("24", &known), ["024"]);
        assert_eq!(to("grant rejected", &known), ["grant_rejected"]);
        assert!(to("favourite colour", &known).is_empty());
        assert!(to(&"x".repeat(1_000_000), &known).is_empty());
    }
}

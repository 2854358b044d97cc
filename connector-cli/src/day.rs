//! Days, and the day of the build: what a guide says is only as fresh as the program that holds it.
//!
//! The day is that of the build and not today's, so that the same program says the same everywhere, and a build with
//! `SOURCE_DATE_EPOCH` is reproducible.

/// A day of the Gregorian calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i64,
    month: i64,
    day: i64,
}

impl Day {
    /// The day on which this program was built.
    pub(crate) fn of_the_build() -> Self {
        Self::of_unix_time(env!("CONNECTORS_BUILD_TIME").parse().unwrap_or_default())
    }

    /// The day of a Unix time (Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`).
    const fn of_unix_time(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Self {
            year: year_of_era + era * 400 + if month <= 2 { 1 } else { 0 },
            month,
            day: of_year - (153 * shifted + 2) / 5 + 1,
        }
    }

    /// A day written `YYYY-MM-DD`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
        Some(Self {
            year: parts.next()??,
            month: parts.next()??,
            day: parts.next()??,
        })
    }

    /// Whether something that was right on `as_of` may be out of date: the day is over twelve months later.
    pub(crate) fn has_outgrown(self, as_of: &str) -> bool {
        Self::parse(as_of).is_none_or(|then| {
            let a_year_later = Self {
                year: then.year + 1,
                ..then
            };
            self > a_year_later
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_of_unix_times() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_796_083_200, "2026-12-01"),
            (-1, "1969-12-31"),
        ] {
            assert_eq!(Some(Day::of_unix_time(seconds)), Day::parse(day), "{seconds}");
        }
    }

    #[test]
    fn over_twelve_months_is_old() {
        let on = |day: &str| Day::parse(day).unwrap().has_outgrown("2025-12-03");
        assert!(!on("2025-12-03") && !on("2026-11-30") && !on("2026-12-03"));
        assert!(on("2026-12-04") && on("2027-01-01"));
        assert!(Day::of_the_build().has_outgrown("2020-01-01") && Day::of_the_build().has_outgrown("last spring"));
    }
}

//! Seconds since 1970 as the date that a provider writes.

/// `2022-04-11T01:45:28Z` (RFC 3339).
pub(super) fn rfc3339(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `09:52:56.123 AM 12/07/2021`, twelve hours, as NAVER writes it. The zone is not documented; Korea's is taken.
pub(super) fn naver(seconds: u64) -> String {
    let seconds = seconds.saturating_add(9 * 3600);
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = (hour + 11) % 12 + 1;
    format!("{hour:02}:{minute:02}:{second:02}.000 {half} {month:02}/{day:02}/{year:04}")
}

/// Year, month and day of that many days after 1970-01-01, counted in years that begin in March, so that a leap day is
/// the last one.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_649_641_528, "2022-04-11T01:45:28Z"),
            (1_800_000_000, "2027-01-15T08:00:00Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
        assert_eq!(naver(1_638_838_376), "09:52:56.000 AM 12/07/2021");
        assert_eq!(naver(3 * 3600), "12:00:00.000 PM 01/01/1970");
    }
}

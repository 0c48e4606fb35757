//! A day in the calendar.

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};
use words::Word;

/// A day, without a time or a zone (ISO 8601, proleptic Gregorian). Written `yyyy-mm-dd`; read also with
/// months and days that are not padded, as the old clients send them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

const MONTHS: [Word; 12] = [
    words::month_1,
    words::month_2,
    words::month_3,
    words::month_4,
    words::month_5,
    words::month_6,
    words::month_7,
    words::month_8,
    words::month_9,
    words::month_10,
    words::month_11,
    words::month_12,
];

#[cfg(not(target_family = "wasm"))]
const MONTHS_IN_BRIEF: [Word; 12] = [
    words::month_1_in_brief,
    words::month_2_in_brief,
    words::month_3_in_brief,
    words::month_4_in_brief,
    words::month_5_in_brief,
    words::month_6_in_brief,
    words::month_7_in_brief,
    words::month_8_in_brief,
    words::month_9_in_brief,
    words::month_10_in_brief,
    words::month_11_in_brief,
    words::month_12_in_brief,
];

impl Date {
    /// The last day there is: stands for never.
    pub const LAST: Self = Self(jiff::civil::Date::MAX);

    /// The day, where there is such a day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day of this instant in this zone.
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        Self(at.to_zoned(zone.clone()).date())
    }

    pub fn year(self) -> i32 {
        self.0.year().into()
    }

    /// The day so many days later, or earlier; the last or the first there is, where there is none.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// The first day of its month.
    pub fn month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The first day of the month so many months later, or earlier.
    pub fn month_plus(self, months: i32) -> Self {
        Self(self.month().0.saturating_add(jiff::Span::new().months(months)))
    }

    /// When it begins in this zone: after midnight, where clocks are put forward then. The last instant there is, for a day
    /// after that.
    pub fn midnight(self, zone: &TimeZone) -> Timestamp {
        self.0.to_zoned(zone.clone()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
    }

    /// As people read it: `16 Jul 2010`.
    pub fn in_words(self) -> String {
        words::day_in_words(&self.0.day().to_string(), self.month_in_words(), &self.0.year().to_string())
    }

    /// Its month as people read it, without the year: `Jul`.
    pub fn month_in_words(self) -> &'static str {
        MONTHS[usize::from(self.0.month().unsigned_abs()) - 1]()
    }

    /// As [`Date::month_in_words`], where there is room for three letters.
    #[cfg(not(target_family = "wasm"))]
    pub fn month_in_brief(self) -> &'static str {
        MONTHS_IN_BRIEF[usize::from(self.0.month().unsigned_abs()) - 1]()
    }

    /// The day of the month.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

/// Said of a text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a date; write it as yyyy-mm-dd")]
pub struct NotADate;

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        fn number(text: &str, longest: usize) -> Option<i16> {
            let sound = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            sound.then(|| text.parse().ok())?
        }
        let mut parts = text.trim().split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotADate);
        };
        let year = number(year, 4).filter(|_| year.len() == 4).ok_or(NotADate)?;
        let month = number(month, 2).ok_or(NotADate)?;
        let day = number(day, 2).ok_or(NotADate)?;
        Self::new(year, month.try_into().map_err(|_| NotADate)?, day.try_into().map_err(|_| NotADate)?).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(feature = "server")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A date is a `date` in PostgreSQL and a text `yyyy-mm-dd` in SQLite: both as `jiff-sqlx` has them.
#[cfg(feature = "server")]
mod rows {
    use super::Date;
    use sqlx::{Database, Decode, Encode, Type, encode::IsNull, error::BoxDynError};

    impl<DB: Database> Type<DB> for Date
    where
        jiff_sqlx::Date: Type<DB>,
    {
        fn type_info() -> DB::TypeInfo {
            jiff_sqlx::Date::type_info()
        }
        fn compatible(info: &DB::TypeInfo) -> bool {
            jiff_sqlx::Date::compatible(info)
        }
    }

    impl<'q, DB: Database> Encode<'q, DB> for Date
    where
        jiff_sqlx::Date: Encode<'q, DB>,
    {
        fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
            jiff_sqlx::Date::from(self.0).encode_by_ref(buffer)
        }
    }

    impl<'r, DB: Database> Decode<'r, DB> for Date
    where
        jiff_sqlx::Date: Decode<'r, DB>,
    {
        fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
            Ok(Self(jiff_sqlx::Date::decode(value)?.to_jiff()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn reading() {
        fn check(text: &str, expected: &str) {
            let read = text.parse::<Date>().map_or_else(|_| "no date".to_owned(), |date| date.to_string());
            assert_eq!(read, expected, "{text:?}");
        }
        check("1994-09-22", "1994-09-22");
        check("1994-9-2", "1994-09-02");
        check(" 2010-7-8 ", "2010-07-08");
        check("2024-02-29", "2024-02-29");
        check("2023-02-29", "no date");
        check("2023-02-30", "no date");
        check("2023-13-01", "no date");
        check("2023-00-01", "no date");
        check("2023/01/01", "no date");
        check("2023-01-01T00:00:00", "no date");
        check("23-01-01", "no date");
        check("+2023-01-01", "no date");
        check("2023-1-+1", "no date");
        check("2023-001-01", "no date");
        check("", "no date");
        check("٢٠٢٣-٠١-٠١", "no date");
    }

    #[test]
    fn words() {
        assert_eq!("2010-07-16".parse::<Date>().map(Date::in_words), Ok("16 Jul 2010".to_owned()));
    }

    #[test]
    fn days_of_a_zone() {
        fn check(zone: &str, day: &str, begins: &str) {
            let (zone, day) = (TimeZone::posix(zone).expect("a zone (POSIX)"), day.parse::<Date>().expect("a day"));
            let midnight = day.midnight(&zone);
            assert_eq!(midnight.to_string(), begins, "{day}");
            assert_eq!(Date::of(midnight, &zone), day);
            assert_eq!(Date::of(midnight - SignedDuration::from_nanos(1), &zone), day.plus(-1));
        }
        check("UTC0", "2026-03-08", "2026-03-08T00:00:00Z");
        let new_york = "EST5EDT,M3.2.0,M11.1.0";
        check(new_york, "2026-03-08", "2026-03-08T05:00:00Z");
        check(new_york, "2026-03-09", "2026-03-09T04:00:00Z");
        check(new_york, "2026-11-01", "2026-11-01T04:00:00Z");
        check(new_york, "2026-11-02", "2026-11-02T05:00:00Z");
        // Beirut has no midnight on the day it puts its clocks forward.
        check("EET-2EEST,M3.5.0/0,M10.5.0/0", "2026-03-29", "2026-03-28T22:00:00Z");
        assert_eq!(Date::LAST.midnight(&TimeZone::UTC), Timestamp::MAX);
    }

    #[test]
    fn months() {
        fn check(day: &str, months: i32, expected: &str) {
            let day: Date = day.parse().expect("a day");
            assert_eq!(day.month_plus(months).to_string(), expected, "{day} {months}");
        }
        check("2026-11-22", 0, "2026-11-01");
        check("2026-11-30", 2, "2027-01-01");
        check("2026-01-31", 1, "2026-02-01");
        check("2026-03-31", -13, "2025-02-01");
        check("9999-12-31", 1, "9999-12-31");
    }
}

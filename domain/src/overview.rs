//! How the agency stands, and what of it waits for somebody: what Home tells.

use crate::{Counts, Date, FormId, OLDEST, Total};

/// The ages that are counted together, from and to.
pub const AGE_BANDS: [(i32, i32); 7] = [(0, 19), (20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, OLDEST)];
/// How many months are told one by one.
pub const MONTHS_TOLD: i32 = 12;
/// How many days.
pub const DAYS_TOLD: i32 = 14;

/// All that Home tells somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub standing: Standing,
    /// What matters most comes first.
    pub needs: Vec<Need>,
}

/// How the agency stands as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In UTC.
    pub today: Date,
    pub counts: Counts,
    /// Of [`AGE_BANDS`], in their order.
    pub ages: Vec<Ages>,
    /// How many movies come out, month by month, with this one in the middle.
    pub releases: Vec<Period>,
    /// How many movies' rights end, month by month from this one on.
    pub endings: Vec<Period>,
    /// How many changes were made, day by day until today.
    pub changes: Vec<Period>,
}

/// How many actors are of an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    pub from: i32,
    pub to: i32,
    pub female: i64,
    pub male: i64,
}

/// How much falls into the time from one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub count: i64,
}

impl Period {
    /// The month that begins on this day.
    pub fn month(first: Date) -> Self {
        Self { from: first, to: first.month_plus(1).plus(-1), count: 0 }
    }

    pub fn day(day: Date) -> Self {
        Self { from: day, to: day, count: 0 }
    }

    /// The same time, with what falls into it of these.
    pub fn of<'a>(self, days: impl IntoIterator<Item = &'a (Date, i64)>) -> Self {
        let falls = days.into_iter().filter(|(day, _)| (self.from..=self.to).contains(day));
        Self { count: falls.map(|(_, count)| count).sum(), ..self }
    }
}

/// Something that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// What they typed and have not saved: into which form, of which record, and when.
    Unsaved {
        form: FormId,
        name: Option<String>,
        when: String,
    },
    /// So many more drafts of theirs.
    MoreUnsaved(i64),
    /// Movies whose rights end soon, or somewhat later.
    RightsEnd {
        period: Period,
        later: bool,
    },
    /// Movies whose rights ended lately.
    RightsEnded(Period),
    MoviesWithoutCast(Total),
    ActorsWithoutPart(Total),
    /// What will be removed from the trash within so many days.
    TrashGoes {
        total: Total,
        days: i64,
    },
    /// People who are invited and have not joined.
    Invited(i64),
    /// Requests that were refused today because there were too many.
    Throttled(i64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_is_in_one_band() {
        for age in 0..=OLDEST {
            let bands = AGE_BANDS.iter().filter(|(from, to)| (*from..=*to).contains(&age));
            assert_eq!(bands.count(), 1, "{age}");
        }
    }

    #[test]
    fn what_falls_into_a_month() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let days = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"].map(|text| (day(text), 2));
        let february = Period::month(day("2026-02-01"));
        assert_eq!(february.to, day("2026-02-28"));
        assert_eq!(february.of(&days).count, 4);
        assert_eq!(Period::day(day("2026-03-01")).of(&days).count, 2);
        assert_eq!(Period::day(day("2026-03-02")).of(&days).count, 0);
    }
}

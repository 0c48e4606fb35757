//! Which part of the change log is wanted.

use crate::{
    ActorId, CastingId, Date, Error, FieldError, MovieId, PersonId, RecordId, Recorded, Result, page::asked_text,
};
use std::str::FromStr;

/// How many changes a page holds.
pub const ACTIVITY_SIZE: i64 = 50;

macro_rules! named {
    ($($(#[$doc:meta])* $Name:ident { $($Value:ident, $word:literal, $title:expr;)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Name { $($Value),* }

        impl $Name {
            pub const ALL: &[Self] = &[$(Self::$Value),*];

            /// The word in addresses and in the log's columns.
            pub fn word(self) -> &'static str {
                match self { $(Self::$Value => $word),* }
            }

            /// The word people read.
            pub fn title(self) -> &'static str {
                match self { $(Self::$Value => $title),* }
            }
        }

        impl FromStr for $Name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == text).ok_or(Error::NotFound)
            }
        }
    )*};
}
pub(crate) use named;

named! {
    /// What was done to a record, whatever kind of record it is.
    Act {
        Added, "added", words::act_added();
        Changed, "changed", words::act_changed();
        Deleted, "deleted", words::act_deleted();
        Restored, "restored", words::act_restored();
        Removed, "removed", words::act_removed();
    }
    /// What kind of record it was done to.
    RecordType {
        Actor, "actor", words::actors();
        Movie, "movie", words::movies();
        Casting, "casting", words::castings();
        Person, "person", words::people();
    }
}

impl RecordType {
    /// The record of this kind with this number.
    pub fn record(self, number: i64) -> RecordId {
        match self {
            Self::Actor => RecordId::Actor(ActorId(number)),
            Self::Movie => RecordId::Movie(MovieId(number)),
            Self::Casting => RecordId::Casting(CastingId(number)),
            Self::Person => RecordId::Person(PersonId(number)),
        }
    }
}

/// Which changes are wanted: found sound by [`ActivityList::read`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActivityFilter {
    /// The name of whoever made it, as it was then.
    pub by: Option<String>,
    pub act: Option<Act>,
    pub record_type: Option<RecordType>,
    /// One record of that kind.
    pub id: Option<i64>,
    /// The first day, in the agency's zone.
    pub from: Option<Date>,
    /// The last day, in the agency's zone.
    pub to: Option<Date>,
}

impl ActivityFilter {
    /// What stands in an address for it, by name.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("by", self.by.clone()),
            ("act", self.act.map(|act| act.word().to_owned())),
            ("type", self.record_type.map(|record_type| record_type.word().to_owned())),
            ("id", self.id.map(|id| id.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// A stretch of the log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityList {
    pub filter: ActivityFilter,
    /// Only changes with a lower number.
    pub before: Option<i64>,
    /// How many at the most.
    pub size: i64,
}

impl ActivityList {
    /// What a query string asks for; a value that is not there or empty is not asked for. There is no page for one that
    /// cannot be.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        fn read<T: FromStr>(text: Option<String>) -> Result<Option<T>> {
            let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            text.map(|text| text.parse().map_err(|_| Error::NotFound)).transpose()
        }
        // Only days are typed freely. What both databases can tell from the day before and the day after it.
        let day = |name| match read::<Date>(asked(name)) {
            Ok(day) if day.is_none_or(|day| (1..9_999).contains(&day.year())) => Ok(day),
            _ => Err(Error::Invalid(vec![FieldError::new(name, words::no_date(name))])),
        };
        let filter = ActivityFilter {
            by: asked_text("by", &asked).map_err(|_| Error::NotFound)?,
            act: read(asked("act"))?,
            record_type: read(asked("type"))?,
            id: read(asked("id"))?,
            from: day("from")?,
            to: day("to")?,
        };
        if filter.id.is_some() && filter.record_type.is_none() {
            return Err(Error::NotFound);
        }
        Ok(Self { filter, before: read(asked("before"))?, size: ACTIVITY_SIZE })
    }
}

/// A stretch of the log that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub changes: Vec<Recorded>,
    /// There are older ones, before this number.
    pub older: Option<i64>,
}

impl Activity {
    /// Of one change more than is wanted, if there is one more.
    pub fn new(mut changes: Vec<Recorded>, size: i64) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = changes.len() > size;
        changes.truncate(size);
        let older = changes.last().filter(|_| more).map(|last| last.number);
        Self { changes, older }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        fn check(query: &[(&str, &str)], expected: Option<&[(&'static str, &str)]>) {
            let asked = |name: &str| query.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
            let read = ActivityList::read(asked).map(|list| list.filter.query());
            let expected = expected.map(|pairs| pairs.iter().map(|(name, text)| (*name, (*text).to_owned())).collect());
            assert_eq!(read.ok(), expected, "{query:?}");
        }
        check(&[], Some(&[]));
        check(&[("by", " "), ("act", ""), ("from", ""), ("before", "")], Some(&[]));
        check(&[("by", " Maya "), ("act", "changed")], Some(&[("by", "Maya"), ("act", "changed")]));
        check(&[("type", "movie"), ("id", "3")], Some(&[("type", "movie"), ("id", "3")]));
        check(&[("id", "3")], None);
        check(&[("type", "film")], None);
        check(&[("act", "cast")], None);
        check(&[("by", "a\0b")], None);
        check(&[("from", "2026-9-1"), ("to", "2026-09-30")], Some(&[("from", "2026-09-01"), ("to", "2026-09-30")]));
        check(&[("from", "2026-02-30")], None);
        check(&[("to", "9999-12-31")], None);
        check(&[("from", "0000-01-01")], None);
        check(&[("before", "x")], None);
        check(&[("before", "99999999999999999999")], None);
    }
}

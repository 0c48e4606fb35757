//! A place in a sorted list that stays where it is while rows are added and taken away before it.

use crate::{Date, Error, Order, Paging, Result, SortKey};
use std::fmt;

/// What a row has under one key of an order. `None`: it is unknown, and comes last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyValue {
    Number(Option<i64>),
    /// Folded.
    Text(Option<String>),
    Day(Option<Date>),
}

impl KeyValue {
    /// Another value of the same type.
    fn like(&self, text: Option<&str>) -> Option<Self> {
        Some(match self {
            Self::Number(_) => Self::Number(text.map(str::parse).transpose().ok()?),
            Self::Text(_) => Self::Text(text.map(str::to_owned)),
            Self::Day(_) => Self::Day(text.map(str::parse).transpose().ok()?),
        })
    }
}

/// Right after a row, in the order the list is in. Written as a text that means nothing to anybody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the row has under each key of the order.
    pub values: Vec<KeyValue>,
    /// Its id, which tells rows apart that have the same there.
    pub id: i64,
}

/// Between two values, because no text of a record has it (it is a control character).
const UNIT: char = '\u{1F}';
/// The longest text that a cursor can be.
const LONGEST: usize = 4096;

impl Cursor {
    /// Right after this row.
    pub fn of<K: SortKey>(row: &K::Row, order: &Order<K>) -> Self {
        Self { values: order.0.iter().map(|(key, _)| key.value(row)).collect(), id: K::id(row) }
    }

    /// The place that this text names in a list of this order. Refuses a text that no list of this order gave.
    pub fn read<K: SortKey>(text: &str, order: &Order<K>) -> Result<Self> {
        let refused =
            || Error::Malformed("The cursor is not from a list in this order. Begin again without one.".into());
        let mut parts = text.split(UNIT);
        let sound = text.len() <= LONGEST && text.chars().all(|c| c == UNIT || !c.is_control());
        let id = parts.next().filter(|_| sound).and_then(|id| id.parse().ok()).ok_or_else(refused)?;
        let values = order.0.iter().map(|(key, _)| {
            let (mark, text) = parts.next()?.split_at_checked(1)?;
            key.unknown().like((mark == "=").then_some(text))
        });
        let values = values.collect::<Option<_>>().ok_or_else(refused)?;
        parts.next().map_or(Ok(Self { values, id }), |_| Err(refused()))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)?;
        for value in &self.values {
            let text = match value {
                KeyValue::Number(number) => number.map(|number| number.to_string()),
                KeyValue::Text(text) => text.clone(),
                KeyValue::Day(day) => day.map(|day| day.to_string()),
            };
            match text {
                Some(text) => write!(f, "{UNIT}={text}")?,
                None => write!(f, "{UNIT}-")?,
            }
        }
        Ok(())
    }
}

/// Where to begin in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// After so many rows.
    Offset(i64),
    After(Cursor),
}

/// A piece of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Place,
    /// How many rows at the most.
    pub size: i64,
}

impl Stretch {
    /// So many rows after this place; from the first one where there is none.
    pub fn after(cursor: Option<Cursor>, size: i64) -> Self {
        Self { from: cursor.map_or(Place::Offset(0), Place::After), size }
    }
}

/// The rows of a page, and one more where there is another.
impl From<Paging> for Stretch {
    fn from(paging: Paging) -> Self {
        Self { from: Place::Offset(paging.offset()), size: paging.reach() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Movie, MovieId};

    fn heat() -> Movie {
        let release_date = Date::new(1995, 12, 15);
        let title = "Héat".into();
        Movie { id: MovieId(3), title, release_date, release_year: 1995, genre: None, expiry_date: None, version: 4 }
    }

    #[test]
    fn there_and_back() {
        fn check(sort: &str, expected: &str) {
            let order = Order::<crate::MovieKey>::read(Some(sort)).expect("it is known");
            let cursor = Cursor::of(&heat(), &order);
            assert_eq!(cursor.to_string(), expected);
            assert_eq!(Cursor::read(expected, &order), Ok(cursor));
        }
        check("", "3");
        check("title", "3\u{1F}=heat");
        check("-release_date,release_year,genre", "3\u{1F}=1995-12-15\u{1F}=1995\u{1F}-");
    }

    #[test]
    fn refused() {
        fn check(sort: &str, text: &str) {
            let order = Order::<crate::MovieKey>::read(Some(sort)).expect("it is known");
            assert_eq!(Cursor::read(text, &order).map_err(|error| error.code()), Err("bad_request"), "{text:?}");
        }
        check("", "");
        check("", "x");
        check("", "3\u{1F}=heat");
        check("title", "3");
        check("title", "3\u{1F}");
        check("title", "3\u{1F}é");
        check("title", "3\u{1F}=a\0");
        check("release_year", "3\u{1F}=heat");
        check("release_date", "3\u{1F}=1995-02-30");
        check("title", &format!("3\u{1F}={}", "x".repeat(5000)));
    }
}

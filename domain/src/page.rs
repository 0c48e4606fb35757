//! Long lists, ten at a time.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// How many rows a page holds.
pub const PAGE_SIZE: i64 = 10;

/// Which page of a list is wanted, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageNumber(i64);

impl PageNumber {
    pub const FIRST: Self = Self(1);

    /// The page that a query string asks for. Nothing, text and `1.5` mean the first, as the old service read them;
    /// 0 and less do not exist.
    pub fn read(text: Option<&str>) -> Result<Self> {
        let text = text.unwrap_or_default().trim();
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self::FIRST);
        }
        match text.parse() {
            Ok(number) if number >= 1 => Ok(Self(number)),
            _ => Err(Error::NotFound), // 0, negative, or a number beyond every list
        }
    }

    pub fn number(self) -> i64 {
        self.0
    }

    /// How many rows stand before it. Never overflows: a page so far out is past every end.
    pub fn offset(self) -> i64 {
        (self.0 - 1).saturating_mul(PAGE_SIZE)
    }
}

/// One page of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: i64,
    pub number: PageNumber,
}

impl<T> Page<T> {
    /// Refuses a page past the end; the first page of an empty list is an empty page.
    pub fn new(rows: Vec<T>, total: i64, number: PageNumber) -> Result<Self> {
        if rows.is_empty() && number != PageNumber::FIRST {
            return Err(Error::NotFound);
        }
        Ok(Self { rows, total, number })
    }

    /// The number of the last page; 1 where the list is empty.
    pub fn last(&self) -> i64 {
        (self.total.max(1) - 1) / PAGE_SIZE + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        fn check(text: &str, expected: Option<i64>) {
            assert_eq!(PageNumber::read(Some(text)).ok().map(PageNumber::number), expected, "{text:?}");
        }
        check("", Some(1));
        check("2", Some(2));
        check(" 3 ", Some(3));
        check("two", Some(1));
        check("1.5", Some(1));
        check("-", Some(1));
        check("0", None);
        check("-1", None);
        check("9223372036854775807", Some(i64::MAX));
        check("99999999999999999999999", None);
    }

    #[test]
    fn far_out() {
        assert_eq!(PageNumber(i64::MAX).offset(), i64::MAX);
    }

    #[test]
    fn last_page() {
        fn check(total: i64, expected: i64) {
            assert_eq!(Page::<()> { rows: vec![], total, number: PageNumber::FIRST }.last(), expected);
        }
        check(0, 1);
        check(10, 1);
        check(11, 2);
        check(17, 2);
    }
}

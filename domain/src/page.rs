//! Long lists, ten at a time.

#[cfg(not(target_family = "wasm"))]
use crate::FieldError;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// How many rows a page holds, where nothing else is asked for.
pub const PAGE_SIZE: i64 = 10;
/// The most rows a program may ask for in one page.
pub const LONGEST_PAGE: i64 = 100;
/// So many rows of a list can be paged through by number, where it is filtered or sorted: each row before a page is counted
/// off. In the order of their ids rows are found by their number, however many there are.
pub const FARTHEST: i64 = 100_000;
/// Up to here a total under a filter is exact.
pub const EXACT_TOTAL: i64 = 10_000;
/// The longest text one may search for, in Unicode scalar values.
pub const LONGEST_SEARCH: usize = 200;

/// Which page of a list is wanted, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct PageNumber(i64);

impl TryFrom<i64> for PageNumber {
    type Error = &'static str;

    fn try_from(number: i64) -> Result<Self, &'static str> {
        if number >= 1 { Ok(Self(number)) } else { Err("pages count from 1") }
    }
}

impl From<PageNumber> for i64 {
    fn from(number: PageNumber) -> Self {
        number.0
    }
}

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
}

/// Which rows of a list are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    number: PageNumber,
    size: i64,
}

impl Paging {
    /// This page of a list whose rows are dealt with many at a time.
    pub fn long(number: PageNumber) -> Self {
        Self { number, size: LONGEST_PAGE }
    }

    /// All rows on one page.
    pub const ALL: Self = Self { number: PageNumber::FIRST, size: i64::MAX };

    /// The page and its size that a query string asks for. Refuses a page that does not exist, and a size that is not
    /// from 1 to [`LONGEST_PAGE`].
    #[cfg(not(target_family = "wasm"))]
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let number = PageNumber::read(asked("page").as_deref())?;
        let size = match asked("limit") {
            None => PAGE_SIZE,
            Some(text) => text.parse().ok().filter(|size| (1..=LONGEST_PAGE).contains(size)).ok_or_else(|| {
                Error::Invalid(vec![FieldError::new("limit", words::page_size(&LONGEST_PAGE.to_string()))])
            })?,
        };
        Ok(Self { number, size })
    }

    pub fn number(self) -> PageNumber {
        self.number
    }

    /// How many rows at the most.
    pub fn size(self) -> i64 {
        self.size
    }

    /// How many rows to read: one beyond the page tells whether there is another.
    pub fn reach(self) -> i64 {
        self.size.saturating_add(1)
    }

    /// Refuses a page that begins beyond the first [`FARTHEST`] rows.
    #[cfg(not(target_family = "wasm"))]
    pub fn within_reach(self) -> Result<()> {
        if self.offset() < FARTHEST {
            return Ok(());
        }
        let says = words::page_out_of_reach(&self.number.0.to_string(), &FARTHEST.to_string());
        Err(Error::Invalid(vec![FieldError::new("page", says)]))
    }

    /// How many rows stand before it. Never overflows: a page so far out is past every end.
    pub fn offset(self) -> i64 {
        (self.number.0 - 1).saturating_mul(self.size)
    }
}

impl From<PageNumber> for Paging {
    fn from(number: PageNumber) -> Self {
        Self { number, size: PAGE_SIZE }
    }
}

/// In which order rows are wanted: by these keys, each upwards or downwards, and then by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order<K>(pub Vec<(K, Direction)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What a kind of list can be sorted by.
pub trait SortKey: Copy + PartialEq + 'static {
    type Row;
    /// Every key by its name in a query string.
    const NAMES: &'static [(&'static str, Self)];

    fn id(row: &Self::Row) -> i64;

    /// What this row is sorted by under this key.
    #[cfg(not(target_family = "wasm"))]
    fn value(self, row: &Self::Row) -> crate::KeyValue;

    /// An unknown value of this key's type.
    #[cfg(not(target_family = "wasm"))]
    fn unknown(self) -> crate::KeyValue;
}

impl<K> Order<K> {
    /// The order in which rows were added.
    pub const ADDED: Self = Self(Vec::new());
}

#[cfg(not(target_family = "wasm"))]
impl<K: SortKey> Order<K> {
    /// The order that `sort=-age,name` asks for. Refuses a key that is not there.
    pub fn read(text: Option<&str>) -> Result<Self> {
        let keys = text.unwrap_or_default().split(',').map(str::trim).filter(|key| !key.is_empty());
        let read = keys.map(|key| {
            let (direction, name) = key.strip_prefix('-').map_or((Direction::Up, key), |name| (Direction::Down, name));
            let known = K::NAMES.iter().find(|(known, _)| *known == name);
            known.map(|(_, key)| (*key, direction)).ok_or_else(|| {
                let names = K::NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                Error::Invalid(vec![FieldError::new("sort", words::sort_keys(&names))])
            })
        });
        let mut keys: Vec<(K, Direction)> = Vec::new();
        for key in read {
            let key = key?;
            // The first counts: the second would change nothing.
            if !keys.iter().any(|(known, _)| *known == key.0) {
                keys.push(key);
            }
        }
        Ok(Self(keys))
    }
}

/// A whole number that a query string gives, nothing where it gives none.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn asked_number(
    name: &'static str,
    asked: &impl Fn(&str) -> Option<String>,
) -> Result<Option<i32>, FieldError> {
    let text = asked(name).filter(|text| !text.trim().is_empty());
    text.map(|text| text.trim().parse().map_err(|_| FieldError::new(name, words::whole_number(name)))).transpose()
}

/// A text to search for, nothing where there is none.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn asked_text(
    name: &'static str,
    asked: &impl Fn(&str) -> Option<String>,
) -> Result<Option<String>, FieldError> {
    let text = asked(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > LONGEST_SEARCH => {
            Err(FieldError::new(name, words::at_most_characters(name, &LONGEST_SEARCH.to_string())))
        }
        // PostgreSQL takes no NUL, and no record holds a control character.
        Some(text) if text.chars().any(char::is_control) => {
            Err(FieldError::new(name, words::character_of_no_record(name)))
        }
        text => Ok(text),
    }
}

/// The two ends of a range, unless it is upside down.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn upright<T: PartialOrd + std::fmt::Display>(
    from: &'static str,
    to: &'static str,
    ends: (Option<T>, Option<T>),
) -> Result<(Option<T>, Option<T>), FieldError> {
    match ends {
        (Some(first), Some(last)) if first > last => {
            Err(FieldError::new(from, words::range_upside_down(from, &first.to_string(), to, &last.to_string())))
        }
        ends => Ok(ends),
    }
}

/// How many there are: exactly, or at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub count: i64,
    /// There are more: counting stopped here.
    pub at_least: bool,
}

impl Total {
    /// All of them, counted.
    pub fn exact(count: i64) -> Self {
        Self { count, at_least: false }
    }

    /// As far as counting went, which is one beyond [`EXACT_TOTAL`] at the most.
    pub fn counted(count: i64) -> Self {
        Self { count: count.min(EXACT_TOTAL), at_least: count > EXACT_TOTAL }
    }
}

/// One page of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: i64,
    /// There are more than `total`.
    pub at_least: bool,
    /// There is a page after this one.
    #[serde(skip)]
    pub more: bool,
    pub number: PageNumber,
    pub size: i64,
    /// As many of its rows can be reached by number.
    #[serde(default = "any", skip_serializing_if = "all")]
    reach: i64,
}

fn any() -> i64 {
    i64::MAX
}

fn all(reach: &i64) -> bool {
    *reach == i64::MAX
}

impl<T> Page<T> {
    /// The page of these rows, as many as [`Paging::reach`] wants. Refuses a page past the end; the first page of an
    /// empty list is an empty page.
    pub fn new(mut rows: Vec<T>, total: Total, Paging { number, size }: Paging) -> Result<Self> {
        if rows.is_empty() && number != PageNumber::FIRST {
            return Err(Error::NotFound);
        }
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        let more = rows.len() > length;
        rows.truncate(length);
        Ok(Self { rows, total: total.count, at_least: total.at_least, more, number, size, reach: i64::MAX })
    }

    /// The same page of a list of which only the first [`FARTHEST`] rows can be reached by number.
    pub fn within_reach(self) -> Self {
        let more = self.more && self.number.0.saturating_mul(self.size) < FARTHEST;
        Self { more, reach: FARTHEST, ..self }
    }

    /// The number of the last page; 1 where the list is empty.
    pub fn last(&self) -> i64 {
        (self.total.clamp(1, self.reach) - 1) / self.size + 1
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
        assert_eq!(Paging::from(PageNumber(i64::MAX)).offset(), i64::MAX);
    }

    #[test]
    fn last_page() {
        fn check(total: i64, expected: i64) {
            let page = Page::<()>::new(vec![], Total::exact(total), PageNumber::FIRST.into());
            assert_eq!(page.map(|page| page.last()), Ok(expected));
        }
        check(0, 1);
        check(10, 1);
        check(11, 2);
        check(17, 2);
    }

    #[test]
    fn reach() {
        fn check(number: i64, within: bool, more: bool) {
            let paging = Paging::from(PageNumber(number));
            assert_eq!(paging.within_reach().is_ok(), within, "{number}");
            let page = Page::new(vec![(); 11], Total::exact(1_000_000), paging).map(Page::within_reach);
            assert_eq!(page.map(|page| (page.more, page.last())), Ok((more, FARTHEST / PAGE_SIZE)), "{number}");
        }
        check(1, true, true);
        check(9_999, true, true);
        check(10_000, true, false);
        check(10_001, false, false);
        check(i64::MAX, false, false);
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Key {
        Name,
        Age,
    }

    impl SortKey for Key {
        type Row = i64;
        const NAMES: &'static [(&'static str, Self)] = &[("name", Self::Name), ("age", Self::Age)];

        fn id(row: &i64) -> i64 {
            *row
        }

        fn value(self, row: &i64) -> crate::KeyValue {
            crate::KeyValue::Number(Some(*row))
        }

        fn unknown(self) -> crate::KeyValue {
            crate::KeyValue::Number(None)
        }
    }

    #[test]
    fn orders() {
        fn check(text: &str, expected: Option<&[(Key, Direction)]>) {
            assert_eq!(Order::read(Some(text)).ok().map(|order| order.0).as_deref(), expected, "{text:?}");
        }
        check("", Some(&[]));
        check("name", Some(&[(Key::Name, Direction::Up)]));
        check("-age, name", Some(&[(Key::Age, Direction::Down), (Key::Name, Direction::Up)]));
        check("age,-age", Some(&[(Key::Age, Direction::Up)]));
        check("height", None);
        check("--age", None);
        check("Name", None);
    }

    #[test]
    fn sizes() {
        fn check(limit: &str, expected: Option<i64>) {
            let paging = Paging::read(|name| (name == "limit").then(|| limit.to_owned()));
            assert_eq!(paging.ok().map(Paging::size), expected, "{limit:?}");
        }
        check("1", Some(1));
        check("100", Some(100));
        check("0", None);
        check("101", None);
        check("-1", None);
        check("ten", None);
        check("", None);
        check("99999999999999999999", None);
    }
}

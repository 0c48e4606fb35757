//! Movies.

use crate::{Date, Error, FieldError, MovieId, Order, Paging, Result, SortKey, text};
#[cfg(not(target_family = "wasm"))]
use crate::{
    KeyValue,
    page::{asked_number, asked_text, upright},
};
use serde::{Deserialize, Serialize};

/// The year of the oldest surviving film; no movie is older.
pub const FIRST_YEAR: i32 = 1888;
/// How many years ahead a release may be planned.
pub const YEARS_AHEAD: i32 = 10;

/// A movie the agency casts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow, schemars::JsonSchema))]
pub struct Movie {
    pub id: MovieId,
    pub title: String,
    /// The day of release, where it is known.
    pub release_date: Option<Date>,
    /// Always known; follows the release date where there is one.
    pub release_year: i32,
    pub genre: Option<String>,
    /// The day the rights end; `None` is never.
    pub expiry_date: Option<Date>,
    /// Counts the changes to this record, from 1.
    pub version: i64,
}

/// What is known of a movie, found sound: only [`NewMovie::checked`] and [`MovieChange::checked`] make it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MovieFacts {
    pub title: String,
    pub release_date: Option<Date>,
    pub release_year: i32,
    pub genre: Option<String>,
    pub expiry_date: Option<Date>,
}

/// A new movie as it arrives: text nobody has judged yet, so that a form can show it again as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMovie {
    pub title: String,
    pub release_date: String,
    /// Read only when there is no release date.
    pub release_year: String,
    pub genre: String,
    pub expiry_date: String,
}

impl NewMovie {
    /// The facts, or every field that is wrong. `this_year` is the year by the caller's clock.
    pub fn checked(&self, this_year: i32) -> Result<MovieFacts> {
        let title = text::needed("title", words::title(), &self.title);
        let release = release(&self.release_date, &self.release_year, this_year);
        let genre = text::optional("genre", words::genre(), &self.genre);
        let expiry_date = date("expiry_date", words::expiry_date(), &self.expiry_date);
        match (title, release, genre, expiry_date) {
            (Ok(title), Ok((release_date, release_year)), Ok(genre), Ok(expiry_date)) => {
                Ok(MovieFacts { title, release_date, release_year, genre, expiry_date })
            }
            (title, release, genre, expiry_date) => Err(Error::Invalid(
                [title.err(), release.err(), genre.err(), expiry_date.err()].into_iter().flatten().collect(),
            )),
        }
    }
}

impl From<&Movie> for NewMovie {
    fn from(movie: &Movie) -> Self {
        let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            title: movie.title.clone(),
            release_date: text(movie.release_date),
            release_year: movie.release_year.to_string(),
            genre: movie.genre.clone().unwrap_or_default(),
            expiry_date: text(movie.expiry_date),
        }
    }
}

/// A change to a movie as it arrives: what is `None` stays as it is, an empty text takes a value away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovieChange {
    pub title: Option<String>,
    pub release_date: Option<String>,
    pub release_year: Option<String>,
    pub genre: Option<String>,
    pub expiry_date: Option<String>,
}

impl MovieChange {
    /// The change that makes a movie say again what this version said.
    pub fn back_to(version: &Movie) -> Self {
        let NewMovie { title, release_date, release_year, genre, expiry_date } = NewMovie::from(version);
        Self {
            title: Some(title),
            release_date: Some(release_date),
            release_year: Some(release_year),
            genre: Some(genre),
            expiry_date: Some(expiry_date),
        }
    }

    /// The facts after the change, or every field that is wrong.
    pub fn checked(&self, before: &Movie, this_year: i32) -> Result<MovieFacts> {
        let old = NewMovie::from(before);
        NewMovie {
            title: self.title.clone().unwrap_or(old.title),
            release_date: self.release_date.clone().unwrap_or(old.release_date),
            release_year: self.release_year.clone().unwrap_or(old.release_year),
            genre: self.genre.clone().unwrap_or(old.genre),
            expiry_date: self.expiry_date.clone().unwrap_or(old.expiry_date),
        }
        .checked(this_year)
    }

    /// The movie as this change would have it, if it is sound.
    pub fn applied(&self, before: &Movie, this_year: i32) -> Option<Movie> {
        let MovieFacts { title, release_date, release_year, genre, expiry_date } =
            self.checked(before, this_year).ok()?;
        Some(Movie { title, release_date, release_year, genre, expiry_date, ..before.clone() })
    }
}

impl MovieFacts {
    /// Is this what the record says already?
    pub fn are(&self, movie: &Movie) -> bool {
        let Movie { title, release_date, release_year, genre, expiry_date, .. } = movie;
        (&self.title, &self.release_date, &self.release_year, &self.genre, &self.expiry_date)
            == (title, release_date, release_year, genre, expiry_date)
    }
}

/// Which movies are wanted: found sound by [`MovieList::read`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MovieFilter {
    /// A text the title or the genre contains.
    pub q: Option<String>,
    /// A text the title contains.
    pub title: Option<String>,
    /// The whole genre.
    pub genre: Option<String>,
    /// A text the genre contains.
    pub genre_contains: Option<String>,
    pub released_from: Option<Date>,
    pub released_to: Option<Date>,
    pub year_from: Option<i32>,
    pub year_to: Option<i32>,
    pub expires_from: Option<Date>,
    pub expires_to: Option<Date>,
    /// At the most so many parts cast.
    pub parts_max: Option<i32>,
    /// A genre that is not set counts as `unspecified`, rights that never end as ending on the last day there is: as the
    /// catalogue shows them. Otherwise what is not set is not found.
    pub as_shown: bool,
}

/// One page of the movies that are wanted, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovieList {
    pub filter: MovieFilter,
    pub order: Order<MovieKey>,
    pub paging: Paging,
}

/// What movies can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovieKey {
    Id,
    Title,
    ReleaseDate,
    ReleaseYear,
    Genre,
    ExpiryDate,
}

impl SortKey for MovieKey {
    type Row = Movie;
    const NAMES: &'static [(&'static str, Self)] = &[
        ("id", Self::Id),
        ("title", Self::Title),
        ("release_date", Self::ReleaseDate),
        ("release_year", Self::ReleaseYear),
        ("genre", Self::Genre),
        ("expiry_date", Self::ExpiryDate),
    ];

    fn id(movie: &Movie) -> i64 {
        movie.id.0
    }

    #[cfg(not(target_family = "wasm"))]
    fn value(self, movie: &Movie) -> KeyValue {
        match self {
            Self::Id => KeyValue::Number(Some(movie.id.0)),
            Self::Title => KeyValue::Text(Some(text::folded(&movie.title))),
            Self::ReleaseDate => KeyValue::Day(movie.release_date),
            Self::ReleaseYear => KeyValue::Number(Some(movie.release_year.into())),
            Self::Genre => KeyValue::Text(movie.genre.as_deref().map(text::folded)),
            Self::ExpiryDate => KeyValue::Day(movie.expiry_date),
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn unknown(self) -> KeyValue {
        match self {
            Self::Id | Self::ReleaseYear => KeyValue::Number(None),
            Self::Title | Self::Genre => KeyValue::Text(None),
            Self::ReleaseDate | Self::ExpiryDate => KeyValue::Day(None),
        }
    }
}

#[cfg(not(target_family = "wasm"))]
impl MovieFilter {
    /// The filter that these values make, asked for by their names; a value that is not there is not asked for, and neither
    /// is an empty one.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let mut faults = Vec::new();
        let text = |name| asked_text(name, &asked);
        let days = |from: &'static str, to: &'static str| {
            let day = |name: &'static str| date(name, name, &asked(name).unwrap_or_default());
            upright(from, to, (day(from)?, day(to)?))
        };
        let years = |from, to| upright(from, to, (asked_number(from, &asked)?, asked_number(to, &asked)?));
        let q = sound(text("q"), &mut faults);
        let title = sound(text("title"), &mut faults);
        let genre = sound(text("genre"), &mut faults);
        let genre_contains = sound(text("genre_contains"), &mut faults);
        let (released_from, released_to) = sound(days("released_from", "released_to"), &mut faults);
        let (year_from, year_to) = sound(years("year_from", "year_to"), &mut faults);
        let (expires_from, expires_to) = sound(days("expires_from", "expires_to"), &mut faults);
        let parts_max = sound(asked_number("parts_max", &asked), &mut faults);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(Self {
            q,
            title,
            genre,
            genre_contains,
            released_from,
            released_to,
            year_from,
            year_to,
            expires_from,
            expires_to,
            parts_max,
            as_shown: false,
        })
    }
}

#[cfg(not(target_family = "wasm"))]
impl MovieList {
    /// The list that a query string asks for.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let filter = MovieFilter::read(&asked)?;
        Ok(Self { filter, order: Order::read(asked("sort").as_deref())?, paging: Paging::read(asked)? })
    }
}

impl From<Paging> for MovieList {
    fn from(paging: Paging) -> Self {
        Self { filter: MovieFilter::default(), order: Order::ADDED, paging }
    }
}

/// What was read; or nothing, and what is wrong with it is kept.
#[cfg(not(target_family = "wasm"))]
fn sound<T: Default>(read: Result<T, FieldError>, faults: &mut Vec<FieldError>) -> T {
    read.unwrap_or_else(|fault| {
        faults.push(fault);
        T::default()
    })
}

/// The year follows the date; without a date the year is asked for.
fn release(date_text: &str, year_text: &str, this_year: i32) -> Result<(Option<Date>, i32), FieldError> {
    let last = this_year + YEARS_AHEAD;
    let year_text = year_text.trim();
    let year = year_text.bytes().all(|b| b.is_ascii_digit()).then(|| year_text.parse().ok()).flatten();
    let year = year.filter(|year| (FIRST_YEAR..=last).contains(year));
    if year.is_none() && !year_text.is_empty() {
        // Also where it is not taken: what cannot be is a mistake.
        let says = words::release_year_range(&FIRST_YEAR.to_string(), &last.to_string());
        return Err(FieldError::new("release_year", says));
    }
    if let Some(day) = date("release_date", words::release_date(), date_text)? {
        return match day.year() {
            year if (FIRST_YEAR..=last).contains(&year) => Ok((Some(day), year)),
            _ => {
                let says = words::release_date_range(&FIRST_YEAR.to_string(), &last.to_string());
                Err(FieldError::new("release_date", says))
            }
        };
    }
    year.map(|year| (None, year)).ok_or_else(|| FieldError::new("release_date", words::release_date_needed()))
}

fn date(field: &'static str, label: &str, text: &str) -> Result<Option<Date>, FieldError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| FieldError::new(field, words::no_date(label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(result: Result<MovieFacts>) -> String {
        match result {
            Ok(facts) => format!(
                "{} {} {} {} {}",
                facts.title,
                facts.release_date.map_or("-".into(), |d| d.to_string()),
                facts.release_year,
                facts.genre.as_deref().unwrap_or("-"),
                facts.expiry_date.map_or("-".into(), |d| d.to_string()),
            ),
            Err(Error::Invalid(fields)) => fields.iter().map(|f| f.field.as_ref()).collect::<Vec<_>>().join(" "),
            Err(other) => other.code().to_owned(),
        }
    }

    #[test]
    fn new_movies() {
        fn check(fields: [&str; 5], expected: &str) {
            let [title, release_date, release_year, genre, expiry_date] = fields.map(str::to_owned);
            let new = NewMovie { title, release_date, release_year, genre, expiry_date };
            assert_eq!(told(new.checked(2026)), expected, "{new:?}");
        }
        check(["Heat", "1995-12-15", "", "", ""], "Heat 1995-12-15 1995 - -");
        check([" Heat ", "1995-1-5", "2001", "Crime", "2030-1-1"], "Heat 1995-01-05 1995 Crime 2030-01-01");
        check(["Heat", "", "1995", "", ""], "Heat - 1995 - -");
        check(["", "1995-12-15", "", "", ""], "title");
        check(["Heat", "", "", "", ""], "release_date");
        check(["Heat", "soon", "1995", "", ""], "release_date");
        check(["Heat", "1887-12-31", "", "", ""], "release_date");
        check(["Heat", "2036-12-31", "", "", ""], "Heat 2036-12-31 2036 - -");
        check(["Heat", "2037-01-01", "", "", ""], "release_date");
        check(["Heat", "", "1887", "", ""], "release_year");
        check(["Heat", "", "2037", "", ""], "release_year");
        check(["Heat", "", "1995.0", "", ""], "release_year");
        check(["Heat", "1995-12-15", "1887", "", ""], "release_year");
        check(["", "x", "", "a\0", "y"], "title release_date genre expiry_date");
    }

    #[test]
    fn filters() {
        fn check(query: &[(&str, &str)], expected: &str) {
            let asked = |name: &str| query.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
            let said = match MovieFilter::read(asked) {
                Ok(_) => "sound".to_owned(),
                Err(Error::Invalid(faults)) => {
                    faults.iter().map(|it| it.message.as_ref()).collect::<Vec<_>>().join("; ")
                }
                Err(other) => other.code().to_owned(),
            };
            assert_eq!(said, expected, "{query:?}");
        }
        check(&[], "sound");
        check(&[("q", " heat "), ("title", ""), ("year_from", "1995"), ("year_to", "1995")], "sound");
        check(&[("released_from", "1995-1-2"), ("expires_to", "2030-01-01")], "sound");
        check(&[("year_from", "1996"), ("year_to", "1995")], "year_from 1996 lies beyond year_to 1995");
        check(
            &[("expires_from", "2030-01-02"), ("expires_to", "2030-01-01"), ("year_from", "soon")],
            "year_from is a whole number; expires_from 2030-01-02 lies beyond expires_to 2030-01-01",
        );
        check(&[("genre_contains", &"x".repeat(201))], "genre_contains has at most 200 characters");
    }

    #[test]
    fn changes() {
        let heat = Movie {
            id: MovieId(1),
            title: "Heat".into(),
            release_date: Date::new(1995, 12, 15),
            release_year: 1995,
            genre: Some("Crime".into()),
            expiry_date: None,
            version: 2,
        };
        let check =
            |change: MovieChange, expected: &str| assert_eq!(told(change.checked(&heat, 2026)), expected, "{change:?}");
        let given = |text: &str| Some(text.to_owned());
        check(MovieChange::default(), "Heat 1995-12-15 1995 Crime -");
        check(MovieChange { title: given("Cold"), ..Default::default() }, "Cold 1995-12-15 1995 Crime -");
        check(MovieChange { release_date: given("2001-1-2"), ..Default::default() }, "Heat 2001-01-02 2001 Crime -");
        check(MovieChange { release_year: given("2001"), ..Default::default() }, "Heat 1995-12-15 1995 Crime -");
        check(MovieChange { release_date: given(""), ..Default::default() }, "Heat - 1995 Crime -");
        check(MovieChange { genre: given(""), ..Default::default() }, "Heat 1995-12-15 1995 - -");
        check(MovieChange { title: given(" "), ..Default::default() }, "title");
    }
}

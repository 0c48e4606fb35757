//! Movies as the catalogue shows them: four fields, none of them ever empty, and found by what is shown.

use crate::{Date, Error, Result, page::asked_text};

/// Stands for a genre that is not set.
pub const UNSPECIFIED: &str = "unspecified";

/// Which movies of the catalogue are wanted: those that match all that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueFilter {
    /// A text the title contains, without regard to case or accents.
    pub title: Option<String>,
    /// A text the genre contains, as it is shown.
    pub genre: Option<String>,
    pub release_year: Option<i32>,
    /// The first and the last day on which the rights may end, as it is shown.
    pub expires: Option<(Date, Date)>,
}

impl CatalogueFilter {
    /// The filter, or every field that is wrong. An empty text is none.
    pub fn checked(self) -> Result<Self> {
        let Self { title, genre, release_year, expires } = self;
        let (title, genre) = (asked_text("title", &|_| title.clone()), asked_text("genre", &|_| genre.clone()));
        match (title, genre, expires) {
            (Ok(_), Ok(_), Some((from, to))) if from > to => {
                Err(Error::Malformed("Query invalid, 'from' date is after 'to' date.".into()))
            }
            (Ok(title), Ok(genre), expires) => Ok(Self { title, genre, release_year, expires }),
            (title, genre, _) => Err(Error::Invalid([title.err(), genre.err()].into_iter().flatten().collect())),
        }
    }
}

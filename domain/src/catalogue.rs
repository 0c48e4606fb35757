//! Movies as the catalogue shows them: four fields, none of them ever empty, and found by what is shown.

use crate::{Date, Error, MovieFilter, Result, page::asked_text};

/// Stands for a genre that is not set.
pub const UNSPECIFIED: &str = "unspecified";

/// Which movies of the catalogue are wanted, as its clients ask for them: those that match all that is given.
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
    pub fn checked(self) -> Result<MovieFilter> {
        let Self { title, genre, release_year, expires } = self;
        let (title, genre) = (asked_text("title", &|_| title.clone()), asked_text("genre", &|_| genre.clone()));
        let (from, to) = expires.unzip();
        match (title, genre) {
            (Ok(_), Ok(_)) if from > to => {
                Err(Error::Malformed("Query invalid, 'from' date is after 'to' date.".into()))
            }
            (Ok(title), Ok(genre_contains)) => Ok(MovieFilter {
                title,
                genre_contains,
                year_from: release_year,
                year_to: release_year,
                expires_from: from,
                expires_to: to,
                as_shown: true,
                ..MovieFilter::default()
            }),
            (title, genre) => Err(Error::Invalid([title.err(), genre.err()].into_iter().flatten().collect())),
        }
    }
}

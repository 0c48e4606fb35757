//! Movies as the catalogue shows them: four fields, none of them ever empty, and found by what is shown.

use crate::{Date, Error, FieldError, LONGEST_TEXT, Result};

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
    /// The filter, or every field that is wrong.
    pub fn checked(self) -> Result<Self> {
        let texts = [("title", &self.title), ("genre", &self.genre)];
        let long =
            texts.into_iter().filter(|(_, text)| text.as_ref().is_some_and(|it| it.chars().count() > LONGEST_TEXT));
        let wrong: Vec<_> = long
            .map(|(field, _)| FieldError::new(field, format!("{field} is longer than {LONGEST_TEXT} characters")))
            .collect();
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        match self.expires {
            Some((from, to)) if from > to => {
                Err(Error::Malformed("Query invalid, 'from' date is after 'to' date.".into()))
            }
            _ => Ok(self),
        }
    }
}

//! What was typed into a form and not saved yet.

use crate::{Change, Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A form that keeps drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FormId {
    pub kind: FormKind,
    /// Of which record; 0: of one that is being added.
    pub record: i64,
}

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    Actor,
    Movie,
    /// Casting an actor in a movie that is looked for.
    ActorCast,
    /// Casting an actor who is looked for in a movie.
    MovieCast,
}

/// A draft as it was kept: what was typed, by the fields' names, as JSON; and when, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub body: String,
    pub at: i64,
}

impl Draft {
    /// How long a draft is kept, in days.
    pub const DAYS: i64 = 30;
    /// The longest a draft may be, in bytes.
    pub const LONGEST: usize = 64 * 1024;
}

impl FormKind {
    /// As the database and the wire write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Movie => "movie",
            Self::ActorCast => "actor_cast",
            Self::MovieCast => "movie_cast",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Actor, Self::Movie, Self::ActorCast, Self::MovieCast].into_iter().find(|kind| kind.name() == name)
    }
}

/// As a form names itself: `movie-3`, `movie-0` for a new one, `movie_cast-3` for the sheet that casts somebody in it.
impl fmt::Display for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.name(), self.record)
    }
}

impl FromStr for FormId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let (kind, record) = text.split_once('-')?;
            let (kind, record) = (FormKind::named(kind)?, record.parse().ok()?);
            // Nobody is cast in what is not there.
            let least = i64::from(matches!(kind, FormKind::ActorCast | FormKind::MovieCast));
            (record >= least).then_some(Self { kind, record })
        };
        read().ok_or_else(|| Error::Malformed("A form is named by what it is about: movie-3.".into()))
    }
}

impl TryFrom<String> for FormId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<FormId> for String {
    fn from(form: FormId) -> Self {
        form.to_string()
    }
}

impl Change {
    /// The forms that are done with when their person made this change, and what is chosen in them, where that is what
    /// tells the form that was sent from another about the same record. A delete is not the end of a draft: it can be
    /// taken back.
    pub fn ends_drafts(&self) -> Vec<(FormId, Option<(&'static str, i64)>)> {
        let form = |kind, record| FormId { kind, record };
        match self {
            Self::ActorAdded { .. } => vec![(form(FormKind::Actor, 0), None)],
            Self::ActorChanged { after, .. } => vec![(form(FormKind::Actor, after.id.0), None)],
            Self::MovieAdded { .. } => vec![(form(FormKind::Movie, 0), None)],
            Self::MovieChanged { after, .. } => vec![(form(FormKind::Movie, after.id.0), None)],
            Self::CastingAdded { after } => vec![
                (form(FormKind::MovieCast, after.movie_id.0), Some(("actor_id", after.actor_id.0))),
                (form(FormKind::ActorCast, after.actor_id.0), Some(("movie_id", after.movie_id.0))),
            ],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_forms() {
        fn check(text: &str, sound: bool) {
            let form: Result<FormId> = text.parse();
            assert_eq!(form.is_ok(), sound, "{text:?}");
            assert!(form.is_ok_and(|form| form.to_string() == text) || !sound);
        }
        check("actor-3", true);
        check("movie-0", true);
        check("movie_cast-1", true);
        check("actor_cast-0", false);
        check("movie--1", false);
        check("person-1", false);
        check("movie", false);
        check("movie-x", false);
        check("", false);
    }
}

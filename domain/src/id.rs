//! The names of records: each its own type, so that an actor's id cannot be handed to a movie.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $Id:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "server", derive(sqlx::Type, schemars::JsonSchema), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $Id(pub i64);

        impl fmt::Display for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $Id {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Names an actor.
    ActorId,
    /// Names a movie.
    MovieId,
    /// Names a casting: one actor playing one character in one movie.
    CastingId,
    /// Names a person with an account.
    PersonId,
}

/// Names any record that the change log speaks of; on the wire `{"type":"movie","id":3}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum RecordId {
    Actor(ActorId),
    Movie(MovieId),
    Casting(CastingId),
    Person(PersonId),
}

impl RecordId {
    /// The kind of record, as the log's column and the wire write it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Actor(_) => "actor",
            Self::Movie(_) => "movie",
            Self::Casting(_) => "casting",
            Self::Person(_) => "person",
        }
    }

    /// The bare number.
    pub fn number(self) -> i64 {
        match self {
            Self::Actor(id) => id.0,
            Self::Movie(id) => id.0,
            Self::Casting(id) => id.0,
            Self::Person(id) => id.0,
        }
    }

    /// The record's page. A casting is shown on its movie's page, which it does not name; people have none.
    pub fn path(self) -> Option<String> {
        match self {
            Self::Actor(id) => Some(format!("/actors/{id}")),
            Self::Movie(id) => Some(format!("/movies/{id}")),
            Self::Casting(_) | Self::Person(_) => None,
        }
    }
}

//! Actors.

use crate::{ActorId, Error, FieldError, Result, text};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Ages run from newborn to this, in whole years.
pub const OLDEST: i32 = 150;

/// An actor's gender, in the two words the agency's clients know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    Female,
    Male,
}

impl Gender {
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];

    pub fn word(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    /// The word as it stands alone.
    pub fn title(self) -> &'static str {
        match self {
            Self::Female => "Female",
            Self::Male => "Male",
        }
    }
}

impl fmt::Display for Gender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Gender {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|gender| gender.word().eq_ignore_ascii_case(text.trim())).ok_or(())
    }
}

/// An actor on the agency's books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Actor {
    pub id: ActorId,
    pub name: String,
    pub age: i32,
    pub gender: Gender,
    /// Counts the changes to this record, from 1.
    pub version: i64,
}

/// What is known of an actor, found sound: only [`NewActor::checked`] and [`ActorChange::checked`] make it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActorFacts {
    pub name: String,
    pub age: i32,
    pub gender: Gender,
}

/// A new actor as it arrives: text nobody has judged yet, so that a form can show it again as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewActor {
    pub name: String,
    pub age: String,
    pub gender: String,
}

impl NewActor {
    /// The facts, or every field that is wrong.
    pub fn checked(&self) -> Result<ActorFacts> {
        let name = text::needed("name", "Name", &self.name);
        let age = age(&self.age);
        let gender = gender(&self.gender);
        match (name, age, gender) {
            (Ok(name), Ok(age), Ok(gender)) => Ok(ActorFacts { name, age, gender }),
            (name, age, gender) => {
                Err(Error::Invalid([name.err(), age.err(), gender.err()].into_iter().flatten().collect()))
            }
        }
    }
}

impl From<&Actor> for NewActor {
    fn from(actor: &Actor) -> Self {
        Self { name: actor.name.clone(), age: actor.age.to_string(), gender: actor.gender.to_string() }
    }
}

/// A change to an actor as it arrives: what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorChange {
    pub name: Option<String>,
    pub age: Option<String>,
    pub gender: Option<String>,
    /// The version this change started from. Given, the change is refused as stale when the record has moved on.
    pub version: Option<i64>,
}

impl ActorChange {
    /// The facts after the change, or every field that is wrong, or a refusal because the record moved on.
    pub fn checked(&self, before: &Actor) -> Result<ActorFacts> {
        if self.version.is_some_and(|version| version != before.version) {
            return Err(Error::Stale);
        }
        let old = NewActor::from(before);
        NewActor {
            name: self.name.clone().unwrap_or(old.name),
            age: self.age.clone().unwrap_or(old.age),
            gender: self.gender.clone().unwrap_or(old.gender),
        }
        .checked()
    }
}

fn age(text: &str) -> Result<i32, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new("age", "Age is needed"));
    }
    let whole = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    whole
        .filter(|age| (0..=OLDEST).contains(age))
        .ok_or_else(|| FieldError::new("age", format!("Age is a whole number of years from 0 to {OLDEST}")))
}

fn gender(text: &str) -> Result<Gender, FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::new("gender", "Gender is needed"));
    }
    text.parse().map_err(|()| FieldError::new("gender", "Gender is female or male"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults<T>(result: Result<T>) -> String {
        match result {
            Err(Error::Invalid(fields)) => fields.iter().map(|f| f.field.as_ref()).collect::<Vec<_>>().join(" "),
            Err(other) => other.code().to_owned(),
            Ok(_) => "sound".to_owned(),
        }
    }

    #[test]
    fn new_actors() {
        fn check(name: &str, age: &str, gender: &str, expected: &str) {
            let new = NewActor { name: name.into(), age: age.into(), gender: gender.into() };
            assert_eq!(faults(new.checked()), expected, "{new:?}");
        }
        check("Ann", "30", "female", "sound");
        check("Ann", "0", "FEMALE", "sound");
        check("Ann", " 150 ", " Male ", "sound");
        check("", "30", "female", "name");
        check("  ", "30", "female", "name");
        check("Ann", "", "female", "age");
        check("Ann", "151", "female", "age");
        check("Ann", "-1", "female", "age");
        check("Ann", "30.5", "female", "age");
        check("Ann", "1e2", "female", "age");
        check("Ann", "99999999999999999999", "female", "age");
        check("Ann", "30", "", "gender");
        check("Ann", "30", "other", "gender");
        check("", "x", "y", "name age gender");
    }

    #[test]
    fn changes() {
        let ann = Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 3 };
        let check =
            |change: ActorChange, expected: &str| assert_eq!(faults(change.checked(&ann)), expected, "{change:?}");
        check(ActorChange::default(), "sound");
        check(ActorChange { age: Some("31".into()), ..Default::default() }, "sound");
        check(ActorChange { age: Some("".into()), ..Default::default() }, "age");
        check(ActorChange { version: Some(3), ..Default::default() }, "sound");
        check(ActorChange { version: Some(2), ..Default::default() }, "stale");
        let kept = ActorChange { age: Some("31".into()), ..Default::default() }.checked(&ann);
        assert_eq!(kept, Ok(ActorFacts { name: "Ann".into(), age: 31, gender: Gender::Female }));
    }
}

//! Actors.

use crate::{ActorId, Error, FieldError, Order, Paging, Result, SortKey, text};
#[cfg(not(target_family = "wasm"))]
use crate::{
    KeyValue,
    page::{asked_number, asked_text, upright},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Ages run from newborn to this, in whole years.
pub const OLDEST: i32 = 150;

/// An actor's gender, in the two words the agency's clients know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(sqlx::Type, schemars::JsonSchema),
    sqlx(type_name = "text", rename_all = "lowercase")
)]
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
            Self::Female => words::female(),
            Self::Male => words::male(),
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
#[cfg_attr(feature = "server", derive(sqlx::FromRow, schemars::JsonSchema))]
pub struct Actor {
    pub id: ActorId,
    pub name: String,
    /// In whole years, from 0 to 150.
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
        let name = text::needed("name", words::name(), &self.name);
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
}

impl ActorChange {
    /// The change that makes an actor say again what this version said.
    pub fn back_to(version: &Actor) -> Self {
        let NewActor { name, age, gender } = NewActor::from(version);
        Self { name: Some(name), age: Some(age), gender: Some(gender) }
    }

    /// The facts after the change, or every field that is wrong.
    pub fn checked(&self, before: &Actor) -> Result<ActorFacts> {
        let old = NewActor::from(before);
        NewActor {
            name: self.name.clone().unwrap_or(old.name),
            age: self.age.clone().unwrap_or(old.age),
            gender: self.gender.clone().unwrap_or(old.gender),
        }
        .checked()
    }

    /// The actor as this change would have it, if it is sound.
    pub fn applied(&self, before: &Actor) -> Option<Actor> {
        let ActorFacts { name, age, gender } = self.checked(before).ok()?;
        Some(Actor { name, age, gender, ..before.clone() })
    }
}

impl ActorFacts {
    /// Is this what the record says already?
    pub fn are(&self, actor: &Actor) -> bool {
        (&self.name, self.age, self.gender) == (&actor.name, actor.age, actor.gender)
    }
}

/// Which actors are wanted: found sound by [`ActorFilter::read`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActorFilter {
    /// A text the name contains.
    pub q: Option<String>,
    pub gender: Option<Gender>,
    pub age_min: Option<i32>,
    pub age_max: Option<i32>,
    /// At the most so many parts.
    pub parts_max: Option<i32>,
}

/// One page of the actors that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorList {
    pub filter: ActorFilter,
    pub order: Order<ActorKey>,
    pub paging: Paging,
}

/// What actors can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKey {
    Id,
    Name,
    Age,
    Gender,
}

impl SortKey for ActorKey {
    type Row = Actor;
    const NAMES: &'static [(&'static str, Self)] =
        &[("id", Self::Id), ("name", Self::Name), ("age", Self::Age), ("gender", Self::Gender)];

    fn id(actor: &Actor) -> i64 {
        actor.id.0
    }

    #[cfg(not(target_family = "wasm"))]
    fn value(self, actor: &Actor) -> KeyValue {
        match self {
            Self::Id => KeyValue::Number(Some(actor.id.0)),
            Self::Name => KeyValue::Text(Some(text::folded(&actor.name))),
            Self::Age => KeyValue::Number(Some(actor.age.into())),
            Self::Gender => KeyValue::Text(Some(actor.gender.to_string())),
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn unknown(self) -> KeyValue {
        match self {
            Self::Id | Self::Age => KeyValue::Number(None),
            Self::Name | Self::Gender => KeyValue::Text(None),
        }
    }
}

#[cfg(not(target_family = "wasm"))]
impl ActorFilter {
    /// The filter that these values make, asked for by their names; a value that is not there is not asked for, and neither
    /// is an empty one.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let parts = asked_number("parts_max", &asked);
        match (asked_text("q", &asked), asked_gender(&asked), asked_ages(&asked), parts) {
            (Ok(q), Ok(gender), Ok((age_min, age_max)), Ok(parts_max)) => {
                Ok(Self { q, gender, age_min, age_max, parts_max })
            }
            (q, gender, ages, parts) => {
                Err(Error::Invalid([q.err(), gender.err(), ages.err(), parts.err()].into_iter().flatten().collect()))
            }
        }
    }
}

#[cfg(not(target_family = "wasm"))]
impl ActorList {
    /// The list that a query string asks for.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let filter = ActorFilter::read(&asked)?;
        Ok(Self { filter, order: Order::read(asked("sort").as_deref())?, paging: Paging::read(asked)? })
    }
}

impl From<Paging> for ActorList {
    fn from(paging: Paging) -> Self {
        Self { filter: ActorFilter::default(), order: Order::ADDED, paging }
    }
}

#[cfg(not(target_family = "wasm"))]
fn asked_gender(asked: &impl Fn(&str) -> Option<String>) -> Result<Option<Gender>, FieldError> {
    let text = asked("gender").filter(|text| !text.trim().is_empty());
    text.map(|text| text.parse().map_err(|()| FieldError::new("gender", words::gender_asked()))).transpose()
}

#[cfg(not(target_family = "wasm"))]
fn asked_ages(asked: &impl Fn(&str) -> Option<String>) -> Result<(Option<i32>, Option<i32>), FieldError> {
    let ages = (asked_number("age_min", asked)?, asked_number("age_max", asked)?);
    upright("age_min", "age_max", ages)
}

fn age(text: &str) -> Result<i32, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new("age", words::needed(words::age())));
    }
    let whole = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    whole
        .filter(|age| (0..=OLDEST).contains(age))
        .ok_or_else(|| FieldError::new("age", words::age_range(&OLDEST.to_string())))
}

fn gender(text: &str) -> Result<Gender, FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::new("gender", words::needed(words::gender())));
    }
    text.parse().map_err(|()| FieldError::new("gender", words::gender_of_two()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::faults;

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
        let kept = ActorChange { age: Some("31".into()), ..Default::default() }.checked(&ann);
        assert_eq!(kept, Ok(ActorFacts { name: "Ann".into(), age: 31, gender: Gender::Female }));
    }

    #[test]
    fn lists() {
        fn check(query: &[(&str, &str)], expected: &str) {
            let asked = |name: &str| query.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
            assert_eq!(faults(ActorList::read(asked)), expected, "{query:?}");
        }
        check(&[], "sound");
        check(
            &[("q", " tom "), ("gender", "MALE"), ("age_min", "20"), ("age_max", "20"), ("sort", "-age,name")],
            "sound",
        );
        check(&[("q", ""), ("gender", ""), ("age_min", "")], "sound");
        check(&[("gender", "other"), ("age_min", "x")], "gender age_min");
        check(&[("parts_max", "0")], "sound");
        check(&[("parts_max", "none")], "parts_max");
        check(&[("age_min", "30"), ("age_max", "20")], "age_min");
        check(&[("age_max", "1.5")], "age_max");
        check(&[("sort", "shoe")], "sort");
        check(&[("limit", "101")], "limit");
        check(&[("page", "0")], "not_found");
    }
}

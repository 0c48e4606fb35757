//! What happened: one entry of the change log.

use crate::{Actor, Casting, Movie, Person, PersonId, Record, RecordId};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

macro_rules! changes {
    ($($Name:ident { $($when:ident)* }: $Record:ident;)*) => {
        /// A change to the agency's records, with the record before and after. Written to the log in the transaction
        /// that made it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Change { $($Name { $($when: $Record),* }),* }

        impl Change {
            /// The record it happened to.
            pub fn record(&self) -> RecordId {
                match self { $(Self::$Name { $($when),* } => changes!(@last $($when)*).record_id()),* }
            }

            /// The record since.
            pub fn after(&self) -> Record {
                match self { $(Self::$Name { $($when),* } => Record::$Record(changes!(@last $($when)*).clone())),* }
            }

            /// The record before, unless it is new.
            pub fn before(&self) -> Option<Record> {
                match self { $(Self::$Name { $($when),* } => changes!(@first $($when)*).map(|before: &$Record| Record::$Record(before.clone()))),* }
            }

            /// The version the record has since.
            pub fn version(&self) -> i64 {
                match self { $(Self::$Name { $($when),* } => changes!(@last $($when)*).version),* }
            }
        }
    };
    (@first $first:ident $second:ident) => {{ let _ = $second; Some($first) }};
    (@first $only:ident) => {{ let _ = $only; None::<&_> }};
    (@last $first:ident $second:ident) => {{ let _ = $first; $second }};
    (@last $only:ident) => { $only };
}

// What is removed for good is the same before and after, but for its version: the log goes on saying what it was.
changes! {
    ActorAdded { after }: Actor;
    ActorChanged { before after }: Actor;
    ActorDeleted { before after }: Actor;
    ActorRestored { before after }: Actor;
    ActorRemoved { before after }: Actor;
    MovieAdded { after }: Movie;
    MovieChanged { before after }: Movie;
    MovieDeleted { before after }: Movie;
    MovieRestored { before after }: Movie;
    MovieRemoved { before after }: Movie;
    CastingAdded { after }: Casting;
    CastingChanged { before after }: Casting;
    CastingDeleted { before after }: Casting;
    CastingRestored { before after }: Casting;
    CastingRemoved { before after }: Casting;
    PersonAdded { after }: Person;
    PersonChanged { before after }: Person;
}

impl Actor {
    pub fn record_id(&self) -> RecordId {
        RecordId::Actor(self.id)
    }
}

impl Movie {
    pub fn record_id(&self) -> RecordId {
        RecordId::Movie(self.id)
    }
}

impl Casting {
    pub fn record_id(&self) -> RecordId {
        RecordId::Casting(self.id)
    }
}

impl Person {
    pub fn record_id(&self) -> RecordId {
        RecordId::Person(self.id)
    }
}

/// A change in the log: its number, who made it and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Counts up in the order the changes were committed.
    pub number: i64,
    pub at: jiff::Timestamp,
    /// The person, where a person made it.
    pub by: Option<PersonId>,
    /// The name of whoever made it, as it was then.
    pub by_name: String,
    #[serde(flatten)]
    pub change: Change,
}

impl Recorded {
    /// The change as a page shows it.
    pub fn told(&self) -> Told {
        Told {
            by: self.by_name.clone(),
            at: self.at.to_string(),
            when: self.at.strftime("%-d %b %Y, %H:%M UTC").to_string(),
            deed: self.change.told(),
        }
    }
}

/// A change in the log as a page shows it. Put in words on the server, so that the browser need not know them all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who made it.
    pub by: String,
    /// When, for programs (RFC 3339).
    pub at: String,
    /// When, for people.
    pub when: String,
    pub deed: Deed,
}

/// What was done, in plain words and in the parts a page sets differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// `renamed`
    pub verb: Cow<'static, str>,
    /// To what: the name or title it is known by.
    pub what: String,
    /// The rest of the sentence, where there is one: ` as Neil in Heat`.
    pub rest: String,
    /// The page to look at.
    pub path: Option<String>,
}

impl Change {
    /// The change in words.
    pub fn told(&self) -> Deed {
        let told = |verb: &'static str, what: &str, rest: String| Deed {
            verb: verb.into(),
            what: what.to_owned(),
            rest,
            path: self.record().path(),
        };
        let plain = |verb, what: &str| told(verb, what, String::new());
        let cast = |verb: &'static str, casting: &Casting, link: &str| Deed {
            verb: verb.into(),
            what: casting.name.clone(),
            rest: format!(" {link} {} in {}", casting.character, casting.title),
            path: Some(format!("/movies/{}", casting.movie_id)),
        };
        let removed = |what: &str, rest: String| Deed {
            verb: "removed".into(),
            what: what.to_owned(),
            rest: format!("{rest} for good"),
            path: None, // there is no such page any more
        };
        match self {
            Self::ActorAdded { after } => plain("added", &after.name),
            Self::MovieAdded { after } => plain("added", &after.title),
            Self::ActorDeleted { before, .. } => plain("deleted", &before.name),
            Self::MovieDeleted { before, .. } => plain("deleted", &before.title),
            Self::ActorRestored { after, .. } => plain("restored", &after.name),
            Self::MovieRestored { after, .. } => plain("restored", &after.title),
            Self::ActorRemoved { before, .. } => removed(&before.name, String::new()),
            Self::MovieRemoved { before, .. } => removed(&before.title, String::new()),
            Self::CastingRemoved { before, .. } => {
                removed(&before.name, format!(" as {} in {}", before.character, before.title))
            }
            Self::CastingAdded { after } => cast("cast", after, "as"),
            Self::CastingChanged { before, after } => Deed {
                rest: format!(" from {} to {} in {}", before.character, after.character, after.title),
                ..cast("recast", after, "")
            },
            Self::CastingDeleted { before, .. } => cast("released", before, "from"),
            Self::CastingRestored { after, .. } => cast("cast", after, "again as"),
            Self::PersonAdded { after } => told("added", &after.name, format!(" as {}", after.role.with_article())),
            Self::PersonChanged { before, after } if before.disabled != after.disabled => {
                plain(if after.disabled { "disabled" } else { "enabled" }, &after.name)
            }
            Self::PersonChanged { before, after } if before.role != after.role => {
                told("made", &after.name, format!(" {}", after.role.with_article()))
            }
            Self::PersonChanged { before, after } => told("renamed", &before.name, format!(" to {}", after.name)),
            Self::ActorChanged { before, after } if before.name != after.name => {
                told("renamed", &before.name, format!(" to {}", after.name))
            }
            Self::MovieChanged { before, after } if before.title != after.title => {
                told("renamed", &before.title, format!(" to {}", after.title))
            }
            Self::ActorChanged { before, after } => {
                let facts = [
                    (before.age != after.age).then(|| format!("age {} to {}", before.age, after.age)),
                    (before.gender != after.gender).then(|| format!("gender {} to {}", before.gender, after.gender)),
                ];
                told("changed", &after.name, details(facts))
            }
            Self::MovieChanged { before, after } => {
                let date = |date: Option<crate::Date>, none: &str| date.map_or(none.to_owned(), crate::Date::in_words);
                let genre = |movie: &Movie| movie.genre.clone().unwrap_or_else(|| "unset".to_owned());
                let year = before.release_year != after.release_year && before.release_date == after.release_date;
                let facts = [
                    (before.release_date != after.release_date).then(|| {
                        format!(
                            "release {} to {}",
                            date(before.release_date, "unknown"),
                            date(after.release_date, "unknown")
                        )
                    }),
                    year.then(|| format!("release year {} to {}", before.release_year, after.release_year)),
                    (before.genre != after.genre).then(|| format!("genre {} to {}", genre(before), genre(after))),
                    (before.expiry_date != after.expiry_date).then(|| {
                        format!("expiry {} to {}", date(before.expiry_date, "never"), date(after.expiry_date, "never"))
                    }),
                ];
                told("changed", &after.title, details(facts))
            }
        }
    }
}

fn details<const N: usize>(facts: [Option<String>; N]) -> String {
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, CastingId, Date, Gender, MovieId, Role};

    fn ann() -> Actor {
        Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 2 }
    }

    fn heat() -> Movie {
        let release_date = Date::new(1995, 12, 15);
        let title = "Heat".into();
        Movie { id: MovieId(3), title, release_date, release_year: 1995, genre: None, expiry_date: None, version: 4 }
    }

    #[test]
    fn on_the_wire() {
        let change = Change::ActorDeleted { before: ann(), after: Actor { version: 3, ..ann() } };
        let json = serde_json::to_value(&change).expect("a change is plain data");
        assert_eq!(json["kind"], "actor_deleted");
        assert_eq!(json["before"]["name"], "Ann");
        assert_eq!(serde_json::from_value::<Change>(json).ok(), Some(change.clone()));
        assert_eq!(change.version(), 3);
        let record = serde_json::to_value(change.record()).expect("an id is plain data");
        assert_eq!(record, serde_json::json!({ "type": "actor", "id": 1 }));
    }

    #[test]
    fn in_words() {
        fn check(change: Change, expected: &str) {
            let told = change.told();
            assert_eq!(format!("{} {}{}", told.verb, told.what, told.rest), expected);
        }
        check(Change::ActorAdded { after: ann() }, "added Ann");
        check(
            Change::ActorChanged { before: ann(), after: Actor { name: "Anna".into(), ..ann() } },
            "renamed Ann to Anna",
        );
        let older = Actor { age: 31, gender: Gender::Male, ..ann() };
        check(Change::ActorChanged { before: ann(), after: older }, "changed Ann: age 30 to 31, gender female to male");
        let later =
            Movie { release_date: Date::new(1996, 1, 2), release_year: 1996, genre: Some("Crime".into()), ..heat() };
        check(
            Change::MovieChanged { before: heat(), after: later },
            "changed Heat: release 15 Dec 1995 to 2 Jan 1996, genre unset to Crime",
        );
        let casting = Casting {
            id: CastingId(1),
            movie_id: MovieId(3),
            title: "Heat".into(),
            actor_id: ActorId(1),
            name: "Ann".into(),
            character: "Neil".into(),
            version: 1,
        };
        check(Change::CastingAdded { after: casting.clone() }, "cast Ann as Neil in Heat");
        let vincent = Casting { character: "Vincent".into(), ..casting.clone() };
        check(
            Change::CastingChanged { before: casting.clone(), after: vincent },
            "recast Ann from Neil to Vincent in Heat",
        );
        check(
            Change::CastingRemoved { before: casting.clone(), after: casting.clone() },
            "removed Ann as Neil in Heat for good",
        );
        check(Change::CastingDeleted { before: casting.clone(), after: casting }, "released Ann from Neil in Heat");
        check(Change::ActorRemoved { before: ann(), after: Actor { version: 3, ..ann() } }, "removed Ann for good");
        check(Change::MovieRemoved { before: heat(), after: Movie { version: 5, ..heat() } }, "removed Heat for good");
        let maya = Person {
            id: PersonId(2),
            login: "maya".into(),
            name: "Maya".into(),
            role: Role::CastingDirector,
            disabled: false,
            version: 1,
        };
        check(Change::PersonAdded { after: maya.clone() }, "added Maya as a casting director");
        let changed = |after: Person| Change::PersonChanged { before: maya.clone(), after };
        check(changed(Person { disabled: true, ..maya.clone() }), "disabled Maya");
        let role = Role::ExecutiveProducer;
        check(changed(Person { role, name: "May".into(), ..maya.clone() }), "made May an executive producer");
        check(changed(Person { name: "May".into(), ..maya.clone() }), "renamed Maya to May");
    }
}

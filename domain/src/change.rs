//! What happened: one entry of the change log.

use crate::{Actor, Casting, Date, Movie, Person, PersonId, Record, RecordId};
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

/// A time as people read it: `16 Jul 2010, 14:05 UTC`.
pub fn in_words(time: jiff::Timestamp) -> String {
    time.strftime("%-d %b %Y, %H:%M UTC").to_string()
}

impl Recorded {
    /// The change as one sentence.
    pub fn sentence(&self) -> String {
        format!("{} {}", self.by_name, self.change.deed())
    }

    /// The change as a page shows it.
    pub fn told(&self) -> Told {
        Told { by: self.by_name.clone(), at: self.at.to_string(), when: self.when(), deed: self.change.told() }
    }

    /// When it was made, for people.
    pub fn when(&self) -> String {
        in_words(self.at)
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
        // What is gone has no page any more, but a history.
        let history = || self.record().path().map(|path| path + "/history");
        let deleted = |what: &str| Deed { path: history(), ..plain("deleted", what) };
        let removed = |what: &str, rest: String| Deed { path: history(), ..told("removed", what, rest + " for good") };
        match self {
            Self::ActorAdded { after } => plain("added", &after.name),
            Self::MovieAdded { after } => plain("added", &after.title),
            Self::ActorDeleted { before, .. } => deleted(&before.name),
            Self::MovieDeleted { before, .. } => deleted(&before.title),
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
            Self::ActorChanged { before, after } => self.changed(&before.name, &after.name),
            Self::MovieChanged { before, after } => self.changed(&before.title, &after.title),
        }
    }

    /// A change of facts in words; the name comes first, for it is what the record is known by.
    fn changed(&self, before: &str, after: &str) -> Deed {
        let renamed = before != after;
        let facts: Vec<_> = self.differences().iter().skip(usize::from(renamed)).map(Difference::in_words).collect();
        let facts = facts.join(", ");
        let (verb, rest) = match (renamed, facts.is_empty()) {
            (true, true) => ("renamed", format!(" to {after}")),
            (true, false) => ("renamed", format!(" to {after}: {facts}")),
            (false, true) => ("changed", String::new()),
            (false, false) => ("changed", format!(": {facts}")),
        };
        Deed { verb: verb.into(), what: before.to_owned(), rest, path: self.record().path() }
    }

    /// Which fields say something else since, in the order of the form; of a new record those that say something.
    pub fn differences(&self) -> Vec<Difference> {
        differences(self.before().as_ref(), &self.after())
    }

    /// Whether the record is there since; or in the trash, or removed.
    pub fn is_there(&self) -> bool {
        !matches!(
            self,
            Self::ActorDeleted { .. }
                | Self::MovieDeleted { .. }
                | Self::CastingDeleted { .. }
                | Self::ActorRemoved { .. }
                | Self::MovieRemoved { .. }
                | Self::CastingRemoved { .. }
        )
    }
}

/// Which fields of a record say something else than those of another version of it, in the order of the form.
pub fn differences(before: Option<&Record>, after: &Record) -> Vec<Difference> {
    let before = before.map(fields);
    let differences = fields(after).into_iter().enumerate().map(|(place, (label, after))| {
        let before = before.as_ref().and_then(|before| before[place].1.clone());
        Difference { label, before, after }
    });
    let mut differences: Vec<_> = differences.filter(|it| it.before != it.after).collect();
    // The year follows the day, where one is known.
    if differences.iter().any(|it| it.label == RELEASE_DATE) {
        differences.retain(|it| it.label != RELEASE_YEAR);
    }
    differences
}

/// One field before and after a change, in words; `None` where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub label: &'static str,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Difference {
    /// `release date from 16 Jul 2010 to 8 Jul 2010`
    fn in_words(&self) -> String {
        let label = self.label.to_lowercase();
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{label} from {before} to {after}"),
            (None, Some(after)) => format!("{label} set to {after}"),
            (Some(before), None) => format!("{label} {before} taken away"),
            (None, None) => label,
        }
    }
}

const RELEASE_DATE: &str = "Release date";
const RELEASE_YEAR: &str = "Release year";

/// The fields of a record in words.
fn fields(record: &Record) -> Vec<(&'static str, Option<String>)> {
    match record {
        Record::Actor(actor) => vec![
            ("Name", Some(actor.name.clone())),
            ("Age", Some(actor.age.to_string())),
            ("Gender", Some(actor.gender.to_string())),
        ],
        Record::Movie(movie) => vec![
            ("Title", Some(movie.title.clone())),
            (RELEASE_DATE, movie.release_date.map(Date::in_words)),
            (RELEASE_YEAR, Some(movie.release_year.to_string())),
            ("Genre", movie.genre.clone()),
            ("End of rights", movie.expiry_date.map(Date::in_words)),
        ],
        Record::Casting(casting) => vec![
            ("Actor", Some(casting.name.clone())),
            ("Movie", Some(casting.title.clone())),
            ("Character", Some(casting.character.clone())),
        ],
        Record::Person(person) => vec![
            ("Name", Some(person.name.clone())),
            ("Sign-in name", Some(person.login.clone())),
            ("Role", Some(person.role.title().to_owned())),
            ("Account", Some(if person.disabled { "disabled" } else { "enabled" }.to_owned())),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, CastingId, Gender, MovieId, Role};

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
        check(
            Change::ActorChanged { before: ann(), after: older },
            "changed Ann: age from 30 to 31, gender from female to male",
        );
        let both = Actor { name: "Anna".into(), age: 31, ..ann() };
        check(Change::ActorChanged { before: ann(), after: both }, "renamed Ann to Anna: age from 30 to 31");
        let later =
            Movie { release_date: Date::new(1996, 1, 2), release_year: 1996, genre: Some("Crime".into()), ..heat() };
        check(
            Change::MovieChanged { before: heat(), after: later.clone() },
            "changed Heat: release date from 15 Dec 1995 to 2 Jan 1996, genre set to Crime",
        );
        let only_the_year = Movie { release_date: None, ..later.clone() };
        let check_year = |release_year: i32, expected: &str| {
            let after = Movie { release_year, genre: None, ..only_the_year.clone() };
            check(Change::MovieChanged { before: only_the_year.clone(), after }, expected);
        };
        check_year(1996, "changed Heat: genre Crime taken away");
        check_year(1997, "changed Heat: release year from 1996 to 1997, genre Crime taken away");
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

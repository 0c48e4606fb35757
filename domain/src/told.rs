//! What happened, in words. The server puts it so, and the browser need not know how.

use crate::{Casting, Change, Date, Gender, Latest, Record, Recorded, Step};
use jiff::{Timestamp, tz::TimeZone};
use words::{SLOTS, Word};

/// A time as people read it in this zone: `16 Jul 2010, 14:05 UTC`.
pub fn in_words(time: Timestamp, zone: &TimeZone) -> String {
    let at = time.to_zoned(zone.clone());
    let day = Date::of(time, zone).in_words();
    words::time_in_words(&day, &at.strftime("%H:%M").to_string(), &at.strftime("%Z").to_string())
}

impl Recorded {
    /// The change as a page shows it.
    pub fn told(&self, zone: &TimeZone) -> Told {
        Told { by: self.by_name.clone(), at: self.at.to_string(), when: self.when(zone), deed: self.change.told() }
    }

    /// When it was made, for people.
    pub fn when(&self, zone: &TimeZone) -> String {
        in_words(self.at, zone)
    }
}

/// A change in the log as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who made it.
    pub by: String,
    /// When, for programs (RFC 3339).
    pub at: String,
    /// When, for people.
    pub when: String,
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Without by whom: `renamed … to Anna: age from 30 to 31`. Where it says to what, there is the first of the
    /// [slots](SLOTS).
    pub says: String,
    /// To what: the name or title it is known by.
    pub what: String,
    /// The page to look at.
    pub path: Option<String>,
}

impl Deed {
    /// All of it as one text.
    pub fn in_words(&self) -> String {
        self.says.replace(SLOTS[0], &self.what)
    }
}

impl Change {
    /// What was done, as the end of a sentence that begins with who did it.
    pub fn deed(&self) -> String {
        self.told().in_words()
    }

    /// The change in words.
    pub fn told(&self) -> Deed {
        let what = SLOTS[0];
        let deed = |says, what: &str| Deed { says, what: what.to_owned(), path: self.record().path() };
        // What is gone has no page any more, but a history.
        let gone =
            |says, what: &str| Deed { path: self.record().path().map(|path| path + "/history"), ..deed(says, what) };
        let cast = |says, casting: &Casting| Deed {
            path: Some(format!("/movies/{}", casting.movie_id)),
            ..deed(says, &casting.name)
        };
        match self {
            Self::ActorAdded { after } => deed(words::deed_added(what), &after.name),
            Self::MovieAdded { after } => deed(words::deed_added(what), &after.title),
            Self::ActorDeleted { before, .. } => gone(words::deed_deleted(what), &before.name),
            Self::MovieDeleted { before, .. } => gone(words::deed_deleted(what), &before.title),
            Self::ActorRestored { after, .. } => deed(words::deed_restored(what), &after.name),
            Self::MovieRestored { after, .. } => deed(words::deed_restored(what), &after.title),
            Self::ActorRemoved { before, .. } => gone(words::deed_removed(what), &before.name),
            Self::MovieRemoved { before, .. } => gone(words::deed_removed(what), &before.title),
            Self::CastingRemoved { before, .. } => {
                gone(words::deed_removed_casting(what, &before.character, &before.title), &before.name)
            }
            Self::CastingAdded { after } => cast(words::deed_cast(what, &after.character, &after.title), after),
            Self::CastingChanged { before, after } => {
                cast(words::deed_recast(what, &before.character, &after.character, &after.title), after)
            }
            Self::CastingDeleted { before, .. } => {
                cast(words::deed_released(what, &before.character, &before.title), before)
            }
            Self::CastingRestored { after, .. } => {
                cast(words::deed_cast_again(what, &after.character, &after.title), after)
            }
            Self::PersonAdded { after } => deed(words::deed_added_person(what, after.role.with_article()), &after.name),
            Self::PersonChanged { before, after } if before.disabled != after.disabled => {
                let says = if after.disabled { words::deed_disabled(what) } else { words::deed_enabled(what) };
                deed(says, &after.name)
            }
            Self::PersonChanged { before, after } if before.role != after.role => {
                deed(words::deed_made(what, after.role.with_article()), &after.name)
            }
            Self::PersonChanged { before, after } => deed(words::deed_renamed(what, &after.name), &before.name),
            Self::ActorChanged { before, after } => deed(self.changed(&before.name, &after.name), &before.name),
            Self::MovieChanged { before, after } => deed(self.changed(&before.title, &after.title), &before.title),
        }
    }

    /// A change of facts in words; the name comes first, for it is what the record is known by.
    fn changed(&self, before: &str, after: &str) -> String {
        let what = SLOTS[0];
        match (before != after, self.facts()) {
            (true, None) => words::deed_renamed(what, after),
            (true, Some(facts)) => words::deed_renamed_and_changed(what, after, &facts),
            (false, None) => words::deed_changed(what),
            (false, Some(facts)) => words::deed_changed_facts(what, &facts),
        }
    }

    /// What else than its name a record says since: `age from 30 to 31, gender from female to male`.
    pub fn facts(&self) -> Option<String> {
        let differences = self.differences();
        let facts = differences.iter().filter(|it| !matches!(it.field, "name" | "title")).map(Difference::in_words);
        facts.reduce(|facts, fact| words::facts_and(&facts, &fact))
    }

    /// Which fields say something else since, in the order of the form; of a new record those that say something.
    pub fn differences(&self) -> Vec<Difference> {
        differences(self.before().as_ref(), &self.after())
    }
}

/// Which fields of a record say something else than those of another version of it, in the order of the form.
pub fn differences(before: Option<&Record>, after: &Record) -> Vec<Difference> {
    let mut before = before.map(fields).unwrap_or_default().into_iter();
    let differences = fields(after).into_iter().map(|Field { name, label, in_sentence, says }| {
        let before = before.next().and_then(|before| before.says);
        Difference { field: name, label: label(), in_sentence: in_sentence(), before, after: says }
    });
    let mut differences: Vec<_> = differences.filter(|it| it.before != it.after).collect();
    // The year follows the day, where one is known.
    if differences.iter().any(|it| it.field == "release_date") {
        differences.retain(|it| it.field != "release_year");
    }
    differences
}

/// One field before and after a change, in words; `None` where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field's name in forms.
    pub field: &'static str,
    pub label: &'static str,
    /// The label as it stands within a sentence.
    pub in_sentence: &'static str,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Difference {
    /// `release date from 16 Jul 2010 to 8 Jul 2010`
    fn in_words(&self) -> String {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => words::fact_changed(self.in_sentence, before, after),
            (None, Some(after)) => words::fact_set(self.in_sentence, after),
            (Some(before), None) => words::fact_taken_away(self.in_sentence, before),
            (None, None) => self.in_sentence.to_owned(),
        }
    }
}

/// A field of a record, and what it says.
struct Field {
    name: &'static str,
    label: Word,
    in_sentence: Word,
    says: Option<String>,
}

/// The fields of a record, in the order of its form.
fn fields(record: &Record) -> Vec<Field> {
    let maybe = |name, label, in_sentence, says| Field { name, label, in_sentence, says };
    let field = |name, label, in_sentence, says| maybe(name, label, in_sentence, Some(says));
    match record {
        Record::Actor(actor) => {
            let gender = match actor.gender {
                Gender::Female => words::female_in_sentence(),
                Gender::Male => words::male_in_sentence(),
            };
            vec![
                field("name", words::name, words::name_in_sentence, actor.name.clone()),
                field("age", words::age, words::age_in_sentence, words::number(actor.age.into())),
                field("gender", words::gender, words::gender_in_sentence, gender.to_owned()),
            ]
        }
        Record::Movie(movie) => {
            let (release, year) = (movie.release_date.map(Date::in_words), movie.release_year.to_string());
            let end = movie.expiry_date.map(Date::in_words);
            vec![
                field("title", words::title, words::title_in_sentence, movie.title.clone()),
                maybe("release_date", words::release_date, words::release_date_in_sentence, release),
                field("release_year", words::release_year, words::release_year_in_sentence, year),
                maybe("genre", words::genre, words::genre_in_sentence, movie.genre.clone()),
                maybe("expiry_date", words::end_of_rights, words::end_of_rights_in_sentence, end),
            ]
        }
        Record::Casting(casting) => vec![
            field("actor_id", words::actor, words::actor_in_sentence, casting.name.clone()),
            field("movie_id", words::movie, words::movie_in_sentence, casting.title.clone()),
            field("character", words::character, words::character_in_sentence, casting.character.clone()),
        ],
        Record::Person(person) => {
            let account = if person.disabled { words::account_disabled() } else { words::account_enabled() };
            vec![
                field("name", words::name, words::name_in_sentence, person.name.clone()),
                field("login", words::sign_in_name, words::sign_in_name_in_sentence, person.login.clone()),
                field("role", words::role, words::role_in_sentence, person.role.title().to_owned()),
                field("disabled", words::account, words::account_in_sentence, account.to_owned()),
            ]
        }
    }
}

impl Latest {
    pub fn new(step: Step, undone: bool) -> Self {
        let says = if undone { words::undone_deed(&step.words) } else { words::you_did(&step.words) };
        Self { step: step.number, undone, says }
    }
}

impl Step {
    /// A step of these changes, in order.
    pub fn of(number: i64, changes: &[Change]) -> Self {
        let words = match changes {
            [change] => change.deed(),
            changes => return Self::of_many(number, changes, changes.len() as i64, true),
        };
        Self { number, words }
    }

    /// A step of so many changes, of which these are the first; and whether the others are of one kind with them.
    pub fn of_many(number: i64, first: &[Change], count: i64, alike: bool) -> Self {
        let mut kinds = first.iter().map(Kind::of);
        let kind = kinds.next().filter(|kind| alike && kinds.all(|other| other == *kind));
        Self { number, words: kind.unwrap_or(Kind::Changed).counted(count) }
    }
}

/// What several changes are called together.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Added,
    Changed,
    Renamed,
    Deleted,
    Restored,
    Cast,
    Recast,
    Released,
}

impl Kind {
    fn of(change: &Change) -> Self {
        match change {
            Change::ActorAdded { .. } | Change::MovieAdded { .. } => Self::Added,
            Change::ActorChanged { before, after } if before.name != after.name => Self::Renamed,
            Change::MovieChanged { before, after } if before.title != after.title => Self::Renamed,
            Change::ActorDeleted { .. } | Change::MovieDeleted { .. } => Self::Deleted,
            Change::ActorRestored { .. } | Change::MovieRestored { .. } => Self::Restored,
            Change::CastingAdded { .. } | Change::CastingRestored { .. } => Self::Cast,
            Change::CastingChanged { .. } => Self::Recast,
            Change::CastingDeleted { .. } => Self::Released,
            // No step has any but the first two of these.
            Change::ActorChanged { .. }
            | Change::MovieChanged { .. }
            | Change::ActorRemoved { .. }
            | Change::MovieRemoved { .. }
            | Change::CastingRemoved { .. }
            | Change::PersonAdded { .. }
            | Change::PersonChanged { .. } => Self::Changed,
        }
    }

    fn counted(self, count: i64) -> String {
        match self {
            Self::Added => words::added_records(count),
            Self::Changed => words::changed_records(count),
            Self::Renamed => words::renamed_records(count),
            Self::Deleted => words::deleted_records(count),
            Self::Restored => words::restored_records(count),
            Self::Cast => words::cast_records(count),
            Self::Recast => words::recast_records(count),
            Self::Released => words::released_records(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, ActorId, CastingId, Movie, MovieId, Person, PersonId, Role};
    use words::Language;

    fn ann() -> Actor {
        Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 2 }
    }

    fn heat() -> Movie {
        let release_date = Date::new(1995, 12, 15);
        let title = "Heat".into();
        Movie { id: MovieId(3), title, release_date, release_year: 1995, genre: None, expiry_date: None, version: 4 }
    }

    #[test]
    fn in_words() {
        fn check(change: Change, expected: &str) {
            assert_eq!(change.deed(), expected);
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

    #[test]
    fn in_another_language() {
        let arabic = Language::of("ar").expect("there is a catalogue");
        let check = |change: Change, expected: &str| {
            let plain = arabic.say(|| change.deed()).replace(['\u{2068}', '\u{2069}', '\u{200F}'], "");
            assert_eq!(plain, expected);
        };
        let both = Actor { name: "Anna".into(), age: 31, gender: Gender::Male, ..ann() };
        check(Change::ActorAdded { after: ann() }, "إضافة Ann");
        check(
            Change::ActorChanged { before: ann(), after: both },
            "تغيير اسم Ann إلى Anna: العمر من 30 إلى 31، الجنس من أنثى إلى ذكر",
        );
    }

    #[test]
    fn times() {
        fn check(time: &str, zone: &TimeZone, expected: &str) {
            assert_eq!(super::in_words(time.parse().expect("a time"), zone), expected, "{time}");
        }
        check("2010-07-16T14:05:59Z", &TimeZone::UTC, "16 Jul 2010, 14:05 UTC");
        let new_york = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a zone (POSIX)");
        check("2026-01-01T04:59:59Z", &new_york, "31 Dec 2025, 23:59 EST");
        check("2026-01-01T05:00:00Z", &new_york, "1 Jan 2026, 00:00 EST");
        check("2026-03-08T06:59:00Z", &new_york, "8 Mar 2026, 01:59 EST");
        check("2026-03-08T07:00:00Z", &new_york, "8 Mar 2026, 03:00 EDT");
        // The same hour twice: the zone tells which.
        check("2026-11-01T05:30:00Z", &new_york, "1 Nov 2026, 01:30 EDT");
        check("2026-11-01T06:30:00Z", &new_york, "1 Nov 2026, 01:30 EST");
    }

    #[test]
    fn steps_in_words() {
        fn check(changes: &[Change], undone: bool, expected: &str) {
            assert_eq!(Latest::new(Step::of(7, changes), undone).says, expected);
        }
        let ann = Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 1 };
        let older = Actor { age: 31, version: 2, ..ann.clone() };
        let added = Change::ActorAdded { after: ann.clone() };
        let changed = Change::ActorChanged { before: ann.clone(), after: older.clone() };
        let restored = Change::ActorRestored { before: ann, after: older };
        check(std::slice::from_ref(&changed), false, "You changed Ann: age from 30 to 31.");
        check(std::slice::from_ref(&changed), true, "Undone: changed Ann: age from 30 to 31.");
        check(&[restored.clone(), restored.clone(), restored.clone()], false, "You restored 3 records.");
        let many = |alike| Step::of_many(7, std::slice::from_ref(&added), 5_000, alike).words;
        assert_eq!((many(true).as_str(), many(false).as_str()), ("added 5,000 records", "changed 5,000 records"));
        check(&[added, changed], true, "Undone: changed 2 records.");
    }
}

//! Two people at one record: what each of them changed is kept, and only where both changed the same field to different
//! things somebody is asked.

use crate::{
    Actor, ActorChange, ActorFacts, Casting, CastingChange, Error, FieldError, Movie, MovieChange, MovieFacts,
    NewActor, NewMovie, Record, Recorded, Result,
};
use jiff::tz::TimeZone;
use words::Word;

/// The fields of a record as a form has them: the name, the word people read, and what it says.
type Fields<const N: usize> = [(&'static str, Word, String); N];

/// What happened to a record since somebody began to change it.
#[derive(Clone, Copy, Debug)]
pub struct Later<'a> {
    /// In order.
    pub changes: &'a [Recorded],
    /// In which people are told when.
    pub zone: &'a TimeZone,
}

impl ActorChange {
    /// This change, made from an older version of the record, as a change of the record as it is now. Refuses, with who
    /// changed what, where both changed the same field.
    pub fn merged(&self, base: &Actor, theirs: &Actor, later: Later<'_>) -> Result<Self> {
        let mine = NewActor::from(&self.checked(base)?);
        let of = |record: &Record| match record {
            Record::Actor(actor) => Some(actor_fields(&NewActor::from(actor))),
            _ => None,
        };
        let merged = merged(
            &actor_fields(&NewActor::from(base)),
            actor_fields(&mine),
            actor_fields(&NewActor::from(theirs)),
            later,
            of,
        )?;
        let [name, age, gender] = merged.map(Some);
        Ok(Self { name, age, gender })
    }
}

impl MovieChange {
    /// As [`ActorChange::merged`].
    pub fn merged(&self, base: &Movie, theirs: &Movie, later: Later<'_>, this_year: i32) -> Result<Self> {
        let mine = NewMovie::from(&self.checked(base, this_year)?);
        let of = |record: &Record| match record {
            Record::Movie(movie) => Some(movie_fields(&NewMovie::from(movie))),
            _ => None,
        };
        let merged = merged(
            &movie_fields(&NewMovie::from(base)),
            movie_fields(&mine),
            movie_fields(&NewMovie::from(theirs)),
            later,
            of,
        )?;
        let [title, release_date, release_year, genre, expiry_date] = merged.map(Some);
        Ok(Self { title, release_date, release_year, genre, expiry_date })
    }
}

impl CastingChange {
    /// As [`ActorChange::merged`].
    pub fn merged(&self, base: &Casting, theirs: &Casting, later: Later<'_>) -> Result<Self> {
        let fields = |character: &str| [("character", words::character as Word, character.to_owned())];
        let of = |record: &Record| match record {
            Record::Casting(casting) => Some(fields(&casting.character)),
            _ => None,
        };
        let mine = fields(&self.checked(base)?);
        let [character] = merged(&fields(&base.character), mine, fields(&theirs.character), later, of)?.map(Some);
        Ok(Self { character })
    }
}

impl From<&ActorFacts> for NewActor {
    fn from(facts: &ActorFacts) -> Self {
        Self { name: facts.name.clone(), age: facts.age.to_string(), gender: facts.gender.to_string() }
    }
}

impl From<&MovieFacts> for NewMovie {
    fn from(facts: &MovieFacts) -> Self {
        let text = |date: Option<crate::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            title: facts.title.clone(),
            release_date: text(facts.release_date),
            release_year: facts.release_year.to_string(),
            genre: facts.genre.clone().unwrap_or_default(),
            expiry_date: text(facts.expiry_date),
        }
    }
}

fn actor_fields(NewActor { name, age, gender }: &NewActor) -> Fields<3> {
    [("name", words::name, name.clone()), ("age", words::age, age.clone()), ("gender", words::gender, gender.clone())]
}

fn movie_fields(movie: &NewMovie) -> Fields<5> {
    let NewMovie { title, release_date, release_year, genre, expiry_date } = movie.clone();
    [
        ("title", words::title, title),
        ("release_date", words::release_date, release_date),
        ("release_year", words::release_year, release_year),
        ("genre", words::genre, genre),
        ("expiry_date", words::expiry_date, expiry_date),
    ]
}

fn merged<const N: usize>(
    base: &Fields<N>,
    mine: Fields<N>,
    theirs: Fields<N>,
    later: Later<'_>,
    of: impl Fn(&Record) -> Option<Fields<N>>,
) -> Result<[String; N]> {
    let changed = |at: usize| mine[at].2 != base[at].2;
    let clashes: Vec<_> = (0..N)
        .filter(|at| changed(*at) && theirs[*at].2 != base[*at].2 && theirs[*at].2 != mine[*at].2)
        .map(|at| {
            let (field, label, says) = &theirs[at];
            // Whoever changed this field last.
            let last = later.changes.iter().rev().find(|recorded| {
                let after = of(&recorded.change.after()).map(|fields| fields[at].2.clone());
                let before = recorded.change.before().and_then(|before| of(&before)).map(|fields| fields[at].2.clone());
                before != after
            });
            let by = last.map_or(words::somebody(), |recorded| &recorded.by_name);
            let when = last.map(|recorded| recorded.when(later.zone)).unwrap_or_default();
            let message = match &**says {
                "" => words::field_clash_nothing(label(), by, &when),
                says => words::field_clash(label(), by, says, &when),
            };
            FieldError::new(field, message)
        })
        .collect();
    if clashes.is_empty() {
        let mut fields = theirs.map(|(_, _, says)| says);
        for (at, (_, _, says)) in mine.into_iter().enumerate() {
            if says != base[at].2 {
                fields[at] = says;
            }
        }
        return Ok(fields);
    }
    let mine = (0..N).filter(|at| changed(*at)).map(|at| mine[at].0.into()).collect();
    Err(Error::Stale { moved: None, clashes, mine })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, Change, Date, Gender, MovieId};

    fn ann() -> Actor {
        Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 1 }
    }

    fn form(name: &str, age: &str, gender: &str) -> ActorChange {
        ActorChange { name: Some(name.into()), age: Some(age.into()), gender: Some(gender.into()) }
    }

    fn heat() -> Movie {
        Movie {
            id: MovieId(1),
            title: "Heat".into(),
            release_date: Date::new(1995, 12, 15),
            release_year: 1995,
            genre: Some("Crime".into()),
            expiry_date: Date::new(2030, 1, 1),
            version: 1,
        }
    }

    fn by(name: &str, change: Change) -> Recorded {
        let at = jiff::Timestamp::from_second(1_790_000_000).expect("in range");
        Recorded { number: 2, at, by: None, by_name: name.into(), change }
    }

    fn by_maya(before: &Actor, after: &Actor) -> [Recorded; 1] {
        [by("Maya", Change::ActorChanged { before: before.clone(), after: after.clone() })]
    }

    fn later(changes: &[Recorded]) -> Later<'_> {
        const ZONE: &TimeZone = &TimeZone::UTC;
        Later { changes, zone: ZONE }
    }

    #[test]
    fn fields_of_two_people() {
        fn check(mine: ActorChange, theirs: Actor, expected: Result<ActorChange, (&str, &str)>) {
            let result = mine.merged(&ann(), &theirs, later(&by_maya(&ann(), &theirs)));
            let result = result.map_err(|error| match error {
                Error::Stale { clashes, mine, .. } => {
                    (clashes.iter().map(|clash| clash.field.as_ref()).collect::<Vec<_>>().join(" "), mine.join(" "))
                }
                other => (other.to_string(), String::new()),
            });
            assert_eq!(result, expected.map_err(|(clashes, mine)| (clashes.to_owned(), mine.to_owned())), "{mine:?}");
        }
        let older = Actor { age: 31, version: 2, ..ann() };
        // Different fields: both win.
        check(form("Anna", "30", "female"), older.clone(), Ok(form("Anna", "31", "female")));
        // Written otherwise is not changed.
        check(form(" Ann ", " 30", "FEMALE"), older.clone(), Ok(form("Ann", "31", "female")));
        // The same field to the same.
        check(form("Ann", "31", "female"), older.clone(), Ok(form("Ann", "31", "female")));
        // The same field to different things.
        check(form("Ann", "32", "female"), older.clone(), Err(("age", "age")));
        check(form("Anna", "32", "female"), older, Err(("age", "name age")));
    }

    /// The last who changed this field, whoever changed it before and whatever was changed since.
    #[test]
    fn who_changed_it_is_said() {
        let versions = [
            ann(),
            Actor { age: 31, version: 2, ..ann() },
            Actor { age: 33, version: 3, ..ann() },
            Actor { age: 33, name: "Anna".into(), version: 4, ..ann() },
        ];
        let changes = versions.windows(2).zip(["Omar", "Maya", "Ada"]);
        let changes: Vec<_> = changes
            .map(|(pair, name)| by(name, Change::ActorChanged { before: pair[0].clone(), after: pair[1].clone() }))
            .collect();
        let clash = form("Ann", "32", "female").merged(&ann(), &versions[3], later(&changes));
        let error = clash.expect_err("both changed the age");
        assert_eq!(
            error.field("age"),
            Some("Age: Maya made it 33 (21 Sep 2026, 14:13 UTC). Save again to keep yours, or type theirs")
        );
        // What was taken out is said, too.
        let theirs = Movie { genre: None, version: 2, ..heat() };
        let changes = [by("Maya", Change::MovieChanged { before: heat(), after: theirs.clone() })];
        let mine = MovieChange::back_to(&Movie { genre: Some("Drama".into()), ..heat() });
        let error = mine.merged(&heat(), &theirs, later(&changes), 2026).expect_err("both changed the genre");
        assert!(error.field("genre").is_some_and(|message| message.starts_with("Genre: Maya made it nothing (")));
    }

    #[test]
    fn every_field_of_a_movie_is_merged() {
        let one = Movie { title: "Heat!".into(), expiry_date: None, ..heat() };
        let other = Movie { release_date: Date::new(1996, 1, 2), release_year: 1996, genre: None, ..heat() };
        for (mine, theirs) in [(&one, &other), (&other, &one)] {
            let theirs = Movie { version: 2, ..theirs.clone() };
            let merged =
                MovieChange::back_to(mine).merged(&heat(), &theirs, later(&[]), 2026).expect("nothing clashes");
            assert_eq!(
                merged,
                MovieChange::back_to(&Movie { title: "Heat!".into(), expiry_date: None, ..other.clone() })
            );
        }
    }

    #[test]
    fn dates_and_years_of_two_people() {
        let heat = Movie { genre: None, expiry_date: None, ..heat() };
        let form = |release_date: &str, genre: &str| MovieChange {
            title: Some("Heat".into()),
            release_date: Some(release_date.into()),
            release_year: Some("1995".into()),
            genre: Some(genre.into()),
            expiry_date: Some(String::new()),
        };
        let theirs = Movie { release_date: Date::new(1996, 1, 2), release_year: 1996, version: 2, ..heat.clone() };
        // The genre is mine, the date theirs: its year comes along, though the form says another.
        let merged = form("1995-12-15", "Crime").merged(&heat, &theirs, later(&[]), 2026).expect("nothing clashes");
        let facts = merged.checked(&theirs, 2026).expect("it is sound");
        assert_eq!((facts.release_year, facts.genre.as_deref()), (1996, Some("Crime")));
        // Both moved the date.
        let both = form("1997-03-04", "").merged(&heat, &theirs, later(&[]), 2026).expect_err("both moved the date");
        assert!(both.field("release_date").is_some_and(|message| message.contains("1996-01-02")));
    }
}

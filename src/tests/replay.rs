//! What the log and the steps promise for whatever anybody does: the log alone tells what is in the tables, and what everybody
//! did can be taken back to the start.

use crate::support::{Chance, TestAgency};
use agency::Agency;
use domain::{
    ActorChange, ActorId, Caller, CastingChange, CastingId, Change, Error, Gender, MovieChange, MovieId, NewActor,
    NewCasting, NewMovie, PersonId, Record, RecordId, Result, Role, Terms,
};
use std::collections::BTreeMap;

/// How many random stories each test tells, and how many deeds each has.
const STORIES: u64 = 12;
const DEEDS: usize = 90;

/// The rows of the tables, as texts: actors, movies, castings.
const ACTORS: &str = "
    select cast('actor ' || id || ': ' || name || ', ' || age || ', ' || gender || VERSION as text)
    from actors where deleted_at is WANTED order by id";
const MOVIES: &str = "
    select cast('movie ' || id || ': ' || title || ', ' || coalesce(cast(release_date as text), '-') || ', ' || release_year
        || ', ' || coalesce(genre, '-') || ', ' || coalesce(cast(expiry_date as text), '-') || VERSION as text)
    from movies where deleted_at is WANTED order by id";
const CASTINGS: &str = "
    select cast('casting ' || id || ': ' || movie_id || ', ' || actor_id || ', ' || character || VERSION as text)
    from castings where deleted_at is WANTED order by id";

/// What is there, or what is in the trash; with the versions, or without.
async fn rows(agency: &TestAgency, there: bool, versions: bool) -> Vec<String> {
    let mut rows = Vec::new();
    for query in [ACTORS, MOVIES, CASTINGS] {
        let version = if versions { " || ' v' || version" } else { "" };
        let query = query.replace(" || VERSION", version).replace("WANTED", if there { "null" } else { "not null" });
        rows.extend(agency.texts(&query).await);
    }
    rows.sort();
    rows
}

/// What the log says is there, or in the trash.
fn replayed(changes: &[Change], there: bool) -> Vec<String> {
    let mut records = BTreeMap::new();
    for change in changes {
        let name = change.record().to_string();
        match change {
            Change::ActorRemoved { .. } | Change::MovieRemoved { .. } | Change::CastingRemoved { .. } => {
                records.remove(&name);
            }
            change => drop(records.insert(name, (change.is_there(), change.after()))),
        }
    }
    let text = |date: Option<domain::Date>| date.map_or("-".to_owned(), |date| date.to_string());
    let mut rows: Vec<_> = records
        .into_values()
        .filter(|(is_there, _)| *is_there == there)
        .filter_map(|(_, record)| match record {
            Record::Actor(it) => {
                Some(format!("actor {}: {}, {}, {} v{}", it.id, it.name, it.age, it.gender, it.version))
            }
            Record::Movie(it) => Some(format!(
                "movie {}: {}, {}, {}, {}, {} v{}",
                it.id,
                it.title,
                text(it.release_date),
                it.release_year,
                it.genre.as_deref().unwrap_or("-"),
                text(it.expiry_date),
                it.version
            )),
            Record::Casting(it) => {
                Some(format!("casting {}: {}, {}, {} v{}", it.id, it.movie_id, it.actor_id, it.character, it.version))
            }
            Record::Person(_) => None,
        })
        .collect();
    rows.sort();
    rows
}

/// Few, so that people meet: some of the demo, and those that are added first.
const ACTORS_MET: [i64; 6] = [1, 2, 3, 13, 14, 15];
const MOVIES_MET: [i64; 6] = [1, 2, 3, 18, 19, 20];
const CAST: [i64; 4] = [1, 2, 3, 4];

/// Something that somebody tries. Most of it is refused now and then: for want of a permission, because it is not there, or
/// because there is the same already.
async fn try_something(agency: &Agency, by: &Caller, chance: &mut Chance) -> Result<()> {
    let (actor, movie) = (ActorId(chance.one_of(&ACTORS_MET)), MovieId(chance.one_of(&MOVIES_MET)));
    let casting = CastingId(chance.one_of(&CAST));
    let name = chance.one_of(&["Ann", "Bea", "Cleo"]).to_owned();
    let age = chance.one_of(&["30", "31", "32"]).to_owned();
    let gender = chance.one_of(&[Gender::Female, Gender::Male]).to_string();
    let title = chance.one_of(&["Heat", "Ran", "Alien"]).to_owned();
    let release_date = chance.one_of(&["", "1985-06-01", "1995-12-15"]).to_owned();
    let release_year = chance.one_of(&["1985", "1995"]).to_owned();
    let genre = chance.one_of(&["", "Crime", "Heist"]).to_owned();
    match chance.below(16) {
        0 => agency.add_actor(by.permit()?, NewActor { name, age, gender }).await.map(drop),
        1..=3 => {
            let change = ActorChange { name: chance.maybe(name), age: chance.maybe(age), gender: chance.maybe(gender) };
            agency.change_actor(by.permit()?, actor, change).await.map(drop)
        }
        4 => agency.delete_actor(by.permit()?, actor, Terms::default()).await.map(drop),
        5 => agency.restore_actor(by.permit()?, actor).await.map(drop),
        6 => {
            let new = NewMovie { title, release_date, release_year, genre, ..NewMovie::default() };
            agency.add_movie(by.permit()?, new).await.map(drop)
        }
        7..=9 => {
            let change = MovieChange {
                title: chance.maybe(title),
                release_date: chance.maybe(release_date),
                release_year: chance.maybe(release_year),
                genre: chance.maybe(genre),
                expiry_date: None,
            };
            agency.change_movie(by.permit()?, movie, change).await.map(drop)
        }
        10 => agency.delete_movie(by.permit()?, movie, Terms::default()).await.map(drop),
        11 => agency.restore_movie(by.permit()?, movie).await.map(drop),
        12 => {
            let new = NewCasting { movie_id: movie.to_string(), actor_id: actor.to_string(), character: name };
            agency.add_casting(by.permit()?, new).await.map(drop)
        }
        13 => agency.change_casting(by.permit()?, casting, CastingChange { character: Some(name) }).await.map(drop),
        14 => agency.delete_casting(by.permit()?, casting, Terms::default()).await.map(drop),
        _ => {
            // All that may be in the trash.
            let records: Vec<_> = ACTORS_MET
                .map(|id| RecordId::Actor(ActorId(id)))
                .into_iter()
                .chain(MOVIES_MET.map(|id| RecordId::Movie(MovieId(id))))
                .chain(CAST.map(|id| RecordId::Casting(CastingId(id))))
                .collect();
            let Ok(by) = by.signed_in() else { return agency.restore_casting(by.permit()?, casting).await.map(drop) };
            agency.restore(&by, &records).await.map(drop)
        }
    }
}

fn people() -> [Caller; 4] {
    [
        Caller::person(PersonId(1), "Ada Lindqvist", Role::CastingAssistant),
        Caller::person(PersonId(2), "Maya Haddad", Role::CastingDirector),
        Caller::person(PersonId(3), "Omar Reyes", Role::ExecutiveProducer),
        Caller::program("Schedule", Role::ExecutiveProducer),
    ]
}

/// The number of the step this person did last, or undid last.
async fn latest(agency: &Agency, by: &Caller) -> [Option<i64>; 2] {
    let Ok(by) = by.signed_in() else { return [None, None] };
    let steps = agency.steps(&by).await.expect("they can be read");
    [steps.undo, steps.redo].map(|step| step.map(|step| step.number))
}

/// A refusal leaves no trace, and is no breakdown.
async fn check(agency: &TestAgency, tried: &Result<()>, before: usize, seed: u64) {
    if let Err(error) = tried {
        assert!(!matches!(error, Error::Internal | Error::Unavailable), "story {seed}: {error}");
        assert_eq!(agency.changes().await.len(), before, "story {seed}: {error}");
    }
}

async fn log_tells_the_tables(agency: &TestAgency, seed: u64) {
    let changes: Vec<_> = agency.changes().await.into_iter().map(|recorded| recorded.change).collect();
    for there in [true, false] {
        assert_eq!(replayed(&changes, there), rows(agency, there, true).await, "story {seed}, there: {there}");
    }
    agency.counts_are_true().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_what_is_in_the_tables() {
    for seed in 1..=STORIES {
        let (agency, mut chance) = (TestAgency::demo().await, Chance(seed));
        for _ in 0..DEEDS {
            let by = &people()[usize::try_from(chance.below(4)).expect("it is an index")];
            let before = agency.changes().await.len();
            let tried = match chance.below(12) {
                0 => match by.permit() {
                    Ok(permit) => agency.agency.empty_trash(permit, i64::MAX).await.map(drop),
                    Err(error) => Err(error),
                },
                1 => match by.signed_in() {
                    Ok(by) => agency.agency.undo(&by, None).await,
                    Err(error) => Err(error),
                },
                2 => match by.signed_in() {
                    Ok(by) => agency.agency.redo(&by, None).await,
                    Err(error) => Err(error),
                },
                _ => try_something(&agency.agency, by, &mut chance).await,
            };
            check(&agency, &tried, before, seed).await;
        }
        log_tells_the_tables(&agency, seed).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_did_can_be_taken_back() {
    let mut taken_back = 0;
    for seed in 1..=STORIES {
        let (agency, mut chance) = (TestAgency::demo().await, Chance(seed << 32));
        let start = rows(&agency, true, false).await;
        // By whom, and which step: in the order in which they were done last.
        let mut done: Vec<(usize, i64)> = Vec::new();
        for _ in 0..DEEDS {
            let who = usize::try_from(chance.below(3)).expect("it is an index");
            let by = &people()[who];
            let (before, steps) = (agency.changes().await.len(), latest(&agency.agency, by).await);
            let signed_in = by.signed_in().expect("a person");
            let way = chance.below(8);
            let tried = match way {
                0 => agency.agency.undo(&signed_in, None).await,
                1 => agency.agency.redo(&signed_in, None).await,
                _ => try_something(&agency.agency, by, &mut chance).await,
            };
            check(&agency, &tried, before, seed).await;
            match (way, steps, latest(&agency.agency, by).await) {
                (0, [Some(step), _], [now, _]) if now != Some(step) => done.retain(|it| *it != (who, step)),
                (1, [_, Some(step)], [Some(now), _]) if now == step => done.push((who, step)),
                (2.., [step, _], [Some(now), _]) if step != Some(now) => done.push((who, now)),
                _ => {}
            }
        }
        while let Some((who, step)) = done.pop() {
            let by = people()[who].signed_in().expect("a person");
            let undone = agency.agency.undo(&by, Some(step)).await;
            assert!(undone.is_ok(), "story {seed}: step {step} by {who}: {undone:?}");
            taken_back += 1;
        }
        assert_eq!(rows(&agency, true, false).await, start, "story {seed}");
        log_tells_the_tables(&agency, seed).await;
    }
    assert!(taken_back > 100, "{taken_back}");
}

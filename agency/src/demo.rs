//! The demo: the old service's own samples, and three people to try the roles with.

use crate::{Agency, keys::DEMO};
use domain::{Caller, Change, Date, Error, NewActor, NewMovie, NewPerson, Result, Role};

/// Somebody the demo lets in. Everybody knows the password: a demo is for one machine.
pub struct DemoPerson {
    pub login: &'static str,
    pub name: &'static str,
    pub role: Role,
    pub password: &'static str,
}

/// The demo's people, one for each role.
pub const PEOPLE: [DemoPerson; 3] = [
    DemoPerson { login: "ada", name: "Ada Lindqvist", role: Role::CastingAssistant, password: "ada-looks-up" },
    DemoPerson { login: "maya", name: "Maya Haddad", role: Role::CastingDirector, password: "maya-casts-it" },
    DemoPerson { login: "omar", name: "Omar Reyes", role: Role::ExecutiveProducer, password: "omar-decides" },
];

const ACTORS: [(&str, i32, &str); 12] = [
    ("aymen", 24, "male"),
    ("tom hanks", 65, "male"),
    ("leaonardo dicaprio", 47, "male"),
    ("scarlett johansson", 37, "female"),
    ("chris evans", 40, "male"),
    ("angelina jolie", 46, "female"),
    ("actor1", 55, "female"),
    ("actor2", 70, "male"),
    ("actor33", 80, "male"),
    ("actor55", 66, "female"),
    ("actor6", 22, "female"),
    ("actor9", 66, "male"),
];

const MOVIES: [(&str, &str); 17] = [
    ("the shawshank redemption", "1994-09-22"),
    ("the godfather", "1972-03-24"),
    ("the dark knight", "2008-07-18"),
    ("fight club", "1999-11-11"),
    ("inception", "2010-07-08"),
    ("movie1", "1997-10-02"),
    ("movie2", "1998-03-10"),
    ("movie3", "1999-10-04"),
    ("movie4", "2000-10-05"),
    ("movie5", "1997-10-06"),
    ("movie6", "1997-10-07"),
    ("movie7", "1997-10-08"),
    ("movie8", "1997-10-09"),
    ("movie9", "1997-10-10"),
    ("movie10", "1997-10-11"),
    ("movie11", "1997-10-12"),
    ("movie12", "1997-10-13"),
];

/// The parts of made-up names. Half of the surnames end in `son`, so that a search finds half of everybody.
const FIRST_NAMES: [&str; 16] = [
    "Amélie", "Björn", "Chloé", "David", "Elif", "Farid", "Grace", "Hanna", "Ivo", "Jóhanna", "Kenji", "Léa", "Mira",
    "Noor", "Óscar", "Priya",
];
const SURNAMES: [&str; 14] = [
    "Anderson", "Adler", "Eriksson", "Costa", "Jackson", "Haddad", "Johnson", "Kowalski", "Larson", "Nakamura",
    "Olafsson", "Öztürk", "Thompson", "Zhang",
];
const GENRES: [&str; 6] = ["", "Comedy", "Crime", "Drama", "Science fiction", "Thriller"];
/// How many of them are written in one transaction.
const BATCH: u32 = 1_000;

/// Why the demo was not filled in.
#[derive(Debug)]
pub enum DemoRefusal {
    /// It is a demo already; nothing to do.
    AlreadyDemo,
    /// There is real work in it.
    NotEmpty,
    Failed(Error),
}

impl<E: Into<Error>> From<E> for DemoRefusal {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

const ANYTHING: &str = "
    select (select count(*) from people) + (select count(*) from changes) + (select count(*) from actors)
        + (select count(*) from movies)";

impl Agency {
    /// Fills an empty database with the demo and marks it as one, all in one transaction. Refuses a database that holds
    /// anything.
    pub async fn fill_demo(&self) -> Result<(), DemoRefusal> {
        if self.is_demo().await? {
            return Err(DemoRefusal::AlreadyDemo);
        }
        let mut work = self.begin_for(&Caller::program("Demo", Role::ExecutiveProducer)).await?;
        let there: i64 = ask!(in &mut work.tx, sqlx::query_scalar(ANYTHING), fetch_one)?;
        if there > 0 {
            return Err(DemoRefusal::NotEmpty);
        }
        for DemoPerson { login, name, role, password } in PEOPLE {
            let new = NewPerson { login: login.into(), name: name.into(), password: password.into() };
            let hash = self.hashed("password", &new.password).await?;
            work.insert_person(&new.checked()?, role, &hash).await?;
        }
        let mut changes = Vec::with_capacity(ACTORS.len() + MOVIES.len());
        for (name, age, gender) in ACTORS {
            let new = NewActor { name: name.into(), age: age.to_string(), gender: gender.into() };
            changes.push(Change::ActorAdded { after: work.insert_actor(&new.checked()?).await? });
        }
        for (title, release_date) in MOVIES {
            let new = NewMovie { title: title.into(), release_date: release_date.into(), ..NewMovie::default() };
            changes.push(Change::MovieAdded { after: work.insert_movie(&new.checked(self.this_year())?).await? });
        }
        work.tx.set(DEMO, "yes").await?;
        self.commit(work, changes).await?;
        Ok(())
    }

    /// Adds so many made-up actors and movies to the demo, to see how it does with many; tells how many there are by now.
    pub async fn crowd_demo(&self, actors: u32, movies: u32, told: impl Fn(u32)) -> Result<()> {
        // No two in the log have the same number, so no two have the same name.
        let begin = self.last_number().await?;
        let pick = |all: &[&'static str], number: u32| all[number as usize % all.len()];
        let mut next = 0;
        while next < actors + movies {
            let mut work = self.begin_for(&Caller::program("Demo", Role::ExecutiveProducer)).await?;
            let mut changes = Vec::new();
            for number in next..(next + BATCH).min(actors + movies) {
                let name = format!(
                    "{} {} {}",
                    pick(&FIRST_NAMES, number / 14),
                    pick(&SURNAMES, number),
                    begin + i64::from(number)
                );
                changes.push(if number < actors {
                    let gender = if number % 3 == 0 { "male" } else { "female" }.into();
                    let new = NewActor { name, age: (number * 7 % 90).to_string(), gender };
                    Change::ActorAdded { after: work.insert_actor(&new.checked()?).await? }
                } else {
                    let first = Date::new(1920, 1, 1).expect("there was such a day");
                    let day = first.plus(i32::try_from(number % 40_000).unwrap_or_default());
                    let new = NewMovie {
                        title: format!("The {name} story"),
                        release_date: day.to_string(),
                        genre: pick(&GENRES, number).into(),
                        expiry_date: if number % 4 == 0 { day.plus(30_000).to_string() } else { String::new() },
                        ..NewMovie::default()
                    };
                    Change::MovieAdded { after: work.insert_movie(&new.checked(self.this_year())?).await? }
                });
            }
            next += u32::try_from(changes.len()).unwrap_or(BATCH);
            self.commit(work, changes).await?;
            told(next);
        }
        Ok(())
    }

    /// The demo's people, to be shown to whoever starts it.
    pub fn demo_people() -> &'static [DemoPerson] {
        &PEOPLE
    }
}

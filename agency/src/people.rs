//! People with an account, and their passwords.

use crate::{Agency, db::Tx};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{Error, PersonId, Result, Role, SignInProblem, folded};
use std::sync::LazyLock;

const BY_LOGIN: &str = "select id, name, role, password_hash from people where login = $1";
const ADD: &str = "insert into people (login, name, role, password_hash) values ($1, $2, $3, $4)";

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
}

/// An account to be made.
pub struct NewPerson<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub password: &'a str,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    person: Person,
    password_hash: String,
}

/// Compared with when nobody has that name, so that the answer takes as long. Made before it is first needed.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody"));

impl Agency {
    /// The person whose login and password these are. An unknown login and a wrong password get the same answer after
    /// the same work.
    pub async fn check_password(&self, login: &str, password: &str) -> Result<Person> {
        let row: Option<Row> = ask!(&self.db, sqlx::query_as(BY_LOGIN).bind(folded(login)), fetch_optional)?;
        let (person, hash) = match row {
            Some(row) => (Some(row.person), row.password_hash),
            None => (None, NOBODY.clone()),
        };
        let password = password.to_owned();
        let right = self.hashing(move || verify(&password, &hash)).await?;
        person.filter(|_| right).ok_or(Error::SignIn(SignInProblem::Credentials))
    }

    /// Gets ready to answer the first sign-in as fast as every other.
    pub(crate) fn warm_up() {
        tokio::task::spawn_blocking(|| LazyLock::force(&NOBODY));
    }

    pub(crate) async fn add_person(&self, tx: &mut Tx, new: &NewPerson<'_>) -> Result<()> {
        let password = new.password.to_owned();
        let hash = self.hashing(move || hash(&password)).await?;
        ask!(in tx, sqlx::query(ADD).bind(folded(new.login)).bind(new.name).bind(new.role).bind(&hash), execute)?;
        Ok(())
    }

    /// Hashing keeps a processor busy for tens of milliseconds: off the threads that answer requests, and only as many
    /// at once as there are processors.
    async fn hashing<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _turn = self.hashing.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            Error::Internal
        })
    }
}

/// Argon2id with 19 MiB, two passes and one lane (OWASP's first choice, the library's default), as a PHC string.
fn hash(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .expect("the parameters are sound and a salt can be had")
        .to_string()
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

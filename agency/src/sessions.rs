//! Sessions: who is signed in, until when.

use crate::{Agency, Person};
use domain::{PersonId, Result};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;

/// How long a session lasts: a working day and a night shoot.
pub const SESSION_HOURS: i64 = 12;

/// Names a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct SessionId(pub i64);

const START: &str = "insert into sessions (person_id, expires_at) values ($1, $2) returning id";
const END: &str = "update sessions set ended_at = $2 where id = $1 and ended_at is null";
const OF: &str = "
    select people.id, name, role from sessions join people on people.id = person_id
    where sessions.id = $1 and ended_at is null and expires_at > $2";

impl Agency {
    /// Signs a person in; good for [`SESSION_HOURS`].
    pub async fn start_session(&self, person: PersonId) -> Result<SessionId> {
        let until = self.now() + SignedDuration::from_hours(SESSION_HOURS);
        let mut tx = self.db.begin().await?;
        let id = ask!(in &mut tx, sqlx::query_scalar(START).bind(person).bind(until.to_sqlx()), fetch_one)?;
        self.settle(tx).await?;
        Ok(id)
    }

    /// The person of a session that has neither ended nor expired, with the role they have now.
    pub async fn person_of(&self, session: SessionId) -> Result<Option<Person>> {
        Ok(ask!(&self.db, sqlx::query_as(OF).bind(session).bind(self.now().to_sqlx()), fetch_optional)?)
    }

    /// Signs out. From here on the session's token is worth nothing, wherever a copy of it lies.
    pub async fn end_session(&self, session: SessionId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(END).bind(session).bind(self.now().to_sqlx()), execute)?;
        self.settle(tx).await
    }
}

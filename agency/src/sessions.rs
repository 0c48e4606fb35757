//! Sessions: who is signed in where, until when, and how a session goes on.
//!
//! A browser holds a pass that is good for minutes, and a refresh token that gets it the next one. Each refresh gives a
//! successor; the old token stays good until a successor was used, because an answer may be lost on the way. One that
//! comes back after that was copied: whose copy it is cannot be known, so the session ends for both.

use crate::{Agency, Proven, db::Tx};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Error, Person, PersonId, Result, SeenSession, SignedIn, in_words};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};

/// How long a session lasts without being seen.
pub const IDLE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long a session lasts at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Names a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct SessionId(pub i64);

/// What a pass says: whose session, and the epoch it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pass {
    pub session: SessionId,
    pub person: PersonId,
    pub epoch: i64,
}

/// A session that has begun or goes on: what its browser is to be given.
pub struct Session {
    pub pass: Pass,
    /// The refresh token: 256 random bits, base64url. Known here and nowhere else.
    pub refresh: String,
}

const START: &str = "
    insert into sessions (person_id, epoch, device, started_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)
    returning id";
const OF: &str = "
    select people.id, login, name, role, disabled_at is not null as disabled, version
    from sessions join people on people.id = person_id
    where sessions.id = $1 and people.id = $2 and people.epoch = $3 and sessions.epoch = people.epoch
    and disabled_at is null and ended_at is null and expires_at > $4";
const LIST: &str = "
    select sessions.id, device, started_at, seen_at from sessions join people on people.id = person_id
    where person_id = $1 and sessions.epoch = people.epoch and ended_at is null and expires_at > $2 and seen_at > $3
    order by case when sessions.id = $4 then 0 else 1 end, seen_at desc, sessions.id desc";
const END: &str = "update sessions set ended_at = $2 where id = $1 and ended_at is null";
const END_OWN: &str = "update sessions set ended_at = coalesce(ended_at, $3) where id = $1 and person_id = $2";
const END_ALL: &str = "
    update sessions set ended_at = $2 where person_id = $1 and ended_at is null and id <> coalesce(cast($3 as bigint), 0)";
const KEEP: &str = "update sessions set epoch = $2 where id = $1 and ended_at is null";
// Old ones have nothing to tell any more; their tokens go with them.
const FORGET: &str = "delete from sessions where ended_at <= $1 or seen_at <= $1 or expires_at <= $1";
// An update, not a read: it holds the session, so that of two who refresh at once one comes after the other.
const SEEN: &str = "
    update sessions set seen_at = $2
    where id = (select session_id from refresh_tokens where hash = $1)
    and ended_at is null and expires_at > $2 and seen_at > $3
    and exists (select 1 from people
        where people.id = person_id and people.epoch = sessions.epoch and disabled_at is null)
    returning id, person_id, epoch";
const OVERTAKEN: &str = "
    select count(*) from refresh_tokens where used_at is not null and hash <> $1
    and (parent = $1 or parent = (select parent from refresh_tokens where hash = $1))";
const USE: &str = "update refresh_tokens set used_at = coalesce(used_at, $2) where hash = $1";
const GIVE: &str = "insert into refresh_tokens (hash, session_id, parent) values ($1, $2, $3)";

#[derive(sqlx::FromRow)]
struct Listed {
    id: i64,
    device: String,
    started_at: jiff_sqlx::Timestamp,
    seen_at: jiff_sqlx::Timestamp,
}

impl Agency {
    /// Signs somebody in at a browser, which is described in words.
    pub async fn start_session(&self, proven: &Proven, device: &str) -> Result<Session> {
        let (person, epoch, now) = (proven.person.id, proven.epoch, self.now());
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(FORGET).bind((now - LONGEST).to_sqlx()), execute)?;
        let session = ask!(in &mut tx,
            sqlx::query_scalar(START)
                .bind(person).bind(epoch).bind(device).bind(now.to_sqlx()).bind((now + LONGEST).to_sqlx()),
            fetch_one)?;
        let refresh = tx.give_refresh_token(session, None).await?;
        self.settle(tx).await?;
        Ok(Session { pass: Pass { session, person, epoch }, refresh })
    }

    /// The person behind a pass, with the role they have now; nobody once the session has ended, the epoch has passed or
    /// the account is disabled.
    pub async fn person_of(&self, pass: Pass) -> Result<Option<Person>> {
        let Pass { session, person, epoch } = pass;
        let now = self.now().to_sqlx();
        Ok(ask!(&self.db, sqlx::query_as(OF).bind(session).bind(person).bind(epoch).bind(now), fetch_optional)?)
    }

    /// Continues a session: the next pass and the next refresh token. A token that is worth nothing is nobody's; one
    /// that was overtaken by a successor ends the session.
    pub async fn continue_session(&self, refresh: &str) -> Result<Option<Session>> {
        let (hash, now) = (hash(refresh), self.now());
        let mut tx = self.db.begin().await?;
        let seen: Option<(SessionId, PersonId, i64)> = ask!(in &mut tx,
            sqlx::query_as(SEEN).bind(&hash).bind(now.to_sqlx()).bind((now - IDLE).to_sqlx()),
            fetch_optional)?;
        let Some((session, person, epoch)) = seen else { return Ok(None) };
        let overtaken: i64 = ask!(in &mut tx, sqlx::query_scalar(OVERTAKEN).bind(&hash), fetch_one)?;
        if overtaken > 0 {
            ask!(in &mut tx, sqlx::query(END).bind(session).bind(now.to_sqlx()), execute)?;
            self.settle(tx).await?;
            tracing::warn!("a refresh token came back after its successor was used; its session was ended");
            return Ok(None);
        }
        ask!(in &mut tx, sqlx::query(USE).bind(&hash).bind(now.to_sqlx()), execute)?;
        let refresh = tx.give_refresh_token(session, Some(&hash)).await?;
        self.settle(tx).await?;
        Ok(Some(Session { pass: Pass { session, person, epoch }, refresh }))
    }

    /// Where somebody is signed in: the session that asks first, then the one seen last.
    pub async fn sessions(&self, by: SignedIn, this: SessionId) -> Result<Vec<SeenSession>> {
        let now = self.now();
        let rows: Vec<Listed> = ask!(
            &self.db,
            sqlx::query_as(LIST).bind(by.id()).bind(now.to_sqlx()).bind((now - IDLE).to_sqlx()).bind(this),
            fetch_all
        )?;
        let seen = |Listed { id, device, started_at, seen_at }| SeenSession {
            id,
            device,
            since: in_words(started_at.to_jiff(), self.zone()),
            seen: in_words(seen_at.to_jiff(), self.zone()),
            this: id == this.0,
        };
        Ok(rows.into_iter().map(seen).collect())
    }

    /// Signs out. From here on the session's tokens are worth nothing, wherever a copy of them lies.
    pub async fn end_session(&self, session: SessionId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(END).bind(session).bind(self.now().to_sqlx()), execute)?;
        self.settle(tx).await
    }

    /// Signs out one of somebody's own sessions. Done twice it changes nothing more.
    pub async fn end_own_session(&self, by: SignedIn, session: SessionId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let now = self.now().to_sqlx();
        if ask!(in &mut tx, sqlx::query(END_OWN).bind(session).bind(by.id()).bind(now), execute)? == 0 {
            return Err(Error::NotFound);
        }
        self.settle(tx).await
    }
}

impl Tx {
    /// Ends all sessions of a person, but for this one.
    pub(crate) async fn end_sessions_of(&mut self, id: PersonId, but: Option<SessionId>, at: Timestamp) -> Result<()> {
        ask!(in &mut *self, sqlx::query(END_ALL).bind(id).bind(at.to_sqlx()).bind(but), execute)?;
        Ok(())
    }

    /// Takes a session along into the person's new epoch.
    pub(crate) async fn keep_session(&mut self, session: SessionId, epoch: i64) -> Result<()> {
        ask!(in &mut *self, sqlx::query(KEEP).bind(session).bind(epoch), execute)?;
        Ok(())
    }

    async fn give_refresh_token(&mut self, session: SessionId, parent: Option<&str>) -> Result<String> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits).map_err(|error| {
            tracing::error!(%error, "the system gives no random numbers");
            Error::Internal
        })?;
        let token = URL_SAFE_NO_PAD.encode(bits);
        ask!(in &mut *self, sqlx::query(GIVE).bind(hash(&token)).bind(session).bind(parent), execute)?;
        Ok(token)
    }
}

/// What is kept of a refresh token. It is random enough that one round will do.
fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

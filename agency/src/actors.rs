//! Actors: their operations.

use crate::{Agency, agency::Work};
use domain::{
    Actor, ActorChange, ActorFacts, ActorId, AddActors, Change, ChangeActors, DeleteActors, Error, NewActor, PAGE_SIZE,
    Page, PageNumber, Permit, RecordId, Result, SeeActors, folded,
};
use jiff_sqlx::ToSqlx;

const COUNT: &str = "select count(*) from actors where deleted_at is null";
const LIST: &str = "
    select id, name, age, gender, version from actors where deleted_at is null
    order by id limit $1 offset $2";
const ONE: &str = "select id, name, age, gender, version from actors where id = $1 and deleted_at is null";
const DELETED: &str = "select id, name, age, gender, version from actors where id = $1 and deleted_at is not null";
const SAME: &str = "select id from actors where name_key = $1 and age = $2 and deleted_at is null and id <> $3";
const SEARCH: &str = r"
    select id, name, age, gender, version from actors where deleted_at is null and name_key like $1 escape '\'
    order by name_key, id limit $2";
const ADD: &str = "
    insert into actors (name, name_key, age, gender) values ($1, $2, $3, $4)
    on conflict do nothing
    returning id, name, age, gender, version";
const CHANGE: &str = "
    update actors set name = $2, name_key = $3, age = $4, gender = $5, version = version + 1 where id = $1
    returning id, name, age, gender, version";
const DELETE: &str = "
    update actors set deleted_at = $2, version = version + 1 where id = $1
    returning id, name, age, gender, version";
const RESTORE: &str = "
    update actors set deleted_at = null, version = version + 1 where id = $1
    returning id, name, age, gender, version";

impl Agency {
    /// One page of the actors, in the order of their ids. Refuses a page past the end.
    pub async fn actors(&self, _by: Permit<SeeActors>, page: PageNumber) -> Result<Page<Actor>> {
        let total = self.count_actors().await?;
        let rows = ask!(&self.db, sqlx::query_as(LIST).bind(PAGE_SIZE).bind(page.offset()), fetch_all)?;
        Page::new(rows, total, page)
    }

    /// One actor.
    pub async fn actor(&self, _by: Permit<SeeActors>, id: ActorId) -> Result<Actor> {
        ask!(&self.db, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// An actor who was deleted and can be restored, if this is one.
    pub async fn deleted_actor(&self, _by: Permit<SeeActors>, id: ActorId) -> Result<Option<Actor>> {
        Ok(ask!(&self.db, sqlx::query_as(DELETED).bind(id), fetch_optional)?)
    }

    /// The first `limit` actors, by name, whose name contains this text (folded).
    pub async fn search_actors(&self, _by: Permit<SeeActors>, text: &str, limit: i64) -> Result<Vec<Actor>> {
        Ok(ask!(&self.db, sqlx::query_as(SEARCH).bind(containing(text)).bind(limit), fetch_all)?)
    }

    /// Adds an actor. Refuses one whose name and age another has.
    pub async fn add_actor(&self, by: Permit<AddActors>, new: NewActor) -> Result<Actor> {
        let facts = new.checked()?;
        let mut work = self.begin(&by).await?;
        let actor = work.insert_actor(&facts).await?;
        self.commit(work, [Change::ActorAdded { after: actor.clone() }]).await?;
        Ok(actor)
    }

    /// Changes what is given and keeps the rest. Refuses the name and age of another actor, and a change that started
    /// from an older version.
    pub async fn change_actor(&self, by: Permit<ChangeActors>, id: ActorId, change: ActorChange) -> Result<Actor> {
        let mut work = self.begin(&by).await?;
        let before = work.actor(id).await?;
        let facts = change.checked(&before)?;
        work.no_other_actor(&facts, id).await?;
        let key = folded(&facts.name);
        let after: Actor = ask!(in &mut work.tx,
            sqlx::query_as(CHANGE).bind(id).bind(&facts.name).bind(&key).bind(facts.age).bind(facts.gender),
            fetch_one)?;
        self.commit(work, [Change::ActorChanged { before, after: after.clone() }]).await?;
        Ok(after)
    }

    /// Deletes an actor, and hides their castings with them.
    pub async fn delete_actor(&self, by: Permit<DeleteActors>, id: ActorId) -> Result<Actor> {
        let mut work = self.begin(&by).await?;
        let before = work.actor(id).await?;
        let at = work.at.to_sqlx();
        let after: Actor = ask!(in &mut work.tx, sqlx::query_as(DELETE).bind(id).bind(at), fetch_one)?;
        self.commit(work, [Change::ActorDeleted { before, after: after.clone() }]).await?;
        Ok(after)
    }

    /// Takes a delete back, castings included. Done twice it changes nothing more. Refuses when somebody of the same
    /// name and age was added since.
    pub async fn restore_actor(&self, by: Permit<DeleteActors>, id: ActorId) -> Result<Actor> {
        let mut work = self.begin(&by).await?;
        work.tx.hold(RecordId::Actor(id)).await?;
        let deleted: Option<Actor> = ask!(in &mut work.tx, sqlx::query_as(DELETED).bind(id), fetch_optional)?;
        let Some(before) = deleted else { return work.actor(id).await };
        let facts = NewActor::from(&before).checked()?;
        work.no_other_actor(&facts, id).await.map_err(|_| {
            Error::Conflict(format!("There is another {}, {}, by now. Rename that one first.", before.name, before.age))
        })?;
        let after: Actor = ask!(in &mut work.tx, sqlx::query_as(RESTORE).bind(id), fetch_one)?;
        self.commit(work, [Change::ActorRestored { before, after: after.clone() }]).await?;
        Ok(after)
    }

    pub(crate) async fn count_actors(&self) -> Result<i64> {
        Ok(ask!(&self.db, sqlx::query_scalar(COUNT), fetch_one)?)
    }
}

impl Work {
    /// The actor as it is now, held until the end.
    pub(crate) async fn actor(&mut self, id: ActorId) -> Result<Actor> {
        self.tx.hold(RecordId::Actor(id)).await?;
        ask!(in &mut self.tx, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    pub(crate) async fn insert_actor(&mut self, facts: &ActorFacts) -> Result<Actor> {
        self.no_other_actor(facts, ActorId(0)).await?;
        let key = folded(&facts.name);
        ask!(in &mut self.tx,
            sqlx::query_as(ADD).bind(&facts.name).bind(&key).bind(facts.age).bind(facts.gender),
            fetch_optional)?
        .ok_or(Error::AlreadyThere(None)) // another writer was quicker by a hair
    }

    async fn no_other_actor(&mut self, facts: &ActorFacts, id: ActorId) -> Result<()> {
        let key = folded(&facts.name);
        let same: Option<ActorId> =
            ask!(in &mut self.tx, sqlx::query_scalar(SAME).bind(&key).bind(facts.age).bind(id), fetch_optional)?;
        same.map_or(Ok(()), |other| Err(Error::AlreadyThere(Some(RecordId::Actor(other)))))
    }
}

/// The `like` pattern of a text that stands anywhere, its `%`, `_` and `\` taken literally.
pub(crate) fn containing(text: &str) -> String {
    let literal: String =
        folded(text).chars().flat_map(|c| "%_\\".contains(c).then_some('\\').into_iter().chain([c])).collect();
    format!("%{literal}%")
}

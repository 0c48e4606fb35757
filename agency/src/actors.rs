//! Actors: their operations.

use crate::{
    Agency,
    activity::taken,
    agency::{Made, Work},
    search::{Searched, Wanted},
};
use domain::{
    Actor, ActorChange, ActorFacts, ActorFilter, ActorId, ActorKey, ActorList, AddActors, Change, ChangeActors,
    DeleteActors, Done, Error, Given, NewActor, Order, Page, Permit, Record, RecordId, RecordType, Result, SeeActors,
    Stretch, Terms, Total, folded,
};
use jiff_sqlx::ToSqlx;

const ONE: &str = "select id, name, age, gender, version from actors where id = $1 and deleted_at is null";
const DELETED: &str = "select id, name, age, gender, version from actors where id = $1 and deleted_at is not null";
const SAME: &str = "select id from actors where name_key = $1 and age = $2 and deleted_at is null and id <> $3";
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
    /// One page of the actors that are wanted, in the order that is asked for and then of their ids. Refuses a page past
    /// the end, and of a list that is filtered or sorted one beyond [`domain::FARTHEST`] rows.
    pub async fn actors(&self, _by: Permit<SeeActors>, list: ActorList) -> Result<Page<Actor>> {
        let ActorList { filter, order, paging } = list;
        self.page(&wanted(&filter), &order, paging).await
    }

    /// A piece of the list of actors that are wanted, in this order and then in that of their ids.
    pub async fn search_actors(
        &self,
        _by: &Permit<SeeActors>,
        filter: &ActorFilter,
        order: &Order<ActorKey>,
        stretch: &Stretch,
    ) -> Result<Vec<Actor>> {
        self.stretch(&wanted(filter), order, stretch).await
    }

    /// How many actors are wanted: of a filtered list counted up to [`domain::EXACT_TOTAL`].
    pub async fn total_actors(&self, _by: &Permit<SeeActors>, filter: &ActorFilter) -> Result<Total> {
        self.total::<Actor>(&wanted(filter)).await
    }

    /// One actor.
    pub async fn actor(&self, _by: Permit<SeeActors>, id: ActorId) -> Result<Actor> {
        ask!(&self.db, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// Adds an actor. Refuses one whose name and age another has.
    pub async fn add_actor(&self, by: Permit<AddActors>, new: impl Into<Given<NewActor>>) -> Result<Done<Actor>> {
        let new = new.into();
        let facts = new.body()?.checked()?;
        let mut work = self.begin_on(&by, new.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let actor = work.insert_actor(&facts).await?;
        self.finish(work, actor.clone(), RecordType::Actor, [Change::ActorAdded { after: actor }]).await
    }

    /// Changes what is given and keeps the rest. Refuses the name and age of another actor, and a change that started
    /// from an older version. What changes nothing leaves no trace.
    pub async fn change_actor(
        &self,
        by: Permit<ChangeActors>,
        id: ActorId,
        change: impl Into<Given<ActorChange>>,
    ) -> Result<Done<Actor>> {
        let change = change.into();
        let mut work = self.begin_on(&by, change.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (actor, change) = work.change_actor(&by, id, &change).await?;
        self.finish(work, actor, RecordType::Actor, change).await
    }

    /// Deletes an actor, and hides their castings with them.
    pub async fn delete_actor(&self, by: Permit<DeleteActors>, id: ActorId, terms: Terms) -> Result<Done<Actor>> {
        let mut work = self.begin_on(&by, &terms).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (actor, change) = work.delete_actor(&by, id).await?;
        self.finish(work, actor, RecordType::Actor, change).await
    }

    /// Takes a delete back, castings included. Done twice it changes nothing more. Refuses when somebody of the same
    /// name and age was added since.
    pub async fn restore_actor(&self, by: Permit<DeleteActors>, id: ActorId) -> Result<Actor> {
        let mut work = self.begin(&by).await?;
        let (actor, change) = work.restore_actor(&by, id).await?;
        self.commit(work, change).await?;
        Ok(actor)
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
        let added = ask!(in &mut self.tx,
            sqlx::query_as(ADD).bind(&facts.name).bind(&key).bind(facts.age).bind(facts.gender),
            fetch_optional)?;
        if added.is_none() {
            self.no_other_actor(facts, ActorId(0)).await?; // another writer was quicker by a hair: now it is to be seen
        }
        added.ok_or(Error::AlreadyThere(None))
    }

    /// [`Agency::change_actor`] within the transaction.
    pub(crate) async fn change_actor(
        &mut self,
        _by: &Permit<ChangeActors>,
        id: ActorId,
        change: &Given<ActorChange>,
    ) -> Result<Made<Actor>> {
        let before = self.actor(id).await?;
        let yours = |base: &Record| match base {
            Record::Actor(base) => change.body().ok()?.applied(base).map(Record::Actor),
            _ => None,
        };
        self.unmoved(Record::Actor(before.clone()), yours).await?;
        let facts = match self.since(before.record_id(), before.version).await? {
            Some((Record::Actor(base), later)) => {
                change.body()?.merged(&base, &before, self.later(&later))?.checked(&before)?
            }
            _ => change.body()?.checked(&before)?,
        };
        self.no_other_actor(&facts, id).await?;
        if facts.are(&before) {
            return Ok((before, None));
        }
        let key = folded(&facts.name);
        let after: Actor = ask!(in &mut self.tx,
            sqlx::query_as(CHANGE).bind(id).bind(&facts.name).bind(&key).bind(facts.age).bind(facts.gender),
            fetch_one)?;
        Ok((after.clone(), Some(Change::ActorChanged { before, after })))
    }

    /// [`Agency::delete_actor`] within the transaction.
    pub(crate) async fn delete_actor(&mut self, _by: &Permit<DeleteActors>, id: ActorId) -> Result<Made<Actor>> {
        let before = self.actor(id).await?;
        self.unmoved(Record::Actor(before.clone()), |_| None).await?;
        let at = self.at.to_sqlx();
        let after: Actor = ask!(in &mut self.tx, sqlx::query_as(DELETE).bind(id).bind(at), fetch_one)?;
        Ok((after.clone(), Some(Change::ActorDeleted { before, after })))
    }

    /// [`Agency::restore_actor`] within the transaction.
    pub(crate) async fn restore_actor(&mut self, _by: &Permit<DeleteActors>, id: ActorId) -> Result<Made<Actor>> {
        self.tx.hold(RecordId::Actor(id)).await?;
        let deleted: Option<Actor> = ask!(in &mut self.tx, sqlx::query_as(DELETED).bind(id), fetch_optional)?;
        let Some(before) = deleted else { return Ok((self.actor(id).await?, None)) };
        let facts = NewActor::from(&before).checked()?;
        self.no_other_actor(&facts, id).await.map_err(|error| taken(error, &before.name, before.age))?;
        let after: Actor = ask!(in &mut self.tx, sqlx::query_as(RESTORE).bind(id), fetch_one)?;
        Ok((after.clone(), Some(Change::ActorRestored { before, after })))
    }

    async fn no_other_actor(&mut self, facts: &ActorFacts, id: ActorId) -> Result<()> {
        let key = folded(&facts.name);
        let same: Option<ActorId> =
            ask!(in &mut self.tx, sqlx::query_scalar(SAME).bind(&key).bind(facts.age).bind(id), fetch_optional)?;
        same.map_or(Ok(()), |other| Err(Error::AlreadyThere(Some(RecordId::Actor(other)))))
    }
}

impl Searched for Actor {
    type Key = ActorKey;
    const KIND: RecordType = RecordType::Actor;
    const TABLE: &'static str = "actors";
    const COLUMNS: &'static str = "id, name, age, gender, version";

    fn column(key: ActorKey) -> (&'static str, bool) {
        match key {
            ActorKey::Id => ("id", false),
            ActorKey::Name => ("name_key", false),
            ActorKey::Age => ("age", false),
            ActorKey::Gender => ("gender", false),
        }
    }
}

/// A part is there while it, its movie and its actor are.
const PARTS: &str = "(
    select count(*) from castings join movies on movies.id = movie_id
    where actor_id = actors.id and castings.deleted_at is null and movies.deleted_at is null) <= {}";

fn wanted(filter: &ActorFilter) -> Wanted {
    Wanted::default()
        .containing(&["name_key"], filter.q.as_deref())
        .and("gender = {}", filter.gender.map(|gender| gender.to_string()))
        .and("age >= {}", filter.age_min)
        .and("age <= {}", filter.age_max)
        .and(PARTS, filter.parts_max)
}

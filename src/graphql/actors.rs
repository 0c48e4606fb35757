//! Actors.

use super::{
    asker::{CastingsOf, asker},
    castings::{Castings, castings},
    given::{Fields, terms},
    page::{All, DEFAULT_FIRST, Length, hidden, id, listed, shown, size},
    sort::Direction,
};
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result, connection::Connection};
use domain::{ActorFilter, AddActors, ChangeActors, Cursor, DeleteActors, Order, SeeActors, Stretch, Terms};

pub struct Actor(pub domain::Actor);

/// The two words the agency's clients know.
#[derive(Clone, Copy, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::Gender")]
pub enum Gender {
    Female,
    Male,
}

/// An actor on the agency's books.
#[Object]
impl Actor {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn name(&self) -> &str {
        &self.0.name
    }

    /// In whole years, from 0 to 150.
    async fn age(&self) -> i32 {
        self.0.age
    }

    async fn gender(&self) -> Gender {
        self.0.gender.into()
    }

    /// Counts the changes to this record, from 1.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Whom the actor plays, and in which movie.
    async fn movies(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
    ) -> Result<Option<Castings>> {
        let by = asker(context);
        by.permits()?;
        let all = All::CastingsOf(self.0.id);
        let of = |after, size| by.load(CastingsOf { record: self.0.id, after, size });
        castings(first, after.as_deref(), all, async |after, size| Ok(of(after, size).await?.unwrap_or_default())).await
    }
}

pub type Actors = Connection<String, Actor, Length>;

/// What the actors of a list have in common.
#[derive(Default, InputObject)]
#[graphql(name = "ActorFilter")]
pub struct WantedActors {
    /// A text the name contains, without regard to case or accents.
    q: Option<String>,
    gender: Option<Gender>,
    age_min: Option<i32>,
    age_max: Option<i32>,
    /// At the most so many parts.
    parts_max: Option<i32>,
}

impl WantedActors {
    fn read(self) -> domain::Result<ActorFilter> {
        let fields = Fields::default()
            .with("q", self.q)
            .with("gender", self.gender.map(domain::Gender::from))
            .with("age_min", self.age_min)
            .with("age_max", self.age_max)
            .with("parts_max", self.parts_max);
        ActorFilter::read(|name| fields.asked(name))
    }
}

/// What actors can be sorted by.
#[derive(Clone, Copy, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::ActorKey")]
pub enum ActorKey {
    Id,
    Name,
    Age,
    Gender,
}

#[derive(InputObject)]
pub struct ActorSort {
    key: ActorKey,
    #[graphql(default)]
    direction: Direction,
}

#[derive(Default)]
pub struct ActorQueries;

#[Object]
impl ActorQueries {
    /// The actors that are wanted, in the order that is asked for and then of their ids.
    async fn actors(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
        filter: Option<WantedActors>,
        sort: Option<Vec<ActorSort>>,
    ) -> Result<Option<Actors>> {
        let by = asker(context);
        let permit = by.permit::<SeeActors>()?;
        let (filter, size) = (filter.unwrap_or_default().read()?, size(first)?);
        let order = Order(sort.into_iter().flatten().map(|sort| (sort.key.into(), sort.direction.into())).collect());
        let cursor = after.map(|after| Cursor::read(&hidden(&after)?, &order)).transpose()?;
        let begun = cursor.is_some();
        let actors = by.agency.search_actors(&permit, &filter, &order, &Stretch::after(cursor, size + 1)).await?;
        let length = Length::of(All::Actors(filter));
        Ok(Some(listed(actors, size, begun, length, |actor| shown(&Cursor::of(actor, &order)), Actor)))
    }

    /// One actor.
    async fn actor(&self, context: &Context<'_>, id: ID) -> Result<Option<Actor>> {
        let by = asker(context);
        Ok(Some(Actor(by.agency.actor(by.permit()?, self::id(&id)?).await?)))
    }
}

/// A new actor.
#[derive(InputObject)]
pub struct NewActor {
    name: String,
    age: i32,
    gender: Gender,
}

/// What is to be changed: what is not sent stays.
#[derive(InputObject)]
pub struct ActorChange {
    name: MaybeUndefined<String>,
    age: MaybeUndefined<i32>,
    gender: MaybeUndefined<Gender>,
}

#[derive(Default)]
pub struct ActorMutations;

#[Object]
impl ActorMutations {
    /// Adds an actor. Refuses one whose name and age another has.
    async fn add_actor(&self, context: &Context<'_>, new: NewActor) -> Result<Option<Actor>> {
        let by = asker(context);
        let permit = by.permit::<AddActors>()?;
        let gender = domain::Gender::from(new.gender);
        let new = Fields::default().with("name", new.name).with("age", new.age).with("gender", gender);
        Ok(Some(Actor(by.agency.add_actor(permit, new.given(Terms::default())).await?.record)))
    }

    /// Changes what is sent and keeps the rest. With a version: only if the actor still is that version.
    async fn change_actor(
        &self,
        context: &Context<'_>,
        id: ID,
        change: ActorChange,
        version: Option<i64>,
    ) -> Result<Option<Actor>> {
        let by = asker(context);
        let permit = by.permit::<ChangeActors>()?;
        let gender = change.gender.map_value(domain::Gender::from);
        let change = Fields::default().change("name", change.name).change("age", change.age).change("gender", gender);
        let done = by.agency.change_actor(permit, self::id(&id)?, change.given(terms(version))).await?;
        Ok(Some(Actor(done.record)))
    }

    /// Deletes an actor, and hides their castings with them. With a version: only if the actor still is that version.
    async fn delete_actor(&self, context: &Context<'_>, id: ID, version: Option<i64>) -> Result<Option<Actor>> {
        let by = asker(context);
        let permit = by.permit::<DeleteActors>()?;
        Ok(Some(Actor(by.agency.delete_actor(permit, self::id(&id)?, terms(version)).await?.record)))
    }

    /// Takes a delete back, castings included. Refuses when somebody of the same name and age was added since.
    async fn restore_actor(&self, context: &Context<'_>, id: ID) -> Result<Option<Actor>> {
        let by = asker(context);
        let permit = by.permit::<DeleteActors>()?;
        Ok(Some(Actor(by.agency.restore_actor(permit, self::id(&id)?).await?)))
    }

    /// Makes an actor say again what the change of this number left them saying: a change like any other.
    async fn restore_actor_version(&self, context: &Context<'_>, id: ID, number: i64) -> Result<Option<Actor>> {
        let by = asker(context);
        let permit = by.permit::<ChangeActors>()?;
        Ok(Some(Actor(by.agency.restore_actor_version(permit, self::id(&id)?, number).await?.record)))
    }
}

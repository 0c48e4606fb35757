//! Actors, asked for and changed from the pages.

#[cfg(feature = "ssr")]
use super::{ACTOR_FIELDS, Asked, Kind, Row, agency, go_to, permit};
use super::{Choices, Listed};
use domain::{Actor, ActorId, Error};
#[cfg(feature = "ssr")]
use domain::{
    ActorChange, ActorFilter, ActorKey, ActorList, AddActors, ChangeActors, DeleteActors, Direction, Given, NewActor,
    Order, SeeActors, Stretch, Terms,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
const KIND: Kind = Kind {
    path: "/actors",
    one: "actor",
    many: "actors",
    none: "Nobody yet. Actors you add will be listed here, ten to a page.",
    fields: ACTOR_FIELDS,
    switches: &[("gender", "female", "Female"), ("gender", "male", "Male")],
    columns: [("Name", &["name"]), ("Gender", &["gender"]), ("Age", &["age"])],
};

/// The list that the address of its page asks for, `?q=tom&sort=-age`: the names are those of the API.
#[server(prefix = "/call", endpoint = "actors", input = GetUrl)]
pub async fn actors(#[server(default)] query: String) -> Result<Listed, Error> {
    let by = permit::<SeeActors>()?;
    let asked = Asked::read(&KIND, &query);
    let list = ActorList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let narrowed = list.filter != ActorFilter::default();
    let page = agency().actors(by, list).await?;
    Ok(asked.listed(page, narrowed, |Actor { id, name, age, gender, .. }| Row {
        id: id.0,
        name,
        minor: gender.title().to_owned(),
        figures: age.to_string(),
    }))
}

#[server(name = OneActor, prefix = "/call", endpoint = "actor", input = GetUrl)]
pub async fn actor(id: ActorId) -> Result<Actor, Error> {
    agency().actor(permit::<SeeActors>()?, id).await
}

#[server(prefix = "/call", endpoint = "search_actors", input = GetUrl)]
pub async fn search_actors(text: String) -> Result<Choices, Error> {
    let by = permit()?;
    let asked = |name: &str| (name == "q").then(|| text.clone());
    let order = Order(vec![(ActorKey::Name, Direction::Up)]);
    let stretch = Stretch::after(None, super::MATCHES);
    let actors = agency().search_actors(&by, &ActorFilter::read(asked)?, &order, &stretch).await?;
    Ok(actors.into_iter().map(|actor| (actor.id.to_string(), format!("{}, {}", actor.name, actor.age))).collect())
}

#[server(prefix = "/call", endpoint = "add_actor")]
pub async fn add_actor(
    #[server(default)] name: String,
    #[server(default)] age: String,
    #[server(default)] gender: String,
) -> Result<Actor, Error> {
    let actor = agency().add_actor(permit::<AddActors>()?, NewActor { name, age, gender }).await?.record;
    go_to(&format!("/actors/{}", actor.id));
    Ok(actor)
}

#[server(prefix = "/call", endpoint = "change_actor")]
pub async fn change_actor(
    id: ActorId,
    version: i64,
    #[server(default)] name: String,
    #[server(default)] age: String,
    #[server(default)] gender: String,
) -> Result<Actor, Error> {
    let change = ActorChange { name: Some(name), age: Some(age), gender: Some(gender) };
    let actor = agency().change_actor(permit::<ChangeActors>()?, id, Given::since(version, change)).await?.record;
    go_to(&format!("/actors/{id}"));
    Ok(actor)
}

#[server(prefix = "/call", endpoint = "delete_actor")]
pub async fn delete_actor(id: ActorId) -> Result<Actor, Error> {
    let actor = agency().delete_actor(permit::<DeleteActors>()?, id, Terms::default()).await?.record;
    go_to("/actors");
    Ok(actor)
}

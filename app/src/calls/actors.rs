//! Actors, asked for and changed from the pages.

#[cfg(feature = "ssr")]
use super::{
    ACTOR_FIELDS, Asked, Column, Kind, ON_PAPER, Paper, Shown, agency, back_from, caller, go_to, known, permit,
    read_ids, read_seen,
};
use super::{Choices, Listed};
#[cfg(feature = "ssr")]
use agency::MOST_AT_ONCE;
use domain::{Actor, ActorId, Error};
#[cfg(feature = "ssr")]
use domain::{
    ActorChange, ActorFilter, ActorKey, ActorList, AddActors, ChangeActors, Date, DeleteActors, Direction, Given,
    NewActor, Order, Page, Paging, Permission, SeeActors, Setting, Stretch, Terms,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
pub(crate) const ACTORS: Kind = Kind {
    path: "/actors",
    title: words::actors,
    counted: words::actors_counted,
    matched: words::actors_match,
    more_matched: words::more_actors_match,
    none_matched: words::no_actors_match,
    none: words::no_actors_yet,
    see_all: words::see_all_actors,
    fields: ACTOR_FIELDS,
    others: &[],
    switches: &[
        ("gender", "female", words::female_actors),
        ("gender", "male", words::male_actors),
        ("parts_max", "0", words::without_a_part),
    ],
    name: (words::name, "name"),
    columns: &[
        Column { name: "gender", words: words::gender, keys: &["gender"], class: "", shown: Shown::WithRoom },
        Column { name: "age", words: words::age, keys: &["age"], class: "number", shown: Shown::Always },
        Column { name: "movies", words: words::movies, keys: &[], class: "number", shown: Shown::Never },
        Column { name: "added", words: words::added, keys: &[], class: "number date", shown: Shown::Never },
    ],
    faces: true,
    cast: words::cast_in_a_movie,
    edit: Permission::ChangeActors,
    delete: Permission::DeleteActors,
    look: Setting::ListActors,
};

/// The list that the address of its page asks for, `?q=tom&sort=-age`: the names are those of the API.
#[server(prefix = "/call", endpoint = "actors", input = GetUrl)]
pub async fn actors(#[server(default)] query: String) -> Result<Listed, Error> {
    let by = permit::<SeeActors>()?;
    let asked = Asked::read_kept(&ACTORS, &query).await?;
    let list = ActorList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let narrowed = list.filter != ActorFilter::default();
    let page = agency().actors(by, list).await?;
    let says = says(&asked, &page.rows).await?;
    Ok(asked.listed(&caller()?, &page, narrowed, called, says))
}

/// The list that a query asks for, as it is put on paper.
#[cfg(feature = "ssr")]
pub(crate) async fn actors_on_paper(query: &str) -> Result<Paper, Error> {
    let by = permit()?;
    let asked = Asked::read_kept(&ACTORS, query).await?;
    let ActorList { filter, order, .. } =
        ActorList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let rows = agency().search_actors(&by, &filter, &order, &Stretch::after(None, ON_PAPER)).await?;
    let page = Page::new(rows, agency().total_actors(&by, &filter).await?, Paging::ALL)?;
    let says = says(&asked, &page.rows).await?;
    Ok(asked.on_paper(&page, filter != ActorFilter::default(), called, says))
}

#[cfg(feature = "ssr")]
fn called(actor: &Actor) -> (i64, String) {
    (actor.id.0, actor.name.clone())
}

/// What the columns that are asked for say of these actors.
#[cfg(feature = "ssr")]
async fn says(asked: &Asked, actors: &[Actor]) -> Result<impl Fn(&Actor, &str) -> String, Error> {
    let ids: Vec<_> = actors.iter().map(|actor| actor.id).collect();
    let (mut movies, mut added) = (Vec::new(), Vec::new());
    if asked.shows_one("movies") {
        movies = agency().count_movies_of_each((permit()?, permit()?), &ids).await?;
    }
    if asked.shows_one("added") {
        added = agency().actors_added(permit()?, &ids).await?;
    }
    Ok(move |actor: &Actor, column: &str| match column {
        "gender" => actor.gender.title().to_owned(),
        "age" => actor.age.to_string(),
        "movies" => known(&movies, actor.id).unwrap_or_default().to_string(),
        _ => known(&added, actor.id).map(Date::in_words).unwrap_or_default(),
    })
}

/// The first of the actors that a list's query asks for, as many as can be written to in one go.
#[cfg(feature = "ssr")]
pub(crate) async fn first_actors(query: &str) -> Result<Vec<ActorId>, Error> {
    let asked = Asked::read(&ACTORS, query);
    let ActorList { filter, order, .. } = ActorList::read(|name| asked.get(name))?;
    let all = Stretch::after(None, MOST_AT_ONCE);
    let actors = agency().search_actors(&permit()?, &filter, &order, &all).await?;
    Ok(actors.into_iter().map(|actor| actor.id).collect())
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

/// Makes the same change in each of these actors, or in none. They are named by their ids, each with the version that was
/// looked at: `2.1 3.4`. What is empty stays as it is.
#[server(name = ChangeManyActors, prefix = "/call", endpoint = "change_actors")]
pub async fn change_actors(
    #[server(default)] chosen: String,
    #[server(default)] list: String,
    #[server(default)] age: Option<String>,
    #[server(default)] gender: Option<String>,
) -> Result<(), Error> {
    let by = permit::<ChangeActors>()?;
    let actors: Vec<_> = read_seen(&chosen)?.into_iter().map(|(id, version)| (ActorId(id), version)).collect();
    let change = ActorChange { name: None, age, gender };
    agency().change_actors(by, &actors, &change, false).await?;
    go_to(&Asked::read(&ACTORS, &list).at(&[], &[]));
    Ok(())
}

/// Deletes these actors, or none. They are named by their ids: `2 3`.
#[server(name = DeleteManyActors, prefix = "/call", endpoint = "delete_actors")]
pub async fn delete_actors(#[server(default)] chosen: String, #[server(default)] list: String) -> Result<(), Error> {
    let by = permit::<DeleteActors>()?;
    let ids: Vec<_> = read_ids(&chosen)?.into_iter().map(ActorId).collect();
    agency().delete_actors(by, &ids, false).await?;
    go_to(&back_from(&ACTORS, &list, actors(list.clone()).await));
    Ok(())
}

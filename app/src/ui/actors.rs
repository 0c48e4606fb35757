//! The actors' list, and an actor's page.

use super::{
    abreast::abreast,
    forms::{ChoiceField, FormState, TextField, Typed},
    lists::{List, list_page},
    records::{Fact, Shown, record_page},
};
use crate::calls::{self, AddActor, ChangeActor, Side};
use domain::{Actor, ActorId, Gender, NewActor, Permission};
use leptos::{prelude::*, server_fn::ServerFn};
use std::sync::Arc;

static LIST: List = List {
    path: "/actors",
    title: words::actors,
    search: words::search_actors,
    no_page: words::no_such_page_of_actors,
    fields: calls::ACTOR_FIELDS,
    kept: &["gender", "parts_max", "sort", "view", "columns", "limit"],
    read: |query| Box::pin(calls::actors(query)),
    permission: Permission::AddActors,
    add: words::add_actor,
    draft: "actor-0",
};

/// The list, and the actor that is open.
#[component]
pub fn ActorsPage() -> impl IntoView {
    abreast(LIST.path, list, record)
}

fn list() -> AnyView {
    list_page(&LIST, FormState::new(AddActor::PATH, sound), |state| {
        view! { <Fields state actor=NewActor::default() /> }.into_any()
    })
}

fn record() -> AnyView {
    let change = FormState::new(ChangeActor::PATH, sound);
    record_page(
        Side::Actor,
        change,
        |id| calls::actor(ActorId(id)),
        |actor: Actor, state| Shown {
            id: actor.id.0,
            version: actor.version,
            name: actor.name.clone(),
            facts: vec![
                Fact("age", words::age(), actor.age.to_string()),
                Fact("gender", words::gender(), actor.gender.title().to_owned()),
            ],
            fields: Arc::new(move || view! { <Fields state actor=NewActor::from(&actor) /> }.into_any()),
        },
    )
}

#[component]
fn Fields(state: FormState, actor: NewActor) -> impl IntoView {
    let genders = Gender::ALL.map(|gender| (gender.to_string(), gender.title().to_owned())).to_vec();
    view! {
        <TextField state name="name" label=words::name() value=actor.name first=true />
        <TextField state name="age" label=words::age() value=actor.age numeric=true hint=words::in_whole_years() />
        <ChoiceField state name="gender" label=words::gender() value=actor.gender choices=genders />
    }
}

fn sound(typed: &Typed) -> domain::Result<()> {
    NewActor { name: typed.text("name"), age: typed.text("age"), gender: typed.text("gender") }.checked().map(drop)
}

//! The actors' list, and an actor's page.

use super::{
    castings::{CastSheet, Castings},
    forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FormState, Submit, TextField, Typed},
    json::read,
    lists::{List, list_page},
    parts::{Avatar, Barred, Deed, Heard, Icon, Problem, Sheet, Skeleton, may},
};
use crate::calls::{self, AddActor, ChangeActor, DeleteActor, Side};
use domain::{Actor, ActorId, Error, Gender, NewActor, Permission};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

static LIST: List = List {
    path: "/actors",
    title: "Actors",
    fields: calls::ACTOR_FIELDS,
    kept: &["gender", "sort", "view", "columns"],
    read: |query| Box::pin(calls::actors(query)),
    permission: Permission::AddActors,
    add: "Add actor",
    draft: "actor-0",
};

#[component]
pub fn ActorsPage() -> impl IntoView {
    list_page(&LIST, FormState::new(AddActor::PATH, sound), |state| {
        view! { <Fields state actor=NewActor::default() /> }.into_any()
    })
}

#[component]
pub fn ActorPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<ActorId>().ok()));
    let open = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).is_some()));
    let (editing, casting) = (open("edit"), open("cast"));
    let change = FormState::new(ChangeActor::PATH, sound);
    let heard = Heard::unless(move || editing.get() || casting.get());
    let actor = read(
        move || (id.get(), change.settled.get(), heard.get()),
        async |(id, ..)| calls::actor(id.ok_or(Error::NotFound)?).await,
    );
    view! {
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match actor.await {
                    Ok(actor) => {
                        let (edited, cast) = (actor.clone(), actor.clone());
                        Either::Left(
                            view! {
                                <Record actor />
                                <Show when=move || editing.get() && may(Permission::ChangeActors)>
                                    <EditSheet actor=edited.clone() change />
                                </Show>
                                <Show when=move || casting.get() && may(Permission::AddCastings)>
                                    <CastSheet side=Side::Actor id=cast.id.0 name=cast.name.clone() />
                                </Show>
                            },
                        )
                    }
                    Err(error) => Either::Right(view! { <Problem error what="actor" back="/actors" back_label="See all actors" /> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Record(actor: Actor) -> impl IntoView {
    let id = actor.id;
    let delete = FormState::button(DeleteActor::PATH);
    view! {
        <Title text=actor.name.clone() />
        <a href="/actors" class="up">
            <Icon name="back" />
            <span>"Actors"</span>
        </a>
        <header class="head record">
            <Avatar name=actor.name.clone() id=id.0 large=true />
            <h1>{actor.name}</h1>
            <div class="deeds">
                <Deed permission=Permission::ChangeActors href=format!("/actors/{id}?edit=1") icon="edit" label="Edit" />
                {if may(Permission::DeleteActors) {
                    Either::Left(view! { <CallButton state=delete label="Delete" icon="bin" fields=vec![("id", id.to_string())] /> })
                } else {
                    Either::Right(view! { <Barred permission=Permission::DeleteActors icon="bin" label="Delete" /> })
                }}
            </div>
        </header>
        <dl class="facts">
            <div>
                <dt>"Age"</dt>
                <dd>{actor.age}</dd>
            </div>
            <div>
                <dt>"Gender"</dt>
                <dd>{actor.gender.title()}</dd>
            </div>
        </dl>
        <Castings side=Side::Actor id=id.0 />
    }
}

#[component]
fn EditSheet(actor: Actor, change: FormState) -> impl IntoView {
    view! {
        <Sheet title=format!("Edit {}", actor.name) close=format!("/actors/{}", actor.id)>
            <CallForm state=change draft=format!("actor-{}", actor.id)>
                <ErrorSummary state=change />
                <input type="hidden" name="id" value=actor.id.to_string() />
                <input type="hidden" name="version" value=actor.version />
                <Fields state=change actor=NewActor::from(&actor) />
                <Submit state=change label="Save actor" />
            </CallForm>
        </Sheet>
    }
}

#[component]
fn Fields(state: FormState, actor: NewActor) -> impl IntoView {
    let genders = Gender::ALL.map(|gender| (gender.to_string(), gender.title().to_owned())).to_vec();
    view! {
        <TextField state name="name" label="Name" value=actor.name first=true />
        <TextField state name="age" label="Age" value=actor.age numeric=true hint="In whole years" />
        <ChoiceField state name="gender" label="Gender" value=actor.gender choices=genders />
    }
}

fn sound(typed: &Typed) -> domain::Result<()> {
    NewActor { name: typed.text("name"), age: typed.text("age"), gender: typed.text("gender") }.checked().map(drop)
}

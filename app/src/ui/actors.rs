//! The actors' list, and an actor's page.

use super::{
    castings::{CastSheet, Castings},
    forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FormState, Submit, TextField, Typed},
    json::read,
    parts::{Avatar, Barred, Deed, Heard, Icon, Pager, Problem, Sheet, Skeleton, counted, list_at, may},
};
use crate::calls::{self, AddActor, ChangeActor, DeleteActor, Side};
use domain::{Actor, ActorId, Error, Gender, NewActor, Page, PageNumber, Permission};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};

#[component]
pub fn ActorsPage() -> impl IntoView {
    let query = use_query_map();
    let adding = Memo::new(move |_| query.with(|query| query.get("add").is_some()));
    let page = Memo::new(move |_| query.with(|query| query.get("page")));
    let number = move || PageNumber::read(page.get_untracked().as_deref()).map_or(1, PageNumber::number);
    let heard = expect_context::<Heard>().page;
    let actors = read(
        move || (page.get(), heard.get()),
        async |(page, _)| calls::actors(PageNumber::read(page.as_deref())?).await,
    );
    let add = FormState::new(AddActor::PATH, sound);
    view! {
        <Title text="Actors" />
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match actors.await {
                    Ok(page) => Either::Left(view! { <List page /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page of actors" back="/actors" back_label="Go to the first page" /> }),
                }
            })}
        </Transition>
        <Show when=move || adding.get() && may(Permission::AddActors)>
            <Sheet title="Add actor".to_owned() close=list_at("/actors", number(), "")>
                <CallForm state=add draft="actor-0">
                    <ErrorSummary state=add />
                    <Fields state=add actor=NewActor::default() />
                    <Submit state=add label="Add actor" />
                </CallForm>
            </Sheet>
        </Show>
    }
}

#[component]
fn List(page: Page<Actor>) -> impl IntoView {
    let (count, number, last) = (counted(&page, "actor", "actors"), page.number.number(), page.last());
    let rows = page
        .rows
        .into_iter()
        .map(|actor| {
            view! {
                <tr>
                    <th scope="row">
                        <A href=format!("/actors/{}", actor.id) attr:class="row">
                            <Avatar name=actor.name.clone() id=actor.id.0 />
                            <span>{actor.name}</span>
                        </A>
                    </th>
                    <td class="minor">{actor.gender.title()}</td>
                    <td class="number">{actor.age}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let nobody = rows.is_empty();
    view! {
        <header class="head">
            <h1>"Actors"</h1>
            <p class="count">{count}</p>
            <Deed permission=Permission::AddActors href=list_at("/actors", number, "add=1") icon="plus" label="Add actor" primary=true />
        </header>
        {if nobody {
            Either::Left(view! { <p class="empty">"Nobody yet. Actors you add will be listed here, ten to a page."</p> })
        } else {
            Either::Right(
                view! {
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Name"</th>
                                <th scope="col" class="minor">"Gender"</th>
                                <th scope="col" class="number">
                                    "Age"
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pager number last path="/actors" />
                },
            )
        }}
    }
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
        <A href="/actors" attr:class="up">
            <Icon name="back" />
            <span>"Actors"</span>
        </A>
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

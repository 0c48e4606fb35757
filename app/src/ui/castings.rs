//! Who plays whom: the list on an actor's page and on a movie's page, with the record's story beside it, and the sheet to
//! cast somebody.

use super::{
    forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FIRST_LOAD, FormState, Submit, TextField},
    json::{Json, read},
    lists::{said, typed},
    parts::{Avatar, Deed, Heard, Icon, Problem, Sheet, Skeleton, may},
};
use crate::calls::{self, AddCasting, Below, DeleteCasting, Side};
use domain::{Casting, Error, NewCasting, Permission};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

/// What stands below a record's facts, on its way: who plays whom, and in HTML and in words what comes of it.
pub type Beside = ArcResource<Result<Below, Error>, Json>;

/// Reads the cast of a movie, or the movies of an actor; and what happened to it last. In one go: a resource of its own is code
/// that every visitor downloads.
pub fn beside(side: Side, id: i64, deleted: RwSignal<usize>) -> Beside {
    let query = use_query_map();
    let heard = expect_context::<Heard>().castings;
    // The address changes when the sheet closes: somebody may have been cast in it. Counted, because the page around it may be
    // drawn anew while it is read.
    ArcResource::new_with_options(
        move || {
            let closed = query.with(|query| query.get("cast").is_none());
            (closed, deleted.get(), heard.get())
        },
        move |_| calls::beside(side, id),
        false,
    )
}

/// Who plays whom, and the record's story beside it.
#[component]
pub fn Castings(side: Side, id: i64, beside: Beside, deleted: RwSignal<usize>) -> impl IntoView {
    let page = move || format!("/{}s/{id}", side.word());
    let (heading, label, empty) = match side {
        Side::Movie => (words::cast(), words::cast_an_actor(), words::nobody_cast_yet()),
        Side::Actor => (words::movies(), words::cast_in_a_movie(), words::not_cast_yet()),
    };
    view! {
        <Transition fallback=Skeleton>
            {move || {
                let beside = beside.clone();
                Suspend::new(async move {
                    match beside.await {
                        Ok(Below { castings, story, .. }) => {
                            let nobody = castings.is_empty();
                            let rows = castings.into_iter().map(|casting| view! { <Row casting side deleted /> }).collect_view();
                            view! {
                                <div class="below">
                                    <section aria-labelledby="castings">
                                        <header class="head part">
                                            <h2 id="castings">{heading}</h2>
                                            <Deed permission=Permission::AddCastings href=format!("{}?cast=1", page()) icon="plus" label />
                                        </header>
                                        {if nobody {
                                            Either::Left(view! { <p class="empty">{empty}</p> })
                                        } else {
                                            Either::Right(view! { <ul class="cast">{rows}</ul> })
                                        }}
                                    </section>
                                    <section aria-labelledby="history">
                                        <header class="head part">
                                            <h2 id="history">{words::history()}</h2>
                                            <a href=format!("{}/history", page()) class="button" rel="external">
                                                {words::compare_and_restore()}
                                            </a>
                                        </header>
                                        <div inner_html=story></div>
                                    </section>
                                </div>
                            }
                                .into_any()
                        }
                        // The record itself is gone, and says so.
                        Err(Error::NotFound) => ().into_any(),
                        Err(error) => view! { <Problem error what="cast" back="/" back_label=words::go_home() /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Row(casting: Casting, side: Side, deleted: RwSignal<usize>) -> impl IntoView {
    let id = casting.id.to_string();
    let delete = FormState::button_for(DeleteCasting::PATH, &id, deleted);
    let says = words::take_actor_out(&casting.name, &casting.title);
    let who = match side {
        Side::Movie => Either::Left(view! {
            <a href=format!("/actors/{}", casting.actor_id) class="row">
                <Avatar name=casting.name.clone() id=casting.actor_id.0 />
                <span>{casting.name}</span>
            </a>
        }),
        Side::Actor => Either::Right(view! {
            <a href=format!("/movies/{}", casting.movie_id) class="row">
                <span>{casting.title}</span>
            </a>
        }),
    };
    let fields = vec![("id", id), ("side", side.word().to_owned())];
    view! {
        <li>
            {who} <span class="character">{words::as_character(&casting.character)}</span>
            {may(Permission::DeleteCastings).then(|| view! { <CallButton state=delete label=words::take_out() icon="close" fields says class="button quiet" /> })}
        </li>
    }
}

/// Finds the other half of a casting and says the character.
#[component]
pub fn CastSheet(side: Side, id: i64, name: String) -> impl IntoView {
    let search = use_location().search;
    let text = Memo::new(move |_| search.with(|search| said(search, "find")));
    let matches = read(
        move || text.get(),
        move |text| async move {
            match side {
                Side::Movie => calls::search_actors(text).await,
                Side::Actor => calls::search_movies(text).await,
            }
        },
    );
    // What is fixed on this page is sound; what is chosen and typed is checked.
    let add = FormState::new(AddCasting::PATH, |typed| {
        let new = |name| typed.get(name).unwrap_or_else(|| "0".to_owned());
        NewCasting { movie_id: new("movie_id"), actor_id: new("actor_id"), character: typed.text("character") }
            .checked()
            .map(drop)
    });
    let page = format!("/{}s/{id}", side.word());
    let (title, find, ours, theirs, legend) = match side {
        Side::Movie => (words::cast_actor_in(&name), words::find_actor(), "movie_id", "actor_id", words::which_actor()),
        Side::Actor => {
            (words::cast_actor_somewhere(&name), words::find_movie(), "actor_id", "movie_id", words::which_movie())
        }
    };
    let navigate = use_navigate();
    let path = page.clone();
    let look = move |event| {
        navigate(
            &format!("{path}?{}", typed(&event)),
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() },
        );
    };
    view! {
        <Sheet title close=page.clone()>
            <search>
                // With script every letter is looked up as it is typed.
                <form action=page method="get" on:submit=|event| event.prevent_default()>
                    <input type="hidden" name="cast" value="1" />
                    <div class="field">
                        <label for="find">{find}</label>
                        <div class="together">
                            <input id="find" name="find" type="search" autocomplete="off" value=text.get_untracked() on:input=look autofocus=FIRST_LOAD />
                            <button class="button" type="submit">
                                <Icon name="search" />
                                <span>{words::find()}</span>
                            </button>
                        </div>
                    </div>
                </form>
            </search>
            <CallForm state=add draft=format!("{}_cast-{id}", side.word())>
                <ErrorSummary state=add />
                <input type="hidden" name=ours value=id.to_string() />
                <input type="hidden" name="side" value=side.word() />
                <Transition fallback=Skeleton>
                    {move || Suspend::new(async move {
                        match matches.await {
                            Ok(choices) if choices.is_empty() => view! { <p class="empty">{words::nothing_found()}</p> }.into_any(),
                            Ok(choices) => view! { <ChoiceField state=add name=theirs label=legend value="" choices /> }.into_any(),
                            Err(error) => view! { <p class="error" role="alert">{error.to_string()}</p> }.into_any(),
                        }
                    })}
                </Transition>
                <TextField state=add name="character" label=words::character() value="" hint=words::character_hint() />
                <Submit state=add label=words::cast_them() />
            </CallForm>
        </Sheet>
    }
}

//! A record's page: what is known of it, who plays whom, and what happened to it last; and what is opened over it to edit it and to
//! cast somebody. The actors' and the movies' page are one, as their lists are.

use super::{
    castings::{Beside, CastSheet, Castings, beside},
    forms::{CallButton, CallForm, ErrorSummary, FormState, Submit},
    json::read,
    lists::said,
    parts::{Avatar, Barred, Deed, Heard, Icon, Problem, Sheet, Skeleton, anew, may},
};
use crate::calls::{DeleteActor, DeleteMovie, Side};
use domain::{Error, Permission};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// What a record's page shows of it.
pub struct Shown {
    pub id: i64,
    pub version: i64,
    pub name: String,
    pub facts: Vec<Fact>,
    /// Draws what is filled in to edit it.
    pub fields: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// Something that is known of a record: the field it is edited in, what it is called, and what it is.
pub struct Fact(pub &'static str, pub &'static str, pub String);

/// What makes one record's page different from another's.
struct Kind {
    list: &'static str,
    title: &'static str,
    /// The field of what it is called.
    named: &'static str,
    all: &'static str,
    change: Permission,
    save: &'static str,
    delete: Permission,
    deletes: &'static str,
}

fn kind(side: Side) -> Kind {
    match side {
        Side::Actor => Kind {
            list: "/actors",
            title: words::actors(),
            named: "name",
            all: words::see_all_actors(),
            change: Permission::ChangeActors,
            save: words::save_actor(),
            delete: Permission::DeleteActors,
            deletes: DeleteActor::PATH,
        },
        Side::Movie => Kind {
            list: "/movies",
            title: words::movies(),
            named: "title",
            all: words::see_all_movies(),
            change: Permission::ChangeMovies,
            save: words::save_movie(),
            delete: Permission::DeleteMovies,
            deletes: DeleteMovie::PATH,
        },
    }
}

/// Draws the page of the record in the address, which `one` reads; `change` is the form it is edited with.
pub fn record_page<T, F>(side: Side, change: FormState, one: fn(i64) -> F, shown: fn(T, FormState) -> Shown) -> AnyView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let params = use_params_map();
    // The address of the page one leaves for is nothing to the record.
    let id = Memo::new(move |before: Option<&Option<i64>>| match params.with(|params| params.get("id")) {
        Some(id) => id.parse().ok(),
        None => before.copied().flatten(),
    });
    let search = use_location().search;
    let open = move |name: &'static str| Memo::new(move |_| search.with(|search| said(search, name)));
    let (edit, cast) = (open("edit"), open("cast"));
    let heard = Heard::unless(move || !edit.with(String::is_empty) || !cast.with(String::is_empty));
    let record = read(
        move || (id.get(), change.settled.get(), heard.get()),
        move |(id, ..)| async move { one(id.ok_or(Error::NotFound)?).await },
    );
    view! {
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match record.await {
                    Ok(record) => view! { <Record side shown=shown(record, change) change edit cast /> }.into_any(),
                    Err(error) => {
                        let Kind { list, all, .. } = kind(side);
                        view! { <Problem error what=side.word() back=list back_label=all /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Record(side: Side, shown: Shown, change: FormState, edit: Memo<String>, cast: Memo<String>) -> impl IntoView {
    let Kind { list, title, named, change: changes, save, delete, deletes, .. } = kind(side);
    let Shown { id, version, name, facts, fields } = shown;
    let here = format!("{list}/{id}");
    let delete_it = FormState::button(deletes);
    let deleted = RwSignal::new(0);
    let beside = beside(side, id, deleted);
    let form = move || {
        let fields = fields();
        view! {
            <CallForm state=change draft=format!("{}-{id}", side.word())>
                <ErrorSummary state=change />
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="version" value=version />
                {fields}
                <Submit state=change label=save />
            </CallForm>
        }
        .into_any()
    };
    let editing = move |field: &str| may(changes) && edit.with(|edit| edit == field);
    let (known_at, edited_at, edit_form) = (here.clone(), here.clone(), form.clone());
    let known = move |field: &'static str, value: &str| {
        let value = value.to_owned();
        if may(changes) && !editing(field) {
            view! {
                <a href=format!("{known_at}?edit={field}") class="fact" data-noscroll="">
                    {value}
                </a>
            }
            .into_any()
        } else {
            value.into_any()
        }
    };
    // All that is known stands in the form, of which the style sheet shows this: so it is saved and merged as ever.
    let in_place = move |field: &'static str| {
        view! {
            <div class="in-place" data-field=field>
                {form()}
                <a href=edited_at.clone() class="button quiet" data-noscroll="">
                    {words::cancel()}
                </a>
            </div>
        }
        .into_any()
    };
    let facts = facts.into_iter().map(|Fact(field, label, value)| {
        let (known, in_place) = (known.clone(), in_place.clone());
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{anew(move || if editing(field) { in_place(field) } else { known(field, &value) })}</dd>
            </div>
        }
    });
    let facts = facts.collect_view();
    let (edited, cast_in, closed) = (name.clone(), name.clone(), here.clone());
    let sheet = move || {
        let form = edit_form();
        view! {
            <Sheet title=words::edit_record(&edited) close=closed.clone()>
                {form}
            </Sheet>
        }
    };
    view! {
        <Title text=name.clone() />
        <a href=list class="up">
            <Icon name="back" />
            <span>{title}</span>
        </a>
        <header class="head record">
            {(side == Side::Actor).then(|| view! { <Avatar name=name.clone() id large=true /> })}
            <h1>{anew(move || known(named, &name))}</h1>
            {anew(move || if editing(named) { in_place(named) } else { ().into_any() })}
            <div class="deeds">
                <Deed permission=changes href=format!("{here}?edit=1") icon="edit" label=words::edit() />
                {if may(delete) {
                    Either::Left(
                        view! {
                            <div class="delete">
                                <CallButton state=delete_it label=words::delete() icon="bin" fields=vec![("id", id.to_string())] described="takes" />
                                <Takes beside=beside.clone() />
                            </div>
                        },
                    )
                } else {
                    Either::Right(view! { <Barred permission=delete icon="bin" label=words::delete() /> })
                }}
            </div>
        </header>
        <dl class="facts">{facts}</dl>
        <Castings side id beside deleted />
        <Show when=move || edit.with(|edit| edit == "1") && may(changes)>
            {sheet()}
        </Show>
        <Show when=move || !cast.with(String::is_empty) && may(Permission::AddCastings)>
            <CastSheet side id name=cast_in.clone() />
        </Show>
    }
}

/// What goes along with it, said before it is deleted.
#[component]
fn Takes(beside: Beside) -> impl IntoView {
    view! {
        <small id="takes">
            <Transition>
                {move || {
                    let beside = beside.clone();
                    Suspend::new(async move { beside.await.map(|below| below.takes).unwrap_or_default() })
                }}
            </Transition>
        </small>
    }
}

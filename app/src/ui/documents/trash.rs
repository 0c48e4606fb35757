//! What was deleted: to be restored, or to be removed for good.

use crate::{
    Refused,
    calls::{self, Pages, RemoveTrash, Restore, counted, page_at},
    ui::{
        forms::{CallForm, ErrorSummary, FormState, Submit},
        links,
        parts::{Barred, Deed, Problem, may},
    },
};
use domain::{Error, PageNumber, Permission, RecordId, Trash, Trashed};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn TrashPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| PageNumber::read(query.get("page").as_deref()));
    view! {
        <Title text="Trash" />
        <Suspense>
            {Suspend::new(async move {
                let trash = async { calls::trash(page?).await };
                match trash.await {
                    Ok(trash) => Either::Left(view! { <Contents trash /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/trash" back_label="To the trash" /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Contents(trash: Trash) -> impl IntoView {
    let Trash { page, days, .. } = trash;
    let pages = Pages::of(&page, |number| page_at("/trash", [], number));
    let empty = page.rows.is_empty();
    let query = use_query_map();
    let asked = |name: &str| -> Option<usize> { query.with_untracked(|query| query.get(name))?.parse().ok() };
    let done =
        |count: usize, words: &str| format!("{count} {} {words}", if count == 1 { "record is" } else { "records are" });
    let restored = match refused() {
        Some(refused) => match &refused.error {
            Error::Invalid(said) => Some(asked_for(&refused).len().saturating_sub(said.len())),
            _ => None,
        },
        None => asked("restored"),
    };
    let done = (restored.filter(|count| *count > 0).map(|count| done(count, "restored.")))
        .or_else(|| asked("removed").map(|count| done(count, "removed for good.")));
    let stays = match days {
        0 => "What is deleted stays here until an executive producer empties the trash.".to_owned(),
        1 => "What is deleted stays here for a day. Then it is removed for good.".to_owned(),
        days => format!("What is deleted stays here for {days} days. Then it is removed for good."),
    };
    let empty_it = (!empty).then(|| {
        view! { <Deed permission=Permission::EmptyTrash href="/trash/empty".to_owned() icon="bin" label="Empty the trash" /> }
    });
    view! {
        <header class="head">
            <h1>"Trash"</h1>
            <p class="count">{counted(&page, "record", "records")}</p>
            {empty_it}
        </header>
        {done.map(|words| view! { <p class="notice" role="status">{words}</p> })}
        <p class="hint">{stays}</p>
        {if empty {
            Either::Left(view! { <p class="empty">"Nothing is in the trash. Whatever is deleted can be restored from here."</p> })
        } else {
            Either::Right(view! { <Records rows=page.rows /> })
        }}
        {pages.map(|pages| view! { <div inner_html=links::pages(pages)></div> })}
    }
}

/// What was asked to be restored and could not be, or not all of it.
fn refused() -> Option<Refused> {
    let refused = expect_context::<StoredValue<Option<Refused>>>().get_value();
    refused.filter(|refused| refused.call == Restore::PATH)
}

/// The records that were to be restored: those that were ticked, or the one whose button was pressed.
fn asked_for(refused: &Refused) -> Vec<&str> {
    let named = |field: &str| -> Vec<&str> {
        refused.typed.iter().filter(|(name, _)| name.starts_with(field)).map(|(_, record)| record.as_str()).collect()
    };
    let only = named("only");
    if only.is_empty() { named("records") } else { only }
}

/// Why this record could not be: one by itself is refused with its own error, several with one field for each.
fn why_not(refused: &Refused, record: &str) -> Option<String> {
    match &refused.error {
        Error::Invalid(_) => refused.error.field(record).map(str::to_owned),
        error => (asked_for(refused) == [record]).then(|| error.to_string()),
    }
}

fn permission(record: RecordId) -> Permission {
    Permission::to_restore(record).expect("only what can be restored is in the trash")
}

#[component]
fn Records(rows: Vec<Trashed>) -> impl IntoView {
    let state = FormState::button(Restore::PATH);
    let refused = refused();
    let any = rows.iter().any(|row| may(permission(row.record)));
    let least = rows.first().map_or(Permission::DeleteActors, |row| permission(row.record));
    let rows = rows.into_iter().map(|row| view! { <Row row refused=refused.clone() /> }).collect_view();
    view! {
        <CallForm state>
            <ErrorSummary state />
            <table class="trash">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="minor">"Deleted"</th>
                        <th scope="col" class="minor">"Stays"</th>
                        <th scope="col"><span class="visually-hidden">"Restore"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {if any {
                Either::Left(view! { <Submit state label="Restore what is ticked" /> })
            } else {
                Either::Right(view! { <Barred permission=least icon="" label="Restore" /> })
            }}
        </CallForm>
    }
}

#[component]
fn Row(row: Trashed, refused: Option<Refused>) -> impl IntoView {
    let Trashed { record, name, rest, by, when, castings, days_left } = row;
    let id = record.to_string();
    let mine = may(permission(record));
    let ticked = refused.as_ref().is_some_and(|refused| asked_for(refused).contains(&id.as_str()));
    let error = refused.as_ref().and_then(|refused| why_not(refused, &id));
    let with = match castings {
        0 => None,
        1 => Some("1 part in a cast comes back with it".to_owned()),
        castings => Some(format!("{castings} parts in casts come back with it")),
    };
    let stays = match days_left {
        None => "Until emptied".to_owned(),
        Some(0) => "Goes within the hour".to_owned(),
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
    };
    let deleted = if by.is_empty() { when } else { format!("{when}, by {by}") };
    let (error_id, says) = (format!("{id}-error"), format!("Restore {name}{rest}"));
    let what = view! {
        <span>
            <strong>{name}</strong>
            {rest}
            {with.map(|with| view! { <small>{with}</small> })}
            <small class="brief">{format!("{deleted}. Stays: {}", stays.to_lowercase())}</small>
        </span>
    };
    let described = error_id.clone();
    view! {
        <tr>
            <th scope="row">
                {if mine {
                    Either::Left(view! {
                        <label class="tick">
                            <input type="checkbox" id=id.clone() name="records[]" value=id.clone() checked=ticked aria-describedby=described />
                            {what}
                        </label>
                    })
                } else {
                    Either::Right(view! { <span class="tick">{what}</span> })
                }}
                <p class="error" id=error_id>{error}</p>
            </th>
            <td class="minor">{deleted.clone()}</td>
            <td class="minor">{stays.clone()}</td>
            <td class="number">
                {if mine {
                    Either::Left(view! {
                        <button class="button quiet" type="submit" name="only" value=id aria-label=says>
                            "Restore"
                        </button>
                    })
                } else {
                    Either::Right(view! { <small>{format!("Only {}s", permission(record).least_role().title().to_lowercase())}</small> })
                }}
            </td>
        </tr>
    }
}

/// Asks once, because this cannot be undone.
#[component]
pub fn EmptyTrashPage() -> impl IntoView {
    view! {
        <Title text="Empty the trash" />
        <Suspense>
            {Suspend::new(async {
                let trash = async {
                    if !may(Permission::EmptyTrash) {
                        return Err(Error::NotAllowed(Permission::EmptyTrash));
                    }
                    calls::trash(PageNumber::FIRST).await
                };
                match trash.await {
                    Ok(trash) => Either::Left(view! { <Question trash /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/trash" back_label="To the trash" /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Question(trash: Trash) -> impl IntoView {
    let state = FormState::button(RemoveTrash::PATH);
    let castings = match trash.castings {
        0 => String::new(),
        1 => " and the part in a cast that hangs on them".to_owned(),
        castings => format!(" and the {castings} parts in casts that hang on them"),
    };
    let says = format!("{}{castings} will be removed for good.", counted(&trash.page, "record", "records"));
    view! {
        <header class="head">
            <h1>"Empty the trash"</h1>
        </header>
        <section class="question">
            <p><strong>{says}</strong></p>
            <p>"This cannot be undone. That they were there, and who removed them, stays in the history."</p>
            <CallForm state>
                <ErrorSummary state />
                <input type="hidden" name="latest" value=trash.latest />
                <div class="together">
                    <Submit state label="Remove them for good" />
                    <a class="button" href="/trash">"Keep them"</a>
                </div>
            </CallForm>
        </section>
    }
}

//! What was deleted: to be restored, or to be removed for good.

use crate::{
    Refused,
    calls::{self, Pages, RemoveTrash, Restore, page_at},
    ui::{
        forms::{CallForm, ErrorSummary, FormState, Submit},
        links,
        parts::{Barred, Deed, Problem, may},
    },
};
use domain::{Error, PageNumber, Permission, RecordId, Role, Trash, Trashed};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn TrashPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| PageNumber::read(query.get("page").as_deref()));
    view! {
        <Title text=words::trash() />
        <Suspense>
            {Suspend::new(async move {
                let trash = async { calls::trash(page?).await };
                match trash.await {
                    Ok(trash) => Either::Left(view! { <Contents trash /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/trash" back_label=words::to_the_trash() /> }),
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
    let asked = |name: &str| -> Option<i64> { query.with_untracked(|query| query.get(name))?.parse().ok() };
    let restored = match refused() {
        Some(refused) => match &refused.error {
            Error::Invalid(said) => Some(asked_for(&refused).len().saturating_sub(said.len()) as i64),
            _ => None,
        },
        None => asked("restored"),
    };
    let done = (restored.filter(|count| *count > 0).map(words::records_restored))
        .or_else(|| asked("removed").map(words::records_removed));
    let stays = match days {
        0 => words::deleted_stays().to_owned(),
        days => words::deleted_stays_for_days(days.into()),
    };
    let empty_it = (!empty).then(|| {
        view! { <Deed permission=Permission::EmptyTrash href="/trash/empty".to_owned() icon="bin" label=words::empty_the_trash() /> }
    });
    view! {
        <header class="head">
            <h1>{words::trash()}</h1>
            <p class="count">{words::records_counted(page.total)}</p>
            {empty_it}
        </header>
        {done.map(|words| view! { <p class="notice" role="status">{words}</p> })}
        <p class="hint">{stays}</p>
        {if empty {
            Either::Left(view! { <p class="empty">{words::trash_is_empty()}</p> })
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
                        <th scope="col">{words::name()}</th>
                        <th scope="col" class="minor">{words::when_deleted()}</th>
                        <th scope="col" class="minor">{words::how_long_it_stays()}</th>
                        <th scope="col"><span class="visually-hidden">{words::restore()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {if any {
                Either::Left(view! { <Submit state label=words::restore_what_is_ticked() /> })
            } else {
                Either::Right(view! { <Barred permission=least icon="" label=words::restore() /> })
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
    let with = (castings > 0).then(|| words::castings_come_back(castings));
    let deleted = if by.is_empty() { when } else { words::deleted_by(&when, &by) };
    let (stays, brief) = match days_left {
        None => (words::stays_until_emptied().to_owned(), words::deleted_and_stays_until_emptied(&deleted)),
        Some(0) => (words::goes_within_the_hour().to_owned(), words::deleted_and_goes_within_the_hour(&deleted)),
        Some(days) => {
            let days = words::days_counted(days);
            let brief = words::deleted_and_stays(&deleted, &days);
            (days, brief)
        }
    };
    let (error_id, says) = (format!("{id}-error"), words::restore_record(&format!("{name}{rest}")));
    let what = view! {
        <span>
            <strong>{name}</strong>
            {rest}
            {with.map(|with| view! { <small>{with}</small> })}
            <small class="brief">{brief}</small>
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
            <td class="minor">{deleted}</td>
            <td class="minor">{stays}</td>
            <td class="number">
                {if mine {
                    Either::Left(view! {
                        <button class="button quiet" type="submit" name="only" value=id aria-label=says>
                            {words::restore()}
                        </button>
                    })
                } else {
                    Either::Right(view! { <small>{only_whom(permission(record))}</small> })
                }}
            </td>
        </tr>
    }
}

/// Who restores it, where whoever looks does not. Assistants delete nothing.
fn only_whom(permission: Permission) -> &'static str {
    match permission.least_role() {
        Role::ExecutiveProducer => words::only_executive_producers(),
        Role::CastingDirector | Role::CastingAssistant => words::only_casting_directors(),
    }
}

/// Asks once, because this cannot be undone.
#[component]
pub fn EmptyTrashPage() -> impl IntoView {
    view! {
        <Title text=words::empty_the_trash() />
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
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/trash" back_label=words::to_the_trash() /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Question(trash: Trash) -> impl IntoView {
    let state = FormState::button(RemoveTrash::PATH);
    let records = words::records_counted(trash.page.total);
    let says = match trash.castings {
        0 => words::will_be_removed(&records),
        castings => words::will_be_removed_with_castings(castings, &records),
    };
    view! {
        <header class="head">
            <h1>{words::empty_the_trash()}</h1>
        </header>
        <section class="question">
            <p><strong>{says}</strong></p>
            <p>{words::history_stays()}</p>
            <CallForm state>
                <ErrorSummary state />
                <input type="hidden" name="latest" value=trash.latest />
                <div class="together">
                    <Submit state label=words::remove_them_for_good() />
                    <a class="button" href="/trash">{words::keep_them()}</a>
                </div>
            </CallForm>
        </section>
    }
}

//! A list's page: the search and what narrows it, what was found, and the sheet to add to it. The actors' and the movies'
//! page are one: a second one would be downloaded by every visitor, and what differs are words.

use super::{
    forms::{CallForm, ErrorSummary, FormState, Submit},
    json::read,
    parts::{Avatar, Deed, Heard, Icon, Pager, Problem, Sheet, Skeleton, answer_with, may},
};
use crate::calls::{Field, Link, Listed, Row};
use domain::{Error, Permission};
use leptos::{html, prelude::*, web_sys};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate},
    location::Location,
};
use std::pin::Pin;

/// A list on its way. Boxed, so that all lists are read by the same code.
type Reading = Pin<Box<dyn Future<Output = Result<Listed, Error>> + Send>>;

/// What makes one list's page different from another's.
pub struct List {
    pub path: &'static str,
    pub title: &'static str,
    pub fields: &'static [Field],
    /// What else the address may ask for, and a search keeps.
    pub kept: &'static [&'static str],
    /// Whether the records have faces.
    pub faces: bool,
    pub read: fn(String) -> Reading,
    /// Who may add to it, the words for it, and the name of the draft.
    pub permission: Permission,
    pub add: &'static str,
    pub draft: &'static str,
}

/// Draws the page; `fields` draws what is filled in to add a record.
pub fn list_page(list: &'static List, state: FormState, fields: fn(FormState) -> AnyView) -> AnyView {
    let &List { path, title, permission, add, draft, .. } = list;
    let Location { pathname, search, .. } = use_location();
    // Whether the sheet is open is in the address too, and nothing to the list. Nor is the address of the page one leaves for.
    let query = Memo::new(move |before: Option<&String>| match before {
        Some(before) if pathname.with(|at| at.trim_end_matches('/') != path) => before.clone(),
        _ => search.with(|search| without(search, |pair| pair == ADD)),
    });
    let adding = move || search.with(|search| search.split('&').any(|pair| pair == ADD)) && may(permission);
    let heard = expect_context::<Heard>().page;
    let listed = read(move || (query.get(), heard.get()), |(query, _)| (list.read)(query));
    view! {
        <Title text=title />
        <header class="head">
            <h1>{title}</h1>
            <Search list query />
            {move || view! { <Deed permission href=address(path, &joined(&query.get(), ADD)) icon="plus" label=add primary=true /> }}
        </header>
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match listed.await {
                    Ok(listed) => view! { <Found list listed /> }.into_any(),
                    // The search is there to be mended.
                    Err(error @ Error::Invalid(_)) => {
                        answer_with(error.status());
                        view! {
                            <p class="refused" role="alert">
                                {error.to_string()} ". "
                                <a href=path data-noscroll="">
                                    "See all"
                                </a>
                            </p>
                        }
                            .into_any()
                    }
                    Err(error) => {
                        view! { <Problem error what=format!("page of {}", title.to_lowercase()) back=path back_label="Go to the first page" /> }.into_any()
                    }
                }
            })}
        </Transition>
        <Show when=adding>
            <Sheet title=add.to_owned() close=address(path, &query.get_untracked())>
                <CallForm state draft>
                    <ErrorSummary state />
                    {fields(state)}
                    <Submit state label=add />
                </CallForm>
            </Sheet>
        </Show>
    }
    .into_any()
}

/// A form that sends itself as it is filled in, and without script when it is sent.
#[component]
fn Search(list: &'static List, query: Memo<String>) -> impl IntoView {
    let &List { path, title, fields, kept, .. } = list;
    let asked = query.get_untracked();
    let place = NodeRef::<html::Form>::new();
    let looked = StoredValue::new(asked.clone());
    // What is typed is in the address already. When the address changes otherwise the fields follow it.
    Effect::new(move || {
        let query = query.get();
        if looked.try_update_value(|looked| std::mem::replace(looked, query.clone()) == query) == Some(true) {
            return;
        }
        if let Some(form) = place.get() {
            for name in fields.iter().map(|field| &field.name).chain(kept).chain(&["q"]) {
                fill(&form, name, &said(&query, name));
            }
        }
    });
    let navigate = use_navigate();
    let look = move |event: web_sys::Event| {
        let query = typed(&event);
        looked.set_value(query.clone());
        navigate(
            &address(path, &query),
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() },
        );
    };
    // What would be sent is looked up already.
    let close = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(form) = place.get() {
            shut(&form);
        }
    };
    let fields = fields
        .iter()
        .map(|&Field { name, label, numeric }| {
            view! {
                <label class="field">
                    {label}
                    <input name=name value=said(&asked, name) autocomplete="off" inputmode=numeric.then_some("numeric") />
                </label>
            }
        })
        .collect_view();
    let kept =
        kept.iter().map(|name| view! { <input type="hidden" name=*name value=said(&asked, name) /> }).collect_view();
    view! {
        <search>
            <form action=path method="get" node_ref=place on:submit=close>
                <Icon name="search" />
                <input name="q" type="search" aria-label=format!("Search {}", title.to_lowercase()) value=said(&asked, "q") autocomplete="off" on:input=look.clone() />
                {kept}
                <details>
                    <summary class="button">"Filter"</summary>
                    // Not with every figure: the first of two is another age.
                    <div on:change=look>
                        {fields}
                        <button class="button" type="submit">
                            "Apply"
                        </button>
                    </div>
                </details>
            </form>
        </search>
    }
}

#[component]
fn Found(list: &'static List, listed: Listed) -> impl IntoView {
    const PLACES: [&str; 3] = ["", "minor", "number"];
    let &List { path, faces, .. } = list;
    let Listed { count, filters, columns, rows, nothing, pages } = listed;
    let any = !filters.is_empty();
    let filters = filters
        .into_iter()
        .map(|Link { words, href, state }| {
            let on = state.is_some();
            view! {
                <li>
                    <a class="filter" href=href aria-label=state aria-current=on.then_some("true") data-noscroll="">
                        {words}
                        {on.then(|| view! { <Icon name="close" /> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    let columns = columns
        .into_iter()
        .zip(PLACES)
        .map(|(Link { words, href, state }, place)| {
            view! {
                <th scope="col" class=place aria-sort=state>
                    <a href=href data-noscroll="">
                        {words}
                    </a>
                </th>
            }
        })
        .collect_view();
    let empty = rows.is_empty();
    let rows = rows
        .into_iter()
        .map(|Row { id, name, minor, figures }| {
            view! {
                <tr>
                    <th scope="row">
                        <A href=format!("{path}/{id}") attr:class="row">
                            {faces.then(|| view! { <Avatar name=name.clone() id /> })}
                            <span>{name}</span>
                        </A>
                    </th>
                    <td class="minor">{minor}</td>
                    <td class="number">{figures}</td>
                </tr>
            }
        })
        .collect_view();
    let Link { words, href, state } = nothing;
    view! {
        <div class="found">
            <p class="count" role="status">
                {count}
            </p>
            {any.then(|| view! { <ul aria-label="Filters">{filters}</ul> })}
        </div>
        {if empty {
            view! {
                <p class="empty">
                    {words} " "
                    {state.map(|all| {
                        view! {
                            <a href=href data-noscroll="">
                                {all}
                            </a>
                        }
                    })}
                </p>
            }
                .into_any()
        } else {
            view! {
                <table>
                    <thead>
                        <tr>{columns}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {pages.map(|pages| view! { <Pager pages /> })}
            }
                .into_any()
        }}
    }
}

/// By this the sheet is open.
const ADD: &str = "add=1";

fn address(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn joined(query: &str, pair: &str) -> String {
    if query.is_empty() { pair.to_owned() } else { format!("{query}&{pair}") }
}

/// A query without these of its pairs.
fn without(query: &str, these: impl Fn(&str) -> bool) -> String {
    query.split('&').filter(|pair| !these(pair)).collect::<Vec<_>>().join("&")
}

/// What a query says by this name; of a repeated one the first counts. The router's own map has the last, and decodes twice.
pub fn said(query: &str, name: &str) -> String {
    #[cfg(feature = "ssr")]
    let value =
        form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name).map(|(_, value)| value.into());
    #[cfg(not(feature = "ssr"))]
    let value = web_sys::UrlSearchParams::new_with_str(query).ok().and_then(|query| query.get(name));
    value.unwrap_or_default()
}

/// What stands in the form around a field, as its query. What is empty is not asked for.
#[cfg(feature = "hydrate")]
pub fn typed(event: &web_sys::Event) -> String {
    let read = || {
        let form = event_target::<web_sys::HtmlInputElement>(event).form()?;
        let data = web_sys::FormData::new_with_form(&form).ok()?;
        web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
    };
    let query = read().map(|query| String::from(query.to_string())).unwrap_or_default();
    without(&query, |pair| pair.ends_with('='))
}

/// Puts a text into the field of this name.
#[cfg(feature = "hydrate")]
fn fill(form: &web_sys::HtmlFormElement, name: &str, text: &str) {
    use leptos::wasm_bindgen::JsCast;
    let field = form.query_selector(&format!("[name={name}]")).ok().flatten();
    if let Some(field) = field {
        field.unchecked_into::<web_sys::HtmlInputElement>().set_value(text);
    }
}

/// Closes what was opened to be filled in, and goes on at what opened it.
#[cfg(feature = "hydrate")]
fn shut(form: &web_sys::HtmlFormElement) {
    use leptos::wasm_bindgen::JsCast;
    let find = |what| form.query_selector(what).ok().flatten();
    if let (Some(open), Some(summary)) = (find("[open]"), find("summary")) {
        let _ = open.remove_attribute("open");
        let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// The server draws searches and hears nothing.
#[cfg(not(feature = "hydrate"))]
pub fn typed(_: &web_sys::Event) -> String {
    String::new()
}

#[cfg(not(feature = "hydrate"))]
fn fill(_: &web_sys::HtmlFormElement, _: &str, _: &str) {}

#[cfg(not(feature = "hydrate"))]
fn shut(_: &web_sys::HtmlFormElement) {}

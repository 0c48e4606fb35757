//! A list's page: the search and what narrows it, what was found, and the sheet to add to it. The actors' and the movies'
//! page are one: a second one would be downloaded by every visitor, and what differs are words.

use super::{
    abreast::beside,
    forms::{CallForm, ErrorSummary, FormState, Submit},
    json::read,
    parts::{Deed, Heard, Icon, Problem, Sheet, Skeleton, anew, answer_with, may},
};
use crate::calls::{Field, Listed};
use domain::{Error, Permission};
use leptos::{html, prelude::*, web_sys};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::Location,
};
use std::pin::Pin;
use words::Word;

/// A list on its way. Boxed, so that all lists are read by the same code.
type Reading = Pin<Box<dyn Future<Output = Result<Listed, Error>> + Send>>;

/// What makes one list's page different from another's.
pub struct List {
    pub path: &'static str,
    pub title: Word,
    /// What the search is called, and what to say where there is no such page.
    pub search: Word,
    pub no_page: Word,
    pub fields: &'static [Field],
    /// What else the address may ask for, and a search keeps.
    pub kept: &'static [&'static str],
    pub read: fn(String) -> Reading,
    /// Who may add to it, the words for it, and the name of the draft.
    pub permission: Permission,
    pub add: Word,
    pub draft: &'static str,
}

/// Draws the page; `fields` draws what is filled in to add a record.
pub fn list_page(list: &'static List, state: FormState, fields: fn(FormState) -> AnyView) -> AnyView {
    let &List { path, permission, draft, .. } = list;
    let (title, add) = ((list.title)(), (list.add)());
    let Location { pathname, search, .. } = use_location();
    let alone = Memo::new(move |_| pathname.with(|at| at.trim_end_matches('/') == path));
    let known = beside(path);
    // Whether the sheet is open is in the address too, and nothing to the list. Nor is the address of the record that stands
    // beside it, or of the page one leaves for.
    let query = Memo::new(move |before: Option<&String>| {
        if alone.get() {
            search.with(|search| without(search, |pair| pair == ADD))
        } else {
            known().or_else(|| before.cloned()).unwrap_or_default()
        }
    });
    let adding = move || search.with(|search| search.split('&').any(|pair| pair == ADD)) && may(permission);
    let heard = expect_context::<Heard>().page;
    let listed = read(move || (query.get(), heard.get()), |(query, _)| (list.read)(query));
    view! {
        <header class="head">
            // Beside a record the page is about that.
            {anew(move || match alone.get() {
                true => view! { <Title text=title /> <h1>{title}</h1> }.into_any(),
                false => view! { <h2>{title}</h2> }.into_any(),
            })}
            <Search list query />
            {move || view! { <Deed permission href=address(path, &joined(&query.get(), ADD)) icon="plus" label=add primary=true /> }}
        </header>
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match listed.await {
                    Ok(listed) => view! { <Found listed /> }.into_any(),
                    Err(error @ Error::SignIn(_)) => {
                        view! { <Problem error what=title back=path back_label=words::see_all() /> }.into_any()
                    }
                    // The search is there to be mended.
                    Err(error) => {
                        answer_with(error.status());
                        let (words, way) = match &error {
                            Error::NotFound => {
                                ((list.no_page)().to_owned(), words::first_page())
                            }
                            Error::Invalid(_) => (format!("{error}."), words::see_all()),
                            error => (error.to_string(), words::see_all()),
                        };
                        view! {
                            <p class="refused" role="alert">
                                {words} " "
                                <a href=path data-noscroll="">
                                    {way}
                                </a>
                            </p>
                        }
                            .into_any()
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
    let &List { path, fields, kept, .. } = list;
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
    // With every letter of the search, but not with every figure of an age: the first of two is another age.
    let look = move |event: web_sys::Event| {
        let searched = event_target::<web_sys::HtmlInputElement>(&event).name() == "q";
        if searched != (event.type_() == "input") {
            return;
        }
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
    view! {
        <search>
            <form
                action=path
                novalidate
                node_ref=place
                inner_html=drawn(list, &asked)
                on:input=look.clone()
                on:change=look
                on:submit=close
            ></form>
            <Icon name="search" />
        </search>
    }
}

/// The fields of the search, filled in. As HTML, because they are drawn once and their views would be many times as long.
fn drawn(list: &List, query: &str) -> String {
    let value = |name| escaped(&said(query, name));
    let mut html = format!(
        r#"<input name="q" type="search" aria-label="{}" value="{}" autocomplete="off">"#,
        (list.search)(),
        value("q")
    );
    for name in list.kept {
        html += &format!(r#"<input type="hidden" name="{name}" value="{}">"#, value(name));
    }
    html += &format!(r#"<details><summary class="button">{}</summary><div>"#, words::filter());
    for Field { name, label, kind } in list.fields {
        html += &format!(
            r#"<div class="field"><label for="{name}">{}</label><input id="{name}" name="{name}" value="{}" autocomplete="off"{}></div>"#,
            label(),
            value(name),
            kind()
        );
    }
    html + &format!(r#"<button class="button" type="submit">{}</button></div></details>"#, words::apply())
}

/// A text as it stands in HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::new();
    for letter in text.chars() {
        match letter {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            letter => html.push(letter),
        }
    }
    html
}

#[component]
fn Found(listed: Listed) -> impl IntoView {
    let Listed { count, filters, view, head, rows, empty, foot } = listed;
    view! {
        <div class="found">
            <p class="count" role="status">
                {count}
            </p>
            <div inner_html=filters></div>
        </div>
        <div class=view>
            <table hidden=empty>
                <thead inner_html=head></thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
        <div inner_html=foot></div>
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

/// What a query says by this name; of a repeated one the first counts, but for the columns, which a form without script sends
/// each by itself. The router's own map has the last, and decodes twice.
pub fn said(query: &str, name: &str) -> String {
    #[cfg(feature = "ssr")]
    return form_urlencoded::parse(query.as_bytes())
        .filter(|(known, _)| known == name)
        .take(if name == "columns" { usize::MAX } else { 1 })
        .map(|(_, value)| value)
        .collect::<Vec<_>>()
        .join(",");
    #[cfg(not(feature = "ssr"))]
    return web_sys::UrlSearchParams::new_with_str(query).ok().and_then(|query| query.get(name)).unwrap_or_default();
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

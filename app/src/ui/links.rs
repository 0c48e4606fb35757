//! The links of a list to itself: narrowed, sorted, at another page. The server draws them as HTML, from views, because those
//! escape what somebody typed; the bundle only puts it in its place. Each has an id, by which it keeps the focus
//! (frontend/page/live.js).

use super::parts::Icon;
use crate::calls::{Link, Nothing, Pages};
use leptos::prelude::*;

/// What narrows the list, and what could.
pub fn filters(links: Vec<Link>) -> String {
    let filters = links.into_iter().map(|Link { id, words, href, state }| {
        let on = state.is_some();
        view! {
            <li>
                <a id=id class="filter" href=href aria-label=state aria-current=on.then_some("true") data-noscroll="">
                    {words}
                    {on.then(|| view! { <Icon name="close" /> })}
                </a>
            </li>
        }
    });
    let filters = filters.collect_view();
    if filters.is_empty() { String::new() } else { view! { <ul aria-label="Filters">{filters}</ul> }.to_html() }
}

/// A row of headings.
pub fn columns(links: Vec<Link>) -> String {
    const PLACES: [&str; 3] = ["", "minor", "number"];
    let columns = links.into_iter().zip(PLACES).map(|(Link { id, words, href, state }, place)| {
        view! {
            <th scope="col" class=place aria-sort=state>
                <a id=id href=href data-noscroll="">
                    {words}
                </a>
            </th>
        }
    });
    let columns = columns.collect_view();
    view! { <tr>{columns}</tr> }.to_html()
}

/// In place of rows.
pub fn nothing(Nothing { words, all }: Nothing) -> String {
    let all = all.map(|(href, words)| {
        view! {
            <a href=href data-noscroll="">
                {words}
            </a>
        }
    });
    view! {
        <p class="empty">
            {words} " "
            {all}
        </p>
    }
    .to_html()
}

/// Which page of how many, and the way to the others.
pub fn pages(pages: Pages) -> String {
    let step = |there: Option<String>, label: &'static str, rel: &'static str, icon: &'static str| {
        let inside = view! {
            <Icon name=icon />
            <span>{label}</span>
        };
        if let Some(href) = there {
            view! {
                <a id=format!("page-{rel}") class="button" href=href rel=rel>
                    {inside}
                </a>
            }
            .into_any()
        } else {
            view! {
                <span class="button" aria-disabled="true">
                    {inside}
                </span>
            }
            .into_any()
        }
    };
    view! {
        <nav class="pager" aria-label="Pages">
            {step(pages.before, "Previous", "prev", "back")}
            <span class="count">{pages.words}</span>
            {step(pages.after, "Next", "next", "next")}
        </nav>
    }
    .to_html()
}

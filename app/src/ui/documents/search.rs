//! The one search as a page: where the palette cannot open, and for an address that can be sent to somebody.

use crate::{
    calls::{Choices, Matches, matches},
    ui::parts::{Avatar, Icon, Problem},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn SearchPage() -> impl IntoView {
    let text = use_query_map().with_untracked(|query| query.get("q").unwrap_or_default());
    let asked = text.clone();
    view! {
        <Title text="Search" />
        <header class="head">
            <h1>"Search"</h1>
            <search>
                <form action="/search">
                    <input name="q" type="search" aria-label="Search people and titles" value=text.clone() autocomplete="off" autofocus />
                    <button class="button" type="submit">
                        "Search"
                    </button>
                </form>
                <Icon name="search" />
            </search>
        </header>
        <Suspense>
            {Suspend::new(async move {
                match matches(asked.clone()).await {
                    Ok(matches) => view! { <Found text=asked matches /> }.into_any(),
                    Err(error) => view! { <Problem error what="page" back="/search" back_label="Search again" /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Found(text: String, matches: Matches) -> impl IntoView {
    let Matches { actors, movies } = matches;
    let says = match actors.len() + movies.len() {
        _ if text.trim().is_empty() => "Type a part of a name or of a title.".to_owned(),
        0 => format!("Nobody and nothing is called “{text}”. Try fewer letters."),
        1 => "1 match".to_owned(),
        many => format!("{many} matches"),
    };
    let list = |title: &'static str, path: &'static str, faces: bool, choices: Choices| {
        let rows = choices.into_iter().map(|(id, words)| {
            let face = faces.then(|| view! { <Avatar name=words.clone() id=id.parse().unwrap_or_default() /> });
            view! {
                <li>
                    <a href=format!("{path}/{id}") class="row">
                        {face}
                        <span>{words}</span>
                    </a>
                </li>
            }
        });
        let rows = rows.collect_view();
        (!rows.is_empty()).then(|| {
            view! {
                <section aria-labelledby=title>
                    <h2 id=title>{title}</h2>
                    <ul class="cast">{rows}</ul>
                </section>
            }
        })
    };
    view! {
        <div class="found">
            <p class="count" role="status">
                {says}
            </p>
        </div>
        {list("Actors", "/actors", true, actors)}
        {list("Movies", "/movies", false, movies)}
    }
}

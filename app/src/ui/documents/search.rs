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
        <Title text=words::search() />
        <header class="head">
            <h1>{words::search()}</h1>
            <search>
                <form action="/search">
                    <input name="q" type="search" aria-label=words::search_people_and_titles() value=text.clone() autocomplete="off" autofocus />
                    <button class="button" type="submit">
                        {words::search()}
                    </button>
                </form>
                <Icon name="search" />
            </search>
        </header>
        <Suspense>
            {Suspend::new(async move {
                match matches(asked.clone()).await {
                    Ok(matches) => view! { <Found text=asked matches /> }.into_any(),
                    Err(error) => view! { <Problem error what="page" back="/search" back_label=words::search_again() /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Found(text: String, matches: Matches) -> impl IntoView {
    let Matches { actors, movies } = matches;
    let says = match actors.len() + movies.len() {
        _ if text.trim().is_empty() => words::type_a_part().to_owned(),
        0 => words::nobody_and_nothing(&text),
        many => words::matches_counted(many as i64),
    };
    let list = |title: &'static str, list: &'static str, faces: bool, choices: Choices| {
        let rows = choices.into_iter().map(|(id, words)| {
            let face = faces.then(|| view! { <Avatar name=words.clone() id=id.parse().unwrap_or_default() /> });
            view! {
                <li>
                    <a href=format!("/{list}/{id}") class="row">
                        {face}
                        <span>{words}</span>
                    </a>
                </li>
            }
        });
        let rows = rows.collect_view();
        (!rows.is_empty()).then(|| {
            view! {
                <section aria-labelledby=list>
                    <h2 id=list>{title}</h2>
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
        {list(words::actors(), "actors", true, actors)}
        {list(words::movies(), "movies", false, movies)}
    }
}

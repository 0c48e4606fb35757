//! A list to be put on paper: all that matches and not just what is on the screen, drawn anew for that.

use crate::{
    calls::{ACTORS, MOVIES, Paper, actors_on_paper, movies_on_paper},
    ui::parts::{Icon, Problem},
};
use domain::Error;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::location::RequestUrl;

#[component]
pub fn PaperPage() -> impl IntoView {
    let url = expect_context::<RequestUrl>().parse().ok();
    let (path, query) = url.map(|url| (url.path().to_owned(), url.search().to_owned())).unwrap_or_default();
    let of_actors = path.starts_with(ACTORS.path);
    let back = if of_actors { ACTORS.path } else { MOVIES.path };
    let paper = async move { if of_actors { actors_on_paper(&query).await } else { movies_on_paper(&query).await } };
    view! {
        <Suspense>
            {Suspend::new(async move {
                match paper.await {
                    Ok(paper) => Either::Left(view! { <Sheet paper /> }),
                    Err(error) => Either::Right(view! { <Refused error back /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Refused(error: Error, back: &'static str) -> impl IntoView {
    view! { <Problem error what="page" back back_label=words::back_to_list() /> }
}

#[component]
fn Sheet(paper: Paper) -> impl IntoView {
    let Paper { title, count, first, says, headings, rows, back } = paper;
    let headings = headings.into_iter().map(|(class, words)| {
        view! {
            <th scope="col" class=class>
                {words}
            </th>
        }
    });
    let rows = rows.into_iter().map(|(name, cells)| {
        let cells = cells.into_iter().map(|(class, says)| view! { <td class=class>{says}</td> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <Title text=title />
        <a href=back class="up">
            <Icon name="back" />
            <span>{title}</span>
        </a>
        <header class="head">
            <h1>{title}</h1>
            // By it the page is printed as soon as it is there (frontend/page/print.js).
            <button id="to-print" class="button primary" type="button" data-print="">
                {words::print()}
            </button>
        </header>
        <p class="count">{count} {first.map(|first| format!(" · {first}"))}</p>
        <div inner_html=says></div>
        <table class="paper">
            <thead>
                <tr>{headings.collect_view()}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

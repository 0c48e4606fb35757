//! Home: how much there is, and what changed last.

use super::{
    json::read,
    parts::{Changes, Heard, Problem, Skeleton},
};
use crate::{Visit, calls};
use domain::Counts;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn HomePage() -> impl IntoView {
    let heard = expect_context::<Heard>().page;
    let home = read(move || heard.get(), |_| calls::home());
    let name = expect_context::<Visit>().me.map(|me| me.name).unwrap_or_default();
    view! {
        <Title text="" />
        <header class="head">
            <h1>"Home"</h1>
            <p class="count">{name}</p>
        </header>
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match home.await {
                    Ok((counts, changes)) => {
                        let nothing = changes.is_empty();
                        view! {
                            <Figures counts />
                            <section aria-labelledby="latest">
                                <h2 id="latest">"What changed last"</h2>
                                {nothing.then(|| view! { <p class="empty">"Nothing yet. What you and your colleagues add and change will be listed here."</p> })}
                                <Changes changes />
                            </section>
                        }
                            .into_any()
                    }
                    Err(error) => view! { <Problem error what="page" back="/" back_label="Try again" /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Figures(counts: Counts) -> impl IntoView {
    let figure = |number: i64, label: &'static str, href: &'static str| {
        view! {
            <li>
                <a href=href>
                    <span class="number">{number}</span>
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    view! {
        <ul class="figures">
            {figure(counts.actors, if counts.actors == 1 { "actor" } else { "actors" }, "/actors")}
            {figure(counts.movies, if counts.movies == 1 { "movie" } else { "movies" }, "/movies")}
            <li>
                <span class="figure">
                    <span class="number">{counts.castings}</span>
                    <span>{if counts.castings == 1 { "part cast" } else { "parts cast" }}</span>
                </span>
            </li>
        </ul>
    }
}

//! What happened, the latest first. Drawn by the server alone: the bundle only puts it in its place.

use domain::Told;
use leptos::{either::Either, prelude::*};

pub fn story(changes: Vec<Told>) -> AnyView {
    let rows = changes
        .into_iter()
        .map(|Told { by, at, when, deed }| {
            let what = match deed.path {
                // The bundle has no page for a history.
                Some(path) => {
                    let external = path.ends_with("/history").then_some("external");
                    Either::Left(view! { <a href=path rel=external>{deed.what}</a> })
                }
                None => Either::Right(deed.what),
            };
            view! {
                <li>
                    <p>
                        <strong>{by}</strong>
                        {format!(" {} ", deed.verb)}
                        {what}
                        {deed.rest}
                    </p>
                    <time datetime=at>{when}</time>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="story">{rows}</ol>
    }
    .into_any()
}

//! What happened, the latest first. Drawn by the server alone: the bundle only puts it in its place.

use domain::{Deed, Told};
use leptos::prelude::*;
use words::{Piece, SLOTS, pieces};

pub fn story(changes: Vec<Told>) -> AnyView {
    let rows = changes
        .into_iter()
        .map(|Told { by, at, when, deed }| {
            view! {
                <li>
                    <p>{sentence(by, done(&deed))}</p>
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

/// Who did what.
pub fn sentence(by: String, deed: impl IntoAny) -> AnyView {
    let [who, what, ..] = SLOTS;
    let (mut by, mut deed) = (Some(view! { <strong>{by}</strong> }), Some(deed));
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Slot(0) => by.take().into_any(),
        Piece::Slot(_) => deed.take().map(IntoAny::into_any).into_any(),
    };
    pieces(&words::somebody_did(who, what)).map(piece).collect_view().into_any()
}

/// What was done, with the way to what it was done to.
fn done(Deed { says, what, path }: &Deed) -> AnyView {
    let what = || match path {
        Some(path) => {
            // The bundle has no page for a history.
            let external = path.ends_with("/history").then_some("external");
            view! { <a href=path.clone() rel=external>{what.clone()}</a> }.into_any()
        }
        None => what.clone().into_any(),
    };
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Slot(_) => what(),
    };
    pieces(says).map(piece).collect_view().into_any()
}

//! A menu of what can be done with something: a button, and below it what it opens. Drawn by the server alone.

use super::parts::Icon;
use leptos::prelude::*;

/// One thing that can be done, and where.
pub struct Item {
    pub words: &'static str,
    pub href: String,
    /// The bundle has no page for it.
    pub external: bool,
}

/// Without script the button opens and closes it, with script it is a menu (frontend/page/menu.js).
#[component]
pub fn Menu(
    /// By it the button keeps the focus, when what it stands in is drawn anew.
    id: String,
    label: String,
    items: Vec<Item>,
    #[prop(optional)] open: bool,
) -> impl IntoView {
    let items = items.into_iter().map(|Item { words, href, external }| {
        view! {
            <a href=href rel=external.then_some("external")>
                {words}
            </a>
        }
    });
    view! {
        <details class="menu" open=open>
            <summary id=id class="button quiet" aria-label=label data-tip="">
                <Icon name="more" />
            </summary>
            <div>{items.collect_view()}</div>
        </details>
    }
}

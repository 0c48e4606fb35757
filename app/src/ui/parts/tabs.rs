//! The parts of a long page, and the way to each. Drawn by the server alone.

use leptos::prelude::*;

/// Links to the page's parts, by the ids of their headings, each the first in its section. With script they are tabs, and one part is shown
/// at a time (frontend/page/tabs.js); without it, and on paper, all are there.
#[component]
pub fn Tabs(label: &'static str, parts: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let tabs = parts.into_iter().map(|(id, words)| view! { <a href=format!("#{id}")>{words}</a> }).collect_view();
    view! {
        <nav class="tabs" aria-label=label>
            {tabs}
        </nav>
    }
}

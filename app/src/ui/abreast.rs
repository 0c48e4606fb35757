//! A list and the record of it that is open: the one after the other, or abreast where there is room for both.

use super::parts::{Heard, anew};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Draws what the address asks for, of the list at this path and its records. Where the list stands beside the record it stays as it is from one record to the next.
pub fn abreast(path: &'static str, list: fn() -> AnyView, record: fn() -> AnyView) -> AnyView {
    let params = use_params_map();
    let open = Memo::new(move |_| params.with(|params| params.get("id").is_some()));
    let known = beside(path);
    let listed = Memo::new(move |_| !open.get() || known().is_some());
    let part = |class: &'static str, shown: Memo<bool>, part: fn() -> AnyView| {
        anew(move || match shown.get() {
            true => view! { <div class=class tabindex="-1">{part()}</div> }.into_any(),
            false => ().into_any(),
        })
    };
    view! {
        {part("listing", listed, list)}
        {part("opened", open, record)}
    }
    .into_any()
}

/// What the list at this path asks for while it stands beside a record, where it does. It is told by frontend/page/around.js, which
/// knows the list one came from and whether there is room: the server knows neither, and draws the record alone.
pub fn beside(path: &'static str) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
    let heard = expect_context::<Heard>().list;
    move || {
        // The first page is as the server drew it.
        let list = (heard.get() > 0).then(|| document().document_element()?.get_attribute("data-list")).flatten()?;
        Some(list.strip_prefix(path)?.strip_prefix('?')?.to_owned())
    }
}

//! Home: what needs whoever looks, how the agency stands, and what changed last. The server draws it (`ui/overview.rs`).

use super::{
    json::read,
    parts::{Deed, Heard, Problem, Skeleton, may},
};
use crate::{Visit, calls};
use domain::Permission;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn HomePage() -> impl IntoView {
    let heard = expect_context::<Heard>().page;
    let home = read(move || heard.get(), |_| calls::home());
    let name = expect_context::<Visit>().me.map(|me| me.name).unwrap_or_default();
    let add = |permission, href: &str, label: &'static str| {
        may(permission).then(|| view! { <Deed permission href=href.to_owned() icon="plus" label /> })
    };
    view! {
        <Title text="" />
        <header class="head">
            <h1>{words::home()}</h1>
            <p class="count">{name}</p>
            {add(Permission::AddActors, "/actors?add=1", words::add_actor())}
            {add(Permission::AddMovies, "/movies?add=1", words::add_movie())}
        </header>
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match home.await {
                    Ok(home) => view! { <div class="home" inner_html=home></div> }.into_any(),
                    Err(error) => view! { <Problem error what="page" back="/" back_label=words::try_again() /> }.into_any(),
                }
            })}
        </Transition>
    }
}

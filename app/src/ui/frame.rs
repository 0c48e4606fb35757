//! The frame of every page: the rail and the routes.

#[cfg(feature = "ssr")]
use super::documents;
use super::{
    actors::ActorsPage,
    home::HomePage,
    json::Json,
    movies::MoviesPage,
    parts::{Heard, Icon, NoPage, may},
};
use crate::{Refused, Visit};
use domain::Permission;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{A, FlatRoutes, Route, Router},
    path,
};

/// The application, on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visit = SharedValue::<_, Json>::new_with_encoding(|| use_context::<Visit>().unwrap_or_default()).into_inner();
    let refused = SharedValue::<_, Json>::new_with_encoding(use_context::<Refused>).into_inner();
    provide_context(visit.clone());
    provide_context(StoredValue::new(refused));
    let heard = Heard { page: RwSignal::new(0), castings: RwSignal::new(0), list: RwSignal::new(0) };
    provide_context(heard);
    // Runs in the browser alone: what a person can do by now, and what tests wait for.
    Effect::new(move || {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
        // For as long as the page is there.
        for (news, heard) in
            [("agency:change", heard.page), ("agency:castings", heard.castings), ("agency:list", heard.list)]
        {
            let _ = window_event_listener_untyped(news, move |_| heard.update(|count| *count += 1));
        }
        // It may have been said before anybody listened.
        heard.list.update(|count| *count += 1);
    });
    view! {
        <Title formatter=|title: String| if title.is_empty() { words::agency_name().to_owned() } else { words::page_title(&title) } />
        <Router>
            <a class="skip" href="#main" rel="external">
                {words::skip_to_content()}
            </a>
            <div class="frame">
                {visit.me.is_some().then(|| view! { <Rail /> })}
                <main id="main" tabindex="-1">
                    // Filled by frontend/page/presence.js, which the bundle does not mind: it has nothing to draw in it.
                    <p id="present" class="present" role="status"></p>
                    {visit.demo.then(|| view! { <p class="demo">{words::demo_warning()}</p> })}
                    // Filled by frontend/page/around.js.
                    <div id="around"></div>
                    {page()}
                </main>
            </div>
        </Router>
    }
}

/// The page at this address: one of the documents, which only the server draws, or one that the bundle takes over.
fn page() -> AnyView {
    #[cfg(feature = "ssr")]
    if let Some(document) = documents::asked() {
        return document();
    }
    view! {
        <FlatRoutes fallback=NoPage>
            <Route path=path!("/") view=|| HomePage().into_any() />
            // One route each: from the list to a record and on to the next the list may stay.
            <Route path=path!("/actors/:id?") view=|| ActorsPage().into_any() />
            <Route path=path!("/movies/:id?") view=|| MoviesPage().into_any() />
        </FlatRoutes>
    }
    .into_any()
}

/// Where one can go, and who one is. At the left where there is room, at the bottom within the thumb's reach elsewhere.
#[component]
fn Rail() -> impl IntoView {
    let me = expect_context::<Visit>().me.expect("the rail is drawn for somebody");
    let place = |href: &'static str, label: &'static str, icon: &'static str| {
        view! {
            // A phone's bar has no room for all; the account's page leads there.
            <li class=matches!(href, "/activity" | "/trash" | "/people" | "/usage").then_some("rare")>
                <A href=href exact=href == "/" attr:class="place" attr:rel=matches!(href, "/search" | "/activity" | "/people" | "/trash" | "/usage").then_some("external")>
                    <Icon name=icon />
                    <span>{label}</span>
                </A>
            </li>
        }
    };
    view! {
        <header class="rail">
            <p class="mark">
                <Icon name="slate" />
                <span>{words::agency_name()}</span>
            </p>
            // All the words are there, and the sheet shows the one that is true: nothing here changes under the bundle.
            <p class="live" role="status">
                <span>{words::live()}</span>
                <span>{words::reconnecting()}</span>
                <span>{words::offline()}</span>
                <span>{words::signed_out()}</span>
            </p>
            <nav aria-label=words::main_navigation()>
                <ul>
                    {place("/search", words::search(), "search")} {place("/", words::home(), "home")} {place("/actors", words::actors(), "people")} {place("/movies", words::movies(), "film")}
                    {place("/activity", words::activity(), "pulse")}
                    {place("/trash", words::trash(), "bin")}
                    {may(Permission::ManagePeople).then(|| place("/people", words::people(), "badge"))}
                    {may(Permission::SeeUsage).then(|| place("/usage", words::usage(), "chart"))}
                </ul>
            </nav>
            <div class="who">
                <A href="/account" attr:class="place" attr:rel="external">
                    <Icon name="person" />
                    <span class="brief">{words::place_account()}</span>
                    <span class="full">
                        <span class="name">{me.name}</span>
                        <span class="role">{me.role.title()}</span>
                    </span>
                </A>
                // A plain form: leaving wants a fresh document, with nothing of this person left in it.
                <form action="/sign-out" method="post">
                    <button class="quiet" type="submit">
                        <Icon name="leave" />
                        <span>{words::sign_out()}</span>
                    </button>
                </form>
            </div>
        </header>
    }
}

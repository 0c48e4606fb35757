//! The frame of every page: the document, the rail, the routes.

use super::{
    account::AccountPage,
    actors::{ActorPage, ActorsPage},
    home::HomePage,
    movies::{MoviePage, MoviesPage},
    parts::{Icon, NoPage, may},
    people::PeoplePage,
};
#[cfg(feature = "ssr")]
use super::{join::JoinPage, sign_in::SignInPage};
#[cfg(feature = "ssr")]
use crate::Joining;
use crate::{Bundle, Refused, Visit};
use domain::Permission;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    components::{A, FlatRoutes, Route, Router},
    path,
};

/// The whole document, as the server sends it.
pub fn shell() -> impl IntoView {
    let bundle = expect_context::<Bundle>();
    let door = use_context::<Visit>().is_none_or(|visit| visit.me.is_none());
    view! {
        <!DOCTYPE html>
        // A door is whole as it is; the bundle is only fetched for the page behind it.
        <html lang="en" data-hydrated=door.then_some("")>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf7" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0f131d" />
                <link rel="stylesheet" href=bundle.css.to_string() />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <link rel=if door { "prefetch" } else { "modulepreload" } href=bundle.js.to_string() />
                <link
                    rel=if door { "prefetch" } else { "preload" }
                    href=bundle.wasm.to_string()
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin="anonymous"
                />
                <script type="module" nonce=use_nonce()>
                    {start(&bundle, door, use_context::<Refused>())}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The script that starts the bundle, but not on a door. A page drawn in answer to a form stands at the form's address: it first goes back
/// to being the page the form stood on, so that the bundle finds the page it expects and a reload posts nothing.
fn start(bundle: &Bundle, door: bool, refused: Option<Refused>) -> String {
    let Bundle { js, wasm, keep, .. } = bundle;
    let page =
        refused.map(|refused| format!("history.replaceState(null,'',{});", quoted(&refused.page))).unwrap_or_default();
    let worker = if *keep { "navigator.serviceWorker?.register('/sw.js');" } else { "" };
    let import = if door {
        String::new()
    } else {
        let (js, wasm) = (quoted(js), quoted(wasm));
        format!("import({js}).then(m=>m.default({{module_or_path:{wasm}}}).then(()=>m.hydrate()));")
    };
    format!("{page}{import}{worker}")
}

/// A text as JavaScript, in a form that cannot end a script element.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | '.' | '_' | '-' | '?' | '=' | '&' | '%' | '+' => quoted.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| quoted.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    quoted + "\""
}

/// The application, on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visit = SharedValue::new(|| use_context::<Visit>().unwrap_or_default()).into_inner();
    let refused = SharedValue::new(use_context::<Refused>).into_inner();
    provide_context(visit.clone());
    provide_context(StoredValue::new(refused));
    // Runs in the browser alone: what a person can do by now, and what tests wait for.
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Casting Agency".to_owned() } else { format!("{title} · Casting Agency") } />
        <Router>
            <a class="skip" href="#main" rel="external">
                "Skip to the content"
            </a>
            <div class="frame">
                {visit.me.is_some().then(|| view! { <Rail /> })}
                <main id="main" tabindex="-1">
                    {visit.demo.then(|| view! { <p class="demo">"Demo: made-up data, passwords everybody knows. Do not put real names in."</p> })}
                    {if visit.me.is_some() { view! { <Pages /> }.into_any() } else { view! { <Door /> }.into_any() }}
                </main>
            </div>
        </Router>
    }
}

/// What there is to see for whoever is signed in.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NoPage>
            <Route path=path!("/") view=|| HomePage().into_any() />
            <Route path=path!("/account") view=|| AccountPage().into_any() />
            <Route path=path!("/actors") view=|| ActorsPage().into_any() />
            <Route path=path!("/actors/:id") view=|| ActorPage().into_any() />
            <Route path=path!("/movies") view=|| MoviesPage().into_any() />
            <Route path=path!("/movies/:id") view=|| MoviePage().into_any() />
            <Route path=path!("/people") view=|| PeoplePage().into_any() />
        </FlatRoutes>
    }
}

/// What there is for everybody else. Only the server draws it: it works with nothing but documents, and whoever is at
/// work does not carry it along.
#[component]
fn Door() -> impl IntoView {
    #[cfg(feature = "ssr")]
    return if use_context::<Joining>().is_some() { JoinPage().into_any() } else { SignInPage().into_any() };
}

/// Where one can go, and who one is. At the left where there is room, at the bottom within the thumb's reach elsewhere.
#[component]
fn Rail() -> impl IntoView {
    let me = expect_context::<Visit>().me.expect("the rail is drawn for somebody");
    let place = |href: &'static str, label: &'static str, icon: &'static str| {
        view! {
            <li>
                <A href=href exact=href == "/" attr:class="place">
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
                <span>"Casting Agency"</span>
            </p>
            <nav aria-label="Main">
                <ul>
                    {place("/", "Home", "home")} {place("/actors", "Actors", "people")} {place("/movies", "Movies", "film")}
                    {may(Permission::ManagePeople).then(|| place("/people", "People", "badge"))}
                </ul>
            </nav>
            <div class="who">
                <A href="/account" attr:class="place">
                    <Icon name="person" />
                    <span class="brief">"Account"</span>
                    <span class="full">
                        <span class="name">{me.name}</span>
                        <span class="role">{me.role.title()}</span>
                    </span>
                </A>
                // A plain form: leaving wants a fresh document, with nothing of this person left in it.
                <form action="/sign-out" method="post">
                    <button class="quiet" type="submit" title="Sign out">
                        <Icon name="leave" />
                        <span>"Sign out"</span>
                    </button>
                </form>
            </div>
        </header>
    }
}

//! The frame of every page: the document, the rail, the routes.

use super::{
    actors::{ActorPage, ActorsPage},
    home::HomePage,
    movies::{MoviePage, MoviesPage},
    parts::{Icon, NoPage},
    sign_in::SignInPage,
};
use crate::{Bundle, Refused, Visit};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    components::{A, FlatRoutes, Route, Router},
    path,
};

/// The whole document, as the server sends it.
pub fn shell() -> impl IntoView {
    let bundle = expect_context::<Bundle>();
    view! {
        <!DOCTYPE html>
        <html lang="en">
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
                <link rel="modulepreload" href=bundle.js.to_string() />
                <link rel="preload" href=bundle.wasm.to_string() r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <script type="module" nonce=use_nonce()>
                    {start(&bundle, use_context::<Refused>())}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The script that starts the bundle. A page drawn in answer to a form stands at the form's address: it first goes back
/// to being the page the form stood on, so that the bundle finds the page it expects and a reload posts nothing.
fn start(bundle: &Bundle, refused: Option<Refused>) -> String {
    let Bundle { js, wasm, keep, .. } = bundle;
    let page =
        refused.map(|refused| format!("history.replaceState(null,'',{});", quoted(&refused.page))).unwrap_or_default();
    let worker = if *keep { "navigator.serviceWorker?.register('/sw.js');" } else { "" };
    format!(
        "{page}import({js}).then(m=>m.default({{module_or_path:{wasm}}}).then(()=>m.hydrate()));{worker}",
        js = quoted(js),
        wasm = quoted(wasm),
    )
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
    let visit = SharedValue::new(|| use_context::<Visit>().unwrap_or(Visit { me: None, demo: false })).into_inner();
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
                    <FlatRoutes fallback=NoPage>
                        <Route path=path!("/") view=|| HomePage().into_any() />
                        <Route path=path!("/actors") view=|| ActorsPage().into_any() />
                        <Route path=path!("/actors/:id") view=|| ActorPage().into_any() />
                        <Route path=path!("/movies") view=|| MoviesPage().into_any() />
                        <Route path=path!("/movies/:id") view=|| MoviePage().into_any() />
                        <Route path=path!("/sign-in") view=|| SignInPage().into_any() />
                    </FlatRoutes>
                </main>
            </div>
        </Router>
    }
}

/// Where one can go, and who one is. At the left where there is room, at the bottom within the thumb's reach elsewhere.
#[component]
fn Rail() -> impl IntoView {
    let me = expect_context::<Visit>().me.expect("the rail is drawn for somebody");
    let place = move |href: &'static str, label: &'static str, icon: &'static str| {
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
                </ul>
            </nav>
            <div class="who">
                <p>
                    <span class="name">{me.name}</span>
                    <span class="role">{me.role.title()}</span>
                </p>
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

//! Small parts that several pages are made of.

#[cfg(feature = "ssr")]
pub mod tabs;

use crate::Visit;
use domain::{Error, Permission};
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// Counts up when something changed elsewhere that the page shows (frontend/page/live.js): read it again.
#[derive(Clone, Copy)]
pub struct Heard {
    /// The list, or the record itself.
    pub page: RwSignal<usize>,
    /// The castings on a record's page.
    pub castings: RwSignal<usize>,
    /// Which list stands beside a record (frontend/page/around.js); none before the first count.
    pub list: RwSignal<usize>,
}

impl Heard {
    /// As `page`, but while a sheet is open over the record nothing moves: what is typed there stays, and saving it merges.
    pub fn unless(open: impl Fn() -> bool + Send + Sync + 'static) -> Memo<usize> {
        let heard = expect_context::<Self>().page;
        Memo::new(move |before: Option<&usize>| {
            let open = open();
            before.copied().filter(|_| open).unwrap_or_else(|| heard.get())
        })
    }
}

/// What is drawn anew when something it reads changes. One type for all: that of each closure is code of its own, which every
/// visitor downloads.
pub fn anew(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fn boxed(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || view()).into_any()
    }
    boxed(Box::new(view))
}

/// One of the outlines in style/icons.css. Says nothing to those who listen: a label stands beside it.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <i class=format!("icon icon-{name}") aria-hidden="true"></i> }
}

/// Initials in a rounded square, on one of eight calm colours that follow from the id.
#[component]
pub fn Avatar(name: String, id: i64, #[prop(optional)] large: bool) -> impl IntoView {
    // The style sheet makes them capitals: the table for that is 12 kB of bundle.
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let class = format!("avatar hue-{}{}", id.rem_euclid(8), if large { " large" } else { "" });
    view! {
        <span class=class aria-hidden="true">
            {initials}
        </span>
    }
}

/// A link that does something, for those who may; for the others the same words, quiet, with who may.
#[component]
pub fn Deed(
    permission: Permission,
    href: String,
    icon: &'static str,
    label: &'static str,
    #[prop(optional)] primary: bool,
) -> impl IntoView {
    let class = if primary { "button primary" } else { "button" };
    if may(permission) {
        view! {
            // Not the router's own link, which would call this the current page.
            <a href=href class=class data-noscroll="">
                <Icon name=icon />
                <span>{label}</span>
            </a>
        }
        .into_any()
    } else {
        view! { <Barred permission icon label /> }.into_any()
    }
}

/// A control that is not this person's to use, and who could.
#[component]
pub fn Barred(permission: Permission, icon: &'static str, label: &'static str) -> impl IntoView {
    let id = format!("why-{}", permission.claim().replace(':', "-"));
    view! {
        <span class="barred">
            <button class="button" type="button" aria-disabled="true" aria-describedby=id.clone()>
                <Icon name=icon />
                <span>{label}</span>
            </button>
            <small id=id>{permission.refusal()}</small>
        </span>
    }
}

/// Does the table let the person at the screen do this? The server asks again.
pub fn may(permission: Permission) -> bool {
    expect_context::<Visit>().me.is_some_and(|me| me.may(permission))
}

/// A panel beside the page, or from the foot of a narrow one. Open while the address says so: it works without script,
/// survives a reload, and the back key closes it.
#[component]
pub fn Sheet(title: String, close: String, children: Children) -> impl IntoView {
    let navigate = use_navigate();
    let back = close.clone();
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() {
            navigate(&back, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    });
    on_cleanup(move || listener.remove());
    // Whoever closes it goes on where it was opened.
    #[cfg(feature = "hydrate")]
    if let Some(opener) = document().active_element().and_then(|opener| opener.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let opener = send_wrapper::SendWrapper::new(opener);
        on_cleanup(move || {
            let _ = opener.focus();
        });
    }
    // Whoever opens it goes on in its first field; a summary of what is wrong goes before.
    let place = NodeRef::<html::Section>::new();
    Effect::new(move || {
        let first = place.get().and_then(|place| place.query_selector(".summary, input:not([type=hidden])").ok()?);
        if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
    view! {
        <a href=close.clone() class="veil" tabindex="-1" aria-hidden="true" data-noscroll=""></a>
        <section class="sheet" aria-labelledby="sheet-title" node_ref=place>
            <header>
                <h2 id="sheet-title">{title}</h2>
                <a href=close class="button quiet" aria-label=words::close() data-tip="" data-noscroll="">
                    <Icon name="close" />
                </a>
            </header>
            {children()}
        </section>
    }
}

/// Sets the status of the document, while the server draws it.
pub fn answer_with(_status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(_status))
    {
        response.set_status(status);
    }
}

/// In place of what could not be shown: what is wrong, and where to go from here.
#[component]
pub fn Problem(
    error: Error,
    #[prop(into)] what: String,
    back: &'static str,
    back_label: &'static str,
) -> impl IntoView {
    answer_with(error.status());
    let location = use_location();
    let story = (error == Error::NotFound && matches!(&*what, "actor" | "movie")).then(|| {
        view! {
            <a class="button" href=move || location.pathname.get() + "/history" rel="external">
                {words::see_what_happened()}
            </a>
        }
    });
    let (title, text) = match &error {
        // A page is never deleted.
        Error::NotFound if what.starts_with("page") => (no_such(&what), words::mistyped().to_owned()),
        Error::NotFound => (no_such(&what), words::deleted_or_mistyped().to_owned()),
        Error::SignIn(_) => (words::you_are_signed_out(), words::ended_here().to_owned()),
        other => (words::cannot_be_shown(), other.to_string()),
    };
    let way = if matches!(error, Error::SignIn(_)) {
        let here = move || format!("/sign-in?next={}", location.pathname.get());
        view! {
            <a class="button primary" href=here rel="external">
                {words::sign_in_again()}
            </a>
        }
        .into_any()
    } else {
        // Who may not be here is not sent here again.
        let refused = matches!(error, Error::NotAllowed(_)) && location.pathname.with_untracked(|here| here == back);
        let (href, label) = if refused { ("/", words::go_home()) } else { (back, back_label) };
        view! {
            <a href=href class="button primary">
                {label}
            </a>
        }
        .into_any()
    };
    view! {
        <Title text=title />
        <section class="problem" role="alert">
            <h1>{title}</h1>
            <p>{text}</p>
            {way}
            {story}
        </section>
    }
}

fn no_such(what: &str) -> &'static str {
    match what {
        "actor" => words::no_such_actor(),
        "movie" => words::no_such_movie(),
        #[cfg(feature = "ssr")]
        "history" => words::no_such_history(),
        #[cfg(feature = "ssr")]
        "import" => words::no_such_import(),
        #[cfg(feature = "ssr")]
        "page of usage" => words::no_such_page_of_usage(),
        #[cfg(feature = "ssr")]
        "page of activity" => words::no_such_page_of_activity(),
        _ => words::no_such_page(),
    }
}

/// An address that leads nowhere.
#[component]
pub fn NoPage() -> impl IntoView {
    view! { <Problem error=Error::NotFound what="page" back="/" back_label=words::go_home() /> }
}

/// Stands where something will be. Unseen for its first 200 ms, so that what is quick does not flicker.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{words::loading()}</span>
        </div>
    }
}

//! The notice at the foot of every page: what was done last, with the way back. Drawn beside the app and not in it, so that
//! the bundle knows nothing of it; `frontend/page/undo.js` keeps it up to date.

use super::parts::Icon;
use crate::{
    Refused, Visit,
    calls::{Redo, Undo},
};
use domain::{Error, Latest};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::location::RequestUrl;

/// Nothing, for whoever is not signed in; for the others the place of the notice, and the notice if there is news.
pub fn notice() -> Option<impl IntoView> {
    use_context::<Visit>()?.me?;
    let refused = use_context::<Refused>().filter(|refused| [Undo::PATH, Redo::PATH].contains(&refused.call.as_str()));
    let wrong = refused.is_some();
    let latest = use_context::<Latest>().filter(|_| !wrong);
    let undone = latest.as_ref().is_some_and(|latest| latest.undone);
    let (call, label) = if undone { (Redo::PATH, words::redo()) } else { (Undo::PATH, words::undo()) };
    let (step, says) = latest.map(|latest| (latest.step, latest.says)).unzip();
    let says = says.or(refused.map(|refused| in_words(&refused.error)));
    let silent = says.is_none();
    Some(view! {
        <div id="notice" role="status">
            <form class="notice" action=call method="post" hidden=silent>
                <p class:error=wrong>{says}</p>
                <input type="hidden" name="step" value=step />
                <input type="hidden" name="page" value=page() />
                <button class="button" type="submit" hidden=wrong>
                    {label}
                </button>
                <button class="button quiet" type="button" aria-label=words::close() data-tip="">
                    <Icon name="close" />
                </button>
            </form>
        </div>
    })
}

fn in_words(error: &Error) -> String {
    match error {
        Error::NotFound => words::no_longer_there().to_owned(),
        other => other.to_string(),
    }
}

/// The page one comes back to.
fn page() -> Option<String> {
    let url = use_context::<RequestUrl>()?.parse().ok()?;
    let (path, search) = (url.path(), url.search());
    Some(if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") })
}

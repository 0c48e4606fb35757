//! Pages that are documents and nothing more: links and forms, drawn by the server alone. Here belongs what is done now and
//! then. Whoever casts all day does not download it, and whoever is not signed in has no use for the bundle yet.

mod account;
mod activity;
mod chosen;
mod history;
mod import;
mod join;
mod paper;
mod parts;
mod people;
mod search;
mod sign_in;
mod trash;
mod usage;

use crate::{Joining, Visit};
use account::AccountPage;
use activity::ActivityPage;
use chosen::ChosenPage;
use domain::Permission;
use history::{HistoryPage, record_of};
use import::{ImportPage, named};
use join::JoinPage;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use paper::PaperPage;
use parts::PartsPage;
use people::PeoplePage;
use search::SearchPage;
use sign_in::SignInPage;
use trash::{EmptyTrashPage, TrashPage};
use usage::UsagePage;

/// What a document does with script: Escape closes its sheet, and a link can be copied, with the host as the browser
/// knows it, whatever stands between. The clipboard's newer interface is only there behind HTTPS, and a house's own
/// server may be without. Whoever has signed out leaves in the browser no drafts and none of what was seen
/// (frontend/page/drafts.js, seen.js).
pub const SCRIPT: &str = "\
    if(location.pathname+location.search==='/sign-in?signed-out'){\
    try{Object.keys(localStorage).forEach(key=>key.startsWith('draft/')&&localStorage.removeItem(key))}catch{}\
    self.caches?.keys().then(all=>all.forEach(name=>name.startsWith('seen-')&&caches.delete(name)));\
    new BroadcastChannel('drafts').postMessage({me:null});history.replaceState(null,'',location.pathname)}\
    addEventListener('keydown',e=>{if(e.key==='Escape')document.querySelector('.veil')?.click()});\
    const [link,copy,copied]=['link','copy','copied'].map(id=>document.getElementById(id));\
    if(copy){const {pathname,search}=new URL(link.value,location);link.value=location.origin+pathname+search;\
    copy.hidden=false;copy.onclick=()=>{link.select();if(document.execCommand('copy'))copied.textContent=copied.dataset.done}}";

/// The document at this address, if there is one: for whoever is not signed in there is nothing else.
pub fn asked() -> Option<fn() -> AnyView> {
    if use_context::<Joining>().is_some() {
        return Some(|| JoinPage().into_any());
    }
    if use_context::<Visit>().is_none_or(|visit| visit.me.is_none()) {
        return Some(|| SignInPage().into_any());
    }
    at(use_context::<RequestUrl>()?.parse().ok()?.path())
}

/// The document for whoever is signed in at this path, if there is one: a link to it leaves the pages of the bundle.
pub fn at(path: &str) -> Option<fn() -> AnyView> {
    match path {
        "/account" => Some(|| AccountPage().into_any()),
        "/activity" => Some(|| ActivityPage().into_any()),
        "/actors/chosen" | "/movies/chosen" => Some(|| ChosenPage().into_any()),
        "/actors/print" | "/movies/print" => Some(|| PaperPage().into_any()),
        "/parts" if cfg!(debug_assertions) => Some(|| PartsPage().into_any()),
        "/people" => Some(|| PeoplePage().into_any()),
        "/search" => Some(|| SearchPage().into_any()),
        "/trash" => Some(|| TrashPage().into_any()),
        "/trash/empty" => Some(|| EmptyTrashPage().into_any()),
        "/usage" => Some(|| UsagePage().into_any()),
        path if named(path).is_some() => Some(|| ImportPage().into_any()),
        path => record_of(path).map(|_| -> fn() -> AnyView { || HistoryPage().into_any() }),
    }
}

/// What those permissions of the table allow for which this holds, to stand after "may".
fn deeds(holds: impl Fn(Permission) -> bool) -> String {
    let deeds: Vec<_> = Permission::ALL.iter().filter(|it| holds(**it)).map(|it| it.deed()).collect();
    let Some((last, others)) = deeds.split_last() else { return String::new() };
    let others = others.iter().map(|it| (*it).to_owned()).reduce(|first, next| words::list_on(&first, &next));
    others.map_or_else(|| (*last).to_owned(), |others| words::list_end(&others, last))
}

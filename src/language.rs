//! In which language a page is drawn: the one its person chose, else the one their browser asks for.

use crate::{
    auth::{self, cookie},
    server::Server,
    site::{ASK, FOREVER, hex},
};
use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Setting, Settings};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use words::Language;

/// Holds the tag of the language somebody chose: it is spoken before they are known, and where the choice is not at hand.
const CHOSEN: &str = "__Host-language";
const CHOSEN_LASTS: SignedDuration = SignedDuration::from_hours(365 * 24);

/// What the browser says by itself, in each language: the name of the file, which changes with its content, and the content. A line for
/// each text of the bundle, and as the last one those of the pages' scripts.
static FILES: LazyLock<Vec<(Language, String, String)>> = LazyLock::new(|| {
    let file = |language: Language| {
        let texts = language.for_the_browser() + "\n" + &language.say(app::said_by_scripts);
        let hash = &hex(&Sha256::digest(&texts))[..16];
        (language, format!("{}.{hash}.txt", language.tag()), texts)
    };
    Language::all().map(file).collect()
});

/// The language somebody chose, found while their page was drawn; the browser is told it, or that none is chosen any more.
#[derive(Clone, Copy)]
struct Chosen(Option<Language>);

/// Answers a request in the language of its sender.
pub async fn speak(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let known = cookie(headers, CHOSEN).and_then(Language::of);
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    let language = known.or_else(|| Language::liked(accepted)).unwrap_or_default();
    let mut response = language.speak(next.run(request)).await;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    match response.extensions_mut().remove() {
        Some(Chosen(chosen)) if chosen != known => {
            let lasts = if chosen.is_some() { CHOSEN_LASTS } else { SignedDuration::ZERO };
            let cookie = auth::set(CHOSEN, chosen.map_or("", Language::tag), lasts);
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        _ => (),
    }
    response
}

/// Has the answer tell the browser what its person chose.
pub fn remember(settings: &Settings, response: &mut Response) {
    response.extensions_mut().insert(Chosen(chosen(settings)));
}

/// The language of these settings; nothing, where the browser's counts.
pub fn chosen(settings: &Settings) -> Option<Language> {
    settings.chosen(Setting::Language).and_then(Language::of)
}

/// The address of what the browser says by itself in this language.
pub fn texts(language: Language) -> String {
    let file = FILES.iter().find(|(known, ..)| *known == language);
    format!("/words/{}", file.map_or("", |(_, name, _)| name))
}

/// Serves them.
pub async fn file(Path(name): Path<String>) -> Response {
    let Some((_, _, texts)) = FILES.iter().find(|(_, known, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, FOREVER)];
    (headers, texts.clone()).into_response()
}

/// What the app is called, and what it offers, once it is installed: in the language its page was in when that was done. Browsers
/// ask for it without cookies, so the page's link names the language.
pub async fn manifest(State(server): State<Server>, Query(Asked { lang }): Query<Asked>) -> Response {
    let language = Language::of(&lang).unwrap_or_default();
    let file = server.site.file("/manifest.webmanifest");
    let Some(mut manifest) = file.and_then(|file| serde_json::from_slice::<Value>(&file).ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let words = language.say(|| {
        json!({
            "lang": language.tag(),
            "dir": language.direction(),
            "description": words::agency_in_a_sentence(),
            "screenshots": [{ "label": words::actors_on_a_tablet() }, { "label": words::movie_on_a_phone() }],
            "shortcuts": [
                { "name": words::search(), "description": words::people_and_titles() },
                { "name": words::actors(), "description": words::list_of_actors() },
                { "name": words::movies(), "description": words::list_of_movies() },
            ],
        })
    });
    lay_over(&mut manifest, words);
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, ASK)];
    (headers, manifest.to_string()).into_response()
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
}

/// Puts these values over those, member by member and item by item.
fn lay_over(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            over.into_iter().for_each(|(name, value)| lay_over(under.entry(name).or_insert(Value::Null), value));
        }
        (Value::Array(under), Value::Array(over)) => {
            under.iter_mut().zip(over).for_each(|(under, over)| lay_over(under, over));
        }
        (under, over) => *under = over,
    }
}

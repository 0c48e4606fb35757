//! What the script of every page asks for and the bundle does not: the one search, for people and titles, and what can be done,
//! for the palette (frontend/page/palette.js) and the page without it; and the words of an offer.

use super::Choices;
#[cfg(feature = "ssr")]
use super::{caller, search_actors, search_movies, signed_in};
#[cfg(feature = "ssr")]
use crate::ui::commands;
use domain::Error;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Whoever and whatever is called so, the first of each.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    pub actors: Choices,
    pub movies: Choices,
}

/// Nothing looked for is nothing found.
#[cfg(feature = "ssr")]
pub async fn matches(text: String) -> Result<Matches, Error> {
    if text.trim().is_empty() {
        return Ok(Matches::default());
    }
    Ok(Matches { actors: search_actors(text.clone()).await?, movies: search_movies(text).await? })
}

/// The palette and the sheet of keys, as HTML.
#[server(prefix = "/call", endpoint = "commands", input = GetUrl)]
pub async fn commands() -> Result<String, Error> {
    Ok(commands::dialogs(&caller()?))
}

/// What is called so, as choices of the palette, as HTML.
#[server(prefix = "/call", endpoint = "find", input = GetUrl)]
pub async fn find(#[server(default)] text: String) -> Result<String, Error> {
    Ok(commands::found(matches(text).await?))
}

/// The words of the offer to install the app, and of the two answers (frontend/page/install.js).
#[server(prefix = "/call", endpoint = "invitation", input = GetUrl)]
pub async fn invitation() -> Result<[String; 3], Error> {
    signed_in()?;
    Ok([words::install_offer(), words::install(), words::no_thank_you()].map(str::to_owned))
}

//! The Casting Agency API, base `/api/v1`: every route on one screen, a line or two each.

mod actors;
mod movies;
mod reply;

pub use reply::Refusal;

use crate::server::Server;
use axum::{Router, extract::Query, middleware, routing::get};
use domain::{Error, PageNumber, Result};
use serde::Deserialize;

pub fn routes() -> Router<Server> {
    Router::new()
        .route("/api/v1", get(reply::links))
        .route("/api/v1/actors", get(actors::actors))
        .route("/api/v1/movies", get(movies::movies))
        .route("/api/{*rest}", axum::routing::any(nowhere))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(reply::put_in_words))
}

async fn nowhere() -> Refusal {
    Error::NotFound.into()
}

async fn wrong_method() -> Refusal {
    Error::WrongMethod.into()
}

/// What a list may be asked for. Names not listed here are ignored.
#[derive(Deserialize)]
struct Asked {
    page: Option<String>,
}

impl Asked {
    fn page(&self) -> Result<PageNumber> {
        PageNumber::read(self.page.as_deref())
    }
}

type ListQuery = Query<Asked>;

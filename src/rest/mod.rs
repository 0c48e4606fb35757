//! The Casting Agency API, base `/api/v1`: every route on one screen. What a route is documented as follows from its
//! handler's signature (`openapi.rs`); a handler without a permit in it is public and looks it.

mod actors;
mod castings;
mod docs;
mod given;
mod movies;
pub mod openapi;
pub mod problems;
mod refusal;
mod reply;

pub use docs::{in_words, paper, table};
pub use given::{Arrives, LONGEST_BODY, body_of, whole};
pub use refusal::{Msg, Refusal, error_detail, facts, problem, put_in_words};

use crate::server::Server;
use aide::axum::{ApiRouter, routing::get_with};
use axum::{
    Router,
    http::{HeaderName, Method, header},
    middleware,
    routing::any,
};
use domain::Error;
use openapi::says;
use std::time::Duration;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

#[rustfmt::skip]
fn api() -> ApiRouter<Server> {
    ApiRouter::new()
        .api_route("/api/v1", get_with(links, says("links", "Where to go from here")))
        .api_route("/api/v1/actors",
            get_with(actors::actors, says("actors", "The actors, page by page"))
            .post_with(actors::add_actor, says("add_actor", "Add an actor")))
        .api_route("/api/v1/actors/{id}",
            get_with(actors::actor, says("actor", "One actor"))
            .patch_with(actors::change_actor, says("change_actor", "Change an actor: what is not sent stays"))
            .delete_with(actors::delete_actor, says("delete_actor", "Delete an actor, and their castings with them")))
        .api_route("/api/v1/actors/{id}/movies",
            get_with(actors::castings_of, says("castings_of", "Whom an actor plays, and in which movie")))
        .api_route("/api/v1/movies",
            get_with(movies::movies, says("movies", "The movies, page by page"))
            .post_with(movies::add_movie, says("add_movie", "Add a movie")))
        .api_route("/api/v1/movies/{id}",
            get_with(movies::movie, says("movie", "One movie"))
            .patch_with(movies::change_movie, says("change_movie", "Change a movie: what is not sent stays"))
            .delete_with(movies::delete_movie, says("delete_movie", "Delete a movie, and its cast with it")))
        .api_route("/api/v1/movies/{id}/cast",
            get_with(movies::cast, says("cast", "Who plays whom in a movie")))
        .api_route("/api/v1/castings",
            get_with(castings::castings, says("castings", "Who plays whom, page by page"))
            .post_with(castings::add_casting, says("add_casting", "Cast an actor in a movie")))
        .api_route("/api/v1/castings/{id}",
            get_with(castings::casting, says("casting", "One casting"))
            .patch_with(castings::change_casting, says("change_casting", "Change whom an actor plays"))
            .delete_with(castings::delete_casting, says("delete_casting", "Take an actor out of a cast")))
}

pub fn routes() -> Router<Server> {
    let mut document = openapi::document();
    let router = api().finish_api(&mut document);
    router
        .merge(openapi::routes(document))
        .route("/api/{*rest}", any(nowhere))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(put_in_words))
        .layer(cors())
}

/// Any site's page may ask, with a token and never with a cookie. What is asked for beforehand (`OPTIONS`) is answered
/// without sign-in.
pub fn cors() -> CorsLayer {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let exposed = ["idempotency-replayed", "preference-applied", "ratelimit", "ratelimit-policy"];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PATCH, Method::DELETE, Method::OPTIONS])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(
            [
                header::ETAG,
                header::LINK,
                header::LOCATION,
                header::RETRY_AFTER,
                header::WWW_AUTHENTICATE,
                refusal::REQUEST_ID,
            ]
            .into_iter()
            .chain(exposed.map(HeaderName::from_static))
            .collect::<Vec<_>>(),
        )
        .max_age(DAY)
}

async fn links() -> reply::Links {
    reply::Links
}

async fn nowhere() -> Refusal {
    Error::NotFound.into()
}

pub async fn wrong_method() -> Refusal {
    Error::WrongMethod.into()
}

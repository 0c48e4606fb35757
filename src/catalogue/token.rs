//! The Movie Catalogue API, base `/api`: so far its door for tokens. Its answers have shapes of their own.

use crate::{address::Sender, server::Server};
use agency::Origin;
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{Error, Permission};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// How long a token of this door lasts.
const LASTS: SignedDuration = SignedDuration::from_mins(30);
/// What a token holds that was given to a mere name.
const OPEN: [Permission; 3] = [Permission::SeeMovies, Permission::AddMovies, Permission::DeleteMovies];

pub fn routes() -> Router<Server> {
    Router::new().route("/api/token", post(token))
}

/// Gives a token for a user name and a password; where the operator opened it, for any user name alone. A password that
/// is sent is checked all the same.
async fn token(State(server): State<Server>, Extension(sender): Extension<Sender>, body: Bytes) -> Response {
    let Ok(Value::Object(given)) = serde_json::from_slice(&body) else {
        return message(StatusCode::BAD_REQUEST, "Missing JSON in request");
    };
    let text = |name: &str| given.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let Some(name) = text("username").or_else(|| text("user")) else {
        return message(StatusCode::BAD_REQUEST, "Missing username parameter");
    };
    let now = server.agency.now();
    // As it was typed: white space is part of a password. One that is no text is a wrong one.
    let password = match given.get("password") {
        None | Some(Value::Null) => None,
        Some(Value::String(password)) => Some(password.as_str()).filter(|password| !password.is_empty()),
        Some(_) => return message(StatusCode::UNAUTHORIZED, "Bad username or password"),
    };
    let token = match password {
        Some(password) => {
            // This door reads no cookies: it knows no browser.
            let from = Origin { address: sender.address, known: Vec::new() };
            match server.agency.prove(name, password, &from).await {
                Ok(proven) => server.tokens.person(proven.person.id, proven.epoch, now, LASTS),
                Err(Error::SignIn(_)) => return message(StatusCode::UNAUTHORIZED, "Bad username or password"),
                Err(error @ Error::TooMany { after }) => {
                    let refusal = message(StatusCode::TOO_MANY_REQUESTS, &error.to_string());
                    return ([(header::RETRY_AFTER, after.to_string())], refusal).into_response();
                }
                Err(error) => return message(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
            }
        }
        None if server.open_tokens => server.tokens.limited(format!("{name} (open token)"), OPEN.to_vec(), now, LASTS),
        None => return message(StatusCode::UNAUTHORIZED, "Bad username or password"),
    };
    Json(json!({ "access_token": token })).into_response()
}

fn message(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "msg": text }))).into_response()
}

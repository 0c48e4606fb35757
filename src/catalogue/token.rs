//! The catalogue's tokens.

use crate::{
    address::Sender,
    limits::{Policy, Standing},
    rest::{self, Refusal},
    server::Server,
};
use agency::{Origin, network};
use axum::{
    Extension, Json,
    body::to_bytes,
    extract::{Request, State},
};
use domain::{Error, LONGEST_TEXT, Permission, Result, SignInProblem};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// How long a token of this door lasts.
const LASTS: SignedDuration = SignedDuration::from_mins(30);
/// What a token holds that was given to a mere name.
const OPEN: [Permission; 3] = [Permission::SeeMovies, Permission::AddMovies, Permission::DeleteMovies];

/// Gives a token for a user name and a password; where the operator opened it, for any user name alone. A password that
/// is sent is checked all the same.
pub async fn token(
    State(server): State<Server>,
    Extension(sender): Extension<Sender>,
    Extension(standing): Extension<Standing>,
    request: Request,
) -> Result<Json<Value>, Refusal> {
    let body = to_bytes(request.into_body(), rest::LONGEST_BODY).await.map_err(|_| Error::TooLarge)?;
    let Ok(Value::Object(given)) = serde_json::from_slice(&body) else {
        return Err(Error::Malformed("Missing JSON in request".into()).into());
    };
    let text = |name: &str| given.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let name = text("username").or_else(|| text("user"));
    let name = name.ok_or_else(|| Error::Malformed("Missing username parameter".into()))?;
    // It goes into the log with whatever its token does.
    if name.chars().count() > LONGEST_TEXT || name.chars().any(char::is_control) {
        let text = format!("The username is longer than {LONGEST_TEXT} characters, or has one that cannot be shown.");
        return Err(Error::Malformed(text).into());
    }
    let now = server.agency.now();
    // As it was typed: white space is part of a password. One that is no text is a wrong one.
    let password = match given.get("password") {
        None | Some(Value::Null) => None,
        Some(Value::String(password)) => Some(password.as_str()).filter(|password| !password.is_empty()),
        Some(_) => return Err(Error::SignIn(SignInProblem::Credentials).into()),
    };
    let token = match password {
        Some(password) => {
            // This door reads no cookies: it knows no browser.
            let from = Origin { address: sender.address, known: Vec::new() };
            let proven = server.agency.prove(name, password, &from).await.inspect_err(|error| {
                if let Error::TooMany { after } = error {
                    server.limits.used_up(Policy::SignIn, *after, &standing);
                }
            })?;
            server.tokens.person(proven.person.id, proven.epoch, now, LASTS)
        }
        None if server.open_tokens => {
            server.limits.count(Policy::OpenTokens, &network(sender.address), now, Some(&standing))?;
            server.tokens.limited(format!("{name} (open token)"), OPEN.to_vec(), now, LASTS)
        }
        None => return Err(Error::SignIn(SignInProblem::Credentials).into()),
    };
    Ok(Json(json!({ "access_token": token })))
}

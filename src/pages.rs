//! The pages' door: pages, the server functions behind them, signing in and out. It reads cookies, and stands behind
//! the cross-site check.

use crate::{
    auth::{self, Visitor, visitor},
    headers::page_policy,
    server::Server,
};
use app::{Refused, Visit};
use axum::{
    Form,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Caller, Error, Me, SignInProblem};
use leptos::{
    nonce::use_nonce,
    prelude::{expect_context, provide_context},
};
use leptos_axum::ResponseOptions;
use serde::Deserialize;

/// The longest body a form or a server function may have, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024;

/// A page. Nobody sees one before signing in: refused here, before anything is drawn.
pub async fn page(State(server): State<Server>, headers: HeaderMap, uri: Uri) -> Response {
    let visitor = match visitor(&headers, &server.tokens, &server.agency).await {
        Ok(visitor) => visitor,
        Err(error) => return plainly(&error),
    };
    match (&visitor, uri.path()) {
        (None, "/sign-in") => draw(&server, &uri, None, None).await,
        (None, _) => Redirect::to(&sign_in_for(&uri)).into_response(),
        (Some(_), "/sign-in") => Redirect::to("/").into_response(),
        (Some(_), _) => draw(&server, &uri, visitor, None).await,
    }
}

/// Draws the page at this address.
async fn draw(server: &Server, uri: &Uri, visitor: Option<Visitor>, refused: Option<Refused>) -> Response {
    let context = {
        let server = server.clone();
        move || {
            let me = visitor
                .as_ref()
                .and_then(|Visitor { caller, .. }| Some(Me { name: caller.name().to_owned(), role: caller.role()? }));
            provide_context(Visit { me, demo: server.demo });
            provide_context(server.bundle.clone());
            provide_context(server.agency.clone());
            visitor.iter().for_each(|visitor| provide_context(visitor.caller.clone()));
            refused.iter().for_each(|refused| provide_context(refused.clone()));
            let response = expect_context::<ResponseOptions>();
            let nonce = use_nonce().expect("leptos is built with nonces");
            response.insert_header(header::CONTENT_SECURITY_POLICY, page_policy(&nonce));
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    };
    let request = Request::get(uri.clone()).body(Body::empty()).expect("the address was a request's already");
    leptos_axum::render_app_async_with_context(context, app::shell)(request).await
}

/// Draws the page again on which a form stood that is refused.
async fn draw_again(server: &Server, page: &Uri, visitor: Option<Visitor>, refused: Refused) -> Response {
    let status = status(&refused.error);
    let mut response = draw(server, page, visitor, Some(refused)).await;
    *response.status_mut() = status;
    response
}

/// A server function, called by the bundle or by a form that was posted without it. Sign-in is judged before the
/// arguments are decoded, and so is the size.
pub async fn call(State(server): State<Server>, request: Request) -> Response {
    let without_script = accepts_html(request.headers());
    let (mut parts, body) = request.into_parts();
    let visitor = match visitor(&parts.headers, &server.tokens, &server.agency).await {
        Ok(None) if !without_script => return refusal(&Error::SignIn(SignInProblem::SessionEnded)),
        Ok(visitor) => visitor,
        Err(error) => return refusal(&error),
    };
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else { return refusal(&Error::TooLarge) };
    let call = parts.uri.path().to_owned();
    let typed = if without_script { form(&parts.headers, body.clone()).await } else { Vec::new() };
    // Where the form stood. Not the browser's Referer: a form that is refused twice stands at the call's own address.
    let (stood, typed): (Vec<_>, Vec<_>) = typed.into_iter().partition(|(name, _)| name == "page");
    let page = stood.first().and_then(|(_, page)| own_page(page)).unwrap_or(Uri::from_static("/"));
    let refused = |error| Refused { call, page: page.to_string(), typed, error };
    let Some(visitor) = visitor else {
        let ended = refused(Error::SignIn(SignInProblem::SessionEnded));
        return sign_in_again(&server, &page, ended).await;
    };
    // The library answers a form by a redirect that carries the error in the address. Told that this is no form, it
    // answers plainly, and the page is drawn again here with what was typed.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let context = {
        let (agency, caller) = (server.agency.clone(), visitor.caller.clone());
        move || {
            provide_context(agency.clone());
            provide_context(caller.clone());
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let error = (!parts.status.is_success()).then(|| serde_json::from_slice(&body).unwrap_or(Error::NotFound));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !without_script {
        if let Some(error) = error {
            return refusal(&error);
        }
        return Response::from_parts(parts, Body::from(body));
    }
    match error {
        Some(error) => draw_again(&server, &page, Some(visitor), refused(error)).await,
        None => {
            let to = parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
            Redirect::to(to.unwrap_or(&page.to_string())).into_response()
        }
    }
}

#[derive(Deserialize)]
pub struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
    /// A form that was posted after the session had ended, as [`sign_in_again`] wrote it down.
    #[serde(default)]
    held: String,
}

/// Signs in. A wrong password and an unknown name get the same page.
pub async fn sign_in(State(server): State<Server>, Form(given): Form<SignIn>) -> Response {
    let SignIn { login, password, next, held } = given;
    let next = own_page(&next).unwrap_or(Uri::from_static("/"));
    let session = async {
        let person = server.agency.check_password(&login, &password).await?;
        let session = server.agency.start_session(person.id).await?;
        Ok(Visitor { session, caller: Caller::person(person.id, person.name, person.role) })
    };
    let visitor = match session.await {
        Ok(visitor) => visitor,
        Err(error) => return draw_sign_in(&server, &next, error, login, held).await,
    };
    tracing::info!("signed in");
    let cookie = [(header::SET_COOKIE, auth::cookie(&server.tokens, visitor.session, server.agency.now()))];
    let held = serde_json::from_str::<Refused>(&held).ok().and_then(|held| Some((own_page(&held.page)?, held)));
    match held {
        Some((page, held)) => {
            let error = Error::Conflict("You are signed in again. Nothing was saved yet: send this once more.".into());
            (cookie, draw(&server, &page, Some(visitor), Some(Refused { error, ..held })).await).into_response()
        }
        None => (cookie, Redirect::to(&next.to_string())).into_response(),
    }
}

/// A form came whose sender's session has ended: the page to sign in, which keeps what was typed and gives it back.
async fn sign_in_again(server: &Server, page: &Uri, ended: Refused) -> Response {
    let held = serde_json::to_string(&ended).expect("a refused form is plain data");
    draw_sign_in(server, page, ended.error, String::new(), held).await
}

/// The page to sign in, with what is wrong and all that is to be kept. Never the password.
async fn draw_sign_in(server: &Server, next: &Uri, error: Error, login: String, held: String) -> Response {
    let page = sign_in_for(next);
    let uri = page.parse().expect("the address is escaped");
    let typed = vec![("login".to_owned(), login), ("held".to_owned(), held)];
    draw_again(server, &uri, None, Refused { call: "/sign-in".into(), page, typed, error }).await
}

/// Signs out, here and for whoever holds a copy of the token.
pub async fn sign_out(State(server): State<Server>, headers: HeaderMap) -> Response {
    let ended = async {
        match visitor(&headers, &server.tokens, &server.agency).await? {
            Some(visitor) => server.agency.end_session(visitor.session).await,
            None => Ok(()),
        }
    };
    match ended.await {
        Ok(()) => ([(header::SET_COOKIE, auth::no_cookie())], Redirect::to("/sign-in")).into_response(),
        Err(error) => plainly(&error),
    }
}

/// What a request from another site's page gets.
pub fn cross_site() -> Response {
    refusal(&Error::CrossSite)
}

/// A refusal as the bundle reads it.
fn refusal(error: &Error) -> Response {
    (status(error), axum::Json(error)).into_response()
}

/// A refusal where not even a page can be drawn.
fn plainly(error: &Error) -> Response {
    (status(error), error.to_string()).into_response()
}

fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).expect("the table holds HTTP statuses")
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|value| value.to_str().is_ok_and(|value| value.contains("text/html")))
}

/// The fields of a posted form, in order; none where it is not one.
async fn form(headers: &HeaderMap, body: Bytes) -> Vec<(String, String)> {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.headers_mut() = headers.clone();
    Form::from_request(request, &()).await.map(|Form(fields)| fields).unwrap_or_default()
}

/// The page to come back to after signing in.
fn sign_in_for(uri: &Uri) -> String {
    match uri.path_and_query().map_or("/", |path| path.as_str()) {
        "/" => "/sign-in".to_owned(),
        path => format!("/sign-in?next={}", escaped(path)),
    }
}

/// An address that somebody gave, if it is one of our pages and nobody else's.
fn own_page(text: &str) -> Option<Uri> {
    let uri: Uri = text.parse().ok()?;
    let ours = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\') && uri.authority().is_none();
    ours.then_some(uri)
}

/// Percent-encoded, as one value of a query (RFC 3986).
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_may_be_sent() {
        fn check(text: &str, expected: bool) {
            assert_eq!(own_page(text).is_some(), expected, "{text:?}");
        }
        check("/", true);
        check("/actors?page=2", true);
        check("", false);
        check("//evil.example/", false);
        check("/\\evil.example", false);
        check("https://evil.example/", false);
        check("evil.example:443", false);
        check("javascript:alert(1)", false);
    }

    #[test]
    fn coming_back() {
        fn check(uri: &'static str, expected: &str) {
            assert_eq!(sign_in_for(&Uri::from_static(uri)), expected);
        }
        check("/", "/sign-in");
        check("/actors?page=2&x=y", "/sign-in?next=/actors%3Fpage%3D2%26x%3Dy");
    }
}

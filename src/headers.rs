//! What every response carries, and the one line in the log for each request.

use crate::address::{self, Sender};
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tower_http::request_id::RequestId;

/// What nothing but a page needs to load anything. A page brings its own policy, with its nonce.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The policy of a page: its own files, its one inline script by the nonce, nothing inline else.
pub fn page_policy(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    policy.try_into().expect("a nonce is plain ASCII")
}

/// Sets the headers that belong on everything, where the answer has not set its own; and on pages those that say how to show one. Who has
/// the answer already knows them (RFC 9110, section 15.4.5).
pub async fn on_everything(request: Request, next: Next) -> Response {
    let https = request.extensions().get::<Sender>().is_some_and(|sender| sender.https);
    let mut response = next.run(request).await;
    if https {
        address::keep_to_https(&mut response);
    }
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    let everything = [(header::CONTENT_SECURITY_POLICY, NOTHING), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    let pages = [
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    let kind = response.headers().get(header::CONTENT_TYPE);
    let page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    for (name, value) in everything.into_iter().chain(page.then_some(pages).into_iter().flatten()) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The longest number of a request that a client may give it.
const LONGEST_REQUEST_ID: usize = 128;

/// Drops the number a client gave its request where nobody could search the log for it: it gets one of ours.
pub async fn plain_request_id(mut request: Request) -> Request {
    const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
    let plain = |id: &HeaderValue| {
        (1..=LONGEST_REQUEST_ID).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// One line for each request, without its query, which may hold names.
pub async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok().map(str::to_owned));
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(%method, path, status, ms, id, "answered");
    response
}

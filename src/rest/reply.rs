//! How the Casting Agency API answers: its odd shapes, promised to clients that exist, live here and nowhere else.

use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Error, Page, Role};
use serde::Serialize;
use serde_json::{Value, json};
use tower_http::request_id::RequestId;

/// An answer, or a refusal that is put in words further out.
pub type Reply = Result<Response, Refusal>;

/// One page of a list, and how many there are in all.
pub fn list<T: Serialize>(rows: &str, total: &str, page: Page<T>) -> Reply {
    Ok(Json(json!({ "success": true, rows: page.rows, total: page.total })).into_response())
}

/// Where to go from the API's root. Nobody needs to sign in for it.
pub async fn links() -> Response {
    Json(json!({
        "success": true,
        "name": "Casting Agency API",
        "links": { "actors": "/api/v1/actors", "movies": "/api/v1/movies" },
    }))
    .into_response()
}

/// Why a request was refused, and the role of whoever asked, where it matters.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub error: Error,
    pub role: Option<Role>,
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self { error: error.into(), role: None }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.error.status()).expect("the table holds HTTP statuses");
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of a refusal: one that the old clients and those of RFC 9457 can both read.
pub async fn put_in_words(request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let problem = accept.contains("application/problem+json");
    let id = request.extensions().get::<RequestId>().and_then(|id| Some(id.header_value().to_str().ok()?.to_owned()));
    let mut response = next.run(request).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let kind = if problem { "application/problem+json" } else { "application/json" };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if refusal.error.status() == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
        }
        headers.remove(header::CONTENT_LENGTH); // of the empty body
        *response.body_mut() = body(&refusal, id).to_string().into();
    }
    response
}

fn body(Refusal { error, role }: &Refusal, request_id: Option<String>) -> Value {
    let (status, code, detail) = (error.status(), error.code(), error_detail(error));
    // The words the old service used for these three, whatever the detail.
    let message = match status {
        404 => "resource not found",
        422 => "unprocessable",
        400 => "Bad request",
        _ => &detail,
    };
    let mut body = json!({
        "type": format!("/problems/{}", code.replace('_', "-")),
        "title": title(status),
        "status": status,
        "detail": detail,
        "success": false,
        "error": status,
        "message": message,
        "code": code,
        "description": detail,
        "request_id": request_id,
    });
    if let Error::NotAllowed(permission) = error {
        body["type"] = json!("/problems/not-allowed");
        body["required_permission"] = json!(permission.claim());
        body["your_role"] = json!(role);
        body["roles_that_can"] = json!(permission.roles().collect::<Vec<_>>());
    }
    if !error.fields().is_empty() {
        let fields = error
            .fields()
            .iter()
            .map(|field| json!({ "pointer": format!("/{}", field.field), "detail": field.message }));
        body["errors"] = fields.collect();
    }
    body
}

/// A refusal says to programs what the old service said; pages say who may.
fn error_detail(error: &Error) -> String {
    match error {
        Error::NotAllowed(_) => "Permission not found.".to_owned(),
        other => other.to_string(),
    }
}

fn title(status: u16) -> &'static str {
    match status {
        403 => "Not allowed",
        status => StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Refused"),
    }
}

//! How the Casting Agency API refuses: one body that the old clients and those of RFC 9457 can both read.

use super::reply::{Kind, Place};
use crate::limits::Standing;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Actor, Casting, Error, Movie, Record, RecordId, Role, SignInProblem};
use serde_json::{Map, Value, json};
use tower_http::request_id::RequestId;

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

/// What a refusal says besides, to clients that read no other member.
#[derive(Clone, Debug)]
pub struct Msg(pub String);

/// Finishes an answer with what its handler does not know: the address, the request's conditions and its number. A
/// refusal gets its body here.
pub async fn put_in_words(mut request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let problem = accept.to_ascii_lowercase().contains("application/problem+json");
    let id = request.extensions().get::<RequestId>().and_then(|id| Some(id.header_value().to_str().ok()?.to_owned()));
    let known = super::given::listed(request.headers(), &header::IF_NONE_MATCH);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let uri = request.uri().clone();
    let standing = Standing::default();
    request.extensions_mut().insert(standing.clone());
    let mut response = next.run(request).await;
    standing.write(response.headers_mut());
    if let Some(place) = response.extensions_mut().remove::<Place>() {
        response.headers_mut().insert(header::LINK, links(&uri, place));
    }
    if reads && is_known(&response, &known) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let kind = if problem { "application/problem+json" } else { "application/json" };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        match &refusal.error {
            Error::SignIn(SignInProblem::HeaderMissing) => {
                // Without a token there is no error to name (RFC 6750, section 3.1), but the contract promises one.
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_request\""));
            }
            error if error.status() == 401 => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
            }
            error if error.status() == 403 => {
                headers
                    .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"insufficient_scope\""));
            }
            Error::AlreadyThere(Some(record)) => {
                headers.extend(location(*record).map(|place| (header::LOCATION, place)));
            }
            Error::Stale { moved: Some(moved), .. } => {
                if let Some(etag) = etag(&moved.theirs) {
                    headers.insert(header::ETAG, etag);
                }
            }
            Error::TooMany { after } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*after));
            }
            Error::Unavailable => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(1));
            }
            _ => {}
        }
        headers.remove(header::CONTENT_LENGTH); // of the empty body
        let status = response.status().as_u16();
        let mut body = body(&refusal, status, id);
        if let Some(Msg(msg)) = response.extensions_mut().remove() {
            body["msg"] = msg.into();
        }
        *response.body_mut() = body.to_string().into();
    }
    response
}

/// Whether the asker has this answer already (RFC 9110, section 13.1.2).
fn is_known(response: &Response, known: &[String]) -> bool {
    let bare = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(bare);
    response.status().is_success()
        && tag.is_some_and(|tag| known.iter().any(|known| known == "*" || bare(known) == tag))
}

/// The way to the other pages of a list (RFC 8288), each with everything else the address asked for.
fn links(uri: &Uri, Place { number, more, last }: Place) -> HeaderValue {
    let to = |page: i64, rel: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(
            form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).filter(|(name, _)| name != "page"),
        );
        query.append_pair("page", &page.to_string());
        format!("<{}?{}>; rel=\"{rel}\"", uri.path(), query.finish())
    };
    let links = [
        Some(to(1, "first")),
        (number > 1).then(|| to(number - 1, "prev")),
        more.then(|| to(number + 1, "next")),
        last.map(|last| to(last, "last")),
    ];
    let text = links.into_iter().flatten().collect::<Vec<_>>().join(", ");
    HeaderValue::try_from(text).expect("an address is escaped")
}

/// The entity tag of a record as it is now: with it the change can be sent again.
fn etag(record: &Record) -> Option<HeaderValue> {
    let etag = match record {
        Record::Actor(actor) => actor.etag(),
        Record::Movie(movie) => movie.etag(),
        Record::Casting(casting) => casting.etag(),
        Record::Person(_) => return None,
    };
    HeaderValue::try_from(etag).ok()
}

/// Where a record is. People have no address here.
fn location(record: RecordId) -> Option<HeaderValue> {
    let path = match record {
        RecordId::Actor(_) => Actor::PATH,
        RecordId::Movie(_) => Movie::PATH,
        RecordId::Casting(_) => Casting::PATH,
        RecordId::Person(_) => return None,
    };
    Some(HeaderValue::try_from(format!("{path}/{}", record.number())).expect("a path and a number are plain ASCII"))
}

fn body(refusal: &Refusal, status: u16, request_id: Option<String>) -> Value {
    let mut body = facts(refusal);
    let detail = error_detail(&refusal.error);
    // The words the old service used for these three, whatever the detail.
    let message = match status {
        404 => "resource not found",
        422 => "unprocessable",
        400 => "Bad request",
        _ => &detail,
    };
    let words = json!({
        "title": title(status),
        "status": status,
        "detail": detail,
        "success": false,
        "error": status,
        "message": message,
        "description": detail,
        "request_id": request_id,
    });
    body.extend(words.as_object().cloned().unwrap_or_default());
    Value::Object(body)
}

/// What programs tell a refusal by, at whichever door.
pub fn facts(Refusal { error, role }: &Refusal) -> Map<String, Value> {
    let mut facts = Map::new();
    let mut say = |name: &str, value: Value| facts.insert(name.to_owned(), value);
    say("type", format!("/problems/{}", problem(error)).into());
    say("status", error.status().into());
    say("code", error.code().into());
    if let Error::NotAllowed(permission) = error {
        say("required_permission", json!(permission.claim()));
        say("your_role", json!(role));
        say("roles_that_can", json!(permission.roles().collect::<Vec<_>>()));
    }
    if let Error::Stale { moved: Some(moved), .. } = error {
        say("base", json!(moved.base));
        say("yours", json!(moved.yours));
        say("theirs", json!(moved.theirs));
    }
    if !error.fields().is_empty() {
        let fields =
            error.fields().iter().map(|field| json!({ "pointer": pointer(&field.field), "detail": field.message }));
        say("errors", fields.collect());
    }
    facts
}

/// The last part of the problem's type, which is a page that explains it.
pub fn problem(error: &Error) -> String {
    match error {
        Error::NotAllowed(_) => "not-allowed".to_owned(),
        error => error.code().replace('_', "-"),
    }
}

/// A member of the body (RFC 6901).
fn pointer(field: &str) -> String {
    format!("/{}", field.replace('~', "~0").replace('/', "~1"))
}

/// A refusal says to programs what the old service said; pages say who may.
pub fn error_detail(error: &Error) -> String {
    match error {
        Error::NotAllowed(_) => "Permission not found.".to_owned(),
        Error::AlreadyThere(Some(record)) => {
            let same = match record {
                RecordId::Actor(_) => "An actor of this name and age",
                RecordId::Movie(_) => "A movie of this title and release date",
                RecordId::Casting(_) => "This actor as this character in this movie",
                RecordId::Person(_) => "A person of this name",
            };
            format!("{same} is there already: number {}.", record.number())
        }
        Error::TooMany { after } => format!("Too many requests. Try again in {after} seconds."),
        other => other.to_string(),
    }
}

/// A few words for a status.
fn title(status: u16) -> &'static str {
    match status {
        403 => "Not allowed",
        status => StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Refused"),
    }
}

/// The header that names a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

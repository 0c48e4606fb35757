//! How the Casting Agency API answers: its odd shapes, promised to clients that exist, live here and nowhere else.

use super::Refusal;
use axum::{
    Json,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Actor, Casting, Done, Movie, Page};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// An answer, or a refusal that is put in words further out.
pub type Reply<T> = domain::Result<T, Refusal>;

/// The words the API has for a kind of record.
pub trait Kind: Serialize + JsonSchema {
    const ONE: &'static str;
    const MANY: &'static str;
    const TOTAL: &'static str;
    /// The path of all of them.
    const PATH: &'static str;

    fn id(&self) -> i64;
    /// What an answer calls it by.
    fn called(&self) -> &str;
    fn version(&self) -> i64;

    /// The strong entity tag of the record as it is answered (RFC 9110, section 8.8.3): its version.
    fn etag(&self) -> String {
        format!("\"{}\"", self.version())
    }
}

impl Kind for Actor {
    const ONE: &'static str = "actor";
    const MANY: &'static str = "actors";
    const TOTAL: &'static str = "total_actors";
    const PATH: &'static str = "/api/v1/actors";

    fn id(&self) -> i64 {
        self.id.0
    }

    fn called(&self) -> &str {
        &self.name
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl Kind for Movie {
    const ONE: &'static str = "movie";
    const MANY: &'static str = "movies";
    const TOTAL: &'static str = "total_movies";
    const PATH: &'static str = "/api/v1/movies";

    fn id(&self) -> i64 {
        self.id.0
    }

    fn called(&self) -> &str {
        &self.title
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl Kind for Casting {
    const ONE: &'static str = "casting";
    const MANY: &'static str = "castings";
    const TOTAL: &'static str = "total_castings";
    const PATH: &'static str = "/api/v1/castings";

    fn id(&self) -> i64 {
        self.id.0
    }

    fn called(&self) -> &str {
        &self.character
    }

    fn version(&self) -> i64 {
        self.version
    }

    /// A casting is answered with names that change without it: they belong to the tag, the version stands before them.
    fn etag(&self) -> String {
        let names = Sha256::digest(format!("{}\0{}", self.title, self.name));
        format!("\"{}-{}\"", self.version, URL_SAFE_NO_PAD.encode(&names[..6]))
    }
}

/// One page of a list, and how many there are in all.
pub struct Listed<T>(pub Page<T>);

/// Who plays whom in one movie: a list of castings with a name of its own.
pub struct Cast(pub Page<Casting>);

/// Whom one actor plays and where: a list of castings that is called movies.
pub struct Roles(pub Page<Casting>);

impl<T: Kind> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        list(T::MANY, T::TOTAL, &self.0)
    }
}

impl IntoResponse for Cast {
    fn into_response(self) -> Response {
        list("cast", "total_cast", &self.0)
    }
}

impl IntoResponse for Roles {
    fn into_response(self) -> Response {
        list("movies", "total_movies", &self.0)
    }
}

fn list<T: Serialize>(rows: &str, total: &str, page: &Page<T>) -> Response {
    let mut body = json!({ "success": true, rows: page.rows, total: page.total });
    if page.at_least {
        body["total_is_at_least"] = json!(true);
    }
    let mut response = Json(body).into_response();
    let last = (!page.at_least).then(|| page.last());
    response.extensions_mut().insert(Place { number: page.number.number(), more: page.more, last });
    response
}

/// Which page of a list this is, whether there is another, and which is the last, where that is known: the way to the others is put in a header
/// further out, where the address is at hand.
#[derive(Clone, Copy)]
pub struct Place {
    pub number: i64,
    pub more: bool,
    pub last: Option<i64>,
}

/// One record.
pub struct One<T>(pub T);

impl<T: Kind> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        let etag = [(header::ETAG, value(&self.0.etag()))];
        (etag, Json(json!({ "success": true, T::ONE: self.0 }))).into_response()
    }
}

/// A record that was added.
pub struct Inserted<T>(pub Done<T>);

impl<T: Kind> IntoResponse for Inserted<T> {
    fn into_response(self) -> Response {
        let Done { record, total, dry_run, .. } = &self.0;
        let mut body = json!({ "success": true, "inserted": record.called(), T::TOTAL: total });
        if T::ONE == Movie::ONE {
            // The old document's sample calls the number of movies so.
            body[Actor::TOTAL] = json!(total);
        }
        if *dry_run {
            return done(&self.0, body);
        }
        body["id"] = json!(record.id());
        let location = [(header::LOCATION, value(&format!("{}/{}", T::PATH, record.id())))];
        (location, done(&self.0, body)).into_response()
    }
}

/// A record that was changed.
pub struct Updated<T>(pub Done<T>);

impl<T: Kind> IntoResponse for Updated<T> {
    fn into_response(self) -> Response {
        done(&self.0, json!({ "success": true, "updated": self.0.record.id(), T::TOTAL: self.0.total }))
    }
}

/// A record that was deleted.
pub struct Deleted<T>(pub Done<T>);

impl<T: Kind> IntoResponse for Deleted<T> {
    fn into_response(self) -> Response {
        done(&self.0, json!({ "success": true, "deleted": self.0.record.id(), T::TOTAL: self.0.total }))
    }
}

fn done<T: Kind>(done: &Done<T>, body: Value) -> Response {
    let etag = (header::ETAG, value(&done.record.etag()));
    let replayed = (HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
    let applied = (HeaderName::from_static("preference-applied"), HeaderValue::from_static("tx=rollback"));
    let mut response = Json(body).into_response();
    let headers = response.headers_mut();
    headers.extend(
        [(!done.dry_run).then_some(etag), done.replayed.then_some(replayed), done.dry_run.then_some(applied)]
            .into_iter()
            .flatten(),
    );
    response
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::try_from(text).expect("ids, versions and digests are plain ASCII")
}

/// Where to go from the API's root. Nobody needs to sign in for it.
pub struct Links;

impl IntoResponse for Links {
    fn into_response(self) -> Response {
        Json(json!({
            "success": true,
            "name": "Casting Agency API",
            "links": {
                "actors": Actor::PATH,
                "movies": Movie::PATH,
                "castings": Casting::PATH,
                "openapi": "/api/openapi.json",
                "docs": "/api/docs",
            },
        }))
        .into_response()
    }
}

//! How the catalogue answers and refuses: shapes that its old clients read, and words beside those of the other API.

use crate::rest::{Msg, Refusal, error_detail};
use agency::Agency;
use axum::{
    Json,
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    Cursor, Date, Error, Movie, MovieFilter, MovieKey, Order, Permit, Result, SeeMovies, SignInProblem, Stretch,
    UNSPECIFIED,
};
use futures_util::stream;
use serde::Serialize;
use std::io;

/// How many movies are read at once: a list may be long, and whoever reads it slowly holds no connection meanwhile.
const BATCH: i64 = 1_000;

/// A movie as the catalogue shows it: nothing in it is ever `null`.
#[derive(Serialize)]
struct Entry<'a> {
    expiry_date: Date,
    genre: &'a str,
    release_year: i32,
    title: &'a str,
}

impl<'a> From<&'a Movie> for Entry<'a> {
    fn from(movie: &'a Movie) -> Self {
        Self {
            expiry_date: movie.expiry_date.unwrap_or(Date::LAST),
            genre: movie.genre.as_deref().unwrap_or(UNSPECIFIED),
            release_year: movie.release_year,
            title: &movie.title,
        }
    }
}

/// One movie.
pub struct One(pub Movie);

impl IntoResponse for One {
    fn into_response(self) -> Response {
        Json(Entry::from(&self.0)).into_response()
    }
}

/// All movies that are wanted, however many: sent batch by batch, each read when the one before has left.
pub struct Shown {
    agency: Agency,
    by: Permit<SeeMovies>,
    wanted: MovieFilter,
    first: Vec<Movie>,
}

impl Shown {
    /// Reads the first batch, so that what is wrong at once is still refused.
    pub async fn read(agency: Agency, by: Permit<SeeMovies>, wanted: MovieFilter) -> Result<Self> {
        let first = agency.search_movies(&by, &wanted, &Order::ADDED, &Stretch::after(None, BATCH)).await?;
        Ok(Self { agency, by, wanted, first })
    }
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        let Self { agency, by, wanted, first } = self;
        let movies = stream::unfold(Some((None, Some(first))), move |place| {
            let (agency, by, wanted) = (agency.clone(), by.clone(), wanted.clone());
            async move {
                let (after, batch) = place?;
                let read = match batch {
                    Some(first) => Ok(first),
                    None => {
                        let next = Stretch::after(after.clone(), BATCH);
                        agency.search_movies(&by, &wanted, &Order::ADDED, &next).await
                    }
                };
                Some(match read {
                    Ok(batch) => written(after.is_none(), &batch),
                    // The status is out already: cut short, nobody takes this for the whole.
                    Err(error) => (Err(io::Error::other(error)), None),
                })
            }
        });
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], Body::from_stream(movies))
            .into_response()
    }
}

type Piece = (io::Result<Bytes>, Option<(Option<Cursor>, Option<Vec<Movie>>)>);

/// A batch as a piece of the answer, and where the next one begins. An empty one ends it.
fn written(begins: bool, batch: &[Movie]) -> Piece {
    let mut text = if begins { br#"{"movies":["#.to_vec() } else { Vec::new() };
    for (place, movie) in batch.iter().enumerate() {
        if place > 0 || !begins {
            text.push(b',');
        }
        serde_json::to_writer(&mut text, &Entry::from(movie)).expect("a movie is plain data");
    }
    let next = batch.last().map(|last| (Some(Cursor::of(last, &Order::<MovieKey>::ADDED)), None));
    if next.is_none() {
        text.extend_from_slice(b"]}");
    }
    (Ok(text.into()), next)
}

/// Why a movie was not added, in the words of the old service: always 400.
pub fn not_added(error: Error) -> Error {
    let why = match &error {
        Error::Invalid(fields) => {
            fields.iter().map(|it| format!("{}: {}", it.field, it.message)).collect::<Vec<_>>().join("; ")
        }
        Error::AlreadyThere(_) => "title: there is a movie with this title already".to_owned(),
        Error::Malformed(text) => text.clone(),
        _ => return error,
    };
    Error::Malformed(format!("Movie could not be added: {why}"))
}

/// As [`not_added`], of deleting one.
pub fn not_deleted(error: Error) -> Error {
    match error {
        Error::NotFound => Error::Malformed("Movie was not found".into()),
        Error::Conflict(text) => Error::Malformed(text),
        other => other,
    }
}

/// Gives a refusal the `msg` that the old clients read, and the status the old service had for it. What is malformed
/// about a token was 422 there.
pub async fn put_in_words(request: Request, next: Next) -> Response {
    use SignInProblem::{
        Credentials, Expired, HeaderMissing, NotBearer, TokenMissing, TooManyParts, UnknownKey, Unreadable,
    };
    let mut response = next.run(request).await;
    let Some(Refusal { error, .. }) = response.extensions().get() else { return response };
    let msg = match error {
        Error::SignIn(HeaderMissing) => "Missing Authorization Header".to_owned(),
        Error::SignIn(Expired) => "Token has expired".to_owned(),
        Error::SignIn(Credentials) => "Bad username or password".to_owned(),
        Error::Invalid(fields) => fields.iter().map(|it| it.message.as_ref()).collect::<Vec<_>>().join("; "),
        other => error_detail(other),
    };
    if let Error::SignIn(NotBearer | TokenMissing | TooManyParts | UnknownKey | Unreadable) = error {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response.extensions_mut().insert(Msg(msg));
    response
}

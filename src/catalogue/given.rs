//! What arrives at the catalogue: a JSON body, as the old clients send it with any method, or, with GET, the same names
//! in the query string.

use crate::{rest, server::Server};
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{Method, request::Parts},
};
use domain::{CatalogueFilter, Date, Error, FieldError, MovieFilter, NewMovie, Result, UNSPECIFIED, folded};
use serde_json::{Map, Value};
use std::convert::Infallible;

/// The members of what arrived, those of `null` left out; or why it could not be read.
pub struct Asked(Result<Map<String, Value>>);

impl FromRequest<Server> for Asked {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &Server) -> Result<Self, Infallible> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, rest::LONGEST_BODY).await.map_err(|_| Error::TooLarge);
        let read = body.and_then(|body| members(&parts, &body));
        Ok(Self(read.map(|members| members.into_iter().filter(|(_, value)| !value.is_null()).collect())))
    }
}

fn members(parts: &Parts, body: &[u8]) -> Result<Map<String, Value>> {
    if !body.trim_ascii().is_empty() {
        return match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(members),
            _ => Err(Error::Malformed("The body is no object in JSON. Send one.".into())),
        };
    }
    let mut members = Map::new();
    if matches!(parts.method, Method::GET | Method::HEAD) {
        for (name, text) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned() {
            members.entry(name).or_insert(Value::String(text)); // the first counts
        }
    }
    Ok(members)
}

impl Asked {
    /// What `GET /api/search` looks for.
    pub fn search(self) -> Result<MovieFilter> {
        let fields = Fields(self.0?);
        let (title, genre, year, expiry) =
            all(fields.text("title"), fields.text("genre"), fields.whole("release_year"), fields.day("expiry_date"))?;
        // A year too far off for a number of ours is one that no movie has.
        let release_year = year.map(|year| year.parse().unwrap_or(i32::MAX));
        let expires = expiry.map(|day| (day, day));
        CatalogueFilter { title, genre, release_year, expires }.checked()
    }

    /// The range `GET /api/expiredMovies` looks for.
    pub fn expired(self) -> Result<MovieFilter> {
        let fields = Fields(self.0?);
        let end = |name: &'static str| {
            let missing = || Error::Malformed(format!("Field {name} is Missing"));
            fields.day(name).map_err(|error| Error::Invalid(vec![error]))?.ok_or_else(missing)
        };
        CatalogueFilter { expires: Some((end("from")?, end("to")?)), ..CatalogueFilter::default() }.checked()
    }

    /// The movie that `POST /api` adds: it has all four fields.
    pub fn new_movie(self) -> Result<NewMovie> {
        let fields = Fields(self.0?);
        let needed = |name: &'static str, read: Result<Option<String>, FieldError>| {
            read?
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| FieldError::new(name, format!("{name} is missing")))
        };
        let day = fields.day("expiry_date").map(|day| day.map(|day| day.to_string()));
        let (title, genre, release_year, expiry_date) = all(
            needed("title", fields.text("title")),
            needed("genre", fields.text("genre")),
            needed("release_year", fields.whole("release_year")),
            needed("expiry_date", day),
        )?;
        // As it is shown: what stands for nothing means nothing.
        let genre = if folded(&genre) == UNSPECIFIED { String::new() } else { genre };
        let expiry_date = if expiry_date == Date::LAST.to_string() { String::new() } else { expiry_date };
        Ok(NewMovie { title, release_date: String::new(), release_year, genre, expiry_date })
    }

    /// The title that `DELETE /api` names.
    pub fn title(self) -> Result<String> {
        let title = Fields(self.0?).text("title").map_err(|error| Error::Invalid(vec![error]))?;
        let title = title.filter(|title| !title.trim().is_empty());
        title.ok_or_else(|| Error::Malformed("Missing title parameter".into()))
    }
}

/// All four, or all that is wrong.
fn all<A, B, C, D>(
    a: Result<A, FieldError>,
    b: Result<B, FieldError>,
    c: Result<C, FieldError>,
    d: Result<D, FieldError>,
) -> Result<(A, B, C, D)> {
    match (a, b, c, d) {
        (Ok(a), Ok(b), Ok(c), Ok(d)) => Ok((a, b, c, d)),
        (a, b, c, d) => Err(Error::Invalid([a.err(), b.err(), c.err(), d.err()].into_iter().flatten().collect())),
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn text(&self, name: &'static str) -> Result<Option<String>, FieldError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(FieldError::new(name, format!("{name} is a text"))),
        }
    }

    /// A whole number, as JSON or in digits.
    fn whole(&self, name: &'static str) -> Result<Option<String>, FieldError> {
        let wrong = || FieldError::new(name, format!("{name} is a whole number"));
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Number(number)) => rest::whole(number).map(Some).ok_or_else(wrong),
            Some(Value::String(text)) => {
                let text = text.trim();
                let digits = text.strip_prefix('-').unwrap_or(text);
                let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                // An empty one in a query is a field that was left alone.
                if sound { Ok(Some(text.to_owned())) } else { text.is_empty().then_some(None).ok_or_else(wrong) }
            }
            Some(_) => Err(wrong()),
        }
    }

    /// A day: `yyyy-mm-dd`, also with a time of the day, which is not looked at.
    fn day(&self, name: &'static str) -> Result<Option<Date>, FieldError> {
        let Some(text) = self.text(name)?.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
        let wrong = || FieldError::new(name, format!("{name} is not a date; write it as yyyy-mm-dd"));
        let day = match text.trim().split_once('T') {
            Some((day, time)) if time.len() == 8 && time.parse::<jiff::civil::Time>().is_ok() => day,
            Some(_) => return Err(wrong()),
            None => text.as_str(),
        };
        day.parse().map(Some).map_err(|_| wrong())
    }
}

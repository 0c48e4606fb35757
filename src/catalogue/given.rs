//! What arrives at the catalogue: a JSON body, as the old clients send it with any method, or, with GET, the same names
//! in the query string.

use crate::{rest, server::Server};
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::Method,
};
use domain::{CatalogueFilter, Date, Error, FieldError, NewMovie, Result};
use serde_json::{Map, Value};

/// The members of what arrived; those of `null` are none.
pub struct Asked(Map<String, Value>);

impl FromRequest<Server> for Asked {
    type Rejection = rest::Refusal;

    async fn from_request(request: Request, _: &Server) -> Result<Self, rest::Refusal> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, rest::LONGEST_BODY).await.map_err(|_| Error::TooLarge)?;
        let mut members = Map::new();
        if !body.trim_ascii().is_empty() {
            let Ok(Value::Object(sent)) = serde_json::from_slice(&body) else {
                return Err(Error::Malformed("The body is not JSON. Send an object in JSON.".into()).into());
            };
            members = sent;
        } else if matches!(parts.method, Method::GET | Method::HEAD) {
            for (name, text) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned() {
                members.entry(name).or_insert(Value::String(text)); // the first counts
            }
        }
        members.retain(|_, value| !value.is_null());
        Ok(Self(members))
    }
}

impl Asked {
    /// What `GET /api/search` looks for. An empty text is none.
    pub fn search(&self) -> Result<CatalogueFilter> {
        let (title, genre) = (self.text("title"), self.text("genre"));
        let (year, expiry) = (self.whole("release_year"), self.day("expiry_date"));
        match (title, genre, year, expiry) {
            (Ok(title), Ok(genre), Ok(year), Ok(expiry)) => {
                // A year too far off for a number of ours is one that no movie has.
                let release_year = year.map(|year| year.parse().unwrap_or(i32::MAX));
                let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
                let expires = expiry.map(|day| (day, day));
                CatalogueFilter { title: text(title), genre: text(genre), release_year, expires }.checked()
            }
            (title, genre, year, expiry) => {
                Err(wrong([title.err(), genre.err(), year.err(), expiry.err()].into_iter().flatten()))
            }
        }
    }

    /// The range `GET /api/expiredMovies` looks for.
    pub fn expired(&self) -> Result<CatalogueFilter> {
        let end = |name: &'static str| {
            let missing = || Error::Malformed(format!("Field {name} is Missing"));
            self.day(name).map_err(|error| wrong([error]))?.ok_or_else(missing)
        };
        CatalogueFilter { expires: Some((end("from")?, end("to")?)), ..CatalogueFilter::default() }.checked()
    }

    /// The movie that `POST /api` adds: it has all four fields.
    pub fn new_movie(&self) -> Result<NewMovie> {
        let needed = |name: &'static str, read: Result<Option<String>, FieldError>| {
            read?
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| FieldError::new(name, format!("{name} is missing")))
        };
        let title = needed("title", self.text("title"));
        let genre = needed("genre", self.text("genre"));
        let release_year = needed("release_year", self.whole("release_year"));
        let day = self.day("expiry_date").map(|day| day.map(|day| day.to_string()));
        let expiry_date = needed("expiry_date", day);
        match (title, genre, release_year, expiry_date) {
            (Ok(title), Ok(genre), Ok(release_year), Ok(expiry_date)) => {
                Ok(NewMovie { title, release_date: String::new(), release_year, genre, expiry_date })
            }
            (title, genre, year, expiry) => {
                Err(wrong([title.err(), genre.err(), year.err(), expiry.err()].into_iter().flatten()))
            }
        }
    }

    /// The title that `DELETE /api` names.
    pub fn title(&self) -> Result<String> {
        let title = self.text("title").map_err(|error| wrong([error]))?;
        title.filter(|title| !title.trim().is_empty()).ok_or_else(|| Error::Malformed("Missing title parameter".into()))
    }

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

fn wrong(fields: impl IntoIterator<Item = FieldError>) -> Error {
    Error::Invalid(fields.into_iter().collect())
}

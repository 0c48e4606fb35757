//! What arrives at the Casting Agency API. It is read here and judged by the operations, so that an unknown record is
//! answered before a malformed body.

use crate::{rest::Refusal, server::Server};
use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderMap, HeaderName, Method, Uri, header, request::Parts},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    ActorChange, ActorList, CastingChange, Error, FieldError, Given, Matching, MovieChange, MovieList, NewActor,
    NewCasting, NewMovie, Once, Paging, Result, Terms,
};
use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

/// The longest body, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024;
/// The longest `Idempotency-Key`, in Unicode scalar values.
pub const LONGEST_KEY: usize = 255;

/// The record a path names. One that is no number, or a number no record has, is simply not there.
pub struct Id<T>(pub T);

impl<T: std::str::FromStr> FromRequestParts<Server> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let Path(text) = Path::<String>::from_request_parts(parts, server).await.map_err(|_| Error::NotFound)?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let id = digits.then(|| text.parse().ok()).flatten().ok_or(Error::NotFound)?;
        Ok(Self(id))
    }
}

/// What a query string asks of a list. Names that are not known are ignored; of a repeated one the first counts.
pub struct Asked<L>(Result<L>);

impl<L> Asked<L> {
    /// The list, or what is wrong with what was asked.
    pub fn list(self) -> Result<L> {
        self.0
    }
}

/// A list that a query string can ask for.
pub trait Asks: Sized {
    fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self>;
}

impl Asks for ActorList {
    fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        Self::read(asked)
    }
}

impl Asks for MovieList {
    fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        Self::read(asked)
    }
}

impl Asks for Paging {
    fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        Self::read(asked)
    }
}

impl<L: Asks> FromRequestParts<Server> for Asked<L> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let pairs: Vec<_> = form_urlencoded::parse(query).into_owned().collect();
        let asked = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
        Ok(Self(L::read(asked)))
    }
}

/// On which terms a delete is wanted.
pub struct OnTerms(pub Terms);

impl FromRequestParts<Server> for OnTerms {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Refusal> {
        Ok(Self(terms(&parts.method, &parts.uri, &parts.headers, &[])?))
    }
}

/// The body of a write and its terms. Whatever is wrong with it is for the operation to say.
pub struct Body<T>(pub Given<T>);

impl<T: Arrives> FromRequest<Server> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Server) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, LONGEST_BODY).await.map_err(|_| Error::TooLarge);
        let sent = bytes.as_ref().map(AsRef::as_ref).unwrap_or_default();
        let (terms, wrong) = match terms(&parts.method, &parts.uri, &parts.headers, sent) {
            Ok(terms) => (terms, Ok(())),
            Err(error) => (Terms::default(), Err(error)),
        };
        let read = bytes.clone().and_then(|bytes| Fields::read(&parts.headers, &bytes)?.into_body());
        Ok(Self(Given::new(wrong.and(read), terms)))
    }
}

fn terms(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<Terms> {
    const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
    const PREFER: HeaderName = HeaderName::from_static("prefer");
    let once = match headers.get(IDEMPOTENCY_KEY) {
        None => None,
        Some(key) => {
            let key = String::from_utf8_lossy(key.as_bytes()).into_owned();
            if key.is_empty() || key.chars().count() > LONGEST_KEY {
                return Err(Error::Malformed(format!("Idempotency-Key is a text of 1 to {LONGEST_KEY} characters.")));
            }
            let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(body));
            Some(Once { key, operation: format!("{method} {}", uri.path()), digest })
        }
    };
    let dry_run = listed(headers, &PREFER).iter().any(|preference| is_rollback(preference));
    Ok(Terms { matching: matching(headers), since: None, once, dry_run })
}

/// Whether a preference is `tx=rollback`, its value quoted or not, with parameters or without (RFC 7240, section 2).
fn is_rollback(preference: &str) -> bool {
    let preference = preference.split(';').next().unwrap_or_default();
    let Some((name, value)) = preference.split_once('=') else { return false };
    let value = value.trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    name.trim().eq_ignore_ascii_case("tx") && value.eq_ignore_ascii_case("rollback")
}

/// The versions an `If-Match` names (RFC 9110, section 13.1.1). Proxies that compress make entity tags weak: the `W/` is
/// not looked at.
fn matching(headers: &HeaderMap) -> Option<Matching> {
    let tags = headers.contains_key(header::IF_MATCH).then(|| listed(headers, &header::IF_MATCH))?;
    if tags.iter().any(|tag| tag == "*") {
        return Some(Matching::Any);
    }
    Some(Matching::These(tags.iter().filter_map(|tag| version(tag)).collect()))
}

/// The version in an entity tag of ours, as [`super::reply::Kind::etag`] writes it. The bare number is what every row
/// shows as its version, and there is only one thing it can mean.
fn version(tag: &str) -> Option<i64> {
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let inside = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(tag);
    let (version, _) = inside.split_once('-').unwrap_or((inside, ""));
    version.parse().ok()
}

/// The members of a header that is a list, in order.
pub(super) fn listed(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|member| member.trim().to_owned()).collect()
}

/// What can be made of a body's fields.
pub trait Arrives: Sized {
    /// The fields it knows.
    const KNOWN: &'static [&'static str];
    /// A change names at least one field, and none that is not known; of a new record unknown ones are ignored, as the old
    /// service did.
    const CHANGE: bool;

    fn from_fields(fields: &mut Fields) -> Self;
}

/// What is made of these fields, as of those of a body in JSON.
pub fn body_of<T: Arrives>(members: Map<String, Value>) -> Result<T> {
    Fields { members, form: false, wrong: Vec::new() }.into_body()
}

/// The fields of a body, JSON or a form, and what was found wrong with them so far.
pub struct Fields {
    members: Map<String, Value>,
    form: bool,
    wrong: Vec<FieldError>,
}

impl Fields {
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let form =
            match kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()).as_deref() {
                Some("application/json") => false,
                Some("application/x-www-form-urlencoded") => true,
                None if body.is_empty() => false,
                _ => return Err(Error::WrongType),
            };
        if body.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::Malformed("The body is empty. Send an object in JSON, or a form.".into()));
        }
        let mut wrong = Vec::new();
        let members = if form {
            let mut members = Map::new();
            for (name, value) in form_urlencoded::parse(body).into_owned() {
                if value.contains(char::REPLACEMENT_CHARACTER) {
                    let message = format!("{name} is not UTF-8");
                    wrong.push(FieldError { field: name.clone().into(), message: message.into() });
                }
                members.entry(name).or_insert(Value::String(value)); // the first counts
            }
            members
        } else {
            match serde_json::from_slice(body) {
                Ok(Value::Object(members)) => members,
                Ok(_) => return Err(Error::Malformed("The body is JSON but no object. Send an object.".into())),
                Err(_) => {
                    return Err(Error::Malformed("The body is not JSON. Send an object in JSON, or a form.".into()));
                }
            }
        };
        Ok(Self { members, form, wrong })
    }

    fn into_body<T: Arrives>(mut self) -> Result<T> {
        if T::CHANGE {
            let unknown = self.members.keys().filter(|name| !T::KNOWN.contains(&name.as_str()));
            let says = format!("is not known here; what can be changed: {}", T::KNOWN.join(", "));
            let wrong: Vec<_> = unknown
                .map(|name| FieldError { field: name.clone().into(), message: format!("{name} {says}").into() })
                .collect();
            self.wrong.extend(wrong);
            if self.members.is_empty() {
                return Err(Error::Malformed(format!(
                    "Nothing is to be changed. Send any of {}.",
                    T::KNOWN.join(", ")
                )));
            }
        }
        let body = T::from_fields(&mut self);
        if self.wrong.is_empty() { Ok(body) } else { Err(Error::Invalid(self.wrong)) }
    }

    /// A text. `null` is a text that is missing: whether it may be is judged with the rest.
    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => Some(String::new()),
            _ => self.refuse(name, "is a text"),
        }
    }

    /// A whole number: a number in JSON, its digits in a form.
    fn whole(&mut self, name: &'static str) -> Option<String> {
        match self.members.get(name)? {
            Value::Number(number) => whole(number).or_else(|| self.refuse(name, "is a whole number")),
            Value::String(text) if self.form => Some(text.clone()),
            Value::Null => Some(String::new()),
            _ => self.refuse(name, "is a whole number"),
        }
    }

    /// A day. An empty text is none, but in a form, which has no `null`.
    fn day(&mut self, name: &'static str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) if text.trim().is_empty() && !self.form => {
                self.refuse(name, "is not a date; write it as yyyy-mm-dd")
            }
            _ => self.text(name),
        }
    }

    /// The id of a record: a whole number, or its digits.
    fn id(&mut self, name: &'static str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) => Some(text.clone()),
            _ => self.whole(name),
        }
    }

    fn refuse(&mut self, name: &'static str, what: &str) -> Option<String> {
        self.wrong.push(FieldError::new(name, format!("{name} {what}")));
        None
    }

    fn is_given(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
    }
}

/// The digits of a whole number. JSON does not tell 29.0 from 29. Beyond 2^53 a fraction is no longer seen, and no field
/// goes so far.
pub fn whole(number: &Number) -> Option<String> {
    if !number.is_f64() {
        return Some(number.to_string());
    }
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 2_f64.powi(53))?;
    Some(format!("{value:.0}"))
}

impl Arrives for NewActor {
    const KNOWN: &'static [&'static str] = &["name", "age", "gender"];
    const CHANGE: bool = false;

    fn from_fields(fields: &mut Fields) -> Self {
        let ActorChange { name, age, gender } = ActorChange::from_fields(fields);
        Self { name: name.unwrap_or_default(), age: age.unwrap_or_default(), gender: gender.unwrap_or_default() }
    }
}

impl Arrives for ActorChange {
    const KNOWN: &'static [&'static str] = NewActor::KNOWN;
    const CHANGE: bool = true;

    fn from_fields(fields: &mut Fields) -> Self {
        Self { name: fields.text("name"), age: fields.whole("age"), gender: fields.text("gender") }
    }
}

impl Arrives for NewMovie {
    const KNOWN: &'static [&'static str] = &["title", "release_date", "release_year", "genre", "expiry_date"];
    const CHANGE: bool = false;

    fn from_fields(fields: &mut Fields) -> Self {
        let MovieChange { title, release_date, release_year, genre, expiry_date } = MovieChange::from_fields(fields);
        Self {
            title: title.unwrap_or_default(),
            release_date: release_date.unwrap_or_default(),
            release_year: release_year.unwrap_or_default(),
            genre: genre.unwrap_or_default(),
            expiry_date: expiry_date.unwrap_or_default(),
        }
    }
}

impl Arrives for MovieChange {
    const KNOWN: &'static [&'static str] = NewMovie::KNOWN;
    const CHANGE: bool = true;

    fn from_fields(fields: &mut Fields) -> Self {
        let release_date = fields.day("release_date");
        // The day is taken away only by who says the year: otherwise a null is a field that was forgotten.
        if release_date.as_deref().is_some_and(str::is_empty) && !fields.is_given("release_year") {
            fields.refuse("release_date", "is needed; where the day is not known, send null and a release_year");
        }
        Self {
            title: fields.text("title"),
            release_date,
            release_year: fields.whole("release_year"),
            genre: fields.text("genre"),
            expiry_date: fields.day("expiry_date"),
        }
    }
}

impl Arrives for NewCasting {
    const KNOWN: &'static [&'static str] = &["movie_id", "actor_id", "character"];
    const CHANGE: bool = false;

    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            movie_id: fields.id("movie_id").unwrap_or_default(),
            actor_id: fields.id("actor_id").unwrap_or_default(),
            character: fields.text("character").unwrap_or_default(),
        }
    }
}

impl Arrives for CastingChange {
    const KNOWN: &'static [&'static str] = &["character"];
    const CHANGE: bool = true;

    fn from_fields(fields: &mut Fields) -> Self {
        Self { character: fields.text("character") }
    }
}

//! How the GraphQL door answers: 200 whatever became of it, and what was refused in `errors`, each with the code and the
//! status that the REST API has for it.

use crate::{
    rest::{Refusal, error_detail, facts},
    usage::CameOf,
};
use async_graphql::{Response as Answer, ServerError, Value};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Error, Role};
use serde::Serialize;
use std::sync::Arc;

const GRAPHQL: &str = "application/graphql-response+json";

/// An error that is none of the library's.
pub fn error(error: Error) -> ServerError {
    ServerError { source: Some(Arc::new(error)), ..ServerError::new("", None) }
}

/// The body of an answer, its fields in the order they were asked.
#[derive(Serialize)]
pub struct Body {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
    /// What was refused before anything was done has no data, not even null.
    #[serde(skip_serializing_if = "is_null")]
    data: Value,
}

impl Body {
    pub fn of(answer: Answer, role: Option<Role>) -> Self {
        Self { errors: answer.errors.into_iter().map(|error| said(error, role)).collect(), data: answer.data }
    }

    /// The status of what was refused as a whole.
    fn status(&self) -> Option<StatusCode> {
        match self.errors.first()?.extensions.as_ref()?.get("status")? {
            Value::Number(status) if is_null(&self.data) => {
                StatusCode::from_u16(status.as_u64()?.try_into().ok()?).ok()
            }
            _ => None,
        }
    }
}

fn is_null(value: &Value) -> bool {
    *value == Value::Null
}

/// What is answered, as `application/json`, which knows no other status than 200; or, where the client's `Accept` names it, as
/// the type of the draft "GraphQL over HTTP", which has the status of what was refused as a whole.
pub fn reply(answer: Answer, role: Option<Role>, headers: &HeaderMap) -> Response {
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let by_draft = accepted.any(|accepted| accepted.to_ascii_lowercase().contains(GRAPHQL));
    let wait = answer.errors.iter().find_map(|error| match error.source::<Error>() {
        Some(Error::TooMany { after }) => Some(*after),
        Some(Error::Unavailable) => Some(1),
        _ => None,
    });
    let body = Body::of(answer, role);
    let refused = body.status();
    let status = refused.filter(|_| by_draft).unwrap_or(StatusCode::OK);
    let kind = HeaderValue::from_static(if by_draft { GRAPHQL } else { "application/json" });
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(refused) = refused {
        response.extensions_mut().insert(CameOf(refused));
    }
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

/// An error with what programs tell it by. The library's own are about the query.
fn said(mut error: ServerError, role: Option<Role>) -> ServerError {
    if error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some()) {
        return error;
    }
    let ours = error.source::<Error>().cloned();
    if let Some(ours) = &ours {
        error.message = error_detail(ours);
    }
    let refused = ours.unwrap_or_else(|| Error::Malformed(error.message.clone()));
    let mut facts = facts(&Refusal { error: refused, role });
    // Fields are called here as they are in the schema.
    for field in facts.get_mut("errors").and_then(serde_json::Value::as_array_mut).into_iter().flatten() {
        field["pointer"] = field["pointer"].as_str().map(camel).into();
    }
    let extensions = error.extensions.get_or_insert_default();
    for (name, value) in facts {
        extensions.set(name, Value::from_json(value).unwrap_or_default());
    }
    error
}

/// `/release_date` as `/releaseDate`.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        name + &letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
    })
}

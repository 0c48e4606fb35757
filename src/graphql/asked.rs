//! What is asked at the GraphQL door (the GraphQL Foundation's draft "GraphQL over HTTP").

use super::persisted::PersistedDigest;
use crate::rest::LONGEST_BODY;
use async_graphql::Variables;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, header},
};
use domain::{Error, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

/// One operation that is asked for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Nothing, where its digest is to be enough.
    pub query: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Map<String, Value>,
    extensions: Extensions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    extensions: Option<Extensions>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    persisted_query: Option<PersistedQuery>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersistedQuery {
    version: i64,
    sha256_hash: String,
}

impl Asked {
    /// What a body asks.
    pub async fn in_body(headers: &HeaderMap, body: Body) -> Result<Self> {
        let bytes = to_bytes(body, LONGEST_BODY).await.map_err(|_| Error::TooLarge)?;
        if kind(headers).as_deref() != Some("application/json") {
            return Err(Error::WrongType);
        }
        let value = serde_json::from_slice(&bytes).map_err(|_| malformed("The body is not JSON."))?;
        match value {
            Value::Array(_) => Err(malformed("The body is a list. Send one operation at a time.")),
            value => Self::read(value),
        }
    }

    /// What an address asks.
    pub fn in_query(query: &str) -> Result<Self> {
        let mut parts = Map::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            let value = match name.as_str() {
                "variables" | "extensions" if !text.is_empty() => {
                    serde_json::from_str(&text).map_err(|_| malformed(&format!("{name} is not JSON.")))?
                }
                "operationName" if text.is_empty() => Value::Null,
                "variables" | "extensions" => Value::Null,
                _ => Value::String(text),
            };
            parts.entry(name).or_insert(value); // the first counts
        }
        Self::read(Value::Object(parts))
    }

    /// What a form asks.
    pub fn in_form(query: String, variables: &str) -> Result<Self> {
        let variables = match variables.trim() {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(|_| malformed("The variables are no object in JSON."))?),
        };
        Ok(Self { query: Some(query), variables: variables.unwrap_or_default(), ..Self::default() })
    }

    fn read(parts: Value) -> Result<Self> {
        let parts: Parts = serde_json::from_value(parts)
            .map_err(|_| malformed("query and operationName are texts, variables and extensions are objects."))?;
        let Parts { query, operation_name, variables, extensions } = parts;
        let asked = Self {
            query: query.filter(|query| !query.trim().is_empty()),
            operation_name,
            variables: variables.unwrap_or_default(),
            extensions: extensions.unwrap_or_default(),
        };
        if asked.query.is_none() && asked.extensions.persisted_query.is_none() {
            return Err(malformed("There is no query."));
        }
        Ok(asked)
    }

    /// The digest that the query is known by, where the client goes by that.
    pub fn digest(&self) -> Result<Option<PersistedDigest>> {
        let Some(persisted) = &self.extensions.persisted_query else { return Ok(None) };
        if persisted.version != 1 {
            return Err(malformed("extensions.persistedQuery.version is 1."));
        }
        PersistedDigest::read(&persisted.sha256_hash).map(Some)
    }

    pub fn variables(&self) -> Variables {
        Variables::from_json(Value::Object(self.variables.clone()))
    }
}

/// The type of a body, without its parameters.
pub fn kind(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn malformed(says: &str) -> Error {
    Error::Malformed(says.to_owned())
}

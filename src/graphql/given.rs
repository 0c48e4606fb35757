//! What arrives with a mutation. It is handed on as the REST API hands on a body, so that the same is refused in the same
//! words.

use crate::rest::{Arrives, body_of};
use async_graphql::{InputValueError, InputValueResult, MaybeUndefined, Scalar, ScalarType, Value};
use domain::{Given, Matching, Terms};
use serde::Serialize;
use serde_json::Map;

/// A day, `yyyy-mm-dd`.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Date(String);

impl From<domain::Date> for Date {
    fn from(date: domain::Date) -> Self {
        Self(date.to_string())
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// A day: `1995-12-15`.
#[Scalar]
impl ScalarType for Date {
    // Whether there is such a day is judged with the rest.
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// The fields that were sent, by the names the agency knows.
#[derive(Default)]
pub struct Fields(Map<String, serde_json::Value>);

impl Fields {
    /// With this one, unless there is nothing in it.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        let value = serde_json::to_value(value).expect("numbers, words and texts can be written");
        if !value.is_null() {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// With this change, unless none was sent: null is one.
    pub fn change<T: Serialize>(mut self, name: &str, value: MaybeUndefined<T>) -> Self {
        match value {
            MaybeUndefined::Undefined => return self,
            MaybeUndefined::Null => self.0.insert(name.to_owned(), serde_json::Value::Null),
            MaybeUndefined::Value(value) => return self.with(name, value),
        };
        self
    }

    /// What they are to make, on these terms.
    pub fn given<T: Arrives>(self, terms: Terms) -> Given<T> {
        Given::new(body_of(self.0), terms)
    }

    /// Filters are asked for by name.
    pub fn asked(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            serde_json::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}

/// Only where the record still is the version that is named, if one is.
pub fn terms(version: Option<i64>) -> Terms {
    Terms { matching: version.map(|version| Matching::These(vec![version])), ..Terms::default() }
}

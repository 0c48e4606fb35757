//! What can go wrong: a short closed list, and beside each its HTTP status, its code and its words. What people read is said in
//! their language, what only programs are told is in English.

use crate::{Moved, Permission, RecordId};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. It crosses to the browser as itself, so that a page can say it in the right place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Error {
    /// Nobody we know is asking.
    #[error("{0}")]
    SignIn(SignInProblem),
    /// We know who is asking, and the table says no.
    #[error("{}", .0.refusal())]
    NotAllowed(Permission),
    /// A request that another site had the browser send.
    #[error("Cross-site request refused.")]
    CrossSite,
    #[error("resource not found")]
    NotFound,
    /// There is something at this address, but this cannot be done to it.
    #[error("This method is not allowed here.")]
    WrongMethod,
    /// The same thing is there already; its id, where it could be found.
    #[error("{}", words::already_there())]
    AlreadyThere(Option<RecordId>),
    /// The record changed after the version this change started from.
    #[error("{}", words::stale())]
    Stale {
        /// How, where the door wants to know.
        #[serde(skip)]
        moved: Option<Box<Moved>>,
        /// The fields that somebody else changed as well, and to what.
        clashes: Vec<FieldError>,
        /// The fields that were changed in the form: what is typed there is kept, everywhere else the record speaks.
        mine: Vec<Cow<'static, str>>,
    },
    /// An `Idempotency-Key` came before, with another request.
    #[error("This Idempotency-Key was used for another request. Give every request a key of its own.")]
    KeyReused,
    /// It cannot be done as things stand now.
    #[error("{0}")]
    Conflict(String),
    /// These fields are wrong.
    #[error("{}", .0.iter().map(|field| field.message.as_ref()).collect::<Vec<_>>().join(". "))]
    Invalid(Vec<FieldError>),
    /// The request cannot be read.
    #[error("{0}")]
    Malformed(String),
    #[error("{}", words::too_large())]
    TooLarge,
    /// Neither JSON nor a form.
    #[error(
        "The body's type is not one that is read here. Send application/json, or to the REST API application/x-www-form-urlencoded."
    )]
    WrongType,
    /// Try again, but not for so many seconds.
    #[error("{}", waiting(*.after))]
    TooMany { after: u32 },
    /// For now; trying again is the thing to do.
    #[error("{}", words::unreachable())]
    Unavailable,
    /// Our fault. What happened is in the log, and only there.
    #[error("{}", words::our_fault())]
    Internal,
}

/// One field of a form or body, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Cow<'static, str>,
    pub message: Cow<'static, str>,
}

impl FieldError {
    pub fn new(field: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Why nobody is signed in. What only programs are told is in the words of the service this one replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum SignInProblem {
    #[error("Authorization header is expected.")]
    HeaderMissing,
    #[error("Authorization header must start with \"Bearer\".")]
    NotBearer,
    #[error("Token not found.")]
    TokenMissing,
    #[error("Authorization header must be bearer token.")]
    TooManyParts,
    #[error("Token expired.")]
    Expired,
    #[error("Token is not valid yet.")]
    NotYetValid,
    #[error("Incorrect claims. Please, check the audience and issuer.")]
    WrongClaims,
    #[error("Unable to find the appropriate key.")]
    UnknownKey,
    #[error("Unable to parse authentication token.")]
    Unreadable,
    #[error("Permissions not included in JWT.")]
    NoPermissions,
    #[error("{}", words::session_ended())]
    SessionEnded,
    /// The same words for a wrong password and for a name nobody has.
    #[error("{}", words::wrong_credentials())]
    Credentials,
}

impl SignInProblem {
    fn code(self) -> &'static str {
        match self {
            Self::HeaderMissing => "authorization_header_missing",
            Self::NotBearer | Self::TokenMissing | Self::TooManyParts | Self::UnknownKey | Self::Unreadable => {
                "invalid_header"
            }
            Self::Expired => "token_expired",
            Self::NotYetValid | Self::WrongClaims | Self::NoPermissions => "invalid_claims",
            Self::SessionEnded => "session_ended",
            Self::Credentials => "invalid_credentials",
        }
    }
}

impl Error {
    /// The HTTP status (RFC 9110) every door answers with.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignIn(SignInProblem::NoPermissions) | Self::NotAllowed(_) | Self::CrossSite => 403,
            Self::SignIn(_) => 401,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::AlreadyThere(_) | Self::KeyReused => 422,
            Self::Stale { .. } => 412,
            Self::Conflict(_) => 409,
            Self::Invalid(_) | Self::Malformed(_) => 400,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::TooMany { .. } => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// The word programs tell it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn(problem) => problem.code(),
            Self::NotAllowed(_) => "unauthorized",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::WrongMethod => "method_not_allowed",
            Self::AlreadyThere(_) | Self::KeyReused => "unprocessable",
            Self::Stale { .. } => "stale",
            Self::Conflict(_) => "conflict",
            Self::Invalid(_) | Self::Malformed(_) => "bad_request",
            Self::TooLarge => "too_large",
            Self::WrongType => "unsupported_media_type",
            Self::TooMany { .. } => "too_many_requests",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The record moved on, and no more is known about it.
    pub fn stale() -> Self {
        Self::Stale { moved: None, clashes: Vec::new(), mine: Vec::new() }
    }

    /// The fields that are wrong, where fields are.
    pub fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) | Self::Stale { clashes: fields, .. } => fields,
            _ => &[],
        }
    }

    /// What is wrong with this field, if anything.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields().iter().find(|field| field.field == name).map(|field| field.message.as_ref())
    }
}

/// How long to wait, in words: nobody counts seconds.
fn waiting(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        0 | 1 => words::too_many_tries_minute().to_owned(),
        minutes => words::too_many_tries(&minutes.to_string()),
    }
}

/// What the database says, in our words: a doubled record is the caller's affair, a full disk is ours. The text of
/// the database goes to the log, once, and nowhere else.
#[cfg(feature = "server")]
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::AlreadyThere(None),
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => {
                tracing::error!(%error, "the database does not answer");
                Self::Unavailable
            }
            _ => {
                tracing::error!(%error, "the database refused a statement");
                Self::Internal
            }
        }
    }
}

#[cfg(feature = "wire")]
mod wire {
    use super::Error;
    use server_fn::{codec::JsonEncoding, error::FromServerFnError, error::ServerFnErrorErr};

    impl FromServerFnError for Error {
        type Encoder = JsonEncoding;

        fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
            match error {
                ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unavailable,
                ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                    Self::Malformed(words::unreadable_request().into())
                }
                _ => Self::Internal,
            }
        }
    }
}

/// What the `check` lines of tests compare: the fields that are wrong, another error's code, or that nothing is.
#[cfg(test)]
pub(crate) fn faults<T>(result: Result<T>) -> String {
    match result {
        Err(Error::Invalid(fields)) => fields.iter().map(|f| f.field.as_ref()).collect::<Vec<_>>().join(" "),
        Err(other) => other.code().to_owned(),
        Ok(_) => "sound".to_owned(),
    }
}

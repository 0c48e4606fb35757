//! What people see: the pages, and the server functions they call. Compiled twice, for the server (`ssr`) and for the
//! browser (`hydrate`).

pub mod calls;
mod drawn;
mod ui;

pub use ui::App;
#[cfg(feature = "ssr")]
pub use ui::{said_by_scripts, shell};

use domain::{Error, Me, Role};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The names of the bundle's files, which change with their content. The server knows them.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub css: Arc<str>,
    /// The sheet that only the pages need which the server alone draws.
    pub documents: Arc<str>,
    /// The script of every page, with the bundle or without it.
    pub page: Arc<str>,
    pub js: Arc<str>,
    pub wasm: Arc<str>,
    /// Whether a service worker may keep them: not while they are being developed.
    pub keep: bool,
}

/// The address of the texts that the browser says by itself, in the page's language.
#[derive(Clone, Debug)]
pub struct Texts(pub String);

/// What every page knows: who is at the screen, and whether this is the demo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    pub me: Option<Me>,
    pub demo: bool,
    /// Nobody has an account yet. Told only where one would sign in.
    pub empty: bool,
}

/// The number of the last change in the log when the page began to be drawn: what comes after it is news to the page.
#[derive(Clone, Copy, Debug)]
pub struct DrawnAt(pub i64);

/// The limits in force, for the page that shows them.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Limits(pub Vec<domain::Limit>);

/// What the page behind a one-time link needs to know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joining {
    pub kind: JoinKind,
    /// What whoever joins will be; `None` where nobody joins.
    pub role: Option<Role>,
    /// The name the link was made for, where one was given.
    pub name: String,
    /// Who gets a new password, by the name they sign in with.
    pub login: Option<String>,
    /// The link itself, for the form.
    pub link: String,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinKind {
    /// To create the first executive producer.
    First,
    /// To create an account by invitation.
    Invite,
    /// To choose a new password.
    Reset,
    /// For nothing any more: used, withdrawn, expired, or never made.
    Gone,
}

/// A form that was posted without script and refused: the page it stood on is drawn again with what was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The address the form was posted to.
    pub call: String,
    /// The page it stood on, with its query.
    pub page: String,
    /// What was typed, by the fields' names. Never a password.
    pub typed: Vec<(String, String)>,
    pub error: Error,
}

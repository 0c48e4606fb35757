//! What people see: the pages, and the server functions they call. Compiled twice, for the server (`ssr`) and for the
//! browser (`hydrate`).

pub mod calls;
mod ui;

pub use ui::{App, shell};

use domain::{Error, Me};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The names of the bundle's files, which change with their content. The server knows them.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub css: Arc<str>,
    pub js: Arc<str>,
    pub wasm: Arc<str>,
    /// Whether a service worker may keep them: not while they are being developed.
    pub keep: bool,
}

/// What every page knows: who is at the screen, and whether this is the demo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    pub me: Option<Me>,
    pub demo: bool,
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

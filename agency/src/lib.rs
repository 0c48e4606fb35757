//! What the agency does: one method for each operation, and all its SQL.
//!
//! An operation takes a [`domain::Permit`], checks, writes, and says what happened; no door can skip a step.

#[macro_use]
mod db;

mod activity;
mod actors;
mod agency;
mod bulk;
mod castings;
mod catalogue;
mod changes;
mod counts;
mod demo;
mod drafts;
mod imports;
mod keys;
mod links;
mod log;
mod many;
mod movies;
mod once;
mod overview;
mod passwords;
mod people;
mod presence;
mod search;
mod sessions;
mod settings;
mod sheet;
mod throttle;
mod trash;
mod undo;
mod usage;

pub use agency::{Agency, Clock};
pub use bulk::{Fate, MOST_AT_ONCE};
pub use changes::News;
pub use db::OpenError;
pub use demo::{DemoPerson, DemoRefusal};
pub use links::{Link, LinkKind};
pub use log::{LogEnd, LogState};
pub use people::Proven;
pub use presence::{Present, Sign};
pub use sessions::{IDLE, Pass, Session, SessionId};
pub use throttle::{Brake, Origin, network};

//! What the agency does: one method for each operation, and all its SQL.
//!
//! An operation takes a [`domain::Permit`], checks, writes, and says what happened; no door can skip a step.

#[macro_use]
mod db;

mod actors;
mod agency;
mod castings;
mod changes;
mod demo;
mod home;
mod keys;
mod log;
mod movies;
mod once;
mod people;
mod sessions;

pub use agency::{Agency, Clock};
pub use db::OpenError;
pub use demo::{DemoPerson, DemoRefusal};
pub use log::{LogEnd, LogState};
pub use people::{NewPerson, Person};
pub use sessions::{SESSION_HOURS, SessionId};

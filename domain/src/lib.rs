//! What the casting agency is about: actors, movies, who plays what, and who may do what.
//!
//! One definition for the browser and the server. Nothing here reads a clock, a disk or a network.

mod access;
#[cfg(not(target_family = "wasm"))]
mod account;
#[cfg(not(target_family = "wasm"))]
mod activity;
mod actor;
mod casting;
#[cfg(not(target_family = "wasm"))]
mod catalogue;
#[cfg(not(target_family = "wasm"))]
mod cell;
mod change;
mod counts;
#[cfg(not(target_family = "wasm"))]
mod cursor;
mod date;
mod draft;
mod error;
mod given;
mod id;
#[cfg(not(target_family = "wasm"))]
mod import;
#[cfg(not(target_family = "wasm"))]
mod merge;
mod movie;
#[cfg(not(target_family = "wasm"))]
mod overview;
mod page;
mod person;
#[cfg(not(target_family = "wasm"))]
mod settings;
mod step;
mod text;
#[cfg(not(target_family = "wasm"))]
mod told;
mod trash;
#[cfg(not(target_family = "wasm"))]
mod usage;

pub use access::*;
#[cfg(not(target_family = "wasm"))]
pub use account::*;
#[cfg(not(target_family = "wasm"))]
pub use activity::*;
pub use actor::*;
pub use casting::*;
#[cfg(not(target_family = "wasm"))]
pub use catalogue::*;
#[cfg(not(target_family = "wasm"))]
pub use cell::*;
pub use change::*;
pub use counts::*;
#[cfg(not(target_family = "wasm"))]
pub use cursor::*;
pub use date::*;
pub use draft::*;
pub use error::*;
pub use given::*;
pub use id::*;
#[cfg(not(target_family = "wasm"))]
pub use import::*;
#[cfg(not(target_family = "wasm"))]
pub use merge::*;
pub use movie::*;
#[cfg(not(target_family = "wasm"))]
pub use overview::*;
pub use page::*;
pub use person::*;
#[cfg(not(target_family = "wasm"))]
pub use settings::*;
pub use step::*;
pub use text::*;
#[cfg(not(target_family = "wasm"))]
pub use told::*;
pub use trash::*;
#[cfg(not(target_family = "wasm"))]
pub use usage::*;

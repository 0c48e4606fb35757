//! The pages and what they are made of.

mod account;
mod actors;
mod castings;
mod deleted;
mod forms;
mod frame;
mod home;
#[cfg(feature = "ssr")]
mod join;
mod movies;
mod parts;
mod people;
#[cfg(feature = "ssr")]
mod sign_in;

pub use frame::{App, shell};

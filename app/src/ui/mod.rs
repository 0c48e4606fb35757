//! The pages and what they are made of.

mod actors;
mod castings;
mod deleted;
mod forms;
mod frame;
mod home;
mod movies;
mod parts;
mod sign_in;

pub use frame::{App, shell};

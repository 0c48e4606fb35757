//! The pages and what they are made of.

mod abreast;
mod actors;
mod castings;
#[cfg(feature = "ssr")]
mod charts;
#[cfg(feature = "ssr")]
pub(crate) mod commands;
#[cfg(feature = "ssr")]
mod documents;
#[cfg(feature = "ssr")]
pub(crate) mod files;
pub(crate) mod forms;
mod frame;
mod home;
mod json;
#[cfg(feature = "ssr")]
pub(crate) mod links;
mod lists;
#[cfg(feature = "ssr")]
mod menu;
mod movies;
#[cfg(feature = "ssr")]
mod notice;
#[cfg(feature = "ssr")]
pub(crate) mod overview;
mod parts;
mod records;
#[cfg(feature = "ssr")]
mod scripts;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub(crate) mod story;

pub use frame::App;
#[cfg(feature = "ssr")]
pub use scripts::said_by_scripts;
#[cfg(feature = "ssr")]
pub use shell::shell;

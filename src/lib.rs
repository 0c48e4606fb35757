//! The Axum server: doors, sign-in, configuration. Everything a door does is an operation of the `agency` crate.

mod activity;
mod address;
pub mod auth;
mod catalogue;
pub mod config;
mod csv;
mod device;
mod exports;
mod files;
pub mod graphql;
mod headers;
mod imports;
pub mod issuers;
pub mod jwks;
mod jws;
mod language;
pub mod limits;
pub mod live;
mod pages;
pub mod rest;
pub mod server;
pub mod site;
pub mod tokens;
pub mod upkeep;
pub mod usage;

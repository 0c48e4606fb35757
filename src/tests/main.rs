//! The integration tests: the real router on a fresh database, SQLite or PostgreSQL, with the caller in plain sight.

#![allow(clippy::panic, reason = "helpers of tests say what is wrong by stopping")]

mod access;
mod activity;
mod actors;
mod around;
mod browser;
mod bulk;
mod castings;
mod catalogue;
mod description;
mod doors;
mod drafts;
mod everyone;
mod export;
mod graphql;
mod home;
mod house;
mod import;
mod issuers;
mod language;
mod live;
mod log;
mod movies;
mod people;
mod presence;
mod replay;
mod rest;
mod search;
mod sessions;
mod settings;
mod signers;
mod start;
mod support;
mod throttle;
mod tokens;
mod trash;
mod undo;
mod usage;

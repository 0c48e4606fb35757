//! Which way a list is sorted.

use async_graphql::Enum;

/// What is unknown comes last, upwards and downwards.
#[derive(Clone, Copy, Default, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::Direction")]
pub enum Direction {
    #[default]
    Up,
    Down,
}

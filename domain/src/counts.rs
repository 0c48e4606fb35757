//! How much there is of everything.

use serde::{Deserialize, Serialize};

/// How many of each kind of record there are; what is deleted counts for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub actors: i64,
    pub movies: i64,
    pub castings: i64,
}

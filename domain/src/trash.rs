//! What was deleted and can be restored.

use crate::{Page, RecordId};
use serde::{Deserialize, Serialize};

/// One record in the trash, put in words on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trashed {
    pub record: RecordId,
    /// The name or title it is known by.
    pub name: String,
    /// What tells it from others of that name: `, 65`, ` (1995)`, ` as Neil in Heat`.
    pub rest: String,
    /// Who deleted it.
    pub by: String,
    /// When.
    pub when: String,
    /// How many castings a restore brings back with it.
    pub castings: i64,
    /// How many days it stays; nothing, where it stays until somebody empties the trash.
    pub days_left: Option<i64>,
}

/// A page of the trash, and what would be lost if it were emptied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trash {
    pub page: Page<Trashed>,
    /// How many castings are hidden because their actor or movie is in the trash.
    pub castings: i64,
    /// The number of the latest change that put something here. Whoever empties the trash means what was seen.
    pub latest: i64,
    /// How many days everything stays; 0: until somebody empties the trash.
    pub days: u16,
}

//! What one person did in one go, and can take back: put in words by the server.

use crate::Change;
use serde::{Deserialize, Serialize};

/// What somebody did in one go. Its number is that of its first change in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub number: i64,
    /// What was done, without by whom: `changed Heat: genre set to Crime`.
    pub words: String,
}

/// What somebody can take back, and do again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    pub undo: Option<Step>,
    pub redo: Option<Step>,
    /// What was done last, where that was a moment ago.
    pub latest: Option<Latest>,
}

/// What somebody did, undid or did again a moment ago: said, with the way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latest {
    pub step: i64,
    /// Whether it is undone just now, so that the way back is to do it again.
    pub undone: bool,
    /// `You changed Heat: genre set to Crime.`
    pub says: String,
}

impl Change {
    /// Whether whoever made it can take it back. Not what is about people: who has access is decided, and not flipped by
    /// a key. Nor what was removed, for that it is for good was the point.
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::ActorAdded { .. }
            | Self::ActorChanged { .. }
            | Self::ActorDeleted { .. }
            | Self::ActorRestored { .. }
            | Self::MovieAdded { .. }
            | Self::MovieChanged { .. }
            | Self::MovieDeleted { .. }
            | Self::MovieRestored { .. }
            | Self::CastingAdded { .. }
            | Self::CastingChanged { .. }
            | Self::CastingDeleted { .. }
            | Self::CastingRestored { .. } => true,
            Self::ActorRemoved { .. }
            | Self::MovieRemoved { .. }
            | Self::CastingRemoved { .. }
            | Self::PersonAdded { .. }
            | Self::PersonChanged { .. } => false,
        }
    }
}

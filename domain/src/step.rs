//! What one person did in one go, and can take back.

use crate::Change;
#[cfg(not(target_family = "wasm"))]
use crate::grouped;
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

impl Latest {
    pub fn new(step: Step, undone: bool) -> Self {
        let says = if undone { format!("Undone: {}.", step.words) } else { format!("You {}.", step.words) };
        Self { step: step.number, undone, says }
    }
}

// Steps are put in words by the server.
#[cfg(not(target_family = "wasm"))]
impl Step {
    /// A step of these changes, in order.
    pub fn of(number: i64, changes: &[Change]) -> Self {
        let words = match changes {
            [change] => change.deed(),
            changes => return Self::of_many(number, changes, changes.len() as i64, true),
        };
        Self { number, words }
    }

    /// A step of so many changes, of which these are the first; and whether the others are of one kind with them.
    pub fn of_many(number: i64, first: &[Change], count: i64, alike: bool) -> Self {
        let verbs: Vec<_> = first.iter().map(|change| change.told().verb).collect();
        let same = alike && verbs.windows(2).all(|pair| pair[0] == pair[1]);
        let verb = verbs.first().filter(|_| same).map_or("changed", |verb| verb.as_ref());
        Self { number, words: format!("{verb} {} records", grouped(count)) }
    }
}

impl Change {
    /// What was done, as the end of a sentence that begins with who did it.
    pub fn deed(&self) -> String {
        let told = self.told();
        format!("{} {}{}", told.verb, told.what, told.rest)
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, ActorId, Gender};

    #[test]
    fn steps_in_words() {
        fn check(changes: &[Change], undone: bool, expected: &str) {
            assert_eq!(Latest::new(Step::of(7, changes), undone).says, expected);
        }
        let ann = Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 1 };
        let older = Actor { age: 31, version: 2, ..ann.clone() };
        let added = Change::ActorAdded { after: ann.clone() };
        let changed = Change::ActorChanged { before: ann.clone(), after: older.clone() };
        let restored = Change::ActorRestored { before: ann, after: older };
        check(std::slice::from_ref(&changed), false, "You changed Ann: age from 30 to 31.");
        check(std::slice::from_ref(&changed), true, "Undone: changed Ann: age from 30 to 31.");
        check(&[restored.clone(), restored.clone(), restored.clone()], false, "You restored 3 records.");
        let many = |alike| Step::of_many(7, std::slice::from_ref(&added), 5_000, alike).words;
        assert_eq!((many(true).as_str(), many(false).as_str()), ("added 5,000 records", "changed 5,000 records"));
        check(&[added, changed], true, "Undone: changed 2 records.");
    }
}

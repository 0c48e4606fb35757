//! What happened: one entry of the change log.

use crate::{Actor, Casting, Movie, Person, PersonId, Record, RecordId};
use serde::{Deserialize, Serialize};

macro_rules! changes {
    ($($Name:ident { $($when:ident)* }: $Record:ident;)*) => {
        /// A change to the agency's records, with the record before and after. Written to the log in the transaction
        /// that made it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Change { $($Name { $($when: $Record),* }),* }

        impl Change {
            /// The record it happened to.
            pub fn record(&self) -> RecordId {
                match self { $(Self::$Name { $($when),* } => changes!(@last $($when)*).record_id()),* }
            }

            /// The record since.
            pub fn after(&self) -> Record {
                match self { $(Self::$Name { $($when),* } => Record::$Record(changes!(@last $($when)*).clone())),* }
            }

            /// The record before, unless it is new.
            pub fn before(&self) -> Option<Record> {
                match self { $(Self::$Name { $($when),* } => changes!(@first $($when)*).map(|before: &$Record| Record::$Record(before.clone()))),* }
            }

            /// The version the record has since.
            pub fn version(&self) -> i64 {
                match self { $(Self::$Name { $($when),* } => changes!(@last $($when)*).version),* }
            }
        }
    };
    (@first $first:ident $second:ident) => {{ let _ = $second; Some($first) }};
    (@first $only:ident) => {{ let _ = $only; None::<&_> }};
    (@last $first:ident $second:ident) => {{ let _ = $first; $second }};
    (@last $only:ident) => { $only };
}

// What is removed for good is the same before and after, but for its version: the log goes on saying what it was.
changes! {
    ActorAdded { after }: Actor;
    ActorChanged { before after }: Actor;
    ActorDeleted { before after }: Actor;
    ActorRestored { before after }: Actor;
    ActorRemoved { before after }: Actor;
    MovieAdded { after }: Movie;
    MovieChanged { before after }: Movie;
    MovieDeleted { before after }: Movie;
    MovieRestored { before after }: Movie;
    MovieRemoved { before after }: Movie;
    CastingAdded { after }: Casting;
    CastingChanged { before after }: Casting;
    CastingDeleted { before after }: Casting;
    CastingRestored { before after }: Casting;
    CastingRemoved { before after }: Casting;
    PersonAdded { after }: Person;
    PersonChanged { before after }: Person;
}

impl Actor {
    pub fn record_id(&self) -> RecordId {
        RecordId::Actor(self.id)
    }
}

impl Movie {
    pub fn record_id(&self) -> RecordId {
        RecordId::Movie(self.id)
    }
}

impl Casting {
    pub fn record_id(&self) -> RecordId {
        RecordId::Casting(self.id)
    }
}

impl Person {
    pub fn record_id(&self) -> RecordId {
        RecordId::Person(self.id)
    }
}

/// A change in the log: its number, who made it and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Counts up in the order the changes were committed.
    pub number: i64,
    pub at: jiff::Timestamp,
    /// The person, where a person made it.
    pub by: Option<PersonId>,
    /// The name of whoever made it, as it was then.
    pub by_name: String,
    #[serde(flatten)]
    pub change: Change,
}

impl Change {
    /// Whether the record is there since; or in the trash, or removed.
    pub fn is_there(&self) -> bool {
        !matches!(
            self,
            Self::ActorDeleted { .. }
                | Self::MovieDeleted { .. }
                | Self::CastingDeleted { .. }
                | Self::ActorRemoved { .. }
                | Self::MovieRemoved { .. }
                | Self::CastingRemoved { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, Gender};

    fn ann() -> Actor {
        Actor { id: ActorId(1), name: "Ann".into(), age: 30, gender: Gender::Female, version: 2 }
    }

    #[test]
    fn on_the_wire() {
        let change = Change::ActorDeleted { before: ann(), after: Actor { version: 3, ..ann() } };
        let json = serde_json::to_value(&change).expect("a change is plain data");
        assert_eq!(json["kind"], "actor_deleted");
        assert_eq!(json["before"]["name"], "Ann");
        assert_eq!(serde_json::from_value::<Change>(json).ok(), Some(change.clone()));
        assert_eq!(change.version(), 3);
        let record = serde_json::to_value(change.record()).expect("an id is plain data");
        assert_eq!(record, serde_json::json!({ "type": "actor", "id": 1 }));
    }
}

//! People with an account, and the ways to one.

use crate::{Permission, PersonId, Role};
use serde::{Deserialize, Serialize};

/// The fields of forms that hold a password: they are never shown again, and never kept.
pub const SECRETS: [&str; 2] = ["password", "current"];

/// The person at the screen, as much as a page needs to know. What it may do is asked of the same table as on the
/// server; the server asks again for every operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: PersonId,
    pub login: String,
    pub name: String,
    pub role: Role,
}

impl From<Person> for Me {
    fn from(person: Person) -> Self {
        Self { id: person.id, login: person.login, name: person.name, role: person.role }
    }
}

impl Me {
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
    }
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Person {
    pub id: PersonId,
    /// The name to sign in with, folded: whoever typed `Zoë` is `zoe`.
    pub login: String,
    pub name: String,
    pub role: Role,
    /// Cannot sign in, until somebody enables the account again.
    pub disabled: bool,
    /// Counts the changes to this record, from 1.
    pub version: i64,
}

/// A new account as it arrives. Its role is not the person's to choose.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    pub login: String,
    pub name: String,
    pub password: String,
}

/// A change to a person as it arrives: what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChange {
    pub name: Option<String>,
    pub role: Option<String>,
    pub disabled: Option<bool>,
}

/// An invitation to be made, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    pub name: String,
    pub role: String,
}

/// A link that was made and not used yet, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: i64,
    /// What whoever joins will be.
    pub role: Role,
    /// The name it was made for, where one was given.
    pub name: Option<String>,
    /// Whose password it replaces; `None` where it invites.
    pub for_person: Option<String>,
    /// Who made it.
    pub by: String,
    /// Until when it is good, in words.
    pub until: String,
    /// The address, a path with its query.
    pub link: String,
}

/// One of a person's own sessions, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenSession {
    pub id: i64,
    /// `Chromium on Linux`
    pub device: String,
    /// When it began, in words.
    pub since: String,
    /// When it was last seen, in words, to a quarter of an hour.
    pub seen: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

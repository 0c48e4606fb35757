//! People with an account: who they are, and by which rules an account is made and changed.

use crate::{Error, FieldError, Permission, PersonId, Result, Role, text};
use serde::{Deserialize, Serialize};

/// The fields of forms that hold a password: they are never shown again, and never kept.
pub const SECRETS: [&str; 2] = ["password", "current"];

/// The shortest password, in Unicode scalar values (NIST SP 800-63B).
pub const SHORTEST_PASSWORD: usize = 8;
/// The longest password, in Unicode scalar values: hashing takes longer the longer it is.
pub const LONGEST_PASSWORD: usize = 256;
/// The longest name to sign in with, in Unicode scalar values.
pub const LONGEST_LOGIN: usize = 64;

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

/// What is known of a person, found sound: only [`PersonChange::checked`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PersonFacts {
    pub name: String,
    pub role: Role,
    pub disabled: bool,
}

/// A new account, found sound but for how common its password is: only [`NewPerson::checked`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    pub login: String,
    pub name: String,
}

/// A new account as it arrives. Its role is not the person's to choose.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    pub login: String,
    pub name: String,
    pub password: String,
}

impl NewPerson {
    /// The account, or every field that is wrong. Whether the password is a common one is judged on the server.
    pub fn checked(&self) -> Result<Account> {
        let login = login(&self.login);
        let name = text::needed("name", "Name", &self.name);
        let password = check_password("password", &self.password, &self.login, &self.name);
        match (login, name, password) {
            (Ok(login), Ok(name), Ok(())) => Ok(Account { login, name }),
            (login, name, password) => {
                Err(Error::Invalid([login.err(), name.err(), password.err()].into_iter().flatten().collect()))
            }
        }
    }
}

/// A change to a person as it arrives: what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChange {
    pub name: Option<String>,
    pub role: Option<String>,
    pub disabled: Option<bool>,
}

impl PersonChange {
    /// The facts after the change, or every field that is wrong.
    pub fn checked(&self, before: &Person) -> Result<PersonFacts> {
        let name = text::needed("name", "Name", self.name.as_deref().unwrap_or(&before.name));
        let role = self.role.as_deref().map_or(Ok(before.role), role);
        match (name, role) {
            (Ok(name), Ok(role)) => Ok(PersonFacts { name, role, disabled: self.disabled.unwrap_or(before.disabled) }),
            (name, role) => Err(Error::Invalid([name.err(), role.err()].into_iter().flatten().collect())),
        }
    }
}

/// An invitation to be made, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    pub name: String,
    pub role: String,
}

impl NewInvitation {
    /// For whom and as what, or every field that is wrong. Without a name whoever joins gives one.
    pub fn checked(&self) -> Result<(Option<String>, Role)> {
        match (text::optional("name", "Name", &self.name), role(&self.role)) {
            (Ok(name), Ok(role)) => Ok((name, role)),
            (name, role) => Err(Error::Invalid([name.err(), role.err()].into_iter().flatten().collect())),
        }
    }
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

fn login(text: &str) -> Result<String, FieldError> {
    let login = text::needed("login", "Sign-in name", text)?;
    if login.chars().any(char::is_whitespace) {
        return Err(FieldError::new("login", "Sign-in name is one word, without spaces"));
    }
    match login.chars().count() {
        ..=LONGEST_LOGIN => Ok(login),
        length => Err(FieldError::new(
            "login",
            format!("Sign-in name is {length} characters long; shorten it to {LONGEST_LOGIN}"),
        )),
    }
}

fn role(text: &str) -> Result<Role, FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::new("role", "Role is needed"));
    }
    text.trim().parse().map_err(|_| FieldError::new("role", "Role is one of the three that are offered"))
}

/// Judges a new password by all but how common it is. No rules of composition: they make passwords alike.
pub fn check_password(field: &'static str, password: &str, login: &str, name: &str) -> Result<(), FieldError> {
    let same = |other: &str| {
        let (password, other) = (password.trim().to_lowercase(), other.trim().to_lowercase());
        !other.is_empty() && password == other
    };
    let length = password.chars().count();
    let problem = if length == 0 {
        "Password is needed".to_owned()
    } else if length < SHORTEST_PASSWORD {
        format!("Password has at least {SHORTEST_PASSWORD} characters")
    } else if length > LONGEST_PASSWORD {
        format!("Password is {length} characters long; shorten it to {LONGEST_PASSWORD}")
    } else if same(login) || same(name) {
        "Password is not one's own name".to_owned()
    } else {
        return Ok(());
    };
    Err(FieldError::new(field, problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::faults;

    #[test]
    fn new_people() {
        fn check(login: &str, name: &str, password: &str, expected: &str) {
            let new = NewPerson { login: login.into(), name: name.into(), password: password.into() };
            assert_eq!(faults(new.checked()), expected, "{login:?} {name:?} {password:?}");
        }
        check("ann", "Ann Lee", "out of the blue", "sound");
        check(" ann ", " Ann ", "12345678", "sound");
        check("ann", "Ann", "ééééēēēē", "sound");
        check("ann", "Ann", "ééééēēē", "password");
        check("ann", "Ann", "        ", "sound");
        check("ann", "Ann", &"x".repeat(256), "sound");
        check("ann", "Ann", &"x".repeat(257), "password");
        check("ann lee", "Ann", "out of the blue", "login");
        check("ann\u{2003}lee", "Ann", "out of the blue", "login");
        check(&"x".repeat(64), "Ann", "out of the blue", "sound");
        check(&"x".repeat(65), "Ann", "out of the blue", "login");
        check("annabella", "Ann", "Annabella", "password");
        check("ann", "Annabella Lee", "annabella lee", "password");
        check("", "\u{200B}", "short", "login name password");
    }

    #[test]
    fn changes() {
        let (login, name) = ("ann".to_owned(), "Ann".to_owned());
        let ann = Person { id: PersonId(1), login, name, role: Role::CastingAssistant, disabled: false, version: 3 };
        let check =
            |change: PersonChange, expected: &str| assert_eq!(faults(change.checked(&ann)), expected, "{change:?}");
        check(PersonChange::default(), "sound");
        check(PersonChange { role: Some("casting_manager".into()), ..Default::default() }, "sound");
        check(PersonChange { role: Some("king".into()), ..Default::default() }, "role");
        check(PersonChange { role: Some("".into()), name: Some(" ".into()), ..Default::default() }, "name role");
        let disabled = PersonChange { disabled: Some(true), ..Default::default() }.checked(&ann);
        let facts = PersonFacts { name: "Ann".into(), role: Role::CastingAssistant, disabled: true };
        assert_eq!(disabled, Ok(facts));
    }

    #[test]
    fn invitations() {
        fn check(name: &str, role: &str, expected: &str) {
            let new = NewInvitation { name: name.into(), role: role.into() };
            assert_eq!(faults(new.checked()), expected, "{new:?}");
        }
        check("", "casting_director", "sound");
        check("Ann", " executive_producer ", "sound");
        check("Ann", "", "role");
        check("a\0b", "king", "name role");
    }
}

//! By which rules an account is made and changed. The server alone judges them: no form of the browser's half has these fields.

use crate::{Error, FieldError, NewInvitation, NewPerson, Person, PersonChange, Result, Role, text};

/// The shortest password, in Unicode scalar values (NIST SP 800-63B).
pub const SHORTEST_PASSWORD: usize = 8;
/// The longest password, in Unicode scalar values: hashing takes longer the longer it is.
pub const LONGEST_PASSWORD: usize = 256;
/// The longest name to sign in with, in Unicode scalar values.
pub const LONGEST_LOGIN: usize = 64;

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

impl NewPerson {
    /// The account, or every field that is wrong. Whether the password is a common one is judged on the server.
    pub fn checked(&self) -> Result<Account> {
        let login = login(&self.login);
        let name = text::needed("name", words::name(), &self.name);
        let password = check_password("password", &self.password, &self.login, &self.name);
        match (login, name, password) {
            (Ok(login), Ok(name), Ok(())) => Ok(Account { login, name }),
            (login, name, password) => {
                Err(Error::Invalid([login.err(), name.err(), password.err()].into_iter().flatten().collect()))
            }
        }
    }
}

impl PersonChange {
    /// The facts after the change, or every field that is wrong.
    pub fn checked(&self, before: &Person) -> Result<PersonFacts> {
        let name = text::needed("name", words::name(), self.name.as_deref().unwrap_or(&before.name));
        let role = self.role.as_deref().map_or(Ok(before.role), role);
        match (name, role) {
            (Ok(name), Ok(role)) => Ok(PersonFacts { name, role, disabled: self.disabled.unwrap_or(before.disabled) }),
            (name, role) => Err(Error::Invalid([name.err(), role.err()].into_iter().flatten().collect())),
        }
    }
}

impl NewInvitation {
    /// For whom and as what, or every field that is wrong. Without a name whoever joins gives one.
    pub fn checked(&self) -> Result<(Option<String>, Role)> {
        match (text::optional("name", words::name(), &self.name), role(&self.role)) {
            (Ok(name), Ok(role)) => Ok((name, role)),
            (name, role) => Err(Error::Invalid([name.err(), role.err()].into_iter().flatten().collect())),
        }
    }
}

fn login(text: &str) -> Result<String, FieldError> {
    let login = text::needed("login", words::sign_in_name(), text)?;
    if login.chars().any(char::is_whitespace) {
        return Err(FieldError::new("login", words::sign_in_name_one_word()));
    }
    match login.chars().count() {
        ..=LONGEST_LOGIN => Ok(login),
        length => {
            let says = words::too_long(words::sign_in_name(), &length.to_string(), &LONGEST_LOGIN.to_string());
            Err(FieldError::new("login", says))
        }
    }
}

fn role(text: &str) -> Result<Role, FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::new("role", words::needed(words::role())));
    }
    text.trim().parse().map_err(|_| FieldError::new("role", words::role_of_three()))
}

/// Judges a new password by all but how common it is. No rules of composition: they make passwords alike.
pub fn check_password(field: &'static str, password: &str, login: &str, name: &str) -> Result<(), FieldError> {
    let same = |other: &str| {
        let (password, other) = (password.trim().to_lowercase(), other.trim().to_lowercase());
        !other.is_empty() && password == other
    };
    let length = password.chars().count();
    let problem = if length == 0 {
        words::needed(words::password())
    } else if length < SHORTEST_PASSWORD {
        words::password_too_short(&SHORTEST_PASSWORD.to_string())
    } else if length > LONGEST_PASSWORD {
        words::too_long(words::password(), &length.to_string(), &LONGEST_PASSWORD.to_string())
    } else if same(login) || same(name) {
        words::password_is_name().to_owned()
    } else {
        return Ok(());
    };
    Err(FieldError::new(field, problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PersonId, error::faults};

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

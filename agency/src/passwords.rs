//! Passwords: how they are judged, hashed and compared.

use crate::Agency;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{Error, FieldError, Result};
use std::{collections::HashSet, sync::LazyLock};

/// The 10,000 commonest passwords of at least eight characters, in lower case, the commonest first. Merged by rank from
/// two lists that were each drawn from leaks: `passwords.json` of @zxcvbn-ts/language-common 4.1.3 (MIT) and
/// `common-passwords.txt` of Django 5.2 (BSD 3-clause).
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Compared with when nobody has that name, so that the answer takes as long. Made before it is first needed.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody"));

impl Agency {
    /// Gets ready to answer the first sign-in as fast as every other.
    pub(crate) fn warm_up() {
        tokio::task::spawn_blocking(|| LazyLock::force(&NOBODY));
    }

    /// A new password, ready to be stored. Refuses a common one; the rest of its rules are the domain's.
    pub(crate) async fn hashed(&self, field: &'static str, password: &str) -> Result<String> {
        if COMMON.contains(password.to_lowercase().as_str()) {
            return Err(Error::Invalid(vec![FieldError::new(field, words::password_common())]));
        }
        let password = password.to_owned();
        self.hashing(move || hash(&password)).await
    }

    /// Whether this is the password behind the hash. Without a hash it is not, after the same work.
    pub(crate) async fn matches(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let somebody = hash.is_some();
        let (password, hash) = (password.to_owned(), hash.unwrap_or_else(|| NOBODY.clone()));
        Ok(self.hashing(move || verify(&password, &hash)).await? && somebody)
    }

    /// Hashing keeps a processor busy for tens of milliseconds: off the threads that answer requests, and only as many
    /// at once as there are processors.
    async fn hashing<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _turn = self.hashing.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            Error::Internal
        })
    }
}

/// Argon2id with 19 MiB, two passes and one lane (OWASP's first choice, the library's default), as a PHC string.
fn hash(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .expect("the parameters are sound and a salt can be had")
        .to_string()
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SHORTEST_PASSWORD;

    /// Shorter ones are refused for their length; a line in the wrong case would never match.
    #[test]
    fn the_list_is_what_it_says() {
        assert_eq!(COMMON.len(), 10_000);
        for password in COMMON.iter() {
            assert!(password.chars().count() >= SHORTEST_PASSWORD, "{password}");
            assert_eq!(*password, password.to_lowercase());
        }
        assert!(COMMON.contains("password1") && COMMON.contains("11111111") && COMMON.contains("michelle"));
    }
}

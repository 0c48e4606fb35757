//! The brake on guessing passwords. It is in the database, so that neither a restart nor another instance lets go of it.

use crate::{
    Agency,
    db::{Turn, Tx},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Error, Person, PersonId, Result};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// How many failures are let through, and for how long each counts.
#[derive(Clone, Copy, Debug)]
pub struct Brake {
    pub window: SignedDuration,
    /// Of an account, or of a name nobody has.
    pub per_account: u32,
    /// Of an address: a whole office may sit behind one.
    pub per_address: u32,
}

impl Default for Brake {
    fn default() -> Self {
        Self { window: SignedDuration::from_mins(15), per_account: 10, per_address: 100 }
    }
}

const FORGET: &str = "delete from sign_in_failures where at <= $1";
// The failure that has to grow old before there is room for another.
const FULL: &str = "
    select at from sign_in_failures where subject = $1 and at > $2 order by at desc, id desc limit 1 offset $3";
const ATTEMPT: &str = "insert into sign_in_failures (subject, at) values ($1, $3), ($2, $3) returning id";
const FORGIVE_ACCOUNT: &str = "delete from sign_in_failures where subject = $1 or subject = $2";
const FORGIVE: &str = "delete from sign_in_failures where id = $1 or id = $2";

/// Where a try to sign in comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    pub address: IpAddr,
    /// Who signed in at this browser before. They are not locked out by the failures of others.
    pub known: Vec<PersonId>,
}

/// A try that counts as failed until it is forgiven.
pub(crate) struct Attempt([i64; 2]);

impl Agency {
    /// The same agency, which lets through so many failures to sign in.
    pub fn braking(mut self, brake: Brake) -> Self {
        self.brake = brake;
        self
    }

    /// Counts a try against the account and the address, or refuses it. Judged and counted in one go, before the
    /// password is looked at: of many tries at once none slips through.
    pub(crate) async fn begin_attempt(&self, login: &str, known: Option<PersonId>, address: IpAddr) -> Result<Attempt> {
        let account = match known {
            Some(id) => subject("known", &id.to_string()),
            None => subject("account", login),
        };
        let address = subject("address", &network(address));
        let Brake { window, per_account, per_address } = self.brake;
        let now = self.now();
        let begin = now - window;
        let mut tx = self.db.begin().await?;
        tx.take_turn(Turn::SignIns).await?;
        ask!(in &mut tx, sqlx::query(FORGET).bind(begin.to_sqlx()), execute)?;
        for (subject, allowed) in [(&account, per_account), (&address, per_address)] {
            let full: Option<jiff_sqlx::Timestamp> = ask!(in &mut tx,
                sqlx::query_scalar(FULL).bind(subject).bind(begin.to_sqlx()).bind(i64::from(allowed) - 1),
                fetch_optional)?;
            if let Some(at) = full {
                tracing::warn!("too many tries to sign in");
                return Err(Error::TooMany { after: seconds_until(at.to_jiff() + window, now) });
            }
        }
        let ids: Vec<i64> = ask!(in &mut tx,
            sqlx::query_scalar(ATTEMPT).bind(&account).bind(&address).bind(now.to_sqlx()),
            fetch_all)?;
        self.settle(tx).await?;
        Ok(Attempt(ids.try_into().expect("two rows went in")))
    }

    /// Takes a try back that turned out right.
    pub(crate) async fn forgive(&self, Attempt([account, address]): Attempt) -> Result<()> {
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(FORGIVE).bind(account).bind(address), execute)?;
        self.settle(tx).await
    }
}

impl Tx {
    /// Forgets the failures at an account, those of browsers it knows included; their addresses keep theirs.
    pub(crate) async fn forgive_account(&mut self, person: &Person) -> Result<()> {
        let (account, known) = (subject("account", &person.login), subject("known", &person.id.to_string()));
        ask!(in &mut *self, sqlx::query(FORGIVE_ACCOUNT).bind(&account).bind(&known), execute)?;
        Ok(())
    }
}

/// What failures are counted by. Hashed: people type passwords where names belong, and names can be as long as a body.
fn subject(kind: &str, of: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{kind}:{of}")))
}

/// What an address is counted by: whoever has one of IPv6 has the 2^64 beside it.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
    }
}

fn seconds_until(then: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(then.duration_since(now).as_secs()).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        fn check(one: &str, other: &str, same: bool) {
            let [one, other] = [one, other].map(|text| network(text.parse().expect("an address")));
            assert_eq!(one == other, same, "{one} {other}");
        }
        check("192.0.2.1", "192.0.2.2", false);
        check("192.0.2.1", "::ffff:192.0.2.1", true);
        check("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true);
        check("2001:db8:0:1::1", "2001:db8:0:2::1", false);
    }
}

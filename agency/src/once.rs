//! Requests that are sent again: done once, answered each time.

use crate::agency::Work;
use domain::{Done, Error, Once, Result};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use serde::Serialize;

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

const FORGET: &str = "delete from idempotency_keys where at < $1";
const CLAIM: &str = "
    insert into idempotency_keys (caller, operation, key, digest, answer, at) values ($1, $2, $3, $4, '', $5)
    on conflict do nothing";
const CLAIMED: &str = "select digest, answer from idempotency_keys where caller = $1 and operation = $2 and key = $3";
const KEEP: &str = "update idempotency_keys set answer = $4 where caller = $1 and operation = $2 and key = $3";

impl Work {
    /// Takes the key for this work, or finds what was done under it. Another instance that works on the same key is
    /// waited for: its row is not committed yet.
    pub(crate) async fn claim(&mut self, once: &Once) -> Result<()> {
        let (caller, at) = (self.by.key().to_owned(), self.at);
        ask!(in &mut self.tx, sqlx::query(FORGET).bind((at - KEPT).to_sqlx()), execute)?;
        let claimed = ask!(in &mut self.tx,
            sqlx::query(CLAIM).bind(&caller).bind(&once.operation).bind(&once.key).bind(&once.digest).bind(at.to_sqlx()),
            execute)?;
        if claimed > 0 {
            return Ok(());
        }
        let (digest, answer): (String, String) = ask!(in &mut self.tx,
            sqlx::query_as(CLAIMED).bind(&caller).bind(&once.operation).bind(&once.key),
            fetch_one)?;
        if digest != once.digest {
            return Err(Error::KeyReused);
        }
        if let Some(doing) = &mut self.doing {
            doing.answer = Some(answer);
        }
        Ok(())
    }

    /// Keeps what came of the work with its key, if it has one.
    pub(crate) async fn keep<T: Serialize>(&mut self, done: &Done<T>) -> Result<()> {
        let Some(once) = self.terms.once.clone() else { return Ok(()) };
        let answer = serde_json::to_string(done).expect("a record is plain data");
        let caller = self.by.key().to_owned();
        ask!(in &mut self.tx,
            sqlx::query(KEEP).bind(&caller).bind(&once.operation).bind(&once.key).bind(&answer),
            execute)?;
        Ok(())
    }
}

//! Drafts: what somebody typed into a form and has not saved. Their own text, so nobody asks whether they may change the
//! record; and nobody else ever reads it.

use crate::{Agency, agency::Work};
use domain::{Change, Draft, Error, FormId, PersonId, Result, SECRETS, SignedIn};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use std::collections::BTreeMap;

const KEPT: SignedDuration = SignedDuration::from_hours(24 * Draft::DAYS);
/// How many drafts of one person are kept: a door that whoever is signed in may fill would have no end otherwise.
const MOST: i64 = 100;

const ONE: &str = "
    select body, at from drafts where person_id = $1 and kind = $2 and record_id = $3 and at > $4";
const KEEP: &str = "
    insert into drafts (person_id, kind, record_id, body, at) values ($1, $2, $3, $4, $5)
    on conflict (person_id, kind, record_id) do update set body = excluded.body, at = excluded.at";
const TOO_MANY: &str = "
    delete from drafts where person_id = $1 and (kind, record_id) in (
        select kind, record_id from drafts where person_id = $1 order by at desc, kind, record_id limit $2 offset $2)";
const DROP: &str = "delete from drafts where person_id = $1 and kind = $2 and record_id = $3 and body like $4";
const FORGET: &str = "
    delete from drafts where at <= $1 or person_id in (select id from people where disabled_at is not null)";

impl Agency {
    /// Keeps what was typed into a form, in place of what was kept of it before; answers when, as [`Draft::at`]. Refuses
    /// what is longer than [`Draft::LONGEST`], and what is no JSON object of texts.
    pub async fn keep_draft(&self, by: SignedIn, form: FormId, body: &str) -> Result<i64> {
        let body = checked(body)?;
        let at = self.now().as_millisecond();
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx,
            sqlx::query(KEEP)
                .bind(by.id()).bind(form.kind.name()).bind(form.record)
                .bind(&body).bind(instant(at).to_sqlx()),
            execute)?;
        ask!(in &mut tx, sqlx::query(TOO_MANY).bind(by.id()).bind(MOST), execute)?;
        self.settle(tx).await?;
        Ok(at)
    }

    /// What was typed into a form and kept, if it is not too old.
    pub async fn draft(&self, by: SignedIn, form: FormId) -> Result<Option<Draft>> {
        let oldest = self.now() - KEPT;
        let row: Option<(String, jiff_sqlx::Timestamp)> = ask!(
            &self.db,
            sqlx::query_as(ONE).bind(by.id()).bind(form.kind.name()).bind(form.record).bind(oldest.to_sqlx()),
            fetch_optional
        )?;
        Ok(row.map(|(body, at)| Draft { body, at: at.to_jiff().as_millisecond() }))
    }

    /// Throws a draft away. Done twice it changes nothing more.
    pub async fn drop_draft(&self, by: SignedIn, form: FormId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx,
            sqlx::query(DROP).bind(by.id()).bind(form.kind.name()).bind(form.record).bind("%"),
            execute)?;
        self.settle(tx).await
    }

    /// Throws away what is too old, and what belongs to whoever may not sign in any more. Answers how many drafts that
    /// were.
    pub async fn forget_drafts(&self) -> Result<u64> {
        let mut tx = self.db.begin().await?;
        let forgotten = ask!(in &mut tx, sqlx::query(FORGET).bind((self.now() - KEPT).to_sqlx()), execute)?;
        self.settle(tx).await?;
        Ok(forgotten)
    }
}

impl Work {
    /// Throws away the drafts that these changes are what came of: whoever has saved a form finds no draft of it, on
    /// whichever device, and whoever is refused still has it.
    pub(crate) async fn end_drafts(&mut self, changes: &[Change]) -> Result<()> {
        let Some(person): Option<PersonId> = self.by.id() else { return Ok(()) };
        for (form, chosen) in changes.iter().flat_map(Change::ends_drafts) {
            // As `checked` writes it; a quotation mark that somebody typed has a backslash before it.
            let like = chosen.map_or("%".to_owned(), |(field, id)| format!("%\"{field}\":\"{id}\"%"));
            ask!(in &mut self.tx,
                sqlx::query(DROP).bind(person).bind(form.kind.name()).bind(form.record).bind(&like),
                execute)?;
        }
        Ok(())
    }
}

/// What was typed, written in the one way it is kept.
fn checked(body: &str) -> Result<String> {
    if body.len() > Draft::LONGEST {
        return Err(Error::TooLarge);
    }
    let fields: BTreeMap<String, String> = serde_json::from_str(body)
        .map_err(|_| Error::Malformed("A draft is a JSON object of texts, by the fields' names.".into()))?;
    let fields: BTreeMap<_, _> = fields.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
    Ok(serde_json::to_string(&fields).expect("texts can always be written"))
}

fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).expect("it was an instant before")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        fn check(body: &str, expected: &str) {
            assert_eq!(checked(body).unwrap_or_else(|error| error.code().to_owned()), expected, "{body}");
        }
        check(r#"{ "title": "Heat", "genre": "" }"#, r#"{"genre":"","title":"Heat"}"#);
        check(r#"{"name":"Ann","password":"x","current":"y"}"#, r#"{"name":"Ann"}"#);
        check("{}", "{}");
        check(r#"{"age":3}"#, "bad_request");
        check("title=Heat", "bad_request");
    }

    #[test]
    fn lengths() {
        let long = |bytes: usize| format!(r#"{{"title":"{}"}}"#, "a".repeat(bytes - r#"{"title":""}"#.len()));
        assert!(checked(&long(Draft::LONGEST)).is_ok());
        assert_eq!(checked(&long(Draft::LONGEST + 1)), Err(Error::TooLarge));
    }
}

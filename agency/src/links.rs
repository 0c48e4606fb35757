//! One-time links: to the first account, to an account by invitation, to a new password.
//!
//! There is no e-mail here: a link is handed over by whoever made it, and can be shown again until it is used. So its
//! text holds nothing that is stored: the id, and a signature that only this agency can make.

use crate::{
    Agency, Proven,
    db::{Turn, Tx},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Caller, Change, Error, Invitation, ManagePeople, NewInvitation, NewPerson, Permit, PersonId, Result, Role, in_words,
};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sha2::Sha256;

const FIRST_LASTS: SignedDuration = SignedDuration::from_mins(30);
const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
const RESET_LASTS: SignedDuration = SignedDuration::from_hours(24);

const MAKE: &str = "
    insert into links (kind, role, name, person_id, by_id, by_name, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
    returning id";
const LIST: &str = "
    select links.id, coalesce(links.role, people.role) as role, links.name, people.name as for_person,
        by_name, expires_at
    from links left join people on people.id = person_id
    where kind <> 'first' and used_at is null and withdrawn_at is null and expires_at > $1
    order by links.id desc";
// The first executive producer is the first only as long as there is none.
const GOOD: &str = "
    select kind, links.role, links.name, people.login, person_id, by_id, by_name
    from links left join people on people.id = person_id
    where links.id = $1 and used_at is null and withdrawn_at is null and expires_at > $2
    and (person_id is null or disabled_at is null) and (kind <> 'first' or not exists (
        select 1 from people where people.role = 'executive_producer' and disabled_at is null))";
const USE: &str = "
    update links set used_at = $2 where id = $1 and used_at is null and withdrawn_at is null and expires_at > $2";
const WITHDRAW: &str = "
    update links set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1 and used_at is null and kind <> 'first'";
const WITHDRAW_FIRST: &str = "
    update links set withdrawn_at = $1 where kind = 'first' and used_at is null and withdrawn_at is null";
const WITHDRAW_BY: &str = "
    update links set withdrawn_at = $2 where by_id = $1 and used_at is null and withdrawn_at is null";
const WITHDRAW_RESETS: &str = "
    update links set withdrawn_at = $2 where person_id = $1 and used_at is null and withdrawn_at is null";

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum LinkKind {
    /// To create the first executive producer.
    First,
    /// To create an account with a role.
    Invite,
    /// To choose a new password.
    Reset,
}

/// A link that is still good.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Link {
    pub kind: LinkKind,
    /// What whoever joins will be.
    pub role: Option<Role>,
    /// The name it was made for.
    pub name: Option<String>,
    /// Whose password it replaces, by the name they sign in with.
    pub login: Option<String>,
    person_id: Option<PersonId>,
    by_id: Option<PersonId>,
    by_name: String,
}

/// A link to be made.
struct NewLink<'a> {
    kind: LinkKind,
    role: Option<Role>,
    name: Option<&'a str>,
    person: Option<PersonId>,
    by: &'a Caller,
    until: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Listed {
    id: i64,
    role: Role,
    name: Option<String>,
    for_person: Option<String>,
    by_name: String,
    expires_at: jiff_sqlx::Timestamp,
}

impl Agency {
    /// The links nobody has used yet, the newest first.
    pub async fn links(&self, _by: Permit<ManagePeople>) -> Result<Vec<Invitation>> {
        let rows: Vec<Listed> = ask!(&self.db, sqlx::query_as(LIST).bind(self.now().to_sqlx()), fetch_all)?;
        let key = self.signing_key().await?;
        let shown = |row: Listed| Invitation {
            id: row.id,
            role: row.role,
            name: row.name,
            for_person: row.for_person,
            by: row.by_name,
            until: in_words(row.expires_at.to_jiff(), self.zone()),
            link: path(row.id, &key),
        };
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Makes a link by which somebody joins with this role.
    pub async fn invite(&self, by: Permit<ManagePeople>, new: NewInvitation) -> Result<Invitation> {
        let (name, role) = new.checked()?;
        let (caller, until) = (by.caller(), self.now() + INVITATION_LASTS);
        let (kind, name) = (LinkKind::Invite, name.as_deref());
        self.make_link(NewLink { kind, role: Some(role), name, person: None, by: caller, until }, role, None).await
    }

    /// Makes a link by which this person chooses a new password. Refuses somebody who is disabled.
    pub async fn add_reset_link(&self, by: Permit<ManagePeople>, id: PersonId) -> Result<Invitation> {
        let person = self.person(id).await?;
        if person.disabled {
            return Err(Error::Conflict(words::account_is_disabled(&person.name)));
        }
        let (caller, until) = (by.caller(), self.now() + RESET_LASTS);
        let link = NewLink { kind: LinkKind::Reset, role: None, name: None, person: Some(id), by: caller, until };
        self.make_link(link, person.role, Some(person.name)).await
    }

    /// Makes a link worth nothing that nobody has used. Done twice it changes nothing more.
    pub async fn withdraw_link(&self, _by: Permit<ManagePeople>, id: i64) -> Result<()> {
        let mut tx = self.db.begin().await?;
        if ask!(in &mut tx, sqlx::query(WITHDRAW).bind(id).bind(self.now().to_sqlx()), execute)? == 0 {
            return Err(Error::NotFound);
        }
        self.settle(tx).await
    }

    /// A link to create the first executive producer, as a path; the one made before is worth nothing any more. `None`
    /// where there is one who can sign in.
    pub async fn first_link(&self) -> Result<Option<String>> {
        if self.has_producer().await? {
            return Ok(None);
        }
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(WITHDRAW_FIRST).bind(self.now().to_sqlx()), execute)?;
        let (role, by) = (Role::ExecutiveProducer, Caller::program("First start", Role::ExecutiveProducer));
        let until = self.now() + FIRST_LASTS;
        let link = NewLink { kind: LinkKind::First, role: Some(role), name: None, person: None, by: &by, until };
        let id = tx.insert_link(&link).await?;
        self.settle(tx).await?;
        Ok(Some(path(id, &self.signing_key().await?)))
    }

    /// The link with this text, if it is still good. A forged one is as good as none.
    pub async fn link(&self, text: &str) -> Result<Option<Link>> {
        let Some(id) = signed_id(text, &self.signing_key().await?) else { return Ok(None) };
        Ok(ask!(&self.db, sqlx::query_as(GOOD).bind(id).bind(self.now().to_sqlx()), fetch_optional)?)
    }

    /// Uses a link: creates the account, or gives the account its new password (then of `new` only the password counts).
    /// Refuses as not found what is no longer good.
    pub async fn join(&self, text: &str, new: NewPerson) -> Result<Proven> {
        // Before the work of hashing; and again below, when it counts.
        let link = self.link(text).await?.ok_or(Error::NotFound)?;
        let id = signed_id(text, &self.signing_key().await?).ok_or(Error::NotFound)?;
        match link.person_id {
            Some(person) => self.reset_password(id, person, &new.password).await,
            None => self.create_account(id, &link, new).await,
        }
    }

    async fn create_account(&self, id: i64, link: &Link, new: NewPerson) -> Result<Proven> {
        let account = new.checked()?;
        let hash = self.hashed("password", &new.password).await?;
        // Whoever made the link answers for it.
        let by = match link.by_id {
            Some(id) => Caller::person(id, link.by_name.clone(), Role::ExecutiveProducer),
            None => Caller::program(link.by_name.clone(), Role::ExecutiveProducer),
        };
        let mut work = self.begin_for(&by).await?;
        work.tx.take_turn(Turn::Changes).await?;
        let link = work.tx.use_link(id, work.at).await?;
        let role = link.role.ok_or(Error::NotFound)?;
        let person = work.insert_person(&account, role, &hash).await?;
        self.commit(work, [Change::PersonAdded { after: person.clone() }]).await?;
        Ok(Proven { person, epoch: 1 })
    }

    async fn reset_password(&self, id: i64, person: PersonId, password: &str) -> Result<Proven> {
        let person = self.person(person).await?;
        let hash = self.new_hash(&person, password).await?;
        let mut tx = self.db.begin().await?;
        // The person before the link, as whoever disables them comes: the two would wait for each other for ever.
        tx.hold(person.record_id()).await?;
        tx.use_link(id, self.now()).await?;
        let epoch = self.replace_password(&mut tx, &person, &hash, None).await?.ok_or(Error::NotFound)?;
        self.settle(tx).await?;
        Ok(Proven { person, epoch })
    }

    async fn make_link(&self, new: NewLink<'_>, role: Role, for_person: Option<String>) -> Result<Invitation> {
        let mut tx = self.db.begin().await?;
        let id = tx.insert_link(&new).await?;
        self.settle(tx).await?;
        Ok(Invitation {
            id,
            role,
            name: new.name.map(str::to_owned),
            for_person,
            by: new.by.name().to_owned(),
            until: in_words(new.until, self.zone()),
            link: path(id, &self.signing_key().await?),
        })
    }
}

impl Tx {
    /// Uses a link up, if it is still good.
    async fn use_link(&mut self, id: i64, at: Timestamp) -> Result<Link> {
        let at = at.to_sqlx();
        let link: Option<Link> = ask!(in &mut *self, sqlx::query_as(GOOD).bind(id).bind(at), fetch_optional)?;
        // Of two at once the second finds it used here.
        let used = ask!(in &mut *self, sqlx::query(USE).bind(id).bind(at), execute)?;
        link.filter(|_| used == 1).ok_or(Error::NotFound)
    }

    async fn insert_link(&mut self, new: &NewLink<'_>) -> Result<i64> {
        let NewLink { kind, role, name, person, by, until } = *new;
        Ok(ask!(in &mut *self,
            sqlx::query_scalar(MAKE)
                .bind(kind).bind(role).bind(name).bind(person)
                .bind(by.id()).bind(by.name()).bind(until.to_sqlx()),
            fetch_one)?)
    }

    /// Withdraws what somebody made who may not any more.
    pub(crate) async fn withdraw_links_by(&mut self, id: PersonId, at: Timestamp) -> Result<()> {
        ask!(in &mut *self, sqlx::query(WITHDRAW_BY).bind(id).bind(at.to_sqlx()), execute)?;
        Ok(())
    }

    /// Withdraws the links to a new password for this person.
    pub(crate) async fn withdraw_resets_of(&mut self, id: PersonId, at: Timestamp) -> Result<()> {
        ask!(in &mut *self, sqlx::query(WITHDRAW_RESETS).bind(id).bind(at.to_sqlx()), execute)?;
        Ok(())
    }
}

/// The address of a link, on whatever host.
fn path(id: i64, key: &[u8]) -> String {
    format!("/join?link={id}.{}", URL_SAFE_NO_PAD.encode(signature(id, key).finalize().into_bytes()))
}

/// The id in a link's text, if it is one of ours.
fn signed_id(text: &str, key: &[u8]) -> Option<i64> {
    let (number, mac) = text.split_once('.')?;
    let id: i64 = number.parse().ok()?;
    let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
    (id.to_string() == number && signature(id, key).verify_slice(&mac).is_ok()).then_some(id)
}

/// Not to be taken for a token's signature by the same key: those sign nothing that begins like this.
fn signature(id: i64, key: &[u8]) -> Hmac<Sha256> {
    let mac = Hmac::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.chain_update(format!("link:{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_links_are_read() {
        let link = path(17, b"our key");
        let text = link.strip_prefix("/join?link=").expect("that is where links lead");
        let mac = text.split_once('.').expect("a signature").1;
        let check = |text: &str, expected: Option<i64>| assert_eq!(signed_id(text, b"our key"), expected, "{text:?}");
        check(text, Some(17));
        check(&format!("18.{mac}"), None);
        check(&format!("017.{mac}"), None);
        check(&format!("+17.{mac}"), None);
        check(&text[..text.len() - 1], None);
        check("17.", None);
        check("17", None);
        check("", None);
        assert_eq!(signed_id(text, b"another key"), None);
    }
}

//! People with an account.
//!
//! What changes people takes its turn before it reads, so that two who change each other at once do so one after the
//! other; and before it holds a person's row, because the change log refers to it.

use crate::{
    Agency, Origin, SessionId,
    agency::Work,
    db::{Turn, Tx},
};
use domain::{
    Account, Change, Error, FieldError, Given, ManagePeople, NewPerson, Permit, Person, PersonChange, PersonId,
    RecordId, Result, Role, SignInProblem, SignedIn, check_password, folded,
};
use jiff_sqlx::ToSqlx;

const LIST: &str = "
    select id, login, name, role, disabled_at is not null as disabled, version from people order by login, id";
const ONE: &str = "
    select id, login, name, role, disabled_at is not null as disabled, version from people where id = $1";
const NAMED: &str = "
    select id, login, name, role, disabled_at is not null as disabled, version from people where login = $1";
const OF_TOKEN: &str = "
    select id, login, name, role, disabled_at is not null as disabled, version from people
    where id = $1 and epoch = $2 and disabled_at is null";
const PROOF: &str = "
    select id, login, name, role, disabled_at is not null as disabled, version, epoch, password_hash from people
    where login = $1";
const ANYBODY: &str = "select exists (select 1 from people)";
const PRODUCER: &str = "
    select exists (select 1 from people where role = 'executive_producer' and disabled_at is null)";
const OTHER_PRODUCERS: &str = "
    select count(*) from people where role = 'executive_producer' and disabled_at is null and id <> $1";
const ADD: &str = "
    insert into people (login, name, role, password_hash) values ($1, $2, $3, $4)
    on conflict do nothing
    returning id, login, name, role, disabled_at is not null as disabled, version";
// Disabling ends everything; so it counts the epoch up.
const CHANGE: &str = "
    update people set name = $2, role = $3, disabled_at = case when $4 then coalesce(disabled_at, $5) end,
        epoch = epoch + case when $4 then 1 else 0 end, version = version + 1
    where id = $1
    returning id, login, name, role, disabled_at is not null as disabled, version";
const NEW_PASSWORD: &str = "
    update people set password_hash = $2, epoch = epoch + 1
    where id = $1 and disabled_at is null and epoch = coalesce(cast($3 as bigint), epoch)
    returning epoch";
const NEXT_EPOCH: &str = "update people set epoch = epoch + 1 where id = $1";

/// Somebody who proved who they are, and the epoch in which they did.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Proven {
    #[sqlx(flatten)]
    pub person: Person,
    pub epoch: i64,
}

#[derive(sqlx::FromRow)]
struct Proof {
    #[sqlx(flatten)]
    proven: Proven,
    password_hash: String,
}

impl Agency {
    /// Everybody with an account, by the name they sign in with.
    pub async fn people(&self, _by: Permit<ManagePeople>) -> Result<Vec<Person>> {
        Ok(ask!(&self.db, sqlx::query_as(LIST), fetch_all)?)
    }

    /// The person who signs in with this name.
    pub async fn person_named(&self, _by: Permit<ManagePeople>, login: &str) -> Result<Person> {
        ask!(&self.db, sqlx::query_as(NAMED).bind(folded(login)), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// Whether anybody has an account.
    pub async fn has_people(&self) -> Result<bool> {
        Ok(ask!(&self.db, sqlx::query_scalar(ANYBODY), fetch_one)?)
    }

    /// Is there an executive producer who can sign in?
    pub(crate) async fn has_producer(&self) -> Result<bool> {
        Ok(ask!(&self.db, sqlx::query_scalar(PRODUCER), fetch_one)?)
    }

    /// Adds an account. Refuses a name to sign in with that somebody has.
    pub async fn add_person(&self, by: Permit<ManagePeople>, new: NewPerson, role: Role) -> Result<Person> {
        let account = new.checked()?;
        let hash = self.hashed("password", &new.password).await?;
        let mut work = self.begin(&by).await?;
        work.tx.take_turn(Turn::Changes).await?;
        let person = work.insert_person(&account, role, &hash).await?;
        self.commit(work, [Change::PersonAdded { after: person.clone() }]).await?;
        Ok(person)
    }

    /// Changes what is given and keeps the rest; where nothing is different, nothing happens. Disabling ends all that
    /// lets the person in. Refuses a change that started from an older version, and one that would leave nobody who can
    /// manage people.
    pub async fn change_person(
        &self,
        by: Permit<ManagePeople>,
        id: PersonId,
        change: impl Into<Given<PersonChange>>,
    ) -> Result<Person> {
        let change = change.into();
        let mut work = self.begin(&by).await?;
        work.tx.take_turn(Turn::Changes).await?;
        let before = work.person(id).await?;
        if change.terms().since.is_some_and(|since| since != before.version) {
            return Err(Error::stale());
        }
        let facts = change.body()?.checked(&before)?;
        if (&facts.name, facts.role, facts.disabled) == (&before.name, before.role, before.disabled) {
            return Ok(before);
        }
        let led = before.role == Role::ExecutiveProducer && !before.disabled;
        let leads = facts.role == Role::ExecutiveProducer && !facts.disabled;
        if led && !leads {
            let others: i64 = ask!(in &mut work.tx, sqlx::query_scalar(OTHER_PRODUCERS).bind(id), fetch_one)?;
            if others == 0 {
                return Err(Error::Conflict(words::only_producer(&before.name)));
            }
        }
        let at = work.at;
        let after: Person = ask!(in &mut work.tx,
            sqlx::query_as(CHANGE).bind(id).bind(&facts.name).bind(facts.role).bind(facts.disabled).bind(at.to_sqlx()),
            fetch_one)?;
        if after.disabled {
            work.tx.end_sessions_of(id, None, at).await?;
            work.tx.withdraw_resets_of(id, at).await?;
        }
        if led && !leads {
            work.tx.withdraw_links_by(id, at).await?;
        }
        self.commit(work, [Change::PersonChanged { before, after: after.clone() }]).await?;
        Ok(after)
    }

    /// Signs a person out everywhere, tokens included.
    pub async fn end_sessions(&self, _by: Permit<ManagePeople>, id: PersonId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        if ask!(in &mut tx, sqlx::query(NEXT_EPOCH).bind(id), execute)? == 0 {
            return Err(Error::NotFound);
        }
        tx.end_sessions_of(id, None, self.now()).await?;
        self.settle(tx).await
    }

    /// Gives a person a new password, and signs them out everywhere.
    pub async fn set_password(&self, by: Permit<ManagePeople>, login: &str, password: &str) -> Result<()> {
        let person = self.person_named(by, login).await?;
        let hash = self.new_hash(&person, password).await?;
        let mut tx = self.db.begin().await?;
        self.replace_password(&mut tx, &person, &hash, None)
            .await?
            .ok_or_else(|| Error::Conflict(words::account_is_disabled(&person.name)))?;
        self.settle(tx).await
    }

    /// Changes one's own password, and signs out everywhere but here. A wrong current password counts as a try to sign in.
    pub async fn change_password(
        &self,
        by: SignedIn,
        here: SessionId,
        current: &str,
        password: &str,
        from: &Origin,
    ) -> Result<()> {
        let person = self.person(by.id()).await?;
        let proven = self.prove(&person.login, current, from).await.map_err(|error| match error {
            Error::SignIn(_) => Error::Invalid(vec![FieldError::new("current", words::password_not_yours())]),
            error => error,
        })?;
        let hash = self.new_hash(&person, password).await?;
        let mut tx = self.db.begin().await?;
        let epoch = self.replace_password(&mut tx, &person, &hash, Some((here, proven.epoch))).await?;
        let epoch = epoch.ok_or(Error::SignIn(SignInProblem::SessionEnded))?;
        tx.keep_session(here, epoch).await?;
        self.settle(tx).await
    }

    /// The person whose login and password these are. An unknown login, a wrong password and a disabled account get the
    /// same answer after the same work; too many tries are refused before any.
    pub async fn prove(&self, login: &str, password: &str, from: &Origin) -> Result<Proven> {
        let login = folded(login);
        let proof: Option<Proof> = ask!(&self.db, sqlx::query_as(PROOF).bind(&login), fetch_optional)?;
        let (proven, hash) = proof.map(|proof| (proof.proven, proof.password_hash)).unzip();
        let known = proven.as_ref().map(|proven: &Proven| proven.person.id).filter(|id| from.known.contains(id));
        let attempt = self.begin_attempt(&login, known, from.address).await?;
        let right = self.matches(password, hash).await?;
        let proven = proven.filter(|proven| right && !proven.person.disabled);
        if proven.is_some() {
            self.forgive(attempt).await?;
        }
        proven.ok_or(Error::SignIn(SignInProblem::Credentials))
    }

    /// The person a token names, with the role they have now; nobody once the epoch has passed or the account is
    /// disabled.
    pub async fn person_of_token(&self, id: PersonId, epoch: i64) -> Result<Option<Person>> {
        Ok(ask!(&self.db, sqlx::query_as(OF_TOKEN).bind(id).bind(epoch), fetch_optional)?)
    }

    /// One person, for the operations that have judged already who asks.
    pub(crate) async fn person(&self, id: PersonId) -> Result<Person> {
        ask!(&self.db, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// A new password for this person, ready to be stored, or what is wrong with it.
    pub(crate) async fn new_hash(&self, person: &Person, password: &str) -> Result<String> {
        check_password("password", password, &person.login, &person.name)
            .map_err(|problem| Error::Invalid(vec![problem]))?;
        self.hashed("password", password).await
    }

    /// Ends everything that lets the person in, but for the session that asks, and answers the new epoch. Does nothing
    /// for somebody disabled, nor when the epoch has moved on from where the asking session knows it.
    pub(crate) async fn replace_password(
        &self,
        tx: &mut Tx,
        person: &Person,
        hash: &str,
        here: Option<(SessionId, i64)>,
    ) -> Result<Option<i64>> {
        let (id, epoch) = (person.id, here.map(|(_, epoch)| epoch));
        let next: Option<i64> =
            ask!(in &mut *tx, sqlx::query_scalar(NEW_PASSWORD).bind(id).bind(hash).bind(epoch), fetch_optional)?;
        if next.is_some() {
            tx.end_sessions_of(id, here.map(|(session, _)| session), self.now()).await?;
            tx.withdraw_resets_of(id, self.now()).await?;
            // The failures were another password's.
            tx.forgive_account(person).await?;
        }
        Ok(next)
    }
}

impl Work {
    /// The person as they are now, held until the end.
    pub(crate) async fn person(&mut self, id: PersonId) -> Result<Person> {
        self.tx.hold(RecordId::Person(id)).await?;
        ask!(in &mut self.tx, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    pub(crate) async fn insert_person(&mut self, account: &Account, role: Role, hash: &str) -> Result<Person> {
        let login = folded(&account.login);
        let taken = |problem| Error::Invalid(vec![FieldError::new("login", problem)]);
        if login.is_empty() {
            return Err(taken(words::sign_in_name_empty()));
        }
        ask!(in &mut self.tx,
            sqlx::query_as(ADD).bind(&login).bind(&account.name).bind(role).bind(hash),
            fetch_optional)?
        .ok_or_else(|| taken(words::sign_in_name_taken()))
    }
}

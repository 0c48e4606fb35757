//! Taking back what one did, and doing it again.
//!
//! Every write of a person is a step. A step that is done lies on the person's undo stack and one that is undone on the redo
//! stack, in the order in which that came about; a new step clears the redo stack. To undo a step is to reverse the changes
//! that did it, to redo it the changes that undid it: by the same operations and permissions as any other change.

use crate::{
    Agency,
    activity::taken,
    agency::Work,
    castings::cast_again,
    changes::Row,
    db::{Turn, statement},
};
use domain::{
    ActorChange, CastingChange, Change, Error, Given, Latest, MovieChange, PersonId, Recorded, Result, SignedIn, Step,
    Steps, Terms,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;

/// How long a step can be taken back.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long what was done last is news.
const NEWS: SignedDuration = SignedDuration::from_secs(15);

/// What is too old, what was undone before, and what would be more than 50 with the next.
const FORGET: &str = "
    delete from steps where by_id = $1 and (state = 'undone' or at <= $2 or latest_first <= (
        select latest_first from steps where by_id = $1 order by latest_first desc limit 1 offset 49))";
const ADD: &str = "
    insert into steps (first, last, by_id, at, state, latest_first, latest_last) values ($1, $2, $3, $4, 'done', $1, $2)";
const FLIP: &str = "
    update steps set state = $6, at = $2, latest_first = $3, latest_last = $4 where first = $1 and state = $5";
const DROP: &str = "delete from steps where first = $1";

const STEP: &str = "select first, last, state, latest_first, latest_last from steps where by_id = $1 and at > $2";
const IN_STATE: &str = " and state = $3";
const NAMED: &str = " and first = $4";
const NOT_NAMED: &str = " and cast($4 as bigint) is null";
const NEWEST: &str = " order by latest_first desc limit 1";

const CHANGES: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where number >= $1 and number <= $2 order by number";

/// What somebody else did last, after a number, to a record or by casting somebody with it.
const BY_OTHERS: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where number > $1 and coalesce(by_id, 0) <> $2 and (
        (record_type = $3 and record_id = $4)
        or (record_type = 'casting' and record_id in (
            select id from castings where deleted_at is null
            and (($3 = 'actor' and actor_id = $4) or ($3 = 'movie' and movie_id = $4)))))
    order by number desc limit 1";

/// What happened to a record after a number, the latest first.
const SINCE: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where record_type = $1 and record_id = $2 and number > $3 order by number desc";

/// Which way a step goes.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    Undo,
    Redo,
}

impl Way {
    /// The state of what can go this way.
    fn from(self) -> &'static str {
        match self {
            Self::Undo => "done",
            Self::Redo => "undone",
        }
    }

    fn to(self) -> &'static str {
        match self {
            Self::Undo => Self::Redo.from(),
            Self::Redo => Self::Undo.from(),
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    fn nothing(self) -> &'static str {
        match self {
            Self::Undo => "Nothing was undone.",
            Self::Redo => "Nothing was redone.",
        }
    }
}

impl Agency {
    /// What somebody can take back and do again next.
    pub async fn steps(&self, by: &SignedIn) -> Result<Steps> {
        let undo = self.step_to(by.id(), Way::Undo).await?;
        let redo = self.step_to(by.id(), Way::Redo).await?;
        Ok(Steps { undo, redo, latest: self.latest_step(by).await? })
    }

    /// What somebody did, undid or did again a moment ago, if anything.
    pub async fn latest_step(&self, by: &SignedIn) -> Result<Option<Latest>> {
        let row: Option<Kept> = ask!(
            &self.db,
            sqlx::query_as(statement(&[STEP, NEWEST])).bind(by.id()).bind((self.now() - NEWS).to_sqlx()),
            fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let step = self.in_words(&row).await?;
        Ok(Some(Latest::new(step, row.state == Way::Redo.from())))
    }

    async fn step_to(&self, by: PersonId, way: Way) -> Result<Option<Step>> {
        let row: Option<Kept> = ask!(
            &self.db,
            sqlx::query_as(statement(&[STEP, IN_STATE, NEWEST]))
                .bind(by)
                .bind((self.now() - KEPT).to_sqlx())
                .bind(way.from()),
            fetch_optional
        )?;
        match row {
            Some(row) => Ok(Some(self.in_words(&row).await?)),
            None => Ok(None),
        }
    }

    async fn in_words(&self, row: &Kept) -> Result<Step> {
        let rows: Vec<Row> = ask!(&self.db, sqlx::query_as(CHANGES).bind(row.first).bind(row.last), fetch_all)?;
        let changes = rows.into_iter().map(|row| Ok(Recorded::try_from(row)?.change)).collect::<Result<Vec<_>>>()?;
        Ok(Step::of(row.first, &changes))
    }

    /// Takes back a step of one's own: this one, or the latest. Refuses where somebody else wrote to the same place since,
    /// and where what it needs is not granted; then nothing of it is taken back.
    pub async fn undo(&self, by: &SignedIn, step: Option<i64>) -> Result<()> {
        self.flip(by, step, Way::Undo).await
    }

    /// Does again what one took back: this step, or the latest. As [`Agency::undo`].
    pub async fn redo(&self, by: &SignedIn, step: Option<i64>) -> Result<()> {
        self.flip(by, step, Way::Redo).await
    }

    async fn flip(&self, by: &SignedIn, step: Option<i64>, way: Way) -> Result<()> {
        let mut work = self.begin_for(by.caller()).await?;
        // Two at once take the one step and the next.
        work.tx.take_turn(Turn::Several).await?;
        let step = work.step(by.id(), step, way).await?;
        let changes = work.changes(step.latest_first, step.latest_last).await?;
        work.hold_all(changes.iter().map(|recorded| recorded.change.record()).collect()).await?;
        let mut reversed = Vec::with_capacity(changes.len());
        for recorded in changes.iter().rev() {
            reversed.extend(work.reverse(recorded, step.latest_last, way).await?);
        }
        if reversed.is_empty() {
            ask!(in &mut work.tx, sqlx::query(DROP).bind(step.first), execute)?;
            self.commit(work, []).await?;
            return Err(Error::Conflict(format!(
                "Somebody did that already: there is nothing left to {}.",
                way.verb()
            )));
        }
        work.flipping = Some((step.first, way));
        self.commit(work, reversed).await
    }
}

impl Work {
    /// Keeps what was written as a step of the person who wrote it: one of its own, or the one that goes back or forth.
    pub(crate) async fn keep_step(&mut self, first: i64, last: i64) -> Result<()> {
        let Some(by) = self.by.id() else { return Ok(()) };
        let at = self.at.to_sqlx();
        let Some((step, way)) = self.flipping else {
            ask!(in &mut self.tx, sqlx::query(FORGET).bind(by).bind((self.at - KEPT).to_sqlx()), execute)?;
            ask!(in &mut self.tx, sqlx::query(ADD).bind(first).bind(last).bind(by).bind(at), execute)?;
            return Ok(());
        };
        let flipped = ask!(in &mut self.tx,
            sqlx::query(FLIP).bind(step).bind(at).bind(first).bind(last).bind(way.from()).bind(way.to()),
            execute)?;
        // A step of the same person came between and cleared the redo stack.
        if flipped == 0 {
            Err(Error::Conflict(format!("You did something else since. {}", way.nothing())))
        } else {
            Ok(())
        }
    }

    /// The step of this person that is meant.
    async fn step(&mut self, by: PersonId, step: Option<i64>, way: Way) -> Result<Kept> {
        let day = (self.at - KEPT).to_sqlx();
        let named = if step.is_some() { NAMED } else { NOT_NAMED };
        let found: Option<Kept> = ask!(in &mut self.tx,
            sqlx::query_as(statement(&[STEP, IN_STATE, named, NEWEST])).bind(by).bind(day).bind(way.from()).bind(step),
            fetch_optional)?;
        found.ok_or_else(|| {
            let verb = way.verb();
            Error::Conflict(match step {
                Some(_) => format!("There is nothing left of this to {verb}."),
                None => format!("There is nothing to {verb}."),
            })
        })
    }

    async fn changes(&mut self, first: i64, last: i64) -> Result<Vec<Recorded>> {
        let rows: Vec<Row> = ask!(in &mut self.tx, sqlx::query_as(CHANGES).bind(first).bind(last), fetch_all)?;
        rows.into_iter().map(Recorded::try_from).collect()
    }

    /// Reverses one change of a step that ended with the change of this number. Nothing, where all is as it was before.
    async fn reverse(&mut self, recorded: &Recorded, last: i64, way: Way) -> Result<Option<Change>> {
        self.untouched(&recorded.change, last, way).await?;
        // What others wrote to other fields since is kept.
        self.terms = Terms { since: Some(recorded.change.version()), ..Terms::default() };
        let reversed = self.reversed(&recorded.change).await;
        let error = match reversed {
            Ok(change) => return Ok(change),
            Err(error @ (Error::NotFound | Error::Stale { .. })) => error,
            Err(other) => return Err(other),
        };
        let record = recorded.change.record();
        let rows: Vec<Row> = ask!(in &mut self.tx,
            sqlx::query_as(SINCE).bind(record.kind()).bind(record.number()).bind(last),
            fetch_all)?;
        let since = rows.into_iter().map(Recorded::try_from).collect::<Result<Vec<_>>>()?;
        let why = match error {
            Error::Stale { .. } => self.clash(&recorded.change, &since),
            _ => since.first().map(|latest| self.happened(latest)),
        };
        let why = why.unwrap_or_else(|| format!("{} is not there any more.", recorded.change.told().what));
        Err(Error::Conflict(format!("{why} {}", way.nothing())))
    }

    /// The operation that makes up for a change.
    async fn reversed(&mut self, change: &Change) -> Result<Option<Change>> {
        let by = self.by.clone();
        Ok(match change {
            Change::ActorAdded { after } | Change::ActorRestored { after, .. } => {
                self.delete_actor(&by.permit()?, after.id).await?.1
            }
            Change::ActorDeleted { after, .. } => self.restore_actor(&by.permit()?, after.id).await?.1,
            Change::ActorChanged { before, after } => {
                let back = Given::since(after.version, ActorChange::back_to(before));
                let changed = self.change_actor(&by.permit()?, after.id, &back).await;
                changed.map_err(|error| taken(error, &before.name, before.age))?.1
            }
            Change::MovieAdded { after } | Change::MovieRestored { after, .. } => {
                self.delete_movie(&by.permit()?, after.id).await?.1
            }
            Change::MovieDeleted { after, .. } => self.restore_movie(&by.permit()?, after.id).await?.1,
            Change::MovieChanged { before, after } => {
                let back = Given::since(after.version, MovieChange::back_to(before));
                let changed = self.change_movie(&by.permit()?, after.id, &back).await;
                changed.map_err(|error| taken(error, &before.title, before.release_year))?.1
            }
            Change::CastingAdded { after } | Change::CastingRestored { after, .. } => {
                self.delete_casting(&by.permit()?, after.id).await?.1
            }
            Change::CastingDeleted { after, .. } => self.restore_casting(&by.permit()?, after.id).await?.1,
            Change::CastingChanged { before, after } => {
                let back = CastingChange { character: Some(before.character.clone()) };
                let changed = self.change_casting(&by.permit()?, after.id, &Given::since(after.version, back)).await;
                changed.map_err(|error| cast_again(error, before))?.1
            }
            Change::ActorRemoved { .. }
            | Change::MovieRemoved { .. }
            | Change::CastingRemoved { .. }
            | Change::PersonAdded { .. }
            | Change::PersonChanged { .. } => None, // no step has these
        })
    }

    /// Refuses to take away, or to bring back, what somebody else wrote to since. Fields are another matter: they merge.
    async fn untouched(&mut self, change: &Change, last: i64, way: Way) -> Result<()> {
        if matches!(change, Change::ActorChanged { .. } | Change::MovieChanged { .. } | Change::CastingChanged { .. }) {
            return Ok(());
        }
        let (by, record) = (self.by.id(), change.record());
        let row: Option<Row> = ask!(in &mut self.tx,
            sqlx::query_as(BY_OTHERS).bind(last).bind(by).bind(record.kind()).bind(record.number()),
            fetch_optional)?;
        let Some(row) = row else { return Ok(()) };
        let why = self.happened(&Recorded::try_from(row)?);
        Err(Error::Conflict(format!("{why} {}", way.nothing())))
    }

    /// Who did what, and when.
    fn happened(&self, recorded: &Recorded) -> String {
        format!("{} {} ({}).", self.author(recorded), recorded.change.deed(), recorded.when())
    }

    /// Who wrote last, and when, to a field that this change wrote to.
    fn clash(&self, change: &Change, since: &[Recorded]) -> Option<String> {
        let ours: Vec<_> = change.differences().into_iter().map(|it| it.label).collect();
        let clash = |recorded: &'_ Recorded| {
            let theirs = recorded.change.differences();
            theirs.into_iter().map(|it| it.label).find(|label| ours.contains(label))
        };
        let (latest, label) = since.iter().find_map(|recorded| Some((recorded, clash(recorded)?)))?;
        let (who, what) = (self.author(latest), latest.change.told().what);
        Some(format!("{who} changed the {} of {what} since ({}).", label.to_lowercase(), latest.when()))
    }

    fn author<'a>(&self, recorded: &'a Recorded) -> &'a str {
        if recorded.by.is_some() && recorded.by == self.by.id() { "You" } else { &recorded.by_name }
    }
}

/// A step as the database keeps it.
#[derive(sqlx::FromRow)]
struct Kept {
    first: i64,
    last: i64,
    state: String,
    latest_first: i64,
    latest_last: i64,
}

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
    ActorChange, CastingChange, Change, Difference, Error, Given, Latest, MovieChange, PersonId, RecordId, Recorded,
    Result, SignedIn, Step, Steps, Terms, differences,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;

/// How long a step can be taken back.
pub(crate) const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How many changes of a step are read to put it in words.
const LOOKED_AT: i64 = 100;
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

const STEP: &str = "select first, last, state, latest_first, latest_last from steps where by_id = $1 and at > $2";
const IN_STATE: &str = " and state = $3";
const NAMED: &str = " and first = $4";
const NOT_NAMED: &str = " and cast($4 as bigint) is null";
const NEWEST: &str = " order by latest_first desc limit 1";

const CHANGES: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where number >= $1 and number <= $2 order by number";
/// How many kinds of change there are among so many that nobody wants to read them all.
const KINDS: &str = "select count(distinct kind) from changes where number >= $1 and number <= $2";

/// With whom somebody else cast a record after a number, where that still holds.
const CAST_BY_OTHERS: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where number > $1 and coalesce(by_id, 0) <> $2 and kind = 'casting_added' and record_id in (
        select id from castings where deleted_at is null
        and (($3 = 'actor' and actor_id = $4) or ($3 = 'movie' and movie_id = $4)))
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

    /// The refusal: why, and that nothing was done.
    fn refused(self, why: &str) -> Error {
        Error::Conflict(match self {
            Self::Undo => words::not_undone(why),
            Self::Redo => words::not_redone(why),
        })
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
        let (first, last) = (row.first, row.last.min(row.first + LOOKED_AT - 1));
        let rows: Vec<Row> = ask!(&self.db, sqlx::query_as(CHANGES).bind(first).bind(last), fetch_all)?;
        let changes = rows.into_iter().map(|row| Ok(Recorded::try_from(row)?.change)).collect::<Result<Vec<_>>>()?;
        if last == row.last {
            return Ok(Step::of(first, &changes));
        }
        // A step's numbers follow one another: nobody else writes into the log meanwhile.
        let kinds: i64 = ask!(&self.db, sqlx::query_scalar(KINDS).bind(first).bind(row.last), fetch_one)?;
        Ok(Step::of_many(first, &changes, row.last - first + 1, kinds == 1))
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
            reversed.push(work.reverse(recorded, step.latest_last, way).await?);
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
            return self.end_import(first, last - first + 1).await;
        };
        let flipped = ask!(in &mut self.tx,
            sqlx::query(FLIP).bind(step).bind(at).bind(first).bind(last).bind(way.from()).bind(way.to()),
            execute)?;
        // A step of the same person came between and cleared the redo stack.
        if flipped == 0 { Err(way.refused(words::did_something_else())) } else { Ok(()) }
    }

    /// The step of this person that is meant.
    async fn step(&mut self, by: PersonId, step: Option<i64>, way: Way) -> Result<Kept> {
        let day = (self.at - KEPT).to_sqlx();
        let named = if step.is_some() { NAMED } else { NOT_NAMED };
        let found: Option<Kept> = ask!(in &mut self.tx,
            sqlx::query_as(statement(&[STEP, IN_STATE, named, NEWEST])).bind(by).bind(day).bind(way.from()).bind(step),
            fetch_optional)?;
        found.ok_or_else(|| {
            let says = match (way, step) {
                (Way::Undo, Some(_)) => words::nothing_left_to_undo(),
                (Way::Undo, None) => words::nothing_to_undo(),
                (Way::Redo, Some(_)) => words::nothing_left_to_redo(),
                (Way::Redo, None) => words::nothing_to_redo(),
            };
            Error::Conflict(says.into())
        })
    }

    async fn changes(&mut self, first: i64, last: i64) -> Result<Vec<Recorded>> {
        let rows: Vec<Row> = ask!(in &mut self.tx, sqlx::query_as(CHANGES).bind(first).bind(last), fetch_all)?;
        rows.into_iter().map(Recorded::try_from).collect()
    }

    /// Reverses one change of a step that ended with the change of this number: all of it, or says who is in the way.
    async fn reverse(&mut self, recorded: &Recorded, last: i64, way: Way) -> Result<Change> {
        let change = &recorded.change;
        self.untouched(change, last, way).await?;
        // What others wrote to other fields since is kept.
        self.terms = Terms { since: Some(change.version()), ..Terms::default() };
        match self.reversed(change).await {
            // Who wrote the same to a field as stood there before wrote to it all the same.
            Ok(Some(back))
                if fields(&back.differences()) == fields(&change.differences()) || change.before().is_none() =>
            {
                return Ok(back);
            }
            Ok(_) | Err(Error::NotFound | Error::Stale { .. }) => {}
            Err(other) => return Err(other),
        }
        let since = self.since_step(change.record(), last).await?;
        let why = self.clash(change, &since).or_else(|| since.first().map(|latest| self.happened(latest)));
        let why = why.unwrap_or_else(|| words::not_there_any_more(&change.told().what));
        Err(way.refused(&why))
    }

    /// The operation that makes up for a change.
    async fn reversed(&mut self, change: &Change) -> Result<Option<Change>> {
        let by = self.by.clone();
        Ok(match change {
            Change::ActorDeleted { .. } | Change::MovieDeleted { .. } | Change::CastingDeleted { .. } => {
                self.restore(change.record()).await?
            }
            Change::ActorAdded { after } | Change::ActorRestored { after, .. } => {
                self.delete_actor(&by.permit()?, after.id).await?.1
            }
            Change::ActorChanged { before, after } => {
                let back = Given::since(after.version, ActorChange::back_to(before));
                let changed = self.change_actor(&by.permit()?, after.id, &back).await;
                changed.map_err(|error| taken(error, &before.name, before.age))?.1
            }
            Change::MovieAdded { after } | Change::MovieRestored { after, .. } => {
                self.delete_movie(&by.permit()?, after.id).await?.1
            }
            Change::MovieChanged { before, after } => {
                let back = Given::since(after.version, MovieChange::back_to(before));
                let changed = self.change_movie(&by.permit()?, after.id, &back).await;
                changed.map_err(|error| taken(error, &before.title, before.release_year))?.1
            }
            Change::CastingAdded { after } | Change::CastingRestored { after, .. } => {
                self.delete_casting(&by.permit()?, after.id).await?.1
            }
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

    /// Refuses to take away, or to bring back, what stands as somebody else left it. What they took back themselves does not
    /// count, and fields are another matter: they merge.
    async fn untouched(&mut self, change: &Change, last: i64, way: Way) -> Result<()> {
        if merges(change) {
            return Ok(());
        }
        let record = change.record();
        let since = self.since_step(record, last).await?;
        let now = since.first().map(|latest| &latest.change);
        let moved = now.is_some_and(|now| now.is_there() != change.is_there());
        let mut touched = fields(&differences(now.map(Change::after).as_ref(), &change.after()));
        if now.is_none() {
            touched.clear();
        }
        let by_other = |recorded: &&Recorded| recorded.by != self.by.id();
        let moved_by =
            since.iter().filter(|_| moved).find(|it| it.change.differences().is_empty() || !it.change.is_there());
        let written_by = since.iter().find(|it| fields(&it.change.differences()).iter().any(|it| touched.contains(it)));
        let (moved_by, written_by) = (moved_by.filter(by_other), written_by.filter(by_other));
        let cast_by = match (moved_by, written_by) {
            (None, None) => self.cast_by_others(record, last).await?,
            _ => None,
        };
        match moved_by.or(written_by).or(cast_by.as_ref()) {
            Some(by) => Err(way.refused(&self.happened(by))),
            None => Ok(()),
        }
    }

    /// What happened to a record after the step that ended with this change, the latest first.
    pub(crate) async fn since_step(&mut self, record: RecordId, last: i64) -> Result<Vec<Recorded>> {
        let rows: Vec<Row> = ask!(in &mut self.tx,
            sqlx::query_as(SINCE).bind(record.kind()).bind(record.number()).bind(last),
            fetch_all)?;
        rows.into_iter().map(Recorded::try_from).collect()
    }

    /// A casting with this record that somebody else has made since, and that is there.
    async fn cast_by_others(&mut self, record: RecordId, last: i64) -> Result<Option<Recorded>> {
        let by = self.by.id();
        let row: Option<Row> = ask!(in &mut self.tx,
            sqlx::query_as(CAST_BY_OTHERS).bind(last).bind(by).bind(record.kind()).bind(record.number()),
            fetch_optional)?;
        row.map(Recorded::try_from).transpose()
    }

    /// Who did what, and when.
    pub(crate) fn happened(&self, recorded: &Recorded) -> String {
        let (deed, when) = (recorded.change.deed(), recorded.when(&self.zone));
        if self.is_mine(recorded) {
            words::happened_by_you(&deed, &when)
        } else {
            words::happened(&recorded.by_name, &deed, &when)
        }
    }

    /// Who wrote last, and when, to a field that this change wrote to.
    fn clash(&self, change: &Change, since: &[Recorded]) -> Option<String> {
        let differences = change.differences();
        let ours = fields(&differences);
        let clash = |recorded: &Recorded| recorded.change.differences().into_iter().find(|it| ours.contains(&it.field));
        let (latest, clash) = since.iter().find_map(|recorded| Some((recorded, clash(recorded)?)))?;
        let (field, what, when) = (clash.in_sentence, latest.change.told().what, latest.when(&self.zone));
        Some(if self.is_mine(latest) {
            words::field_changed_by_you(field, &what, &when)
        } else {
            words::field_changed_since(&latest.by_name, field, &what, &when)
        })
    }

    fn is_mine(&self, recorded: &Recorded) -> bool {
        recorded.by.is_some() && recorded.by == self.by.id()
    }
}

/// Whether it is about fields, and not about being there.
fn merges(change: &Change) -> bool {
    matches!(change, Change::ActorChanged { .. } | Change::MovieChanged { .. } | Change::CastingChanged { .. })
}

fn fields(differences: &[Difference]) -> Vec<&'static str> {
    differences.iter().map(|it| it.field).collect()
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

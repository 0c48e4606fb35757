//! Imports: files that people bring, from choosing one until its rows are records. A file is its person's own; nobody else ever
//! reads it.
//!
//! A file is imported in one transaction, and that is one step to be undone: all of what was chosen, or nothing. It goes on by
//! itself, while its page asks how far it is. That it is under way is only known to this process, so one that is killed
//! leaves nothing behind: the file is there, not imported yet.

use crate::{
    Agency,
    agency::Work,
    db::{Turn, statement},
    sheet,
};
use domain::{
    AddActors, AddMovies, Change, Columns, Date, Error, Import, ImportFacts, ImportId, ImportKey, ImportKind,
    ImportProgress, ImportRow, ImportState, Imported, Judge, Judged, Leave, OpenImport, RecordId, Result, SignedIn,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};
use words::Language;

/// How long a file is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How many files of one person are kept: a door that takes megabytes would have no end otherwise.
const MOST: i64 = 5;
/// How many rows are looked for at once.
const BATCH: usize = 1_000;
/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 100;

const ADD: &str = "
    insert into imports (person_id, kind, file, body, at) values ($1, $2, $3, $4, $5) returning id";
const TOO_MANY: &str = "
    delete from imports where person_id = $1 and id not in (
        select id from imports where person_id = $1 order by id desc limit $2)";
const ONE: &str = "
    select file, body, columns, left_out, step, added, remaining, (
        select state from steps where first = step and by_id = person_id and steps.at > $5) as step_is
    from imports where id = $1 and person_id = $2 and kind = $3 and at > $4";
const HAS: &str = "select id from imports where id = $1 and person_id = $2 and kind = $3 and at > $4";
/// Holds a file that was not imported yet against other writers.
const HOLD: &str = "
    update imports set left_out = left_out where id = $1 and person_id = $2 and kind = $3 and at > $4 and step is null
    returning left_out";
const MATCH: &str = "update imports set columns = $2 where id = $1";
const LEAVE_OUT: &str = "update imports set left_out = $2 where id = $1";
const DROP: &str = "delete from imports where id = $1 and person_id = $2 and kind = $3";
const END: &str = "update imports set step = $2, added = $3, remaining = $4, body = '' where id = $1";
const FORGET: &str = "
    delete from imports where at <= $1 or person_id in (select id from people where disabled_at is not null)";

const ACTORS_THERE: &str = "select id, name_key, age from actors where deleted_at is null and name_key";
const MOVIES_THERE: &str = "
    select id, title_key, release_date, release_year from movies where deleted_at is null and title_key";

impl Agency {
    /// Takes in a file, in any of the encodings and with any of the delimiters that spreadsheets write. Refuses what is too
    /// long, and what is no such file.
    pub async fn add_import(&self, by: &SignedIn, kind: ImportKind, file: &str, body: &[u8]) -> Result<ImportId> {
        allowed(by, kind)?;
        let rows = serde_json::to_string(&sheet::rows(body)?).expect("texts can always be written");
        let file: String = file.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        let mut tx = self.db.begin().await?;
        let id = ask!(in &mut tx,
            sqlx::query_scalar(ADD).bind(by.id()).bind(kind.one()).bind(&file).bind(&rows).bind(self.now().to_sqlx()),
            fetch_one)?;
        ask!(in &mut tx, sqlx::query(TOO_MANY).bind(by.id()).bind(MOST), execute)?;
        self.settle(tx).await?;
        Ok(id)
    }

    /// A file, and how far its import is.
    pub async fn import(&self, by: &SignedIn, kind: ImportKind, id: ImportId) -> Result<Import> {
        allowed(by, kind)?;
        let running = self.imports.of(id);
        let row: Option<Row> = ask!(
            &self.db,
            sqlx::query_as(ONE)
                .bind(id)
                .bind(by.id())
                .bind(kind.one())
                .bind((self.now() - KEPT).to_sqlx())
                .bind((self.now() - crate::undo::KEPT).to_sqlx()),
            fetch_optional
        )?;
        let row = row.ok_or(Error::NotFound)?;
        let state = match (row.step, running) {
            (Some(step), _) => {
                let step = row.step_is.map(|state| (step, state == "undone"));
                ImportState::Done(Imported { added: row.added, left: row.remaining, step })
            }
            (None, Some(Ok(progress))) => ImportState::Running(progress),
            (None, problem) => ImportState::Open(row.open(kind, problem.and_then(Result::err))?),
        };
        Ok(Import { id, kind, file: row.file, state })
    }

    /// What would become of each row of a file that is not imported yet.
    pub async fn judged(&self, kind: ImportKind, import: &OpenImport) -> Result<Vec<Judged>> {
        let OpenImport { rows, columns, left_out, .. } = import;
        let judge = Judge { kind, columns: columns.clone(), left_out: left_out.clone(), this_year: self.this_year() };
        let mut judged = judge.alone(rows);
        let texts = judged.iter().filter_map(|row| Some(row.facts.as_ref()?.key().text));
        let texts: Vec<_> = texts.collect::<BTreeSet<_>>().into_iter().collect();
        let mut there = HashMap::new();
        for texts in texts.chunks(BATCH) {
            let list = serde_json::to_string(texts).expect("texts can always be written");
            match kind {
                ImportKind::Actors => {
                    let statement = statement(&[ACTORS_THERE, self.db.is_listed_text()]);
                    let rows: Vec<(_, String, i32)> = ask!(&self.db, sqlx::query_as(statement).bind(list), fetch_all)?;
                    there.extend(
                        rows.into_iter().map(|(id, key, age)| (ImportKey::actor(key, age), RecordId::Actor(id))),
                    );
                }
                ImportKind::Movies => {
                    let statement = statement(&[MOVIES_THERE, self.db.is_listed_text()]);
                    let rows: Vec<(_, String, Option<Date>, i32)> =
                        ask!(&self.db, sqlx::query_as(statement).bind(list), fetch_all)?;
                    there.extend(
                        rows.into_iter()
                            .map(|(id, key, date, year)| (ImportKey::movie(key, date, year), RecordId::Movie(id))),
                    );
                }
            }
        }
        Judge::together(&mut judged, &there);
        Ok(judged)
    }

    /// Keeps which column of a file holds what. Refuses where something that is needed is missing.
    pub async fn match_columns(&self, by: &SignedIn, kind: ImportKind, id: ImportId, columns: Columns) -> Result<()> {
        let ImportState::Open(import) = self.import(by, kind, id).await?.state else { return Err(not_open()) };
        let columns = columns.checked(kind, import.width())?;
        let columns = serde_json::to_string(&columns).expect("names and numbers can always be written");
        let mut work = self.begin_for(by.caller()).await?;
        self.hold_import(&mut work, by, kind, id).await?;
        ask!(in &mut work.tx, sqlx::query(MATCH).bind(id).bind(&columns), execute)?;
        self.settle(work.tx).await
    }

    /// Leaves a row of a file out of its import, or takes it in again.
    pub async fn leave_out(&self, by: &SignedIn, kind: ImportKind, id: ImportId, row: i64, out: bool) -> Result<()> {
        allowed(by, kind)?;
        let mut work = self.begin_for(by.caller()).await?;
        let mut left_out = self.hold_import(&mut work, by, kind, id).await?;
        if out {
            left_out.insert(row);
        } else {
            left_out.remove(&row);
        }
        let left_out = serde_json::to_string(&left_out).expect("numbers can always be written");
        ask!(in &mut work.tx, sqlx::query(LEAVE_OUT).bind(id).bind(&left_out), execute)?;
        self.settle(work.tx).await
    }

    /// Throws a file away. Done twice it changes nothing more; what was imported from it stays.
    pub async fn drop_import(&self, by: &SignedIn, kind: ImportKind, id: ImportId) -> Result<()> {
        allowed(by, kind)?;
        if let Some(Ok(_)) = self.imports.of(id) {
            return Err(not_open());
        }
        let mut tx = self.db.begin().await?;
        ask!(in &mut tx, sqlx::query(DROP).bind(id).bind(by.id()).bind(kind.one()), execute)?;
        self.settle(tx).await
    }

    /// Begins to import a file. Refuses while there are rows that cannot be added and nobody said that they are left out. Done
    /// twice, or while it is under way, it changes nothing more.
    pub async fn import_rows(&self, by: &SignedIn, kind: ImportKind, id: ImportId, leave: Leave) -> Result<()> {
        let ImportState::Open(import) = self.import(by, kind, id).await?.state else { return Ok(()) };
        let judged = self.judged(kind, &import).await?;
        let all = judged.len();
        let rows = leave.chosen(judged)?;
        let Some(run) = self.imports.begin(id, rows.len()) else { return Ok(()) };
        let (agency, by, at_work) = (self.clone(), by.clone(), self.clone());
        let id = run.id;
        // What comes of it is told to whoever asked for it.
        let language = Language::spoken();
        let task =
            tokio::spawn(language.speak(async move { at_work.run_import(&by, kind, rows, all, leave, run).await }));
        tokio::spawn(async move {
            let added = task.await.unwrap_or(Err(Error::Internal));
            match &added {
                Ok(added) => tracing::info!(added, "a file was imported"),
                Err(error) => tracing::info!(code = error.code(), "a file was not imported"),
            }
            agency.imports.end(id, added.err());
        });
        Ok(())
    }

    /// How far an import is; nothing, unless this process is at it.
    pub async fn import_progress(
        &self,
        by: &SignedIn,
        kind: ImportKind,
        id: ImportId,
    ) -> Result<Option<ImportProgress>> {
        allowed(by, kind)?;
        let there: Option<ImportId> = ask!(
            &self.db,
            sqlx::query_scalar(HAS).bind(id).bind(by.id()).bind(kind.one()).bind((self.now() - KEPT).to_sqlx()),
            fetch_optional
        )?;
        there.ok_or(Error::NotFound)?;
        Ok(self.imports.of(id).and_then(Result::ok))
    }

    /// Throws away files that are too old, and those of whoever may not sign in any more. Answers how many that were.
    pub async fn forget_imports(&self) -> Result<u64> {
        let mut tx = self.db.begin().await?;
        let forgotten = ask!(in &mut tx, sqlx::query(FORGET).bind((self.now() - KEPT).to_sqlx()), execute)?;
        self.settle(tx).await?;
        Ok(forgotten)
    }

    /// Adds these rows in one go. Answers how many they were.
    async fn run_import(
        &self,
        by: &SignedIn,
        kind: ImportKind,
        rows: Vec<(i64, ImportFacts)>,
        all: usize,
        leave: Leave,
        run: Run,
    ) -> Result<usize> {
        let mut work = self.begin_for(by.caller()).await?;
        // Two files at once with the same rows in another order would wait for each other for ever.
        work.tx.take_turn(Turn::Several).await?;
        self.hold_import(&mut work, by, kind, run.id).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for (number, facts) in &rows {
            match work.add_row(facts).await {
                Ok(change) => changes.push(change),
                Err(Error::AlreadyThere(_)) if leave.there => {}
                Err(Error::AlreadyThere(_)) => {
                    return Err(Error::Conflict(words::row_added_since(&number.to_string())));
                }
                Err(error) => return Err(error),
            }
            run.done.fetch_add(1, Ordering::Relaxed);
        }
        let added = changes.len();
        if added == 0 {
            return Err(Error::Conflict(words::all_added_since().into()));
        }
        work.importing = Some(Importing { remaining: (all - added) as i64, run });
        self.commit(work, changes).await?;
        Ok(added)
    }

    /// Holds a file of one's own that is not imported yet; answers which of its rows are left out.
    async fn hold_import(
        &self,
        work: &mut Work,
        by: &SignedIn,
        kind: ImportKind,
        id: ImportId,
    ) -> Result<BTreeSet<i64>> {
        let oldest = self.now() - KEPT;
        let held: Option<String> = ask!(in &mut work.tx,
            sqlx::query_scalar(HOLD).bind(id).bind(by.id()).bind(kind.one()).bind(oldest.to_sqlx()),
            fetch_optional)?;
        read(&held.ok_or_else(not_open)?)
    }
}

/// Proof that somebody may add such records, or the refusal.
fn allowed(by: &SignedIn, kind: ImportKind) -> Result<()> {
    match kind {
        ImportKind::Actors => by.caller().permit::<AddActors>().map(drop),
        ImportKind::Movies => by.caller().permit::<AddMovies>().map(drop),
    }
}

fn not_open() -> Error {
    Error::Conflict(words::import_not_open().into())
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "what is kept of a file cannot be read");
        Error::Internal
    })
}

impl Work {
    async fn add_row(&mut self, facts: &ImportFacts) -> Result<Change> {
        Ok(match facts {
            ImportFacts::Actor(facts) => Change::ActorAdded { after: self.insert_actor(facts).await? },
            ImportFacts::Movie(facts) => Change::MovieAdded { after: self.insert_movie(facts).await? },
        })
    }

    /// Keeps with the file that is being imported which step it was, and how many records.
    pub(crate) async fn end_import(&mut self, step: i64, added: i64) -> Result<()> {
        let Some(Importing { run, remaining }) = &self.importing else { return Ok(()) };
        let (id, remaining) = (run.id, *remaining);
        ask!(in &mut self.tx, sqlx::query(END).bind(id).bind(step).bind(added).bind(remaining), execute)?;
        Ok(())
    }

    /// One more change of an import is in the log.
    pub(crate) fn logged(&self) {
        if let Some(Importing { run, .. }) = &self.importing {
            run.done.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The import that a write is.
pub(crate) struct Importing {
    run: Run,
    remaining: i64,
}

/// An import that is under way.
#[derive(Clone)]
struct Run {
    id: ImportId,
    /// How many rows it has.
    total: i64,
    /// Each row counts twice: when it is added, and when the log says so.
    done: Arc<AtomicI64>,
}

/// An import that this process is at; or why nothing came of it.
type State = Result<Run>;

/// The imports that this process is at, and those that came to nothing and were not tried again.
#[derive(Clone, Default)]
pub(crate) struct Runs(Arc<Mutex<HashMap<ImportId, State>>>);

impl Runs {
    fn all(&self) -> MutexGuard<'_, HashMap<ImportId, State>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far an import is, or why nothing came of it.
    fn of(&self, id: ImportId) -> Option<Result<ImportProgress>> {
        Some(match self.all().get(&id)? {
            Ok(run) => Ok(ImportProgress { done: run.done.load(Ordering::Relaxed) / 2, total: run.total }),
            Err(problem) => Err(problem.clone()),
        })
    }

    /// Begins one of so many rows, unless it is under way.
    fn begin(&self, id: ImportId, rows: usize) -> Option<Run> {
        let mut all = self.all();
        if let Some(Ok(_)) = all.get(&id) {
            return None;
        }
        let run = Run { id, total: rows as i64, done: Arc::default() };
        all.insert(id, Ok(run.clone()));
        Some(run)
    }

    fn end(&self, id: ImportId, problem: Option<Error>) {
        let mut all = self.all();
        match problem {
            Some(problem) => drop(all.insert(id, Err(problem))),
            None => drop(all.remove(&id)),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    file: String,
    body: String,
    columns: Option<String>,
    left_out: String,
    step: Option<i64>,
    added: i64,
    remaining: i64,
    step_is: Option<String>,
}

impl Row {
    fn open(&self, kind: ImportKind, problem: Option<Error>) -> Result<OpenImport> {
        let rows: Vec<ImportRow> = read(&self.body)?;
        let columns = self.columns.as_deref().map(read).transpose()?;
        let chosen = columns.is_some();
        let guessed = || Columns::guessed(kind, rows.first().map_or(&[], |ImportRow(_, cells)| cells));
        let columns = columns.unwrap_or_else(guessed);
        Ok(OpenImport { columns, chosen, left_out: read(&self.left_out)?, problem, rows })
    }
}

//! The two databases. This is the only file that knows there are two.

use domain::{Date, RecordId};
use jiff::tz::TimeZone;
use jiff_sqlx::{Timestamp, ToSqlx};
use sqlx::{
    AssertSqlSafe, Encode, PgPool, Postgres, Sqlite, SqlitePool, Type,
    encode::IsNull,
    error::BoxDynError,
    migrate::MigrateError,
    postgres::{PgListener, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{fmt, path::Path, str::FromStr, time::Duration};

/// The open database: native pools, not `sqlx::Any`, which loses dates.
#[derive(Clone)]
pub(crate) enum Db {
    /// One connection writes, several read (WAL lets them read while it writes).
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction that writes.
pub(crate) enum Tx {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// What transactions take turns at.
#[derive(Clone, Copy)]
pub(crate) enum Turn {
    /// Writing into the change log, so that its numbers follow commits.
    Changes = 7_290_031,
    /// Judging tries to sign in, so that each sees those before it.
    SignIns = 7_290_032,
    /// Writing to several records at once: two that hold what the other wants would wait for ever.
    Several = 7_290_033,
    /// Giving a title that no other movie has.
    Titles = 7_290_034,
}

/// Runs one sqlx expression on whichever database is open: `ask!(db, query_as(MOVIE).bind(id), fetch_optional)` reads
/// from the pool, `ask!(in tx, …)` takes part in the transaction.
macro_rules! ask {
    // The two answer in types of their own; what both know is how many rows it was.
    (in $tx:expr, $query:expr, execute) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => $query.execute(&mut **tx).await.map(|done| done.rows_affected()),
            $crate::db::Tx::Postgres(tx) => $query.execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
    };
    (in $tx:expr, $query:expr, $fetch:ident) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => $query.$fetch(&mut **tx).await,
            $crate::db::Tx::Postgres(tx) => $query.$fetch(&mut **tx).await,
        }
    };
    ($db:expr, $query:expr, $fetch:ident) => {
        match $db {
            $crate::db::Db::Sqlite { read, .. } => $query.$fetch(read).await,
            $crate::db::Db::Postgres(pool) => $query.$fetch(pool).await,
        }
    };
}

/// A statement put together from parts that were all written in this program: nothing of a request is `'static`.
pub(crate) fn statement(parts: &[&'static str]) -> AssertSqlSafe<String> {
    AssertSqlSafe(parts.concat())
}

/// The `like` pattern of a text that stands anywhere, its `%`, `_` and `\` taken literally.
fn pattern(text: &str) -> String {
    let literal: String =
        text.chars().flat_map(|c| "%_\\".contains(c).then_some('\\').into_iter().chain([c])).collect();
    format!("%{literal}%")
}

/// What is compared with a column.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    Day(Date),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// A statement that grows by what is asked for: its words were all written in this program, and what came with a request is
/// bound to it.
#[derive(Debug)]
pub(crate) struct Query {
    text: String,
    pub(crate) values: Vec<Value>,
    /// Whether the database keeps it compiled. PostgreSQL plans each anew, for what is asked: for whatever is asked it would soon take
    /// one plan, and to look up one letter in the index as if it were a word costs ten times as much.
    pub(crate) kept: bool,
}

impl Query {
    pub(crate) fn push(&mut self, text: &'static str) {
        self.text.push_str(text);
    }

    /// A value for words that name it by its number.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
    }

    /// These words, with this value for each `{}` of them.
    pub(crate) fn with(&mut self, text: &'static str, value: impl Into<Value>) {
        self.bind(value);
        self.text.push_str(&text.replace("{}", &format!("${}", self.values.len())));
    }

    /// Reads from SQLite's index of a table's texts the ids, as `found`, of what this expression finds: all of them, or so
    /// many after so many.
    pub(crate) fn found_by_text(&mut self, table: &'static str, expression: &str, piece: Option<(i64, i64)>) {
        for part in ["(select rowid as found from ", table, "_text where ", table] {
            self.push(part);
        }
        self.with("_text match {}", expression.to_owned());
        if let Some((size, offset)) = piece {
            self.with(" order by rowid limit {}", size);
            self.with(" offset {}", offset);
        }
        self.push(") texts");
    }

    /// The statement, to be asked.
    pub(crate) fn text(&self) -> AssertSqlSafe<String> {
        AssertSqlSafe(self.text.clone())
    }
}

/// A query with its values: `bound!(sqlx::query_as, query)`.
macro_rules! bound {
    ($make:path, $query:expr) => {{
        let mut asked = $make($query.text());
        for value in &$query.values {
            asked = match value {
                $crate::db::Value::Number(number) => asked.bind(*number),
                $crate::db::Value::Text(text) => asked.bind(text.clone()),
                $crate::db::Value::Day(day) => asked.bind(*day),
            };
        }
        asked.persistent($query.kept)
    }};
}

/// A text (folded) that is contained in one of these columns (folded too), or in what null stands for in them.
#[derive(Clone, Debug)]
pub(crate) struct Contained {
    pub(crate) text: String,
    pub(crate) columns: &'static [&'static str],
    /// What null stands for contains it.
    pub(crate) in_null: bool,
}

impl Contained {
    /// Whether the index of texts knows it: it has them by three letters.
    pub(crate) fn is_indexed(&self) -> bool {
        !self.in_null && self.text.chars().nth(2).is_some()
    }
}

/// The beginning of a day, to be compared with an instant. SQLite has instants as text, with and without fractions of a second,
/// and `.` sorts before `Z`: the whole second, with neither, sorts before every instant of the day and after all of the day
/// before.
pub(crate) struct Midnight(jiff::Timestamp);

impl Midnight {
    pub(crate) fn of(day: Date, zone: &TimeZone) -> Self {
        Self(day.midnight(zone))
    }
}

impl Type<Sqlite> for Midnight {
    fn type_info() -> <Sqlite as sqlx::Database>::TypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Midnight {
    fn encode_by_ref(&self, buffer: &mut <Sqlite as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.0.strftime("%Y-%m-%dT%H:%M:%S").to_string(), buffer)
    }
}

impl Type<Postgres> for Midnight {
    fn type_info() -> <Postgres as sqlx::Database>::TypeInfo {
        <Timestamp as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Midnight {
    fn encode_by_ref(&self, buffer: &mut <Postgres as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.0.to_sqlx(), buffer)
    }
}

/// Why the database could not be opened, in one sentence for whoever starts the program.
#[derive(Debug)]
pub enum OpenError {
    /// Not a name of a database we know.
    Unknown(String),
    /// It is not there, not ours to open, or not a database.
    Unreachable(String),
    /// A newer program has been here.
    Newer(i64),
    /// There is none, where one was looked for.
    Missing(String),
    /// Its schema is not what this program wrote.
    Schema(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(url) => write!(f, "{url:?} names no database: give sqlite:FILE or postgres://…"),
            Self::Unreachable(why) => write!(f, "the database cannot be opened: {why}"),
            Self::Missing(file) => write!(
                f,
                "there is no database at {file}: run this in the server's folder, or name the database with --database"
            ),
            Self::Newer(version) => write!(
                f,
                "the database was made by a newer casting-agency (its schema has step {version}): start that one, or use another database"
            ),
            Self::Schema(why) => write!(f, "the database's schema is not ours: {why}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::Newer(version),
            MigrateError::Execute(error) => Self::Unreachable(error.to_string()),
            error => Self::Schema(error.to_string()),
        }
    }
}

/// How many connections read from one SQLite file.
const READERS: u32 = 8;
/// How many connections one process holds to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Where PostgreSQL calls out that there are changes.
const CHANNEL: &str = "casting_agency_changes";
/// Where PostgreSQL calls out who is at which record.
const PRESENCE: &str = "casting_agency_presence";
/// How often somebody who listens looks whether another process wrote into the same SQLite file.
const LOOK: Duration = Duration::from_secs(2);
/// How long nothing is heard from PostgreSQL before somebody who listens looks all the same: a connection can be dead and not
/// know it.
const DOUBT: Duration = Duration::from_secs(60);
/// How long a writer waits for another process that holds the SQLite file.
const BUSY: Duration = Duration::from_secs(5);

impl Db {
    /// Opens `sqlite:FILE` (made if it is not there) or `postgres://…` and brings its schema up to date. Refuses a
    /// schema newer than this program without touching it.
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        let unreachable = |error: sqlx::Error| OpenError::Unreachable(plain(&error));
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(10))
                .connect(url)
                .await
                .map_err(unreachable)?;
            sqlx::migrate!("../migrations/postgres").run(&pool).await?;
            return Ok(Self::Postgres(pool));
        }
        if !url.starts_with("sqlite:") {
            return Err(OpenError::Unknown(url.split("://").next().unwrap_or_default().to_owned()));
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(unreachable)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        keep_to_ourselves(options.get_filename());
        let write =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.map_err(unreachable)?;
        sqlx::migrate!("../migrations/sqlite").run(&write).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            // What a query sets aside is small; in a file each piece of it would cost as much as the query.
            .connect_with(options.pragma("query_only", "on").pragma("temp_store", "memory"))
            .await
            .map_err(unreachable)?;
        Ok(Self::Sqlite { write, read })
    }

    /// Refuses a file that is not there. Whether another kind of database is there, opening it tells.
    pub(crate) fn find(url: &str) -> Result<(), OpenError> {
        match SqliteConnectOptions::from_str(url) {
            Ok(options) if url.starts_with("sqlite:") && !options.get_filename().exists() => {
                Err(OpenError::Missing(options.get_filename().display().to_string()))
            }
            _ => Ok(()),
        }
    }

    /// The condition that a number is in the list, in JSON, that is the first parameter.
    pub(crate) fn is_listed(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => " in (select value from json_each($1))",
            Self::Postgres(_) => {
                " = any(array(select cast(value as bigint) from json_array_elements_text(cast($1 as json))))"
            }
        }
    }

    /// The condition that a text is in the list, in JSON, that is the first parameter.
    pub(crate) fn is_listed_text(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => " in (select value from json_each($1))",
            Self::Postgres(_) => " = any(array(select json_array_elements_text(cast($1 as json))))",
        }
    }

    /// Begins to write.
    pub(crate) async fn begin(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            // A transaction that reads first and then writes would fail at once where another wrote in between.
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins to listen for what other processes change.
    pub(crate) async fn ears(&self) -> sqlx::Result<Ears> {
        Ok(match self {
            Self::Sqlite { read, .. } => Ears::Sqlite(read.clone()),
            Self::Postgres(pool) => {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen_all([CHANNEL, PRESENCE]).await?;
                Ears::Postgres(Box::new(listener))
            }
        })
    }

    /// The expression by which the index of texts finds those of these that it knows, where the database must be told to
    /// use it. SQLite must: its FTS5 keeps the texts of a table's rows that are not deleted in a table of its own.
    /// PostgreSQL takes its index (`pg_trgm`) by itself.
    pub(crate) fn text_index(&self, texts: &[Contained]) -> Option<String> {
        let Self::Sqlite { .. } = self else { return None };
        let phrases = texts.iter().filter(|text| text.is_indexed()).map(|Contained { text, columns, .. }| {
            format!("{{{}}} : \"{}\"", columns.join(" "), text.replace('"', "\"\""))
        });
        Some(phrases.collect::<Vec<_>>().join(" AND ")).filter(|phrases| !phrases.is_empty())
    }

    /// Begins a statement that grows.
    pub(crate) fn query(&self, text: &'static str) -> Query {
        Query { text: text.to_owned(), values: Vec::new(), kept: matches!(self, Self::Sqlite { .. }) }
    }

    /// Narrows a query down to the rows that contain this. PostgreSQL looks into its index where that is worth it.
    pub(crate) fn containing(&self, query: &mut Query, contained: &Contained) {
        let Contained { text, columns, in_null } = contained;
        query.push(" and (");
        for (place, column) in columns.iter().enumerate() {
            query.push(if place > 0 { " or " } else { "" });
            match self {
                Self::Sqlite { .. } => {
                    query.push("instr(");
                    query.push(column);
                    query.with(", {}) > 0", text.clone());
                }
                Self::Postgres(_) => {
                    query.push(column);
                    query.with(r" like {} escape '\'", pattern(text));
                }
            }
            if *in_null {
                query.push(" or ");
                query.push(column);
                query.push(" is null");
            }
        }
        query.push(")");
    }

    /// Begins a query that counts rows and gathers their ids as a list in JSON, where the database wants to be told whether
    /// it is to look for few among many. PostgreSQL keeps statistics.
    pub(crate) fn gathered(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite { .. } => Some("select count(*), json_group_array(id) from (select id"),
            Self::Postgres(_) => None,
        }
    }

    /// Has a count walk along the table. SQLite would take any index it sees, and look up each row it finds there.
    pub(crate) fn straight_on(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => " order by id",
            Self::Postgres(_) => "",
        }
    }

    /// Has other processes hear who is where. Those that share an SQLite file do not.
    pub(crate) async fn call_presence(&self, word: &str) -> sqlx::Result<()> {
        if let Self::Postgres(pool) = self {
            sqlx::query("select pg_notify($1, $2)").bind(PRESENCE).bind(word).execute(pool).await?;
        }
        Ok(())
    }

    /// Ends every connection, so that the file is whole and alone.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// What was heard of another process.
pub(crate) enum Heard {
    /// It may have changed something.
    Changes,
    /// Somebody is at a record, or has left it.
    Presence(String),
}

/// What hears of other processes.
pub(crate) enum Ears {
    Sqlite(SqlitePool),
    Postgres(Box<PgListener>),
}

impl Ears {
    /// Waits for another process. Fails when the database is closed or lost.
    #[expect(
        clippy::disallowed_methods,
        reason = "a file tells nobody that it was written: there is no event to await"
    )]
    pub(crate) async fn heard(&mut self) -> sqlx::Result<Heard> {
        match self {
            Self::Sqlite(pool) => pool.close_event().do_until(tokio::time::sleep(LOOK)).await.map(|()| Heard::Changes),
            // Nothing: the connection was lost, and something may have been missed before there was another.
            Self::Postgres(listener) => Ok(match tokio::time::timeout(DOUBT, listener.try_recv()).await {
                Ok(heard) => match heard? {
                    Some(heard) if heard.channel() == PRESENCE => Heard::Presence(heard.payload().to_owned()),
                    _ => Heard::Changes,
                },
                Err(_) => Heard::Changes,
            }),
        }
    }
}

impl Tx {
    /// Has other processes hear of it, once this is committed. Who shares an SQLite file looks by itself.
    pub(crate) async fn call_out(&mut self) -> sqlx::Result<()> {
        if let Self::Postgres(tx) = self {
            sqlx::query("select pg_notify($1, '')").bind(CHANNEL).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Holds this record against other writers until the end. SQLite's one writer holds everything already.
    pub(crate) async fn hold(&mut self, record: RecordId) -> sqlx::Result<()> {
        if let Self::Postgres(tx) = self {
            let statement = match record {
                RecordId::Actor(_) => "select 1 from actors where id = $1 for update",
                RecordId::Movie(_) => "select 1 from movies where id = $1 for update",
                RecordId::Casting(_) => "select 1 from castings where id = $1 for update",
                // The change log refers to people; what is not the key may change meanwhile.
                RecordId::Person(_) => "select 1 from people where id = $1 for no key update",
            };
            sqlx::query(statement).bind(record.number()).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// From here to the end no other transaction has this turn. In SQLite no other transaction writes at all.
    pub(crate) async fn take_turn(&mut self, turn: Turn) -> sqlx::Result<()> {
        if let Self::Postgres(tx) = self {
            sqlx::query("select pg_advisory_xact_lock($1)").bind(turn as i64).execute(&mut **tx).await?;
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Makes the file so that only whoever runs the program can read it: it holds the key that tokens are signed with. SQLite
/// gives the files beside it the same rights. What cannot be made is told when it is opened.
#[cfg(unix)]
fn keep_to_ourselves(file: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    if file.as_os_str().as_encoded_bytes().contains(&b':') {
        return; // in memory, or an address of SQLite's own
    }
    let _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
}

#[cfg(not(unix))]
fn keep_to_ourselves(_: &Path) {}

/// What a database says of itself, without the library's preamble.
fn plain(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(inner) => inner.message().to_owned(),
        sqlx::Error::Io(inner) => inner.to_string(),
        other => other.to_string(),
    }
}

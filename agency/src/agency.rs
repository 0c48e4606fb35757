//! The agency itself: its database, its clock, its bell, and the shape of every write.

use crate::db::{Db, OpenError, Tx};
use domain::{Caller, Change, Permit, Result};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// Tells the time. Tests bring one they can move.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A casting agency, open for work. Cheap to clone; all clones are the same agency.
#[derive(Clone)]
pub struct Agency {
    pub(crate) db: Db,
    clock: Clock,
    bell: Arc<watch::Sender<i64>>,
    /// How many passwords are hashed at once: each takes 19 MiB and a processor.
    pub(crate) hashing: Arc<Semaphore>,
}

impl Agency {
    /// Opens the database (`sqlite:FILE` or `postgres://…`), which is made or brought up to date where needed.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_with_clock(url, Arc::new(Timestamp::now)).await
    }

    /// As [`Agency::open`], by another clock.
    pub async fn open_with_clock(url: &str, clock: Clock) -> Result<Self, OpenError> {
        let db = Db::open(url).await?;
        Self::warm_up();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { db, clock, bell: Arc::new(watch::Sender::new(0)), hashing: Arc::new(Semaphore::new(cores)) })
    }

    /// Ends every connection to the database.
    pub async fn close(&self) {
        self.db.close().await;
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The year by the agency's clock (UTC), by which release years are judged.
    pub fn this_year(&self) -> i32 {
        self.now().to_zoned(TimeZone::UTC).year().into()
    }

    /// Rings when a change was committed, with its number: something changed, the log says what.
    pub fn bell(&self) -> watch::Receiver<i64> {
        self.bell.subscribe()
    }

    /// Is the database there?
    pub async fn ready(&self) -> Result<()> {
        let _: i64 = ask!(&self.db, sqlx::query_scalar("select count(*) from settings"), fetch_one)?;
        Ok(())
    }

    /// Begins to write on behalf of whoever holds the permit.
    pub(crate) async fn begin<P>(&self, by: &Permit<P>) -> Result<Work> {
        self.begin_for(by.caller()).await
    }

    pub(crate) async fn begin_for(&self, by: &Caller) -> Result<Work> {
        Ok(Work { tx: self.db.begin().await?, by: by.clone(), at: self.now() })
    }

    /// Ends the writing: the changes go into the log in the same transaction, then listeners are told. There is no
    /// other way to commit a [`Work`], so a change nobody hears about cannot be expressed.
    pub(crate) async fn commit(&self, mut work: Work, changes: impl IntoIterator<Item = Change>) -> Result<()> {
        work.tx.take_turn().await?;
        let mut last = 0;
        for change in changes {
            last = work.record(&change).await?;
        }
        work.tx.commit().await?;
        self.bell.send_modify(|number| *number = last.max(*number));
        Ok(())
    }

    /// Ends a transaction on housekeeping tables, which the change log does not speak of: people, sessions, settings.
    pub(crate) async fn settle(&self, tx: Tx) -> Result<()> {
        Ok(tx.commit().await?)
    }
}

/// A write under way: dropped, it never was.
pub(crate) struct Work {
    pub(crate) tx: Tx,
    pub(crate) by: Caller,
    pub(crate) at: Timestamp,
}

//! The agency itself: its database, its clock, its bell, and the shape of every write.

use crate::{
    db::{Db, Heard, OpenError, Turn, Tx},
    imports::{Importing, Runs},
    overview::Counted,
    presence::Presence,
    throttle::Brake,
    undo::Way,
};
use domain::{Caller, Change, Date, Done, Error, Permit, RecordId, RecordType, Result, Terms};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Semaphore, watch};

/// How long to leave the database alone that just failed to be listened to.
const REST: Duration = Duration::from_secs(1);

/// Tells the time. Tests bring one they can move.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A casting agency, open for work. Cheap to clone; all clones are the same agency.
#[derive(Clone)]
pub struct Agency {
    pub(crate) db: Db,
    clock: Clock,
    bell: Arc<watch::Sender<i64>>,
    /// Whether a task listens for what other processes change.
    listening: Arc<AtomicBool>,
    /// How many passwords are hashed at once: each takes 19 MiB and a processor.
    pub(crate) hashing: Arc<Semaphore>,
    under_way: UnderWay,
    pub(crate) presence: Presence,
    /// The files that are being imported by this process.
    pub(crate) imports: Runs,
    /// For how many days the trash keeps what was deleted; 0: until somebody empties it.
    pub(crate) trash_days: u16,
    /// For how many days it is kept who used how much; 0: not at all.
    pub(crate) usage_days: u16,
    pub(crate) brake: Brake,
    zone: TimeZone,
    pub(crate) counted: Counted,
}

impl Agency {
    /// Opens the database (`sqlite:FILE` or `postgres://…`), which is made or brought up to date where needed.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_with_clock(url, Arc::new(Timestamp::now)).await
    }

    /// As [`Agency::open`], but refuses a file that is not there.
    pub async fn open_existing(url: &str) -> Result<Self, OpenError> {
        Db::find(url)?;
        Self::open(url).await
    }

    /// As [`Agency::open`], by another clock.
    pub async fn open_with_clock(url: &str, clock: Clock) -> Result<Self, OpenError> {
        let db = Db::open(url).await?;
        Self::warm_up();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let agency = Self {
            db,
            clock,
            bell: Arc::new(watch::Sender::new(0)),
            listening: Arc::default(),
            hashing: Arc::new(Semaphore::new(cores)),
            under_way: UnderWay::default(),
            presence: Presence::new().map_err(|error| OpenError::Unreachable(error.to_string()))?,
            imports: Runs::default(),
            trash_days: 0,
            usage_days: 0,
            brake: Brake::default(),
            zone: TimeZone::UTC,
            counted: Counted::default(),
        };
        agency.seal_log().await.map_err(|error| OpenError::Unreachable(error.to_string()))?;
        Ok(agency)
    }

    /// Ends every connection to the database.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// The same agency, whose days are those of this zone.
    pub fn in_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// By which the agency's days begin and end, and people are told times. What programs read is in UTC.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What the zone is called: `Europe/Berlin`.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// The day it is at the agency.
    pub fn today(&self) -> Date {
        Date::of(self.now(), &self.zone)
    }

    /// The year it is at the agency, by which release years are judged.
    pub fn this_year(&self) -> i32 {
        self.today().year()
    }

    /// Rings when a change was committed, by whichever process: something changed, the log says what.
    pub fn bell(&self) -> watch::Receiver<i64> {
        let bell = self.bell.subscribe();
        if !self.listening.swap(true, Ordering::SeqCst) {
            tokio::spawn(self.clone().listen());
        }
        bell
    }

    /// Rings the bell for what other processes change, as long as anybody has an ear for it.
    #[expect(clippy::disallowed_methods, reason = "a database that is away does not tell when it is back")]
    async fn listen(self) {
        loop {
            tokio::select! {
                // Where somebody came just now, they are listened for here or by a task of their own.
                () = self.bell.closed() => {
                    self.listening.store(false, Ordering::SeqCst);
                    if self.bell.receiver_count() == 0 || self.listening.swap(true, Ordering::SeqCst) {
                        return;
                    }
                }
                Err(error) = self.listen_on() => {
                    if matches!(error, sqlx::Error::PoolClosed) {
                        return;
                    }
                    tracing::warn!(%error, "changes by other processes cannot be heard just now");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    async fn listen_on(&self) -> sqlx::Result<std::convert::Infallible> {
        let mut ears = self.db.ears().await?;
        loop {
            // First asked once there are ears, so that nothing falls between.
            let last = self.db.last_number().await?;
            self.ring(last);
            while let Heard::Presence(word) = ears.heard().await? {
                self.hear_presence(&word).await?;
            }
        }
    }

    fn ring(&self, last: i64) {
        self.bell.send_if_modified(|number| {
            let new = last > *number;
            *number = last.max(*number);
            new
        });
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
        Ok(Work {
            tx: self.db.begin().await?,
            by: by.clone(),
            at: self.now(),
            zone: self.zone.clone(),
            terms: Terms::default(),
            doing: None,
            flipping: None,
            importing: None,
        })
    }

    /// Begins to write on these terms. What was done before under the same key is in the answer: an operation looks
    /// there ([`Work::done_before`]) before it does anything. Refuses a key whose work is still under way, or that came
    /// with something else.
    pub(crate) async fn begin_on<P>(&self, by: &Permit<P>, terms: &Terms) -> Result<Work> {
        let once = terms.once.as_ref().filter(|_| !terms.dry_run);
        let doing = match once {
            Some(once) => {
                Some(self.under_way.enter(format!("{} {} {}", by.caller().key(), once.operation, once.key))?)
            }
            None => None,
        };
        let mut work = Work { doing, terms: terms.clone(), ..self.begin(by).await? };
        if let Some(once) = once {
            work.claim(once).await?;
        }
        Ok(work)
    }

    /// Ends the writing of a record of this kind as its terms want it: for good, and then what came of it is kept with its
    /// key; or, where it was only to see what would happen, not at all.
    pub(crate) async fn finish<T: Serialize>(
        &self,
        mut work: Work,
        record: T,
        kind: RecordType,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<Done<T>> {
        let changes: Vec<_> = changes.into_iter().collect();
        let (total, dry_run) = (work.shown(kind, &changes).await?, work.terms.dry_run);
        let done = Done { record, total, replayed: false, dry_run };
        if dry_run {
            return Ok(done); // the transaction is dropped
        }
        work.keep(&done).await?;
        self.commit(work, changes).await?;
        Ok(done)
    }

    /// Ends the writing: the changes go into the log in the same transaction, then listeners are told. There is no
    /// other way to commit a [`Work`], so a change nobody hears about cannot be expressed.
    pub(crate) async fn commit(&self, mut work: Work, changes: impl IntoIterator<Item = Change>) -> Result<()> {
        let changes: Vec<_> = changes.into_iter().collect();
        let mut last = 0;
        // Where nothing changed, nobody has to wait.
        if !changes.is_empty() {
            // Undoing and importing save no form: what is being typed is about something else.
            if work.flipping.is_none() && work.importing.is_none() {
                work.end_drafts(&changes).await?;
            }
            work.tx.take_turn(Turn::Changes).await?;
            work.keep_counts(&changes).await?;
            let mut hash = work.tx.last_hash().await?;
            let mut first = None;
            for change in changes {
                (last, hash) = work.record(&change, &hash).await?;
                work.logged();
                if change.can_be_undone() {
                    first.get_or_insert(last);
                }
            }
            if let Some(first) = first {
                work.keep_step(first, last).await?;
            }
            work.tx.call_out().await?;
        }
        work.tx.commit().await?;
        self.ring(last);
        Ok(())
    }

    /// Ends a transaction on housekeeping tables, which the change log does not speak of: sessions, passwords, links,
    /// failures to sign in, drafts, imports, usage, settings.
    pub(crate) async fn settle(&self, tx: Tx) -> Result<()> {
        Ok(tx.commit().await?)
    }
}

/// A write under way: dropped, it never was.
pub(crate) struct Work {
    pub(crate) tx: Tx,
    pub(crate) by: Caller,
    pub(crate) at: Timestamp,
    /// The agency's.
    pub(crate) zone: TimeZone,
    pub(crate) terms: Terms,
    /// A key whose work this is: what was done under it before, if anything, and the mark that it is under way.
    pub(crate) doing: Option<Doing>,
    /// The step that this takes back or does again; nothing, where it is one of its own.
    pub(crate) flipping: Option<(i64, Way)>,
    /// The import that this is, where it is one.
    pub(crate) importing: Option<Importing>,
}

/// What came of a write within a transaction: the record, and the change to be committed, where something changed.
pub(crate) type Made<T> = (T, Option<Change>);

impl Work {
    /// As [`Agency::this_year`], for all that is written here.
    pub(crate) fn this_year(&self) -> i32 {
        Date::of(self.at, &self.zone).year()
    }

    /// Holds all of these against other writers, in the order in which whoever writes to several holds them: movies, actors,
    /// castings. Answers them in that order.
    pub(crate) async fn hold_all(&mut self, mut records: Vec<RecordId>) -> Result<Vec<RecordId>> {
        let rank = |record: &RecordId| match record {
            RecordId::Movie(_) => 0,
            RecordId::Actor(_) => 1,
            RecordId::Casting(_) => 2,
            RecordId::Person(_) => 3,
        };
        records.sort_unstable_by_key(|record| (rank(record), record.number()));
        for record in &records {
            self.tx.hold(*record).await?;
        }
        Ok(records)
    }

    /// What came of this the first time, where this is not the first time.
    pub(crate) fn done_before<T: DeserializeOwned>(&self) -> Result<Option<Done<T>>> {
        let Some(answer) = self.doing.as_ref().and_then(|doing| doing.answer.as_deref()) else { return Ok(None) };
        let done: Done<T> = serde_json::from_str(answer).map_err(|error| {
            tracing::error!(%error, "a kept answer cannot be read");
            Error::Internal
        })?;
        Ok(Some(Done { replayed: true, ..done }))
    }
}

/// The keys whose work is being done by this process just now.
#[derive(Clone, Default)]
struct UnderWay(Arc<Mutex<HashSet<String>>>);

impl UnderWay {
    fn enter(&self, name: String) -> Result<Doing> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !names.insert(name.clone()) {
            return Err(Error::Conflict("The same request is being worked on just now. Wait for its answer.".into()));
        }
        Ok(Doing { name, answer: None, all: self.clone() })
    }
}

/// A key in use; dropped, it is free again.
pub(crate) struct Doing {
    name: String,
    pub(crate) answer: Option<String>,
    all: UnderWay,
}

impl Drop for Doing {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

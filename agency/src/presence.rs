//! Who has which record open just now, and who is editing it. Kept in memory and nowhere else: nothing is ever locked by it,
//! and after a restart everybody's next sign of life tells it again.

use crate::{Agency, SessionId};
use domain::{Caller, Error, Permission, PersonId, RecordId, Result};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::broadcast;

/// For how long somebody is there after the last sign of life.
const LASTS: SignedDuration = SignedDuration::from_secs(30);
/// For how long after leaving. A page that is loaded again, or another page of the same record, is there within it.
const GRACE: SignedDuration = SignedDuration::from_secs(2);
/// How often it is looked who has gone.
const LOOK: Duration = Duration::from_secs(1);
/// The longest name of a place, in bytes.
const LONGEST_PLACE: usize = 64;
/// In how many places one person can be.
const MOST_PLACES: usize = 50;
/// How much a listener may miss before it is told everything anew.
const KEPT: usize = 256;

const NAME: &str = "select name from people where id = $1";

/// A sign of life from a page.
#[derive(Clone, Debug)]
pub struct Sign {
    /// The record it shows.
    pub record: RecordId,
    /// What tells the tab from every other of this person: any short text.
    pub place: String,
    pub editing: bool,
    /// The last sign: the page shows the record no more.
    pub left: bool,
    /// Counts up with the signs of a place. One that comes after a later one was held up on its way, and says nothing more.
    pub turn: i64,
}

/// Somebody at a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Present {
    pub id: PersonId,
    pub name: String,
    /// Since when they have it open.
    pub since: Timestamp,
    /// Since when they are editing it, if they are.
    pub editing: Option<Timestamp>,
}

/// A tab of somebody.
type Place = (PersonId, Arc<str>);

/// A tab that shows a record.
#[derive(Clone, Debug)]
struct Stay {
    session: SessionId,
    name: String,
    since: Timestamp,
    editing: Option<Timestamp>,
    /// Nobody knows of a sign of life later than this.
    until: Timestamp,
    left: bool,
    turn: i64,
}

/// What processes tell each other. Without the person's name, which each looks up.
#[derive(Debug, Serialize, Deserialize)]
struct Word {
    process: u64,
    record: RecordId,
    person: PersonId,
    place: Arc<str>,
    session: SessionId,
    since: Timestamp,
    editing: Option<Timestamp>,
    left: bool,
    turn: i64,
}

/// Who is where, as far as this process knows.
#[derive(Clone)]
pub(crate) struct Presence {
    all: Arc<Mutex<All>>,
    moved: broadcast::Sender<RecordId>,
    /// Tells this process from the others.
    process: u64,
}

#[derive(Default)]
struct All {
    at: HashMap<RecordId, HashMap<Place, Stay>>,
    places: HashMap<Place, RecordId>,
    /// Whether somebody looks who has gone.
    watched: bool,
}

impl Presence {
    pub(crate) fn new() -> Result<Self> {
        let process = getrandom::u64().map_err(|error| {
            tracing::error!(%error, "the system gives no random numbers");
            Error::Internal
        })?;
        Ok(Self { all: Arc::default(), moved: broadcast::Sender::new(KEPT), process })
    }

    fn all(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this person can be in this place, too.
    fn has_room(&self, place: &Place) -> bool {
        let all = self.all();
        all.places.contains_key(place) || all.places.keys().filter(|(whose, _)| *whose == place.0).count() < MOST_PLACES
    }

    fn tell(&self, record: RecordId) {
        // Where nobody listens, nobody has to be told.
        let _ = self.moved.send(record);
    }

    /// Takes a sign in; answers since when they have it open, and since when they are editing it.
    fn take(&self, place: &Place, record: RecordId, stay: Stay) -> (Timestamp, Option<Timestamp>) {
        let mut all = self.all();
        let before = all.at.get_mut(&record).and_then(|stays| stays.get_mut(place));
        if let Some(late) = before.as_ref().filter(|before| stay.turn < before.turn) {
            return (late.since, late.editing);
        }
        if stay.left {
            let Some(before) = before else { return (stay.since, stay.editing) };
            (before.left, before.until, before.turn) = (true, stay.until.min(before.until), stay.turn);
            return (before.since, before.editing);
        }
        let before = before.cloned();
        let since = before.as_ref().map_or(stay.since, |before| before.since);
        let editing = stay.editing.map(|now| before.as_ref().and_then(|before| before.editing).unwrap_or(now));
        // Who comes back within the grace has to be told, too: it is another page.
        let news = before.is_none_or(|before| before.left || before.editing != editing);
        let elsewhere = all.places.insert(place.clone(), record).filter(|elsewhere| *elsewhere != record);
        if let Some(elsewhere) = elsewhere {
            all.leave(place, elsewhere);
        }
        all.at.entry(record).or_default().insert(place.clone(), Stay { since, editing, ..stay });
        drop(all);
        for record in elsewhere.into_iter().chain(news.then_some(record)) {
            self.tell(record);
        }
        (since, editing)
    }

    /// Forgets who has gone by now; answers whether anybody is left. Only whoever looks on and on says that nobody does any
    /// more, and under the same lock: or nobody would, while somebody comes.
    fn look(&self, now: Timestamp, on: bool) -> bool {
        let mut all = self.all();
        let gone = all.at.iter().flat_map(|(record, stays)| {
            let gone = stays.iter().filter(|(_, stay)| stay.until < now);
            gone.map(|(place, _)| (place.clone(), *record))
        });
        let mut gone: Vec<_> = gone.collect();
        for (place, record) in &gone {
            all.places.remove(place);
            all.leave(place, *record);
        }
        let left = !all.places.is_empty();
        if on {
            all.watched = left;
        }
        drop(all);
        gone.dedup_by_key(|(_, record)| *record);
        for (_, record) in gone {
            self.tell(record);
        }
        left
    }
}

impl All {
    fn leave(&mut self, place: &Place, record: RecordId) {
        if let Some(stays) = self.at.get_mut(&record) {
            stays.remove(place);
            if stays.is_empty() {
                self.at.remove(&record);
            }
        }
    }
}

impl Agency {
    /// Somebody has a record open in a tab, or leaves it: said again every few seconds, for 30 seconds after the last time
    /// they are there. A tab shows one record. Refuses who may not see the record, and a record that has no page.
    pub async fn present(&self, by: &Caller, session: SessionId, sign: Sign) -> Result<()> {
        let person = by.signed_in()?.id();
        let Sign { record, place, editing, left, turn } = sign;
        if let Some(missing) = Permission::to_see(record).iter().find(|permission| !by.may(**permission)) {
            return Err(Error::NotAllowed(*missing));
        }
        if record.path().is_none() {
            return Err(Error::NotFound);
        }
        if place.is_empty() || place.len() > LONGEST_PLACE {
            return Err(Error::Malformed("A place is named by 1 to 64 bytes.".into()));
        }
        let (place, now) = ((person, Arc::from(place)), self.now());
        self.presence.look(now, false);
        if !self.presence.has_room(&place) {
            return Err(Error::Conflict(words::too_many_pages().into()));
        }
        let until = now + if left { GRACE } else { LASTS };
        let stay = Stay {
            session,
            name: by.name().to_owned(),
            since: now,
            editing: editing.then_some(now),
            until,
            left,
            turn,
        };
        let (since, editing) = self.presence.take(&place, record, stay);
        self.look_who_is_gone();
        let (process, (person, place)) = (self.presence.process, place);
        let word = Word { process, record, person, place, session, since, editing, left, turn };
        let word = serde_json::to_string(&word).expect("a sign is plain data");
        Ok(self.db.call_presence(&word).await?)
    }

    /// Takes in what another process heard. What is not understood comes from another version of this program.
    pub(crate) async fn hear_presence(&self, word: &str) -> sqlx::Result<()> {
        let Ok(word) = serde_json::from_str::<Word>(word) else { return Ok(()) };
        if word.process == self.presence.process {
            return Ok(());
        }
        let name: Option<String> = ask!(&self.db, sqlx::query_scalar(NAME).bind(word.person), fetch_optional)?;
        let Some(name) = name else { return Ok(()) };
        let Word { record, person, place, session, since, editing, left, turn, .. } = word;
        let until = self.now() + if left { GRACE } else { LASTS };
        self.presence.take(&(person, place), record, Stay { session, name, since, editing, until, left, turn });
        self.look_who_is_gone();
        Ok(())
    }

    /// Looks, as long as anybody is anywhere, who has gone.
    #[expect(clippy::disallowed_methods, reason = "who has gone does not say so: there is no event to await")]
    fn look_who_is_gone(&self) {
        if std::mem::replace(&mut self.presence.all().watched, true) {
            return;
        }
        let agency = self.clone();
        tokio::spawn(async move {
            while agency.presence.look(agency.now(), true) {
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Tells at which record somebody came, went, began or ceased to edit.
    pub fn comings_and_goings(&self) -> broadcast::Receiver<RecordId> {
        self.presence.moved.subscribe()
    }

    /// The records that somebody has open.
    pub fn open_records(&self) -> Vec<RecordId> {
        self.presence.all().at.keys().copied().collect()
    }

    /// Who has this record open, the first who came first, as this listener hears of it: a program with a role of all
    /// that it may see; a browser, known by its session, of where it is itself, and there of all but itself. Nothing where it hears nothing.
    pub fn present_at(&self, record: RecordId, by: &Caller, session: Option<SessionId>) -> Option<Vec<Present>> {
        // A token that is no more than some permissions may be anybody's.
        if !by.hears_of(record) || (session.is_none() && by.role().is_none()) {
            return None;
        }
        let all = self.presence.all();
        let stays = all.at.get(&record);
        if session.is_some() && !stays.is_some_and(|stays| stays.values().any(|stay| Some(stay.session) == session)) {
            return None;
        }
        let mut people: Vec<Present> = Vec::new();
        for ((id, _), stay) in stays.into_iter().flatten().filter(|(_, stay)| Some(stay.session) != session) {
            match people.iter_mut().find(|present| present.id == *id) {
                Some(present) => {
                    present.since = present.since.min(stay.since);
                    present.editing = present.editing.into_iter().chain(stay.editing).min();
                }
                None => {
                    let Stay { name, since, editing, .. } = stay.clone();
                    people.push(Present { id: *id, name, since, editing });
                }
            }
        }
        people.sort_by_key(|present| (present.since, present.id));
        Some(people)
    }
}

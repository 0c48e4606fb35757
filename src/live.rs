//! The live door: every change, as it happens, to whoever may hear of it (server-sent events, as the HTML standard has
//! them).
//!
//! The bell says that something changed, the log says what: a stream reads on from the last number it has sent, when it
//! opens and each time the bell rings. So coming back is not a special case, and neither is another instance's change.

use crate::{
    auth::{self, Admission, Visitor},
    limits::Policy,
    rest::Refusal,
    server::Server,
    site, usage,
};
use agency::Present;
use axum::{
    Extension, Router,
    extract::{Query, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response, Sse, sse::Event},
    routing::get,
};
use domain::{Caller, RecordId, Recorded, Result};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::{Instant, Interval, MissedTickBehavior},
};

/// How many changes are read at once. Nothing else is kept for a client that reads slowly.
const BATCH: i64 = 100;
/// How many missed changes are told one by one. Whoever missed more had better read everything anew.
const MOST_MISSED: i64 = 10_000;
/// In how many groups the hearts of all streams beat, one group after the other. Those of a group beat together, because
/// waking up for one costs more than what is then done for it.
const GROUPS: u32 = 16;
/// How long a client waits before it comes back.
const COME_BACK: Duration = Duration::from_secs(1);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// What all streams of a server share.
#[derive(Clone)]
pub struct Live {
    /// How often a stream shows that it is alive, and judges whether its listener still may.
    heartbeat: Duration,
    /// From when the beats are counted.
    opened: Instant,
    /// How many streams have begun.
    begun: Arc<AtomicU32>,
    ended: Arc<watch::Sender<bool>>,
}

impl Default for Live {
    fn default() -> Self {
        Self::beating(Duration::from_secs(15))
    }
}

impl Live {
    pub fn beating(heartbeat: Duration) -> Self {
        let heartbeat = heartbeat.max(Duration::from_nanos(1)); // a heart that does not rest still beats after something
        Self { heartbeat, opened: Instant::now(), begun: Arc::default(), ended: Arc::default() }
    }

    /// Ends every stream: the server stops, and clients find another or wait.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// The heartbeats of one more stream, the first within one heartbeat. After a restart all clients come back at once; their
    /// hearts do not all beat at once.
    fn beats(&self) -> Interval {
        let group = self.begun.fetch_add(1, Ordering::Relaxed) % GROUPS;
        let since = Instant::now() - self.opened;
        let mut first = self.heartbeat * (group + 1) / GROUPS;
        if let Some(late) = since.checked_sub(first) {
            let missed = late.as_nanos() / self.heartbeat.as_nanos();
            first += self.heartbeat * (u32::try_from(missed).unwrap_or(u32::MAX - 1) + 1);
        }
        let mut beats = tokio::time::interval_at(self.opened + first, self.heartbeat);
        beats.set_missed_tick_behavior(MissedTickBehavior::Skip);
        beats
    }

    /// Tells when [`Live::end`] was called.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ended.subscribe()
    }
}

pub fn routes() -> Router<Server> {
    Router::new().route("/live", get(live))
}

#[derive(Deserialize)]
struct Asked {
    /// A number to go on from: for whoever can set no header on the first connection, as an `EventSource`.
    last: Option<String>,
    /// Whether to tell, too, who has which record open. Any value but nothing.
    #[serde(default)]
    presence: String,
}

async fn live(
    State(server): State<Server>,
    Extension(visitor): Extension<Option<Visitor>>,
    Query(asked): Query<Asked>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let admission = auth::admission(&headers, visitor)?;
    let caller = admission.caller(&server).await?;
    usage::asks(&extensions, &caller);
    // A browser's were counted with its pages.
    if let Admission::Bearer(_) = &admission {
        server.limits.count(Policy::Default, caller.key(), server.agency.now(), extensions.get())?;
    }
    let resumed = headers.get(LAST_EVENT_ID).map(|id| id.to_str().unwrap_or_default().to_owned());
    let mut stream = Stream::begin(server, admission, caller, resumed.or(asked.last).as_deref()).await?;
    if !asked.presence.is_empty() {
        stream.tell_presence();
    }
    let events = stream::unfold(stream, async |mut stream| Some((Ok::<_, Infallible>(stream.next().await?), stream)));
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Proxies that collect answers before they pass them on leave this one alone.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Ok((headers, Sse::new(events)).into_response())
}

/// One listener's connection.
struct Stream {
    server: Server,
    admission: Admission,
    /// The listener as they were when last judged.
    caller: Caller,
    judged: Instant,
    beats: Interval,
    bell: watch::Receiver<i64>,
    ended: watch::Receiver<bool>,
    /// Up to which number the log was read.
    read: i64,
    /// Whether there may be more to read.
    behind: bool,
    greeting: VecDeque<Event>,
    waiting: VecDeque<Recorded>,
    /// At which records people come and go, for a listener that asked.
    presence: Option<broadcast::Receiver<RecordId>>,
    /// The records at which somebody came or went.
    moved: VecDeque<RecordId>,
}

impl Stream {
    async fn begin(server: Server, admission: Admission, caller: Caller, last: Option<&str>) -> Result<Self> {
        // Before the log is asked where it ends, so that nothing falls between.
        let bell = server.agency.bell();
        let now = server.agency.last_number().await?;
        let mut read = now;
        let mut missed = false;
        if let Some(last) = last {
            match last.trim().parse() {
                Ok(last) if server.agency.can_catch_up(last, MOST_MISSED).await? => read = last,
                _ => missed = true,
            }
        }
        let build = format!("{}+{}", env!("CARGO_PKG_VERSION"), site::build(&server.bundle));
        // With the number as its id: who loses the connection before the first change comes back from here.
        let hello = json!({ "build": build, "number": read });
        let mut greeting = VecDeque::from([Event::default()
            .event("hello")
            .id(read.to_string())
            .retry(COME_BACK)
            .data(hello.to_string())]);
        if missed {
            let resync = json!({ "number": read });
            greeting.push_back(Event::default().event("resync").id(read.to_string()).data(resync.to_string()));
        }
        let (beats, ended) = (server.live.beats(), server.live.ending());
        Ok(Self {
            server,
            admission,
            caller,
            judged: Instant::now(),
            beats,
            bell,
            ended,
            read,
            behind: read < now,
            greeting,
            waiting: VecDeque::new(),
            presence: None,
            moved: VecDeque::new(),
        })
    }

    /// Has the stream tell who is where, first for every record that is open.
    fn tell_presence(&mut self) {
        self.presence = Some(self.server.agency.comings_and_goings());
        self.moved = self.server.agency.open_records().into();
    }

    /// The next event; nothing once the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        if let Some(event) = self.greeting.pop_front() {
            return Some(event);
        }
        let mut ended = self.ended.clone();
        tokio::select! {
            biased;
            _ = ended.wait_for(|ended| *ended) => None,
            event = self.news() => event,
        }
    }

    async fn news(&mut self) -> Option<Event> {
        loop {
            // A client that reads slowly may have been given the batch long ago.
            if self.judged.elapsed() >= self.server.live.heartbeat {
                self.judge().await?;
            }
            if let Some(recorded) = self.waiting.pop_front() {
                if self.caller.hears_of(recorded.change.record()) {
                    return Some(event(&recorded));
                }
            } else if self.behind {
                self.read_on().await?;
            } else if let Some(record) = self.moved.pop_front() {
                if let Some(people) = self.present_at(record) {
                    return Some(presence(record, &people));
                }
            } else {
                tokio::select! {
                    biased;
                    _ = self.bell.changed() => self.behind = *self.bell.borrow() > self.read,
                    moved = moved(&mut self.presence) => match moved {
                        Ok(record) => self.moved.push_back(record),
                        Err(_) => self.tell_presence(),
                    },
                    _ = self.beats.tick() => {
                        self.judge().await?;
                        return Some(Event::default().comment(""));
                    }
                }
            }
        }
    }

    /// Reads the next batch, for the listener as they are now.
    async fn read_on(&mut self) -> Option<()> {
        // Seen before reading: a ring meanwhile is another reason to read.
        self.bell.mark_unchanged();
        self.judge().await?;
        let news = self.server.agency.news(&self.caller, self.read, BATCH).await.ok()?;
        (self.read, self.behind) = (news.read, news.more);
        self.waiting = news.changes.into();
        Some(())
    }

    fn present_at(&self, record: RecordId) -> Option<Vec<Present>> {
        self.server.agency.present_at(record, &self.caller, self.admission.session())
    }

    /// Asks again who listens. Nothing where nobody may any more, or nobody can tell: then the stream ends, and whoever
    /// comes back is told why.
    async fn judge(&mut self) -> Option<()> {
        self.caller = self.admission.caller(&self.server).await.ok()?;
        self.judged = Instant::now();
        Some(())
    }
}

/// The next record at which somebody came or went; never, for a listener that did not ask.
async fn moved(presence: &mut Option<broadcast::Receiver<RecordId>>) -> Result<RecordId, RecvError> {
    match presence {
        Some(presence) => presence.recv().await,
        None => std::future::pending().await,
    }
}

fn presence(record: RecordId, people: &[Present]) -> Event {
    Event::default().event("presence").data(json!({ "record": record, "people": people }).to_string())
}

fn event(recorded: &Recorded) -> Event {
    let Recorded { number, at, by, by_name, change } = recorded;
    let told = serde_json::to_value(change).expect("a change is plain data");
    let data = json!({
        "number": number,
        "at": at,
        "by": { "id": by, "name": by_name },
        "kind": told["kind"],
        "record": change.record(),
        "version": change.version(),
        "before": told["before"],
        "after": told["after"],
    });
    Event::default().event("change").id(number.to_string()).data(data.to_string())
}

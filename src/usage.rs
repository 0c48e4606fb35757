//! Who uses how much: each request is counted in memory when it is answered, and what was counted is handed over to the
//! agency every few seconds. No request waits for it. A crash loses what was counted since.

use crate::{
    auth::Visitor,
    csv,
    pages::{plainly, sign_in_for},
    server::Server,
    tokens,
};
use agency::Agency;
use axum::{
    Extension,
    extract::{Query, Request, State},
    http::{Extensions, Method, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Caller, ClientKind, Counted, Date, Door, LONGEST_TEXT, Permit, Result, SeeUsage, Tally, UsageList};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

/// How many clients are told apart on one day: whoever comes after them, with a token for ever another name, is one of the
/// others. People are always told apart; there are no more of them than accounts.
const MOST: usize = 10_000;

/// Who is asking, put into a request's extensions for whoever finds it out. Empty: nobody who is known here.
#[derive(Clone, Default)]
struct Asking(Arc<OnceLock<Client>>);

/// Somebody whose requests are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Client {
    key: String,
    kind: ClientKind,
    name: String,
}

impl From<&Caller> for Client {
    fn from(caller: &Caller) -> Self {
        let kind = match (caller.id(), caller.role()) {
            (Some(_), _) => ClientKind::Person,
            (None, Some(_)) => ClientKind::Program,
            (None, None) => ClientKind::Token,
        };
        Self { key: caller.key().to_owned(), kind, name: caller.name().to_owned() }
    }
}

impl Client {
    /// Somebody without a name or a key of their own.
    fn unnamed(kind: ClientKind) -> Self {
        Self { key: kind.word().to_owned(), kind, name: String::new() }
    }
}

/// What came of a request, in an answer's extensions, where its own status does not say so.
#[derive(Clone, Copy)]
pub struct CameOf(pub StatusCode);

/// Says who is asking: every door does, as soon as it knows.
pub fn asks(extensions: &Extensions, caller: &Caller) {
    if let Some(Asking(client)) = extensions.get() {
        // Where it was said before, it was the same caller.
        client.get_or_init(|| caller.into());
    }
}

/// Counts a request once it is answered.
pub async fn count(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    // Asked by browsers on their own, before what somebody asks for.
    if request.method() == Method::OPTIONS {
        return next.run(request).await;
    }
    let door = door(request.uri().path());
    let asking = Asking::default();
    request.extensions_mut().insert(asking.clone());
    let response = next.run(request).await;
    let day = server.agency.today();
    let CameOf(status) = response.extensions().get().copied().unwrap_or(CameOf(response.status()));
    server.meter.count(day, door, asking.0.get(), Tally::of(status.as_u16()));
    response
}

/// Hands over what was counted up to now, for whoever looks at it next. Where that fails, it is looked at without.
pub async fn up_to_now(server: &Server) {
    if let Err(error) = server.meter.hand_over(&server.agency).await {
        // By its word for programs: for people it speaks as whoever asks.
        tracing::warn!(error = error.code(), "what was counted last is not shown");
    }
}

/// How many rows are read at once.
const BATCH: i64 = 1_000;

const HEADER: [&str; 9] = ["Day", "Client", "Token", "Kind", "Name", "Door", "Requests", "Too many", "Errors"];

/// What was counted, as it is asked for in the address, all of it.
pub async fn export(
    State(server): State<Server>,
    Extension(visitor): Extension<Option<Visitor>>,
    Query(asked): Query<HashMap<String, String>>,
    uri: Uri,
) -> Response {
    let Some(visitor) = visitor else { return Redirect::to(&sign_in_for(&uri)).into_response() };
    let (by, list): (Permit<SeeUsage>, _) =
        match (visitor.caller().permit(), UsageList::read(|name| asked.get(name).cloned())) {
            (Ok(by), Ok(list)) => (by, list),
            (Err(error), _) | (_, Err(error)) => return plainly(&error),
        };
    up_to_now(&server).await;
    let read = move |after: Option<Counted>| {
        let (agency, by, list) = (server.agency.clone(), by.clone(), list.clone());
        async move {
            let rows = agency.counted(by, &list, after.as_ref(), BATCH).await?;
            let lines = rows.iter().map(line).collect();
            Ok((lines, rows.last().cloned().map(Some)))
        }
    };
    csv::file("usage.csv", HEADER, None, read).await.unwrap_or_else(|error| plainly(&error))
}

fn line(Counted { day, client, token, door, kind, name, tally }: &Counted) -> String {
    csv::line(&[
        day.to_string(),
        client.clone(),
        token.clone(),
        kind.word().to_owned(),
        name.clone(),
        door.word().to_owned(),
        tally.requests.to_string(),
        tally.throttled.to_string(),
        tally.errors.to_string(),
    ])
}

/// The door of this address.
fn door(path: &str) -> Door {
    let begins = |with: &str| path.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    match path {
        _ if begins("/api/v1") => Door::Rest,
        "/api/docs" | "/api/openapi.json" => Door::Pages,
        _ if begins("/api") => Door::Catalogue,
        _ if begins("/graphql") => Door::GraphQl,
        "/live" => Door::Live,
        _ => Door::Pages,
    }
}

/// What this process has counted and not handed over yet.
#[derive(Clone)]
pub struct Meter {
    days: Arc<Mutex<BTreeMap<Date, HashMap<String, Row>>>>,
    /// Whether anything is counted at all.
    on: bool,
    most: usize,
}

/// What was counted of a client on a day, door by door.
struct Row {
    kind: ClientKind,
    name: String,
    tallies: [Tally; Door::ALL.len()],
}

/// A row that was taken out, to be handed over or put back.
struct Taken {
    day: Date,
    key: String,
    row: Row,
}

impl Meter {
    pub fn new(on: bool) -> Self {
        Self { days: Arc::default(), on, most: MOST }
    }

    fn days(&self) -> MutexGuard<'_, BTreeMap<Date, HashMap<String, Row>>> {
        self.days.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, day: Date, door: Door, client: Option<&Client>, tally: Tally) {
        if !self.on {
            return;
        }
        let mut days = self.days();
        let of = days.entry(day).or_default();
        let full = of.len() >= self.most;
        let new = |of: &mut HashMap<String, Row>, Client { key, kind, name }: Client| {
            let row = of.entry(key).or_insert_with(|| Row { kind, name, tallies: Default::default() });
            row.tallies[door as usize].add(tally);
        };
        match client {
            None => new(of, Client::unnamed(ClientKind::Nobody)),
            Some(client) => match of.get_mut(&client.key) {
                Some(row) => {
                    if row.name != client.name {
                        row.name.clone_from(&client.name);
                    }
                    row.tallies[door as usize].add(tally);
                }
                None if full && client.kind != ClientKind::Person => new(of, Client::unnamed(ClientKind::Others)),
                None => new(of, client.clone()),
            },
        }
    }

    /// Takes out what was counted. Clients of today stay, with nothing counted: they are still told apart.
    fn take(&self, today: Date) -> Vec<Taken> {
        let mut taken = Vec::new();
        self.days().retain(|day, of| {
            for (key, row) in of.iter_mut() {
                let tallies = std::mem::take(&mut row.tallies);
                if tallies != <[Tally; Door::ALL.len()]>::default() {
                    let row = Row { kind: row.kind, name: row.name.clone(), tallies };
                    taken.push(Taken { day: *day, key: key.clone(), row });
                }
            }
            *day >= today
        });
        taken
    }

    fn put_back(&self, taken: Vec<Taken>) {
        let mut days = self.days();
        for Taken { day, key, row } in taken {
            let Row { kind, name, tallies } = row;
            let of = days.entry(day).or_default();
            let row = of.entry(key).or_insert_with(|| Row { kind, name, tallies: Default::default() });
            row.tallies.iter_mut().zip(tallies).for_each(|(row, tally)| row.add(tally));
        }
    }

    /// Hands over to the agency what was counted; what it does not take is kept for the next time. Goes on although
    /// whoever waits for it leaves: what was taken out would be lost.
    pub async fn hand_over(&self, agency: &Agency) -> Result<()> {
        let taken = self.take(agency.today());
        if taken.is_empty() {
            return Ok(());
        }
        let (meter, agency) = (self.clone(), agency.clone());
        let handed = tokio::spawn(async move {
            let mut counted: Vec<_> = taken.iter().flat_map(counted).collect();
            // In one order, or two instances would wait for each other.
            counted.sort_unstable_by(|one, other| place(one).cmp(&place(other)));
            let added = agency.add_usage(&counted).await;
            if added.is_err() {
                meter.put_back(taken);
            }
            added
        });
        handed.await.map_err(|error| {
            tracing::error!(%error, "what was counted could not be handed over");
            domain::Error::Internal
        })?
    }
}

fn place(it: &Counted) -> (Date, &str, &str, &str) {
    (it.day, &it.client, &it.token, it.door.word())
}

/// A row as the agency keeps it, door by door.
fn counted(Taken { day, key, row }: &Taken) -> impl Iterator<Item = Counted> {
    let (client, token) = tokens::apart(key);
    let (client, token) = (digest(client, 12), token.map(|token| digest(token, 6)).unwrap_or_default());
    // An issuer may name its clients as it likes; what cannot be stored must not keep the rest from being stored.
    let name: String = row.name.chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect();
    Door::ALL.iter().zip(row.tallies).filter(|(_, tally)| tally.requests > 0).map(move |(door, tally)| Counted {
        day: *day,
        client: client.clone(),
        token: token.clone(),
        door: *door,
        kind: row.kind,
        name: name.clone(),
        tally,
    })
}

/// So many bytes of a digest. What a token is signed with would be as good as the token.
fn digest(text: &str, bytes: usize) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text)[..bytes])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{PersonId, Role};

    const TODAY: &str = "2026-09-21";

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn token(name: &str, signature: &str) -> Client {
        Client::from(&Caller::limited(name, Vec::new()).known_by(format!("token {name} {signature}")))
    }

    fn person(id: i64) -> Client {
        Client::from(&Caller::person(PersonId(id), "Ann", Role::CastingAssistant))
    }

    #[test]
    fn doors() {
        fn check(path: &str, expected: Door) {
            assert_eq!(door(path), expected, "{path}");
        }
        check("/api/v1", Door::Rest);
        check("/api/v1/actors", Door::Rest);
        check("/api/v10", Door::Catalogue);
        check("/api", Door::Catalogue);
        check("/api/token", Door::Catalogue);
        check("/api/docs", Door::Pages);
        check("/apis", Door::Pages);
        check("/graphql", Door::GraphQl);
        check("/live", Door::Live);
        check("/call/movies", Door::Pages);
        check("/", Door::Pages);
    }

    #[test]
    fn a_flood_of_clients_is_counted_as_one() {
        let meter = Meter { most: 3, ..Meter::new(true) };
        for number in 0..100 {
            meter.count(day(TODAY), Door::Catalogue, Some(&token("old", &number.to_string())), Tally::of(200));
        }
        meter.count(day(TODAY), Door::Pages, Some(&person(7)), Tally::of(200));
        meter.count(day(TODAY), Door::Catalogue, Some(&token("old", "1")), Tally::of(200));
        let rows = meter.take(day(TODAY));
        assert_eq!(rows.len(), 5);
        let of = |kind| rows.iter().filter(|it| it.row.kind == kind).map(|it| it.row.tallies[1].requests).sum::<i64>();
        assert_eq!((of(ClientKind::Token), of(ClientKind::Others)), (4, 97));
        // Nor are they more after they were handed over; the next day begins anew.
        meter.count(day(TODAY), Door::Catalogue, Some(&token("new", "x")), Tally::of(200));
        assert_eq!(meter.take(day(TODAY))[0].row.kind, ClientKind::Others);
        meter.count(day("2026-09-22"), Door::Catalogue, Some(&token("new", "x")), Tally::of(200));
        assert_eq!(meter.take(day("2026-09-22"))[0].row.kind, ClientKind::Token);
        assert_eq!(meter.days().len(), 1);
    }

    #[test]
    fn what_is_not_taken_is_put_back() {
        let meter = Meter::new(true);
        let count = |status| meter.count(day(TODAY), Door::Rest, Some(&person(7)), Tally::of(status));
        count(200);
        let taken = meter.take(day(TODAY));
        count(429);
        meter.put_back(taken);
        let rows = meter.take(day("2026-09-22"));
        assert_eq!(
            rows.iter().map(|it| it.row.tallies[0]).collect::<Vec<_>>(),
            [Tally { requests: 2, throttled: 1, errors: 0 }]
        );
        assert!(meter.days().is_empty());
    }

    #[test]
    fn what_is_kept_of_a_client() {
        let of = |client: &Client| {
            let meter = Meter::new(true);
            meter.count(day(TODAY), Door::Rest, Some(client), Tally::of(200));
            let taken = meter.take(day(TODAY));
            counted(&taken[0]).next().expect("it was counted")
        };
        // Tokens for the same name are one client, and are told apart without a trace of what they are signed with.
        let (one, other) = (of(&token("old client", "c2lnbmF0dXJl")), of(&token("old client", "other")));
        assert_eq!((one.client.len(), &one.client), (16, &other.client));
        assert!(one.token != other.token && !one.token.is_empty() && !format!("{one:?}").contains("c2lnbmF0dXJl"));
        assert_eq!(of(&person(7)).token, "");
        assert_ne!(of(&person(7)).client, of(&person(8)).client);
        // A name that a database would choke on.
        let odd = Client::from(&Caller::limited("a\0b".repeat(200), Vec::new()).known_by("issuer x".into()));
        let kept = of(&odd);
        assert_eq!(kept.name.chars().count(), LONGEST_TEXT);
        assert!(!kept.name.contains('\0'));
    }
}

//! The live door, on a server that listens: what a client hears, when it comes back, and when it may not any more.

use crate::support::{Client, TestAgency};
use axum::{ServiceExt, extract::Request};
use casting_agency::live::Live;
use domain::{
    Caller, NewActor, Permission,
    Role::{self, CastingAssistant, CastingDirector, ExecutiveProducer},
};
use futures::StreamExt;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tower::ServiceExt as _;

/// Longer than anything takes: only there so that nothing hangs.
const LONG: Duration = Duration::from_secs(30);
/// A heartbeat that no test waits for.
pub const NEVER: Duration = Duration::from_secs(3600);
/// One that no test waits long for.
const AT_ONCE: Duration = Duration::from_millis(20);

/// A server on a port.
pub struct Door {
    addr: SocketAddr,
    live: Live,
    served: JoinHandle<()>,
}

impl Door {
    pub async fn open(agency: &TestAgency, heartbeat: Duration) -> Self {
        let live = Live::beating(heartbeat);
        let mut server = agency.server.clone();
        server.live = live.clone();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("some port is free");
        let addr = listener.local_addr().expect("it is bound");
        let mut ended = live.ending();
        let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(server.router());
        let served = tokio::spawn(async move {
            let stop = async move { drop(ended.wait_for(|ended| *ended).await) };
            axum::serve(listener, service).with_graceful_shutdown(stop).await.expect("it serves");
        });
        Self { addr, live, served }
    }

    /// Stops as the program does when it is told to.
    async fn close(self) {
        self.live.end();
        timeout(LONG, self.served).await.expect("no stream holds it up").expect("it serves");
    }

    pub async fn ask(&self, who: &Who, query: &str, last: Option<&str>) -> reqwest::Response {
        let mut request = reqwest::Client::new().get(format!("http://{}/live{query}", self.addr));
        for (name, value) in &who.0 {
            request = request.header(*name, value);
        }
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        request.send().await.expect("it answers")
    }

    async fn listen(&self, who: &Who) -> Listener {
        Listener::to(self.ask(who, "", None).await)
    }

    async fn listen_after(&self, who: &Who, last: &str) -> Listener {
        Listener::to(self.ask(who, "", Some(last)).await)
    }
}

/// The headers by which somebody is known.
pub struct Who(Vec<(&'static str, String)>);

pub fn cookie(browser: &Client<'_>) -> Who {
    let pass = browser.cookie("__Host-session").expect("somebody is signed in");
    Who(vec![("cookie", format!("__Host-session={pass}"))])
}

pub fn bearer(token: &str) -> Who {
    Who(vec![("authorization", format!("Bearer {token}"))])
}

pub fn program(agency: &TestAgency, role: Role) -> Who {
    bearer(&agency.tokens.program("program".into(), role, agency.agency.now(), SignedDuration::from_hours(1)))
}

/// One event, or a comment, as it came.
#[derive(Debug, Default, PartialEq)]
pub struct Heard {
    event: String,
    pub id: String,
    data: String,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.data).expect("the data is JSON")
    }

    fn number(&self) -> i64 {
        self.id.parse().expect("the id is a number")
    }
}

pub struct Listener {
    response: reqwest::Response,
    text: String,
    heard: VecDeque<Heard>,
}

impl Listener {
    pub fn to(response: reqwest::Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new(), heard: VecDeque::new() }
    }

    /// What comes next, comments included; nothing once the stream has ended.
    async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some(heard) = self.heard.pop_front() {
                return Some(heard);
            }
            // A server that is gone ends the stream in the middle of it.
            let chunk = timeout(LONG, self.response.chunk()).await.expect("something comes").ok().flatten()?;
            self.text.push_str(std::str::from_utf8(&chunk).expect("the stream is UTF-8"));
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let mut heard = Heard::default();
                for line in block.lines() {
                    let (field, value) = line.split_once(':').expect("each line has a field");
                    let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
                    match field {
                        "event" => heard.event = value,
                        "id" => heard.id = value,
                        "data" => heard.data = value,
                        "" | "retry" => {}
                        field => panic!("there is no field {field:?}"),
                    }
                }
                self.heard.push_back(heard);
                self.text = rest.to_owned();
            }
        }
    }

    /// The next event of this kind; nothing else may come before it but comments.
    pub async fn event(&mut self, kind: &str) -> Heard {
        loop {
            let heard = self.next().await.expect("the stream goes on");
            if !heard.event.is_empty() {
                assert_eq!(heard.event, kind, "{heard:?}");
                return heard;
            }
        }
    }

    /// Whether it ends, whatever comes before.
    async fn ends(&mut self) {
        while self.next().await.is_some() {}
    }
}

async fn add_actor(agency: &TestAgency, name: &str) {
    let by = Caller::program("test", ExecutiveProducer).permit().expect("a producer may");
    let new = NewActor { name: name.into(), age: "30".into(), gender: "female".into() };
    agency.agency.add_actor(by, new).await.expect("the actor is sound");
}

#[tokio::test]
async fn a_change_is_heard_as_it_is_in_the_log() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (ada, maya) = (agency.signed_in(CastingAssistant).await, agency.signed_in(CastingDirector).await);
    let mut listener = door.listen(&cookie(&ada)).await;
    let hello = listener.event("hello").await;
    assert_eq!((hello.json()["number"].as_i64(), &*hello.id), (Some(29), "29"));
    let build = hello.json()["build"].as_str().expect("it names its build").to_owned();
    assert!(build.starts_with(concat!(env!("CARGO_PKG_VERSION"), "+")), "{build}");

    maya.call("change_actor", &[("id", "2"), ("version", "1"), ("name", "Tom"), ("age", "65"), ("gender", "male")])
        .await
        .is(200);
    let change = listener.event("change").await;
    assert_eq!(change.id, "30");
    let actor =
        |name: &str, version: i64| json!({ "id": 2, "name": name, "age": 65, "gender": "male", "version": version });
    assert_eq!(
        change.json(),
        json!({
            "number": 30,
            "at": agency.agency.now(),
            "by": { "id": 2, "name": "Maya Haddad" },
            "kind": "actor_changed",
            "record": { "type": "actor", "id": 2 },
            "version": 2,
            "before": actor("tom hanks", 1),
            "after": actor("Tom", 2),
        })
    );

    // What is new has nothing before.
    add_actor(&agency, "Ann").await;
    let change = listener.event("change").await.json();
    assert_eq!((&change["before"], &change["after"]["name"]), (&Value::Null, &json!("Ann")));
    assert_eq!(change["by"], json!({ "id": null, "name": "test" }));
}

#[tokio::test]
async fn who_is_not_let_in_is_told_so() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let check = async |who: Who, code: &str| {
        let reply = door.ask(&who, "", None).await;
        assert_eq!(reply.status(), 401);
        assert!(reply.headers().contains_key("www-authenticate"));
        let body: Value = serde_json::from_slice(&reply.bytes().await.expect("it is whole")).expect("it is JSON");
        assert_eq!(body["code"], code);
    };
    let maya = agency.signed_in(CastingDirector).await;
    let old = cookie(&maya);
    check(Who(Vec::new()), "authorization_header_missing").await;
    check(bearer("x"), "invalid_header").await;
    // A token goes before a cookie.
    check(Who([bearer("x").0, cookie(&maya).0].concat()), "invalid_header").await;
    maya.form("/sign-out", &[]).await.is(303);
    check(old, "session_ended").await;
}

/// Each hears of what they may see, judged by the same table as everything else.
#[tokio::test]
async fn who_may_not_see_does_not_hear() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let limited = |permissions: &[Permission]| {
        let lasts = SignedDuration::from_hours(1);
        bearer(&agency.tokens.limited("limited".into(), permissions.to_vec(), agency.agency.now(), lasts))
    };
    let (actors, movies) = (Permission::SeeActors, Permission::SeeMovies);
    let expected: [(Who, &[&str]); 6] = [
        (limited(&[actors]), &["actor_changed"]),
        (limited(&[movies]), &["movie_changed"]),
        (limited(&[actors, movies]), &["actor_changed", "movie_changed", "casting_added"]),
        (limited(&[Permission::ManagePeople]), &["person_changed"]),
        (cookie(&agency.signed_in(CastingDirector).await), &["actor_changed", "movie_changed", "casting_added"]),
        (program(&agency, ExecutiveProducer), &["actor_changed", "movie_changed", "casting_added", "person_changed"]),
    ];
    let omar = agency.signed_in(ExecutiveProducer).await;
    // Everything twice: what is heard between shows that nothing else is.
    for round in ["1", "2"] {
        let actor = [("id", "2"), ("version", round), ("name", "Tom"), ("age", round), ("gender", "male")];
        omar.call("change_actor", &actor).await.is(200);
        let movie = [("id", "5"), ("version", round), ("title", "Heat"), ("genre", round), ("release_year", "1995")];
        omar.call("change_movie", &movie).await.is(200);
        omar.call("add_casting", &[("movie_id", "4"), ("actor_id", "4"), ("character", round)]).await.is(200);
        let person = [("id", "1"), ("version", round), ("name", round), ("role", "casting_assistant")];
        omar.call("change_person", &person).await.is(200);
    }
    for (who, expected) in expected {
        let mut listener = door.listen_after(&who, "29").await;
        listener.event("hello").await;
        let mut kinds = Vec::new();
        while kinds.len() < 2 * expected.len() {
            let kind = listener.event("change").await.json()["kind"].as_str().expect("a kind").to_owned();
            kinds.push(kind);
        }
        assert_eq!(kinds, [expected, expected].concat());
    }
}

#[tokio::test]
async fn who_missed_too_much_reads_anew() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let who = program(&agency, CastingAssistant);
    for unknown in ["30", "x", "-1", "", "99999999999999999999", "1.5"] {
        let mut listener = door.listen_after(&who, unknown).await;
        listener.event("hello").await;
        let resync = listener.event("resync").await;
        assert_eq!((&*resync.id, resync.json()), ("29", json!({ "number": 29 })), "{unknown:?}");
    }
    // Of the header and the address, the header is later.
    let mut listener = Listener::to(door.ask(&who, "?last=28", None).await);
    assert_eq!(listener.event("hello").await.id, "28");
    assert_eq!(listener.event("change").await.id, "29");
    let mut listener = Listener::to(door.ask(&who, "?last=0", Some("28")).await);
    assert_eq!(listener.event("hello").await.id, "28");

    let many = "
        insert into changes (at, by_id, by_name, kind, record_type, record_id, version, before, after)
        with recursive many (i) as (select 1 union all select i + 1 from many where i < 10000)
        select at, by_id, by_name, kind, record_type, record_id, version, before, after from changes, many
        where number = (select max(number) from changes where record_type = 'movie')";
    agency.execute(many).await;
    let mut listener = door.listen_after(&who, "29").await;
    listener.event("hello").await;
    let mut last = 29;
    for _ in 0..10_000 {
        let number = listener.event("change").await.number();
        assert!(number > last, "{number} after {last}");
        last = number;
    }
    let mut listener = door.listen_after(&who, "28").await;
    listener.event("hello").await;
    assert_eq!(listener.event("resync").await.number(), last);
    add_actor(&agency, "Ann").await;
    assert_eq!(listener.event("change").await.json()["after"]["name"], "Ann");
}

#[tokio::test]
async fn a_stream_shows_that_it_is_alive() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, AT_ONCE).await;
    // What is not for them is read once, and then there is nothing to do.
    let ada = [("id", "1"), ("version", "1"), ("name", "Ada"), ("role", "casting_assistant")];
    agency.signed_in(ExecutiveProducer).await.call("change_person", &ada).await.is(200);
    let who = cookie(&agency.signed_in(CastingAssistant).await);
    let mut listener = door.listen_after(&who, "29").await;
    listener.event("hello").await;
    for _ in 0..3 {
        assert_eq!(listener.next().await, Some(Heard::default()));
    }
}

#[tokio::test]
async fn who_may_not_listen_any_more_is_cut_off() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, AT_ONCE).await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let (here, there) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    let (mut one, mut other) = (door.listen(&cookie(&here)).await, door.listen(&cookie(&there)).await);
    let mut token = door.listen(&program(&agency, CastingAssistant)).await;

    here.form("/sign-out", &[]).await.is(303);
    one.ends().await;
    // The others go on.
    other.event("hello").await;
    assert_eq!(other.next().await, Some(Heard::default()));
    omar.call("disable_person", &[("id", "2")]).await.is(200);
    other.ends().await;
    token.event("hello").await;
    agency.pass(SignedDuration::from_hours(2));
    token.ends().await;
}

/// Whoever is cut off between a change and its delivery does not hear of it, however long the heartbeat.
#[tokio::test]
async fn access_is_judged_at_delivery() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let maya = agency.signed_in(CastingDirector).await;
    let mut listener = door.listen(&cookie(&maya)).await;
    listener.event("hello").await;
    maya.form("/sign-out", &[]).await.is(303);
    add_actor(&agency, "Ann").await;
    assert_eq!(listener.next().await, None);
}

/// A client that reads slowly is judged again for each change, though it was read from the log with those before it.
#[tokio::test]
async fn access_is_judged_for_each_change() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let slow = agency.signed_in(ExecutiveProducer).await;
    let mut server = agency.server.clone();
    server.live = Live::beating(Duration::from_nanos(1));
    // Without a port: nothing reads ahead.
    let mut request = axum::http::Request::get("/live").header("last-event-id", "29");
    for (name, value) in cookie(&slow).0 {
        request = request.header(name, value);
    }
    let ask = request.body(axum::body::Body::empty()).expect("the request is sound");
    let reply = server.router().oneshot(ask).await.expect("the router always answers");
    let mut body = reply.into_body().into_data_stream();
    let mut next = async || {
        let chunk = timeout(LONG, body.next()).await.expect("something comes")?.expect("the stream is sound");
        Some(String::from_utf8(chunk.to_vec()).expect("the stream is UTF-8"))
    };
    add_actor(&agency, "Ann").await;
    let ada = [("id", "1"), ("version", "1"), ("name", "Ada"), ("role", "casting_assistant")];
    omar.call("change_person", &ada).await.is(200);
    for name in ["Bea", "Cay"] {
        add_actor(&agency, name).await;
    }
    assert!(next().await.is_some_and(|hello| hello.contains("event: hello")));
    assert!(next().await.is_some_and(|change| change.contains("Ann")));
    // Not a producer any more: who has an account is nothing for them.
    agency.execute("update people set role = 'casting_assistant' where id = 3").await;
    assert!(next().await.is_some_and(|change| change.contains("Bea")));
    slow.form("/sign-out", &[]).await.is(303);
    assert_eq!(next().await, None);
}

/// A commit rings the bell itself, and does not leave it to the task that looks now and then.
#[tokio::test]
async fn a_commit_rings_the_bell() {
    let agency = TestAgency::demo().await;
    let bell = agency.agency.bell();
    add_actor(&agency, "Ann").await;
    assert_eq!(*bell.borrow(), 30);
}

/// Four write at two servers of one database, of which one is stopped in the middle: what two listeners heard, first there
/// and then at the other, is the log.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_loses_nothing_and_repeats_nothing() {
    const EACH: usize = 60;
    const ALL: usize = 4 * EACH;
    let before = TestAgency::demo().await;
    let after = before.restarted("").await;
    let (program, ada) = (program(&before, CastingAssistant), cookie(&before.signed_in(CastingAssistant).await));
    let (first, second) = (Door::open(&before, NEVER).await, Door::open(&after, NEVER).await);
    let write = async |agency: &TestAgency, name: &str| {
        for number in 0..EACH {
            add_actor(agency, &format!("{name} {number}")).await;
        }
    };
    // Each as long as its connection lasts, then on from the last number it heard.
    let (stop, stopped) = tokio::sync::watch::channel(0);
    let listen = async |who: &Who| {
        let mut listener = first.listen_after(who, "29").await;
        listener.event("hello").await;
        let mut heard = Vec::new();
        while let Some(change) = listener.next().await {
            heard.push(change.number());
            stop.send_modify(|most| *most = heard.len().max(*most));
        }
        assert!(heard.len() < ALL, "the server was stopped too late");
        // On a busy machine one may come so late that it heard nothing yet.
        let mut listener = second.listen_after(who, &heard.last().unwrap_or(&29).to_string()).await;
        listener.event("hello").await;
        while heard.len() < ALL {
            heard.push(listener.event("change").await.number());
        }
        heard
    };
    // As the program stops: what is on its way arrives, then nothing more.
    let end = async {
        let mut stopped = stopped;
        stopped.wait_for(|heard| *heard >= ALL / 6).await.expect("somebody listens");
        first.live.end();
    };
    let write = async {
        tokio::join!(write(&before, "a"), write(&before, "b"), write(&after, "c"), write(&after, "d"));
    };
    let ((), (), one, other) = tokio::join!(write, end, listen(&program), listen(&ada));
    let log: Vec<_> = before.changes().await.iter().map(|recorded| recorded.number).filter(|it| *it > 29).collect();
    assert_eq!(log.len(), ALL);
    assert_eq!((&one, &other), (&log, &log));
    timeout(LONG, first.close()).await.expect("no stream holds it up");
}

/// What another process writes into the same database is heard, long before a heartbeat would find it.
#[tokio::test]
async fn other_instances_are_heard() {
    let one = TestAgency::demo().await;
    let other = one.restarted("").await;
    let door = Door::open(&one, NEVER).await;
    let mut listener = door.listen(&program(&one, CastingAssistant)).await;
    listener.event("hello").await;
    for name in ["Ann", "Bea"] {
        add_actor(&other, name).await;
        assert_eq!(listener.event("change").await.json()["after"]["name"], name);
    }
    // Closing does not wait for the ear.
    timeout(LONG, one.agency.close()).await.expect("it closes");
}

/// The same after PostgreSQL has cut every connection.
#[tokio::test]
async fn other_instances_are_heard_again() {
    let one = TestAgency::demo().await;
    if one.url.starts_with("sqlite:") {
        return; // there is no connection to lose
    }
    let other = one.restarted("").await;
    let door = Door::open(&one, NEVER).await;
    let mut listener = door.listen(&program(&one, CastingAssistant)).await;
    listener.event("hello").await;
    add_actor(&other, "Ann").await;
    listener.event("change").await;
    let cut = "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'";
    one.execute(cut).await;
    add_actor(&other, "Bea").await;
    assert_eq!(listener.event("change").await.json()["after"]["name"], "Bea");
}

/// A thousand tablets in one house.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_thousand_listeners() {
    const MANY: usize = 1000;
    let agency = TestAgency::demo().await;
    let mut server = Command::new(env!("CARGO_BIN_EXE_casting-agency"))
        .args(["serve", "--addr", "127.0.0.1:0", "--database", &agency.url])
        .env_remove("LEPTOS_SITE_ADDR")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary was built for this test");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("it is piped")).read_line(&mut said).expect("it says where it is");
    let addr = said.trim().trim_start_matches("Casting Agency at http://").to_owned();
    // By the process's own clock, not the test's.
    let lasts = SignedDuration::from_hours(1);
    let token = agency.tokens.program("tablet".into(), CastingAssistant, jiff::Timestamp::now(), lasts);
    let memory = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("it has some memory");
        line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).expect("a number of kB")
    };
    let listen = || {
        let mut stream = TcpStream::connect(&addr).expect("it listens");
        stream.set_read_timeout(Some(LONG)).expect("it can be set");
        write!(stream, "GET /live HTTP/1.1\r\nhost: {addr}\r\nauthorization: Bearer {token}\r\n\r\n")
            .expect("it reads");
        hear(&mut stream, "event: hello");
        stream
    };
    let first = listen();
    let alone = memory();
    let mut streams: Vec<_> = std::iter::once(first).chain((1..MANY).map(|_| listen())).collect();
    let cost = memory().saturating_sub(alone);
    let begun = Instant::now();
    add_actor(&agency, "Ann").await;
    for stream in &mut streams {
        hear(stream, "event: change");
    }
    println!("{MANY} listeners: {cost} kB, all told within {:?}", begun.elapsed());
    server.kill().expect("it runs");
    server.wait().expect("it ends");
    assert!(cost < 60_000, "{MANY} listeners cost {cost} kB");
}

/// Reads until this has come.
fn hear(stream: &mut TcpStream, words: &str) {
    let (mut text, mut buffer) = (String::new(), [0; 4096]);
    while !text.contains(words) {
        let length = stream.read(&mut buffer).expect("something comes");
        assert!(length > 0, "it ended after {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
}

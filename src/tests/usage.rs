//! Who uses how much: counted at every door, added up in the database, shown to executive producers.

use crate::support::{Client, Reply, TestAgency};
use axum::{body::Body, http::Method};
use domain::{
    Caller, Error, Permit,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
    SeeUsage, Tally, Usage, UsageList,
};
use jiff::SignedDuration;
use serde_json::json;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tracing_subscriber::util::SubscriberInitExt;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn producer() -> Permit<SeeUsage> {
    Caller::program("test", ExecutiveProducer).permit().expect("a producer may")
}

/// What is known by now, of what was asked for in an address.
async fn used(agency: &TestAgency, query: &str) -> Usage {
    agency.server.meter.hand_over(&agency.agency).await.expect("the database takes it");
    let asked = |name: &str| query.split('&').find_map(|pair| Some(pair.strip_prefix(name)?.strip_prefix('=')?.into()));
    let list = UsageList::read(asked).expect("it is sound");
    agency.agency.usage(producer(), &list).await.expect("it can be read")
}

/// The clients as a line each: what they are, their name, their doors, requests, refused for too many, errors.
async fn lines(agency: &TestAgency, query: &str) -> Vec<String> {
    let usage = used(agency, query).await;
    let line = |client: domain::ClientUsage| {
        let Tally { requests, throttled, errors } = client.tally;
        let doors = client.doors.iter().map(|door| door.word()).collect::<Vec<_>>().join("+");
        format!("{} {:?} {doors} {requests} {throttled} {errors}", client.kind.word(), client.name)
    };
    usage.clients.into_iter().map(line).collect()
}

async fn open_token<'a>(agency: &'a TestAgency, name: &str) -> Client<'a> {
    let token = agency.nobody().post_json("/api/token", json!({ "username": name })).await.is(200).json();
    agency.nobody().with("authorization", &format!("Bearer {}", token["access_token"].as_str().expect("a token")))
}

#[tokio::test]
async fn every_door_counts_who_asks() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    director.get("/api/v1/actors").await.is(200);
    director.get("/api/v1/actors/99").await.is(404);
    director.post_json("/api/v1/movies", "{}").await.is(403);
    director.get("/api/search?title=a").await.is(200);
    drop(director.begin("/live").await);
    let maya = agency.signed_in(CastingDirector).await;
    maya.get("/actors").await.is(200);
    maya.ask("movies", &[("page", "1")]).await.is(200);
    maya.call("delete_movie", &[("id", "1")]).await.is(403);
    drop(maya.begin("/live").await);
    agency.nobody().get("/api/v1/actors").await.is(401);
    assert_eq!(
        lines(&agency, "").await,
        [
            r#"program "casting_director token" rest+catalogue+live 5 0 2"#,
            r#"person "Maya Haddad" live+pages 4 0 1"#,
            // Who signs in is nobody yet.
            r#"nobody "" rest+pages 2 0 1"#,
        ]
    );
    assert_eq!(lines(&agency, "door=live").await.len(), 2);
    assert_eq!(lines(&agency, "door=graphql").await, [""; 0]);
    let maya = used(&agency, "").await.clients[1].client.clone();
    assert_eq!(lines(&agency, &format!("client={maya}&door=live")).await, [r#"person "Maya Haddad" live 1 0 0"#]);
}

/// Each door refuses in its own form, and says by which policy, what is left and how long to wait.
#[tokio::test]
async fn every_door_says_how_long_to_wait() {
    let few = "[limits]\nrequests_per_minute = 1\ncatalogue_requests_per_minute = 1\npages_requests_per_minute = 2\n\
        open_tokens_per_minute = 1\nsign_in_failures_per_account = 1\nsign_in_failure_minutes = 2\n\
        [catalogue]\nopen_tokens = true";
    let agency = TestAgency::configured(few).await;
    let check = |reply: &Reply, policy: &str, form: &str| {
        assert_eq!(reply.status, 429, "{policy}: {}", reply.text);
        assert_eq!(reply.header("ratelimit-policy"), format!("\"{policy}"));
        let wait = reply.header("retry-after");
        let name = policy.split('"').next().expect("a name");
        assert_eq!(reply.header("ratelimit"), format!("\"{name}\";r=0;t={wait}"));
        assert!((1..=120).contains(&wait.parse::<u32>().expect("seconds")), "{wait}");
        assert!(reply.header("content-type").starts_with(form), "{policy}: {}", reply.header("content-type"));
    };
    let assistant = agency.program(CastingAssistant);
    assistant.get("/api/v1/actors").await.is(200);
    let refused = assistant.get("/api/v1/actors").await;
    check(&refused, "default\";q=1;w=60", "application/json");
    assert_eq!(refused.json()["code"], "too_many_requests");
    check(&assistant.get("/live").await, "default\";q=1;w=60", "application/json");
    assistant.get("/api").await.is(200);
    let refused = assistant.get("/api").await;
    check(&refused, "catalogue\";q=1;w=60", "application/json");
    assert!(refused.json()["msg"].is_string());
    open_token(&agency, "importer").await;
    let refused = agency.nobody().post_json("/api/token", json!({ "username": "importer" })).await;
    check(&refused, "open-tokens\";q=1;w=60", "application/json");
    // People, in each way a browser asks.
    let maya = agency.signed_in(CastingDirector).await;
    let left = maya.get("/actors").await.is(200);
    assert_eq!(left.header("ratelimit-policy"), "\"pages\";q=2;w=60");
    assert!(left.header("ratelimit").starts_with("\"pages\";r=1;t="));
    maya.ask("movies", &[("page", "1")]).await.is(200);
    let refused = maya.ask("movies", &[("page", "1")]).await;
    check(&refused, "pages\";q=2;w=60", "application/json");
    assert!(matches!(refused.error(), Error::TooMany { .. }));
    check(&maya.clone().with("accept", "text/html").get("/actors").await, "pages\";q=2;w=60", "text/plain");
    check(&maya.get("/live").await, "pages\";q=2;w=60", "application/json");
    agency.pass(DAY / 1440);
    maya.get("/actors").await.is(200);
    // Guesses.
    let guess = async || agency.sign_in("omar", "wrong-secret").await;
    guess().await.is(401);
    check(&guess().await, "sign-in\";q=1;w=120", "text/html");
    let guess = json!({ "username": "omar", "password": "wrong-secret" });
    let refused = agency.nobody().post_json("/api/token", guess).await;
    check(&refused, "sign-in\";q=1;w=120", "application/json");
    assert!(refused.json()["msg"].is_string());
    agency.pass(DAY / 720);
    agency.sign_in("omar", "omar-decides").await.is(303);
}

/// What nobody asks for is not counted.
#[tokio::test]
async fn files_and_health_are_not_counted() {
    let agency = TestAgency::demo().await;
    let nobody = agency.nobody().with("origin", "https://example.com").with("access-control-request-method", "GET");
    for path in ["/livez", "/readyz", "/favicon.svg", "/sw.js", "/pkg/none.js"] {
        nobody.get(path).await;
    }
    nobody.send(Method::OPTIONS, "/api/v1/actors", |request| request.body(Body::empty())).await.is(200);
    assert_eq!(lines(&agency, "").await, [""; 0]);
}

#[tokio::test]
async fn tokens_for_a_name_are_one_client_and_are_told_apart() {
    let agency = TestAgency::configured("[catalogue]\nopen_tokens = true").await;
    let one = open_token(&agency, "importer").await;
    one.get("/api/search?title=a").await.is(200);
    agency.pass(DAY / 1440);
    let other = open_token(&agency, "importer").await;
    other.get("/api/search?title=a").await.is(200);
    other.get("/api/search?title=b").await.is(200);
    open_token(&agency, "exporter").await.get("/api").await.is(200);
    assert_eq!(
        lines(&agency, "").await,
        [
            r#"nobody "" catalogue 3 0 0"#,
            r#"token "importer (open token)" catalogue 3 0 0"#,
            r#"token "exporter (open token)" catalogue 1 0 0"#,
        ]
    );
    let importer = used(&agency, "").await.clients[1].clone();
    assert_eq!(importer.tokens, 2);
    let tokens = used(&agency, &format!("client={}", importer.client)).await.tokens;
    assert_eq!(tokens.iter().map(|token| token.tally.requests).collect::<Vec<_>>(), [2, 1]);
    // A person's token of this door is the person.
    let maya = json!({ "username": "maya", "password": "maya-casts-it" });
    let token = agency.nobody().post_json("/api/token", maya).await.is(200).json();
    let token = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
    agency.nobody().with("authorization", &token).get("/api/v1/movies").await.is(200);
    agency.signed_in(CastingDirector).await.get("/movies").await.is(200);
    assert!(lines(&agency, "").await.contains(&r#"person "Maya Haddad" rest+pages 2 0 0"#.to_owned()));
}

#[tokio::test]
async fn too_many_are_counted_as_such() {
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 2").await;
    let assistant = agency.program(CastingAssistant);
    for status in [200, 200, 429, 429] {
        assistant.get("/api/v1/actors").await.is(status);
    }
    assert_eq!(lines(&agency, "").await, [r#"program "casting_assistant token" rest 4 2 0"#]);

    // Where the answer's own status is always 200.
    let agency = TestAgency::configured("[limits]\ngraphql_cost_per_minute = 20").await;
    let assistant = agency.program(CastingAssistant);
    for _ in 0..2 {
        let query = serde_json::json!({ "query": "{ actors(first: 5) { nodes { name } } }" });
        assistant.post_json("/graphql", query).await.is(200);
    }
    assert_eq!(lines(&agency, "").await, [r#"program "casting_assistant token" graphql 2 1 0"#]);
}

#[tokio::test]
async fn instances_and_restarts_add_up() {
    let agency = TestAgency::demo().await;
    let other = agency.restarted("").await;
    for agency in [&agency, &other, &agency] {
        agency.program(CastingAssistant).get("/api/v1/actors").await.is(200);
        assert!(!lines(agency, "").await.is_empty());
    }
    agency.pass(DAY);
    agency.program(CastingAssistant).get("/api/v1/actors").await.is(200);
    used(&agency, "").await;
    let after = agency.restarted("").await;
    assert_eq!(lines(&after, "").await, [r#"program "casting_assistant token" rest 4 0 0"#]);
    let days = used(&after, "days=7").await.days;
    assert_eq!(days.iter().map(|(_, tally)| tally.requests).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 3, 1]);
    assert_eq!(days[6].0, agency.agency.today());
    assert_eq!(agency.count("usage").await, 2);
}

/// A name is what it was last; the client is the same.
#[tokio::test]
async fn a_client_goes_by_its_last_name() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    ada.get("/").await.is(200);
    used(&agency, "").await;
    agency.pass(DAY);
    let change = [("id", "1"), ("version", "1"), ("name", "Ada Byron"), ("role", "casting_assistant")];
    agency.signed_in(ExecutiveProducer).await.call("change_person", &change).await.is(200);
    ada.get("/").await.is(200);
    assert!(lines(&agency, "").await.contains(&r#"person "Ada Byron" pages 2 0 0"#.to_owned()));
}

#[tokio::test]
async fn counts_are_kept_for_a_while() {
    let agency = TestAgency::configured("[usage]\ndays = 7").await;
    let ask = async || agency.program(CastingAssistant).get("/api/v1/actors").await.is(200);
    ask().await;
    used(&agency, "").await;
    agency.pass(DAY);
    ask().await;
    used(&agency, "").await;
    agency.pass(DAY * 5);
    assert_eq!(agency.agency.forget_usage().await, Ok(0));
    agency.pass(DAY);
    assert_eq!(agency.agency.forget_usage().await, Ok(1));
    assert_eq!(agency.agency.forget_usage().await, Ok(0));
    assert_eq!(lines(&agency, "days=90").await, [r#"program "casting_assistant token" rest 1 0 0"#]);
    // Where nothing is to be counted nothing is, and what was goes.
    let off = agency.restarted("[usage]\ndays = 0").await;
    off.program(CastingAssistant).get("/api/v1/actors").await.is(200);
    assert_eq!(lines(&off, "").await.len(), 1);
    assert_eq!(off.agency.forget_usage().await, Ok(1));
    assert_eq!(off.count("usage").await, 0);
}

#[tokio::test]
async fn the_page_shows_who_uses_how_much() {
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 1\n[catalogue]\nopen_tokens = true").await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    omar.get("/usage?door=graphql").await.is(200).says("Nothing was counted of this.");
    let director = agency.program(CastingDirector);
    for status in [200, 429] {
        director.get("/api/v1/actors").await.is(status);
    }
    open_token(&agency, "<importer>").await.get("/api").await.is(200);
    agency.pass(DAY / 1440);
    open_token(&agency, "<importer>").await.get("/api").await.is(200);
    // Without waiting: what was counted up to now is on the page.
    let page = omar.get("/usage").await.is(200);
    page.says("casting_director token").says("Omar Reyes").says("2 tokens").says("Not signed in");
    page.says("&lt;importer&gt; (open token)").does_not_say("<importer>");
    page.says("23 Aug 2026").says("21 Sep 2026: 2 requests, 1 refused as too many").says("1,200 a minute");
    page.says("10 in 15 minutes").says("100 in 15 minutes").says("kept for 90 days").says("href=\"/usage?days=7\"");
    let arabic = omar.clone().with("accept-language", "ar").get("/usage").await.is(200);
    arabic
        .says("رمزان")
        .says("واجهة الفهرس البرمجية")
        .says("طلبان، مرفوض منها لكثرتها \u{2068}1\u{2069}")
        .says("\u{2068}1,200\u{2069} في الدقيقة");
    let importer = used(&agency, "door=catalogue").await.clients[0].client.clone();
    let page = omar.get(&format!("/usage?days=7&client={importer}")).await.is(200);
    page.says("Only &lt;importer&gt;").says("By token").does_not_say("casting_director").says("15 Sep 2026");
    for query in ["days=8", "door=window", "client=%00", "client=a+b"] {
        omar.get(&format!("/usage?{query}")).await.is(404).says("There is no such page of usage");
    }
    // Whoever may not look does not find out that there is something.
    let ada = agency.signed_in(CastingAssistant).await;
    ada.get("/usage").await.is(403).does_not_say("importer");
    ada.get("/activity").await.is(200).does_not_say("href=\"/usage\"");
    omar.get("/activity").await.is(200).says("href=\"/usage\"");
    let off = agency.restarted("[usage]\ndays = 0").await;
    off.signed_in(ExecutiveProducer).await.get("/usage").await.is(200).says("Nothing is counted");
}

#[tokio::test]
async fn usage_is_exported() {
    let agency = TestAgency::configured("[catalogue]\nopen_tokens = true").await;
    open_token(&agency, "=1+1").await.get("/api").await.is(200);
    let omar = agency.signed_in(ExecutiveProducer).await;
    let reply = omar.get("/usage.csv?door=catalogue").await.is(200);
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"usage.csv\"");
    let mut lines: Vec<_> = reply.text.lines().map(|line| line.split(',').collect::<Vec<_>>()).collect();
    lines[1..].sort_by_key(|cells| cells[3]);
    assert_eq!(lines[0].join(","), "\u{FEFF}Day,Client,Token,Kind,Name,Door,Requests,Too many,Errors");
    assert_eq!(lines[1][3..].join(","), "nobody,,catalogue,1,0,0");
    assert_eq!(lines[2][3..].join(","), "token,'=1+1 (open token),catalogue,1,0,0");
    // One that happens to begin like a formula is disarmed, too.
    let [client, token] = [1, 2].map(|cell| lines[2][cell].trim_start_matches('\'').len());
    assert_eq!((lines.len(), lines[2][0], client, token), (3, "2026-09-21", 16, 8));
    omar.get("/usage.csv?door=window").await.is(404);
    agency.nobody().get("/usage.csv").await.is(303);
    agency.signed_in(CastingDirector).await.get("/usage.csv").await.is(403);
    // Longer than what is read at once.
    let rows =
        "insert into usage select day, client || cast(a.id * 10000 + b.id * 100 + c.id as text), token, door, kind,
        name, 2, 0, 0 from usage, movies a, movies b, movies c where kind = 'token'";
    agency.execute(rows).await;
    let reply = omar.get("/usage.csv?door=catalogue").await.is(200);
    let mut clients: Vec<_> = reply.text.lines().skip(1).map(|line| line.split(',').nth(1)).collect();
    clients.dedup();
    assert_eq!(clients.len(), 2 + 17 * 17 * 17);
}

/// While the database is away nothing that was counted is lost.
#[tokio::test]
async fn what_cannot_be_stored_is_stored_later() {
    let agency = TestAgency::demo().await;
    agency.program(CastingAssistant).get("/api/v1/actors").await.is(200);
    agency.execute("alter table usage rename to elsewhere").await;
    assert!(agency.server.meter.hand_over(&agency.agency).await.is_err());
    agency.program(CastingAssistant).get("/api/v1/actors").await.is(200);
    agency.execute("alter table elsewhere rename to usage").await;
    assert_eq!(lines(&agency, "").await, [r#"program "casting_assistant token" rest 2 0 0"#]);
}

/// Whoever stops the server loses nothing.
#[cfg(unix)]
#[tokio::test]
async fn what_was_counted_is_stored_before_the_end() {
    use std::{
        io::{BufRead, BufReader, Read, Write},
        net::TcpStream,
        process::{Command, Stdio},
    };
    let agency = TestAgency::demo().await;
    let mut server = Command::new(env!("CARGO_BIN_EXE_casting-agency"))
        .args(["--addr", "127.0.0.1:0", "--database", &agency.url])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary was built for this test");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("it is piped")).read_line(&mut said).expect("it says where it is");
    let addr = said.trim_end().strip_prefix("Casting Agency at http://").expect("it says where it is");
    let mut stream = TcpStream::connect(addr).expect("it listens");
    stream.write_all(b"GET /api/v1 HTTP/1.0\r\n\r\n").expect("it reads");
    assert!(stream.read(&mut [0; 64]).expect("it answers") > 0);
    drop(stream);
    let told = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().expect("kill is there");
    assert!(told.success() && server.wait().expect("it ends").success());
    let stored = "select kind || ' ' || door || ' ' || cast(requests as text) from usage";
    assert_eq!(agency.texts(stored).await, ["nobody rest 1"]);
}

/// By the clock on the wall: a ratio of medians within one run, and a generous one.
#[tokio::test]
async fn counting_takes_no_time() {
    let counting = TestAgency::demo().await;
    let other = counting.restarted("[usage]\ndays = 0").await;
    let (with, without) = (counting.program(CastingAssistant), other.program(CastingAssistant));
    let time = async |client: &Client<'_>| {
        let begun = std::time::Instant::now();
        client.get("/api/v1").await.is(200);
        begun.elapsed().as_secs_f64()
    };
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..500 {
        times.0.push(time(&with).await);
        times.1.push(time(&without).await);
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let ratio = median(times.0) / median(times.1);
    assert!(ratio < 1.5, "a request takes {ratio:.2} times as long where it is counted");
}

/// What was logged.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics while writing").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_speaks_english_whoever_asks() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await.with("accept-language", "ar");
    agency.execute("alter table usage rename to lost").await;
    let logged = Logged::default();
    let log = logged.clone();
    let listening = tracing_subscriber::fmt().with_ansi(false).with_writer(move || log.clone()).set_default();
    omar.get("/usage").await.is(500).says("dir=\"rtl\"");
    drop(listening);
    let logged = String::from_utf8(logged.0.lock().expect("nobody panics while writing").clone()).expect("it is text");
    assert!(logged.contains("what was counted last is not shown"), "{logged}");
    assert!(logged.is_ascii(), "{logged}");
}

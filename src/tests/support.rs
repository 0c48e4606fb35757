//! An agency to test, and people to ask it.

use agency::{Agency, Clock};
use app::Bundle;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request},
    http::{HeaderMap, Method, StatusCode, header, request},
    response::Response,
};
use casting_agency::{config::Config, server::Server, site::Site, tokens::Tokens};
use domain::{Caller, Error, ManagePeople, Permit, Recorded, Role};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection};
use std::{
    collections::BTreeMap,
    fmt::Display,
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};
use tempfile::TempDir;
use tower::ServiceExt;
use tower_http::normalize_path::NormalizePath;

/// Where the PostgreSQL server is, on a run that tests it: script/test starts one.
pub fn postgres() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// A new empty database of the kind this run tests. The folder holds it, if it is a file.
pub async fn database() -> (String, TempDir) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let Some(server) = postgres() else {
        return (format!("sqlite:{}", folder.path().join("agency.db").display()), folder);
    };
    let name = format!("agency_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = sqlx::PgConnection::connect(&server).await.expect("the server that script/test started answers");
    // Not a prepared name: `create database` takes no parameters. Ours is letters and digits.
    sqlx::query(AssertSqlSafe(format!("create database {name}")))
        .execute(&mut admin)
        .await
        .expect("a database is made");
    let (base, _) = server.rsplit_once('/').expect("the address names a database");
    (format!("{base}/{name}"), folder)
}

/// A casting agency and a clock that stands still.
pub struct TestAgency {
    pub agency: Agency,
    pub tokens: Tokens,
    /// Where its database is.
    pub url: String,
    pub server: Server,
    router: NormalizePath<Router>,
    clock: Arc<AtomicI64>,
    _folder: Arc<TempDir>,
}

impl TestAgency {
    pub async fn open() -> Self {
        Self::with(false, "").await
    }

    /// With the demo in it: its actors, its movies, its people.
    pub async fn demo() -> Self {
        Self::with(true, "").await
    }

    /// With the demo in it, and this configuration laid over the defaults.
    pub async fn configured(file: &str) -> Self {
        Self::with(true, file).await
    }

    async fn with(demo: bool, file: &str) -> Self {
        let (url, folder) = database().await;
        let clock = Arc::new(AtomicI64::new(1_790_000_000)); // September 2026
        Self::on(url, Arc::new(folder), clock, demo, file).await
    }

    /// As after a restart, with this configuration: another process on the same database, by the same clock.
    pub async fn restarted(&self, file: &str) -> Self {
        Self::on(self.url.clone(), self._folder.clone(), self.clock.clone(), false, file).await
    }

    async fn on(url: String, folder: Arc<TempDir>, clock: Arc<AtomicI64>, demo: bool, file: &str) -> Self {
        let hands = clock.clone();
        let time: Clock = Arc::new(move || Timestamp::from_second(hands.load(Ordering::Relaxed)).expect("in range"));
        let agency = Agency::open_with_clock(&url, time).await.expect("a new database can be opened");
        if demo {
            agency.fill_demo().await.map_err(|_| "refused").expect("an empty database takes the demo");
        }
        let name = |ending: &str| Arc::from(format!("/pkg/casting-agency.test.{ending}"));
        let bundle = Bundle {
            css: name("css"),
            documents: name("css"),
            page: name("js"),
            js: name("js"),
            wasm: name("wasm"),
            keep: true,
        };
        let config = Config::from(Some((Path::new("Leptos.toml"), file)), |_| None).expect("the file is sound");
        let server = Server::new(agency, Site::Embedded(&[]), bundle, &config).await.expect("the database answers");
        let (agency, tokens) = (server.agency.clone(), server.tokens.clone());
        Self { agency, tokens, url, router: server.clone().router(), server, clock, _folder: folder }
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.fetch_add(time.as_secs(), Ordering::Relaxed);
    }

    /// A program with a role's bearer token.
    pub fn program(&self, role: Role) -> Client<'_> {
        let token =
            self.tokens.program(format!("{role} token"), role, self.agency.now(), SignedDuration::from_hours(24));
        self.nobody().with(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    pub fn nobody(&self) -> Client<'_> {
        Client { agency: self, headers: Vec::new(), peer: None, jar: None }
    }

    /// A browser that keeps its cookies.
    pub fn browser(&self) -> Client<'_> {
        Client { jar: Some(Jar::default()), ..self.nobody() }
    }

    /// Somebody of the demo, signed in at a browser.
    pub async fn signed_in(&self, role: Role) -> Client<'_> {
        let person = Agency::demo_people().iter().find(|person| person.role == role).expect("one for each role");
        let browser = self.browser();
        browser.form("/sign-in", &[("login", person.login), ("password", person.password)]).await.is(303);
        browser
    }

    /// Proof for the operations on people.
    pub fn manager(&self) -> Permit<ManagePeople> {
        Caller::program("test", Role::ExecutiveProducer).permit().expect("a producer may")
    }

    pub async fn sign_in(&self, login: &str, password: &str) -> Reply {
        self.nobody().form("/sign-in", &[("login", login), ("password", password)]).await
    }

    /// Runs statements on the database, past the program.
    pub async fn execute(&self, statements: &str) {
        self.try_execute(statements).await.expect("the database does it");
    }

    pub async fn try_execute(&self, statements: &str) -> sqlx::Result<()> {
        let statements = AssertSqlSafe(statements.to_owned());
        if self.url.starts_with("sqlite:") {
            let mut db = sqlx::SqliteConnection::connect(&self.url).await?;
            sqlx::raw_sql(statements).execute(&mut db).await?;
            db.close().await
        } else {
            let mut db = sqlx::PgConnection::connect(&self.url).await?;
            sqlx::raw_sql(statements).execute(&mut db).await?;
            db.close().await
        }
    }

    /// How many rows this table holds, past the program.
    pub async fn count(&self, table: &str) -> i64 {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let counted = if self.url.starts_with("sqlite:") {
            let mut db = sqlx::SqliteConnection::connect(&self.url).await.expect("it is there");
            sqlx::query_scalar(count).fetch_one(&mut db).await
        } else {
            let mut db = sqlx::PgConnection::connect(&self.url).await.expect("it is there");
            sqlx::query_scalar(count).fetch_one(&mut db).await
        };
        counted.expect("the table can be counted")
    }

    /// The rows of a query of one column of text, past the program.
    pub async fn texts(&self, query: &str) -> Vec<String> {
        let query = AssertSqlSafe(query.to_owned());
        let texts = if self.url.starts_with("sqlite:") {
            let mut db = sqlx::SqliteConnection::connect(&self.url).await.expect("it is there");
            sqlx::query_scalar(query).fetch_all(&mut db).await
        } else {
            let mut db = sqlx::PgConnection::connect(&self.url).await.expect("it is there");
            sqlx::query_scalar(query).fetch_all(&mut db).await
        };
        texts.expect("the query is sound")
    }

    /// Counts anew what is kept counted, for rows that were written past the program: as the schema's step did that began it.
    pub async fn recount(&self) {
        let schema = if self.url.starts_with("sqlite:") {
            include_str!("../../migrations/sqlite/0009_search.sql")
        } else {
            include_str!("../../migrations/postgres/0009_search.sql")
        };
        let counting = &schema[schema.find("insert into counts").expect("it counts what was there")..];
        self.execute(&format!("delete from counts; {counting}")).await;
    }

    /// What is kept counted is what there is to count.
    #[track_caller]
    pub fn counts_are_true(&self) -> impl Future<Output = ()> {
        let asked_at = std::panic::Location::caller();
        async move {
            const COUNTS: &str = "
                select cast(record_type || ' ' || level || ' ' || block || ': ' || shown as text) from counts where shown <> 0
                order by record_type, level, block";
            let kept = self.texts(COUNTS).await;
            self.recount().await;
            assert_eq!(kept, self.texts(COUNTS).await, "asked at {asked_at}");
        }
    }

    /// The change log, the oldest first.
    pub async fn changes(&self) -> Vec<Recorded> {
        let producer = Caller::program("test", Role::ExecutiveProducer);
        let by = (producer.permit().expect("a producer may"), producer.permit().expect("a producer may"));
        let mut changes = self.agency.changes(by, 10_000).await.expect("the log can be read");
        changes.reverse();
        changes
    }

    /// What the log says happened, in words, the oldest first.
    pub async fn story(&self) -> Vec<String> {
        let words = |recorded: &Recorded| format!("{} {}", recorded.by_name, recorded.change.deed());
        self.changes().await.iter().map(words).collect()
    }
}

/// The cookies of a browser, by name.
type Jar = Arc<Mutex<BTreeMap<String, String>>>;

/// Whoever asks: a set of headers, an address, and the cookies if it is a browser. Clones share the cookies.
#[derive(Clone)]
pub struct Client<'a> {
    agency: &'a TestAgency,
    headers: Vec<(String, String)>,
    peer: Option<IpAddr>,
    jar: Option<Jar>,
}

impl Client<'_> {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Whose requests come from this address.
    pub fn at(mut self, address: &str) -> Self {
        self.peer = Some(address.parse().expect("an address"));
        self
    }

    /// Whoever got hold of a copy of the cookies: from here on the two go their own ways.
    pub fn copied(&self) -> Self {
        let jar = self.jar().clone();
        Self { jar: Some(Arc::new(Mutex::new(jar))), ..self.clone() }
    }

    /// The value of a cookie, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar().get(name).cloned()
    }

    /// Has the browser forget a cookie.
    pub fn forget(&self, name: &str) {
        self.jar().remove(name);
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.jar.as_ref().expect("this is a browser").lock().expect("no test stops within")
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, |request| request.body(Body::empty())).await
    }

    /// Asks for something long: its body, as it comes.
    pub async fn begin(&self, path: &str) -> Body {
        self.answer(Method::GET, path, |request| request.body(Body::empty())).await.into_body()
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: impl FnOnce(request::Builder) -> axum::http::Result<Request>,
    ) -> Reply {
        let (parts, body) = self.answer(method, path, body).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer is whole");
        let text = String::from_utf8_lossy(&body).into_owned();
        Reply { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    async fn answer(
        &self,
        method: Method,
        path: &str,
        body: impl FnOnce(request::Builder) -> axum::http::Result<Request>,
    ) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if self.jar.is_some() {
            let cookies: Vec<_> = self.jar().iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(SocketAddr::new(peer, 4711)));
        }
        let request = body(request).expect("the request is sound");
        let response = self.agency.router.clone().oneshot(request).await.expect("the router always answers");
        if self.jar.is_some() {
            for cookie in response.headers().get_all(header::SET_COOKIE) {
                let cookie = cookie.to_str().expect("a cookie is text");
                let (name, rest) = cookie.split_once('=').expect("a cookie has a value");
                match rest.split(';').next() {
                    Some(value) if !rest.contains("Max-Age=0") => self.jar().insert(name.into(), value.into()),
                    _ => self.jar().remove(name),
                };
            }
        }
        response
    }

    /// Posts JSON, or a text that may not be any.
    pub async fn post_json(&self, path: &str, body: impl Display) -> Reply {
        self.send_as("application/json", Method::POST, path, body.to_string()).await
    }

    pub async fn patch_json(&self, path: &str, body: impl Display) -> Reply {
        self.send_as("application/json", Method::PATCH, path, body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, |request| request.body(Body::empty())).await
    }

    pub async fn send_as(&self, kind: &str, method: Method, path: &str, body: impl Into<Body>) -> Reply {
        self.send(method, path, |request| request.header(header::CONTENT_TYPE, kind).body(body.into())).await
    }

    /// Posts a form as a browser without script does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.clone().with("accept", "text/html,application/xhtml+xml").post(path, fields).await
    }

    /// Calls a server function that writes, as the bundle does.
    pub async fn call(&self, name: &str, fields: &[(&str, &str)]) -> Reply {
        self.clone().with("accept", "application/json").post(&format!("/call/{name}"), fields).await
    }

    /// Calls a server function that reads, as the bundle does.
    pub async fn ask(&self, name: &str, fields: &[(&str, &str)]) -> Reply {
        self.clone().with("accept", "application/json").get(&format!("/call/{name}?{}", encoded(fields))).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send_as("application/x-www-form-urlencoded", Method::POST, path, encoded(fields)).await
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(fields);
    text.finish()
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        let reason = StatusCode::from_u16(self.status).expect("a status");
        assert_eq!(self.status, status, "{reason}: {}", self.text);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {:?}", self.text))
    }

    /// What a server function refused with.
    #[track_caller]
    pub fn error(&self) -> Error {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {:?}", self.text))
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("there is no {name}"));
        value.to_str().expect("the header is text")
    }

    /// The header, where there is one.
    pub fn maybe(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("the header is text"))
    }

    /// The fields a refusal of the APIs names.
    #[track_caller]
    pub fn pointers(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().into_iter().flatten();
        errors.map(|error| error["pointer"].as_str().expect("each names a field").to_owned()).collect()
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text:?} is not in {}", self.text);
        self
    }

    #[track_caller]
    pub fn does_not_say(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text:?} is in {}", self.text);
        self
    }
}

/// The rows of a list as its page shows them: their ids and names.
pub fn rows(listed: &Value) -> Vec<(i64, String)> {
    let row = |html: &str| {
        let (_, rest) = html.split_once("href=\"/")?;
        let (_, id) = rest.split_once('"')?.0.split_once('/')?;
        let name = html.split_once("</th>")?.0.rsplit_once("<span>")?.1;
        let name = name.split_once("</span>")?.0.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        Some((id.parse().ok()?, name))
    };
    rows_of(listed).map(|it| row(it).unwrap_or_else(|| panic!("no id and name: {it}"))).collect()
}

/// What the columns say in the first row of a list, after their classes.
pub fn cells(listed: &Value) -> Vec<[String; 2]> {
    let (_, html) = rows_of(listed).next().expect("a row").split_once("</th>").expect("a name");
    let (html, _) = html.split_once("<td class=\"acts\">").expect("what can be done with it stands last");
    let cells = html.split("<td class=\"").skip(1).filter_map(|cell| cell.split_once("\">"));
    cells.map(|(class, says)| [class.to_owned(), says.split("</td>").next().unwrap_or_default().to_owned()]).collect()
}

fn rows_of(listed: &Value) -> impl Iterator<Item = &str> {
    listed["rows"].as_str().unwrap_or_else(|| panic!("no rows: {listed}")).split("<tr>").skip(1)
}

/// Numbers that look random and come again with the same seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let place = self.below(all.len() as u64);
        all[usize::try_from(place).expect("it is an index")]
    }

    pub fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.below(2) == 0).then_some(value)
    }
}

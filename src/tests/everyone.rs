//! Every operation, asked for by everybody there can be, through every door: a table with no wrong cell, and no refusal
//! that leaves a trace.

use crate::{
    access::{CALLS, Does},
    import::{ended, upload},
    support::{Client, Reply, TestAgency},
};
use agency::Agency;
use axum::{
    body::Body,
    http::{Method, header},
};
use domain::{Error, Role, SignInProblem};
use jiff::SignedDuration;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

/// Every operation of the REST API, what is sent, the least role that may, and whether it changes anything. One that is
/// not listed here fails the test.
const REST: [(&str, Method, &str, &str, Role, bool); 17] = {
    use Role::{CastingAssistant as Assistant, CastingDirector as Director, ExecutiveProducer as Producer};
    [
        ("actors", Method::GET, "/actors", "", Assistant, false),
        ("actor", Method::GET, "/actors/1", "", Assistant, false),
        ("castings_of", Method::GET, "/actors/4/movies", "", Assistant, false),
        ("add_actor", Method::POST, "/actors", r#"{"name":"Bea","age":30,"gender":"female"}"#, Director, true),
        ("change_actor", Method::PATCH, "/actors/3", r#"{"age":48}"#, Director, true),
        ("delete_actor", Method::DELETE, "/actors/5", "", Director, true),
        ("movies", Method::GET, "/movies", "", Assistant, false),
        ("movie", Method::GET, "/movies/1", "", Assistant, false),
        ("cast", Method::GET, "/movies/4/cast", "", Assistant, false),
        ("add_movie", Method::POST, "/movies", r#"{"title":"Ran","release_date":"1985-06-01"}"#, Producer, true),
        ("change_movie", Method::PATCH, "/movies/3", r#"{"genre":"crime"}"#, Director, true),
        ("delete_movie", Method::DELETE, "/movies/5", "", Producer, true),
        ("castings", Method::GET, "/castings", "", Assistant, false),
        ("casting", Method::GET, "/castings/3", "", Assistant, false),
        ("add_casting", Method::POST, "/castings", r#"{"movie_id":6,"actor_id":6,"character":"Eve"}"#, Director, true),
        ("change_casting", Method::PATCH, "/castings/3", r#"{"character":"Cat"}"#, Director, true),
        ("delete_casting", Method::DELETE, "/castings/3", "", Director, true),
    ]
};

/// Every operation of the catalogue, in the same way.
const CATALOGUE: [(&str, Method, &str, &str, Role, bool); 5] = {
    use Role::{CastingAssistant as Assistant, ExecutiveProducer as Producer};
    let alien = r#"{"title":"Alien","genre":"scifi","release_year":1979,"expiry_date":"2024-05-01"}"#;
    let range = r#"{"from":"2024-05-01","to":"2024-05-02"}"#;
    [
        ("catalogue", Method::GET, "/api", "", Assistant, false),
        ("search", Method::GET, "/api/search", r#"{"title":"a"}"#, Assistant, false),
        ("expired", Method::GET, "/api/expiredMovies", range, Assistant, false),
        ("add_movie_by_title", Method::POST, "/api", alien, Producer, true),
        ("delete_movie_by_title", Method::DELETE, "/api", r#"{"title":"movie9"}"#, Producer, true),
    ]
};

/// Every kind of page, and the least role that sees it.
const PAGES: [(&str, Role); 25] = {
    use Role::{CastingAssistant as Assistant, ExecutiveProducer as Producer};
    [
        ("/", Assistant),
        ("/actors", Assistant),
        ("/actors?limit=10&page=2", Assistant),
        ("/actors/1", Assistant),
        ("/actors.csv", Assistant),
        ("/actors/print", Assistant),
        ("/movies", Assistant),
        ("/movies.json", Assistant),
        ("/movies/import", Producer),
        ("/movies/1", Assistant),
        ("/actors/1/history", Assistant),
        ("/movies/1/history", Assistant),
        ("/activity", Assistant),
        ("/activity.csv", Assistant),
        ("/account", Assistant),
        ("/search?q=a", Assistant),
        ("/trash", Assistant),
        ("/movies/chosen?id=1&do=delete", Producer),
        ("/trash/empty", Producer),
        ("/people", Producer),
        ("/people?add=1", Producer),
        ("/people?edit=1", Producer),
        ("/usage", Producer),
        ("/usage?days=7&door=pages", Producer),
        ("/usage.csv", Producer),
    ]
};

/// Somebody at a door.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    Nobody,
    Holds(Role),
    /// A token or a session whose time is over.
    Expired,
    /// Signed out, here or everywhere.
    Revoked,
    Disabled,
    WrongAudience,
    WrongIssuer,
    /// Who shows the refresh token where the access token belongs.
    Refresh,
    /// A token of ours that grants nothing.
    NoPermissions,
}

const EVERYBODY: [Who; 11] = [
    Who::Nobody,
    Who::Holds(Role::CastingAssistant),
    Who::Holds(Role::CastingDirector),
    Who::Holds(Role::ExecutiveProducer),
    Who::Expired,
    Who::Revoked,
    Who::Disabled,
    Who::WrongAudience,
    Who::WrongIssuer,
    Who::Refresh,
    Who::NoPermissions,
];

impl Who {
    fn role(self) -> Option<Role> {
        match self {
            Self::Holds(role) => Some(role),
            _ => None,
        }
    }

    /// What the REST API says to whoever is not let in.
    fn refusal(self) -> (u16, &'static str) {
        match self {
            Self::Nobody => (401, "authorization_header_missing"),
            Self::Expired => (401, "token_expired"),
            Self::Revoked | Self::Disabled => (401, "session_ended"),
            Self::WrongAudience | Self::WrongIssuer => (401, "invalid_claims"),
            Self::Refresh => (401, "invalid_header"),
            Self::NoPermissions => (403, "invalid_claims"),
            Self::Holds(_) => (403, "unauthorized"),
        }
    }

    /// This one as a program with a token, and as a browser with a cookie.
    async fn at_the_doors(self, agency: &TestAgency) -> (Client<'_>, Client<'_>) {
        let token = |token: &str| agency.nobody().with("authorization", &format!("Bearer {token}"));
        let session = |token: &str| agency.nobody().with("cookie", &format!("__Host-session={token}"));
        let maya = async || agency.signed_in(Role::CastingDirector).await;
        let token_of = async |login: &str, password: &str| {
            let body = json!({ "username": login, "password": password });
            let reply = agency.nobody().post_json("/api/token", body).await.is(200);
            reply.json()["access_token"].as_str().expect("a token").to_owned()
        };
        let mayas_token = async || token_of("maya", "maya-casts-it").await;
        let manage = async |name: &str, id: &str| {
            agency.signed_in(Role::ExecutiveProducer).await.call(name, &[("id", id)]).await.is(200);
        };
        match self {
            Self::Nobody => (agency.nobody(), agency.nobody()),
            Self::Holds(role) => (agency.program(role), agency.signed_in(role).await),
            Self::Expired => {
                let both = (token(&mayas_token().await), maya().await);
                agency.pass(SignedDuration::from_hours(24 * 8));
                both
            }
            Self::Revoked => {
                // A copy of the cookies outlives signing out as little as the browser's own.
                let browser = maya().await;
                let copy = browser.copied();
                browser.form("/sign-out", &[]).await.is(303);
                let adas = token_of("ada", "ada-looks-up").await;
                manage("end_sessions", "1").await;
                (token(&adas), copy)
            }
            Self::Disabled => {
                let both = (token(&mayas_token().await), maya().await);
                manage("disable_person", "2").await;
                both
            }
            Self::Refresh => {
                let refresh = maya().await.cookie("__Host-refresh").expect("it was given");
                (token(&refresh), session(&refresh))
            }
            Self::WrongAudience => {
                let other = json!({ "aud": "other" });
                (token(&ours(agency, true, &other).await), session(&ours(agency, false, &other).await))
            }
            Self::WrongIssuer => {
                let other = json!({ "iss": "other" });
                (token(&ours(agency, true, &other).await), session(&ours(agency, false, &other).await))
            }
            Self::NoPermissions => {
                let bare = ours(agency, true, &json!({ "role": null })).await;
                (token(&bare), session(&bare))
            }
        }
    }
}

/// A token signed with our own key: a producer's for a program, or a director's live session; but for these claims.
async fn ours(agency: &TestAgency, bearer: bool, but: &serde_json::Value) -> String {
    let now = agency.agency.now().as_second();
    let mut claims = json!({
        "iss": "casting-agency", "aud": "casting-agency", "sub": "x", "iat": now, "exp": now + 600,
        "purpose": "bearer", "role": "executive_producer",
    });
    if !bearer {
        agency.signed_in(Role::CastingDirector).await;
        claims = json!({
            "iss": "casting-agency", "aud": "casting-agency", "sub": "session", "iat": now, "exp": now + 600,
            "purpose": "session", "session": 1, "person": 2, "epoch": 1,
        });
    }
    for (name, value) in but.as_object().expect("an object") {
        claims[name] = value.clone();
    }
    let claims: serde_json::Map<_, _> =
        claims.as_object().expect("an object").clone().into_iter().filter(|(_, value)| !value.is_null()).collect();
    let key = EncodingKey::from_secret(&agency.agency.signing_key().await.expect("the key is there"));
    jsonwebtoken::encode(&Header::default(), &claims, &key).expect("it can be signed")
}

/// A demo with something to restore, to release and to withdraw in it.
async fn prepared() -> TestAgency {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(Role::ExecutiveProducer).await;
    producer.call("delete_actor", &[("id", "12")]).await.is(200);
    producer.call("delete_movie", &[("id", "17")]).await.is(200);
    for character in ["Ada", "Bob", "Cleo"] {
        let fields = [("movie_id", "4"), ("actor_id", "4"), ("character", character)];
        producer.call("add_casting", &fields).await.is(200);
    }
    producer.call("delete_casting", &[("id", "2")]).await.is(200);
    producer.call("invite", &[("name", ""), ("role", "casting_director")]).await.is(200);
    agency
}

/// One cell of the table: who asks for what.
struct Cell<'a> {
    what: &'a str,
    who: Who,
    least: Role,
    does: Does,
    /// The status of a refusal at this door.
    refused: u16,
}

impl Cell<'_> {
    /// Whoever may has it done, and the log says so; whoever may not is refused, and leaves no trace.
    fn judge(self, reply: &Reply, changes: usize) {
        let Self { what, who, least, does, refused } = self;
        let may = who.role().is_some_and(|role| role >= least);
        let (status, traces) = match does {
            _ if !may => (refused, 0..=0),
            Does::Nothing | Does::Housekeeping => (200, 0..=0),
            Does::Flip if who == Who::Holds(Role::CastingAssistant) => (409, 0..=0),
            Does::Change | Does::Flip | Does::Later => (200, 1..=1),
            Does::Changes => (200, 1..=usize::MAX),
        };
        assert_eq!(reply.status, status, "{what} by {who:?}: {}", reply.text);
        assert!(traces.contains(&changes), "{what} by {who:?} left {changes} changes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_asks_for_everything() {
    let mut cells = 0;
    for who in EVERYBODY {
        // Each door on an agency of its own: what one did is not there for the next.
        let agency = prepared().await;
        let (program, _) = who.at_the_doors(&agency).await;
        let rest = REST.into_iter().map(|(name, method, path, body, least, changes)| {
            (name, method, format!("/api/v1{path}"), body, least, changes)
        });
        let catalogue = CATALOGUE
            .into_iter()
            .map(|(name, method, path, body, least, changes)| (name, method, path.to_owned(), body, least, changes));
        for (name, method, path, body, least, changes) in rest.chain(catalogue) {
            let before = agency.changes().await.len();
            let kind = if body.is_empty() { "text/plain" } else { "application/json" };
            let reply = program
                .send(method, &path, |request| request.header(header::CONTENT_TYPE, kind).body(Body::from(body)))
                .await;
            let (refused, code) = who.refusal();
            // What the old catalogue could not read was 422.
            let old = !path.starts_with("/api/v1") && code == "invalid_header";
            let refused = if old { 422 } else { refused };
            let does = if changes { Does::Change } else { Does::Nothing };
            Cell { what: name, who, least, does, refused }.judge(&reply, agency.changes().await.len() - before);
            if reply.status != 200 {
                assert_eq!(reply.json()["code"], code, "{name} by {who:?}");
                assert!(reply.header("www-authenticate").starts_with("Bearer error="), "{name} by {who:?}");
            }
            cells += 1;
        }

        // What each role may there, the tests of that door know.
        let agency = prepared().await;
        let (program, browser) = who.at_the_doors(&agency).await;
        for (client, refused) in [(program, who.refusal().0), (browser, 401)] {
            let before = agency.changes().await.len();
            let query = json!({ "query": "mutation { changeActor(id: 3, change: {age: 48}) { version } }" });
            let reply = client.post_json("/graphql", query).await;
            let status = if who.role().is_some() { 200 } else { refused };
            assert_eq!(reply.status, status, "GraphQL by {who:?}: {}", reply.text);
            let may = who.role() >= Some(Role::CastingDirector);
            assert!(may || agency.changes().await.len() == before, "GraphQL by {who:?} left a trace");
            cells += 1;
        }

        let agency = prepared().await;
        let (_, browser) = who.at_the_doors(&agency).await;
        // A second session of the same person, to be ended.
        let mine = match who.role() {
            Some(role) => {
                agency.signed_in(role).await;
                // In the order of their ids, from 1.
                Agency::demo_people().iter().zip(1..).find(|(person, _)| person.role == role)
            }
            None => None,
        };
        if who.role() >= Some(Role::CastingDirector) {
            upload(&browser, "actors", "Name,Age,Gender\nLeft Out,30,male\nNew Face,30,female").await;
        }
        for (name, query, least, does) in CALLS {
            let (password, id) = mine.map_or(("", 0), |(person, id)| (person.password, id));
            let query = query.replace("PASSWORD", password).replace("ME", &id.to_string());
            let fields: Vec<_> = query.split('&').filter_map(|field| field.split_once('=')).collect();
            let before = agency.changes().await.len();
            let reads = does == Does::Nothing;
            let reply = if reads { browser.ask(name, &fields).await } else { browser.call(name, &fields).await };
            if does == Does::Later && reply.status == 200 {
                ended(&browser, "actor", 1).await;
            }
            let refused = if who.role().is_some() { 403 } else { 401 };
            Cell { what: name, who, least, does, refused }.judge(&reply, agency.changes().await.len() - before);
            match reply.status {
                401 => assert_eq!(reply.error(), Error::SignIn(SignInProblem::SessionEnded), "{name} by {who:?}"),
                403 => assert!(matches!(reply.error(), Error::NotAllowed(_)), "{name} by {who:?}"),
                _ => {}
            }
            cells += 1;
        }

        let agency = prepared().await;
        let (_, browser) = who.at_the_doors(&agency).await;
        for (path, least) in PAGES {
            let before = agency.changes().await.len();
            let reply = browser.get(path).await;
            let refused = if who.role().is_some() { 403 } else { 303 };
            Cell { what: path, who, least, does: Does::Nothing, refused }
                .judge(&reply, agency.changes().await.len() - before);
            match reply.status {
                303 => {
                    assert!(reply.header("location").starts_with("/sign-in"), "{path} by {who:?}");
                    reply.does_not_say("tom hanks").does_not_say("Omar");
                }
                403 => {
                    reply.says("Only executive producers may ").does_not_say("Omar Reyes");
                    reply.does_not_say(&format!(r#"href="{path}" class="button"#)); // which would lead in a circle
                }
                _ => {}
            }
            cells += 1;
        }
    }
    assert!(cells >= 400, "{cells} cells");
}

/// Whatever the API describes is in the table, and whatever is in the table is described with the permission it asks for.
#[tokio::test]
async fn every_rest_operation_is_in_the_table() {
    let agency = TestAgency::open().await;
    let document = agency.nobody().get("/api/openapi.json").await.is(200).json();
    let mut described = casting_agency::rest::openapi::operations(&document);
    described.retain(|(name, ..)| name != "links"); // the one that is public
    assert_eq!(described.len(), REST.len());
    for (name, method, path, permissions) in described {
        let row = REST.iter().find(|row| row.0 == name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let shape = |path: &str| {
            path.split('/')
                .map(|part| if part.parse::<i64>().is_ok() { "{id}" } else { part })
                .collect::<Vec<_>>()
                .join("/")
        };
        assert_eq!((method.as_str(), path), (row.1.as_str(), format!("/api/v1{}", shape(row.2))), "{name}");
        assert!(!permissions.is_empty(), "{name} declares no permission");
        let least = permissions.iter().map(|permission| permission.least_role()).max();
        assert_eq!(least, Some(row.4), "{name}");
    }
}

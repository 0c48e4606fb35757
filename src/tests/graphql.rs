//! The GraphQL door: what is asked and done there, by whom, and how much at once.

use crate::support::{Client, Reply, TestAgency};
use axum::http::Method;
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tracing::{Event, Instrument, Level, Subscriber};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{self, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// Asks with these variables, and wants an answer whatever became of it.
async fn ask_with(client: &Client<'_>, query: &str, variables: Value) -> Reply {
    client.post_json("/graphql", json!({ "query": query, "variables": variables })).await.is(200)
}

async fn ask(client: &Client<'_>, query: &str) -> Reply {
    ask_with(client, query, json!({})).await
}

impl Reply {
    /// What was answered, where nothing was refused.
    #[track_caller]
    fn data(&self) -> Value {
        let body = self.json();
        assert!(body["errors"].is_null(), "{}", self.text);
        body["data"].clone()
    }

    /// The one error: its code, its status, its words.
    #[track_caller]
    fn refusal(&self) -> (String, u64, String) {
        let body = self.json();
        let errors = body["errors"].as_array().unwrap_or_else(|| panic!("nothing was refused: {}", self.text));
        let [error] = &errors[..] else { panic!("more than one error: {}", self.text) };
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let extensions = &error["extensions"];
        (text(&extensions["code"]), extensions["status"].as_u64().expect("a status"), text(&error["message"]))
    }
}

/// A demo in which actor 4 plays three characters in movie 4, and actor 5 one.
async fn cast() -> TestAgency {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for (actor, character) in [(4, "Ada"), (4, "Bea"), (4, "Cleo"), (5, "Dan")] {
        let casting = json!({ "movie_id": 4, "actor_id": actor, "character": character });
        director.post_json("/api/v1/castings", casting).await.is(200);
    }
    agency
}

#[test]
fn the_schema_is_a_promise() {
    insta::assert_snapshot!(casting_agency::graphql::sdl());
}

#[tokio::test]
async fn records_and_who_plays_whom() {
    let agency = cast().await;
    let program = agency.program(CastingAssistant);
    let query = r#"query ($id: ID!) {
        actor(id: $id) { id name age gender version movies { totalCount nodes { character movie { title } } } }
        movie(id: 4) { id title releaseDate releaseYear genre expiryDate cast(first: 1) {
            totalCount edges { cursor node { id character actor { name } } } pageInfo { hasNextPage hasPreviousPage endCursor }
        } }
        casting(id: "3") { id character version actor { id } movie { id } }
    }"#;
    let data = ask_with(&program, query, json!({ "id": 4 })).await.data();
    insta::assert_json_snapshot!(data);
}

#[tokio::test]
async fn lists_go_on_after_a_cursor() {
    let agency = cast().await;
    let program = agency.program(CastingAssistant);
    let query =
        "query ($after: String) { actors(first: 5, after: $after, sort: [{key: AGE, direction: DOWN}, {key: NAME}]) {
        nodes { name age } pageInfo { hasNextPage hasPreviousPage endCursor } } }";
    let (mut after, mut seen, mut pages) = (Value::Null, Vec::new(), 0);
    loop {
        let actors = ask_with(&program, query, json!({ "after": after })).await.data()["actors"].take();
        assert_eq!(actors["pageInfo"]["hasPreviousPage"], json!(pages > 0));
        seen.extend(
            actors["nodes"].as_array().expect("rows").iter().map(|actor| actor["age"].as_i64().expect("an age")),
        );
        pages += 1;
        if actors["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = actors["pageInfo"]["endCursor"].clone();
        assert!(
            after
                .as_str()
                .is_some_and(|cursor| cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
        );
    }
    assert_eq!((pages, seen.len()), (3, 12));
    assert!(seen.is_sorted_by(|one, next| one >= next), "{seen:?}");

    let castings =
        "query ($after: String) { castings(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }";
    let first = ask(&program, castings).await.data();
    let after = first["castings"]["pageInfo"]["endCursor"].clone();
    let second = ask_with(&program, castings, json!({ "after": after })).await.data();
    assert_eq!(first["castings"]["nodes"], json!([{ "id": "1" }, { "id": "2" }]));
    assert_eq!(second["castings"]["nodes"], json!([{ "id": "3" }, { "id": "4" }]));
    // Of each record by itself: actor 4 plays the first three of the movie's four.
    let both = "query ($after: String) { movie(id: 4) { cast(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage } } }
        actor(id: 4) { movies(first: 3, after: $after) { totalCount nodes { id } pageInfo { hasNextPage } } } }";
    let data = ask_with(&program, both, json!({ "after": after })).await.data();
    let rest = json!({ "nodes": [{ "id": "3" }, { "id": "4" }], "pageInfo": { "hasNextPage": false } });
    assert_eq!(data["movie"]["cast"], rest);
    let rest = json!({ "totalCount": 3, "nodes": [{ "id": "3" }], "pageInfo": { "hasNextPage": false } });
    assert_eq!(data["actor"]["movies"], rest);
}

#[tokio::test]
async fn lists_are_filtered_and_counted() {
    let agency = TestAgency::demo().await;
    let program = agency.program(CastingAssistant);
    let data = ask(
        &program,
        r#"{ actors(filter: {gender: FEMALE, ageMin: 30}) { totalCount totalIsAtLeast nodes { gender age } }
            movies(filter: {q: "MOVIE1"}, sort: {key: TITLE}) { totalCount nodes { title } } }"#,
    )
    .await
    .data();
    let women = data["actors"]["nodes"].as_array().expect("rows");
    assert!(!women.is_empty() && women.iter().all(|it| it["gender"] == "FEMALE" && it["age"].as_i64() >= Some(30)));
    assert_eq!(data["actors"]["totalCount"], json!(women.len()));
    assert_eq!(data["actors"]["totalIsAtLeast"], json!(false));
    assert!(data["movies"]["totalCount"].as_i64() > Some(0), "{data}");

    let upside_down = ask(&program, "{ actors(filter: {ageMin: 40, ageMax: 30}) { nodes { id } } }").await;
    assert_eq!(upside_down.refusal().0, "bad_request");
    assert_eq!(upside_down.json()["errors"][0]["extensions"]["errors"][0]["pointer"], "/ageMin");
    for wrong in ["actors(first: 0)", "actors(first: 101)", "actors(after: \"?\")", "castings(after: \"eHl6\")"] {
        let reply = ask(&program, &format!("{{ {wrong} {{ nodes {{ id }} }} }}")).await;
        assert_eq!(reply.refusal().1, 400, "{wrong}: {}", reply.text);
    }
}

/// Every mutation, what it is sent, and the least role that may.
const MUTATIONS: [(&str, &str, domain::Role); 16] = [
    ("addActor", r#"(new: {name: "Bea", age: 30, gender: FEMALE}) { id }"#, CastingDirector),
    ("changeActor", r#"(id: 3, change: {age: 48}, version: 1) { version }"#, CastingDirector),
    ("restoreActorVersion", "(id: 3, number: 3) { version }", CastingDirector),
    ("deleteActor", "(id: 5) { id }", CastingDirector),
    ("restoreActor", "(id: 5) { id }", CastingDirector),
    ("addMovie", r#"(new: {title: "Ran", releaseDate: "1985-06-01"}) { id }"#, ExecutiveProducer),
    ("changeMovie", r#"(id: 3, change: {genre: "crime"}) { genre }"#, CastingDirector),
    ("restoreMovieVersion", "(id: 3, number: 15) { genre }", CastingDirector),
    ("deleteMovie", "(id: 5) { id }", ExecutiveProducer),
    ("restoreMovie", "(id: 5) { id }", ExecutiveProducer),
    ("addCasting", r#"(new: {movieId: 6, actorId: 6, character: "Eve"}) { id }"#, CastingDirector),
    ("changeCasting", r#"(id: 3, change: {character: "Cat"}) { character }"#, CastingDirector),
    ("deleteCasting", "(id: 3) { id }", CastingDirector),
    ("restoreCasting", "(id: 3) { id }", CastingDirector),
    ("undo", " { undo { words } redo { words } }", CastingDirector),
    ("redo", " { undo { words } redo { words } }", CastingDirector),
];

#[tokio::test]
async fn every_mutation_by_every_role() {
    for role in domain::Role::ALL {
        let agency = cast().await;
        let browser = agency.signed_in(role).await;
        for (name, rest, least) in MUTATIONS {
            let before = agency.changes().await.len();
            let reply = ask(&browser, &format!("mutation {{ {name}{rest} }}")).await;
            let changes = agency.changes().await.len() - before;
            if role >= least {
                assert!(!reply.data()[name].is_null(), "{name} by {role}: {}", reply.text);
                assert_eq!(changes, 1, "{name} by {role}");
                continue;
            }
            assert_eq!(changes, 0, "{name} by {role} left a trace");
            assert_eq!(reply.json()["data"][name], Value::Null);
            let refusal = reply.refusal();
            // Whoever may do nothing has nothing to take back.
            if ["undo", "redo"].contains(&name) {
                assert_eq!((&*refusal.0, refusal.1), ("conflict", 409), "{name} by {role}");
            } else {
                assert_eq!((&*refusal.0, refusal.1), ("unauthorized", 403), "{name} by {role}");
                assert!(reply.json()["errors"][0]["extensions"]["required_permission"].is_string());
            }
        }
    }
    // Emptying the trash has a test of its own.
    let sdl = casting_agency::graphql::sdl();
    let mutations =
        sdl.split("\ntype Mutation {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("they are there");
    let fields = mutations.lines().filter(|line| line.contains("): "));
    let mut there: Vec<_> = fields.filter_map(|line| line.trim().split('(').next()).collect();
    let mut listed: Vec<_> = MUTATIONS.iter().map(|(name, ..)| *name).chain(["emptyTrash"]).collect();
    there.sort_unstable();
    listed.sort_unstable();
    assert_eq!(there, listed);
}

#[tokio::test]
async fn the_trash_is_looked_through_and_emptied() {
    let agency = cast().await;
    let director = agency.program(CastingDirector);
    ask(&director, "mutation { deleteActor(id: 4) { id } }").await.data();
    let trash = ask(
        &director,
        "{ trash { totalCount castings latest days records { recordType recordId name rest castings } } }",
    )
    .await;
    let trash = trash.data()["trash"].take();
    assert_eq!((&trash["totalCount"], &trash["castings"]), (&json!(1), &json!(3)));
    assert_eq!(
        trash["records"],
        json!([{ "recordType": "ACTOR", "recordId": "4", "name": "scarlett johansson", "rest": ", 37", "castings": 3 }])
    );
    let empty = format!("mutation {{ emptyTrash(latest: {}) }}", trash["latest"]);
    assert_eq!(ask(&director, &empty).await.refusal().1, 403);
    assert_eq!(ask(&agency.program(ExecutiveProducer), &empty).await.data(), json!({ "emptyTrash": 4 }));
    assert_eq!(ask(&director, "{ trash(page: 2) { days } }").await.refusal().1, 404);
}

#[tokio::test]
async fn what_happened_is_told() {
    let agency = cast().await;
    let director = agency.program(CastingDirector);
    ask(&director, r#"mutation { changeMovie(id: 4, change: {genre: "drama"}) { id } }"#).await.data();
    let query = "query ($after: String) {
        activity(first: 2, after: $after, filter: {recordType: MOVIE, recordId: 4}) {
            nodes { number by deed recordType recordId version before { __typename ... on Movie { genre } } after { ... on Movie { genre } } }
            pageInfo { hasNextPage hasPreviousPage } }
        history(recordType: MOVIE, recordId: 4, first: 2) { nodes { recordType deed } pageInfo { endCursor hasNextPage } } }";
    let data = ask(&director, query).await.data();
    let latest = &data["activity"]["nodes"][0];
    assert_eq!((&latest["before"]["genre"], &latest["after"]["genre"]), (&Value::Null, &json!("drama")));
    assert_eq!(
        (&latest["recordType"], &latest["recordId"], &latest["version"]),
        (&json!("MOVIE"), &json!("4"), &json!(2))
    );
    let history = &data["history"];
    assert_eq!(history["nodes"][1]["recordType"], "CASTING");
    assert_eq!(history["pageInfo"]["hasNextPage"], true);
    let older = "query ($after: String) { history(recordType: MOVIE, recordId: 4, after: $after) { nodes { deed } } }";
    let older = ask_with(&director, older, json!({ "after": history["pageInfo"]["endCursor"] })).await.data();
    assert_eq!(older["history"]["nodes"].as_array().map(Vec::len), Some(4)); // three castings and how the movie came
    assert_eq!(ask(&director, "{ activity(filter: {recordId: 4}) { nodes { number } } }").await.refusal().1, 400);
    assert_eq!(
        ask(&director, "{ history(recordType: PERSON, recordId: 1) { nodes { deed } } }").await.refusal().1,
        403
    );
    assert_eq!(
        ask(&director, "{ history(recordType: ACTOR, recordId: 99) { nodes { deed } } }").await.refusal().1,
        404
    );
}

#[tokio::test]
async fn refusals_have_the_code_and_the_status_of_the_rest_api() {
    let agency = cast().await;
    let producer = agency.program(ExecutiveProducer);
    async fn check(client: &Client<'_>, query: &str, code: &str, status: u64) -> Value {
        let reply = ask(client, query).await;
        let refusal = reply.refusal();
        assert_eq!((&*refusal.0, refusal.1), (code, status), "{query}: {}", reply.text);
        assert_eq!(reply.header("content-type"), "application/json");
        reply.json()["errors"][0]["extensions"].clone()
    }
    check(&producer, "{ actor(id: 99) { id } }", "not_found", 404).await;
    check(&producer, r#"{ movie(id: "x") { id } }"#, "not_found", 404).await;
    check(&producer, "mutation { deleteMovie(id: 99) { id } }", "not_found", 404).await;
    let same = r#"mutation { addActor(new: {name: "SCARLETT johansson ", age: 37, gender: MALE}) { id } }"#;
    check(&producer, same, "unprocessable", 422).await;
    let fields = check(
        &producer,
        r#"mutation { addMovie(new: {title: " ", releaseDate: "1999-02-30", expiryDate: "soon"}) { id } }"#,
        "bad_request",
        400,
    )
    .await;
    let pointers: Vec<_> = fields["errors"].as_array().expect("fields").iter().map(|it| &it["pointer"]).collect();
    assert_eq!(pointers, ["/title", "/releaseDate", "/expiryDate"]);
    check(&producer, "mutation { changeActor(id: 4, change: {}) { id } }", "bad_request", 400).await;
    check(&producer, "mutation { changeMovie(id: 4, change: {releaseDate: null}) { id } }", "bad_request", 400).await;
    ask(&producer, "mutation { changeActor(id: 4, change: {age: 38}) { id } }").await.data();
    let moved =
        check(&producer, "mutation { changeActor(id: 4, change: {age: 39}, version: 1) { id } }", "stale", 412).await;
    assert_eq!(
        (&moved["base"]["age"], &moved["yours"]["age"], &moved["theirs"]["age"]),
        (&json!(37), &json!(39), &json!(38))
    );
    check(&producer, "mutation { deleteActor(id: 4, version: 1) { id } }", "stale", 412).await;
    check(&producer, "{ nothing }", "bad_request", 400).await;
    check(&producer, "{ actors { ", "bad_request", 400).await;
    check(&producer, "subscription { actors { nodes { id } } }", "bad_request", 400).await;

    let refusal = ask(&agency.program(CastingAssistant), "mutation { deleteMovie(id: 4) { id } }").await.json();
    let extensions = &refusal["errors"][0]["extensions"];
    assert_eq!(extensions["required_permission"], "delete:movies");
    assert_eq!(extensions["your_role"], "casting_assistant");
    assert_eq!(extensions["roles_that_can"], json!(["executive_producer"]));
    assert_eq!(refusal["errors"][0]["message"], "Permission not found.");
    assert_eq!(refusal["errors"][0]["path"], json!(["deleteMovie"]));
}

#[tokio::test]
async fn null_takes_away_and_nothing_stays() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let add = r#"mutation { addMovie(new: {title: "Ran", releaseDate: "1985-6-1", genre: "war", expiryDate: "2030-01-01"}) {
        id releaseDate releaseYear genre expiryDate } }"#;
    let ran = ask(&producer, add).await.data()["addMovie"].take();
    assert_eq!(
        (&ran["releaseDate"], &ran["releaseYear"], &ran["genre"]),
        (&json!("1985-06-01"), &json!(1985), &json!("war"))
    );
    let change = "mutation ($id: ID!, $change: MovieChange!) { changeMovie(id: $id, change: $change) { title genre expiryDate releaseDate releaseYear } }";
    let change = async |with: Value| {
        ask_with(&producer, change, json!({ "id": ran["id"], "change": with })).await.data()["changeMovie"].take()
    };
    let changed = change(json!({ "genre": null })).await;
    assert_eq!(
        (&changed["title"], &changed["genre"], &changed["expiryDate"]),
        (&json!("Ran"), &Value::Null, &json!("2030-01-01"))
    );
    let changed = change(json!({ "expiryDate": null, "releaseDate": null, "releaseYear": 1986 })).await;
    assert_eq!(
        (&changed["expiryDate"], &changed["releaseDate"], &changed["releaseYear"]),
        (&Value::Null, &Value::Null, &json!(1986))
    );
}

#[tokio::test]
async fn a_token_of_a_few_permissions_sees_what_it_may() {
    let agency = cast().await;
    // An old client of the catalogue: it sees movies, and no actors.
    let token = agency.nobody().post_json("/api/token", r#"{"username":"client"}"#).await.is(200).json();
    let client =
        agency.nobody().with("authorization", &format!("Bearer {}", token["access_token"].as_str().expect("a token")));
    let reply =
        ask(&client, "{ movie(id: 4) { title cast { totalCount } } actors { totalCount } castings { nodes { id } } }")
            .await;
    let body = reply.json();
    assert_eq!(
        body["data"],
        json!({ "movie": { "title": "fight club", "cast": null }, "actors": null, "castings": null })
    );
    let errors = body["errors"].as_array().expect("three");
    assert_eq!(errors.len(), 3);
    assert!(errors.iter().all(|error| error["extensions"]["required_permission"] == "get:actors"), "{}", reply.text);
}

#[tokio::test]
async fn nobody_is_answered_before_signing_in() {
    let agency = TestAgency::demo().await;
    let query = json!({ "query": "{ actors { totalCount } }" });
    for (client, code) in [
        (agency.nobody(), "authorization_header_missing"),
        (agency.nobody().with("authorization", "Basic x"), "invalid_header"),
        (agency.nobody().with("cookie", "__Host-session=x"), "session_ended"),
    ] {
        for reply in [
            client.post_json("/graphql", &query).await,
            client.post_json("/graphql", "not even JSON").await,
            client.get("/graphql?query={actors{totalCount}}").await,
            client.get("/graphql/schema").await,
        ] {
            let reply = reply.is(401);
            assert_eq!(reply.json()["code"], code);
            assert!(reply.header("www-authenticate").starts_with("Bearer error="));
        }
    }
    agency.signed_in(CastingAssistant).await.post_json("/graphql", &query).await.is(200);
    let elsewhere = agency
        .signed_in(CastingAssistant)
        .await
        .with("sec-fetch-site", "cross-site")
        .with("origin", "https://evil.example");
    assert_eq!(elsewhere.post_json("/graphql", &query).await.is(403).json()["code"], "cross_site");
}

/// A program's token is good, and nothing it did is anybody's to take back.
#[tokio::test]
async fn a_program_has_no_steps() {
    let agency = TestAgency::demo().await;
    let program = agency.program(ExecutiveProducer);
    let steps = ask(&program, "{ steps { undo { words } redo { words } } }").await.data();
    assert_eq!(steps, json!({ "steps": { "undo": null, "redo": null } }));
    for mutation in ["mutation { undo { undo { words } } }", "mutation { redo { redo { words } } }"] {
        let (code, status, _) = ask(&program, mutation).await.refusal();
        assert_eq!((&*code, status), ("conflict", 409));
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_as_everywhere() {
    let agency = TestAgency::demo().await;
    let program = agency.program(CastingDirector);
    let post = async |body: &str| program.post_json("/graphql", body).await;
    for body in [
        "",
        "{",
        "[]",
        "7",
        "{}",
        r#"{"query":""}"#,
        r#"{"query":7}"#,
        r#"{"query":"{a}","variables":[]}"#,
        r#"{"query":"{a}","operationName":7}"#,
    ] {
        assert_eq!(post(body).await.is(400).json()["code"], "bad_request", "{body}");
    }
    assert!(post(r#"[{"query":"{actors{totalCount}}"}]"#).await.is(400).text.contains("one operation"));
    let query = r#"{"query":"{actors{totalCount}}","variables":null,"operationName":null,"extensions":null,"other":1}"#;
    post(query).await.is(200).data();
    let as_kind = async |kind: &str| program.send_as(kind, Method::POST, "/graphql", query).await;
    as_kind("text/plain").await.is(415);
    as_kind("application/graphql").await.is(415);
    as_kind("application/x-www-form-urlencoded").await.is(415);
    as_kind("application/json; charset=utf-8").await.is(200);
    let long = format!(r#"{{"query":"{{actors{{totalCount}}}}","variables":{{"x":"{}"}}}}"#, "x".repeat(70_000));
    assert_eq!(post(&long).await.is(413).json()["code"], "too_large");
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let reply = program.send_as("application/json", method, "/graphql", query).await.is(405);
        assert_eq!(reply.json()["code"], "method_not_allowed");
        assert!(reply.header("allow").contains("POST"), "{}", reply.header("allow"));
    }
    let several =
        r#"{"query":"query A { actors { totalCount } } query B { movies { totalCount } }","operationName":"B"}"#;
    assert_eq!(post(several).await.is(200).data(), json!({ "movies": { "totalCount": 17 } }));
}

#[tokio::test]
async fn a_query_in_the_address_changes_nothing() {
    let agency = TestAgency::demo().await;
    let program = agency.program(ExecutiveProducer);
    let get = async |pairs: &[(&str, &str)]| {
        let mut address = form_urlencoded::Serializer::new("/graphql?".to_owned());
        program.get(&address.extend_pairs(pairs).finish()).await
    };
    let query = "query ($id: ID!) { actor(id: $id) { name } }";
    let reply = get(&[("query", query), ("variables", r#"{"id":4}"#), ("operationName", "")]).await.is(200);
    assert_eq!(reply.data()["actor"]["name"], "scarlett johansson");
    let both = "query Q { actors { totalCount } } mutation M { deleteActor(id: 4) { id } }";
    get(&[("query", both), ("operationName", "Q")]).await.is(200).data();
    for name in ["M", ""] {
        let reply = get(&[("query", both), ("operationName", name)]).await.is(405);
        assert_eq!((reply.header("allow"), &reply.json()["code"]), ("POST", &json!("method_not_allowed")));
    }
    get(&[("query", query), ("variables", "{")]).await.is(400);
    get(&[]).await.is(400);
    assert_eq!(agency.changes().await.len(), agency.count("changes").await as usize);
    assert_eq!(ask(&program, "{ actors { totalCount } }").await.data()["actors"]["totalCount"], 12);
}

#[tokio::test]
async fn the_newer_type_has_the_status_of_what_was_refused_as_a_whole() {
    let agency = TestAgency::demo().await;
    let program =
        agency.program(CastingAssistant).with("accept", "application/graphql-response+json, application/json;q=0.9");
    let post = async |query: &str| program.post_json("/graphql", json!({ "query": query })).await;
    let reply = post("{ actors { totalCount } }").await.is(200);
    assert_eq!(reply.header("content-type"), "application/graphql-response+json");
    post("{ nothing }").await.is(400);
    post("{").await.is(400);
    let deep =
        "{ movies { nodes { cast { nodes { actor { movies { nodes { movie { cast { totalCount } } } } } } } } } }";
    assert!(post(deep).await.is(400).json().get("data").is_none());
    // Of this something was done, and it says so beside what was not.
    post("{ actor(id: 99) { id } actors { totalCount } }").await.is(200);
}

#[tokio::test]
async fn how_deep_and_how_costly() {
    let agency = cast().await;
    let program = agency.program(CastingAssistant);
    async fn refused(client: &Client<'_>, query: &str, variables: Value, says: &str) {
        let (code, status, message) = ask_with(client, query, variables).await.refusal();
        assert_eq!((&*code, status), ("bad_request", 400), "{query}");
        assert!(message.contains(says), "{message:?} does not say {says:?}");
    }
    let none = || json!({});
    // Eight levels are answered, nine are not, however they are written.
    let eight = "{ movies(first: 2) { edges { node { cast(first: 2) { edges { node { actor { name } } } } } } } }";
    ask(&program, eight).await.data();
    let nine = "{ movies(first: 1) { edges { node { cast(first: 1) { edges { node { actor { movies(first: 1) { totalCount } } } } } } } } }";
    refused(&program, nine, none(), "9 levels deep; at most 8").await;
    let spread = "{ movies(first: 1) { edges { ...E } } } fragment E on MovieEdge { node { cast(first: 1) { edges { ... on CastingEdge { node { actor { movies(first: 1) { totalCount } } } } } } } }";
    refused(&program, spread, none(), "9 levels deep").await;

    // 1 + 100 × 3 for the list of 100, three times and a bit.
    let hundred = |name: usize| format!("a{name}: actors(first: 100) {{ nodes {{ id name }} }}");
    ask(&program, &format!("{{ {} }}", (0..3).map(hundred).collect::<String>())).await.data();
    refused(
        &program,
        &format!("{{ {} }}", (0..4).map(hundred).collect::<String>()),
        none(),
        "costs 1204; at most 1000",
    )
    .await;
    let nested = "query ($many: Int! = 60) { movies(first: 10) { nodes { cast(first: $many) { nodes { id } } } } }";
    ask_with(&program, nested, json!({ "many": 2 })).await.data();
    refused(&program, nested, none(), "costs 1221").await;
    // What is no number is refused for that, and costs as much as it could.
    let many = "query ($many: Int) { actors(first: $many) { nodes { a: id b: id c: id d: id e: id f: id g: id h: id i: id } } }";
    refused(&program, many, json!({ "many": "x" }), "costs 1001").await;
    // A mutation costs as much as many fields.
    let delete = |id: usize| format!("a{id}: deleteActor(id: {id}) {{ id }} ");
    let twenty = format!("mutation {{ {} }}", (100..120).map(delete).collect::<String>());
    refused(&program, &twenty, none(), "costs 1020").await;
    let spread =
        format!("mutation {{ ...M }} fragment M on Mutation {{ {} }}", (100..120).map(delete).collect::<String>());
    refused(&program, &spread, none(), "costs 1020").await;
}

/// None of these takes the server long, or down.
#[tokio::test]
async fn queries_that_mean_harm() {
    let agency = TestAgency::demo().await;
    let program = agency.program(CastingAssistant);
    let double = |next: usize| format!("fragment F{} on Query {{ ...F{next} ...F{next} }} ", next - 1);
    let bomb =
        format!("{{ ...F0 }} {} fragment F30 on Query {{ __typename }}", (1..=30).map(double).collect::<String>());
    let chain = |next: usize| format!("fragment F{} on Query {{ ...F{next} }} ", next - 1);
    let chain =
        format!("{{ ...F0 }} {} fragment F1000 on Query {{ __typename }}", (1..=1000).map(chain).collect::<String>());
    let rings =
        "{ ...A } fragment A on Query { ...B ...B __typename } fragment B on Query { ...A ...A __typename }".to_owned();
    let queries = [
        (bomb, "costs 1073741824"),
        (chain, "fragments are spread in each other"),
        (rings, "recursion"),
        (format!("{}{}", "{a".repeat(15_000), "}".repeat(15_000)), "stack limit"),
        (format!("{{ actors(first: {}1{}) {{ nodes {{ id }} }} }}", "[".repeat(15_000), "]".repeat(15_000)), ""),
        (format!("{{ actors {{ nodes {{ id {} }} }} }}", "@include(if: true) ".repeat(1_500)), ""),
        (format!("{{ actors {{ nodes {{ {} }} }} }}", "a".repeat(60_000)), ""),
        (
            "{ __schema { types { fields { type { fields { type { fields { name description } } } } } } } }".to_owned(),
            "",
        ),
    ];
    for (query, says) in queries {
        let reply = ask(&program, &query).await;
        let errors = reply.json()["errors"].take();
        let start: String = query.chars().take(60).collect();
        if says.is_empty() {
            continue; // whatever the answer is, there is one
        }
        assert!(errors.as_array().is_some_and(|errors| !errors.is_empty()), "{start}: {:.300}", reply.text);
        let message = errors[0]["message"].as_str().unwrap_or_default().to_lowercase();
        assert!(message.contains(says), "{start}: {message:.200}");
        assert!(message.len() < 300, "{start}: {}", message.len());
    }
}

/// What tools ask to learn the schema, as graphql-js writes it.
const INTROSPECTION: &str = "query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
    fragment FullType on __Type { kind name description specifiedByURL isOneOf
        fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
        inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
        kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

#[tokio::test]
async fn tools_learn_the_schema() {
    let agency = TestAgency::demo().await;
    let program = agency.program(CastingAssistant);
    let data = ask(&program, INTROSPECTION).await.data();
    let types = data["__schema"]["types"].as_array().expect("types").len();
    assert!(types > 30, "{types}");
    let schema = program.get("/graphql/schema").await.is(200);
    assert_eq!(schema.text, casting_agency::graphql::sdl());
    // What weighs a query knows every list by its name.
    let lists = schema.text.lines().filter(|line| line.contains("first: Int"));
    let mut lists: Vec<_> = lists.filter_map(|line| line.trim().split('(').next()).collect();
    lists.sort_unstable();
    lists.dedup();
    assert_eq!(lists, casting_agency::graphql::LISTS);
}

#[tokio::test]
async fn a_minute_has_its_cost() {
    let agency = TestAgency::configured("[limits]\ngraphql_cost_per_minute = 20").await;
    let (one, other) = (agency.program(CastingAssistant), agency.program(CastingDirector));
    let query = "{ actors(first: 5) { nodes { name } } }"; // 1 + 5 × 2
    let reply = ask(&one, query).await;
    reply.data();
    assert_eq!(reply.header("ratelimit-policy"), "\"graphql-cost\";q=20;w=60");
    assert!(reply.header("ratelimit").starts_with("\"graphql-cost\";r=9;t="), "{}", reply.header("ratelimit"));
    let reply = ask(&one, query).await;
    let (code, status, message) = reply.refusal();
    assert_eq!((&*code, status), ("too_many_requests", 429));
    let wait = reply.header("retry-after").to_owned();
    assert!(message.contains(&format!("in {wait} seconds")), "{message}");
    let draft = one.clone().with("accept", "application/graphql-response+json");
    draft.post_json("/graphql", json!({ "query": query })).await.is(429);
    ask(&other, query).await.data();
    agency.pass(SignedDuration::from_mins(1));
    ask(&one, query).await.data();

    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 1").await;
    let program = agency.program(CastingAssistant);
    ask(&program, query).await.data();
    let draft = program.clone().with("accept", "application/graphql-response+json");
    for reply in [
        ask(&program, query).await,
        draft.post_json("/graphql", json!({ "query": query })).await.is(429),
        program.get("/graphql/schema").await.is(429),
    ] {
        assert_eq!(reply.header("ratelimit-policy"), "\"default\";q=1;w=60");
        assert!(reply.header("ratelimit").starts_with("\"default\";r=0;t="), "{}", reply.header("ratelimit"));
        assert!(reply.headers.contains_key("retry-after"));
    }

    // What is refused unread costs nothing, and is told how it stands like any other.
    let agency = TestAgency::configured("[limits]\ngraphql_cost_per_minute = 20").await;
    let reply = ask(&agency.program(CastingAssistant), "{").await;
    assert!(!reply.json()["errors"].is_null());
    assert!(reply.header("ratelimit").starts_with("\"graphql-cost\";r=20;t="), "{}", reply.header("ratelimit"));
}

#[tokio::test]
async fn a_query_is_sent_once() {
    let agency = TestAgency::demo().await;
    let program = agency.program(CastingAssistant);
    let query = "query ($id: ID!) { actor(id: $id) { name } }";
    let digest = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let known = |query: &str| json!({ "persistedQuery": { "version": 1, "sha256Hash": digest(query) } });
    let post = async |body: Value| program.post_json("/graphql", body).await;

    let only = json!({ "extensions": known(query), "variables": { "id": 4 } });
    let reply = post(only.clone()).await.is(200);
    assert_eq!(reply.refusal(), ("PERSISTED_QUERY_NOT_FOUND".to_owned(), 404, "PersistedQueryNotFound".to_owned()));
    let both = json!({ "query": query, "extensions": known(query), "variables": { "id": 4 } });
    assert_eq!(post(both).await.data(), post(only.clone()).await.data());
    let mut address = form_urlencoded::Serializer::new("/graphql?".to_owned());
    let extensions = known(query).to_string();
    let address = address.extend_pairs([("extensions", &*extensions), ("variables", r#"{"id":5}"#)]).finish();
    assert_eq!(program.get(&address).await.is(200).data()["actor"]["name"], "chris evans");

    let wrong = json!({ "query": "{ actors { totalCount } }", "extensions": known(query) });
    assert!(post(wrong).await.is(200).refusal().2.contains("not the digest"));
    for persisted in [
        json!({ "version": 2, "sha256Hash": digest(query) }),
        json!({ "version": 1, "sha256Hash": "zz" }),
        json!({ "version": 1, "sha256Hash": "é".repeat(32) }),
    ] {
        let reply = post(json!({ "query": query, "extensions": { "persistedQuery": persisted } })).await.is(200);
        assert_eq!(reply.refusal().1, 400);
    }
    // What is too much is not remembered either.
    let deep =
        "{ movies { nodes { cast { nodes { actor { movies { nodes { movie { cast { totalCount } } } } } } } } } }";
    assert_eq!(post(json!({ "query": deep, "extensions": known(deep) })).await.refusal().1, 400);
    assert_eq!(post(json!({ "extensions": known(deep) })).await.refusal().1, 404);
}

#[tokio::test]
async fn an_answer_is_in_the_order_it_was_asked() {
    let agency = cast().await;
    let program = agency.program(CastingAssistant);
    let query = "{ z: movie(id: 4) { cast { totalCount nodes { actor { age name } character } } ...M title } gone: actor(id: 99) { id } a: actor(id: 4) { id } }
        fragment M on Movie { version id }";
    let reply = ask(&program, query).await;
    let keys = [
        "\"z\"",
        "\"cast\"",
        "\"totalCount\"",
        "\"nodes\"",
        "\"actor\"",
        "\"age\"",
        "\"name\"",
        "\"character\"",
        "\"version\"",
        "\"title\"",
        "\"gone\":null",
        "\"a\":",
    ];
    let data = &reply.text[reply.text.find("\"data\"").expect("there is data")..];
    let places: Vec<_> =
        keys.iter().map(|key| data.find(key).unwrap_or_else(|| panic!("{key} is not in {data}"))).collect();
    assert!(places.is_sorted(), "{data}");
    // Where all was refused there is data all the same: it was tried.
    let alone = ask(&program, "{ actor(id: 99) { id } }").await.json();
    assert_eq!(alone["data"], json!({ "actor": null }));
}

/// Counts the statements that are run within a span of this name, whichever thread runs them.
struct Statements(Arc<AtomicUsize>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, context: layer::Context<'_, S>) {
        let mut around = context.event_scope(event).into_iter().flatten();
        if event.metadata().target() == "sqlx::query" && around.any(|span| span.name() == "counted") {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::test]
async fn many_rows_are_few_statements() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Statements(count.clone())
        .with_filter(Targets::new().with_target("sqlx", Level::DEBUG).with_target("counted", Level::INFO));
    tracing_subscriber::registry().with(counted).try_init().expect("no other test listens to the log");
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for id in 1..=10 {
        let casting = json!({ "movie_id": id, "actor_id": id, "character": "Ada" });
        director.post_json("/api/v1/castings", casting).await.is(200);
    }
    // Ten movies, the cast of each and how many they are, the actor of each, and what else they play, and where.
    let query = |movies: usize| {
        format!(
            "{{ movies(first: {movies}) {{ nodes {{ title cast(first: 2) {{ totalCount nodes {{ actor {{ name movies(first: 2) {{ totalCount }} }} movie {{ title }} }} }} }} }} }}"
        )
    };
    let statements = async |movies: usize| {
        count.store(0, Ordering::Relaxed);
        let answer = ask(&director, &query(movies)).instrument(tracing::info_span!(target: "counted", "counted")).await;
        assert_eq!(answer.data()["movies"]["nodes"].as_array().map(Vec::len), Some(movies));
        count.load(Ordering::Relaxed)
    };
    let (few, many) = (statements(2).await, statements(10).await);
    assert!(few > 0, "statements are counted");
    // One by one they would be fifty. A slow machine may part what is read together, once or twice.
    assert!(many <= few + 5, "{few} statements became {many}");
}

#[tokio::test]
async fn a_person_tries_queries_on_a_page() {
    let agency = cast().await;
    let nobody = agency.browser().with("accept", "text/html");
    assert_eq!(nobody.get("/graphql").await.is(303).header("location"), "/sign-in?next=/graphql");
    let maya = agency.signed_in(CastingDirector).await;
    let page = maya
        .clone()
        .with("accept", "text/html")
        .get("/graphql?query=%7Bactors%7BtotalCount%7D%7D%3C%2Ftextarea%3E")
        .await
        .is(200);
    page.says("{actors{totalCount}}&lt;/textarea").says("id=\"MovieConnection\"").says("deleteActor");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    // Nothing is done by looking.
    assert!(!page.text.contains("This is the answer."));

    let page = maya
        .form(
            "/graphql",
            &[("query", "query ($id: ID!) { actor(id: $id) { name age } }"), ("variables", "{\"id\": 4}")],
        )
        .await
        .is(200);
    page.says("This is the answer.").says("\"name\": \"scarlett johansson\"");
    maya.form(
        "/graphql",
        &[("query", "mutation { changeActor(id: 4, change: {age: 38}) { age } }"), ("variables", "")],
    )
    .await
    .is(200)
    .says("38");
    assert_eq!(
        agency.story().await.last().map(String::as_str),
        Some("Maya Haddad changed scarlett johansson: age from 37 to 38")
    );
    maya.form("/graphql", &[("query", "{ actors { totalCount } }"), ("variables", "[")])
        .await
        .is(200)
        .says("no object in JSON");
    let mark = r#"mutation { changeActor(id: 4, change: {name: "<b>Bo"}) { name } }"#;
    maya.form("/graphql", &[("query", mark), ("variables", "</textarea><b>")])
        .await
        .says("no object")
        .does_not_say("<b>");
    maya.form("/graphql", &[("query", mark), ("variables", "")]).await.says("&lt;b").does_not_say("<b>");
    let elsewhere = maya.clone().with("sec-fetch-site", "cross-site").with("origin", "https://evil.example");
    elsewhere.form("/graphql", &[("query", "mutation { deleteActor(id: 4) { id } }")]).await.is(403);
    nobody.form("/graphql", &[("query", "{ actors { totalCount } }")]).await.is(303);
}

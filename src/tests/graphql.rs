//! The GraphQL door: what is asked and done there, by whom, and how much at once.

use crate::support::{Client, Reply, TestAgency};
use axum::{body::Body, http::Method};
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

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

#[test]
fn the_schema_is_a_promise() {
    insta::assert_snapshot!(casting_agency::graphql::sdl());
}

#[tokio::test]
async fn records_and_who_plays_whom() {
    let agency = TestAgency::demo().await;
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
    let agency = TestAgency::demo().await;
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

//! Who plays whom.

use crate::support::{Client, TestAgency};
use domain::{CastingId, Error, RecordId, Role::CastingDirector};
use serde_json::{Value, json};

const COBB: [(&str, &str); 3] = [("movie_id", "5"), ("actor_id", "3"), ("character", "Cobb")];

async fn cast(client: &Client<'_>) -> Value {
    client.ask("beside", &[("side", "movie"), ("id", "5")]).await.is(200).json()["castings"].clone()
}

#[tokio::test]
async fn add_casting_casts_once() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let added = director.call("add_casting", &COBB).await.is(200).json();
    let expected = json!({
        "id": 1, "movie_id": 5, "title": "inception", "actor_id": 3, "name": "leaonardo dicaprio", "character": "Cobb", "version": 1
    });
    assert_eq!(added, expected);
    assert_eq!(cast(&director).await, json!([expected]));
    assert_eq!(
        director.ask("beside", &[("side", "actor"), ("id", "3")]).await.is(200).json()["castings"],
        json!([expected])
    );
    let again =
        director.call("add_casting", &[("movie_id", "5"), ("actor_id", "3"), ("character", " cobb ")]).await.is(422);
    assert_eq!(again.error(), Error::AlreadyThere(Some(RecordId::Casting(CastingId(1)))));
    // The same actor may play two characters.
    director
        .call("add_casting", &[("movie_id", "5"), ("actor_id", "3"), ("character", "Mal"), ("side", "actor")])
        .await
        .is(200);
    assert_eq!(
        agency.story().await[29..],
        [
            "Maya Haddad cast leaonardo dicaprio as Cobb in inception",
            "Maya Haddad cast leaonardo dicaprio as Mal in inception"
        ]
    );
}

#[tokio::test]
async fn add_casting_wants_both_to_be_there() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("add_casting", &[("movie_id", "99"), ("actor_id", "3"), ("character", "Cobb")]).await.is(404);
    director.call("add_casting", &[("movie_id", "5"), ("actor_id", "99"), ("character", "Cobb")]).await.is(404);
    let error = director.call("add_casting", &[("movie_id", "5")]).await.is(400).error();
    assert_eq!(error.fields().iter().map(|field| field.field.as_ref()).collect::<Vec<_>>(), ["actor_id", "character"]);
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn delete_casting_is_taken_back() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("add_casting", &COBB).await.is(200);
    let deleted = director.call("delete_casting", &[("id", "1"), ("side", "movie")]).await.is(200);
    assert_eq!(deleted.header("location"), "/movies/5");
    director.call("delete_casting", &[("id", "1")]).await.is(404);
    assert_eq!(cast(&director).await, json!([]));
    director.call("restore", &[("only", "casting-1")]).await.is(200);
    director.call("restore", &[("only", "casting-1")]).await.is(200);
    assert_eq!(cast(&director).await[0]["character"], "Cobb");

    director.call("delete_casting", &[("id", "1")]).await.is(200);
    director.call("add_casting", &COBB).await.is(200);
    director.call("restore", &[("only", "casting-1")]).await.is(409);
}

#[tokio::test]
async fn delete_actor_takes_castings_with_it_and_brings_them_back() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("add_casting", &COBB).await.is(200);
    director.call("delete_actor", &[("id", "3")]).await.is(200);
    assert_eq!(cast(&director).await, json!([]));
    director.get("/").await.says("0<!></span> <span>parts cast");
    director.call("add_casting", &COBB).await.is(404);
    director.call("restore", &[("only", "actor-3")]).await.is(200);
    assert_eq!(cast(&director).await[0]["character"], "Cobb");
}

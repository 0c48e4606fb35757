//! The terms of a write: which version, only once, or only to see.

use crate::support::{Client, TestAgency};
use domain::Role::{CastingDirector, ExecutiveProducer};
use insta::assert_json_snapshot;
use jiff::SignedDuration;
use serde_json::{Value, json};

fn ann() -> Value {
    json!({ "name": "Ann", "age": 30, "gender": "female" })
}

/// The version an actor has, as its tag.
async fn tag(client: &Client<'_>, path: &str) -> String {
    client.get(path).await.is(200).header("etag").to_owned()
}

// --- If-Match ---

#[tokio::test]
async fn a_write_to_another_version_is_stale() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let path = "/api/v1/actors/2";
    let first = tag(&director, path).await;
    director.clone().with("if-match", &first).patch_json(path, json!({ "age": 66 })).await.is(200);

    let stale = director.clone().with("if-match", &first);
    let reply = stale.patch_json(path, json!({ "name": "Tom Hanks" })).await.is(412);
    assert_eq!(reply.json()["code"], "stale");
    let body = reply.json();
    assert_json_snapshot!(json!({ "base": body["base"], "yours": body["yours"], "theirs": body["theirs"] }), @r#"
    {
      "base": {
        "age": 65,
        "gender": "male",
        "id": 2,
        "name": "tom hanks",
        "version": 1
      },
      "theirs": {
        "age": 66,
        "gender": "male",
        "id": 2,
        "name": "tom hanks",
        "version": 2
      },
      "yours": {
        "age": 65,
        "gender": "male",
        "id": 2,
        "name": "Tom Hanks",
        "version": 1
      }
    }
    "#);
    assert_eq!(stale.delete(path).await.is(412).json()["theirs"]["age"], 66);
    assert_eq!(agency.changes().await.len(), 30);

    let second = tag(&director, path).await;
    director.clone().with("if-match", &second).delete(path).await.is(200);
    // Not there comes before not that version.
    director.clone().with("if-match", &second).patch_json(path, json!({ "age": 1 })).await.is(404);
}

#[tokio::test]
async fn if_match_is_read_as_a_list() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let path = "/api/v1/actors/2";
    let mut age = 0;
    let mut check = async |sent: &[&str], status: u16| {
        let tag = tag(&director, path).await;
        let mut client = director.clone();
        for value in sent {
            client = client.with("if-match", &value.replace("TAG", &tag));
        }
        age += 1;
        let reply = client.patch_json(path, json!({ "age": age })).await;
        assert_eq!(reply.status, status, "{sent:?}: {}", reply.text);
    };
    check(&["TAG"], 200).await;
    check(&["2"], 200).await; // the bare number that rows show
    check(&["W/TAG"], 200).await;
    check(&["*"], 200).await;
    check(&["\"x\", TAG"], 200).await;
    check(&["\"x\",W/TAG ,\"y\""], 200).await;
    check(&["\"x\"", "TAG"], 200).await;
    check(&["\"x\""], 412).await;
    check(&["W/\"x\", \"y\""], 412).await;
    check(&["garbage"], 412).await;
    check(&["\""], 412).await;
    check(&["\"999999999999999999999\""], 412).await;
    check(&["\"-1\""], 412).await;
    check(&["\"0\""], 412).await;
}

/// The version is judged before the body is.
#[tokio::test]
async fn stale_comes_before_malformed() {
    let agency = TestAgency::demo().await;
    let stale = agency.program(CastingDirector).with("if-match", "\"999\"");
    for path in ["/api/v1/actors/2", "/api/v1/movies/2"] {
        stale.patch_json(path, "{oops").await.is(412);
        stale.patch_json(path, json!({ "age": "old" })).await.is(412);
        stale.patch_json(path, "x".repeat(100_000)).await.is(412);
        stale.send_as("text/plain", axum::http::Method::PATCH, path, "oops").await.is(412);
    }
    // A double is judged after it.
    stale.patch_json("/api/v1/actors/3", json!({ "name": "tom hanks", "age": 65 })).await.is(412);
}

// --- Idempotency-Key ---

#[tokio::test]
async fn a_replay_is_answered_and_not_done_again() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let keyed = |key: &str| director.clone().with("idempotency-key", key);

    let first = keyed("add").post_json("/api/v1/actors", ann()).await.is(200);
    assert_eq!(first.maybe("idempotency-replayed"), None);
    director.post_json("/api/v1/actors", json!({ "name": "Bob", "age": 1, "gender": "male" })).await.is(200);
    let again = keyed("add").post_json("/api/v1/actors", ann()).await.is(200);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json(), first.json()); // as it was then, the total too
    assert_eq!(again.maybe("location"), first.maybe("location"));
    assert_eq!(again.header("content-type"), first.header("content-type"));

    let tag = tag(&director, "/api/v1/actors/2").await;
    let change = keyed("change").with("if-match", &tag);
    let first = change.patch_json("/api/v1/actors/2", json!({ "age": 66 })).await.is(200);
    let again = change.patch_json("/api/v1/actors/2", json!({ "age": 66 })).await.is(200); // its version moved by itself
    assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), "true"));

    let first = keyed("delete").delete("/api/v1/actors/3").await.is(200);
    let again = keyed("delete").delete("/api/v1/actors/3").await.is(200); // though it is gone
    assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), "true"));
    director.delete("/api/v1/actors/2").await.is(200);
    change.patch_json("/api/v1/actors/2", json!({ "age": 66 })).await.is(200);
    assert_eq!(agency.changes().await.len(), 29 + 5);
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector).with("idempotency-key", "k");
    let producer = agency.program(ExecutiveProducer).with("idempotency-key", "k");
    director.post_json("/api/v1/actors", ann()).await.is(200);
    let other =
        director.post_json("/api/v1/actors", json!({ "name": "Bob", "age": 1, "gender": "male" })).await.is(422);
    assert_eq!(other.maybe("idempotency-replayed"), None);
    assert_eq!(other.maybe("location"), None);
    director.post_json("/api/v1/actors", "{oops").await.is(400);
    director.post_json("/api/v1/actors", "").await.is(400);
    // Of another caller, another path, another method it is another key.
    let bob = json!({ "name": "Bob", "age": 1, "gender": "male" });
    assert_eq!(producer.post_json("/api/v1/actors", bob).await.is(200).maybe("idempotency-replayed"), None);
    director.patch_json("/api/v1/actors/1", json!({ "age": 1 })).await.is(200);
    director.patch_json("/api/v1/actors/2", json!({ "age": 1 })).await.is(200);
    director.delete("/api/v1/actors/1").await.is(200);
    director.delete("/api/v1/actors/2").await.is(200);
    producer.post_json("/api/v1/movies", json!({ "title": "Heat", "release_year": 1995 })).await.is(200);
    assert_eq!(agency.changes().await.len(), 29 + 7);
    // One path, with and without its slash.
    let again = director.post_json("/api/v1/actors/", ann()).await.is(200);
    assert_eq!(again.header("idempotency-replayed"), "true");
    // Reading takes no heed of it, and permission is judged all the same.
    assert_eq!(director.get("/api/v1/actors").await.is(200).maybe("idempotency-replayed"), None);
    let assistant = agency.program(domain::Role::CastingAssistant).with("idempotency-key", "k");
    assistant.post_json("/api/v1/actors", ann()).await.is(403);
}

#[tokio::test]
async fn a_refusal_is_not_kept() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let keyed = director.clone().with("idempotency-key", "k");
    keyed.post_json("/api/v1/actors", json!({ "name": "Ann" })).await.is(400);
    let hanks = json!({ "name": "tom hanks", "age": 65, "gender": "male" });
    keyed.post_json("/api/v1/actors", &hanks).await.is(422);
    director.delete("/api/v1/actors/2").await.is(200);
    let done = keyed.post_json("/api/v1/actors", &hanks).await.is(200);
    assert_eq!(done.maybe("idempotency-replayed"), None);
    keyed.patch_json("/api/v1/actors/99", json!({ "age": 1 })).await.is(404);
    keyed.clone().with("if-match", "\"9\"").patch_json("/api/v1/actors/1", json!({ "age": 1 })).await.is(412);
    keyed.patch_json("/api/v1/actors/1", json!({ "age": 1 })).await.is(200);
    assert_eq!(agency.changes().await.len(), 29 + 3);
}

#[tokio::test]
async fn a_key_is_kept_for_a_day() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    director.clone().with("idempotency-key", "k").post_json("/api/v1/actors", ann()).await.is(200);
    agency.pass(SignedDuration::from_hours(24) - SignedDuration::from_secs(60));
    // The clock moved on past the first token's end, so this is another token of the same caller.
    let director = agency.program(CastingDirector);
    let keyed = director.clone().with("idempotency-key", "k");
    assert_eq!(keyed.post_json("/api/v1/actors", ann()).await.is(200).header("idempotency-replayed"), "true");
    agency.pass(SignedDuration::from_secs(120));
    keyed.post_json("/api/v1/actors", ann()).await.is(422); // done anew: Ann is there
    director.delete("/api/v1/actors/13").await.is(200);
    let anew = keyed.post_json("/api/v1/actors", ann()).await.is(200);
    assert_eq!((anew.json()["id"].clone(), anew.maybe("idempotency-replayed")), (json!(14), None));
}

#[tokio::test]
async fn a_key_is_any_text_to_255_characters() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let mut age = 0;
    for key in [
        "k",
        "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"",
        "a b, c;d=e",
        "'; drop table actors --",
        &"x".repeat(255),
        "ключ",
    ] {
        age += 1;
        let body = json!({ "name": "Ann", "age": age, "gender": "female" });
        let keyed = director.clone().with("idempotency-key", key);
        keyed.post_json("/api/v1/actors", &body).await.is(200);
        assert_eq!(keyed.post_json("/api/v1/actors", &body).await.is(200).header("idempotency-replayed"), "true");
    }
    for key in ["", &"x".repeat(256), &"x".repeat(10_000)] {
        let reply = director.clone().with("idempotency-key", key).post_json("/api/v1/actors", ann()).await;
        assert_eq!(reply.status, 400, "{} characters: {}", key.len(), reply.text);
        assert_eq!(reply.json()["message"], "Bad request");
    }
    assert_eq!(agency.changes().await.len(), 29 + 6);
}

// --- Prefer: tx=rollback ---

#[tokio::test]
async fn a_dry_run_says_what_would_happen() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let dry = producer.clone().with("prefer", "tx=rollback");
    let added = dry.post_json("/api/v1/actors", ann()).await.is(200);
    assert_eq!(added.header("preference-applied"), "tx=rollback");
    assert_json_snapshot!(added.json(), @r#"
    {
      "inserted": "Ann",
      "success": true,
      "total_actors": 13
    }
    "#);
    assert_json_snapshot!(dry.post_json("/api/v1/movies", json!({ "title": "Heat", "release_year": 1995 })).await.is(200).json(), @r#"
    {
      "inserted": "Heat",
      "success": true,
      "total_actors": 18,
      "total_movies": 18
    }
    "#);
    assert_eq!(dry.patch_json("/api/v1/actors/2", json!({ "age": 66 })).await.is(200).json()["updated"], 2);
    assert_eq!(dry.delete("/api/v1/actors/3").await.is(200).json()["total_actors"], 11);
    assert_eq!(dry.delete("/api/v1/movies/3").await.is(200).json()["total_movies"], 16);

    // Refused as the real one would be.
    dry.post_json("/api/v1/actors", "{}").await.is(400);
    let double = json!({ "name": "tom hanks", "age": 65, "gender": "male" });
    assert_eq!(dry.post_json("/api/v1/actors", double).await.is(422).header("location"), "/api/v1/actors/2");
    dry.clone().with("if-match", "\"9\"").delete("/api/v1/actors/3").await.is(412);
    dry.delete("/api/v1/actors/99").await.is(404);
    agency.program(CastingDirector).with("prefer", "tx=rollback").delete("/api/v1/movies/3").await.is(403);

    // Nothing was written.
    assert_eq!(agency.changes().await.len(), 29);
    assert_eq!(producer.get("/api/v1/actors/2").await.is(200).json()["actor"]["age"], 65);
    producer.get("/api/v1/actors/3").await.is(200);
    assert_eq!(producer.get("/api/v1/actors").await.is(200).json()["total_actors"], 12);
    assert_eq!(producer.post_json("/api/v1/actors", ann()).await.is(200).json()["total_actors"], 13);
}

/// A key that came with a dry run is still to be used: the answer must not stand in for the deed.
#[tokio::test]
async fn a_dry_run_uses_no_key() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let keyed = director.clone().with("idempotency-key", "k");
    let dry = keyed.clone().with("prefer", "tx=rollback");
    dry.post_json("/api/v1/actors", ann()).await.is(200);
    dry.post_json("/api/v1/actors", ann()).await.is(200);
    let real = keyed.post_json("/api/v1/actors", ann()).await.is(200);
    assert_eq!(real.maybe("idempotency-replayed"), None);
    let id = real.json()["id"].clone();
    director.get(&format!("/api/v1/actors/{id}")).await.is(200);
    assert_eq!(agency.changes().await.len(), 30);
}

#[tokio::test]
async fn a_preference_is_one_of_several() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for (id, sent) in [
        (1, "tx=rollback"),
        (2, "respond-async, tx=rollback"),
        (3, "TX=rollback"),
        (4, "tx=\"rollback\""),
        (5, "wait=10, tx = rollback ; x=y"),
    ] {
        director.clone().with("prefer", sent).delete(&format!("/api/v1/actors/{id}")).await.is(200);
    }
    director.clone().with("prefer", "wait=10").with("prefer", "tx=rollback").delete("/api/v1/actors/6").await.is(200);
    assert_eq!(agency.changes().await.len(), 29);
    for (id, sent) in [
        (1, "tx=commit"),
        (2, "return=minimal"),
        (3, "tx"),
        (4, "rollback"),
        (5, "xtx=rollback"),
        (6, "\"tx=rollback\""),
        (7, ""),
    ] {
        let reply = director.clone().with("prefer", sent).delete(&format!("/api/v1/actors/{id}")).await.is(200);
        assert_eq!(reply.maybe("preference-applied"), None, "{sent}");
    }
    assert_eq!(agency.changes().await.len(), 29 + 7);
}

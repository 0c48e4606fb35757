//! Casting actors in movies.

use super::{column, ids};
use crate::support::TestAgency;
use axum::http::Method;
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

fn neil() -> Value {
    json!({ "movie_id": 5, "actor_id": 3, "character": " Neil McCauley " })
}

#[tokio::test]
async fn castings_have_the_promised_shape() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let added = director.post_json("/api/v1/castings", neil()).await.is(200);
    assert_json_snapshot!(added.json(), @r#"
    {
      "id": 1,
      "inserted": "Neil McCauley",
      "success": true,
      "total_castings": 1
    }
    "#);
    assert_json_snapshot!(director.get("/api/v1/castings").await.is(200).json(), @r#"
    {
      "castings": [
        {
          "actor_id": 3,
          "character": "Neil McCauley",
          "id": 1,
          "movie_id": 5,
          "name": "leaonardo dicaprio",
          "title": "inception",
          "version": 1
        }
      ],
      "success": true,
      "total_castings": 1
    }
    "#);
    assert_json_snapshot!(director.get("/api/v1/castings/1").await.is(200).json(), @r#"
    {
      "casting": {
        "actor_id": 3,
        "character": "Neil McCauley",
        "id": 1,
        "movie_id": 5,
        "name": "leaonardo dicaprio",
        "title": "inception",
        "version": 1
      },
      "success": true
    }
    "#);
    assert_json_snapshot!(director.get("/api/v1/movies/5/cast").await.is(200).json(), @r#"
    {
      "cast": [
        {
          "actor_id": 3,
          "character": "Neil McCauley",
          "id": 1,
          "movie_id": 5,
          "name": "leaonardo dicaprio",
          "title": "inception",
          "version": 1
        }
      ],
      "success": true,
      "total_cast": 1
    }
    "#);
    assert_json_snapshot!(director.get("/api/v1/actors/3/movies").await.is(200).json(), @r#"
    {
      "movies": [
        {
          "actor_id": 3,
          "character": "Neil McCauley",
          "id": 1,
          "movie_id": 5,
          "name": "leaonardo dicaprio",
          "title": "inception",
          "version": 1
        }
      ],
      "success": true,
      "total_movies": 1
    }
    "#);
    let changed = director.patch_json("/api/v1/castings/1", json!({ "character": "Cobb" })).await.is(200);
    assert_json_snapshot!(changed.json(), @r#"
    {
      "success": true,
      "total_castings": 1,
      "updated": 1
    }
    "#);
    assert_eq!(director.get("/api/v1/castings/1").await.json()["casting"]["character"], "Cobb");
    let deleted = director.delete("/api/v1/castings/1").await.is(200);
    assert_json_snapshot!(deleted.json(), @r#"
    {
      "deleted": 1,
      "success": true,
      "total_castings": 0
    }
    "#);
    director.get("/api/v1/castings/1").await.is(404);
    director.delete("/api/v1/castings/1").await.is(404);
    assert_eq!(agency.changes().await.len(), 29 + 3);
}

#[tokio::test]
async fn castings_are_paged_like_the_others() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for number in 1..=12 {
        let casting = json!({ "movie_id": 5, "actor_id": 3, "character": format!("role {number}") });
        director.post_json("/api/v1/castings", casting).await.is(200);
    }
    for (path, list) in [("castings", "castings"), ("movies/5/cast", "cast"), ("actors/3/movies", "movies")] {
        let first = director.get(&format!("/api/v1/{path}")).await.is(200);
        assert_eq!(ids(&first, list), (1..=10).collect::<Vec<_>>(), "{path}");
        assert_eq!(first.json()[format!("total_{list}")], 12, "{path}");
        assert!(first.header("link").contains("rel=\"next\""), "{path}");
        assert_eq!(ids(&director.get(&format!("/api/v1/{path}?page=2")).await.is(200), list), [11, 12], "{path}");
        assert_eq!(ids(&director.get(&format!("/api/v1/{path}/?page=two&limit=3")).await.is(200), list), [1, 2, 3]);
        director.get(&format!("/api/v1/{path}?page=3")).await.is(404);
        director.get(&format!("/api/v1/{path}?page=0")).await.is(404);
        director.get(&format!("/api/v1/{path}?limit=0")).await.is(400);
    }
    // Nobody in it is an empty list; no such movie is not found.
    let none = director.get("/api/v1/movies/6/cast").await.is(200).json();
    assert_eq!(none, json!({ "success": true, "cast": [], "total_cast": 0 }));
    let none = director.get("/api/v1/actors/6/movies").await.is(200).json();
    assert_eq!(none, json!({ "success": true, "movies": [], "total_movies": 0 }));
    director.get("/api/v1/movies/99/cast").await.is(404);
    director.get("/api/v1/actors/99/movies").await.is(404);
    director.delete("/api/v1/actors/6").await.is(200);
    director.get("/api/v1/actors/6/movies").await.is(404);
}

#[tokio::test]
async fn a_casting_is_refused() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    director.post_json("/api/v1/castings", neil()).await.is(200);
    let check = async |body: Value, status: u16, pointers: &[&str]| {
        let reply = director.post_json("/api/v1/castings", &body).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text);
        assert_eq!(reply.pointers(), pointers, "{body}");
    };
    check(json!({}), 400, &["/movie_id", "/actor_id", "/character"]).await;
    check(json!({ "movie_id": 5, "actor_id": 3 }), 400, &["/character"]).await;
    check(json!({ "movie_id": 5, "actor_id": 3, "character": null }), 400, &["/character"]).await;
    check(json!({ "movie_id": 5, "actor_id": 3, "character": " " }), 400, &["/character"]).await;
    check(json!({ "movie_id": 5, "actor_id": 3, "character": "x".repeat(201) }), 400, &["/character"]).await;
    check(json!({ "movie_id": 5, "actor_id": 3, "character": "a\u{0}" }), 400, &["/character"]).await;
    check(json!({ "movie_id": "five", "actor_id": 3, "character": "Cobb" }), 400, &["/movie_id"]).await;
    check(json!({ "movie_id": 5.5, "actor_id": [3], "character": "Cobb" }), 400, &["/movie_id", "/actor_id"]).await;
    check(json!({ "movie_id": 99, "actor_id": 3, "character": "Cobb" }), 404, &[]).await;
    check(json!({ "movie_id": 5, "actor_id": 99, "character": "Cobb" }), 404, &[]).await;
    check(json!({ "movie_id": -1, "actor_id": 0, "character": "Cobb" }), 404, &[]).await;
    check(json!({ "movie_id": 5, "actor_id": i64::MAX, "character": "Cobb" }), 404, &[]).await;
    let again = director
        .post_json("/api/v1/castings", json!({ "movie_id": 5, "actor_id": 3, "character": "neil mccauley" }))
        .await
        .is(422);
    assert_eq!(again.header("location"), "/api/v1/castings/1");
    assert_eq!(agency.changes().await.len(), 30);

    check(json!({ "movie_id": 5, "actor_id": 3, "character": "x".repeat(200), "colour": "red" }), 200, &[]).await;
    let reply = director.patch_json("/api/v1/castings/2", json!({ "character": "NEIL McCauley" })).await.is(422);
    assert_eq!(reply.header("location"), "/api/v1/castings/1");
    for change in
        [json!({ "movie_id": 6 }), json!({ "character": null }), json!({ "character": "" }), json!({ "colour": 1 })]
    {
        director.patch_json("/api/v1/castings/2", change).await.is(400);
    }
    director.patch_json("/api/v1/castings/1", json!({ "character": "NEIL McCauley" })).await.is(200); // never its own
    director.delete("/api/v1/castings/1").await.is(200);
    director.patch_json("/api/v1/castings/2", json!({ "character": "Neil McCauley" })).await.is(200);
}

#[tokio::test]
async fn castings_keep_to_the_terms_of_a_write() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let form = "movie_id=5&actor_id=3&character=Neil";
    let dry = director.clone().with("prefer", "tx=rollback");
    let would = dry.post_json("/api/v1/castings", neil()).await.is(200).json();
    assert_eq!((&would["inserted"], &would["total_castings"]), (&json!("Neil McCauley"), &json!(1)));
    let keyed = director.clone().with("idempotency-key", "k");
    keyed.send_as("application/x-www-form-urlencoded", Method::POST, "/api/v1/castings", form).await.is(200);
    let again =
        keyed.send_as("application/x-www-form-urlencoded", Method::POST, "/api/v1/castings", form).await.is(200);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let path = format!("/api/v1/castings/{}", again.json()["id"]);
    let tag = director.get(&path).await.is(200).header("etag").to_owned();
    director.clone().with("if-none-match", &tag).get(&path).await.is(304);
    let matched = director.clone().with("if-match", &tag);
    matched.patch_json(&path, json!({ "character": "Cobb" })).await.is(200);
    let stale = matched.patch_json(&path, json!({ "character": "Mal" })).await.is(412).json();
    assert_eq!((&stale["theirs"]["character"], &stale["base"]["character"]), (&json!("Cobb"), &json!("Neil")));
    matched.delete(&path).await.is(412);
    assert_eq!(agency.changes().await.len(), 31);
}

#[tokio::test]
async fn castings_go_with_their_actor_and_come_back() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let producer = agency.signed_in(ExecutiveProducer).await;
    director.post_json("/api/v1/castings", neil()).await.is(200);
    let there = async |total: i64| {
        for (path, list) in [("castings", "castings"), ("movies/5/cast", "cast"), ("actors/3/movies", "movies")] {
            let reply = director.get(&format!("/api/v1/{path}")).await;
            if reply.status == 200 {
                assert_eq!(reply.json()[format!("total_{list}")], total, "{path}");
                assert_eq!(column(&reply, list, "id").len() as i64, total, "{path}");
            } else {
                assert_eq!((reply.status, total), (404, 0), "{path}");
            }
        }
        let status = if total == 0 { 404 } else { 200 };
        director.get("/api/v1/castings/1").await.is(status);
    };
    for (delete, record) in [("/api/v1/actors/3", "actor-3"), ("/api/v1/movies/5", "movie-5")] {
        there(1).await;
        agency.program(ExecutiveProducer).delete(delete).await.is(200);
        there(0).await;
        director.patch_json("/api/v1/castings/1", json!({ "character": "x" })).await.is(404);
        director.delete("/api/v1/castings/1").await.is(404);
        director.post_json("/api/v1/castings", neil()).await.is(404);
        producer.call("restore", &[("only", record)]).await.is(200);
    }
    there(1).await;
}

#[tokio::test]
async fn casting_needs_a_director() {
    let agency = TestAgency::demo().await;
    agency.program(CastingDirector).post_json("/api/v1/castings", neil()).await.is(200);
    let assistant = agency.program(CastingAssistant);
    for path in ["castings", "castings/1", "movies/5/cast", "actors/3/movies"] {
        assistant.get(&format!("/api/v1/{path}")).await.is(200);
        agency.nobody().get(&format!("/api/v1/{path}")).await.is(401);
    }
    for (reply, permission) in [
        (assistant.post_json("/api/v1/castings", neil()).await, "post:castings"),
        (assistant.patch_json("/api/v1/castings/1", "{}").await, "patch:castings"),
        (assistant.delete("/api/v1/castings/1").await, "delete:castings"),
    ] {
        assert_eq!(reply.is(403).json()["required_permission"], permission);
    }
}

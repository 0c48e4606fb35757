//! The Casting Agency API, as its clients see it.

use crate::support::TestAgency;
use axum::{body::Body, http::Method};
use domain::Role::{CastingAssistant, CastingDirector};
use insta::assert_json_snapshot;
use serde_json::json;

#[tokio::test]
async fn lists_have_the_promised_shape() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let actors = assistant.get("/api/v1/actors?page=2").await.is(200);
    assert_eq!(actors.header("content-type"), "application/json");
    assert_json_snapshot!(actors.json(), @r#"
    {
      "actors": [
        {
          "age": 22,
          "gender": "female",
          "id": 11,
          "name": "actor6",
          "version": 1
        },
        {
          "age": 66,
          "gender": "male",
          "id": 12,
          "name": "actor9",
          "version": 1
        }
      ],
      "success": true,
      "total_actors": 12
    }
    "#);
    let movies = assistant.get("/api/v1/movies").await.is(200).json();
    assert_eq!(movies["total_movies"], 17);
    assert_json_snapshot!(movies["movies"][0], @r#"
    {
      "expiry_date": null,
      "genre": null,
      "id": 1,
      "release_date": "1994-09-22",
      "release_year": 1994,
      "title": "the shawshank redemption",
      "version": 1
    }
    "#);
}

#[tokio::test]
async fn pages_of_a_list() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let check = async |query: &str, expected: Option<i64>| {
        let reply = director.get(&format!("/api/v1/actors{query}")).await;
        match expected {
            Some(first) => assert_eq!(reply.is(200).json()["actors"][0]["id"], first, "{query}"),
            None => assert_eq!(reply.is(404).json()["message"], "resource not found", "{query}"),
        }
    };
    check("", Some(1)).await;
    check("/", Some(1)).await;
    check("?page=1", Some(1)).await;
    check("?page=2", Some(11)).await;
    check("?page=", Some(1)).await;
    check("?page=two", Some(1)).await;
    check("?page=1.5", Some(1)).await;
    check("?colour=red", Some(1)).await;
    check("?page=3", None).await;
    check("?page=0", None).await;
    check("?page=-1", None).await;
    check("?page=9223372036854775807", None).await;
    check("?page=99999999999999999999", None).await;
}

#[tokio::test]
async fn an_empty_table_is_an_empty_list() {
    let agency = TestAgency::open().await;
    let reply = agency.program(CastingAssistant).get("/api/v1/actors").await.is(200).json();
    assert_eq!(reply, json!({ "success": true, "actors": [], "total_actors": 0 }));
}

#[tokio::test]
async fn refusals_read_alike_for_old_clients_and_new() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let reply = assistant.clone().with("x-request-id", "abc").get("/api/v1/nowhere").await.is(404);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_json_snapshot!(reply.json(), @r#"
    {
      "code": "not_found",
      "description": "resource not found",
      "detail": "resource not found",
      "error": 404,
      "message": "resource not found",
      "request_id": "abc",
      "status": 404,
      "success": false,
      "title": "Not Found",
      "type": "/problems/not-found"
    }
    "#);
    let problem =
        assistant.clone().with("accept", "application/problem+json").get("/api/v1/actors?page=9").await.is(404);
    assert_eq!(problem.header("content-type"), "application/problem+json");

    // Path and method are judged before sign-in.
    let wrong =
        agency.nobody().send(Method::PUT, "/api/v1/actors", |request| request.body(Body::empty())).await.is(405);
    assert!(wrong.header("allow").contains("GET"));
    assert_eq!(wrong.json()["code"], "method_not_allowed");
    agency.nobody().get("/api/v1/nowhere").await.is(404);
    agency.nobody().get("/api/v1").await.is(200);
}

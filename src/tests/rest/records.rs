//! One record: its shape, its tag, and what is no id.

use crate::support::TestAgency;
use axum::{body::Body, http::Method};
use domain::Role::{CastingAssistant, ExecutiveProducer};
use insta::assert_json_snapshot;
use serde_json::json;

#[tokio::test]
async fn one_actor_and_one_movie() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    assert_json_snapshot!(assistant.get("/api/v1/actors/2").await.is(200).json(), @r#"
    {
      "actor": {
        "age": 65,
        "gender": "male",
        "id": 2,
        "name": "tom hanks",
        "version": 1
      },
      "success": true
    }
    "#);
    assert_json_snapshot!(assistant.get("/api/v1/movies/5").await.is(200).json(), @r#"
    {
      "movie": {
        "expiry_date": null,
        "genre": null,
        "id": 5,
        "release_date": "2010-07-08",
        "release_year": 2010,
        "title": "inception",
        "version": 1
      },
      "success": true
    }
    "#);
    assert_eq!(assistant.get("/api/v1/actors/2/").await.is(200).json()["actor"]["id"], 2);
    assert_eq!(assistant.get("/api/v1/actors/%32").await.is(200).json()["actor"]["id"], 2);
}

/// Not found, whatever the method and however it is written; never a 400 or a 500.
#[tokio::test]
async fn what_is_no_id_is_not_found() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for id in [
        "99",
        "0",
        "-1",
        "+5",
        "5.0",
        "5e0",
        "0x1",
        "abc",
        "%20",
        "1%20",
        "%201",
        "%00",
        "1%00",
        "%FF",
        "%F0%9F%8E%AC",
        "%D9%A3",
        "%2F",
        "1%2F2",
        "..%2F1",
        "%252e",
        "1;2",
        "1,2",
        "null",
        "true",
        "'1'",
        "1'--",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999999999999999",
    ] {
        for list in ["actors", "movies", "castings"] {
            let path = format!("/api/v1/{list}/{id}");
            for reply in [
                producer.get(&path).await,
                producer.patch_json(&path, "{}").await,
                producer.delete(&path).await,
                producer.send(Method::HEAD, &path, |request| request.body(Body::empty())).await,
            ] {
                assert_eq!(reply.status, 404, "{path}: {}", reply.text);
                if !reply.text.is_empty() {
                    assert_eq!(reply.json()["message"], "resource not found", "{path}");
                }
            }
        }
        for path in [format!("/api/v1/movies/{id}/cast"), format!("/api/v1/actors/{id}/movies")] {
            producer.get(&path).await.is(404);
        }
    }
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn a_record_known_is_not_sent_again() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let first = producer.get("/api/v1/actors/2").await.is(200);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag} is no strong tag");
    let check = async |sent: &str, status: u16| {
        let reply = producer.clone().with("if-none-match", sent).get("/api/v1/actors/2").await;
        assert_eq!(reply.status, status, "{sent}");
        assert_eq!(reply.header("etag"), tag, "{sent}");
        assert_eq!(reply.text.is_empty(), status == 304, "{sent}");
        let head = producer.clone().with("if-none-match", sent);
        let head = head.send(Method::HEAD, "/api/v1/actors/2", |request| request.body(Body::empty())).await;
        assert_eq!((head.status, head.text.as_str()), (status, ""), "{sent}");
    };
    check(&tag, 304).await;
    check(&format!("W/{tag}"), 304).await;
    check(&format!("\"x\", {tag}"), 304).await;
    check(&format!("\"a,b\",{tag},\"c\""), 304).await;
    check(&format!("\"x\",W/{tag}"), 304).await;
    check("*", 304).await;
    check("\"x\"", 200).await;
    check("W/\"x\"", 200).await;
    check("", 200).await;
    check("garbage", 200).await;
    check("\"", 200).await;
    check(",,,", 200).await;
    check(tag.trim_matches('"'), 200).await;
    // Two headers of one name are one list.
    producer.clone().with("if-none-match", "\"x\"").with("if-none-match", &tag).get("/api/v1/actors/2").await.is(304);
    // Of what is not there nothing is known.
    producer.clone().with("if-none-match", "*").get("/api/v1/actors/99").await.is(404);

    producer.patch_json("/api/v1/actors/2", json!({ "age": 66 })).await.is(200);
    let second = producer.clone().with("if-none-match", &tag).get("/api/v1/actors/2").await.is(200);
    assert_ne!(second.header("etag"), tag);
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    for path in ["/api/v1", "/api/v1/actors", "/api/v1/actors/2", "/api/v1/actors?page=99", "/api/v1/nowhere"] {
        let get = assistant.get(path).await;
        let head = assistant.send(Method::HEAD, path, |request| request.body(Body::empty())).await;
        assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{path}");
        for name in ["content-type", "etag", "link"] {
            assert_eq!(head.maybe(name), get.maybe(name), "{path}: {name}");
        }
    }
    agency.nobody().send(Method::HEAD, "/api/v1/actors", |request| request.body(Body::empty())).await.is(401);
}

/// Curl and others send one along; it says nothing.
#[tokio::test]
async fn a_body_on_get_and_delete_is_not_read() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for (kind, body) in [
        ("text/plain", "x".to_owned()),
        ("application/json", "{oops".to_owned()),
        ("nonsense", "x".repeat(100_000)),
        ("application/x-www-form-urlencoded", "page=2".to_owned()),
    ] {
        let list = producer.send_as(kind, Method::GET, "/api/v1/actors", body.clone()).await.is(200);
        assert_eq!(list.json()["actors"][0]["id"], 1);
        producer.send_as(kind, Method::GET, "/api/v1/actors/2", body.clone()).await.is(200);
    }
    for (id, kind) in [(3, "text/plain"), (4, "application/json"), (5, "")] {
        let path = format!("/api/v1/actors/{id}");
        producer.send_as(kind, Method::DELETE, &path, "{oops ".repeat(20_000)).await.is(200);
    }
}

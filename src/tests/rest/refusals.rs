//! What every answer carries, what comes before what, and how many may ask.

use crate::support::{Client, Reply, TestAgency};
use axum::{body::Body, http::Method};
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use insta::assert_json_snapshot;
use jiff::SignedDuration;
use serde_json::json;

async fn bare(client: &Client<'_>, method: Method, path: &str) -> Reply {
    client.send(method, path, |request| request.body(Body::empty())).await
}

#[tokio::test]
async fn refusals_read_alike_for_old_clients_and_new() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant).with("x-request-id", "abc");
    assert_json_snapshot!(assistant.get("/api/v1/nowhere").await.is(404).json(), @r#"
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
    assert_json_snapshot!(assistant.post_json("/api/v1/movies", "{}").await.is(403).json(), @r#"
    {
      "code": "unauthorized",
      "description": "Permission not found.",
      "detail": "Permission not found.",
      "error": 403,
      "message": "Permission not found.",
      "request_id": "abc",
      "required_permission": "post:movies",
      "roles_that_can": [
        "executive_producer"
      ],
      "status": 403,
      "success": false,
      "title": "Not allowed",
      "type": "/problems/not-allowed",
      "your_role": "casting_assistant"
    }
    "#);
    let director = agency.program(CastingDirector).with("x-request-id", "abc");
    assert_json_snapshot!(director.post_json("/api/v1/actors", r#"{"name":"Ann","age":200,"gender":"female"}"#).await.is(400).json(), @r#"
    {
      "code": "bad_request",
      "description": "Age is a whole number of years from 0 to 150",
      "detail": "Age is a whole number of years from 0 to 150",
      "error": 400,
      "errors": [
        {
          "detail": "Age is a whole number of years from 0 to 150",
          "pointer": "/age"
        }
      ],
      "message": "Bad request",
      "request_id": "abc",
      "status": 400,
      "success": false,
      "title": "Bad Request",
      "type": "/problems/bad-request"
    }
    "#);
    assert_json_snapshot!(director.post_json("/api/v1/actors", r#"{"name":"tom hanks","age":65,"gender":"male"}"#).await.is(422).json(), @r#"
    {
      "code": "unprocessable",
      "description": "An actor of this name and age is there already: number 2.",
      "detail": "An actor of this name and age is there already: number 2.",
      "error": 422,
      "message": "unprocessable",
      "request_id": "abc",
      "status": 422,
      "success": false,
      "title": "Unprocessable Entity",
      "type": "/problems/unprocessable"
    }
    "#);
    assert_json_snapshot!(agency.nobody().with("x-request-id", "abc").get("/api/v1/actors").await.is(401).json(), @r#"
    {
      "code": "authorization_header_missing",
      "description": "Authorization header is expected.",
      "detail": "Authorization header is expected.",
      "error": 401,
      "message": "Authorization header is expected.",
      "request_id": "abc",
      "status": 401,
      "success": false,
      "title": "Unauthorized",
      "type": "/problems/authorization-header-missing"
    }
    "#);
}

#[tokio::test]
async fn a_problem_is_called_one_when_that_is_asked_for() {
    let agency = TestAgency::demo().await;
    let check = async |accept: &str, expected: &str| {
        let reply = agency.program(CastingAssistant).with("accept", accept).get("/api/v1/actors/99").await.is(404);
        assert_eq!(reply.header("content-type"), expected, "{accept}");
        assert_eq!(reply.json()["status"], 404);
        let success = agency.program(CastingAssistant).with("accept", accept).get("/api/v1/actors/1").await.is(200);
        assert_eq!(success.header("content-type"), "application/json", "{accept}");
    };
    check("application/problem+json", "application/problem+json").await;
    check("application/json, application/problem+json", "application/problem+json").await;
    check("Application/Problem+JSON; charset=utf-8", "application/problem+json").await;
    check("application/json", "application/json").await;
    check("*/*", "application/json").await;
    check("text/html", "application/json").await;
    check("", "application/json").await;
    let wrong = agency.nobody().with("accept", "application/problem+json");
    assert_eq!(
        bare(&wrong, Method::PUT, "/api/v1/actors").await.is(405).header("content-type"),
        "application/problem+json"
    );
    assert_eq!(wrong.get("/api/v1/actors").await.is(401).header("content-type"), "application/problem+json");
}

/// Whoever has no permission learns nothing about records; whoever has no token learns nothing about bodies.
#[tokio::test]
async fn one_thing_is_judged_before_the_other() {
    let agency = TestAgency::demo().await;
    let nobody = agency.nobody();
    let assistant = agency.program(CastingAssistant);
    let huge = "x".repeat(100_000);
    // Path and method before sign-in.
    nobody.get("/api/v1/nowhere").await.is(404);
    nobody.get("/api/v1/actors/1/nowhere").await.is(404);
    nobody.get("/api/v1/actors/1/movies/2").await.is(404);
    bare(&nobody, Method::PUT, "/api/v1/actors/1").await.is(405);
    nobody.post_json("/api/v1/actors/1", &huge).await.is(405);
    // Sign-in before everything else.
    nobody.get("/api/v1/actors/abc").await.is(401);
    nobody.get("/api/v1/actors?limit=0").await.is(401);
    nobody.post_json("/api/v1/actors", &huge).await.is(401);
    nobody.clone().with("if-match", "\"9\"").patch_json("/api/v1/actors/99", "{oops").await.is(401);
    // Then permission.
    for path in ["/api/v1/actors/99", "/api/v1/actors/abc", "/api/v1/movies/%FF"] {
        assistant.patch_json(path, "{oops").await.is(403);
        assistant.clone().with("if-match", "\"9\"").delete(path).await.is(403);
    }
    assistant.post_json("/api/v1/actors", &huge).await.is(403);
    assistant.send_as("text/plain", Method::POST, "/api/v1/movies", "x").await.is(403);
    // Then the record.
    let director = agency.program(CastingDirector);
    for path in ["/api/v1/actors/99", "/api/v1/actors/abc", "/api/v1/actors/99999999999999999999"] {
        director.patch_json(path, "{oops").await.is(404);
        director.patch_json(path, &huge).await.is(404);
        director.send_as("text/plain", Method::PATCH, path, "x").await.is(404);
        director.clone().with("if-match", "\"9\"").patch_json(path, "{}").await.is(404);
    }
    // Then what it says, before whether it is there already.
    director.post_json("/api/v1/actors", r#"{"name":"tom hanks","age":65,"gender":"x"}"#).await.is(400);
    director.patch_json("/api/v1/actors/1", r#"{"name":"tom hanks","age":65,"colour":1}"#).await.is(400);
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let agency = TestAgency::demo().await;
    let nobody = agency.nobody();
    for (path, methods) in [
        ("/api/v1", "GET HEAD"),
        ("/api/v1/actors", "GET HEAD POST"),
        ("/api/v1/actors/1", "DELETE GET HEAD PATCH"),
        ("/api/v1/actors/abc/", "DELETE GET HEAD PATCH"),
        ("/api/v1/actors/1/movies", "GET HEAD"),
        ("/api/v1/movies", "GET HEAD POST"),
        ("/api/v1/movies/1", "DELETE GET HEAD PATCH"),
        ("/api/v1/movies/1/cast", "GET HEAD"),
        ("/api/v1/castings", "GET HEAD POST"),
        ("/api/v1/castings/1", "DELETE GET HEAD PATCH"),
    ] {
        let allowed = |reply: &Reply| {
            let mut allowed: Vec<_> = reply.header("allow").split(',').map(|method| method.trim().to_owned()).collect();
            allowed.retain(|method| method != "OPTIONS");
            allowed.sort();
            allowed.join(" ")
        };
        for method in ["GET", "POST", "PATCH", "DELETE", "PUT", "TRACE", "BREW", "get"] {
            if methods.split(' ').any(|known| known == method) {
                continue;
            }
            let method = Method::from_bytes(method.as_bytes()).expect("a word");
            let reply = bare(&nobody, method.clone(), path).await;
            assert_eq!(reply.status, 405, "{method} {path}: {}", reply.text);
            assert_eq!(allowed(&reply), methods, "{method} {path}");
            assert_eq!(reply.json()["code"], "method_not_allowed", "{method} {path}");
        }
        let options = bare(&nobody, Method::OPTIONS, path).await;
        assert!(matches!(options.status, 200 | 204), "{path}: {}", options.status);
        assert_eq!(allowed(&options), methods, "OPTIONS {path}");
    }
}

#[tokio::test]
async fn nothing_is_redirected() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for path in
        ["/api/v1/", "/api/v1/actors/", "/api/v1/actors/1/", "/api/v1/movies/1/cast/", "/api/v1/castings/?page=1"]
    {
        producer.get(path).await.is(200);
    }
    let ann = json!({ "name": "Ann", "age": 30, "gender": "female" });
    producer.post_json("/api/v1/actors/", ann).await.is(200);
    producer.patch_json("/api/v1/actors/13/", json!({ "age": 31 })).await.is(200);
    producer.delete("/api/v1/actors/13/").await.is(200);
    for path in ["/api/v1/ACTORS", "/api/v1//actors", "/api/v2/actors", "/api/v1/actors/1/2"] {
        producer.get(path).await.is(404);
    }
}

/// RFC 6750: no error where no token was sent, `invalid_token` where one was.
#[tokio::test]
async fn every_401_says_how_to_sign_in() {
    let agency = TestAgency::demo().await;
    let clients = [
        agency.nobody(),
        agency.nobody().with("authorization", "Basic YTpi"),
        agency.nobody().with("authorization", "Bearer"),
        agency.nobody().with("authorization", "Bearer a b"),
        agency.nobody().with("authorization", "Bearer nonsense"),
        agency.nobody().with("authorization", "Bearer \u{e9}\"\\"),
        agency.nobody().with("authorization", &format!("Bearer {}", "x".repeat(20_000))),
        agency.nobody().with("cookie", "__Host-session=nonsense"),
    ];
    for client in clients {
        for reply in [
            client.get("/api/v1/actors").await,
            client.post_json("/api/v1/movies", "{}").await,
            client.delete("/api/v1/castings/1").await,
            bare(&client, Method::HEAD, "/api/v1/movies/1").await,
        ] {
            let reply = reply.is(401);
            let challenge = reply.header("www-authenticate");
            assert!(challenge.starts_with("Bearer error=\""), "{challenge}");
        }
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let own = assistant.get("/api/v1/actors").await.is(200).header("x-request-id").to_owned();
    assert!(!own.is_empty());
    assert_ne!(assistant.get("/api/v1/actors").await.header("x-request-id"), own);
    let given = assistant.clone().with("x-request-id", "trace-7").get("/api/v1/actors/99").await.is(404);
    assert_eq!((given.header("x-request-id"), &given.json()["request_id"]), ("trace-7", &json!("trace-7")));
    let refused = assistant.get("/api/v1/actors/99").await;
    assert_eq!(refused.json()["request_id"], refused.header("x-request-id"));
    for reply in [
        agency.nobody().get("/api/v1/actors").await,
        agency.nobody().get("/api/v1/nowhere").await,
        bare(&agency.nobody(), Method::PUT, "/api/v1/actors").await,
        bare(&agency.nobody(), Method::OPTIONS, "/api/v1/actors").await,
    ] {
        assert!(!reply.header("x-request-id").is_empty());
    }
    // One that nobody would search a log for, or could not, is replaced.
    for odd in ["x".repeat(1_000), "a\tb".to_owned(), "\u{e9}".to_owned(), String::new()] {
        let reply = assistant.clone().with("x-request-id", &odd).get("/api/v1/actors/99").await.is(404);
        assert_ne!(reply.header("x-request-id"), odd);
        assert!(!reply.header("x-request-id").is_empty());
    }
}

fn from_elsewhere(client: Client<'_>) -> Client<'_> {
    client.with("origin", "https://elsewhere.example").with("sec-fetch-site", "cross-site")
}

#[tokio::test]
async fn any_origin_may_ask_with_a_token_and_none_with_a_cookie() {
    let agency = TestAgency::demo().await;
    for path in ["/api/v1/actors", "/api/v1/actors/1", "/api/v1/castings/"] {
        let client = from_elsewhere(agency.nobody())
            .with("access-control-request-method", "PATCH")
            .with("access-control-request-headers", "authorization,content-type,if-match,idempotency-key,prefer");
        let reply = bare(&client, Method::OPTIONS, path).await;
        assert!(matches!(reply.status, 200 | 204), "{path}: {}", reply.status);
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        let allowed = |name: &str| reply.header(name).to_ascii_lowercase();
        for method in ["get", "post", "patch", "delete"] {
            let methods = allowed("access-control-allow-methods");
            assert!(methods == "*" || methods.contains(method), "{methods}");
        }
        for name in ["authorization", "content-type", "if-match", "idempotency-key", "prefer"] {
            assert!(allowed("access-control-allow-headers").contains(name), "{name}"); // `*` would not cover authorization
        }
        assert_eq!(reply.maybe("access-control-allow-credentials"), None);
    }
    let producer = from_elsewhere(agency.program(ExecutiveProducer));
    for reply in [
        producer.get("/api/v1/actors/1").await.is(200),
        producer.get("/api/v1/actors/99").await.is(404),
        producer.get("/api/v1/nowhere").await.is(404),
        producer.post_json("/api/v1/actors", "x".repeat(100_000)).await.is(413),
        producer.delete("/api/v1/actors/1").await.is(200),
        bare(&producer, Method::PUT, "/api/v1/actors").await.is(405),
        from_elsewhere(agency.nobody()).get("/api/v1/actors").await.is(401),
    ] {
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert_eq!(reply.maybe("access-control-allow-credentials"), None);
        let exposed = reply.header("access-control-expose-headers").to_ascii_lowercase();
        for name in [
            "etag",
            "link",
            "location",
            "ratelimit",
            "ratelimit-policy",
            "retry-after",
            "x-request-id",
            "idempotency-replayed",
            "www-authenticate",
        ] {
            assert!(exposed.contains(name), "{name} is not in {exposed}");
        }
    }
}

#[tokio::test]
async fn too_many_requests_wait() {
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 3").await;
    let assistant = agency.program(CastingAssistant);
    for left in [2, 1, 0] {
        let reply = assistant.get("/api/v1/actors/1").await.is(200);
        assert_eq!(reply.header("ratelimit-policy"), "\"default\";q=3;w=60");
        assert!(
            reply.header("ratelimit").starts_with(&format!("\"default\";r={left};t=")),
            "{}",
            reply.header("ratelimit")
        );
    }
    let refused = assistant.get("/api/v1/actors/1").await.is(429);
    assert_eq!(refused.json()["code"], "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(refused.header("ratelimit").starts_with("\"default\";r=0;t="));
    // After sign-in and permission, before the record and the body.
    agency.nobody().get("/api/v1/actors").await.is(401);
    assistant.post_json("/api/v1/actors", "{}").await.is(403);
    assistant.get("/api/v1/actors/99").await.is(429);
    assistant.get("/api/v1/actors?limit=0").await.is(429);
    assistant.get("/api/v1/nowhere").await.is(404);
    // Others are not kept waiting, and neither is this one for longer than it was told.
    let director = agency.program(CastingDirector);
    director.patch_json("/api/v1/actors/1", json!({ "age": 25 })).await.is(200);
    agency.pass(SignedDuration::from_secs(wait - 1));
    assistant.get("/api/v1/actors/1").await.is(429);
    agency.pass(SignedDuration::from_secs(1));
    assistant.get("/api/v1/actors/1").await.is(200);
}

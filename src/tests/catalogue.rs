//! The Movie Catalogue's tokens.

use crate::support::TestAgency;
use jiff::SignedDuration;

#[tokio::test]
async fn tokens_are_given_for_a_password() {
    let agency = TestAgency::demo().await;
    let check = async |body: &str, status: u16, expected: &str| {
        let reply = agency.nobody().post_json("/api/token", body).await.is(status);
        assert!(reply.text.contains(expected), "{body}: {}", reply.text);
    };
    check("", 400, r#"{"msg":"Missing JSON in request"}"#).await;
    check("[1]", 400, r#"{"msg":"Missing JSON in request"}"#).await;
    check("{}", 400, r#"{"msg":"Missing username parameter"}"#).await;
    check(r#"{"username":7}"#, 400, r#"{"msg":"Missing username parameter"}"#).await;
    check(r#"{"username":"maya","password":"wrong"}"#, 401, "msg").await;
    check(r#"{"username":"maya","password":" maya-casts-it "}"#, 401, "msg").await;
    check(r#"{"username":"maya","password":7}"#, 401, "msg").await;
    check(r#"{"username":"maya","password":[]}"#, 401, "msg").await;
    check(r#"{"username":"maya","password":"maya-casts-it"}"#, 200, "access_token").await;
    check(r#"{"user":"maya","password":"maya-casts-it"}"#, 200, "access_token").await;
}

/// In a demo any name gets a token, good for movies and for half an hour.
#[tokio::test]
async fn tokens_are_open_in_a_demo_alone() {
    let agency = TestAgency::demo().await;
    let token = agency.nobody().post_json("/api/token", r#"{"username":"anybody"}"#).await.is(200).json();
    let token = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
    let client = agency.nobody().with("authorization", &token);
    client.get("/api/v1/movies").await.is(200);
    let refused = client.get("/api/v1/actors").await.is(403).json();
    assert_eq!((&refused["code"], &refused["required_permission"]), (&"unauthorized".into(), &"get:actors".into()));
    agency.pass(SignedDuration::from_mins(31));
    client.get("/api/v1/movies").await.is(401);

    let closed = TestAgency::open().await;
    closed.nobody().post_json("/api/token", r#"{"username":"anybody"}"#).await.is(401);
}

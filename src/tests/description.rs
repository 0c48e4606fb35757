//! The API's description of itself: what it says is so, nothing is left out of it, and the pages made from it.

use crate::support::{Client, Reply, TestAgency};
use axum::{
    body::Body,
    http::{Method, header},
};
use casting_agency::rest::{openapi::operations, problem, problems::samples};
use domain::{Error, Role};
use serde_json::{Value, json};
use std::path::Path;

/// What needs no token. Every other operation names its permissions.
const PUBLIC: [&str; 1] = ["links"];

async fn description(agency: &TestAgency) -> Value {
    agency.nobody().get("/api/openapi.json").await.is(200).json()
}

#[tokio::test]
async fn the_description_is_a_promise() {
    let agency = TestAgency::open().await;
    insta::assert_json_snapshot!("openapi", description(&agency).await);
}

/// Each operation with each role, with the bodies that the description gives as examples. Dry runs, so that one agency
/// does for all.
#[tokio::test]
async fn every_operation_asks_for_what_it_says() {
    let agency = TestAgency::demo().await;
    let director = agency.program(Role::CastingDirector);
    director.post_json("/api/v1/castings", r#"{"movie_id":4,"actor_id":4,"character":"Ada"}"#).await.is(200);
    let before = agency.changes().await.len();
    let description = description(&agency).await;
    let operations = operations(&description);
    assert!(operations.len() >= 18, "the description was not read");
    for (name, method, path, permissions) in operations {
        let said = &description["paths"][&path][method.to_lowercase()];
        let bodies = match said["requestBody"]["content"].as_object() {
            Some(kinds) => kinds.iter().map(|(kind, body)| Some((kind.as_str(), &body["example"]))).collect(),
            None => vec![None],
        };
        for body in bodies {
            let ask = async |client: Client<'_>| send(&client, &method, &path.replace("{id}", "1"), body).await;
            let nobody = ask(agency.nobody()).await;
            if PUBLIC.contains(&name.as_str()) {
                assert_eq!(nobody.status, 200, "{name}");
                continue;
            }
            assert!(!permissions.is_empty(), "{name} names no permission, and is not public");
            assert_eq!(nobody.status, 401, "{name}");
            let may = |role: &Role| permissions.iter().all(|permission| role.may(*permission));
            let roles: Vec<_> = Role::ALL.into_iter().filter(may).collect();
            assert_eq!(said["x-roles"], json!(roles), "{name}");
            for role in Role::ALL {
                let reply = ask(agency.program(role)).await;
                let expected = if may(&role) { 200 } else { 403 };
                assert_eq!(reply.status, expected, "{name} by {role} with {body:?}: {}", reply.text);
            }
        }
    }
    assert_eq!(agency.changes().await.len(), before);
}

/// JSON has one kind of number (as JSON Schema has it), and a year that cannot be is wrong even where it is not taken.
#[tokio::test]
async fn numbers_are_read_as_described() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(Role::ExecutiveProducer);
    let check = async |path: &str, body: &str, status: u16| {
        let reply = producer.post_json(path, body).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text);
    };
    check("/api/v1/actors", r#"{"name":"Ann","age":29.0,"gender":"female"}"#, 200).await;
    check("/api/v1/actors", r#"{"name":"Ann","age":29,"gender":"female"}"#, 422).await;
    check("/api/v1/actors", r#"{"name":"Ann","age":29.5,"gender":"female"}"#, 400).await;
    check("/api/v1/actors", r#"{"name":"Ann","age":1e300,"gender":"female"}"#, 400).await;
    check("/api/v1/movies", r#"{"title":"Heat","release_date":"1995-12-15","release_year":1995.0}"#, 200).await;
    check("/api/v1/movies", r#"{"title":"Cold","release_date":"1995-12-15","release_year":3000}"#, 400).await;
    check("/api/v1/movies", r#"{"title":"Cold","release_year":1995}"#, 200).await;
}

async fn send(client: &Client<'_>, method: &str, path: &str, body: Option<(&str, &Value)>) -> Reply {
    let client = client.clone().with("prefer", "tx=rollback");
    let method = Method::try_from(method).expect("a method");
    client
        .send(method, path, |request| match body {
            Some((kind, example)) => {
                request.header(header::CONTENT_TYPE, kind).body(Body::from(written(kind, example)))
            }
            None => request.body(Body::empty()),
        })
        .await
}

fn written(kind: &str, example: &Value) -> String {
    if kind == "application/json" {
        return example.to_string();
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in example.as_object().expect("an object") {
        form.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    form.finish()
}

/// axum does not tell its routes. So: what a path is not described to take is refused, and in the source no route of the
/// API is written past the description.
#[tokio::test]
async fn no_route_is_left_out() {
    let agency = TestAgency::open().await;
    let description = description(&agency).await;
    let paths = description["paths"].as_object().expect("an object");
    for (path, operations) in paths {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let described = operations.get(method.as_str().to_lowercase()).is_some();
            let client = agency.nobody();
            let reply =
                client.send(method.clone(), &path.replace("{id}", "1"), |request| request.body(Body::empty())).await;
            assert_eq!(reply.status != 405, described, "{method} {path}");
        }
    }
    let mut read = 0;
    for file in ["src", "src/rest"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        for file in std::fs::read_dir(file).expect("it is there") {
            let file = file.expect("it can be read").path();
            let Ok(source) = std::fs::read_to_string(&file) else { continue };
            for (at, call) in source.match_indices("route(\"/api/v1") {
                assert!(source[..at].ends_with("api_"), "{}: a route past the description", file.display());
                let path = call.len() + at - "/api/v1".len();
                let path = source[path..].split('"').next().unwrap_or_default();
                assert!(paths.contains_key(path), "{path} is not described");
                read += 1;
            }
        }
    }
    assert_eq!(read, paths.len());
}

fn is_a_page_without_script(reply: &Reply) {
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'self'"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
    assert!(reply.headers.get("set-cookie").is_none());
    reply.does_not_say("<script").does_not_say(" style=").does_not_say("<!>").does_not_say("//cdn");
}

#[tokio::test]
async fn every_operation_can_be_read_about() {
    let agency = TestAgency::open().await;
    let page = agency.nobody().with("host", "agency.example:8080").get("/api/docs").await.is(200);
    is_a_page_without_script(&page);
    page.says("AGENCY=http://agency.example:8080\n");
    for (name, method, path, permissions) in operations(&description(&agency).await) {
        page.says(&format!("id=\"{name}\"")).says(&format!("href=\"#{name}\""));
        page.says(&format!("<b>{method}</b> <code>{path}</code>"));
        page.says(&format!("\"$AGENCY{}\"", path.replace("{id}", "1")));
        for permission in permissions {
            page.says(permission.claim());
        }
    }
    // What came with the request is no way to put words into somebody's shell.
    let page = agency.nobody().with("host", "x;rm").get("/api/docs").await.is(200);
    page.does_not_say("x;rm").says("AGENCY=http://127.0.0.1:3000\n");
}

#[tokio::test]
async fn every_refusal_is_explained() {
    let agency = TestAgency::open().await;
    let list = agency.nobody().get("/problems").await.is(200);
    is_a_page_without_script(&list);
    for error in samples() {
        let address = format!("/problems/{}", problem(&error));
        let page = agency.nobody().get(&address).await.is(200);
        is_a_page_without_script(&page);
        page.says(&format!("<code>{}</code>", error.code())).says(&format!("<b>{}</b>", error.status()));
        list.says(&format!("href=\"{address}\"")).says(&format!("<code>{}</code>", error.code()));
    }
    assert!(samples().contains(&Error::NotFound));
    let unknown = agency.nobody().get("/problems/nonsense").await.is(404);
    is_a_page_without_script(&unknown);
    unknown.says("href=\"/problems\"");
    // The address in a refusal is the page's.
    let refusal = agency.nobody().get("/api/v1/actors").await.is(401).json();
    agency.nobody().get(refusal["type"].as_str().expect("a text")).await.is(200).says("authorization_header_missing");
}

//! The Movie Catalogue API, as its old clients know it.

use crate::support::{Client, Reply, TestAgency};
use axum::{
    body::{Body, BodyDataStream},
    http::Method,
};
use domain::Role;
use futures::{StreamExt, TryStreamExt};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// As the old clients send it, with whichever method.
async fn send(client: &Client<'_>, method: Method, path: &str, body: Value) -> Reply {
    client.send_as("application/json", method, path, body.to_string()).await
}

fn titles(reply: &Reply) -> Vec<String> {
    let movies = reply.json()["movies"].as_array().expect("a list").clone();
    movies.iter().map(|movie| movie["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test]
async fn tokens_are_given_for_a_password() {
    let agency = TestAgency::demo().await;
    let check = async |body: &str, status: u16, msg: &str| {
        let reply = agency.nobody().post_json("/api/token", body).await.is(status);
        match status {
            200 => assert!(reply.json()["access_token"].is_string(), "{body}: {}", reply.text),
            _ => assert_eq!(reply.json()["msg"], msg, "{body}"),
        }
    };
    check("", 400, "Missing JSON in request").await;
    check("[1]", 400, "Missing JSON in request").await;
    check("{}", 400, "Missing username parameter").await;
    check(r#"{"username":7}"#, 400, "Missing username parameter").await;
    let long = "The username is longer than 200 characters, or has one that cannot be shown.";
    check(&json!({ "username": "x".repeat(201) }).to_string(), 400, long).await;
    check(&json!({ "username": "a\u{0}", "password": "x" }).to_string(), 400, long).await;
    check(r#"{"username":"maya","password":"wrong"}"#, 401, "Bad username or password").await;
    check(r#"{"username":"maya","password":" maya-casts-it "}"#, 401, "Bad username or password").await;
    check(r#"{"username":"maya","password":7}"#, 401, "Bad username or password").await;
    check(r#"{"username":"maya","password":[]}"#, 401, "Bad username or password").await;
    check(r#"{"username":"maya","password":"maya-casts-it"}"#, 200, "").await;
    check(r#"{"user":"maya","password":"maya-casts-it"}"#, 200, "").await;
}

/// In a demo any name gets a token, good for movies and for half an hour.
#[tokio::test]
async fn tokens_are_open_in_a_demo_alone() {
    let agency = TestAgency::demo().await;
    let client = with_open_token(&agency).await;
    client.get("/api/v1/movies").await.is(200);
    let refused = client.get("/api/v1/actors").await.is(403).json();
    assert_eq!((&refused["code"], &refused["required_permission"]), (&"unauthorized".into(), &"get:actors".into()));
    agency.pass(SignedDuration::from_mins(31));
    client.get("/api/v1/movies").await.is(401);
    assert_eq!(client.get("/api").await.is(401).json()["msg"], "Token has expired");

    let closed = TestAgency::open().await;
    closed.nobody().post_json("/api/token", r#"{"username":"anybody"}"#).await.is(401);
    let opened = TestAgency::configured("[catalogue]\nopen_tokens = true\n[limits]\nopen_tokens_per_minute = 2").await;
    // Whoever has one address of a network has them all.
    for (address, status) in [("2001:db8::1", 200), ("2001:db8::2", 200), ("2001:db8::3", 429)] {
        let reply = opened.nobody().at(address).post_json("/api/token", r#"{"username":"anybody"}"#).await.is(status);
        assert_eq!(reply.header("ratelimit-policy"), "\"open-tokens\";q=2;w=60");
    }
    // Nobody is counted for another who took a token of the same name.
    let agency =
        TestAgency::configured("[catalogue]\nopen_tokens = true\n[limits]\ncatalogue_requests_per_minute = 1").await;
    let one = with_open_token(&agency).await;
    agency.pass(SignedDuration::from_secs(1));
    let other = with_open_token(&agency).await;
    one.get("/api").await.is(200);
    one.get("/api").await.is(429);
    other.get("/api").await.is(200);
    // A password is another matter, and has a throttle of its own.
    opened.nobody().post_json("/api/token", r#"{"username":"anybody","password":"wrong"}"#).await.is(401);
}

async fn with_open_token(agency: &TestAgency) -> Client<'_> {
    let token = agency.nobody().post_json("/api/token", r#"{"username":"anybody"}"#).await.is(200).json();
    let token = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
    agency.nobody().with("authorization", &token)
}

#[tokio::test]
async fn catalogue_is_all_movies_in_the_order_they_were_added() {
    let agency = TestAgency::demo().await;
    let client = with_open_token(&agency).await;
    let added = json!({ "title": "Alien", "genre": "scifi", "release_year": 1979, "expiry_date": "2024-05-01" });
    send(&client, Method::POST, "/api", added.clone()).await.is(200);
    let all = client.get("/api").await.is(200);
    let slash = client.get("/api/").await.is(200);
    assert_eq!(all.text, slash.text);
    let movies = all.json()["movies"].as_array().expect("a list").clone();
    assert_eq!(movies.len(), 18);
    assert_eq!(movies[17], added);
    let first = json!({
        "title": "the shawshank redemption", "genre": "unspecified", "release_year": 1994, "expiry_date": "9999-12-31",
    });
    assert_eq!(movies[0], first);
    assert!(all.text.contains(r#"{"expiry_date":"2024-05-01","genre":"scifi","release_year":1979,"title":"Alien"}"#));

    // One movie behind both.
    let movie = client.get("/api/v1/movies/18").await.is(200).json()["movie"].clone();
    assert_eq!((&movie["release_date"], &movie["release_year"]), (&Value::Null, &1979.into()));
    let empty = TestAgency::open().await;
    let nothing = empty.program(Role::CastingAssistant).get("/api").await.is(200);
    assert_eq!(nothing.text, r#"{"movies":[]}"#);
}

/// More than one batch, and none lost or doubled where two meet.
#[tokio::test]
async fn catalogue_is_streamed() {
    let agency = TestAgency::open().await;
    many_movies(&agency, 2_500).await;
    let client = agency.program(Role::CastingAssistant);
    let expected: Vec<_> = (1..=2_500).map(|number| format!("Movie {number}")).collect();
    assert_eq!(titles(&client.get("/api").await.is(200)), expected);
    assert_eq!(titles(&client.get("/api/search?title=movie").await.is(200)), expected);
    let of_a_batch: Vec<_> = titles(&client.get("/api/search?title=MOVIE%202").await.is(200));
    assert_eq!(of_a_batch.len(), 1 + 10 + 100 + 501);

    // However many read slowly, others are answered: whoever waits holds no connection.
    let mut slow = Vec::new();
    for _ in 0..40 {
        slow.push(begin_to_read(&client).await);
    }
    client.get("/api/v1/movies").await.is(200);
    send(&agency.program(Role::ExecutiveProducer), Method::DELETE, "/api", json!({ "title": "movie 2499" }))
        .await
        .is(200);
    let rest: Vec<_> = slow.remove(0).try_collect().await.expect("the rest comes");
    assert!(!String::from_utf8_lossy(&rest.concat()).contains("Movie 2499\""), "read when it is sent");
}

/// Whoever gets a part never takes it for the whole.
#[tokio::test]
async fn catalogue_is_cut_off_by_a_fault() {
    let agency = TestAgency::open().await;
    many_movies(&agency, 1_500).await;
    let client = agency.program(Role::CastingAssistant);
    let body = begin_to_read(&client).await;
    agency.execute("alter table movies rename to lost").await;
    let rest: Result<Vec<_>, _> = body.try_collect().await;
    assert!(rest.is_err(), "the connection is cut");
    client.get("/api").await.is(500);
}

/// Asks for the catalogue, and reads its first batch.
async fn begin_to_read(client: &Client<'_>) -> BodyDataStream {
    let mut body = client.begin("/api").await.into_data_stream();
    body.next().await.expect("there is a first batch").expect("it is whole");
    body
}

async fn many_movies(agency: &TestAgency, count: i64) {
    agency
        .execute(&format!(
            "insert into movies (title, title_key, release_year)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {count})
            select 'Movie ' || i, 'movie ' || i, 1990 from n"
        ))
        .await;
    agency.recount().await;
}

#[tokio::test]
async fn add_movie_by_title_wants_all_four_fields() {
    let agency = TestAgency::open().await;
    let client = agency.program(Role::ExecutiveProducer);
    let sound = json!({ "title": "Alien", "genre": "scifi", "release_year": 1979, "expiry_date": "2024-05-01" });
    let shown = send(&client, Method::POST, "/api", sound.clone()).await.is(200).json();
    assert_eq!(shown, sound);
    let check = async |field: &str, value: Value, named: &str| {
        let mut body = sound.clone();
        body["title"] = "Aliens".into();
        body[field] = value.clone();
        let refused = send(&client, Method::POST, "/api", body).await.is(400).json();
        let msg = refused["msg"].as_str().unwrap_or_default();
        assert!(msg.starts_with("Movie could not be added: ") && msg.contains(named), "{field} {value}: {msg}");
    };
    for field in ["title", "genre", "release_year", "expiry_date"] {
        check(field, Value::Null, field).await;
        check(field, json!(""), field).await;
        check(field, json!(" "), field).await;
        check(field, json!([1]), field).await;
        check(field, json!(true), field).await;
    }
    check("title", json!("x".repeat(201)), "title").await;
    check("title", json!("ALIEN"), "title").await; // there already, without regard to case
    check("release_year", json!(1887), "release_year").await;
    check("release_year", json!(3000), "release_year").await;
    check("release_year", json!(1979.5), "release_year").await;
    check("release_year", json!("1979.5"), "release_year").await;
    check("release_year", json!(1e300), "release_year").await;
    check("expiry_date", json!("2024-02-30"), "expiry_date").await;
    check("expiry_date", json!("2024/05/01"), "expiry_date").await;
    check("expiry_date", json!("2024-05-01T25:00:00"), "expiry_date").await;
    check("expiry_date", json!("2024-05-01T10"), "expiry_date").await;
    for body in ["", "[]", "{", "null", "7"] {
        let refused = client.post_json("/api", body).await.is(400).json();
        let msg = refused["msg"].as_str().unwrap_or_default();
        assert!(msg.starts_with("Movie could not be added: "), "{body:?}: {msg}");
    }
    let long = json!({ "title": "x".repeat(70_000) });
    assert!(send(&client, Method::POST, "/api", long).await.is(413).json()["msg"].is_string());
    assert_eq!(agency.changes().await.len(), 1, "refusals leave no trace");

    // A year is a number or its digits; a day may come with a time; what is not known is not looked at.
    for (title, year) in [("Two", json!(1979.0)), ("Three", json!("1979"))] {
        let body =
            json!({ "title": title, "genre": "g", "release_year": year, "expiry_date": "2024-5-1T10:20:30", "x": 1 });
        let shown = send(&client, Method::POST, "/api", body).await.is(200);
        assert_eq!(shown.json()["expiry_date"], "2024-05-01");
        assert!(shown.text.contains(r#""release_year":1979,"#), "{}", shown.text);
    }
}

/// What the catalogue shows can be sent back to it, and says the same: what stands for nothing means nothing.
#[tokio::test]
async fn what_is_shown_for_nothing_means_nothing() {
    let agency = TestAgency::open().await;
    let client = agency.program(Role::ExecutiveProducer);
    let shown = json!({ "title": "Alien", "genre": "Unspecified", "release_year": 1979, "expiry_date": "9999-12-31" });
    let added = send(&client, Method::POST, "/api", shown).await.is(200).json();
    assert_eq!((&added["genre"], &added["expiry_date"]), (&json!("unspecified"), &json!("9999-12-31")));
    let movie = client.get("/api/v1/movies").await.is(200).json()["movies"][0].clone();
    assert_eq!((&movie["genre"], &movie["expiry_date"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn delete_movie_by_title_deletes_the_one() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(Role::ExecutiveProducer);
    for body in [json!({}), json!({ "title": null }), json!({ "title": " " }), json!({ "name": "x" })] {
        let refused = send(&producer, Method::DELETE, "/api", body).await.is(400).json();
        assert_eq!(refused["msg"], "Missing title parameter");
    }
    assert_eq!(producer.delete("/api").await.is(400).json()["msg"], "Missing title parameter");
    assert!(send(&producer, Method::DELETE, "/api", json!({ "title": 7 })).await.is(400).json()["msg"].is_string());
    for title in ["no such movie", "a\u{0}"] {
        let nowhere = send(&producer, Method::DELETE, "/api", json!({ "title": title })).await.is(400).json();
        assert_eq!(nowhere["msg"], "Movie was not found");
    }

    let heat = |date: &str| json!({ "title": "Heat", "release_date": date });
    producer.post_json("/api/v1/movies", heat("1986-11-13")).await.is(200);
    let shown = send(&producer, Method::DELETE, "/api", json!({ "title": " HEAT " })).await.is(200).json();
    assert_eq!(
        shown,
        json!({ "title": "Heat", "genre": "unspecified", "release_year": 1986, "expiry_date": "9999-12-31" })
    );
    assert_eq!(
        send(&producer, Method::DELETE, "/api", json!({ "title": "Heat" })).await.is(400).json()["msg"],
        "Movie was not found"
    );
    producer.get("/api/v1/movies/18").await.is(404);

    producer.post_json("/api/v1/movies", heat("1972-10-06")).await.is(200);
    producer.post_json("/api/v1/movies", heat("1995-12-15")).await.is(200);
    let both = send(&producer, Method::DELETE, "/api", json!({ "title": "Heat" })).await.is(400).json();
    let msg = both["msg"].as_str().unwrap_or_default();
    assert!(["number 19", "1972", "number 20", "1995"].into_iter().all(|named| msg.contains(named)), "{msg}");
    producer.get("/api/v1/movies/19").await.is(200);
}

#[tokio::test]
async fn search_finds_what_matches_all_that_is_given() {
    let agency = TestAgency::open().await;
    let client = agency.program(Role::ExecutiveProducer);
    for (title, genre, year, expiry) in [
        ("Alien", "scifi", 1979, "2024-05-01"),
        ("Amélie", "Romance", 2001, "2030-01-01"),
        ("100% Wolf", "family", 2020, "2024-05-01"),
        ("Under_score", "scifi horror", 1979, "2024-05-02"),
    ] {
        let body = json!({ "title": title, "genre": genre, "release_year": year, "expiry_date": expiry });
        send(&client, Method::POST, "/api", body).await.is(200);
    }
    client.post_json("/api/v1/movies", json!({ "title": "Heat", "release_date": "1995-12-15" })).await.is(200);
    let check = async |wanted: Value, expected: &[&str]| {
        let found = send(&client, Method::GET, "/api/search", wanted.clone()).await.is(200);
        assert_eq!(titles(&found), expected, "{wanted} in the body");
        let query: Vec<_> = wanted
            .as_object()
            .expect("an object")
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .collect();
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        assert_eq!(
            titles(&client.get(&format!("/api/search?{query}")).await.is(200)),
            expected,
            "{wanted} in the query"
        );
    };
    let all = ["Alien", "Amélie", "100% Wolf", "Under_score", "Heat"];
    check(json!({}), &all).await;
    check(json!({ "title": null, "unknown": 1 }), &all).await;
    check(json!({ "title": "" }), &all).await;
    check(json!({ "title": "ALI" }), &["Alien"]).await;
    check(json!({ "title": "amelie" }), &["Amélie"]).await;
    check(json!({ "title": "%" }), &["100% Wolf"]).await;
    check(json!({ "title": "_" }), &["Under_score"]).await;
    check(json!({ "genre": "SCIFI" }), &["Alien", "Under_score"]).await;
    check(json!({ "genre": "unspec" }), &["Heat"]).await;
    check(json!({ "release_year": 1979 }), &["Alien", "Under_score"]).await;
    check(json!({ "release_year": "1979", "expiry_date": "2024-05-01" }), &["Alien"]).await;
    check(json!({ "release_year": 99_999_999_999_i64 }), &[]).await;
    check(json!({ "expiry_date": "9999-12-31" }), &["Heat"]).await;
    check(json!({ "expiry_date": "2024-05-01T00:00:00" }), &["Alien", "100% Wolf"]).await;
    check(json!({ "title": "e", "genre": "i", "expiry_date": "2024-5-2" }), &["Under_score"]).await;
    check(json!({ "title": "nothing like it" }), &[]).await;

    let refused = async |wanted: Value| {
        let refused = send(&client, Method::GET, "/api/search", wanted.clone()).await.is(400).json();
        assert!(refused["msg"].is_string(), "{wanted}");
    };
    refused(json!({ "title": 7 })).await;
    refused(json!({ "title": "x".repeat(201) })).await;
    refused(json!({ "genre": ["a"] })).await;
    refused(json!({ "title": "a\u{0}" })).await;
    refused(json!({ "genre": "\u{7}" })).await;
    refused(json!({ "release_year": "soon" })).await;
    refused(json!({ "expiry_date": "tomorrow" })).await;
    refused(json!([])).await;
    // A body goes before the query.
    let both =
        client.send_as("text/plain", Method::GET, "/api/search?title=heat", r#"{"title":"alien"}"#).await.is(200);
    assert_eq!(titles(&both), ["Alien"]);
}

#[tokio::test]
async fn expired_movies_end_within_the_range() {
    let agency = TestAgency::open().await;
    let client = agency.program(Role::ExecutiveProducer);
    for (title, expiry) in [("One", "2024-05-01"), ("Two", "2024-05-02"), ("Three", "2024-06-01")] {
        let body = json!({ "title": title, "genre": "g", "release_year": 2000, "expiry_date": expiry });
        send(&client, Method::POST, "/api", body).await.is(200);
    }
    client.post_json("/api/v1/movies", json!({ "title": "Heat", "release_date": "1995-12-15" })).await.is(200);
    let found = async |from: &str, to: &str, expected: &[&str]| {
        let wanted = json!({ "from": from, "to": to });
        let by_body = send(&client, Method::GET, "/api/expiredMovies", wanted).await.is(200);
        let by_query = client.get(&format!("/api/expiredMovies?from={from}&to={to}")).await.is(200);
        assert_eq!(
            (titles(&by_body), titles(&by_query)),
            (expected.iter().map(ToString::to_string).collect(), titles(&by_body))
        );
    };
    found("2024-05-01", "2024-05-02", &["One", "Two"]).await; // both ends are inside
    found("2024-05-02", "2024-05-02", &["Two"]).await;
    found("2024-05-02T12:00:00", "9999-12-31", &["Two", "Three", "Heat"]).await;
    found("2020-01-01", "2020-01-02", &[]).await;
    let refused = async |wanted: Value, msg: &str| {
        let refused = send(&client, Method::GET, "/api/expiredMovies", wanted).await.is(400).json();
        assert_eq!(refused["msg"], msg);
    };
    refused(json!({}), "Field from is Missing").await;
    refused(json!({ "from": null, "to": "2024-05-01" }), "Field from is Missing").await;
    refused(json!({ "from": "2024-05-01" }), "Field to is Missing").await;
    refused(json!({ "from": "2024-05-02", "to": "2024-05-01" }), "Query invalid, 'from' date is after 'to' date.")
        .await;
    refused(json!({ "from": "x", "to": "2024-05-01" }), "from is not a date; write it as yyyy-mm-dd").await;
    refused(json!({ "from": "2024-05-01", "to": 7 }), "to is a text").await;
}

#[tokio::test]
async fn problems_have_a_msg_beside_the_common_words() {
    let agency = TestAgency::demo().await;
    let check = async |authorization: &str, status: u16, msg: &str| {
        let client = agency.nobody();
        let client = if authorization.is_empty() { client } else { client.with("authorization", authorization) };
        let refused = client.get("/api").await.is(status).json();
        assert_eq!(
            (refused["msg"].as_str(), refused["error"].as_u64()),
            (Some(msg), Some(status.into())),
            "{authorization}"
        );
        assert_eq!(refused["success"], false);
        assert!(refused["code"].is_string() && refused["request_id"].is_string());
    };
    check("", 401, "Missing Authorization Header").await;
    check("Basic abc", 422, "Authorization header must start with \"Bearer\".").await;
    check("Bearer", 422, "Token not found.").await;
    check("Bearer a b", 422, "Authorization header must be bearer token.").await;
    check("Bearer a.b.c", 422, "Unable to parse authentication token.").await;

    let assistant = agency.program(Role::CastingAssistant);
    let alien = json!({ "title": "Alien", "genre": "scifi", "release_year": 1979, "expiry_date": "2024-05-01" });
    for (method, body) in [(Method::POST, alien), (Method::DELETE, json!({ "title": "Inception" }))] {
        let refused = send(&assistant, method, "/api", body).await.is(403).json();
        assert_eq!(refused["msg"], "Permission not found.");
    }
    let wrong = assistant.send_as("application/json", Method::PUT, "/api", "{}").await.is(405);
    assert!(wrong.json()["msg"].is_string() && wrong.header("allow").contains("DELETE"));
    agency.nobody().send_as("application/json", Method::POST, "/api/search", "{}").await.is(405);
    assert_eq!(assistant.get("/api/nowhere").await.is(404).json()["code"], "not_found");
    assistant.send(Method::HEAD, "/api", |request| request.body(Body::empty())).await.is(200);
}

/// A caller's requests to the catalogue are counted by themselves.
#[tokio::test]
async fn the_catalogue_has_a_limit_of_its_own() {
    let agency = TestAgency::configured("[limits]\ncatalogue_requests_per_minute = 2\nrequests_per_minute = 5").await;
    let client = agency.program(Role::CastingAssistant);
    for (status, left) in [(200, 1), (200, 0), (429, 0)] {
        let reply = client.get("/api/search").await.is(status);
        assert_eq!(reply.header("ratelimit-policy"), "\"catalogue\";q=2;w=60");
        assert!(reply.header("ratelimit").starts_with(&format!("\"catalogue\";r={left};t=")));
        assert_eq!(reply.json()["msg"].is_string(), status == 429);
        assert_eq!(reply.headers.contains_key("retry-after"), status == 429);
    }
    client.get("/api/v1/movies").await.is(200);
}

/// Two at once with one title: exactly one is added, whatever the year.
#[tokio::test]
async fn add_movie_by_title_is_for_one() {
    let agency = TestAgency::open().await;
    let producer = agency.program(Role::ExecutiveProducer);
    for round in 0..10 {
        let each = (0..8).map(|year| {
            let body = json!({ "title": format!("Round {round}"), "genre": "g", "release_year": 1990 + year, "expiry_date": "2024-05-01" });
            let producer = producer.clone();
            async move { send(&producer, Method::POST, "/api", body).await.status }
        });
        let mut statuses = futures::future::join_all(each).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400, 400, 400, 400, 400, 400, 400]);
    }
}

//! The same things asked at every door: REST, the catalogue, GraphQL and the server functions give one answer.

use crate::support::{Client, Reply, TestAgency, rows};
use axum::http::Method;
use domain::Role::ExecutiveProducer;
use serde_json::{Value, json};

/// What was found, by its names in the order it came; or the status of the refusal, and whether it names both ends of what is
/// upside down.
#[derive(Debug, PartialEq)]
enum Answer {
    Found(Vec<String>),
    Refused(u16),
}

/// One thing, in the words of each door.
struct Thing {
    /// For REST, and for the page, whose address asks by the same names.
    query: &'static str,
    /// As a list of GraphQL is narrowed down and sorted.
    arguments: &'static str,
    /// For the catalogue, where it can be asked there: the path and the body.
    catalogue: Option<(&'static str, Value)>,
    found: usize,
}

fn thing(
    query: &'static str,
    arguments: &'static str,
    catalogue: Option<(&'static str, Value)>,
    found: usize,
) -> Thing {
    Thing { query, arguments, catalogue, found }
}

fn names(rows: &Value, name: &str) -> Vec<String> {
    let rows = rows.as_array().unwrap_or_else(|| panic!("no rows: {rows}"));
    rows.iter().map(|row| row[name].as_str().unwrap_or_else(|| panic!("no {name}: {row}")).to_owned()).collect()
}

/// What one page after the other says, up to the one that is not there.
async fn all_pages(ask: impl AsyncFn(usize) -> Reply, rows: impl Fn(&Reply) -> Vec<String>) -> Answer {
    let mut found = Vec::new();
    for page in 1.. {
        let reply = ask(page).await;
        match reply.status {
            200 => {
                let rows = rows(&reply);
                if rows.is_empty() {
                    break;
                }
                found.extend(rows);
            }
            404 if page > 1 => break,
            status => return Answer::Refused(status),
        }
    }
    Answer::Found(found)
}

async fn by_rest(client: &Client<'_>, kind: &str, name: &str, query: &str) -> Answer {
    let ask = async |page| client.get(&format!("/api/v1/{kind}?{query}&page={page}")).await;
    all_pages(ask, |reply| names(&reply.json()[kind], name)).await
}

async fn by_call(client: &Client<'_>, kind: &str, query: &str) -> Answer {
    let ask = async |page| client.ask(kind, &[("query", &format!("{query}&page={page}"))]).await;
    all_pages(ask, |reply| rows(&reply.json()).into_iter().map(|(_, name)| name).collect()).await
}

async fn by_graphql(client: &Client<'_>, kind: &str, name: &str, arguments: &str) -> Answer {
    let query = format!("{{ {kind}(first: 100 {arguments}) {{ edges {{ node {{ {name} }} }} }} }}");
    let reply = client.post_json("/graphql", json!({ "query": query })).await.is(200).json();
    match reply["errors"][0]["extensions"]["status"].as_u64() {
        Some(status) => Answer::Refused(u16::try_from(status).expect("it is a status")),
        None => {
            let nodes = reply["data"][kind]["edges"].as_array().expect("there are edges").iter();
            Answer::Found(names(&nodes.map(|edge| edge["node"].clone()).collect(), name))
        }
    }
}

async fn by_catalogue(client: &Client<'_>, path: &str, body: &Value) -> Answer {
    let reply = client.send_as("application/json", Method::GET, path, body.to_string()).await;
    match reply.status {
        200 => Answer::Found(names(&reply.json()["movies"], "title")),
        status => Answer::Refused(status),
    }
}

#[tokio::test]
async fn the_same_is_found_through_every_door() {
    let agency = TestAgency::demo().await;
    let (program, browser) = (agency.program(ExecutiveProducer), agency.signed_in(ExecutiveProducer).await);
    for (title, release_date, genre, expiry_date) in [
        ("Amélie", json!("2001-04-25"), json!("Comedy"), json!("2030-01-01")),
        ("Amelie returns", json!("2003-04-25"), json!("comédie"), json!("2030-01-02")),
        ("100 % heat", json!("1995-12-15"), json!("Crime"), json!(null)),
        ("under_score", json!("1995-12-16"), json!(null), json!("2024-05-01")),
        ("She said \"no\"", json!("1995-12-17"), json!("Crime drama"), json!("2024-05-02")),
        ("ليلى", json!("1996-01-01"), json!("Drama"), json!("2024-06-01")),
    ] {
        let body = json!({ "title": title, "release_date": release_date, "genre": genre, "expiry_date": expiry_date });
        program.post_json("/api/v1/movies", body).await.is(200);
    }
    let search = |body: Value| Some(("/api/search", body));
    let expired = |from: &str, to: &str| Some(("/api/expiredMovies", json!({ "from": from, "to": to })));
    let refused = usize::MAX;
    let long: &'static str = Box::leak("x".repeat(201).into_boxed_str());
    let long_query = Box::leak(format!("title={long}").into_boxed_str());
    let long_arguments = Box::leak(format!("filter: {{ title: \"{long}\" }}").into_boxed_str());
    let things = [
        thing("", "", Some(("/api", json!({}))), 23),
        thing("title=amelie", r#"filter: { title: "amelie" }"#, search(json!({ "title": "amelie" })), 2),
        thing("title=AM%C3%89LIE%20R", r#"filter: { title: "AMÉLIE R" }"#, search(json!({ "title": "AMÉLIE R" })), 1),
        thing("title=%25", r#"filter: { title: "%" }"#, search(json!({ "title": "%" })), 1),
        thing("title=_", r#"filter: { title: "_" }"#, search(json!({ "title": "_" })), 1),
        thing("title=_sc", r#"filter: { title: "_sc" }"#, search(json!({ "title": "_sc" })), 1),
        thing("title=he", r#"filter: { title: "he" }"#, search(json!({ "title": "he" })), 5),
        thing("title=%22no%22", r#"filter: { title: "\"no\"" }"#, search(json!({ "title": "\"no\"" })), 1),
        thing("title=%D9%84%D9%8A%D9%84", r#"filter: { title: "ليل" }"#, search(json!({ "title": "ليل" })), 1),
        thing("title=xyzzy", r#"filter: { title: "xyzzy" }"#, search(json!({ "title": "xyzzy" })), 0),
        thing("genre_contains=CRI", r#"filter: { genreContains: "CRI" }"#, search(json!({ "genre": "CRI" })), 2),
        thing("genre_contains=dr", r#"filter: { genreContains: "dr" }"#, search(json!({ "genre": "dr" })), 2),
        thing(
            "year_from=1995&year_to=1995",
            "filter: { yearFrom: 1995, yearTo: 1995 }",
            search(json!({ "release_year": 1995 })),
            3,
        ),
        thing(
            "expires_from=2030-01-01&expires_to=2030-01-01",
            r#"filter: { expiresFrom: "2030-01-01", expiresTo: "2030-01-01" }"#,
            search(json!({ "expiry_date": "2030-01-01" })),
            1,
        ),
        thing(
            "expires_from=2024-05-01&expires_to=2024-05-02",
            r#"filter: { expiresFrom: "2024-05-01", expiresTo: "2024-05-02" }"#,
            expired("2024-05-01", "2024-05-02"),
            2,
        ),
        thing(
            "title=e&genre_contains=crime&year_from=1995&year_to=1995",
            r#"filter: { title: "e", genreContains: "crime", yearFrom: 1995, yearTo: 1995 }"#,
            search(json!({ "title": "e", "genre": "crime", "release_year": 1995 })),
            2,
        ),
        thing(
            "expires_from=2024-05-02&expires_to=2024-05-01",
            r#"filter: { expiresFrom: "2024-05-02", expiresTo: "2024-05-01" }"#,
            expired("2024-05-02", "2024-05-01"),
            refused,
        ),
        thing("expires_from=soon", r#"filter: { expiresFrom: "soon" }"#, expired("soon", "2024-05-01"), refused),
        thing(long_query, long_arguments, search(json!({ "title": long })), refused),
        thing("year_from=1995.5", "filter: { yearFrom: 1995.5 }", search(json!({ "release_year": 1995.5 })), refused),
        // What the catalogue does not know.
        thing("q=comedy&sort=-title", r#"filter: { q: "comedy" }, sort: [{ key: TITLE, direction: DOWN }]"#, None, 1),
        thing("q=drama&genre=drama", r#"filter: { q: "drama", genre: "drama" }"#, None, 1),
        thing(
            "released_from=1999-01-01&sort=-release_date,title",
            r#"filter: { releasedFrom: "1999-01-01" }, sort: [{ key: RELEASE_DATE, direction: DOWN }, { key: TITLE }]"#,
            None,
            7,
        ),
        thing("sort=genre,-expiry_date", "sort: [{ key: GENRE }, { key: EXPIRY_DATE, direction: DOWN }]", None, 23),
    ];
    for Thing { query, arguments, catalogue, found } in things {
        let rest = by_rest(&program, "movies", "title", query).await;
        match &rest {
            Answer::Found(titles) => assert_eq!(titles.len(), found, "{query}: {titles:?}"),
            Answer::Refused(status) => assert_eq!((*status, found), (400, refused), "{query}"),
        }
        assert_eq!(by_call(&browser, "movies", query).await, rest, "the server function: {query}");
        assert_eq!(by_graphql(&program, "movies", "title", arguments).await, rest, "GraphQL: {arguments}");
        if let Some((path, body)) = catalogue {
            assert_eq!(by_catalogue(&program, path, &body).await, rest, "the catalogue: {path} {body}");
        }
    }
    for (query, arguments, found) in [
        ("", "", 12),
        ("q=ACT", r#"filter: { q: "ACT" }"#, 6),
        ("q=o&gender=male&sort=-age", r#"filter: { q: "o", gender: MALE }, sort: [{ key: AGE, direction: DOWN }]"#, 5),
        ("age_min=40&age_max=66&sort=name", r#"filter: { ageMin: 40, ageMax: 66 }, sort: [{ key: NAME }]"#, 7),
    ] {
        let rest = by_rest(&program, "actors", "name", query).await;
        assert!(matches!(&rest, Answer::Found(names) if names.len() == found), "{query}: {rest:?}");
        assert_eq!(by_call(&browser, "actors", query).await, rest, "the server function: {query}");
        assert_eq!(by_graphql(&program, "actors", "name", arguments).await, rest, "GraphQL: {arguments}");
    }
}

//! Lists: their shapes, pages, filters and order.

use super::{column, ids};
use crate::support::{Client, Reply, TestAgency};
use domain::Role::{CastingAssistant, ExecutiveProducer};
use insta::assert_json_snapshot;
use serde_json::{Value, json};
use std::collections::HashMap;

#[tokio::test]
async fn actors_have_the_promised_shape() {
    let agency = TestAgency::demo().await;
    let actors = agency.program(CastingAssistant).get("/api/v1/actors?page=2").await.is(200);
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
}

#[tokio::test]
async fn movies_have_the_promised_shape() {
    let agency = TestAgency::demo().await;
    let movies = agency.program(CastingAssistant).get("/api/v1/movies").await.is(200).json();
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

/// The old service's own samples, its dates padded.
#[tokio::test]
async fn the_demo_is_the_documents_samples() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let mut people = Vec::new();
    let mut films = Vec::new();
    for page in 1..=2 {
        let actors = assistant.get(&format!("/api/v1/actors?page={page}")).await.is(200).json();
        for actor in actors["actors"].as_array().expect("a list") {
            people.push(format!("{} {} {} {}", actor["id"], actor["name"], actor["age"], actor["gender"]));
        }
        let movies = assistant.get(&format!("/api/v1/movies?page={page}")).await.is(200).json();
        for movie in movies["movies"].as_array().expect("a list") {
            films.push(format!("{} {} {}", movie["id"], movie["title"], movie["release_date"]));
        }
    }
    assert_json_snapshot!(people, @r#"
    [
      "1 \"aymen\" 24 \"male\"",
      "2 \"tom hanks\" 65 \"male\"",
      "3 \"leaonardo dicaprio\" 47 \"male\"",
      "4 \"scarlett johansson\" 37 \"female\"",
      "5 \"chris evans\" 40 \"male\"",
      "6 \"angelina jolie\" 46 \"female\"",
      "7 \"actor1\" 55 \"female\"",
      "8 \"actor2\" 70 \"male\"",
      "9 \"actor33\" 80 \"male\"",
      "10 \"actor55\" 66 \"female\"",
      "11 \"actor6\" 22 \"female\"",
      "12 \"actor9\" 66 \"male\""
    ]
    "#);
    assert_json_snapshot!(films, @r#"
    [
      "1 \"the shawshank redemption\" \"1994-09-22\"",
      "2 \"the godfather\" \"1972-03-24\"",
      "3 \"the dark knight\" \"2008-07-18\"",
      "4 \"fight club\" \"1999-11-11\"",
      "5 \"inception\" \"2010-07-08\"",
      "6 \"movie1\" \"1997-10-02\"",
      "7 \"movie2\" \"1998-03-10\"",
      "8 \"movie3\" \"1999-10-04\"",
      "9 \"movie4\" \"2000-10-05\"",
      "10 \"movie5\" \"1997-10-06\"",
      "11 \"movie6\" \"1997-10-07\"",
      "12 \"movie7\" \"1997-10-08\"",
      "13 \"movie8\" \"1997-10-09\"",
      "14 \"movie9\" \"1997-10-10\"",
      "15 \"movie10\" \"1997-10-11\"",
      "16 \"movie11\" \"1997-10-12\"",
      "17 \"movie12\" \"1997-10-13\""
    ]
    "#);
}

#[tokio::test]
async fn the_index_needs_no_sign_in() {
    let agency = TestAgency::demo().await;
    let index = agency.nobody().get("/api/v1").await.is(200);
    assert_json_snapshot!(index.json(), @r#"
    {
      "links": {
        "actors": "/api/v1/actors",
        "castings": "/api/v1/castings",
        "docs": "/api/docs",
        "movies": "/api/v1/movies",
        "openapi": "/api/openapi.json"
      },
      "name": "Casting Agency API",
      "success": true
    }
    "#);
    agency.nobody().get("/api/v1/").await.is(200);
}

#[tokio::test]
async fn pages_hold_ten_and_count_from_one() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let check = async |query: &str, expected: Option<i64>| {
        for (list, path) in [("actors", "/api/v1/actors"), ("movies", "/api/v1/movies")] {
            let reply = assistant.get(&format!("{path}{query}")).await;
            match expected {
                Some(first) => assert_eq!(ids(&reply.is(200), list)[0], first, "{path}{query}"),
                None => assert_eq!(reply.is(404).json()["message"], "resource not found", "{path}{query}"),
            }
        }
    };
    check("", Some(1)).await;
    check("/", Some(1)).await;
    check("?", Some(1)).await;
    check("?page=1", Some(1)).await;
    check("?page=2", Some(11)).await;
    check("/?page=2", Some(11)).await;
    check("?page=", Some(1)).await;
    check("?page", Some(1)).await;
    check("?page=two", Some(1)).await;
    check("?page=1.5", Some(1)).await;
    check("?page=0x2", Some(1)).await;
    check("?page=%FF", Some(1)).await;
    check("?colour=red&&=&%00=1", Some(1)).await;
    check("?PAGE=2", Some(1)).await;
    check("?page=2&page=1", Some(11)).await; // the first counts
    check("?page=3", None).await;
    check("?page=0", None).await;
    check("?page=-1", None).await;
    check("?page=9223372036854775807", None).await;
    check("?page=-9223372036854775808", None).await;
    check("?page=99999999999999999999", None).await;
    check("?page=-99999999999999999999", None).await;
    check("?limit=100&page=92233720368547759", None).await;
    assert_eq!(ids(&assistant.get("/api/v1/actors").await, "actors"), (1..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn page_one_of_nothing_is_an_empty_list() {
    let agency = TestAgency::open().await;
    let assistant = agency.program(CastingAssistant);
    for list in ["actors", "movies", "castings"] {
        let reply = assistant.get(&format!("/api/v1/{list}")).await.is(200);
        assert_eq!(reply.json(), json!({ "success": true, list: [], format!("total_{list}"): 0 }));
        assert_eq!(links(&reply).get("next"), None);
        assistant.get(&format!("/api/v1/{list}?page=2")).await.is(404);
        assistant.get(&format!("/api/v1/{list}?page=0")).await.is(404);
    }
    let demo = TestAgency::demo().await;
    let none = demo.program(CastingAssistant).get("/api/v1/actors?q=zzz").await.is(200).json();
    assert_eq!(none, json!({ "success": true, "actors": [], "total_actors": 0 }));
}

#[tokio::test]
async fn limit_is_one_to_a_hundred() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let check = async |query: &str, expected: Option<&[i64]>| {
        let reply = assistant.get(&format!("/api/v1/actors?{query}")).await;
        match expected {
            Some(expected) => {
                let reply = reply.is(200);
                assert_eq!(ids(&reply, "actors"), expected, "{query}");
                assert_eq!(reply.json()["total_actors"], 12);
            }
            None => assert_eq!(reply.is(400).pointers(), ["/limit"], "{query}"),
        }
    };
    check("limit=1", Some(&[1])).await;
    check("limit=5&page=3", Some(&[11, 12])).await;
    check("limit=100", Some(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).await;
    check("limit=1&limit=0", Some(&[1])).await;
    check("limit=0", None).await;
    check("limit=101", None).await;
    check("limit=-1", None).await;
    check("limit=", None).await;
    check("limit=ten", None).await;
    check("limit=1.5", None).await;
    check("limit=99999999999999999999", None).await;
    assistant.get("/api/v1/actors?limit=100&page=2").await.is(404);
    assistant.get("/api/v1/movies?limit=0").await.is(400);
    assistant.get("/api/v1/castings?limit=0").await.is(400);
}

/// The targets of a `Link` header (RFC 8288), by their relation.
fn links(reply: &Reply) -> HashMap<String, String> {
    let links = reply.maybe("link").unwrap_or_default().split(',').filter(|link| !link.trim().is_empty());
    links
        .map(|link| {
            let (target, relation) = link.trim().split_once(';').expect("a link has a relation");
            let target = target.strip_prefix('<').and_then(|target| target.strip_suffix('>')).expect("an address");
            let relation = relation.trim().strip_prefix("rel=").expect("a relation").trim_matches('"');
            (relation.to_owned(), target.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn links_lead_through_a_list() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let relations = async |path: &str| {
        let mut relations: Vec<_> = links(&assistant.get(path).await.is(200)).into_keys().collect();
        relations.sort();
        relations.join(" ")
    };
    assert_eq!(relations("/api/v1/actors").await, "first last next");
    assert_eq!(relations("/api/v1/actors?page=2").await, "first last prev");
    assert_eq!(relations("/api/v1/actors?limit=5&page=2").await, "first last next prev");

    // What was asked for stays asked for, and nobody is met twice.
    let mut path = "/api/v1/movies?q=MOVIE&sort=-title&limit=3&released_from=1997-10-2".to_owned();
    let mut met = Vec::new();
    loop {
        let reply = assistant.get(&path).await.is(200);
        assert_eq!(reply.json()["total_movies"], 12);
        met.extend(column(&reply, "movies", "title"));
        match links(&reply).remove("next") {
            Some(next) => path = next,
            None => break,
        }
    }
    let mut sorted: Vec<_> = (1..=12).map(|number| format!("movie{number}")).collect();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(met, sorted);
    // What came with the address cannot break out of the header.
    let odd = assistant.get("/api/v1/actors?q=o%22%3E%3B%2C&x=%0D%0AX-Evil%3A1").await.is(200);
    assert_eq!(odd.maybe("x-evil"), None);
    let odd = assistant.get("/api/v1/actors?q=a&sort=name&limit=1&colour=%3E%2C%22").await.is(200);
    assert_eq!(assistant.get(&links(&odd)["next"]).await.is(200).json()["total_actors"], odd.json()["total_actors"]);
}

async fn found(client: &Client<'_>, list: &str, query: &str) -> Vec<i64> {
    ids(&client.get(&format!("/api/v1/{list}?limit=100&{query}")).await.is(200), list)
}

#[tokio::test]
async fn actors_are_filtered() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let amelie = json!({ "name": "Amélie 100%", "age": 0, "gender": "female" });
    agency.program(ExecutiveProducer).post_json("/api/v1/actors", amelie).await.is(200);
    let check = async |query: &str, expected: &[i64]| {
        assert_eq!(found(&assistant, "actors", query).await, expected, "{query}");
        let reply = assistant.get(&format!("/api/v1/actors?{query}")).await.is(200).json();
        assert_eq!(reply["total_actors"], expected.len(), "{query}");
        assert_eq!(reply.get("total_is_at_least"), None, "{query}");
    };
    check("q=HANKS", &[2]).await;
    check("q=an", &[2, 4, 5, 6]).await;
    check("q=AMELIE", &[13]).await;
    check("q=%20hanks%20", &[2]).await;
    check("q=%25", &[13]).await;
    check("q=_", &[]).await;
    check("q=%5C", &[]).await;
    check("q=%27%3B--", &[]).await;
    check("q=hanks&q=aymen", &[2]).await;
    check("gender=female", &[4, 6, 7, 10, 11, 13]).await;
    check("gender=MALE&age_max=24", &[1]).await;
    check("age_min=65", &[2, 8, 9, 10, 12]).await;
    check("age_max=0", &[13]).await;
    check("age_min=65&age_max=66", &[2, 10, 12]).await;
    check("age_min=66&age_max=66", &[10, 12]).await;
    check("age_min=&q=&gender=&age_max=24", &[1, 11, 13]).await; // left blank in a form
    check("q=actor&gender=male&age_min=70", &[8, 9]).await;
    check("age_min=65&age_min=oops", &[2, 8, 9, 10, 12]).await;
    check("genre=oops", &(1..=13).collect::<Vec<_>>()).await; // a movie's filter is no name here
}

#[tokio::test]
async fn movies_are_filtered() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let producer = agency.program(ExecutiveProducer);
    let heat = json!({ "title": "Heat", "release_year": 1995, "genre": "Comédie noire" });
    producer.post_json("/api/v1/movies", heat).await.is(200);
    let check = async |query: &str, expected: &[i64]| {
        assert_eq!(found(&assistant, "movies", query).await, expected, "{query}");
        let reply = assistant.get(&format!("/api/v1/movies?{query}")).await.is(200).json();
        assert_eq!(reply["total_movies"], expected.len(), "{query}");
    };
    check("q=the", &[1, 2, 3]).await;
    check("q=comedie", &[18]).await; // title and genre
    check("genre=COMEDIE%20NOIRE", &[18]).await;
    check("genre=western", &[]).await;
    check("released_from=2008-7-18", &[3, 5]).await;
    check("released_to=1972-03-24", &[2]).await;
    check("released_from=1997-10-7&released_to=1997-10-07", &[11]).await;
    check("released_from=1997-10-6&released_to=1997-10-7", &[10, 11]).await;
    check("q=movie1&released_from=1997-10-12", &[16, 17]).await;
}

#[tokio::test]
async fn a_bad_filter_is_named() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let check = async |path: &str, pointers: &[&str]| {
        let reply = assistant.get(&format!("/api/v1/{path}")).await.is(400);
        assert_eq!(reply.pointers(), pointers, "{path}");
        assert_eq!(reply.json()["message"], "Bad request", "{path}");
    };
    check("actors?gender=other", &["/gender"]).await;
    check("actors?age_min=old", &["/age_min"]).await;
    check("actors?age_max=1.5", &["/age_max"]).await;
    check("actors?age_max=99999999999999999999", &["/age_max"]).await;
    check("actors?sort=colour", &["/sort"]).await;
    check("actors?sort=name,colour", &["/sort"]).await;
    check("actors?sort=--age", &["/sort"]).await;
    check("actors?sort=title", &["/sort"]).await;
    check("movies?sort=name", &["/sort"]).await;
    check("movies?released_from=2023-02-30", &["/released_from"]).await;
    check("movies?released_to=soon", &["/released_to"]).await;
    check("actors?q=a%00b", &["/q"]).await;
    check("movies?genre=a%00b", &["/genre"]).await;
    check(&format!("movies?q={}", "x".repeat(1_000)), &["/q"]).await;
    // No row lies between these: they were mixed up.
    check("actors?age_min=66&age_max=65", &["/age_min"]).await;
    check("movies?released_from=2000-01-01&released_to=1999-01-01", &["/released_from"]).await;
    check("actors?gender=x&age_min=x", &["/gender", "/age_min"]).await;
    check("movies?genre=%00&released_from=x", &["/genre", "/released_from"]).await;
}

#[tokio::test]
async fn lists_are_sorted() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(CastingAssistant);
    let producer = agency.program(ExecutiveProducer);
    let check = async |list: &str, query: &str, expected: &[i64]| {
        assert_eq!(found(&assistant, list, query).await, expected, "{list} {query}");
    };
    check("actors", "sort=-id", &[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).await;
    check("actors", "sort=-age,name", &[9, 8, 10, 12, 2, 7, 3, 6, 5, 4, 1, 11]).await;
    check("actors", "sort=-age,-name", &[9, 8, 12, 10, 2, 7, 3, 6, 5, 4, 1, 11]).await;
    check("actors", "sort=age,-id", &[11, 1, 4, 5, 6, 3, 7, 2, 12, 10, 8, 9]).await;
    check("actors", "sort=-age", &[9, 8, 10, 12, 2, 7, 3, 6, 5, 4, 1, 11]).await; // by id where alike
    check("actors", "sort=gender,age&age_min=55", &[7, 10, 2, 12, 8, 9]).await;
    check("actors", "sort=name&sort=-id&age_max=40", &[11, 1, 5, 4]).await;
    check("movies", "sort=release_date&released_to=1997-10-5", &[2, 1, 6]).await;
    check("movies", "sort=-release_date&released_from=1999-10-4", &[5, 3, 9, 4, 8]).await;

    // Capitals and accents sort with their letters.
    for name in ["Émile", "emil", "EMILY", "zoë"] {
        producer.post_json("/api/v1/actors", json!({ "name": name, "age": 1, "gender": "male" })).await.is(200);
    }
    check("actors", "sort=name&age_max=1", &[14, 13, 15, 16]).await;

    // What is not known comes last, up and down.
    producer.post_json("/api/v1/movies", json!({ "title": "Heat", "release_year": 1995 })).await.is(200);
    let noir = json!({ "genre": "Noir", "expiry_date": "2030-01-01" });
    producer.patch_json("/api/v1/movies/5", &noir).await.is(200);
    producer.patch_json("/api/v1/movies/9", json!({ "genre": "action", "expiry_date": "2029-01-01" })).await.is(200);
    let ends = async |sort: &str| {
        let all = found(&assistant, "movies", &format!("sort={sort}")).await;
        (all[0], all[1], all[17])
    };
    assert_eq!(ends("release_date").await, (2, 1, 18));
    assert_eq!(ends("-release_date").await, (5, 3, 18));
    assert_eq!(ends("genre").await, (9, 5, 18));
    assert_eq!(ends("-genre").await, (5, 9, 18));
    assert_eq!(ends("expiry_date").await, (9, 5, 18));
    assert_eq!(ends("-expiry_date").await, (5, 9, 18));
    assert_eq!(ends("-release_year,title").await, (5, 3, 2));
}

/// Under a filter they are counted to 10,000 and no further; without one they are all counted.
#[tokio::test]
async fn totals_are_exact_to_ten_thousand() {
    let agency = TestAgency::open().await;
    let assistant = agency.program(CastingAssistant);
    const MANY: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 10000)
        insert into actors (name, name_key, age, gender) select 'twin ' || i, 'twin ' || i, 30, 'male' from n";
    agency.execute(MANY).await;
    agency.recount().await;
    let total = async |query: &str| -> (Value, Value) {
        let body = assistant.get(&format!("/api/v1/actors?{query}")).await.is(200).json();
        (body["total_actors"].clone(), body["total_is_at_least"].clone())
    };
    assert_eq!(total("q=twin").await, (json!(10_000), Value::Null));
    let director = agency.program(ExecutiveProducer);
    for name in ["twin 10001", "twin 10002"] {
        director.post_json("/api/v1/actors", json!({ "name": name, "age": 30, "gender": "male" })).await.is(200);
    }
    assert_eq!(total("q=twin").await, (json!(10_000), json!(true)));
    assert_eq!(total("q=twin%209").await, (json!(1_111), Value::Null));
    assert_eq!(total("").await, (json!(10_002), Value::Null));
    assert_eq!(total("sort=-name").await, (json!(10_002), Value::Null));

    // Whoever walks on past what was counted still meets everybody.
    let last = assistant.get("/api/v1/actors?q=twin&limit=100&page=100").await.is(200);
    let beyond = assistant.get(&links(&last)["next"]).await.is(200);
    assert_eq!(ids(&beyond, "actors"), [10_001, 10_002]);
    assert_eq!(links(&beyond).get("next"), None);
    let full = assistant.get("/api/v1/actors?q=twin&limit=2&page=5001").await.is(200);
    assert_eq!((ids(&full, "actors").len(), links(&full).get("next")), (2, None));
    assistant.get("/api/v1/actors?q=twin&limit=100&page=102").await.is(404);
    assert_eq!(ids(&assistant.get("/api/v1/actors?page=1001").await.is(200), "actors"), [10_001, 10_002]);
}

//! Bodies: what is taken, and what is refused, naming the field.

use crate::support::{Client, Reply, TestAgency};
use axum::{body::Body, http::Method};
use domain::Role::{CastingDirector, ExecutiveProducer};
use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";

/// Refused with 400 in the promised words, naming these fields.
#[track_caller]
fn bad(reply: Reply, pointers: &[&str], what: &str) {
    assert_eq!(reply.status, 400, "{what}: {}", reply.text);
    assert_eq!(reply.json()["message"], "Bad request", "{what}");
    assert_eq!(reply.pointers(), pointers, "{what}");
}

async fn actors_added(client: &Client<'_>) -> Value {
    client.get("/api/v1/actors").await.is(200).json()["total_actors"].clone()
}

/// An actor with one field more or otherwise.
fn actor(field: &str, value: Value) -> String {
    let mut actor = json!({ "name": "Ann", "age": 30, "gender": "female" });
    actor[field] = value;
    actor.to_string()
}

fn movie(field: &str, value: Value) -> String {
    let mut movie = json!({ "title": "Heat", "release_date": "1995-12-15" });
    movie[field] = value;
    movie.to_string()
}

#[tokio::test]
async fn a_body_that_is_no_record_is_refused() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let deep_field = format!(r#"{{"name":{}1{},"age":30,"gender":"female"}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let deep_unknown =
        format!(r#"{{"name":"Ann","age":30,"gender":"female","x":{}1{}}}"#, "[".repeat(9_000), "]".repeat(9_000));
    for body in [
        "",
        " ",
        "null",
        "true",
        "7",
        "\"Ann\"",
        "[]",
        "[{}]",
        "{",
        "{]",
        "{\"name\":",
        "{'name':'Ann'}",
        "name=Ann",
        r#"[{"name":"Ann","age":30,"gender":"female"}]"#,
        r#"["Ann",30,"female"]"#,
        r#"{"name":"Ann","age":30,"gender":"female"} x"#,
        r#"{"name":"Ann","age":30,"gender":"female"}{}"#,
        r#"{"name":"Ann","age":30,"gender":"female",}"#,
        r#"{"name":"\ud800","age":30,"gender":"female"}"#,
        r#"{"name":"\udc00\ud800","age":30,"gender":"female"}"#,
        r#"{"name":"Ann","age":NaN,"gender":"female"}"#,
        r#"{"name":"Ann","age":1e400,"gender":"female"}"#,
        r#"{"name":"Ann","age":030,"gender":"female"}"#,
        "{\"name\":\"a\u{0}b\",\"age\":30,\"gender\":\"female\"}",
        "{\"name\":\"a\nb\",\"age\":30,\"gender\":\"female\"}",
        &deep,
        &deep_field,
        &deep_unknown,
    ] {
        let what = &body[..body.len().min(60)];
        for reply in [
            producer.post_json("/api/v1/actors", body).await,
            producer.post_json("/api/v1/movies", body).await,
            producer.post_json("/api/v1/castings", body).await,
            producer.patch_json("/api/v1/actors/1", body).await,
            producer.patch_json("/api/v1/movies/1", body).await,
        ] {
            assert_eq!(reply.status, 400, "{what}: {}", reply.text);
            assert_eq!(reply.json()["message"], "Bad request", "{what}");
        }
    }
    // Bytes that are no text, and no body with no type.
    for body in [&b"{\"name\":\"\xff\",\"age\":30,\"gender\":\"female\"}"[..], b"\xff\xfe{}", b"\x1f\x8b"] {
        producer.send_as("application/json", Method::POST, "/api/v1/actors", body).await.is(400);
        producer.send_as(FORM, Method::POST, "/api/v1/actors", body).await.is(400);
    }
    producer.send(Method::POST, "/api/v1/actors", |request| request.body(Body::empty())).await.is(400);
    producer.send(Method::PATCH, "/api/v1/actors/1", |request| request.body(Body::empty())).await.is(400);
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn what_is_missing_or_null_is_named() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let check = async |path: &str, body: &str, pointers: &[&str]| {
        bad(producer.post_json(&format!("/api/v1/{path}"), body).await, pointers, body);
    };
    check("actors", "{}", &["/name", "/age", "/gender"]).await;
    check("actors", r#"{"name":"Ann"}"#, &["/age", "/gender"]).await;
    check("actors", r#"{"age":30,"gender":"female"}"#, &["/name"]).await;
    check("actors", r#"{"name":null,"age":null,"gender":null}"#, &["/name", "/age", "/gender"]).await;
    check("actors", r#"{"NAME":"Ann","age":30,"gender":"female"}"#, &["/name"]).await;
    check("movies", "{}", &["/title", "/release_date"]).await;
    check("movies", r#"{"title":"Heat"}"#, &["/release_date"]).await;
    check("movies", r#"{"title":"Heat","release_date":null}"#, &["/release_date"]).await;
    check("movies", r#"{"title":null,"release_date":"1995-12-15"}"#, &["/title"]).await;
    for (path, field) in [
        ("actors/1", "name"),
        ("actors/1", "age"),
        ("actors/1", "gender"),
        ("movies/1", "title"),
        ("movies/1", "release_date"),
    ] {
        let reply = producer.patch_json(&format!("/api/v1/{path}"), json!({ field: null })).await;
        bad(reply, &[&format!("/{field}")], field);
    }
    // The day is taken away by who says the year.
    let year = json!({ "release_date": null, "release_year": 1994 });
    producer.patch_json("/api/v1/movies/1", year).await.is(200);
    assert_eq!(producer.get("/api/v1/movies/1").await.json()["movie"]["release_date"], Value::Null);
    assert_eq!(agency.changes().await.len(), 30);
}

#[tokio::test]
async fn a_name_shows_something_and_is_not_too_long() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let no = async |name: Value| {
        bad(producer.post_json("/api/v1/actors", actor("name", name.clone())).await, &["/name"], &name.to_string());
        bad(producer.patch_json("/api/v1/actors/1", json!({ "name": name })).await, &["/name"], "a change");
        bad(producer.post_json("/api/v1/movies", movie("title", name.clone())).await, &["/title"], &name.to_string());
        bad(producer.patch_json("/api/v1/movies/1", json!({ "title": name })).await, &["/title"], "a change");
    };
    no(json!("")).await;
    no(json!(" \t\n ")).await;
    no(json!("\u{a0}\u{3000}")).await;
    no(json!("\u{200b}")).await;
    no(json!("a\u{0}b")).await;
    no(json!("a\u{1b}[2Jb")).await;
    no(json!("a\nb")).await;
    no(json!("x".repeat(201))).await;
    no(json!("é".repeat(201))).await;
    no(json!(7)).await;
    no(json!(true)).await;
    no(json!(["Ann"])).await;
    no(json!({ "first": "Ann" })).await;
    assert_eq!(agency.changes().await.len(), 29);
    // Characters are counted, not bytes, and after trimming.
    for name in ["x".repeat(200), "é".repeat(200), "🎬".repeat(200), format!("  {}  ", "y".repeat(200))] {
        let reply = producer.post_json("/api/v1/actors", actor("name", json!(name))).await.is(200);
        assert_eq!(reply.json()["inserted"], name.trim());
    }
    for name in ["O'Hara; drop table actors--", "<script>", "李小龙", "محمد", "\\u0041", "%00"] {
        let id = producer.post_json("/api/v1/actors", actor("name", json!(name))).await.is(200).json()["id"].clone();
        let read = producer.get(&format!("/api/v1/actors/{id}")).await.is(200).json();
        assert_eq!(read["actor"]["name"], name);
    }
}

#[tokio::test]
async fn an_age_is_a_whole_number_to_a_hundred_and_fifty() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for age in [
        "-1",
        "151",
        "30.5",
        "-0.5",
        "1e3",
        "99999999999999999999",
        "-99999999999999999999",
        "\"30\"",
        "\"\"",
        "\"old\"",
        "true",
        "null",
        "[]",
        "[30]",
        "{}",
    ] {
        let body = format!(r#"{{"name":"Ann","age":{age},"gender":"female"}}"#);
        bad(director.post_json("/api/v1/actors", &body).await, &["/age"], &body);
        bad(director.patch_json("/api/v1/actors/1", format!(r#"{{"age":{age}}}"#)).await, &["/age"], age);
    }
    for age in ["-1", "151", "", "old", "30.0", "1e1", "0x1e", "3 0", "٣٠", "99999999999999999999"] {
        let body = format!("name=Ann&age={age}&gender=female");
        bad(director.send_as(FORM, Method::POST, "/api/v1/actors", body.clone()).await, &["/age"], &body);
        bad(director.send_as(FORM, Method::PATCH, "/api/v1/actors/1", format!("age={age}")).await, &["/age"], age);
    }
    for age in [0, 150] {
        director.post_json("/api/v1/actors", actor("age", json!(age))).await.is(200);
    }
    assert_eq!(actors_added(&director).await, 14);
}

#[tokio::test]
async fn a_gender_is_one_of_two_in_any_case() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for gender in [
        json!("other"),
        json!(""),
        json!("m"),
        json!("males"),
        json!("fe male"),
        json!("ｍale"),
        json!(1),
        json!(null),
        json!(["male"]),
        json!({}),
    ] {
        bad(
            director.post_json("/api/v1/actors", actor("gender", gender.clone())).await,
            &["/gender"],
            &gender.to_string(),
        );
        bad(director.patch_json("/api/v1/actors/1", json!({ "gender": gender })).await, &["/gender"], "a change");
    }
    for (age, given, kept) in [(1, "Male", "male"), (2, "FEMALE", "female"), (3, "fEmAlE", "female")] {
        let body = json!({ "name": "Ann", "age": age, "gender": given });
        let id = director.post_json("/api/v1/actors", body).await.is(200).json()["id"].clone();
        assert_eq!(director.get(&format!("/api/v1/actors/{id}")).await.json()["actor"]["gender"], kept);
    }
}

#[tokio::test]
async fn a_date_is_a_day_there_is() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for date in [
        "2023-02-30",
        "2023-02-29",
        "1900-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-01-00",
        "2023-04-31",
        "23-01-01",
        "1995/12/15",
        "15-12-1995",
        "19951215",
        "1995-12",
        "1995-12-15x",
        "1995--12-15",
        "1995-012-15",
        "+1995-12-15",
        "-1995-12-15",
        "１９９５-12-15",
        "1995-12-15\u{0}",
        "soon",
        "",
        " ",
        "99999-01-01",
    ] {
        for field in ["release_date", "expiry_date"] {
            if field == "expiry_date" && date.trim().is_empty() {
                continue; // an empty one is none
            }
            bad(producer.post_json("/api/v1/movies", movie(field, json!(date))).await, &[&format!("/{field}")], date);
            let reply = producer.patch_json("/api/v1/movies/1", json!({ field: date })).await;
            bad(reply, &[&format!("/{field}")], date);
        }
    }
    for value in [json!(19951215), json!(true), json!([]), json!({})] {
        bad(
            producer.post_json("/api/v1/movies", movie("release_date", value.clone())).await,
            &["/release_date"],
            "no text",
        );
        bad(producer.post_json("/api/v1/movies", movie("expiry_date", value)).await, &["/expiry_date"], "no text");
    }
    for (given, kept) in [
        ("2024-2-29", "2024-02-29"),
        ("2000-02-9", "2000-02-09"),
        (" 1995-12-15 ", "1995-12-15"),
        ("1888-1-1", "1888-01-01"),
    ] {
        let id = producer.post_json("/api/v1/movies", movie("release_date", json!(given))).await.is(200).json()["id"]
            .clone();
        assert_eq!(producer.get(&format!("/api/v1/movies/{id}")).await.json()["movie"]["release_date"], kept);
    }
}

#[tokio::test]
async fn a_year_is_from_1888_to_ten_years_ahead() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let check = async |year: Value, expected: Option<i64>| {
        let body = json!({ "title": format!("Heat {year}"), "release_year": year });
        let reply = producer.post_json("/api/v1/movies", &body).await;
        match expected {
            Some(expected) => {
                let id = reply.is(200).json()["id"].clone();
                let movie = producer.get(&format!("/api/v1/movies/{id}")).await.is(200).json()["movie"].clone();
                assert_eq!((&movie["release_year"], &movie["release_date"]), (&json!(expected), &Value::Null));
            }
            None => bad(reply, &["/release_year"], &body.to_string()),
        }
    };
    check(json!(1887), None).await;
    check(json!(1888), Some(1888)).await;
    check(json!(2036), Some(2036)).await;
    check(json!(2037), None).await;
    check(json!(-1995), None).await;
    check(json!(1995.5), None).await;
    check(json!("soon"), None).await;
    check(json!(true), None).await;
    check(json!([1995]), None).await;
    // The year follows the date, and so it binds the date.
    bad(
        producer.post_json("/api/v1/movies", movie("release_date", json!("1887-12-31"))).await,
        &["/release_date"],
        "1887",
    );
    bad(
        producer.post_json("/api/v1/movies", movie("release_date", json!("2037-01-01"))).await,
        &["/release_date"],
        "2037",
    );
    producer.post_json("/api/v1/movies", movie("release_date", json!("2036-12-31"))).await.is(200);
}

#[tokio::test]
async fn a_genre_is_a_short_word() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for genre in [json!("x".repeat(201)), json!("a\u{0}b"), json!(7), json!(["crime"])] {
        bad(producer.post_json("/api/v1/movies", movie("genre", genre.clone())).await, &["/genre"], &genre.to_string());
        bad(producer.patch_json("/api/v1/movies/1", json!({ "genre": genre })).await, &["/genre"], "a change");
    }
    producer.post_json("/api/v1/movies", movie("genre", Value::Null)).await.is(200);
    assert_eq!(producer.get("/api/v1/movies/18").await.json()["movie"]["genre"], Value::Null);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let body = r#"{"name":"","age":200,"gender":"x"}"#;
    bad(producer.post_json("/api/v1/actors", body).await, &["/name", "/age", "/gender"], body);
    bad(producer.patch_json("/api/v1/actors/1", body).await, &["/name", "/age", "/gender"], body);
    let body = r#"{"title":"","release_date":"x","genre":"\u0000","expiry_date":"x"}"#;
    let fields = ["/title", "/release_date", "/genre", "/expiry_date"];
    bad(producer.post_json("/api/v1/movies", body).await, &fields, body);
    bad(producer.patch_json("/api/v1/movies/1", body).await, &fields, body);
    // What is not even of its type is told first.
    let body = r#"{"title":"","release_date":7,"genre":7,"expiry_date":"x"}"#;
    bad(producer.post_json("/api/v1/movies", body).await, &["/release_date", "/genre"], body);
}

#[tokio::test]
async fn what_is_unknown_is_ignored_in_a_post_and_refused_in_a_patch() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for value in [json!(1), json!(null), json!({ "deep": [[]] })] {
        bad(
            producer.patch_json("/api/v1/actors/1", json!({ "age": 30, "colour": value })).await,
            &["/colour"],
            "colour",
        );
    }
    for field in ["id", "version", "title", "Name", "", "a/b~c", "deleted_at"] {
        let pointer = format!("/{}", field.replace('~', "~0").replace('/', "~1"));
        bad(producer.patch_json("/api/v1/actors/1", json!({ field: 1 })).await, &[&pointer], field);
    }
    bad(producer.patch_json("/api/v1/movies/1", json!({ "name": "Heat" })).await, &["/name"], "name");
    bad(producer.send_as(FORM, Method::PATCH, "/api/v1/actors/1", "colour=red").await, &["/colour"], "colour");
    producer.post_json("/api/v1/actors", actor("colour", json!({ "deep": [] }))).await.is(200);
    producer.send_as(FORM, Method::POST, "/api/v1/actors", "name=Bob&age=1&gender=male&colour=red").await.is(200);
    let huge = actor("colour", json!("x".repeat(60_000))).replace("Ann", "Cid");
    producer.post_json("/api/v1/actors", huge).await.is(200);
    assert_eq!(actors_added(&producer).await, 15);
}

/// As the old service read them: of two members the last counts, of two fields of a form the first.
#[tokio::test]
async fn a_field_given_twice_is_read_as_ever() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let twice = r#"{"name":"Ann","name":"Bob","age":30,"gender":"female"}"#;
    assert_eq!(director.post_json("/api/v1/actors", twice).await.is(200).json()["inserted"], "Bob");
    let twice = "name=Cid&name=Dan&age=30&gender=female";
    assert_eq!(director.send_as(FORM, Method::POST, "/api/v1/actors", twice).await.is(200).json()["inserted"], "Cid");
}

#[tokio::test]
async fn forms_are_taken_like_json() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let form = async |method: Method, path: &str, body: &str| {
        producer.send_as(FORM, method, &format!("/api/v1/{path}"), body.to_owned()).await
    };
    let added = form(Method::POST, "actors", "name=Am%C3%A9lie+P%26P&age=30&gender=FEMALE").await.is(200);
    assert_eq!(added.json()["inserted"], "Amélie P&P");
    form(Method::POST, "actors", "name=am%C3%A9lie+p%26p&age=30&gender=male").await.is(422);
    form(Method::PATCH, "actors/2", "age=66").await.is(200);
    let hanks = producer.get("/api/v1/actors/2").await.json()["actor"].clone();
    assert_eq!((&hanks["name"], &hanks["age"]), (&json!("tom hanks"), &json!(66)));
    form(Method::POST, "movies", "title=Heat&release_date=1995-12-15&genre=crime&expiry_date=2030-1-1").await.is(200);
    form(Method::POST, "movies", "title=Alien&release_year=1979").await.is(200);
    form(Method::PATCH, "movies/18", "title=Cold+Heat").await.is(200);
    let heat = producer.get("/api/v1/movies/18").await.json()["movie"].clone();
    assert_eq!((&heat["title"], &heat["genre"]), (&json!("Cold Heat"), &json!("crime")));
    // Not what is left blank, nor what is no form.
    bad(form(Method::POST, "actors", "name=&age=30&gender=female").await, &["/name"], "a blank name");
    bad(form(Method::POST, "actors", "name=Ann").await, &["/age", "/gender"], "one field");
    bad(form(Method::POST, "actors", "name=%FF&age=30&gender=female").await, &["/name"], "no text");
    for body in ["", "&&&", r#"{"name":"Ann","age":30,"gender":"female"}"#] {
        form(Method::POST, "actors", body).await.is(400);
        form(Method::PATCH, "actors/2", body).await.is(400);
    }
}

#[tokio::test]
async fn a_body_says_what_it_is() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let mut age = 0;
    for kind in
        ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json;charset=UTF-8"]
    {
        age += 1;
        director.send_as(kind, Method::POST, "/api/v1/actors", actor("age", json!(age))).await.is(200);
    }
    for kind in [FORM, "application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-Urlencoded"] {
        age += 1;
        director.send_as(kind, Method::POST, "/api/v1/actors", format!("name=Ann&age={age}&gender=male")).await.is(200);
    }
    for kind in [
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "json",
        "*/*",
        "",
        "application",
        "text/json",
    ] {
        for method in [Method::POST, Method::PATCH] {
            let path = if method == Method::POST { "/api/v1/actors" } else { "/api/v1/actors/1" };
            let reply = director.send_as(kind, method, path, actor("age", json!(99))).await;
            assert_eq!(reply.status, 415, "{kind:?}: {}", reply.text);
            assert_eq!(reply.json()["code"], "unsupported_media_type");
        }
    }
    director
        .send(Method::POST, "/api/v1/actors", |request| request.body(Body::from(actor("age", json!(99)))))
        .await
        .is(415);
}

#[tokio::test]
async fn a_body_holds_64_kib() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let padded = |size: usize, name: &str| {
        let body = actor("name", json!(name));
        format!("{body}{}", " ".repeat(size - body.len()))
    };
    director.post_json("/api/v1/actors", padded(65_536, "Ann")).await.is(200);
    for body in [padded(65_537, "Bob"), padded(1_000_000, "Bob"), "x".repeat(65_537)] {
        let reply = director.post_json("/api/v1/actors", &body).await.is(413);
        assert_eq!(reply.json()["code"], "too_large");
        director.patch_json("/api/v1/actors/1", &body).await.is(413);
        // Size is judged before the type, the type before what is in it.
        director.send_as("text/plain", Method::POST, "/api/v1/actors", body.clone()).await.is(413);
        // Without a length that was announced.
        let pieces = futures::stream::iter(
            body.into_bytes().chunks(4_096).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect::<Vec<_>>(),
        );
        director.send_as("application/json", Method::POST, "/api/v1/actors", Body::from_stream(pieces)).await.is(413);
    }
    director.send_as("text/plain", Method::POST, "/api/v1/actors", "{oops").await.is(415);
    assert_eq!(actors_added(&director).await, 13);
}

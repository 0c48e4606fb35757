//! Lists as files: what the page shows, all of it.

use crate::support::{Client, TestAgency};
use axum::body::BodyDataStream;
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use futures::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

/// The names in a file, which has one to a line.
async fn names(client: &Client<'_>, path: &str) -> Vec<String> {
    let text = client.get(path).await.is(200).text;
    text.lines().skip(1).map(|line| line.split(',').next().expect("a cell").to_owned()).collect()
}

/// So many actors beside those that are there.
pub async fn many_actors(agency: &TestAgency, count: usize) {
    let rows = format!(
        "insert into actors (name, name_key, age, gender)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < {count})
        select 'Actor ' || i, 'actor ' || i, i % 90, case i % 2 when 0 then 'male' else 'female' end from n"
    );
    agency.execute(&rows).await;
    agency.recount().await;
}

#[tokio::test]
async fn actors_are_exported() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    let reply = ada.get("/actors.csv?q=&gender=female&age_min=46&sort=-age&page=7&add=1").await.is(200);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"actors-2026-09-21.csv\"");
    assert_eq!(reply.header("cache-control"), "no-store");
    let (mark, text) = reply.text.split_at('\u{FEFF}'.len_utf8());
    assert_eq!(mark, "\u{FEFF}", "by this Excel knows UTF-8");
    let rows: Vec<_> = text.split("\r\n").collect();
    assert_eq!((rows[0], rows.len()), ("Name,Age,Gender", 5));
    // As the page shows them, which asks by the same address.
    let page = ada.ask("actors", &[("query", "gender=female&age_min=46&sort=-age")]).await.is(200).json();
    let shown: Vec<_> = crate::support::rows(&page).into_iter().map(|(_, name)| name).collect();
    let found: Vec<_> = rows[1..4].iter().map(|row| row.split(',').next().expect("a name")).collect();
    assert_eq!(found, shown);

    let json = ada.get("/actors.json?q=tom").await.is(200);
    assert_eq!(json.header("content-type"), "application/json");
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"actors-2026-09-21.json\"");
    let answered = agency.program(CastingAssistant).get("/api/v1/actors?q=tom").await.is(200).json();
    assert_eq!(json.json(), answered["actors"]);
    assert_eq!(ada.get("/actors.json?q=nobody").await.is(200).json(), json!([]));
}

#[tokio::test]
async fn movies_are_exported() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let alien =
        [("title", "Alien, \"the first\""), ("release_year", "1979"), ("genre", "=1+1"), ("expiry_date", "2030-05-01")];
    omar.call("add_movie", &alien).await.is(200);
    let ada = agency.signed_in(CastingAssistant).await;
    let reply = ada.get("/movies.csv?sort=release_year,release_date").await.is(200);
    let rows: Vec<_> = reply.text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(rows[0], "Title,Release date,Release year,Genre,Expiry date");
    assert!(rows.contains(&"\"Alien, \"\"the first\"\"\",,1979,'=1+1,2030-05-01"), "{rows:?}");
    assert_eq!(rows.len(), 19);
    let all = ada.get("/movies.json").await.is(200).json();
    let answered = agency.program(CastingAssistant).get("/api/v1/movies?limit=100").await.is(200).json();
    assert_eq!(all, answered["movies"]);
}

#[tokio::test]
async fn exports_are_for_whoever_sees_the_list() {
    let agency = TestAgency::demo().await;
    for (path, next) in
        [("/actors.csv?q=tom", "/sign-in?next=/actors.csv%3Fq%3Dtom"), ("/movies.json", "/sign-in?next=/movies.json")]
    {
        assert_eq!(agency.nobody().get(path).await.is(303).header("location"), next);
        // These read cookies, and no tokens.
        agency.program(ExecutiveProducer).get(path).await.is(303);
    }
    let ada = agency.signed_in(CastingAssistant).await;
    for query in ["gender=other", "age_min=x", "sort=shoe", "age_min=30&age_max=20"] {
        ada.get(&format!("/actors.csv?{query}")).await.is(400).does_not_say("hanks");
        ada.get(&format!("/actors.json?{query}")).await.is(400).does_not_say("hanks");
    }
    // A list leads to its own files, filtered and sorted as it is.
    let page = ada.get("/actors?q=tom&sort=-age&page=1").await.is(200);
    page.says("href=\"/actors.csv?q=tom&amp;sort=-age\"").says("href=\"/actors.json?q=tom&amp;sort=-age\"");
    page.says("Only casting directors and executive producers may add actors.").does_not_say("href=\"/actors/import\"");
    agency.signed_in(CastingDirector).await.get("/actors").await.is(200).says("href=\"/actors/import\"");
    agency.signed_in(CastingDirector).await.get("/movies").await.is(200).does_not_say("href=\"/movies/import\"");
}

#[tokio::test]
async fn a_list_is_put_on_paper_as_it_is_shown_and_all_of_it() {
    let agency = TestAgency::demo().await;
    many_actors(&agency, 1_100).await;
    let ada = agency.signed_in(CastingAssistant).await;
    let page = ada.get("/actors/print?gender=female&q=actor&sort=-age&columns=age,movies&page=3").await.is(200);
    page.says("553 actors match").says("“actor” · Female · by age, descending").says("Movies").does_not_say("Gender<");
    let arabic = ada
        .clone()
        .with("accept-language", "ar")
        .get("/actors/print?gender=female&q=actor&sort=-age&columns=age,movies&page=3")
        .await
        .is(200);
    arabic.says("«\u{2068}actor\u{2069}»").does_not_say("“actor”");
    page.says("href=\"/actors?gender=female&amp;q=actor&amp;sort=-age&amp;columns=age%2Cmovies&amp;page=3\"");
    assert_eq!(page.text.matches("<th scope=\"row\">").count(), 553);
    let page = ada.get("/actors/print").await.is(200);
    page.says("1,112 actors").says("These are the first 1,000.");
    assert_eq!(page.text.matches("<th scope=\"row\">").count(), 1_000);
    ada.get("/movies/print?q=heat").await.is(200).says("Movies").does_not_say("These are the first");
    ada.get("/actors/print?q=nobody-at-all").await.is(200).says("No actors match");
    ada.get("/actors/print?age_min=old").await.is(400).says("Age from is a whole number");
    agency.nobody().get("/actors/print").await.is(303);
}

/// More than one batch, and none lost or doubled where two meet, in whichever order.
#[tokio::test]
async fn exports_are_streamed() {
    let agency = TestAgency::demo().await;
    many_actors(&agency, 3_500).await;
    let ada = agency.signed_in(CastingAssistant).await;
    for query in ["", "sort=-age,name", "q=actor&sort=name", "q=actor", "gender=male&sort=age"] {
        let mut names = names(&ada, &format!("/actors.csv?{query}")).await;
        let json = ada.get(&format!("/actors.json?{query}")).await.is(200).json();
        let in_json: Vec<_> = json.as_array().expect("an array").iter().map(|row| row["name"].clone()).collect();
        assert_eq!(json!(names), json!(in_json), "{query}");
        names.sort_unstable();
        names.dedup();
        let expected = match query {
            "" | "sort=-age,name" => 3_512,
            "gender=male&sort=age" => 1_757,
            _ => 3_506,
        };
        assert_eq!(names.len(), expected, "{query}");
    }
}

/// Whoever reads slowly holds nothing: others read and write meanwhile. And a database that goes away cuts the file short.
#[tokio::test]
async fn a_slow_reader_holds_nothing_and_a_fault_cuts_the_file_short() {
    let agency = TestAgency::demo().await;
    many_actors(&agency, 3_500).await;
    let ada = agency.signed_in(CastingAssistant).await;
    let mut bodies: Vec<BodyDataStream> = Vec::new();
    for _ in 0..20 {
        let mut body = ada.begin("/actors.json?sort=name").await.into_data_stream();
        body.next().await.expect("it begins").expect("it can be read");
        bodies.push(body);
    }
    let maya = agency.signed_in(CastingDirector).await;
    maya.call("add_actor", &[("name", "Ann"), ("age", "30"), ("gender", "female")]).await.is(200);
    let rest: Vec<_> = bodies.pop().expect("there are some").try_collect().await.expect("it is whole");
    let text = rest.concat();
    assert!(text.ends_with(b"]\n"), "{}", String::from_utf8_lossy(&text));

    agency.agency.close().await;
    let rest: Result<Vec<_>, _> = bodies.pop().expect("there are some").try_collect().await;
    assert!(rest.is_err(), "nobody takes it for the whole");
}

/// What is exported and brought again says of every row that it is there already.
#[tokio::test]
async fn what_was_exported_is_there_already() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    for name in ["=1+1", "'=1+1", "+49", "-x", "@y", "'Til", "a;b", "say \"hi\", Bob", "Zoë", "ليلى", "＝z"] {
        omar.call("add_actor", &[("name", name), ("age", "30"), ("gender", "female")]).await.is(200);
        omar.call("add_movie", &[("title", name), ("release_year", "1999"), ("genre", name)]).await.is(200);
    }
    for (list, rows) in [("actors", 23), ("movies", 28)] {
        let file = omar.get(&format!("/{list}.csv")).await.is(200).text;
        let address = crate::import::upload(&omar, list, &file).await;
        crate::import::matched(&omar, &address, list).await;
        let page = omar.get(&address).await.is(200);
        page.says(&format!("{rows} are there already")).does_not_say("will be added").does_not_say("wrong\"");
    }
}

#[tokio::test]
async fn an_exported_record_is_plain_data() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    let first: Value = ada.get("/actors.json?sort=id").await.is(200).json()[0].clone();
    let mut keys: Vec<_> = first.as_object().expect("an object").keys().cloned().collect();
    keys.sort_unstable();
    assert_eq!(keys, ["age", "gender", "id", "name", "version"]);
}

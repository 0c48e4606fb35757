//! Movies: every operation on them, through the pages' door.

use crate::support::{TestAgency, rows};
use domain::{Error, MovieId, RecordId, Role::ExecutiveProducer};
use serde_json::json;

#[tokio::test]
async fn movies_come_a_page_at_a_time() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    let second = producer.ask("movies", &[("query", "limit=10&page=2")]).await.is(200).json();
    assert_eq!(second["count"], "17 movies");
    assert_eq!(rows(&second).len(), 7);
    producer.ask("movies", &[("query", "limit=10&page=3")]).await.is(404);
}

#[tokio::test]
async fn add_movie_adds_once() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    let heat = [("title", "Heat"), ("release_date", "1995-12-15"), ("genre", "Crime"), ("expiry_date", "2030-1-1")];
    let added = producer.call("add_movie", &heat).await.is(200).json();
    let expected = json!({
        "id": 18, "title": "Heat", "release_date": "1995-12-15", "release_year": 1995, "genre": "Crime",
        "expiry_date": "2030-01-01", "version": 1
    });
    assert_eq!(added, expected);
    let again = producer.call("add_movie", &[("title", "HEAT"), ("release_date", "1995-12-15")]).await.is(422);
    assert_eq!(again.error(), Error::AlreadyThere(Some(RecordId::Movie(MovieId(18)))));
    // Another day is another movie; without a day the year tells.
    producer.call("add_movie", &[("title", "Heat"), ("release_date", "1986-11-14")]).await.is(200);
    producer.call("add_movie", &[("title", "Heat"), ("release_year", "1995")]).await.is(200);
    producer.call("add_movie", &[("title", "Heat"), ("release_year", "1995")]).await.is(422);
    assert_eq!(agency.changes().await.len(), 29 + 3);
}

#[tokio::test]
async fn change_movie_changes_what_is_given() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    let change = [
        ("id", "3"),
        ("version", "1"),
        ("title", "Batman the dark knight"),
        ("release_date", "2008-07-18"),
        ("genre", "action"),
    ];
    let changed = producer.call("change_movie", &change).await.is(200).json();
    assert_eq!(
        (&changed["title"], &changed["genre"], &changed["version"]),
        (&json!("Batman the dark knight"), &json!("action"), &json!(2))
    );
    assert_eq!(
        agency.story().await[29..],
        ["Omar Reyes renamed the dark knight to Batman the dark knight: genre set to action"]
    );
    // Saved again it is what it is.
    assert_eq!(producer.call("change_movie", &change).await.is(200).json()["version"], 2);
    producer
        .call("change_movie", &[("id", "3"), ("version", "2"), ("title", "inception"), ("release_date", "2010-07-08")])
        .await
        .is(422);
    producer
        .call("change_movie", &[("id", "99"), ("version", "1"), ("title", "X"), ("release_date", "2010-07-08")])
        .await
        .is(404);
    producer
        .call("change_movie", &[("id", "3"), ("version", "2"), ("title", ""), ("release_date", "never")])
        .await
        .is(400);
}

#[tokio::test]
async fn delete_movie_is_taken_back() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    let deleted = producer.call("delete_movie", &[("id", "5")]).await.is(200);
    assert_eq!(deleted.header("location"), "/movies");
    producer.call("delete_movie", &[("id", "5")]).await.is(404);
    producer.ask("movie", &[("id", "5")]).await.is(404);
    producer.call("restore", &[("only", "movie-5")]).await.is(200);
    producer.call("restore", &[("only", "movie-5")]).await.is(200);
    assert_eq!(agency.story().await[29..], ["Omar Reyes deleted inception", "Omar Reyes restored inception"]);
}

#[tokio::test]
async fn restore_movie_does_not_make_a_double() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    producer.call("delete_movie", &[("id", "5")]).await.is(200);
    let double = producer.call("add_movie", &[("title", "Inception"), ("release_date", "2010-07-08")]).await.is(200);
    let refused = producer.call("restore", &[("only", "movie-5")]).await.is(409).error();
    assert!(refused.to_string().contains("another inception, 2010"), "{refused}");
    producer.call("delete_movie", &[("id", &double.json()["id"].to_string())]).await.is(200);
    producer.call("restore", &[("only", "movie-5")]).await.is(200);
}

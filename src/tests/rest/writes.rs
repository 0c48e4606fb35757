//! Writing: what is answered, what is refused as being there already.

use crate::support::TestAgency;
use domain::Role::{CastingDirector, ExecutiveProducer};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

#[tokio::test]
async fn writes_have_the_promised_shape() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let john = json!({ "name": "john cena", "age": 45, "gender": "male" });
    let added = producer.post_json("/api/v1/actors", john).await.is(200);
    assert_json_snapshot!(added.json(), @r#"
    {
      "id": 13,
      "inserted": "john cena",
      "success": true,
      "total_actors": 13
    }
    "#);
    let changed = producer.patch_json("/api/v1/actors/3", json!({ "age": 48 })).await.is(200);
    assert_json_snapshot!(changed.json(), @r#"
    {
      "success": true,
      "total_actors": 13,
      "updated": 3
    }
    "#);
    let deleted = producer.delete("/api/v1/actors/5").await.is(200);
    assert_json_snapshot!(deleted.json(), @r#"
    {
      "deleted": 5,
      "success": true,
      "total_actors": 12
    }
    "#);

    let jump = json!({ "title": "21 jump street", "release_date": "2012-3-16" });
    let added = producer.post_json("/api/v1/movies", jump).await.is(200);
    assert_json_snapshot!(added.json(), @r#"
    {
      "id": 18,
      "inserted": "21 jump street",
      "success": true,
      "total_actors": 18,
      "total_movies": 18
    }
    "#);
    let changed = producer.patch_json("/api/v1/movies/3", json!({ "title": "Batman the dark knight" })).await.is(200);
    assert_json_snapshot!(changed.json(), @r#"
    {
      "success": true,
      "total_movies": 18,
      "updated": 3
    }
    "#);
    let deleted = producer.delete("/api/v1/movies/5").await.is(200);
    assert_json_snapshot!(deleted.json(), @r#"
    {
      "deleted": 5,
      "success": true,
      "total_movies": 17
    }
    "#);
    assert_eq!(agency.changes().await.len(), 29 + 6);
}

#[tokio::test]
async fn what_was_written_is_read_back() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let heat = json!({
        "title": "  Heat ", "release_date": "1995-2-5", "genre": " Crime ", "expiry_date": "2030-1-1", "release_year": 1900
    });
    let added = producer.post_json("/api/v1/movies", heat).await.is(200);
    assert_eq!(added.json()["inserted"], "Heat");
    assert_json_snapshot!(producer.get("/api/v1/movies/18").await.is(200).json(), @r#"
    {
      "movie": {
        "expiry_date": "2030-01-01",
        "genre": "Crime",
        "id": 18,
        "release_date": "1995-02-05",
        "release_year": 1995,
        "title": "Heat",
        "version": 1
      },
      "success": true
    }
    "#);
    let ann = json!({ "name": " Ann ", "age": 30, "gender": "FEMALE", "id": 99, "version": 7, "colour": "red" });
    assert_eq!(producer.post_json("/api/v1/actors", ann).await.is(200).json()["inserted"], "Ann");
    assert_json_snapshot!(producer.get("/api/v1/actors/13").await.is(200).json(), @r#"
    {
      "actor": {
        "age": 30,
        "gender": "female",
        "id": 13,
        "name": "Ann",
        "version": 1
      },
      "success": true
    }
    "#);
}

#[tokio::test]
async fn change_actor_changes_what_is_given() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let check = async |change: Value, expected: (&str, i64, &str)| {
        director.patch_json("/api/v1/actors/2", &change).await.is(200);
        let actor = &director.get("/api/v1/actors/2").await.is(200).json()["actor"];
        assert_eq!(
            (&actor["name"], &actor["age"], &actor["gender"]),
            (&json!(expected.0), &json!(expected.1), &json!(expected.2)),
            "{change}"
        );
    };
    check(json!({ "name": "Tom" }), ("Tom", 65, "male")).await;
    check(json!({ "age": 0 }), ("Tom", 0, "male")).await;
    check(json!({ "gender": "Female" }), ("Tom", 0, "female")).await;
    check(json!({ "name": " Tom Hanks", "age": 150, "gender": "male" }), ("Tom Hanks", 150, "male")).await;
}

/// Saved as it was: nothing for others to hear of, and their versions still hold.
#[tokio::test]
async fn a_change_of_nothing_leaves_no_trace() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let tag = director.get("/api/v1/actors/2").await.is(200).header("etag").to_owned();
    let same = json!({ "name": " tom hanks ", "age": 65, "gender": "MALE" });
    let reply = director.patch_json("/api/v1/actors/2", same).await.is(200);
    assert_eq!((&reply.json()["updated"], reply.header("etag")), (&json!(2), tag.as_str()));
    director.patch_json("/api/v1/movies/1", json!({ "release_date": "1994-9-22" })).await.is(200);
    assert_eq!(agency.changes().await.len(), 29);
    // To name nothing is another thing.
    director.patch_json("/api/v1/actors/2", "{}").await.is(400);
}

#[tokio::test]
async fn change_movie_changes_what_is_given() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let check = async |change: Value, expected: Value| {
        director.patch_json("/api/v1/movies/5", &change).await.is(200);
        let movie = director.get("/api/v1/movies/5").await.is(200).json()["movie"].clone();
        for (name, value) in expected.as_object().expect("an object") {
            assert_eq!(&movie[name], value, "{name} after {change}");
        }
    };
    check(json!({ "genre": "scifi" }), json!({ "title": "inception", "release_date": "2010-07-08", "genre": "scifi" }))
        .await;
    check(json!({ "expiry_date": "2030-1-1" }), json!({ "genre": "scifi", "expiry_date": "2030-01-01" })).await;
    check(
        json!({ "title": "Inception" }),
        json!({ "title": "Inception", "genre": "scifi", "expiry_date": "2030-01-01" }),
    )
    .await;
    check(json!({ "expiry_date": null }), json!({ "genre": "scifi", "expiry_date": null })).await;
    check(json!({ "release_date": "2011-7-8" }), json!({ "release_date": "2011-07-08", "release_year": 2011 })).await;
}

#[tokio::test]
async fn the_same_actor_again_is_refused() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let hanks = |name: &str, age: i64| json!({ "name": name, "age": age, "gender": "female" });
    for name in ["tom hanks", "TOM HANKS", "  Tom Hanks\t", "tóm hänks"] {
        let reply = director.post_json("/api/v1/actors", hanks(name, 65)).await.is(422);
        assert_eq!(reply.header("location"), "/api/v1/actors/2", "{name}");
        assert_eq!(reply.json()["message"], "unprocessable", "{name}");
        let reply = director.patch_json("/api/v1/actors/3", hanks(name, 65)).await.is(422);
        assert_eq!(reply.header("location"), "/api/v1/actors/2", "{name}");
    }
    // A change of one field may make the double, too.
    director.patch_json("/api/v1/actors/3", json!({ "name": "Tom Hanks" })).await.is(200);
    let double = director.patch_json("/api/v1/actors/3", json!({ "age": 65 })).await.is(422);
    assert_eq!(double.header("location"), "/api/v1/actors/2");
    // Never its own; not that of another age.
    director.patch_json("/api/v1/actors/2", hanks("TOM HANKS", 65)).await.is(200);
    director.patch_json("/api/v1/actors/2", hanks("TOM HANKS", 65)).await.is(200);
    director.post_json("/api/v1/actors", hanks("tom hanks", 64)).await.is(200);
    // What is in the trash counts for none.
    director.delete("/api/v1/actors/2").await.is(200);
    director.patch_json("/api/v1/actors/3", json!({ "age": 65 })).await.is(200);
    director.delete("/api/v1/actors/3").await.is(200);
    director.post_json("/api/v1/actors", hanks("tom hanks", 65)).await.is(200);
}

#[tokio::test]
async fn the_same_movie_again_is_refused() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    let check = async |movie: Value, existing: Option<i64>| {
        let reply = producer.post_json("/api/v1/movies", &movie).await;
        match existing {
            Some(id) => assert_eq!(reply.is(422).header("location"), format!("/api/v1/movies/{id}"), "{movie}"),
            None => drop(reply.is(200)),
        }
    };
    check(json!({ "title": " INCEPTION ", "release_date": "2010-7-8" }), Some(5)).await;
    check(json!({ "title": "incéption", "release_date": "2010-07-08", "genre": "other" }), Some(5)).await;
    check(json!({ "title": "inception", "release_date": "2010-07-09" }), None).await;
    check(json!({ "title": "inception", "release_year": 2010 }), None).await;
    check(json!({ "title": "Inception", "release_year": 2010 }), Some(19)).await;
    check(json!({ "title": "inception", "release_year": 2011 }), None).await;

    let double = producer.patch_json("/api/v1/movies/18", json!({ "release_date": "2010-7-8" })).await.is(422);
    assert_eq!(double.header("location"), "/api/v1/movies/5");
    producer
        .patch_json("/api/v1/movies/5", json!({ "title": "INCEPTION", "release_date": "2010-07-08" }))
        .await
        .is(200);
    producer.delete("/api/v1/movies/5").await.is(200);
    producer.patch_json("/api/v1/movies/18", json!({ "release_date": "2010-7-8" })).await.is(200);
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_its_id_with_it() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for (path, last) in [("/api/v1/actors", 12), ("/api/v1/movies", 17)] {
        let record = format!("{path}/{last}");
        producer.delete(&record).await.is(200);
        producer.delete(&record).await.is(404);
        producer.get(&record).await.is(404);
        producer.patch_json(&record, "{}").await.is(404);
    }
    let ann = json!({ "name": "Ann", "age": 30, "gender": "female" });
    let added = producer.post_json("/api/v1/actors", ann).await.is(200).json();
    assert_eq!((&added["id"], &added["total_actors"]), (&json!(13), &json!(12)));
}

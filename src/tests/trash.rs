//! What was deleted: restored, or removed for good.

use crate::support::{Client, TestAgency, postgres};
use agency::LogState;
use domain::{
    Error,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sqlx::Connection;
use std::pin::pin;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const COBB: [(&str, &str); 3] = [("movie_id", "5"), ("actor_id", "3"), ("character", "Cobb")];
const MAL: [(&str, &str); 3] = [("movie_id", "5"), ("actor_id", "6"), ("character", "Mal")];

async fn trash(client: &Client<'_>) -> Value {
    client.ask("trash", &[("page", "1")]).await.is(200).json()
}

/// What is in the trash, the latest first.
async fn names(client: &Client<'_>) -> Vec<String> {
    let trash = trash(client).await;
    let rows = trash["page"]["rows"].as_array().expect("a list");
    rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

/// Empties the trash as it is now.
async fn empty(client: &Client<'_>) -> Value {
    let latest = trash(client).await["latest"].to_string();
    client.call("empty_trash", &[("latest", &latest)]).await.is(200).json()
}

async fn log_is_whole(agency: &TestAgency) {
    let state = agency.agency.verify_log(None).await;
    assert!(matches!(state, Ok(LogState::Whole { .. })), "{state:?}");
}

/// How many rows the tables hold, deleted or not: actors, movies, castings.
async fn rows(agency: &TestAgency) -> [i64; 3] {
    let mut counts = [0; 3];
    for (count, table) in counts.iter_mut().zip(["actors", "movies", "castings"]) {
        *count = agency.count(table).await;
    }
    counts
}

#[tokio::test]
async fn trash_says_who_when_and_what_hangs_on_it() {
    let agency = TestAgency::demo().await;
    let (director, producer) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    director.call("add_casting", &COBB).await.is(200);
    director.call("add_casting", &MAL).await.is(200);
    director.call("delete_casting", &[("id", "1")]).await.is(200);
    agency.pass(DAY * 2);
    director.call("delete_actor", &[("id", "3")]).await.is(200);
    producer.call("delete_movie", &[("id", "5")]).await.is(200);

    let assistant = agency.signed_in(CastingAssistant).await;
    let seen = trash(&assistant).await;
    let row = |record: Value, name: &str, rest: &str, by: &str, when: &str, castings: i64, days_left: i64| {
        json!({
            "record": record, "name": name, "rest": rest, "by": by, "when": when,
            "castings": castings, "days_left": days_left,
        })
    };
    let (today, before) = ("23 Sept 2026, 14:13 UTC", "21 Sept 2026, 14:13 UTC");
    let month = |row: Value| serde_json::from_str::<Value>(&row.to_string().replace("Sept", "Sep")).expect("JSON");
    assert_eq!(
        seen["page"]["rows"],
        json!([
            month(row(json!({ "type": "movie", "id": 5 }), "inception", " (2010)", "Omar Reyes", today, 1, 30)),
            month(row(json!({ "type": "actor", "id": 3 }), "leaonardo dicaprio", ", 47", "Maya Haddad", today, 0, 30)),
            month(row(
                json!({ "type": "casting", "id": 1 }),
                "leaonardo dicaprio",
                " as Cobb in inception",
                "Maya Haddad",
                before,
                0,
                28
            )),
        ])
    );
    assert_eq!((&seen["castings"], &seen["days"], &seen["latest"]), (&json!(1), &json!(30), &json!(34)));
    assistant.ask("trash", &[("page", "2")]).await.is(404);
}

/// A casting counts where a restore brings it back, and what was deleted by itself is not brought back by anything else.
#[tokio::test]
async fn restore_leaves_what_has_a_mark_of_its_own() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    let arthur = [("movie_id", "4"), ("actor_id", "3"), ("character", "Arthur")];
    for casting in [COBB, MAL, arthur] {
        producer.call("add_casting", &casting).await.is(200);
    }
    let counts = async || {
        let rows = trash(&producer).await["page"]["rows"].take();
        let row = |row: &Value| (row["name"].as_str().expect("a name").to_owned(), row["castings"].as_i64());
        rows.as_array().expect("a list").iter().map(row).collect::<Vec<_>>()
    };
    let row = |name: &str, castings: i64| (name.to_owned(), Some(castings));
    producer.call("delete_casting", &[("id", "1")]).await.is(200);
    producer.call("delete_actor", &[("id", "3")]).await.is(200);
    assert_eq!(counts().await, [row("leaonardo dicaprio", 1), row("leaonardo dicaprio", 0)]);
    producer.call("delete_movie", &[("id", "5")]).await.is(200);
    assert_eq!(counts().await[0], row("inception", 1));
    // Hidden twice over it comes back with neither alone.
    producer.call("delete_actor", &[("id", "6")]).await.is(200);
    assert_eq!(counts().await[..2], [row("angelina jolie", 0), row("inception", 0)]);
    producer.call("restore", &[("only", "actor-6")]).await.is(200);

    for record in ["actor-3", "movie-5"] {
        producer.call("restore", &[("only", record)]).await.is(200);
    }
    assert_eq!(counts().await, [row("leaonardo dicaprio", 0)]);
    let characters = async |movie| {
        let cast = producer.ask("beside", &[("side", "movie"), ("id", movie)]).await.is(200).json()["castings"].clone();
        cast.as_array().expect("a list").iter().map(|casting| casting["character"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((characters("5").await, characters("4").await), (vec![json!("Mal")], vec![json!("Arthur")]));
    producer.call("restore", &[("only", "casting-1")]).await.is(200);
    assert_eq!(characters("5").await, ["Cobb", "Mal"]);
}

#[tokio::test]
async fn restore_brings_back_many_with_their_castings() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    producer.call("add_casting", &COBB).await.is(200);
    producer.call("add_casting", &MAL).await.is(200);
    producer.call("delete_casting", &[("id", "1")]).await.is(200);
    producer.call("delete_actor", &[("id", "3")]).await.is(200);
    producer.call("delete_movie", &[("id", "5")]).await.is(200);
    // By itself it has nowhere to go.
    let refused = producer.call("restore", &[("only", "casting-1")]).await.is(409).error();
    assert_eq!(refused, Error::Conflict("inception is in the trash, too. Restore that first.".into()));
    // In whatever order they are ticked.
    let ticked = ["casting-1", "movie-5", "actor-3"].map(|record| ("records[]", record));
    let restored = producer.call("restore", &ticked).await.is(200);
    assert_eq!((restored.json(), restored.header("location")), (json!(3), "/trash?restored=3"));
    let cast = producer.ask("beside", &[("side", "movie"), ("id", "5")]).await.is(200).json()["castings"].clone();
    assert_eq!([&cast[0]["character"], &cast[1]["character"]], ["Cobb", "Mal"]);
    assert_eq!(names(&producer).await, [""; 0]);
    // Once more changes nothing more.
    let before = agency.changes().await.len();
    producer.call("restore", &ticked).await.is(200);
    assert_eq!(agency.changes().await.len(), before);
}

#[tokio::test]
async fn restore_says_of_each_what_cannot_be() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    for id in ["4", "5"] {
        director.call("delete_actor", &[("id", id)]).await.is(200);
    }
    agency.signed_in(ExecutiveProducer).await.call("delete_movie", &[("id", "1")]).await.is(200);
    let double = [("name", "Chris Evans"), ("age", "40"), ("gender", "male")];
    director.call("add_actor", &double).await.is(200);
    let before = agency.changes().await.len();

    let ticked = ["actor-5", "actor-4", "movie-1", "actor-99"].map(|record| ("records[]", record));
    let refused = director.call("restore", &ticked).await.is(400).error();
    let said = |record: &str| refused.field(record).map(str::to_owned);
    assert_eq!(said("actor-5").as_deref(), Some("There is another chris evans, 40, by now. Rename that one first."));
    assert_eq!(said("movie-1").as_deref(), Some("Only executive producers may delete movies."));
    assert_eq!(said("actor-99").as_deref(), Some("This was removed for good by now."));
    assert_eq!(said("actor-4"), None);
    assert_eq!(names(&director).await, ["the shawshank redemption", "chris evans"]);
    assert_eq!(agency.story().await[before..], ["Maya Haddad restored scarlett johansson"]);

    // One by itself is refused as by its own operation.
    director.call("restore", &[("only", "actor-5")]).await.is(409);
    director.call("restore", &[("only", "movie-1")]).await.is(403);
    director.call("restore", &[("only", "actor-99")]).await.is(404);
    director.call("restore", &[("only", "person-1")]).await.is(404);
    director.call("restore", &[("only", "prop-1")]).await.is(400);
    assert_eq!(agency.changes().await.len(), before + 1);
}

#[tokio::test]
async fn restore_says_so_beside_its_line() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    for id in ["4", "5"] {
        director.call("delete_actor", &[("id", id)]).await.is(200);
    }
    director.call("add_actor", &[("name", "Chris Evans"), ("age", "40"), ("gender", "male")]).await.is(200);
    let page = [("page", "/trash")];
    let form = [&page[..], &["actor-5", "actor-4"].map(|record| ("records[]", record))].concat();
    let drawn = director.form("/call/restore", &form).await.is(400);
    let said = "There is another chris evans, 40, by now. Rename that one first.";
    drawn.says(&format!("<p id=\"actor-5-error\" class=\"error\">{said}")).says("<a href=\"#actor-5\"");
    drawn.says("1 record is restored.").says("checked").does_not_say("value=\"actor-4\"");
    let one = director.form("/call/restore", &[page[0], ("only", "actor-5")]).await.is(409);
    one.says(&format!("<p id=\"actor-5-error\" class=\"error\">{said}"));
    let done = director.form("/call/restore", &[page[0], ("only", "actor-4")]).await.is(303);
    let notice = director.get(done.header("location")).await.is(200);
    notice.says("1 record is restored.");
}

#[tokio::test]
async fn empty_trash_removes_for_good() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    producer.call("add_casting", &COBB).await.is(200);
    producer.call("add_casting", &MAL).await.is(200);
    producer.call("delete_casting", &[("id", "2")]).await.is(200);
    producer.call("delete_movie", &[("id", "5")]).await.is(200);
    producer.call("delete_actor", &[("id", "1")]).await.is(200);
    let program = agency.program(ExecutiveProducer);
    program.get("/api/v1/movies/5").await.is(404);
    producer
        .get("/trash/empty")
        .await
        .is(200)
        .says("3 records and the part in a cast that hangs on them will be removed");

    assert_eq!(empty(&producer).await, json!(4));
    assert_eq!(
        agency.story().await[34..],
        [
            "Omar Reyes removed angelina jolie as Mal in inception for good",
            "Omar Reyes removed leaonardo dicaprio as Cobb in inception for good",
            "Omar Reyes removed inception for good",
            "Omar Reyes removed aymen for good",
        ]
    );
    assert_eq!(rows(&agency).await, [11, 16, 0]);
    assert_eq!(names(&producer).await, [""; 0]);
    for record in ["movie-5", "actor-1", "casting-1", "casting-2"] {
        producer.call("restore", &[("only", record)]).await.is(404);
    }
    program.get("/api/v1/movies/5").await.is(404);
    program.delete("/api/v1/movies/5").await.is(404);
    log_is_whole(&agency).await;
    // Twice: there is nothing left to do, and nothing to tell. An id is never given again.
    assert_eq!(empty(&producer).await, json!(0));
    let again = producer.call("add_actor", &[("name", "aymen"), ("age", "24"), ("gender", "male")]).await.is(200);
    assert_eq!(again.json()["id"], 13);
    assert_eq!(agency.changes().await.len(), 39);
}

/// Each removal is a change of its own version, and says what was lost.
#[tokio::test]
async fn the_log_keeps_what_was_removed() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    producer.call("add_casting", &COBB).await.is(200);
    producer.call("delete_actor", &[("id", "3")]).await.is(200);
    producer.call("delete_movie", &[("id", "1")]).await.is(200);
    empty(&producer).await;
    let changes = agency.changes().await;
    let removed = changes[32..].iter().map(|recorded| {
        let json = serde_json::to_value(&recorded.change).expect("a change is plain data");
        let version = json["before"]["version"].as_i64().map(|before| before + 1);
        assert_eq!(Some(recorded.change.version()), version, "{json}");
        let name = json["before"]["character"].as_str().or(json["before"]["title"].as_str());
        let name = name.or(json["before"]["name"].as_str()).expect("it has one").to_owned();
        (json["kind"].as_str().expect("a kind").to_owned(), recorded.change.record().number(), name)
    });
    let expected = [
        ("casting_removed", 1, "Cobb"),
        ("actor_removed", 3, "leaonardo dicaprio"),
        ("movie_removed", 1, "the shawshank redemption"),
    ];
    assert_eq!(removed.collect::<Vec<_>>(), expected.map(|(kind, id, name)| (kind.to_owned(), id, name.to_owned())));
}

#[tokio::test]
async fn empty_trash_is_for_executive_producers() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("delete_actor", &[("id", "2")]).await.is(200);
    let before = agency.changes().await.len();
    director.call("empty_trash", &[("latest", "1000")]).await.is(403);
    let page = director.get("/trash/empty").await.is(403);
    page.says("Only executive producers may empty the trash.").does_not_say("/call/empty_trash");
    assert_eq!((agency.changes().await.len(), rows(&agency).await), (before, [12, 17, 0]));
}

/// Who empties it means what was seen: what came in since, or came back, is not meant.
#[tokio::test]
async fn empty_trash_leaves_what_was_not_seen() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    for id in ["1", "2", "3"] {
        producer.call("delete_actor", &[("id", id)]).await.is(200);
    }
    let latest = trash(&producer).await["latest"].to_string();
    producer.call("delete_actor", &[("id", "4")]).await.is(200);
    producer.call("restore", &[("only", "actor-1")]).await.is(200);
    producer.call("restore", &[("only", "actor-2")]).await.is(200);
    producer.call("delete_actor", &[("id", "2")]).await.is(200);
    assert_eq!(producer.call("empty_trash", &[("latest", &latest)]).await.is(200).json(), json!(1));
    assert_eq!(names(&producer).await, ["tom hanks", "scarlett johansson"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_and_restoring_at_once_is_one_of_both() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    for round in 0..10 {
        let id = (round + 1).to_string();
        let facts = [("movie_id", "5"), ("actor_id", &id), ("character", "Cobb")];
        producer.call("add_casting", &facts).await.is(200);
        producer.call("delete_actor", &[("id", &id)]).await.is(200);
        let latest = trash(&producer).await["latest"].to_string();
        let field = [("latest", latest.as_str())];
        let record = format!("actor-{id}");
        let only = [("only", record.as_str())];
        let (one, other, restored) = tokio::join!(
            producer.call("empty_trash", &field),
            producer.call("empty_trash", &field),
            producer.call("restore", &only),
        );
        let removed = one.is(200).json().as_u64().zip(other.is(200).json().as_u64()).map(|(one, other)| one + other);
        // The actor and the casting, once; or nothing.
        assert_eq!(removed, Some(if restored.status == 200 { 0 } else { 2 }), "{}", restored.text);
        let there = agency.program(ExecutiveProducer).get(&format!("/api/v1/actors/{id}")).await;
        assert_eq!(there.status, restored.status);
    }
    log_is_whole(&agency).await;
}

/// Two that remove at once could each wait for what the other holds: they go one after the other.
#[tokio::test]
async fn emptying_takes_turns() {
    let agency = TestAgency::demo().await;
    if postgres().is_none() {
        return; // a file has one writer
    }
    agency.program(ExecutiveProducer).delete("/api/v1/actors/1").await.is(200);
    let producer = agency.signed_in(ExecutiveProducer).await;
    let mut other = sqlx::PgConnection::connect(&agency.url).await.expect("it is there");
    let turn = "select pg_advisory_lock(7290033)";
    sqlx::query(turn).execute(&mut other).await.expect("nobody has it");
    let waiting = "pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and not granted and datname = current_database()";
    let release = async {
        while agency.count(waiting).await == 0 {}
        assert_eq!(agency.count("actors").await, 12);
        other.close().await.expect("it is let go");
    };
    let mut emptied = pin!(empty(&producer));
    tokio::select! {
        biased;
        () = release => {}
        _ = &mut emptied => panic!("it did not wait"),
    }
    assert_eq!((emptied.await, agency.count("actors").await), (json!(1), 11));
}

/// What came back while the trash was being emptied, and went again, was deleted after it was seen.
#[tokio::test(flavor = "multi_thread")]
async fn what_went_again_meanwhile_is_not_meant() {
    let agency = TestAgency::demo().await;
    let producer = agency.signed_in(ExecutiveProducer).await;
    for round in 0..40 {
        let name = format!("Again {round}");
        let facts = [("name", &*name), ("age", "30"), ("gender", "female")];
        let id = producer.call("add_actor", &facts).await.is(200).json()["id"].to_string();
        let (number, actor) = ([("id", &*id)], format!("actor-{id}"));
        producer.call("delete_actor", &number).await.is(200);
        let latest = trash(&producer).await["latest"].to_string();
        let fields = [("latest", latest.as_str())];
        let again = async {
            let restored = producer.call("restore", &[("only", &actor)]).await.status == 200;
            if restored {
                producer.call("delete_actor", &number).await;
            }
            restored
        };
        let (removed, restored) = tokio::join!(producer.call("empty_trash", &fields), again);
        assert_eq!(removed.is(200).json(), json!(if restored { 0 } else { 1 }), "round {round}");
        assert_eq!(names(&producer).await.len(), usize::from(restored), "round {round}");
        empty(&producer).await;
    }
}

#[tokio::test]
async fn the_trash_empties_itself_after_thirty_days() {
    let agency = TestAgency::demo().await;
    let delete = async |id| agency.program(ExecutiveProducer).delete(&format!("/api/v1/actors/{id}")).await.is(200);
    delete(1).await;
    agency.pass(DAY);
    delete(2).await;
    agency.pass(DAY * 29 - SignedDuration::from_secs(1));
    assert_eq!(agency.agency.empty_old_trash().await, Ok(0));
    let producer = agency.signed_in(ExecutiveProducer).await;
    let days_left = async || {
        let rows = trash(&producer).await["page"]["rows"].take();
        rows.as_array().expect("a list").iter().map(|row| row["days_left"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(days_left().await, [Some(2), Some(1)]); // a day that has begun is a day
    agency.pass(SignedDuration::from_secs(1));
    assert_eq!(agency.agency.empty_old_trash().await, Ok(1));
    assert_eq!(agency.agency.empty_old_trash().await, Ok(0)); // another instance, an hour later
    assert_eq!(agency.story().await[31..], ["Casting Agency removed aymen for good"]);
    assert_eq!(days_left().await, [Some(1)]);
    producer.get("/trash").await.says("What is deleted stays here for 30 days.").says("1 day");
    log_is_whole(&agency).await;
}

#[tokio::test]
async fn the_trash_is_kept_for_as_long_as_it_is_told() {
    let never = TestAgency::configured("[trash]\ndays = 0").await;
    never.program(ExecutiveProducer).delete("/api/v1/actors/1").await.is(200);
    never.pass(DAY * 10_000);
    assert_eq!(never.agency.empty_old_trash().await, Ok(0));
    let producer = never.signed_in(ExecutiveProducer).await;
    assert_eq!(trash(&producer).await["page"]["rows"][0]["days_left"], Value::Null);
    producer.get("/trash").await.says("until an executive producer empties the trash");

    let week = never.restarted("[trash]\ndays = 7").await;
    assert_eq!(week.agency.empty_old_trash().await, Ok(1));
}

#[tokio::test]
async fn a_full_trash_is_emptied_in_several_goes() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(ExecutiveProducer);
    for number in 0..120 {
        let body = json!({ "name": format!("extra {number}"), "age": 30, "gender": "female" });
        let added = producer.post_json("/api/v1/actors", body).await.is(200).json();
        producer.delete(&format!("/api/v1/actors/{}", added["id"])).await.is(200);
    }
    let omar = agency.signed_in(ExecutiveProducer).await;
    let second = omar.ask("trash", &[("page", "2")]).await.is(200).json();
    assert_eq!((second["page"]["rows"].as_array().map(Vec::len), &second["page"]["total"]), (Some(20), &json!(120)));
    assert_eq!(empty(&omar).await, json!(120));
    assert_eq!(rows(&agency).await, [12, 17, 0]);
    log_is_whole(&agency).await;
}

//! Actors: every operation on them, through the pages' door.

use crate::support::{TestAgency, cells, rows};
use domain::{ActorId, Error, FieldError, RecordId, Role::CastingDirector};
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::json;

const ANN: [(&str, &str); 3] = [("name", "Ann"), ("age", "30"), ("gender", "female")];

#[tokio::test]
async fn actors_come_a_page_at_a_time() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let ids = |page: serde_json::Value| rows(&page).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let first = director.ask("actors", &[("query", "limit=10&page=1")]).await.is(200).json();
    assert_eq!(first["count"], "12 actors");
    assert_eq!(ids(first), (1..=10).collect::<Vec<_>>());
    assert_eq!(ids(director.ask("actors", &[("query", "limit=10&page=2")]).await.is(200).json()), [11, 12]);
    assert_eq!(director.ask("actors", &[("query", "limit=10&page=3")]).await.is(404).error(), Error::NotFound);
}

#[tokio::test]
async fn actors_are_asked_for_as_their_page_is() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let found = director.ask("actors", &[("query", "q=actor&sort=-age&gender=male&q=tom")]).await.is(200).json();
    let names: Vec<_> = rows(&found).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["actor33", "actor2", "actor9"]);
    assert_eq!(found["count"], "3 actors match");
    assert_eq!(cells(&found), [["minor", "Male"], ["number", "80"]]);
    assert_eq!(director.ask("actors", &[("query", "add=1")]).await.is(200).json()["count"], "12 actors");
    let refused = director.ask("actors", &[("query", "age_max=old")]).await.is(400).error();
    assert_eq!(refused, Error::Invalid(vec![FieldError::new("age_max", "Age to is a whole number")]));
}

#[tokio::test]
async fn add_actor_adds_once() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let added = director.call("add_actor", &ANN).await.is(200);
    assert_eq!(added.json(), json!({ "id": 13, "name": "Ann", "age": 30, "gender": "female", "version": 1 }));
    assert_eq!(added.header("location"), "/actors/13");
    assert_eq!(agency.story().await[29..], ["Maya Haddad added Ann"]);

    // The same, trimmed and without regard to case or accents: refused, and the log is as it was.
    let again = director.call("add_actor", &[("name", "  ÁNN "), ("age", "30"), ("gender", "male")]).await.is(422);
    assert_eq!(again.error(), Error::AlreadyThere(Some(RecordId::Actor(ActorId(13)))));
    assert_eq!(agency.changes().await.len(), 30);

    // Another age is another person.
    director.call("add_actor", &[("name", "Ann"), ("age", "31"), ("gender", "female")]).await.is(200);
}

#[tokio::test]
async fn add_actor_names_every_wrong_field() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let error = director.call("add_actor", &[("name", " "), ("age", "200")]).await.is(400).error();
    let fields: Vec<_> = error.fields().iter().map(|field| field.field.as_ref()).collect();
    assert_eq!(fields, ["name", "age", "gender"]);
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn change_actor_changes_what_is_given() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let hanks = [("id", "2"), ("version", "1"), ("name", "Tom Hanks"), ("age", "66"), ("gender", "male")];
    let changed = director.call("change_actor", &hanks).await.is(200).json();
    assert_eq!(changed, json!({ "id": 2, "name": "Tom Hanks", "age": 66, "gender": "male", "version": 2 }));
    assert_eq!(agency.story().await[29..], ["Maya Haddad renamed tom hanks to Tom Hanks: age from 65 to 66"]);

    // Saved again it is what it is; from a version it never had it is refused.
    assert_eq!(director.call("change_actor", &hanks).await.is(200).json()["version"], 2);
    let never = [("id", "2"), ("version", "9"), ("name", "Tom"), ("age", "66"), ("gender", "male")];
    assert_eq!(director.call("change_actor", &never).await.is(412).error(), Error::stale());
    // A record is never its own duplicate, but may not become another's.
    director
        .call(
            "change_actor",
            &[("id", "2"), ("version", "2"), ("name", "TOM hanks"), ("age", "66"), ("gender", "male")],
        )
        .await
        .is(200);
    director
        .call("change_actor", &[("id", "2"), ("version", "3"), ("name", "Aymen"), ("age", "24"), ("gender", "male")])
        .await
        .is(422);
    director
        .call("change_actor", &[("id", "99"), ("version", "1"), ("name", "X"), ("age", "1"), ("gender", "male")])
        .await
        .is(404);
    assert_eq!(agency.changes().await.len(), 31);
}

#[tokio::test]
async fn delete_actor_is_taken_back() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let deleted = director.call("delete_actor", &[("id", "5")]).await.is(200);
    assert_eq!(deleted.header("location"), "/actors");
    director.call("delete_actor", &[("id", "5")]).await.is(404);
    director.ask("actor", &[("id", "5")]).await.is(404);
    director.get("/actors").await.says("11 actors");

    agency.pass(SignedDuration::from_hours(1));
    director.call("restore", &[("only", "actor-5")]).await.is(200);
    director.call("restore", &[("only", "actor-5")]).await.is(200); // pressed twice
    director.call("restore", &[("only", "actor-99")]).await.is(404);
    assert_eq!(director.ask("actor", &[("id", "5")]).await.is(200).json()["name"], "chris evans");
    assert_eq!(agency.story().await[29..], ["Maya Haddad deleted chris evans", "Maya Haddad restored chris evans"]);
    let changes = agency.changes().await;
    assert_eq!(changes[30].at, changes[29].at + SignedDuration::from_hours(1));
    assert_eq!(changes[30].change.version(), 3);
}

#[tokio::test]
async fn restore_actor_does_not_make_a_double() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("add_actor", &ANN).await.is(200);
    director.call("delete_actor", &[("id", "13")]).await.is(200);
    // What is deleted counts for no duplicate, and its id is not given again.
    assert_eq!(director.call("add_actor", &ANN).await.is(200).json()["id"], 14);
    let refused = director.call("restore", &[("only", "actor-13")]).await.is(409).error();
    assert!(refused.to_string().contains("another Ann"), "{refused}");
}

#[tokio::test]
async fn search_actors_finds_without_case_or_accents() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    director.call("add_actor", &[("name", "Amélie 100%"), ("age", "30"), ("gender", "female")]).await.is(200);
    let check = async |text: &str, expected: &[&str]| {
        let found = director.ask("search_actors", &[("text", text)]).await.is(200).json();
        let choices: Vec<_> =
            found.as_array().expect("a list").iter().map(|choice| choice[1].as_str().expect("a label")).collect();
        assert_eq!(choices, expected, "{text:?}");
    };
    check("AMELIE", &["Amélie 100%, 30"]).await;
    check("han", &["scarlett johansson, 37", "tom hanks, 65"]).await;
    check("%", &["Amélie 100%, 30"]).await;
    check("_", &[]).await;
    check("\\", &[]).await;
}

/// Many at once: one is added, the others are told which it is.
#[tokio::test(flavor = "multi_thread")]
async fn add_actor_at_once_adds_one() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    for round in 0..10 {
        let name = format!("Twin {round}");
        let fields = [("name", name.as_str()), ("age", "30"), ("gender", "female")];
        let replies = join_all((0..64).map(|_| director.call("add_actor", &fields))).await;
        let (added, refused): (Vec<_>, Vec<_>) = replies.into_iter().partition(|reply| reply.status == 200);
        assert_eq!((added.len(), refused.len()), (1, 63), "round {round}");
        let id = added[0].json()["id"].as_i64().map(ActorId).expect("it has an id");
        for reply in refused {
            assert_eq!(reply.is(422).error(), Error::AlreadyThere(Some(RecordId::Actor(id))));
        }
    }
    assert_eq!(agency.changes().await.len(), 29 + 10);
}

/// Many forms that were opened at one version: those that want the same field otherwise are asked, the other fields are
/// merged.
#[tokio::test(flavor = "multi_thread")]
async fn change_actor_at_once_loses_nothing() {
    let agency = TestAgency::demo().await;
    let director = agency.signed_in(CastingDirector).await;
    let mut actor = director.ask("actor", &[("id", "2")]).await.is(200).json();
    for round in 0..10 {
        let (version, age) = (actor["version"].to_string(), actor["age"].to_string());
        let (kept, aged) = (actor["name"].as_str().expect("a name").to_owned(), (round + 20).to_string());
        let names: Vec<_> = (0..15).map(|writer| format!("Tom {round} {writer}")).collect();
        let form = async |name: &str, age: &str| {
            let fields = [("id", "2"), ("version", &*version), ("name", name), ("age", age), ("gender", "male")];
            director.call("change_actor", &fields).await
        };
        let (renamed, older) = tokio::join!(join_all(names.iter().map(|name| form(name, &age))), form(&kept, &aged));
        older.is(200);
        let (won, refused): (Vec<_>, Vec<_>) = renamed.iter().zip(&names).partition(|(reply, _)| reply.status == 200);
        assert_eq!((won.len(), refused.len()), (1, 14), "round {round}");
        for (reply, _) in refused {
            assert_eq!(reply.status, 412, "{}", reply.text);
        }
        actor = director.ask("actor", &[("id", "2")]).await.is(200).json();
        assert_eq!((&actor["name"], &actor["age"]), (&json!(won[0].1), &json!(round + 20)));
    }
    assert_eq!((&actor["version"], agency.changes().await.len()), (&json!(1 + 20), 29 + 20));
}

//! Many at once: one wins, the others are told so, and nothing is written twice.

use crate::support::{Client, Reply, TestAgency, postgres};
use domain::{
    ActorId, Caller, Change, MovieId, NewCasting,
    Role::{CastingDirector, ExecutiveProducer},
    Terms,
};
use futures::future::join_all;
use serde_json::json;
use std::collections::HashMap;

fn counted(replies: &[Reply]) -> HashMap<u16, usize> {
    let mut counted = HashMap::new();
    for reply in replies {
        *counted.entry(reply.status).or_default() += 1;
    }
    counted
}

/// Far more requests a minute than any of these tests sends.
const UNLIMITED: &str = "[limits]\nrequests_per_minute = 100000";

/// A director's program at each of two instances; in a file, which has one writer, at the same one.
fn directors<'a>(one: &'a TestAgency, other: &'a TestAgency) -> [Client<'a>; 2] {
    [one, if postgres().is_some() { other } else { one }].map(|agency| agency.program(CastingDirector))
}

/// At the length at which a race that is lost once in ten thousand tries shows.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_actor_added_at_once_is_added_once() {
    const ROUNDS: usize = 500;
    let agency = TestAgency::configured(UNLIMITED).await;
    let other = agency.restarted(UNLIMITED).await;
    let directors = directors(&agency, &other);
    let mut added = Vec::new();
    for round in 0..ROUNDS {
        let name = format!("Twin {round}");
        let body = json!({ "name": name, "age": 30, "gender": "female" }).to_string();
        let replies = join_all((0..64).map(|number| directors[number % 2].post_json("/api/v1/actors", &body))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (422, 63)]), "round {round}");
        let won = replies.iter().find(|reply| reply.status == 200).expect("one won");
        let id = won.json()["id"].as_i64().expect("it has an id");
        let place = format!("/api/v1/actors/{id}");
        for reply in replies.iter().filter(|reply| reply.status == 422) {
            assert_eq!(reply.header("location"), place);
        }
        added.push((id, name));
    }
    let log = agency.changes().await;
    let logged = log[29..].iter().map(|recorded| match &recorded.change {
        Change::ActorAdded { after } => (after.id.0, after.name.clone()),
        change => panic!("{change:?}"),
    });
    assert_eq!(logged.collect::<Vec<_>>(), added);
    assert_eq!(agency.count("actors").await, 12 + added.len() as i64);
}

/// Each version is one writer's, made from the version before it, and says what that writer wanted; the others are told
/// that it moved on, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn of_writers_from_one_version_one_wins() {
    const ROUNDS: usize = 1_000;
    let agency = TestAgency::configured(UNLIMITED).await;
    let other = agency.restarted(UNLIMITED).await;
    let directors = directors(&agency, &other);
    let mut tag = directors[0].get("/api/v1/actors/2").await.is(200).header("etag").to_owned();
    let mut won = vec!["tom hanks".to_owned()];
    for round in 0..ROUNDS {
        let writers = directors.clone().map(|director| director.with("if-match", &tag));
        let name = |writer: usize| format!("Tom {round} {writer}");
        let bodies: Vec<_> = (0..16).map(|writer| json!({ "name": name(writer) }).to_string()).collect();
        let writing = bodies.iter().zip(writers.iter().cycle());
        let replies = join_all(writing.map(|(body, writer)| writer.patch_json("/api/v1/actors/2", body))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (412, 15)]), "round {round}");
        let winner = replies.iter().position(|reply| reply.status == 200).expect("one won");
        tag = replies[winner].header("etag").to_owned();
        won.push(name(winner));
    }
    let log = agency.changes().await;
    let written = log[29..].iter().map(|recorded| match &recorded.change {
        Change::ActorChanged { before, after } => (before.version, before.name.as_str(), after.version, &*after.name),
        change => panic!("{change:?}"),
    });
    let expected = won.windows(2).zip(1..).map(|(names, version)| (version, &*names[0], version + 1, &*names[1]));
    assert_eq!(written.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(directors[1].get("/api/v1/actors/2").await.is(200).json()["actor"]["name"], json!(won[ROUNDS]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_casting_at_once_is_made_once() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for round in 0..10 {
        let body = json!({ "movie_id": 5, "actor_id": 3, "character": format!("Twin {round}") });
        let replies = join_all((0..16).map(|_| director.post_json("/api/v1/castings", &body))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (422, 15)]), "round {round}");
        for reply in replies.iter().filter(|reply| reply.status == 422) {
            assert!(reply.header("location").starts_with("/api/v1/castings/"));
        }
    }
    assert_eq!(agency.changes().await.len(), 29 + 10);
}

/// Who deletes and who changes at once: both may come through, one after the other, and nobody changes what is gone.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_not_changed_afterwards() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    for id in 1..=12 {
        let path = format!("/api/v1/actors/{id}");
        let changes = join_all((1..=8).map(|age| {
            let (director, path) = (director.clone(), path.clone());
            async move { director.patch_json(&path, json!({ "age": age })).await }
        }));
        let (changes, deletes) = futures::join!(changes, join_all((0..4).map(|_| director.delete(&path))));
        assert_eq!(counted(&deletes), HashMap::from([(200, 1), (404, 3)]), "{id}");
        assert!(changes.iter().all(|reply| matches!(reply.status, 200 | 404)), "{:?}", counted(&changes));
        director.get(&path).await.is(404);
        let all = agency.changes().await;
        let last = all.iter().rev().find(|recorded| recorded.change.record().number() == id).expect("it was deleted");
        assert!(matches!(last.change, Change::ActorDeleted { .. }), "{id}");
    }
}

/// An actor, a movie and the casting between them go and come back at once: each of the three hides the casting, and it is
/// counted once.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_counted_stays_true() {
    const ROUNDS: usize = 60;
    let agency = TestAgency::configured(UNLIMITED).await;
    let other = agency.restarted(UNLIMITED).await;
    let by = Caller::program("test", ExecutiveProducer);
    let agencies = [&agency.agency, if postgres().is_some() { &other.agency } else { &agency.agency }];
    for round in 0..ROUNDS {
        let new = NewCasting { movie_id: "5".into(), actor_id: "3".into(), character: format!("Twin {round}") };
        let casting = agencies[0].add_casting(by.permit().expect("may"), new).await.expect("both are there").record.id;
        let deletes = futures::join!(
            agencies[0].delete_actor(by.permit().expect("may"), ActorId(3), Terms::default()),
            agencies[1].delete_movie(by.permit().expect("may"), MovieId(5), Terms::default()),
            agencies[0].delete_casting(by.permit().expect("may"), casting, Terms::default()),
        );
        assert!(deletes.0.is_ok() && deletes.1.is_ok(), "round {round}");
        agency.counts_are_true().await;
        let restores = futures::join!(
            agencies[1].restore_actor(by.permit().expect("may"), ActorId(3)),
            agencies[0].restore_movie(by.permit().expect("may"), MovieId(5)),
        );
        assert!(restores.0.is_ok() && restores.1.is_ok(), "round {round}");
        agency.counts_are_true().await;
    }
}

/// A change makes a double as an addition does.
#[tokio::test(flavor = "multi_thread")]
async fn of_actors_who_become_the_same_at_once_one_does() {
    let agency = TestAgency::demo().await;
    let director = agency.program(CastingDirector);
    let paths: Vec<_> = (1..=12).map(|id| format!("/api/v1/actors/{id}")).collect();
    for round in 0..20 {
        let body = json!({ "name": format!("Twin {round}"), "age": 30 });
        let replies = join_all(paths.iter().map(|path| director.patch_json(path, &body))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (422, 11)]), "round {round}");
    }
    assert_eq!(agency.changes().await.len(), 29 + 20);
}

/// Sent again before the first was answered, at this instance and at another: done once, and whoever is not told to
/// wait is told the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_flight_writes_once() {
    let agency = TestAgency::configured(UNLIMITED).await;
    let other = agency.restarted("").await;
    let clients = [agency.program(CastingDirector), other.program(CastingDirector)];
    for round in 0..20 {
        let key = format!("key {round}");
        let body = json!({ "name": format!("Twin {round}"), "age": 30, "gender": "female" });
        let keyed = |number: usize| clients[number % 2].clone().with("idempotency-key", &key);
        let senders: Vec<Client<'_>> = (0..8).map(keyed).collect();
        let replies = join_all(senders.iter().map(|client| client.post_json("/api/v1/actors", &body))).await;
        let done: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
        assert_eq!(
            done.iter().filter(|reply| reply.maybe("idempotency-replayed").is_none()).count(),
            1,
            "round {round}"
        );
        for reply in &done {
            assert_eq!(reply.json(), done[0].json(), "round {round}");
        }
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            assert_eq!((reply.status, &reply.json()["code"]), (409, &json!("conflict")), "round {round}");
        }
        assert_eq!(agency.changes().await.len(), 29 + round + 1);
        senders[1].post_json("/api/v1/actors", &body).await.is(200);
    }
}

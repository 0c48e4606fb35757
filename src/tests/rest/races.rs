//! Many at once: one wins, the others are told so, and nothing is written twice.

use crate::support::{Client, Reply, TestAgency};
use domain::{Change, Role::CastingDirector};
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

#[tokio::test(flavor = "multi_thread")]
async fn the_same_actor_added_at_once_is_added_once() {
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 100000").await;
    let director = agency.program(CastingDirector);
    for round in 0..20 {
        let body = json!({ "name": format!("Twin {round}"), "age": 30, "gender": "female" });
        let replies = join_all((0..64).map(|_| director.post_json("/api/v1/actors", &body))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (422, 63)]), "round {round}");
        let id = replies.iter().find(|reply| reply.status == 200).expect("one won").json()["id"].clone();
        for reply in replies.iter().filter(|reply| reply.status == 422) {
            assert_eq!(reply.header("location"), format!("/api/v1/actors/{id}"));
        }
    }
    assert_eq!(agency.changes().await.len(), 29 + 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_writers_from_one_version_one_wins() {
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 100000").await;
    let director = agency.program(CastingDirector);
    for round in 0..50 {
        let tag = director.get("/api/v1/actors/2").await.is(200).header("etag").to_owned();
        let writer = director.clone().with("if-match", &tag);
        let age = |writer: usize| json!({ "age": (round * 16 + writer) % 150 });
        let replies = join_all((0..16).map(|number| writer.patch_json("/api/v1/actors/2", age(number)))).await;
        assert_eq!(counted(&replies), HashMap::from([(200, 1), (412, 15)]), "round {round}");
    }
    assert_eq!(agency.changes().await.len(), 29 + 50);
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
    let agency = TestAgency::configured("[limits]\nrequests_per_minute = 100000").await;
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

//! Who has which record open: told to whoever has it open too, for as long as it is true, and never in anybody's way.

use crate::{
    live::{Door, Listener, NEVER, Who, bearer, cookie, program},
    support::{Client, TestAgency},
};
use domain::{
    Error, Permission,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Somebody's tab shows a record.
async fn opens(who: &Client<'_>, record: &str, place: &str) {
    who.call("present", &[("record", record), ("place", place)]).await.is(200);
}

async fn edits(who: &Client<'_>, record: &str, place: &str) {
    who.call("present", &[("record", record), ("place", place), ("editing", "true")]).await.is(200);
}

async fn leaves(who: &Client<'_>, record: &str, place: &str) {
    who.call("present", &[("record", record), ("place", place), ("left", "true")]).await.is(200);
}

async fn listen(door: &Door, who: &Who) -> Listener {
    let mut listener = Listener::to(door.ask(who, "?presence=1", None).await);
    listener.event("hello").await;
    listener
}

/// The people of the next event, which has to be about this record.
async fn people(listener: &mut Listener, kind: &str, id: i64) -> Vec<Value> {
    let heard = listener.event("presence").await;
    assert_eq!(heard.id, "", "who was missed is no change");
    let data = heard.json();
    assert_eq!(data["record"], json!({ "type": kind, "id": id }));
    data["people"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn who_else_has_a_record_open_is_told() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let mut listener = listen(&door, &cookie(&maya)).await;
    let came = agency.agency.now();
    opens(&maya, "movie-5", "a").await;
    assert_eq!(people(&mut listener, "movie", 5).await, Vec::<Value>::new());

    agency.pass(SignedDuration::from_secs(5));
    let later = agency.agency.now();
    opens(&omar, "movie-5", "b").await;
    let has_it_open = json!({ "id": 3, "name": "Omar Reyes", "since": later, "editing": null });
    assert_eq!(people(&mut listener, "movie", 5).await, [has_it_open]);
    // Whoever comes is told who is there.
    let mut other = listen(&door, &cookie(&omar)).await;
    let maya_there = json!({ "id": 2, "name": "Maya Haddad", "since": came, "editing": null });
    assert_eq!(people(&mut other, "movie", 5).await, [maya_there]);

    agency.pass(SignedDuration::from_secs(5));
    edits(&omar, "movie-5", "b").await;
    let editing = json!({ "id": 3, "name": "Omar Reyes", "since": later, "editing": agency.agency.now() });
    assert_eq!(people(&mut listener, "movie", 5).await, [editing]);
    // Another sign of life is no news; what comes next is that the tab shows another record.
    agency.pass(SignedDuration::from_secs(5));
    edits(&omar, "movie-5", "b").await;
    opens(&omar, "actor-2", "b").await;
    assert_eq!(people(&mut listener, "movie", 5).await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_gives_no_sign_of_life_is_gone_after_thirty_seconds() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    opens(&omar, "movie-5", "b").await;
    agency.pass(SignedDuration::from_secs(30));
    let mut listener = listen(&door, &cookie(&maya)).await;
    opens(&maya, "movie-5", "a").await;
    assert_eq!(people(&mut listener, "movie", 5).await.len(), 1);
    agency.pass(SignedDuration::from_secs(1));
    // Nobody has to say anything for it.
    assert_eq!(people(&mut listener, "movie", 5).await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_leaves_is_gone_at_once_but_for_a_page_loaded_again() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let mut listener = listen(&door, &cookie(&maya)).await;
    opens(&maya, "movie-5", "a").await;
    people(&mut listener, "movie", 5).await;
    let came = agency.agency.now();
    opens(&omar, "movie-5", "b").await;
    people(&mut listener, "movie", 5).await;

    leaves(&omar, "movie-5", "b").await;
    agency.pass(SignedDuration::from_secs(2));
    opens(&omar, "movie-5", "b").await;
    assert_eq!(people(&mut listener, "movie", 5).await[0]["since"], json!(came));

    leaves(&omar, "movie-5", "b").await;
    agency.pass(SignedDuration::from_secs(3));
    assert_eq!(people(&mut listener, "movie", 5).await, Vec::<Value>::new());
    // A farewell that was overtaken by the tab's next record is none.
    opens(&omar, "actor-2", "b").await;
    leaves(&omar, "movie-5", "b").await;
    assert_eq!(agency.agency.open_records().len(), 2);
}

/// A sign of life that was held up on its way does not bring back who has left since.
#[tokio::test]
async fn who_left_is_not_brought_back_by_a_late_sign() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let sign = async |turn: &str, left: &str| {
        let fields = [("record", "movie-5"), ("place", "a"), ("turn", turn), ("left", left)];
        maya.call("present", &fields).await.is(200);
    };
    sign("1", "false").await;
    sign("3", "true").await;
    sign("2", "false").await;
    agency.pass(SignedDuration::from_secs(3));
    // Whoever says something looks who has gone.
    let tablet = agency.signed_in(CastingDirector).await;
    opens(&tablet, "actor-2", "b").await;
    assert_eq!(agency.agency.open_records(), ["actor-2".parse().expect("a record")]);
}

#[tokio::test]
async fn several_tabs_are_one_person_and_another_device_is_oneself() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (maya, tablet) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    let omar = agency.signed_in(ExecutiveProducer).await;
    let came = agency.agency.now();
    opens(&maya, "movie-5", "a").await;
    agency.pass(SignedDuration::from_secs(5));
    edits(&maya, "movie-5", "b").await;
    let began = agency.agency.now();
    agency.pass(SignedDuration::from_secs(5));
    opens(&omar, "movie-5", "c").await;
    let there = json!({ "id": 2, "name": "Maya Haddad", "since": came, "editing": began });
    let mut listener = listen(&door, &cookie(&omar)).await;
    assert_eq!(people(&mut listener, "movie", 5).await, std::slice::from_ref(&there));

    // To the other tabs of her own browser she is not somebody else; to her tablet she is.
    let mut here = listen(&door, &cookie(&maya)).await;
    assert_eq!(people(&mut here, "movie", 5).await.len(), 1);
    let mut elsewhere = listen(&door, &cookie(&tablet)).await;
    opens(&tablet, "movie-5", "d").await;
    assert!(people(&mut elsewhere, "movie", 5).await.contains(&there));
    assert_eq!(people(&mut here, "movie", 5).await.len(), 2);
}

#[tokio::test]
async fn who_is_elsewhere_or_may_not_see_does_not_hear() {
    let agency = TestAgency::demo().await;
    let door = Door::open(&agency, NEVER).await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let lasts = SignedDuration::from_hours(1);
    let limited = agency.tokens.limited("limited".into(), vec![Permission::SeeActors], agency.agency.now(), lasts);
    let mut elsewhere = listen(&door, &cookie(&maya)).await;
    let mut limited = listen(&door, &bearer(&limited)).await;
    let mut all = listen(&door, &program(&agency, CastingAssistant)).await;
    let mut silent = Listener::to(door.ask(&program(&agency, CastingAssistant), "", None).await);
    silent.event("hello").await;

    for record in ["movie-5", "actor-2"] {
        opens(&omar, record, record).await;
    }
    assert_eq!(people(&mut all, "movie", 5).await.len(), 1);
    assert_eq!(people(&mut all, "actor", 2).await.len(), 1);
    opens(&maya, "actor-3", "a").await;
    assert_eq!(people(&mut elsewhere, "actor", 3).await, Vec::<Value>::new());
    omar.call("delete_actor", &[("id", "1")]).await.is(200);
    // Who did not ask hears of no people, and neither does who holds no more than some permissions.
    silent.event("change").await;
    limited.event("change").await;
}

#[tokio::test]
async fn what_is_no_sign_is_refused() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let check = async |record: &str, place: &str, expected: Error| {
        let reply = maya.call("present", &[("record", record), ("place", place)]).await;
        assert_eq!(reply.is(expected.status()).error(), expected, "{record} {place}");
    };
    check("person-1", "a", Error::NotAllowed(Permission::ManagePeople)).await;
    check("casting-1", "a", Error::NotFound).await;
    let nameless = || Error::Malformed("A place is named by 1 to 64 bytes.".into());
    check("movie-5", "", nameless()).await;
    check("movie-5", &"x".repeat(65), nameless()).await;
    maya.call("present", &[("record", "x"), ("place", "a")]).await.is(400);
    for place in 0..50 {
        opens(&maya, "movie-5", &place.to_string()).await;
    }
    maya.call("present", &[("record", "movie-5"), ("place", "50")]).await.is(409);
    opens(&maya, "movie-6", "49").await;
    // Nobody else has less room for it.
    opens(&agency.signed_in(ExecutiveProducer).await, "movie-5", "50").await;
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn nothing_is_locked() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    edits(&omar, "actor-2", "b").await;
    let actor = [("id", "2"), ("version", "1"), ("name", "Tom"), ("age", "65"), ("gender", "male")];
    maya.call("change_actor", &actor).await.is(200);
    maya.call("delete_actor", &[("id", "2")]).await.is(200);
}

/// Two servers of one PostgreSQL; those that share an SQLite file do not tell each other who is where.
#[tokio::test]
async fn other_instances_hear_who_is_where() {
    let one = TestAgency::demo().await;
    if one.url.starts_with("sqlite:") {
        return;
    }
    let other = one.restarted("").await;
    let door = Door::open(&one, NEVER).await;
    let (maya, omar) = (one.signed_in(CastingDirector).await, other.signed_in(ExecutiveProducer).await);
    let mut listener = listen(&door, &program(&one, CastingAssistant)).await;
    // Once it has heard one thing of the other it hears everything.
    omar.call("delete_actor", &[("id", "1")]).await.is(200);
    listener.event("change").await;
    opens(&maya, "movie-5", "a").await;
    people(&mut listener, "movie", 5).await;
    edits(&omar, "movie-5", "b").await;
    let now = one.agency.now();
    let there = json!({ "id": 3, "name": "Omar Reyes", "since": now, "editing": now });
    assert!(people(&mut listener, "movie", 5).await.contains(&there));
    leaves(&omar, "movie-5", "b").await;
    // What processes tell each other comes in order: with this the farewell has been heard, before the clock goes on.
    opens(&omar, "movie-6", "c").await;
    people(&mut listener, "movie", 6).await;
    one.pass(SignedDuration::from_secs(3));
    let left = people(&mut listener, "movie", 5).await;
    assert_eq!(left.iter().map(|present| &present["name"]).collect::<Vec<_>>(), ["Maya Haddad"]);
}

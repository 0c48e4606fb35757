//! Drafts: what was typed and not saved, kept for whoever typed it and nobody else.

use crate::support::{Client, Reply, TestAgency};
use domain::{
    Caller, Draft, Error, FormId, PersonId,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
    SignInProblem, SignedIn,
};
use jiff::SignedDuration;
use serde_json::json;

/// The demo's people: their ids, and what the server functions want to know.
const ADA: &str = "1";
const MAYA: &str = "2";
const OMAR: &str = "3";
const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn keep(client: &Client<'_>, me: &str, form: &str, body: &str) -> Reply {
    client.call("keep_draft", &[("me", me), ("form", form), ("body", body)]).await
}

async fn draft(client: &Client<'_>, me: &str, form: &str) -> Option<Draft> {
    let reply = client.ask("draft", &[("me", me), ("form", form)]).await.is(200);
    serde_json::from_str(&reply.text).expect("a draft or none")
}

/// What is kept of this form, if anything.
async fn body(client: &Client<'_>, me: &str, form: &str) -> Option<String> {
    draft(client, me, form).await.map(|draft| draft.body)
}

async fn drop_draft(client: &Client<'_>, me: &str, form: &str) -> Reply {
    client.call("drop_draft", &[("me", me), ("form", form)]).await
}

#[tokio::test]
async fn keep_draft_keeps_one_for_each_person_and_record() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let begun = agency.changes().await.len();
    assert_eq!(draft(&maya, MAYA, "movie-3").await, None);
    keep(&maya, MAYA, "movie-3", r#"{"title":"He"}"#).await.is(200);
    agency.pass(SignedDuration::from_secs(1));
    let at = keep(&maya, MAYA, "movie-3", r#"{"title":"Heat","version":"1"}"#).await.is(200).json();
    keep(&maya, MAYA, "movie-4", r#"{"title":"Ran"}"#).await.is(200);
    keep(&omar, OMAR, "movie-3", r#"{"genre":"crime"}"#).await.is(200);

    // On whichever device.
    let tablet = agency.signed_in(CastingDirector).await;
    let kept = draft(&tablet, MAYA, "movie-3").await.expect("it was kept");
    assert_eq!((kept.body.as_str(), json!(kept.at)), (r#"{"title":"Heat","version":"1"}"#, at.clone()));
    assert_eq!(json!(agency.agency.now().as_millisecond()), at);
    assert_eq!(body(&maya, MAYA, "movie-4").await.as_deref(), Some(r#"{"title":"Ran"}"#));
    assert_eq!(body(&omar, OMAR, "movie-3").await.as_deref(), Some(r#"{"genre":"crime"}"#));
    assert_eq!(agency.count("drafts").await, 3);

    drop_draft(&maya, MAYA, "movie-3").await.is(200);
    drop_draft(&maya, MAYA, "movie-3").await.is(200);
    assert_eq!(body(&tablet, MAYA, "movie-3").await, None);
    assert!(body(&omar, OMAR, "movie-3").await.is_some());
    assert_eq!(agency.changes().await.len(), begun, "drafts are no change");
}

/// Their own text: nobody asks whether they may change what it is about.
#[tokio::test]
async fn keep_draft_is_for_assistants_too() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    keep(&ada, ADA, "movie-0", r#"{"title":"Heat"}"#).await.is(200);
    assert!(body(&ada, ADA, "movie-0").await.is_some());
}

#[tokio::test]
async fn drafts_are_nobody_elses() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    keep(&maya, MAYA, "actor-3", r#"{"name":"secret"}"#).await.is(200);
    // Who is signed in now is not who typed: a tab may be older than the session.
    let ended = Error::SignIn(SignInProblem::SessionEnded);
    let about_maya = [("me", MAYA), ("form", "actor-3")];
    assert_eq!(omar.ask("draft", &about_maya).await.is(401).error(), ended);
    assert_eq!(keep(&omar, MAYA, "actor-3", "{}").await.is(401).error(), ended);
    assert_eq!(drop_draft(&omar, MAYA, "actor-3").await.is(401).error(), ended);
    assert_eq!(body(&omar, OMAR, "actor-3").await, None);

    // Nobody, and whoever is signed out.
    let out = maya.copied();
    agency.signed_in(CastingDirector).await.form("/sign-out", &[]).await.is(303);
    assert!(body(&maya, MAYA, "actor-3").await.is_some());
    maya.form("/sign-out", &[]).await.is(303);
    for client in [agency.nobody(), out] {
        assert_eq!(client.ask("draft", &about_maya).await.is(401).error(), ended);
        assert_eq!(keep(&client, MAYA, "actor-3", "{}").await.is(401).error(), ended);
        assert_eq!(drop_draft(&client, MAYA, "actor-3").await.is(401).error(), ended);
    }
    // Signing out is not the end of them.
    let back = agency.signed_in(CastingDirector).await;
    assert_eq!(body(&back, MAYA, "actor-3").await.as_deref(), Some(r#"{"name":"secret"}"#));
}

#[tokio::test]
async fn keep_draft_refuses_what_is_no_draft() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    for form in ["", "movie", "movie--1", "movie-x", "actor_cast-0", "person-2", "prop-1"] {
        keep(&maya, MAYA, form, "{}").await.is(400);
        maya.ask("draft", &[("me", MAYA), ("form", form)]).await.is(400);
        drop_draft(&maya, MAYA, form).await.is(400);
    }
    for body in ["", "title=Heat", "[]", r#"{"age":3}"#, r#"{"name":null}"#] {
        keep(&maya, MAYA, "actor-1", body).await.is(400);
    }
    let lured = maya.clone().with("sec-fetch-site", "cross-site");
    assert_eq!(keep(&lured, MAYA, "actor-1", "{}").await.is(403).error(), Error::CrossSite);
    assert_eq!(agency.count("drafts").await, 0);

    keep(&maya, MAYA, "actor-1", r#"{"name":"Ann","password":"out of the blue","current":"x"}"#).await.is(200);
    assert_eq!(body(&maya, MAYA, "actor-1").await.as_deref(), Some(r#"{"name":"Ann"}"#));
    // Control characters are no text to PostgreSQL; here they are JSON.
    keep(&maya, MAYA, "actor-1", r#"{"name":"\u0000"}"#).await.is(200);
    assert_eq!(body(&maya, MAYA, "actor-1").await.as_deref(), Some(r#"{"name":"\u0000"}"#));
}

fn maya_asks() -> SignedIn {
    Caller::person(PersonId(2), "Maya", CastingDirector).signed_in().expect("a person asks")
}

#[tokio::test]
async fn keep_draft_takes_64_kib_and_no_more() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let form: FormId = "movie-3".parse().expect("a form");
    let long = |bytes: usize| format!(r#"{{"title":"{}"}}"#, "a".repeat(bytes - r#"{"title":""}"#.len()));
    let longest = long(Draft::LONGEST);
    agency.agency.keep_draft(maya_asks(), form, &longest).await.expect("it is not too long");
    assert_eq!(body(&maya, MAYA, "movie-3").await, Some(longest.clone()));
    let more = long(Draft::LONGEST + 1);
    assert_eq!(agency.agency.keep_draft(maya_asks(), form, &more).await.err(), Some(Error::TooLarge));

    // A door takes no more than that with all that is around it, as it does of every form.
    keep(&maya, MAYA, "movie-3", &long(Draft::LONGEST - 200)).await.is(200);
    assert_eq!(keep(&maya, MAYA, "movie-3", &more).await.is(413).error(), Error::TooLarge);
    assert_eq!(body(&maya, MAYA, "movie-3").await, Some(long(Draft::LONGEST - 200)), "what was kept before stays");
}

#[tokio::test]
async fn keep_draft_keeps_a_hundred_of_each_person() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    keep(&omar, OMAR, "movie-1", "{}").await.is(200);
    for record in 1..=102 {
        keep(&maya, MAYA, &format!("movie-{record}"), "{}").await.is(200);
        agency.pass(SignedDuration::from_secs(1));
    }
    assert_eq!(agency.count("drafts").await, 101);
    for (record, there) in [(1, false), (2, false), (3, true), (102, true)] {
        assert_eq!(body(&maya, MAYA, &format!("movie-{record}")).await.is_some(), there, "{record}");
    }
    assert!(body(&omar, OMAR, "movie-1").await.is_some());
}

#[tokio::test]
async fn drafts_are_kept_for_30_days() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    keep(&maya, MAYA, "movie-1", r#"{"title":"old"}"#).await.is(200);
    agency.pass(DAY);
    keep(&maya, MAYA, "movie-2", r#"{"title":"newer"}"#).await.is(200);
    agency.pass(DAY * 29 - SignedDuration::from_secs(1));
    let maya = agency.signed_in(CastingDirector).await;
    assert!(body(&maya, MAYA, "movie-1").await.is_some());
    assert_eq!(agency.agency.forget_drafts().await, Ok(0));
    agency.pass(SignedDuration::from_secs(1));
    // Not answered, whether it was removed by now or not.
    assert_eq!(body(&maya, MAYA, "movie-1").await, None);
    assert_eq!(agency.count("drafts").await, 2);
    assert_eq!(agency.agency.forget_drafts().await, Ok(1));
    assert!(body(&maya, MAYA, "movie-2").await.is_some());
}

#[tokio::test]
async fn drafts_of_whoever_is_disabled_are_forgotten() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    keep(&maya, MAYA, "movie-1", "{}").await.is(200);
    keep(&omar, OMAR, "movie-1", "{}").await.is(200);
    omar.call("disable_person", &[("id", MAYA)]).await.is(200);
    assert_eq!(agency.agency.forget_drafts().await, Ok(1));
    assert!(body(&omar, OMAR, "movie-1").await.is_some());
}

#[tokio::test]
async fn a_saved_form_leaves_no_draft() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let forms = ["movie-0", "movie-3", "movie-4", "actor-0", "actor-3", "movie_cast-5", "actor_cast-6", "actor_cast-3"];
    let cast = r#"{"actor_id":"6","character":"Mal"}"#;
    let casts = |form: &str| if form == "actor_cast-6" { r#"{"movie_id":"4"}"# } else { cast };
    for (client, me) in [(&maya, MAYA), (&omar, OMAR)] {
        for form in forms {
            keep(client, me, form, casts(form)).await.is(200);
        }
    }
    let left = async |client: &Client<'_>, me: &str| {
        let mut left = Vec::new();
        for form in forms {
            left.extend(body(client, me, form).await.map(|_| form));
        }
        left
    };

    // Refused, it is still there.
    maya.call("change_movie", &[("id", "3"), ("version", "1"), ("title", "")]).await.is(400);
    maya.call("add_movie", &[("title", "Heat"), ("release_date", "1995-12-15")]).await.is(403);
    maya.call("change_actor", &[("id", "3"), ("version", "9"), ("name", "Leo")]).await.is(412);
    assert_eq!(left(&maya, MAYA).await, forms);

    let movie = [("id", "3"), ("version", "1"), ("title", "Heat"), ("release_date", "1995-12-15")];
    maya.call("change_movie", &movie).await.is(200);
    // What is typed after that is nothing that undoing it would save.
    keep(&maya, MAYA, "movie-3", cast).await.is(200);
    maya.call("undo", &[]).await.is(200);
    maya.call("redo", &[]).await.is(200);
    assert_eq!(left(&maya, MAYA).await, forms);
    maya.call("drop_draft", &[("me", MAYA), ("form", "movie-3")]).await.is(200);
    maya.call("add_actor", &[("name", "Anna"), ("age", "21"), ("gender", "female")]).await.is(200);
    let rest = ["movie-0", "movie-4", "actor-3", "movie_cast-5", "actor_cast-6", "actor_cast-3"];
    assert_eq!(left(&maya, MAYA).await, rest);
    // Another casting of the same movie, and then the one that was meant. What is being typed about its actor's other
    // movies stays.
    let casting = |actor| [("movie_id", "5"), ("actor_id", actor), ("character", "Mal")];
    maya.call("add_casting", &casting("4")).await.is(200);
    assert_eq!(left(&maya, MAYA).await, rest);
    maya.call("add_casting", &casting("6")).await.is(200);
    assert_eq!(left(&maya, MAYA).await, ["movie-0", "movie-4", "actor-3", "actor_cast-6", "actor_cast-3"]);
    // A delete can be taken back.
    maya.call("delete_actor", &[("id", "3")]).await.is(200);
    assert_eq!(left(&maya, MAYA).await, ["movie-0", "movie-4", "actor-3", "actor_cast-6", "actor_cast-3"]);

    // What others type of the same records is theirs.
    assert_eq!(left(&omar, OMAR).await, forms);
    omar.call("add_movie", &[("title", "Ran"), ("release_date", "1985-06-01")]).await.is(200);
    assert_eq!(left(&omar, OMAR).await, forms[1..]);
}

#[tokio::test]
async fn what_a_program_saves_for_somebody_ends_the_draft() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    keep(&maya, MAYA, "movie-3", r#"{"title":"Heat"}"#).await.is(200);
    agency.program(CastingDirector).patch_json("/api/v1/movies/3", json!({ "genre": "crime" })).await.is(200);
    assert!(body(&maya, MAYA, "movie-3").await.is_some(), "nobody's token");
    let credentials = json!({ "username": "maya", "password": "maya-casts-it" });
    let token = agency.nobody().post_json("/api/token", credentials).await.is(200).json();
    let token = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
    let program = agency.nobody().with("authorization", &token);
    // What is only tried out ends nothing.
    let dry = program.clone().with("prefer", "tx=rollback");
    dry.patch_json("/api/v1/movies/3", json!({ "title": "Heat" })).await.is(200);
    assert!(body(&maya, MAYA, "movie-3").await.is_some());
    program.patch_json("/api/v1/movies/3", json!({ "title": "Heat" })).await.is(200);
    assert_eq!(body(&maya, MAYA, "movie-3").await, None);
}

/// Both or neither: where the log cannot be written, what was typed is not lost.
#[tokio::test]
async fn a_draft_ends_in_the_transaction_that_saves() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    keep(&maya, MAYA, "movie-3", r#"{"title":"Heat"}"#).await.is(200);
    agency.execute("alter table changes rename to changes_away").await;
    let movie = [("id", "3"), ("version", "1"), ("title", "Heat"), ("release_date", "1995-12-15")];
    maya.call("change_movie", &movie).await.is(500);
    agency.execute("alter table changes_away rename to changes").await;
    assert_eq!(body(&maya, MAYA, "movie-3").await.as_deref(), Some(r#"{"title":"Heat"}"#));
    maya.call("change_movie", &movie).await.is(200);
    assert_eq!(body(&maya, MAYA, "movie-3").await, None);
}

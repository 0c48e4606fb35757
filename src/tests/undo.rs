//! Taking back what one did, and doing it again.

use crate::support::{Client, TestAgency};
use domain::Role::{self, CastingAssistant, CastingDirector, ExecutiveProducer};
use jiff::SignedDuration;
use serde_json::{Value, json};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A form with these fields.
type Fields<'a> = &'a [(&'a str, &'a str)];

async fn steps(client: &Client<'_>) -> Value {
    client.ask("steps", &[]).await.is(200).json()
}

/// What can be undone and redone next, in words.
async fn next(client: &Client<'_>) -> [String; 2] {
    let steps = steps(client).await;
    ["undo", "redo"].map(|way| steps[way]["words"].as_str().unwrap_or_default().to_owned())
}

async fn undo(client: &Client<'_>) {
    client.call("undo", &[]).await.is(200);
}

async fn redo(client: &Client<'_>) {
    client.call("redo", &[]).await.is(200);
}

/// Tom hanks in this version, with this name and age.
async fn edit(client: &Client<'_>, version: i64, name: &str, age: i64) {
    let (version, age) = (version.to_string(), age.to_string());
    let fields = [("id", "2"), ("version", &version), ("name", name), ("age", &age), ("gender", "male")];
    client.call("change_actor", &fields).await.is(200);
}

/// Another age, whatever the version.
async fn age(agency: &TestAgency, age: i64) {
    agency.program(CastingDirector).patch_json("/api/v1/actors/2", json!({ "age": age })).await.is(200);
}

/// The words in which it is refused; nothing is written, and nothing of it is taken back.
async fn refused(agency: &TestAgency, client: &Client<'_>, call: &str, fields: Fields<'_>, status: u16) -> String {
    let (story, before) = (agency.story().await, steps(client).await);
    let words = client.call(call, fields).await.is(status).error().to_string();
    assert_eq!(agency.story().await, story);
    assert_eq!(steps(client).await, before);
    words
}

#[tokio::test]
async fn every_kind_of_change_is_undone_and_redone() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let cobb = [("movie_id", "4"), ("actor_id", "4"), ("character", "Cobb")];
    omar.call("add_casting", &cobb).await.is(200);
    let check = async |call: &str, fields: Fields<'_>, undone: &str, redone: &str| {
        let before = agency.changes().await.len();
        omar.call(call, fields).await.is(200);
        undo(&omar).await;
        redo(&omar).await;
        undo(&omar).await;
        let story = agency.story().await;
        let told: Vec<_> = story[before + 1..].iter().map(|line| line.trim_start_matches("Omar Reyes ")).collect();
        assert_eq!(told, [undone, redone, undone], "{call}");
    };
    let ann = [("name", "Ann"), ("age", "30"), ("gender", "female")];
    check("add_actor", &ann, "deleted Ann", "restored Ann").await;
    let older = [("id", "2"), ("version", "1"), ("name", "Tom"), ("age", "66"), ("gender", "male")];
    check(
        "change_actor",
        &older,
        "renamed Tom to tom hanks: age from 66 to 65",
        "renamed tom hanks to Tom: age from 65 to 66",
    )
    .await;
    check("delete_actor", &[("id", "2")], "restored tom hanks", "deleted tom hanks").await;
    omar.call("delete_actor", &[("id", "3")]).await.is(200);
    check("restore", &[("only", "actor-3")], "deleted leaonardo dicaprio", "restored leaonardo dicaprio").await;
    let ran = [("title", "Ran"), ("release_date", "1985-06-01")];
    check("add_movie", &ran, "deleted Ran", "restored Ran").await;
    let heist = [
        ("id", "5"),
        ("version", "1"),
        ("title", "inception"),
        ("release_date", ""),
        ("release_year", "2011"),
        ("genre", "Heist"),
    ];
    check(
        "change_movie",
        &heist,
        "changed inception: release date set to 8 Jul 2010, genre Heist taken away",
        "changed inception: release date 8 Jul 2010 taken away, genre set to Heist",
    )
    .await;
    check("delete_movie", &[("id", "5")], "restored inception", "deleted inception").await;
    omar.call("delete_movie", &[("id", "6")]).await.is(200);
    check("restore", &[("only", "movie-6")], "deleted movie1", "restored movie1").await;
    let again = [("movie_id", "4"), ("actor_id", "5"), ("character", "Mal")];
    let (out, back) = ("released chris evans from Mal in fight club", "cast chris evans again as Mal in fight club");
    check("add_casting", &again, out, back).await;
    let (out, back) =
        ("released scarlett johansson from Cobb in fight club", "cast scarlett johansson again as Cobb in fight club");
    check("delete_casting", &[("id", "1")], back, out).await;
    omar.call("delete_casting", &[("id", "1")]).await.is(200);
    check("restore", &[("only", "casting-1")], out, back).await;
}

/// What a line of the table has Maya do, one letter each: change something, undo, redo, or wait for an hour.
#[tokio::test]
async fn the_stacks() {
    async fn check(deeds: &str, undo: &str, redo: &str) {
        let agency = TestAgency::demo().await;
        let maya = agency.signed_in(CastingDirector).await;
        let mut done = 0;
        for deed in deeds.chars() {
            match deed {
                'u' => drop(maya.call("undo", &[]).await),
                'r' => drop(maya.call("redo", &[]).await),
                'h' => agency.pass(DAY / 24),
                _ => {
                    done += 1;
                    let new = [("name", &*format!("extra {done}")), ("age", "30"), ("gender", "male")];
                    maya.call("add_actor", &new).await.is(200);
                }
            }
        }
        // Whoever was away for long signs in again, perhaps elsewhere.
        let elsewhere = agency.signed_in(CastingDirector).await;
        let added = |number: &str| if number.is_empty() { String::new() } else { format!("added extra {number}") };
        assert_eq!(next(&elsewhere).await, [added(undo), added(redo)], "{deeds}");
    }
    check("", "", "").await;
    check("u", "", "").await;
    check("r", "", "").await;
    check("ccc", "3", "").await;
    check("cccu", "2", "3").await;
    check("cccuu", "1", "2").await;
    check("cccuur", "2", "3").await;
    check("cccuurr", "3", "").await;
    check("cccuurrrr", "3", "").await;
    check("cccuuuuuu", "", "1").await;
    // Something new: what was undone is not done again.
    check("cccuuc", "4", "").await;
    check("cccuucu", "1", "4").await;
    check("cuccu", "2", "3").await;
    // Of 52, the first two are kept no longer, however many of the others are undone.
    check(&"c".repeat(52), "52", "").await;
    check(&("c".repeat(52) + &"u".repeat(49)), "3", "4").await;
    check(&("c".repeat(52) + &"u".repeat(55)), "", "3").await;
    // Each for a day since it was done, or undone.
    check(&format!("c{}c{}", "h".repeat(20), "h".repeat(3)), "2", "").await;
    check(&format!("c{}c{}u", "h".repeat(20), "h".repeat(4)), "", "2").await;
    check(&format!("cc{}u{}", "h".repeat(20), "h".repeat(4)), "", "2").await;
    check(&format!("ccu{}", "h".repeat(24)), "", "").await;
}

#[tokio::test]
async fn a_step_is_named() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    edit(&maya, 1, "tom hanks", 66).await;
    let first = steps(&maya).await["undo"]["number"].to_string();
    maya.call("delete_actor", &[("id", "5")]).await.is(200);
    maya.call("undo", &[("step", &first)]).await.is(200);
    assert_eq!(next(&maya).await, ["deleted chris evans", "changed tom hanks: age from 65 to 66"]);
    // Pressed twice it is undone once.
    let words = refused(&agency, &maya, "undo", &[("step", &first)], 409).await;
    assert_eq!(words, "There is nothing left of this to undo.");
    // Nobody takes back what another did.
    let omar = agency.signed_in(ExecutiveProducer).await;
    let maya_did = steps(&maya).await["undo"]["number"].to_string();
    refused(&agency, &omar, "undo", &[("step", &maya_did)], 409).await;
    assert_eq!(refused(&agency, &omar, "undo", &[], 409).await, "There is nothing to undo.");
    assert_eq!(refused(&agency, &omar, "redo", &[], 409).await, "There is nothing to redo.");
}

#[tokio::test]
async fn steps_are_the_persons_at_every_door() {
    let agency = TestAgency::demo().await;
    let (tablet, desk) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    edit(&tablet, 1, "tom hanks", 66).await;
    let body = json!({ "username": "maya", "password": "maya-casts-it" });
    let token = agency.nobody().post_json("/api/token", body).await.is(200).json();
    let token = token["access_token"].as_str().expect("a token").to_owned();
    let program = agency.nobody().with("authorization", &format!("Bearer {token}"));
    program.patch_json("/api/v1/actors/2", json!({ "age": 67 })).await.is(200);
    // A dry run is none, and what changes nothing neither.
    let dry = program.clone().with("prefer", "tx=rollback");
    dry.patch_json("/api/v1/actors/2", json!({ "age": 68 })).await.is(200);
    program.patch_json("/api/v1/actors/2", json!({ "age": 67 })).await.is(200);
    undo(&desk).await;
    undo(&desk).await;
    assert_eq!(desk.ask("actor", &[("id", "2")]).await.json()["age"], 65);
    assert_eq!(next(&tablet).await, ["", "changed tom hanks: age from 65 to 66"]);
    // A program without a person has no steps; and these are not for programs.
    agency.program(CastingDirector).patch_json("/api/v1/actors/2", json!({ "age": 70 })).await.is(200);
    assert_eq!(agency.count("steps").await, 2);
    agency.program(CastingDirector).call("undo", &[]).await.is(401);
    agency.nobody().call("undo", &[]).await.is(401);
    agency.nobody().ask("steps", &[]).await.is(401);
}

#[tokio::test]
async fn what_others_changed_is_kept() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    edit(&maya, 1, "Tom", 65).await;
    age(&agency, 66).await;
    undo(&maya).await;
    let tom = maya.ask("actor", &[("id", "2")]).await.json();
    assert_eq!((&tom["name"], &tom["age"]), (&json!("tom hanks"), &json!(66)));
    redo(&maya).await;
    assert_eq!(maya.ask("actor", &[("id", "2")]).await.json()["name"], "Tom");
}

#[tokio::test]
async fn what_others_changed_at_the_same_place_is_said() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    edit(&maya, 1, "tom hanks", 66).await;
    edit(&omar, 2, "tom hanks", 67).await;
    assert_eq!(
        refused(&agency, &maya, "undo", &[], 409).await,
        "Omar Reyes changed the age of tom hanks since (21 Sep 2026, 14:13 UTC). Nothing was undone."
    );
    // Once that is taken back, nothing stands in the way.
    undo(&omar).await;
    undo(&maya).await;
    edit(&omar, 5, "tom hanks", 70).await;
    let words = refused(&agency, &maya, "redo", &[], 409).await;
    assert!(
        words.starts_with("Omar Reyes changed the age of tom hanks") && words.ends_with("Nothing was redone."),
        "{words}"
    );
    // What is one's own is said, too.
    edit(&maya, 6, "Tom", 70).await;
    let first = steps(&maya).await["undo"]["number"].to_string();
    edit(&maya, 7, "Thomas", 70).await;
    let words = refused(&agency, &maya, "undo", &[("step", &first)], 409).await;
    assert_eq!(words, "You changed the name of Tom since (21 Sep 2026, 14:13 UTC). Nothing was undone.");

    // The character somebody plays.
    let program = agency.program(CastingDirector);
    maya.call("add_casting", &[("movie_id", "5"), ("actor_id", "3"), ("character", "Cob")]).await.is(200);
    omar.call("undo", &[]).await;
    program.patch_json("/api/v1/castings/1", json!({ "character": "Cobb" })).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(
        words.starts_with("casting_director token recast leaonardo dicaprio from Cob to Cobb in inception"),
        "{words}"
    );
}

#[tokio::test]
async fn what_others_built_on_is_not_taken_away() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let ann = [("name", "Ann"), ("age", "30"), ("gender", "female")];
    maya.call("add_actor", &ann).await.is(200);
    omar.call("add_casting", &[("movie_id", "5"), ("actor_id", "13"), ("character", "Mal")]).await.is(200);
    assert_eq!(
        refused(&agency, &maya, "undo", &[], 409).await,
        "Omar Reyes cast Ann as Mal in inception (21 Sep 2026, 14:13 UTC). Nothing was undone."
    );
    undo(&omar).await;
    undo(&maya).await;
    redo(&maya).await;
    // What they took back themselves is none, and one's own neither.
    omar.call("change_actor", &[("id", "13"), ("version", "3"), ("name", "Ann"), ("age", "31"), ("gender", "female")])
        .await
        .is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(words.starts_with("Omar Reyes changed Ann: age from 30 to 31 ("), "{words}");
    undo(&omar).await;
    undo(&maya).await;
    redo(&maya).await;
    maya.call("add_casting", &[("movie_id", "5"), ("actor_id", "13"), ("character", "Mal")]).await.is(200);
    undo(&maya).await;
    undo(&maya).await;

    // Deleted, then restored by somebody else; and the other way round.
    maya.call("delete_actor", &[("id", "5")]).await.is(200);
    omar.call("restore", &[("only", "actor-5")]).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(words.starts_with("Omar Reyes restored chris evans ("), "{words}");
    edit(&maya, 1, "tom hanks", 66).await;
    omar.call("delete_actor", &[("id", "2")]).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert_eq!(words, "Omar Reyes deleted tom hanks (21 Sep 2026, 14:13 UTC). Nothing was undone.");
    let latest = omar.ask("trash", &[("page", "1")]).await.json()["latest"].to_string();
    omar.call("empty_trash", &[("latest", &latest)]).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(words.starts_with("Omar Reyes removed tom hanks for good ("), "{words}");
}

#[tokio::test]
async fn nothing_is_doubled() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    edit(&maya, 1, "Tom", 65).await;
    let program = agency.program(CastingDirector);
    let double = json!({ "name": "Tom Hanks", "age": 65, "gender": "male" });
    program.post_json("/api/v1/actors", double).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert_eq!(words, "There is another tom hanks, 65, by now. Rename that one first.");
    maya.call("delete_actor", &[("id", "5")]).await.is(200);
    let double = json!({ "name": "Chris Evans", "age": 40, "gender": "male" });
    program.post_json("/api/v1/actors", double).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert_eq!(words, "There is another chris evans, 40, by now. Rename that one first.");
}

/// Whoever wrote the same as stood there before wrote to it all the same.
#[tokio::test]
async fn what_others_set_back_is_theirs() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    edit(&maya, 1, "Tom", 66).await;
    age(&agency, 65).await;
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(words.starts_with("casting_director token changed the age of Tom since ("), "{words}");
}

#[tokio::test]
async fn what_is_not_granted_any_more_is_not_undone() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let demote = async |version: &str, role: Role| {
        let fields = [("id", "2"), ("version", version), ("name", "Maya Haddad"), ("role", role.name())];
        omar.call("change_person", &fields).await.is(200);
    };
    edit(&maya, 1, "tom hanks", 66).await;
    maya.call("delete_actor", &[("id", "5")]).await.is(200);
    undo(&maya).await;
    demote("1", CastingAssistant).await;
    let words = refused(&agency, &maya, "undo", &[], 403).await;
    assert_eq!(words, "Only casting directors and executive producers may change actors.");
    refused(&agency, &maya, "redo", &[], 403).await;
    demote("2", CastingDirector).await;
    undo(&maya).await;
    // Who has access is decided, and not flipped by a key.
    assert_eq!(next(&omar).await, ["", ""]);
}

#[tokio::test]
async fn what_was_restored_together_is_one_step() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.call("add_casting", &[("movie_id", "5"), ("actor_id", "6"), ("character", "Mal")]).await.is(200);
    maya.call("delete_casting", &[("id", "1")]).await.is(200);
    for id in ["2", "4", "5"] {
        maya.call("delete_actor", &[("id", id)]).await.is(200);
    }
    let ticked = ["casting-1", "actor-2", "actor-4", "actor-99"].map(|record| ("records[]", record));
    maya.call("restore", &ticked).await.is(400);
    assert_eq!(next(&maya).await[0], "changed 3 records");
    let before = agency.changes().await.len();
    undo(&maya).await;
    redo(&maya).await;
    assert_eq!(
        agency.story().await[before..],
        [
            "Maya Haddad released angelina jolie from Mal in inception",
            "Maya Haddad deleted scarlett johansson",
            "Maya Haddad deleted tom hanks",
            "Maya Haddad restored tom hanks",
            "Maya Haddad restored scarlett johansson",
            "Maya Haddad cast angelina jolie again as Mal in inception",
        ]
    );
    // All of it or nothing.
    let age = json!({ "age": 66 });
    agency.program(CastingDirector).patch_json("/api/v1/actors/2", age).await.is(200);
    let words = refused(&agency, &maya, "undo", &[], 409).await;
    assert!(words.starts_with("casting_director token changed tom hanks: age from 65 to 66 ("), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_undos_at_once_take_a_step_each() {
    let agency = TestAgency::demo().await;
    let (tablet, desk) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    for round in 0..10 {
        edit(&tablet, 1 + round * 4, "tom hanks", 66).await;
        edit(&tablet, 2 + round * 4, "tom hanks", 67).await;
        let (one, other) = tokio::join!(tablet.call("undo", &[]), desk.call("undo", &[]));
        one.is(200);
        other.is(200);
        assert_eq!(desk.ask("actor", &[("id", "2")]).await.json()["age"], 65);
        assert_eq!(next(&desk).await, ["", "changed tom hanks: age from 65 to 66"]);
    }
    assert_eq!(agency.count("steps").await, 2);
}

/// A writer and whoever takes something back hold several records: neither waits for the other for ever.
#[tokio::test(flavor = "multi_thread")]
async fn undoing_while_others_write_ends() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    for _ in 0..10 {
        maya.call("delete_actor", &[("id", "2")]).await.is(200);
        maya.call("delete_actor", &[("id", "4")]).await.is(200);
        maya.call("restore", &[("records[]", "actor-2"), ("records[]", "actor-4")]).await.is(200);
        let cast = [("movie_id", "5"), ("actor_id", "2"), ("character", "Cobb")];
        let (undone, cast) = tokio::join!(maya.call("undo", &[]), omar.call("add_casting", &cast));
        // Whichever came first.
        match (undone.status, cast.status) {
            (200, 404) => redo(&maya).await,
            (409, 200) => undo(&omar).await,
            other => panic!("{other:?}: {} {}", undone.text, cast.text),
        }
    }
}

#[tokio::test]
async fn what_was_done_last_is_told_for_a_moment() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let latest = async || steps(&maya).await["latest"]["says"].as_str().map(str::to_owned);
    assert_eq!(latest().await, None);
    edit(&maya, 1, "tom hanks", 66).await;
    assert_eq!(latest().await.as_deref(), Some("You changed tom hanks: age from 65 to 66."));
    let undone = maya.call("undo", &[]).await.is(200).json();
    assert_eq!(undone["latest"]["says"], "Undone: changed tom hanks: age from 65 to 66.");
    assert_eq!(undone["latest"]["undone"], true);
    redo(&maya).await;
    assert_eq!(latest().await.as_deref(), Some("You changed tom hanks: age from 65 to 66."));
    agency.pass(SignedDuration::from_secs(14));
    assert!(latest().await.is_some());
    agency.pass(SignedDuration::from_secs(1));
    assert_eq!(latest().await, None);
    assert_eq!(next(&maya).await[0], "changed tom hanks: age from 65 to 66");
}

//! From one record to the next in the list one came from.

use crate::support::{Client, TestAgency};
use domain::Role::{CastingAssistant, CastingDirector};
use serde_json::{Value, json};

/// The addresses before and after a record in a list, and on which page it is.
async fn around(client: &Client<'_>, side: &str, id: &str, list: &str) -> (Option<String>, Option<String>, Value) {
    let found = client.ask("around", &[("side", side), ("id", id), ("list", list)]).await.is(200).json();
    let links = found["links"].as_str().expect("it is HTML");
    let step = |rel: &str| {
        let (_, link) = links.split_once(&format!("id=\"{rel}\""))?;
        let (_, href) = link.split_once("href=\"")?;
        href.split('"').next().map(str::to_owned)
    };
    (step("prev"), step("next"), found["page"].clone())
}

#[tokio::test]
async fn around_follows_the_list_one_came_from() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    let check = async |side: &str, id: &str, list: &str, before: Option<&str>, after: Option<&str>, page: i64| {
        let found = around(&ada, side, id, list).await;
        assert_eq!(found, (before.map(str::to_owned), after.map(str::to_owned), json!(page)), "{side} {id} {list:?}");
    };
    check("actor", "1", "", None, Some("/actors/2"), 1).await;
    check("actor", "5", "", Some("/actors/4"), Some("/actors/6"), 1).await;
    // From page to page, either way.
    check("actor", "10", "limit=10", Some("/actors/9"), Some("/actors/11"), 1).await;
    check("actor", "11", "limit=10", Some("/actors/10"), Some("/actors/12"), 2).await;
    check("actor", "11", "limit=10&page=2", Some("/actors/10"), Some("/actors/12"), 2).await;
    check("actor", "10", "limit=10&page=2", Some("/actors/9"), Some("/actors/11"), 1).await;
    check("actor", "12", "limit=10&page=2", Some("/actors/11"), None, 2).await;
    check("actor", "3", "limit=2&page=2", Some("/actors/2"), Some("/actors/4"), 2).await;
    check("actor", "5", "limit=2&page=2", Some("/actors/4"), Some("/actors/6"), 3).await;
    // As it was narrowed and sorted.
    check("actor", "4", "gender=female", None, Some("/actors/6"), 1).await;
    check("actor", "9", "sort=-age", None, Some("/actors/8"), 1).await;
    check("movie", "5", "q=the&sort=-title", None, None, 0).await;
    check("movie", "2", "q=the&sort=title", Some("/movies/3"), Some("/movies/1"), 1).await;
    // What is not in the list has no neighbours there.
    check("actor", "2", "gender=female", None, None, 0).await;
    check("actor", "99", "", None, None, 0).await;
    check("actor", "1", "page=2000000", None, None, 0).await;

    agency.signed_in(CastingDirector).await.call("delete_actor", &[("id", "4")]).await.is(200);
    check("actor", "5", "", Some("/actors/3"), Some("/actors/6"), 1).await;
    for list in ["sort=shoe", "page=0", "age_min=x"] {
        let reply = ada.ask("around", &[("side", "actor"), ("id", "1"), ("list", list)]).await;
        assert!([400, 404].contains(&reply.status), "{list}: {}", reply.status);
    }
}

#[tokio::test]
async fn names_beside_a_record_are_only_text() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let edit = [("id", "2"), ("version", "1"), ("name", "\"><img src=x>"), ("age", "65"), ("gender", "male")];
    maya.call("change_actor", &edit).await.is(200);
    maya.ask("around", &[("side", "actor"), ("id", "1"), ("list", "")]).await.is(200).does_not_say("<img");
}

/// What a delete takes along is said before.
#[tokio::test]
async fn a_record_says_what_goes_along_with_it() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let cast = async |movie: &str, character: &str| {
        let part = [("movie_id", movie), ("actor_id", "3"), ("character", character)];
        maya.call("add_casting", &part).await.is(200);
    };
    maya.get("/actors/3").await.does_not_say("along");
    cast("5", "Cobb").await;
    maya.get("/actors/3").await.says("Takes 1 part along. It can be undone.");
    cast("6", "Neil").await;
    maya.get("/actors/3").await.says("Takes 2 parts along.").says("aria-describedby=\"takes\"");
    maya.get("/movies/5").await.does_not_say("Takes 1"); // whose delete is not hers
    maya.call("delete_casting", &[("id", "1")]).await.is(200);
    maya.get("/actors/3").await.says("Takes 1 part along.");
}

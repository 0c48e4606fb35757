//! The same for many records in one go, and the page that shows what would come of it.

use crate::support::{Client, Reply, TestAgency, cells};
use domain::{
    Error,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use serde_json::json;

/// A form with these fields.
type Fields<'a> = &'a [(&'a str, &'a str)];

/// What the log says since, without by whom.
async fn told(agency: &TestAgency, since: usize) -> Vec<String> {
    let story = agency.story().await;
    let words = |line: &String| line.trim_start_matches("Maya Haddad ").trim_start_matches("Omar Reyes ").to_owned();
    story[since..].iter().map(words).collect()
}

/// It is refused, with this beside each record, and nothing is written.
async fn refused(agency: &TestAgency, client: &Client<'_>, call: &str, fields: Fields<'_>) -> Vec<(String, String)> {
    let before = agency.story().await;
    let reply = client.call(call, fields).await.is(400);
    assert_eq!(agency.story().await, before, "{call} {fields:?}");
    let error = reply.error();
    error.fields().iter().map(|field| (field.field.to_string(), field.message.to_string())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

fn location(reply: &Reply) -> &str {
    reply.header("location")
}

#[tokio::test]
async fn many_are_changed_and_taken_back_in_one_step() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let before = agency.changes().await.len();
    // Whoever is so already is left alone.
    let all = [("chosen", "2.1 3.1 4.1"), ("gender", "female"), ("age", ""), ("list", "q=a&page=1")];
    let reply = maya.call("change_actors", &all).await.is(200);
    assert_eq!(location(&reply), "/actors?q=a&page=1");
    let changed =
        ["changed tom hanks: gender from male to female", "changed leaonardo dicaprio: gender from male to female"];
    assert_eq!(told(&agency, before).await, changed);
    let steps = maya.ask("steps", &[]).await.is(200).json();
    assert_eq!(steps["latest"]["says"], "You changed 2 records.");
    maya.call("undo", &[]).await.is(200);
    let back =
        ["changed leaonardo dicaprio: gender from female to male", "changed tom hanks: gender from female to male"];
    assert_eq!(told(&agency, before + 2).await, back);
    maya.call("redo", &[]).await.is(200);
    assert_eq!(told(&agency, before + 4).await, changed);

    let before = agency.changes().await.len();
    let both = [("chosen", "5.1 6.1"), ("genre", "Crime"), ("expiry_date", "2030-01-31")];
    assert_eq!(location(&maya.call("change_movies", &both).await.is(200)), "/movies");
    assert_eq!(
        told(&agency, before).await,
        [
            "changed inception: genre set to Crime, end of rights set to 31 Jan 2030",
            "changed movie1: genre set to Crime, end of rights set to 31 Jan 2030",
        ]
    );
    agency.counts_are_true().await;
}

#[tokio::test]
async fn a_genre_and_the_end_of_rights_are_taken_away_from_many() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let both = [("chosen", "5.1 6.1"), ("genre", "Crime"), ("expiry_date", "2030-01-31")];
    maya.call("change_movies", &both).await.is(200);
    // What is empty stays; what is ticked goes, from those that have it; and it is shown before.
    let page = maya.get("/movies/chosen?do=edit&id=5+6+7&genre=&no_genre=true").await.is(200);
    page.says("genre Crime taken away").says("Stays as it is").says("Change 2 movies");
    page.says(r#"name="no_genre" value="true" checked"#).says(r#"type="hidden" name="no_genre" value="true""#);
    let before = agency.changes().await.len();
    maya.call("change_movies", &[("chosen", "5.2 6.2 7.1"), ("genre", ""), ("no_genre", "true")]).await.is(200);
    let genre = ["changed inception: genre Crime taken away", "changed movie1: genre Crime taken away"];
    assert_eq!(told(&agency, before).await, genre);
    maya.call("undo", &[]).await.is(200);
    let before = agency.changes().await.len();
    maya.call("change_movies", &[("chosen", "5.4"), ("genre", "Heist"), ("no_expiry_date", "true")]).await.is(200);
    let end = "changed inception: genre from Crime to Heist, end of rights 31 Jan 2030 taken away";
    assert_eq!(told(&agency, before).await, [end]);
    // Nobody means both.
    for (field, tick, text) in [("genre", "no_genre", "Crime"), ("expiry_date", "no_expiry_date", "2031-01-01")] {
        let says = "Fill it in or take it away, not both";
        let wrong = refused(&agency, &maya, "change_movies", &[("chosen", "6.4"), (field, text), (tick, "true")]).await;
        assert_eq!(wrong, pairs(&[(field, says)]));
        let page = maya.get(&format!("/movies/chosen?do=edit&id=6&{field}={text}&{tick}=true")).await.is(400);
        page.says(says).says(&format!("value=\"{text}\"")).does_not_say(r#"name="chosen""#);
    }
}

#[tokio::test]
async fn many_are_deleted_with_their_castings_and_come_back_with_them() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    for (actor, movie) in [("2", "5"), ("3", "5"), ("3", "4")] {
        let casting = [("movie_id", movie), ("actor_id", actor), ("character", "Cobb")];
        omar.call("add_casting", &casting).await.is(200);
    }
    let cast = async || omar.ask("beside", &[("side", "movie"), ("id", "5")]).await.is(200).json()["castings"].clone();
    let both = cast().await;
    let before = agency.changes().await.len();
    omar.call("delete_actors", &[("chosen", "2 3 2")]).await.is(200);
    assert_eq!(told(&agency, before).await, ["deleted tom hanks", "deleted leaonardo dicaprio"]);
    assert_eq!(cast().await, json!([]));
    agency.counts_are_true().await;
    omar.call("undo", &[]).await.is(200);
    assert_eq!(cast().await, both);

    omar.call("delete_movies", &[("chosen", "4 5")]).await.is(200);
    omar.get("/actors/3").await.is(200).says("Not cast yet");
    omar.call("undo", &[]).await.is(200);
    assert_eq!(cast().await, both);
    agency.counts_are_true().await;
}

#[tokio::test]
async fn whoever_may_not_does_nothing_to_many() {
    let agency = TestAgency::demo().await;
    let (ada, maya) = (agency.signed_in(CastingAssistant).await, agency.signed_in(CastingDirector).await);
    let before = agency.changes().await;
    for (client, call, fields) in [
        (&ada, "change_actors", &[("chosen", "2.1"), ("gender", "female")][..]),
        (&ada, "delete_actors", &[("chosen", "2")]),
        (&ada, "change_movies", &[("chosen", "5.1"), ("genre", "Crime")]),
        (&maya, "delete_movies", &[("chosen", "5")]),
    ] {
        let error = client.call(call, fields).await.is(403).error();
        assert!(matches!(error, Error::NotAllowed(_)), "{call}");
    }
    assert_eq!(agency.changes().await, before);
    // Nor do they see what would come of it, and read who may.
    let only_directors = "Only casting directors and executive producers may";
    ada.get("/actors/chosen?id=2&do=edit").await.is(403).says(only_directors).does_not_say("tom hanks");
    ada.get("/actors/chosen?id=2&do=delete").await.is(403).says(only_directors);
    maya.get("/movies/chosen?id=5&do=delete").await.is(403).says("Only executive producers may delete movies.");
}

#[tokio::test]
async fn one_that_cannot_be_refuses_all_and_is_named() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let check = async |call: &str, fields: Fields<'_>, expected: &[(&str, &str)]| {
        assert_eq!(refused(&agency, &maya, call, fields).await, pairs(expected), "{call} {fields:?}");
    };
    let unknown = [("actor-99", "There is no actor 99.")];
    check("delete_actors", &[("chosen", "2 99")], &unknown).await;
    check("change_actors", &[("chosen", "2.1 99.1"), ("gender", "female")], &unknown).await;
    check("change_movies", &[("chosen", "5.1 99.1"), ("genre", "Crime")], &[("movie-99", "There is no movie 99.")])
        .await;
    let age = "Age is a whole number of years from 0 to 150";
    check("change_actors", &[("chosen", "2.1 3.1"), ("age", "151")], &[("actor-2", age), ("actor-3", age)]).await;

    // Two of a name would be the same actor then.
    for age in ["30", "31"] {
        maya.call("add_actor", &[("name", "Ann"), ("age", age), ("gender", "female")]).await.is(200);
    }
    let another = [("actor-14", "There is another Ann, 40, by now. Rename that one first.")];
    check("change_actors", &[("chosen", "2.1 13.1 14.1"), ("age", "40")], &another).await;

    // The answer got lost, and it is sent again.
    maya.call("delete_actors", &[("chosen", "2 3")]).await.is(200);
    let again = refused(&agency, &maya, "delete_actors", &[("chosen", "2 3 4")]).await;
    let names: Vec<_> = again.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(names, ["actor-2", "actor-3"]);
    assert!(again[0].1.starts_with("You deleted tom hanks ("), "{again:?}");
}

#[tokio::test]
async fn what_others_changed_meanwhile_is_kept() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let fields = [("id", "2"), ("version", "1"), ("name", "Tom"), ("age", "66"), ("gender", "male")];
    omar.call("change_actor", &fields).await.is(200);
    let before = agency.changes().await.len();
    maya.call("change_actors", &[("chosen", "2.1 3.1"), ("gender", "female")]).await.is(200);
    let changed = ["changed Tom: gender from male to female", "changed leaonardo dicaprio: gender from male to female"];
    assert_eq!(told(&agency, before).await, changed);
    // Unless it is the same field: then whoever comes second sees it first.
    let clash = refused(&agency, &maya, "change_actors", &[("chosen", "2.1 4.1"), ("age", "70")]).await;
    assert_eq!(clash, pairs(&[("actor-2", &Error::stale().to_string())]));
    // What others wrote since to what was changed is theirs, and nothing is undone.
    let fields = [("id", "3"), ("version", "2"), ("name", "Leo"), ("age", "47"), ("gender", "male")];
    omar.call("change_actor", &fields).await.is(200);
    let words = maya.call("undo", &[]).await.is(409).error().to_string();
    assert!(words.starts_with("Omar Reyes changed the gender of leaonardo dicaprio since"), "{words}");
    maya.get("/actors/2").await.is(200).says("Female");
}

#[tokio::test]
async fn none_too_many_and_nonsense_are_refused() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let before = agency.changes().await;
    let many = |count: i64| (1..=count).map(|id| id.to_string()).collect::<Vec<_>>().join(" ");
    for (chosen, status, words) in [
        ("", 409, "Nothing was chosen."),
        (&many(1001), 409, "1001 records are too many at once. Choose at most 1000."),
        ("2 x", 400, "Records are named by their ids. Reload the page and try again."),
    ] {
        let reply = maya.call("delete_actors", &[("chosen", chosen)]).await.is(status);
        assert_eq!(reply.error().to_string(), words);
    }
    for chosen in ["2", "2.", "2.x", "2.1.1", "99999999999999999999.1"] {
        maya.call("change_actors", &[("chosen", chosen), ("gender", "male")]).await.is(400);
    }
    maya.get("/actors/chosen?do=delete").await.is(409).says("Nothing is chosen.");
    maya.get("/actors/chosen?id=x&do=delete").await.is(409).says("Nothing is chosen.");
    maya.get("/castings/chosen?id=1").await.is(404);
    assert_eq!(agency.changes().await, before);
}

#[tokio::test]
async fn of_two_at_once_one_does_it() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let before = agency.changes().await.len();
    let (one, other) = tokio::join!(
        maya.call("delete_actors", &[("chosen", "2 3 4 5")]),
        omar.call("delete_actors", &[("chosen", "5 4 3")]),
    );
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [200, 400]);
    let deleted = if one.status == 200 { 4 } else { 3 };
    assert_eq!(agency.changes().await.len(), before + deleted);
}

#[tokio::test]
async fn the_page_shows_what_would_come_of_it_and_does_nothing() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let cobb = [("movie_id", "5"), ("actor_id", "3"), ("character", "Cobb")];
    maya.call("add_casting", &cobb).await.is(200);
    maya.call("delete_actor", &[("id", "6")]).await.is(200);
    let before = agency.changes().await;

    let delete = maya.get("/actors/chosen?id=2&id=3+6&do=delete&list=q%3Da%26page%3D2").await.is(200);
    delete.says("Delete 3 actors").says("2 actors and 1 part in a cast will be deleted.").says("1 actor is left out");
    delete.says("Deleted, with 1 part in a cast").says("You deleted angelina jolie (");
    delete.says("name=\"chosen\" value=\"2 3\"").says("href=\"/actors?q=a&amp;page=2\"").says(">Delete 2 actors<");

    let edit = maya.get("/actors/chosen?id=2+4&do=edit").await.is(200);
    edit.says("Change 2 actors").says("Show what changes").does_not_say("/call/change_actors");
    let edit = maya.get("/actors/chosen?id=2+4&do=edit&gender=female&age=").await.is(200);
    edit.says("1 actor will be changed.").says("1 actor is already so.").says("gender from male to female");
    edit.says("Stays as it is").says("name=\"chosen\" value=\"2.1\"").says("name=\"gender\" value=\"female\"");
    let wrong = maya.get("/actors/chosen?id=2+4&do=edit&age=old").await.is(400);
    wrong
        .says("Age is a whole number of years from 0 to 150")
        .says("value=\"old\"")
        .does_not_say("/call/change_actors");
    let movies = maya.get("/movies/chosen?id=5&do=edit&genre=Crime&expiry_date=2030-01-31").await.is(200);
    movies.says("genre set to Crime, end of rights set to 31 Jan 2030").says("value=\"5.1\"");

    let layla = maya.clone().with("accept-language", "ar");
    let delete = layla.get("/actors/chosen?id=2+3&do=delete").await.is(200);
    delete
        .says("حذف ممثلين اثنين")
        .says("سيُحذف ممثلان و\u{2068}دور واحد في طاقم تمثيل\u{2069}.")
        .says("يُحذف، ومعه دور واحد");

    // The whole list, by its own query and not by what is ticked.
    let all = maya.get("/actors/chosen?id=2&all=1&do=edit&gender=male&list=gender%3Dfemale%26sort%3Dage").await.is(200);
    all.says("Change 4 actors").says("4 actors will be changed.").does_not_say("tom hanks");
    maya.get("/actors/chosen?all=1&do=delete&list=q%3Dnobody").await.is(409).says("Nothing is chosen.");
    maya.get("/actors/chosen?all=1&do=delete&list=age_min%3Dold").await.is(400);
    let evil = maya.get("/actors/chosen?id=2&do=edit&list=%22%3E%3Cscript%3E&age=%22%3E%3Cscript%3E").await;
    evil.does_not_say("\"><script>");
    assert_eq!(agency.changes().await, before);
}

#[tokio::test]
async fn a_refused_form_shows_again_what_can_be() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    omar.call("delete_actor", &[("id", "3")]).await.is(200);
    let page = "/actors/chosen?id=2+3&do=delete&list=";
    let fields = [("page", page), ("chosen", "2 3"), ("list", "")];
    let again = maya.form("/call/delete_actors", &fields).await.is(400);
    again.says("There is a problem").says("href=\"#actor-3\"").says("Omar Reyes deleted leaonardo dicaprio (");
    again.says("1 actor will be deleted.").says("name=\"chosen\" value=\"2\"");
    let done = maya.form("/call/delete_actors", &[("page", page), ("chosen", "2"), ("list", "")]).await.is(303);
    assert_eq!(location(&done), "/actors");
    maya.get("/actors").await.is(200).says("You deleted tom hanks.");
}

#[tokio::test]
async fn one_comes_back_to_a_page_that_is_there() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let check = async |chosen: &str, list: &str, expected: &str| {
        let reply = maya.call("delete_actors", &[("chosen", chosen), ("list", list)]).await.is(200);
        assert_eq!(location(&reply), expected, "{list:?}");
    };
    check("1", "sort=name&limit=10&page=2", "/actors?sort=name&limit=10&page=2").await;
    check("2", "sort=name&limit=10&page=2", "/actors?sort=name&limit=10").await;
    // An address of somebody else's, and one that no header can hold.
    check("3", "//evil.example/", "/actors").await;
    check("4", "q=%0d%0aset-cookie:x", "/actors?q=%0D%0Aset-cookie%3Ax").await;
}

#[tokio::test]
async fn a_list_has_the_columns_and_the_view_that_are_asked_for() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    for (movie, character) in [("5", "Cobb"), ("5", "Mal"), ("4", "Tyler")] {
        let casting = [("movie_id", movie), ("actor_id", "3"), ("character", character)];
        maya.call("add_casting", &casting).await.is(200);
    }
    let list = async |kind: &str, query: &str| maya.ask(kind, &[("query", query)]).await.is(200).json();
    let row = async |kind: &str, query: &str| json!(cells(&list(kind, query).await));
    assert_eq!(row("actors", "q=leao").await, json!([["minor", "Male"], ["number", "47"]]));
    let today = "21 Sep 2026";
    let all = json!([["number", "47"], ["minor number", "2"], ["minor number date", today]]);
    assert_eq!(row("actors", "q=leao&columns=age,movies,shoe,added").await, all);
    assert_eq!(row("actors", "q=leao&columns=age&columns=movies&columns=added").await, all);
    assert_eq!(row("actors", "q=leao&columns=shoe").await, json!([["minor", "Male"], ["number", "47"]]));
    assert_eq!(row("actors", "q=leao&columns=name").await, json!([]));
    let told = json!([["number date", "Never"], ["minor number", "1"], ["minor number date", today]]);
    assert_eq!(row("movies", "q=inception&columns=expiry,cast,added").await, told);
    assert_eq!(row("movies", "q=inception&columns=year,genre").await, json!([["", ""], ["minor number", "2010"]]));

    let cards = list("actors", "q=leao&view=cards").await;
    assert_eq!(cards["view"], "list cards");
    assert_eq!(cells(&cards)[1][1], "<span class=\"label\">Age</span> 47");
    assert_eq!(list("actors", "view=shelf").await["view"], "list table");
    // They stay while the list is narrowed, sorted and paged, and when all filters are taken off.
    let page = maya.get("/actors?gender=male&view=cards&columns=age,movies&sort=age").await.is(200);
    page.says("href=\"/actors?gender=male&amp;view=cards&amp;columns=age%2Cmovies&amp;sort=-age\"");
    page.says("href=\"/actors?view=cards&amp;columns=age%2Cmovies&amp;sort=age\"");
    page.says("name=\"columns\" value=\"age,movies\"").says("name=\"view\" value=\"cards\"");
}

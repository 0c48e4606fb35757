//! The pages as a browser without script sees them, and what they carry.

use crate::support::TestAgency;
use domain::Role::{CastingAssistant, CastingDirector, ExecutiveProducer};
use jiff::SignedDuration;

#[tokio::test]
async fn nobody_sees_a_page_before_signing_in() {
    let agency = TestAgency::demo().await;
    for (path, next) in [
        ("/actors?page=2", "/sign-in?next=/actors%3Fpage%3D2"),
        ("/movies/3", "/sign-in?next=/movies/3"),
        ("/", "/sign-in"),
    ] {
        let reply = agency.nobody().get(path).await.is(303);
        assert_eq!(reply.header("location"), next);
        reply.does_not_say("tom hanks");
    }
    agency.nobody().get("/sign-in").await.is(200).says("Password");
    agency.signed_in(CastingDirector).await.get("/sign-in").await.is(303);
}

#[tokio::test]
async fn signing_in_leads_where_one_wanted_to_go_and_nowhere_else() {
    let agency = TestAgency::demo().await;
    let check = async |next: &str, expected: &str| {
        let fields = [("login", "maya"), ("password", "maya-casts-it"), ("next", next)];
        let reply = agency.nobody().form("/sign-in", &fields).await.is(303);
        assert_eq!(reply.header("location"), expected, "{next:?}");
    };
    check("", "/").await;
    check("/actors?page=2", "/actors?page=2").await;
    check("//evil.example", "/").await;
    check("https://evil.example", "/").await;
    check("/\\evil.example", "/").await;
}

#[tokio::test]
async fn pages_are_drawn_on_the_server() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.get("/").await.is(200).says("12").says("17").says("movie12");
    maya.get("/actors?limit=10").await.is(200).says("tom hanks").says("Page 1 of 2").does_not_say("actor9");
    maya.get("/actors").await.is(200).says("actor9").does_not_say("Page 1");
    maya.get("/actors/").await.is(200).says("tom hanks");
    maya.get("/actors/2").await.is(200).says("<title>tom hanks · Casting Agency</title>").says("Not cast yet");
    maya.get("/movies/5").await.is(200).says("8 Jul 2010").says("Only executive producers may delete movies.");
    maya.get("/actors?page=9").await.is(404).says("There is no such page of actors").says("Go to the first page");
    maya.get("/actors/99").await.is(404).says("There is no such actor");
    maya.get("/actors/x").await.is(404);
    maya.get("/nowhere").await.is(404).says("There is no such page").says("The address may be mistyped.");
}

#[tokio::test]
async fn the_service_worker_is_sent_once() {
    let agency = TestAgency::open().await;
    let tag = agency.nobody().get("/sw.js").await.is(200).header("etag").to_owned();
    agency.nobody().with("if-none-match", &tag).get("/sw.js").await.is(304);
    agency.nobody().with("if-none-match", "\"another\"").get("/sw.js").await.is(200);
}

#[tokio::test]
async fn the_page_of_parts_is_for_development() {
    let agency = TestAgency::demo().await;
    let status = if cfg!(debug_assertions) { 200 } else { 404 };
    agency.signed_in(ExecutiveProducer).await.get("/parts").await.is(status);
}

#[tokio::test]
async fn a_list_is_searched_by_its_address() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let found = maya.get("/actors?q=%20TOM%20").await.is(200);
    found.says("1 actor matches").says("tom hanks").says("value=\" TOM \"").does_not_say("aymen");
    let women = maya.get("/actors?gender=Female&age_min=46&sort=-age&colour=").await.is(200);
    women.says("3 actors match").says("aria-sort=\"descending\"").says("Age from 46").says("Female, remove");
    // Each filter is taken off by itself, and stays while the list is sorted.
    women.says("href=\"/actors?age_min=46&amp;sort=-age\"").says("href=\"/actors?gender=Female&amp;sort=-age\"");
    women.says("href=\"/actors?gender=Female&amp;age_min=46&amp;sort=name\"");
    // Downwards was the last of the three: the next is the order in which they were added.
    women.says("href=\"/actors?gender=Female&amp;age_min=46\"").says("name=\"sort\" value=\"-age\"");
    assert!(women.text.find("actor55") < women.text.find("actor1<"), "66 before 55");

    let movies = maya.get("/movies?sort=release_year%2Crelease_date&limit=10&page=2").await.is(200);
    movies.says("aria-sort=\"ascending\"").says("href=\"/movies?sort=release_year%2Crelease_date&amp;limit=10\"");
    movies.does_not_say("Page 1").says("Page 2 of 2");

    // What has no field of its own is said and taken off all the same, and stays while something is typed.
    let crime = maya.get("/movies?genre=crime&title=heat&limit=50").await.is(200);
    crime.says("Genre is crime, remove").says("href=\"/movies?title=heat&amp;limit=50\"");
    for kept in ["name=\"genre\" value=\"crime\"", "name=\"title\" value=\"heat\"", "name=\"limit\" value=\"50\""] {
        crime.says(kept);
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_says_so() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let nothing = maya.get("/movies?q=%3Cb%3E%22&sort=title").await.is(200);
    nothing.says("No movies match").says("Nothing matches “&lt;b&gt;\"”.").says("href=\"/movies?sort=title\"");
    nothing.says("value=\"&lt;b&gt;&quot;\"").does_not_say("<b>");
    // What is asked for stands in filters, in addresses and in fields, and is nowhere more than a text.
    let evil = "q=%22%3E%3Cscript%3E&genre_contains=%27%22%3E%3Cscript%3E&sort=%22%3E%3Cscript%3E";
    for path in [format!("/movies?{evil}"), format!("/movies?{}", evil.replace("sort", "page_of"))] {
        maya.get(&path).await.says("value=\"&quot;&gt;&lt;script&gt;\"").does_not_say("\"><script>");
    }
    maya.get("/movies?genre_contains=%27%22%3E%3Cscript%3E")
        .await
        .is(200)
        .says("aria-label=\"Genre contains '&quot;&gt;&lt;script&gt;, remove\"")
        .says("Genre contains '\"&gt;&lt;script&gt;");
    maya.get("/actors?age_min=150").await.is(200).says("Nothing matches these filters.").says("See all actors");
    // Signs that mean something to a database or to an address are letters here.
    maya.get("/actors?q=%25").await.is(200).says("Nothing matches “%”.");
    maya.get("/actors?q=%2541").await.is(200).says("Nothing matches “%41”.").says("value=\"%41\"");
}

#[tokio::test]
async fn a_search_that_cannot_be_read_is_refused_beside_what_was_typed() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let refused = maya.get("/actors?q=tom&age_min=old&age_max=50").await.is(400);
    refused.says("Age from is a whole number").says("value=\"tom\"").says("value=\"old\"").says("value=\"50\"");
    maya.get("/actors?age_min=50&age_max=40").await.is(400).says("Age from 50 lies beyond Age to 40");
    maya.get(&format!("/movies?q={}", "x".repeat(201))).await.is(400).says("The search has at most 200 characters");
    maya.get("/movies?sort=shoe").await.is(400).says("See all");
}

#[tokio::test]
async fn what_one_may_not_do_says_who_may() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    ada.get("/actors")
        .await
        .is(200)
        .says("Only casting directors and executive producers may add actors.")
        .does_not_say("/actors?add=1");
    // Asked for by hand, the sheet does not open either.
    ada.get("/actors?add=1").await.is(200).does_not_say("/call/add_actor");
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_typed() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let fields = [("page", "/actors?add=1"), ("name", "<b>Ann \"X\"</b>"), ("age", "old"), ("gender", "female")];
    let reply = maya.form("/call/add_actor", &fields).await.is(400);
    reply.says("Add actor").says("Age is a whole number of years from 0 to 150").says("value=\"old\"");
    reply.says("value=\"&lt;b&gt;Ann &quot;X&quot;&lt;/b&gt;\"").does_not_say("<b>Ann");
    // With script the page goes back to being the page the form stood on.
    reply.says("history.replaceState(null,'',\"/actors?add=1\")");
    assert_eq!(agency.changes().await.len(), 29);

    let reply = maya
        .form("/call/add_actor", &[("page", "/actors?add=1"), ("name", "Tom Hanks"), ("age", "65"), ("gender", "male")])
        .await
        .is(422);
    reply.says("There is an actor with this name and age already.").says("href=\"/actors/2\"");

    // A page of somebody else's is not gone to.
    let reply = maya.form("/call/add_actor", &[("page", "//evil.example/\";alert(1)//"), ("name", "")]).await.is(400);
    reply.does_not_say("evil.example");
}

#[tokio::test]
async fn two_people_at_one_record_both_win() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    maya.form("/call/change_actor", &edit("1", "Tom", "65")).await.is(303);
    // Omar's form was filled in before: his age and her name are both kept.
    omar.form("/call/change_actor", &edit("1", "tom hanks", "66")).await.is(303);
    maya.get("/actors/2").await.is(200).says("class=\"fact\">Tom<").says("66");
    assert_eq!(agency.story().await[30..], ["Omar Reyes changed Tom: age from 65 to 66"]);
}

#[tokio::test]
async fn two_people_at_one_field_are_asked() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    maya.form("/call/change_actor", &edit("1", "Tom", "67")).await.is(303);
    let asked = omar.form("/call/change_actor", &edit("1", "tom hanks", "66")).await.is(412);
    // Theirs is said, with who and when; mine is kept where I typed, and everywhere else the record speaks.
    asked.says("Age: Maya Haddad made it 67 (21 Sep 2026, 14:13 UTC). Save again to keep yours, or type theirs");
    asked.says("name=\"age\" type=\"text\" value=\"66\"").says("name=\"name\" type=\"text\" value=\"Tom\"");
    asked.says("name=\"version\" value=\"2\"");
    assert_eq!(agency.changes().await.len(), 30);
    omar.form("/call/change_actor", &edit("2", "Tom", "66")).await.is(303);
    assert_eq!(agency.story().await[30..], ["Omar Reyes changed Tom: age from 67 to 66"]);
}

/// tom hanks' form, filled in.
fn edit<'a>(version: &'a str, name: &'a str, age: &'a str) -> [(&'a str, &'a str); 6] {
    let page = ("page", "/actors/2?edit=1");
    [page, ("id", "2"), ("version", version), ("name", name), ("age", age), ("gender", "male")]
}

/// The session ended while a form was being filled in: signing in again gives it back, and it has not been saved.
#[tokio::test]
async fn a_form_outlives_its_session() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.form("/sign-out", &[]).await.is(303);
    let typed = [("page", "/actors?add=1"), ("name", "Ann \"X\""), ("age", "30"), ("gender", "female")];
    let door = maya.form("/call/add_actor", &typed).await.is(401);
    door.says("Your session has ended.").says("name=\"next\" value=\"/actors?add=1\"");
    let held = door
        .text
        .split("name=\"held\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the form is held");
    let held = held.replace("&quot;", "\"").replace("&amp;", "&");
    let wrong =
        agency.nobody().form("/sign-in", &[("login", "maya"), ("password", "x"), ("held", &held)]).await.is(401);
    wrong.says("name=\"held\"");
    let right = [("login", "maya"), ("password", "maya-casts-it"), ("held", &held)];
    let back = agency.nobody().form("/sign-in", &right).await.is(200);
    back.says("You are signed in again.").says("value=\"Ann &quot;X&quot;\"").says("value=\"30\"");
    assert!(back.header("set-cookie").starts_with("__Host-session="));
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test]
async fn a_delete_offers_itself_back() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let gone = maya.form("/call/delete_actor", &[("page", "/actors/5"), ("id", "5")]).await.is(303);
    assert_eq!(gone.header("location"), "/actors");
    let list = maya.get("/actors?sort=name").await.is(200);
    list.says("You deleted chris evans.")
        .says("action=\"/call/undo\"")
        .says("name=\"page\" value=\"/actors?sort=name\"");
    let step = [("page", "/actors?sort=name"), ("step", "30")];
    let back = maya.form("/call/undo", &step).await.is(303);
    assert_eq!(back.header("location"), "/actors?sort=name");
    maya.get("/activity").await.says("Undone: deleted chris evans.").says("Redo: deleted chris evans");
    // Why not is said in the same place, on the page it was asked for on.
    let again = maya.form("/call/undo", &step).await.is(409);
    again.says("<p class=\"error\">There is nothing left of this to undo.").says("12 actors");
    // It is news for a moment, and not for others.
    maya.form("/call/redo", &[("page", "/activity"), ("step", "30")]).await.is(303);
    agency.signed_in(ExecutiveProducer).await.get("/actors").await.does_not_say("You deleted chris evans.");
    maya.get("/").await.says("You deleted chris evans.");
    agency.pass(SignedDuration::from_secs(15));
    maya.get("/").await.does_not_say("You deleted chris evans.");
    maya.get("/activity").await.says("Undo: deleted chris evans");
}

#[tokio::test]
async fn too_much_is_too_large() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.call("add_actor", &[("name", &"x".repeat(70_000))]).await.is(413);
    maya.form("/call/add_actor", &[("name", &"x".repeat(70_000))]).await.is(413);
    maya.form("/call/nothing_like_it", &[]).await.is(404);
}

#[tokio::test]
async fn every_answer_carries_its_protection() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let (first, second) = (maya.get("/").await.is(200), maya.get("/").await.is(200));
    let policy = first.header("content-security-policy");
    assert!(policy.contains("'nonce-") && !policy.contains("unsafe-inline"), "{policy}");
    assert_ne!(policy, second.header("content-security-policy"), "a nonce is used once");
    assert_eq!(first.header("cache-control"), "no-store");
    first.does_not_say("style=\"");
    for path in ["/", "/nowhere", "/api/v1/actors", "/livez", "/sw.js"] {
        let reply = agency.nobody().get(path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(reply.headers.contains_key("content-security-policy"), "{path}");
        assert!(reply.headers.contains_key("x-request-id"), "{path}");
    }
    let reader = maya.with("accept", "text/html");
    for path in ["/", "/account", "/nowhere", "/api/docs", "/graphql"] {
        let page = reader.get(path).await;
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{path}");
    }
    agency.nobody().get("/readyz").await.is(204);
}

//! Home: what needs whom, and figures that are true.

use crate::support::{Client, Reply, TestAgency};
use domain::{
    Caller, NewPerson, Overview, Role,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The lines of what needs whoever looks, each with where it leads.
async fn needs(client: &Client<'_>) -> Vec<(String, String)> {
    let home = client.get("/").await.is(200).text;
    let (_, after) = home.split_once(r#"<h2 id="needs">"#).expect("it says what is needed");
    let (lines, _) = after.split_once("</section>").expect("it ends");
    let line = |html: &str| {
        let href = html.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap_or_default());
        (words(html), href.unwrap_or_default().replace("&amp;", "&"))
    };
    lines.split("<li>").skip(1).map(line).collect()
}

/// What is read of HTML.
fn words(html: &str) -> String {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(needs: &[(String, String)]) -> Vec<&str> {
    needs.iter().map(|(words, _)| words.as_str()).collect()
}

async fn overview(agency: &TestAgency, role: Role) -> Overview {
    let caller = Caller::program("test", role);
    let by = (caller.permit().expect("all may"), caller.permit().expect("all may"));
    agency.agency.overview(by).await.expect("it can be told")
}

async fn add_movie(by: &Client<'_>, title: &str, release: &str, expiry: &str) -> Reply {
    by.call("add_movie", &[("title", title), ("release_date", release), ("expiry_date", expiry)]).await.is(200)
}

#[tokio::test]
async fn home_tells_each_role_what_needs_it() {
    let agency = TestAgency::demo().await;
    let ada = agency.signed_in(CastingAssistant).await;
    let maya = agency.signed_in(CastingDirector).await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    assert_eq!(said(&needs(&ada).await), [""; 0]);
    ada.get("/").await.says("Nothing, just now.");
    let cast = ["17 movies nobody is cast in", "12 actors are cast in nothing"];
    assert_eq!(said(&needs(&maya).await), cast);
    assert_eq!(said(&needs(&omar).await), cast);

    omar.call("invite", &[("name", "Ann"), ("role", "casting_assistant")]).await.is(200);
    agency
        .execute("insert into usage values ('2026-09-21', 'c', '', 'rest', 'program', 'importer', 1200, 1034, 0)")
        .await;
    agency.execute("insert into usage values ('2026-09-20', 'c', '', 'rest', 'program', 'importer', 1200, 7, 0)").await;
    let told = needs(&omar).await;
    assert_eq!(
        said(&told)[2..],
        [
            "1 person is invited and not here yet",
            "1,034 requests were refused because there were too many on 21 Sep 2026"
        ]
    );
    assert_eq!(said(&needs(&maya).await), cast, "of people and usage only producers hear");
    for (_, href) in told {
        omar.get(&href).await.is(200);
    }
    agency.pass(DAY * 8);
    let omar = agency.signed_in(ExecutiveProducer).await;
    assert_eq!(said(&needs(&omar).await), cast, "the invitation is good no more, and it is another day");
}

/// Each line counts what its link lists: days are counted from today, both ends included.
#[tokio::test]
async fn rights_that_end_are_told_in_time() {
    let agency = TestAgency::demo().await;
    let (ada, omar) = (agency.signed_in(CastingAssistant).await, agency.signed_in(ExecutiveProducer).await);
    for expiry in [
        "2026-08-21", // 31 days ago
        "2026-08-22",
        "2026-09-20",
        "2026-09-21", // today
        "2026-09-30",
        "2026-10-21",
        "2026-10-22", // in 31 days
        "2026-12-20",
        "2026-12-21", // in 91 days
    ] {
        add_movie(&omar, &format!("until {expiry}"), "2000-01-01", expiry).await;
    }
    let told = needs(&ada).await;
    assert_eq!(
        said(&told),
        [
            "3 movies’ rights end within 30 days by 21 Oct 2026",
            "2 movies’ rights end in 31 to 90 days by 20 Dec 2026",
            "2 movies’ rights have ended in the last 30 days",
        ]
    );
    for ((_, href), listed) in told.iter().zip(["3 movies match", "2 movies match", "2 movies match"]) {
        ada.get(href).await.is(200).says(listed);
    }
    let standing = overview(&agency, CastingAssistant).await.standing;
    let endings: Vec<_> = standing.endings.iter().map(|month| month.count).collect();
    assert_eq!(endings, [3, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0], "September from its first day on");
    agency.pass(DAY * 30);
    assert_eq!(
        said(&needs(&agency.signed_in(CastingAssistant).await).await),
        [
            "2 movies’ rights end within 30 days by 20 Nov 2026",
            "2 movies’ rights end in 31 to 90 days by 19 Jan 2027",
            "2 movies’ rights have ended in the last 30 days",
        ]
    );
}

/// What a process kept and counted on is what another one counts that knows nothing yet.
#[tokio::test]
async fn what_is_kept_stays_true() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let same = async |after: &str| {
        let kept = overview(&agency, ExecutiveProducer).await;
        assert_eq!(kept, overview(&agency.restarted("").await, ExecutiveProducer).await, "after {after}");
        kept
    };
    let first = same("nothing").await;
    let ages: Vec<_> = first.standing.ages.iter().map(|band| (band.from, band.female, band.male)).collect();
    assert_eq!(ages, [(0, 0, 0), (20, 1, 1), (30, 1, 0), (40, 1, 2), (50, 1, 0), (60, 1, 2), (70, 0, 2)]);
    assert_eq!(first.standing.changes.last().map(|day| day.count), Some(29));

    let edit = [("id", "2"), ("version", "1"), ("name", "Tom Hanks"), ("age", "80"), ("gender", "female")];
    maya.call("change_actor", &edit).await.is(200);
    let second = same("another age and gender").await;
    assert_eq!(second.standing.ages[6].female, 1);
    assert_eq!(second.standing.changes.last().map(|day| day.count), Some(30));
    agency.pass(DAY);
    assert_eq!(
        same("a day").await.standing.changes.iter().rev().take(2).map(|day| day.count).collect::<Vec<_>>(),
        [0, 30]
    );
    add_movie(&omar, "Ran", "2026-11-30", "2026-12-24").await;
    let edit = [
        ("id", "18"),
        ("version", "1"),
        ("title", "Ran"),
        ("release_date", "2026-10-01"),
        ("expiry_date", "2026-10-02"),
    ];
    same("a movie").await;
    maya.call("change_movie", &edit).await.is(200);
    same("other days").await;
    let cobb = [("movie_id", "18"), ("actor_id", "3"), ("character", "Cobb"), ("side", "movie")];
    maya.call("add_casting", &cobb).await.is(200);
    same("a part").await;
    maya.call("delete_actor", &[("id", "3")]).await.is(200);
    same("who played it is gone").await;
    maya.call("restore", &[("only", "actor-3")]).await.is(200);
    same("who plays it is back").await;
    maya.call("delete_casting", &[("id", "1")]).await.is(200);
    same("nobody plays it").await;
    omar.call("delete_movie", &[("id", "18")]).await.is(200);
    same("no movie").await;
    omar.call("empty_trash", &[("latest", "1000")]).await.is(200);
    same("for good").await;
    let before = overview(&agency, CastingDirector).await;
    omar.call("disable_person", &[("id", "1")]).await.is(200);
    let producers = same("somebody").await;
    let others = overview(&agency, CastingDirector).await;
    assert_eq!(others.standing, before.standing, "changes of people are not counted for those who do not hear of them");
    assert_eq!(producers.standing.changes[13].count, others.standing.changes[13].count + 1);
    // More than is looked through.
    agency.agency.crowd_demo(1_100, 0, |_| ()).await.expect("it is a demo");
    assert_eq!(same("a crowd").await.standing.counts.actors, 1_112);
}

#[tokio::test]
async fn drafts_are_told_to_whoever_typed_them() {
    let agency = TestAgency::demo().await;
    let (ada, maya) = (agency.signed_in(CastingAssistant).await, agency.signed_in(CastingDirector).await);
    let keep = async |by: &Client<'_>, me: &str, form: &str| {
        let draft = [("me", me), ("form", form), ("body", r#"{"name":"x"}"#)];
        by.call("keep_draft", &draft).await.is(200);
        agency.pass(SignedDuration::from_mins(1));
    };
    let edit = [("id", "2"), ("version", "1"), ("name", "<b>Tom</b> & co"), ("age", "65"), ("gender", "male")];
    maya.call("change_actor", &edit).await.is(200);
    keep(&maya, "2", "movie_cast-5").await;
    keep(&maya, "2", "actor-0").await;
    keep(&maya, "2", "actor-2").await;
    keep(&maya, "2", "movie-0").await; // which she may not add
    keep(&maya, "2", "actor-5").await;
    keep(&ada, "1", "actor-1").await; // which she may not change
    maya.call("delete_actor", &[("id", "5")]).await.is(200);
    let cast = ["17 movies nobody is cast in", "11 actors are cast in nothing"];
    let told = needs(&maya).await;
    let expected = [
        "What you changed of &lt;b&gt;Tom&lt;/b&gt; &amp; co is not saved 21 Sep 2026, 14:15 UTC",
        "The actor you began to add is not saved 21 Sep 2026, 14:14 UTC",
        "The casting you began at inception is not saved 21 Sep 2026, 14:13 UTC",
    ];
    assert_eq!(said(&told), [&expected[..], &cast].concat());
    let links: Vec<_> = told.iter().take(3).map(|(_, href)| href.as_str()).collect();
    assert_eq!(links, ["/actors/2?edit=1", "/actors?add=1", "/movies/5?cast=1"]);
    assert_eq!(said(&needs(&ada).await), [""; 0]);

    keep(&maya, "2", "movie-3").await;
    let told = needs(&maya).await;
    assert_eq!(said(&told)[3], "1 more draft of yours is not saved");
    agency.pass(DAY * 30);
    assert_eq!(said(&needs(&agency.signed_in(CastingDirector).await).await)[..2], cast, "after a month they are gone");
}

#[tokio::test]
async fn the_trash_is_told_before_it_is_emptied() {
    let agency = TestAgency::configured("[trash]\ndays = 30").await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.call("delete_actor", &[("id", "2")]).await.is(200);
    maya.call("delete_actor", &[("id", "3")]).await.is(200);
    let goes = async |by: &Client<'_>| {
        said(&needs(by).await).iter().filter(|line| line.contains("trash")).map(ToString::to_string).collect::<Vec<_>>()
    };
    agency.pass(DAY * 23 - SignedDuration::from_secs(1));
    let maya = agency.signed_in(CastingDirector).await;
    assert_eq!(goes(&maya).await, [""; 0]);
    agency.pass(SignedDuration::from_secs(1));
    assert_eq!(goes(&maya).await, ["2 leave the trash for good within 7 days"]);
    assert_eq!(goes(&agency.signed_in(CastingAssistant).await).await, [""; 0], "who could not restore it is not told");
    maya.call("restore", &[("only", "actor-2")]).await.is(200);
    assert_eq!(goes(&maya).await, ["1 leaves the trash for good within 7 days"]);
}

#[tokio::test]
async fn an_empty_agency_invites_to_begin() {
    let agency = TestAgency::open().await;
    for (login, role) in [("ann", CastingAssistant), ("bob", CastingDirector)] {
        let new = NewPerson { login: login.into(), name: login.into(), password: "out of the blue".into() };
        agency.agency.add_person(agency.manager(), new, role).await.expect("the name is free");
    }
    let signed_in = async |login: &str| {
        let browser = agency.browser();
        browser.form("/sign-in", &[("login", login), ("password", "out of the blue")]).await.is(303);
        browser
    };
    let (ann, bob) = (signed_in("ann").await, signed_in("bob").await);
    let home = bob.get("/").await.is(200);
    home.says("Add the first actor").does_not_say("Add the first movie").does_not_say("Actors by age");
    home.says("href=\"/actors/import\"").does_not_say("/movies/import");
    ann.get("/").await.is(200).says("What your colleagues add").does_not_say("Add the first");

    bob.call("add_actor", &[("name", "Zoë"), ("age", "30"), ("gender", "female")]).await.is(200);
    let home = bob.get("/").await.is(200);
    home.does_not_say("Welcome").says("Actors by age");
    assert_eq!(said(&needs(&bob).await), ["1 actor is cast in nothing"]);
}

/// The bars lead to lists of what they count.
#[tokio::test]
async fn bars_lead_to_what_they_count() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    add_movie(&omar, "Ran", "2026-11-30", "2027-08-31").await;
    add_movie(&omar, "Ikiru", "2026-12-01", "2027-09-01").await;
    let home = omar.get("/").await.is(200).text.replace("&amp;", "&");
    let bar = |says: &str| {
        let (before, _) = home.split_once(&format!("aria-label=\"{says}\"")).unwrap_or_else(|| panic!("no bar {says}"));
        let (_, href) = before.rsplit_once("href=\"").expect("it is a link");
        href.split('"').next().expect("it ends").to_owned()
    };
    let check = async |says: &str, listed: &str| {
        omar.get(&bar(says)).await.is(200).says(listed);
    };
    check("2 actors, male, 60–69", "2 actors match").await;
    check("2 actors, male, 70 +", "2 actors match").await;
    check("1 movie, Nov 2026", "1 movie matches").await;
    check("1 movie, Aug 2027", "1 movie matches").await;
    check("31 changes, 21 Sep 2026", "Ran").await;
}

/// The agency's day goes on after midnight in UTC, and so does its year.
#[tokio::test]
async fn today_is_the_day_at_the_agency() {
    let in_new_york = "[agency]\ntime_zone = \"America/New_York\"";
    let agency = TestAgency::demo().await.restarted(in_new_york).await;
    let told = async |agency: &TestAgency| {
        let standing = overview(agency, ExecutiveProducer).await.standing;
        let days: Vec<_> = standing.changes.iter().rev().take(2).map(|day| (day.from.to_string(), day.count)).collect();
        (standing.today.to_string(), days)
    };
    let (_, before) = told(&agency).await;
    agency.pass(SignedDuration::from_hours(13)); // 03:13 in UTC, and 23:13 there
    let maya = agency.signed_in(CastingDirector).await;
    let actor = [("name", "Ann"), ("age", "30"), ("gender", "female")];
    maya.call("add_actor", &actor).await.is(200);
    let count = before[0].1 + 1;
    let (today, days) = told(&agency).await;
    assert_eq!((today.as_str(), &days[0]), ("2026-09-21", &("2026-09-21".to_owned(), count)));
    assert_eq!(told(&agency.restarted(in_new_york).await).await, (today, days), "counted anew");
    agency.pass(SignedDuration::from_hours(1));
    let (today, days) = told(&agency).await;
    assert_eq!(today, "2026-09-22");
    assert_eq!(days, [("2026-09-22".to_owned(), 0), ("2026-09-21".to_owned(), count)]);
    agency.pass(DAY * 101 + SignedDuration::from_hours(-1)); // 1 January 2027, 03:13 in UTC
    assert_eq!((agency.agency.now().to_string().as_str(), agency.agency.this_year()), ("2027-01-01T03:13:20Z", 2026));
}

//! The story of the agency and of its records, as people look through it.

use crate::support::{Client, TestAgency};
use domain::{
    ActivityFilter, ActivityList, ActorId, Caller, ChangeActors, Error, Given, MovieChange, NewActor, Permit, Recorded,
    Role,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;

/// A day of work after the demo was filled in: the log's changes from 30 on.
async fn worked() -> TestAgency {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let later = SignedDuration::from_hours(24);
    let edit = [("id", "2"), ("version", "1"), ("name", "Tom Hanks"), ("age", "66"), ("gender", "male")];
    maya.call("change_actor", &edit).await.is(200); // 30
    agency.pass(later);
    cast(&maya, "5", "2", "Cobb").await; // 31
    cast(&maya, "5", "3", "Arthur").await; // 32
    omar.call("delete_movie", &[("id", "6")]).await.is(200); // 33
    agency.pass(later);
    omar.call("restore", &[("only", "movie-6")]).await.is(200); // 34
    omar.call("disable_person", &[("id", "1")]).await.is(200); // 35
    agency
}

async fn cast(by: &Client<'_>, movie: &str, actor: &str, character: &str) {
    let fields = [("movie_id", movie), ("actor_id", actor), ("character", character)];
    by.call("add_casting", &fields).await.is(200);
}

/// The list that this query asks for.
fn list(query: &str) -> ActivityList {
    let asked: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let value = |name: &str| asked.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    ActivityList::read(value).expect("it can be asked for")
}

async fn found(agency: &TestAgency, role: Role, list: &ActivityList) -> Vec<i64> {
    let caller = Caller::program("test", role);
    let by = (caller.permit().expect("all may"), caller.permit().expect("all may"));
    let activity = agency.agency.activity(by, list).await.expect("the log can be read");
    activity.changes.iter().map(|recorded: &Recorded| recorded.number).collect()
}

#[tokio::test]
async fn activity_is_filtered() {
    let agency = worked().await;
    let check = async |query: &str, expected: &[i64]| {
        assert_eq!(found(&agency, ExecutiveProducer, &list(query)).await, expected, "{query}");
    };
    check("", &(1..=35).rev().collect::<Vec<_>>()).await;
    check("by=Maya+Haddad", &[32, 31, 30]).await;
    check("by=maya", &[]).await;
    check("act=changed", &[35, 30]).await;
    check("act=restored", &[34]).await;
    check("act=deleted&by=Maya+Haddad", &[]).await;
    check("type=casting", &[32, 31]).await;
    check("type=casting&id=1", &[31]).await;
    check("type=movie&id=6", &[34, 33, 18]).await;
    check("type=person", &[35]).await;
    check("type=movie&act=restored&by=Omar+Reyes&from=2026-09-23&to=2026-09-23", &[34]).await;
    check("from=2026-09-22", &[35, 34, 33, 32, 31]).await;
    check("to=2026-09-22&from=2026-09-22", &[33, 32, 31]).await;
    check("to=2026-09-21&act=changed", &[30]).await;
    check("from=2026-09-24", &[]).await;
    check("to=2026-09-20", &[]).await;
    check("from=2026-09-23&to=2026-09-22", &[]).await;
    check("from=0001-01-01&to=9998-12-31&before=3", &[2, 1]).await;
}

/// As if somebody had been added at each of these times.
async fn written_at(agency: &TestAgency, times: &[&str]) {
    for (number, at) in times.iter().enumerate() {
        let actor = serde_json::json!({ "id": number, "name": "Ann", "age": 30, "gender": "female", "version": 1 });
        let insert = format!(
            "insert into changes (at, by_name, kind, record_type, record_id, version, after)
            values ('{at}', 'Ann', 'actor_added', 'actor', {number}, 1, '{actor}')"
        );
        agency.execute(&insert).await;
    }
}

/// The first and the last instant of a day are of that day, with fractions of a second and without.
#[tokio::test]
async fn a_day_has_all_its_instants() {
    let agency = TestAgency::open().await;
    let times = [
        "2026-09-20T23:59:59Z",
        "2026-09-20T23:59:59.999999Z",
        "2026-09-21T00:00:00Z",
        "2026-09-21T00:00:00.5Z",
        "2026-09-21T23:59:59Z",
        "2026-09-21T23:59:59.999999Z",
        "2026-09-22T00:00:00Z",
        "2026-09-22T00:00:00.000001Z",
    ];
    written_at(&agency, &times).await;
    agency.pass(SignedDuration::from_hours(24 * 9));
    let check = async |query: &str, expected: &[i64]| {
        assert_eq!(found(&agency, CastingAssistant, &list(query)).await, expected, "{query}");
    };
    check("from=2026-09-21&to=2026-09-21", &[6, 5, 4, 3]).await;
    check("to=2026-09-20", &[2, 1]).await;
    check("from=2026-09-22", &[8, 7]).await;
    // A clock that was far ahead once hides nobody's work.
    let ahead = "insert into changes (at, by_name, kind, record_type, record_id, version, after)
        select '2031-01-01T00:00:00Z', by_name, kind, record_type, 9, 1, after from changes where number = 1";
    agency.execute(ahead).await;
    agency.execute(&ahead.replace("2031-01-01", "2026-09-22")).await;
    check("from=2026-09-22&to=2026-09-22", &[10, 8, 7]).await;
}

const IN_NEW_YORK: &str = "[agency]\ntime_zone = \"America/New_York\"";

/// A day begins and ends as it does where the agency is, also when clocks are put forward or back there.
#[tokio::test]
async fn days_are_those_of_the_agency() {
    let agency = TestAgency::open().await.restarted(IN_NEW_YORK).await;
    let times = [
        "2026-03-08T04:59:59.999999Z",
        "2026-03-08T05:00:00Z",
        "2026-03-08T05:00:00.5Z",
        "2026-03-09T03:59:59.999999Z",
        "2026-03-09T04:00:00Z",
        "2026-11-01T03:59:59Z",
        "2026-11-01T04:00:00.25Z",
        "2026-11-02T04:59:59Z",
        "2026-11-02T05:00:00Z",
    ];
    written_at(&agency, &times).await;
    agency.pass(SignedDuration::from_hours(24 * 60));
    let check = async |query: &str, expected: &[i64]| {
        assert_eq!(found(&agency, CastingAssistant, &list(query)).await, expected, "{query}");
    };
    check("to=2026-03-07", &[1]).await;
    check("from=2026-03-08&to=2026-03-08", &[4, 3, 2]).await;
    check("from=2026-03-09&to=2026-10-31", &[6, 5]).await;
    check("from=2026-11-01&to=2026-11-01", &[8, 7]).await;
    check("from=2026-11-02", &[9]).await;
}

/// People are told times as they are at the agency, and programs in UTC.
#[tokio::test]
async fn times_are_those_of_the_agency() {
    let agency = TestAgency::demo().await.restarted(IN_NEW_YORK).await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    omar.get("/activity").await.is(200).says("America/New_York").says("21 Sep 2026").says(">10:13<");
    omar.get("/actors/2/history").await.is(200).says("21 Sep 2026, 10:13 EDT");
    omar.get("/activity.csv").await.is(200).says("2026-09-21T14:13:20Z");
    let invited = omar.call("invite", &[("name", "Ann"), ("role", "casting_assistant")]).await.is(200);
    invited.says("28 Sep 2026, 10:13 EDT");
}

#[tokio::test]
async fn changes_to_people_are_told_to_those_who_manage_them() {
    let agency = worked().await;
    for query in ["type=person", "type=person&id=1", "from=2026-09-23&act=changed"] {
        assert_eq!(found(&agency, ExecutiveProducer, &list(query)).await, [35], "{query}");
        assert_eq!(found(&agency, CastingDirector, &list(query)).await, [0; 0], "{query}");
    }
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    for path in ["/activity", "/activity?type=person", "/activity.csv", "/activity.csv?type=person"] {
        maya.get(path).await.is(200).does_not_say("Ada Lindqvist").does_not_say("disabled");
        omar.get(path).await.is(200).says("Ada Lindqvist");
    }
    // Whoever only ever changed people is no name to choose, either.
    let new = domain::NewPerson { login: "eve".into(), name: "Eve".into(), password: "out of the blue".into() };
    let manager = Caller::program("Keeper", ExecutiveProducer).permit().expect("a producer may");
    agency.agency.add_person(manager, new, CastingAssistant).await.expect("she is sound");
    omar.get("/activity").await.says("<option value=\"Keeper\">");
    maya.get("/activity").await.does_not_say("Keeper").says("<option value=\"Omar Reyes\">");
}

/// Pages go by number: what is written meanwhile moves nothing from one page to another.
#[tokio::test]
async fn activity_is_paged_without_a_gap_while_it_grows() {
    let agency = TestAgency::demo().await;
    let director = Caller::program("test", CastingDirector);
    let change = async |age: i32| {
        let change = domain::ActorChange { age: Some(age.to_string()), ..Default::default() };
        let by: Permit<ChangeActors> = director.permit().expect("a director may");
        agency.agency.change_actor(by, ActorId(1), change).await.expect("it is sound");
    };
    for age in 0..100 {
        change(age).await;
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let by = (director.permit().expect("all may"), director.permit().expect("all may"));
        let list = ActivityList { before, ..list("") };
        let activity = agency.agency.activity(by, &list).await.expect("the log can be read");
        seen.extend(activity.changes.iter().map(|recorded| recorded.number));
        change(100 + i32::try_from(seen.len() / 50).expect("a few")).await;
        match activity.older {
            Some(number) => before = Some(number),
            None => break,
        }
    }
    assert_eq!(seen, (1..=129).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn the_activity_page_tells_it_in_words() {
    let agency = worked().await;
    let maya = agency.signed_in(CastingDirector).await;
    let page = maya.get("/activity").await.is(200);
    page.says(">21 Sep 2026<").says(">22 Sep 2026<").says(">23 Sep 2026<").says(">14:13<");
    page.says("renamed <").says(" to Tom Hanks: age from 65 to 66");
    page.says("href=\"/movies/6/history\"").does_not_say("rel=\"next\"");
    page.says("href=\"/activity\"").says("href=\"/activity.csv\"");
    // What is filtered by is said, and can be taken away by itself.
    let page = maya.get("/activity?by=Maya+Haddad&act=added&type=casting&from=2026-09-22&before=32").await.is(200);
    page.says("Cobb").does_not_say("Arthur");
}

#[tokio::test]
async fn filters_become_chips() {
    let agency = worked().await;
    let maya = agency.signed_in(CastingDirector).await;
    let page = maya.get("/activity?by=Maya+Haddad&act=added&from=2026-09-22").await.is(200);
    page.says("Take the filter away: By Maya Haddad").says("href=\"/activity?act=added&amp;from=2026%2D09%2D22\"");
    page.says("Take the filter away: From 22 Sep 2026").says("href=\"/activity?by=Maya%20Haddad&amp;act=added\"");
    page.says("href=\"/activity.csv?by=Maya%20Haddad&amp;act=added&amp;from=2026%2D09%2D22\"");
    maya.get("/activity?type=movie&id=6").await.is(200).says("Take the filter away: movie1");
    maya.get("/activity?act=restored&by=Maya+Haddad").await.is(200).says("Nothing matches.");
    let script = maya.get("/activity?by=%3Cscript%3E%22").await.is(200);
    script.does_not_say("<script>\"").says("By &lt;script&gt;\"");
    for query in ["act=x", "type=x", "before=x", "id=1", "type=movie&id=x", "by=%00"] {
        maya.get(&format!("/activity?{query}")).await.is(404).says("There is no such page of activity");
        maya.get(&format!("/activity.csv?{query}")).await.is(404);
    }
    // Days are typed: what is none stands there to be mended, beside what else was asked for.
    for (query, typed) in
        [("from=2026-0", "2026-0"), ("to=2026-13-01", "2026-13-01"), ("from=9999-12-31", "9999-12-31")]
    {
        let page = maya.get(&format!("/activity?act=added&{query}")).await.is(400);
        page.says("is not a date; write it as yyyy-mm-dd").says(&format!("value=\"{typed}\""));
        maya.get(&format!("/activity.csv?{query}")).await.is(400);
    }
    let empty = TestAgency::open().await;
    let by = Caller::program("test", CastingAssistant);
    let by = (by.permit().expect("all may"), by.permit().expect("all may"));
    assert_eq!(empty.agency.authors(by).await, Ok(Vec::new()));
    assert_eq!(found(&empty, CastingAssistant, &list("")).await, [0; 0]);
}

#[tokio::test]
async fn a_record_tells_its_history() {
    let agency = worked().await;
    let (ada, maya) = (agency.program(CastingAssistant), agency.signed_in(CastingDirector).await);
    maya.get("/actors/2").await.is(200).says("href=\"/actors/2/history\"");
    let page = maya.get("/actors/2/history").await.is(200);
    page.says("History of Tom Hanks").says("<del>65<").says("<ins>66<").says("as Cobb in inception");
    page.does_not_say("Arthur").does_not_say("movie1");
    // The castings of a movie are its story, too.
    maya.get("/movies/5/history").await.is(200).says("Cobb").says("Arthur").says("8 Jul 2010");
    // Of a deleted record nothing else is left to see.
    maya.call("delete_actor", &[("id", "2")]).await.is(200);
    let page = maya.get("/actors/2/history").await.is(200);
    page.says("History of Tom Hanks").says("Deleted").does_not_say("Restore this version");
    for path in ["/actors/99/history", "/actors/x/history", "/movies/0/history", "/movies/5/history?before=x"] {
        maya.get(path).await.is(404).says("There is no such history");
    }
    maya.get("/people/1/history").await.is(404);
    ada.get("/actors/2/history").await.is(303);
}

#[tokio::test]
async fn restore_actor_version_is_a_change_like_any_other() {
    let agency = worked().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.get("/actors/2/history").await.is(200).says("Restore version 1").does_not_say("Restore version 2");
    let restore = [("page", "/actors/2/history"), ("id", "2"), ("number", "2")];
    let done = maya.form("/call/restore_actor_version", &restore).await.is(303);
    assert_eq!(done.header("location"), "/actors/2/history?restored=2");
    let page = maya.get("/actors/2/history?restored=2").await.is(200);
    page.says("tom hanks says again what it said in version 1.").says("Restore version 2");
    let words = "Maya Haddad renamed Tom Hanks to tom hanks: age from 66 to 65";
    assert_eq!(agency.story().await[35..], [words]);
    // Done twice it changes nothing more.
    maya.form("/call/restore_actor_version", &restore).await.is(303);
    assert_eq!(agency.changes().await.len(), 36);
    // What the address claims is not believed.
    for number in ["30", "1", "99", "x"] {
        let page = maya.get(&format!("/actors/2/history?restored={number}")).await.is(200);
        page.does_not_say("says again");
    }
}

#[tokio::test]
async fn restore_version_is_refused_where_a_change_would_be() {
    let agency = worked().await;
    let maya = agency.signed_in(CastingDirector).await;
    let restore = async |call: &str, id: &str, number: &str| maya.call(call, &[("id", id), ("number", number)]).await;
    // Unknown, of another record, of another kind of record.
    for (id, number) in [("2", "99"), ("2", "1"), ("2", "31"), ("99", "2"), ("2", "0"), ("2", "-1")] {
        assert_eq!(restore("restore_actor_version", id, number).await.is(404).error(), Error::NotFound);
    }
    restore("restore_movie_version", "5", "31").await.is(404);
    restore("restore_movie_version", "5", "5").await.is(404);
    // Somebody else is what this one was.
    let tom = NewActor { name: "Tom Hanks".into(), age: "65".into(), gender: "male".into() };
    let by = Caller::program("test", CastingDirector).permit().expect("a director may");
    agency.agency.add_actor(by, NewActor { name: "TOM hanks".into(), ..tom }).await.expect("nobody is");
    let refused = restore("restore_actor_version", "2", "2").await.is(409).error();
    assert_eq!(refused, Error::Conflict("There is another tom hanks, 65, by now. Rename that one first.".into()));
    let page = maya
        .form("/call/restore_actor_version", &[("page", "/actors/2/history"), ("id", "2"), ("number", "2")])
        .await
        .is(409);
    assert_eq!(page.text.matches(">There is another tom hanks, 65, by now.").count(), 1);
    // What is deleted is restored first.
    maya.call("delete_actor", &[("id", "2")]).await.is(200);
    restore("restore_actor_version", "2", "30").await.is(404);
    // Assistants do not.
    agency.execute("update people set disabled_at = null").await;
    let ada = agency.signed_in(CastingAssistant).await;
    ada.get("/movies/6/history").await.is(200).does_not_say("Restore this version");
    ada.call("restore_movie_version", &[("id", "6"), ("number", "18")]).await.is(403);
    assert_eq!(agency.changes().await.len(), 37);
}

#[tokio::test]
async fn restore_movie_version_brings_every_field_back() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let change = |genre: &str, date: &str| MovieChange {
        title: Some("Inception".into()),
        genre: Some(genre.into()),
        release_date: Some(date.into()),
        release_year: Some("2012".into()),
        expiry_date: Some(if genre.is_empty() { "" } else { "2030-01-01" }.into()),
    };
    let director = Caller::program("test", CastingDirector);
    for (genre, date) in [("Crime", "2011-07-08"), ("", "")] {
        let by = director.permit().expect("a director may");
        let change = Given::from(change(genre, date));
        agency.agency.change_movie(by, domain::MovieId(5), change).await.expect("it is sound");
    }
    maya.call("restore_movie_version", &[("id", "5"), ("number", "30")]).await.is(200);
    maya.call("restore_movie_version", &[("id", "5"), ("number", "17")]).await.is(200);
    assert_eq!(
        agency.story().await[29..],
        [
            "test renamed inception to Inception: release date from 8 Jul 2010 to 8 Jul 2011, \
             genre set to Crime, end of rights set to 1 Jan 2030",
            "test changed Inception: release date 8 Jul 2011 taken away, genre Crime taken away, \
             end of rights 1 Jan 2030 taken away",
            "Maya Haddad changed Inception: release date set to 8 Jul 2011, genre set to Crime, \
             end of rights set to 1 Jan 2030",
            "Maya Haddad renamed Inception to inception: release date from 8 Jul 2011 to 8 Jul 2010, \
             genre Crime taken away, end of rights 1 Jan 2030 taken away",
        ]
    );
}

#[tokio::test]
async fn the_activity_is_exported() {
    let agency = worked().await;
    let maya = agency.signed_in(CastingDirector).await;
    let new = [("name", "=cmd|'/c calc'!A1, \"Ann\""), ("age", "30"), ("gender", "female")];
    maya.call("add_actor", &new).await.is(200);
    let reply = maya.get("/activity.csv?type=actor&by=Maya+Haddad").await.is(200);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"activity.csv\"");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(
        reply.text,
        "\u{FEFF}Number,Time,By,Record,Record number,Version,Change\r\n\
         36,2026-09-23T14:13:20Z,Maya Haddad,actor,13,1,\"added =cmd|'/c calc'!A1, \"\"Ann\"\"\"\r\n\
         30,2026-09-21T14:13:20Z,Maya Haddad,actor,2,2,renamed tom hanks to Tom Hanks: age from 65 to 66\r\n"
    );
    // A name that a spreadsheet would run, of whoever did it.
    let caller = Caller::program("=1+1", CastingDirector).permit().expect("a director may");
    let ann = NewActor { name: "Ann".into(), age: "30".into(), gender: "female".into() };
    agency.agency.add_actor(caller, ann).await.expect("it is sound");
    maya.get("/activity.csv?by=%3D1%2B1").await.is(200).says(",'=1+1,actor,");
    agency.nobody().get("/activity.csv").await.is(303);
    agency.program(CastingDirector).get("/activity.csv").await.is(303);
}

/// Longer than what is read at once.
#[tokio::test]
async fn a_long_log_is_exported_whole() {
    let agency = TestAgency::demo().await;
    let rows = "insert into changes (at, by_id, by_name, kind, record_type, record_id, version, after)
        select a.at, a.by_id, a.by_name, a.kind, a.record_type, a.record_id, a.version, a.after
        from changes a, changes b, changes c where c.number < 4";
    agency.execute(rows).await;
    let reply = agency.signed_in(CastingDirector).await.get("/activity.csv").await.is(200);
    let numbers: Vec<i64> = reply
        .text
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().and_then(|it| it.parse().ok()).expect("a number"))
        .collect();
    assert_eq!(numbers, (1..=29 * 29 * 3 + 29).rev().collect::<Vec<_>>());
    assert_eq!(ActivityFilter::default().query(), []);
}

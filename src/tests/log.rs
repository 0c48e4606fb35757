//! The change log shows when it was tampered with.

use crate::support::{TestAgency, postgres};
use agency::{Agency, LogEnd, LogState};
use domain::{
    Caller,
    Role::{CastingDirector, ExecutiveProducer},
};
use futures::future::join_all;

/// Whoever reads on from the last number they saw misses none, however many write: no number is to be seen before those
/// below it are.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_follow_commits() {
    let agency = TestAgency::demo().await;
    let other = agency.restarted("").await;
    let instances = if postgres().is_some() { [&agency, &other] } else { [&agency, &agency] };
    let programs = instances.map(|agency| agency.program(CastingDirector));
    let (stop, mut stopped) = tokio::sync::oneshot::channel();
    let reader = agency.agency.clone();
    // On a thread of its own, so that it reads in between.
    let reading = tokio::spawn(async move {
        let caller = Caller::program("test", ExecutiveProducer);
        let (mut last, mut seen, mut over) = (29, Vec::new(), false);
        loop {
            let news = reader.news(&caller, last, 100).await.expect("the log can be read");
            last = news.read;
            seen.extend(news.changes.iter().map(|recorded| recorded.number));
            if over && news.changes.is_empty() {
                return seen;
            }
            over |= stopped.try_recv().is_ok();
        }
    });
    join_all((1..=12).map(async |id| {
        let (program, path) = (&programs[id % 2], format!("/api/v1/actors/{id}"));
        for age in 91..=140 {
            program.patch_json(&path, format!("{{\"age\":{age}}}")).await.is(200);
        }
    }))
    .await;
    stop.send(()).expect("it still reads");
    let seen = reading.await.expect("it read to the end");
    let log: Vec<_> = agency.changes().await[29..].iter().map(|recorded| recorded.number).collect();
    assert_eq!((log.len(), seen), (12 * 50, log));
    assert!(matches!(agency.agency.verify_log(None).await, Ok(LogState::Whole { changes: 629, .. })));
}

/// Does to the database what somebody would who may write to it past the program.
async fn tamper(agency: &TestAgency, statements: &[&str]) {
    let drop = if postgres().is_some() {
        "drop trigger changes_are_not_edited on changes; drop trigger changes_are_not_deleted on changes"
    } else {
        "drop trigger changes_are_not_edited; drop trigger changes_are_not_deleted"
    };
    agency.execute(drop).await;
    for statement in statements {
        agency.execute(statement).await;
    }
}

async fn end(agency: &TestAgency) -> LogEnd {
    match agency.agency.verify_log(None).await.expect("the log can be read") {
        LogState::Whole { end: Some(end), .. } => end,
        state => panic!("{state:?}"),
    }
}

#[tokio::test]
async fn an_untouched_log_is_whole() {
    let empty = TestAgency::open().await;
    let state = empty.agency.verify_log(None).await.expect("the log can be read");
    assert_eq!(state, LogState::Whole { changes: 0, erased: 0, end: None });

    let agency = TestAgency::demo().await;
    agency.signed_in(CastingDirector).await.call("delete_actor", &[("id", "1")]).await.is(200);
    let LogState::Whole { changes: 30, erased: 0, end: Some(end) } =
        agency.agency.verify_log(None).await.expect("the log can be read")
    else {
        panic!("the log is not whole")
    };
    // What was kept elsewhere is found again after more was written, and its text can be read back.
    agency.signed_in(ExecutiveProducer).await.call("delete_movie", &[("id", "1")]).await.is(200);
    let kept: LogEnd = end.to_string().parse().expect("it was printed");
    assert!(matches!(agency.agency.verify_log(Some(&kept)).await, Ok(LogState::Whole { changes: 31, .. })));
}

#[tokio::test]
async fn tampering_is_found() {
    let check = async |statements: &[&str], expected: LogState| {
        let agency = TestAgency::demo().await;
        tamper(&agency, statements).await;
        let state = agency.agency.verify_log(None).await.expect("the log can be read");
        assert_eq!(state, expected, "{statements:?}");
    };
    check(&["update changes set by_name = 'Somebody' where number = 5"], LogState::Edited(5)).await;
    check(&["update changes set after = replace(after, 'tom', 'tim') where number = 2"], LogState::Edited(2)).await;
    check(&["update changes set before = '' where number = 3"], LogState::Edited(3)).await;
    check(&["update changes set by_id = 1 where number = 3"], LogState::Edited(3)).await;
    check(
        &["update changes set at = (select at from changes c where c.number = 9), version = 2 where number = 4"],
        LogState::Edited(4),
    )
    .await;
    check(&["delete from changes where number = 7"], LogState::Broken { after: 6, at: 8 }).await;
    check(&["delete from changes where number = 1"], LogState::Broken { after: 0, at: 2 }).await;
    check(&["update changes set hash = digest where number = 9"], LogState::Broken { after: 8, at: 9 }).await;
    check(&["update changes set hash = null where number = 9"], LogState::Broken { after: 8, at: 9 }).await;
    check(
        &["insert into changes (at, by_id, by_name, kind, record_type, record_id, version, after)
            select at, by_id, by_name, kind, record_type, record_id, version, after from changes where number = 2"],
        LogState::Broken { after: 29, at: 30 },
    )
    .await;
}

/// A log that is cut, or written anew with sound hashes, is whole in itself: only what was kept elsewhere tells.
#[tokio::test]
async fn a_cut_log_is_not_what_was_expected() {
    let agency = TestAgency::demo().await;
    let kept = end(&agency).await;
    tamper(&agency, &["delete from changes where number > 20"]).await;
    assert!(matches!(agency.agency.verify_log(None).await, Ok(LogState::Whole { changes: 20, .. })));
    assert_eq!(agency.agency.verify_log(Some(&kept)).await, Ok(LogState::NotAsExpected(kept)));
}

#[tokio::test]
async fn a_rewritten_log_is_not_what_was_expected() {
    let agency = TestAgency::demo().await;
    let kept = end(&agency).await;
    tamper(
        &agency,
        &[
            "update changes set by_name = 'Somebody' where number = 5",
            "update changes set hash = null, salt = null, digest = null",
            "delete from settings where name = 'log_chained'",
        ],
    )
    .await;
    // Opened again, the program takes it for a log of before there was a chain.
    let again = Agency::open(&agency.url).await.expect("the database is there");
    assert!(matches!(again.verify_log(None).await, Ok(LogState::Whole { changes: 29, .. })));
    assert_eq!(again.verify_log(Some(&kept)).await, Ok(LogState::NotAsExpected(kept)));
}

#[tokio::test]
async fn the_database_itself_only_adds() {
    let agency = TestAgency::demo().await;
    for statement in [
        "delete from changes where number = 3",
        "update changes set kind = 'x' where number = 3",
        "delete from changes",
    ] {
        assert!(agency.try_execute(statement).await.is_err(), "{statement}");
    }
    // What a change said can be erased, for a person who wants to be forgotten; that it was made stands.
    agency.execute("update changes set salt = null, by_name = '', before = null, after = '{}' where number = 3").await;
    assert!(matches!(agency.agency.verify_log(None).await, Ok(LogState::Whole { changes: 29, erased: 1, .. })));
}

#[test]
fn ends_are_read_as_they_are_written() {
    fn check(text: &str, sound: bool) {
        assert_eq!(text.parse::<LogEnd>().is_ok(), sound, "{text:?}");
    }
    let hash = "A".repeat(43);
    check(&format!("29:{hash}"), true);
    check(&format!("0:{hash}"), false);
    check(&hash, false);
    check("29:", false);
    check("29:AAAA", false);
}

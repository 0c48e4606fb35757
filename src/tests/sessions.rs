//! Sessions: how they go on, and all that ends them.

use crate::support::{Client, TestAgency};
use domain::{
    Change, Given, PersonChange, PersonId,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
    SeenSession,
};
use jiff::SignedDuration;

const MAYA: PersonId = PersonId(2);
/// Longer than a pass is good, clocks that differ included.
const PASS_OVER: SignedDuration = SignedDuration::from_mins(16);

async fn is_in(client: &Client<'_>) -> bool {
    let page = client.get("/actors").await;
    let call = client.ask("actors", &[]).await;
    assert_eq!(page.status == 200, call.status == 200, "the page and the call differ: {} {}", page.status, call.status);
    page.status == 200
}

/// The list of one's own sessions.
async fn sessions(client: &Client<'_>) -> Vec<SeenSession> {
    serde_json::from_str(&client.ask("sessions", &[]).await.is(200).text).expect("a list of sessions")
}

#[tokio::test]
async fn cookies_are_kept_from_scripts_and_other_sites() {
    let agency = TestAgency::demo().await;
    let reply = agency.sign_in("maya", "maya-casts-it").await.is(303);
    let cookies: Vec<_> =
        reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("text")).collect();
    let names: Vec<_> = cookies.iter().filter_map(|cookie| Some(cookie.split_once('=')?.0)).collect();
    assert_eq!(names, ["__Host-session", "__Host-refresh", "__Host-known"]);
    for cookie in cookies {
        assert!(cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="), "{cookie}");
    }
}

#[tokio::test]
async fn a_session_goes_on_while_it_is_used() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let (pass, refresh) = (maya.cookie("__Host-session"), maya.cookie("__Host-refresh"));
    assert!(is_in(&maya).await);
    assert_eq!(maya.cookie("__Host-refresh"), refresh, "nothing is refreshed before it must be");
    for _ in 0..29 {
        agency.pass(SignedDuration::from_hours(24));
        assert!(is_in(&maya).await);
    }
    assert_ne!((maya.cookie("__Host-session"), maya.cookie("__Host-refresh")), (pass, refresh));
    // But not for ever.
    agency.pass(SignedDuration::from_hours(24));
    assert!(!is_in(&maya).await);
}

#[tokio::test]
async fn a_session_rests_for_a_week_at_most() {
    let agency = TestAgency::demo().await;
    let (rested, slept) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingAssistant).await);
    agency.pass(SignedDuration::from_hours(7 * 24 - 1));
    assert!(is_in(&rested).await);
    agency.pass(SignedDuration::from_hours(2));
    assert!(is_in(&rested).await);
    assert!(!is_in(&slept).await);
}

/// Whatever the request was for: a call, a form and a page all bring the next pass along.
#[tokio::test]
async fn any_request_brings_the_next_pass() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    agency.pass(PASS_OVER);
    maya.call("delete_actor", &[("id", "1")]).await.is(200);
    let refreshed = maya.cookie("__Host-refresh");
    agency.pass(PASS_OVER);
    maya.form("/call/delete_actor", &[("id", "2")]).await.is(303);
    assert_ne!(maya.cookie("__Host-refresh"), refreshed);
    agency.pass(PASS_OVER);
    maya.get("/nowhere").await.is(404);
    // The pass alone does, too, while it is good; and the refresh token alone.
    let (passing, refreshing) = (maya.copied(), maya.copied());
    passing.forget("__Host-refresh");
    refreshing.forget("__Host-session");
    assert!(is_in(&passing).await && is_in(&refreshing).await);
    // One is not worth anything in the place of the other.
    let [pass, refresh] = ["__Host-session", "__Host-refresh"].map(|name| maya.cookie(name).expect("it has it"));
    let swapped = agency.nobody().with("cookie", &format!("__Host-session={refresh}; __Host-refresh={pass}"));
    assert!(!is_in(&swapped).await);
}

/// The tablet fell asleep before the answer came: it knows only the old token, and is let in with it.
#[tokio::test]
async fn a_lost_answer_is_forgiven() {
    let agency = TestAgency::demo().await;
    let tablet = agency.signed_in(CastingDirector).await;
    for _ in 0..3 {
        agency.pass(PASS_OVER);
        let lost = tablet.copied();
        lost.get("/actors").await.is(200);
        // Even after days.
        agency.pass(SignedDuration::from_hours(24));
        assert!(is_in(&tablet).await);
    }
}

#[tokio::test]
async fn a_copied_token_ends_the_session_for_both() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let elsewhere = agency.signed_in(CastingDirector).await;
    let thief = maya.copied();
    agency.pass(PASS_OVER);
    assert!(is_in(&maya).await);
    agency.pass(PASS_OVER);
    assert!(is_in(&maya).await, "the successor is used");
    // The thief's is overtaken by now.
    assert!(!is_in(&thief).await);
    assert!(!is_in(&maya).await, "the pass is worth nothing any more");
    assert!(is_in(&elsewhere).await, "another session is another family");

    // The thief was first: both hold successors of one token, until one of them uses his.
    let maya = agency.signed_in(CastingDirector).await;
    let thief = maya.copied();
    agency.pass(PASS_OVER);
    assert!(is_in(&thief).await && is_in(&maya).await);
    agency.pass(PASS_OVER);
    assert!(is_in(&thief).await);
    assert!(!is_in(&maya).await);
    assert!(!is_in(&thief).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_at_once_are_fine() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    for _ in 0..5 {
        agency.pass(PASS_OVER);
        // Clones share their cookies, as tabs do.
        let tabs = (0..4).map(|_| maya.clone());
        let pages = futures::future::join_all(tabs.map(async |tab| tab.get("/actors").await.status)).await;
        assert_eq!(pages, [200; 4]);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let elsewhere = agency.signed_in(CastingDirector).await;
    let copy = maya.copied();
    maya.form("/sign-out", &[]).await.is(303);
    assert_eq!((maya.cookie("__Host-session"), maya.cookie("__Host-refresh")), (None, None));
    assert!(maya.cookie("__Host-known").is_some(), "the browser is still known");
    // Neither token is worth anything now, even to whoever kept a copy.
    assert!(!is_in(&copy).await);
    agency.pass(PASS_OVER);
    assert!(!is_in(&copy).await);
    assert_eq!(copy.get("/actors").await.is(303).header("location"), "/sign-in?next=/actors");
    copy.call("delete_actor", &[("id", "1")]).await.is(401);
    assert!(is_in(&elsewhere).await);
    assert_eq!(agency.changes().await.len(), 29);
}

/// With a pass that is over, signing out first finds out who it is, and does not hand them a new pass.
#[tokio::test]
async fn signing_out_late_signs_out() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    agency.pass(PASS_OVER);
    let copy = maya.copied();
    maya.form("/sign-out", &[]).await.is(303);
    assert_eq!((maya.cookie("__Host-session"), maya.cookie("__Host-refresh")), (None, None));
    assert!(!is_in(&copy).await);
}

#[tokio::test]
async fn signing_in_again_leaves_no_session_behind() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let before = maya.copied();
    maya.form("/sign-in", &[("login", "maya"), ("password", "maya-casts-it")]).await.is(303);
    assert!(is_in(&maya).await);
    assert!(!is_in(&before).await);
}

/// What a person holds: a session, and a bearer token for the password.
struct Holds<'a> {
    session: Client<'a>,
    bearer: Client<'a>,
}

async fn maya(agency: &TestAgency) -> Holds<'_> {
    let token = agency.nobody().post_json("/api/token", r#"{"username":"maya","password":"maya-casts-it"}"#).await;
    let token = token.is(200).json()["access_token"].as_str().expect("a token").to_owned();
    let bearer = agency.nobody().with("authorization", &format!("Bearer {token}"));
    let maya = Holds { session: agency.signed_in(CastingDirector).await, bearer };
    assert!(is_in(&maya.session).await);
    maya.bearer.get("/api/v1/actors").await.is(200);
    maya
}

impl Holds<'_> {
    async fn are_out(&self) {
        assert!(!is_in(&self.session).await);
        let refused = self.bearer.get("/api/v1/actors").await.is(401).json();
        assert_eq!(
            (&refused["code"], &refused["description"]),
            (&"session_ended".into(), &"Session has ended.".into())
        );
    }
}

#[tokio::test]
async fn disabling_somebody_counts_at_once() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (maya(&agency).await, agency.signed_in(ExecutiveProducer).await);
    omar.call("disable_person", &[("id", "2")]).await.is(200);
    maya.are_out().await;
    agency.sign_in("maya", "maya-casts-it").await.is(401).says("The name or the password is not right.");
    // Let in again, she signs in again: what she held stays worth nothing.
    omar.call("enable_person", &[("id", "2")]).await.is(200);
    maya.are_out().await;
    agency.sign_in("maya", "maya-casts-it").await.is(303);
}

#[tokio::test]
async fn ending_somebodys_sessions_counts_at_once() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (maya(&agency).await, agency.signed_in(ExecutiveProducer).await);
    omar.call("end_sessions", &[("id", "2")]).await.is(200);
    maya.are_out().await;
    agency.sign_in("maya", "maya-casts-it").await.is(303);
    omar.call("end_sessions", &[("id", "2")]).await.is(200);
    omar.call("end_sessions", &[("id", "99")]).await.is(404);
}

#[tokio::test]
async fn a_new_password_by_command_counts_at_once() {
    let agency = TestAgency::demo().await;
    let maya = maya(&agency).await;
    agency.agency.set_password(agency.manager(), "maya", "out of the blue").await.expect("it is sound");
    maya.are_out().await;
}

/// The role is read each time: what somebody may do changes under their hands, and nobody is signed out for it.
#[tokio::test]
async fn another_role_counts_at_once() {
    let agency = TestAgency::demo().await;
    let maya = maya(&agency).await;
    let change = |role: &str| PersonChange { role: Some(role.into()), ..PersonChange::default() };
    let change =
        async |role| agency.agency.change_person(agency.manager(), MAYA, change(role)).await.expect("she is there");
    change("casting_assistant").await;
    maya.session.get("/actors").await.is(200).says("Only casting directors and executive producers may add actors.");
    maya.session.call("delete_actor", &[("id", "1")]).await.is(403);
    maya.bearer.send(axum::http::Method::DELETE, "/api/v1/actors/1", |request| request.body("".into())).await.is(403);
    change("executive_producer").await;
    maya.session.call("delete_movie", &[("id", "1")]).await.is(200);
    maya.bearer.send(axum::http::Method::DELETE, "/api/v1/movies/2", |request| request.body("".into())).await.is(200);
}

#[tokio::test]
async fn changing_ones_password_signs_out_everywhere_else() {
    let agency = TestAgency::demo().await;
    let (maya, elsewhere) = (agency.signed_in(CastingDirector).await, maya(&agency).await);
    let copy = maya.copied();
    maya.call("change_password", &[("current", "maya-casts-it"), ("password", "out of the blue")]).await.is(200);
    elsewhere.are_out().await;
    // A copy of the old pass alone is worth nothing.
    copy.forget("__Host-refresh");
    assert!(!is_in(&copy).await);
    assert!(is_in(&maya).await, "this session goes on");
    agency.pass(PASS_OVER);
    assert!(is_in(&maya).await);
    agency.sign_in("maya", "maya-casts-it").await.is(401);
    agency.sign_in("maya", "out of the blue").await.is(303);
    assert_eq!(agency.changes().await.len(), 29, "passwords are no part of the log");
}

#[tokio::test]
async fn a_password_is_judged() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let check = async |current: &str, password: &str, field: &str, words: &str| {
        let error = maya.call("change_password", &[("current", current), ("password", password)]).await.is(400).error();
        assert!(error.field(field).is_some_and(|said| said.contains(words)), "{password}: {error:?}");
    };
    check("wrong", "out of the blue", "current", "not your password").await;
    check("maya-casts-it", "", "password", "is needed").await;
    check("maya-casts-it", "ten yen", "password", "at least 8 characters").await;
    check("maya-casts-it", &"x".repeat(257), "password", "shorten it to 256").await;
    check("maya-casts-it", "Maya Haddad", "password", "one's own name").await;
    check("maya-casts-it", "Password1", "password", "one of the commonest").await;
    check("maya-casts-it", "BASEBALL", "password", "one of the commonest").await;
    assert!(is_in(&maya).await);
    agency.sign_in("maya", "maya-casts-it").await.is(303);
    // Posted without script, the page comes back without either password.
    let fields = [("page", "/account"), ("current", "wrong-secret"), ("password", "out of the blue")];
    let page = maya.form("/call/change_password", &fields).await.is(400);
    page.says("This is not your password").does_not_say("wrong-secret").does_not_say("out of the blue");
    maya.form("/sign-out", &[]).await.is(303);
    let door = maya.form("/call/change_password", &fields).await.is(401);
    door.says("Your session has ended.").does_not_say("wrong-secret").does_not_say("out of the blue");
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions() {
    let agency = TestAgency::demo().await;
    let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0";
    let laptop = agency.browser().with("user-agent", firefox);
    laptop.form("/sign-in", &[("login", "maya"), ("password", "maya-casts-it")]).await.is(303);
    agency.pass(SignedDuration::from_hours(1));
    let (maya, ada) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingAssistant).await);
    let seen = sessions(&maya).await;
    assert_eq!(seen.iter().map(|seen| seen.this).collect::<Vec<_>>(), [true, false]);
    assert_eq!((seen[1].device.as_str(), seen[1].since.as_str()), ("Firefox on Windows", "21 Sep 2026, 14:13 UTC"));
    assert!(seen[0].since.contains("15:13"), "{seen:?}");
    let other = seen[1].id.to_string();
    // Nobody else's.
    ada.call("end_session", &[("id", &other)]).await.is(404);
    assert!(is_in(&laptop).await);
    maya.call("end_session", &[("id", &other)]).await.is(200);
    assert!(!is_in(&laptop).await);
    assert!(is_in(&maya).await);
    maya.call("end_session", &[("id", &other)]).await.is(200);
    maya.call("end_session", &[("id", "99")]).await.is(404);
    assert_eq!(sessions(&maya).await.len(), 1);
    assert_eq!(sessions(&ada).await.len(), 1);
}

/// A session that starts from a password that is being changed is dead when it is born.
#[tokio::test]
async fn a_password_changed_meanwhile_counts() {
    let agency = TestAgency::demo().await;
    let from = agency::Origin { address: std::net::Ipv4Addr::LOCALHOST.into(), known: Vec::new() };
    let proven = agency.agency.prove("maya", "maya-casts-it", &from).await.expect("the password is right");
    agency.agency.set_password(agency.manager(), "maya", "out of the blue").await.expect("it is sound");
    let session = agency.agency.start_session(&proven, "a test").await.expect("the database answers");
    assert_eq!(agency.agency.person_of(session.pass).await, Ok(None));
    assert!(agency.agency.continue_session(&session.refresh).await.expect("the database answers").is_none());
}

/// People's changes are told with the others, to those who manage people.
#[tokio::test]
async fn what_became_of_people_is_told_to_those_who_may_see_it() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let change = PersonChange { role: Some("executive_producer".into()), ..PersonChange::default() };
    agency.agency.change_person(agency.manager(), MAYA, Given::since(1, change)).await.expect("she is there");
    omar.call("disable_person", &[("id", "2")]).await.is(200);
    let story = agency.story().await;
    assert_eq!(story[29..], ["test made Maya Haddad an executive producer", "Omar Reyes disabled Maya Haddad"]);
    assert!(matches!(agency.changes().await[30].change, Change::PersonChanged { .. }));
    omar.get("/").await.is(200).says("Maya Haddad");
    agency.signed_in(CastingAssistant).await.get("/").await.is(200).does_not_say("Maya Haddad");
}

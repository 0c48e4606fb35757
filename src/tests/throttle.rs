//! The brake on guessing passwords.

use crate::support::{Client, Reply, TestAgency};
use domain::Role::CastingDirector;
use jiff::SignedDuration;

const WINDOW: SignedDuration = SignedDuration::from_mins(15);

async fn guess(client: &Client<'_>, login: &str) -> u16 {
    client.form("/sign-in", &[("login", login), ("password", "wrong-secret")]).await.status
}

async fn right(client: &Client<'_>) -> Reply {
    client.form("/sign-in", &[("login", "maya"), ("password", "maya-casts-it")]).await
}

#[tokio::test]
async fn ten_failures_lock_a_name_for_a_while() {
    let agency = TestAgency::demo().await;
    let guesser = agency.nobody();
    // As people write it: one name, one count.
    for login in ["maya", "MAYA", " maya ", "máya", "maya", "maya", "maya", "maya", "maya"] {
        assert_eq!(guess(&guesser, login).await, 401, "{login}");
    }
    agency.pass(SignedDuration::from_mins(5));
    assert_eq!(guess(&guesser, "maya").await, 401);
    let full = right(&guesser).await.is(429);
    full.says("Too many tries. Wait 10 minutes, then try again.").does_not_say("maya-casts-it");
    assert_eq!(full.header("retry-after"), "600");
    // The API's door counts the same, and nothing that is refused is counted again.
    let body = r#"{"username":"maya","password":"maya-casts-it"}"#;
    let refused = agency.nobody().post_json("/api/token", body).await.is(429);
    assert_eq!(refused.header("retry-after"), "600");
    agency.pass(SignedDuration::from_mins(10));
    right(&guesser).await.is(303);
    // One is free again for each that has grown old: nine were made first, one later.
    for _ in 0..9 {
        assert_eq!(guess(&guesser, "maya").await, 401);
    }
    assert_eq!(guess(&guesser, "maya").await, 429);
    // Others are not concerned.
    assert_eq!(guess(&guesser, "omar").await, 401);
}

/// The failures were another password's: whoever gets a new one is not kept out by them.
#[tokio::test]
async fn a_new_password_starts_anew() {
    let agency = TestAgency::demo().await;
    for _ in 0..10 {
        assert_eq!(guess(&agency.nobody(), "maya").await, 401);
    }
    right(&agency.nobody()).await.is(429);
    agency.agency.set_password(agency.manager(), "maya", "maya casts on").await.expect("it is sound");
    agency.sign_in("maya", "maya casts on").await.is(303);
}

/// A name nobody has is locked alike: neither status nor words tell.
#[tokio::test]
async fn unknown_names_are_locked_alike() {
    let agency = TestAgency::demo().await;
    for login in ["maya", "mary"] {
        for _ in 0..10 {
            assert_eq!(guess(&agency.nobody(), login).await, 401);
        }
        let reply = agency.sign_in(login, "wrong-secret").await.is(429);
        reply.says("Too many tries. Wait 15 minutes, then try again.");
        assert_eq!(reply.header("retry-after"), "900");
    }
}

/// What was right is taken back: signing in all day locks nobody out.
#[tokio::test]
async fn what_is_right_does_not_count() {
    let agency = TestAgency::demo().await;
    for _ in 0..12 {
        right(&agency.nobody()).await.is(303);
    }
    for _ in 0..9 {
        assert_eq!(guess(&agency.nobody(), "maya").await, 401);
    }
    right(&agency.nobody()).await.is(303);
    assert_eq!(guess(&agency.nobody(), "maya").await, 401);
    right(&agency.nobody()).await.is(429);
}

/// Of many guesses at once no more are looked at than of as many one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_once_do_not_slip_through() {
    let agency = TestAgency::demo().await;
    let client = agency.nobody();
    let guesses = futures::future::join_all((0..30).map(async |_| guess(&client, "maya").await)).await;
    assert_eq!(guesses.iter().filter(|status| **status == 401).count(), 10, "{guesses:?}");
    assert_eq!(guesses.iter().filter(|status| **status == 429).count(), 20, "{guesses:?}");
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let agency = TestAgency::demo().await;
    for _ in 0..10 {
        assert_eq!(guess(&agency.nobody(), "maya").await, 401);
    }
    let agency = agency.restarted("").await;
    right(&agency.nobody()).await.is(429);
    agency.pass(WINDOW);
    right(&agency.nobody()).await.is(303);
}

/// Whoever guesses from afar does not lock her out at her own desk; there she has tries of her own.
#[tokio::test]
async fn a_browser_that_signed_in_before_is_not_locked_out() {
    let agency = TestAgency::demo().await;
    let (desk, stranger) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    desk.form("/sign-out", &[]).await.is(303);
    stranger.form("/sign-out", &[]).await.is(303);
    stranger.forget("__Host-known");
    for _ in 0..10 {
        assert_eq!(guess(&stranger, "maya").await, 401);
    }
    right(&stranger).await.is(429);
    right(&desk).await.is(303);
    desk.form("/sign-out", &[]).await.is(303);
    for _ in 0..10 {
        assert_eq!(guess(&desk, "maya").await, 401);
    }
    right(&desk).await.is(429);
    // Known for her, it is a stranger for him; and a cookie of one's own making is none.
    for _ in 0..10 {
        assert_eq!(guess(&desk, "omar").await, 401);
    }
    assert_eq!(guess(&desk, "omar").await, 429);
    let forged =
        stranger.with("cookie", "__Host-known=eyJhbGciOiJub25lIn0.eyJwdXJwb3NlIjoia25vd24iLCJwZW9wbGUiOlsyXX0.");
    assert_eq!(guess(&forged, "maya").await, 429);
}

/// A browser knows the five who signed in last, for a year.
#[tokio::test]
async fn a_browser_knows_who_signed_in_at_it() {
    let agency = TestAgency::demo().await;
    let desk = agency.browser();
    for (login, password) in [("maya", "maya-casts-it"), ("omar", "omar-decides"), ("maya", "maya-casts-it")] {
        desk.form("/sign-in", &[("login", login), ("password", password)]).await.is(303);
    }
    let known = |now| agency.tokens.known_of(&desk.cookie("__Host-known").expect("it is known"), now);
    let now = agency.agency.now();
    assert_eq!(known(now), [domain::PersonId(2), domain::PersonId(3)]);
    assert_eq!(known(now + SignedDuration::from_hours(364 * 24)).len(), 2);
    assert_eq!(known(now + SignedDuration::from_hours(366 * 24)), []);
}

#[tokio::test]
async fn the_current_password_is_guessed_no_more_often() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let fields = |current| [("current", current), ("password", "out of the blue")];
    for _ in 0..10 {
        maya.call("change_password", &fields("wrong-secret")).await.is(400);
    }
    let refused = maya.call("change_password", &fields("maya-casts-it")).await.is(429);
    assert_eq!(refused.header("retry-after"), "900");
    assert_eq!(refused.error(), domain::Error::TooMany { after: 900 });
    let page = maya.form("/call/change_password", &[("page", "/account"), ("current", "x")]).await.is(429);
    assert_eq!(page.header("retry-after"), "900");
    agency.pass(WINDOW);
    maya.call("change_password", &fields("maya-casts-it")).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_a_hundred_failures() {
    let agency = TestAgency::demo().await;
    let agency = agency.restarted("[server]\ntrusted_proxies = [\"10.0.0.0/8\"]").await;
    let from = |address: &str| agency.nobody().at("10.0.0.1").with("x-forwarded-for", address);
    let office = from("203.0.113.5");
    let names = (0..100).map(|number| format!("name{number}"));
    let guesses = futures::future::join_all(names.map(|name| {
        let office = office.clone();
        async move { guess(&office, &name).await }
    }));
    assert_eq!(guesses.await, [401; 100]);
    right(&office).await.is(429);
    // What the client says of itself before the proxy speaks is no other address.
    right(&from("1.2.3.4, 203.0.113.5")).await.is(429);
    right(&from("203.0.113.6")).await.is(303);
    // From elsewhere the header is nothing but words.
    right(&agency.nobody().at("203.0.113.5").with("x-forwarded-for", "203.0.113.7")).await.is(429);
    // Known or not: the address is the address.
    let known = agency.browser();
    right(&known).await.is(303);
    right(&known.at("203.0.113.5")).await.is(429);
}

/// A browser that came by HTTPS is told to stay with it; by any other way nobody can say so.
#[tokio::test]
async fn https_is_kept_to() {
    let agency = TestAgency::demo().await;
    let agency = agency.restarted("[server]\ntrusted_proxies = [\"10.0.0.1\"]").await;
    let check = async |peer: &str, proto: &str, expected: bool| {
        let client = agency.nobody().at(peer).with("x-forwarded-proto", proto);
        for path in ["/sign-in", "/api/v1", "/livez"] {
            let reply = client.get(path).await;
            assert_eq!(reply.headers.contains_key("strict-transport-security"), expected, "{peer} {proto} {path}");
        }
    };
    check("10.0.0.1", "https", true).await;
    check("10.0.0.1", "http", false).await;
    check("203.0.113.5", "https", false).await;
}

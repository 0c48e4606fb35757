//! Who gets in, and who may do what, at every door.

use crate::support::TestAgency;
use domain::{Caller, Error, Permission, Role};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;

/// What a server function does to the agency.
#[derive(Clone, Copy, PartialEq)]
pub enum Does {
    Nothing,
    /// Something the change log does not speak of.
    Housekeeping,
    /// A change.
    Change,
    /// A change for each of several records.
    Changes,
    /// A change, for whoever did something before: others have nothing to take back.
    Flip,
    /// A change that goes on after the answer.
    Later,
}

/// Every server function, what it is asked (`ME` is the asker's id, `PASSWORD` the asker's password), the least role that may,
/// and what it does. A server function that is not listed here fails the test.
pub const CALLS: [(&str, &str, Role, Does); 57] = {
    use Does::{Change, Changes, Flip, Housekeeping, Later, Nothing};
    use Role::{CastingAssistant as Assistant, CastingDirector as Director, ExecutiveProducer as Producer};
    [
        ("actors", "query=q=tom", Assistant, Nothing),
        ("actor", "id=1", Assistant, Nothing),
        ("search_actors", "text=a", Assistant, Nothing),
        ("add_actor", "name=Ann&age=30&gender=female", Director, Change),
        ("change_actor", "id=1&version=1&name=Ann&age=31&gender=female", Director, Change),
        ("restore_actor_version", "id=1&number=1", Director, Change),
        ("delete_actor", "id=2", Director, Change),
        ("restore", "only=actor-12", Director, Change),
        ("movies", "query=q=heat", Assistant, Nothing),
        ("movie", "id=1", Assistant, Nothing),
        ("search_movies", "text=a", Assistant, Nothing),
        ("add_movie", "title=Heat&release_date=1995-12-15", Producer, Change),
        ("change_movie", "id=1&version=1&title=Heat&release_date=1995-12-16", Director, Change),
        ("restore_movie_version", "id=1&number=13", Director, Change),
        ("delete_movie", "id=2", Producer, Change),
        ("restore", "only=movie-17", Producer, Change),
        ("beside", "side=movie&id=1", Assistant, Nothing),
        ("around", "side=movie&id=1&list=q=the", Assistant, Nothing),
        ("add_casting", "movie_id=1&actor_id=1&character=Cobb", Director, Change),
        ("delete_casting", "id=1", Director, Change),
        ("restore", "only=casting-2", Director, Change),
        ("home", "", Assistant, Nothing),
        ("commands", "", Assistant, Nothing),
        ("find", "text=a", Assistant, Nothing),
        ("invitation", "", Assistant, Nothing),
        ("trash", "page=1", Assistant, Nothing),
        ("restore", "records[]=actor-2", Director, Change),
        ("steps", "", Assistant, Nothing),
        // The actor that was restored just now.
        ("undo", "", Assistant, Flip),
        ("redo", "", Assistant, Flip),
        ("change_actors", "chosen=4.1 5.1&gender=male", Director, Change),
        ("delete_actors", "chosen=6 7", Director, Changes),
        ("change_movies", "chosen=3.1 4.1&genre=Crime", Director, Changes),
        ("delete_movies", "chosen=3", Producer, Change),
        // The movie that was deleted above, and nothing after it.
        ("empty_trash", "latest=1000", Producer, Changes),
        ("present", "record=movie-1&place=tab", Assistant, Housekeeping),
        ("people", "", Producer, Nothing),
        ("invite", "name=Ann&role=casting_assistant", Producer, Housekeeping),
        ("withdraw_link", "id=1", Producer, Housekeeping),
        ("add_reset_link", "person=1", Producer, Housekeeping),
        ("change_person", "id=1&version=1&name=Ada&role=casting_director", Producer, Change),
        ("disable_person", "id=2", Producer, Change),
        ("enable_person", "id=2", Producer, Change),
        ("end_sessions", "id=2", Producer, Housekeeping),
        ("sessions", "", Assistant, Nothing),
        ("end_session", "id=3", Assistant, Housekeeping),
        ("change_password", "current=PASSWORD&password=out of the blue", Assistant, Housekeeping),
        ("keep_settings", "theme=dark&contrast=more", Assistant, Housekeeping),
        ("keep_list", "side=actor&list=q=tom&view=cards", Assistant, Housekeeping),
        ("draft", "me=ME&form=movie-1", Assistant, Nothing),
        ("keep_draft", r#"me=ME&form=movie-1&body={"title":"Heat"}"#, Assistant, Housekeeping),
        ("drop_draft", "me=ME&form=movie-1", Assistant, Housekeeping),
        // Of the asker's own file.
        (
            "match_columns",
            "kind=actor&id=1&headed=true&columns[name]=0&columns[age]=1&columns[gender]=2",
            Director,
            Housekeeping,
        ),
        ("leave_out", "kind=actor&id=1&out=2", Director, Housekeeping),
        ("import_progress", "kind=actor&id=1", Director, Nothing),
        ("import_rows", "kind=actor&id=1", Director, Later),
        ("drop_import", "kind=actor&id=1", Director, Housekeeping),
    ]
};
#[test]
fn every_server_function_is_in_the_table() {
    let mut there: Vec<_> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/call/").to_owned())
        .collect();
    let mut listed: Vec<_> = CALLS.iter().map(|(name, ..)| name.to_owned()).collect();
    there.sort_unstable();
    listed.sort_unstable();
    listed.dedup(); // one that is about several kinds of record has a line for each
    assert_eq!(there, listed);
}

/// What the table grants and what the operations ask for are two things: this walks from the one to the other.
#[test]
fn every_permission_is_asked_for_by_its_type() {
    fn check<P: domain::Grants>() -> Permission {
        for role in Role::ALL {
            let caller = Caller::program("test", role);
            assert_eq!(caller.permit::<P>().is_ok(), role.may(P::PERMISSION));
        }
        P::PERMISSION
    }
    let seen = [
        check::<domain::SeeActors>(),
        check::<domain::SeeMovies>(),
        check::<domain::AddActors>(),
        check::<domain::ChangeActors>(),
        check::<domain::DeleteActors>(),
        check::<domain::ChangeMovies>(),
        check::<domain::AddCastings>(),
        check::<domain::ChangeCastings>(),
        check::<domain::DeleteCastings>(),
        check::<domain::AddMovies>(),
        check::<domain::DeleteMovies>(),
        check::<domain::EmptyTrash>(),
        check::<domain::ManagePeople>(),
        check::<domain::SeeUsage>(),
    ];
    assert_eq!(seen, *Permission::ALL);
}

#[tokio::test]
async fn bearer_tokens_are_judged() {
    let agency = TestAgency::demo().await;
    let now = agency.agency.now().as_second();
    let key = EncodingKey::from_secret(&agency.agency.signing_key().await.expect("the key is there"));
    let sign = |claims: serde_json::Value, key: &EncodingKey, alg| {
        jsonwebtoken::encode(&Header::new(alg), &claims, key).expect("it can be signed")
    };
    let claims = |changes: serde_json::Value| {
        let mut claims = json!({
            "iss": "casting-agency", "aud": "casting-agency", "sub": "x", "iat": now, "exp": now + 60,
            "purpose": "bearer", "role": "casting_assistant",
        });
        for (name, value) in changes.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        claims
    };
    let ours = |changes| sign(claims(changes), &key, Algorithm::HS256);
    let session = agency.signed_in(Role::CastingDirector).await;
    let cookie = |name| session.cookie(name).expect("somebody signed in has it");
    let (pass, refresh, known) = (cookie("__Host-session"), cookie("__Host-refresh"), cookie("__Host-known"));

    let check = async |header: Option<&str>, status: u16, code: &str, description: &str| {
        let client = match header {
            Some(header) => agency.nobody().with("authorization", header),
            None => agency.nobody(),
        };
        let reply = client.get("/api/v1/actors").await;
        assert_eq!(reply.status, status, "{header:?}: {}", reply.text);
        if status != 200 {
            let body = reply.json();
            assert_eq!(
                (body["code"].as_str(), body["description"].as_str()),
                (Some(code), Some(description)),
                "{header:?}"
            );
            assert_eq!((&body["success"], &body["error"]), (&json!(false), &json!(status)));
            assert!(reply.header("www-authenticate").starts_with("Bearer "), "{header:?}");
        }
    };
    let unreadable = "Unable to parse authentication token.";
    let incorrect = "Incorrect claims. Please, check the audience and issuer.";
    check(None, 401, "authorization_header_missing", "Authorization header is expected.").await;
    check(Some("Basic abc"), 401, "invalid_header", "Authorization header must start with \"Bearer\".").await;
    check(Some(""), 401, "invalid_header", "Authorization header must start with \"Bearer\".").await;
    check(Some("Bearer"), 401, "invalid_header", "Token not found.").await;
    check(Some("Bearer a b"), 401, "invalid_header", "Authorization header must be bearer token.").await;
    check(Some("Bearer nonsense"), 401, "invalid_header", unreadable).await;
    let bearer = |token: String| format!("Bearer {token}");
    check(Some(&bearer(ours(json!({})))), 200, "", "").await;
    check(Some(&format!("bEaReR  {}", ours(json!({})))), 200, "", "").await;
    check(Some(&bearer(ours(json!({ "exp": now - 31 })))), 401, "token_expired", "Token expired.").await;
    check(Some(&bearer(ours(json!({ "exp": now - 29 })))), 200, "", "").await;
    check(Some(&bearer(ours(json!({ "exp": "9999999999" })))), 401, "invalid_header", unreadable).await;
    check(Some(&bearer(ours(json!({ "exp": null })))), 401, "invalid_header", unreadable).await;
    check(Some(&bearer(ours(json!({ "nbf": now + 60 })))), 401, "invalid_claims", "Token is not valid yet.").await;
    check(Some(&bearer(ours(json!({ "aud": "other" })))), 401, "invalid_claims", incorrect).await;
    check(Some(&bearer(ours(json!({ "iss": "other" })))), 401, "invalid_claims", incorrect).await;
    check(Some(&bearer(ours(json!({ "role": "king" })))), 401, "invalid_header", unreadable).await;
    check(Some(&bearer(ours(json!({ "purpose": "refresh" })))), 401, "invalid_header", unreadable).await;
    for token in [pass, refresh, known] {
        check(Some(&bearer(token)), 401, "invalid_header", unreadable).await;
    }
    let other = EncodingKey::from_secret(b"another key of some length, but not ours");
    check(Some(&bearer(sign(claims(json!({})), &other, Algorithm::HS256))), 401, "invalid_header", unreadable).await;
    check(Some(&bearer(sign(claims(json!({})), &key, Algorithm::HS512))), 401, "invalid_header", unreadable).await;
    // {"alg":"none"} and an empty signature.
    let none = format!("eyJhbGciOiJub25lIn0.{}.", ours(json!({})).split('.').nth(1).expect("the claims"));
    check(Some(&bearer(none)), 401, "invalid_header", unreadable).await;
    // The API never reads cookies.
    session.get("/api/v1/actors").await.is(401);
}

#[tokio::test]
async fn sign_in_tells_nobody_who_exists() {
    let agency = TestAgency::demo().await;
    let page = |reply: crate::support::Reply| {
        let reply = reply.is(401);
        assert!(reply.headers.get("set-cookie").is_none());
        reply.says("The name or the password is not right.").does_not_say("wrong-secret");
        // What differs from page to page by itself: the nonce, and the name that was typed.
        let nonce = reply
            .header("content-security-policy")
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .expect("a nonce")
            .to_owned();
        reply.text.replace(&nonce, "NONCE").replace("maya", "NAME").replace("mary", "NAME")
    };
    let wrong_password = page(agency.sign_in("maya", "wrong-secret").await);
    let unknown = page(agency.sign_in("mary", "wrong-secret").await);
    assert_eq!(wrong_password, unknown);
    assert!(unknown.contains("value=\"NAME\""), "what was typed stays");
    // A name is compared as people write it.
    agency.sign_in(" MAYA ", "maya-casts-it").await.is(303);
    agency.sign_in("maya", "MAYA-CASTS-IT").await.is(401);
}

/// By the clock on the wall, as an attacker would: a ratio of medians within one run, and a generous one.
#[tokio::test]
async fn sign_in_takes_as_long_for_a_name_nobody_has() {
    let agency = TestAgency::demo().await;
    let time = async |login: &str| {
        let begun = std::time::Instant::now();
        agency.sign_in(login, "wrong-secret").await.is(401);
        begun.elapsed().as_secs_f64()
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        known.push(time("maya").await);
        unknown.push(time("mary").await);
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let ratio = median(&mut unknown) / median(&mut known);
    assert!((0.5..2.0).contains(&ratio), "unknown names take {ratio:.2} times as long");
}

#[tokio::test]
async fn another_site_cannot_have_a_browser_write() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(Role::CastingDirector).await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
    {
        let lured = maya.clone().with(name, value).with("host", "agency.example");
        assert_eq!(lured.call("delete_actor", &[("id", "1")]).await.is(403).error(), Error::CrossSite);
        lured.form("/sign-out", &[]).await.is(403);
        lured.form("/sign-in", &[("login", "maya"), ("password", "maya-casts-it")]).await.is(403);
    }
    let own = maya
        .clone()
        .with("sec-fetch-site", "same-origin")
        .with("origin", "http://agency.example")
        .with("host", "agency.example");
    own.call("delete_actor", &[("id", "1")]).await.is(200);
    assert_eq!(agency.changes().await.len(), 30);
}

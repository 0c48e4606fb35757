//! Other issuers: what their tokens are worth, and how their keys come and go.

use crate::{
    signers::{
        Answer, EC, ED, EXPIRED, INCORRECT, Key, Members, NOW, RSA, Signer, THEIRS, TestIssuer, UNKNOWN_KEY,
        UNREADABLE, agency_and_issuer, ask, encoded, refused, token,
    },
    support::TestAgency,
};
use axum::http::StatusCode;
use casting_agency::tokens::Holder;
use domain::{Permission, Role, SignInProblem};
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Notify;

/// Who holds this token, as the agency's clock stands.
async fn holder(agency: &TestAgency, token: &str) -> Result<Holder, SignInProblem> {
    agency.tokens.holder(token, agency.agency.now()).await
}

#[tokio::test]
async fn other_issuers_say_what_may_be_done() {
    let (agency, _issuer) = agency_and_issuer().await;
    let limited = |permissions: &[Permission]| Holder::Limited {
        key: "issuer https://id.example/ client@clients".into(),
        name: "client@clients".into(),
        permissions: permissions.to_vec(),
    };
    let program = |role| Holder::Program {
        key: "issuer https://id.example/ client@clients".into(),
        name: "client@clients".into(),
        role,
    };
    for signer in Signer::all_theirs() {
        let check = async |claims: Members, expected: Holder| {
            assert_eq!(
                holder(&agency, &signer.saying(&claims)).await,
                Ok(expected),
                "{} {}",
                signer.alg,
                claims.text()
            );
        };
        let claims = &signer.claims;
        check(claims.clone(), limited(&[Permission::SeeActors])).await;
        check(claims.with("aud", r#"["others","casting"]"#), limited(&[Permission::SeeActors])).await;
        check(claims.without("nbf").without("iat"), limited(&[Permission::SeeActors])).await;
        check(
            claims.with("permissions", r#"["read:all","get:movies","get:movies"]"#),
            limited(&[Permission::SeeMovies]),
        )
        .await;
        check(claims.with("permissions", "[]"), limited(&[])).await;
        // The old service knew no castings.
        let casts =
            [Permission::ChangeMovies, Permission::AddCastings, Permission::ChangeCastings, Permission::DeleteCastings];
        check(claims.with("permissions", r#"["patch:movies"]"#), limited(&casts)).await;

        let roles = "https://casting.example/roles";
        let unlisted = claims.without("permissions");
        check(unlisted.with(roles, r#""casting_manager""#), program(Role::CastingDirector)).await;
        let several = unlisted.with(roles, r#"["casting_assistant","guest","executive_producer"]"#);
        check(several, program(Role::ExecutiveProducer)).await;
        check(unlisted.with(roles, r#"["guest"]"#), limited(&[])).await;
        check(claims.with(roles, r#"["guest"]"#), limited(&[Permission::SeeActors])).await;
        check(claims.with(roles, "null"), limited(&[Permission::SeeActors])).await;
        check(claims.with(roles, r#""casting_director""#), program(Role::CastingDirector)).await;
        for wrong in ["1", "{}", "[1]"] {
            let token = signer.saying(&claims.with(roles, wrong));
            assert_eq!(holder(&agency, &token).await, Err(SignInProblem::Unreadable), "{wrong}");
        }
    }
    // Nobody of another issuer is taken for somebody of ours.
    let ours = Signer::ours(&agency).await;
    let namesake = ours.saying(&ours.claims.with("sub", "\"client@clients\""));
    let Ok(Holder::Program { key, .. }) = holder(&agency, &namesake).await else { panic!("it is a program") };
    assert_eq!(key, "program client@clients");
}

#[tokio::test]
async fn a_flood_of_unknown_kids_costs_one_fetch() {
    let (agency, issuer) = agency_and_issuer().await;
    let signer = Signer::theirs("ES256", "ec", &EC);
    let flood = async |name: &str| {
        let tokens = (0..50)
            .map(|number| signer.under(&signer.header.with("kid", &json!(format!("{name}{number}")).to_string())));
        for reply in join_all(tokens.map(|token| async { ask(&agency, &{ token }).await })).await {
            refused(name, &reply, UNKNOWN_KEY);
        }
    };
    assert_eq!(issuer.asked(), 0, "nothing is fetched before it is needed");
    flood("first").await;
    assert_eq!(issuer.asked(), 1);
    ask(&agency, &signer.token()).await.is(200);
    agency.pass(SignedDuration::from_secs(29));
    flood("soon").await;
    assert_eq!(issuer.asked(), 1);
    agency.pass(SignedDuration::from_secs(1));
    flood("later").await;
    flood("and again").await;
    assert_eq!(issuer.asked(), 2);
    // Also where there is no answer.
    issuer.answers(Answer::Status(StatusCode::BAD_GATEWAY));
    agency.pass(SignedDuration::from_secs(30));
    flood("in vain").await;
    assert_eq!(issuer.asked(), 3);
    ask(&agency, &signer.token()).await.is(200);
}

#[tokio::test]
async fn whoever_hangs_up_takes_nobodys_keys_along() {
    let (agency, issuer) = agency_and_issuer().await;
    let gate = Arc::new((Notify::new(), Notify::new()));
    issuer.answers(Answer::Held(gate.clone()));
    let token = Signer::theirs("ES256", "ec", &EC).token();
    tokio::select! {
        _ = ask(&agency, &token) => panic!("the keys are not there yet"),
        () = gate.0.notified() => {}
    }
    let (reply, ()) = tokio::join!(ask(&agency, &token), async { gate.1.notify_one() });
    reply.is(200);
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test]
async fn keys_come_and_go() {
    let (agency, issuer) = agency_and_issuer().await;
    let old = Signer::theirs("ES256", "ec", &EC);
    ask(&agency, &old.token()).await.is(200);
    // A new key is found when the first token comes that it signed.
    let rotated = Key::ec();
    issuer.answers(Answer::Keys(json!({ "keys": [EC.jwk("ec"), rotated.jwk("new")] })));
    let new = token(&old.header.with("kid", "\"new\""), &old.claims, &rotated);
    refused("before the pause is over", &ask(&agency, &new).await, UNKNOWN_KEY);
    agency.pass(SignedDuration::from_secs(30));
    ask(&agency, &new).await.is(200);
    ask(&agency, &old.token()).await.is(200);
    // A withdrawn key goes within the hour, and the tokens that are remembered go with it.
    issuer.answers(Answer::Keys(json!({ "keys": [rotated.jwk("new")] })));
    let lasting = old.claims.with("exp", &(NOW + 36_000).to_string());
    let (old, new) = (old.saying(&lasting), token(&old.header.with("kid", "\"new\""), &lasting, &rotated));
    ask(&agency, &old).await.is(200);
    agency.pass(SignedDuration::from_secs(3599));
    ask(&agency, &old).await.is(200);
    assert_eq!(issuer.asked(), 2);
    agency.pass(SignedDuration::from_secs(1));
    refused("withdrawn", &ask(&agency, &old).await, UNKNOWN_KEY);
    ask(&agency, &new).await.is(200);
    assert_eq!(issuer.asked(), 3);
    // All of them can go.
    issuer.answers(Answer::Keys(json!({ "keys": [] })));
    agency.pass(SignedDuration::from_hours(1));
    refused("withdrawn", &ask(&agency, &new).await, UNKNOWN_KEY);
}

#[tokio::test]
async fn an_issuer_that_cannot_be_reached_keeps_its_keys() {
    let (agency, issuer) = agency_and_issuer().await;
    let signer = Signer::theirs("EdDSA", "ed", &ED);
    let lasting = signer.claims.with("exp", &(NOW + 864_000).to_string());
    let good = signer.saying(&lasting);
    ask(&agency, &good).await.is(200);
    let unknown = token(&signer.header.with("kid", "\"unknown\""), &lasting, signer.key);
    let long = json!({ "keys": [], "padding": "x".repeat(64 * 1024) }).to_string();
    for (name, answer) in [
        ("an error", Answer::Status(StatusCode::INTERNAL_SERVER_ERROR)),
        ("not there", Answer::Status(StatusCode::NOT_FOUND)),
        ("no JSON", Answer::Text("<html>".into())),
        ("no keys", Answer::Text("{}".into())),
        ("a list", Answer::Text("[]".into())),
        ("too long", Answer::Text(long)),
        ("a loop", Answer::To("/jwks".into())),
        ("three redirects", Answer::To("/hops/2".into())),
        // This machine too, but by a name that need not be.
        ("elsewhere in clear text", Answer::To(format!("{}/hops/0", issuer.address.replace("127.0.0.1", "0.0.0.0")))),
        ("a file", Answer::To("file:///etc/passwd".into())),
        ("too slow", Answer::Never),
    ] {
        issuer.answers(answer);
        let before = issuer.asked();
        agency.pass(SignedDuration::from_hours(1));
        ask(&agency, &good).await.is(200);
        refused(name, &ask(&agency, &unknown).await, UNKNOWN_KEY);
        assert!(issuer.asked() > before, "{name}: it was not asked");
    }
    issuer.answers(Answer::To("/hops/1".into()));
    agency.pass(SignedDuration::from_hours(1));
    refused("withdrawn", &ask(&agency, &good).await, UNKNOWN_KEY);
    ask(&agency, &unknown).await.is(200);
}

#[tokio::test]
async fn keys_that_are_no_use_are_left_out() {
    let (agency, issuer) = agency_and_issuer().await;
    let with = |mut jwk: Value, name: &str, value: Value| {
        jwk[name] = value;
        jwk
    };
    let weak = encoded([vec![0; 8], vec![0xff; 255]].concat());
    let check = async |keys: Vec<Value>, signer: Signer, expected: Option<&str>| {
        issuer.answers(Answer::Keys(json!({ "keys": keys })));
        agency.pass(SignedDuration::from_hours(1));
        let now = agency.agency.now().as_second();
        let reply = ask(&agency, &signer.saying(&signer.claims.with("exp", &(now + 60).to_string()))).await;
        match expected {
            Some(expected) => refused(&json!(keys).to_string(), &reply, expected),
            None => drop(reply.is(200)),
        }
    };
    let (rs, es) = (|| Signer::theirs("RS256", "rsa", &RSA), || Signer::theirs("ES256", "ec", &EC));
    // What we do not know spoils nothing.
    let strangers = [json!(7), json!(null), json!({}), json!({ "kty": "AKP", "kid": "pq" }), json!({ "kty": 1 })];
    check(strangers.into_iter().chain([RSA.jwk("rsa")]).collect(), rs(), None).await;
    for (name, value) in [("use", json!("sig")), ("alg", json!("RS256")), ("key_ops", json!(["verify"]))] {
        check(vec![with(RSA.jwk("rsa"), name, value)], rs(), None).await;
    }
    for (name, value) in [
        ("use", json!("enc")),
        ("use", json!("")),
        ("alg", json!("RS512")),
        ("alg", json!("HS256")),
        ("key_ops", json!(["encrypt"])),
        ("key_ops", json!([])),
        ("kid", json!(null)),
        ("kid", json!(7)),
        ("kty", json!("EC")),
        ("n", json!("")),
        ("n", json!("no base64!")),
        ("n", json!(weak)),
    ] {
        check(vec![with(RSA.jwk("rsa"), name, value)], rs(), Some(UNKNOWN_KEY)).await;
    }
    for (name, value) in [("crv", json!("P-384")), ("crv", json!(null)), ("x", json!("AA")), ("kty", json!("OKP"))] {
        check(vec![with(EC.jwk("ec"), name, value)], es(), Some(UNKNOWN_KEY)).await;
    }
    // A point that is on no curve proves nothing.
    check(vec![with(EC.jwk("ec"), "x", json!(encoded([7; 32])))], es(), Some(UNREADABLE)).await;
    // A secret that an issuer publishes is no key of ours.
    let secret = Key::Secret(b"published".to_vec());
    issuer.answers(Answer::Keys(json!({ "keys": [secret.jwk("oct")] })));
    agency.pass(SignedDuration::from_hours(1));
    let ours = Signer::ours(&agency).await;
    let claims = ours.claims.with("exp", &(agency.agency.now().as_second() + 60).to_string());
    let forged = token(&ours.header.with("kid", "\"oct\""), &claims, &secret);
    refused("a published secret", &ask(&agency, &forged).await, UNREADABLE);
}

#[tokio::test]
async fn a_remembered_token_expires_all_the_same() {
    let (agency, issuer) = agency_and_issuer().await;
    for signer in Signer::all_theirs() {
        let token = signer.saying(&signer.claims.with("exp", &(agency.agency.now().as_second() + 60).to_string()));
        ask(&agency, &token).await.is(200);
        agency.pass(SignedDuration::from_secs(89)); // half a minute is forgiven
        ask(&agency, &token).await.is(200);
        agency.pass(SignedDuration::from_secs(1));
        refused(signer.alg, &ask(&agency, &token).await, EXPIRED);
        refused(signer.alg, &ask(&agency, &token).await, EXPIRED);
    }
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test]
async fn issuers_are_kept_apart() {
    let (one, other) = (TestIssuer::open(json!({ "keys": [EC.jwk("key")] })).await, Key::ec());
    let another = TestIssuer::open(json!({ "keys": [other.jwk("key"), other.jwk("its own")] })).await;
    let issuers = [one.config("https://one.example/"), another.config("https://another.example/")].concat();
    let agency = TestAgency::configured(&issuers).await;
    let Signer { header, claims, .. } = Signer::theirs("ES256", "key", &EC);
    let says = |iss: &str| claims.with("iss", &json!(iss).to_string());
    let (from_one, from_another) = (says("https://one.example/"), says("https://another.example/"));
    ask(&agency, &token(&header, &from_one, &EC)).await.is(200);
    ask(&agency, &token(&header, &from_another, &other)).await.is(200);
    refused("the other's key", &ask(&agency, &token(&header, &from_one, &other)).await, UNREADABLE);
    refused("the one's key", &ask(&agency, &token(&header, &from_another, &EC)).await, UNREADABLE);
    let its_own = header.with("kid", "\"its own\"");
    refused("the other's key by its name", &ask(&agency, &token(&its_own, &from_one, &other)).await, UNKNOWN_KEY);
    refused("nobody's name", &ask(&agency, &token(&its_own, &says(THEIRS), &other)).await, INCORRECT);
}

/// A token that was seen is not verified again: by the clock on the wall, a ratio of the best of three rounds within one
/// run, and a generous one.
#[tokio::test]
async fn a_remembered_token_costs_less() {
    let (agency, _issuer) = agency_and_issuer().await;
    for signer in Signer::all_theirs() {
        holder(&agency, &signer.token()).await.expect("it is good"); // fetches the keys
        let (mut first, mut again) = (f64::MAX, f64::MAX);
        for round in 0..3 {
            let subject = |number: i32| json!(format!("client {round} {number}")).to_string();
            let tokens: Vec<_> =
                (0..200).map(|number| signer.saying(&signer.claims.with("sub", &subject(number)))).collect();
            let time = async || {
                let begun = std::time::Instant::now();
                for token in &tokens {
                    holder(&agency, token).await.expect("it is good");
                }
                begun.elapsed().as_secs_f64()
            };
            first = first.min(time().await);
            again = again.min(time().await);
        }
        let ratio = first / again;
        assert!(ratio > 1.2, "{}: a remembered token is verified only {ratio:.2} times as fast", signer.alg);
    }
}

//! What a token may be: bad ones by the hundred, and other issuers with their keys.

use crate::support::{Reply, TestAgency};
use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKey, KeySize},
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
        Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    },
};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use casting_agency::{config, tokens::Holder};
use domain::{Permission, Role, SignInProblem};
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Notify;

const UNREADABLE: &str = "Unable to parse authentication token.";
const INCORRECT: &str = "Incorrect claims. Please, check the audience and issuer.";
const UNKNOWN_KEY: &str = "Unable to find the appropriate key.";
const EXPIRED: &str = "Token expired.";
const NOT_YET: &str = "Token is not valid yet.";
const NO_PERMISSIONS: &str = "Permissions not included in JWT.";
const NOT_ALLOWED: &str = "Permission not found.";

/// The agency's clock when a test begins (`support.rs`).
const NOW: i64 = 1_790_000_000;
/// The name of the other issuer.
const THEIRS: &str = "https://id.example/";

// --- Keys ---

/// Something to sign with, by whatever algorithm the header names.
enum Key {
    Secret(Vec<u8>),
    Rsa(Box<RsaKey>),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl Key {
    fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKey::generate(KeySize::Rsa2048).expect("a key can be made")))
    }

    fn ec() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key can be made"))
    }

    fn ed() -> Self {
        Self::Ed(Ed25519KeyPair::generate().expect("a key can be made"))
    }

    fn sign(&self, message: &str) -> Vec<u8> {
        let (message, random) = (message.as_bytes(), SystemRandom::new());
        match self {
            Self::Secret(key) => hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message).as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).expect("an RSA key signs");
                signature
            }
            Self::Ec(key) => key.sign(&random, message).expect("an EC key signs").as_ref().to_vec(),
            Self::Ed(key) => key.sign(message).as_ref().to_vec(),
        }
    }

    /// The public half, as an issuer lists it (RFC 7517).
    fn jwk(&self, kid: &str) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Secret(key) => json!({ "kty": "oct", "kid": kid, "k": text(key) }),
            Self::Rsa(key) => json!({ "kty": "RSA", "kid": kid, "n": text(&modulus(key)), "e": "AQAB" }),
            Self::Ec(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "kid": kid, "x": text(x), "y": text(y) })
            }
            Self::Ed(key) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": text(key.public_key().as_ref()) })
            }
        }
    }
}

/// Out of the public key's DER (PKCS #1): two headers, a zero, 256 bytes, and the exponent.
fn modulus(key: &RsaKey) -> Vec<u8> {
    key.public_key().as_ref()[9..265].to_vec()
}

/// The other issuer's keys. Made once: an RSA key takes a second.
static RSA: LazyLock<Key> = LazyLock::new(Key::rsa);
static EC: LazyLock<Key> = LazyLock::new(Key::ec);
static ED: LazyLock<Key> = LazyLock::new(Key::ed);

fn their_keys() -> Value {
    json!({ "keys": [RSA.jwk("rsa"), EC.jwk("ec"), ED.jwk("ed")] })
}

/// What they would be if an answer counted that should not.
fn other_keys() -> Value {
    json!({ "keys": [ED.jwk("unknown")] })
}

// --- Tokens ---

/// A JSON object as text, so that its members can be what no JSON library would write.
#[derive(Clone)]
struct Members(Vec<(String, String)>);

impl Members {
    fn of(value: Value) -> Self {
        let members = value.as_object().expect("an object").iter();
        Self(members.map(|(name, value)| (name.clone(), value.to_string())).collect())
    }

    fn with(&self, name: &str, json: &str) -> Self {
        let mut members = self.without(name);
        members.0.push((name.to_owned(), json.to_owned()));
        members
    }

    fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(other, _)| other != name).cloned().collect())
    }

    /// With a second one of this name.
    fn twice(&self, name: &str, json: &str) -> Self {
        let mut members = self.clone();
        members.0.push((name.to_owned(), json.to_owned()));
        members
    }

    fn text(&self) -> String {
        let members: Vec<_> = self.0.iter().map(|(name, json)| format!("{}:{json}", json!(name))).collect();
        format!("{{{}}}", members.join(","))
    }
}

fn encoded(part: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(part)
}

/// A token of these two parts, whatever is in them, with a good signature.
fn token_of(header: &str, payload: &str, key: &Key) -> String {
    let signed = format!("{header}.{payload}");
    let signature = encoded(key.sign(&signed));
    format!("{signed}.{signature}")
}

fn token(header: &Members, claims: &Members, key: &Key) -> String {
    token_of(&encoded(header.text()), &encoded(claims.text()), key)
}

/// A way to sign that is good: with our key, or with one of the other issuer's.
struct Signer {
    alg: &'static str,
    header: Members,
    claims: Members,
    key: &'static Key,
}

impl Signer {
    fn theirs(alg: &'static str, kid: &str, key: &'static Key) -> Self {
        let claims = json!({ "iss": THEIRS, "aud": "casting", "sub": "client@clients", "iat": NOW, "nbf": NOW,
            "exp": NOW + 3600, "permissions": ["get:actors"] });
        Self {
            alg,
            header: Members::of(json!({ "alg": alg, "typ": "JWT", "kid": kid })),
            claims: Members::of(claims),
            key,
        }
    }

    fn all_theirs() -> Vec<Self> {
        vec![Self::theirs("RS256", "rsa", &RSA), Self::theirs("ES256", "ec", &EC), Self::theirs("EdDSA", "ed", &ED)]
    }

    async fn ours(agency: &TestAgency) -> Self {
        let secret = agency.agency.signing_key().await.expect("the database answers");
        let claims = json!({ "iss": "casting-agency", "aud": "casting-agency", "sub": "program", "iat": NOW, "nbf": NOW,
            "exp": NOW + 3600, "purpose": "bearer", "role": "casting_assistant" });
        Self {
            alg: "HS256",
            header: Members::of(json!({ "alg": "HS256", "typ": "JWT" })),
            claims: Members::of(claims),
            // As long-lived as the test itself.
            key: Box::leak(Box::new(Key::Secret(secret))),
        }
    }

    fn token(&self) -> String {
        self.saying(&self.claims)
    }

    fn saying(&self, claims: &Members) -> String {
        token(&self.header, claims, self.key)
    }

    fn under(&self, header: &Members) -> String {
        token(header, &self.claims, self.key)
    }
}

// --- The other issuer ---

/// What it answers when asked for its keys.
#[derive(Clone)]
enum Answer {
    Keys(Value),
    Text(String),
    Status(StatusCode),
    To(String),
    /// Its keys, having said that it was asked and waited for a word.
    Held(Arc<(Notify, Notify)>),
    Never,
}

/// An issuer on this machine, that counts how often it is asked for anything.
#[derive(Clone)]
struct TestIssuer {
    address: String,
    answer: Arc<Mutex<Answer>>,
    asked: Arc<AtomicUsize>,
}

impl TestIssuer {
    async fn open(keys: Value) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("some port is free");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let issuer = Self { address, answer: Arc::new(Mutex::new(Answer::Keys(keys))), asked: Arc::default() };
        let doors = Router::new().route("/jwks", get(Self::jwks)).route("/hops/{left}", get(Self::hop));
        let doors = doors.with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, doors).await });
        issuer
    }

    async fn jwks(State(issuer): State<Self>) -> Response {
        issuer.asked.fetch_add(1, Ordering::Relaxed);
        let answer = issuer.answer.lock().expect("nobody stopped holding it").clone();
        match answer {
            Answer::Keys(keys) => axum::Json(keys).into_response(),
            Answer::Text(text) => text.into_response(),
            Answer::Status(status) => (status, axum::Json(other_keys())).into_response(),
            Answer::To(address) => Redirect::to(&address).into_response(),
            Answer::Held(gate) => {
                gate.0.notify_one();
                gate.1.notified().await;
                axum::Json(their_keys()).into_response()
            }
            Answer::Never => std::future::pending().await,
        }
    }

    /// So many redirects, then other keys.
    async fn hop(Path(left): Path<u32>) -> Response {
        match left {
            0 => axum::Json(other_keys()).into_response(),
            left => Redirect::to(&format!("/hops/{}", left - 1)).into_response(),
        }
    }

    fn answers(&self, answer: Answer) {
        *self.answer.lock().expect("nobody stopped holding it") = answer;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    fn config(&self, iss: &str) -> config::Issuer {
        config::Issuer {
            iss: iss.to_owned().try_into().expect("a sound name"),
            aud: "casting".into(),
            jwks: format!("{}/jwks", self.address).try_into().expect("it is this machine"),
            roles_claim: Some("https://casting.example/roles".into()),
        }
    }
}

async fn agency_and_issuer() -> (TestAgency, TestIssuer) {
    let issuer = TestIssuer::open(their_keys()).await;
    (TestAgency::trusting(vec![issuer.config(THEIRS)]).await, issuer)
}

/// Asks for the actors with this token.
async fn ask(agency: &TestAgency, token: &str) -> Reply {
    agency.nobody().with("authorization", &format!("Bearer {token}")).get("/api/v1/actors").await
}

#[track_caller]
fn refused(name: &str, reply: &Reply, expected: &str) {
    let status = if [NO_PERMISSIONS, NOT_ALLOWED].contains(&expected) { 403 } else { 401 };
    assert_eq!(reply.status, status, "{name}: {}", reply.text);
    let body = reply.json();
    assert_eq!((&body["success"], &body["message"]), (&json!(false), &json!(expected)), "{name}");
    assert_eq!(reply.header("content-type"), "application/json", "{name}");
    if status == 401 {
        assert!(reply.header("www-authenticate").starts_with("Bearer error="), "{name}");
    }
}

// --- Bad tokens ---

/// Bad tokens, each with a name and what is said of it.
struct Bad(Vec<(String, String, &'static str)>);

impl Bad {
    fn add(&mut self, name: impl Into<String>, token: impl Into<String>, expected: &'static str) {
        self.0.push((name.into(), token.into(), expected));
    }
}

/// Signed with the right key, each way: the point is what they say.
fn bad_claims(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, claims, .. } = signer;
    let mut add =
        |name: String, claims: Members, expected| bad.add(format!("{alg} {name}"), signer.saying(&claims), expected);

    let no_times = [
        "\"1790003600\"",
        "\"soon\"",
        "\"\"",
        "1790003600.5",
        "1790003600.0",
        "1.7900036e9",
        "null",
        "true",
        "[1790003600]",
        "{}",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "253402300800",
    ];
    for name in ["exp", "nbf", "iat"] {
        for time in no_times {
            add(format!("{name} {time}"), claims.with(name, time), UNREADABLE);
        }
        for time in ["1e400", "-1e400", "NaN", "Infinity", "0x6AB13B90", "01790003600", "+1790003600", "1790003600."] {
            add(format!("{name} {time}, which is no JSON"), claims.with(name, time), UNREADABLE);
        }
    }
    add("exp missing".into(), claims.without("exp"), UNREADABLE);
    for (time, then) in [("-1", "negative"), ("0", "zero"), ("1789999970", "half a minute ago")] {
        add(format!("exp {then}"), claims.with("exp", time), EXPIRED);
    }
    add("nbf in a minute".into(), claims.with("nbf", "1790000060"), NOT_YET);
    add("nbf in a thousand years".into(), claims.with("nbf", "33000000000"), NOT_YET);

    let long = json!("x".repeat(256)).to_string();
    for sub in ["1", "null", "true", "[]", "[\"program\"]", "{}", "\"\"", "\"a\\u0000b\"", "\"a\\nb\"", &long] {
        add(format!("sub {sub:.20}"), claims.with("sub", sub), UNREADABLE);
    }
    add("sub missing".into(), claims.without("sub"), UNREADABLE);

    for iss in [
        "\"https://id.example\"",
        "\"HTTPS://ID.EXAMPLE/\"",
        "\"https://evil.example/\"",
        "\"\"",
        "1",
        "null",
        "[]",
        "{}",
    ] {
        add(format!("iss {iss}"), claims.with("iss", iss), INCORRECT);
    }
    add("iss in a list".into(), claims.with("iss", "[\"https://id.example/\",\"casting-agency\"]"), INCORRECT);
    add("iss missing".into(), claims.without("iss"), INCORRECT);
    for aud in [
        "\"\"",
        "\"cast\"",
        "\"casting \"",
        "\"CASTING-AGENCY\"",
        "1",
        "null",
        "{}",
        "[]",
        "[\"others\"]",
        "[[\"casting\",\"casting-agency\"]]",
    ] {
        add(format!("aud {aud}"), claims.with("aud", aud), INCORRECT);
    }
    add("aud missing".into(), claims.without("aud"), INCORRECT);

    for cnf in ["{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", "{}", "null"] {
        add(format!("cnf {cnf:.8}"), claims.with("cnf", cnf), UNREADABLE);
    }
    for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "permissions", "purpose"] {
        let json = claims.0.iter().find(|(other, _)| other == name).map_or("null", |(_, json)| json);
        add(format!("two {name}"), claims.with(name, json).twice(name, json), UNREADABLE);
    }
    let deep = format!("{}{}", "[".repeat(1500), "]".repeat(1500));
    add("lists in lists in lists".into(), claims.with("deep", &deep), UNREADABLE);
    add("a lone surrogate".into(), claims.with("more", "\"\\ud800\""), UNREADABLE);
    add("longer than a token may be".into(), claims.with("more", &json!("x".repeat(6200)).to_string()), UNREADABLE);
    // The same name to whoever reads escapes.
    let escaped = claims.text().replacen('{', r#"{"s\u0075b":"somebody","#, 1);
    bad.add(
        format!("{alg} two sub, one escaped"),
        token_of(&encoded(signer.header.text()), &encoded(escaped), signer.key),
        UNREADABLE,
    );
}

/// What is not one JSON object in UTF-8, as header and as claims, signed with the right key.
fn bad_json(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let spoil = |text: &str| -> Vec<(&str, Vec<u8>)> {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        let open = &text[..text.len() - 1];
        vec![
            ("nothing", Vec::new()),
            ("null", b"null".to_vec()),
            ("a number", b"1".to_vec()),
            ("a text", json!(text).to_string().into_bytes()),
            ("a list of it", format!("[{text}]").into_bytes()),
            ("an empty object", b"{}".to_vec()),
            ("an object left open", open.as_bytes().to_vec()),
            ("a comma too many", format!("{open},}}").into_bytes()),
            ("something behind it", format!("{text}x").into_bytes()),
            ("another object behind it", format!("{text}{text}").into_bytes()),
            ("a NUL behind it", format!("{text}\0").into_bytes()),
            ("a comment", format!("{text}/**/").into_bytes()),
            ("single quotes", text.replace('"', "'").into_bytes()),
            ("a byte order mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16", utf16(u16::to_le_bytes)),
            ("UTF-16, big end first", utf16(u16::to_be_bytes)),
            ("a byte that is no UTF-8", [open.as_bytes(), b",\"x\":\"\xff\"}"].concat()),
            ("an overlong slash", [open.as_bytes(), b",\"x\":\"\xc0\xaf\"}"].concat()),
        ]
    };
    for (name, json) in spoil(&header.text()) {
        bad.add(format!("{alg} header: {name}"), token_of(&encoded(json), &encoded(claims.text()), key), UNREADABLE);
    }
    for (name, json) in spoil(&claims.text()) {
        bad.add(format!("{alg} claims: {name}"), token_of(&encoded(header.text()), &encoded(json), key), UNREADABLE);
    }
}

/// Headers that ask for something we do not do, over good claims and signed with the right key.
fn bad_headers(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let mut add =
        |name: String, header: Members, expected| bad.add(format!("{alg} {name}"), signer.under(&header), expected);
    for crit in [
        "[\"exp\"]",
        "[\"b64\"]",
        "[\"http://evil.example/x\"]",
        "[]",
        "[1]",
        "[\"alg\"]",
        "\"exp\"",
        "null",
        "{}",
        "true",
    ] {
        add(format!("crit {crit}"), header.with("crit", crit), UNREADABLE);
    }
    add("b64 false".into(), header.with("b64", "false"), UNREADABLE);
    add("b64 false and crit".into(), header.with("b64", "false").with("crit", "[\"b64\"]"), UNREADABLE);
    add("cty JWT".into(), header.with("cty", "\"JWT\""), UNREADABLE);
    add("enc".into(), header.with("enc", "\"A128GCM\""), UNREADABLE);
    add("zip".into(), header.with("zip", "\"DEF\""), UNREADABLE);
    for typ in ["\"logout+jwt\"", "\"dpop+jwt\"", "\"secevent+jwt\"", "\"JWE\"", "\"\"", "1", "null", "[\"JWT\"]"] {
        add(format!("typ {typ}"), header.with("typ", typ), UNREADABLE);
    }
    for name in ["alg", "typ", "kid"] {
        let json = header.0.iter().find(|(other, _)| other == name).map_or("\"rsa\"", |(_, json)| json);
        add(format!("two {name}"), header.with(name, json).twice(name, json), UNREADABLE);
    }
    add("two alg, none last".into(), header.twice("alg", "\"none\""), UNREADABLE);

    let others = [
        "\"none\"",
        "\"None\"",
        "\"NONE\"",
        "\"nOnE\"",
        "\"none \"",
        "\" none\"",
        "\"\"",
        "null",
        "0",
        "true",
        "[]",
        "[\"HS256\"]",
        "{\"alg\":\"HS256\"}",
        "\"hs256\"",
        "\"HS256\\u0000\"",
        "\"HS256 \"",
        "\"HS384\"",
        "\"HS512\"",
        "\"RS384\"",
        "\"RS512\"",
        "\"PS256\"",
        "\"ES384\"",
        "\"ES512\"",
        "\"ES256K\"",
        "\"Ed25519\"",
        "\"Ed448\"",
        "\"EDDSA\"",
        "\"dir\"",
        "\"RSA-OAEP\"",
        "\"A128KW\"",
    ];
    let unsigned = |header: &Members| format!("{}.{}.", encoded(header.text()), encoded(claims.text()));
    for other in others {
        add(format!("alg {other}"), header.with("alg", other), UNREADABLE);
    }
    add("alg missing".into(), header.without("alg"), UNREADABLE);
    for other in &others[..8] {
        bad.add(format!("{alg} alg {other}, unsigned"), unsigned(&header.with("alg", other)), UNREADABLE);
    }
    // Another algorithm that we know, with the same signature: whose key would it be?
    for other in ["HS256", "RS256", "ES256", "EdDSA"].into_iter().filter(|other| other != alg) {
        let expected = if other == "HS256" { UNREADABLE } else { UNKNOWN_KEY };
        let lies = header.with("alg", &json!(other).to_string());
        bad.add(format!("{alg} calling itself {other}"), token(&lies, claims, key), expected);
    }
}

/// Bad spellings of a good token: what is not base64url in its one form.
fn bad_spellings(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let good = signer.token();
    let [header_part, claims_part, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let mut add = |name: &str, token: String| bad.add(format!("{alg} {name}"), token, UNREADABLE);

    for (name, token) in [
        ("unsigned", format!("{header_part}.{claims_part}.")),
        ("without the last dot", format!("{header_part}.{claims_part}")),
        ("a fourth part", format!("{good}.x")),
        ("a fourth, empty part", format!("{good}.")),
        ("an empty first part", format!(".{good}")),
        ("five parts, encrypted", format!("{header_part}..{claims_part}.{signature}.{signature}")),
        ("only dots", "..".into()),
        ("four dots", "....".into()),
        ("no dot", header_part.into()),
        ("no header", format!(".{claims_part}.{signature}")),
        ("no claims", format!("{header_part}..{signature}")),
        ("parts in another order", format!("{claims_part}.{header_part}.{signature}")),
        ("in quotes", format!("\"{good}\"")),
        ("a comma behind", format!("{good},")),
        ("percent-encoded", good.replace('.', "%2E")),
        ("half a signature", good[..good.len() - signature.len() / 2].into()),
        ("a signature and more", format!("{good}AAAA")),
        ("a signature of zeros", format!("{header_part}.{claims_part}.{}", encoded([0; 64]))),
        ("a signature twice", format!("{good}{signature}")),
        ("a padded signature", format!("{good}=")),
        ("a signature padded in full", format!("{good}==")),
    ] {
        add(name, token);
    }
    // Every bit counts, wherever it is.
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).expect("it was encoded so");
    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        bytes[at] ^= 1;
        add(&format!("bit {at} of the signature turned"), format!("{header_part}.{claims_part}.{}", encoded(&bytes)));
        bytes[at] ^= 1;
    }
    let more = encoded(claims.with("sub", "\"somebody\"").text());
    add("a signature of other claims", format!("{header_part}.{more}.{signature}"));
    let another = encoded(header.with("x", "1").text());
    add("a signature under another header", format!("{another}.{claims_part}.{signature}"));

    // These are signed as they stand, so only their spelling is wrong. The spaces make the length one that has padding.
    let spaced = |text: String| match text.len() % 3 {
        0 => text + " ",
        _ => text,
    };
    let slashes = spaced(claims.with("more", "\"???>>>~~~\"").text());
    let (plain_header, plain_claims) = (encoded(spaced(header.text())), encoded(&slashes));
    add("claims in the other alphabet", token_of(&plain_header, STANDARD.encode(&slashes).trim_end_matches('='), key));
    for (name, spell) in [
        ("padding", (|part| format!("{part}=")) as fn(&str) -> String),
        ("padding in full", |part| format!("{part}{}", "=".repeat(4 - part.len() % 4))),
        ("a stray bit at the end", stray_bit),
        ("an A too many", |part| format!("{part}A")),
        ("a tilde", |part| format!("{part}~")),
        ("a star", |part| format!("*{part}")),
    ] {
        add(&format!("header with {name}"), token_of(&spell(&plain_header), &plain_claims, key));
        add(&format!("claims with {name}"), token_of(&plain_header, &spell(&plain_claims), key));
    }
    add("signature with a stray bit at the end", format!("{header_part}.{claims_part}.{}", stray_bit(signature)));
    bad.add(format!("{alg} white space inside"), good.replace('.', " ."), "Authorization header must be bearer token.");
}

/// The same bytes to a reader that does not look at the last bits.
fn stray_bit(part: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (start, last) = part.split_at(part.len() - 1);
    let at = ALPHABET.iter().position(|letter| last.as_bytes() == [*letter]).expect("a letter of it");
    format!("{start}{}", char::from(ALPHABET[at | 1]))
}

/// Tokens signed with something public, or with nothing.
fn confusion(bad: &mut Bad, ours: &Signer, theirs: &Signer) {
    let Key::Rsa(rsa) = &*RSA else { panic!("it is an RSA key") };
    let der: PublicKeyX509Der = rsa.public_key().as_der().expect("it can be written");
    let base64 = STANDARD.encode(der.as_ref());
    let lines: Vec<_> = base64.as_bytes().chunks(64).map(|line| str::from_utf8(line).expect("ASCII")).collect();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", lines.join("\n"));
    let jwk = RSA.jwk("rsa");
    for (name, secret) in [
        ("the RSA key's PEM", pem.clone().into_bytes()),
        ("the RSA key's PEM and a line's end", format!("{pem}\n").into_bytes()),
        ("the RSA key's PEM in DOS lines", pem.replace('\n', "\r\n").into_bytes()),
        ("the RSA key's DER", der.as_ref().to_vec()),
        ("the RSA key's DER (PKCS #1)", rsa.public_key().as_ref().to_vec()),
        ("the RSA key's DER in base64", base64.into_bytes()),
        ("the RSA key's JWK", jwk.to_string().into_bytes()),
        ("the RSA key's modulus", modulus(rsa)),
        ("the RSA key's modulus in base64", encoded(modulus(rsa)).into_bytes()),
        ("the EC key's JWK", EC.jwk("ec").to_string().into_bytes()),
        ("the Ed25519 key's JWK", ED.jwk("ed").to_string().into_bytes()),
        ("all keys", their_keys().to_string().into_bytes()),
        ("the kid", b"rsa".to_vec()),
        ("the issuer", THEIRS.as_bytes().to_vec()),
        ("our name", b"casting-agency".to_vec()),
        ("an empty key", Vec::new()),
        ("a NUL", vec![0]),
        ("zeros", vec![0; 32]),
        ("a word", b"secret".to_vec()),
    ] {
        let key = Key::Secret(secret);
        let plain = &ours.header;
        for (header, which) in [
            (plain.clone(), ""),
            (plain.with("kid", "\"rsa\""), " and its kid"),
            (plain.with("kid", "\"../../../../dev/null\""), " and a path for a kid"),
            (plain.with("kid", "\"x' union select 'secret\""), " and a statement for a kid"),
        ] {
            for (claims, whose) in [(&ours.claims, "ours"), (&theirs.claims, "theirs")] {
                bad.add(format!("HS256 with {name}{which}, {whose}"), token(&header, claims, &key), UNREADABLE);
            }
        }
    }
    // Each key is worth something to its own side only.
    bad.add("our key, their claims", token(&ours.header, &theirs.claims, ours.key), INCORRECT);
    for signer in Signer::all_theirs() {
        bad.add(format!("their {} key, our claims", signer.alg), signer.saying(&ours.claims), INCORRECT);
        let both = theirs
            .claims
            .with("purpose", "\"bearer\"")
            .with("role", "\"executive_producer\"")
            .with("iss", "\"casting-agency\"");
        bad.add(format!("their {} key, a role of ours", signer.alg), signer.saying(&both), INCORRECT);
    }
    // A signature as other libraries write it (DER), and one on another curve.
    let Key::Ec(ec) = &*EC else { panic!("it is an EC key") };
    let pkcs8 = ec.to_pkcs8v1().expect("it can be written");
    let der = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).expect("it was just written");
    let other_curve = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key can be made");
    let es = Signer::theirs("ES256", "ec", &EC);
    bad.add("ES256 signed in DER", token(&es.header, &es.claims, &Key::Ec(der)), UNREADABLE);
    bad.add("ES256 signed on another curve", token(&es.header, &es.claims, &Key::Ec(other_curve)), UNREADABLE);
}

/// Names of keys that are none of the issuer's, on tokens signed with its key.
fn kids(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, .. } = signer;
    let own = header.0.iter().find(|(name, _)| name == "kid").map(|(_, json)| json.trim_matches('"')).expect("a kid");
    let huge = "x".repeat(5000);
    let texts = [
        "",
        " ",
        "x",
        "../../../../dev/null",
        "/dev/null",
        "file:///dev/null",
        "C:\\NUL",
        "http://127.0.0.1/",
        "' or '1'='1",
        "'; drop table people; --",
        "x' union select 'secret",
        "\0",
        "%00",
        "$(id)",
        "| id",
        "../jwks",
        "__proto__",
        "constructor",
        "{{7*7}}",
        "*",
        &huge,
        &format!("{own}\0"),
        &format!("{own} "),
        &format!(" {own}"),
        &format!("{own}/../{own}"),
        &format!("{own}\n"),
        &own.to_uppercase(),
    ]
    .map(|kid| json!(kid).to_string());
    for kid in texts {
        bad.add(format!("{alg} kid {kid:.30}"), signer.under(&header.with("kid", &kid)), UNKNOWN_KEY);
    }
    bad.add(format!("{alg} kid missing"), signer.under(&header.without("kid")), UNKNOWN_KEY);
    for kid in [
        "0",
        "1",
        "-1",
        "1e400",
        "null",
        "true",
        "[]",
        "{}",
        &format!("[\"{own}\"]"),
        &format!("{{\"kid\":\"{own}\"}}"),
        "\"\\ud800\"",
    ] {
        bad.add(format!("{alg} kid {kid}"), signer.under(&header.with("kid", kid)), UNREADABLE);
    }
    for other in ["rsa", "ec", "ed"].into_iter().filter(|other| *other != own) {
        bad.add(
            format!("{alg} under the kid {other}"),
            signer.under(&header.with("kid", &json!(other).to_string())),
            UNKNOWN_KEY,
        );
    }
}

/// Tokens that bring the key which proves them, or say where it is to be had.
fn own_keys(bad: &mut Bad, signer: &Signer, attacker: &TestIssuer) {
    let Signer { alg, header, claims, .. } = signer;
    let (key, kid) = match *alg {
        "RS256" => (&*ATTACKER, "rsa"),
        "ES256" => (&*ATTACKER_EC, "ec"),
        _ => (&*ATTACKER_ED, "ed"),
    };
    let address = json!(format!("{}/jwks", attacker.address)).to_string();
    let certificate = json!([STANDARD.encode("no certificate, which nobody finds out")]).to_string();
    let jwk = |kid: &str| key.jwk(kid).to_string();
    for (name, header) in [
        ("under a known kid", header.clone()),
        ("under a kid of its own", header.with("kid", "\"attacker\"")),
        ("without a kid", header.without("kid")),
    ] {
        let expected = if name == "under a known kid" { UNREADABLE } else { UNKNOWN_KEY };
        for (how, header) in [
            ("alone", header.clone()),
            ("jku", header.with("jku", &address)),
            ("x5u", header.with("x5u", &address)),
            ("jwk", header.with("jwk", &jwk(kid))),
            ("jwk of its own kid", header.with("jwk", &jwk("attacker"))),
            ("x5c", header.with("x5c", &certificate)),
            (
                "all at once",
                header.with("jku", &address).with("x5u", &address).with("jwk", &jwk(kid)).with("x5c", &certificate),
            ),
        ] {
            bad.add(format!("{alg} by an attacker, {name}, {how}"), token(&header, claims, key), expected);
        }
    }
    // What the attacker claims does not have its keys fetched either.
    let theirs = claims.with("iss", &json!(attacker.address).to_string());
    bad.add(
        format!("{alg} by an attacker, and says so"),
        token(&header.with("kid", "\"attacker\""), &theirs, key),
        UNKNOWN_KEY,
    );
}

static ATTACKER: LazyLock<Key> = LazyLock::new(Key::rsa);
static ATTACKER_EC: LazyLock<Key> = LazyLock::new(Key::ec);
static ATTACKER_ED: LazyLock<Key> = LazyLock::new(Key::ed);

/// Our own tokens for something else, and such as say nothing we know.
fn purposes(bad: &mut Bad, ours: &Signer, cookie: String) {
    bad.add("a session's token", cookie, UNREADABLE);
    for purpose in ["\"session\"", "\"refresh\"", "\"Bearer\"", "\"\"", "null", "1", "[\"bearer\"]", "{\"bearer\":{}}"]
    {
        bad.add(format!("purpose {purpose}"), ours.saying(&ours.claims.with("purpose", purpose)), UNREADABLE);
    }
    bad.add("purpose missing", ours.saying(&ours.claims.without("purpose")), UNREADABLE);
    for role in ["\"king\"", "\"\"", "\"Executive_Producer\"", "1", "[\"executive_producer\"]", "{}", "true"] {
        bad.add(format!("role {role}"), ours.saying(&ours.claims.with("role", role)), UNREADABLE);
    }
    let nobody = ours.claims.without("role");
    bad.add("neither role nor permissions", ours.saying(&nobody), NO_PERMISSIONS);
    bad.add("no permissions", ours.saying(&nobody.with("permissions", "[]")), NOT_ALLOWED);
    for permissions in ["\"get:actors\"", "[1]", "{}", "true"] {
        bad.add(
            format!("permissions {permissions}"),
            ours.saying(&nobody.with("permissions", permissions)),
            UNREADABLE,
        );
    }
}

fn their_permissions(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, claims, .. } = signer;
    let mut add = |permissions: &str, expected| {
        bad.add(
            format!("{alg} permissions {permissions}"),
            signer.saying(&claims.with("permissions", permissions)),
            expected,
        );
    };
    for permissions in
        ["\"get:actors\"", "\"\"", "[1]", "[null]", "[[\"get:actors\"]]", "{\"get:actors\":true}", "true", "0"]
    {
        add(permissions, UNREADABLE);
    }
    for permissions in ["[]", "[\"GET:ACTORS\"]", "[\"get:actors \"]", "[\"*\"]", "[\"get:movies\"]", "[\"\"]"] {
        add(permissions, NOT_ALLOWED);
    }
    add("null", NO_PERMISSIONS);
    bad.add(format!("{alg} permissions missing"), signer.saying(&claims.without("permissions")), NO_PERMISSIONS);
    // A role of ours is worth something under the configured name only.
    let role = claims.without("permissions").with("role", "\"executive_producer\"");
    bad.add(format!("{alg} a role under our name for it"), signer.saying(&role), NO_PERMISSIONS);
}

#[tokio::test]
async fn no_bad_token_is_good() {
    let (agency, _issuer) = agency_and_issuer().await;
    let attacker = TestIssuer::open(json!({ "keys": [ATTACKER.jwk("rsa"), ATTACKER.jwk("attacker")] })).await;
    let (ours, theirs) = (Signer::ours(&agency).await, Signer::all_theirs());
    let mut bad = Bad(Vec::new());
    for signer in theirs.iter().chain([&ours]) {
        // What the bad ones are made of is good.
        ask(&agency, &signer.token()).await.is(200);
        bad_claims(&mut bad, signer);
        bad_json(&mut bad, signer);
        bad_headers(&mut bad, signer);
        bad_spellings(&mut bad, signer);
    }
    for signer in &theirs {
        kids(&mut bad, signer);
        own_keys(&mut bad, signer, &attacker);
        their_permissions(&mut bad, signer);
    }
    confusion(&mut bad, &ours, &theirs[0]);
    let session = agency.sign_in("ada", "ada-looks-up").await;
    let (_, cookie) = session.header("set-cookie").split_once('=').expect("a cookie has a value");
    purposes(&mut bad, &ours, cookie.split(';').next().expect("there is a first").into());

    let names: HashSet<_> = bad.0.iter().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), bad.0.len(), "two of one name");
    assert!(bad.0.len() >= 300, "only {} bad tokens", bad.0.len());
    for (name, token, expected) in &bad.0 {
        refused(name, &ask(&agency, token).await, expected);
    }
    assert_eq!(attacker.asked(), 0, "a token had its own keys fetched");
    for signer in theirs.iter().chain([&ours]) {
        ask(&agency, &signer.token()).await.is(200);
    }
}

// --- Other issuers ---

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
        check(claims.with(roles, r#""casting_director""#), program(Role::CastingDirector)).await;
        for wrong in ["1", "null", "{}", "[1]"] {
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
    let issuers = vec![one.config("https://one.example/"), another.config("https://another.example/")];
    let agency = TestAgency::trusting(issuers).await;
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

/// What remembering saves. Not part of every run: `cargo test --release --test tokens:: -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "a measurement"]
async fn what_remembering_saves() {
    let (agency, _issuer) = agency_and_issuer().await;
    let ours = Signer::ours(&agency).await;
    for signer in Signer::all_theirs().iter().chain([&ours]) {
        let subjects =
            (0..1000).map(|number| signer.claims.with("sub", &json!(format!("client {number}")).to_string()));
        let tokens: Vec<_> = subjects.map(|claims| signer.saying(&claims)).collect();
        holder(&agency, &signer.token()).await.expect("it is good"); // fetches the keys
        let time = async || {
            let begun = std::time::Instant::now();
            for token in &tokens {
                holder(&agency, token).await.expect("it is good");
            }
            begun.elapsed().as_secs_f64() * 1000.0
        };
        let (first, again) = (time().await, time().await);
        println!("{}: {first:.1} µs, then {again:.1} µs: {:.1} times as fast", signer.alg, first / again);
    }
}

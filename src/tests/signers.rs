//! Keys to sign tokens with, tokens made by hand, and an issuer on this machine.

use crate::support::{Reply, TestAgency};
use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKey, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256},
};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::sync::{
    Arc, LazyLock, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

pub const UNREADABLE: &str = "Unable to parse authentication token.";
pub const INCORRECT: &str = "Incorrect claims. Please, check the audience and issuer.";
pub const UNKNOWN_KEY: &str = "Unable to find the appropriate key.";
pub const EXPIRED: &str = "Token expired.";
pub const NOT_YET: &str = "Token is not valid yet.";
pub const NO_PERMISSIONS: &str = "Permissions not included in JWT.";
pub const NOT_ALLOWED: &str = "Permission not found.";

/// The agency's clock when a test begins (`support.rs`).
pub const NOW: i64 = 1_790_000_000;
/// The name of the other issuer.
pub const THEIRS: &str = "https://id.example/";

// --- Keys ---

/// Something to sign with, by whatever algorithm the header names.
pub enum Key {
    Secret(Vec<u8>),
    Rsa(Box<RsaKey>),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl Key {
    pub fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKey::generate(KeySize::Rsa2048).expect("a key can be made")))
    }

    pub fn ec() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key can be made"))
    }

    pub fn ed() -> Self {
        Self::Ed(Ed25519KeyPair::generate().expect("a key can be made"))
    }

    pub fn sign(&self, message: &str) -> Vec<u8> {
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
    pub fn jwk(&self, kid: &str) -> Value {
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
pub fn modulus(key: &RsaKey) -> Vec<u8> {
    key.public_key().as_ref()[9..265].to_vec()
}

/// The other issuer's keys. Made once: an RSA key takes a second.
pub static RSA: LazyLock<Key> = LazyLock::new(Key::rsa);
pub static EC: LazyLock<Key> = LazyLock::new(Key::ec);
pub static ED: LazyLock<Key> = LazyLock::new(Key::ed);

pub fn their_keys() -> Value {
    json!({ "keys": [RSA.jwk("rsa"), EC.jwk("ec"), ED.jwk("ed")] })
}

/// What they would be if an answer counted that should not.
pub fn other_keys() -> Value {
    json!({ "keys": [ED.jwk("unknown")] })
}

// --- Tokens ---

/// A JSON object as text, so that its members can be what no JSON library would write.
#[derive(Clone)]
pub struct Members(pub Vec<(String, String)>);

impl Members {
    pub fn of(value: Value) -> Self {
        let members = value.as_object().expect("an object").iter();
        Self(members.map(|(name, value)| (name.clone(), value.to_string())).collect())
    }

    pub fn with(&self, name: &str, json: &str) -> Self {
        let mut members = self.without(name);
        members.0.push((name.to_owned(), json.to_owned()));
        members
    }

    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(other, _)| other != name).cloned().collect())
    }

    /// With a second one of this name.
    pub fn twice(&self, name: &str, json: &str) -> Self {
        let mut members = self.clone();
        members.0.push((name.to_owned(), json.to_owned()));
        members
    }

    pub fn text(&self) -> String {
        let members: Vec<_> = self.0.iter().map(|(name, json)| format!("{}:{json}", json!(name))).collect();
        format!("{{{}}}", members.join(","))
    }
}

pub fn encoded(part: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(part)
}

/// A token of these two parts, whatever is in them, with a good signature.
pub fn token_of(header: &str, payload: &str, key: &Key) -> String {
    let signed = format!("{header}.{payload}");
    let signature = encoded(key.sign(&signed));
    format!("{signed}.{signature}")
}

pub fn token(header: &Members, claims: &Members, key: &Key) -> String {
    token_of(&encoded(header.text()), &encoded(claims.text()), key)
}

/// A way to sign that is good: with our key, or with one of the other issuer's.
pub struct Signer {
    pub alg: &'static str,
    pub header: Members,
    pub claims: Members,
    pub key: &'static Key,
}

impl Signer {
    pub fn theirs(alg: &'static str, kid: &str, key: &'static Key) -> Self {
        let claims = json!({ "iss": THEIRS, "aud": "casting", "sub": "client@clients", "iat": NOW, "nbf": NOW,
            "exp": NOW + 3600, "permissions": ["get:actors"] });
        Self {
            alg,
            header: Members::of(json!({ "alg": alg, "typ": "JWT", "kid": kid })),
            claims: Members::of(claims),
            key,
        }
    }

    pub fn all_theirs() -> Vec<Self> {
        vec![Self::theirs("RS256", "rsa", &RSA), Self::theirs("ES256", "ec", &EC), Self::theirs("EdDSA", "ed", &ED)]
    }

    pub async fn ours(agency: &TestAgency) -> Self {
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

    pub fn token(&self) -> String {
        self.saying(&self.claims)
    }

    pub fn saying(&self, claims: &Members) -> String {
        token(&self.header, claims, self.key)
    }

    pub fn under(&self, header: &Members) -> String {
        token(header, &self.claims, self.key)
    }
}

// --- The other issuer ---

/// What it answers when asked for its keys.
#[derive(Clone)]
pub enum Answer {
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
pub struct TestIssuer {
    pub address: String,
    answer: Arc<Mutex<Answer>>,
    asked: Arc<AtomicUsize>,
}

impl TestIssuer {
    pub async fn open(keys: Value) -> Self {
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

    pub fn answers(&self, answer: Answer) {
        *self.answer.lock().expect("nobody stopped holding it") = answer;
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// How our configuration names it.
    pub fn config(&self, iss: &str) -> String {
        let jwks = format!("{}/jwks", self.address);
        format!(
            "[[auth.issuers]]\niss = {iss:?}\naud = \"casting\"\njwks = {jwks:?}\nroles_claim = \"https://casting.example/roles\"\n"
        )
    }
}

pub async fn agency_and_issuer() -> (TestAgency, TestIssuer) {
    let issuer = TestIssuer::open(their_keys()).await;
    (TestAgency::configured(&issuer.config(THEIRS)).await, issuer)
}

/// Asks for the actors with this token.
pub async fn ask(agency: &TestAgency, token: &str) -> Reply {
    agency.nobody().with("authorization", &format!("Bearer {token}")).get("/api/v1/actors").await
}

#[track_caller]
pub fn refused(name: &str, reply: &Reply, expected: &str) {
    let status = if [NO_PERMISSIONS, NOT_ALLOWED].contains(&expected) { 403 } else { 401 };
    assert_eq!(reply.status, status, "{name}: {}", reply.text);
    let body = reply.json();
    assert_eq!((&body["success"], &body["message"]), (&json!(false), &json!(expected)), "{name}");
    assert_eq!(reply.header("content-type"), "application/json", "{name}");
    if status == 401 {
        assert!(reply.header("www-authenticate").starts_with("Bearer error="), "{name}");
    }
}

//! Other issuers whose bearer tokens are good here: their public keys, fetched and kept (RFC 7517), and what their
//! tokens let their holders do.

use crate::{
    config::Issuer as Config,
    jws::{Claims, Jws, good_now},
    tokens::{Holder, OURS},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Permission, Role,
    SignInProblem::{self, NoPermissions, UnknownKey, Unreadable},
};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey};
use quick_cache::sync::Cache;
use reqwest::{Client, Url, header, redirect};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The longest answer that is read, in bytes: room for fifty keys.
const LONGEST: usize = 64 * 1024;
/// How long fetching keys may take, redirects and all.
const PATIENCE: Duration = Duration::from_secs(5);
const MOST_REDIRECTS: usize = 2;
/// How long after one fetch, good or bad, the next may follow.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// How long keys are good before they are looked at again, so that withdrawn ones go.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How many tokens of an issuer are remembered.
const REMEMBERED: usize = 10_000;
/// The fewest bits of an RSA key (RFC 7518, 3.3).
const FEWEST_BITS: usize = 2048;

/// The issuers we trust. Cheap to clone; all clones share what they know.
#[derive(Clone, Default)]
pub struct Issuers(Arc<[Arc<Issuer>]>);

impl Issuers {
    /// Nothing is fetched before the first token comes. Fails where this machine has no certificates to judge by.
    pub fn new(configs: Vec<Config>) -> Result<Self, String> {
        configs.into_iter().map(|config| Issuer::new(config).map(Arc::new)).collect::<Result<_, _>>().map(Self)
    }

    /// Who holds this token. Its key is found by `kid`; what it says is judged after its signature.
    pub async fn holder(&self, token: &str, jws: &Jws<'_>, now: Timestamp) -> Result<Holder, SignInProblem> {
        let digest: TokenDigest = Sha256::digest(token.as_bytes()).into();
        for issuer in self.0.iter().filter(|issuer| issuer.keys().seen.get(&digest).is_some()) {
            if let Some(seen) = issuer.fresh_keys(now).await.seen.get(&digest) {
                good_now(seen.exp, seen.nbf, now)?;
                return Ok(seen.holder.clone());
            }
        }
        let id = (jws.kid.clone().ok_or(UnknownKey)?, jws.algorithm);
        let (issuer, keys) = self.keys_with(&id, jws, now).await.ok_or(UnknownKey)?;
        let claims = jws.claims(keys.by_id.get(&id).ok_or(UnknownKey)?)?;
        claims.judge(&issuer.iss, &issuer.aud, now)?;
        let holder = issuer.holder(&claims)?;
        keys.seen.insert(digest, Arc::new(Seen { exp: claims.exp, nbf: claims.nbf, holder: holder.clone() }));
        Ok(holder)
    }

    /// The issuer that has this key. Two may use one `kid`, so of those we trust only the one the token names is asked;
    /// where it names none of them, whoever has the key will do, and the token is refused for its claims.
    async fn keys_with(&self, id: &KeyId, jws: &Jws<'_>, now: Timestamp) -> Option<(&Issuer, Arc<Keys>)> {
        let claimed = jws.claimed_issuer();
        let named = self.0.iter().position(|issuer| claimed.as_deref() == Some(&*issuer.iss));
        for issuer in named.map_or(&self.0[..], |at| &self.0[at..=at]) {
            if let Some(keys) = issuer.keys_with(id, now).await {
                return Some((issuer, keys));
            }
        }
        None
    }
}

/// One of them, and what is known of its keys.
struct Issuer {
    iss: Iss,
    aud: String,
    roles_claim: Option<String>,
    jwks: Jwks,
    client: Client,
    known: RwLock<Known>,
    /// Held by whoever fetches.
    turn: Arc<Mutex<()>>,
}

#[derive(Default)]
struct Known {
    keys: Arc<Keys>,
    fetched: Option<Timestamp>,
    tried: Option<Timestamp>,
}

/// Keys are told apart by name and algorithm: a key of the wrong kind is not found.
type KeyId = (String, Algorithm);
type TokenDigest = [u8; 32];

/// A set of keys, and the tokens they have proved. With another set nothing is remembered, so no token outlives its key.
struct Keys {
    listed: Vec<Jwk>,
    by_id: HashMap<KeyId, DecodingKey>,
    seen: Cache<TokenDigest, Arc<Seen>>,
}

/// What a token said whose signature and claims were good.
struct Seen {
    exp: Timestamp,
    nbf: Option<Timestamp>,
    holder: Holder,
}

impl Issuer {
    fn new(config: Config) -> Result<Self, String> {
        let Config { iss, aud, jwks, roles_claim } = config;
        let follow = redirect::Policy::custom(|attempt| match attempt.previous() {
            before if before.len() > MOST_REDIRECTS => attempt.error("redirected too often"),
            [.., before] if !may_follow(before, attempt.url()) => attempt.error("redirected to where it is not safe"),
            _ => attempt.follow(),
        });
        let mut client = Client::builder().redirect(follow).timeout(PATIENCE).referer(false);
        if jwks.scheme() == "http" {
            client = client.no_proxy(); // it would look for the keys on a machine of its own
        }
        let client = client.build().map_err(|error| format!("no HTTPS to the issuer {}: {}", &*iss, causes(&error)))?;
        Ok(Self { iss, aud, roles_claim, jwks, client, known: RwLock::default(), turn: Arc::default() })
    }

    /// What a token of this issuer lets its holder do.
    fn holder(&self, claims: &Claims) -> Result<Holder, SignInProblem> {
        let (key, name) = (format!("issuer {} {}", &*self.iss, claims.sub), claims.sub.clone());
        let roles = self.roles_claim.as_ref().and_then(|claim| claims.more.get(claim)).map(roles).transpose()?;
        let permissions = claims.more.get("permissions").filter(|list| !list.is_null()).map(permissions).transpose()?;
        match (roles, permissions) {
            (Some(Some(role)), _) => Ok(Holder::Program { key, name, role }),
            (_, Some(permissions)) => Ok(Holder::Limited { key, name, permissions }),
            // Roles, but none of ours.
            (Some(None), None) => Ok(Holder::Limited { key, name, permissions: Vec::new() }),
            (None, None) => Err(NoPermissions),
        }
    }

    fn keys(&self) -> Arc<Keys> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).keys.clone()
    }

    /// The keys, looked at again if that was an hour ago.
    async fn fresh_keys(self: &Arc<Self>, now: Timestamp) -> Arc<Keys> {
        let fetched = self.known.read().unwrap_or_else(PoisonError::into_inner).fetched;
        if fetched.is_none_or(|fetched| distance(fetched, now) >= GOOD_FOR)
            // One request does it; the others go on with the keys there are.
            && let Ok(turn) = self.turn.clone().try_lock_owned()
        {
            self.fetch(turn, now).await;
        }
        self.keys()
    }

    /// The keys, if this one is among them; fetched again where it is not.
    async fn keys_with(self: &Arc<Self>, id: &KeyId, now: Timestamp) -> Option<Arc<Keys>> {
        let has_it = |keys: &Arc<Keys>| keys.by_id.contains_key(id);
        if let Some(keys) = Some(self.fresh_keys(now).await).filter(has_it) {
            return Some(keys);
        }
        let turn = self.turn.clone().lock_owned().await;
        // Whoever had the turn before may have brought it.
        if let Some(keys) = Some(self.keys()).filter(has_it) {
            return Some(keys);
        }
        self.fetch(turn, now).await;
        Some(self.keys()).filter(has_it)
    }

    /// Fetches the keys, unless that was tried a moment ago. What goes wrong is logged, and the old keys stay.
    async fn fetch(self: &Arc<Self>, turn: OwnedMutexGuard<()>, now: Timestamp) {
        {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            if known.tried.is_some_and(|tried| distance(tried, now) < PAUSE) {
                return;
            }
            known.tried = Some(now);
        }
        let issuer = self.clone();
        // In a task of its own: whoever asked may hang up, and the others would be without keys until the pause is over.
        let fetching = tokio::spawn(async move {
            let _turn = turn;
            match issuer.listed().await {
                Ok(listed) => issuer.learn(listed, now),
                Err(problem) => {
                    tracing::warn!(issuer = &*issuer.iss, problem, "the keys of an issuer cannot be fetched");
                }
            }
        });
        let _ = fetching.await;
    }

    /// The keys as their address lists them; those that are no use to us are left out.
    async fn listed(&self) -> Result<Vec<Jwk>, String> {
        let because = |error: reqwest::Error| causes(&error.without_url());
        let request = self.client.get(self.jwks.0.clone()).header(header::ACCEPT, "application/json");
        let mut response = request.send().await.and_then(reqwest::Response::error_for_status).map_err(because)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(because)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(format!("the answer is longer than {LONGEST} bytes"));
            }
            body.extend_from_slice(&chunk);
        }
        let Listed { keys } = serde_json::from_slice(&body).map_err(|_| "the answer is no JSON Web Key Set")?;
        Ok(keys.into_iter().filter_map(|key| Jwk::deserialize(key).ok()).filter(|key| key.usable().is_some()).collect())
    }

    fn learn(&self, listed: Vec<Jwk>, now: Timestamp) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.fetched = Some(now);
        if known.keys.listed != listed {
            known.keys = Arc::new(Keys::new(listed));
            tracing::info!(issuer = &*self.iss, keys = known.keys.by_id.len(), "the keys of an issuer were fetched");
        }
    }
}

/// How far apart two times are, also where the clock was set back in between.
fn distance(one: Timestamp, other: Timestamp) -> SignedDuration {
    one.duration_since(other).abs()
}

/// Whether one address may send us on to another.
fn may_follow(from: &Url, to: &Url) -> bool {
    to.scheme() == "https" || from.scheme() == "http" && is_safe(to)
}

/// Nobody can have changed on the way what came from there: HTTPS, or this machine itself.
fn is_safe(address: &Url) -> bool {
    let loopback = match address.host_str() {
        Some("localhost") => true,
        Some(host) => {
            host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    };
    match address.scheme() {
        "https" => address.has_host(),
        "http" => loopback,
        _ => false,
    }
}

/// What an error says, and what caused it.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

impl Default for Keys {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Keys {
    fn new(listed: Vec<Jwk>) -> Self {
        let by_id = listed.iter().filter_map(Jwk::usable).collect();
        Self { listed, by_id, seen: Cache::new(REMEMBERED) }
    }
}

/// A JSON Web Key Set (RFC 7517, 5). Its keys are read one by one: what we do not know must not spoil the rest.
#[derive(Deserialize)]
struct Listed {
    keys: Vec<Value>,
}

/// A public key, as much of it as matters here (RFC 7517, RFC 7518, RFC 8037).
#[derive(PartialEq, Eq, Deserialize)]
struct Jwk {
    kty: String,
    kid: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Jwk {
    /// What to verify with, if this is for signatures of a kind we accept and strong enough.
    fn usable(&self) -> Option<(KeyId, DecodingKey)> {
        let bytes = |part: &Option<String>| URL_SAFE_NO_PAD.decode(part.as_ref()?).ok();
        let (name, algorithm, key) = match (&*self.kty, self.crv.as_deref()) {
            ("RSA", None) => {
                let (n, e) = (bytes(&self.n)?, bytes(&self.e)?);
                let bits = n
                    .iter()
                    .position(|byte| *byte != 0)
                    .map_or(0, |zeros| (n.len() - zeros) * 8 - n[zeros].leading_zeros() as usize);
                (bits >= FEWEST_BITS).then_some(())?;
                ("RS256", Algorithm::RS256, DecodingKey::from_rsa_raw_components(&n, &e))
            }
            ("EC", Some("P-256")) => {
                let (x, y) = (bytes(&self.x)?, bytes(&self.y)?);
                (x.len() == 32 && y.len() == 32).then_some(())?;
                ("ES256", Algorithm::ES256, DecodingKey::from_ec_der(&[&[4], &x[..], &y[..]].concat()))
            }
            ("OKP", Some("Ed25519")) => {
                let x = bytes(&self.x)?;
                (x.len() == 32).then_some(())?;
                ("EdDSA", Algorithm::EdDSA, DecodingKey::from_ed_der(&x))
            }
            _ => return None,
        };
        let for_this = self.usage.as_deref().is_none_or(|usage| usage == "sig")
            && self.key_ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == "verify"))
            && self.alg.as_deref().is_none_or(|alg| alg == name);
        for_this.then(|| ((self.kid.clone(), algorithm), key))
    }
}

/// The highest of our roles that this claim names: one name, or a list of them.
fn roles(claim: &Value) -> Result<Option<Role>, SignInProblem> {
    Ok(texts(claim)?.into_iter().filter_map(|name| name.parse().ok()).max())
}

/// The permissions this claim lists. The old service knew no castings: whoever may change movies may cast them.
fn permissions(claim: &Value) -> Result<Vec<Permission>, SignInProblem> {
    if !claim.is_array() {
        return Err(Unreadable);
    }
    let listed = texts(claim)?;
    let implied = listed.contains(&Permission::ChangeMovies.claim());
    let castings = [Permission::AddCastings, Permission::ChangeCastings, Permission::DeleteCastings];
    let holds =
        |permission: &Permission| listed.contains(&permission.claim()) || implied && castings.contains(permission);
    Ok(Permission::ALL.iter().copied().filter(holds).collect())
}

fn texts(claim: &Value) -> Result<Vec<&str>, SignInProblem> {
    match claim {
        Value::String(text) => Ok(vec![text]),
        Value::Array(list) => list.iter().map(|item| item.as_str().ok_or(Unreadable)).collect(),
        _ => Err(Unreadable),
    }
}

/// An issuer's name. Together with a subject it tells callers apart, so it holds no white space; and it is not ours.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Iss(String);

impl TryFrom<String> for Iss {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() || text.contains(char::is_whitespace) {
            return Err(format!("the issuer {text:?} is empty or holds white space"));
        }
        if text == OURS {
            return Err(format!("the issuer {text:?} would be mistaken for ours"));
        }
        Ok(Self(text))
    }
}

impl Deref for Iss {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The address of an issuer's keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Jwks(Url);

impl TryFrom<String> for Jwks {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let address = text.parse().map_err(|error| format!("{text:?} is no address: {error}"))?;
        if is_safe(&address) {
            Ok(Self(address))
        } else {
            Err(format!("keys are fetched by https, or by http from this machine itself; not from {text:?}"))
        }
    }
}

impl Deref for Jwks {
    type Target = Url;

    fn deref(&self) -> &Url {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_keys_may_come_from() {
        fn check(from: &str, to: &str, expected: bool) {
            let address = |text: &str| text.parse().expect("an address");
            assert_eq!(may_follow(&address(from), &address(to)), expected, "{from} to {to}");
        }
        check("https://id.example/jwks", "https://cdn.example/jwks", true);
        check("https://id.example/jwks", "http://id.example/jwks", false);
        check("https://id.example/jwks", "http://127.0.0.1/jwks", false);
        check("https://id.example/jwks", "file:///etc/passwd", false);
        check("http://127.0.0.1:9000/jwks", "https://id.example/jwks", true);
        check("http://127.0.0.1:9000/jwks", "http://localhost:9001/jwks", true);
        check("http://127.0.0.1:9000/jwks", "http://[::1]/jwks", true);
        check("http://127.0.0.1:9000/jwks", "http://10.0.0.1/jwks", false);
        check("http://127.0.0.1:9000/jwks", "http://localhost.example/jwks", false);
        check("http://127.0.0.1:9000/jwks", "ftp://127.0.0.1/jwks", false);
    }
}

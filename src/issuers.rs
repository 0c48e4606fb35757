//! Other issuers whose bearer tokens are good here: which of their keys we know, and what their tokens let their holders
//! do.

use crate::{
    config::Issuer as Config,
    jwks::{Jwk, Jwks, KeyId},
    jws::{Claims, Jws, good_now},
    tokens::{Holder, OURS},
};
use domain::{
    Permission, Role,
    SignInProblem::{self, NoPermissions, UnknownKey, Unreadable},
};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::DecodingKey;
use quick_cache::sync::Cache;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long after one fetch, good or bad, the next may follow.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// How long keys are good before they are looked at again, so that withdrawn ones go.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How many tokens of an issuer are remembered.
const REMEMBERED: usize = 10_000;

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
        let jwks = Jwks::at(jwks).map_err(|problem| format!("no HTTPS to the issuer {}: {problem}", &*iss))?;
        Ok(Self { iss, aud, roles_claim, jwks, known: RwLock::default(), turn: Arc::default() })
    }

    /// What a token of this issuer lets its holder do.
    fn holder(&self, claims: &Claims) -> Result<Holder, SignInProblem> {
        let (key, name) = (format!("issuer {} {}", &*self.iss, claims.sub), claims.sub.clone());
        let claim = |name: &str| claims.more.get(name).filter(|claim| !claim.is_null());
        let roles = self.roles_claim.as_deref().and_then(claim).map(roles).transpose()?;
        let permissions = claim("permissions").map(permissions).transpose()?;
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
            match issuer.jwks.fetch().await {
                Ok(listed) => issuer.learn(listed, now),
                Err(problem) => {
                    tracing::warn!(issuer = &*issuer.iss, problem, "the keys of an issuer cannot be fetched");
                }
            }
        });
        let _ = fetching.await;
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

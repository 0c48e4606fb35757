//! Reading signed tokens (RFC 7515, RFC 7519) strictly, as RFC 8725 wants: what two readers could understand in two
//! ways is not read at all.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::SignInProblem::{self, Expired, NotYetValid, Unreadable, WrongClaims};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;
/// The longest `sub`, in bytes (OpenID Connect's limit). It becomes a name in the change log.
const LONGEST_SUBJECT: usize = 255;
/// How far the clocks of two machines may differ, in seconds.
const LEEWAY: i64 = 30;

/// A token of which the header was read, to find the key it asks for. Nothing else it says counts before
/// [`claims`](Self::claims).
pub struct Jws<'a> {
    pub algorithm: Algorithm,
    pub kid: Option<String>,
    signed: &'a str,
    payload: &'a str,
    signature: &'a str,
}

impl<'a> Jws<'a> {
    /// Reads the header. The algorithm is one of four, whatever key may be meant. `jku`, `x5u`, `jwk` and `x5c` are left
    /// alone: a token does not bring the key that proves it.
    pub fn read(token: &'a str) -> Result<Self, SignInProblem> {
        if token.len() > LONGEST {
            return Err(Unreadable);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Unreadable)?;
        // Of a fourth part the claims would hold the dot, which is no base64url.
        let (header, payload) = signed.split_once('.').ok_or(Unreadable)?;
        let mut header = object(header)?;
        // What has to be understood (`crit`, and `b64`, which must be named in it) or says that this is no plain token
        // (`cty`, nested tokens) is not for us.
        if ["crit", "b64", "cty", "enc", "zip"].iter().any(|name| header.contains_key(*name)) {
            return Err(Unreadable);
        }
        // Explicit typing (RFC 8725, 3.11): a logout token or a proof of possession is no access token (RFC 9068).
        match header.get("typ") {
            None => {}
            Some(Value::String(typ))
                if ["JWT", "at+jwt", "application/at+jwt"].iter().any(|ours| typ.eq_ignore_ascii_case(ours)) => {}
            Some(_) => return Err(Unreadable),
        }
        let algorithm = match header.get("alg").and_then(Value::as_str) {
            Some("HS256") => Algorithm::HS256,
            Some("RS256") => Algorithm::RS256,
            Some("ES256") => Algorithm::ES256,
            Some("EdDSA") => Algorithm::EdDSA,
            _ => return Err(Unreadable),
        };
        let kid = match header.remove("kid") {
            None => None,
            Some(Value::String(kid)) => Some(kid),
            Some(_) => return Err(Unreadable),
        };
        Ok(Self { algorithm, kid, signed, payload, signature })
    }

    /// The issuer this token claims to come from: good for choosing whose keys to look at, and for nothing else.
    pub fn claimed_issuer(&self) -> Option<String> {
        match object(self.payload).ok()?.remove("iss")? {
            Value::String(iss) => Some(iss),
            _ => None,
        }
    }

    /// What the token says, if it was signed with this key.
    pub fn claims(&self, key: &DecodingKey) -> Result<Claims, SignInProblem> {
        match jsonwebtoken::crypto::verify(self.signature, self.signed.as_bytes(), key, self.algorithm) {
            Ok(true) => Claims::read(object(self.payload)?),
            _ => Err(Unreadable),
        }
    }
}

/// What a token with a good signature says.
pub struct Claims {
    pub sub: String,
    pub exp: Timestamp,
    pub nbf: Option<Timestamp>,
    iss: Option<Value>,
    aud: Option<Value>,
    /// All other members.
    pub more: Map<String, Value>,
}

impl Claims {
    fn read(mut members: Map<String, Value>) -> Result<Self, SignInProblem> {
        let Some(Value::String(sub)) = members.remove("sub") else { return Err(Unreadable) };
        // A NUL would not go into the change log, and the rest of its kind only deceives who reads it.
        if sub.is_empty() || sub.len() > LONGEST_SUBJECT || sub.contains(char::is_control) {
            return Err(Unreadable);
        }
        // A token tied to a key of its holder (RFC 7800) is worth nothing without the proof, which nobody here asks for.
        if members.contains_key("cnf") {
            return Err(Unreadable);
        }
        let mut time = |name| members.remove(name).map(instant).transpose();
        let (exp, nbf, _) = (time("exp")?.ok_or(Unreadable)?, time("nbf")?, time("iat")?);
        let (iss, aud) = (members.remove("iss"), members.remove("aud"));
        Ok(Self { sub, exp, nbf, iss, aud, more: members })
    }

    /// Refuses what was not issued by this issuer or not for this audience, and what is not good now; in this order.
    pub fn judge(&self, iss: &str, aud: &str, now: Timestamp) -> Result<(), SignInProblem> {
        let for_us = match &self.aud {
            Some(Value::Array(audiences)) => audiences.iter().any(|audience| audience == aud),
            Some(audience) => audience == aud,
            None => false,
        };
        if !for_us || self.iss.as_ref().is_none_or(|issuer| issuer != iss) {
            return Err(WrongClaims);
        }
        good_now(self.exp, self.nbf, now)
    }
}

/// Refuses what has expired or is not valid yet (RFC 7519, 4.1.4 and 4.1.5).
pub fn good_now(exp: Timestamp, nbf: Option<Timestamp>, now: Timestamp) -> Result<(), SignInProblem> {
    if exp.as_second() <= now.as_second() - LEEWAY {
        return Err(Expired);
    }
    if nbf.is_some_and(|nbf| nbf.as_second() > now.as_second() + LEEWAY) {
        return Err(NotYetValid);
    }
    Ok(())
}

/// Whole seconds since 1970. RFC 7519 would allow fractions; nobody sends them, and `1e400` and `"1"` are how readers
/// have been fooled.
fn instant(value: Value) -> Result<Timestamp, SignInProblem> {
    let second = value.as_i64().ok_or(Unreadable)?;
    Timestamp::from_second(second).map_err(|_| Unreadable)
}

/// A part of a token: base64url in its one spelling (no padding, no white space, no stray bits), and in it one JSON
/// object.
fn object(part: &str) -> Result<Map<String, Value>, SignInProblem> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| Unreadable)?;
    let Object(members) = serde_json::from_slice(&json).map_err(|_| Unreadable)?;
    Ok(members)
}

/// A JSON object in which no name stands twice: of two, one reader takes the first and another the last.
struct Object(Map<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Object, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            if members.insert(name, value).is_some() {
                return Err(Error::custom("a name stands twice"));
            }
        }
        Ok(Object(members))
    }
}

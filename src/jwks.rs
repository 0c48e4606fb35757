//! An issuer's public keys, as it lists them (RFC 7517): where they may come from, how much of an answer is read, and
//! which of them are any use.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey};
use reqwest::{Client, Response, Url, header, redirect};
use serde::Deserialize;
use serde_json::Value;
use std::{fmt, time::Duration};

/// The longest answer that is read, in bytes: room for fifty keys.
const LONGEST: usize = 64 * 1024;
/// How long fetching keys may take, redirects and all.
const PATIENCE: Duration = Duration::from_secs(5);
const MOST_REDIRECTS: usize = 2;
/// The fewest bits of an RSA key (RFC 7518, 3.3).
const FEWEST_BITS: usize = 2048;

/// The address of an issuer's keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(Url);

impl TryFrom<String> for Address {
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

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A list of keys, to be fetched.
pub struct Jwks {
    address: Address,
    client: Client,
}

impl Jwks {
    /// Fails where this machine has no certificates to judge others by.
    pub fn at(address: Address) -> Result<Self, String> {
        let follow = redirect::Policy::custom(|attempt| match attempt.previous() {
            before if before.len() > MOST_REDIRECTS => attempt.error("redirected too often"),
            [.., before] if !may_follow(before, attempt.url()) => attempt.error("redirected to where it is not safe"),
            _ => attempt.follow(),
        });
        let mut client = Client::builder().redirect(follow).timeout(PATIENCE).referer(false);
        if address.0.scheme() == "http" {
            client = client.no_proxy(); // it would look for the keys on a machine of its own
        }
        let client = client.build().map_err(|error| causes(&error))?;
        Ok(Self { address, client })
    }

    /// The keys that are listed now; those that are no use to us are left out.
    pub async fn fetch(&self) -> Result<Vec<Jwk>, String> {
        let because = |error: reqwest::Error| causes(&error.without_url());
        let request = self.client.get(self.address.0.clone()).header(header::ACCEPT, "application/json");
        let mut response = request.send().await.and_then(Response::error_for_status).map_err(because)?;
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

/// Keys are told apart by name and algorithm: a key of the wrong kind is not found.
pub type KeyId = (String, Algorithm);

/// A JSON Web Key Set (RFC 7517, 5). Its keys are read one by one: what we do not know must not spoil the rest.
#[derive(Deserialize)]
struct Listed {
    keys: Vec<Value>,
}

/// A public key, as much of it as matters here (RFC 7517, RFC 7518, RFC 8037).
#[derive(PartialEq, Eq, Deserialize)]
pub struct Jwk {
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
    pub fn usable(&self) -> Option<(KeyId, DecodingKey)> {
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

//! Tokens: signed sentences about their holders (RFC 7519). Ours are made and read here, those of other issuers are read
//! in `issuers.rs`. Nothing is looked up, so what a token says of a person is only worth what the agency still says of
//! them (`auth.rs` asks).

use crate::{issuers::Issuers, jws::Jws};
use agency::Pass;
use domain::{Permission, PersonId, Role, SignInProblem};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The `iss` and `aud` of our own tokens.
pub const OURS: &str = "casting-agency";

/// How the key of a token begins that anybody may have got for the same name.
const OPEN: &str = "token ";

/// A caller's key as who it is, and which of their tokens it was, where one of many for the same name.
pub fn apart(key: &str) -> (&str, Option<&str>) {
    match key.rsplit_once(' ') {
        Some((name, signature)) if key.starts_with(OPEN) => (name, Some(signature)),
        _ => (key, None),
    }
}

/// What tokens are signed and verified with: our own key (HS256), and the issuers whose tokens are good here too.
#[derive(Clone)]
pub struct Tokens {
    sign: EncodingKey,
    verify: DecodingKey,
    issuers: Issuers,
}

/// Who holds a bearer token, by what the token says. The log knows them by `name`; `key` tells any two of them apart,
/// whoever issued their tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A program that may do what a role may.
    Program { key: String, name: String, role: Role },
    /// A program that may do what is listed.
    Limited { key: String, name: String, permissions: Vec<Permission> },
    /// A person, as long as the epoch is theirs: what they may do is looked up each time.
    Person { id: PersonId, epoch: i64 },
}

/// What one of our tokens says, as it is written.
#[derive(Serialize)]
struct Claims {
    iss: &'static str,
    aud: &'static str,
    sub: String,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    purpose: Purpose,
}

/// What a token is for. One for one thing is worth nothing for another.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
enum Purpose {
    /// A program's key to the HTTP APIs.
    Bearer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// Read where there is no role.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permissions: Option<Vec<Permission>>,
    },
    /// A person's key to the HTTP APIs.
    Person { person: PersonId, epoch: i64 },
    /// A person's session in a browser.
    Session(Pass),
    /// A browser at which these people signed in before.
    Known { people: Vec<PersonId> },
}

impl Tokens {
    /// With the agency's secret.
    pub fn new(secret: &[u8]) -> Self {
        let (sign, verify) = (EncodingKey::from_secret(secret), DecodingKey::from_secret(secret));
        Self { sign, verify, issuers: Issuers::default() }
    }

    /// The same, and these issuers' tokens are good too.
    pub fn trusting(self, issuers: Issuers) -> Self {
        Self { issuers, ..self }
    }

    /// A token for a program, that may do what the role may. The log knows it by this name.
    pub fn program(&self, name: String, role: Role, now: Timestamp, lasts: SignedDuration) -> String {
        self.token(name, Purpose::Bearer { role: Some(role), permissions: None }, now, lasts)
    }

    /// A token for a program, that may do what is listed.
    pub fn limited(&self, name: String, permissions: Vec<Permission>, now: Timestamp, lasts: SignedDuration) -> String {
        self.token(name, Purpose::Bearer { role: None, permissions: Some(permissions) }, now, lasts)
    }

    /// A token for a person, that may do what they may at the time.
    pub fn person(&self, id: PersonId, epoch: i64, now: Timestamp, lasts: SignedDuration) -> String {
        self.token(format!("person {id}"), Purpose::Person { person: id, epoch }, now, lasts)
    }

    /// A pass, for a cookie.
    pub fn session(&self, pass: Pass, now: Timestamp, lasts: SignedDuration) -> String {
        self.token("session".into(), Purpose::Session(pass), now, lasts)
    }

    /// A token that names who signed in at a browser, for a cookie.
    pub fn known(&self, people: Vec<PersonId>, now: Timestamp, lasts: SignedDuration) -> String {
        self.token("browser".into(), Purpose::Known { people }, now, lasts)
    }

    fn token(&self, sub: String, purpose: Purpose, now: Timestamp, lasts: SignedDuration) -> String {
        let iat = now.as_second();
        let claims = Claims { iss: OURS, aud: OURS, sub, iat, exp: iat + lasts.as_secs(), purpose };
        jsonwebtoken::encode(&Header::default(), &claims, &self.sign).expect("the claims are plain data")
    }

    /// Who holds this bearer token. Refuses what is not signed by us or by an issuer we trust, not for us, not now, or not
    /// for this purpose. The algorithm decides whose key is asked: a key of one kind never sees a token of another.
    pub async fn holder(&self, token: &str, now: Timestamp) -> Result<Holder, SignInProblem> {
        let jws = Jws::read(token)?;
        if jws.algorithm != Algorithm::HS256 {
            return self.issuers.holder(token, &jws, now).await;
        }
        let (name, purpose) = self.read(&jws, now)?;
        match purpose {
            Purpose::Bearer { role: Some(role), .. } => {
                Ok(Holder::Program { key: format!("program {name}"), name, role })
            }
            Purpose::Bearer { permissions: Some(permissions), .. } => {
                // Anybody may have got one for the same name.
                let signature = token.rsplit('.').next().unwrap_or_default();
                Ok(Holder::Limited { key: format!("{OPEN}{name} {signature}"), name, permissions })
            }
            Purpose::Bearer { .. } => Err(SignInProblem::NoPermissions),
            Purpose::Person { person, epoch } => Ok(Holder::Person { id: person, epoch }),
            Purpose::Session(_) | Purpose::Known { .. } => Err(SignInProblem::Unreadable),
        }
    }

    /// The pass in a cookie's token.
    pub fn pass_of(&self, token: &str, now: Timestamp) -> Option<Pass> {
        match self.read_ours(token, now)? {
            Purpose::Session(pass) => Some(pass),
            _ => None,
        }
    }

    /// Who signed in at the browser that has this cookie's token.
    pub fn known_of(&self, token: &str, now: Timestamp) -> Vec<PersonId> {
        match self.read_ours(token, now) {
            Some(Purpose::Known { people }) => people,
            _ => Vec::new(),
        }
    }

    fn read_ours(&self, token: &str, now: Timestamp) -> Option<Purpose> {
        let jws = Jws::read(token).ok().filter(|jws| jws.algorithm == Algorithm::HS256)?;
        self.read(&jws, now).ok().map(|(_, purpose)| purpose)
    }

    /// The subject and the purpose of a token of ours.
    fn read(&self, jws: &Jws<'_>, now: Timestamp) -> Result<(String, Purpose), SignInProblem> {
        let claims = jws.claims(&self.verify)?;
        claims.judge(OURS, OURS, now)?;
        let purpose = Purpose::deserialize(Value::Object(claims.more)).map_err(|_| SignInProblem::Unreadable)?;
        Ok((claims.sub, purpose))
    }
}

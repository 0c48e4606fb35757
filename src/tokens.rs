//! Tokens: signed sentences about their holders (RFC 7519). Ours are made and read here; nothing is looked up, so what a
//! token says of a person is only worth what the agency still says of them (`auth.rs` asks).

use agency::Pass;
use domain::{Permission, PersonId, Role, SignInProblem};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// The `iss` and `aud` of our own tokens.
const OURS: &str = "casting-agency";
/// How far the clocks of two machines may differ, in seconds.
const LEEWAY: i64 = 30;

/// What tokens are signed and verified with: our own key (HS256).
#[derive(Clone)]
pub struct Tokens {
    sign: EncodingKey,
    verify: DecodingKey,
}

/// Who holds a bearer token, by what the token says.
pub enum Holder {
    /// A program that may do what a role may. The log knows it by this name.
    Program { name: String, role: Role },
    /// A program that may do what is listed.
    Limited { name: String, permissions: Vec<Permission> },
    /// A person, as long as the epoch is theirs: what they may do is looked up each time.
    Person { id: PersonId, epoch: i64 },
}

/// What one of our tokens says. `exp`, `nbf` and `iat` are whole seconds; anything else is unreadable.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
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
        Self { sign: EncodingKey::from_secret(secret), verify: DecodingKey::from_secret(secret) }
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
        let claims =
            Claims { iss: OURS.into(), aud: OURS.into(), sub, iat, exp: iat + lasts.as_secs(), nbf: None, purpose };
        jsonwebtoken::encode(&Header::default(), &claims, &self.sign).expect("the claims are plain data")
    }

    /// Who holds this bearer token. Refuses what is not signed by us, not for us, not now, or not for this purpose.
    pub async fn holder(&self, token: &str, now: Timestamp) -> Result<Holder, SignInProblem> {
        let claims = self.read(token, now)?;
        match claims.purpose {
            Purpose::Bearer { role: Some(role), .. } => Ok(Holder::Program { name: claims.sub, role }),
            Purpose::Bearer { permissions: Some(permissions), .. } => {
                Ok(Holder::Limited { name: claims.sub, permissions })
            }
            Purpose::Bearer { .. } => Err(SignInProblem::NoPermissions),
            Purpose::Person { person, epoch } => Ok(Holder::Person { id: person, epoch }),
            Purpose::Session(_) | Purpose::Known { .. } => Err(SignInProblem::Unreadable),
        }
    }

    /// The pass in a cookie's token.
    pub fn pass_of(&self, token: &str, now: Timestamp) -> Option<Pass> {
        match self.read(token, now).ok()?.purpose {
            Purpose::Session(pass) => Some(pass),
            _ => None,
        }
    }

    /// Who signed in at the browser that has this cookie's token.
    pub fn known_of(&self, token: &str, now: Timestamp) -> Vec<PersonId> {
        match self.read(token, now).map(|claims| claims.purpose) {
            Ok(Purpose::Known { people }) => people,
            _ => Vec::new(),
        }
    }

    fn read(&self, token: &str, now: Timestamp) -> Result<Claims, SignInProblem> {
        let mut how = Validation::new(Algorithm::HS256);
        // Expiry and audience are judged below: by the agency's clock, and each with its own words.
        how.required_spec_claims.clear();
        how.validate_exp = false;
        how.validate_aud = false;
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.verify, &how).map_err(|_| SignInProblem::Unreadable)?.claims;
        let now = now.as_second();
        if claims.iss != OURS || claims.aud != OURS {
            return Err(SignInProblem::WrongClaims);
        }
        if claims.exp <= now - LEEWAY {
            return Err(SignInProblem::Expired);
        }
        if claims.nbf.is_some_and(|nbf| nbf > now + LEEWAY) {
            return Err(SignInProblem::NotYetValid);
        }
        Ok(claims)
    }
}

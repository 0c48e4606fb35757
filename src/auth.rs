//! Who is asking: a token becomes a [`Caller`], once for each request.

use crate::{rest::Refusal, server::Server};
use agency::{Agency, SESSION_HOURS, SessionId};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use domain::{Caller, Error, Grants, Permission, Permit, Result, Role, SignInProblem};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// The `iss` and `aud` of our own tokens.
const OURS: &str = "casting-agency";
/// `__Host-`: only this host, only over HTTPS or to this machine itself, only for the whole site (RFC 6265bis).
const COOKIE: &str = "__Host-session";
/// How far the clocks of two machines may differ, in seconds.
const LEEWAY: i64 = 30;

/// The keys our own tokens are signed and verified with (HS256).
#[derive(Clone)]
pub struct Keys {
    sign: EncodingKey,
    verify: DecodingKey,
}

/// What one of our tokens says (RFC 7519). `exp`, `nbf` and `iat` are whole seconds; anything else is unreadable.
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
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        permissions: Vec<Permission>,
    },
    /// A person's session in a browser; the role is looked up each time.
    Session { session: SessionId },
}

impl Keys {
    /// The keys made from the agency's secret.
    pub fn new(secret: &[u8]) -> Self {
        Self { sign: EncodingKey::from_secret(secret), verify: DecodingKey::from_secret(secret) }
    }

    /// A token for a program, that may do what the role may. The log knows it by this name.
    pub fn bearer(&self, name: String, role: Role, now: Timestamp, lasts: SignedDuration) -> String {
        self.token(name, Purpose::Bearer { role: Some(role), permissions: Vec::new() }, now, lasts)
    }

    /// A token for a program, that may do what is listed.
    pub fn limited(&self, name: String, permissions: Vec<Permission>, now: Timestamp, lasts: SignedDuration) -> String {
        self.token(name, Purpose::Bearer { role: None, permissions }, now, lasts)
    }

    fn token(&self, sub: String, purpose: Purpose, now: Timestamp, lasts: SignedDuration) -> String {
        let iat = now.as_second();
        let claims =
            Claims { iss: OURS.into(), aud: OURS.into(), sub, iat, exp: iat + lasts.as_secs(), nbf: None, purpose };
        jsonwebtoken::encode(&Header::default(), &claims, &self.sign).expect("the claims are plain data")
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

/// The caller of a door that reads bearer tokens and never cookies (RFC 6750).
pub fn bearer(headers: &HeaderMap, keys: &Keys, agency: &Agency) -> Result<Caller, SignInProblem> {
    let header = headers.get(header::AUTHORIZATION).ok_or(SignInProblem::HeaderMissing)?;
    let mut parts = header.to_str().unwrap_or_default().split_ascii_whitespace();
    if !parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")) {
        return Err(SignInProblem::NotBearer);
    }
    let token = parts.next().ok_or(SignInProblem::TokenMissing)?;
    if parts.next().is_some() {
        return Err(SignInProblem::TooManyParts);
    }
    let claims = keys.read(token, agency.now())?;
    match claims.purpose {
        Purpose::Bearer { role: Some(role), .. } => Ok(Caller::program(claims.sub, role)),
        Purpose::Bearer { permissions, .. } if !permissions.is_empty() => Ok(Caller::limited(claims.sub, permissions)),
        Purpose::Bearer { .. } => Err(SignInProblem::NoPermissions),
        Purpose::Session { .. } => Err(SignInProblem::Unreadable),
    }
}

/// A REST handler's first argument: the permit, or the refusal before anything else is looked at.
pub struct Allowed<P>(pub Permit<P>);

impl<P: Grants> FromRequestParts<Server> for Allowed<P> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let caller = bearer(&parts.headers, &server.keys, &server.agency).map_err(Error::SignIn)?;
        caller.permit().map(Self).map_err(|error| Refusal { error, role: caller.role() })
    }
}

/// Somebody signed in at a browser.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: SessionId,
    pub caller: Caller,
}

/// The visitor behind a cookie, if the session is still good. A cookie that is worth nothing is nobody.
pub async fn visitor(headers: &HeaderMap, keys: &Keys, agency: &Agency) -> Result<Option<Visitor>> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let token = cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    let Some(Ok(Claims { purpose: Purpose::Session { session }, .. })) =
        token.map(|token| keys.read(token, agency.now()))
    else {
        return Ok(None);
    };
    let person = agency.person_of(session).await?;
    Ok(person.map(|person| Visitor { session, caller: Caller::person(person.id, person.name, person.role) }))
}

/// The cookie of a session: out of reach for scripts, not sent along by other sites' forms.
pub fn cookie(keys: &Keys, session: SessionId, now: Timestamp) -> HeaderValue {
    let token =
        keys.token("session".into(), Purpose::Session { session }, now, SignedDuration::from_hours(SESSION_HOURS));
    let seconds = SESSION_HOURS * 3600;
    header_value(format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}"))
}

/// The cookie that takes the session's away.
pub fn no_cookie() -> HeaderValue {
    header_value(format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
}

fn header_value(text: String) -> HeaderValue {
    text.try_into().expect("a token is plain ASCII")
}

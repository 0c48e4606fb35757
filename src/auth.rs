//! Who is asking: a token becomes a [`Caller`], once for each request.

use crate::{
    rest::Refusal,
    server::Server,
    tokens::{Holder, Tokens},
};
use agency::{Agency, SESSION_HOURS, SessionId};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use domain::{Caller, Error, Grants, Permission, Permit, Result, SignInProblem};
use jiff::{SignedDuration, Timestamp};
use std::marker::PhantomData;

/// `__Host-`: only this host, only over HTTPS or to this machine itself, only for the whole site (RFC 6265bis).
const COOKIE: &str = "__Host-session";
/// The caller of a door that reads bearer tokens and never cookies (RFC 6750).
pub async fn bearer(headers: &HeaderMap, tokens: &Tokens, agency: &Agency) -> Result<Caller> {
    let token = bearer_token(headers).map_err(Error::SignIn)?;
    Ok(match tokens.holder(token, agency.now()).await.map_err(Error::SignIn)? {
        Holder::Program { key, name, role } => Caller::program(name, role).known_by(key),
        Holder::Limited { key, name, permissions } => Caller::limited(name, permissions).known_by(key),
    })
}

fn bearer_token(headers: &HeaderMap) -> Result<&str, SignInProblem> {
    let header = headers.get(header::AUTHORIZATION).ok_or(SignInProblem::HeaderMissing)?;
    let mut parts = header.to_str().unwrap_or_default().split_ascii_whitespace();
    if !parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")) {
        return Err(SignInProblem::NotBearer);
    }
    let token = parts.next().ok_or(SignInProblem::TokenMissing)?;
    parts.next().map_or(Ok(token), |_| Err(SignInProblem::TooManyParts))
}

/// A REST handler's first argument: the permit, or the refusal before anything else is looked at.
pub struct Allowed<G: Grant>(pub G::Permit);

/// A permission, or two that are both needed.
pub trait Grant {
    type Permit;
    const PERMISSIONS: &'static [Permission];

    fn ask(caller: &Caller) -> Result<Self::Permit>;
}

impl<P: Grants> Grant for P {
    type Permit = Permit<P>;
    const PERMISSIONS: &'static [Permission] = &[P::PERMISSION];

    fn ask(caller: &Caller) -> Result<Permit<P>> {
        caller.permit()
    }
}

/// Two permissions at once.
pub struct Both<P, Q>(PhantomData<(P, Q)>);

impl<P: Grants, Q: Grants> Grant for Both<P, Q> {
    type Permit = (Permit<P>, Permit<Q>);
    const PERMISSIONS: &'static [Permission] = &[P::PERMISSION, Q::PERMISSION];

    fn ask(caller: &Caller) -> Result<Self::Permit> {
        Ok((caller.permit()?, caller.permit()?))
    }
}

impl<G: Grant> FromRequestParts<Server> for Allowed<G> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let caller = bearer(&parts.headers, &server.tokens, &server.agency).await?;
        let permit = G::ask(&caller).map_err(|error| Refusal { error, role: caller.role() })?;
        server.limits.count(caller.key(), server.agency.now(), parts.extensions.get())?;
        Ok(Self(permit))
    }
}

/// Somebody signed in at a browser.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: SessionId,
    pub caller: Caller,
}

/// The visitor behind a cookie, if the session is still good. A cookie that is worth nothing is nobody.
pub async fn visitor(headers: &HeaderMap, tokens: &Tokens, agency: &Agency) -> Result<Option<Visitor>> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let token = cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    let Some(session) = token.and_then(|token| tokens.session_of(token, agency.now())) else { return Ok(None) };
    let person = agency.person_of(session).await?;
    Ok(person.map(|person| Visitor { session, caller: Caller::person(person.id, person.name, person.role) }))
}

/// The cookie of a session: out of reach for scripts, not sent along by other sites' forms.
pub fn cookie(tokens: &Tokens, session: SessionId, now: Timestamp) -> HeaderValue {
    let token = tokens.session(session, now, SignedDuration::from_hours(SESSION_HOURS));
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

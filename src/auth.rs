//! Who is asking: a token becomes a [`Caller`], once for each request.

use crate::{
    address::Sender,
    limits::{Policy, RATE_LIMIT, Standing},
    pages,
    rest::Refusal,
    server::Server,
    tokens::{Holder, Tokens},
    usage,
};
use agency::{Agency, IDLE, Origin, Pass, Session, SessionId};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::Response,
};
use domain::{Caller, Error, Grants, Permission, Permit, Person, PersonId, Result, SignInProblem};
use jiff::{SignedDuration, Timestamp};
use std::marker::PhantomData;

// `__Host-`: only this host, only over HTTPS or to this machine itself, only for the whole site (RFC 6265bis).
/// Holds the pass: who is signed in.
const SESSION: &str = "__Host-session";
/// Holds the refresh token, which gets the next pass.
const REFRESH: &str = "__Host-refresh";
/// Says who signed in at this browser before, and stays when they leave.
const KNOWN: &str = "__Host-known";
/// How long a pass is good.
const PASS_LASTS: SignedDuration = SignedDuration::from_mins(15);
/// How long a browser is known.
const KNOWN_LASTS: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How many people one browser knows: a tablet at the front desk has more than one.
const MOST_KNOWN: usize = 5;

/// The caller of a door that reads bearer tokens and never cookies (RFC 6750).
pub async fn bearer(headers: &HeaderMap, tokens: &Tokens, agency: &Agency) -> Result<Caller> {
    let token = bearer_token(headers).map_err(Error::SignIn)?;
    Ok(match tokens.holder(token, agency.now()).await.map_err(Error::SignIn)? {
        Holder::Program { key, name, role } => Caller::program(name, role).known_by(key),
        Holder::Limited { key, name, permissions } => Caller::limited(name, permissions).known_by(key),
        Holder::Person { id, epoch } => {
            let person = agency.person_of_token(id, epoch).await?;
            caller(person.ok_or(Error::SignIn(SignInProblem::SessionEnded))?)
        }
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
        usage::asks(&parts.extensions, &caller);
        let permit = G::ask(&caller).map_err(|error| Refusal { error, role: caller.role() })?;
        let policy = parts.extensions.get().copied().unwrap_or_default();
        server.limits.count(policy, caller.key(), server.agency.now(), parts.extensions.get())?;
        Ok(Self(permit))
    }
}

/// Somebody signed in at a browser.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub pass: Pass,
    pub person: Person,
}

impl Visitor {
    pub fn caller(&self) -> Caller {
        caller(self.person.clone())
    }
}

/// Who a pass or a bearer token lets in, asked again for as long as a connection lasts.
#[derive(Clone, Debug)]
pub enum Admission {
    Pass(Pass),
    /// The header, which is all of a program that is kept.
    Bearer(HeaderMap),
}

impl Admission {
    /// The session, where a browser was let in.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::Pass(pass) => Some(pass.session),
            Self::Bearer(_) => None,
        }
    }

    /// The caller as they are now; refuses whoever is not let in any more.
    pub async fn caller(&self, server: &Server) -> Result<Caller> {
        match self {
            Self::Bearer(header) => bearer(header, &server.tokens, &server.agency).await,
            Self::Pass(pass) => {
                let person = server.agency.person_of(*pass).await?;
                Ok(caller(person.ok_or(Error::SignIn(SignInProblem::SessionEnded))?))
            }
        }
    }
}

/// How somebody comes in at a door that takes both: a bearer token goes before a cookie.
pub fn admission(headers: &HeaderMap, visitor: Option<Visitor>) -> Result<Admission> {
    match (headers.get(header::AUTHORIZATION), visitor) {
        (Some(token), _) => Ok(Admission::Bearer(HeaderMap::from_iter([(header::AUTHORIZATION, token.clone())]))),
        (None, Some(visitor)) => Ok(Admission::Pass(visitor.pass)),
        (None, None) if headers.contains_key(header::COOKIE) => Err(Error::SignIn(SignInProblem::SessionEnded)),
        (None, None) => Err(Error::SignIn(SignInProblem::HeaderMissing)),
    }
}

fn caller(person: Person) -> Caller {
    Caller::person(person.id, person.name, person.role)
}

/// Finds out who is at the browser, for the doors that read cookies: an `Option<Visitor>` in the request's extensions.
/// A pass that is worth nothing any more is replaced with the help of the refresh token, whatever the request was for.
pub async fn find_visitor(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let (visitor, session) = match found(request.headers(), &server).await {
        Ok(found) => found,
        Err(error) => return pages::cannot_tell(request.headers(), &error),
    };
    let standing = Standing::default();
    if let Some(visitor) = &visitor {
        let (caller, now) = (visitor.caller(), server.agency.now());
        usage::asks(request.extensions(), &caller);
        if let Err(error) = server.limits.count(Policy::Pages, caller.key(), now, Some(&standing)) {
            let mut response = pages::cannot_tell(request.headers(), &error);
            standing.write(response.headers_mut());
            return response;
        }
    }
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if !response.headers().contains_key(RATE_LIMIT) {
        pages::standing(&server, &response).unwrap_or(standing).write(response.headers_mut());
    }
    // Not over what signing in or out has just written.
    if let Some(session) = session.filter(|_| !response.headers().contains_key(header::SET_COOKIE)) {
        for cookie in session_cookies(&server.tokens, &session, server.agency.now()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

async fn found(headers: &HeaderMap, server: &Server) -> Result<(Option<Visitor>, Option<Session>)> {
    let Server { agency, tokens, .. } = server;
    let pass = cookie(headers, SESSION).and_then(|token| tokens.pass_of(token, agency.now()));
    if let Some(pass) = pass
        && let Some(person) = agency.person_of(pass).await?
    {
        return Ok((Some(Visitor { pass, person }), None));
    }
    let Some(refresh) = cookie(headers, REFRESH) else { return Ok((None, None)) };
    let Some(session) = agency.continue_session(refresh).await? else { return Ok((None, None)) };
    let person = agency.person_of(session.pass).await?;
    let visitor = person.map(|person| Visitor { pass: session.pass, person });
    Ok((visitor, Some(session)))
}

/// Where a try to sign in comes from, at a door that reads cookies.
pub fn origin(headers: &HeaderMap, sender: Sender, server: &Server) -> Origin {
    let known = cookie(headers, KNOWN).map(|token| server.tokens.known_of(token, server.agency.now()));
    Origin { address: sender.address, known: known.unwrap_or_default() }
}

/// What a browser is given that signs in: the session, and that it is known from now on.
pub fn signed_in_cookies(server: &Server, session: &Session, origin: &Origin) -> [HeaderValue; 3] {
    let now = server.agency.now();
    let others = origin.known.iter().copied().filter(|id| *id != session.pass.person);
    let known: Vec<PersonId> = std::iter::once(session.pass.person).chain(others).take(MOST_KNOWN).collect();
    let [pass, refresh] = session_cookies(&server.tokens, session, now);
    [pass, refresh, set(KNOWN, &server.tokens.known(known, now, KNOWN_LASTS), KNOWN_LASTS)]
}

/// What takes a session's cookies away.
pub fn no_cookies() -> [HeaderValue; 2] {
    [SESSION, REFRESH].map(|name| set(name, "", SignedDuration::ZERO))
}

/// Both last as long as the session may rest: whether the pass in it is still good, the pass says.
fn session_cookies(tokens: &Tokens, session: &Session, now: Timestamp) -> [HeaderValue; 2] {
    [set(SESSION, &tokens.session(session.pass, now, PASS_LASTS), IDLE), set(REFRESH, &session.refresh, IDLE)]
}

/// A cookie out of reach for scripts, not sent along by other sites' forms.
pub fn set(name: &str, value: &str, lasts: SignedDuration) -> HeaderValue {
    let seconds = lasts.as_secs();
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    text.try_into().expect("a token is plain ASCII")
}

pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (known, value) = cookie.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

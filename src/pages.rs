//! The pages' door: pages, the server functions behind them, signing in and out. It reads cookies, and stands behind
//! the cross-site check.

use crate::{
    address::Sender,
    auth::{self, Visitor},
    device::device,
    headers::page_policy,
    language,
    limits::{Policy, Standing},
    server::Server,
    usage,
};
use agency::{Link, LinkKind, Origin, Proven};
use app::{DrawnAt, JoinKind, Joining, Limits, Refused, Texts, Visit};
use axum::{
    Extension, Form,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Query, Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri, header,
        uri::{Authority, Scheme},
    },
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::{Error, Me, NewPerson, Permission, Result, SECRETS, Settings, SignInProblem};
use leptos::{
    nonce::use_nonce,
    prelude::{expect_context, provide_context},
};
use leptos_axum::ResponseOptions;
use serde::Deserialize;
use words::Language;

/// The longest body a form or a server function may have, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024;

/// Who is at the browser, as [`auth::find_visitor`] found.
pub type Here = Option<Visitor>;

/// A page. Nobody sees one before signing in: refused here, before anything is drawn.
pub async fn page(
    State(server): State<Server>,
    Extension(visitor): Extension<Here>,
    Extension(sender): Extension<Sender>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let uri = with_host(uri, &headers, sender);
    match (&visitor, uri.path()) {
        (None, "/sign-in") => draw(&server, &uri, None, None, None).await,
        (None, _) => Redirect::to(&sign_in_for(&uri)).into_response(),
        (Some(_), "/sign-in") => Redirect::to("/").into_response(),
        (Some(by), "/usage") => {
            if by.caller().may(Permission::SeeUsage) {
                usage::up_to_now(&server).await;
            }
            draw(&server, &uri, visitor, None, None).await
        }
        (Some(_), _) => draw(&server, &uri, visitor, None, None).await,
    }
}

/// Draws the page at this address.
async fn draw(
    server: &Server,
    uri: &Uri,
    visitor: Here,
    refused: Option<Refused>,
    joining: Option<Joining>,
) -> Response {
    // Where nobody has an account there is nothing to sign in to, and the page says what to do.
    let empty = visitor.is_none() && uri.path() == "/sign-in" && !server.agency.has_people().await.unwrap_or(true);
    // Before anything is read for the page.
    let drawn_at = match &visitor {
        Some(_) => server.agency.last_number().await.ok().map(DrawnAt),
        None => None,
    };
    let latest = match visitor.as_ref().map(|visitor| visitor.caller().signed_in()) {
        Some(Ok(by)) => server.agency.latest_step(&by).await.ok().flatten(),
        _ => None,
    };
    let settings = match visitor.as_ref().map(|visitor| visitor.caller().signed_in()) {
        Some(Ok(by)) => server.agency.settings(&by).await.unwrap_or_default(),
        _ => Settings::default(),
    };
    let language = language::chosen(&settings).unwrap_or_else(Language::spoken);
    let signed_in = visitor.is_some();
    let context = {
        let (server, settings) = (server.clone(), settings.clone());
        move || {
            provide_context(settings.clone());
            provide_context(language);
            provide_context(Texts(language::texts(language)));
            latest.iter().for_each(|latest| provide_context(latest.clone()));
            drawn_at.iter().for_each(|drawn_at| provide_context(*drawn_at));
            let me = visitor.as_ref().map(|visitor| Me::from(visitor.person.clone()));
            provide_context(Visit { me, demo: server.demo, empty });
            provide_context(server.bundle.clone());
            provide_context(server.agency.clone());
            provide_context(Limits(server.limits.in_force()));
            visitor.iter().for_each(|visitor| {
                provide_context(visitor.caller());
                provide_context(visitor.pass.session);
            });
            refused.iter().for_each(|refused| provide_context(refused.clone()));
            joining.iter().for_each(|joining| provide_context(joining.clone()));
            let response = expect_context::<ResponseOptions>();
            let nonce = use_nonce().expect("leptos is built with nonces");
            response.insert_header(header::CONTENT_SECURITY_POLICY, page_policy(&nonce));
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    };
    let request = Request::get(uri.clone()).body(Body::empty()).expect("the address was a request's already");
    let mut response = language.speak(leptos_axum::render_app_async_with_context(context, app::shell)(request)).await;
    if signed_in {
        language::remember(&settings, &mut response);
    }
    response
}

/// Draws the page again on which a form stood that is refused.
pub async fn draw_again(
    server: &Server,
    page: &Uri,
    visitor: Here,
    refused: Refused,
    joining: Option<Joining>,
) -> Response {
    let error = refused.error.clone();
    let mut response = draw(server, page, visitor, Some(refused), joining).await;
    *response.status_mut() = status(&error);
    when_to_try_again(&error, response)
}

/// A server function, called by the bundle or by a form that was posted without it. Sign-in is judged before the
/// arguments are decoded, and so is the size.
pub async fn call(
    State(server): State<Server>,
    Extension(visitor): Extension<Here>,
    Extension(sender): Extension<Sender>,
    request: Request,
) -> Response {
    let without_script = accepts_html(request.headers());
    let (mut parts, body) = request.into_parts();
    if visitor.is_none() && !without_script {
        return refusal(&Error::SignIn(SignInProblem::SessionEnded));
    }
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else { return refusal(&Error::TooLarge) };
    let call = parts.uri.path().to_owned();
    let typed = if without_script { form(&parts.headers, body.clone()).await } else { Vec::new() };
    let typed: Vec<_> = typed.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
    // Where the form stood. Not the browser's Referer: a form that is refused twice stands at the call's own address.
    let (stood, typed): (Vec<_>, Vec<_>) = typed.into_iter().partition(|(name, _)| name == "page");
    let page = stood.first().and_then(|(_, page)| own_page(page)).unwrap_or(Uri::from_static("/"));
    let refused = |error| Refused { call, page: page.to_string(), typed, error };
    let Some(visitor) = visitor else {
        let ended = refused(Error::SignIn(SignInProblem::SessionEnded));
        return sign_in_again(&server, &page, ended).await;
    };
    // The library answers a form by a redirect that carries the error in the address. Told that this is no form, it
    // answers plainly, and the page is drawn again here with what was typed.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let context = {
        let (agency, caller, session) = (server.agency.clone(), visitor.caller(), visitor.pass.session);
        let (origin, language) = (auth::origin(&parts.headers, sender, &server), Language::spoken());
        move || {
            provide_context(language);
            provide_context(agency.clone());
            provide_context(caller.clone());
            provide_context(session);
            provide_context(origin.clone());
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let error = (!parts.status.is_success()).then(|| serde_json::from_slice(&body).unwrap_or(Error::NotFound));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !without_script {
        if let Some(error) = error {
            return refusal(&error);
        }
        return Response::from_parts(parts, Body::from(body));
    }
    match error {
        Some(error) => draw_again(&server, &page, Some(visitor), refused(error), None).await,
        None => {
            let to = parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
            Redirect::to(to.unwrap_or(&page.to_string())).into_response()
        }
    }
}

#[derive(Deserialize)]
pub struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
    /// A form that was posted after the session had ended, as [`sign_in_again`] wrote it down.
    #[serde(default)]
    held: String,
}

/// Signs in. A wrong password and an unknown name get the same page.
pub async fn sign_in(
    State(server): State<Server>,
    Extension(before): Extension<Here>,
    Extension(sender): Extension<Sender>,
    headers: HeaderMap,
    Form(given): Form<SignIn>,
) -> Response {
    let SignIn { login, password, next, held } = given;
    let next = own_page(&next).unwrap_or(Uri::from_static("/"));
    let origin = auth::origin(&headers, sender, &server);
    let welcomed = async {
        let proven = server.agency.prove(&login, &password, &origin).await?;
        welcome(&server, proven, before, &origin, &device(&headers)).await
    };
    let (visitor, cookies) = match welcomed.await {
        Ok(welcomed) => welcomed,
        Err(error) => return draw_sign_in(&server, &next, error, login, held).await,
    };
    let held = serde_json::from_str::<Refused>(&held).ok().and_then(|held| Some((own_page(&held.page)?, held)));
    match held {
        Some((page, held)) => {
            let error = Error::Conflict(words::signed_in_again().into());
            (cookies, draw(&server, &page, Some(visitor), Some(Refused { error, ..held }), None).await).into_response()
        }
        None => (cookies, Redirect::to(&next.to_string())).into_response(),
    }
}

type Cookies = AppendHeaders<[(header::HeaderName, HeaderValue); 3]>;

/// Starts the session of somebody who proved who they are, and ends the one that was there before at this browser.
async fn welcome(
    server: &Server,
    proven: Proven,
    before: Here,
    origin: &Origin,
    device: &str,
) -> Result<(Visitor, Cookies)> {
    if let Some(before) = before {
        server.agency.end_session(before.pass.session).await?;
    }
    let session = server.agency.start_session(&proven, device).await?;
    tracing::info!("signed in");
    let cookies = auth::signed_in_cookies(server, &session, origin);
    let visitor = Visitor { pass: session.pass, person: proven.person };
    Ok((visitor, AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)))))
}

/// A form came whose sender's session has ended: the page to sign in, which keeps what was typed and gives it back.
pub async fn sign_in_again(server: &Server, page: &Uri, ended: Refused) -> Response {
    let held = serde_json::to_string(&ended).expect("a refused form is plain data");
    draw_sign_in(server, page, ended.error, String::new(), held).await
}

/// The page to sign in, with what is wrong and all that is to be kept. Never the password.
async fn draw_sign_in(server: &Server, next: &Uri, error: Error, login: String, held: String) -> Response {
    let page = sign_in_for(next);
    let uri = page.parse().expect("the address is escaped");
    let typed = vec![("login".to_owned(), login), ("held".to_owned(), held)];
    draw_again(server, &uri, None, Refused { call: "/sign-in".into(), page, typed, error }, None).await
}

#[derive(Deserialize)]
pub struct Followed {
    #[serde(default)]
    link: String,
}

/// The page behind a one-time link: for whoever holds it, signed in or not.
pub async fn join_page(State(server): State<Server>, Query(Followed { link }): Query<Followed>) -> Response {
    match server.agency.link(&link).await {
        Ok(Some(good)) => draw(&server, &join_address(&link), None, None, Some(joining(good, link))).await,
        Ok(None) => draw_gone(&server).await,
        Err(error) => plainly(&error),
    }
}

#[derive(Deserialize)]
pub struct Join {
    #[serde(default)]
    link: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// Uses a one-time link, and signs in who used it. Refused, the page comes back as it was typed, without the password.
pub async fn join(
    State(server): State<Server>,
    Extension(before): Extension<Here>,
    Extension(sender): Extension<Sender>,
    headers: HeaderMap,
    Form(given): Form<Join>,
) -> Response {
    let Join { link, login, name, password } = given;
    let new = NewPerson { login: login.clone(), name: name.clone(), password };
    let origin = auth::origin(&headers, sender, &server);
    let welcomed = async {
        let proven = server.agency.join(&link, new).await?;
        welcome(&server, proven, before, &origin, &device(&headers)).await
    };
    let error = match welcomed.await {
        Ok((_, cookies)) => return (cookies, Redirect::to("/")).into_response(),
        Err(error) => error,
    };
    match server.agency.link(&link).await {
        Ok(Some(good)) => {
            let page = join_address(&link);
            let typed = vec![("login".to_owned(), login), ("name".to_owned(), name)];
            let refused = Refused { call: "/join".into(), page: page.to_string(), typed, error };
            draw_again(&server, &page, None, refused, Some(joining(good, link))).await
        }
        Ok(None) => draw_gone(&server).await,
        Err(error) => plainly(&error),
    }
}

/// One page for every link that is no longer good, and for those that never were.
async fn draw_gone(server: &Server) -> Response {
    let gone = Joining { kind: JoinKind::Gone, role: None, name: String::new(), login: None, link: String::new() };
    let mut response = draw(server, &Uri::from_static("/join"), None, None, Some(gone)).await;
    *response.status_mut() = status(&Error::NotFound);
    response
}

fn joining(good: Link, link: String) -> Joining {
    let kind = match good.kind {
        LinkKind::First => JoinKind::First,
        LinkKind::Invite => JoinKind::Invite,
        LinkKind::Reset => JoinKind::Reset,
    };
    Joining { kind, role: good.role, name: good.name.unwrap_or_default(), login: good.login, link }
}

fn join_address(link: &str) -> Uri {
    format!("/join?link={}", escaped(link)).parse().expect("the address is escaped")
}

/// Signs out, here and for whoever holds a copy of the token.
pub async fn sign_out(State(server): State<Server>, Extension(visitor): Extension<Here>) -> Response {
    if let Some(visitor) = visitor
        && let Err(error) = server.agency.end_session(visitor.pass.session).await
    {
        return plainly(&error);
    }
    let cookies = AppendHeaders(auth::no_cookies().map(|cookie| (header::SET_COOKIE, cookie)));
    // Unlike where a session has merely ended, the page has the browser forget what was typed and not saved.
    (cookies, Redirect::to("/sign-in?signed-out")).into_response()
}

/// What a request gets whose sender cannot be found out just now.
pub fn cannot_tell(headers: &HeaderMap, error: &Error) -> Response {
    if accepts_html(headers) { plainly(error) } else { refusal(error) }
}

/// What a request from another site's page gets.
pub fn cross_site() -> Response {
    refusal(&Error::CrossSite)
}

/// A refusal as the bundle reads it.
fn refusal(error: &Error) -> Response {
    when_to_try_again(error, (status(error), axum::Json(error)).into_response())
}

/// Says to programs, too, how long to wait (RFC 9110).
fn when_to_try_again(error: &Error, mut response: Response) -> Response {
    if let Error::TooMany { after } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*after));
    }
    response
}

/// How somebody stands who was refused further in, for too many failures to sign in.
pub fn standing(server: &Server, response: &Response) -> Option<Standing> {
    let after = response.headers().get(header::RETRY_AFTER).filter(|_| response.status() == 429)?;
    let standing = Standing::default();
    server.limits.used_up(Policy::SignIn, after.to_str().ok()?.parse().ok()?, &standing);
    Some(standing)
}

/// A refusal where not even a page can be drawn.
pub fn plainly(error: &Error) -> Response {
    when_to_try_again(error, (status(error), error.to_string()).into_response())
}

fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).expect("the table holds HTTP statuses")
}

pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|value| value.to_str().is_ok_and(|value| value.contains("text/html")))
}

/// The fields of a posted form, in order; none where it is not one.
async fn form(headers: &HeaderMap, body: Bytes) -> Vec<(String, String)> {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.headers_mut() = headers.clone();
    Form::from_request(request, &()).await.map(|Form(fields)| fields).unwrap_or_default()
}

/// The page to come back to after signing in.
pub fn sign_in_for(uri: &Uri) -> String {
    match uri.path_and_query().map_or("/", |path| path.as_str()) {
        "/" => "/sign-in".to_owned(),
        path => format!("/sign-in?next={}", escaped(path)),
    }
}

/// An address that somebody gave, if it is one of our pages and nobody else's.
fn own_page(text: &str) -> Option<Uri> {
    let uri: Uri = text.parse().ok()?;
    let ours = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\') && uri.authority().is_none();
    ours.then_some(uri)
}

/// The address with the host it was asked at: what a page shows to be copied leads there.
fn with_host(uri: Uri, headers: &HeaderMap, sender: Sender) -> Uri {
    let mut parts = uri.clone().into_parts();
    parts.scheme = Some(if sender.https { Scheme::HTTPS } else { Scheme::HTTP });
    let host = headers.get(header::HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
    parts.authority = parts.authority.or(host);
    Uri::from_parts(parts).unwrap_or(uri)
}

/// Percent-encoded, as one value of a query (RFC 3986).
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_may_be_sent() {
        fn check(text: &str, expected: bool) {
            assert_eq!(own_page(text).is_some(), expected, "{text:?}");
        }
        check("/", true);
        check("/actors?page=2", true);
        check("", false);
        check("//evil.example/", false);
        check("/\\evil.example", false);
        check("https://evil.example/", false);
        check("evil.example:443", false);
        check("javascript:alert(1)", false);
    }

    #[test]
    fn the_host_it_was_asked_at() {
        fn check(host: &str, https: bool, expected: &str) {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().expect("a header"))]);
            let sender = Sender { address: std::net::Ipv4Addr::LOCALHOST.into(), https };
            let uri = with_host(Uri::from_static("/people?link=1"), &headers, sender);
            assert_eq!(uri.to_string(), expected, "{host}");
        }
        check("127.0.0.1:3000", false, "http://127.0.0.1:3000/people?link=1");
        check("[::1]:3000", false, "http://[::1]:3000/people?link=1");
        check("casting.example", true, "https://casting.example/people?link=1");
        check("no host/at all", true, "/people?link=1");
    }

    #[test]
    fn coming_back() {
        fn check(uri: &'static str, expected: &str) {
            assert_eq!(sign_in_for(&Uri::from_static(uri)), expected);
        }
        check("/", "/sign-in");
        check("/actors?page=2&x=y", "/sign-in?next=/actors%3Fpage%3D2%26x%3Dy");
    }
}

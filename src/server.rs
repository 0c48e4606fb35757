//! Every door of the server, on one screen.

use crate::{
    activity,
    address::{self, Proxies},
    auth, catalogue,
    config::Config,
    exports, graphql, headers, imports,
    issuers::Issuers,
    language,
    limits::Limits,
    live::{self, Live},
    pages,
    rest::{self, Refusal, put_in_words},
    site,
    site::Site,
    tokens::Tokens,
    usage::{self, Meter},
};
use agency::Agency;
use any_spawner::Executor;
use app::Bundle;
use axum::{
    Router,
    extract::FromRef,
    http::StatusCode,
    middleware,
    response::IntoResponse,
    routing::{any, get, post},
};
use domain::Error;
use leptos::prelude::use_context;
use tower::Layer;
use tower_http::{
    CompressionLevel,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    normalize_path::{NormalizePath, NormalizePathLayer},
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
};
use words::Language;

/// What every request shares.
#[derive(Clone)]
pub struct Server {
    pub agency: Agency,
    pub tokens: Tokens,
    pub limits: Limits,
    pub meter: Meter,
    pub demo: bool,
    /// Whether the catalogue gives a token to any user name.
    pub open_tokens: bool,
    /// Who is believed where a request comes from.
    pub proxies: Proxies,
    pub site: Site,
    pub bundle: Bundle,
    pub live: Live,
}

impl FromRef<Server> for Agency {
    fn from_ref(server: &Server) -> Self {
        server.agency.clone()
    }
}

impl Server {
    /// The server of an agency that is open, with the pages' bundle in this site. Says in one sentence why it
    /// cannot be.
    pub async fn new(agency: Agency, site: Site, bundle: Bundle, config: &Config) -> Result<Self, String> {
        // Drawing pages spawns tasks; the second server of a process (a test's) finds it done.
        let _ = Executor::init_tokio();
        Language::ask(use_context);
        let sentence = |error: Error| error.to_string();
        let agency =
            agency.keeping_trash(config.trash.days).keeping_usage(config.usage.days).braking(config.limits.brake());
        let agency = agency.in_zone(config.agency.time_zone.clone());
        let issuers = Issuers::new(config.auth.issuers.clone())?;
        let tokens = Tokens::new(&agency.signing_key().await.map_err(sentence)?).trusting(issuers);
        let demo = agency.is_demo().await.map_err(sentence)?;
        let limits = Limits::new(&config.limits);
        let meter = Meter::new(config.usage.days > 0);
        let open_tokens = config.catalogue.open_tokens || demo;
        let proxies = config.server.trusted_proxies.clone().into();
        Ok(Self { agency, tokens, limits, meter, demo, open_tokens, proxies, site, bundle, live: Live::default() })
    }

    /// The doors.
    pub fn router(self) -> NormalizePath<Router> {
        // These read cookies, so they refuse what another site's page has a browser send.
        let pages = Router::new()
            .route("/sign-in", get(pages::page).post(pages::sign_in))
            .route("/sign-out", post(pages::sign_out))
            .route("/join", get(pages::join_page).post(pages::join))
            .route("/call/{call}", get(pages::call).post(pages::call))
            .route("/activity.csv", get(activity::export))
            .route("/usage.csv", get(usage::export))
            .fallback(get(pages::page))
            .layer(RequestBodyLimitLayer::new(pages::LONGEST_BODY))
            .merge(exports::routes())
            .merge(imports::routes())
            .layer(middleware::from_fn_with_state(self.clone(), auth::find_visitor))
            .layer(middleware::from_fn(language::speak))
            .layer(CsrfLayer::new().with_rejection_response(|_| pages::cross_site()))
            // A twelfth less to send than by the layer's own choice, for a sixth of a millisecond.
            .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)));
        // So do these, which refuse in the words of the REST API.
        let both = Router::new()
            .merge(live::routes())
            .merge(graphql::routes())
            .layer(middleware::from_fn_with_state(self.clone(), auth::find_visitor))
            .layer(CsrfLayer::new().with_rejection_response(|_| Refusal::from(Error::CrossSite).into_response()))
            .layer(middleware::from_fn(put_in_words))
            .layer(CompressionLayer::new());
        let files = Router::new()
            .route("/pkg/{*file}", get(site::file))
            .route("/words/{file}", get(language::file).layer(CompressionLayer::new()))
            .route("/icons/{*file}", get(site::file))
            .route("/favicon.svg", get(site::file))
            .route("/manifest.webmanifest", get(language::manifest))
            .route("/offline.js", get(site::file))
            .route("/screens/{*file}", get(site::file));
        // What the service worker keeps is in a language.
        let kept = Router::new()
            .route("/sw.js", get(site::service_worker))
            .route("/offline.html", get(site::offline))
            .layer(middleware::from_fn(language::speak))
            .layer(CompressionLayer::new());
        let health = Router::new().route("/livez", any(StatusCode::NO_CONTENT)).route("/readyz", get(ready));
        let router = Router::new()
            .merge(pages)
            .merge(both)
            .merge(rest::routes())
            .merge(catalogue::routes())
            // Whoever loads a file or asks for our health is not counted.
            .layer(middleware::from_fn_with_state(self.clone(), usage::count))
            .merge(files)
            .merge(kept)
            .merge(health)
            .layer(middleware::from_fn(headers::on_everything))
            .layer(middleware::from_fn_with_state(self.proxies.clone(), address::find_sender))
            .layer(middleware::from_fn(headers::log))
            .layer(PropagateRequestIdLayer::x_request_id())
            .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
            .layer(middleware::map_request(headers::plain_request_id))
            .with_state(self);
        // Before routing: one path is served with and without a slash at its end.
        NormalizePathLayer::trim_trailing_slash().layer(router)
    }
}

/// Whether this instance can work: its database answers.
async fn ready(agency: axum::extract::State<Agency>) -> StatusCode {
    agency.ready().await.map_or(StatusCode::SERVICE_UNAVAILABLE, |()| StatusCode::NO_CONTENT)
}

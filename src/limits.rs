//! How many requests a caller may send: counted in fixed windows, in memory, and said in every answer
//! (draft-ietf-httpapi-ratelimit-headers).

use crate::config;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::{Error, Limit, Result};
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use words::Word;

/// What is left of a quota.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// The length of a window, in seconds.
const MINUTE: u32 = 60;
/// How many callers are remembered before those whose window is over are forgotten.
const MANY: usize = 10_000;

/// What is counted by itself, and has a quota of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// The requests of each caller.
    #[default]
    Default,
    /// Those to the catalogue.
    Catalogue,
    /// The tokens that each address is given for a mere name.
    OpenTokens,
    /// What the queries of each caller cost.
    GraphqlCost,
    /// What a person's browsers ask for. Far more than anybody can: it stops a script that runs wild, and nobody's work.
    Pages,
    /// Failures to sign in. Counted by the agency (`agency/src/throttle.rs`), and only said here.
    SignIn,
}

impl Policy {
    /// As the headers name it.
    fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Catalogue => "catalogue",
            Self::OpenTokens => "open-tokens",
            Self::GraphqlCost => "graphql-cost",
            Self::Pages => "pages",
            Self::SignIn => "sign-in",
        }
    }
}

/// Counts the requests of each caller.
#[derive(Clone)]
pub struct Limits {
    quotas: config::Limits,
    windows: Arc<Mutex<Windows>>,
}

#[derive(Default)]
struct Windows {
    of: HashMap<(Policy, String), Window>,
    /// In which minute those that are over were last forgotten.
    swept: i64,
}

struct Window {
    /// Which minute it is, counted from the epoch.
    number: i64,
    count: u32,
}

impl Limits {
    pub fn new(quotas: &config::Limits) -> Self {
        Self { quotas: quotas.clone(), windows: Arc::default() }
    }

    /// So many a minute.
    fn quota(&self, policy: Policy) -> u32 {
        match policy {
            Policy::Default => self.quotas.requests_per_minute,
            Policy::Catalogue => self.quotas.catalogue_requests_per_minute,
            Policy::OpenTokens => self.quotas.open_tokens_per_minute,
            Policy::GraphqlCost => self.quotas.graphql_cost_per_minute,
            Policy::Pages => self.quotas.pages_requests_per_minute,
            Policy::SignIn => self.quotas.sign_in_failures_per_account.get(),
        }
    }

    /// In so many seconds.
    fn window(&self, policy: Policy) -> u32 {
        match policy {
            Policy::SignIn => u32::from(self.quotas.sign_in_failure_minutes.get()) * 60,
            _ => MINUTE,
        }
    }

    /// All of them, for whoever looks after them.
    pub fn in_force(&self) -> Vec<Limit> {
        let limit = |policy: Policy, what: Word| {
            let (quota, window) = (self.quota(policy), self.window(policy));
            Limit { policy: policy.name(), quota, window, what }
        };
        let address = self.quotas.sign_in_failures_per_address.get();
        vec![
            limit(Policy::Default, words::limit_requests),
            limit(Policy::Catalogue, words::limit_catalogue),
            limit(Policy::GraphqlCost, words::limit_graphql),
            limit(Policy::OpenTokens, words::limit_open_tokens),
            limit(Policy::Pages, words::limit_pages),
            limit(Policy::SignIn, words::limit_accounts),
            Limit { quota: address, ..limit(Policy::SignIn, words::limit_addresses) },
        ]
    }

    /// Says of a request that was refused elsewhere how its caller stands: nothing is left for so many seconds.
    pub fn used_up(&self, policy: Policy, after: u32, standing: &Standing) {
        let _ = standing.0.set(Stands {
            policy,
            quota: self.quota(policy),
            window: self.window(policy),
            remaining: 0,
            after,
        });
    }

    /// Counts one more request of this caller; refuses it where there were too many in this minute.
    pub fn count(&self, policy: Policy, caller: &str, now: Timestamp, standing: Option<&Standing>) -> Result<()> {
        self.count_many(policy, 1, caller, now, standing)
    }

    /// As [`Limits::count`], of what counts for so many.
    pub fn count_many(
        &self,
        policy: Policy,
        units: u32,
        caller: &str,
        now: Timestamp,
        standing: Option<&Standing>,
    ) -> Result<()> {
        let quota = self.quota(policy);
        let number = now.as_second().div_euclid(MINUTE.into());
        let reset = MINUTE - u32::try_from(now.as_second().rem_euclid(MINUTE.into())).unwrap_or_default();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.of.len() > MANY && windows.swept != number {
            windows.of.retain(|_, window| window.number == number);
            windows.swept = number;
        }
        let window = windows.of.entry((policy, caller.to_owned())).or_insert(Window { number, count: 0 });
        if window.number != number {
            *window = Window { number, count: 0 };
        }
        let count = window.count.saturating_add(units);
        let allowed = count <= quota;
        window.count = count;
        let remaining = quota.saturating_sub(window.count);
        if let Some(standing) = standing {
            let window = self.window(policy);
            let _ = standing.0.set(Stands { policy, quota, window, remaining, after: reset });
        }
        if allowed { Ok(()) } else { Err(Error::TooMany { after: reset }) }
    }
}

/// How a request's caller stands, for the answer's headers. Empty until it was counted.
#[derive(Clone, Default)]
pub struct Standing(Arc<OnceLock<Stands>>);

struct Stands {
    policy: Policy,
    quota: u32,
    window: u32,
    remaining: u32,
    /// In so many seconds the quota is whole again.
    after: u32,
}

impl Standing {
    pub fn write(&self, headers: &mut HeaderMap) {
        let Some(Stands { policy, quota, window, remaining, after }) = self.0.get() else { return };
        let value = |text: String| HeaderValue::try_from(text).expect("numbers are plain ASCII");
        let name = policy.name();
        headers.insert(HeaderName::from_static("ratelimit-policy"), value(format!("\"{name}\";q={quota};w={window}")));
        headers.insert(RATE_LIMIT, value(format!("\"{name}\";r={remaining};t={after}")));
    }
}

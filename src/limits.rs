//! How many requests a caller may send: counted in fixed windows, in memory, and said in every answer
//! (draft-ietf-httpapi-ratelimit-headers).

use crate::config;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::{Error, Result};
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// The length of a window, in seconds.
const WINDOW: i64 = 60;
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
}

impl Policy {
    /// As the headers name it.
    fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Catalogue => "catalogue",
            Self::OpenTokens => "open-tokens",
            Self::GraphqlCost => "graphql-cost",
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
        }
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
        let number = now.as_second().div_euclid(WINDOW);
        let reset = u32::try_from(WINDOW - now.as_second().rem_euclid(WINDOW)).unwrap_or_default();
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
            let _ = standing.0.set((policy, quota, remaining, reset));
        }
        if allowed { Ok(()) } else { Err(Error::TooMany { after: reset }) }
    }
}

/// How a request's caller stands, for the answer's headers: by which policy, its quota, what is left of it, in how many
/// seconds it is whole again. Empty until it was counted.
#[derive(Clone, Default)]
pub struct Standing(Arc<OnceLock<(Policy, u32, u32, u32)>>);

impl Standing {
    pub fn write(&self, headers: &mut HeaderMap) {
        let Some((policy, quota, remaining, reset)) = self.0.get() else { return };
        let value = |text: String| HeaderValue::try_from(text).expect("numbers are plain ASCII");
        let name = policy.name();
        headers.insert(HeaderName::from_static("ratelimit-policy"), value(format!("\"{name}\";q={quota};w={WINDOW}")));
        headers.insert(HeaderName::from_static("ratelimit"), value(format!("\"{name}\";r={remaining};t={reset}")));
    }
}

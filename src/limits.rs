//! How many requests a caller may send: counted in fixed windows, in memory, and said in every answer
//! (draft-ietf-httpapi-ratelimit-headers).

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

/// Counts the requests of each caller.
#[derive(Clone)]
pub struct Limits {
    quota: u32,
    windows: Arc<Mutex<HashMap<String, Window>>>,
}

struct Window {
    /// Which minute it is, counted from the epoch.
    number: i64,
    count: u32,
}

impl Limits {
    /// So many requests a minute for each caller.
    pub fn new(quota: u32) -> Self {
        Self { quota, windows: Arc::default() }
    }

    /// Counts one more request of this caller; refuses it where there were too many in this minute.
    pub fn count(&self, caller: &str, now: Timestamp, standing: Option<&Standing>) -> Result<()> {
        let number = now.as_second().div_euclid(WINDOW);
        let reset = u32::try_from(WINDOW - now.as_second().rem_euclid(WINDOW)).unwrap_or_default();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > MANY {
            windows.retain(|_, window| window.number == number);
        }
        let window = windows.entry(caller.to_owned()).or_insert(Window { number, count: 0 });
        if window.number != number {
            *window = Window { number, count: 0 };
        }
        let allowed = window.count < self.quota;
        window.count = window.count.saturating_add(1);
        let remaining = self.quota.saturating_sub(window.count);
        if let Some(standing) = standing {
            let _ = standing.0.set((self.quota, remaining, reset));
        }
        if allowed { Ok(()) } else { Err(Error::TooMany { after: reset }) }
    }
}

/// How a request's caller stands, for the answer's headers: the quota, what is left of it, in how many seconds it is
/// whole again. Empty until it was counted.
#[derive(Clone, Default)]
pub struct Standing(Arc<OnceLock<(u32, u32, u32)>>);

impl Standing {
    pub fn write(&self, headers: &mut HeaderMap) {
        let Some((quota, remaining, reset)) = self.0.get() else { return };
        let value = |text: String| HeaderValue::try_from(text).expect("numbers are plain ASCII");
        headers.insert(HeaderName::from_static("ratelimit-policy"), value(format!("\"default\";q={quota};w={WINDOW}")));
        headers.insert(HeaderName::from_static("ratelimit"), value(format!("\"default\";r={remaining};t={reset}")));
    }
}

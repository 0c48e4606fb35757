//! Taking back what one did, and doing it again: from the notice that every page shows, from the activity, by a key. Not
//! called by the bundle.

#[cfg(feature = "ssr")]
use super::{agency, signed_in};
use domain::{Error, Steps};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What whoever asks can take back and do again next.
#[server(name = OwnSteps, prefix = "/call", endpoint = "steps", input = GetUrl)]
pub async fn steps() -> Result<Steps, Error> {
    agency().steps(&signed_in()?).await
}

/// Takes back a step of one's own: this one, or the latest. Answers what can be done next.
#[server(prefix = "/call", endpoint = "undo")]
pub async fn undo(#[server(default)] step: Option<i64>) -> Result<Steps, Error> {
    let (agency, by) = (agency(), signed_in()?);
    agency.undo(&by, step).await?;
    agency.steps(&by).await
}

/// Does again what was taken back: this step, or the latest. Answers what can be done next.
#[server(prefix = "/call", endpoint = "redo")]
pub async fn redo(#[server(default)] step: Option<i64>) -> Result<Steps, Error> {
    let (agency, by) = (agency(), signed_in()?);
    agency.redo(&by, step).await?;
    agency.steps(&by).await
}

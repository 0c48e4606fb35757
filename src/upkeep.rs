//! The tasks beside the doors: removing what has been kept for long enough, and handing over what was counted.

use crate::usage::Meter;
use agency::Agency;
use std::time::Duration;
use tokio::{sync::watch, time::MissedTickBehavior};

/// How long everything is left alone.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// How often it is handed over what was counted: so much of it is lost where the process is killed.
const COUNTED: Duration = Duration::from_secs(10);

/// Looks through it now and every hour, for as long as it is let.
pub async fn keep_tidy(agency: Agency) {
    let mut hours = tokio::time::interval(PAUSE);
    loop {
        hours.tick().await;
        match agency.empty_old_trash().await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "the trash was emptied of what was too old"),
            Err(error) => tracing::warn!(%error, "the trash was not emptied; the next try is in an hour"),
        }
        match agency.forget_drafts().await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "drafts that were too old were forgotten"),
            Err(error) => tracing::warn!(%error, "old drafts were not forgotten; the next try is in an hour"),
        }
        match agency.forget_imports().await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "files that were to be imported and are too old were forgotten"),
            Err(error) => tracing::warn!(%error, "old files were not forgotten; the next try is in an hour"),
        }
        match agency.forget_usage().await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "what was counted too long ago was forgotten"),
            Err(error) => tracing::warn!(%error, "old counts were not forgotten; the next try is in an hour"),
        }
    }
}

/// Hands over what was counted, every few seconds until the server is told to stop. What is answered until it has stopped is
/// left to whoever stops it.
pub async fn keep_usage(meter: Meter, agency: Agency, mut ending: watch::Receiver<bool>) {
    let mut turns = tokio::time::interval(COUNTED);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = turns.tick() => {}
            _ = ending.wait_for(|ending| *ending) => return,
        }
        if let Err(error) = meter.hand_over(&agency).await {
            tracing::warn!(%error, "what was counted could not be stored; it is kept for the next try");
        }
    }
}

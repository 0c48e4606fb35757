//! The task beside the doors that removes what has been kept for long enough: in the trash, and of drafts.

use agency::Agency;
use std::time::Duration;

/// How long everything is left alone.
const PAUSE: Duration = Duration::from_secs(60 * 60);

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
    }
}

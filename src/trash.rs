//! The task beside the doors that empties the trash of what has been in it for too long.

use agency::Agency;
use std::time::Duration;

/// How long the trash is left alone.
const PAUSE: Duration = Duration::from_secs(60 * 60);

/// Looks through the trash now and every hour, for as long as it is let.
pub async fn keep_emptying(agency: Agency) {
    let mut hours = tokio::time::interval(PAUSE);
    loop {
        hours.tick().await;
        match agency.empty_old_trash().await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "the trash was emptied of what was too old"),
            Err(error) => tracing::warn!(%error, "the trash was not emptied; the next try is in an hour"),
        }
    }
}

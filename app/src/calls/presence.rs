//! Who is where: said by every page that shows a record (frontend/page/presence.js).

#[cfg(feature = "ssr")]
use super::{agency, caller};
#[cfg(feature = "ssr")]
use agency::{SessionId, Sign};
use domain::Error;
use leptos::prelude::*;

/// This tab shows a record, edits it, or has left it.
#[server(prefix = "/call", endpoint = "present")]
pub async fn present(
    record: String,
    place: String,
    #[server(default)] editing: bool,
    #[server(default)] left: bool,
    #[server(default)] turn: i64,
) -> Result<(), Error> {
    let sign = Sign { record: record.parse()?, place, editing, left, turn };
    agency().present(&caller()?, expect_context::<SessionId>(), sign).await
}

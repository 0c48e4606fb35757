//! The change log as a file for a spreadsheet.

use crate::{
    auth::Visitor,
    csv,
    pages::{plainly, sign_in_for},
};
use agency::Agency;
use axum::{
    Extension,
    extract::{Query, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ActivityList, Caller, Recorded, Result};
use std::collections::HashMap;
use words::Language;

/// How many changes are read at once.
const BATCH: i64 = 1_000;

const HEADER: [&str; 7] = ["Number", "Time", "By", "Record", "Record number", "Version", "Change"];

/// The activity under these filters, all of it, the newest first.
pub async fn export(
    State(agency): State<Agency>,
    Extension(visitor): Extension<Option<Visitor>>,
    Query(asked): Query<HashMap<String, String>>,
    uri: Uri,
) -> Response {
    let Some(visitor) = visitor else { return Redirect::to(&sign_in_for(&uri)).into_response() };
    let list = match ActivityList::read(|name| asked.get(name).cloned()) {
        Ok(list) => ActivityList { before: None, size: BATCH, ..list },
        Err(error) => return plainly(&error),
    };
    let caller = visitor.caller();
    let read = move |list| {
        let (agency, caller) = (agency.clone(), caller.clone());
        async move { batch(&agency, &caller, list).await }
    };
    csv::file("activity.csv", HEADER, list, read).await.unwrap_or_else(|error| plainly(&error))
}

/// A batch as lines, and what to ask for after it.
async fn batch(agency: &Agency, caller: &Caller, list: ActivityList) -> Result<(String, Option<ActivityList>)> {
    let activity = agency.activity((caller.permit()?, caller.permit()?), &list).await?;
    let next = activity.older.map(|number| ActivityList { before: Some(number), ..list });
    Ok((activity.changes.iter().map(line).collect(), next))
}

fn line(recorded: &Recorded) -> String {
    let record = recorded.change.record();
    let cells = [
        recorded.number.to_string(),
        recorded.at.to_string(),
        recorded.by_name.clone(),
        record.kind().to_owned(),
        record.number().to_string(),
        recorded.change.version().to_string(),
        // Machines read it, too.
        Language::default().say(|| recorded.change.deed()),
    ];
    csv::line(&cells)
}

//! The change log as a file for a spreadsheet.

use crate::{
    auth::Visitor,
    pages::{plainly, sign_in_for},
};
use agency::Agency;
use axum::{
    Extension,
    body::Body,
    extract::{Query, State},
    http::{Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{ActivityList, Caller, Error, Recorded, Result};
use futures_util::stream;
use std::collections::HashMap;

/// How many changes are read at once.
const BATCH: i64 = 1_000;

const HEADER: &str = "Number,Time,By,Record,Record number,Version,Change\r\n";

/// The activity under these filters, all of it, the newest first: comma-separated values (RFC 4180), sent as they are read.
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
    // The first batch is read before anything is sent, so that a refusal is still an answer.
    let caller = visitor.caller();
    let (first, next) = match batch(&agency, &caller, list).await {
        Ok(first) => first,
        Err(error) => return plainly(&error),
    };
    let rest = stream::try_unfold(next, move |list| {
        let (agency, caller) = (agency.clone(), caller.clone());
        async move {
            match list {
                Some(list) => batch(&agency, &caller, list).await.map(Some),
                None => Ok::<_, Error>(None),
            }
        }
    });
    let lines = stream::StreamExt::chain(stream::iter([Ok(HEADER.to_owned() + &first)]), rest);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"activity.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(lines)).into_response()
}

/// A batch as lines, and what to ask for after it.
async fn batch(agency: &Agency, caller: &Caller, list: ActivityList) -> Result<(String, Option<ActivityList>)> {
    let activity = agency.activity((caller.permit()?, caller.permit()?), &list).await?;
    let next = activity.older.map(|number| ActivityList { before: Some(number), ..list });
    Ok((activity.changes.iter().map(line).collect(), next))
}

fn line(recorded: &Recorded) -> String {
    let (record, deed) = (recorded.change.record(), recorded.change.told());
    let cells = [
        recorded.number.to_string(),
        recorded.at.to_string(),
        recorded.by_name.clone(),
        record.kind().to_owned(),
        record.number().to_string(),
        recorded.change.version().to_string(),
        format!("{} {}{}", deed.verb, deed.what, deed.rest),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// A cell. What a spreadsheet would take for a formula begins with an apostrophe: names are anybody's words.
fn quoted(text: &str) -> String {
    let apostrophe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{apostrophe}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        fn check(text: &str, expected: &str) {
            assert_eq!(quoted(text), expected);
        }
        check("Heat", "Heat");
        check("", "");
        check("a,b", "\"a,b\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("two\r\nlines", "\"two\r\nlines\"");
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@sum", "'@sum");
        check("\tx", "'\tx");
        check("\rx", "\"'\rx\"");
        check("=\"a\",b", "\"'=\"\"a\"\",b\"");
        check("a=b", "a=b");
    }
}

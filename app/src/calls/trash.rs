//! The trash, looked through and emptied from its page.

#[cfg(feature = "ssr")]
use super::{agency, go_to, permit, signed_in};
#[cfg(feature = "ssr")]
use domain::{EmptyTrash, FieldError, Paging, RecordId, Result, SeeActors, SeeMovies};
use domain::{Error, PageNumber, Trash};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[server(name = LookIntoTrash, prefix = "/call", endpoint = "trash", input = GetUrl)]
pub async fn trash(page: PageNumber) -> Result<Trash, Error> {
    let by = (permit::<SeeActors>()?, permit::<SeeMovies>()?);
    agency().trash(by, Paging::long(page)).await
}

/// Restores these records in one go, or, where it is named, only one. What cannot be restored is said of each, and the
/// others are.
#[server(prefix = "/call", endpoint = "restore")]
pub async fn restore(
    #[server(default)] only: Option<String>,
    #[server(default)] records: Vec<String>,
) -> Result<usize, Error> {
    let names = only.map_or(records, |only| vec![only]);
    let mut records = names.iter().map(|name| name.parse()).collect::<Result<Vec<RecordId>>>()?;
    records.sort_by_key(|record| (record.kind(), record.number()));
    records.dedup();
    let refused = agency().restore(&signed_in()?, &records).await?;
    if let [(_, error)] = &refused[..]
        && records.len() == 1
    {
        return Err(error.clone());
    }
    if !refused.is_empty() {
        let fields = refused.into_iter().map(|(record, error)| FieldError {
            field: record.to_string().into(),
            message: match error {
                Error::NotFound => words::removed_by_now().into(),
                other => other.to_string().into(),
            },
        });
        return Err(Error::Invalid(fields.collect()));
    }
    go_to(&format!("/trash?restored={}", records.len()));
    Ok(records.len())
}

/// Removes for good what was in the trash when this was the latest change that had put something there.
#[server(name = RemoveTrash, prefix = "/call", endpoint = "empty_trash")]
pub async fn empty_trash(latest: i64) -> Result<usize, Error> {
    let removed = agency().empty_trash(permit::<EmptyTrash>()?, latest).await?;
    go_to(&format!("/trash?removed={removed}"));
    Ok(removed)
}

//! Importing a file, after the door that takes it (src/imports.rs): which column holds what, what is left out, and doing it. All
//! of it is asked for by a document, and nothing by the bundle.

#[cfg(feature = "ssr")]
use super::{agency, go_to, signed_in};
#[cfg(feature = "ssr")]
use domain::{Columns, ImportKind, Leave, Result};
use domain::{Error, ImportId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far an import is, also in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSays {
    pub done: i64,
    pub total: i64,
    /// `1,200 of 5,000`
    pub says: String,
}

/// Keeps which column, counted from 0, holds which field.
#[server(prefix = "/call", endpoint = "match_columns")]
pub async fn match_columns(
    kind: String,
    id: ImportId,
    #[server(default)] headed: bool,
    #[server(default)] columns: BTreeMap<String, String>,
) -> Result<(), Error> {
    let kind: ImportKind = kind.parse()?;
    // What is no number is no column.
    let of = columns.into_iter().filter_map(|(field, column)| Some((field, column.parse().ok()?)));
    agency().match_columns(&signed_in()?, kind, id, Columns { headed, of: of.collect() }).await?;
    go_to(&format!("{}/{id}", kind.path()));
    Ok(())
}

/// Leaves a row out, or takes it in again.
#[server(prefix = "/call", endpoint = "leave_out")]
pub async fn leave_out(
    kind: String,
    id: ImportId,
    #[server(default)] out: Option<i64>,
    #[server(default)] back: Option<i64>,
    // What the page showed.
    #[server(default)] query: String,
) -> Result<(), Error> {
    let (kind, by): (ImportKind, _) = (kind.parse()?, signed_in()?);
    let row = out.or(back).ok_or_else(|| Error::Malformed(words::import_which_row().into()))?;
    agency().leave_out(&by, kind, id, row, out.is_some()).await?;
    let query = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| matches!(&**name, "show" | "page"));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    go_to(&format!("{}/{id}?{query}", kind.path()));
    Ok(())
}

/// Throws the file away.
#[server(prefix = "/call", endpoint = "drop_import")]
pub async fn drop_import(kind: String, id: ImportId) -> Result<(), Error> {
    let kind: ImportKind = kind.parse()?;
    agency().drop_import(&signed_in()?, kind, id).await?;
    go_to(kind.path());
    Ok(())
}

/// Imports the file. Whoever sends it again finds it under way, or done.
#[server(prefix = "/call", endpoint = "import_rows")]
pub async fn import_rows(
    kind: String,
    id: ImportId,
    #[server(default)] wrong: bool,
    #[server(default)] double: bool,
    #[server(default)] there: bool,
) -> Result<(), Error> {
    let kind: ImportKind = kind.parse()?;
    agency().import_rows(&signed_in()?, kind, id, Leave { wrong, double, there }).await?;
    go_to(&format!("{}/{id}", kind.path()));
    Ok(())
}

/// How far it is; nothing, where it is not under way (any more).
#[server(prefix = "/call", endpoint = "import_progress", input = GetUrl)]
pub async fn import_progress(kind: String, id: ImportId) -> Result<Option<ImportSays>, Error> {
    let progress = agency().import_progress(&signed_in()?, kind.parse()?, id).await?;
    Ok(progress.map(ImportSays::from))
}

#[cfg(feature = "ssr")]
impl From<domain::ImportProgress> for ImportSays {
    fn from(domain::ImportProgress { done, total }: domain::ImportProgress) -> Self {
        Self { done, total, says: words::import_progress(done, total) }
    }
}

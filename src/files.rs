//! Files to be kept: lists of any length, sent as they are read.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use domain::Result;
use futures_util::{StreamExt, stream};

/// A file that is read part by part: from a place, its text and the next place, if there is more. The first part is read
/// before anything is sent, so that a refusal is still an answer; what fails later cuts the file short, and nobody takes it
/// for the whole. Whoever reads it slowly holds no connection to the database meanwhile.
pub async fn file<P, R>(
    name: &str,
    kind: &'static str,
    head: String,
    from: P,
    read: impl Fn(P) -> R + Send + 'static,
) -> Result<Response>
where
    P: Send + 'static,
    R: Future<Output = Result<(String, Option<P>)>> + Send + 'static,
{
    let (first, next) = read(from).await?;
    let rest = stream::try_unfold(next, move |place| {
        let part = place.map(&read);
        async move {
            match part {
                Some(part) => part.await.map(Some),
                None => Ok(None),
            }
        }
    });
    let parts = stream::iter([Ok(head + &first)]).chain(rest);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(parts)).into_response())
}

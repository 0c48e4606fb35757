//! Files for a spreadsheet: comma-separated values (RFC 4180), sent as they are read.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use domain::Result;
use futures_util::{StreamExt, stream};

/// A file that is read part by part: from a place, its lines and the next place, if there is more. The first part is read
/// before anything is sent, so that a refusal is still an answer.
pub async fn file<P, R>(
    name: &'static str,
    header: impl AsRef<[&'static str]>,
    from: P,
    read: impl Fn(P) -> R + Send + 'static,
) -> Result<Response>
where
    P: Send + 'static,
    R: Future<Output = Result<(String, Option<P>)>> + Send + 'static,
{
    let (first, next) = read(from).await?;
    let header = header.as_ref().join(",") + "\r\n";
    let rest = stream::try_unfold(next, move |place| {
        let part = place.map(&read);
        async move {
            match part {
                Some(part) => part.await.map(Some),
                None => Ok(None),
            }
        }
    });
    let lines = stream::iter([Ok(header + &first)]).chain(rest);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}

pub fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n"
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

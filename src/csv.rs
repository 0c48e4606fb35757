//! Files for a spreadsheet: comma-separated values (RFC 4180).

use crate::files;
use axum::response::Response;
use domain::{Result, cell};

/// By this Excel knows UTF-8 from the encoding of its machine; others know it and leave it out.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// As [`files::file`], of lines under these headings.
pub async fn file<P, R>(
    name: &str,
    header: impl AsRef<[&'static str]>,
    from: P,
    read: impl Fn(P) -> R + Send + 'static,
) -> Result<Response>
where
    P: Send + 'static,
    R: Future<Output = Result<(String, Option<P>)>> + Send + 'static,
{
    let head = format!("{BYTE_ORDER_MARK}{}\r\n", header.as_ref().join(","));
    files::file(name, "text/csv; charset=utf-8; header=present", head, from, read).await
}

pub fn line(cells: &[String]) -> String {
    cells.iter().map(|text| quoted(&cell(text))).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A cell in quotation marks, where it needs them: also for those spreadsheets that part cells by semicolons or tabs.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        fn check(text: &str, expected: &str) {
            assert_eq!(line(&[text.to_owned(), "x".to_owned()]), format!("{expected},x\r\n"));
        }
        check("Heat", "Heat");
        check("", "");
        check("a,b", "\"a,b\"");
        check("a;=1", "\"a;=1\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("two\r\nlines", "\"two\r\nlines\"");
        check("=1+1", "'=1+1");
        check("\tx", "\"'\tx\"");
        check("=\"a\",b", "\"'=\"\"a\"\",b\"");
    }
}

//! Texts in the cells of a spreadsheet's file, where some of them would be formulas (OWASP, CSV injection).

use std::borrow::Cow;

/// How a formula begins, in a spreadsheet or one that reads full-width signs as others.
const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as a cell: what a spreadsheet would take for a formula gets an apostrophe before it. Names are anybody's words.
pub fn cell(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that a cell stands for: the other way round, so that what was written comes back as it was.
pub fn meant(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// Apostrophes before a formula count as one: otherwise nobody could tell ours from those that were there.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULAS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        fn check(text: &str, expected: &str) {
            assert_eq!(cell(text), expected);
            assert_eq!(meant(expected), text, "{expected:?}");
        }
        check("Heat", "Heat");
        check("", "");
        check("a=b", "a=b");
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@sum", "'@sum");
        check("\tx", "'\tx");
        check("\rx", "'\rx");
        check("\nx", "'\nx");
        check("＝1", "'＝1");
        // What begins with an apostrophe itself.
        check("'Til", "'Til");
        check("'", "'");
        check("'=1", "''=1");
        check("''@x", "'''@x");
    }
}

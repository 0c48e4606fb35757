//! Text that people type: how it is cleaned, judged and compared.

use crate::FieldError;
#[cfg(not(target_family = "wasm"))]
use unicode_normalization::UnicodeNormalization;

/// The longest name, title, genre or character, in Unicode scalar values after trimming.
pub const LONGEST_TEXT: usize = 200;

/// The key by which two texts are the same, are searched and are sorted: compatibility decomposition (NFKD),
/// diacritics dropped, full case folding (Unicode default), runs of white space as one space.
#[cfg(not(target_family = "wasm"))]
pub fn folded(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !is_diacritic(*c)).collect();
    let bare = caseless::default_case_fold_str(&bare);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A mark that people leave out and still mean the same name: the diacritics of Latin, Greek and Cyrillic, the points
/// of Hebrew and Arabic. Not every combining mark: the vowels of Indic scripts and the voicing of kana are letters.
#[cfg(not(target_family = "wasm"))]
fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The text without the white space around it, or what is wrong with it. `field` is the form's name of it,
/// `label` the word people see.
pub(crate) fn needed(field: &'static str, label: &str, text: &str) -> Result<String, FieldError> {
    optional(field, label, text)?.ok_or_else(|| FieldError::new(field, words::needed(label)))
}

/// As [`needed`], but nothing typed is `None`.
pub(crate) fn optional(field: &'static str, label: &str, text: &str) -> Result<Option<String>, FieldError> {
    let text = text.trim();
    if text.chars().all(|c| c.is_whitespace() || unseen(c)) {
        return Ok(None);
    }
    // A NUL is an error in PostgreSQL, and nothing typed by a person holds a control character.
    if text.chars().any(char::is_control) {
        return Err(FieldError::new(field, words::hidden_character(label)));
    }
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(FieldError::new(field, words::too_long(label, &length.to_string(), &LONGEST_TEXT.to_string())));
    }
    Ok(Some(composed(text)))
}

/// Characters that show nothing by themselves (Unicode's default ignorables and blanks that people paste along). They
/// have their use between letters; a name of nothing else would be no name.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}')
}

/// Composed (NFC), so that one name has one spelling in the file, whatever keyboard it came from. The browser only
/// judges what was typed; the tables for this would be a tenth of its bundle.
fn composed(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return text.to_owned();
    #[cfg(not(target_family = "wasm"))]
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        fn check(text: &str, expected: &str) {
            assert_eq!(folded(text), expected, "{text:?}");
        }
        check("Amélie", "amelie");
        check("  Tom   Hanks ", "tom hanks");
        check("STRASSE", folded("Straße").as_str());
        check("Ame\u{301}lie", "amelie");
        check("ΜΆΙΟΣ", folded("μάιος").as_str());
        check("ﬁlm", "film");
        check("أحمد", "احمد");
        assert_ne!(folded("रानी"), folded("रीना"));
        assert_ne!(folded("かき"), folded("がき"));
    }

    #[test]
    fn judging() {
        fn check(text: &str, expected: Result<Option<&str>, &str>) {
            let result = optional("name", "Name", text);
            let result = result.as_ref().map(|text| text.as_deref()).map_err(|error| error.message.as_ref());
            assert_eq!(result, expected);
        }
        check("", Ok(None));
        check(" \t ", Ok(None));
        check(" Ann ", Ok(Some("Ann")));
        check("\u{200B}\u{FEFF} \u{2800}", Ok(None));
        check("A\u{200D}n", Ok(Some("A\u{200D}n")));
        check("a\0b", Err("Name has a character that cannot be shown; type it again"));
        check(&"x".repeat(200), Ok(Some(&"x".repeat(200))));
        check(&"é".repeat(200), Ok(Some(&"é".repeat(200))));
        check(&"x".repeat(201), Err("Name is 201 characters long; shorten it to 200"));
    }
}

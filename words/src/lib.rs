//! Every text people read, in every language: a function for each message of the catalogues in `words/languages`, which the
//! build makes and holds against each other.
//!
//! Which language is spoken is not handed from function to function: it belongs to the request, as its span in the log does. The
//! pages' door sets it ([`Language::speak`]); whoever sets none, as the doors for programs, has English.

#[cfg(test)]
#[path = "../build/catalogue.rs"]
mod catalogue;
#[cfg(not(target_family = "wasm"))]
mod server;

#[cfg(not(target_family = "wasm"))]
pub use server::{Language, number};
#[cfg(not(target_family = "wasm"))]
use server::{Text, Told, counted, said};

/// A text of the catalogue, for tables.
pub type Word = fn() -> &'static str;

/// A text that counts, for tables.
pub type Count = fn(i64) -> String;

/// Fills arguments into a text: the control characters in it stand for their numbers, counted from 1.
fn filled(text: &str, arguments: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| byte < b' ') {
        filled.push_str(&rest[..place]);
        let number = usize::from(rest.as_bytes()[place]);
        filled.push_str(arguments.get(number - 1).copied().unwrap_or_default());
        rest = &rest[place + 1..];
    }
    filled + rest
}

/// What is filled in where an element stands within a sentence: [`pieces`] cuts there.
pub const SLOTS: [&str; 4] = ["\u{1}", "\u{2}", "\u{3}", "\u{4}"];

/// A piece of a sentence with elements in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The place of the slot of this number, from 0.
    Slot(usize),
}

/// A sentence cut at its slots, in the order of its language.
pub fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    fn cut(piece: &str) -> Piece<'_> {
        if piece < " " { Piece::Slot(usize::from(piece.as_bytes()[0]) - 1) } else { Piece::Text(piece) }
    }
    let ends = |c: char| c < ' ';
    sentence.split_inclusive(ends).flat_map(move |piece| {
        let end = piece.len() - usize::from(piece.ends_with(ends));
        [&piece[..end], &piece[end..]].into_iter().filter(|piece| !piece.is_empty()).map(cut)
    })
}

#[cfg(target_family = "wasm")]
mod browser {
    use std::sync::OnceLock;

    static TEXTS: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// The texts of the page's language, a line each, as the server wrote them ([`super::Language::for_the_browser`]).
    pub fn learn(texts: String) {
        let _ = TEXTS.set(texts.leak().split('\n').collect());
    }

    pub fn said(number: usize) -> &'static str {
        TEXTS.get().and_then(|texts| texts.get(number).copied()).unwrap_or_default()
    }
}
#[cfg(target_family = "wasm")]
pub use browser::learn;
#[cfg(target_family = "wasm")]
use browser::said;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_with_elements() {
        fn check(sentence: &str, expected: &[Piece]) {
            assert_eq!(pieces(sentence).collect::<Vec<_>>(), expected, "{sentence:?}");
        }
        check("", &[]);
        check("Ann", &[Piece::Text("Ann")]);
        let [who, what, ..] = SLOTS;
        check(
            &format!("{who} added {what}."),
            &[Piece::Slot(0), Piece::Text(" added "), Piece::Slot(1), Piece::Text(".")],
        );
        check(&format!("{what}{who}"), &[Piece::Slot(1), Piece::Slot(0)]);
    }

    #[test]
    fn filling_in() {
        assert_eq!(filled("\u{2} of \u{1}", &["a", "b"]), "b of a");
        assert_eq!(filled("\u{1}", &[SLOTS[1]]), SLOTS[1], "what is filled in is left alone");
    }
}

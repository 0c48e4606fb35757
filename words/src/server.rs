//! The languages the server speaks.

use super::{BROWSER, LANGUAGES};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::{cell::Cell, future::poll_fn, pin::pin, sync::OnceLock};

/// A language, and its texts by the messages' numbers.
pub struct Told {
    pub tag: &'static str,
    pub texts: &'static [Text],
}

pub enum Text {
    One(&'static str),
    /// By plural category (CLDR); the last one is for all others.
    Counted(&'static [(&'static str, &'static str)]),
}

/// A language there is a catalogue for. The first, which everybody has who asks for none, is English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language(usize);

thread_local! {
    /// While a piece of work is done that is spoken of in this language.
    static SPOKEN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// What was spoken before is spoken again when this is dropped, whatever happened meanwhile.
struct Before(Option<Language>);

impl Drop for Before {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

/// Where tasks are spawned that answer the same request, this knows its language.
static KNOWN: OnceLock<fn() -> Option<Language>> = OnceLock::new();

impl Language {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// The language of this tag (BCP 47), or of its first part: `ar-EG` is spoken to in `ar`.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split('-').next().unwrap_or_default();
        let known = |tag: &str| LANGUAGES.iter().position(|told| told.tag.eq_ignore_ascii_case(tag)).map(Self);
        known(tag).or_else(|| known(first))
    }

    /// The one that a browser would like best of those there are (`Accept-Language`, RFC 9110).
    pub fn liked(accepted: &str) -> Option<Self> {
        let wishes = accepted.split(',').filter_map(|wish| {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            Some((Self::of(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        wishes.reduce(|best, wish| if wish.1 > best.1 { wish } else { best }).map(|(language, _)| language)
    }

    /// The language that is spoken here.
    pub fn spoken() -> Self {
        SPOKEN.get().or_else(|| KNOWN.get()?()).unwrap_or_default()
    }

    /// Says who knows the language of the request at hand, where it was not said by [`Language::speak`].
    pub fn ask(who: fn() -> Option<Self>) {
        let _ = KNOWN.set(who);
    }

    /// Does this in this language.
    pub async fn speak<F: Future>(self, what: F) -> F::Output {
        let mut what = pin!(what);
        poll_fn(|context| self.say(|| what.as_mut().poll(context))).await
    }

    /// As [`Language::speak`], of what is done at once.
    pub fn say<T>(self, what: impl FnOnce() -> T) -> T {
        let _before = Before(SPOKEN.replace(Some(self)));
        what()
    }

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].tag
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        self.say(super::language_name)
    }

    /// `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        self.say(super::language_direction)
    }

    /// The texts that the browser's half has: a line each.
    pub fn for_the_browser(self) -> String {
        let text = |text: &Text| match text {
            Text::One(text) => *text,
            Text::Counted(_) => "",
        };
        LANGUAGES[self.0].texts[..BROWSER].iter().map(text).collect::<Vec<_>>().join("\n")
    }
}

pub fn said(message: usize) -> &'static str {
    match &LANGUAGES[Language::spoken().0].texts[message] {
        Text::One(text) => text,
        Text::Counted(forms) => forms.last().map_or("", |(_, text)| text),
    }
}

/// The form of a text that goes with this number.
pub fn counted(message: usize, count: i64) -> &'static str {
    let Language(language) = Language::spoken();
    // Compiled in: nothing is read to find them.
    let locale: Locale = LANGUAGES[language].tag.parse().expect("a catalogue is called by its language's tag (BCP 47)");
    let rules =
        PluralRules::try_new(locale.into(), Default::default()).expect("there are rules for all, if only the root's");
    let category = match rules.category_for(count) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    };
    let form = |forms: &'static [(&str, &'static str)]| forms.iter().find(|(known, _)| *known == category);
    match &LANGUAGES[language].texts[message] {
        Text::Counted(forms) => form(forms).map_or_else(|| said(message), |(_, text)| text),
        Text::One(text) => text,
    }
}

/// A number as people read it: `12,345`.
pub fn number(number: i64) -> String {
    let (figures, separator) = (number.unsigned_abs().to_string(), super::number_group());
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place) % 3 == 0 {
            text.push_str(separator);
        }
        text.push(figure);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::of(tag).expect("there is a catalogue")
    }

    #[test]
    fn what_a_browser_likes() {
        fn check(accepted: &str, expected: Option<&str>) {
            assert_eq!(Language::liked(accepted).map(Language::tag), expected, "{accepted:?}");
        }
        check("", None);
        check("ar", Some("ar"));
        check("ar-EG,ar;q=0.9,en;q=0.8", Some("ar"));
        check("fr-FR, fr;q=0.9, en;q=0.5, ar;q=0.7", Some("ar"));
        check("AR;q=0, en;q=0.1", Some("en"));
        check("fr, *;q=0.1", None);
        check("en-GB,en", Some("en"));
        check("en;q=x, ar", Some("ar"));
    }

    #[test]
    fn counts() {
        fn check(tag: &str, count: i64, expected: &str) {
            let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
            assert_eq!(plain(language(tag).say(|| crate::actors_counted(count))), expected, "{tag} {count}");
        }
        check("en", 1, "1 actor");
        check("en", 0, "0 actors");
        check("en", 12_345, "12,345 actors");
        check("ar", 1, "ممثل واحد");
        check("ar", 2, "ممثلان");
        check("ar", 3, "3 ممثلين");
        check("ar", 11, "11 ممثلًا");
        check("ar", 100, "100 ممثل");
    }

    #[test]
    fn nobody_speaks_and_it_is_english() {
        assert_eq!(Language::spoken().tag(), "en");
        assert_eq!(language("ar").say(|| Language::spoken().tag()), "ar");
        assert_eq!((language("ar").direction(), language("en").direction()), ("rtl", "ltr"));
    }

    #[test]
    fn what_the_browser_gets_is_a_line_for_each() {
        for language in Language::all() {
            assert_eq!(language.for_the_browser().lines().count(), BROWSER, "{}", language.tag());
        }
    }
}

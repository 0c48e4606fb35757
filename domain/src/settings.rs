//! How somebody wants the pages: kept for the person, and so the same on all of their devices.

use crate::{Error, FieldError, Result};
use std::sync::LazyLock;
use words::Language;

/// The tags of the languages there are, after the one that the browser asks for.
static LANGUAGES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| std::iter::once("system").chain(Language::all().map(Language::tag)).collect());

/// One thing that somebody may have their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Theme,
    Contrast,
    Language,
    /// Whether a letter typed anywhere does something (WCAG 2.1.4).
    Keys,
    /// How the list of actors was looked at last: its view and its columns, as they stand in its address.
    ListActors,
    ListMovies,
}

impl Setting {
    pub const ALL: [Self; 6] =
        [Self::Theme, Self::Contrast, Self::Language, Self::Keys, Self::ListActors, Self::ListMovies];
    /// The longest text that is kept, in bytes.
    pub const LONGEST: usize = 500;

    /// As the database and forms write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Contrast => "contrast",
            Self::Language => "language",
            Self::Keys => "keys",
            Self::ListActors => "list_actors",
            Self::ListMovies => "list_movies",
        }
    }

    /// What it can be, and first what it is until somebody chooses; nothing, where it is a part of an address.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["system", "light", "dark"],
            Self::Contrast => &["system", "more"],
            Self::Language => &LANGUAGES,
            Self::Keys => &["on", "off"],
            Self::ListActors | Self::ListMovies => &[],
        }
    }

    /// What it is until somebody chooses.
    pub fn first(self) -> &'static str {
        self.choices().first().copied().unwrap_or_default()
    }

    /// Refuses what it cannot be.
    pub fn check(self, value: &str) -> Result<()> {
        let sound = match self.choices() {
            // Part of an address (RFC 3986), and no more of it than the query.
            [] => value.len() <= Self::LONGEST && value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'),
            choices => choices.contains(&value),
        };
        if sound {
            Ok(())
        } else {
            Err(Error::Invalid(vec![FieldError::new(self.name(), words::choose_one_of_these())]))
        }
    }
}

/// What somebody chose, and of everything else what it is until they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(Vec<(Setting, String)>);

impl Settings {
    pub fn get(&self, setting: Setting) -> &str {
        self.0.iter().find(|(known, _)| *known == setting).map_or(setting.first(), |(_, value)| value)
    }

    /// What somebody chose, where it is not what everybody has until they choose.
    pub fn chosen(&self, setting: Setting) -> Option<&str> {
        Some(self.get(setting)).filter(|value| *value != setting.first())
    }
}

/// As they were kept. What another version of the program kept and this one does not know counts for nothing.
impl FromIterator<(String, String)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(kept: I) -> Self {
        let known = |(name, value): (String, String)| {
            let setting = Setting::ALL.into_iter().find(|setting| setting.name() == name)?;
            setting.check(&value).is_ok().then_some((setting, value))
        };
        Self(kept.into_iter().filter_map(known).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_setting_can_be() {
        fn check(setting: Setting, value: &str, sound: bool) {
            assert_eq!(setting.check(value).is_ok(), sound, "{setting:?} {value:?}");
        }
        check(Setting::Theme, "dark", true);
        check(Setting::Theme, "Dark", false);
        check(Setting::Theme, "", false);
        check(Setting::Contrast, "more", true);
        check(Setting::Contrast, "dark", false);
        check(Setting::Language, "system", true);
        check(Setting::Language, "ar", true);
        check(Setting::Language, "xx", false);
        check(Setting::ListActors, "view=cards&columns=age,gender", true);
        check(Setting::ListActors, "", true);
        check(Setting::ListActors, "view=ca rds", false);
        check(Setting::ListActors, "view=cards\n", false);
        check(Setting::ListActors, "view=cards#main", false);
        check(Setting::ListMovies, &"a".repeat(Setting::LONGEST), true);
        check(Setting::ListMovies, &"a".repeat(Setting::LONGEST + 1), false);
    }

    #[test]
    fn what_was_kept() {
        let kept = |rows: &[(&str, &str)]| -> Settings {
            rows.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let settings = kept(&[("theme", "dark"), ("contrast", "less"), ("ink", "blue")]);
        assert_eq!(settings.get(Setting::Theme), "dark");
        assert_eq!(settings.chosen(Setting::Theme), Some("dark"));
        assert_eq!(settings.get(Setting::Contrast), "system");
        assert_eq!(settings.chosen(Setting::Contrast), None);
        assert_eq!(settings, kept(&[("theme", "dark")]));
        assert_eq!(Settings::default().get(Setting::ListActors), "");
    }
}

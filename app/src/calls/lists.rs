//! Lists as their pages show them. The words, the addresses and what stands around the rows are made by the server; the browser only
//! puts it in its place.

use serde::{Deserialize, Serialize};

/// One page of a list, in words. What is HTML was drawn by `ui/links.rs`: views for it would be downloaded by every visitor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// How many there are: `12 actors`, `3 actors match`.
    pub count: String,
    /// What narrows the list, and what could, as HTML.
    pub filters: String,
    /// The columns' headings, as HTML.
    pub head: String,
    pub rows: Vec<Row>,
    /// As HTML, what stands below the rows: the way to other pages; or in their place, that there are none.
    pub foot: String,
}

/// A record in a list: what it is called, and what stands beside it in the columns after the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub id: i64,
    pub name: String,
    /// Left out where there is no room.
    pub minor: String,
    /// At the edge, in figures.
    pub figures: String,
}

/// What a search offers to choose from: ids, and what stands for each.
pub type Choices = Vec<(String, String)>;

/// A field of a list's search, by its name in the address.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    /// What else its element says.
    pub kind: &'static str,
}

/// Where something else is typed it is told apart, by sight and by ear; the server says what is wrong with it.
const NUMBER: &str = r#" inputmode="numeric" pattern="\s*\d+\s*""#;

/// What actors can be narrowed to beside the search itself.
pub const ACTOR_FIELDS: &[Field] = &[
    Field { name: "age_min", label: "Age from", kind: NUMBER },
    Field { name: "age_max", label: "Age to", kind: NUMBER },
];

/// What movies can be narrowed to beside the search itself.
pub const MOVIE_FIELDS: &[Field] = &[
    Field { name: "genre_contains", label: "Genre contains", kind: "" },
    Field { name: "year_from", label: "Year from", kind: NUMBER },
    Field { name: "year_to", label: "Year to", kind: NUMBER },
];

#[cfg(feature = "ssr")]
mod server {
    use super::{Field, Listed, Row};
    use crate::ui::links;
    use domain::{Error, FieldError, Page};
    use std::borrow::Cow;

    /// A link to the same list, otherwise.
    pub struct Link {
        /// By this the focus is found again, when what the link stands in is drawn anew.
        pub id: Cow<'static, str>,
        pub words: Cow<'static, str>,
        pub href: String,
        /// Of a filter its whole sentence, where it narrows the list; of a heading the direction the list is sorted in by it
        /// (ARIA's `aria-sort`).
        pub state: Option<Cow<'static, str>>,
    }

    /// What to say where there are no rows, and the link that shows all there are.
    pub struct Nothing {
        pub words: Cow<'static, str>,
        pub all: Option<(String, String)>,
    }

    /// Which page of how many, and the addresses of those beside it.
    pub struct Pages {
        pub words: String,
        pub before: Option<String>,
        pub after: Option<String>,
    }

    /// A list and its words.
    pub struct Kind {
        pub path: &'static str,
        pub one: &'static str,
        pub many: &'static str,
        /// What to say while there are none at all.
        pub none: &'static str,
        pub fields: &'static [Field],
        /// What can be put on and taken off with one press: the name, the value, the words.
        pub switches: &'static [(&'static str, &'static str, &'static str)],
        /// The headings, and what the list is sorted by below each.
        pub columns: [(&'static str, &'static [&'static str]); 3],
    }

    /// What the address of a list's page asks for.
    pub struct Asked {
        kind: &'static Kind,
        pairs: Vec<(String, String)>,
    }

    impl Asked {
        /// Reads a query string. What is empty is not asked for.
        pub fn read(kind: &'static Kind, query: &str) -> Self {
            let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
            Self { kind, pairs: pairs.filter(|(name, value)| name != "add" && !value.trim().is_empty()).collect() }
        }

        /// What is asked for by this name; of a repeated one the first counts.
        pub fn get(&self, name: &str) -> Option<String> {
            self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        }

        /// A refusal in the words that stand on the page: beside the box for the age it is no `age_min` that is wrong.
        pub fn refused(&self, error: Error) -> Error {
            let Error::Invalid(fields) = error else { return error };
            let word = |word: &str| {
                match word {
                    "q" => "The search",
                    "gender" => "Gender",
                    "sort" => "The order",
                    word => self.kind.fields.iter().find(|field| field.name == word).map_or(word, |field| field.label),
                }
                .to_owned()
            };
            let says = |message: &str| message.split(' ').map(word).collect::<Vec<_>>().join(" ");
            let fields = fields.into_iter().map(|FieldError { field, message }| {
                let message = says(&message).into();
                FieldError { field, message }
            });
            Error::Invalid(fields.collect())
        }

        /// The page as it is shown; `narrowed` says whether it is of all there are.
        pub fn listed<T>(&self, page: Page<T>, narrowed: bool, row: impl Fn(T) -> Row) -> Listed {
            let pages = Pages::of(&page, |number| {
                let kept = self.pairs.iter().filter(|(name, _)| name != "page").cloned();
                page_at(self.kind.path, kept, number)
            });
            let foot = if page.rows.is_empty() {
                links::nothing(self.nothing(narrowed))
            } else {
                pages.map(links::pages).unwrap_or_default()
            };
            Listed {
                count: self.count(&page, narrowed),
                filters: links::filters(self.filters(narrowed)),
                head: links::columns(self.columns()),
                rows: page.rows.into_iter().map(row).collect(),
                foot,
            }
        }

        fn count<T>(&self, page: &Page<T>, narrowed: bool) -> String {
            let Kind { one, many, .. } = self.kind;
            match (narrowed, page.total) {
                (false, _) => counted(page, one, many),
                (true, 0) => format!("No {many} match"),
                (true, 1) => format!("1 {one} matches"),
                (true, _) => counted(page, one, many) + " match",
            }
        }

        fn filters(&self, narrowed: bool) -> Vec<Link> {
            let Kind { fields, switches, .. } = *self.kind;
            let on = |id: String, words: String, name| {
                let state = Some(format!("{words}, remove").into());
                Link { id: id.into(), words: words.into(), href: self.at(&[name, "page"], &[]), state }
            };
            let switches = switches.iter().map(|&(name, value, words)| {
                let id = format!("filter-{name}-{value}");
                if self.get(name).is_some_and(|asked| asked.trim().eq_ignore_ascii_case(value)) {
                    on(id, words.to_owned(), name)
                } else {
                    let href = self.at(&[name, "page"], &[(name, value)]);
                    Link { id: id.into(), words: words.into(), href, state: None }
                }
            });
            let fields = fields.iter().filter_map(|&Field { name, label, .. }| {
                let asked = self.get(name)?;
                Some(on(format!("filter-{name}"), format!("{label} {}", asked.trim()), name))
            });
            let all = || Link { id: "filter-none".into(), words: "Clear all".into(), href: self.all(), state: None };
            switches.chain(fields).chain(narrowed.then(all)).collect()
        }

        /// Below each heading upwards first, then downwards, then as at first.
        fn columns(&self) -> Vec<Link> {
            let sort = self.get("sort").unwrap_or_default();
            let first = sort.split(',').next().unwrap_or_default().trim();
            let columns = self.kind.columns.iter().map(|&(words, keys)| {
                let up = keys.join(",");
                let down = keys.iter().map(|key| format!("-{key}")).collect::<Vec<_>>().join(",");
                let (state, next) = match first.strip_prefix('-') {
                    None if keys[0] == first => (Some("ascending"), Some(down)),
                    Some(first) if keys[0] == first => (Some("descending"), None),
                    _ => (None, Some(up)),
                };
                let next: Vec<_> = next.iter().map(|next| ("sort", next.as_str())).collect();
                Link {
                    id: format!("sort-{}", keys[0]).into(),
                    words: words.into(),
                    href: self.at(&["sort", "page"], &next),
                    state: state.map(Cow::from),
                }
            });
            columns.collect()
        }

        fn nothing(&self, narrowed: bool) -> Nothing {
            let words = match self.get("q") {
                _ if !narrowed => self.kind.none.into(),
                Some(text) => format!("Nothing matches “{}”.", text.trim()).into(),
                None => "Nothing matches these filters.".into(),
            };
            Nothing { words, all: narrowed.then(|| (self.all(), format!("See all {}", self.kind.many))) }
        }

        /// The address of the whole list, in the order that is asked for.
        fn all(&self) -> String {
            let sort = self.get("sort");
            let sort: Vec<_> = sort.iter().map(|sort| ("sort", sort.as_str())).collect();
            address(self.kind.path, sort)
        }

        /// The list's address without these, and with those.
        fn at(&self, without: &[&str], with: &[(&str, &str)]) -> String {
            let kept = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let kept = kept.filter(|(name, _)| !without.contains(name));
            address(self.kind.path, kept.chain(with.iter().copied()))
        }
    }

    /// The address of this page of a list; the first is the list's own.
    pub fn page_at(path: &str, kept: impl IntoIterator<Item = (String, String)>, number: i64) -> String {
        let page = (number > 1).then(|| ("page".to_owned(), number.to_string()));
        address(path, kept.into_iter().chain(page))
    }

    fn address<T: AsRef<str>>(path: &str, pairs: impl IntoIterator<Item = (T, T)>) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    impl Pages {
        /// The pages around this one, where there is more than one; `at` gives the address of each.
        pub fn of<T>(page: &Page<T>, at: impl Fn(i64) -> String) -> Option<Self> {
            let (number, last) = (page.number.number(), page.last());
            // Where counting stopped nobody knows which is the last.
            let words = if page.at_least {
                format!("Page {}", grouped(number))
            } else {
                format!("Page {} of {}", grouped(number), grouped(last))
            };
            let after = number < last || page.more;
            (number > 1 || after).then(|| Self {
                words,
                before: (number > 1).then(|| at(number - 1)),
                after: after.then(|| at(number + 1)),
            })
        }
    }

    /// How many there are, in words: `17 movies`, `10,000+ movies`.
    pub fn counted<T>(page: &Page<T>, one: &str, many: &str) -> String {
        let more = if page.at_least { "+" } else { "" };
        format!("{}{more} {}", grouped(page.total), if page.total == 1 { one } else { many })
    }

    /// A number with its thousands apart.
    fn grouped(number: i64) -> String {
        let digits = number.to_string();
        let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        groups.join(",")
    }
}
#[cfg(feature = "ssr")]
pub(crate) use server::*;

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{Page, PageNumber, Total};

    #[test]
    fn counts_and_pages() {
        fn check(rows: usize, total: Total, number: i64, expected: (&str, Option<(&str, bool, bool)>)) {
            let number = PageNumber::try_from(number).expect("a page");
            let page = Page::new(vec![(); rows], total, number.into()).expect("a page of the list");
            let pages = Pages::of(&page, |number| page_at("/movies", [], number));
            let read = pages.as_ref().map(|it| (it.words.as_str(), it.before.is_some(), it.after.is_some()));
            assert_eq!((counted(&page, "movie", "movies").as_str(), read), expected);
        }
        check(0, Total::exact(0), 1, ("0 movies", None));
        check(1, Total::exact(1), 1, ("1 movie", None));
        check(11, Total::exact(17), 1, ("17 movies", Some(("Page 1 of 2", false, true))));
        check(7, Total::exact(17), 2, ("17 movies", Some(("Page 2 of 2", true, false))));
        check(11, Total::exact(1_234_567), 1_000, ("1,234,567 movies", Some(("Page 1,000 of 123,457", true, true))));
        // Beyond what was counted there may be more.
        check(11, Total::counted(10_001), 1, ("10,000+ movies", Some(("Page 1", false, true))));
        check(11, Total::counted(10_001), 1_000, ("10,000+ movies", Some(("Page 1,000", true, true))));
        check(3, Total::counted(10_001), 1_001, ("10,000+ movies", Some(("Page 1,001", true, false))));
    }

    #[test]
    fn addresses() {
        fn check(number: i64, expected: &str) {
            let kept = [("q".to_owned(), "a&b é".to_owned())];
            assert_eq!(page_at("/movies", kept, number), expected);
        }
        check(1, "/movies?q=a%26b+%C3%A9");
        check(2, "/movies?q=a%26b+%C3%A9&page=2");
        assert_eq!(page_at("/trash", [], 1), "/trash");
    }
}

//! Lists as their pages show them. The words, the addresses and what stands around the rows are made by the server; the browser only
//! puts it in its place.

use super::Side;
#[cfg(feature = "ssr")]
use super::{ACTORS, MOVIES, agency, go_to, signed_in};
use crate::{drawn::Drawn, ui::forms::day_html};
use domain::Error;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use words::Word;

/// One page of a list, in words and as `ui/links.rs` draws it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// How many there are: `12 actors`, `3 actors match`.
    pub count: String,
    /// What narrows the list, what could, and how else it can be shown.
    pub filters: Drawn,
    /// How it is shown, as the style sheet calls it.
    pub view: String,
    /// The columns' headings.
    pub head: Drawn,
    /// The rows. frontend/page/rows.js puts in what is new of them, and more of them as one scrolls.
    pub rows: Drawn,
    /// There are none.
    pub empty: bool,
    /// What stands below the rows: the way to other pages, or that there are none; and what to do with those that are chosen.
    pub foot: Drawn,
}

/// What a search offers to choose from: ids, and what stands for each.
pub type Choices = Vec<(String, String)>;

/// A field of a list's search, by its name in the address.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: Word,
    /// What else its element says, as HTML.
    pub kind: fn() -> String,
}

/// Where something else is typed it is told apart, by sight and by ear; the server says what is wrong with it.
fn number() -> String {
    r#" inputmode="numeric" pattern="\s*\d+\s*""#.to_owned()
}

/// What actors can be narrowed to beside the search itself.
pub const ACTOR_FIELDS: &[Field] = &[
    Field { name: "age_min", label: words::lowest_age, kind: number },
    Field { name: "age_max", label: words::highest_age, kind: number },
];

/// What movies can be narrowed to beside the search itself.
pub const MOVIE_FIELDS: &[Field] = &[
    Field { name: "genre_contains", label: words::genre_contains, kind: String::new },
    Field { name: "released_from", label: words::released_from, kind: day_html },
    Field { name: "released_to", label: words::released_to, kind: day_html },
    Field { name: "year_from", label: words::year_from, kind: number },
    Field { name: "year_to", label: words::year_to, kind: number },
    Field { name: "expires_from", label: words::rights_end_from, kind: day_html },
    Field { name: "expires_to", label: words::rights_end_to, kind: day_html },
];

/// Keeps how somebody looks at a list, by its view or by its columns, and leads to the list looked at so. The bundle does not call
/// it: forms do (app/src/ui/links.rs).
#[server(prefix = "/call", endpoint = "keep_list")]
pub async fn keep_list(
    side: Side,
    #[server(default)] list: String,
    view: Option<String>,
    #[server(default)] columns: Vec<String>,
) -> Result<(), Error> {
    let by = signed_in()?;
    let kind = if side == Side::Actor { &ACTORS } else { &MOVIES };
    let asked = Asked::read_kept(kind, &list).await?.looked_at(view, &columns);
    agency().keep_setting(by, kind.look, &asked.look()).await?;
    go_to(&asked.at(&[], &[]));
    Ok(())
}

#[cfg(feature = "ssr")]
mod server {
    use super::{Field, Listed};
    use crate::calls::{agency, signed_in};
    use crate::drawn::Drawn;
    use crate::ui::{files, links};
    use agency::MOST_AT_ONCE;
    use domain::{Caller, Error, FARTHEST, FieldError, Page, Permission, Setting, Settings};
    use leptos::prelude::use_context;
    use std::borrow::Cow;
    use words::Word;

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

    /// A column's heading: what it sorts by, where it does.
    pub struct Heading {
        pub class: String,
        pub link: Link,
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

    /// A list of more than a page, whose rows come and go as one scrolls (frontend/page/rows.js).
    pub struct Long {
        /// How many rows one can scroll over.
        pub rows: i64,
        /// How many rows are read at once, and how many stand before those that are on the page.
        pub size: i64,
        pub before: i64,
        /// What to say at the end, where there are more than those.
        pub beyond: Option<String>,
    }

    /// How else a list can be looked at: where it is, and what it asks for.
    pub struct Looking {
        pub path: &'static str,
        pub query: String,
        /// The name, the words, whether it is this one.
        pub views: [(&'static str, &'static str, bool); 3],
        /// The name, the words, whether it is shown.
        pub columns: Vec<(&'static str, &'static str, bool)>,
    }

    /// So many rows of a list are put on paper.
    pub const ON_PAPER: i64 = 1_000;

    /// A list as it is put on paper: all of it that there is room for.
    pub struct Paper {
        pub title: &'static str,
        /// How many there are, and how many of them are here, where those are not all.
        pub count: String,
        pub first: Option<String>,
        /// What it was narrowed to and when, as HTML.
        pub says: String,
        /// The columns, with their classes, and what they say.
        pub headings: Vec<(String, &'static str)>,
        pub rows: Vec<(String, Vec<(String, String)>)>,
        /// The list on the screen.
        pub back: String,
    }

    /// What can be done with the rows that are chosen.
    pub struct Chosen {
        pub path: &'static str,
        /// The query of the list they are chosen from.
        pub list: String,
        /// How many the whole list has, as far as it can be chosen at once, and the words for that; nothing where there is
        /// little to choose from.
        pub all: Option<(i64, String)>,
        pub edit: Result<(), Permission>,
        pub delete: Result<(), Permission>,
    }

    /// A list and its words.
    pub struct Kind {
        pub path: &'static str,
        pub title: Word,
        /// How many there are; and of those that are looked for, how many, more than were counted, or none.
        pub counted: fn(i64) -> String,
        pub matched: fn(i64) -> String,
        pub more_matched: fn(i64) -> String,
        pub none_matched: Word,
        /// What to say while there are none at all, and of the link to all of them.
        pub none: Word,
        pub see_all: Word,
        pub fields: &'static [Field],
        /// What the address may narrow it to besides, with no field for it: the name, and the words before the value.
        pub others: &'static [(&'static str, Word)],
        /// What can be put on and taken off with one press: the name, the value, the words.
        pub switches: &'static [(&'static str, &'static str, Word)],
        /// The heading above what a record is called, and what the list is sorted by below it.
        pub name: (Word, &'static str),
        pub columns: &'static [Column],
        /// Whether records are shown by faces; elsewhere they have a slate, where there is room for one.
        pub faces: bool,
        /// What it is called to cast one.
        pub cast: Word,
        pub edit: Permission,
        pub delete: Permission,
        /// What keeps how somebody looks at it.
        pub look: Setting,
    }

    impl Kind {
        /// What the whole list is called.
        pub fn title(&self) -> &'static str {
            (self.title)()
        }
    }

    /// What can stand beside a record's name.
    pub struct Column {
        /// By this the address asks for it.
        pub name: &'static str,
        pub words: Word,
        /// What the list is sorted by below it; nothing, where that would have to be counted first.
        pub keys: &'static [&'static str],
        /// How the style sheet sets what stands in it: a `number`, or a `date`, which is one too.
        pub class: &'static str,
        pub shown: Shown,
    }

    /// Whether a column is shown while the address asks for none.
    #[derive(Clone, Copy, PartialEq)]
    pub enum Shown {
        Always,
        /// Where there is room.
        WithRoom,
        Never,
    }

    /// The address asks for a column by this; what a record is called is always shown.
    const COLUMNS: &str = "columns";
    const NAME: &str = "name";
    /// How a list can be shown: what the address says, and the words.
    const VIEWS: [(&str, Word); 3] =
        [("table", words::as_table), ("cards", words::as_cards), ("compact", words::as_compact_list)];
    /// What is no filter: it stays when all of those are taken off.
    const KEPT: [&str; 4] = ["sort", "view", COLUMNS, LIMIT];
    /// By this somebody wants pages of so many rows, and not one list to scroll through.
    const LIMIT: &str = "limit";
    /// How many rows a page has, where the address does not say. Where a screen shows more, more come by themselves.
    const ROWS: i64 = 25;

    /// What the address of a list's page asks for.
    pub struct Asked {
        kind: &'static Kind,
        pairs: Vec<(String, String)>,
        /// How whoever asks looks at it, where the address does not say.
        kept: Vec<(String, String)>,
    }

    impl Asked {
        /// Reads a query string, and how whoever asks looked at this list last.
        pub async fn read_kept(kind: &'static Kind, query: &str) -> Result<Self, Error> {
            let settings = match use_context::<Settings>() {
                Some(settings) => settings,
                None => agency().settings(&signed_in()?).await?,
            };
            let kept = form_urlencoded::parse(settings.get(kind.look).as_bytes()).into_owned().collect();
            Ok(Self { kept, ..Self::read(kind, query) })
        }

        /// The same list, looked at in this view or with these columns.
        pub fn looked_at(mut self, view: Option<String>, columns: &[String]) -> Self {
            let columns: Vec<_> = columns.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            // The name is there in any case, and said where nothing else is.
            let others: Vec<_> = columns.iter().copied().filter(|name| *name != NAME).collect();
            let columns = if others.is_empty() { columns.join(",") } else { others.join(",") };
            for (name, value) in [("view", view.unwrap_or_default()), (COLUMNS, columns)] {
                if !value.is_empty() {
                    self.pairs.retain(|(known, _)| known != name);
                    self.pairs.push((name.to_owned(), value));
                }
            }
            self
        }

        /// How the list is looked at, as it is kept: what everybody sees at first is not said.
        pub fn look(&self) -> String {
            let view = Some(self.view()).filter(|view| *view != VIEWS[0].0);
            let columns = self.asks_for_columns().then(|| {
                let shown = self.kind.columns.iter().filter(|column| self.shows(column));
                let shown: Vec<_> = shown.map(|column| column.name).collect();
                if shown.is_empty() { NAME.to_owned() } else { shown.join(",") }
            });
            let mut look = form_urlencoded::Serializer::new(String::new());
            look.extend_pairs(view.map(|view| ("view", view)));
            look.extend_pairs(columns.map(|columns| (COLUMNS, columns)));
            look.finish()
        }

        /// What is asked for of how the list is shown: in its address, or else as it was kept.
        fn shown(&self, name: &'static str) -> impl Iterator<Item = &str> {
            let here = self.pairs.iter().any(|(known, _)| known == name);
            let pairs = if here { &self.pairs } else { &self.kept };
            pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
        }

        /// Reads a query string. What is empty is not asked for.
        pub fn read(kind: &'static Kind, query: &str) -> Self {
            let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
            let pairs = pairs.filter(|(name, value)| name != "add" && !value.trim().is_empty()).collect();
            Self { kind, pairs, kept: Vec::new() }
        }

        /// What is asked for by this name; of a repeated one the first counts.
        pub fn get(&self, name: &str) -> Option<String> {
            let asked = self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            asked.or_else(|| (name == LIMIT).then(|| ROWS.to_string()))
        }

        /// A refusal in the words that stand on the page: beside the box for the age it is no `age_min` that is wrong.
        pub fn refused(&self, error: Error) -> Error {
            let Error::Invalid(fields) = error else { return error };
            let word = |word: &str| {
                match word {
                    "q" => words::the_search(),
                    "gender" => words::gender(),
                    "sort" => words::the_order(),
                    word => {
                        self.kind.fields.iter().find(|field| field.name == word).map_or(word, |field| (field.label)())
                    }
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

        /// The page as it is shown to this caller; `narrowed` says whether it is of all there are, `name` what a record is
        /// called, `says` what a column says of it.
        pub fn listed<T>(
            &self,
            by: &Caller,
            page: &Page<T>,
            narrowed: bool,
            name: impl Fn(&T) -> (i64, String),
            says: impl Fn(&T, &str) -> String,
        ) -> Listed {
            let pages = Pages::of(page, |number| {
                let kept = self.pairs.iter().filter(|(name, _)| name != "page").cloned();
                page_at(self.kind.path, kept, number)
            });
            let foot = if page.rows.is_empty() {
                links::nothing(self.nothing(narrowed))
            } else {
                let long = pages.as_ref().and_then(|_| self.long(page));
                long.map(links::long).unwrap_or_default() + &pages.map(links::pages).unwrap_or_default()
            };
            let view = self.view();
            let (columns, query) = (self.columns(), self.query(&[]));
            let rows = page.rows.iter().map(|record| {
                let (id, name) = name(record);
                let cells = columns.iter().map(|(column, class)| {
                    let label = if view == VIEWS[0].0 { "" } else { (column.words)() };
                    (class.clone(), links::cell(label, &says(record, column.name)))
                });
                let acts = ("acts".to_owned(), links::acts(self.kind, by, id, &name, &query));
                links::row(self.kind, id, &name, cells.chain([acts]))
            });
            let query = self.query(&["page"]);
            let own = if self.asks_for_columns() { " own" } else { "" };
            Listed {
                count: self.count(page, narrowed),
                filters: Drawn::from(
                    links::filters(self.filters(narrowed))
                        + &links::looks(self.looking())
                        + &files::ways(self.kind, &query)
                        + &files::printed(self.kind, &query),
                ),
                view: format!("list {view}{own}"),
                head: links::head(self.headings()).into(),
                rows: rows.collect::<String>().into(),
                empty: page.rows.is_empty(),
                foot: Drawn::from(foot + &links::chosen(self.chosen(by, page, narrowed))),
            }
        }

        /// The list as it is put on paper, as [`Asked::listed`].
        pub fn on_paper<T>(
            &self,
            page: &Page<T>,
            narrowed: bool,
            called: impl Fn(&T) -> (i64, String),
            says: impl Fn(&T, &str) -> String,
        ) -> Paper {
            let columns = self.columns();
            let told = |record| {
                let cells = columns.iter().map(|(column, class)| (class.clone(), says(record, column.name)));
                (called(record).1, cells.collect())
            };
            let here = page.rows.len() as i64;
            Paper {
                title: self.kind.title(),
                count: self.count(page, narrowed),
                first: (here < page.total).then(|| words::first_of_list(here)),
                says: files::printed(self.kind, &self.query(&["page"])),
                headings: std::iter::once((String::new(), self.kind.name.0()))
                    .chain(columns.iter().map(|(column, class)| (class.clone(), (column.words)())))
                    .collect(),
                rows: page.rows.iter().map(told).collect(),
                back: self.at(&[], &[]),
            }
        }

        /// How far one can scroll from this page, where it is none of pages that somebody asked for.
        fn long<T>(&self, page: &Page<T>) -> Option<Long> {
            let before = (page.number.number() - 1).saturating_mul(page.size);
            if self.pairs().any(|(name, _)| name == LIMIT) || before >= FARTHEST {
                return None;
            }
            let known = page.total.max(before + page.rows.len() as i64);
            let rows = known.min(FARTHEST);
            let beyond = (page.at_least || rows < known).then(|| words::first_of_more(rows));
            Some(Long { rows, size: page.size, before, beyond })
        }

        /// How the list is shown.
        fn view(&self) -> &'static str {
            let asked = self.shown("view").next().unwrap_or_default();
            VIEWS.iter().find(|(view, _)| *view == asked).unwrap_or(&VIEWS[0]).0
        }

        fn looking(&self) -> Looking {
            let columns = self.kind.columns.iter().map(|column| (column.name, (column.words)(), self.shows(column)));
            Looking {
                path: self.kind.path,
                query: self.query(&[]),
                views: VIEWS.map(|(view, words)| (view, words(), view == self.view())),
                columns: columns.collect(),
            }
        }

        fn asks_for_columns(&self) -> bool {
            let known = |name: &str| name == NAME || self.kind.columns.iter().any(|column| column.name == name);
            self.columns_asked().any(known)
        }

        /// The columns that are asked for by name, each in a pair of its own as a form sends them, or all in one.
        fn columns_asked(&self) -> impl Iterator<Item = &str> {
            self.shown(COLUMNS).flat_map(|names| names.split(',').map(str::trim))
        }

        pub fn shows(&self, column: &Column) -> bool {
            if self.asks_for_columns() {
                self.columns_asked().any(|name| name == column.name)
            } else {
                column.shown != Shown::Never
            }
        }

        /// Whether the column of this name is shown: what it says may have to be looked up.
        pub fn shows_one(&self, name: &str) -> bool {
            self.kind.columns.iter().any(|column| column.name == name && self.shows(column))
        }

        /// The columns that are shown, with their classes. Where there is room for one beside the name, it is the one that
        /// is always shown, or else the first.
        fn columns(&self) -> Vec<(&'static Column, String)> {
            let shown: Vec<_> = self.kind.columns.iter().filter(|column| self.shows(column)).collect();
            let first = shown.iter().position(|column| column.shown == Shown::Always).unwrap_or(0);
            let class = |(place, column): (usize, &'static Column)| {
                let minor = if place == first { "" } else { "minor " };
                (column, format!("{minor}{}", column.class).trim_end().to_owned())
            };
            shown.into_iter().enumerate().map(class).collect()
        }

        fn chosen<T>(&self, by: &Caller, page: &Page<T>, narrowed: bool) -> Chosen {
            let Kind { path, edit, delete, .. } = *self.kind;
            let may = |permission| if by.may(permission) { Ok(()) } else { Err(permission) };
            let words = if page.total > MOST_AT_ONCE || page.at_least {
                (if narrowed { words::first_that_match } else { words::first_in_list })(MOST_AT_ONCE)
            } else {
                (if narrowed { words::all_that_match } else { words::all_in_list })(page.total)
            };
            let all = (page.total > 1).then_some((page.total.min(MOST_AT_ONCE), words));
            Chosen { path, list: self.query(&[]), all, edit: may(edit), delete: may(delete) }
        }

        fn count<T>(&self, page: &Page<T>, narrowed: bool) -> String {
            let Kind { counted, matched, more_matched, none_matched, .. } = *self.kind;
            match (narrowed, page.total) {
                (false, total) => counted(total),
                (true, 0) => none_matched().to_owned(),
                (true, total) => (if page.at_least { more_matched } else { matched })(total),
            }
        }

        fn filters(&self, narrowed: bool) -> Vec<Link> {
            let Kind { fields, others, switches, .. } = *self.kind;
            let on = |id: String, words: String, name| {
                let state = Some(words::remove_filter(&words).into());
                Link { id: id.into(), words: words.into(), href: self.at(&[name, "page"], &[]), state }
            };
            let switches = switches.iter().map(|&(name, value, words)| {
                let id = format!("filter-{name}-{value}");
                if self.get(name).is_some_and(|asked| asked.trim().eq_ignore_ascii_case(value)) {
                    on(id, words().to_owned(), name)
                } else {
                    let href = self.at(&[name, "page"], &[(name, value)]);
                    Link { id: id.into(), words: words().into(), href, state: None }
                }
            });
            let fields = fields.iter().map(|&Field { name, label, .. }| (name, label));
            let fields = fields.chain(others.iter().copied()).filter_map(|(name, label)| {
                let asked = self.get(name)?;
                Some(on(format!("filter-{name}"), format!("{} {}", label(), asked.trim()), name))
            });
            let all = || Link {
                id: "filter-none".into(),
                words: words::clear_all_filters().into(),
                href: self.all(),
                state: None,
            };
            switches.chain(fields).chain(narrowed.then(all)).collect()
        }

        /// Below each heading upwards first, then downwards, then as at first.
        fn headings(&self) -> Vec<Heading> {
            let sort = self.get("sort").unwrap_or_default();
            let first = sort.split(',').next().unwrap_or_default().trim();
            let heading = |class: String, words: &'static str, keys: &[&str]| {
                let up = keys.join(",");
                let down = keys.iter().map(|key| format!("-{key}")).collect::<Vec<_>>().join(",");
                let key = keys.first().copied();
                let (state, next) = match first.strip_prefix('-') {
                    None if key == Some(first) => (Some("ascending"), Some(down)),
                    Some(first) if key == Some(first) => (Some("descending"), None),
                    _ => (None, Some(up)),
                };
                let next: Vec<_> = next.iter().map(|next| ("sort", next.as_str())).collect();
                let href = if key.is_some() { self.at(&["sort", "page"], &next) } else { String::new() };
                let id = format!("sort-{}", key.unwrap_or_default()).into();
                Heading { class, link: Link { id, words: words.into(), href, state: state.map(Cow::from) } }
            };
            let (words, key) = self.kind.name;
            let columns = self.columns();
            let columns = columns.into_iter().map(|(column, class)| heading(class, (column.words)(), column.keys));
            std::iter::once(heading(String::new(), words(), &[key])).chain(columns).collect()
        }

        fn nothing(&self, narrowed: bool) -> Nothing {
            let words = match self.get("q") {
                _ if !narrowed => (self.kind.none)().into(),
                Some(text) => words::nothing_matches_text(text.trim()).into(),
                None => words::nothing_matches_filters().into(),
            };
            Nothing { words, all: narrowed.then(|| (self.all(), (self.kind.see_all)().to_owned())) }
        }

        /// The address of the whole list, shown as it is.
        fn all(&self) -> String {
            address(self.kind.path, self.pairs().filter(|(name, _)| KEPT.contains(name)))
        }

        /// The list's address without these, and with those.
        pub fn at(&self, without: &[&str], with: &[(&str, &str)]) -> String {
            let kept = self.pairs().filter(|(name, _)| !without.contains(name));
            address(self.kind.path, kept.chain(with.iter().copied()))
        }

        /// The list's query, without these.
        pub fn query(&self, without: &[&str]) -> String {
            let kept = self.pairs().filter(|(name, _)| !without.contains(name));
            form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
        }

        fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
            self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
        }
    }

    /// The way back to the list that records were deleted from; to its first page, where they left none of this number.
    pub fn back_from(kind: &'static Kind, list: &str, left: Result<Listed, Error>) -> String {
        let gone: &[&str] = if left.is_err() { &["page"] } else { &[] };
        Asked::read(kind, list).at(gone, &[])
    }

    /// The ids that a form names: `2 3`.
    pub fn read_ids(chosen: &str) -> Result<Vec<i64>, Error> {
        chosen.split_whitespace().map(|id| id.parse().map_err(|_| unreadable())).collect()
    }

    /// The ids that a form names, each with the version that was looked at: `2.1 3.4`.
    pub fn read_seen(chosen: &str) -> Result<Vec<(i64, i64)>, Error> {
        let read = |seen: &str| {
            let (id, version) = seen.split_once('.')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        };
        chosen.split_whitespace().map(|seen| read(seen).ok_or_else(unreadable)).collect()
    }

    fn unreadable() -> Error {
        Error::Malformed(words::ids_unreadable().into())
    }

    /// What is known of one of several records, by its id.
    pub fn known<Id: PartialEq, T: Copy>(all: &[(Id, T)], id: Id) -> Option<T> {
        all.iter().find(|(other, _)| *other == id).map(|(_, known)| *known)
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
            let words = if page.at_least { words::page_number(number) } else { words::page_of(number, last) };
            let after = number < last || page.more;
            (number > 1 || after).then(|| Self {
                words,
                before: (number > 1).then(|| at(number - 1)),
                after: after.then(|| at(number + 1)),
            })
        }
    }
}
#[cfg(feature = "ssr")]
pub(crate) use server::*;

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{Page, PageNumber, Total};

    #[test]
    fn pages() {
        fn check(rows: usize, total: Total, number: i64, expected: Option<(&str, bool, bool)>) {
            let number = PageNumber::try_from(number).expect("a page");
            let page = Page::new(vec![(); rows], total, number.into()).expect("a page of the list");
            let pages = Pages::of(&page, |number| page_at("/movies", [], number));
            let read = pages.as_ref().map(|it| (it.words.as_str(), it.before.is_some(), it.after.is_some()));
            assert_eq!(read, expected);
        }
        check(0, Total::exact(0), 1, None);
        check(1, Total::exact(1), 1, None);
        check(11, Total::exact(17), 1, Some(("Page 1 of 2", false, true)));
        check(7, Total::exact(17), 2, Some(("Page 2 of 2", true, false)));
        check(11, Total::exact(1_234_567), 1_000, Some(("Page 1,000 of 123,457", true, true)));
        // Beyond what was counted there may be more.
        check(11, Total::counted(10_001), 1, Some(("Page 1", false, true)));
        check(11, Total::counted(10_001), 1_000, Some(("Page 1,000", true, true)));
        check(3, Total::counted(10_001), 1_001, Some(("Page 1,001", true, false)));
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

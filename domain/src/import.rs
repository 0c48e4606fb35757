//! Importing a file of actors or of movies: which of its columns holds what, and what becomes of each of its rows.

use crate::{
    ActorFacts, Date, Error, FieldError, Gender, ImportId, MovieFacts, NewActor, NewMovie, Permission, RecordId,
    Result, folded, meant,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    str::FromStr,
};
use words::Word;

/// The longest file, in bytes.
pub const LONGEST_IMPORT: usize = 5_000_000;
/// The most rows of a file.
pub const MOST_ROWS: usize = 20_000;
/// The most columns: a file of more was taken apart in the wrong places.
pub const MOST_COLUMNS: usize = 100;

/// What a file is imported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    Actors,
    Movies,
}

/// A field of a record, as a file may have it.
#[derive(Debug)]
pub struct ImportField {
    pub name: &'static str,
    /// As an exported file calls it, in every language: machines read it.
    pub heading: &'static str,
    /// As people read it.
    pub label: Word,
    pub in_sentence: Word,
    pub needed: bool,
    /// What else files call it, folded and without spaces.
    known_as: &'static [&'static str],
}

const ACTOR_FIELDS: &[ImportField] = &[
    ImportField {
        name: "name",
        heading: "Name",
        label: words::name,
        in_sentence: words::name_in_sentence,
        needed: true,
        known_as: &["actor", "actress", "actorname", "fullname", "artist", "performer", "talent", "الاسم", "اسم"],
    },
    ImportField {
        name: "age",
        heading: "Age",
        label: words::age,
        in_sentence: words::age_in_sentence,
        needed: true,
        known_as: &["years", "ageinyears", "ageyears", "العمر", "السن"],
    },
    ImportField {
        name: "gender",
        heading: "Gender",
        label: words::gender,
        in_sentence: words::gender_in_sentence,
        needed: true,
        known_as: &["sex", "malefemale", "الجنس"],
    },
];

const MOVIE_FIELDS: &[ImportField] = &[
    ImportField {
        name: "title",
        heading: "Title",
        label: words::title,
        in_sentence: words::title_in_sentence,
        needed: true,
        known_as: &["movie", "movietitle", "film", "filmtitle", "name", "العنوان", "الفيلم"],
    },
    ImportField {
        name: "release_date",
        heading: "Release date",
        label: words::release_date,
        in_sentence: words::release_date_in_sentence,
        needed: false,
        known_as: &["released", "release", "releasedon", "premiere", "date", "تاريخالعرض", "تاريخالاصدار"],
    },
    ImportField {
        name: "release_year",
        heading: "Release year",
        label: words::release_year,
        in_sentence: words::release_year_in_sentence,
        needed: false,
        known_as: &["year", "yearofrelease", "سنةالعرض", "سنةالاصدار", "السنة"],
    },
    ImportField {
        name: "genre",
        heading: "Genre",
        label: words::genre,
        in_sentence: words::genre_in_sentence,
        needed: false,
        known_as: &["genres", "category", "النوع"],
    },
    ImportField {
        name: "expiry_date",
        heading: "Expiry date",
        label: words::expiry_date,
        in_sentence: words::expiry_date_in_sentence,
        needed: false,
        known_as: &["expires", "expiry", "expireson", "rightsend", "rightsuntil", "rightsexpire", "تاريخانتهاءالحقوق"],
    },
];

impl ImportKind {
    pub const ALL: [Self; 2] = [Self::Actors, Self::Movies];

    pub fn one(self) -> &'static str {
        match self {
            Self::Actors => "actor",
            Self::Movies => "movie",
        }
    }

    pub fn many(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Movies => "movies",
        }
    }

    /// The page to import it at.
    pub fn path(self) -> &'static str {
        match self {
            Self::Actors => "/actors/import",
            Self::Movies => "/movies/import",
        }
    }

    /// The page of the list it becomes part of.
    pub fn list(self) -> &'static str {
        match self {
            Self::Actors => "/actors",
            Self::Movies => "/movies",
        }
    }

    pub fn permission(self) -> Permission {
        match self {
            Self::Actors => Permission::AddActors,
            Self::Movies => Permission::AddMovies,
        }
    }

    pub fn fields(self) -> &'static [ImportField] {
        match self {
            Self::Actors => ACTOR_FIELDS,
            Self::Movies => MOVIE_FIELDS,
        }
    }

    /// The headings of an exported file.
    pub fn headings(self) -> Vec<&'static str> {
        self.fields().iter().map(|field| field.heading).collect()
    }
}

impl FromStr for ImportKind {
    type Err = Error;

    /// As the database has it.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.one() == text).ok_or(Error::NotFound)
    }
}

/// A row of a file: its number, as a spreadsheet counts it, and its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow(pub i64, pub Vec<String>);

/// Which column of a file holds which field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Whether the first row says what the columns are.
    pub headed: bool,
    /// The columns, counted from 0, by the fields' names. A field that is not here is not in the file.
    pub of: BTreeMap<String, usize>,
}

impl Columns {
    /// What the first row says, in whichever of several spellings. Where it says nothing, and has a figure in it, it is a row
    /// like the others, and the columns are taken in the order of the form.
    pub fn guessed(kind: ImportKind, first: &[String]) -> Self {
        let plain = |text: &str| folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let headings: Vec<_> = first.iter().map(|cell| plain(meant(cell))).collect();
        let find = |says: &dyn Fn(&str) -> bool| headings.iter().position(|heading| says(heading));
        let mut of = BTreeMap::new();
        for field in kind.fields() {
            let own = plain(field.heading);
            let column = find(&|heading| heading == own).or_else(|| find(&|heading| field.known_as.contains(&heading)));
            if let Some(column) = column.filter(|column| !of.values().any(|taken| taken == column)) {
                of.insert(field.name.to_owned(), column);
            }
        }
        let headed = !of.is_empty() || !first.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        if !headed {
            of = kind
                .fields()
                .iter()
                .zip(0..first.len())
                .map(|(field, column)| (field.name.to_owned(), column))
                .collect();
        }
        Self { headed, of }
    }

    /// Refuses what is no way to read a file of so many columns.
    pub fn checked(self, kind: ImportKind, width: usize) -> Result<Self> {
        let mut faults = Vec::new();
        for (place, field) in kind.fields().iter().enumerate() {
            let (name, said) = (field.name, field.in_sentence);
            let column = self.of.get(name);
            let before =
                kind.fields()[..place].iter().find(|other| column.is_some() && self.of.get(other.name) == column);
            match (column, before) {
                (None, _) if field.needed => {
                    faults.push(FieldError::new(name, words::choose_column(said())));
                }
                (Some(column), _) if *column >= width => {
                    faults.push(FieldError::new(name, words::no_such_column(said())));
                }
                (Some(_), Some(other)) => {
                    faults.push(FieldError::new(name, words::column_taken(said(), (other.in_sentence)())));
                }
                _ => {}
            }
        }
        if kind == ImportKind::Movies
            && !["release_date", "release_year"].iter().any(|name| self.of.contains_key(*name))
        {
            faults.push(FieldError::new("release_date", words::choose_release_column()));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let of = self.of.into_iter().filter(|(name, _)| kind.fields().iter().any(|field| field.name == name)).collect();
        Ok(Self { of, ..self })
    }
}

/// What is known of a record that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFacts {
    Actor(ActorFacts),
    Movie(MovieFacts),
}

impl ImportFacts {
    /// By this two records are the same.
    pub fn key(&self) -> ImportKey {
        match self {
            Self::Actor(ActorFacts { name, age, .. }) => ImportKey::actor(folded(name), *age),
            Self::Movie(MovieFacts { title, release_date, release_year, .. }) => {
                ImportKey::movie(folded(title), *release_date, *release_year)
            }
        }
    }
}

/// What tells a record from others of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImportKey {
    /// The name or title, folded.
    pub text: String,
    rest: String,
}

impl ImportKey {
    pub fn actor(text: String, age: i32) -> Self {
        Self { text, rest: age.to_string() }
    }

    /// Without a date the year tells two movies apart.
    pub fn movie(text: String, release_date: Option<Date>, release_year: i32) -> Self {
        Self { text, rest: release_date.map_or_else(|| release_year.to_string(), |date| date.to_string()) }
    }
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is added.
    Added,
    /// This record is it already.
    There(RecordId),
    /// It says the same as the row of this number, before it.
    Double(i64),
    /// These fields are wrong.
    Wrong(Vec<FieldError>),
    /// Somebody said so.
    LeftOut,
}

/// The fates by their names, to be counted and shown by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FateKind {
    Added,
    There,
    Double,
    Wrong,
    LeftOut,
}

impl FateKind {
    pub const ALL: [Self; 5] = [Self::Wrong, Self::Double, Self::There, Self::LeftOut, Self::Added];

    /// The name in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::There => "there",
            Self::Double => "double",
            Self::Wrong => "wrong",
            Self::LeftOut => "left_out",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Fate {
    pub fn kind(&self) -> FateKind {
        match self {
            Self::Added => FateKind::Added,
            Self::There(_) => FateKind::There,
            Self::Double(_) => FateKind::Double,
            Self::Wrong(_) => FateKind::Wrong,
            Self::LeftOut => FateKind::LeftOut,
        }
    }
}

/// A row, what it says, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub number: i64,
    /// What it says, in the order of the fields; empty, where the file has no such column.
    pub says: Vec<String>,
    /// Nothing, where it is wrong.
    pub facts: Option<ImportFacts>,
    pub fate: Fate,
}

/// Judges rows by themselves, by the same rules as a form. `there` has what is there already, by what tells it from others.
pub struct Judge {
    pub kind: ImportKind,
    pub columns: Columns,
    pub left_out: BTreeSet<i64>,
    pub this_year: i32,
}

impl Judge {
    /// Each row by itself: added, unless it is wrong or left out.
    pub fn alone(&self, rows: &[ImportRow]) -> Vec<Judged> {
        let rows = &rows[usize::from(self.columns.headed).min(rows.len())..];
        let orders: HashMap<_, _> =
            self.kind.fields().iter().map(|it| (it.name, DayOrder::of(self.column(rows, it)))).collect();
        let judged = rows.iter().map(|row| {
            let says: Vec<_> = self.kind.fields().iter().map(|field| self.says(row, field)).collect();
            let checked = self.checked(&says, &orders);
            let (facts, fate) = match checked {
                _ if self.left_out.contains(&row.0) => (None, Fate::LeftOut),
                Ok(facts) => (Some(facts), Fate::Added),
                Err(error) => (None, Fate::Wrong(error.fields().to_vec())),
            };
            Judged { number: row.0, says, facts, fate }
        });
        judged.collect()
    }

    fn says(&self, ImportRow(_, cells): &ImportRow, field: &ImportField) -> String {
        let cell = self.columns.of.get(field.name).and_then(|column| cells.get(*column));
        cell.map_or("", |cell| meant(cell).trim()).to_owned()
    }

    fn column<'a>(&'a self, rows: &'a [ImportRow], field: &'a ImportField) -> impl Iterator<Item = &'a str> {
        let column = self.columns.of.get(field.name).copied();
        rows.iter().filter_map(move |ImportRow(_, cells)| cells.get(column?).map(String::as_str))
    }

    fn checked(&self, says: &[String], orders: &HashMap<&str, Option<DayOrder>>) -> Result<ImportFacts> {
        let text = |name: &str| {
            let place = self.kind.fields().iter().position(|field| field.name == name);
            place.map_or(String::new(), |place| says[place].clone())
        };
        let day = |name: &str| written(&text(name), orders.get(name).copied().flatten());
        Ok(match self.kind {
            ImportKind::Actors => {
                let gender = gender(&text("gender"));
                ImportFacts::Actor(NewActor { name: text("name"), age: text("age"), gender }.checked()?)
            }
            ImportKind::Movies => ImportFacts::Movie(
                NewMovie {
                    title: text("title"),
                    release_date: day("release_date"),
                    release_year: text("release_year"),
                    genre: text("genre"),
                    expiry_date: day("expiry_date"),
                }
                .checked(self.this_year)?,
            ),
        })
    }

    /// Finds those that are there already, and those that stand twice in the file: of them the first is added.
    pub fn together(rows: &mut [Judged], there: &HashMap<ImportKey, RecordId>) {
        let mut before = HashMap::new();
        for row in rows {
            let Some(key) = row.facts.as_ref().map(ImportFacts::key) else { continue };
            if let Some(record) = there.get(&key) {
                row.fate = Fate::There(*record);
            } else if let Some(first) = before.get(&key) {
                row.fate = Fate::Double(*first);
            } else {
                before.insert(key, row.number);
            }
        }
    }
}

/// A gender as files have it, in the word the form has.
fn gender(text: &str) -> String {
    let short = match text.to_lowercase().as_str() {
        "f" | "woman" | "actress" | "أنثى" => Gender::Female,
        "m" | "man" | "ذكر" => Gender::Male,
        _ => return text.to_owned(),
    };
    short.to_string()
}

/// Whether `3/4/1995` is a day in April or in March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// What the days of a column show, all of them together; nothing, where none of them shows it, or they are at odds.
    fn of<'a>(column: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut day, mut month) = (false, false);
        let written = column.filter_map(|text| parts(text, '/')).filter(|[first, ..]| *first < 1000);
        for [first, second, _] in written {
            day |= first > 12;
            month |= second > 12;
        }
        match (day, month) {
            (true, false) => Some(Self::DayFirst),
            (false, true) => Some(Self::MonthFirst),
            _ => None,
        }
    }
}

/// A day as the form wants it, `yyyy-mm-dd`, where it is plain which one is meant: spreadsheets write them as their country
/// does. Anything else stays as it is, to be judged by the form's rules.
fn written(text: &str, order: Option<DayOrder>) -> String {
    let (year, month, day) = match (parts(text, '/').or(parts(text, '.')), order) {
        (Some([year, month, day]), _) if year >= 1000 => (year, month, day),
        (Some([day, month, year]), _) if text.contains('.') => (year, month, day),
        (Some([day, month, year]), Some(DayOrder::DayFirst)) => (year, month, day),
        (Some([month, day, year]), Some(DayOrder::MonthFirst)) => (year, month, day),
        _ => return text.to_owned(),
    };
    let small = |number: i16| i8::try_from(number).ok();
    let date = small(month).zip(small(day)).and_then(|(month, day)| Date::new(year, month, day));
    date.map_or_else(|| text.to_owned(), |date| date.to_string())
}

/// Three numbers, of which the first or the last is a year in four figures.
fn parts(text: &str, between: char) -> Option<[i16; 3]> {
    let parts: Vec<_> = text.trim().split(between).map(str::trim).collect();
    let year = |text: &str| text.len() == 4;
    let [first, second, last] = parts[..] else { return None };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let sound = second.len() <= 2 && ((year(first) && last.len() <= 2) || (first.len() <= 2 && year(last)));
    if sound { Some([number(first)?, number(second)?, number(last)?]) } else { None }
}

/// Which rows that cannot be added are left out, as somebody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leave {
    pub wrong: bool,
    pub double: bool,
    pub there: bool,
}

impl Leave {
    /// The rows that are added. Refuses to import anything while it is not said of all the others that they are left out.
    pub fn chosen(self, rows: Vec<Judged>) -> Result<Vec<(i64, ImportFacts)>> {
        let tally = FateTally::of(&rows);
        let mut faults = Vec::new();
        let mut ask = |left: bool, kind, says: Word| {
            if !left && tally.get(kind) > 0 {
                faults.push(FieldError::new(kind.word(), says()));
            }
        };
        ask(self.wrong, FateKind::Wrong, words::leave_out_wrong);
        ask(self.double, FateKind::Double, words::leave_out_double);
        ask(self.there, FateKind::There, words::leave_out_there);
        if tally.get(FateKind::Added) == 0 {
            faults.push(FieldError::new("added", words::nothing_to_add()));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let added = rows.into_iter().filter(|row| row.fate == Fate::Added);
        Ok(added.filter_map(|row| Some((row.number, row.facts?))).collect())
    }
}

/// How many rows have which fate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FateTally(BTreeMap<FateKind, usize>);

impl FateTally {
    pub fn of(rows: &[Judged]) -> Self {
        let mut tally = BTreeMap::new();
        for row in rows {
            *tally.entry(row.fate.kind()).or_insert(0) += 1;
        }
        Self(tally)
    }

    pub fn get(&self, kind: FateKind) -> usize {
        self.0.get(&kind).copied().unwrap_or_default()
    }
}

/// A file that somebody is importing, or has imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub id: ImportId,
    pub kind: ImportKind,
    /// What the file is called; empty, where its text was pasted.
    pub file: String,
    pub state: ImportState,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportState {
    /// Nothing was imported yet.
    Open(OpenImport),
    /// It is being imported just now.
    Running(ImportProgress),
    Done(Imported),
}

/// What is to be imported.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenImport {
    pub rows: Vec<ImportRow>,
    /// As somebody chose them; guessed, where nobody has.
    pub columns: Columns,
    pub chosen: bool,
    pub left_out: BTreeSet<i64>,
    /// Why it was tried and nothing came of it, where that was so.
    pub problem: Option<Error>,
}

impl OpenImport {
    pub fn width(&self) -> usize {
        self.rows.iter().map(|ImportRow(_, cells)| cells.len()).max().unwrap_or_default()
    }
}

/// How much of an import is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    pub done: i64,
    pub total: i64,
}

/// What came of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    pub added: i64,
    pub left: i64,
    /// The step it was, and whether that is undone; nothing, where it can be flipped no more.
    pub step: Option<(i64, bool)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, error::faults};

    fn cells(row: &str) -> Vec<String> {
        row.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn guesses() {
        fn check(kind: ImportKind, first: &str, headed: bool, expected: &str) {
            let Columns { headed: found, of } = Columns::guessed(kind, &cells(first));
            let of: Vec<_> = of.iter().map(|(field, column)| format!("{field}={column}")).collect();
            assert_eq!((found, of.join(" ").as_str()), (headed, expected), "{first}");
        }
        let (actors, movies) = (ImportKind::Actors, ImportKind::Movies);
        check(actors, "Name|Age|Gender", true, "age=1 gender=2 name=0");
        check(actors, "SEX|Full name|Age (years)", true, "age=2 gender=0 name=1");
        check(actors, "الاسم|العمر|الجنس", true, "age=1 gender=2 name=0");
        // The name itself goes before what it is also called, and one column holds one thing.
        check(actors, "Actor|Name|Name", true, "name=1");
        check(movies, "Name|Title", true, "title=1");
        check(
            movies,
            "movie|Release-Date|year|Genre|Expires on",
            true,
            "expiry_date=4 genre=3 release_date=1 release_year=2 title=0",
        );
        check(actors, "Ann|30|female", false, "age=1 gender=2 name=0");
        check(actors, "Ann|30", false, "age=1 name=0");
        check(actors, "foo|bar", true, "");
    }

    #[test]
    fn columns() {
        fn check(kind: ImportKind, columns: &[(&str, usize)], expected: &str) {
            let of = columns.iter().map(|(field, column)| ((*field).to_owned(), *column)).collect();
            assert_eq!(faults(Columns { headed: true, of }.checked(kind, 3)), expected, "{columns:?}");
        }
        let (actors, movies) = (ImportKind::Actors, ImportKind::Movies);
        check(actors, &[("name", 0), ("age", 1), ("gender", 2)], "sound");
        check(actors, &[("name", 0), ("age", 1)], "gender");
        check(actors, &[("name", 0), ("age", 0), ("gender", 3)], "age gender");
        check(actors, &[], "name age gender");
        check(movies, &[("title", 0), ("release_year", 1)], "sound");
        check(movies, &[("title", 0), ("release_date", 1), ("shoe", 1)], "sound");
        check(movies, &[("title", 0)], "release_date");
    }

    fn judge(kind: ImportKind, rows: &[&str], left_out: &[i64]) -> Vec<Judged> {
        let rows: Vec<_> = rows.iter().zip(1..).map(|(row, number)| ImportRow(number, cells(row))).collect();
        let of = kind.fields().iter().zip(0..).map(|(field, column)| (field.name.to_owned(), column)).collect();
        let columns = Columns { headed: false, of };
        Judge { kind, columns, left_out: left_out.iter().copied().collect(), this_year: 2026 }.alone(&rows)
    }

    #[test]
    fn fates() {
        let rows = ["Ann|30|f", "|x|y", "ANN| 30 |male", "Tom|65|m", "tom|65|m", "Bob|4|f", "Bob|4|f", "'=1|5|m"];
        let mut judged = judge(ImportKind::Actors, &rows, &[6]);
        let there = HashMap::from([(ImportKey::actor("tom".into(), 65), RecordId::Actor(ActorId(2)))]);
        Judge::together(&mut judged, &there);
        let words: Vec<_> = judged.iter().map(|row| row.fate.kind().word()).collect();
        assert_eq!(words, ["added", "wrong", "double", "there", "there", "left_out", "added", "added"]);
        assert_eq!((&judged[2].fate, judged[7].says[0].as_str()), (&Fate::Double(1), "=1"));
        let chosen = |leave: Leave| faults(leave.chosen(judged.clone()));
        assert_eq!(chosen(Leave::default()), "wrong double there");
        assert_eq!(chosen(Leave { wrong: true, there: true, ..Leave::default() }), "double");
        let all = Leave { wrong: true, there: true, double: true };
        let added = all.chosen(judged.clone()).map(|rows| rows.iter().map(|row| row.0).collect::<Vec<_>>());
        assert_eq!(added, Ok(vec![1, 7, 8]));
        assert_eq!(faults(all.chosen(judged[1..6].to_vec())), "added");
    }

    #[test]
    fn days() {
        fn check(column: &[&str], expected: &[&str]) {
            let rows: Vec<_> =
                column.iter().zip(0..).map(|(day, number)| format!("Movie {number}|{day}|1999||")).collect();
            let rows: Vec<_> = rows.iter().map(String::as_str).collect();
            let judged = judge(ImportKind::Movies, &rows, &[]);
            let read = judged.iter().map(|row| match &row.facts {
                Some(ImportFacts::Movie(facts)) => facts.release_date.map_or(String::new(), |date| date.to_string()),
                _ => "wrong".to_owned(),
            });
            assert_eq!(read.collect::<Vec<_>>(), expected, "{column:?}");
        }
        check(
            &["1995-12-15", "15.12.1995", "1995/12/15", "", "5. 1. 1995"],
            &["1995-12-15", "1995-12-15", "1995-12-15", "", "1995-01-05"],
        );
        check(&["12/15/1995", "3/4/1995"], &["1995-12-15", "1995-03-04"]);
        check(&["15/12/1995", "3/4/1995", "2001/3/4"], &["1995-12-15", "1995-04-03", "2001-03-04"]);
        // Which is the month, nobody can tell; or they are at odds.
        check(&["3/4/1995"], &["wrong"]);
        check(&["15/12/1995", "12/15/1995"], &["wrong", "wrong"]);
        check(&["31.2.1995", "1.1.95", "soon", "1995.13.1"], &["wrong", "wrong", "wrong", "wrong"]);
    }
}

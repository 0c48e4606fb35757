//! What is to be done with several rows of a list: what would come of it for each, before it is done.

use super::activity::name;
use crate::{
    calls::{
        ACTORS, Asked, ChangeManyActors, ChangeManyMovies, DeleteManyActors, DeleteManyMovies, Kind, MOVIES, agency,
        first_actors, first_movies, known, permit, release,
    },
    ui::{
        forms::{CallForm, ChoiceField, ErrorSummary, FormState, TextField},
        parts::{Icon, Problem, answer_with},
    },
};
use agency::Fate;
use domain::{
    ActorChange, ActorId, Error, Gender, MovieChange, MovieId, NewActor, NewMovie, Record, RecordId, RecordType, Result,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::location::RequestUrl;

#[component]
pub fn ChosenPage() -> impl IntoView {
    let url = expect_context::<RequestUrl>().parse().ok();
    let question = url.and_then(|url| Question::read(url.path(), url.search()));
    let back = question.as_ref().map_or("/", |question| question.kind.path);
    let found = async move {
        let question = question.ok_or(Error::NotFound)?.with_all().await?;
        let fault = question.fault();
        let sound = fault.is_none();
        let effects = question.effects(|name| question.typed(name).filter(|_| sound)).await?;
        Result::Ok((question, fault, effects))
    };
    view! {
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok((question, fault, effects)) => Either::Left(view! { <Found question fault effects /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back back_label="Back to the list" /> }),
                }
            })}
        </Suspense>
    }
}

/// What the address asks.
#[derive(Clone)]
struct Question {
    kind: &'static Kind,
    record_type: RecordType,
    delete: bool,
    ids: Vec<i64>,
    /// The query of the list they are chosen from.
    list: String,
    /// The list as far as it can be written to in one go, whatever is chosen.
    all: bool,
    /// What shall be the same for all of them, by the names of the fields. What is empty stays as it is.
    typed: Vec<(&'static str, String)>,
}

/// What can be made the same for many.
const FIELDS: [&str; 4] = ["gender", "age", "genre", "expiry_date"];

impl Question {
    fn read(path: &str, query: &str) -> Option<Self> {
        let (kind, record_type) = match path {
            "/actors/chosen" => (&ACTORS, RecordType::Actor),
            "/movies/chosen" => (&MOVIES, RecordType::Movie),
            _ => return None,
        };
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let all_of =
            |name: &'static str| pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim());
        let said = |name| all_of(name).next().unwrap_or_default().to_owned();
        let mut ids: Vec<_> = all_of("id").flat_map(str::split_whitespace).filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        let typed = FIELDS.map(|name| (name, said(name))).into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let list = Asked::read(kind, &said("list")).query(&[]);
        Some(Self { kind, record_type, delete: said("do") == "delete", ids, list, all: !said("all").is_empty(), typed })
    }

    /// With the whole list in place of what was chosen by itself, where that is asked for.
    async fn with_all(self) -> Result<Self> {
        let ids = match self.record_type {
            _ if !self.all => self.ids.clone(),
            RecordType::Actor => first_actors(&self.list).await?.into_iter().map(|id| id.0).collect(),
            _ => first_movies(&self.list).await?.into_iter().map(|id| id.0).collect(),
        };
        if ids.is_empty() {
            return Err(Error::Conflict("Nothing is chosen. Choose rows in the list first.".into()));
        }
        Ok(Self { ids, ..self })
    }

    fn typed(&self, name: &str) -> Option<String> {
        self.typed.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone())
    }

    /// What is wrong with what is typed, whichever record it is for.
    fn fault(&self) -> Option<Error> {
        let or = |name, usual: &str| self.typed(name).unwrap_or(usual.to_owned());
        let checked = match self.record_type {
            RecordType::Actor => {
                NewActor { name: "-".into(), age: or("age", "0"), gender: or("gender", Gender::Female.word()) }
                    .checked()
                    .map(drop)
            }
            _ => {
                let this_year = agency().this_year();
                let movie = NewMovie {
                    title: "-".into(),
                    release_date: String::new(),
                    release_year: this_year.to_string(),
                    genre: or("genre", ""),
                    expiry_date: or("expiry_date", ""),
                };
                movie.checked(this_year).map(drop)
            }
        };
        checked.err()
    }

    /// What would come of it for each, where this is typed into the fields.
    async fn effects(&self, typed: impl Fn(&str) -> Option<String>) -> Result<Vec<Effect>> {
        let (records, parts, fates) = match self.record_type {
            RecordType::Actor => self.actors(typed).await?,
            _ => self.movies(typed).await?,
        };
        let effect = |Fate { record, outcome }| {
            let now = records.iter().find(|known| known.id() == record);
            let (name, rest) = now.map(called).unwrap_or_default();
            let outcome = outcome.map(|change| change.map(|change| change.facts().unwrap_or_default()));
            Effect {
                record,
                name,
                rest,
                version: version_of(&records, record),
                parts: known(&parts, record.number()).unwrap_or_default(),
                outcome: outcome.map_err(|error| error.to_string()),
            }
        };
        Ok(fates.into_iter().map(effect).collect())
    }

    async fn actors(&self, typed: impl Fn(&str) -> Option<String>) -> Result<Tried> {
        let ids: Vec<_> = self.ids.iter().copied().map(ActorId).collect();
        let records: Vec<_> = agency().these_actors(permit()?, &ids).await?.into_iter().map(Record::Actor).collect();
        let parts = agency().count_castings_of_each((permit()?, permit()?), &ids).await?;
        let fates = if self.delete {
            agency().delete_actors(permit()?, &ids, true).await?
        } else {
            let seen: Vec<_> = ids.iter().map(|id| (*id, version_of(&records, RecordId::Actor(*id)))).collect();
            let change = ActorChange { name: None, age: typed("age"), gender: typed("gender") };
            agency().change_actors(permit()?, &seen, &change, true).await?
        };
        Ok((records, parts.into_iter().map(|(id, parts)| (id.0, parts)).collect(), fates))
    }

    async fn movies(&self, typed: impl Fn(&str) -> Option<String>) -> Result<Tried> {
        let ids: Vec<_> = self.ids.iter().copied().map(MovieId).collect();
        let records: Vec<_> = agency().these_movies(permit()?, &ids).await?.into_iter().map(Record::Movie).collect();
        let parts = agency().count_casts((permit()?, permit()?), &ids).await?;
        let fates = if self.delete {
            agency().delete_movies(permit()?, &ids, true).await?
        } else {
            let seen: Vec<_> = ids.iter().map(|id| (*id, version_of(&records, RecordId::Movie(*id)))).collect();
            let (genre, expiry_date) = (typed("genre"), typed("expiry_date"));
            let change = MovieChange { genre, expiry_date, ..MovieChange::default() };
            agency().change_movies(permit()?, &seen, &change, true).await?
        };
        Ok((records, parts.into_iter().map(|(id, parts)| (id.0, parts)).collect(), fates))
    }

    /// The names and values of the fields that ask it again.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let deed = if self.delete { "delete" } else { "edit" };
        let ids = self.ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
        let which = if self.all { ("all", "1".to_owned()) } else { ("id", ids) };
        vec![("do", deed.to_owned()), which, ("list", self.list.clone())]
    }

    /// So many records, in words.
    fn counted(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.kind.one } else { self.kind.many })
    }

    fn verb(&self) -> &'static str {
        if self.delete { "Delete" } else { "Change" }
    }

    fn call(&self) -> &'static str {
        match (self.record_type, self.delete) {
            (RecordType::Actor, false) => ChangeManyActors::PATH,
            (RecordType::Actor, true) => DeleteManyActors::PATH,
            (_, false) => ChangeManyMovies::PATH,
            (_, true) => DeleteManyMovies::PATH,
        }
    }
}

/// The records as they are, how many castings each is in, and what came of trying.
type Tried = (Vec<Record>, Vec<(i64, i64)>, Vec<Fate>);

/// The version a record has; none it ever had, where it is gone.
fn version_of(records: &[Record], id: RecordId) -> i64 {
    records.iter().find(|record| record.id() == id).map_or(0, Record::version)
}

/// What would come of it for one record.
#[derive(Clone)]
struct Effect {
    record: RecordId,
    /// What it is called; nothing, where it is gone.
    name: String,
    rest: String,
    version: i64,
    /// How many castings it is in.
    parts: i64,
    /// What would change, where anything does, as the end of a sentence; or why it cannot.
    outcome: Result<Option<String>, String>,
}

/// What a record is called, and what tells it from others of that name.
fn called(record: &Record) -> (String, String) {
    let rest = match record {
        Record::Actor(actor) => format!(", {}", actor.age),
        Record::Movie(movie) => format!(", {}", release(movie)),
        Record::Casting(_) | Record::Person(_) => String::new(),
    };
    (name(record).to_owned(), rest)
}

/// How many castings, with what stands before them; nothing for none.
fn parts(before: &str, parts: i64) -> String {
    match parts {
        0 => String::new(),
        1 => format!("{before}1 part in a cast"),
        parts => format!("{before}{parts} parts in casts"),
    }
}

#[component]
fn Found(question: Question, fault: Option<Error>, effects: Vec<Effect>) -> impl IntoView {
    let title = format!("{} {}", question.verb(), question.counted(question.ids.len()));
    let back = Asked::read(question.kind, &question.list).at(&[], &[]);
    let up = question.kind.title();
    let fields = (!question.delete).then(|| view! { <Fields question=question.clone() fault=fault.clone() /> });
    if let Some(fault) = &fault {
        answer_with(fault.status());
    }
    let asked = question.delete || (fault.is_none() && !question.typed.is_empty());
    let rows =
        effects.iter().cloned().map(|effect| view! { <Row effect asked delete=question.delete /> }).collect_view();
    view! {
        <Title text=title.clone() />
        <a href=back.clone() class="up">
            <Icon name="back" />
            <span>{up}</span>
        </a>
        <header class="head">
            <h1>{title}</h1>
        </header>
        {fields}
        {asked.then(|| view! { <Confirm question effects back /> })}
        <table class="effects">
            <thead>
                <tr>
                    <th scope="col">"Name"</th>
                    <th scope="col">{if asked { "What happens" } else { "" }}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// What shall be the same for all of them: asked for by the address, which shows what would come of it.
#[component]
fn Fields(question: Question, fault: Option<Error>) -> impl IntoView {
    let state = FormState::asked(question.call(), fault);
    let hidden =
        question.fields().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let typed = |name| question.typed(name).unwrap_or_default();
    let fields = match question.record_type {
        RecordType::Actor => {
            let mut genders = vec![(String::new(), "As it is".to_owned())];
            genders.extend(Gender::ALL.map(|gender| (gender.to_string(), gender.title().to_owned())));
            Either::Left(view! {
                <ChoiceField state name="gender" label="Gender" value=typed("gender") choices=genders />
                <TextField state name="age" label="Age" value=typed("age") numeric=true hint="Empty: as it is" />
            })
        }
        _ => Either::Right(view! {
            <TextField state name="genre" label="Genre" value=typed("genre") hint="Empty: as it is" />
            <TextField state name="expiry_date" label="Rights end" kind="date" value=typed("expiry_date") hint="Empty: as it is" />
        }),
    };
    view! {
        <form class="same" action=format!("{}/chosen", question.kind.path) method="get" novalidate>
            <ErrorSummary state />
            {hidden.collect_view()}
            <p class="hint">"What is filled in here becomes the same for all of them. Nothing is changed before you have seen what would be."</p>
            <div class="fields">{fields}</div>
            <button class="button" type="submit">
                "Show what changes"
            </button>
        </form>
    }
}

/// What would happen in all, and the button that has it happen. What cannot be is left out.
#[component]
fn Confirm(question: Question, effects: Vec<Effect>, back: String) -> impl IntoView {
    let state = FormState::button(question.call());
    let meant: Vec<_> = effects.iter().filter(|effect| matches!(effect.outcome, Ok(Some(_)))).collect();
    let left_out = effects.iter().filter(|effect| effect.outcome.is_err()).count();
    let same = effects.len() - meant.len() - left_out;
    let seen = |effect: &&Effect| {
        let id = effect.record.number();
        if question.delete { id.to_string() } else { format!("{id}.{}", effect.version) }
    };
    let chosen = meant.iter().map(seen).collect::<Vec<_>>().join(" ");
    let typed = question.typed.iter().cloned();
    let hidden = typed.chain([("chosen", chosen), ("list", question.list.clone())]);
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let along = parts(" and ", meant.iter().map(|effect| effect.parts).sum());
    let says = match (meant.len(), question.delete) {
        (0, _) => "Nothing would change.".to_owned(),
        (count, true) => format!("{}{along} will be deleted. You can undo this.", question.counted(count)),
        (count, false) => format!("{} will be changed. You can undo this.", question.counted(count)),
    };
    let stay =
        (same > 0 && !meant.is_empty()).then(|| format!(" {} already so.", question.counted(same) + is_or_are(same)));
    let cannot =
        (left_out > 0).then(|| format!(" {} left out: see below.", question.counted(left_out) + is_or_are(left_out)));
    let label = format!("{} {}", question.verb(), question.counted(meant.len()));
    let button = (!meant.is_empty()).then(|| {
        view! {
            <button class="button primary" type="submit">
                {label}
            </button>
        }
    });
    view! {
        <section class="question">
            <CallForm state>
                <ErrorSummary state />
                {hidden}
                <p>
                    <strong>{says}</strong>
                    {stay}
                    {cannot}
                </p>
                <div class="together">
                    {button}
                    <a class="button" href=back>
                        "Back to the list"
                    </a>
                </div>
            </CallForm>
        </section>
    }
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { " is" } else { " are" }
}

#[component]
fn Row(
    effect: Effect,
    /// Whether anything is to happen.
    asked: bool,
    delete: bool,
) -> impl IntoView {
    let Effect { record, name, rest, parts: castings, outcome, .. } = effect;
    let what = if name.is_empty() {
        Either::Left(format!(
            "{} {}",
            if matches!(record, RecordId::Actor(_)) { "Actor" } else { "Movie" },
            record.number()
        ))
    } else {
        Either::Right(view! { <a href=record.path()>{name}</a> {rest} })
    };
    let says = match outcome {
        Err(why) => Either::Left(view! { <p class="error">{why}</p> }),
        Ok(_) if !asked => Either::Right(String::new()),
        Ok(Some(_)) if delete => Either::Right(format!("Deleted{}", parts(", with ", castings))),
        Ok(Some(facts)) => Either::Right(facts),
        Ok(None) => Either::Right("Stays as it is".to_owned()),
    };
    view! {
        <tr id=record.to_string() tabindex="-1">
            <th scope="row">{what}</th>
            <td>{says}</td>
        </tr>
    }
}

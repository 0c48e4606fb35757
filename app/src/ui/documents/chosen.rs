//! What is to be done with several rows of a list: what would come of it for each, before it is done.

use super::activity::name;
use crate::{
    calls::{
        ACTORS, Asked, ChangeManyActors, ChangeManyMovies, DeleteManyActors, DeleteManyMovies, Kind, MOVIES, agency,
        filled_or_emptied, first_actors, first_movies, known, permit, release,
    },
    ui::{
        forms::{CallForm, ChoiceField, DateField, ErrorSummary, FormState, TextField},
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
use words::{Piece, SLOTS};

#[component]
pub fn ChosenPage() -> impl IntoView {
    let url = expect_context::<RequestUrl>().parse().ok();
    let question = url.and_then(|url| Question::read(url.path(), url.search()));
    let back = question.as_ref().map_or("/", |question| question.kind.path);
    let found = async move {
        let question = question.ok_or(Error::NotFound)?.with_all().await?;
        let fault = question.fault();
        let sound = fault.is_none();
        let effects = question.effects(|name| question.wanted(name).ok().flatten().filter(|_| sound)).await?;
        Result::Ok((question, fault, effects))
    };
    view! {
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok((question, fault, effects)) => Either::Left(view! { <Found question fault effects /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back back_label=words::many_back() /> }),
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

/// What can be made the same for many; and what can be taken away from them.
const FIELDS: [&str; 6] = ["gender", "age", "genre", "expiry_date", NO_GENRE, NO_EXPIRY_DATE];
const NO_GENRE: &str = "no_genre";
const NO_EXPIRY_DATE: &str = "no_expiry_date";

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
            return Err(Error::Conflict(words::many_nothing().into()));
        }
        Ok(Self { ids, ..self })
    }

    fn typed(&self, name: &str) -> Option<String> {
        self.typed.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone())
    }

    /// What a field shall say: nothing, where it is taken away.
    fn wanted(&self, name: &'static str) -> Result<Option<String>> {
        let emptied = match name {
            "genre" => self.typed(NO_GENRE).is_some(),
            "expiry_date" => self.typed(NO_EXPIRY_DATE).is_some(),
            _ => false,
        };
        filled_or_emptied(name, self.typed(name), emptied)
    }

    /// What is wrong with what is typed, whichever record it is for.
    fn fault(&self) -> Option<Error> {
        if let Some(error) = ["genre", "expiry_date"].into_iter().find_map(|name| self.wanted(name).err()) {
            return Some(error);
        }
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

    /// What would come of it for each, where this is what the fields shall say.
    async fn effects(&self, wanted: impl Fn(&'static str) -> Option<String>) -> Result<Vec<Effect>> {
        let (records, parts, fates) = match self.record_type {
            RecordType::Actor => self.actors(wanted).await?,
            _ => self.movies(wanted).await?,
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

    async fn actors(&self, wanted: impl Fn(&'static str) -> Option<String>) -> Result<Tried> {
        let ids: Vec<_> = self.ids.iter().copied().map(ActorId).collect();
        let records: Vec<_> = agency().these_actors(permit()?, &ids).await?.into_iter().map(Record::Actor).collect();
        let parts = agency().count_castings_of_each((permit()?, permit()?), &ids).await?;
        let fates = if self.delete {
            agency().delete_actors(permit()?, &ids, true).await?
        } else {
            let seen: Vec<_> = ids.iter().map(|id| (*id, version_of(&records, RecordId::Actor(*id)))).collect();
            let change = ActorChange { name: None, age: wanted("age"), gender: wanted("gender") };
            agency().change_actors(permit()?, &seen, &change, true).await?
        };
        Ok((records, parts.into_iter().map(|(id, parts)| (id.0, parts)).collect(), fates))
    }

    async fn movies(&self, wanted: impl Fn(&'static str) -> Option<String>) -> Result<Tried> {
        let ids: Vec<_> = self.ids.iter().copied().map(MovieId).collect();
        let records: Vec<_> = agency().these_movies(permit()?, &ids).await?.into_iter().map(Record::Movie).collect();
        let parts = agency().count_casts((permit()?, permit()?), &ids).await?;
        let fates = if self.delete {
            agency().delete_movies(permit()?, &ids, true).await?
        } else {
            let seen: Vec<_> = ids.iter().map(|id| (*id, version_of(&records, RecordId::Movie(*id)))).collect();
            let (genre, expiry_date) = (wanted("genre"), wanted("expiry_date"));
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

    /// What is to be done, in words, with so many.
    fn deed(&self, records: usize) -> String {
        let records = count(records);
        match (self.record_type, self.delete) {
            (RecordType::Actor, false) => words::many_change_actors(records),
            (RecordType::Actor, true) => words::many_delete_actors(records),
            (_, false) => words::many_change_movies(records),
            (_, true) => words::many_delete_movies(records),
        }
    }

    /// What would come of it in all: a sentence each on so many records that it is done to, with so many parts, that are as
    /// they shall be already, and that are left out.
    fn outcome(
        &self,
        done: usize,
        parts: i64,
        same: usize,
        left_out: usize,
    ) -> (String, Option<String>, Option<String>) {
        let actors = self.record_type == RecordType::Actor;
        let (done, same, left_out) = (count(done), count(same), count(left_out));
        let says = match (self.record_type, self.delete, parts) {
            _ if done == 0 => words::many_nothing_changes().to_owned(),
            (RecordType::Actor, false, _) => words::many_actors_changed(done),
            (_, false, _) => words::many_movies_changed(done),
            (RecordType::Actor, true, 0) => words::many_actors_deleted(done),
            (_, true, 0) => words::many_movies_deleted(done),
            (RecordType::Actor, true, parts) => words::many_actors_and_parts_deleted(done, &words::many_parts(parts)),
            (_, true, parts) => words::many_movies_and_parts_deleted(done, &words::many_parts(parts)),
        };
        let so = if actors { words::many_actors_so } else { words::many_movies_so };
        let out = if actors { words::many_actors_left_out } else { words::many_movies_left_out };
        (says, (same > 0 && done > 0).then(|| so(same)), (left_out > 0).then(|| out(left_out)))
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
    /// What would change, where anything does; or why it cannot.
    outcome: Result<Option<String>, String>,
}

/// What a record is called, and what tells it from others of that name.
fn called(record: &Record) -> (String, String) {
    let rest = match record {
        Record::Actor(actor) => words::number(actor.age.into()),
        Record::Movie(movie) => release(movie),
        Record::Casting(_) | Record::Person(_) => String::new(),
    };
    (name(record).to_owned(), rest)
}

/// As words count it.
fn count(records: usize) -> i64 {
    i64::try_from(records).unwrap_or(i64::MAX)
}

#[component]
fn Found(question: Question, fault: Option<Error>, effects: Vec<Effect>) -> impl IntoView {
    let title = question.deed(question.ids.len());
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
                    <th scope="col">{words::name()}</th>
                    <th scope="col">{if asked { words::many_what_happens() } else { "" }}</th>
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
    let emptied = |name: &'static str, label: &'static str| {
        view! {
            <label class="tick">
                <input type="checkbox" name=name value="true" checked=question.typed(name).is_some() />
                <span>{label}</span>
            </label>
        }
    };
    let fields = match question.record_type {
        RecordType::Actor => {
            let mut genders = vec![(String::new(), words::many_as_it_is().to_owned())];
            genders.extend(Gender::ALL.map(|gender| (gender.to_string(), gender.title().to_owned())));
            Either::Left(view! {
                <ChoiceField state name="gender" label=words::gender() value=typed("gender") choices=genders />
                <TextField state name="age" label=words::age() value=typed("age") numeric=true hint=words::many_empty() />
            })
        }
        _ => Either::Right(view! {
            <div>
                <TextField state name="genre" label=words::genre() value=typed("genre") hint=words::many_empty() />
                {emptied(NO_GENRE, words::many_no_genre())}
            </div>
            <div>
                <DateField state name="expiry_date" label=words::rights_end() value=typed("expiry_date") hint=words::many_empty() />
                {emptied(NO_EXPIRY_DATE, words::many_no_rights_end())}
            </div>
        }),
    };
    view! {
        <form class="same" action=format!("{}/chosen", question.kind.path) method="get" novalidate>
            <ErrorSummary state />
            {hidden.collect_view()}
            <p class="hint">{words::many_same()}</p>
            <div class="fields">{fields}</div>
            <button class="button" type="submit">
                {words::many_show()}
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
    let parts = meant.iter().map(|effect| effect.parts).sum();
    let (says, stay, cannot) = question.outcome(meant.len(), parts, same, left_out);
    let label = question.deed(meant.len());
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
                    {stay.map(|stay| view! { " " {stay} })}
                    {cannot.map(|cannot| view! { " " {cannot} })}
                </p>
                <div class="together">
                    {button}
                    <a class="button" href=back>
                        {words::many_back()}
                    </a>
                </div>
            </CallForm>
        </section>
    }
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
        let number = record.number().to_string();
        let says =
            if matches!(record, RecordId::Actor(_)) { words::many_actor(&number) } else { words::many_movie(&number) };
        Either::Left(says)
    } else {
        let sentence = words::many_called(SLOTS[0], &rest);
        let pieces = words::pieces(&sentence).map(|piece| match piece {
            Piece::Text(text) => Either::Left(text.to_owned()),
            Piece::Slot(_) => Either::Right(view! { <a href=record.path()>{name.clone()}</a> }),
        });
        Either::Right(pieces.collect_view())
    };
    let says = match outcome {
        Err(why) => Either::Left(view! { <p class="error">{why}</p> }),
        Ok(_) if !asked => Either::Right(String::new()),
        Ok(Some(_)) if delete && castings > 0 => Either::Right(words::many_deleted_with_parts(castings)),
        Ok(Some(_)) if delete => Either::Right(words::many_deleted().to_owned()),
        Ok(Some(facts)) => Either::Right(facts),
        Ok(None) => Either::Right(words::many_stays().to_owned()),
    };
    view! {
        <tr id=record.to_string() tabindex="-1">
            <th scope="row">{what}</th>
            <td>{says}</td>
        </tr>
    }
}

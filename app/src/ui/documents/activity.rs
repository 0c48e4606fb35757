//! What happened at the agency: the change log, looked through by who, what and when.

use crate::{
    calls::{self, Redo, Undo, agency, permit},
    ui::{
        forms::{CallForm, DateField, ErrorSummary, FormState},
        parts::{Icon, Problem, answer_with},
        story::story,
    },
};
use domain::{
    Act, Activity, ActivityFilter, ActivityList, Date, Error, FieldError, Record, RecordType, Recorded, Result, Step,
    Steps, Told,
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
    server_fn::ServerFn,
};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::Url};

#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let found = async move {
        let list = ActivityList::read(|name| query.get(name))?;
        let activity = agency().activity((permit()?, permit()?), &list).await?;
        let authors = agency().authors((permit()?, permit()?)).await?;
        let steps = calls::steps().await?;
        Result::Ok((list, activity, authors, steps))
    };
    view! {
        <Title text=words::activity() />
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok((list, activity, authors, steps)) => EitherOf3::A(view! { <Found list activity authors steps /> }),
                    Err(Error::Invalid(fields)) => EitherOf3::B(view! { <Refused fields /> }),
                    Err(error) => {
                        EitherOf3::C(view! { <Problem error what="page of activity" back="/activity" back_label=words::see_all_activity() /> })
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Found(list: ActivityList, activity: Activity, authors: Vec<String>, steps: Steps) -> impl IntoView {
    let filter = list.filter;
    let all = filter == ActivityFilter::default() && list.before.is_none();
    let export = address("/activity.csv", &filter.query());
    let name = activity.changes.first().map(|newest| name(&newest.change.after()).to_owned());
    let empty = match (activity.changes.is_empty(), all) {
        (true, true) => Some(words::no_changes_yet()),
        (true, false) => Some(words::no_changes_match()),
        (false, _) => None,
    };
    view! {
        <header class="head">
            <h1>{words::activity()}</h1>
            <p class="count">{words::days_and_times_in(agency().zone_name())}</p>
            <a href=export class="button" download="activity.csv">
                {words::export_as_csv()}
            </a>
        </header>
        <OwnSteps steps />
        <Filters filter=filter.clone() authors />
        <Chips filter=filter.clone() name />
        {empty.map(|words| view! { <p class="empty">{words}</p> })}
        <Days changes=activity.changes />
        <Older path="/activity".to_owned() query=filter.query() older=activity.older newest=list.before.is_none() />
    }
}

/// The days that are asked for are none: what was typed stands there to be mended.
#[component]
fn Refused(fields: Vec<FieldError>) -> impl IntoView {
    let label = |field: &str| if field == "from" { words::from_day() } else { words::to_day() };
    let fields = fields.into_iter().map(|FieldError { field, .. }| {
        let message = words::no_date(label(&field)).into();
        FieldError { field, message }
    });
    let problem = Error::Invalid(fields.collect());
    answer_with(problem.status());
    let query = use_query_map().get_untracked();
    // The rest of what is asked for is sound, and stays.
    let rest = ActivityList::read(|name| query.get(name).filter(|_| !matches!(name, "from" | "to")));
    let filter = rest.map(|list| list.filter).unwrap_or_default();
    let authors = filter.by.clone().into_iter().collect();
    view! {
        <header class="head">
            <h1>{words::activity()}</h1>
        </header>
        <Filters filter authors problem />
    }
}

/// What the reader can take back and do again, without a keyboard and at any time.
#[component]
fn OwnSteps(steps: Steps) -> impl IntoView {
    let button = |call: &'static str, label: fn(&str) -> String, step: Step| {
        let label = label(&step.words);
        view! {
            <CallForm state=FormState::button(call)>
                <input type="hidden" name="step" value=step.number />
                <button class="button" type="submit">
                    {label}
                </button>
            </CallForm>
        }
    };
    let undo = steps.undo.map(|step| button(Undo::PATH, words::undo_step, step));
    let redo = steps.redo.map(|step| button(Redo::PATH, words::redo_step, step));
    (undo.is_some() || redo.is_some()).then(|| view! { <div class="own-steps">{undo} {redo}</div> })
}

#[component]
fn Filters(
    filter: ActivityFilter,
    authors: Vec<String>,
    /// What is wrong with the days that are asked for.
    #[prop(optional)]
    problem: Option<Error>,
) -> impl IntoView {
    let state = FormState::asked("/activity", problem);
    let by = authors.into_iter().map(|name| (name.clone(), name)).collect();
    let acts = Act::ALL.iter().map(|act| (act.word().to_owned(), act.title().to_owned())).collect();
    let types = RecordType::ALL.iter().map(|it| (it.word().to_owned(), it.title().to_owned())).collect();
    let record_type = filter.record_type.map(RecordType::word);
    // Of one record there is nothing to choose: its chip takes it away.
    let what = match filter.id {
        Some(id) => Either::Left(view! {
            <input type="hidden" name="type" value=record_type />
            <input type="hidden" name="id" value=id />
        }),
        None => Either::Right(
            view! { <Choice name="type" label=words::what() any=words::everything() chosen=record_type.map(str::to_owned) choices=types /> },
        ),
    };
    let query = use_query_map().get_untracked();
    let typed = move |name| query.get(name).unwrap_or_default();
    view! {
        <search>
            <ErrorSummary state />
            <form action="/activity" method="get" class="filters">
                <Choice name="by" label=words::who() any=words::everybody() chosen=filter.by choices=by />
                <Choice name="act" label=words::change() any=words::all_changes() chosen=filter.act.map(|act| act.word().to_owned()) choices=acts />
                {what}
                <DateField state name="from" label=words::from_day() value=typed("from") />
                <DateField state name="to" label=words::to_day() value=typed("to") />
                <button class="button" type="submit">
                    {words::filter()}
                </button>
            </form>
        </search>
    }
}

#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    any: &'static str,
    chosen: Option<String>,
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(value, title)| {
            let selected = chosen.as_ref() == Some(&value);
            view! {
                <option value=value selected=selected>
                    {title}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                <option value="">{any}</option>
                {options}
            </select>
        </div>
    }
}

/// What is filtered by, each with the way to take it away.
#[component]
fn Chips(
    filter: ActivityFilter,
    /// The name of the record, where it is one that is asked for and was found.
    name: Option<String>,
) -> impl IntoView {
    let without = |change: fn(&mut ActivityFilter)| {
        let mut filter = filter.clone();
        change(&mut filter);
        address("/activity", &filter.query())
    };
    let what = match (filter.record_type, filter.id) {
        (Some(record_type), Some(id)) => {
            Some(name.unwrap_or_else(|| words::filtered_record(record_type.title(), &id.to_string())))
        }
        (record_type, _) => record_type.map(|it| it.title().to_owned()),
    };
    let chips = [
        (filter.by.as_ref().map(|by| words::filtered_by(by)), without(|filter| filter.by = None)),
        (filter.act.map(|act| act.title().to_owned()), without(|filter| filter.act = None)),
        (what, without(|filter| (filter.record_type, filter.id) = (None, None))),
        (filter.from.map(|from| words::filtered_from(&from.in_words())), without(|filter| filter.from = None)),
        (filter.to.map(|to| words::filtered_to(&to.in_words())), without(|filter| filter.to = None)),
    ];
    let chips: Vec<_> = chips
        .into_iter()
        .filter_map(|(words, href)| {
            let words = words?;
            let says = words::take_filter_away(&words);
            Some(view! {
                <li>
                    <a href=href class="button" aria-label=says>
                        <span>{words}</span>
                        <Icon name="close" />
                    </a>
                </li>
            })
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <ul class="chips" aria-label=words::filters()>{chips}</ul> })
}

#[component]
fn Days(changes: Vec<Recorded>) -> impl IntoView {
    let agency = agency();
    let zone = agency.zone();
    let day = |recorded: &Recorded| Date::of(recorded.at, zone).in_words();
    let time = |recorded: &Recorded| recorded.at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    changes
        .chunk_by(|one, next| day(one) == day(next))
        .map(|changes| {
            let told = changes.iter().map(|recorded| Told { when: time(recorded), ..recorded.told(zone) }).collect();
            view! {
                <h2 class="day">{day(&changes[0])}</h2>
                {story(told)}
            }
        })
        .collect_view()
}

/// The way to what happened before, and back to what happened last.
#[component]
pub fn Older(
    path: String,
    query: Vec<(&'static str, String)>,
    older: Option<i64>,
    /// Whether these are the newest.
    newest: bool,
) -> impl IntoView {
    let back = (!newest).then(|| {
        view! {
            <a href=address(&path, &query) class="button">
                <span>{words::newest()}</span>
            </a>
        }
    });
    let on = older.map(|number| {
        let query = [query.clone(), vec![("before", number.to_string())]].concat();
        view! {
            <a href=address(&path, &query) class="button" rel="next">
                <Icon name="next" />
                <span>{words::older()}</span>
            </a>
        }
    });
    (back.is_some() || on.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=words::pages()>
                {back} {on}
            </nav>
        }
    })
}

/// What a record is known by.
pub fn name(record: &Record) -> &str {
    match record {
        Record::Actor(actor) => &actor.name,
        Record::Movie(movie) => &movie.title,
        Record::Casting(casting) => &casting.name,
        Record::Person(person) => &person.name,
    }
}

/// The address of a page with this query.
pub fn address(path: &str, query: &[(&'static str, String)]) -> String {
    let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

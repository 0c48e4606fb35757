//! The story of one record: what each change made of it, field by field, and the way back.

use super::activity::{Older, name};
use crate::{
    calls::{Restore, RestoreActorVersion, RestoreMovieVersion, agency, permit},
    ui::{
        forms::{CallButton, FormState},
        parts::{Icon, Problem, may},
        story::sentence,
    },
};
use domain::{
    ACTIVITY_SIZE, Activity, Change, Difference, Error, Permission, Record, RecordId, RecordType, Recorded, Result,
    Told,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::RequestUrl, params::ParamsMap};

/// The record whose history has this address; nothing, where the address is of something else. A number that is none
/// names no record.
pub fn record_of(path: &str) -> Option<Option<RecordId>> {
    let (list, rest) = path.strip_prefix('/')?.split_once('/')?;
    let record_type = match list {
        "actors" => RecordType::Actor,
        "movies" => RecordType::Movie,
        _ => return None,
    };
    let number = rest.strip_suffix("/history")?;
    Some(number.parse().ok().map(|number| record_type.record(number)))
}

#[component]
pub fn HistoryPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let url = expect_context::<RequestUrl>().parse().ok();
    let record = url.and_then(|url| record_of(url.path())?);
    view! {
        <Suspense>
            {Suspend::new(async move {
                match History::read(record, &query).await {
                    Ok(history) => Either::Left(view! { <Found history /> }),
                    Err(error) => Either::Right(view! { <Problem error what="history" back="/activity" back_label=words::see_all_activity() /> }),
                }
            })}
        </Suspense>
    }
}

/// All that the page shows.
struct History {
    record: RecordId,
    name: String,
    /// What the record says now; nothing, where it is deleted.
    now: Option<Record>,
    activity: Activity,
    newest: bool,
    /// The version that was just restored.
    restored: Option<i64>,
}

impl History {
    async fn read(record: Option<RecordId>, query: &ParamsMap) -> Result<Self> {
        let record = record.ok_or(Error::NotFound)?;
        let before = match query.get("before") {
            Some(text) => Some(text.parse().map_err(|_| Error::NotFound)?),
            None => None,
        };
        let activity = agency().history((permit()?, permit()?), record, before, ACTIVITY_SIZE).await?;
        let now = match record {
            RecordId::Actor(id) => agency().actor(permit()?, id).await.map(Record::Actor),
            RecordId::Movie(id) => agency().movie(permit()?, id).await.map(Record::Movie),
            RecordId::Casting(_) | RecordId::Person(_) => Err(Error::NotFound),
        };
        let now = match now {
            Ok(now) => Some(now),
            Err(Error::NotFound) => None,
            Err(other) => return Err(other),
        };
        let restored = match query.get("restored").and_then(|number| number.parse().ok()) {
            Some(number) => restored(record, number, now.as_ref()).await?,
            None => None,
        };
        let after = activity.changes.iter().map(|recorded| recorded.change.after());
        let known_by = after.filter_map(|after| known_by(&after, record)).next();
        let name = now.as_ref().map(|now| name(now).to_owned()).or(known_by).unwrap_or_default();
        Ok(Self { record, name, now, activity, newest: before.is_none(), restored })
    }
}

/// What a record was known by when it, or a casting of it, was this.
fn known_by(after: &Record, record: RecordId) -> Option<String> {
    match (after, record) {
        (Record::Casting(casting), RecordId::Actor(_)) => Some(casting.name.clone()),
        (Record::Casting(casting), RecordId::Movie(_)) => Some(casting.title.clone()),
        (after, _) => Some(name(after).to_owned()),
    }
}

/// The version that this change made, if the record says the same now: what the address claims is not believed.
async fn restored(record: RecordId, number: i64, now: Option<&Record>) -> Result<Option<i64>> {
    let version = match record {
        RecordId::Actor(id) => agency().actor_version(permit()?, id, number).await.map(Record::Actor),
        RecordId::Movie(id) => agency().movie_version(permit()?, id, number).await.map(Record::Movie),
        RecordId::Casting(_) | RecordId::Person(_) => Err(Error::NotFound),
    };
    match version {
        Ok(version) if now.is_some_and(|now| alike(&version, now)) => Ok(Some(version.version())),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Do they say the same, whichever version it is?
fn alike(one: &Record, other: &Record) -> bool {
    match (one.clone(), other) {
        (Record::Actor(one), Record::Actor(other)) => domain::Actor { version: other.version, ..one } == *other,
        (Record::Movie(one), Record::Movie(other)) => domain::Movie { version: other.version, ..one } == *other,
        _ => false,
    }
}

#[component]
fn Found(history: History) -> impl IntoView {
    let History { record, name, now, activity, newest, restored } = history;
    let path = record.path().unwrap_or_default();
    let up = match (&now, record) {
        (Some(_), _) => (path.clone(), name.clone()),
        (None, RecordId::Actor(_)) => ("/actors".to_owned(), words::actors().to_owned()),
        (None, _) => ("/movies".to_owned(), words::movies().to_owned()),
    };
    let deleted = now.is_none();
    let last = activity.changes.first().map(|recorded| &recorded.change);
    let in_trash = matches!(last, Some(Change::ActorDeleted { .. } | Change::MovieDeleted { .. }));
    let title = words::history_of(&name);
    let entries =
        activity.changes.into_iter().map(|recorded| view! { <Entry recorded record now=now.clone() /> }).collect_view();
    view! {
        <Title text=title.clone() />
        <a href=up.0 class="up">
            <Icon name="back" />
            <span>{up.1}</span>
        </a>
        <header class="head">
            <h1>{title}</h1>
            {deleted.then(|| view! { <span class="chip">{words::deleted()}</span> })}
            {(in_trash && Permission::to_restore(record).is_some_and(may))
                .then(|| {
                    let fields = vec![("only", record.to_string())];
                    let state = FormState::button(Restore::PATH);
                    view! { <CallButton state label=words::restore() icon="" fields /> }
                })}
        </header>
        {restored
            .map(|version| {
                view! {
                    <p class="notice" role="status">
                        {words::says_again(&name, version)}
                    </p>
                }
            })}
        <ol class="history">{entries}</ol>
        <Older path=format!("{path}/history") query=Vec::new() older=activity.older newest />
    }
}

#[component]
fn Entry(recorded: Recorded, record: RecordId, now: Option<Record>) -> impl IntoView {
    let Told { by, at, when, deed } = recorded.told(agency().zone());
    let after = recorded.change.after();
    let own = recorded.change.record() == record;
    let version = after.version();
    let caption = words::version(version);
    // What was only deleted or restored says nothing that the version before does not say.
    let says_more = !recorded.change.differences().is_empty();
    let restore = now.filter(|now| own && says_more && !alike(now, &after)).and_then(|_| {
        let (call, permission) = match record {
            RecordId::Actor(_) => (RestoreActorVersion::PATH, Permission::ChangeActors),
            RecordId::Movie(_) => (RestoreMovieVersion::PATH, Permission::ChangeMovies),
            RecordId::Casting(_) | RecordId::Person(_) => return None,
        };
        let number = recorded.number.to_string();
        let state = FormState::button_with(call, "number", &number, RwSignal::new(0));
        let fields = vec![("id", record.number().to_string()), ("number", number)];
        let says = words::restore_version(version);
        may(permission).then(|| view! { <CallButton state label=words::restore_this_version() icon="" fields says /> })
    });
    view! {
        <li>
            <p>
                {sentence(by, deed.in_words())}
            </p>
            <p class="when">
                <time datetime=at>{when}</time>
                {own.then(|| view! { <span class="chip">{caption}</span> })}
            </p>
            <Differences differences=recorded.change.differences() />
            {restore}
        </li>
    }
}

/// What was there is struck out and what is there since is underlined: colour is not the only sign, and both are said.
#[component]
fn Differences(differences: Vec<Difference>) -> impl IntoView {
    let nothing = || view! { <span aria-label=words::nothing()>"–"</span> };
    let rows = differences
        .iter()
        .cloned()
        .map(|Difference { label, before, after, .. }| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>
                        {before.map_or_else(|| Either::Left(nothing()), |text| Either::Right(view! { <del>{text}</del> }))}
                    </td>
                    <td>
                        {after.map_or_else(|| Either::Left(nothing()), |text| Either::Right(view! { <ins>{text}</ins> }))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    (!differences.is_empty()).then(|| {
        view! {
            <table class="diff">
                <thead>
                    <tr>
                        <th scope="col">{words::field()}</th>
                        <th scope="col">{words::before()}</th>
                        <th scope="col">{words::after()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ActorId, MovieId};

    #[test]
    fn addresses() {
        fn check(path: &str, expected: Option<Option<RecordId>>) {
            assert_eq!(record_of(path), expected, "{path}");
        }
        check("/actors/3/history", Some(Some(RecordId::Actor(ActorId(3)))));
        check("/movies/3/history", Some(Some(RecordId::Movie(MovieId(3)))));
        check("/movies/x/history", Some(None));
        check("/movies/3", None);
        check("/people/3/history", None);
        check("/history", None);
    }
}

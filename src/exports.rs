//! Lists of actors and movies as files: what the list's page shows by the same address, all of it and not just one page.

use crate::{
    auth::Visitor,
    csv, files,
    pages::{plainly, sign_in_for},
    server::Server,
};
use agency::Agency;
use axum::{
    Extension, Router,
    extract::State,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    Actor, ActorFilter, ActorKey, Cursor, Grants, ImportKind, Movie, MovieFilter, MovieKey, NewActor, NewMovie, Order,
    Permit, Result, SeeActors, SeeMovies, SortKey, Stretch,
};
use serde::Serialize;

/// How many records are read at once.
const BATCH: i64 = 1_000;

/// These read cookies, as the pages do.
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/actors.csv", get(spreadsheet::<Actor>))
        .route("/actors.json", get(json::<Actor>))
        .route("/movies.csv", get(spreadsheet::<Movie>))
        .route("/movies.json", get(json::<Movie>))
}

/// A kind of record that lists are exported of.
trait Exported: Serialize + Send + Sync + Sized + 'static {
    const KIND: ImportKind;
    type Key: SortKey<Row = Self> + Send + Sync;
    type Filter: Clone + Send + Sync + 'static;
    type See: Grants + Clone + Send + Sync + 'static;

    /// The filter that an address asks for.
    fn filter(asked: impl Fn(&str) -> Option<String>) -> Result<Self::Filter>;

    /// The next records of a list.
    fn read(
        agency: &Agency,
        by: &Permit<Self::See>,
        filter: &Self::Filter,
        order: &Order<Self::Key>,
        stretch: &Stretch,
    ) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// What stands under each heading.
    fn cells(&self) -> Vec<String>;
}

impl Exported for Actor {
    const KIND: ImportKind = ImportKind::Actors;
    type Key = ActorKey;
    type Filter = ActorFilter;
    type See = SeeActors;

    fn filter(asked: impl Fn(&str) -> Option<String>) -> Result<ActorFilter> {
        ActorFilter::read(asked)
    }

    async fn read(
        agency: &Agency,
        by: &Permit<SeeActors>,
        filter: &ActorFilter,
        order: &Order<ActorKey>,
        stretch: &Stretch,
    ) -> Result<Vec<Self>> {
        agency.search_actors(by, filter, order, stretch).await
    }

    fn cells(&self) -> Vec<String> {
        let NewActor { name, age, gender } = NewActor::from(self);
        vec![name, age, gender]
    }
}

impl Exported for Movie {
    const KIND: ImportKind = ImportKind::Movies;
    type Key = MovieKey;
    type Filter = MovieFilter;
    type See = SeeMovies;

    fn filter(asked: impl Fn(&str) -> Option<String>) -> Result<MovieFilter> {
        MovieFilter::read(asked)
    }

    async fn read(
        agency: &Agency,
        by: &Permit<SeeMovies>,
        filter: &MovieFilter,
        order: &Order<MovieKey>,
        stretch: &Stretch,
    ) -> Result<Vec<Self>> {
        agency.search_movies(by, filter, order, stretch).await
    }

    fn cells(&self) -> Vec<String> {
        let NewMovie { title, release_date, release_year, genre, expiry_date } = NewMovie::from(self);
        vec![title, release_date, release_year, genre, expiry_date]
    }
}

/// What is asked for of a list, and by whom.
struct List<T: Exported> {
    agency: Agency,
    by: Permit<T::See>,
    filter: T::Filter,
    order: Order<T::Key>,
}

impl<T: Exported> Clone for List<T> {
    fn clone(&self) -> Self {
        let Self { agency, by, filter, order } = self;
        Self { agency: agency.clone(), by: by.clone(), filter: filter.clone(), order: order.clone() }
    }
}

impl<T: Exported> List<T> {
    /// Reads the address as the list's page does: of a repeated name the first counts.
    fn asked(agency: Agency, visitor: &Visitor, uri: &Uri) -> Result<Self> {
        let by = visitor.caller().permit()?;
        let query = uri.query().unwrap_or_default().as_bytes();
        let asked = |name: &str| {
            form_urlencoded::parse(query).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
        };
        Ok(Self { agency, by, filter: T::filter(asked)?, order: Order::read(asked("sort").as_deref())? })
    }

    /// `actors-2026-11-22.csv`
    fn name(&self, ending: &str) -> String {
        format!("{}-{}.{ending}", T::KIND.many(), self.agency.today())
    }

    /// The records after a place, and the place after them, unless they were the last.
    async fn batch(&self, after: Option<Cursor>) -> Result<(Vec<T>, Option<Cursor>)> {
        let rows = T::read(&self.agency, &self.by, &self.filter, &self.order, &Stretch::after(after, BATCH)).await?;
        let full = rows.len() as i64 == BATCH;
        let next = rows.last().filter(|_| full).map(|last| Cursor::of(last, &self.order));
        Ok((rows, next))
    }
}

async fn spreadsheet<T: Exported>(
    State(agency): State<Agency>,
    Extension(visitor): Extension<Option<Visitor>>,
    uri: Uri,
) -> Response {
    let answer = |list: List<T>| async move {
        let (name, header) = (list.name("csv"), T::KIND.headings());
        let read = move |after| {
            let list = list.clone();
            async move {
                let (rows, next) = list.batch(after).await?;
                Ok((rows.iter().map(|row| csv::line(&row.cells())).collect(), next.map(Some)))
            }
        };
        csv::file(&name, header, None, read).await
    };
    answered(agency, visitor, &uri, answer).await
}

/// An array of records as the API answers them.
async fn json<T: Exported>(
    State(agency): State<Agency>,
    Extension(visitor): Extension<Option<Visitor>>,
    uri: Uri,
) -> Response {
    let answer = |list: List<T>| async move {
        let name = list.name("json");
        let read = move |after: Option<Cursor>| {
            let list = list.clone();
            async move {
                let first = after.is_none();
                let (rows, next) = list.batch(after).await?;
                let rows = rows.iter().map(|row| serde_json::to_string(row).expect("a record is plain data"));
                let text = rows.collect::<Vec<_>>().join(",\n");
                let (before, after) =
                    (if first || text.is_empty() { "" } else { ",\n" }, if next.is_none() { "]\n" } else { "" });
                Ok((format!("{before}{text}{after}"), next.map(Some)))
            }
        };
        files::file(&name, "application/json", "[".to_owned(), None, read).await
    };
    answered(agency, visitor, &uri, answer).await
}

async fn answered<T: Exported, R: Future<Output = Result<Response>>>(
    agency: Agency,
    visitor: Option<Visitor>,
    uri: &Uri,
    answer: impl FnOnce(List<T>) -> R,
) -> Response {
    let Some(visitor) = visitor else { return Redirect::to(&sign_in_for(uri)).into_response() };
    let answered = async { answer(List::asked(agency, &visitor, uri)?).await };
    answered.await.unwrap_or_else(|error| plainly(&error))
}

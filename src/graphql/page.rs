//! Lists by the rules of Relay's connections: rows after a cursor, and whether there are more.

use super::asker::{CountOf, asker};
use async_graphql::{
    Context, ID, Object, ObjectType, OutputType, Result,
    connection::{Connection, Edge},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ActorFilter, ActorId, Error, FieldError, LONGEST_PAGE, MovieFilter, MovieId, Total};
use std::str::FromStr;
use tokio::sync::OnceCell;

/// How many rows a list gives that does not say how many it wants.
pub const DEFAULT_FIRST: i64 = 10;

/// How many rows are wanted.
pub fn size(first: i64) -> domain::Result<i64> {
    if (1..=LONGEST_PAGE).contains(&first) {
        return Ok(first);
    }
    let says = format!("first is a whole number from 1 to {LONGEST_PAGE}");
    Err(Error::Invalid(vec![FieldError::new("first", says)]))
}

/// The record that is meant. One that is no number, or a number no record has, is simply not there.
pub fn id<T: FromStr>(id: &ID) -> domain::Result<T> {
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| id.parse().ok()).flatten().ok_or(Error::NotFound)
}

/// A place in a list as it is shown, so that nobody builds on how it is made.
pub fn shown(cursor: &impl ToString) -> String {
    URL_SAFE_NO_PAD.encode(cursor.to_string())
}

/// What a place in a list was made of.
pub fn hidden(cursor: &str) -> domain::Result<String> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(no_cursor)
}

/// The row that a list in the order of ids goes on after; 0, where it begins.
pub fn row_before(after: Option<&str>) -> domain::Result<i64> {
    after.map_or(Ok(0), |after| hidden(after)?.parse().map_err(|_| no_cursor()))
}

fn no_cursor() -> Error {
    Error::Invalid(vec![FieldError::new("after", "after is no cursor of this list; begin again without one")])
}

/// A list of these rows, of which one more than `size` were read if there is one more.
pub fn listed<Row, Node: OutputType, Fields: ObjectType>(
    mut rows: Vec<Row>,
    size: i64,
    begun: bool,
    fields: Fields,
    cursor: impl Fn(&Row) -> String,
    node: impl Fn(Row) -> Node,
) -> Connection<String, Node, Fields> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let mut list = Connection::with_additional_fields(begun, more, fields);
    list.edges = rows.into_iter().map(|row| Edge::new(cursor(&row), node(row))).collect();
    list
}

/// What is counted where somebody asks how long a list is.
pub enum All {
    Actors(ActorFilter),
    Movies(MovieFilter),
    Castings,
    Cast(MovieId),
    CastingsOf(ActorId),
}

/// How long a list is. Counted when it is asked for, and then once.
pub struct Length {
    all: All,
    total: OnceCell<Total>,
}

impl Length {
    pub fn of(all: All) -> Self {
        Self { all, total: OnceCell::new() }
    }

    async fn total(&self, context: &Context<'_>) -> domain::Result<Total> {
        let by = asker(context);
        let count = || async {
            Ok(match &self.all {
                All::Actors(filter) => by.agency.total_actors(&by.permit()?, filter).await?,
                All::Movies(filter) => by.agency.total_movies(&by.permit()?, filter).await?,
                All::Castings => Total::exact(by.agency.total_castings(by.permits()?).await?),
                All::Cast(movie) => Total::exact(by.load(CountOf(*movie)).await?.unwrap_or_default()),
                All::CastingsOf(actor) => Total::exact(by.load(CountOf(*actor)).await?.unwrap_or_default()),
            })
        };
        self.total.get_or_try_init(count).await.copied()
    }
}

#[Object]
impl Length {
    /// How many there are in all, up to 10,000 under a filter.
    async fn total_count(&self, context: &Context<'_>) -> Result<Option<i64>> {
        Ok(Some(self.total(context).await?.count))
    }

    /// There are more than `totalCount`: counting stopped there.
    async fn total_is_at_least(&self, context: &Context<'_>) -> Result<Option<bool>> {
        Ok(Some(self.total(context).await?.at_least))
    }
}

//! Search: the one way in which lists of actors and of movies are read, whichever of their fields are asked for, in whatever
//! order, and from wherever.

use crate::{
    Agency,
    counts::Nth,
    db::{Contained, Query, Value},
};
use domain::{
    Cursor, Direction, EXACT_TOTAL, Error, KeyValue, Order, Page, Paging, Place, RecordType, Result, SortKey, Stretch,
    Total, folded,
};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};

/// What is contained in so few rows is found by the index of texts and then sorted; what is in more, by walking along the
/// order until there are enough.
const FEW: i64 = 2_000;

/// A kind of record that is searched.
pub(crate) trait Searched: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {
    type Key: SortKey<Row = Self>;
    const KIND: RecordType;
    const TABLE: &'static str;
    const COLUMNS: &'static str;

    /// The column a list is sorted by under this key, and whether it may be null.
    fn column(key: Self::Key) -> (&'static str, bool);
}

/// What is wanted of a kind of record: all of this at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    texts: Vec<Contained>,
    conditions: Vec<(&'static str, Value)>,
}

impl Wanted {
    /// A text in one of these columns. One that is empty when it is folded is contained in everything.
    pub(crate) fn containing(self, columns: &'static [&'static str], text: Option<&str>) -> Self {
        self.containing_or(columns, text, None)
    }

    /// The same, where null stands for a text of its own.
    pub(crate) fn containing_or(
        mut self,
        columns: &'static [&'static str],
        text: Option<&str>,
        null: Option<&str>,
    ) -> Self {
        let text = text.map(folded).filter(|text| !text.is_empty());
        let in_null = |text: &String| null.is_some_and(|null| null.contains(text));
        self.texts.extend(text.map(|text| Contained { in_null: in_null(&text), columns, text }));
        self
    }

    /// A condition, where there is a value for its `{}`.
    pub(crate) fn and(mut self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        self.conditions.extend(value.map(|value| (condition, value.into())));
        self
    }

    /// Whether the index of texts alone tells what is wanted.
    fn is_indexed(&self) -> bool {
        self.conditions.is_empty() && self.texts.iter().all(Contained::is_indexed)
    }

    fn is_everything(&self) -> bool {
        self.texts.is_empty() && self.conditions.is_empty()
    }
}

/// How rows are found.
enum Way {
    /// Along the order until there are enough; or as the database thinks best.
    Walk,
    /// Few of them, whose ids are this list in JSON: they only have to be put in order.
    Pick(String),
    /// By the index of texts, with this expression: in the order of their ids, or few of them, which are then put in order.
    Index(String),
}

impl Agency {
    /// One page of what is wanted. Refuses a page past the end, and one so far out that counting off the rows before it
    /// would take too long.
    pub(crate) async fn page<T: Searched>(
        &self,
        wanted: &Wanted,
        order: &Order<T::Key>,
        paging: Paging,
    ) -> Result<Page<T>> {
        if wanted.is_everything() && order.0.is_empty() {
            let nth = self.db.nth(T::KIND, paging.offset()).await?;
            return Page::new(self.rows_from(&nth, paging.reach()).await?, Total::exact(nth.shown), paging);
        }
        if let Err(refused) = paging.within_reach() {
            let total = self.total::<T>(wanted).await?;
            let past_the_end = !total.at_least && total.count <= paging.offset();
            return Err(if past_the_end { Error::NotFound } else { refused });
        }
        let stretch = Stretch::from(paging);
        let (way, count) = self.way::<T>(wanted, order).await?;
        let rows = self.rows(wanted, order, &stretch, &way).await?;
        let read = rows.len() as i64;
        let total = match count {
            Some(count) => Total::exact(count),
            // Where the list ends here, it has been counted.
            None if read < stretch.size && (read > 0 || paging.offset() == 0) => Total::exact(paging.offset() + read),
            None => self.total::<T>(wanted).await?,
        };
        Ok(Page::new(rows, total, paging)?.within_reach())
    }

    /// So many of all, in the order of their ids, from the so-manieth on.
    async fn rows_from<T: Searched>(&self, nth: &Nth, size: i64) -> Result<Vec<T>> {
        let mut query = self.db.query("select ");
        for part in [T::COLUMNS, " from ", T::TABLE] {
            query.push(part);
        }
        query.with(" where deleted_at is null and id >= {}", nth.first);
        query.with(" order by id limit {}", size);
        query.with(" offset {}", nth.rest);
        Ok(ask!(&self.db, bound!(sqlx::query_as, query), fetch_all)?)
    }

    /// A piece of the list of what is wanted, in this order and then in that of the ids.
    pub(crate) async fn stretch<T: Searched>(
        &self,
        wanted: &Wanted,
        order: &Order<T::Key>,
        stretch: &Stretch,
    ) -> Result<Vec<T>> {
        let (way, _) = self.way::<T>(wanted, order).await?;
        self.rows(wanted, order, stretch, &way).await
    }

    async fn rows<T: Searched>(
        &self,
        wanted: &Wanted,
        order: &Order<T::Key>,
        stretch: &Stretch,
        way: &Way,
    ) -> Result<Vec<T>> {
        let Stretch { from, size } = stretch;
        let added = order.0.is_empty();
        let query = match (from, way) {
            // Of what the index has in this order, only what is on the page need be looked up.
            (Place::Offset(offset), Way::Index(found)) if added && wanted.is_indexed() => {
                let mut query = self.db.query("select ");
                query.push(T::COLUMNS);
                query.push(" from ");
                query.found_by_text(T::TABLE, found, Some((*size, *offset)));
                query.push(" cross join ");
                query.push(T::TABLE);
                query.push(" on id = found order by found");
                query
            }
            _ => {
                let mut query = self.db.query("select ");
                query.push(T::COLUMNS);
                if let Way::Pick(ids) = way {
                    query.bind(ids.clone());
                    for part in [" from ", T::TABLE, " where id", self.db.is_listed()] {
                        query.push(part);
                    }
                } else {
                    self.narrow::<T>(&mut query, wanted, way);
                }
                let id = if let Way::Index(_) = way { "found" } else { "id" };
                if let Place::After(cursor) = from {
                    after::<T>(&mut query, order, cursor, id);
                }
                query.push(" order by ");
                for (key, direction) in &order.0 {
                    let (column, nullable) = T::column(*key);
                    query.push(column);
                    query.push(match (direction, nullable) {
                        (Direction::Up, false) => ", ",
                        (Direction::Down, false) => " desc, ",
                        (Direction::Up, true) => " nulls last, ",
                        (Direction::Down, true) => " desc nulls last, ",
                    });
                }
                query.push(id);
                query.with(" limit {}", *size);
                if let Place::Offset(offset) = from {
                    query.with(" offset {}", *offset);
                }
                query
            }
        };
        Ok(ask!(&self.db, bound!(sqlx::query_as, query), fetch_all)?)
    }

    /// How many of them there are: all of them exactly; under a filter as far as [`EXACT_TOTAL`].
    pub(crate) async fn total<T: Searched>(&self, wanted: &Wanted) -> Result<Total> {
        if wanted.is_everything() {
            return Ok(Total::exact(self.db.shown(T::KIND).await?));
        }
        let way = self.db.text_index(&wanted.texts).map_or(Way::Walk, Way::Index);
        Ok(Total::counted(self.count::<T>(wanted, &way, EXACT_TOTAL + 1).await?))
    }

    /// The best way to find these in this order; and how many they are, where it was counted for that.
    async fn way<T: Searched>(&self, wanted: &Wanted, order: &Order<T::Key>) -> Result<(Way, Option<i64>)> {
        let found = self.db.text_index(&wanted.texts).map(Way::Index);
        let gathered = self.db.gathered().filter(|_| !order.0.is_empty() && !wanted.is_everything());
        let Some(gathered) = gathered else { return Ok((found.unwrap_or(Way::Walk), None)) };
        let (count, few) = match found {
            Some(few) => (self.count::<T>(wanted, &few, FEW + 1).await?, few),
            None => {
                let mut query = self.db.query(gathered);
                self.narrow::<T>(&mut query, wanted, &Way::Walk);
                query.push(self.db.straight_on());
                query.with(" limit {}) gathered", FEW + 1);
                let (count, ids) = ask!(&self.db, bound!(sqlx::query_as, query), fetch_one)?;
                (count, Way::Pick(ids))
            }
        };
        Ok(if count > FEW { (Way::Walk, None) } else { (few, Some(count)) })
    }

    /// How many are found this way, up to so many.
    async fn count<T: Searched>(&self, wanted: &Wanted, way: &Way, most: i64) -> Result<i64> {
        let mut query = self.db.query("select count(*) from (select 1");
        match way {
            // It has no rows that are deleted: where nothing else is asked, they need not be looked up.
            Way::Index(found) if wanted.is_indexed() => {
                query.push(" from ");
                query.found_by_text(T::TABLE, found, None);
            }
            Way::Index(_) => self.narrow::<T>(&mut query, wanted, way),
            Way::Walk | Way::Pick(_) => {
                self.narrow::<T>(&mut query, wanted, way);
                query.push(self.db.straight_on());
            }
        }
        query.with(" limit {}) counted", most);
        Ok(ask!(&self.db, bound!(sqlx::query_scalar, query), fetch_one)?)
    }

    /// From where, and under which conditions.
    fn narrow<T: Searched>(&self, query: &mut Query, wanted: &Wanted, way: &Way) {
        query.push(" from ");
        if let Way::Index(found) = way {
            query.found_by_text(T::TABLE, found, None);
            query.push(" cross join ");
        }
        query.push(T::TABLE);
        query.push(if let Way::Index(_) = way { " on id = found" } else { "" });
        query.push(" where deleted_at is null");
        for text in &wanted.texts {
            if !matches!(way, Way::Index(_)) || !text.is_indexed() {
                self.db.containing(query, text);
            }
        }
        for (condition, value) in &wanted.conditions {
            query.push(" and ");
            query.with(condition, value.clone());
        }
    }
}

/// The rows that come after a cursor: beyond it under the first key, or equal there and beyond it under the second, and so
/// on to the ids. What is unknown comes last.
fn after<T: Searched>(query: &mut Query, order: &Order<T::Key>, cursor: &Cursor, id: &'static str) {
    let keys = order.0.iter().zip(&cursor.values);
    let keys: Vec<_> = keys.map(|((key, direction), value)| (T::column(*key), *direction, known(value))).collect();
    let up = |direction, up, down| if direction == Direction::Up { up } else { down };
    // Says nothing new, but an index can begin there.
    if let Some(((column, false), direction, Some(value))) = keys.first() {
        query.push(" and ");
        query.push(column);
        query.with(up(*direction, " >= {}", " <= {}"), value.clone());
    }
    query.push(" and (");
    for end in 0..keys.len() {
        let ((column, nullable), direction, value) = &keys[end];
        let Some(value) = value else { continue }; // nothing is beyond it
        equal(query, &keys[..end]);
        query.push("(");
        query.push(column);
        query.with(up(*direction, " > {}", " < {}"), value.clone());
        if *nullable {
            query.push(" or ");
            query.push(column);
            query.push(" is null");
        }
        query.push(") or ");
    }
    equal(query, &keys);
    query.push(id);
    query.with(" > {})", cursor.id);
}

type Key = ((&'static str, bool), Direction, Option<Value>);

fn equal(query: &mut Query, keys: &[Key]) {
    for ((column, _), _, value) in keys {
        query.push(column);
        match value {
            Some(value) => query.with(" = {} and ", value.clone()),
            None => query.push(" is null and "),
        }
    }
}

fn known(value: &KeyValue) -> Option<Value> {
    match value {
        KeyValue::Number(number) => number.map(Value::Number),
        KeyValue::Text(text) => text.clone().map(Value::Text),
        KeyValue::Day(day) => day.map(Value::Day),
    }
}

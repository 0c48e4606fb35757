//! What was deleted and can be restored.

use super::{activity::RecordType, asker::asker};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::{EmptyTrash, PageNumber, Paging};

/// One record in the trash.
#[derive(SimpleObject)]
pub struct Trashed {
    record_type: RecordType,
    record_id: ID,
    /// The name or title it is known by.
    name: String,
    /// What tells it from others of that name: `, 65`, ` (1995)`, ` as Neil in Heat`.
    rest: String,
    /// Who deleted it.
    by: String,
    /// How many castings a restore brings back with it.
    castings: i64,
    /// How many days it stays; null, where it stays until somebody empties the trash.
    days_left: Option<i64>,
}

impl From<domain::Trashed> for Trashed {
    fn from(trashed: domain::Trashed) -> Self {
        let domain::Trashed { record, name, rest, by, castings, days_left, .. } = trashed;
        Self { record_type: record.into(), record_id: record.number().into(), name, rest, by, castings, days_left }
    }
}

/// A page of the trash, the latest first, and what would be lost if it were emptied.
#[derive(SimpleObject)]
pub struct Trash {
    records: Vec<Trashed>,
    total_count: i64,
    /// How many castings are hidden because their actor or movie is in the trash.
    castings: i64,
    /// The number of the latest change that put something here: who empties the trash says what was seen.
    latest: i64,
    /// How many days everything stays; 0: until somebody empties the trash.
    days: u16,
}

#[derive(Default)]
pub struct TrashQueries;

#[Object]
impl TrashQueries {
    /// One page of the trash, of 10 records, the latest first. Pages count from 1.
    async fn trash(&self, context: &Context<'_>, #[graphql(default = 1)] page: i64) -> Result<Option<Trash>> {
        let by = asker(context);
        let permits = by.permits()?;
        let page = PageNumber::read(Some(&page.to_string()))?;
        let domain::Trash { page, castings, latest, days } = by.agency.trash(permits, Paging::from(page)).await?;
        let records = page.rows.into_iter().map(Trashed::from).collect();
        Ok(Some(Trash { records, total_count: page.total, castings, latest, days }))
    }
}

#[derive(Default)]
pub struct TrashMutations;

#[Object]
impl TrashMutations {
    /// Removes for good what was in the trash when this was the latest change that had put something there. Answers how
    /// many records that were.
    async fn empty_trash(&self, context: &Context<'_>, latest: i64) -> Result<Option<usize>> {
        let by = asker(context);
        Ok(Some(by.agency.empty_trash(by.permit::<EmptyTrash>()?, latest).await?))
    }
}

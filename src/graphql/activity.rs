//! The change log: what happened, to everything and to one record.

use super::{
    actors::Actor,
    asker::asker,
    castings::Casting,
    given::{Date, Fields},
    movies::Movie,
    page::{DEFAULT_FIRST, id, row_before, shown, size},
};
use async_graphql::{
    Context, Enum, ID, InputObject, Object, Result, Union,
    connection::{Connection, Edge},
};
use domain::{Activity, ActivityList, Error, RecordId, Recorded};

/// What kind of record it was done to.
#[derive(Clone, Copy, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::RecordType")]
pub enum RecordType {
    Actor,
    Movie,
    Casting,
    Person,
}

impl From<RecordId> for RecordType {
    fn from(record: RecordId) -> Self {
        match record {
            RecordId::Actor(_) => Self::Actor,
            RecordId::Movie(_) => Self::Movie,
            RecordId::Casting(_) => Self::Casting,
            RecordId::Person(_) => Self::Person,
        }
    }
}

/// What was done to a record. `REMOVED` is for good.
#[derive(Clone, Copy, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::Act")]
pub enum Act {
    Added,
    Changed,
    Deleted,
    Restored,
    Removed,
}

pub struct Person(domain::Person);

/// A person with an account, as the log speaks of them to whoever manages people.
#[Object]
impl Person {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn name(&self) -> &str {
        &self.0.name
    }

    /// `casting_assistant`, `casting_director` or `executive_producer`.
    async fn role(&self) -> &'static str {
        self.0.role.name()
    }

    /// Counts the changes to this record, from 1.
    async fn version(&self) -> i64 {
        self.0.version
    }
}

/// What the log speaks of.
#[derive(Union)]
pub enum Record {
    Actor(Actor),
    Movie(Movie),
    Casting(Casting),
    Person(Person),
}

impl From<domain::Record> for Record {
    fn from(record: domain::Record) -> Self {
        match record {
            domain::Record::Actor(actor) => Self::Actor(Actor(actor)),
            domain::Record::Movie(movie) => Self::Movie(Movie(movie)),
            domain::Record::Casting(casting) => Self::Casting(Casting(casting)),
            domain::Record::Person(person) => Self::Person(Person(person)),
        }
    }
}

pub struct Change(Recorded);

/// One entry of the change log.
#[Object]
impl Change {
    /// Counts up in the order the changes were committed.
    async fn number(&self) -> i64 {
        self.0.number
    }

    /// When, in UTC (RFC 3339).
    async fn at(&self) -> String {
        self.0.at.to_string()
    }

    /// The name of whoever made it, as it was then.
    async fn by(&self) -> &str {
        &self.0.by_name
    }

    /// What was done, in words: `changed Heat: genre set to crime`.
    async fn deed(&self) -> String {
        self.0.change.deed()
    }

    async fn record_type(&self) -> RecordType {
        self.0.change.record().into()
    }

    async fn record_id(&self) -> ID {
        self.0.change.record().number().into()
    }

    /// The version the record has since.
    async fn version(&self) -> i64 {
        self.0.change.version()
    }

    /// The record before, unless it was new.
    async fn before(&self) -> Option<Record> {
        self.0.change.before().map(Record::from)
    }

    /// The record since.
    async fn after(&self) -> Record {
        self.0.change.after().into()
    }
}

pub type Changes = Connection<String, Change>;

/// Which changes are wanted.
#[derive(Default, InputObject)]
#[graphql(name = "ActivityFilter")]
pub struct WantedChanges {
    /// The name of whoever made it, as it was then.
    by: Option<String>,
    act: Option<Act>,
    record_type: Option<RecordType>,
    /// One record of that type.
    record_id: Option<ID>,
    /// The first day, in the agency's time zone.
    from: Option<Date>,
    /// The last day, in the agency's time zone.
    to: Option<Date>,
}

impl WantedChanges {
    fn read(self) -> domain::Result<ActivityList> {
        let fields = Fields::default()
            .with("by", self.by)
            .with("act", self.act.map(|act| domain::Act::from(act).word()))
            .with("type", self.record_type.map(|kind| domain::RecordType::from(kind).word()))
            .with("id", self.record_id.map(|id| id.0))
            .with("from", self.from)
            .with("to", self.to);
        // Of a page that cannot be, people hear that it is not there; a program hears what is wrong.
        ActivityList::read(|name| fields.asked(name)).map_err(|_| {
            Error::Malformed("The filter names what no change can be. A recordId goes with its recordType.".into())
        })
    }
}

#[derive(Default)]
pub struct ActivityQueries;

#[Object]
impl ActivityQueries {
    /// The change log, the newest first. Changes to people are told to whoever manages people.
    async fn activity(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
        filter: Option<WantedChanges>,
    ) -> Result<Option<Changes>> {
        let by = asker(context);
        let permits = by.permits()?;
        let (size, before) = (size(first)?, older_than(after.as_deref())?);
        let list = ActivityList { before, size, ..filter.unwrap_or_default().read()? };
        Ok(Some(changes(by.agency.activity(permits, &list).await?, after.is_some())))
    }

    /// What happened to a record and to the castings it is part of, the newest first.
    async fn history(
        &self,
        context: &Context<'_>,
        record_type: RecordType,
        record_id: ID,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
    ) -> Result<Option<Changes>> {
        let by = asker(context);
        let permits = by.permits()?;
        let record = domain::RecordType::from(record_type).record(id(&record_id)?);
        let (size, before) = (size(first)?, older_than(after.as_deref())?);
        Ok(Some(changes(by.agency.history(permits, record, before, size).await?, after.is_some())))
    }
}

fn older_than(after: Option<&str>) -> domain::Result<Option<i64>> {
    after.map(|after| row_before(Some(after))).transpose()
}

fn changes(activity: Activity, begun: bool) -> Changes {
    let mut list = Connection::new(begun, activity.older.is_some());
    list.edges = activity.changes.into_iter().map(|change| Edge::new(shown(&change.number), Change(change))).collect();
    list
}

//! Who uses how much, as the doors have counted it: added up in the database, so that neither a restart nor another instance
//! is missing from it.

use crate::{Agency, db::statement};
use domain::{
    ClientKind, ClientUsage, Counted, Date, Door, Permit, Result, SeeUsage, Tally, TokenUsage, Usage, UsageList,
};
use sqlx::FromRow;
use std::collections::HashMap;

/// How many clients are listed.
const MOST: i64 = 100;
/// How many tokens of one client.
const MOST_TOKENS: i64 = 25;
/// How many clients are shown day by day.
const SHOWN: i64 = 5;

const ADD: &str = "
    insert into usage (day, client, token, door, kind, name, requests, throttled, errors)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (day, client, token, door) do update set name = excluded.name,
        requests = usage.requests + excluded.requests, throttled = usage.throttled + excluded.throttled,
        errors = usage.errors + excluded.errors";
const FORGET: &str = "delete from usage where day <= $1";

const SUMS: &str = "cast(sum(requests) as bigint) as requests, cast(sum(throttled) as bigint) as throttled,
    cast(sum(errors) as bigint) as errors";
const WANTED: &str = " from usage where day > $1 and day <= $2 and (cast($3 as text) is null or door = $3)
    and (cast($4 as text) is null or client = $4)";
/// Those with the most requests.
const FIRST: &str = " group by client order by sum(requests) desc, client limit $5";

const DAYS: [&str; 4] = ["select day, ", SUMS, WANTED, " group by day"];
const CLIENTS: [&str; 4] =
    ["select client, max(day) as last, count(distinct nullif(token, '')) as tokens, ", SUMS, WANTED, FIRST];
const TOTAL: [&str; 2] = ["select count(distinct client)", WANTED];
/// By which doors the first of them came, and as whom: a name may change from day to day.
const WAYS: [&str; 6] = [
    "select client, door, kind, name, max(day) as last",
    WANTED,
    " and client in (select client",
    WANTED,
    FIRST,
    ") group by client, door, kind, name order by client, max(day) desc, name",
];
const BY_DAY: [&str; 7] =
    ["select client, day, ", SUMS, WANTED, " and client in (select client", WANTED, FIRST, ") group by client, day"];
const TOKENS: [&str; 4] = [
    "select token, max(day) as last, ",
    SUMS,
    WANTED,
    " and token <> '' group by token order by max(day) desc, sum(requests) desc, token limit $5",
];

/// Row by row, after this one.
const ROWS: [&str; 3] = [
    "select day, client, token, door, kind, name, requests, throttled, errors",
    WANTED,
    " and (day, client, token, door) > ($5, $6, $7, $8) order by day, client, token, door limit $9",
];

#[derive(FromRow)]
struct DayRow {
    day: Date,
    #[sqlx(flatten)]
    tally: Tally,
}

#[derive(FromRow)]
struct ClientRow {
    client: String,
    last: Date,
    tokens: i64,
    #[sqlx(flatten)]
    tally: Tally,
}

#[derive(FromRow)]
struct WayRow {
    client: String,
    door: String,
    kind: String,
    name: String,
}

#[derive(FromRow)]
struct ClientDayRow {
    client: String,
    day: Date,
    #[sqlx(flatten)]
    tally: Tally,
}

#[derive(FromRow)]
struct TokenRow {
    token: String,
    last: Date,
    #[sqlx(flatten)]
    tally: Tally,
}

#[derive(FromRow)]
struct Row {
    day: Date,
    client: String,
    token: String,
    door: String,
    kind: String,
    name: String,
    #[sqlx(flatten)]
    tally: Tally,
}

impl From<Row> for Counted {
    fn from(row: Row) -> Self {
        let Row { day, client, token, door, kind, name, tally } = row;
        // The schema knows no other words.
        let (door, kind) = (door.parse().unwrap_or(Door::Pages), kind.parse().unwrap_or(ClientKind::Others));
        Self { day, client, token, door, kind, name, tally }
    }
}

impl Agency {
    /// The same agency, which keeps for so many days who used how much; for 0, not at all.
    pub fn keeping_usage(mut self, days: u16) -> Self {
        self.usage_days = days;
        self
    }

    /// Who used how much in a period whose last day is today.
    pub async fn usage(&self, _by: Permit<SeeUsage>, list: &UsageList) -> Result<Usage> {
        let UsageList { days, door, client } = list;
        let today = self.today();
        let before = today.plus(-days);
        let door = door.map(Door::word);
        macro_rules! rows {
            ($statement:expr, $limit:expr) => {
                ask!(
                    &self.db,
                    sqlx::query_as(statement(&$statement))
                        .bind(before)
                        .bind(today)
                        .bind(door)
                        .bind(client)
                        .bind($limit),
                    fetch_all
                )?
            };
        }
        let by_day: Vec<DayRow> = ask!(
            &self.db,
            sqlx::query_as(statement(&DAYS)).bind(before).bind(today).bind(door).bind(client),
            fetch_all
        )?;
        let total: i64 = ask!(
            &self.db,
            sqlx::query_scalar(statement(&TOTAL)).bind(before).bind(today).bind(door).bind(client),
            fetch_one
        )?;
        let clients: Vec<ClientRow> = rows!(CLIENTS, MOST);
        let ways: Vec<WayRow> = rows!(WAYS, MOST);
        let shown: Vec<ClientDayRow> = rows!(BY_DAY, SHOWN);
        let tokens: Vec<TokenRow> = if client.is_some() { rows!(TOKENS, MOST_TOKENS) } else { Vec::new() };
        Ok(Usage {
            days: day_by_day(before, *days, by_day.into_iter().map(|row| (row.day, row.tally))),
            clients: clients.into_iter().filter_map(|row| used(row, &ways, &shown, before, *days)).collect(),
            total,
            tokens: tokens
                .into_iter()
                .map(|TokenRow { token, last, tally }| TokenUsage { token, last, tally })
                .collect(),
            kept: self.usage_days,
        })
    }

    /// What was counted in the same period, row by row: so many after this one.
    pub async fn counted(
        &self,
        _by: Permit<SeeUsage>,
        list: &UsageList,
        after: Option<&Counted>,
        most: i64,
    ) -> Result<Vec<Counted>> {
        let today = self.today();
        let before = today.plus(-list.days);
        let (day, client, token, door) = match after {
            Some(it) => (it.day, &*it.client, &*it.token, it.door.word()),
            None => (before, "", "", ""),
        };
        let rows: Vec<Row> = ask!(
            &self.db,
            sqlx::query_as(statement(&ROWS))
                .bind(before)
                .bind(today)
                .bind(list.door.map(Door::word))
                .bind(&list.client)
                .bind(day)
                .bind(client)
                .bind(token)
                .bind(door)
                .bind(most),
            fetch_all
        )?;
        Ok(rows.into_iter().map(Counted::from).collect())
    }

    /// Adds what was counted since the last time, all of it or nothing.
    pub async fn add_usage(&self, counted: &[Counted]) -> Result<()> {
        let mut tx = self.db.begin().await?;
        for Counted { day, client, token, door, kind, name, tally } in counted {
            ask!(in &mut tx,
                sqlx::query(ADD)
                    .bind(day).bind(client).bind(token).bind(door.word()).bind(kind.word()).bind(name)
                    .bind(tally.requests).bind(tally.throttled).bind(tally.errors),
                execute)?;
        }
        self.settle(tx).await
    }

    /// Throws away what was counted longer ago than it is kept. Answers how many rows that were.
    pub async fn forget_usage(&self) -> Result<u64> {
        let last = self.today().plus(-i32::from(self.usage_days));
        let mut tx = self.db.begin().await?;
        let forgotten = ask!(in &mut tx, sqlx::query(FORGET).bind(last), execute)?;
        self.settle(tx).await?;
        Ok(forgotten)
    }
}

/// So many days after this one, with what was counted on each.
fn day_by_day(before: Date, days: i32, counted: impl Iterator<Item = (Date, Tally)>) -> Vec<(Date, Tally)> {
    let counted: HashMap<Date, Tally> = counted.collect();
    let day = |number| {
        let day = before.plus(number);
        (day, counted.get(&day).copied().unwrap_or_default())
    };
    (1..=days).map(day).collect()
}

/// A client with what was read of it besides; nothing, where more was counted in between and it is none of the first any more.
fn used(row: ClientRow, ways: &[WayRow], shown: &[ClientDayRow], before: Date, days: i32) -> Option<ClientUsage> {
    let ClientRow { client, last, tokens, tally } = row;
    let mine: Vec<_> = ways.iter().filter(|way| way.client == client).collect();
    let way = mine.first()?;
    let kind = way.kind.parse().unwrap_or(ClientKind::Others);
    let doors = Door::ALL.iter().copied().filter(|door| mine.iter().any(|way| way.door == door.word())).collect();
    let by_day = shown.iter().filter(|row| row.client == client).map(|row| (row.day, row.tally)).collect::<Vec<_>>();
    let days = if by_day.is_empty() {
        Vec::new()
    } else {
        day_by_day(before, days, by_day.into_iter()).into_iter().map(|(_, tally)| tally).collect()
    };
    Some(ClientUsage { name: way.name.clone(), client, kind, doors, tokens, last, tally, days })
}

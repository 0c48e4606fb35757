//! What Home tells: how the agency stands, and what waits for whoever asks.
//!
//! What takes longer to count than to tell is kept by the process, with the number of the log at which it was so. Where the log
//! has gone on since, what it says was changed is counted again, and nothing else.

use crate::{
    Agency,
    changes::Row,
    counts::shift,
    db::{Midnight, statement},
};
use domain::{
    AGE_BANDS, Actor, ActorFilter, Ages, Caller, Change, DAYS_TOLD, Date, Draft, FormId, FormKind, Gender, MONTHS_TOLD,
    MovieFilter, Need, Overview, Period, Permission, Permit, PersonId, RecordId, Recorded, Result, SeeActors,
    SeeMovies, Standing, Total, in_words,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Within so many days the end of a movie's rights is near, and within so many it is in sight.
const NEAR: i32 = 30;
const IN_SIGHT: i32 = 90;
/// Within so many days what is in the trash is about to go.
const ABOUT_TO_GO: i64 = 7;
/// How many drafts are named.
const DRAFTS: usize = 3;
/// More of the trash than this is not counted.
const MOST: i64 = 1_000;
/// More changes than this are not looked through for what they change: everything is counted again.
const MANY: i64 = 1_000;

/// In one look with the number of the log at which it was so: what is counted on from there is counted once.
const AGES: &str = "
    select number, age, gender, counted from (select coalesce(max(number), 0) as number from changes) last
    left join (select age, gender, count(*) as counted from actors where deleted_at is null group by age, gender) ages
    on 1 = 1";
/// By the index of these days, each with how many movies have it.
const RELEASES: &str = "
    select release_date, count(*) from movies
    where deleted_at is null and release_date >= $1 and release_date <= $2 group by release_date";
const ENDINGS: &str = "
    select expiry_date, count(*) from movies
    where deleted_at is null and expiry_date >= $1 and expiry_date <= $2 group by expiry_date";
const CHANGES: &str = "select count(*) from changes where at >= $1 and at < $2 and number <= $3";
/// Few: by the index of their type, and not by that of the time.
const CHANGES_OF_PEOPLE: &str = "
    select at from changes where record_type = 'person' and coalesce(at, at) >= $1 and number <= $2";
const SINCE: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where number > $1 and number <= $2 order by number limit $3";

const DRAFTS_OF: &str = "
    select kind, record_id, coalesce(actors.name, movies.title), at from drafts
    left join actors on kind in ('actor', 'actor_cast') and actors.id = record_id and actors.deleted_at is null
    left join movies on kind in ('movie', 'movie_cast') and movies.id = record_id and movies.deleted_at is null
    where person_id = $1 and at > $2 and (record_id = 0 or actors.id is not null or movies.id is not null)
    order by at desc, kind, record_id";
const GOING: [&str; 7] = [
    "select count(*) from (select 1 from actors where ",
    DUE,
    " union all select 1 from movies where ",
    DUE,
    " union all select 1 from castings where ",
    DUE,
    " limit $2) due",
];
const DUE: &str = "deleted_at <= $1";
const INVITED: &str = "
    select count(*) from links
    where kind = 'invite' and used_at is null and withdrawn_at is null and expires_at > $1";
const THROTTLED: &str = "select cast(coalesce(sum(throttled), 0) as bigint) from usage where day = $1";

type SeeAll = (Permit<SeeActors>, Permit<SeeMovies>);

/// What this process counted last.
#[derive(Clone, Default)]
pub(crate) struct Counted(Arc<Mutex<Option<Kept>>>);

/// How the agency stood at this number of the log.
#[derive(Clone)]
struct Kept {
    number: i64,
    standing: Standing,
    /// Of each day that is told, how many of its changes were of people.
    of_people: Vec<Period>,
    /// How many movies' rights end, day by day.
    endings: Vec<(Date, i64)>,
    without_cast: Total,
    without_part: Total,
}

impl Agency {
    /// How the agency stands, and what waits for whoever asks.
    pub async fn overview(&self, by: SeeAll) -> Result<Overview> {
        let kept = self.standing(&by).await?;
        let caller = by.0.caller();
        let needs = self.needs(caller, &kept).await?;
        let Kept { mut standing, of_people, .. } = kept;
        if !caller.may(Permission::ManagePeople) {
            for (day, people) in standing.changes.iter_mut().zip(of_people) {
                day.count -= people.count;
            }
        }
        Ok(Overview { standing, needs })
    }

    async fn needs(&self, caller: &Caller, kept: &Kept) -> Result<Vec<Need>> {
        let today = kept.standing.today;
        let mut needs = match caller.id() {
            Some(person) => self.unsaved(person, caller).await?,
            None => Vec::new(),
        };
        let ending = |from, to| Period { from: today.plus(from), to: today.plus(to), count: 0 }.of(&kept.endings);
        needs.extend([
            Need::RightsEnd { period: ending(0, NEAR), later: false },
            Need::RightsEnd { period: ending(NEAR + 1, IN_SIGHT), later: true },
            Need::RightsEnded(ending(-NEAR, -1)),
        ]);
        if caller.may(Permission::AddCastings) {
            needs.extend([Need::MoviesWithoutCast(kept.without_cast), Need::ActorsWithoutPart(kept.without_part)]);
        }
        if caller.may(Permission::DeleteActors) && self.trash_days > 0 {
            // Where the trash is emptied so often, only the last of its days count.
            let days = ABOUT_TO_GO.min(i64::from(self.trash_days) / 2).max(1);
            let left = SignedDuration::from_hours(24 * (i64::from(self.trash_days) - days));
            let going = ask!(
                &self.db,
                sqlx::query_scalar(statement(&GOING)).bind((self.now() - left).to_sqlx()).bind(MOST + 1),
                fetch_one
            )?;
            needs.push(Need::TrashGoes { total: up_to_most(going), days });
        }
        if caller.may(Permission::ManagePeople) {
            let invited = ask!(&self.db, sqlx::query_scalar(INVITED).bind(self.now().to_sqlx()), fetch_one)?;
            needs.push(Need::Invited(invited));
        }
        if caller.may(Permission::SeeUsage) {
            needs.push(Need::Throttled(ask!(&self.db, sqlx::query_scalar(THROTTLED).bind(today), fetch_one)?));
        }
        needs.retain(is_one);
        Ok(needs)
    }

    /// What somebody typed and has not saved, the latest first: into forms that are theirs to save, of records that are there.
    async fn unsaved(&self, person: PersonId, caller: &Caller) -> Result<Vec<Need>> {
        let oldest = self.now() - SignedDuration::from_hours(24 * Draft::DAYS);
        let rows: Vec<(String, i64, Option<String>, jiff_sqlx::Timestamp)> =
            ask!(&self.db, sqlx::query_as(DRAFTS_OF).bind(person).bind(oldest.to_sqlx()), fetch_all)?;
        let mut unsaved = Vec::new();
        for (kind, record, name, at) in rows {
            let form: FormId = format!("{kind}-{record}").parse()?;
            let permission = match (form.kind, form.record) {
                (FormKind::Actor, 0) => Permission::AddActors,
                (FormKind::Actor, _) => Permission::ChangeActors,
                (FormKind::Movie, 0) => Permission::AddMovies,
                (FormKind::Movie, _) => Permission::ChangeMovies,
                (FormKind::ActorCast | FormKind::MovieCast, _) => Permission::AddCastings,
            };
            if caller.may(permission) {
                unsaved.push(Need::Unsaved { form, name, when: in_words(at.to_jiff(), self.zone()) });
            }
        }
        let more = unsaved.len().saturating_sub(DRAFTS);
        unsaved.truncate(DRAFTS);
        unsaved.push(Need::MoreUnsaved(i64::try_from(more).unwrap_or_default()));
        Ok(unsaved)
    }

    /// How the agency stands now. While one counts, the others wait for what comes of it.
    async fn standing(&self, by: &SeeAll) -> Result<Kept> {
        let mut kept = self.counted.0.lock().await;
        let (number, today) = (self.db.last_number().await?, self.today());
        let next = match kept.take().filter(|kept| kept.standing.today == today) {
            Some(same) if same.number == number => same,
            before => {
                let news = match &before {
                    Some(before) => self.since(before.number, number).await?,
                    None => None,
                };
                match before.zip(news) {
                    Some((before, news)) => self.counted_on(by, before, &news, number).await?,
                    None => self.counted_anew(by, today).await?,
                }
            }
        };
        *kept = Some(next.clone());
        Ok(next)
    }

    /// What happened from one number to another; nothing, where that was too much to look through, or the log does not tell
    /// any more.
    async fn since(&self, before: i64, number: i64) -> Result<Option<Vec<Recorded>>> {
        let news: Vec<Row> = ask!(&self.db, sqlx::query_as(SINCE).bind(before).bind(number).bind(MANY + 1), fetch_all)?;
        let few = news.len() as i64 <= MANY;
        Ok(if few { news.into_iter().map(Recorded::try_from).collect::<Result<_>>().ok() } else { None })
    }

    async fn counted_anew(&self, by: &SeeAll, today: Date) -> Result<Kept> {
        let (number, ages) = self.ages().await?;
        let (releases, (endings, ending)) = (self.releases(today).await?, self.endings(today).await?);
        let (without_cast, without_part) = self.without(by).await?;
        let (changes, of_people) = self.changes_by_day(number, today).await?;
        let standing = Standing { today, counts: self.counts(by.clone()).await?, ages, releases, endings, changes };
        Ok(Kept { number, standing, of_people, endings: ending, without_cast, without_part })
    }

    async fn counted_on(&self, by: &SeeAll, mut kept: Kept, news: &[Recorded], number: i64) -> Result<Kept> {
        let standing = &mut kept.standing;
        for Recorded { at, change, .. } in news {
            let (before, after) = counted_actors(change);
            before.into_iter().for_each(|actor| add(&mut standing.ages, actor.age, actor.gender, -1));
            after.into_iter().for_each(|actor| add(&mut standing.ages, actor.age, actor.gender, 1));
            let day = Date::of(*at, self.zone());
            let of_people = kept.of_people.iter_mut().filter(|_| matches!(change.record(), RecordId::Person(_)));
            for counted in standing.changes.iter_mut().chain(of_people).filter(|counted| counted.from == day) {
                counted.count += 1;
            }
        }
        if news.iter().any(|recorded| matches!(recorded.change.record(), RecordId::Movie(_))) {
            standing.releases = self.releases(standing.today).await?;
            (standing.endings, kept.endings) = self.endings(standing.today).await?;
        }
        if news.iter().any(|recorded| shift(&recorded.change) != 0) {
            standing.counts = self.counts(by.clone()).await?;
            (kept.without_cast, kept.without_part) = self.without(by).await?;
        }
        Ok(Kept { number, ..kept })
    }

    /// And the number of the log at which it was so.
    async fn ages(&self) -> Result<(i64, Vec<Ages>)> {
        type Counted = (i64, Option<i32>, Option<Gender>, Option<i64>);
        let rows: Vec<Counted> = ask!(&self.db, sqlx::query_as(AGES), fetch_all)?;
        let mut ages = AGE_BANDS.map(|(from, to)| Ages { from, to, female: 0, male: 0 }).to_vec();
        let mut number = 0;
        for (at, age, gender, counted) in rows {
            number = at;
            if let (Some(age), Some(gender), Some(counted)) = (age, gender, counted) {
                add(&mut ages, age, gender, counted);
            }
        }
        Ok((number, ages))
    }

    async fn releases(&self, today: Date) -> Result<Vec<Period>> {
        let (first, last) = (today.month_plus(1 - MONTHS_TOLD / 2), today.month_plus(1 + MONTHS_TOLD / 2).plus(-1));
        let days: Vec<(Date, i64)> = ask!(&self.db, sqlx::query_as(RELEASES).bind(first).bind(last), fetch_all)?;
        Ok(months(first, &days))
    }

    /// By month, and by day from when the last ones ended that are still worth telling.
    async fn endings(&self, today: Date) -> Result<(Vec<Period>, Vec<(Date, i64)>)> {
        let (first, last) = (today.month(), today.month_plus(MONTHS_TOLD).plus(-1));
        let days: Vec<(Date, i64)> =
            ask!(&self.db, sqlx::query_as(ENDINGS).bind(first.min(today.plus(-NEAR))).bind(last), fetch_all)?;
        Ok((months(first, &days), days))
    }

    /// How many movies nobody is cast in, and how many actors are cast in nothing.
    async fn without(&self, by: &SeeAll) -> Result<(Total, Total)> {
        let (mut movies, mut actors) = (MovieFilter::default(), ActorFilter::default());
        (movies.parts_max, actors.parts_max) = (Some(0), Some(0));
        Ok((self.total_movies(&by.1, &movies).await?, self.total_actors(&by.0, &actors).await?))
    }

    /// How many changes were made each day up to this number; and how many of them of people.
    async fn changes_by_day(&self, number: i64, today: Date) -> Result<(Vec<Period>, Vec<Period>)> {
        let midnight = |day| Midnight::of(day, self.zone());
        let days = || (1 - DAYS_TOLD..=0).map(|back| Period::day(today.plus(back)));
        let mut changes = Vec::new();
        for day in days() {
            let (from, to) = (day.from, day.to.plus(1));
            let count = ask!(
                &self.db,
                sqlx::query_scalar(CHANGES).bind(midnight(from)).bind(midnight(to)).bind(number),
                fetch_one
            )?;
            changes.push(Period { count, ..day });
        }
        let first = today.plus(1 - DAYS_TOLD);
        let of_people: Vec<jiff_sqlx::Timestamp> =
            ask!(&self.db, sqlx::query_scalar(CHANGES_OF_PEOPLE).bind(midnight(first)).bind(number), fetch_all)?;
        let of_people: Vec<_> = of_people.iter().map(|at| (Date::of(at.to_jiff(), self.zone()), 1)).collect();
        Ok((changes, days().map(|day| day.of(&of_people)).collect()))
    }
}

/// The actor that a change takes away from those who are counted, and the one it brings there.
fn counted_actors(change: &Change) -> (Option<&Actor>, Option<&Actor>) {
    match change {
        Change::ActorAdded { after } | Change::ActorRestored { after, .. } => (None, Some(after)),
        Change::ActorChanged { before, after } => (Some(before), Some(after)),
        Change::ActorDeleted { before, .. } => (Some(before), None),
        _ => (None, None),
    }
}

/// Counts so many more of this age and gender.
fn add(ages: &mut [Ages], age: i32, gender: Gender, more: i64) {
    for band in ages.iter_mut().filter(|band| (band.from..=band.to).contains(&age)) {
        match gender {
            Gender::Female => band.female += more,
            Gender::Male => band.male += more,
        }
    }
}

/// As many months as are told, with what falls into each.
fn months(first: Date, days: &[(Date, i64)]) -> Vec<Period> {
    (0..MONTHS_TOLD).map(|month| Period::month(first.month_plus(month)).of(days)).collect()
}

fn up_to_most(count: i64) -> Total {
    Total { count: count.min(MOST), at_least: count > MOST }
}

/// Whether there is anything that waits.
fn is_one(need: &Need) -> bool {
    match need {
        Need::Unsaved { .. } => true,
        Need::RightsEnd { period, .. } | Need::RightsEnded(period) => period.count > 0,
        Need::MoviesWithoutCast(total) | Need::ActorsWithoutPart(total) | Need::TrashGoes { total, .. } => {
            total.count > 0
        }
        Need::MoreUnsaved(count) | Need::Invited(count) | Need::Throttled(count) => *count > 0,
    }
}

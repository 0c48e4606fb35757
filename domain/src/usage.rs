//! Who uses how much: requests, counted by day, by client and by door.

use crate::{Date, Error, Result, activity::named};
use std::str::FromStr;
use words::Word;

named! {
    /// By which way a request came in.
    Door {
        Rest, "rest", words::door_rest();
        Catalogue, "catalogue", words::door_catalogue();
        GraphQl, "graphql", words::door_graphql();
        Live, "live", words::door_live();
        Pages, "pages", words::door_pages();
    }
    /// What a client is.
    ClientKind {
        Person, "person", words::client_person();
        Program, "program", words::client_program();
        // Anybody can get one for the same name, so its holders are one client.
        Token, "token", words::client_token();
        Nobody, "nobody", words::client_nobody();
        Others, "others", words::client_others();
    }
}

/// What came of the requests of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Tally {
    pub requests: i64,
    /// Of these: refused because there were too many (429).
    pub throttled: i64,
    /// Of these: refused otherwise, or failed (4xx and 5xx).
    pub errors: i64,
}

impl Tally {
    /// One request, answered with this status.
    pub fn of(status: u16) -> Self {
        let errors = status >= 400 && status != 429;
        Self { requests: 1, throttled: (status == 429).into(), errors: errors.into() }
    }

    pub fn add(&mut self, more: Self) {
        self.requests += more.requests;
        self.throttled += more.throttled;
        self.errors += more.errors;
    }

    /// Without a part of it. A part that was read a moment later may be more than the whole.
    pub fn less(self, part: Self) -> Self {
        Self {
            requests: (self.requests - part.requests).max(0),
            throttled: (self.throttled - part.throttled).max(0),
            errors: (self.errors - part.errors).max(0),
        }
    }

    /// How much of a whole this is: `12 %`, and `< 1 %` of what is not nothing.
    pub fn share(self, whole: Self) -> String {
        match (self.requests * 100).checked_div(whole.requests) {
            None => words::usage_percent(0),
            Some(0) if self.requests > 0 => words::usage_less_than_a_percent().to_owned(),
            Some(percent) => words::usage_percent(percent),
        }
    }
}

/// What was counted of a client's requests at one door on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub day: Date,
    /// Tells the client from every other, and nothing more of it.
    pub client: String,
    /// Tells one token from another, where a client has many; or empty.
    pub token: String,
    pub door: Door,
    pub kind: ClientKind,
    /// The client's name as it was last.
    pub name: String,
    pub tally: Tally,
}

/// What is wanted of what was counted: found sound by [`UsageList::read`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageList {
    /// So many days, of which today is the last.
    pub days: i32,
    pub door: Option<Door>,
    pub client: Option<String>,
}

impl Default for UsageList {
    fn default() -> Self {
        Self { days: Self::USUAL, door: None, client: None }
    }
}

impl UsageList {
    /// The periods there are to choose from.
    pub const PERIODS: [i32; 3] = [7, 30, 90];
    const USUAL: i32 = 30;

    /// What a query string asks for; a value that is not there or empty is not asked for. There is no page for one that
    /// cannot be.
    pub fn read(asked: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let asked = |name: &str| asked(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let days = asked("days").map_or(Ok(Self::USUAL), |text| text.parse().map_err(|_| Error::NotFound))?;
        let client = asked("client");
        let sound = |client: &String| client.len() <= 64 && client.bytes().all(|byte| byte.is_ascii_graphic());
        if !Self::PERIODS.contains(&days) || !client.as_ref().is_none_or(sound) {
            return Err(Error::NotFound);
        }
        Ok(Self { days, door: asked("door").map(|word| Door::from_str(&word)).transpose()?, client })
    }

    /// What stands in an address for it, by name.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("days", (self.days != Self::USUAL).then(|| self.days.to_string())),
            ("door", self.door.map(|door| door.word().to_owned())),
            ("client", self.client.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// What was counted, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Each day of the period, the first one first.
    pub days: Vec<(Date, Tally)>,
    /// Those with the most requests, the most first.
    pub clients: Vec<ClientUsage>,
    /// How many clients there are.
    pub total: i64,
    /// The tokens of the client that is asked for, where it has some, the latest first.
    pub tokens: Vec<TokenUsage>,
    /// For how many days it is kept; 0: nothing is counted.
    pub kept: u16,
}

impl Usage {
    pub fn sum(&self) -> Tally {
        sum(self.days.iter().map(|(_, tally)| *tally))
    }

    /// What those clients had, day by day, that are not shown by themselves.
    pub fn others(&self) -> Vec<Tally> {
        let shown = self.clients.iter().filter(|client| !client.days.is_empty());
        let rest = |day: usize, all: Tally| shown.clone().fold(all, |rest, client| rest.less(client.days[day]));
        self.days.iter().enumerate().map(|(day, (_, all))| rest(day, *all)).collect()
    }
}

/// What a client used in the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientUsage {
    pub client: String,
    pub kind: ClientKind,
    pub name: String,
    pub doors: Vec<Door>,
    /// How many tokens it had, where they are told apart.
    pub tokens: i64,
    pub last: Date,
    pub tally: Tally,
    /// Day by day, of the few that are shown so.
    pub days: Vec<Tally>,
}

/// What came with one of a client's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenUsage {
    pub token: String,
    pub last: Date,
    pub tally: Tally,
}

/// A limit in force, and what it is.
#[derive(Clone, Debug)]
pub struct Limit {
    /// As the headers name it.
    pub policy: &'static str,
    pub quota: u32,
    /// In so many seconds.
    pub window: u32,
    /// Whose, and of what.
    pub what: Word,
}

pub fn sum(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    tallies.into_iter().fold(Tally::default(), |mut sum, tally| {
        sum.add(tally);
        sum
    })
}

/// The least of 1, 2, 5, 10, 20, … that is not below: where the scale of a chart ends.
pub fn ceiling(most: i64) -> i64 {
    let mut ten = 1;
    loop {
        for step in [1, 2, 5] {
            if most <= step * ten {
                return step * ten;
            }
        }
        // Beyond it nothing is ever counted.
        ten = if ten < i64::MAX / 100 { ten * 10 } else { return i64::MAX };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        fn check(query: &[(&str, &str)], expected: Option<&[(&'static str, &str)]>) {
            let asked = |name: &str| query.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
            let read = UsageList::read(asked).map(|list| list.query());
            let expected = expected.map(|pairs| pairs.iter().map(|(name, text)| (*name, (*text).to_owned())).collect());
            assert_eq!(read.ok(), expected, "{query:?}");
        }
        check(&[], Some(&[]));
        check(&[("days", ""), ("door", " "), ("client", "")], Some(&[]));
        check(&[("days", "30")], Some(&[]));
        check(&[("days", "7"), ("door", "rest")], Some(&[("days", "7"), ("door", "rest")]));
        check(&[("client", "abc_-9")], Some(&[("client", "abc_-9")]));
        check(&[("days", "8")], None);
        check(&[("days", "x")], None);
        check(&[("door", "window")], None);
        check(&[("client", "a\0b")], None);
        check(&[("client", "a b")], None);
    }

    #[test]
    fn what_a_status_is() {
        fn check(status: u16, throttled: i64, errors: i64) {
            assert_eq!(Tally::of(status), Tally { requests: 1, throttled, errors }, "{status}");
        }
        check(200, 0, 0);
        check(303, 0, 0);
        check(304, 0, 0);
        check(400, 0, 1);
        check(401, 0, 1);
        check(429, 1, 0);
        check(503, 0, 1);
    }

    #[test]
    fn shares() {
        fn check(part: i64, whole: i64, expected: &str) {
            let of = |requests| Tally { requests, ..Tally::default() };
            assert_eq!(of(part).share(of(whole)), expected);
        }
        check(0, 0, "0 %");
        check(0, 7, "0 %");
        check(1, 1000, "< 1 %");
        check(1, 3, "33 %");
        check(7, 7, "100 %");
    }

    #[test]
    fn scales() {
        fn check(most: i64, expected: i64) {
            assert_eq!(ceiling(most), expected, "{most}");
        }
        check(0, 1);
        check(1, 1);
        check(3, 5);
        check(11, 20);
        check(1_200, 2_000);
        check(2_000, 2_000);
        check(i64::MAX, i64::MAX);
    }

    #[test]
    fn what_the_others_had() {
        let of = |requests| Tally { requests, ..Tally::default() };
        let day = |number| Date::new(2026, 9, number).expect("a day");
        let client = |days: &[i64]| ClientUsage {
            client: "a".into(),
            kind: ClientKind::Person,
            name: "Ann".into(),
            doors: vec![Door::Rest],
            tokens: 0,
            last: day(2),
            tally: of(days.iter().sum()),
            days: days.iter().copied().map(of).collect(),
        };
        let usage = Usage {
            days: vec![(day(1), of(10)), (day(2), of(5))],
            clients: vec![client(&[4, 5]), client(&[3, 0]), client(&[])],
            total: 3,
            tokens: Vec::new(),
            kept: 90,
        };
        assert_eq!(usage.others(), [of(3), of(0)]);
        assert_eq!(usage.sum(), of(15));
    }
}

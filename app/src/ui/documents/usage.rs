//! Who uses how much: by day, by client, and the limits there are.

use super::activity::address;
use crate::{
    Limits,
    calls::{agency, permit},
    ui::{
        charts::share,
        parts::{Icon, Problem, tabs::Tabs},
    },
};
use domain::{ClientKind, ClientUsage, Date, Door, Limit, Result, Tally, TokenUsage, Usage, UsageList, ceiling, sum};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use words::number;

#[component]
pub fn UsagePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let found = async move {
        let list = UsageList::read(|name| query.get(name))?;
        let usage = agency().usage(permit()?, &list).await?;
        Result::Ok((list, usage))
    };
    view! {
        <Title text=words::usage() />
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok((list, usage)) => Either::Left(view! { <Found list usage /> }),
                    Err(error) => {
                        Either::Right(view! { <Problem error what="page of usage" back="/usage" back_label=words::usage_all() /> })
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Found(list: UsageList, usage: Usage) -> impl IntoView {
    let all = usage.sum();
    let export = address("/usage.csv", &list.query());
    let note = match usage.kept {
        0 => words::usage_nothing_counted().to_owned(),
        kept => words::usage_what_is_counted(kept.into(), agency().zone_name()),
    };
    let nothing = (all.requests == 0).then(|| {
        if list == UsageList::default() { words::usage_nothing_yet() } else { words::usage_nothing_of_this() }
    });
    let tokens = view! {
        <Tokens total=usage.clients.first().map_or(0, |client| client.tokens) tokens=usage.tokens.clone() />
    };
    let by_token = (!usage.tokens.is_empty()).then(|| ("by-token", words::usage_by_token()));
    let parts = [("by-day", words::usage_by_day()), ("by-client", words::usage_by_client())]
        .into_iter()
        .chain(by_token)
        .chain([("limits", words::usage_limits())]);
    view! {
        <header class="head">
            <h1>{words::usage()}</h1>
            <p class="count">{words::usage_requests(all.requests, &words::usage_period(list.days.into()))}</p>
            <a href=export class="button" download="usage.csv">
                {words::export_as_csv()}
            </a>
        </header>
        <Filters list=list.clone() name=usage.clients.first().map(name) />
        {match nothing {
            Some(words) => Either::Left(view! { <p class="empty">{words}</p> }),
            None => {
                Either::Right(
                    view! {
                        <Tabs label=words::parts_of_this_page() parts=parts.collect() />
                        <ByDay usage=usage.clone() list=list.clone() />
                        <Clients usage list />
                        {tokens}
                    },
                )
            }
        }}
        <InForce />
        <p class="hint">{note}</p>
    }
}

fn name(client: &ClientUsage) -> String {
    match client.kind {
        ClientKind::Nobody => words::usage_nobody().to_owned(),
        ClientKind::Others => words::usage_others().to_owned(),
        _ => client.name.clone(),
    }
}

#[component]
fn Filters(
    list: UsageList,
    /// The name of the client that is asked for.
    name: Option<String>,
) -> impl IntoView {
    let choice = |chosen: bool, list: UsageList, label: String| {
        view! {
            <li>
                <a href=address("/usage", &list.query()) class="button" aria-current=chosen.then_some("true")>
                    {label}
                </a>
            </li>
        }
    };
    let periods = UsageList::PERIODS
        .map(|days| choice(days == list.days, UsageList { days, ..list.clone() }, words::usage_period(days.into())));
    let doors = [None].into_iter().chain(Door::ALL.iter().copied().map(Some));
    let doors = doors
        .map(|door| {
            let label = door.map_or_else(words::usage_all_doors, Door::title).to_owned();
            choice(door == list.door, UsageList { door, ..list.clone() }, label)
        })
        .collect_view();
    let client = list.client.is_some().then(|| {
        let words = name.map_or_else(|| words::usage_only_one().to_owned(), |name| words::usage_only(&name));
        let says = words::take_filter_away(&words);
        view! {
            <ul class="chips" aria-label=words::filters()>
                <li>
                    <a href=address("/usage", &UsageList { client: None, ..list.clone() }.query()) class="button" aria-label=says>
                        <span>{words}</span>
                        <Icon name="close" />
                    </a>
                </li>
            </ul>
        }
    });
    view! {
        <nav class="choices" aria-label=words::usage_days_and_doors()>
            <ul aria-label=words::usage_days()>{periods.collect_view()}</ul>
            <ul aria-label=words::usage_doors()>{doors}</ul>
        </nav>
        {client}
    }
}

/// One above the other, by day: all requests, then those with the most by themselves.
#[component]
fn ByDay(usage: Usage, list: UsageList) -> impl IntoView {
    let days: Vec<Date> = usage.days.iter().map(|(day, _)| *day).collect();
    let all: Vec<Tally> = usage.days.iter().map(|(_, tally)| *tally).collect();
    let others = usage.others();
    let shown: Vec<&ClientUsage> = usage.clients.iter().filter(|client| !client.days.is_empty()).collect();
    let rest = (sum(others.iter().copied()).requests > 0).then_some(others);
    // Of one client there is nothing to compare.
    let several = list.client.is_none() && (shown.len() > 1 || rest.is_some());
    let lines: Vec<(String, Option<String>, Vec<Tally>)> = if several {
        let href = |client: &&ClientUsage| {
            address("/usage", &UsageList { client: Some(client.client.clone()), ..list.clone() }.query())
        };
        let shown = shown.iter().map(|client| (name(client), Some(href(client)), client.days.clone()));
        shown.chain(rest.map(|rest| (words::usage_all_others().to_owned(), None, rest))).collect()
    } else {
        Vec::new()
    };
    let top = ceiling(most(&all));
    let scale = ceiling(lines.iter().map(|(_, _, days)| most(days)).max().unwrap_or_default());
    let throttled = sum(all.iter().copied()).throttled > 0;
    let small = lines
        .iter()
        .map(|(name, href, tallies)| {
            let title = match href {
                Some(href) => Either::Left(view! { <a href=href.clone()>{name.clone()}</a> }),
                None => Either::Right(name.clone()),
            };
            view! {
                <li>
                    <h3>{title}</h3>
                    <p class="count">{number(sum(tallies.iter().copied()).requests)}</p>
                    <Bars of=name.clone() days=days.clone() tallies=tallies.clone() top=scale />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="usage" aria-labelledby="by-day">
            <h2 id="by-day">{words::usage_by_day()}</h2>
            {throttled.then(|| view! { <p class="key"><span class="mark"></span>{words::usage_refused()}</p> })}
            <p class="scale">{number(top)}</p>
            <Bars of=words::usage_everybody().to_owned() days=days.clone() tallies=all.clone() top />
            <p class="ends">
                <span>{days.first().map(|day| day.in_words())}</span>
                <span>{days.last().map(|day| day.in_words())}</span>
            </p>
            {several
                .then(|| {
                    view! {
                        <p class="hint">{words::usage_one_scale(scale)}</p>
                        <ul class="small">{small}</ul>
                    }
                })}
            <details>
                <summary>{words::usage_in_figures()}</summary>
                <Figures days all lines />
            </details>
        </section>
    }
}

fn most(tallies: &[Tally]) -> i64 {
    tallies.iter().map(|tally| tally.requests).max().unwrap_or_default()
}

/// A bar for each day. The picture is stretched to the room there is, so its words stand around it.
#[component]
fn Bars(of: String, days: Vec<Date>, tallies: Vec<Tally>, top: i64) -> impl IntoView {
    let peak = days.iter().zip(&tallies).max_by_key(|(_, tally)| tally.requests);
    let says = peak.map(|(day, Tally { requests: most, .. })| {
        let total = sum(tallies.iter().copied()).requests;
        let period = words::usage_period(i64::try_from(days.len()).unwrap_or(i64::MAX));
        words::usage_bars(total, &of, &period, *most, &day.in_words())
    });
    let bars = days
        .iter()
        .zip(&tallies)
        .enumerate()
        .filter(|(_, (_, tally))| tally.requests > 0)
        .map(|(place, (day, tally))| {
            let (all, refused) = (share(tally.requests, top), share(tally.throttled, top));
            let bar = |class: &'static str, height: f64| {
                view! {
                    <rect
                        class=class
                        x=format!("{:.2}", place as f64 + 0.12)
                        y=format!("{:.2}", 100.0 - height)
                        width="0.76"
                        height=format!("{height:.2}")
                    />
                }
            };
            let refused = (tally.throttled > 0).then(|| bar("refused", refused));
            view! {
                <g>
                    <title>{told(*day, *tally)}</title>
                    {bar("bar", all)}
                    {refused}
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class="bars" viewBox=format!("0 0 {} 100", days.len()) preserveAspectRatio="none" role="img" aria-label=says>
            {bars}
        </svg>
    }
}

/// A day's tally in words, without what is nothing.
fn told(day: Date, Tally { requests, throttled, errors }: Tally) -> String {
    let day = day.in_words();
    match (throttled, errors) {
        (0, 0) => words::usage_on_day(requests, &day),
        (throttled, 0) => words::usage_on_day_refused(requests, &day, throttled),
        (0, errors) => words::usage_on_day_errors(requests, &day, errors),
        (throttled, errors) => words::usage_on_day_both(requests, &day, throttled, errors),
    }
}

#[component]
fn Figures(
    days: Vec<Date>,
    all: Vec<Tally>,
    /// The clients that are shown by themselves.
    lines: Vec<(String, Option<String>, Vec<Tally>)>,
) -> impl IntoView {
    let names = lines
        .iter()
        .map(|(name, ..)| view! { <th scope="col" class="number minor">{name.clone()}</th> })
        .collect_view();
    let rows = days
        .iter()
        .zip(&all)
        .enumerate()
        .rev()
        .map(|(place, (day, all))| {
            let cells = lines
                .iter()
                .map(|(_, _, days)| view! { <td class="number minor">{number(days[place].requests)}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{day.in_words()}</th>
                    <Cells tally=*all />
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="wide" role="region" aria-label=words::usage_day_by_day() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::usage_day()}</th>
                        <Heads />
                        {names}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Heads() -> impl IntoView {
    view! {
        <th scope="col" class="number">{words::usage_requests_heading()}</th>
        <th scope="col" class="number"><abbr title=words::usage_too_many_means()>{words::usage_too_many()}</abbr></th>
        <th scope="col" class="number"><abbr title=words::usage_errors_mean()>{words::usage_errors()}</abbr></th>
    }
}

#[component]
fn Cells(tally: Tally) -> impl IntoView {
    view! {
        <td class="number">{number(tally.requests)}</td>
        <td class="number">{number(tally.throttled)}</td>
        <td class="number">{number(tally.errors)}</td>
    }
}

#[component]
fn Clients(usage: Usage, list: UsageList) -> impl IntoView {
    let all = usage.sum();
    let more = usage.total - i64::try_from(usage.clients.len()).unwrap_or_default();
    let rows = usage
        .clients
        .iter()
        .map(|client| {
            let href = address("/usage", &UsageList { client: Some(client.client.clone()), ..list.clone() }.query());
            let doors = client.doors.iter().map(|door| door.title().to_owned());
            let doors = doors.reduce(|doors, door| words::list_on(&doors, &door));
            let kind = match client.kind {
                ClientKind::Nobody | ClientKind::Others => None,
                ClientKind::Token if client.tokens > 1 => Some(words::usage_tokens(client.tokens)),
                kind => Some(kind.title().to_owned()),
            };
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{name(client)}</a>
                        <small>{kind}</small>
                    </th>
                    <td class="minor">{doors}</td>
                    <Cells tally=client.tally />
                    <td class="number minor">{client.tally.share(all)}</td>
                    <td class="number minor">{client.last.in_words()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="usage" aria-labelledby="by-client">
            <h2 id="by-client">{words::usage_by_client()}</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::usage_client()}</th>
                        <th scope="col" class="minor">{words::usage_doors()}</th>
                        <Heads />
                        <th scope="col" class="number minor">{words::usage_share()}</th>
                        <th scope="col" class="number minor">{words::usage_last_seen()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="hint">{words::usage_more_clients(more)}</p> })}
        </section>
    }
}

/// The tokens that somebody had under one name.
#[component]
fn Tokens(
    tokens: Vec<TokenUsage>,
    /// How many there are.
    total: i64,
) -> impl IntoView {
    let more = total - i64::try_from(tokens.len()).unwrap_or_default();
    let rows = tokens
        .iter()
        .map(|TokenUsage { token, last, tally }| {
            view! {
                <tr>
                    <th scope="row"><code>{token.clone()}</code></th>
                    <Cells tally=*tally />
                    <td class="number minor">{last.in_words()}</td>
                </tr>
            }
        })
        .collect_view();
    (!tokens.is_empty()).then(|| {
        view! {
            <section class="usage" aria-labelledby="by-token">
                <h2 id="by-token">{words::usage_by_token()}</h2>
                <p class="hint">{words::usage_tokens_are()}</p>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words::client_token()}</th>
                            <Heads />
                            <th scope="col" class="number minor">{words::usage_last_seen()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {(more > 0).then(|| view! { <p class="hint">{words::usage_more_tokens(more)}</p> })}
            </section>
        }
    })
}

/// The limits there are, in words.
#[component]
fn InForce() -> impl IntoView {
    let Limits(limits) = expect_context();
    let rows = limits
        .into_iter()
        .map(|Limit { policy, quota, window, what }| {
            let most = match window {
                60 => words::usage_a_minute(quota.into()),
                window => words::usage_in_minutes((window / 60).into(), quota.into()),
            };
            view! {
                <tr>
                    <th scope="row">{what()}</th>
                    <td class="number">{most}</td>
                    <td class="minor"><code>{policy}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="usage" aria-labelledby="limits">
            <h2 id="limits">{words::usage_limits()}</h2>
            <p class="hint">{words::usage_limits_are()}</p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::usage_limit_of()}</th>
                        <th scope="col" class="number">{words::usage_at_most()}</th>
                        <th scope="col" class="minor">{words::usage_policy()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

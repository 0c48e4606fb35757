//! Who uses how much: by day, by client, and the limits there are.

use super::activity::address;
use crate::{
    Limits,
    calls::{agency, permit},
    ui::{
        charts::share,
        parts::{Icon, Problem},
    },
};
use domain::{
    ClientKind, ClientUsage, Date, Door, Limit, Result, Tally, TokenUsage, Usage, UsageList, ceiling, grouped, sum,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn UsagePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let found = async move {
        let list = UsageList::read(|name| query.get(name))?;
        let usage = agency().usage(permit()?, &list).await?;
        Result::Ok((list, usage))
    };
    view! {
        <Title text="Usage" />
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok((list, usage)) => Either::Left(view! { <Found list usage /> }),
                    Err(error) => {
                        Either::Right(view! { <Problem error what="page of usage" back="/usage" back_label="See all usage" /> })
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
        0 => "Nothing is counted: [usage] days is 0 in Leptos.toml.".to_owned(),
        kept => format!(
            "Every request is counted but those for files. Days are in {}, and kept for {kept} days.",
            agency().zone_name()
        ),
    };
    let nothing = (all.requests == 0).then(|| {
        if list == UsageList::default() {
            "Nothing yet. Whoever sends requests will be listed here, by day."
        } else {
            "Nothing was counted of this. Choose more days, or take a filter away."
        }
    });
    view! {
        <header class="head">
            <h1>"Usage"</h1>
            <p class="count">{format!("{} in {} days", requests(all.requests), list.days)}</p>
            <a href=export class="button" download="usage.csv">
                "Export as CSV"
            </a>
        </header>
        <Filters list=list.clone() name=usage.clients.first().map(name) />
        {match nothing {
            Some(words) => Either::Left(view! { <p class="empty">{words}</p> }),
            None => {
                Either::Right(
                    view! {
                        <ByDay usage=usage.clone() list=list.clone() />
                        <Clients usage=usage.clone() list />
                        <Tokens total=usage.clients.first().map_or(0, |client| client.tokens) tokens=usage.tokens />
                    },
                )
            }
        }}
        <InForce />
        <p class="hint">{note}</p>
    }
}

/// As people call it: `1 request`.
fn requests(count: i64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "request" } else { "requests" })
}

fn name(client: &ClientUsage) -> String {
    match client.kind {
        ClientKind::Nobody => "Not signed in".to_owned(),
        ClientKind::Others => "Others, with many tokens".to_owned(),
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
        .map(|days| choice(days == list.days, UsageList { days, ..list.clone() }, format!("{days} days")));
    let doors = [None].into_iter().chain(Door::ALL.iter().copied().map(Some));
    let doors = doors
        .map(|door| {
            let label = door.map_or("All doors", Door::title).to_owned();
            choice(door == list.door, UsageList { door, ..list.clone() }, label)
        })
        .collect_view();
    let client = list.client.is_some().then(|| {
        let words = format!("Only {}", name.unwrap_or_else(|| "one client".to_owned()));
        let says = format!("Take the filter away: {words}");
        view! {
            <ul class="chips" aria-label="Filters">
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
        <nav class="choices" aria-label="Days and doors">
            <ul aria-label="Days">{periods.collect_view()}</ul>
            <ul aria-label="Doors">{doors}</ul>
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
        shown.chain(rest.map(|rest| ("All others".to_owned(), None, rest))).collect()
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
                    <p class="count">{grouped(sum(tallies.iter().copied()).requests)}</p>
                    <Bars of=name.clone() days=days.clone() tallies=tallies.clone() top=scale />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="usage" aria-labelledby="by-day">
            <h2 id="by-day">"By day"</h2>
            {throttled.then(|| view! { <p class="key"><span class="mark"></span>"Refused, because there were too many"</p> })}
            <p class="scale">{grouped(top)}</p>
            <Bars of="All".to_owned() days=days.clone() tallies=all.clone() top />
            <p class="ends">
                <span>{days.first().map(|day| day.in_words())}</span>
                <span>{days.last().map(|day| day.in_words())}</span>
            </p>
            {several
                .then(|| {
                    view! {
                        <p class="hint">{format!("Those with the most requests, all to one scale: the top is {} a day.", grouped(scale))}</p>
                        <ul class="small">{small}</ul>
                    }
                })}
            <details>
                <summary>"Day by day, in figures"</summary>
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
    let peak = peak.map(|(day, tally)| format!("; the most, {}, on {}", grouped(tally.requests), day.in_words()));
    let total = requests(sum(tallies.iter().copied()).requests);
    let says = format!("{of}: {total} in {} days{}", days.len(), peak.unwrap_or_default());
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
                    <title>{format!("{}: {}", day.in_words(), told(*tally))}</title>
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

/// A tally in words, without what is nothing.
fn told(tally: Tally) -> String {
    let parts = [(tally.throttled, "refused as too many"), (tally.errors, "with errors")];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts.fold(requests(tally.requests), |told, (count, words)| format!("{told}, {} {words}", grouped(*count)))
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
                .map(|(_, _, days)| view! { <td class="number minor">{grouped(days[place].requests)}</td> })
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
        <div class="wide" role="region" aria-label="Day by day" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
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
        <th scope="col" class="number">"Requests"</th>
        <th scope="col" class="number"><abbr title="Refused with 429, because there were too many">"Too many"</abbr></th>
        <th scope="col" class="number"><abbr title="Refused otherwise, or failed: 4xx and 5xx">"Errors"</abbr></th>
    }
}

#[component]
fn Cells(tally: Tally) -> impl IntoView {
    view! {
        <td class="number">{grouped(tally.requests)}</td>
        <td class="number">{grouped(tally.throttled)}</td>
        <td class="number">{grouped(tally.errors)}</td>
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
            let doors = client.doors.iter().map(|door| door.title()).collect::<Vec<_>>().join(", ");
            let kind = match client.kind {
                ClientKind::Nobody | ClientKind::Others => None,
                ClientKind::Token if client.tokens > 1 => Some(format!("{} tokens", grouped(client.tokens))),
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
            <h2 id="by-client">"By client"</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Client"</th>
                        <th scope="col" class="minor">"Doors"</th>
                        <Heads />
                        <th scope="col" class="number minor">"Share"</th>
                        <th scope="col" class="number minor">"Last seen"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="hint">{format!("And {} more, with fewer requests each.", grouped(more))}</p> })}
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
                <h2 id="by-token">"By token"</h2>
                <p class="hint">"Each by a mark that tells it from the others, the latest first. It opens nothing."</p>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Token"</th>
                            <Heads />
                            <th scope="col" class="number minor">"Last seen"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {(more > 0).then(|| view! { <p class="hint">{format!("And {} more, which are in the exported file.", grouped(more))}</p> })}
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
            let time = match window {
                60 => "a minute".to_owned(),
                window => format!("in {} minutes", window / 60),
            };
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td class="number">{format!("{} {time}", grouped(quota.into()))}</td>
                    <td class="minor"><code>{policy}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="usage" aria-labelledby="limits">
            <h2 id="limits">"Limits"</h2>
            <p class="hint">
                "Whoever sends more is refused with 429 and told how many seconds to wait; nothing else happens. Every answer says what is left, \
                under the policy's name. They are set in Leptos.toml, under [limits]."
            </p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"What is counted"</th>
                        <th scope="col" class="number">"At most"</th>
                        <th scope="col" class="minor">"Policy"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

//! Small charts. Each is a table that is drawn as a picture: who looks sees bars, who listens hears figures, and every bar
//! leads to what it counts. The server draws them; the bundle knows nothing of them.

use leptos::{either::Either, prelude::*};

/// One figure of a chart.
pub struct Bar {
    /// What stands below it, or beside it.
    pub label: String,
    /// What it is, as a title says it: `Nov 2026`.
    pub says: String,
    pub count: i64,
    /// The count in words: `3 movies`.
    pub words: String,
    pub href: String,
    /// It stands for now.
    pub now: bool,
}

/// How high or how long a bar is, in percent: what is there is seen, however little.
pub fn share(count: i64, most: i64) -> f64 {
    if count == 0 { 0.0 } else { (count as f64 / most.max(1) as f64 * 100.0).max(1.5) }
}

/// Bars beside each other, as time goes. `external`: what they lead to is a document.
pub fn columns(caption: &'static str, bars: Vec<Bar>, external: bool) -> AnyView {
    /// In pixels; above it stands the figure.
    const HIGHEST: f64 = 72.0;
    let most = scale(bars.iter().map(|bar| bar.count));
    let heads = bars.iter().map(|Bar { label, says, now, .. }| {
        view! {
            <th scope="col" aria-current=now.then_some("date")>
                <abbr title=says.clone()>{label.clone()}</abbr>
            </th>
        }
    });
    let heads = heads.collect_view();
    let cells = bars.iter().map(|Bar { says, count, words, href, now, .. }| {
        let height = format!("{:.0}", (share(*count, most) * HIGHEST / 100.0).ceil());
        let bar = (*count > 0).then(|| {
            view! {
                <a href=href.clone() rel=external.then_some("external") aria-label=words::counted_of(words, says)>
                    <span>{brief(*count)}</span>
                    {bar("72%".to_owned(), height)}
                </a>
            }
        });
        view! { <td class=now.then_some("now")>{or_nothing(bar)}</td> }
    });
    let cells = cells.collect_view();
    view! {
        <table class="columns">
            <caption>{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>
                <tr>{cells}</tr>
            </tbody>
        </table>
    }
    .into_any()
}

/// Bars to both sides of what they are about, all to one scale.
pub fn sides(caption: &'static str, heads: [&'static str; 3], rows: Vec<(String, Bar, Bar)>) -> AnyView {
    /// In percent of the room: beside the longest stands a figure too.
    const LONGEST: f64 = 70.0;
    const THICK: &str = "20";
    let most = scale(rows.iter().map(|(_, left, right)| left.count.max(right.count)));
    let cell = |Bar { count, words, says, href, .. }: Bar| {
        let width = format!("{:.1}%", share(count, most) * LONGEST / 100.0);
        let bar = (count > 0).then(|| {
            view! {
                <a href=href aria-label=words::counted_of(&words, &says)>
                    {bar(width, THICK.to_owned())}
                    <span>{words::number(count)}</span>
                </a>
            }
        });
        view! { <td>{or_nothing(bar)}</td> }
    };
    let rows = rows.into_iter().map(|(label, left, right)| {
        view! {
            <tr>
                {cell(left)}
                <th scope="row">{label}</th>
                {cell(right)}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    view! {
        <table class="sides">
            <caption>{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A count for where there is little room: `1.2k`.
fn brief(count: i64) -> String {
    match count {
        ..1_000 => count.to_string(),
        1_000..10_000 => words::thousands(&format!("{}.{}", count / 1_000, count % 1_000 / 100)),
        10_000..1_000_000 => words::thousands(&(count / 1_000).to_string()),
        1_000_000.. => words::millions(&(count / 1_000_000).to_string()),
    }
}

/// What the longest bar stands for. A single one of something is not much.
fn scale(counts: impl Iterator<Item = i64>) -> i64 {
    counts.max().unwrap_or_default().max(4)
}

fn bar(width: String, height: String) -> impl IntoView {
    view! {
        <svg width=width height=height aria-hidden="true">
            <rect width="100%" height="100%" />
        </svg>
    }
}

/// Where there is no bar, those who listen hear so.
fn or_nothing(bar: Option<impl IntoView>) -> impl IntoView {
    bar.map_or_else(|| Either::Left(view! { <span class="visually-hidden">"0"</span> }), Either::Right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brief_counts() {
        fn check(count: i64, expected: &str) {
            assert_eq!(brief(count), expected);
        }
        check(7, "7");
        check(999, "999");
        check(1_000, "1.0k");
        check(1_290, "1.2k");
        check(12_345, "12k");
        check(2_500_000, "2m");
    }

    #[test]
    fn shares() {
        fn check(count: i64, most: i64, expected: f64) {
            assert!((share(count, most) - expected).abs() < 1e-9, "{count} of {most}: {}", share(count, most));
        }
        check(0, 0, 0.0);
        check(0, 10, 0.0);
        check(5, 10, 50.0);
        check(10, 10, 100.0);
        check(1, 100_000, 1.5);
    }
}

//! What Home shows, as HTML: what waits for whoever looks, how the agency stands, and what changed last. Drawn by the server
//! alone, from views, because those escape what somebody typed; the bundle only puts it in its place.

use super::{
    charts::{Bar, columns, sides},
    parts::Icon,
    story::story,
};
use domain::{Caller, Counts, FormKind, Gender, Need, Overview, Period, Permission, Standing, Told, Total, grouped};
use leptos::{either::Either, prelude::*};

pub fn overview(overview: Overview, changes: Vec<Told>, caller: &Caller) -> String {
    let Overview { standing, needs } = overview;
    let nothing = changes.is_empty();
    let empty = standing.counts.actors + standing.counts.movies == 0;
    let first = if empty { Either::Left(invitation(caller)) } else { Either::Right(waiting(&standing, needs)) };
    view! {
        {first}
        <section class="standing" aria-labelledby="standing">
            <h2 id="standing" class="visually-hidden">
                "How the agency stands"
            </h2>
            {figures(standing.counts)} {(!empty).then(|| charts(standing))}
        </section>
        <section class="latest" aria-labelledby="latest">
            <h2 id="latest">"What changed last"</h2>
            {if nothing {
                Either::Left(
                    view! { <p class="empty">"Nothing yet. What you and your colleagues add and change will be listed here."</p> },
                )
            } else {
                Either::Right(story(changes))
            }}
        </section>
    }
    .to_html()
}

/// Where there is nothing at all yet.
fn invitation(caller: &Caller) -> impl IntoView {
    let deeds = [
        (Permission::AddActors, "/actors?add=1", "Add the first actor"),
        (Permission::AddMovies, "/movies?add=1", "Add the first movie"),
    ];
    let deeds = deeds.into_iter().filter(|(permission, ..)| caller.may(*permission)).map(|(_, href, label)| {
        view! {
            <a href=href class="button" data-noscroll="">
                <Icon name="plus" />
                <span>{label}</span>
            </a>
        }
    });
    let deeds = deeds.collect_view();
    let words = if deeds.is_empty() {
        "There is nothing here yet. What your colleagues add will be told here."
    } else {
        "There is nothing here yet. Begin with somebody you cast, or with what they are cast in."
    };
    view! {
        <section class="needs" aria-labelledby="begin">
            <h2 id="begin">"Welcome"</h2>
            <p>{words}</p>
            <p class="deeds">{deeds}</p>
        </section>
    }
}

fn waiting(standing: &Standing, needs: Vec<Need>) -> impl IntoView {
    let nothing = needs.is_empty();
    let needs = needs.into_iter().map(|need| line(standing, need)).collect_view();
    view! {
        <section class="needs" aria-labelledby="needs">
            <h2 id="needs">"What needs you"</h2>
            {if nothing {
                Either::Left(view! { <p class="calm">"Nothing, just now."</p> })
            } else {
                Either::Right(view! { <ul>{needs}</ul> })
            }}
        </section>
    }
}

/// A line: how many of what, and where they are. What it leads to is exactly what was counted.
fn line(standing: &Standing, need: Need) -> impl IntoView {
    let many = |count: i64, one: &'static str, many: &'static str| if count == 1 { one } else { many };
    let (count, words, rest, href) = match need {
        Need::Unsaved { form, name, when } => {
            let (list, open) = match form.kind {
                FormKind::Actor => ("actors", "edit"),
                FormKind::Movie => ("movies", "edit"),
                FormKind::ActorCast => ("actors", "cast"),
                FormKind::MovieCast => ("movies", "cast"),
            };
            let what = match (name, form.kind) {
                (Some(name), FormKind::Actor | FormKind::Movie) => format!("What you changed of {name} is not saved"),
                (Some(name), _) => format!("The casting you began at {name} is not saved"),
                (None, FormKind::Movie) => "The movie you began to add is not saved".to_owned(),
                (None, _) => "The actor you began to add is not saved".to_owned(),
            };
            let href =
                if form.record == 0 { format!("/{list}?add=1") } else { format!("/{list}/{}?{open}=1", form.record) };
            (String::new(), what, when, href)
        }
        Need::MoreUnsaved(count) => {
            // They are found again where they were typed.
            let words = format!("more {} not saved", many(count, "draft of yours is", "drafts of yours are"));
            (grouped(count), words, String::new(), String::new())
        }
        Need::RightsEnd { period, later } => {
            let when = if later { "in 31 to 90 days" } else { "within 30 days" };
            let words = format!("{} rights end {when}", many(period.count, "movie’s", "movies’"));
            (grouped(period.count), words, format!("by {}", period.to.in_words()), ending(period))
        }
        Need::RightsEnded(period) => {
            let words = format!("{} rights have ended", many(period.count, "movie’s", "movies’"));
            (grouped(period.count), words, "in the last 30 days".to_owned(), ending(period))
        }
        Need::MoviesWithoutCast(total) => {
            let words = format!("{} nobody is cast in", many(total.count, "movie", "movies"));
            (counted(total), words, String::new(), "/movies?parts_max=0".to_owned())
        }
        Need::ActorsWithoutPart(total) => {
            let words = format!("{} cast in nothing", many(total.count, "actor is", "actors are"));
            (counted(total), words, String::new(), "/actors?parts_max=0".to_owned())
        }
        Need::TrashGoes { total, days } => {
            let verb = many(total.count, "leaves", "leave");
            let words = format!("{verb} the trash for good within {days} {}", many(days, "day", "days"));
            (counted(total), words, String::new(), "/trash".to_owned())
        }
        Need::Invited(count) => {
            let words = format!("{} invited and not here yet", many(count, "person is", "people are"));
            (grouped(count), words, String::new(), "/people".to_owned())
        }
        Need::Throttled(count) => {
            let words = format!("{} refused because there were too many", many(count, "request was", "requests were"));
            (grouped(count), words, format!("on {}", standing.today.in_words()), "/usage?days=7".to_owned())
        }
    };
    // The bundle has no page for these.
    let external = ["/trash", "/people", "/usage"].iter().any(|document| href.starts_with(document));
    let inside = view! {
        {if count.is_empty() {
            Either::Left(view! { <Icon name="edit" /> })
        } else {
            Either::Right(view! { <span class="number">{count}</span> })
        }}
        " "
        <span>{words}</span>
        {(!rest.is_empty()).then(|| view! { " "<small>{rest}</small> })}
    };
    view! {
        <li>
            {if href.is_empty() {
                Either::Left(view! { <p>{inside}</p> })
            } else {
                Either::Right(view! { <a href=href rel=external.then_some("external") data-noscroll="">{inside}</a> })
            }}
        </li>
    }
}

fn counted(total: Total) -> String {
    format!("{}{}", grouped(total.count), if total.at_least { "+" } else { "" })
}

fn figures(counts: Counts) -> impl IntoView {
    let inside = |number: i64, one: &'static str, many: &'static str| {
        view! {
            <span class="number">{grouped(number)}</span>
            " "
            <span>{if number == 1 { one } else { many }}</span>
        }
    };
    view! {
        <ul class="figures">
            <li>
                <a href="/actors">{inside(counts.actors, "actor", "actors")}</a>
            </li>
            <li>
                <a href="/movies">{inside(counts.movies, "movie", "movies")}</a>
            </li>
            <li>
                <span>{inside(counts.castings, "part cast", "parts cast")}</span>
            </li>
        </ul>
    }
}

fn charts(standing: Standing) -> impl IntoView {
    let Standing { today, ages, releases, endings, changes, counts } = standing;
    let by_month = |periods: Vec<Period>, href: fn(Period) -> String| -> Vec<Bar> {
        let bar = |period: Period| Bar {
            label: period.from.month_in_words().to_owned(),
            says: format!("{} {}", period.from.month_in_words(), period.from.year()),
            count: period.count,
            words: words(period.count, "movie", "movies"),
            href: href(period),
            now: period.from == today.month(),
        };
        periods.into_iter().map(bar).collect()
    };
    let by_day = changes.into_iter().map(|Period { from, count, .. }| Bar {
        label: from.day().to_string(),
        says: from.in_words(),
        count,
        words: words(count, "change", "changes"),
        href: format!("/activity?from={from}&to={from}"),
        now: from == today,
    });
    let ages = ages.into_iter().map(|ages| {
        let label = match (ages.from, ages.to) {
            (0, to) => format!("to {to}"),
            (from, domain::OLDEST) => format!("{from} +"),
            (from, to) => format!("{from}–{to}"),
        };
        let bar = |gender: Gender, count: i64| Bar {
            label: String::new(),
            says: format!("{}, {label}", gender.title().to_lowercase()),
            count,
            words: words(count, "actor", "actors"),
            href: format!("/actors?gender={gender}{}", aged(ages.from, ages.to)),
            now: false,
        };
        (label.clone(), bar(Gender::Female, ages.female), bar(Gender::Male, ages.male))
    });
    let ages: Vec<_> = ages.collect();
    view! {
        {(counts.actors > 0).then(|| sides("Actors by age", ["Female", "Age", "Male"], ages))}
        {timeline("Rights that end, by month", "No rights end", by_month(endings, ending), false)}
        {timeline("Releases by month", "Nothing comes out", by_month(releases, releasing), false)}
        {timeline("Changes by day", "Nothing was changed", by_day.collect(), true)}
    }
}

/// Bars as time goes; or in one sentence, that there is nothing to show.
fn timeline(caption: &'static str, nothing: &'static str, bars: Vec<Bar>, external: bool) -> AnyView {
    if let [first, .., last] = &*bars
        && bars.iter().all(|bar| bar.count == 0)
    {
        let words = format!("{nothing} from {} to {}.", first.says, last.says);
        return view! {
            <section class="none">
                <h3>{caption}</h3>
                <p>{words}</p>
            </section>
        }
        .into_any();
    }
    columns(caption, bars, external)
}

fn words(count: i64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

fn ending(Period { from, to, .. }: Period) -> String {
    format!("/movies?expires_from={from}&expires_to={to}&sort=expiry_date")
}

fn releasing(Period { from, to, .. }: Period) -> String {
    format!("/movies?released_from={from}&released_to={to}&sort=release_date")
}

/// An end that everybody is within is not asked for.
fn aged(from: i32, to: i32) -> String {
    let from = if from > 0 { format!("&age_min={from}") } else { String::new() };
    if to < domain::OLDEST { format!("{from}&age_max={to}") } else { from }
}

//! What Home shows, as HTML: what waits for whoever looks, how the agency stands, and what changed last. Drawn by the server
//! alone, from views, because those escape what somebody typed; the bundle only puts it in its place.

use super::{
    charts::{Bar, columns, sides},
    parts::Icon,
    story::story,
};
use domain::{Caller, Counts, FormKind, Gender, ImportKind, Need, Overview, Period, Permission, Standing, Told, Total};
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
                {words::how_the_agency_stands()}
            </h2>
            {figures(standing.counts)} {(!empty).then(|| charts(standing))}
        </section>
        <section class="latest" aria-labelledby="latest">
            <h2 id="latest">{words::what_changed_last()}</h2>
            {if nothing {
                Either::Left(view! { <p class="empty">{words::no_changes_yet()}</p> })
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
        (Permission::AddActors, "/actors?add=1", words::add_first_actor(), None),
        (Permission::AddMovies, "/movies?add=1", words::add_first_movie(), None),
        // Whoever comes from elsewhere brings a file. The bundle has no page for it.
        (Permission::AddActors, ImportKind::Actors.path(), words::import_actors(), Some("external")),
        (Permission::AddMovies, ImportKind::Movies.path(), words::import_movies(), Some("external")),
    ];
    let deeds = deeds.into_iter().filter(|(permission, ..)| caller.may(*permission)).map(|(_, href, label, rel)| {
        let class = if rel.is_some() { "button quiet" } else { "button" };
        view! {
            <a href=href class=class rel=rel data-noscroll="">
                {rel.is_none().then(|| view! { <Icon name="plus" /> })}
                <span>{label}</span>
            </a>
        }
    });
    let deeds = deeds.collect_view();
    let words = if deeds.is_empty() { words::others_begin() } else { words::begin_with() };
    view! {
        <section class="needs" aria-labelledby="begin">
            <h2 id="begin">{words::welcome()}</h2>
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
            <h2 id="needs">{words::what_needs_you()}</h2>
            {if nothing {
                Either::Left(view! { <p class="calm">{words::nothing_just_now()}</p> })
            } else {
                Either::Right(view! { <ul>{needs}</ul> })
            }}
        </section>
    }
}

/// A line: how many of what, and where they are. What it leads to is exactly what was counted.
fn line(standing: &Standing, need: Need) -> impl IntoView {
    let (count, words, rest, href) = match need {
        Need::Unsaved { form, name, when } => {
            let (list, open) = match form.kind {
                FormKind::Actor => ("actors", "edit"),
                FormKind::Movie => ("movies", "edit"),
                FormKind::ActorCast => ("actors", "cast"),
                FormKind::MovieCast => ("movies", "cast"),
            };
            let what = match (name, form.kind) {
                (Some(name), FormKind::Actor | FormKind::Movie) => words::changes_not_saved(&name),
                (Some(name), _) => words::casting_not_saved(&name),
                (None, FormKind::Movie) => words::new_movie_not_saved().to_owned(),
                (None, _) => words::new_actor_not_saved().to_owned(),
            };
            let href =
                if form.record == 0 { format!("/{list}?add=1") } else { format!("/{list}/{}?{open}=1", form.record) };
            (String::new(), what, when, href)
        }
        // They are found again where they were typed.
        Need::MoreUnsaved(count) => (words::number(count), words::more_not_saved(count), String::new(), String::new()),
        Need::RightsEnd { period, later } => {
            let words = if later { words::rights_end_later } else { words::rights_end_soon };
            let by = words::by_day(&period.to.in_words());
            (words::number(period.count), words(period.count), by, ending(period))
        }
        Need::RightsEnded(period) => {
            let (words, when) = (words::rights_have_ended(period.count), words::in_the_last_30_days().to_owned());
            (words::number(period.count), words, when, ending(period))
        }
        Need::MoviesWithoutCast(total) => {
            (counted(total), words::movies_without_cast(total.count), String::new(), "/movies?parts_max=0".to_owned())
        }
        Need::ActorsWithoutPart(total) => {
            (counted(total), words::actors_without_part(total.count), String::new(), "/actors?parts_max=0".to_owned())
        }
        Need::TrashGoes { total, days } => {
            let words = words::leave_the_trash(total.count, &words::within_days(days));
            (counted(total), words, String::new(), "/trash".to_owned())
        }
        Need::Invited(count) => {
            (words::number(count), words::people_invited(count), String::new(), "/people".to_owned())
        }
        Need::Throttled(count) => {
            let (words, when) = (words::requests_refused(count), words::on_day(&standing.today.in_words()));
            (words::number(count), words, when, "/usage?days=7".to_owned())
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
    if total.at_least { words::number_or_more(total.count) } else { words::number(total.count) }
}

fn figures(counts: Counts) -> impl IntoView {
    let inside = |number: i64, words: fn(i64) -> String| {
        view! {
            <span class="number">{words::number(number)}</span>
            " "
            <span>{words(number)}</span>
        }
    };
    view! {
        <ul class="figures">
            <li>
                <a href="/actors">{inside(counts.actors, words::figure_actors)}</a>
            </li>
            <li>
                <a href="/movies">{inside(counts.movies, words::figure_movies)}</a>
            </li>
            <li>
                <span>{inside(counts.castings, words::figure_castings)}</span>
            </li>
        </ul>
    }
}

fn charts(standing: Standing) -> impl IntoView {
    let Standing { today, ages, releases, endings, changes, counts } = standing;
    let by_month = |periods: Vec<Period>, href: fn(Period) -> String| -> Vec<Bar> {
        let bar = |period: Period| Bar {
            label: period.from.month_in_brief().to_owned(),
            says: words::month_and_year(period.from.month_in_words(), &period.from.year().to_string()),
            count: period.count,
            words: words::movies_counted(period.count),
            href: href(period),
            now: period.from == today.month(),
        };
        periods.into_iter().map(bar).collect()
    };
    let by_day = changes.into_iter().map(|Period { from, count, .. }| Bar {
        label: from.day().to_string(),
        says: from.in_words(),
        count,
        words: words::changes_counted(count),
        href: format!("/activity?from={from}&to={from}"),
        now: from == today,
    });
    let ages = ages.into_iter().map(|ages| {
        let label = match (ages.from, ages.to) {
            (0, to) => words::age_up_to(&to.to_string()),
            (from, domain::OLDEST) => words::age_from(&from.to_string()),
            (from, to) => words::age_between(&from.to_string(), &to.to_string()),
        };
        let bar = |gender: Gender, says: String, count: i64| Bar {
            label: String::new(),
            says,
            count,
            words: words::actors_counted(count),
            href: format!("/actors?gender={gender}{}", aged(ages.from, ages.to)),
            now: false,
        };
        let female = bar(Gender::Female, words::female_of_age(&label), ages.female);
        let male = bar(Gender::Male, words::male_of_age(&label), ages.male);
        (label, female, male)
    });
    let ages: Vec<_> = ages.collect();
    let heads = [Gender::Female.title(), words::age(), Gender::Male.title()];
    view! {
        {(counts.actors > 0).then(|| sides(words::actors_by_age(), heads, ages))}
        {timeline(words::rights_by_month(), words::no_rights_end, by_month(endings, ending), false)}
        {timeline(words::releases_by_month(), words::no_releases, by_month(releases, releasing), false)}
        {timeline(words::changes_by_day(), words::no_changes_made, by_day.collect(), true)}
    }
}

/// Bars as time goes; or in one sentence, that there is nothing to show.
fn timeline(caption: &'static str, nothing: fn(&str, &str) -> String, bars: Vec<Bar>, external: bool) -> AnyView {
    if let [first, .., last] = &*bars
        && bars.iter().all(|bar| bar.count == 0)
    {
        let words = nothing(&first.says, &last.says);
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

//! What is searched for is found, and nothing else: held against a plain filter in memory, whatever is asked for.

use crate::support::{Chance, TestAgency};
use domain::{
    Actor, ActorFilter, ActorKey, ActorList, Caller, CatalogueFilter, Cursor, Date, Direction, Error, Gender, KeyValue,
    Movie, MovieFilter, MovieKey, MovieList, NewActor, NewMovie, Order, Permit, Role, SeeActors, SeeMovies, SortKey,
    Stretch, Terms, UNSPECIFIED, folded,
};
use serde_json::json;
use std::cmp::Ordering;

/// How many searches are tried of each kind.
const SEARCHES: usize = 400;

/// Letters with and without marks, of several scripts, and those that mean something to a pattern or an index.
const SYLLABLES: [&str; 20] = [
    "Am", "é", "lie", " ", "son", "SON", "ß", "Ωm", "ега", "%", "_", "\\", "\"", "'", "ليلى", "か", "が", "o", " AND ",
    "*",
];

fn text(chance: &mut Chance, longest: u64) -> String {
    (0..=chance.below(longest)).map(|_| chance.one_of(&SYLLABLES)).collect()
}

/// A piece of one of these texts, or a text that may be nowhere.
fn asked(chance: &mut Chance, texts: &[String]) -> String {
    if chance.below(4) == 0 {
        return text(chance, 3);
    }
    let from = usize::try_from(chance.below(texts.len() as u64)).expect("it is an index");
    let letters: Vec<char> = texts[from].chars().collect();
    let begin = usize::try_from(chance.below(letters.len() as u64)).expect("it is an index");
    let length = usize::try_from(chance.below(8)).expect("it is short") + 1;
    letters[begin..].iter().take(length).collect()
}

fn contains(text: &str, asked: Option<&String>) -> bool {
    asked.is_none_or(|asked| folded(text).contains(&folded(asked)))
}

/// By each key, what is unknown last; and then by id.
fn sorted<K: SortKey>(rows: &mut [K::Row], order: &Order<K>) {
    let known =
        |value: &KeyValue| !matches!(value, KeyValue::Number(None) | KeyValue::Text(None) | KeyValue::Day(None));
    let compared = |one: &KeyValue, other: &KeyValue| match (one, other) {
        (KeyValue::Number(one), KeyValue::Number(other)) => one.cmp(other),
        (KeyValue::Text(one), KeyValue::Text(other)) => one.cmp(other),
        (KeyValue::Day(one), KeyValue::Day(other)) => one.cmp(other),
        _ => unreachable!("a key has one type"),
    };
    rows.sort_by(|one, other| {
        let keys = order.0.iter().map(|(key, direction)| {
            let (one, other) = (key.value(one), key.value(other));
            match (known(&one), known(&other), direction) {
                (true, true, Direction::Down) => compared(&other, &one),
                (true, true, Direction::Up) => compared(&one, &other),
                (one, other, _) => other.cmp(&one),
            }
        });
        keys.fold(Ordering::Equal, Ordering::then).then(K::id(one).cmp(&K::id(other)))
    });
}

fn order<K: SortKey>(chance: &mut Chance) -> Order<K> {
    let names: Vec<_> = K::NAMES.iter().map(|(name, _)| *name).collect();
    let keys = (0..chance.below(3)).map(|_| format!("{}{}", chance.one_of(&["", "-"]), chance.one_of(&names)));
    let keys: Vec<_> = keys.collect();
    Order::read(Some(&keys.join(","))).expect("the keys are known")
}

fn producer() -> (Permit<SeeActors>, Permit<SeeMovies>) {
    let producer = Caller::program("test", Role::ExecutiveProducer);
    (producer.permit().expect("a producer may"), producer.permit().expect("a producer may"))
}

/// Actors and movies of such names, some of them deleted, changed or restored since.
async fn agency(chance: &mut Chance) -> (TestAgency, Vec<Actor>, Vec<Movie>) {
    let agency = TestAgency::open().await;
    let by = Caller::program("test", Role::ExecutiveProducer);
    let (mut actors, mut movies) = (Vec::new(), Vec::new());
    for number in 0..70 {
        let name = format!("{}{number}", text(chance, 5));
        let (age, gender) = (chance.below(12).to_string(), chance.one_of(&Gender::ALL).to_string());
        let actor = agency.agency.add_actor(by.permit().expect("may"), NewActor { name, age, gender }).await;
        actors.push(actor.expect("it is new").record);
        let release_date = if chance.below(3) == 0 {
            String::new()
        } else {
            format!("199{}-0{}-11", chance.below(4), chance.below(3) + 1)
        };
        let new = NewMovie {
            title: format!("{}{number}", text(chance, 5)),
            release_date,
            release_year: format!("199{}", chance.below(4)),
            genre: if chance.below(3) == 0 { String::new() } else { text(chance, 2) },
            expiry_date: chance.one_of(&["", "2024-05-01", "2024-05-02", "9999-12-31"]).to_owned(),
        };
        movies.push(agency.agency.add_movie(by.permit().expect("may"), new).await.expect("it is new").record);
    }
    // The indexes follow what happens.
    for _ in 0..20 {
        let place = usize::try_from(chance.below(70)).expect("it is an index");
        let (actor, movie) = (actors[place].id, movies[place].id);
        let (name, title) = (format!("{}-{place}", text(chance, 4)), format!("{}-{place}", text(chance, 4)));
        let rename = domain::ActorChange { name: Some(name), ..Default::default() };
        let retitle = domain::MovieChange { title: Some(title), genre: Some(text(chance, 2)), ..Default::default() };
        let _ = agency.agency.change_actor(by.permit().expect("may"), actor, rename).await;
        let _ = agency.agency.change_movie(by.permit().expect("may"), movie, retitle).await;
        let _ = agency.agency.delete_actor(by.permit().expect("may"), actor, Terms::default()).await;
        let _ = agency.agency.delete_movie(by.permit().expect("may"), movie, Terms::default()).await;
        if chance.below(3) > 0 {
            agency.agency.restore_actor(by.permit().expect("may"), actor).await.expect("it is its own");
            agency.agency.restore_movie(by.permit().expect("may"), movie).await.expect("it is its own");
        }
    }
    let (see_actors, see_movies) = producer();
    let (mut shown_actors, mut shown_movies) = (Vec::new(), Vec::new());
    for actor in &actors {
        shown_actors.extend(agency.agency.actor(see_actors.clone(), actor.id).await);
    }
    for movie in &movies {
        shown_movies.extend(agency.agency.movie(see_movies.clone(), movie.id).await);
    }
    assert!(shown_actors.len() < 70 && shown_actors.len() > 50, "{}", shown_actors.len());
    (agency, shown_actors, shown_movies)
}

#[tokio::test(flavor = "multi_thread")]
async fn search_actors_agrees_with_a_plain_filter() {
    let mut chance = Chance(7);
    let (agency, actors, _) = agency(&mut chance).await;
    let (by, _) = producer();
    let names: Vec<_> = actors.iter().map(|actor| actor.name.clone()).collect();
    let mut found = 0;
    for _ in 0..SEARCHES {
        let q = chance.maybe(()).map(|()| asked(&mut chance, &names));
        let gender = chance.maybe(chance.0).map(|seed| Gender::ALL[usize::from(seed % 2 == 0)]);
        let mut ages = [chance.below(13), chance.below(13)];
        ages.sort_unstable();
        let ages = ages.map(|age| chance.maybe(age.to_string()));
        let query = |name: &str| match name {
            "q" => q.clone(),
            "gender" => gender.map(|gender| gender.to_string()),
            "age_min" => ages[0].clone(),
            "age_max" => ages[1].clone(),
            _ => None,
        };
        let filter = ActorFilter::read(query).expect("it is sound");
        let order = order::<ActorKey>(&mut chance);
        let mut expected: Vec<_> = actors
            .iter()
            .filter(|actor| {
                contains(&actor.name, filter.q.as_ref())
                    && filter.gender.is_none_or(|gender| actor.gender == gender)
                    && filter.age_min.is_none_or(|age| actor.age >= age)
                    && filter.age_max.is_none_or(|age| actor.age <= age)
            })
            .cloned()
            .collect();
        sorted(&mut expected, &order);
        found += expected.len();

        // By page number, and by cursor from row to row.
        let size = chance.below(9) + 1;
        let (mut paged, mut walked, mut cursor) = (Vec::new(), Vec::new(), None);
        for page in 1.. {
            let mut list = ActorList::read(|name| match name {
                "page" => Some(page.to_string()),
                "limit" => Some(size.to_string()),
                name => query(name),
            })
            .expect("it is sound");
            list.order = order.clone();
            let page = agency.agency.actors(by.clone(), list).await.expect("there is such a page");
            assert_eq!((page.total, page.at_least), (expected.len() as i64, false), "{filter:?} {order:?}");
            paged.extend(page.rows);
            if !page.more {
                break;
            }
        }
        assert_eq!(paged, expected, "{filter:?} {order:?}");
        loop {
            let stretch = Stretch::after(cursor.clone(), i64::try_from(size).expect("it is small"));
            let rows = agency.agency.search_actors(&by, &filter, &order, &stretch).await.expect("it is sound");
            let Some(last) = rows.last() else { break };
            let text = Cursor::of(last, &order).to_string();
            cursor = Some(Cursor::read(&text, &order).expect("it is ours"));
            walked.extend(rows);
            assert!(walked.len() <= expected.len(), "it goes round in circles: {filter:?} {order:?}");
        }
        assert_eq!(walked, expected, "{filter:?} {order:?}");
        let total = agency.agency.total_actors(&by, &filter).await.expect("it is sound");
        assert_eq!(total.count, expected.len() as i64, "{filter:?}");
    }
    assert!(found > SEARCHES, "{found}");
    agency.counts_are_true().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn search_movies_agrees_with_a_plain_filter() {
    let mut chance = Chance(8);
    let (agency, _, movies) = agency(&mut chance).await;
    let (_, by) = producer();
    let titles: Vec<_> = movies.iter().map(|movie| movie.title.clone()).collect();
    let genres: Vec<_> =
        movies.iter().filter_map(|movie| movie.genre.clone()).chain([UNSPECIFIED.to_owned()]).collect();
    let days = ["2024-04-30", "2024-05-01", "2024-05-02", "9999-12-31"].map(|day| day.parse::<Date>().expect("a day"));
    let mut found = 0;
    for _ in 0..SEARCHES {
        let shown = chance.below(3) == 0;
        let mut range = [chance.below(4), chance.below(4)];
        range.sort_unstable();
        let [from, to] = range.map(|at| usize::try_from(at).expect("it is an index"));
        let filter = if shown {
            let filter = CatalogueFilter {
                title: chance.maybe(()).map(|()| asked(&mut chance, &titles)),
                genre: chance.maybe(()).map(|()| asked(&mut chance, &genres)),
                release_year: chance.maybe(1991),
                expires: chance.maybe((days[from], days[to])),
            };
            filter.checked().expect("it is sound")
        } else {
            let query: Vec<(&str, String)> = [
                chance.maybe(()).map(|()| ("q", asked(&mut chance, &titles))),
                chance.maybe(()).filter(|()| chance.below(3) == 0).map(|()| ("title", asked(&mut chance, &titles))),
                chance.maybe(()).filter(|()| chance.below(3) == 0).map(|()| ("genre", asked(&mut chance, &genres))),
                chance
                    .maybe(())
                    .filter(|()| chance.below(3) == 0)
                    .map(|()| ("genre_contains", asked(&mut chance, &genres))),
                chance.maybe(()).map(|()| ("released_from", format!("199{from}-02-11"))),
                chance.maybe(()).map(|()| ("released_to", format!("199{to}-02-11"))),
                chance.maybe(()).map(|()| ("year_from", format!("199{from}"))),
                chance.maybe(()).map(|()| ("year_to", format!("199{to}"))),
                chance.maybe(()).filter(|()| chance.below(3) == 0).map(|()| ("expires_from", days[from].to_string())),
                chance.maybe(()).filter(|()| chance.below(3) == 0).map(|()| ("expires_to", days[to].to_string())),
            ]
            .into_iter()
            .flatten()
            .collect();
            let read =
                MovieFilter::read(|name| query.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone()));
            read.expect("it is sound")
        };
        let order = order::<MovieKey>(&mut chance);
        let genre = |movie: &Movie| movie.genre.clone().or_else(|| shown.then(|| UNSPECIFIED.to_owned()));
        let expiry = |movie: &Movie| movie.expiry_date.or_else(|| shown.then_some(Date::LAST));
        let mut expected: Vec<_> = movies
            .iter()
            .filter(|movie| {
                let in_genre = |asked: &String| genre(movie).is_some_and(|genre| contains(&genre, Some(asked)));
                (contains(&movie.title, filter.q.as_ref()) || filter.q.as_ref().is_some_and(in_genre))
                    && contains(&movie.title, filter.title.as_ref())
                    && filter
                        .genre
                        .as_ref()
                        .is_none_or(|asked| movie.genre.as_ref().is_some_and(|genre| folded(genre) == folded(asked)))
                    && filter.genre_contains.as_ref().filter(|asked| !folded(asked).is_empty()).is_none_or(in_genre)
                    && filter.released_from.is_none_or(|day| movie.release_date.is_some_and(|date| date >= day))
                    && filter.released_to.is_none_or(|day| movie.release_date.is_some_and(|date| date <= day))
                    && filter.year_from.is_none_or(|year| movie.release_year >= year)
                    && filter.year_to.is_none_or(|year| movie.release_year <= year)
                    && filter.expires_from.is_none_or(|day| expiry(movie).is_some_and(|date| date >= day))
                    && filter.expires_to.is_none_or(|day| expiry(movie).is_some_and(|date| date <= day))
            })
            .cloned()
            .collect();
        sorted(&mut expected, &order);
        found += expected.len();

        let mut list = MovieList::from(domain::Paging::ALL);
        (list.filter, list.order) = (filter.clone(), order.clone());
        let page = agency.agency.movies(by.clone(), list).await.expect("it is sound");
        assert_eq!(page.rows, expected, "{filter:?} {order:?}");
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let stretch = Stretch::after(cursor, 3);
            let rows = agency.agency.search_movies(&by, &filter, &order, &stretch).await.expect("it is sound");
            let Some(last) = rows.last() else { break };
            cursor = Some(Cursor::of(last, &order));
            walked.extend(rows);
            assert!(walked.len() <= expected.len(), "it goes round in circles: {filter:?} {order:?}");
        }
        assert_eq!(walked, expected, "{filter:?} {order:?}");
        let total = agency.agency.total_movies(&by, &filter).await.expect("it is sound");
        assert_eq!(total.count, expected.len() as i64, "{filter:?}");
    }
    assert!(found > SEARCHES, "{found}");
    agency.counts_are_true().await;
}

/// The letters that a text had before and still has are found, and those it has no more are not.
#[tokio::test]
async fn what_was_renamed_is_found_by_what_stayed() {
    let agency = TestAgency::demo().await;
    let producer = agency.program(Role::ExecutiveProducer);
    let total = async |list: &str, query: &str| {
        let reply = producer.get(&format!("/api/v1/{list}?{query}")).await.is(200).json();
        reply[format!("total_{list}")].as_i64().expect("a number")
    };
    producer.patch_json("/api/v1/movies/4", json!({ "title": "Skyfall Road", "genre": "thriller" })).await.is(200);
    producer.patch_json("/api/v1/movies/4", json!({ "title": "Skyfall Street" })).await.is(200);
    producer.patch_json("/api/v1/movies/4", json!({ "genre": "crime thriller" })).await.is(200);
    for (query, expected) in
        [("title=skyfall", 1), ("title=street", 1), ("title=road", 0), ("genre_contains=thrill", 1), ("q=crime", 1)]
    {
        assert_eq!(total("movies", query).await, expected, "{query}");
    }
    producer.patch_json("/api/v1/actors/4", json!({ "name": "Isabella Rossini" })).await.is(200);
    producer.patch_json("/api/v1/actors/4", json!({ "name": "Isabella Verdi" })).await.is(200);
    producer.patch_json("/api/v1/actors/4", json!({ "age": 41 })).await.is(200);
    for (query, expected) in [("q=isabella", 1), ("q=verdi", 1), ("q=rossini", 0)] {
        assert_eq!(total("actors", query).await, expected, "{query}");
    }
}

/// Rows in many blocks of ids, of every size, with gaps: each page is where counting puts it.
#[tokio::test]
async fn pages_are_found_by_number() {
    let agency = TestAgency::open().await;
    let own = if crate::support::postgres().is_some() { "overriding system value" } else { "" };
    agency
        .execute(&format!(
            "insert into actors (id, name, name_key, age, gender) {own}
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 1500)
            select case when i % 3 = 0 then i * 1000 else i end, 'actor ' || i, 'actor ' || i, 30, 'male' from n;
            update actors set deleted_at = '2026-11-22T00:00:00Z' where id % 7 = 0 or id between 300 and 900"
        ))
        .await;
    agency.recount().await;
    let (by, _) = producer();
    let all =
        agency.agency.search_actors(&by, &ActorFilter::default(), &Order::ADDED, &Stretch::after(None, 2000)).await;
    let all = all.expect("they can be read");
    for (number, rows) in (1..).zip(all.chunks(10)) {
        let list = ActorList::from(domain::Paging::from(domain::PageNumber::try_from(number).expect("from 1")));
        let page = agency.agency.actors(by.clone(), list).await.expect("there is such a page");
        assert_eq!((page.rows.as_slice(), page.total), (rows, all.len() as i64), "page {number}");
    }
    let list = ActorList::from(domain::Paging::from(domain::PageNumber::try_from(100).expect("from 1")));
    assert_eq!(agency.agency.actors(by, list).await, Err(Error::NotFound));
}

/// What is sorted or filtered is counted off row by row: not without end.
#[tokio::test]
async fn far_pages_of_a_sorted_list_are_refused() {
    let agency = TestAgency::demo().await;
    let assistant = agency.program(Role::CastingAssistant);
    for query in ["sort=name&page=10001", "q=tom&page=10001", "q=tom&page=9223372036854775807", "page=10001"] {
        assistant.get(&format!("/api/v1/actors?{query}")).await.is(404);
    }
    agency
        .execute(
            "insert into actors (name, name_key, age, gender)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 100030)
            select 'actor ' || i, 'actor ' || i, 30, 'male' from n",
        )
        .await;
    agency.recount().await;
    let reached = assistant.get("/api/v1/actors?sort=id&limit=100&page=1000").await.is(200);
    let link = reached.header("link");
    assert!(link.contains("page=999>") && !link.contains("next"), "{link}");
    for query in ["sort=name&limit=100&page=1001", "q=actor&limit=100&page=1001"] {
        let refused = assistant.get(&format!("/api/v1/actors?{query}")).await.is(400);
        refused.says("page 1001 lies beyond the first 100000 rows");
    }
    assert_eq!(assistant.get("/api/v1/actors?limit=100&page=1001").await.is(200).json()["total_actors"], 100_042);
}

#[tokio::test]
async fn a_demo_takes_a_crowd() {
    let agency = TestAgency::demo().await;
    let told = std::sync::Mutex::new(Vec::new());
    for _ in 0..2 {
        let crowd = agency.agency.crowd_demo(1_010, 20, |count| told.lock().expect("nobody stops within").push(count));
        crowd.await.expect("a demo takes them");
    }
    assert_eq!(told.into_inner().expect("nobody stopped within"), [1_000, 1_030, 1_000, 1_030]);
    let assistant = agency.program(Role::CastingAssistant);
    assert_eq!(assistant.get("/api/v1/actors").await.is(200).json()["total_actors"], 12 + 2 * 1_010);
    assert_eq!(assistant.get("/api/v1/movies?q=the").await.is(200).json()["total_movies"], 3 + 2 * 20);
    assert_eq!(assistant.get("/api/v1/actors?q=son&limit=1").await.is(200).json()["total_actors"], 1_011);
    agency.counts_are_true().await;
}

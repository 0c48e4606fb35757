//! Pages in another language than English: nothing of theirs is left in English.

use crate::support::{Client, TestAgency};
use domain::Role::{CastingAssistant, ExecutiveProducer};
use std::collections::BTreeSet;

/// What is called so in every language: languages, formats, zones, keys, files and statuses, and what a hint gives for an
/// example.
const NAMES: &str = "english csv json graphql utc ctrl shift maya yyyy mm dd leptos toml limits xx zzz";
/// What is read to somebody, or shown by a script, beside what stands on the page.
const SAID: [&str; 9] =
    ["aria-label", "title", "placeholder", "alt", "data-kept", "data-failed", "data-done", "data-counts", "data-none"];
/// All that somebody typed.
const TYPED: &str = "
    select name from actors union all select title from movies union all select genre from movies where genre is not null
    union all select character from castings union all select name from people union all select login from people
    union all select name from links where name is not null union all select by_name from changes";

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1 && word.is_ascii()).map(str::to_lowercase)
}

/// What of a page's own content is written in Latin letters: its texts, and what is said of them.
fn latin(html: &str) -> BTreeSet<String> {
    // What stands before is the frame of every page.
    let content = html.split_once("id=\"around\"").map_or(html, |(_, content)| content);
    let (content, _) = content.split_once("</main>").unwrap_or((content, ""));
    let mut found = BTreeSet::new();
    for part in content.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        // Initials, and what is written in a file or a header.
        let text = if tag.contains("class=\"avatar") || tag == "code" { "" } else { text };
        let said = SAID.iter().filter_map(|name| tag.split_once(&format!(" {name}=\""))?.1.split('"').next());
        for text in said.chain([text]) {
            found.extend(words(
                &["&amp;", "&quot;", "&lt;", "&gt;"].iter().fold(text.to_owned(), |text, it| text.replace(it, " ")),
            ));
        }
    }
    found
}

/// What these pages say in English, beside what somebody typed.
async fn english(client: &Client<'_>, paths: &[&str], typed: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut left = Vec::new();
    for path in paths {
        let page = client.get(path).await.is(200);
        page.says(r#"dir="rtl""#);
        left.extend(latin(&page.text).difference(typed).map(|word| ((*path).to_owned(), word.clone())));
    }
    left
}

#[tokio::test]
async fn nothing_is_left_in_english() {
    let agency = TestAgency::demo().await;
    let before = agency.texts(TYPED).await;
    let omar = agency.signed_in(ExecutiveProducer).await.with("accept-language", "ar");
    let ada = agency.signed_in(CastingAssistant).await.with("accept-language", "ar");
    omar.call("change_actor", &[("id", "1"), ("version", "1"), ("name", "Ann"), ("age", "30"), ("gender", "female")])
        .await
        .is(200);
    omar.call("add_casting", &[("movie_id", "1"), ("actor_id", "2"), ("character", "Neil")]).await.is(200);
    for (call, id) in [("delete_actor", "3"), ("delete_actor", "4"), ("delete_movie", "2")] {
        omar.call(call, &[("id", id)]).await.is(200);
    }
    omar.call("restore", &[("only", "actor-4")]).await.is(200);
    omar.call("invite", &[("name", "Zoe"), ("role", "casting_director")]).await.is(200);
    omar.call("undo", &[]).await.is(200);
    let typed = [before, agency.texts(TYPED).await].concat();
    let typed = typed.iter().flat_map(|typed| words(typed)).chain(words(NAMES)).collect();

    let nobody = agency.nobody().with("accept-language", "ar");
    let mut left = english(&nobody, &["/sign-in"], &typed).await;
    let pages =
        ["/", "/account", "/activity", "/actors/1/history", "/movies/1/history", "/search", "/search?q=e", "/trash"];
    left.extend(english(&ada, &pages, &typed).await);
    left.extend(english(&omar, &pages, &typed).await);
    let more = [
        "/people",
        "/people?add=1",
        "/people?edit=1",
        "/people?edit=2",
        "/people?link=1",
        "/activity?by=Omar&act=changed&type=movie&from=2026-09-01&to=2026-09-30",
        "/trash?restored=2",
        "/trash/empty",
        "/account?kept=1",
        "/account?changed=1",
        "/actors/import",
        "/actors",
        "/actors?add=1",
        "/actors?q=e&gender=female&age_min=20&sort=-age&view=cards&columns=age,parts",
        "/actors?q=zzz",
        "/actors/1",
        "/actors/1?edit=1",
        "/actors/1?edit=age",
        "/actors/1?cast=1&find=e",
        "/actors/print?q=e&gender=female&sort=-age",
        "/actors/chosen?do=edit&id=1+2+3&age=30",
        "/actors/chosen?do=delete&id=1+2+3",
        "/movies",
        "/movies?add=1",
        "/movies?q=e&released_from=1990-01-01&expires_to=2040-01-01&view=compact&limit=10",
        "/movies?released_from=1990-01-01&limit=10&page=2",
        "/movies/1",
        "/movies/1?edit=1",
        "/movies/1?edit=expiry_date",
        "/movies/1?cast=1&find=e",
        "/movies/print",
        "/movies/chosen?do=edit&id=1+2+3&genre=%D9%86&no_expiry_date=true",
        "/movies/chosen?do=delete&id=1+2+3",
        "/usage",
        "/usage?days=7&door=pages",
    ];
    left.extend(english(&omar, &more, &typed).await);
    for (call, asked) in [("home", &[][..]), ("commands", &[]), ("find", &[("text", "e")])] {
        let html = omar.ask(call, asked).await.is(200).json().as_str().expect("it is HTML").to_owned();
        left.extend(latin(&html).difference(&typed).map(|word| (call.to_owned(), word.clone())));
    }
    assert_eq!(left, []);
}

/// What the test above is worth: it does see what is there.
#[test]
fn english_is_seen() {
    let html = r#"<p>rail</p><main id="main"><div id="around"></div><p class="count">1 match</p><button aria-label="Close" title="ok">ة</button></main><p>foot</p>"#;
    assert_eq!(latin(html).into_iter().collect::<Vec<_>>(), ["close", "match", "ok"]);
}

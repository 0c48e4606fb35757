//! How somebody wants the pages: kept for them alone, and drawn from the first byte on.

use crate::support::{TestAgency, cells};
use domain::{
    Caller, Error, PersonId,
    Role::{CastingDirector, ExecutiveProducer},
    Setting,
};

/// What the server says about the page's looks: the beginning of the root element, up to where it depends on the page.
async fn root(client: &crate::support::Client<'_>, path: &str) -> String {
    let page = client.get(path).await.is(200).text;
    let (_, html) = page.split_once("<html").expect("it is a page");
    html.split_once('>')
        .expect("it ends")
        .0
        .replace(" data-hydrated=\"\"", "")
        .replace(" data-hydrated", "")
        .replace(r#" dir="ltr""#, "")
        .trim()
        .to_owned()
}

#[tokio::test]
async fn keep_settings_is_for_one_person_and_all_their_devices() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let begun = agency.changes().await.len();
    assert_eq!(root(&maya, "/actors").await, r#"lang="en""#);
    maya.call("keep_settings", &[("theme", "dark"), ("contrast", "more")]).await.is(200);

    let tablet = agency.signed_in(CastingDirector).await;
    for page in ["/actors", "/account"] {
        assert_eq!(root(&tablet, page).await, r#"lang="en" data-theme="dark" data-contrast="more""#);
    }
    tablet.get("/").await.says(r##"<meta name="theme-color" content="#0f131d""##).does_not_say("#fbfaf7");
    assert_eq!(root(&omar, "/actors").await, r#"lang="en""#);
    assert_eq!(root(&agency.nobody(), "/sign-in").await, r#"lang="en""#);

    // What is not given stays; what everybody has is not kept.
    tablet.call("keep_settings", &[("theme", "system"), ("keys", "off")]).await.is(200);
    assert_eq!(root(&maya, "/").await, r#"lang="en" data-contrast="more""#);
    assert_eq!(agency.count("personal_settings").await, 2);
    assert_eq!(agency.changes().await.len(), begun, "nobody else hears of it");
}

#[tokio::test]
async fn keep_settings_refuses_what_they_cannot_be() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let refused = maya.call("keep_settings", &[("contrast", "more"), ("theme", "pink")]).await;
    assert!(matches!(refused.error(), Error::Invalid(fields) if fields[0].field == "theme"));
    assert_eq!(agency.count("personal_settings").await, 0);
    agency.nobody().call("keep_settings", &[("theme", "dark")]).await.is(401);
}

#[tokio::test]
async fn keep_settings_works_without_script() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let form = [("page", "/account"), ("theme", "light"), ("contrast", "system"), ("keys", "on")];
    let kept = maya.form("/call/keep_settings", &form).await.is(303);
    let page = maya.get(kept.header("location")).await.is(200);
    page.says("Kept, for all your devices.").says(r#"value="light" checked"#);
    assert_eq!(root(&maya, "/").await, r#"lang="en" data-theme="light""#);
    maya.form("/call/keep_settings", &[("page", "/account"), ("theme", "pink")])
        .await
        .is(400)
        .says("Choose one of these");
}

#[tokio::test]
async fn keep_list_keeps_how_one_looked_at_it_until_the_address_says_otherwise() {
    let agency = TestAgency::demo().await;
    let (maya, omar) = (agency.signed_in(CastingDirector).await, agency.signed_in(ExecutiveProducer).await);
    let seen = async |client: &crate::support::Client<'_>, kind: &str, query: &str| {
        let list = client.ask(kind, &[("query", query)]).await.is(200).json();
        (list["view"].as_str().expect("a view").to_owned(), cells(&list).len())
    };
    let seen_as = |view: &str, columns| (format!("list {view}"), columns);
    // Without script: a form, which leads back to the list, looked at so.
    let form = [("side", "actor"), ("list", "q=tom&sort=age"), ("page", "/actors?q=tom&sort=age"), ("view", "cards")];
    let kept = maya.form("/call/keep_list", &form).await.is(303);
    assert_eq!(kept.header("location"), "/actors?q=tom&sort=age&view=cards");
    assert_eq!(seen(&maya, "actors", "").await, seen_as("cards", 2));
    maya.get("/actors").await.is(200).says("class=\"list cards\"");
    // The columns beside it; what is not given stays.
    let columns =
        [("side", "actor"), ("list", ""), ("columns[]", "name"), ("columns[]", "age"), ("columns[]", "movies")];
    let kept = maya.form("/call/keep_list", &columns).await.is(303);
    assert_eq!(kept.header("location"), "/actors?columns=age%2Cmovies");
    assert_eq!(seen(&maya, "actors", "gender=male").await, seen_as("cards own", 2));
    let only_the_name = [("side", "actor"), ("list", ""), ("columns[]", "name")];
    assert_eq!(maya.form("/call/keep_list", &only_the_name).await.is(303).header("location"), "/actors?columns=name");
    assert_eq!(seen(&maya, "actors", "").await, seen_as("cards own", 0));
    // An address that was handed on is believed, and nothing is kept of it.
    assert_eq!(seen(&maya, "actors", "view=compact&columns=age").await, seen_as("compact own", 1));
    assert_eq!(seen(&maya, "actors", "view=shelf").await, seen_as("table own", 0));
    assert_eq!(seen(&maya, "actors", "").await, seen_as("cards own", 0));
    // It is for one person, and for one of the lists.
    assert_eq!(seen(&omar, "actors", "").await, seen_as("table", 2));
    assert_eq!(seen(&maya, "movies", "").await, seen_as("table", 2));
    // What everybody sees at first is not kept.
    let table = [("side", "actor"), ("list", "columns=shoe"), ("view", "table")];
    maya.form("/call/keep_list", &table).await.is(303);
    assert_eq!(agency.count("personal_settings").await, 0);
    let evil = [("side", "movie"), ("list", "q=%0d%0ax&view=%23"), ("view", "\"><script>")];
    let kept = maya.form("/call/keep_list", &evil).await.is(303);
    assert_eq!(kept.header("location"), "/movies?q=%0D%0Ax&view=%22%3E%3Cscript%3E");
    assert_eq!(agency.count("personal_settings").await, 0);
}

/// How a list was looked at last is part of an address, and bounded like one.
#[tokio::test]
async fn keep_setting_keeps_how_a_list_was_looked_at() {
    let agency = TestAgency::demo().await;
    let by = || Caller::person(PersonId(2), "Maya", CastingDirector).signed_in().expect("a person");
    let list =
        async || agency.agency.settings(&by()).await.expect("they can be read").get(Setting::ListActors).to_owned();
    assert_eq!(list().await, "");
    for view in ["view=cards", "view=table&columns=age"] {
        agency.agency.keep_setting(by(), Setting::ListActors, view).await.expect("it is short");
        assert_eq!(list().await, view);
    }
    let long = "a".repeat(Setting::LONGEST + 1);
    for unsound in [long.as_str(), "view=ca rds", "view=\u{0}"] {
        assert!(agency.agency.keep_setting(by(), Setting::ListActors, unsound).await.is_err(), "{unsound:?}");
    }
    assert_eq!(list().await, "view=table&columns=age");
    agency.agency.keep_setting(by(), Setting::ListActors, "").await.expect("it is none");
    assert_eq!(agency.count("personal_settings").await, 0);
}

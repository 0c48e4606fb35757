//! People: how they come in by links, and how they are looked after.

use crate::support::{Client, TestAgency};
use domain::{
    Caller, Error, Invitation, NewInvitation, NewPerson, Person, PersonChange, PersonId,
    Role::{self, CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;

const PASSWORD: &str = "out of the blue";
const GONE: &str = "This link is no longer good";

/// Everybody, and the links nobody used.
async fn people(client: &Client<'_>) -> (Vec<Person>, Vec<Invitation>) {
    serde_json::from_str(&client.ask("people", &[]).await.is(200).text).expect("people and links")
}

async fn invite(client: &Client<'_>, role: Role) -> Invitation {
    let reply = client.call("invite", &[("name", "Ann Lee"), ("role", role.name())]).await.is(200);
    serde_json::from_str(&reply.text).expect("a link")
}

async fn reset(client: &Client<'_>, person: &str) -> Invitation {
    let reply = client.call("add_reset_link", &[("person", person)]).await.is(200);
    serde_json::from_str(&reply.text).expect("a link")
}

fn text(link: &Invitation) -> &str {
    link.link.strip_prefix("/join?link=").expect("that is where links lead")
}

fn joining<'a>(link: &'a str, login: &'a str) -> [(&'a str, &'a str); 4] {
    [("link", link), ("login", login), ("name", "Ann Lee"), ("password", PASSWORD)]
}

#[tokio::test]
async fn an_invitation_makes_an_account() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let link = invite(&omar, CastingDirector).await;
    assert_eq!((link.by.as_str(), link.until.as_str()), ("Omar Reyes", "28 Sep 2026, 14:13 UTC"));
    assert_eq!(people(&omar).await.1, std::slice::from_ref(&link), "it can be shown again");
    let ann = agency.browser();
    ann.get(&link.link).await.is(200).says("Ann Lee").does_not_say(GONE);
    let joined = ann.form("/join", &joining(text(&link), "Ann")).await.is(303);
    assert_eq!(joined.header("location"), "/");
    ann.get("/actors").await.is(200).says("Ann Lee").says("Casting director");
    ann.call("delete_actor", &[("id", "1")]).await.is(200);
    agency.sign_in("ann", PASSWORD).await.is(303);
    let (everybody, links) = people(&omar).await;
    assert_eq!((everybody.len(), links.len()), (4, 0));
    assert_eq!(everybody[1].login, "ann");
    assert_eq!(
        agency.story().await[29..],
        ["Omar Reyes added Ann Lee as a casting director", "Ann Lee deleted aymen",]
    );
    // Used once, it is used.
    ann.get(&link.link).await.is(404).says(GONE);
    agency.browser().form("/join", &joining(text(&link), "bob")).await.is(404).says(GONE);
}

#[tokio::test]
async fn a_refused_account_comes_back_as_it_was_typed() {
    let agency = TestAgency::demo().await;
    let link = invite(&agency.signed_in(ExecutiveProducer).await, CastingAssistant).await;
    let check = async |login: &str, name: &str, password: &str, words: &str| {
        let fields = [("link", text(&link)), ("login", login), ("name", name), ("password", password)];
        let reply = agency.browser().form("/join", &fields).await.is(400);
        reply.says(words).says(&format!("value=\"{login}\"")).says(&format!("value=\"{name}\""));
        reply.does_not_say(PASSWORD);
    };
    check("ann lee", "Ann", PASSWORD, "Sign-in name is one word").await;
    check("", "Ann", PASSWORD, "Sign-in name is needed").await;
    check("ann", "", PASSWORD, "Name is needed").await;
    check("ann", "Ann", "short", "Password has at least 8 characters").await;
    check("ann", "Ann", "Password1", "one of the commonest").await;
    check("MÁYA", "Ann", PASSWORD, "Somebody signs in with this name already").await;
    check("´", "Ann", PASSWORD, "Sign-in name has no letter or digit").await;
    // And the link is still good.
    agency.browser().form("/join", &joining(text(&link), "ann")).await.is(303);
}

/// Withdrawn, expired, forged, never made: one and the same page.
#[tokio::test]
async fn links_that_are_no_longer_good_look_alike() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let pages = |reply: crate::support::Reply| {
        let nonce = reply.header("content-security-policy").split('\'').find(|part| part.starts_with("nonce-"));
        reply.text.replace(&nonce.expect("a nonce")["nonce-".len()..], "NONCE")
    };
    let withdrawn = invite(&omar, CastingDirector).await;
    omar.call("withdraw_link", &[("id", &withdrawn.id.to_string())]).await.is(200);
    omar.call("withdraw_link", &[("id", &withdrawn.id.to_string())]).await.is(200);
    omar.call("withdraw_link", &[("id", "99")]).await.is(404);
    let expired = invite(&omar, CastingDirector).await;
    let forged = text(&expired).replacen(&expired.id.to_string(), "77", 1);
    agency.pass(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
    agency.nobody().get(&expired.link).await.is(200).does_not_say(GONE);
    agency.pass(SignedDuration::from_secs(1));
    let gone = pages(agency.nobody().get("/join?link=").await.is(404));
    assert!(gone.contains(GONE));
    for link in [text(&withdrawn), text(&expired), &forged, "1", "x.y", ""] {
        assert_eq!(pages(agency.nobody().get(&format!("/join?link={link}")).await.is(404)), gone, "{link}");
        assert_eq!(pages(agency.nobody().form("/join", &joining(link, "ann")).await.is(404)), gone, "{link}");
    }
    assert_eq!(agency.changes().await.len(), 29);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_use_a_link_at_once_one_comes_in() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    for round in 0..5 {
        let link = invite(&omar, CastingDirector).await;
        let guests = [format!("ann{round}"), format!("bob{round}")];
        let join = async |login: &String| agency.browser().form("/join", &joining(text(&link), login)).await.status;
        let mut done = futures::future::join_all(guests.iter().map(join)).await;
        done.sort_unstable();
        assert_eq!(done, [303, 404]);
    }
    assert_eq!(people(&omar).await.0.len(), 8);
}

#[tokio::test]
async fn a_reset_link_gives_a_new_password() {
    let agency = TestAgency::demo().await;
    let (omar, maya) = (agency.signed_in(ExecutiveProducer).await, agency.signed_in(CastingDirector).await);
    let link = reset(&omar, "2").await;
    assert_eq!((link.for_person.as_deref(), link.until.as_str()), (Some("Maya Haddad"), "22 Sep 2026, 14:13 UTC"));
    let other = reset(&omar, "2").await;
    let browser = agency.browser();
    browser.get(&link.link).await.is(200).says("maya").does_not_say(GONE);
    let check = async |password: &str, words: &str| {
        browser
            .form("/join", &[("link", text(&link)), ("password", password)])
            .await
            .is(400)
            .says(words)
            .does_not_say(GONE);
    };
    check("short", "at least 8 characters").await;
    check("Maya Haddad", "one's own name").await;
    check("football", "one of the commonest").await;
    // Nothing but the password is taken from the form.
    browser.form("/join", &joining(text(&link), "eve")).await.is(303);
    browser.get("/account").await.is(200).says("Maya Haddad");
    maya.get("/actors").await.is(303);
    agency.sign_in("maya", "maya-casts-it").await.is(401);
    agency.sign_in("maya", PASSWORD).await.is(303);
    assert_eq!(people(&omar).await.0.len(), 3);
    // It is used, and the other one for her is gone with it.
    browser.get(&link.link).await.is(404);
    browser.get(&other.link).await.is(404);
    let expired = reset(&omar, "1").await;
    agency.pass(SignedDuration::from_hours(24));
    browser.get(&expired.link).await.is(404).says(GONE);
    omar.call("add_reset_link", &[("person", "99")]).await.is(404);
}

/// Links do not outlive the right to make them, nor open an account that is closed.
#[tokio::test]
async fn links_end_with_those_they_hang_on() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let role = Some("executive_producer".to_owned());
    let promoted = PersonChange { role, ..PersonChange::default() };
    agency.agency.change_person(agency.manager(), PersonId(2), promoted).await.expect("she is there");
    let maya = agency.signed_in(CastingDirector).await;
    let (invited, for_ada) = (invite(&maya, ExecutiveProducer).await, reset(&maya, "1").await);
    let for_maya = reset(&omar, "2").await;
    omar.call("disable_person", &[("id", "2")]).await.is(200);
    for link in [&invited, &for_ada, &for_maya] {
        agency.nobody().get(&link.link).await.is(404).says(GONE);
    }
    let refused = omar.call("add_reset_link", &[("person", "2")]).await.is(409).error();
    assert_eq!(refused, Error::Conflict("Maya Haddad is disabled. Enable the account first.".into()));
    assert_eq!(people(&omar).await.1, []);
}

#[tokio::test]
async fn change_person_says_what_is_wrong() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let change = async |id: &str, version: &str, name: &str, role: &str| {
        omar.call("change_person", &[("id", id), ("version", version), ("name", name), ("role", role)]).await
    };
    change("2", "1", "Maya Hall", "casting_assistant").await.is(200);
    assert_eq!(change("2", "1", "Maya", "casting_assistant").await.is(412).error(), Error::stale());
    assert!(change("2", "2", "", "casting_assistant").await.is(400).error().field("name").is_some());
    assert!(change("2", "2", "Maya", "king").await.is(400).error().field("role").is_some());
    change("99", "1", "Maya", "casting_assistant").await.is(404);
    // What changes nothing leaves no trace.
    change("2", "2", "Maya Hall", "casting_assistant").await.is(200);
    omar.call("enable_person", &[("id", "2")]).await.is(200);
    omar.call("disable_person", &[("id", "99")]).await.is(404);
    assert_eq!(agency.story().await[29..], ["Omar Reyes made Maya Hall a casting assistant"]);
}

#[tokio::test]
async fn the_last_producer_stays() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let last = "Omar Reyes is the only executive producer who can sign in. Make somebody else one first.";
    let refused = omar.call("disable_person", &[("id", "3")]).await.is(409).error();
    assert_eq!(refused, Error::Conflict(last.into()));
    let fields = [("id", "3"), ("version", "1"), ("name", "Omar Reyes"), ("role", "casting_director")];
    omar.call("change_person", &fields).await.is(409);
    // One who cannot sign in does not count.
    let producer = PersonChange { role: Some("executive_producer".into()), ..PersonChange::default() };
    let change = async |id, change| agency.agency.change_person(agency.manager(), PersonId(id), change).await;
    change(2, producer.clone()).await.expect("she is there");
    omar.call("disable_person", &[("id", "2")]).await.is(200);
    omar.call("disable_person", &[("id", "3")]).await.is(409);
    change(1, producer).await.expect("she is there");
    omar.call("disable_person", &[("id", "3")]).await.is(200);
    omar.get("/").await.is(303);
}

/// Two who take the role from each other at the same time: one of them keeps it.
#[tokio::test(flavor = "multi_thread")]
async fn two_producers_cannot_both_go() {
    let agency = TestAgency::demo().await;
    let producer = PersonChange { role: Some("executive_producer".into()), disabled: Some(false), name: None };
    let demoted = PersonChange { role: Some("casting_director".into()), ..PersonChange::default() };
    let disabled = PersonChange { disabled: Some(true), ..PersonChange::default() };
    let change = |id, change: &PersonChange| {
        let (agency, manager, change) = (agency.agency.clone(), agency.manager(), change.clone());
        tokio::spawn(async move { agency.change_person(manager, PersonId(id), change).await })
    };
    for round in 0..50 {
        for id in [2, 3] {
            change(id, &producer).await.expect("nothing stops").expect("that is always allowed");
        }
        let other = if round % 2 == 0 { &demoted } else { &disabled };
        let (maya, omar) = tokio::join!(change(2, &demoted), change(3, other));
        let outcomes = [maya, omar].map(|outcome| outcome.expect("nothing stops"));
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Conflict(_)))), "{outcomes:?}");
    }
}

/// A link is used while the account is closed: whichever comes first, neither waits for the other for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_and_a_closed_account_at_once() {
    let agency = TestAgency::demo().await;
    let disabled = |disabled| PersonChange { disabled: Some(disabled), ..PersonChange::default() };
    for _ in 0..12 {
        let link = agency.agency.add_reset_link(agency.manager(), PersonId(2)).await.expect("she is there");
        let new = NewPerson { password: PASSWORD.into(), ..NewPerson::default() };
        let (house, text) = (agency.agency.clone(), text(&link).to_owned());
        let join = tokio::spawn(async move { house.join(&text, new).await });
        // The hashing goes first; the two meet at its end more often when the other one hashes, too.
        let (house, manager) = (agency.agency.clone(), agency.manager());
        let close = tokio::spawn(async move {
            house.set_password(manager.clone(), "ada", PASSWORD).await.expect("she is there");
            house.change_person(manager, PersonId(2), disabled(true)).await
        });
        let joined = join.await.expect("nothing stops");
        assert!(matches!(joined, Ok(_) | Err(Error::NotFound)), "{joined:?}");
        close.await.expect("nothing stops").expect("nothing is in the way");
        let change = agency.agency.change_person(agency.manager(), PersonId(2), disabled(false)).await;
        change.expect("nothing is in the way");
    }
}

#[tokio::test]
async fn the_first_account_is_made_by_a_link() {
    let agency = TestAgency::open().await;
    let first = agency.agency.first_link().await.expect("the database answers").expect("nobody is there");
    let replaced = agency.agency.first_link().await.expect("the database answers").expect("nobody is there");
    agency.nobody().get("/sign-in").await.is(200).says("console");
    agency.nobody().get(&first).await.is(404).says(GONE);
    agency.pass(SignedDuration::from_mins(30));
    agency.nobody().get(&replaced).await.is(404).says(GONE);
    let [link, other] = [agency.agency.first_link().await, agency.agency.first_link().await]
        .map(|link| link.expect("the database answers").expect("nobody is there"));
    assert_ne!(link, other);
    let text = other.strip_prefix("/join?link=").expect("that is where links lead");
    let ann = agency.browser();
    ann.get(&other).await.is(200).does_not_say(GONE);
    ann.form("/join", &joining(text, "ann")).await.is(303);
    ann.get("/people").await.is(200).says("Ann Lee");
    assert_eq!(agency.agency.first_link().await, Ok(None));
    assert_eq!(agency.story().await, ["First start added Ann Lee as an executive producer"]);
    agency.nobody().get("/sign-in").await.is(200).does_not_say("console");
    // The API has no secret way in.
    agency.nobody().get("/api/v1/actors").await.is(401);
}

/// Somebody made accounts by command meanwhile: the link is good until one of them is an executive producer's.
#[tokio::test]
async fn the_first_is_the_first() {
    let agency = TestAgency::open().await;
    let link = agency.agency.first_link().await.expect("the database answers").expect("nobody is there");
    let new = NewPerson { login: "bob".into(), name: "Bob".into(), password: PASSWORD.into() };
    agency.agency.add_person(agency.manager(), new.clone(), CastingAssistant).await.expect("he is sound");
    agency.nobody().get(&link).await.is(200);
    let eve = NewPerson { login: "eve".into(), name: "Eve".into(), password: PASSWORD.into() };
    agency.agency.add_person(agency.manager(), eve, ExecutiveProducer).await.expect("she is sound");
    assert_eq!(agency.agency.first_link().await, Ok(None));
    agency.nobody().get(&link).await.is(404).says(GONE);
    let text = link.strip_prefix("/join?link=").expect("that is where links lead");
    agency.nobody().form("/join", &joining(text, "ann")).await.is(404);
    let again = agency.agency.add_person(agency.manager(), new, CastingAssistant).await;
    assert!(again.expect_err("he is there").field("login").is_some());
}

#[tokio::test]
async fn people_are_looked_after_by_those_who_may() {
    let agency = TestAgency::demo().await;
    for role in [CastingAssistant, CastingDirector] {
        let caller = Caller::program("test", role);
        assert!(caller.permit::<domain::ManagePeople>().is_err());
        let page = agency.signed_in(role).await.get("/people").await;
        page.says("Only executive producers may manage people.").does_not_say("Omar Reyes");
    }
    let bad = agency.agency.invite(agency.manager(), NewInvitation { name: "\0".into(), role: "king".into() }).await;
    assert_eq!(bad.expect_err("it is not sound").fields().len(), 2);
}

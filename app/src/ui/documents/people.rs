//! Who has an account and what it may do, and the links that let people in.

use super::deeds;
use crate::{
    Refused, Visit,
    calls::{self, AddResetLink, ChangePerson, DisablePerson, EnablePerson, EndSessions, Invite, WithdrawLink},
    ui::{
        forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FormState, Submit, TextField},
        parts::{Avatar, Deed, Icon, Problem, Sheet},
    },
};
use axum::http::request::Parts;
use domain::{Invitation, Permission, Person, PersonId, Role};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn PeoplePage() -> impl IntoView {
    view! {
        <Title text=words::people() />
        <Suspense>
            {Suspend::new(async {
                match calls::people().await {
                    Ok((people, links)) => Either::Left(view! { <People people links /> }),
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/" back_label=words::go_home() /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn People(people: Vec<Person>, links: Vec<Invitation>) -> impl IntoView {
    let query = use_query_map();
    let asked = |name: &str| query.with_untracked(|query| query.get(name));
    let person = |name: &str| {
        let id: PersonId = asked(name)?.parse().ok()?;
        people.iter().find(|person| person.id == id).cloned()
    };
    let link = asked("link").and_then(|id| links.iter().find(|link| link.id.to_string() == id).cloned());
    let sheet = if asked("add").is_some() {
        Some(view! { <InviteSheet /> }.into_any())
    } else if let Some(person) = person("edit") {
        Some(view! { <PersonSheet person /> }.into_any())
    } else {
        link.map(|link| view! { <LinkSheet link /> }.into_any())
    };
    let ended = person("ended").map(|person| words::signed_out_everywhere(&person.name));
    view! {
        <header class="head">
            <h1>{words::people()}</h1>
            <p class="count">{words::accounts_counted(people.len() as i64)}</p>
            <Deed permission=Permission::ManagePeople href="/people?add=1".to_owned() icon="plus" label=words::invite_somebody() primary=true />
        </header>
        {ended.map(|words| view! { <p class="notice" role="status">{words}</p> })}
        <Accounts people />
        {(!links.is_empty()).then(|| view! { <Links links /> })}
        {sheet}
    }
}

/// Whether this is the person at the screen.
fn is_me(person: &Person) -> bool {
    expect_context::<Visit>().me.is_some_and(|me| me.id == person.id)
}

#[component]
fn Accounts(people: Vec<Person>) -> impl IntoView {
    let rows = people
        .into_iter()
        .map(|person| {
            let chip = match (person.disabled, is_me(&person)) {
                (true, _) => Some(words::is_disabled()),
                (false, true) => Some(words::you()),
                (false, false) => None,
            };
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/people?edit={}", person.id) class="row">
                            <Avatar name=person.name.clone() id=person.id.0 />
                            <span>{person.name} " " {chip.map(|chip| view! { <span class="chip">{chip}</span> })}</span>
                        </a>
                    </th>
                    <td class="minor">{person.login}</td>
                    <td>{person.role.title()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{words::name()}</th>
                    <th scope="col" class="minor">{words::sign_in_name()}</th>
                    <th scope="col">{words::role()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The links that nobody has used yet.
#[component]
fn Links(links: Vec<Invitation>) -> impl IntoView {
    let rows = links
        .into_iter()
        .map(|link| {
            let (id, what) = (link.id.to_string(), purpose(&link));
            let withdraw = FormState::button_for(WithdrawLink::PATH, &id, RwSignal::new(0));
            let says = words::withdraw_link(&what);
            view! {
                <li>
                    <a href=format!("/people?link={id}") class="row">
                        <Icon name="link" />
                        <span>{what}</span>
                    </a>
                    <span class="character">{words::link_made_by(&link.by, &link.until)}</span>
                    <CallButton state=withdraw label=words::withdraw() icon="" fields=vec![("id", id)] says class="button quiet" />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="links" aria-labelledby="links">
            <h2 id="links">{words::links_not_used()}</h2>
            <ul class="cast">{rows}</ul>
        </section>
    }
}

/// What a link is for.
fn purpose(link: &Invitation) -> String {
    let role = link.role.title();
    match (&link.for_person, &link.name) {
        (Some(person), _) => words::new_password_for(person),
        (None, Some(name)) => words::name_and_role(name, &role.to_lowercase()),
        (None, None) => role.to_owned(),
    }
}

#[component]
fn InviteSheet() -> impl IntoView {
    let state = FormState::button(Invite::PATH);
    view! {
        <Sheet title=words::invite_somebody().to_owned() close="/people".to_owned()>
            <CallForm state>
                <ErrorSummary state />
                <TextField state name="name" label=words::name() value="" first=true hint=words::name_may_stay_empty() />
                <RoleField state role=Role::CastingAssistant />
                <Submit state label=words::make_a_link() />
            </CallForm>
        </Sheet>
    }
}

/// The link itself, to be handed over.
#[component]
fn LinkSheet(link: Invitation) -> impl IntoView {
    let hint = words::hand_it_over(&link.until);
    view! {
        <Sheet title=purpose(&link) close="/people".to_owned()>
            <div class="field">
                <label for="link">{words::link()}</label>
                <p class="hint" id="link-hint">
                    {hint}
                </p>
                <div class="together">
                    <input id="link" type="text" dir="ltr" readonly autofocus value=to_hand_over(&link) aria-describedby="link-hint" />
                    <button id="copy" class="button" type="button" hidden>
                        {words::copy()}
                    </button>
                </div>
                <p class="hint" id="copied" role="status" data-done=words::copied()></p>
            </div>
        </Sheet>
    }
}

/// The link with the host that it was asked for at.
fn to_hand_over(link: &Invitation) -> String {
    let uri = use_context::<Parts>().map(|parts| parts.uri).unwrap_or_default();
    match (uri.scheme(), uri.authority()) {
        (Some(scheme), Some(host)) => format!("{scheme}://{host}{}", link.link),
        _ => link.link.clone(),
    }
}

/// One account, and what can be done to it.
#[component]
fn PersonSheet(person: Person) -> impl IntoView {
    let (id, me) = (person.id.to_string(), is_me(&person));
    let deed =
        |call: &'static str, whom: &'static str, label: &'static str, icon: &'static str, means: &'static str| {
            view! {
                <li>
                    <CallButton state=FormState::button(call) label icon fields=vec![(whom, id.clone())] />
                    <p class="hint">{means}</p>
                </li>
            }
        };
    let others = if person.disabled {
        vec![deed(EnablePerson::PATH, "id", words::enable(), "plus", words::enable_means())]
    } else {
        let disabled = if me { words::disable_yourself_means() } else { words::disable_means() };
        vec![
            deed(AddResetLink::PATH, "person", words::make_password_link(), "link", words::password_link_means()),
            deed(EndSessions::PATH, "id", words::sign_out_everywhere(), "leave", words::sign_out_everywhere_means()),
            deed(DisablePerson::PATH, "id", words::disable(), "bar", disabled),
        ]
    };
    let change = FormState::button(ChangePerson::PATH);
    // What is refused goes before.
    let first = expect_context::<StoredValue<Option<Refused>>>().with_value(Option::is_none);
    view! {
        <Sheet title=person.name.clone() close="/people".to_owned()>
            <p class="hint">{words::signs_in_as(&person.login)}</p>
            <CallForm state=change>
                <ErrorSummary state=change />
                <input type="hidden" name="id" value=id.clone() />
                <input type="hidden" name="version" value=person.version />
                <TextField state=change name="name" label=words::name() value=person.name first />
                <RoleField state=change role=person.role />
                {me.then(|| view! { <p class="hint">{words::another_role_counts_at_once()}</p> })}
                <Submit state=change label=words::save() />
            </CallForm>
            <ul class="also">{others}</ul>
        </Sheet>
    }
}

#[component]
fn RoleField(state: FormState, role: Role) -> impl IntoView {
    let choices = Role::ALL.map(|role| (role.name().to_owned(), role.title().to_owned())).to_vec();
    view! { <ChoiceField state name="role" label=words::role() value=role.name() choices means=what_more /> }
}

/// What a role may do that the one before it may not.
fn what_more(role: &str) -> String {
    let role: Option<Role> = role.parse().ok();
    let deeds = deeds(|permission| Some(permission.least_role()) == role);
    if role == Some(Role::ALL[0]) { words::may_do(&deeds) } else { words::may_also_do(&deeds) }
}

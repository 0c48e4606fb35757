//! Who has an account and what it may do, and the links that let people in.

use super::{
    forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FormState, Submit, TextField},
    parts::{Avatar, Deed, Icon, Problem, Sheet, Skeleton, may},
};
use crate::{
    Visit,
    calls::{self, AddResetLink, ChangePerson, DisablePerson, EnablePerson, EndSessions, Invite, WithdrawLink},
};
use domain::{Invitation, NewInvitation, Permission, Person, Role};
use leptos::{either::Either, html, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)));
    let (adding, editing, linked, ended) = (asked("add"), asked("edit"), asked("link"), asked("ended"));
    let settled = RwSignal::new(0);
    let invite = FormState::new(Invite::PATH, |typed| {
        NewInvitation { name: typed.text("name"), role: typed.text("role") }.checked().map(drop)
    })
    .counting(settled);
    let change = FormState::button(ChangePerson::PATH).counting(settled);
    let people = Resource::new(move || settled.get(), |_| calls::people());
    view! {
        <Title text="People" />
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match people.await {
                    Ok((people, invitations)) => {
                        let (all, links) = (people.clone(), invitations.clone());
                        let named = |asked: Memo<Option<String>>| {
                            let people = people.clone();
                            move || asked.get().and_then(|id| people.iter().find(|person| person.id.to_string() == id).cloned())
                        };
                        let (edited, ended) = (named(editing), named(ended));
                        let link = move || linked.get().and_then(|id| links.iter().find(|link| link.id.to_string() == id).cloned());
                        Either::Left(
                            view! {
                                <header class="head">
                                    <h1>"People"</h1>
                                    <p class="count">{format!("{} {}", all.len(), if all.len() == 1 { "account" } else { "accounts" })}</p>
                                    <Deed permission=Permission::ManagePeople href="/people?add=1".to_owned() icon="plus" label="Invite somebody" primary=true />
                                </header>
                                {move || ended().map(|person| view! { <p class="notice" role="status">{format!("{} is signed out everywhere.", person.name)}</p> })}
                                <Accounts people=all />
                                <Links invitations settled />
                                {move || edited().map(|person| view! { <PersonSheet person change settled /> })}
                                {move || link().map(|invitation| view! { <LinkSheet invitation /> })}
                            },
                        )
                    }
                    Err(error) => Either::Right(view! { <Problem error what="page" back="/" back_label="Go home" /> }),
                }
            })}
        </Transition>
        <Show when=move || adding.get().is_some() && may(Permission::ManagePeople)>
            <Sheet title="Invite somebody".to_owned() close="/people".to_owned()>
                <CallForm state=invite>
                    <ErrorSummary state=invite />
                    <TextField state=invite name="name" label="Name" value="" first=true hint="May stay empty: whoever joins says it" />
                    <RoleField state=invite role=Role::CastingAssistant />
                    <Submit state=invite label="Make a link" />
                </CallForm>
            </Sheet>
        </Show>
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
                (true, _) => Some("Disabled"),
                (false, true) => Some("You"),
                (false, false) => None,
            };
            view! {
                <tr>
                    <th scope="row">
                        // Not the router's own link, which would call this the current page.
                        <a href=format!("/people?edit={}", person.id) class="row" data-noscroll="">
                            <Avatar name=person.name.clone() id=person.id.0 />
                            <span>{person.name}</span>
                            {chip.map(|chip| view! { <span class="chip">{chip}</span> })}
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
                    <th scope="col">"Name"</th>
                    <th scope="col" class="minor">"Sign-in name"</th>
                    <th scope="col">"Role"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The links that nobody has used yet.
#[component]
fn Links(invitations: Vec<Invitation>, settled: RwSignal<usize>) -> impl IntoView {
    let rows = invitations
        .into_iter()
        .map(|invitation| {
            let id = invitation.id.to_string();
            let withdraw = FormState::button_for(WithdrawLink::PATH, &id, settled);
            let says = format!("Withdraw the link: {}", purpose(&invitation));
            view! {
                <li>
                    <a href=format!("/people?link={id}") class="row" data-noscroll="">
                        <Icon name="link" />
                        <span>{purpose(&invitation)}</span>
                    </a>
                    <span class="character">{format!("Made by {}, good until {}", invitation.by, invitation.until)}</span>
                    <CallButton state=withdraw label="Withdraw" icon="" fields=vec![("id", id)] says class="button quiet" />
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="links" aria-labelledby="links">
                <h2 id="links">"Links not used yet"</h2>
                <ul class="cast">{rows}</ul>
            </section>
        }
    })
}

/// What a link is for.
fn purpose(invitation: &Invitation) -> String {
    match (&invitation.for_person, &invitation.name) {
        (Some(person), _) => format!("New password for {person}"),
        (None, Some(name)) => format!("{name}, {}", invitation.role.title().to_lowercase()),
        (None, None) => invitation.role.title().to_owned(),
    }
}

/// The link itself, to be handed over.
#[component]
fn LinkSheet(invitation: Invitation) -> impl IntoView {
    let place = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        if let Some(place) = place.get() {
            place.select();
            copied.set(copy_selection());
        }
    };
    view! {
        <Sheet title=purpose(&invitation) close="/people".to_owned()>
            <div class="field">
                <label for="link">"Link"</label>
                <p class="hint" id="link-hint">
                    {format!("Hand it over yourself. It works once, until {}, for whoever opens it.", invitation.until)}
                </p>
                <div class="together">
                    <input id="link" type="text" readonly value=invitation.link node_ref=place aria-describedby="link-hint" />
                    <button class="button scripted" type="button" on:click=copy>
                        "Copy"
                    </button>
                </div>
                <p class="hint" role="status">
                    {move || copied.get().then_some("Copied.")}
                </p>
            </div>
        </Sheet>
    }
}

/// Copies what is selected. The clipboard's newer interface is only there behind HTTPS, and a house's own server may be
/// without.
#[cfg(feature = "hydrate")]
fn copy_selection() -> bool {
    use leptos::wasm_bindgen::{self, prelude::wasm_bindgen};
    #[wasm_bindgen(wasm_bindgen = wasm_bindgen)]
    extern "C" {
        #[wasm_bindgen(js_namespace = document, js_name = execCommand)]
        fn exec_command(command: &str) -> bool;
    }
    exec_command("copy")
}

#[cfg(not(feature = "hydrate"))]
fn copy_selection() -> bool {
    false
}

/// One account, and what can be done to it.
#[component]
fn PersonSheet(person: Person, change: FormState, settled: RwSignal<usize>) -> impl IntoView {
    let (id, me) = (person.id.to_string(), is_me(&person));
    // What one does to oneself changes what every page shows.
    let change = change.answered_afresh(me);
    let deed = |call: &'static str, label: &'static str, icon: &'static str, means: &'static str| {
        let state = FormState::button_for(call, &id, settled).answered_afresh(me);
        view! {
            <li>
                <CallButton state label icon fields=vec![("id", id.clone())] />
                <p class="hint">{means}</p>
            </li>
        }
    };
    let deeds = if person.disabled {
        vec![deed(EnablePerson::PATH, "Enable", "leave", "Lets them sign in again, with the password they had.")]
    } else {
        let disabled = if me {
            "Signs you out at once. Only another executive producer can enable your account again."
        } else {
            "Signs them out at once and keeps them out. What they did stays."
        };
        vec![
            deed(
                AddResetLink::PATH,
                "Make a link for a new password",
                "link",
                "For a forgotten one. Until the link is used, the old one goes on working.",
            ),
            deed(EndSessions::PATH, "Sign out everywhere", "leave", "On every device. The password stays the same."),
            deed(DisablePerson::PATH, "Disable", "bar", disabled),
        ]
    };
    view! {
        <Sheet title=person.name.clone() close="/people".to_owned()>
            <CallForm state=change>
                <ErrorSummary state=change />
                <input type="hidden" name="id" value=id.clone() />
                <input type="hidden" name="version" value=person.version />
                <TextField state=change name="name" label="Name" value=person.name first=true />
                <RoleField state=change role=person.role />
                {me.then(|| view! { <p class="hint">"This is you: another role counts at once, and may take this page away from you."</p> })}
                <Submit state=change label="Save" />
            </CallForm>
            <ul class="also">{deeds}</ul>
        </Sheet>
    }
}

#[component]
fn RoleField(state: FormState, role: Role) -> impl IntoView {
    let choices = Role::ALL.map(|role| (role.name().to_owned(), role.title().to_owned())).to_vec();
    view! { <ChoiceField state name="role" label="Role" value=role.name() choices means=what_more /> }
}

/// What a role may do that the one before it may not.
fn what_more(role: &str) -> String {
    let role: Option<Role> = role.parse().ok();
    let deeds = Permission::ALL.iter().filter(|permission| Some(permission.least_role()) == role);
    let deeds: Vec<_> = deeds.map(|permission| permission.deed()).collect();
    let first = role == Some(Role::ALL[0]);
    format!("{} {}.", if first { "May" } else { "May do all that, and" }, deeds.join(", "))
}

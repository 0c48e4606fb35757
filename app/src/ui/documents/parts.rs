//! Every part that pages are made of, in every state it can stand in: to be looked at as a picture, in both themes and in high
//! contrast. There in builds for development alone.

use crate::{
    Refused,
    calls::Pages,
    ui::{
        forms::{ChoiceField, DateField, ErrorSummary, FormState, Submit, TextField},
        links,
        menu::{Item, Menu},
        parts::{Avatar, Barred, Icon, Skeleton, tabs::Tabs},
        story::story,
    },
};
use domain::{Deed, Error, FieldError, Permission, Told};
use leptos::prelude::*;
use leptos_meta::Title;
use words::SLOTS;

/// Longer than anything there is room for, and without a place to break it.
const LONG: &str = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh";
/// The address of a form that nobody sends.
const NOWHERE: &str = "/call/parts";

#[component]
pub fn PartsPage() -> impl IntoView {
    view! {
        <Title text="Parts" />
        <header class="head">
            <h1>"Parts"</h1>
            <p class="count">"What pages are made of, in every state"</p>
        </header>
        <Buttons />
        <Fields />
        <Words />
        <Menus />
        <Several />
        <Rows />
        <Places />
    }
}

fn part(title: &'static str, states: impl IntoView) -> impl IntoView {
    let id = title.to_lowercase();
    let label = id.clone();
    view! {
        <section class="specimen" aria-labelledby=label>
            <h2 id=id>{title}</h2>
            <div>{states}</div>
        </section>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let button = |class: &'static str, words: &'static str, busy: bool| {
        view! {
            <button class=class type="button" aria-busy=busy.then_some("true")>
                {words}
            </button>
        }
    };
    part(
        "Buttons",
        view! {
            {button("button primary", "Add actor", false)}
            {button("button", "Edit", false)}
            {button("button quiet", "Take out", false)}
            {button("button primary", "Adding", true)}
            {button("button", LONG, false)}
            <a class="button" href="/parts">
                <Icon name="plus" />
                <span>"A link"</span>
            </a>
            <button class="button quiet" type="button" aria-label="Close" data-tip="">
                <Icon name="close" />
            </button>
            <Barred permission=Permission::EmptyTrash icon="bin" label="Empty the trash" />
        },
    )
}

#[component]
fn Fields() -> impl IntoView {
    let state = FormState::button(NOWHERE);
    // As it comes back from the server: with what was typed, and what is wrong with it.
    let wrong = [
        ("name-wrong", "Name is needed"),
        ("date-wrong", "Release date is not a date; write it as yyyy-mm-dd"),
        ("gender-wrong", "Choose one"),
    ];
    let error = Error::Invalid(wrong.map(|(field, message)| FieldError::new(field, message)).into());
    let refused = Refused { call: "/call/wrong".into(), page: "/parts".into(), typed: Vec::new(), error };
    provide_context(StoredValue::new(Some(refused)));
    let refused = FormState::button("/call/wrong");
    let genders = || ["Female", "Male"].map(|word| (word.to_lowercase(), word.to_owned())).to_vec();
    let long = || vec![("long".to_owned(), LONG.to_owned()), ("short".to_owned(), "Short".to_owned())];
    part(
        "Fields",
        view! {
            <form class="specimens">
                <TextField state name="name" label="Name" value="Tom Hanks" hint="As the poster has it" />
                <TextField state name="empty" label="Empty" value="" />
                <TextField state name="age" label="Age" value="65" numeric=true />
                <DateField state name="date" label="Release date" value="2010-07-16" />
                <DateField state name="no-date" label="Rights end" value="" hint="Empty: never" />
                <TextField state name="long" label=LONG value=LONG.repeat(2) />
                <ChoiceField state name="gender" label="Gender" value="female" choices=genders() />
                <ChoiceField state name="many" label="Long ones" value="" choices=long() />
                <div class="field">
                    <label for="kind">"One of many"</label>
                    <select id="kind">
                        <option>"Everything"</option>
                        <option>{LONG}</option>
                    </select>
                </div>
                <label class="tick">
                    <input type="checkbox" checked />
                    <span>"Ticked"</span>
                </label>
                <Submit state label="Save" />
            </form>
            <form class="specimens" aria-label="Refused">
                <ErrorSummary state=refused />
                <TextField state=refused name="name-wrong" label="Name" value="" />
                <DateField state=refused name="date-wrong" label="Release date" value="2010-06-3" />
                <ChoiceField state=refused name="gender-wrong" label="Gender" value="" choices=genders() />
            </form>
        },
    )
}

#[component]
fn Words() -> impl IntoView {
    part(
        "Words",
        view! {
            <p class="notice">
                <span>"You deleted inception."</span>
                <button class="button" type="button">
                    "Undo"
                </button>
            </p>
            <p class="refused">"There is no such page of actors."</p>
            <p class="empty">"Nobody yet. Actors you add will be listed here."</p>
            <p class="hint">"They do nothing while you type."</p>
            <span class="chip">"Chip"</span>
            <span class="chip">{LONG}</span>
            <ol class="ladder" aria-label="The ladder">
                <li>"Considered"</li>
                <li>"First refusal"</li>
                <li>"Held"</li>
                <li>"Booked"</li>
            </ol>
            <a class="filter" href="/parts">
                "Filter"
            </a>
            <a class="filter" href="/parts" aria-current="true">
                "Filtered"
                <Icon name="close" />
            </a>
            <span class="tip">"Close"</span>
            <span class="tip">{LONG}</span>
            <Avatar name="Tom Hanks".to_owned() id=1 />
            {(0..8).map(|id| view! { <Avatar name="Ada Lindqvist".to_owned() id /> }).collect_view()}
            <Avatar name="Ada Lindqvist".to_owned() id=5 large=true />
        },
    )
}

#[component]
fn Menus() -> impl IntoView {
    let items = |words: &[&'static str]| {
        let item = |&words| Item { words, href: "/parts".to_owned(), external: true };
        words.iter().map(item).collect::<Vec<_>>()
    };
    let deeds = items(&["Edit", "Cast in a movie", "History", "Delete…"]);
    part(
        "Menus",
        view! {
            <Menu id="menu-closed".to_owned() label="What to do with tom hanks".to_owned() items=deeds />
            <Menu id="menu-open".to_owned() label="What to do with aymen".to_owned() items=items(&["History", LONG]) open=true />
        },
    )
}

#[component]
fn Several() -> impl IntoView {
    let tab = |id: &'static str, title: &'static str, says: &'static str| {
        view! {
            <section aria-labelledby=id>
                <h3 id=id>{title}</h3>
                <p>{says}</p>
            </section>
        }
    };
    part(
        "Tabs",
        view! {
            <Tabs label="Parts of a part" parts=vec![("first", "Facts"), ("second", "Cast"), ("third", LONG)] />
            {tab("first", "Facts", "What is known of it.")}
            {tab("second", "Cast", "Who plays whom.")}
            {tab("third", LONG, "Whatever there is no room for.")}
        },
    )
}

#[component]
fn Rows() -> impl IntoView {
    let pages = |before: bool, after: bool| {
        let there = |is: bool| is.then(|| "/parts".to_owned());
        links::pages(Pages { before: there(before), after: there(after), words: "2 of 12".to_owned() })
    };
    let row = |name: &'static str, gender: &'static str, age: u8| {
        view! {
            <tr>
                <th scope="row">
                    <a href="/parts" class="row">
                        <Avatar name=name.to_owned() id=age.into() />
                        <span>{name}</span>
                    </a>
                </th>
                <td class="minor">{gender}</td>
                <td class="number">{age}</td>
            </tr>
        }
    };
    let told = |by: &str, says: String, what: &str| Told {
        by: by.to_owned(),
        at: "2026-11-22T10:00:00Z".to_owned(),
        when: "22 Nov 2026, 10:00".to_owned(),
        deed: Deed { says, what: what.to_owned(), path: Some("/parts".to_owned()) },
    };
    part(
        "Rows",
        view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col" aria-sort="ascending">
                            <a href="/parts">"Name"</a>
                        </th>
                        <th scope="col" class="minor">
                            <a href="/parts">"Gender"</a>
                        </th>
                        <th scope="col" class="number">
                            <a href="/parts">"Age"</a>
                        </th>
                    </tr>
                </thead>
                <tbody>{row("Tom Hanks", "Male", 65)} {row(LONG, "Female", 37)}</tbody>
            </table>
            <div inner_html=pages(true, false)></div>
            {story(vec![told("Maya Haddad", words::deed_renamed(SLOTS[0], "Heat"), "heat"), told(LONG, words::deed_added(SLOTS[0]), LONG)])}
        },
    )
}

#[component]
fn Places() -> impl IntoView {
    part(
        "Places",
        view! {
            <ul class="figures">
                <li>
                    <a href="/parts">
                        <span class="number">"12"</span>
                        <span>"actors"</span>
                    </a>
                </li>
                <li>
                    <span class="figure">
                        <span class="number">"0"</span>
                        <span>"parts cast"</span>
                    </span>
                </li>
            </ul>
            <Skeleton />
        },
    )
}

//! Coming in by a link: a first account, an invitation, a new password.

use super::{GOOD_PASSWORD, deeds, sign_in::Brand};
use crate::{
    JoinKind, Joining,
    ui::forms::{ErrorSummary, FormState, TextField},
};
use domain::Role;
use leptos::prelude::*;
use leptos_meta::Title;

/// What a link opens. Its form is a plain one, as that of signing in.
#[component]
pub fn JoinPage() -> impl IntoView {
    let Joining { kind, role, name, login, link } = expect_context();
    if kind == JoinKind::Gone {
        return view! { <Gone /> }.into_any();
    }
    let title = match kind {
        JoinKind::First => "Make the first account",
        JoinKind::Invite => "Make your account",
        JoinKind::Reset | JoinKind::Gone => "Choose a new password",
    };
    let state = FormState::button("/join");
    let whose = match login {
        Some(login) => view! {
            <p class="lead">{format!("You sign in as {login}.")}</p>
            // Tells a password manager whose password it is.
            <input type="text" autocomplete="username" value=login hidden />
        }
        .into_any(),
        None => view! {
            {role.map(|role| view! { <p class="lead">{as_what(role)}</p> })}
            <TextField state name="login" label="Sign-in name" value="" autocomplete="username" hint="Short and without spaces, such as maya" first=true />
            <TextField state name="name" label="Your name" value=name autocomplete="name" hint="As your colleagues will read it" />
        }
        .into_any(),
    };
    view! {
        <Title text=title />
        <section class="door">
            <Brand />
            <h1>{title}</h1>
            <ErrorSummary state />
            <form action="/join" method="post" novalidate>
                <input type="hidden" name="link" value=link />
                {whose}
                <TextField state name="password" label="Password" value="" kind="password" autocomplete="new-password" hint=GOOD_PASSWORD first=kind == JoinKind::Reset />
                <button class="button primary wide" type="submit">
                    {if kind == JoinKind::Reset { "Save password and sign in" } else { "Make account and sign in" }}
                </button>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <Title text="This link is no longer good" />
        <section class="door">
            <Brand />
            <h1>"This link is no longer good"</h1>
            <p class="lead">"It was used already, or withdrawn, or it is too old. Ask an executive producer of your agency for a new one."</p>
            <a class="button wide" href="/sign-in">
                "Sign in"
            </a>
        </section>
    }
}

/// What whoever joins will be, and may do by the table.
fn as_what(role: Role) -> String {
    format!("You will be {}, who may {}.", role.with_article(), deeds(|permission| role.may(permission)))
}

//! Coming in by a link: a first account, an invitation, a new password.

use super::{deeds, sign_in::Brand};
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
        JoinKind::First => words::make_first_account(),
        JoinKind::Invite => words::make_your_account(),
        JoinKind::Reset | JoinKind::Gone => words::choose_new_password(),
    };
    let state = FormState::button("/join");
    let whose = match login {
        Some(login) => view! {
            <p class="lead">{words::you_sign_in_as(&login)}</p>
            // Tells a password manager whose password it is.
            <input type="text" autocomplete="username" value=login hidden />
        }
        .into_any(),
        None => view! {
            {role.map(|role| view! { <p class="lead">{as_what(role)}</p> })}
            <TextField state name="login" label=words::sign_in_name() value="" autocomplete="username" hint=words::sign_in_name_hint() first=true />
            <TextField state name="name" label=words::your_name() value=name autocomplete="name" hint=words::your_name_hint() />
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
                <TextField state name="password" label=words::password() value="" kind="password" autocomplete="new-password" hint=words::good_password() first=kind == JoinKind::Reset />
                <button class="button primary wide" type="submit">
                    {if kind == JoinKind::Reset { words::save_password_and_sign_in() } else { words::make_account_and_sign_in() }}
                </button>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <Title text=words::link_no_longer_good() />
        <section class="door">
            <Brand />
            <h1>{words::link_no_longer_good()}</h1>
            <p class="lead">{words::why_no_longer_good()}</p>
            <a class="button wide" href="/sign-in">
                {words::sign_in()}
            </a>
        </section>
    }
}

/// What whoever joins will be, and may do by the table.
fn as_what(role: Role) -> String {
    words::you_will_be(role.with_article(), &deeds(|permission| role.may(permission)))
}

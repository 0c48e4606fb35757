//! Signing in.

use crate::{Refused, Visit};
use domain::{Error, SignInProblem};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page nobody needs to be signed in for. Its form is a plain one: arriving wants a fresh document, with nothing of
/// whoever sat here before.
#[component]
pub fn SignInPage() -> impl IntoView {
    let Visit { demo, empty, .. } = expect_context();
    let content = if empty { view! { <NobodyYet /> }.into_any() } else { view! { <SignInForm /> }.into_any() };
    view! {
        <Title text=words::sign_in() />
        <section class="door">
            <Brand />
            <h1>{words::sign_in()}</h1>
            {content}
            {demo.then(|| view! { <p class="hint">{words::demo_passwords()}</p> })}
        </section>
    }
}

/// Whose door this is.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <p class="brand">
            <img src="/icons/mark.svg" alt="" width="40" height="40" />
            {words::agency_name()}
        </p>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let refused = expect_context::<StoredValue<Option<Refused>>>().get_value();
    let typed = |name: &str| {
        let typed = refused.as_ref().map(|refused| refused.typed.as_slice()).unwrap_or_default();
        typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (login, held) = (typed("login"), typed("held"));
    let problem = refused.map(|refused| match refused.error {
        Error::SignIn(SignInProblem::SessionEnded) => words::typed_comes_back().to_owned(),
        error => error.to_string(),
    });
    let wrong = problem.is_some();
    let next = use_query_map().with_untracked(|query| query.get("next").unwrap_or_default());
    view! {
        {problem.map(|problem| view! { <div class="summary" role="alert" tabindex="-1" autofocus><p id="sign-in-error">{problem}</p></div> })}
        <form action="/sign-in" method="post">
            <input type="hidden" name="next" value=next />
            {(!held.is_empty()).then(|| view! { <input type="hidden" name="held" value=held /> })}
            <div class="field" class:wrong=wrong>
                <label for="login">{words::sign_in_name()}</label>
                <input id="login" name="login" type="text" value=login autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus=!wrong />
            </div>
            <div class="field" class:wrong=wrong>
                <label for="password">{words::password()}</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required autofocus=wrong aria-describedby=wrong.then_some("sign-in-error") />
            </div>
            <button class="button primary wide" type="submit">
                {words::sign_in()}
            </button>
        </form>
        <p class="hint">{words::forgotten_it()}</p>
    }
}

/// In place of the form, as long as there is nobody to sign in.
#[component]
fn NobodyYet() -> impl IntoView {
    view! {
        <p class="lead">{words::nobody_yet()}</p>
        <p class="hint">{words::first_link_lasts()}</p>
    }
}

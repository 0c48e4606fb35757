//! One's own account: how the pages look to it, the password, and where one is signed in.

use super::GOOD_PASSWORD;
use crate::{
    Visit,
    calls::{self, ChangePassword, EndSession, KeepSettings},
    ui::{
        forms::{CallButton, CallForm, ChoiceField, ErrorSummary, FormState, Submit, TextField},
        parts::{Icon, Problem, may},
    },
};
use domain::{Permission, SeenSession, Setting, Settings};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::iter;
use words::Language;

#[component]
pub fn AccountPage() -> impl IntoView {
    let me = expect_context::<Visit>().me.expect("this page is drawn for somebody");
    let changed = use_query_map().with_untracked(|query| query.get("changed").is_some());
    let change = FormState::button(ChangePassword::PATH);
    view! {
        <Title text="Your account" />
        <header class="head">
            <h1>{me.name}</h1>
            <p class="count">{me.role.title()} ", signs in as " {me.login.clone()}</p>
        </header>
        <nav class="elsewhere" aria-label="More">
            <a class="button" href="/activity">
                <Icon name="pulse" />
                <span>"Activity"</span>
            </a>
            <a class="button" href="/trash">
                <Icon name="bin" />
                <span>"Trash"</span>
            </a>
            {may(Permission::ManagePeople)
                .then(|| {
                    view! {
                        <a class="button" href="/people">
                            <Icon name="badge" />
                            <span>"People"</span>
                        </a>
                    }
                })}
            {may(Permission::SeeUsage)
                .then(|| {
                    view! {
                        <a class="button" href="/usage">
                            <Icon name="chart" />
                            <span>"Usage"</span>
                        </a>
                    }
                })}
        </nav>
        <Appearance />
        {changed
            .then(|| {
                view! {
                    <p class="notice" role="status">
                        "Your password is changed. Your other devices are signed out."
                    </p>
                }
            })}
        <section class="account" aria-labelledby="password-title">
            <h2 id="password-title">"Change your password"</h2>
            <CallForm state=change>
                <ErrorSummary state=change />
                // Tells a password manager whose password it is.
                <input type="text" autocomplete="username" value=me.login hidden />
                <TextField state=change name="current" label="Current password" value="" kind="password" autocomplete="current-password" />
                <TextField state=change name="password" label="New password" value="" kind="password" autocomplete="new-password" hint=GOOD_PASSWORD />
                <Submit state=change label="Change password" />
            </CallForm>
        </section>
        <section class="account" aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <Suspense>
                {Suspend::new(async {
                    match calls::sessions().await {
                        Ok(sessions) => {
                            let rows = sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
                            Either::Left(view! { <ul class="cast">{rows}</ul> })
                        }
                        Err(error) => Either::Right(view! { <Problem error what="page" back="/" back_label="Go home" /> }),
                    }
                })}
            </Suspense>
        </section>
    }
}

/// How the pages look. With script a choice counts at once (frontend/page/settings.js), without it when it is sent.
#[component]
fn Appearance() -> impl IntoView {
    let settings = use_context::<Settings>().unwrap_or_default();
    let kept = use_query_map().with_untracked(|query| query.get("kept").is_some());
    let state = FormState::button(KeepSettings::PATH);
    let field = |setting: Setting, label: &'static str, words: &[&str]| {
        let value = settings.get(setting).to_owned();
        let choices =
            setting.choices().iter().zip(words).map(|(value, words)| ((*value).to_owned(), (*words).to_owned()));
        view! { <ChoiceField state name=setting.name() label value choices=choices.collect() /> }
    };
    let theme = field(Setting::Theme, "Colours", &["As the device", "Light", "Dark"]);
    let contrast = field(Setting::Contrast, "Contrast", &["As the device", "High"]);
    // Each by the name it has for itself: whoever came to the wrong one finds back.
    let languages: Vec<_> = iter::once("As the browser").chain(Language::all().map(Language::name)).collect();
    let language = field(Setting::Language, "Language", &languages);
    let keys = field(Setting::Keys, "Keys of one letter", &["On", "Off"]);
    view! {
        <section class="account" aria-labelledby="appearance">
            <h2 id="appearance">"Appearance"</h2>
            <CallForm state>
                <ErrorSummary state />
                {language}
                {theme}
                {contrast}
                {keys}
                <Submit state label="Keep these" />
                <p class="kept" role="status" data-kept="Kept, for all your devices." data-failed="This could not be kept. Try again in a moment.">
                    {kept.then_some("Kept, for all your devices.")}
                </p>
            </CallForm>
        </section>
    }
}

#[component]
fn Row(session: SeenSession) -> impl IntoView {
    let SeenSession { id, device, since, seen, this } = session;
    let end = FormState::button_for(EndSession::PATH, &id.to_string(), RwSignal::new(0));
    let says = format!("Sign out {device}, last seen {seen}");
    view! {
        <li>
            <strong>{device}</strong>
            <span class="character">{format!("Since {since}, last seen {seen}")}</span>
            {if this {
                Either::Left(view! { <span class="chip">"This one"</span> })
            } else {
                Either::Right(view! { <CallButton state=end label="Sign out" icon="" fields=vec![("id", id.to_string())] says class="button quiet" /> })
            }}
        </li>
    }
}

//! One's own account: how the pages look to it, the password, and where one is signed in.

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
        <Title text=words::your_account() />
        <header class="head">
            <h1>{me.name}</h1>
            <p class="count">{words::role_and_login(me.role.title(), &me.login)}</p>
        </header>
        <nav class="elsewhere" aria-label=words::more_pages()>
            <a class="button" href="/activity">
                <Icon name="pulse" />
                <span>{words::activity()}</span>
            </a>
            <a class="button" href="/trash">
                <Icon name="bin" />
                <span>{words::trash()}</span>
            </a>
            {may(Permission::ManagePeople)
                .then(|| {
                    view! {
                        <a class="button" href="/people">
                            <Icon name="badge" />
                            <span>{words::people()}</span>
                        </a>
                    }
                })}
            {may(Permission::SeeUsage)
                .then(|| {
                    view! {
                        <a class="button" href="/usage">
                            <Icon name="chart" />
                            <span>{words::usage()}</span>
                        </a>
                    }
                })}
        </nav>
        <Appearance />
        {changed
            .then(|| {
                view! {
                    <p class="notice" role="status">
                        {words::password_changed()}
                    </p>
                }
            })}
        <section class="account" aria-labelledby="password-title">
            <h2 id="password-title">{words::change_your_password()}</h2>
            <CallForm state=change>
                <ErrorSummary state=change />
                // Tells a password manager whose password it is.
                <input type="text" autocomplete="username" value=me.login hidden />
                <TextField state=change name="current" label=words::current_password() value="" kind="password" autocomplete="current-password" />
                <TextField state=change name="password" label=words::new_password() value="" kind="password" autocomplete="new-password" hint=words::good_password() />
                <Submit state=change label=words::change_password() />
            </CallForm>
        </section>
        <section class="account" aria-labelledby="sessions">
            <h2 id="sessions">{words::where_you_are_signed_in()}</h2>
            <Suspense>
                {Suspend::new(async {
                    match calls::sessions().await {
                        Ok(sessions) => {
                            let rows = sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
                            Either::Left(view! { <ul class="cast">{rows}</ul> })
                        }
                        Err(error) => Either::Right(view! { <Problem error what="page" back="/" back_label=words::go_home() /> }),
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
    let theme = field(Setting::Theme, words::colours(), &[words::as_the_device(), words::light(), words::dark()]);
    let contrast = field(Setting::Contrast, words::contrast(), &[words::as_the_device(), words::high_contrast()]);
    // Each by the name it has for itself: whoever came to the wrong one finds back.
    let languages: Vec<_> = iter::once(words::as_the_browser()).chain(Language::all().map(Language::name)).collect();
    let language = field(Setting::Language, words::language(), &languages);
    let keys = field(Setting::Keys, words::keys_of_one_letter(), &[words::keys_on(), words::keys_off()]);
    view! {
        <section class="account" aria-labelledby="appearance">
            <h2 id="appearance">{words::appearance()}</h2>
            <CallForm state>
                <ErrorSummary state />
                {language}
                {theme}
                {contrast}
                {keys}
                <Submit state label=words::keep_these() />
                <p class="kept" role="status" data-kept=words::settings_kept() data-failed=words::settings_not_kept()>
                    {kept.then(words::settings_kept)}
                </p>
            </CallForm>
        </section>
    }
}

#[component]
fn Row(session: SeenSession) -> impl IntoView {
    let SeenSession { id, device, since, seen, this } = session;
    let device = known_as(device);
    let end = FormState::button_for(EndSession::PATH, &id.to_string(), RwSignal::new(0));
    let says = words::sign_out_device(&device, &seen);
    view! {
        <li>
            <strong>{device}</strong>
            <span class="character">{words::since_and_seen(&since, &seen)}</span>
            {if this {
                Either::Left(view! { <span class="chip">{words::this_one()}</span> })
            } else {
                Either::Right(view! { <CallButton state=end label=words::sign_out() icon="" fields=vec![("id", id.to_string())] says class="button quiet" /> })
            }}
        </li>
    }
}

/// A device is written down in English when somebody signs in with it, and read in whichever language.
fn known_as(device: String) -> String {
    match device.split_once(" on ") {
        Some((browser, system)) => words::browser_on(browser, system),
        None if device == "Another browser" => words::another_browser().to_owned(),
        None => device,
    }
}

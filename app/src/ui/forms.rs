//! Forms that work before the bundle arrives and without it, keep what was typed, and say what is wrong beside the
//! field.
//!
//! A form is posted to its server function's address, with script and without. It knows that address, not the
//! function's type: a [`ServerAction`] of its own for each form is code that every visitor downloads.

use super::parts::Icon;
use crate::Refused;
use domain::{Error, RecordId, Result};
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

/// What was typed into a form, by the fields' names.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// What is left of it after this error: where somebody else changed the record, only what was changed here.
    fn kept(self, error: &Error) -> Self {
        match error {
            Error::Stale { mine, .. } if !mine.is_empty() => Self(
                self.0.into_iter().filter(|(name, _)| name == "id" || mine.iter().any(|mine| mine == name)).collect(),
            ),
            _ => self,
        }
    }

    /// What was typed into this field; nothing where it is not in the form.
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default()
    }
}

/// One form: where it goes, what was typed into it, what is wrong with it. It belongs to the page and outlives the
/// form's elements, so that a form drawn anew shows again what was typed.
#[derive(Clone, Copy)]
pub struct FormState {
    call: &'static str,
    /// The rules, which are the server's too: what would come back is not sent.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser asks before it sends"))]
    check: fn(&Typed) -> Result<()>,
    typed: StoredValue<Typed>,
    names: StoredValue<Vec<&'static str>>,
    problem: RwSignal<Option<Error>>,
    sending: RwSignal<bool>,
    /// Counts up when the record was changed, or was found to have been: read it again.
    pub settled: RwSignal<usize>,
}

impl FormState {
    /// A form for the server function at this address. If the page answers this form, posted without script, it starts
    /// with what was typed there.
    pub fn new(call: &'static str, check: fn(&Typed) -> Result<()>) -> Self {
        Self::whose(call, check, RwSignal::new(0), |_| true)
    }

    /// A form that is a button: there is nothing to check.
    pub fn button(call: &'static str) -> Self {
        Self::new(call, |_| Ok(()))
    }

    /// As [`FormState::button`], where a page has one for each of several records; all count up the same `settled`.
    pub fn button_for(call: &'static str, id: &str, settled: RwSignal<usize>) -> Self {
        Self::button_with(call, "id", id, settled)
    }

    /// As [`FormState::button_for`], where another field tells them apart.
    pub fn button_with(call: &'static str, name: &str, value: &str, settled: RwSignal<usize>) -> Self {
        Self::whose(call, |_| Ok(()), settled, |typed| typed.get(name).is_some_and(|posted| posted == value))
    }

    /// A form whose fields the page's address holds, and what is wrong with them.
    #[cfg(feature = "ssr")]
    pub fn asked(call: &'static str, problem: Option<Error>) -> Self {
        Self { problem: RwSignal::new(problem), ..Self::button(call) }
    }

    fn whose(
        call: &'static str,
        check: fn(&Typed) -> Result<()>,
        settled: RwSignal<usize>,
        ours: impl Fn(&Typed) -> bool,
    ) -> Self {
        let refused =
            expect_context::<StoredValue<Option<Refused>>>().get_value().filter(|refused| refused.call == call);
        let refused = refused.map(|refused| (Typed(refused.typed), refused.error)).filter(|(typed, _)| ours(typed));
        let refused = refused.map(|(typed, error)| (typed.kept(&error), error));
        let (typed, problem) = refused.unzip();
        Self {
            call,
            check,
            typed: StoredValue::new(typed.unwrap_or_default()),
            names: StoredValue::new(Vec::new()),
            problem: RwSignal::new(problem),
            sending: RwSignal::new(false),
            settled,
        }
    }

    /// What stands in the field at first: what was typed last, else the record's value.
    fn value(self, name: &'static str, record: String) -> String {
        self.names.update_value(|names| {
            if !names.contains(&name) {
                names.push(name);
            }
        });
        self.typed.with_value(|typed| typed.get(name)).unwrap_or(record)
    }

    fn error(self, name: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| self.problem.with(|problem| problem.as_ref()?.field(name).map(str::to_owned)))
    }
}

/// Sending a form from the browser.
#[cfg(feature = "hydrate")]
mod send {
    use super::{FormState, Typed};
    use domain::{Error, Result};
    use gloo_net::http::Request;
    use leptos::{
        ev::SubmitEvent,
        form::form_data_from_event,
        prelude::*,
        server_fn::redirect::REDIRECT_HEADER,
        task::spawn_local,
        web_sys::{Event, UrlSearchParams},
    };
    use leptos_router::{NavigateOptions, hooks::use_navigate};

    impl FormState {
        pub(super) fn submit(self) -> impl Fn(SubmitEvent) + 'static {
            let navigate = use_navigate();
            move |event| {
                event.prevent_default();
                if self.sending.get_untracked() {
                    return; // pressed twice
                }
                let Some((typed, body)) = self.read(&event) else { return };
                let form = event.target();
                let checked = (self.check)(&typed);
                self.typed.set_value(typed);
                if let Err(error) = checked {
                    return self.problem.set(Some(error));
                }
                self.sending.set(true);
                let navigate = navigate.clone();
                spawn_local(async move {
                    let answer = post(self.call, body).await;
                    // The person may have left the page by now.
                    let _ = self.sending.try_set(false);
                    match answer {
                        Ok(to) => {
                            // What keeps drafts and what offers undo hear it: they lie outside of the bundle
                            // (frontend/page).
                            if let (Some(form), Ok(written)) = (form, Event::new("agency:written")) {
                                let _ = form.dispatch_event(&written);
                            }
                            let _ = self.typed.try_update_value(|typed| *typed = Typed::default());
                            let _ = self.problem.try_set(None);
                            let _ = self.settled.try_update(|count| *count += 1);
                            if let Some(to) = to {
                                navigate(&to, NavigateOptions::default());
                            }
                        }
                        Err(error) => {
                            let moved = matches!(error, Error::Stale { .. });
                            let _ = self.typed.try_update_value(|typed| *typed = std::mem::take(typed).kept(&error));
                            let _ = self.problem.try_set(Some(error));
                            if moved {
                                let _ = self.settled.try_update(|count| *count += 1);
                            }
                        }
                    }
                });
            }
        }

        /// What was typed into our fields, and the whole form as it is posted.
        fn read(self, event: &SubmitEvent) -> Option<(Typed, String)> {
            let data = form_data_from_event(event).ok()?;
            let value = |name: &&'static str| ((*name).to_owned(), data.get(name).as_string().unwrap_or_default());
            let typed = self.names.with_value(|names| names.iter().map(value).collect());
            let body = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
            Some((Typed(typed), body.to_string().into()))
        }
    }

    /// Posts a form; answers where to go from here, if anywhere.
    async fn post(call: &str, body: String) -> Result<Option<String>> {
        let unreachable = |_| Error::Unavailable;
        let response = Request::post(call)
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .map_err(unreachable)?
            .send()
            .await
            .map_err(unreachable)?;
        if response.ok() {
            let headers = response.headers();
            // Read to its end, or the browser says it was aborted.
            let _ = response.text().await;
            return Ok(headers.get(REDIRECT_HEADER).and_then(|_| headers.get("location")));
        }
        let answer = response.binary().await.unwrap_or_default();
        Err(serde_json::from_slice(&answer).unwrap_or(Error::Internal))
    }
}

#[cfg(not(feature = "hydrate"))]
impl FormState {
    /// The server draws forms and hears nothing.
    #[expect(clippy::unused_self, reason = "the browser's twin needs it")]
    fn submit(self) -> impl Fn(leptos::ev::SubmitEvent) + 'static {
        |_| ()
    }
}

/// A form for a server function.
#[component]
pub fn CallForm(
    state: FormState,
    /// By what name drafts of it are kept, where they are (`domain::FormId`, frontend/page/drafts.js).
    #[prop(optional, into)]
    draft: Option<String>,
    children: Children,
) -> impl IntoView {
    let location = use_location();
    let page = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    };
    view! {
        <form action=state.call method="post" on:submit=state.submit() data-draft=draft novalidate>
            // Without script the server draws this page again when it has to refuse.
            <input type="hidden" name="page" value=page />
            {children()}
        </form>
    }
    .into_any()
}

/// What is wrong, as a person reads it beside a form: "not found" is the machines' word.
fn in_words(error: &Error) -> String {
    match error {
        Error::NotFound => words::gone_while_typing().to_owned(),
        other => other.to_string(),
    }
}

/// Without script the browser puts the cursor into the first of these; with script the sheet does, each time it opens.
pub const FIRST_LOAD: bool = cfg!(feature = "ssr");

/// What is wrong with the form, at its top, each with the way to its field. Takes the focus when it appears (the
/// pattern of the GOV.UK design system).
#[component]
pub fn ErrorSummary(state: FormState) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let problem = state.problem;
    Effect::new(move || {
        if problem.with(Option::is_some)
            && let Some(place) = place.get()
        {
            let _ = place.focus();
        }
    });
    move || {
        problem.get().map(|error| {
            let list = match &error {
                Error::Invalid(_) | Error::Stale { .. } if !error.fields().is_empty() => error
                    .fields()
                    .iter()
                    .map(|field| view! { <li><a href=format!("#{}", field.field) rel="external">{field.message.to_string()}</a></li> })
                    .collect_view()
                    .into_any(),
                Error::AlreadyThere(Some(record)) => {
                    let text = match record {
                        RecordId::Actor(_) => words::same_actor(),
                        RecordId::Movie(_) => words::same_movie(),
                        RecordId::Person(_) => words::same_person(),
                        RecordId::Casting(_) => words::same_casting(),
                    };
                    let way = record.path().map(|path| view! { " " <a href=path>{words::look_at_it()}</a> });
                    view! { <li>{text} {way}</li> }.into_any()
                }
                // Another tab, so that what was typed stays in this one.
                Error::SignIn(_) => view! {
                    <li>
                        {words::ended_while_typing()} " "
                        <a href="/sign-in" target="_blank">
                            {words::sign_in_in_tab()}
                        </a>
                    </li>
                }
                .into_any(),
                other => view! { <li>{in_words(other)}</li> }.into_any(),
            };
            view! {
                <div class="summary" role="alert" tabindex="-1" autofocus=FIRST_LOAD node_ref=place>
                    <h3>{words::there_is_a_problem()}</h3>
                    <ul>{list}</ul>
                </div>
            }
        })
    }
}

/// A line of text (or, by `kind`, another kind of input) with its label above and what is wrong with it between. A
/// password is never put back.
#[component]
pub fn TextField(
    state: FormState,
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    /// What the browser may fill in (the names of HTML's autofill).
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] numeric: bool,
    #[prop(optional)] day: bool,
    #[prop(optional)] first: bool,
) -> impl IntoView {
    let value = state.value(name, value);
    let error = state.error(name);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let ids =
                [(!hint.is_empty()).then_some(hint_id.as_str()), error.get().is_some().then_some(error_id.as_str())];
            let ids = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (!ids.is_empty()).then_some(ids)
        }
    };
    view! {
        <div class="field" class:wrong=move || error.get().is_some()>
            <label for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="error" id=error_id>{error}</p>
            <input
                id=name
                name=name
                type=kind
                data-day=day.then_some("")
                placeholder=day.then(words::day_format)
                value=(kind != "password").then_some(value)
                inputmode=numeric.then_some("numeric")
                class:short=numeric
                autocomplete=autocomplete
                autocapitalize=(autocomplete == "username").then_some("none")
                spellcheck=(autocomplete == "username").then_some("false")
                autofocus=first && FIRST_LOAD
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described
            />
        </div>
    }
}

/// A day, typed as `2010-07-16` or chosen from the browser's calendar (frontend/page/days.js). It is a line of text all the same: a browser's
/// own field for days loses one that is typed by half, sends nothing in its place, and speaks the browser's language, not the page's.
#[component]
pub fn DateField(
    state: FormState,
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! { <TextField state name label value hint day=true /> }
}

/// As [`DateField`], what else the element of a field says that is written as HTML.
pub fn day_html() -> String {
    format!(r#" data-day pattern="\s*\d{{4}}-\d{{1,2}}-\d{{1,2}}\s*" placeholder="{}""#, words::day_format())
}

/// One of a few, all of them seen.
#[component]
pub fn ChoiceField(
    state: FormState,
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    /// What is posted, and what people read.
    choices: Vec<(String, String)>,
    /// What it means to choose what is posted, where that is not plain.
    #[prop(optional)]
    means: Option<fn(&str) -> String>,
) -> impl IntoView {
    let value = state.value(name, value);
    let error = state.error(name);
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    let choices = choices
        .into_iter()
        .enumerate()
        .map(|(place, (posted, read))| {
            // The summary's link leads to the first choice.
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{place}") };
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name value=posted.clone() checked=posted == value />
                    <span>{read} {means.map(|means| view! { <small>{means(&posted)}</small> })}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" class:wrong=move || error.get().is_some() aria-describedby=described>
            <legend>{label}</legend>
            <p class="error" id=error_id>{error}</p>
            <div class="choices">{choices}</div>
        </fieldset>
    }
}

/// The button that sends a form.
#[component]
pub fn Submit(state: FormState, label: &'static str) -> impl IntoView {
    let pending = state.sending;
    view! {
        <button class="button primary" type="submit" aria-busy=move || pending.get().then_some("true")>
            {label}
        </button>
    }
}

/// A form that is nothing but a button, with the field that says which record is meant.
#[component]
pub fn CallButton(
    state: FormState,
    label: &'static str,
    icon: &'static str,
    /// The name and value of what is posted.
    fields: Vec<(&'static str, String)>,
    /// The button's whole sentence, where its label alone would not tell it from its neighbours.
    #[prop(optional, into)]
    says: Option<String>,
    /// What tells more of it, by its id.
    #[prop(optional)]
    described: Option<&'static str>,
    #[prop(default = "button")] class: &'static str,
) -> impl IntoView {
    let problem = state.problem;
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    view! {
        <div class="call">
            <CallForm state>
                {fields}
                <button class=class type="submit" aria-label=says aria-describedby=described>
                    {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                    <span>{label}</span>
                </button>
            </CallForm>
            <p class="error" role="alert" tabindex="-1" autofocus=FIRST_LOAD && problem.with_untracked(Option::is_some)>
                {move || problem.get().as_ref().map(in_words)}
            </p>
        </div>
    }
}

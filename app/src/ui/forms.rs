//! Forms that work before the bundle arrives and without it, keep what was typed, and say what is wrong beside the
//! field.

use super::parts::Icon;
use crate::Refused;
use domain::{Error, RecordId};
use leptos::{
    ev::SubmitEvent,
    form::{FromFormData, form_data_from_event},
    html,
    prelude::*,
    server_fn::ServerFn,
};
use leptos_router::{components::A, hooks::use_location};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// A server function that a form can be posted to.
pub trait Call:
    ServerFn<Error = Error, Output: Clone + Send + Sync + 'static> + DeserializeOwned + Clone + Send + Sync + 'static
{
}

impl<S> Call for S where
    S: ServerFn<Error = Error, Output: Clone + Send + Sync + 'static>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static
{
}

/// What was typed into a form and what is wrong with it. Lives longer than the form's elements, so that a form drawn
/// anew shows it again.
#[derive(Clone, Copy)]
pub struct Entries {
    typed: StoredValue<HashMap<String, String>>,
    names: StoredValue<Vec<&'static str>>,
    problem: RwSignal<Option<Error>>,
}

impl Entries {
    /// What stands in the field at first: what was typed last, else the record's value.
    fn value(self, name: &'static str, record: String) -> String {
        self.names.update_value(|names| {
            if !names.contains(&name) {
                names.push(name);
            }
        });
        self.typed.with_value(|typed| typed.get(name).cloned()).unwrap_or(record)
    }

    fn error(self, name: &'static str) -> Memo<Option<String>> {
        let problem = self.problem;
        Memo::new(move |_| problem.with(|problem| problem.as_ref()?.field(name).map(str::to_owned)))
    }
}

/// One form's server function, its entries, and how often the record may have moved.
pub struct FormState<S: Call> {
    pub action: ServerAction<S>,
    pub entries: Entries,
    /// Counts up when the record was changed, or was found to have been: read it again.
    pub settled: RwSignal<usize>,
}

impl<S: Call> Clone for FormState<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: Call> Copy for FormState<S> {}

impl<S: Call> FormState<S> {
    /// The state of the page's only form for `S`. If this page answers a form that was posted without script, it
    /// starts with what was typed there.
    pub fn new() -> Self {
        Self::of(|_| true)
    }

    /// As [`FormState::new`], where a page has several forms for `S`: `ours` tells from a field's name and value
    /// whether it was this one.
    pub fn of(ours: impl Fn((&str, &str)) -> bool) -> Self {
        let refused = expect_context::<StoredValue<Option<Refused>>>()
            .get_value()
            .filter(|refused| refused.call == S::PATH && refused.typed.iter().any(|(name, value)| ours((name, value))));
        let (typed, problem) = refused.map(|refused| (refused.typed, refused.error)).unzip();
        let entries = Entries {
            typed: StoredValue::new(typed.unwrap_or_default().into_iter().collect()),
            names: StoredValue::new(Vec::new()),
            problem: RwSignal::new(problem),
        };
        let action = ServerAction::<S>::new();
        let settled = RwSignal::new(0);
        Effect::new(move || match action.value().get() {
            Some(Ok(_)) => {
                entries.typed.set_value(HashMap::new());
                entries.problem.set(None);
                settled.update(|count| *count += 1);
            }
            Some(Err(error)) => {
                let moved = error == Error::Stale;
                entries.problem.set(Some(error));
                if moved {
                    settled.update(|count| *count += 1);
                }
            }
            None => {}
        });
        Self { action, entries, settled }
    }
}

/// A form for a server function. With script it first asks `check`, which holds the same rules as the server, and sends
/// nothing that would come back.
#[component]
pub fn CallForm<S: Call>(
    state: FormState<S>,
    #[prop(optional)] check: Option<fn(&S) -> domain::Result<()>>,
    children: Children,
) -> impl IntoView {
    let FormState { action, entries, .. } = state;
    let location = use_location();
    let page = move || {
        format!(
            "{}{}",
            location.pathname.get(),
            location.search.with(|search| if search.is_empty() { String::new() } else { format!("?{search}") })
        )
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if action.pending().get_untracked() {
            return; // pressed twice
        }
        if let Ok(data) = form_data_from_event(&event) {
            let typed = entries.names.with_value(|names| {
                names.iter().filter_map(|name| Some(((*name).to_owned(), data.get(name).as_string()?))).collect()
            });
            entries.typed.set_value(typed);
        }
        let call = S::from_event(&event)
            .map_err(|_| Error::Malformed("The form cannot be read. Reload the page and try again.".into()));
        match call.and_then(|call| check.map_or(Ok(()), |check| check(&call)).map(|()| call)) {
            Ok(call) => {
                action.dispatch(call);
            }
            Err(error) => entries.problem.set(Some(error)),
        }
    };
    view! {
        <form action=S::url() method="post" on:submit=submit novalidate>
            // Without script the server draws this page again when it has to refuse.
            <input type="hidden" name="page" value=page />
            {children()}
        </form>
    }
}

/// What is wrong with the form, at its top, each with the way to its field. Takes the focus when it appears (the
/// pattern of the GOV.UK design system).
#[component]
pub fn ErrorSummary(entries: Entries) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let problem = entries.problem;
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
                Error::Invalid(fields) => fields
                    .iter()
                    .map(|field| view! { <li><a href=format!("#{}", field.field) rel="external">{field.message.to_string()}</a></li> })
                    .collect_view()
                    .into_any(),
                Error::AlreadyThere(Some(record)) => {
                    let text = match record {
                        RecordId::Actor(_) => "There is an actor with this name and age already.",
                        RecordId::Movie(_) => "There is a movie with this title and release date already.",
                        RecordId::Casting(_) => "This actor plays this character in this movie already.",
                    };
                    let way = record.path().map(|path| view! { " " <A href=path>"Look at it"</A> });
                    view! { <li>{text} {way}</li> }.into_any()
                }
                other => view! { <li>{other.to_string()}</li> }.into_any(),
            };
            view! {
                <div class="summary" role="alert" tabindex="-1" node_ref=place>
                    <h3>"There is a problem"</h3>
                    <ul>{list}</ul>
                </div>
            }
        })
    }
}

/// Without script the browser puts the cursor into the first field; with script the sheet does, each time it opens.
pub const FIRST_LOAD: bool = cfg!(feature = "ssr");

/// A line of text (or, by `kind`, another kind of input) with its label above and what is wrong with it between.
#[component]
pub fn TextField(
    entries: Entries,
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] numeric: bool,
    #[prop(optional)] first: bool,
) -> impl IntoView {
    let value = entries.value(name, value);
    let error = entries.error(name);
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
                value=value
                inputmode=numeric.then_some("numeric")
                class:short=numeric
                autocomplete="off"
                autofocus=first && FIRST_LOAD
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described
            />
        </div>
    }
}

/// One of a few, all of them seen.
#[component]
pub fn ChoiceField(
    entries: Entries,
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    /// What is posted, and what people read.
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let value = entries.value(name, value);
    let error = entries.error(name);
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
                    <span>{read}</span>
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
pub fn Submit<S: Call>(state: FormState<S>, label: &'static str) -> impl IntoView {
    let pending = state.action.pending();
    view! {
        <button class="button primary" type="submit" aria-busy=move || pending.get().then_some("true")>
            {label}
        </button>
    }
}

/// A form that is nothing but a button, with the field that says which record is meant.
#[component]
pub fn CallButton<S: Call>(
    state: FormState<S>,
    label: &'static str,
    icon: &'static str,
    /// The name and value of what is posted.
    fields: Vec<(&'static str, String)>,
    /// The button's whole sentence, where its label alone would not tell it from its neighbours.
    #[prop(optional, into)]
    says: Option<String>,
    #[prop(default = "button")] class: &'static str,
) -> impl IntoView {
    let problem = state.entries.problem;
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    view! {
        <div class="call">
            <CallForm state>
                {fields}
                <button class=class type="submit" aria-label=says>
                    {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                    <span>{label}</span>
                </button>
            </CallForm>
            <p class="error" role="alert">{move || problem.get().map(|error| error.to_string())}</p>
        </div>
    }
}

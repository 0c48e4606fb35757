//! What can be done from wherever one is, each with its key: one registry, from which the palette and the sheet of keys are
//! drawn. They are drawn when somebody first asks for them (frontend/page/palette.js), and cost a page nothing before.

use super::{
    documents,
    parts::{Avatar, Icon},
};
use crate::calls::{Choices, MATCHES, Matches};
use domain::{Caller, Permission};
use leptos::prelude::*;
use words::{Piece, SLOTS, Word};

/// One thing that can be done.
struct Command {
    words: Word,
    icon: &'static str,
    /// What is pressed for it, one after the other; with `Ctrl` together with it.
    keys: &'static str,
    way: Way,
    /// Who sees it; nothing: everybody. Of what is done with actors and movies alike, who may do it with either.
    permission: Option<Permission>,
}

/// How it is done.
enum Way {
    /// By going there.
    To(&'static str),
    /// By pressing the page's own control for it, where the page has one.
    Press(&'static str),
    /// By whoever hears the keys (frontend/page/keys.js, undo.js, around.js): there is nothing to press here.
    Heard,
}

const fn place(words: Word, icon: &'static str, keys: &'static str, to: &'static str) -> Command {
    Command { words, icon, keys, way: Way::To(to), permission: None }
}

const fn press(words: Word, icon: &'static str, keys: &'static str, control: &'static str) -> Command {
    Command { words, icon, keys, way: Way::Press(control), permission: None }
}

const fn heard(words: Word, keys: &'static str) -> Command {
    Command { words, icon: "", keys, way: Way::Heard, permission: None }
}

impl Command {
    const fn for_whom(self, permission: Permission) -> Self {
        Self { permission: Some(permission), ..self }
    }

    fn is_for(&self, caller: &Caller) -> bool {
        self.permission.is_none_or(|permission| caller.may(permission))
    }

    /// Whether these keys can be switched off: they are letters, which somebody may say to a page without meaning it.
    fn is_typed(&self) -> bool {
        !self.keys.is_empty() && !self.keys.starts_with("Ctrl ")
    }
}

/// Everything, in the order in which it is shown.
const COMMANDS: &[(Word, &[Command])] = &[
    (
        words::commands_here,
        &[
            press(words::add_to_this_list, "plus", "n", "#main a[href*='add=1']").for_whom(Permission::AddActors),
            press(words::edit_this, "edit", "e", "#main .deeds a[href$='edit=1']").for_whom(Permission::ChangeActors),
            heard(words::to_the_one_before, "["),
            heard(words::to_the_next_one, "]"),
            press(words::choose_whole_list, "plus", "c a", "#choose[data-chosen] [name=all]"),
            press(words::edit_those_chosen, "edit", "c e", "#choose[data-chosen] [value=edit]")
                .for_whom(Permission::ChangeActors),
            press(words::delete_those_chosen, "bin", "c d", "#choose[data-chosen] [value=delete]")
                .for_whom(Permission::DeleteActors),
            press(words::choose_none, "close", "c c", "#choose[data-chosen] [type=reset]"),
            press(words::export_csv, "leave", "", "#export-csv"),
            press(words::export_json, "leave", "", "#export-json"),
            press(words::print, "leave", "", "a#print"),
            press(words::import_csv, "plus", "", "a#import"),
        ],
    ),
    (
        words::commands_go_to,
        &[
            place(words::home, "home", "g h", "/"),
            place(words::actors, "people", "g a", "/actors"),
            place(words::movies, "film", "g m", "/movies"),
            place(words::activity, "pulse", "g v", "/activity"),
            place(words::trash, "bin", "g t", "/trash"),
            place(words::people, "badge", "g p", "/people").for_whom(Permission::ManagePeople),
            place(words::usage, "chart", "g u", "/usage").for_whom(Permission::SeeUsage),
            place(words::your_account, "person", "g y", "/account"),
        ],
    ),
    (
        words::commands_do,
        &[
            place(words::add_actor, "plus", "", "/actors?add=1").for_whom(Permission::AddActors),
            place(words::add_movie, "plus", "", "/movies?add=1").for_whom(Permission::AddMovies),
            place(words::invite_somebody, "badge", "", "/people?add=1").for_whom(Permission::ManagePeople),
            place(words::change_how_pages_look, "edit", "", "/account#appearance"),
            press(words::show_the_keys, "keys", "?", "#all-keys"),
            press(words::sign_out, "leave", "", "form[action='/sign-out'] button"),
            heard(words::search_everything, "Ctrl k"),
            heard(words::search_this_list, "/"),
            heard(words::undo_what_you_did, "Ctrl z"),
            heard(words::do_it_again, "Ctrl Shift z"),
        ],
    ),
];

/// The keys that are heard while nobody types, for frontend/page/keys.js.
pub fn typed_keys() -> String {
    let all = COMMANDS.iter().flat_map(|(_, commands)| *commands);
    all.filter(|command| command.is_typed()).map(|command| command.keys).collect::<Vec<_>>().join(",")
}

/// The palette and the sheet of keys, closed, as HTML.
pub fn dialogs(caller: &Caller) -> String {
    let mine = |commands: &'static [Command]| commands.iter().filter(|command| command.is_for(caller));
    let options: Vec<(Word, Vec<_>)> =
        COMMANDS.iter().map(|(name, commands)| (*name, mine(commands).filter_map(option).collect())).collect();
    let most = options.iter().map(|(_, options)| options.len() as i64).sum::<i64>() + 2 * MATCHES;
    let options = options.into_iter().map(|(name, options)| group(name(), options));
    let rows = COMMANDS.iter().flat_map(|(_, commands)| mine(commands)).filter(|command| !command.keys.is_empty());
    let rows =
        rows.map(|command| view! { <tr><th scope="row">{(command.words)()}</th><td>{keys(command.keys)}</td></tr> });
    let hint = words::keys_hint(SLOTS[0]);
    let hint = words::pieces(&hint).map(|piece| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Slot(_) => {
            view! { <a href="/account#appearance" rel="external">{words::in_your_account()}</a> }.into_any()
        }
    });
    view! {
        <dialog id="palette" aria-label=words::search_and_commands() closedby="any">
            <form action="/search" role="search">
                <Icon name="search" />
                <input
                    name="q"
                    type="text"
                    role="combobox"
                    aria-label=words::search_everything()
                    aria-controls="choices"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus
                />
                {close()}
            </form>
            <div id="choices" role="listbox" aria-label=words::choices()>
                <div id="found" role="presentation"></div>
                {options.collect_view()}
            </div>
            <p role="status" data-counts=counts(most) data-failed=words::cannot_be_reached_now()></p>
        </dialog>
        <dialog id="all-keys" aria-labelledby="keys-title" closedby="any">
            <form method="dialog">
                <h2 id="keys-title">{words::keys()}</h2>
                {close()}
            </form>
            <table>{rows.collect_view()}</table>
            <p class="hint">{hint.collect_view()}</p>
        </dialog>
    }
    .to_html()
}

/// What there is to say of each number of choices, from none to the most there can be, a line each: only the server knows how a
/// language counts.
fn counts(most: i64) -> String {
    let counts = (1..=most).map(words::matches_counted);
    std::iter::once(words::nothing_matches().to_owned()).chain(counts).collect::<Vec<_>>().join("\n")
}

fn close() -> impl IntoView {
    view! {
        <button class="button quiet" type="submit" formmethod="dialog" aria-label=words::close() data-tip="">
            <Icon name="close" />
        </button>
    }
}

fn group(name: &'static str, options: Vec<AnyView>) -> AnyView {
    view! {
        <div role="group" aria-label=name>
            {options}
        </div>
    }
    .into_any()
}

/// A command as one of the palette's choices. The focus stays where one types.
fn option(command: &Command) -> Option<AnyView> {
    let &Command { words, icon, keys: sequence, ref way, .. } = command;
    let typed = command.is_typed().then_some(sequence);
    let id = |does: &str| format!("do-{}", does.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let inside = view! {
        <Icon name=icon />
        <span>{words()}</span>
        {typed.map(keys)}
    };
    match *way {
        Way::To(to) => {
            let path = to.split(['?', '#']).next().unwrap_or(to);
            let external = documents::at(path).is_some().then_some("external");
            Some(
                view! {
                    <a id=id(to) role="option" href=to rel=external tabindex="-1" data-keys=typed>
                        {inside}
                    </a>
                }
                .into_any(),
            )
        }
        Way::Press(control) => Some(
            view! {
                <button id=id(control) role="option" type="button" tabindex="-1" data-keys=typed data-press=control>
                    {inside}
                </button>
            }
            .into_any(),
        ),
        Way::Heard => None,
    }
}

/// `Ctrl k` as it stands on the keys.
fn keys(sequence: &'static str) -> impl IntoView {
    let keys = sequence.split(' ').map(|key| match key {
        "Ctrl" => view! { <kbd data-mac="⌘">"Ctrl"</kbd> }.into_any(),
        key => view! { <kbd>{key.to_owned()}</kbd> }.into_any(),
    });
    view! { <span class="keys">{keys.collect_view()}</span> }
}

/// What was found, as the palette's choices, as HTML.
pub fn found(matches: Matches) -> String {
    let list = |name: &'static str, path: &'static str, faces: bool, choices: Choices| {
        let empty = choices.is_empty();
        let options = choices.into_iter().map(|(id, words)| {
            let number = id.parse().unwrap_or_default();
            view! {
                <a id=format!("found{}-{id}", path.replace('/', "-")) role="option" href=format!("{path}/{id}") tabindex="-1">
                    {if faces {
                        view! { <Avatar name=words.clone() id=number /> }.into_any()
                    } else {
                        view! { <Icon name="film" /> }.into_any()
                    }}
                    <span>{words}</span>
                </a>
            }
            .into_any()
        });
        (!empty).then(|| group(name, options.collect()))
    };
    view! {
        {list(words::actors(), "/actors", true, matches.actors)}
        {list(words::movies(), "/movies", false, matches.movies)}
    }
    .to_html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{PersonId, Role};
    use std::collections::HashSet;

    #[test]
    fn no_two_commands_have_the_same_key_and_none_begins_another() {
        let keys: Vec<_> = COMMANDS
            .iter()
            .flat_map(|(_, commands)| *commands)
            .map(|command| command.keys)
            .filter(|keys| !keys.is_empty())
            .collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
        for one in &keys {
            assert!(!keys.iter().any(|other| other.starts_with(&format!("{one} "))), "{one} begins another");
        }
    }

    #[test]
    fn the_palette_offers_what_its_person_may_do() {
        let dialogs = |role| dialogs(&Caller::person(PersonId(1), "Ann", role));
        let (assistant, producer) = (dialogs(Role::CastingAssistant), dialogs(Role::ExecutiveProducer));
        for words in ["Add actor", "Add movie", "People", "Usage", "Edit this", "Delete those chosen"] {
            let option = format!("<span>{words}<");
            assert!(!assistant.contains(&option) && producer.contains(&option), "{words}");
        }
        assert!(assistant.contains("<span>Actors<"));
    }
}

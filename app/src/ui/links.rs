//! The links of a list to itself: narrowed, sorted, at another page. The server draws them as HTML, from views, because those
//! escape what somebody typed; the bundle only puts it in its place. Each has an id, by which it keeps the focus
//! (frontend/page/live.js).

use super::{
    lists::escaped,
    menu::{Item, Menu},
    parts::{Avatar, Barred, Icon},
};
use crate::calls::{ACTORS, Chosen, Heading, KeepList, Kind, Link, Long, Looking, Nothing, Pages, Side};
use domain::{Caller, Permission};
use form_urlencoded::Serializer;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// Drawn for good.
trait Html: RenderHtml {
    /// Without the marks by which the browser's half would find its way in it: it takes over none of this.
    fn html(self) -> String {
        self.to_html().replace("<!>", "")
    }
}

impl<T: RenderHtml> Html for T {}

/// What narrows the list, and what could.
pub fn filters(links: Vec<Link>) -> String {
    let filters = links.into_iter().map(|Link { id, words, href, state }| {
        let on = state.is_some();
        view! {
            <li>
                <a id=id class="filter" href=href aria-label=state aria-current=on.then_some("true") data-noscroll="">
                    {words}
                    {on.then(|| view! { <Icon name="close" /> })}
                </a>
            </li>
        }
    });
    let filters = filters.collect_view();
    if filters.is_empty() { String::new() } else { view! { <ul aria-label=words::filters()>{filters}</ul> }.html() }
}

/// How else the list can be looked at, which is kept for whoever chooses it (frontend/page/columns.js goes there without a new
/// document).
pub fn looks(Looking { path, query, views, columns }: Looking) -> String {
    let here = || {
        let side = if path == ACTORS.path { Side::Actor } else { Side::Movie };
        let page = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let hidden = [("side", side.word().to_owned()), ("list", query.clone()), ("page", page)];
        hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
    };
    let views = views.map(|(name, words, shown)| {
        view! {
            <li>
                <button id=format!("view-{name}") type="submit" name="view" value=name aria-pressed=shown.to_string()>
                    {words}
                </button>
            </li>
        }
    });
    let columns = columns.into_iter().map(|(name, words, shown)| {
        view! {
            <label class="choice">
                // Not to be taken for the field of that name in the sheet beside it.
                <input
                    type="checkbox"
                    name="columns[]"
                    value=name
                    checked=shown
                    aria-label=words::column_named(words)
                    autocomplete="off"
                />
                {words}
            </label>
        }
    });
    view! {
        <form class="views" action=KeepList::PATH method="post">
            {here()}
            <ul aria-label=words::view()>{views.collect_view()}</ul>
        </form>
        <details class="columns">
            <summary id="columns" class="button">
                {words::columns()}
            </summary>
            <form action=KeepList::PATH method="post">
                {here()}
                // So that it says which, even where it is none of these.
                <input type="hidden" name="columns[]" value="name" />
                <fieldset class="field">
                    <legend>{words::beside_the_name()}</legend>
                    {columns.collect_view()}
                </fieldset>
                <button class="button" type="submit">
                    {words::show_these_columns()}
                </button>
            </form>
        </details>
    }
    .html()
}

/// A row of headings, and before them the box that chooses all rows.
pub fn head(headings: Vec<Heading>) -> String {
    let headings = headings.into_iter().map(|Heading { class, link: Link { id, words, href, state } }| {
        let words = if href.is_empty() {
            Either::Left(words)
        } else {
            Either::Right(view! {
                <a id=id href=href data-noscroll="">
                    {words}
                </a>
            })
        };
        view! {
            <th scope="col" class=class aria-sort=state>
                {words}
            </th>
        }
    });
    view! {
        <tr>
            <td class="choose">
                <label>
                    <input id="choose-all" type="checkbox" aria-label=words::choose_page() autocomplete="off" />
                </label>
            </td>
            {headings.collect_view()}
            <td class="acts"></td>
        </tr>
    }
    .html()
}

/// A record's row: the box by which it is chosen, what it is called, and what each column says of it, after its classes.
pub fn row(kind: &Kind, id: i64, called: &str, cells: impl Iterator<Item = (String, String)>) -> String {
    let cells: String = cells.map(|(class, says)| format!(r#"<td class="{class}">{says}</td>"#)).collect();
    let (choose, name) = (choose(id, called), name(kind, id, called));
    format!(r#"<tr><td class="choose">{choose}</td><th scope="row">{name}</th>{cells}</tr>"#)
}

/// The box by which a record is chosen. It belongs to the form below the list. Its name is no element of its own, of which there would be
/// one in each row to be laid out.
fn choose(id: i64, name: &str) -> String {
    view! {
        <label>
            <input
                id=format!("choose-{id}")
                type="checkbox"
                form="choose"
                name="id"
                value=id
                aria-label=words::choose_record(name)
                autocomplete="off"
            />
        </label>
    }
    .html()
}

/// What a record is called, with the way to its page and its face; or a slate, which stands only where there is room for it.
fn name(kind: &Kind, id: i64, name: &str) -> String {
    let face = if kind.faces {
        Either::Left(view! { <Avatar name=name.to_owned() id /> })
    } else {
        let class = format!("avatar tile hue-{}", id.rem_euclid(8));
        Either::Right(view! { <span class=class aria-hidden="true"><Icon name="slate" /></span> })
    };
    view! {
        <a href=format!("{}/{id}", kind.path) class="row">
            {face}
            <span>{name.to_owned()}</span>
        </a>
    }
    .html()
}

/// What can be done with a record where it stands in the list that this query asks for, by this caller.
pub fn acts(kind: &Kind, by: &Caller, id: i64, name: &str, query: &str) -> String {
    let here = format!("{}/{id}", kind.path);
    let chosen = format!("{}/chosen?", kind.path);
    let query_begins = chosen.len();
    let delete = Serializer::for_suffix(chosen, query_begins)
        .append_pair("do", "delete")
        .append_pair("id", &id.to_string())
        .append_pair("list", query)
        .finish();
    let item = |permission: Option<Permission>, words: &'static str, href: String, external: bool| {
        permission.is_none_or(|permission| by.may(permission)).then_some(Item { words, href, external })
    };
    let items = [
        item(Some(kind.edit), words::edit(), format!("{here}?edit=1"), false),
        item(Some(Permission::AddCastings), (kind.cast)(), format!("{here}?cast=1"), false),
        item(None, words::history(), format!("{here}/history"), true),
        item(Some(kind.delete), words::delete_further(), delete, true),
    ];
    let items = items.into_iter().flatten().collect();
    view! { <Menu id=format!("acts-{id}") label=words::what_to_do_with(name) items /> }.html()
}

/// What a column says; by its label, where it stands below no heading.
pub fn cell(label: &str, says: &str) -> String {
    let says = escaped(says);
    if label.is_empty() || says.is_empty() { says } else { format!(r#"<span class="label">{label}</span> {says}"#) }
}

/// What can be done with the rows that are chosen: a form that works without script, where the style sheet counts them. With it
/// frontend/page/choose.js does, beyond this page, and says it.
pub fn chosen(Chosen { path, list, all, edit, delete }: Chosen) -> String {
    let deed = |may: Result<(), Permission>, deed: &'static str, icon: &'static str, label: &'static str| match may {
        Ok(()) => Either::Left(view! {
            <button class="button" type="submit" name="do" value=deed>
                <Icon name=icon />
                <span>{label}</span>
            </button>
        }),
        Err(permission) => Either::Right(view! { <Barred permission icon label /> }),
    };
    let all = all.map(|(total, words)| {
        view! {
            <label class="choice">
                <input type="checkbox" name="all" value="1" data-total=total autocomplete="off" />
                {words}
            </label>
        }
    });
    view! {
        <p id="chosen" class="visually-hidden" role="status" data-none=words::nothing_chosen()></p>
        <form id="choose" class="chosen" action=format!("{path}/chosen") method="get">
            <input type="hidden" name="list" value=list />
            <p>{words::chosen()} " " <strong></strong></p>
            {all}
            {deed(edit, "edit", "edit", words::edit_chosen())}
            {deed(delete, "delete", "bin", words::delete_chosen())}
            <button class="button quiet" type="reset">
                {words::clear_chosen()}
            </button>
        </form>
    }
    .html()
}

/// In place of rows.
pub fn nothing(Nothing { words, all }: Nothing) -> String {
    let all = all.map(|(href, words)| {
        view! {
            <a href=href data-noscroll="">
                {words}
            </a>
        }
    });
    view! {
        <p class="empty">
            {words} " "
            {all}
        </p>
    }
    .html()
}

/// The way to the records beside one in its list.
pub fn around(before: Option<(String, String)>, after: Option<(String, String)>) -> String {
    let step = |there: Option<(String, String)>,
                id: &'static str,
                says: fn(&str) -> String,
                icon: &'static str,
                key: &'static str| {
        if let Some((href, name)) = there {
            let says = says(&name);
            view! {
                <a id=id class="button quiet" href=href rel=id aria-label=says data-tip="" aria-keyshortcuts=key>
                    <Icon name=icon />
                </a>
            }
            .into_any()
        } else {
            view! {
                <span class="button quiet" aria-disabled="true">
                    <Icon name=icon />
                </span>
            }
            .into_any()
        }
    };
    view! {
        <nav aria-label=words::in_the_list()>
            {step(before, "prev", words::previous_record, "back", "[")} {step(after, "next", words::next_record, "next", "]")}
        </nav>
    }
    .to_html()
}

/// What frontend/page/rows.js has to know and to say of a list that goes on as one scrolls.
pub fn long(Long { rows, size, before, beyond }: Long) -> String {
    view! {
        <p
            id="long"
            data-rows=rows
            data-size=size
            data-before=before
            data-failed=words::rows_not_read()
            data-again=words::try_again()
        >
            {beyond}
        </p>
    }
    .html()
}

/// Which page of how many, and the way to the others.
pub fn pages(pages: Pages) -> String {
    let step = |there: Option<String>, label: &'static str, rel: &'static str, icon: &'static str| {
        let inside = view! {
            <Icon name=icon />
            <span>{label}</span>
        };
        if let Some(href) = there {
            view! {
                <a id=format!("page-{rel}") class="button" href=href rel=rel>
                    {inside}
                </a>
            }
            .into_any()
        } else {
            view! {
                <span class="button" aria-disabled="true">
                    {inside}
                </span>
            }
            .into_any()
        }
    };
    view! {
        <nav class="pager" aria-label=words::pages()>
            {step(pages.before, words::previous(), "prev", "back")}
            <span class="count">{pages.words}</span>
            {step(pages.after, words::next(), "next", "next")}
        </nav>
    }
    .html()
}

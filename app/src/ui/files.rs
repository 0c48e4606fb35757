//! What can be done with a list as a whole: kept as a file, brought as a file, put on paper. Drawn by the server, as HTML.

use crate::calls::{Asked, Kind, agency, caller};
use domain::ImportKind;
use leptos::prelude::*;

/// The ways out of a list, where it is asked for by this query, and into it.
pub fn ways(list: &'static Kind, query: &str) -> String {
    let path = list.path;
    let Some(kind) = ImportKind::ALL.into_iter().find(|kind| kind.list() == path) else { return String::new() };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let file = |ending: &'static str, label: &'static str| {
        view! {
            <li>
                <a id=format!("export-{ending}") href=format!("{path}.{ending}{query}") class="button quiet" rel="external" download="">
                    {label}
                </a>
            </li>
        }
    };
    let permission = kind.permission();
    let import = if caller().is_ok_and(|caller| caller.may(permission)) {
        view! {
            <a id="import" href=kind.path() class="button quiet" rel="external">
                {words::import_csv()}
            </a>
        }
        .into_any()
    } else {
        view! {
            <span class="barred">
                <button class="button" type="button" aria-disabled="true" aria-describedby="why-import">
                    {words::import_csv()}
                </button>
                <small id="why-import">{permission.refusal()}</small>
            </span>
        }
        .into_any()
    };
    view! {
        <details class="ways">
            <summary id="ways" class="button">
                {words::whole_list()}
            </summary>
            <ul>
                {file("csv", words::export_csv())} {file("json", words::export_json())}
                <li>
                    <a id="print" href=format!("{path}/print{query}") class="button quiet" rel="external">
                        {words::print()}
                    </a>
                </li>
                <li>{import}</li>
            </ul>
        </details>
    }
    .to_html()
}

/// What a list on paper says of itself: what it was narrowed to, how it is sorted, and when that was.
pub fn printed(list: &'static Kind, query: &str) -> String {
    let asked = Asked::read(list, query);
    let search = asked.get("q").map(|text| words::quoted(text.trim()));
    let switches = list
        .switches
        .iter()
        .filter(|(name, value, _)| asked.get(name).is_some_and(|asked| asked.trim().eq_ignore_ascii_case(value)));
    let switches = switches.map(|(.., words)| words().to_owned());
    let fields =
        list.fields.iter().filter_map(|field| Some(format!("{} {}", (field.label)(), asked.get(field.name)?.trim())));
    let sort = asked.get("sort").unwrap_or_default();
    let first = sort.split(',').next().unwrap_or_default().trim();
    let (key, way): (_, fn(&str) -> String) =
        first.strip_prefix('-').map_or((first, words::sorted_up), |key| (key, words::sorted_down));
    let columns = list.columns.iter().filter_map(|column| Some((column.words, *column.keys.first()?)));
    let sorted = columns.chain([list.name]).find(|(_, sorts)| *sorts == key);
    let sorted = sorted.map(|(words, _)| way(&words().to_lowercase()));
    let words: Vec<_> = search.into_iter().chain(switches).chain(fields).chain(sorted).collect();
    let day = agency().today().in_words();
    let words = if words.is_empty() { day } else { format!("{} · {day}", words.join(" · ")) };
    view! { <p class="printed">{words}</p> }.to_html()
}

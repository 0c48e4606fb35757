//! Importing a file of actors or movies, a step at a time: choosing it, saying which column holds what, looking through what would
//! become of each row, and importing it.

use crate::{
    Refused,
    calls::{
        DropImport, ImportRows, ImportSays, LeaveOut, MatchColumns, Pages, Redo, Undo, agency, page_at, signed_in,
    },
    ui::{
        forms::{CallButton, CallForm, ErrorSummary, FormState, Submit},
        links,
        lists::escaped,
        parts::{Icon, Problem, may},
    },
};
use domain::{
    Error, Fate, FateKind, FateTally, Import, ImportId, ImportKind, ImportProgress, ImportRow, ImportState, Imported,
    Judged, MOST_ROWS, OpenImport, Page, PageNumber, Paging, Result, Total,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::RequestUrl};
use words::Word;

/// How many rows are shown to say which column holds what.
const SAMPLE: usize = 5;
/// The longest text of a cell that is shown, in characters.
const SHOWN: usize = 60;

/// What is imported at this address, and which file, if one is named; nothing, where that is no name.
type Named = (ImportKind, Result<Option<ImportId>>);

/// What the address of a page names, where it is one to import at.
pub fn named(path: &str) -> Option<Named> {
    let rest = |kind: &ImportKind| path.strip_prefix(kind.path());
    let kind =
        ImportKind::ALL.into_iter().find(|kind| rest(kind).is_some_and(|it| it.is_empty() || it.starts_with('/')))?;
    let id = rest(&kind)?.strip_prefix('/').map(str::parse).transpose();
    Some((kind, id.map_err(|_| Error::NotFound)))
}

#[component]
pub fn ImportPage() -> impl IntoView {
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    let (kind, id) = url.and_then(|url| named(url.path())).expect("this page is drawn at such an address");
    let found = async move {
        if !may(kind.permission()) {
            return Err(Error::NotAllowed(kind.permission()));
        }
        let Some(id) = id? else { return Ok(None) };
        let import = agency().import(&signed_in()?, kind, id).await?;
        let judged = match &import.state {
            ImportState::Open(open) => agency().judged(kind, open).await?,
            _ => Vec::new(),
        };
        Ok(Some((import, judged)))
    };
    view! {
        <Title text=title(kind) />
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok(found) => Either::Left(view! { <Stage kind found /> }),
                    Err(error) => {
                        let label = match kind {
                            ImportKind::Actors => words::import_all_actors(),
                            ImportKind::Movies => words::import_all_movies(),
                        };
                        Either::Right(view! { <Problem error what="import" back=kind.list() back_label=label /> })
                    }
                }
            })}
        </Suspense>
    }
}

fn title(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Actors => words::import_actors(),
        ImportKind::Movies => words::import_movies(),
    }
}

#[component]
fn Stage(kind: ImportKind, found: Option<(Import, Vec<Judged>)>) -> impl IntoView {
    let again = use_query_map().with_untracked(|query| query.get("columns").is_some());
    let file = found.as_ref().map(|(import, _)| import.file.clone()).filter(|file| !file.is_empty());
    let (stage, view) = match found {
        None => (0, view! { <Choose kind /> }.into_any()),
        Some((Import { id, state, .. }, judged)) => match state {
            ImportState::Open(import) if again || !import.chosen => (1, view! { <Match kind id import /> }.into_any()),
            ImportState::Open(import) => (2, view! { <Look kind id import judged /> }.into_any()),
            ImportState::Running(progress) => (3, view! { <Running kind id progress /> }.into_any()),
            ImportState::Done(done) => (3, view! { <Done kind done /> }.into_any()),
        },
    };
    let stages: [Word; 4] =
        [words::import_choose_file, words::import_match_columns, words::import_look_through, words::import_import];
    let stages = stages.into_iter().enumerate();
    let stages =
        stages.map(|(place, says)| view! { <li aria-current=(place == stage).then_some("step")>{says()}</li> });
    let up = match kind {
        ImportKind::Actors => words::actors(),
        ImportKind::Movies => words::movies(),
    };
    view! {
        <a href=kind.list() class="up">
            <Icon name="back" />
            <span>{up}</span>
        </a>
        <header class="head">
            <h1>{title(kind)}</h1>
            <p class="count">{file}</p>
        </header>
        <ol class="stages">{stages.collect_view()}</ol>
        {view}
    }
}

/// As words count it.
fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The form that was refused, where it is one for this address.
fn refused(call: &str) -> Option<Refused> {
    let refused = expect_context::<StoredValue<Option<Refused>>>().get_value();
    refused.filter(|refused| refused.call == call)
}

fn typed(refused: Option<&Refused>, name: &str) -> Option<String> {
    let (_, value) = refused?.typed.iter().find(|(known, _)| known == name)?;
    Some(value.clone())
}

/// What is wrong with one field, to stand above it.
fn fault(refused: Option<&Refused>, name: &str) -> Option<String> {
    refused?.error.field(name).map(str::to_owned)
}

/// A file, or a text in its place. Its form is a plain one, because it carries the file.
#[component]
fn Choose(kind: ImportKind) -> impl IntoView {
    let state = FormState::button(kind.path());
    let refused = refused(kind.path());
    let (wrong_file, wrong_text) = (fault(refused.as_ref(), "file"), fault(refused.as_ref(), "text"));
    // The library does not escape what stands in a text area. A line's end that begins it is not part of the text.
    let pasted = typed(refused.as_ref(), "text").map(|text| format!("\n{}", escaped(&text)));
    let fields = kind.fields().iter().map(|field| {
        let note = match field.name {
            "gender" => words::import_gender_note().to_owned(),
            "age" => words::import_age_note().to_owned(),
            "release_date" => words::import_release_note("1995-12-15"),
            "expiry_date" => words::import_expiry_note("2030-05-01"),
            _ if field.needed => words::import_needed().to_owned(),
            _ => String::new(),
        };
        view! {
            <div>
                <dt>{(field.label)()}</dt>
                <dd>{note}</dd>
            </div>
        }
    });
    let row = match kind {
        ImportKind::Actors => words::import_actor_to_a_row(),
        ImportKind::Movies => words::import_movie_to_a_row(),
    };
    view! {
        <form action=kind.path() method="post" enctype="multipart/form-data" class="import">
            <ErrorSummary state />
            <div class="field" class:wrong=wrong_file.is_some()>
                <label for="file">{words::import_file()}</label>
                <p class="hint" id="file-hint">{words::import_file_hint(count(MOST_ROWS))}</p>
                <p class="error" id="file-error">{wrong_file.clone()}</p>
                <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" aria-describedby="file-hint file-error" />
            </div>
            <div class="field" class:wrong=wrong_text.is_some()>
                <label for="text">{words::import_paste()}</label>
                <p class="hint" id="text-hint">{words::import_paste_hint()}</p>
                <p class="error" id="text-error">{wrong_text.clone()}</p>
                <textarea id="text" name="text" rows="5" dir="auto" spellcheck="false" aria-describedby="text-hint text-error" inner_html=pasted></textarea>
            </div>
            <button class="button primary" type="submit">
                {words::import_go_on()}
            </button>
        </form>
        <section class="import" aria-labelledby="columns">
            <h2 id="columns">{words::import_may_hold()}</h2>
            <p class="hint">{row}</p>
            <dl class="facts">{fields.collect_view()}</dl>
        </section>
    }
}

/// A text of a file, as much of it as there is room for.
fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let shown: String = letters.by_ref().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if letters.next().is_some() { shown + "…" } else { shown }
}

/// The name of a column: the letter that a spreadsheet gives it, and what the first row calls it.
fn column(place: usize, import: &OpenImport) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    let mut name = String::from(letter(place));
    if place >= 26 {
        name.insert(0, letter(place / 26 - 1));
    }
    let heading =
        import.rows.first().and_then(|ImportRow(_, cells)| cells.get(place)).filter(|_| import.columns.headed);
    match heading.map(|heading| shortened(heading.trim())).filter(|heading| !heading.is_empty()) {
        Some(heading) => words::import_column_headed(&name, &heading),
        None => words::import_column(&name),
    }
}

#[component]
fn Match(kind: ImportKind, id: ImportId, import: OpenImport) -> impl IntoView {
    let state = FormState::button(MatchColumns::PATH);
    let refused = refused(MatchColumns::PATH);
    let width = import.width();
    let fields = kind.fields().iter().map(|field| {
        let posted = format!("columns[{}]", field.name);
        let wrong = fault(refused.as_ref(), field.name);
        let chosen = match &refused {
            Some(_) => typed(refused.as_ref(), &posted).and_then(|column| column.parse().ok()),
            None => import.columns.of.get(field.name).copied(),
        };
        let options = (0..width).map(|place| {
            view! { <option value=place.to_string() selected=chosen == Some(place)>{column(place, &import)}</option> }
        });
        let error = format!("{}-error", field.name);
        let label = (field.label)();
        let label = if field.needed { label.to_owned() } else { words::import_optional(label) };
        view! {
            <div class="field" class:wrong=wrong.is_some()>
                <label for=field.name>{label}</label>
                <p class="error" id=error.clone()>{wrong.clone()}</p>
                <select id=field.name name=posted aria-describedby=error aria-invalid=wrong.is_some().then_some("true")>
                    <option value="">{words::import_not_in_file()}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
    });
    let fields = fields.collect_view();
    let headed = refused.as_ref().map_or(import.columns.headed, |refused| typed(Some(refused), "headed").is_some());
    let heads = (0..width).map(|place| view! { <th scope="col">{column(place, &import)}</th> }).collect_view();
    let skipped = usize::from(import.columns.headed);
    let sample = import.rows.iter().skip(skipped).take(SAMPLE).map(|ImportRow(number, cells)| {
        let cells = (0..width).map(|place| {
            view! { <td>{shortened(cells.get(place).map_or("", |cell| domain::meant(cell)))}</td> }
        });
        view! {
            <tr>
                <th scope="row" class="number">{*number}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let sample = sample.collect_view();
    let rows = words::import_file_has(count(import.rows.len() - skipped));
    view! {
        <section class="import">
            <CallForm state>
                <ErrorSummary state />
                <input type="hidden" name="kind" value=kind.one() />
                <input type="hidden" name="id" value=id.0 />
                <label class="tick">
                    <input type="checkbox" name="headed" value="true" checked=headed />
                    {words::import_first_row()}
                </label>
                <div class="matched">{fields}</div>
                <Submit state label=words::import_look() />
            </CallForm>
            <Other kind id />
        </section>
        <section class="import" aria-labelledby="sample">
            <h2 id="sample">{words::import_begins()}</h2>
            <p class="hint">{rows}</p>
            <div class="wide" role="region" aria-labelledby="sample" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col" class="number">{words::import_row()}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{sample}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The way back to the beginning.
#[component]
fn Other(kind: ImportKind, id: ImportId) -> impl IntoView {
    let state = FormState::button(DropImport::PATH);
    let fields = vec![("kind", kind.one().to_owned()), ("id", id.to_string())];
    view! { <CallButton state label=words::import_another() icon="" fields class="button quiet" /> }
}

/// How many rows have a fate, in words.
fn fates(kind: FateKind, rows: i64) -> String {
    match kind {
        FateKind::Added => words::import_rows_added(rows),
        FateKind::There => words::import_rows_there(rows),
        FateKind::Double => words::import_rows_double(rows),
        FateKind::Wrong => words::import_rows_wrong(rows),
        FateKind::LeftOut => words::import_rows_left_out(rows),
    }
}

#[component]
fn Look(kind: ImportKind, id: ImportId, import: OpenImport, judged: Vec<Judged>) -> impl IntoView {
    let state = FormState::button(ImportRows::PATH);
    let refused = refused(ImportRows::PATH);
    let tally = FateTally::of(&judged);
    let path = format!("{}/{id}", kind.path());
    let query = use_query_map().get_untracked();
    let show = query.get("show").and_then(|word| FateKind::named(&word));
    let link = |show: Option<FateKind>, is: Option<FateKind>, words: String| {
        let href = show.map_or_else(|| path.clone(), |show| format!("{path}?show={}", show.word()));
        view! {
            <li>
                <a href=href class="filter" aria-current=(show == is).then_some("true")>
                    {words}
                </a>
            </li>
        }
    };
    let there = FateKind::ALL.into_iter().filter(|fate| tally.get(*fate) > 0);
    let links = there.map(|fate| link(Some(fate), show, fates(fate, count(tally.get(fate))))).collect_view();
    let all = link(None, show, words::import_all_rows(count(judged.len())));
    let left: [(FateKind, words::Count); 3] = [
        (FateKind::Wrong, words::import_leave_wrong),
        (FateKind::Double, words::import_leave_double),
        (FateKind::There, words::import_leave_there),
    ];
    let ticks = left.into_iter().filter(|(fate, _)| tally.get(*fate) > 0).map(|(fate, says)| {
        let word = fate.word();
        let (wrong, ticked) = (fault(refused.as_ref(), word), typed(refused.as_ref(), word).is_some());
        let error = format!("{word}-error");
        view! {
            <div class="leave">
                <p class="error" id=error.clone()>{wrong}</p>
                <label class="tick">
                    <input type="checkbox" id=word name=word value="true" checked=ticked aria-describedby=error />
                    {says(count(tally.get(fate)))}
                </label>
            </div>
        }
    });
    let ticks = ticks.collect_view();
    let added = count(tally.get(FateKind::Added));
    let submit = if added == 0 {
        let says = match kind {
            ImportKind::Actors => words::import_no_actor(),
            ImportKind::Movies => words::import_no_movie(),
        };
        Either::Left(view! { <p id="added" class="empty">{says}</p> })
    } else {
        let label = match kind {
            ImportKind::Actors => words::import_so_many_actors(added),
            ImportKind::Movies => words::import_so_many_movies(added),
        };
        Either::Right(view! {
            <button class="button primary" type="submit">
                {label}
            </button>
        })
    };
    let problem =
        import.problem.as_ref().map(|error| view! { <p class="refused" role="alert">{error.to_string()}</p> });
    let rows: Vec<_> = judged.into_iter().filter(|row| show.is_none_or(|show| row.fate.kind() == show)).collect();
    let page = PageNumber::read(query.get("page").as_deref()).map(Paging::long).and_then(|paging| {
        let total = Total::exact(rows.len() as i64);
        let (from, reach) = (usize::try_from(paging.offset()), usize::try_from(paging.reach()));
        let rows = rows.into_iter().skip(from.unwrap_or(usize::MAX)).take(reach.unwrap_or(usize::MAX)).collect();
        Page::new(rows, total, paging)
    });
    let table = match page {
        Ok(page) => {
            let shown = show.map(|show| ("show".to_owned(), show.word().to_owned()));
            let pages = Pages::of(&page, |number| page_at(&path, shown.clone(), number));
            view! {
                <Rows kind id rows=page.rows />
                {pages.map(|pages| view! { <div inner_html=links::pages(pages)></div> })}
            }
            .into_any()
        }
        Err(_) => view! { <p class="empty">{words::import_no_such_rows()}</p> }.into_any(),
    };
    view! {
        <section class="import">
            {problem}
            <CallForm state>
                <ErrorSummary state />
                <input type="hidden" name="kind" value=kind.one() />
                <input type="hidden" name="id" value=id.0 />
                {ticks}
                {submit}
            </CallForm>
            <div class="together">
                <a href=format!("{path}?columns=1") class="button quiet">{words::import_change_columns()}</a>
                <Other kind id />
            </div>
        </section>
        <section class="import" aria-labelledby="rows">
            <h2 id="rows">{words::import_each_row()}</h2>
            <nav aria-label=words::import_rows_to_show()>
                <ul class="found">{all} {links}</ul>
            </nav>
            {table}
        </section>
    }
}

#[component]
fn Rows(kind: ImportKind, id: ImportId, rows: Vec<Judged>) -> impl IntoView {
    let state = FormState::button(LeaveOut::PATH);
    let query = use_context::<RequestUrl>().and_then(|url| Some(url.parse().ok()?.search().to_owned()));
    let heads = kind.fields().iter().map(|field| view! { <th scope="col">{(field.label)()}</th> }).collect_view();
    let rows = rows.into_iter().map(|row| view! { <Row kind row /> }).collect_view();
    view! {
        <CallForm state>
            <ErrorSummary state />
            <input type="hidden" name="kind" value=kind.one() />
            <input type="hidden" name="id" value=id.0 />
            <input type="hidden" name="query" value=query />
            <div class="wide" role="region" aria-labelledby="rows" tabindex="0">
                <table class="judged">
                    <thead>
                        <tr>
                            <th scope="col" class="number">{words::import_row()}</th>
                            {heads}
                            <th scope="col">{words::import_becomes()}</th>
                            <th scope="col"><span class="visually-hidden">{words::import_leave_out()}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </CallForm>
    }
}

#[component]
fn Row(kind: ImportKind, row: Judged) -> impl IntoView {
    let Judged { number, says, fate, .. } = row;
    let cells = kind.fields().iter().zip(&says).map(|(field, text)| {
        let wrong = matches!(&fate, Fate::Wrong(faults) if faults.iter().any(|fault| fault.field == field.name));
        view! { <td class=wrong.then_some("wrong")>{shortened(text)}</td> }
    });
    let cells = cells.collect_view();
    let out = fate == Fate::LeftOut;
    let class = fate.kind().word();
    let becomes = match fate {
        Fate::Added => words::import_is_added().into_any(),
        Fate::There(record) => view! { <a href=record.path()>{words::import_is_there()}</a> }.into_any(),
        Fate::Double(first) => words::import_is_double(&first.to_string()).into_any(),
        Fate::Wrong(faults) => {
            faults.iter().map(|fault| view! { <p>{fault.message.to_string()}</p> }).collect_view().into_any()
        }
        Fate::LeftOut => words::import_is_left_out().into_any(),
    };
    let (name, label, aria) = if out {
        ("back", words::import_take_in(), words::import_take_in_row(&number.to_string()))
    } else {
        ("out", words::import_leave_out(), words::import_leave_out_row(&number.to_string()))
    };
    view! {
        <tr class=class>
            <th scope="row" class="number">{number}</th>
            {cells}
            <td class="fate">{becomes}</td>
            <td>
                <button class="button quiet" type="submit" name=name value=number aria-label=aria>
                    {label}
                </button>
            </td>
        </tr>
    }
}

/// Moved on by frontend/page/import.js; without script it is drawn anew every few seconds.
#[component]
fn Running(kind: ImportKind, id: ImportId, progress: ImportProgress) -> impl IntoView {
    let ImportSays { done, total, says } = progress.into();
    let ask = format!("/call/import_progress?kind={}&id={id}", kind.one());
    view! {
        <section class="import running">
            <noscript>
                <meta http-equiv="refresh" content="2" />
            </noscript>
            <p id="progress-says">{says}</p>
            <progress value=done max=total aria-label=words::import_rows_imported() data-ask=ask></progress>
            <p class="hint">{words::import_goes_on()}</p>
        </section>
    }
}

#[component]
fn Done(kind: ImportKind, done: Imported) -> impl IntoView {
    let Imported { added, left, step } = done;
    let undone = step.is_some_and(|(_, undone)| undone);
    let says = match (kind, undone) {
        (ImportKind::Actors, false) => words::import_added_actors(added),
        (ImportKind::Actors, true) => words::import_undone_actors(added),
        (ImportKind::Movies, false) => words::import_added_movies(added),
        (ImportKind::Movies, true) => words::import_undone_movies(added),
    };
    let left = (left > 0).then(|| view! { " " {words::import_left_out(left)} });
    let see = match kind {
        ImportKind::Actors => words::import_see_actors(),
        ImportKind::Movies => words::import_see_movies(),
    };
    let flip = step.map(|(step, undone)| {
        let (call, label) =
            if undone { (Redo::PATH, words::import_redo()) } else { (Undo::PATH, words::import_undo()) };
        let state = FormState::button_with(call, "step", &step.to_string(), RwSignal::new(0));
        view! { <CallButton state label icon="" fields=vec![("step", step.to_string())] /> }
    });
    view! {
        <section class="import">
            <p class="notice" role="status">{says} {left}</p>
            <div class="together">
                <a href=format!("{}?sort=-id", kind.list()) class="button primary">{see}</a>
                {flip}
                <a href=kind.path() class="button quiet">{words::import_next()}</a>
            </div>
            <p class="hint">{words::import_for_a_day()}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        fn check(path: &str, expected: Option<Named>) {
            assert_eq!(named(path), expected, "{path}");
        }
        check("/actors/import", Some((ImportKind::Actors, Ok(None))));
        check("/movies/import/7", Some((ImportKind::Movies, Ok(Some(ImportId(7))))));
        check("/movies/import/x", Some((ImportKind::Movies, Err(Error::NotFound))));
        check("/movies/imports", None);
        check("/actors/1", None);
    }

    #[test]
    fn columns() {
        fn check(place: usize, headed: bool, expected: &str) {
            let cells = (0..60).map(|place| if place == 1 { " Age\n".to_owned() } else { String::new() }).collect();
            let import = OpenImport {
                rows: vec![ImportRow(1, cells)],
                columns: domain::Columns { headed, ..Default::default() },
                chosen: false,
                left_out: Default::default(),
                problem: None,
            };
            assert_eq!(column(place, &import), expected);
        }
        check(1, true, "B: Age");
        check(1, false, "Column B");
        check(0, true, "Column A");
        check(26, true, "Column AA");
        check(53, true, "Column BB");
    }
}

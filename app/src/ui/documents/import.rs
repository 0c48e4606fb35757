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
    Judged, MOST_ROWS, OpenImport, Page, PageNumber, Paging, Result, Total, grouped,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::RequestUrl};

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
    let title = format!("Import {}", kind.many());
    view! {
        <Title text=title.clone() />
        <Suspense>
            {Suspend::new(async move {
                match found.await {
                    Ok(found) => Either::Left(view! { <Stage kind found /> }),
                    Err(error) => {
                        let label = match kind {
                            ImportKind::Actors => "See all actors",
                            ImportKind::Movies => "See all movies",
                        };
                        Either::Right(view! { <Problem error what="import" back=kind.list() back_label=label /> })
                    }
                }
            })}
        </Suspense>
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
    let stages = ["Choose a file", "Match its columns", "Look through its rows", "Import"].into_iter().enumerate();
    let stages =
        stages.map(|(place, words)| view! { <li aria-current=(place == stage).then_some("step")>{words}</li> });
    view! {
        <a href=kind.list() class="up">
            <Icon name="back" />
            <span>{capital(kind.many())}</span>
        </a>
        <header class="head">
            <h1>{format!("Import {}", kind.many())}</h1>
            <p class="count">{file}</p>
        </header>
        <ol class="stages">{stages.collect_view()}</ol>
        {view}
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `1 row`, `1,200 rows`
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as i64), if count == 1 { one } else { many })
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
        let note = match (kind, field.name) {
            (ImportKind::Actors, "gender") => "female or male",
            (ImportKind::Actors, "age") => "in whole years",
            (ImportKind::Movies, "release_date") => "such as 1995-12-15; or only the year",
            (ImportKind::Movies, "expiry_date") => "when the rights end, such as 2030-05-01",
            _ => "",
        };
        let needed = if field.needed { "needed" } else { "" };
        let notes: Vec<_> = [needed, note].into_iter().filter(|note| !note.is_empty()).collect();
        view! {
            <div>
                <dt>{(field.label)()}</dt>
                <dd>{notes.join(", ")}</dd>
            </div>
        }
    });
    view! {
        <form action=kind.path() method="post" enctype="multipart/form-data" class="import">
            <ErrorSummary state />
            <div class="field" class:wrong=wrong_file.is_some()>
                <label for="file">"CSV file"</label>
                <p class="hint" id="file-hint">
                    {format!("From a spreadsheet or another program. At most 5 MB and {} rows.", grouped(MOST_ROWS as i64))}
                </p>
                <p class="error" id="file-error">{wrong_file.clone()}</p>
                <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" aria-describedby="file-hint file-error" />
            </div>
            <div class="field" class:wrong=wrong_text.is_some()>
                <label for="text">"Or paste the rows"</label>
                <p class="hint" id="text-hint">"As they are copied from a spreadsheet, with their headings"</p>
                <p class="error" id="text-error">{wrong_text.clone()}</p>
                <textarea id="text" name="text" rows="5" spellcheck="false" aria-describedby="text-hint text-error" inner_html=pasted></textarea>
            </div>
            <button class="button primary" type="submit">
                "Go on"
            </button>
        </form>
        <section class="import" aria-labelledby="columns">
            <h2 id="columns">"What it may hold"</h2>
            <p class="hint">{format!("One {} to a row, and a column for each of these. You say which is which.", kind.one())}</p>
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
        Some(heading) => format!("{name}: {heading}"),
        None => format!("Column {name}"),
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
        let label = if field.needed { label.to_owned() } else { format!("{label} (if there is one)") };
        view! {
            <div class="field" class:wrong=wrong.is_some()>
                <label for=field.name>{label}</label>
                <p class="error" id=error.clone()>{wrong.clone()}</p>
                <select id=field.name name=posted aria-describedby=error aria-invalid=wrong.is_some().then_some("true")>
                    <option value="">"Not in the file"</option>
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
    let rows = counted(import.rows.len() - skipped, "row", "rows");
    view! {
        <section class="import">
            <CallForm state>
                <ErrorSummary state />
                <input type="hidden" name="kind" value=kind.one() />
                <input type="hidden" name="id" value=id.0 />
                <label class="tick">
                    <input type="checkbox" name="headed" value="true" checked=headed />
                    "The first row says what the columns are"
                </label>
                <div class="matched">{fields}</div>
                <Submit state label="Look through the rows" />
            </CallForm>
            <Other kind id />
        </section>
        <section class="import" aria-labelledby="sample">
            <h2 id="sample">"How the file begins"</h2>
            <p class="hint">{format!("It has {rows}.")}</p>
            <div class="wide" role="region" aria-labelledby="sample" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col" class="number">"Row"</th>
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
    view! { <CallButton state label="Choose another file" icon="" fields class="button quiet" /> }
}

/// How many rows have a fate, in words.
fn fates(kind: FateKind, count: usize) -> String {
    let (one, many) = match kind {
        FateKind::Added => ("row will be added", "rows will be added"),
        FateKind::There => ("is there already", "are there already"),
        FateKind::Double => ("row stands twice in the file", "rows stand twice in the file"),
        FateKind::Wrong => ("row is wrong", "rows are wrong"),
        FateKind::LeftOut => ("row is left out by you", "rows are left out by you"),
    };
    counted(count, one, many)
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
    let links = there.map(|fate| link(Some(fate), show, fates(fate, tally.get(fate)))).collect_view();
    let all = link(None, show, format!("All {}", counted(judged.len(), "row", "rows")));
    let left = [
        (FateKind::Wrong, "Leave out the row that is wrong", "Leave out the rows that are wrong"),
        (
            FateKind::Double,
            "Leave out the row that says the same as one before it",
            "Leave out the rows that say the same as one before them",
        ),
        (FateKind::There, "Leave out the one that is there already", "Leave out those that are there already"),
    ];
    let ticks = left.into_iter().filter(|(fate, ..)| tally.get(*fate) > 0).map(|(fate, one, many)| {
        let word = fate.word();
        let (wrong, ticked) = (fault(refused.as_ref(), word), typed(refused.as_ref(), word).is_some());
        let error = format!("{word}-error");
        let words =
            if tally.get(fate) == 1 { one.to_owned() } else { format!("{many} ({})", grouped(tally.get(fate) as i64)) };
        view! {
            <div class="leave">
                <p class="error" id=error.clone()>{wrong}</p>
                <label class="tick">
                    <input type="checkbox" id=word name=word value="true" checked=ticked aria-describedby=error />
                    {words}
                </label>
            </div>
        }
    });
    let ticks = ticks.collect_view();
    let added = tally.get(FateKind::Added);
    let submit = match added {
        0 => Either::Left(
            view! { <p id="added" class="empty">{format!("No {} of this file can be added.", kind.one())}</p> },
        ),
        added => Either::Right(view! {
            <button class="button primary" type="submit">
                {format!("Import {}", counted(added, kind.one(), kind.many()))}
            </button>
        }),
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
        Err(_) => view! { <p class="empty">"There are no such rows."</p> }.into_any(),
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
                <a href=format!("{path}?columns=1") class="button quiet">"Change the columns"</a>
                <Other kind id />
            </div>
        </section>
        <section class="import" aria-labelledby="rows">
            <h2 id="rows">"What becomes of each row"</h2>
            <nav aria-label="Rows to show">
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
                            <th scope="col" class="number">"Row"</th>
                            {heads}
                            <th scope="col">"What becomes of it"</th>
                            <th scope="col"><span class="visually-hidden">"Leave out"</span></th>
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
        Fate::Added => "Will be added".into_any(),
        Fate::There(record) => view! { <a href=record.path()>"Is there already"</a> }.into_any(),
        Fate::Double(first) => format!("Says the same as row {first}").into_any(),
        Fate::Wrong(faults) => {
            faults.iter().map(|fault| view! { <p>{fault.message.to_string()}</p> }).collect_view().into_any()
        }
        Fate::LeftOut => "Left out".into_any(),
    };
    let (name, label) = if out { ("back", "Take in") } else { ("out", "Leave out") };
    let aria = format!("{label}: row {number}");
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
            <progress value=done max=total aria-label="Rows imported" data-ask=ask></progress>
            <p class="hint">"It goes on when you leave this page. All of it is imported, or nothing."</p>
        </section>
    }
}

#[component]
fn Done(kind: ImportKind, done: Imported) -> impl IntoView {
    let Imported { added, left, step } = done;
    let records = |count: i64| counted(usize::try_from(count).unwrap_or_default(), kind.one(), kind.many());
    let were = if added == 1 { "was" } else { "were" };
    let undone = step.is_some_and(|(_, undone)| undone);
    let words = if undone {
        format!("The import of {} is undone.", records(added))
    } else {
        format!("{} {were} added.", records(added))
    };
    let left = (left > 0).then(|| {
        let left = usize::try_from(left).unwrap_or_default();
        format!(" {} left out.", counted(left, "row was", "rows were"))
    });
    let flip = step.map(|(step, undone)| {
        let (call, label) = if undone { (Redo::PATH, "Import it again") } else { (Undo::PATH, "Undo the import") };
        let state = FormState::button_with(call, "step", &step.to_string(), RwSignal::new(0));
        view! { <CallButton state label icon="" fields=vec![("step", step.to_string())] /> }
    });
    view! {
        <section class="import">
            <p class="notice" role="status">{words} {left}</p>
            <div class="together">
                <a href=format!("{}?sort=-id", kind.list()) class="button primary">{format!("See the {}", kind.many())}</a>
                {flip}
                <a href=kind.path() class="button quiet">"Import another file"</a>
            </div>
            <p class="hint">"It can be undone for a day, here and under Activity."</p>
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

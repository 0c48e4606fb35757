//! Makes a function of each message of the catalogues in `languages/`. A language that lacks one, or has one that English has
//! not, is an error of the build.

mod catalogue;

use catalogue::{Argument, Catalogue, Message, Text};
use std::{env, error::Error, fmt::Write, fs, path::Path};

/// The language the others are held against, and the one people get whose own we have not.
const FIRST: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=languages");
    println!("cargo:rerun-if-changed=build");
    let mut languages = Vec::new();
    for file in fs::read_dir("languages")? {
        let path = file?.path();
        let (Some(tag), Some("ftl")) =
            (path.file_stem().and_then(|it| it.to_str()), path.extension().and_then(|it| it.to_str()))
        else {
            continue;
        };
        let catalogue = Catalogue::read(&fs::read_to_string(&path)?).map_err(|wrong| at(&path, &wrong))?;
        languages.push((tag.to_owned(), catalogue));
    }
    languages.sort_by_key(|(tag, _)| (tag != FIRST, tag.clone()));
    let (_, first) = languages.first().filter(|(tag, _)| tag == FIRST).ok_or("languages/en.ftl is missing")?;
    for (tag, catalogue) in &languages[1..] {
        let wrong = catalogue.differences(first);
        if !wrong.is_empty() {
            return Err(at(Path::new(&format!("languages/{tag}.ftl")), &wrong).into());
        }
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("words.rs"), functions(first) + &tables(first, &languages)?)?;
    Ok(())
}

fn at(path: &Path, wrong: &[String]) -> String {
    let lines: Vec<_> = wrong.iter().map(|wrong| format!("{}: {wrong}", path.display())).collect();
    lines.join("\n")
}

/// A function for each message, numbered in their order. Those that the browser has not are the server's alone.
fn functions(first: &Catalogue) -> String {
    let mut code = String::new();
    for (number, Message { id, browser, arguments, text }) in first.messages.iter().enumerate() {
        let name = id.replace('-', "_");
        let shown = shown(text, arguments);
        let gate = if *browser { "" } else { "#[cfg(not(target_family = \"wasm\"))]\n" };
        let given: Vec<_> = arguments
            .iter()
            .map(|argument| format!("{}: {}", argument.name, if argument.number { "i64" } else { "&str" }))
            .collect();
        let filled: Vec<_> = arguments
            .iter()
            .map(|argument| if argument.number { format!("&number({})", argument.name) } else { argument.name.clone() })
            .collect();
        let (returns, body) = match text {
            _ if arguments.is_empty() => ("&'static str", format!("said({number})")),
            Text::One(_) => ("String", format!("filled(said({number}), &[{}])", filled.join(", "))),
            Text::Counted(place, _) => {
                let counts = &arguments[*place].name;
                ("String", format!("filled(counted({number}, {counts}), &[{}])", filled.join(", ")))
            }
        };
        let lines = shown.lines().map(|line| format!("/// {line}\n")).collect::<Vec<_>>().join("///\n");
        writeln!(code, "{lines}{gate}pub fn {name}({}) -> {returns} {{\n    {body}\n}}\n", given.join(", "))
            .expect("a String takes all");
    }
    code
}

/// What the server knows of each language: its tag, and its texts by the messages' numbers.
fn tables(first: &Catalogue, languages: &[(String, Catalogue)]) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("#[cfg(not(target_family = \"wasm\"))]\nstatic LANGUAGES: &[Told] = &[\n");
    for (tag, catalogue) in languages {
        writeln!(code, "    Told {{ tag: {tag:?}, texts: &[")?;
        for message in &first.messages {
            let text =
                catalogue.find(&message.id).expect("they were found to be alike").text.ordered(message, catalogue);
            match text {
                Text::One(text) => writeln!(code, "        Text::One({text:?}),")?,
                Text::Counted(_, forms) => writeln!(code, "        Text::Counted(&{forms:?}),")?,
            }
        }
        writeln!(code, "    ] }},")?;
    }
    let browser = first.messages.iter().take_while(|message| message.browser).count();
    writeln!(
        code,
        "];\n\n/// So many messages, the first, are the browser's too.\n#[cfg(not(target_family = \"wasm\"))]\nconst BROWSER: usize = {browser};"
    )?;
    Ok(code)
}

/// A text as the code's own documentation has it.
fn shown(text: &Text, arguments: &[Argument]) -> String {
    let text = match text {
        Text::One(text) => text,
        Text::Counted(_, forms) => &forms.last().expect("there is always another").1,
    };
    let shown = text.chars().map(|c| match c {
        place if place < ' ' => format!("`{}`", arguments[place as usize - 1].name),
        c => c.to_string(),
    });
    shown.collect()
}

//! Reads a catalogue, written in the syntax of Fluent (projectfluent.org), of which we use a part: texts with `{ $places }` to be
//! filled, and texts that count, which are one choice as a whole.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// The group of messages that the browser's half has as well. It comes first in its file.
const BROWSER: &str = "Browser";
/// Around what is filled into a text that is read from right to left: names keep their own direction (Unicode's FSI and PDI).
const ISOLATED: [char; 2] = ['\u{2068}', '\u{2069}'];
/// At the beginning of a text that is read from right to left, where no letter of its own says so (Unicode's RLM): filled into
/// another one it would be taken for a name of no direction, and a day would stand behind its year.
const FROM_THE_RIGHT: char = '\u{200F}';

/// The messages of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub messages: Vec<Message>,
}

#[derive(Debug, PartialEq)]
pub struct Message {
    pub id: String,
    pub browser: bool,
    /// What is filled in, in the order of the text.
    pub arguments: Vec<Argument>,
    pub text: Text,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: String,
    /// It is counted, or written as a number: `NUMBER($count)`.
    pub number: bool,
}

/// A text, in which the place of an argument is the control character of its number, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    One(String),
    /// The argument that is counted, and the text for each plural category (CLDR) of its number.
    Counted(usize, Vec<(String, String)>),
}

impl Catalogue {
    /// Reads a file; says all that is wrong with it.
    pub fn read(source: &str) -> Result<Self, Vec<String>> {
        let resource = parser::parse(source).map_err(|(_, errors)| {
            errors.iter().map(|error| format!("line {}: {error}", line(source, error.pos.start))).collect::<Vec<_>>()
        })?;
        let mut catalogue = Self::default();
        let mut wrong = Vec::new();
        let mut browser = false;
        for entry in &resource.body {
            match entry {
                Entry::GroupComment(group) => browser = group.content.first().is_some_and(|title| *title == BROWSER),
                Entry::Message(message) => {
                    let id = message.id.name;
                    let read =
                        message.value.as_ref().ok_or_else(|| "says nothing".to_owned()).and_then(|value| read(value));
                    match read {
                        Ok(_) if catalogue.find(id).is_some() => wrong.push(format!("{id} is there twice")),
                        Ok((Text::Counted(..), _)) if browser => {
                            wrong.push(format!("{id} counts: the browser's half cannot"));
                        }
                        Ok((text, arguments)) => {
                            catalogue.messages.push(Message { id: id.to_owned(), browser, arguments, text });
                        }
                        Err(why) => wrong.push(format!("{id} {why}")),
                    }
                }
                Entry::Term(term) => wrong.push(format!("-{}: there are no terms here", term.id.name)),
                Entry::Comment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => (),
            }
        }
        // Told apart from the others by their numbers alone.
        catalogue.messages.sort_by_key(|message| !message.browser);
        if catalogue.find("language-direction").is_some_and(|message| message.text == Text::One("rtl".into())) {
            catalogue.messages.iter_mut().for_each(|message| message.text.isolate());
        }
        if wrong.is_empty() { Ok(catalogue) } else { Err(wrong) }
    }

    pub fn find(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// What this language lacks, and what it has that the first one has not.
    pub fn differences(&self, first: &Self) -> Vec<String> {
        let lacks = first.messages.iter().filter_map(|message| {
            let Some(own) = self.find(&message.id) else { return Some(format!("{} is missing", message.id)) };
            let names = |message: &Message| {
                let mut names: Vec<_> = message.arguments.iter().map(|argument| argument.name.clone()).collect();
                names.sort();
                names
            };
            (names(own) != names(message)).then(|| {
                format!("{} fills in {:?}, and in the first language {:?}", message.id, names(own), names(message))
            })
        });
        let more = self.messages.iter().filter(|message| first.find(&message.id).is_none());
        lacks.chain(more.map(|message| format!("{} is not in the first language", message.id))).collect()
    }
}

impl Text {
    fn each(&mut self, change: impl Fn(&str) -> String) {
        match self {
            Self::One(text) => *text = change(text),
            Self::Counted(_, forms) => forms.iter_mut().for_each(|(_, text)| *text = change(text)),
        }
    }

    fn isolate(&mut self) {
        self.each(|text| {
            let filled = text.contains(|c| c < ' ');
            let says_so = text.chars().find(|c| c.is_alphabetic()).is_some_and(|first| !first.is_ascii());
            let isolated = text.chars().flat_map(|c| if c < ' ' { vec![ISOLATED[0], c, ISOLATED[1]] } else { vec![c] });
            (filled && !says_so).then_some(FROM_THE_RIGHT).into_iter().chain(isolated).collect()
        });
    }

    /// With the arguments numbered as they are in the first language's message.
    pub fn ordered(&self, first: &Message, own: &Catalogue) -> Self {
        let names = &own.find(&first.id).expect("it is one of these").arguments;
        let number = |own: usize| {
            first.arguments.iter().position(|it| it.name == names[own].name).expect("they fill in the same")
        };
        let mut text = self.clone();
        text.each(|text| text.chars().map(|c| if c < ' ' { place(number(c as usize - 1)) } else { c }).collect());
        match text {
            Self::Counted(own, forms) => Self::Counted(number(own), forms),
            one => one,
        }
    }
}

/// The character that stands where an argument is filled in.
fn place(number: usize) -> char {
    char::from(u8::try_from(number + 1).expect("there are few of them"))
}

fn line(source: &str, position: usize) -> usize {
    source[..position.min(source.len())].lines().count()
}

/// A message's text, and what is filled in.
fn read(value: &Pattern<&str>) -> Result<(Text, Vec<Argument>), String> {
    let mut arguments = Vec::new();
    let text = match &value.elements[..] {
        [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] => {
            let InlineExpression::VariableReference { id } = selector else {
                return Err("chooses by something else than an argument".to_owned());
            };
            let counted = argument(&mut arguments, id.name, true);
            let mut forms = Vec::new();
            for variant in variants {
                let VariantKey::Identifier { name } = variant.key else {
                    return Err("chooses by a number: plural categories are names".to_owned());
                };
                if variant.default != (name == "other") {
                    return Err("has another default than `other`".to_owned());
                }
                forms.push((name.to_owned(), flat(&variant.value, &mut arguments)?));
            }
            Text::Counted(counted, forms)
        }
        _ => Text::One(flat(value, &mut arguments)?),
    };
    if arguments.len() > 8 {
        return Err("fills in more than eight".to_owned());
    }
    Ok((text, arguments))
}

/// A text in one piece.
fn flat(value: &Pattern<&str>, arguments: &mut Vec<Argument>) -> Result<String, String> {
    let mut text = String::new();
    for element in &value.elements {
        let expression = match element {
            PatternElement::TextElement { value } => {
                text.push_str(&value.replace('\n', " "));
                continue;
            }
            PatternElement::Placeable { expression: Expression::Inline(expression) } => expression,
            PatternElement::Placeable { .. } => return Err("chooses within a text: choose the whole text".to_owned()),
        };
        match expression {
            InlineExpression::StringLiteral { value } => text.push_str(value),
            InlineExpression::VariableReference { id } => text.push(place(argument(arguments, id.name, false))),
            InlineExpression::FunctionReference { id, arguments: given } if id.name == "NUMBER" => match &given
                .positional[..]
            {
                [InlineExpression::VariableReference { id }] => text.push(place(argument(arguments, id.name, true))),
                _ => return Err("has NUMBER of something else than an argument".to_owned()),
            },
            _ => return Err("has something in it that is not used here".to_owned()),
        }
    }
    Ok(text)
}

/// The number of this argument, which may be new.
fn argument(arguments: &mut Vec<Argument>, name: &str, number: bool) -> usize {
    let name = name.replace('-', "_");
    let place = arguments.iter().position(|known| known.name == name).unwrap_or_else(|| {
        arguments.push(Argument { name, number: false });
        arguments.len() - 1
    });
    arguments[place].number |= number;
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of this message of a file.
    fn text(source: &str, number: usize) -> Result<Text, Vec<String>> {
        Catalogue::read(source).map(|mut catalogue| catalogue.messages.remove(number).text)
    }

    #[test]
    fn messages_are_read() {
        fn check(source: &str, expected: Text) {
            assert_eq!(text(source, 0), Ok(expected), "{source}");
        }
        check("add = Add actor", Text::One("Add actor".into()));
        check("of = { $page } of { $pages }", Text::One("\u{1} of \u{2}".into()));
        check("twice = { $a } and { $a }", Text::One("\u{1} and \u{1}".into()));
        check("long = one\n    two", Text::One("one two".into()));
        check("quoted = { \"{\" }", Text::One("{".into()));
        let forms = vec![("one".to_owned(), "\u{1} row".to_owned()), ("other".to_owned(), "\u{1} rows".to_owned())];
        check("rows = { $n ->\n    [one] { $n } row\n   *[other] { $n } rows\n }", Text::Counted(0, forms));
    }

    #[test]
    fn what_is_not_used_here_is_refused() {
        fn check(source: &str, expected: &str) {
            assert_eq!(text(source, 0), Err(vec![expected.to_owned()]), "{source}");
        }
        check("a = x\na = y", "a is there twice");
        check("a = { b }", "a has something in it that is not used here");
        check("-a = x", "-a: there are no terms here");
        check("a = x { $n ->\n   *[other] y\n }", "a chooses within a text: choose the whole text");
        check("a = { $n ->\n    [one] x\n   *[many] y\n }", "a has another default than `other`");
        check("## Browser\na = { $n ->\n   *[other] y\n }", "a counts: the browser's half cannot");
    }

    #[test]
    fn languages_are_compared() {
        fn check(other: &str, expected: &[&str]) {
            let first = Catalogue::read("a = x\nb = { $name } here").expect("it is sound");
            assert_eq!(Catalogue::read(other).expect("it is sound").differences(&first), expected, "{other}");
        }
        check("a = y\nb = hier { $name }", &[]);
        check("b = hier { $name }", &["a is missing"]);
        check("a = y\nb = hier", &["b fills in [], and in the first language [\"name\"]"]);
        check("a = y\nb = { $name }\nc = z", &["c is not in the first language"]);
    }

    #[test]
    fn what_is_filled_in_keeps_its_direction() {
        fn check(source: &str, expected: &str) {
            let text = text(&format!("language-direction = rtl\n{source}"), 1);
            assert_eq!(text, Ok(Text::One(expected.into())), "{source}");
        }
        check("a = من { $name }", "من \u{2068}\u{1}\u{2069}");
        check("a = { $day } { $month }", "\u{200F}\u{2068}\u{1}\u{2069} \u{2068}\u{2}\u{2069}");
        check("a = CSV: { $name }", "\u{200F}CSV: \u{2068}\u{1}\u{2069}");
        check("a = CSV", "CSV");
    }

    #[test]
    fn arguments_keep_their_names_in_another_order() {
        let first = Catalogue::read("a = { $x } then { $y }").expect("it is sound");
        let other = Catalogue::read("language-direction = rtl\na = { $y } بعد { $x }").expect("it is sound");
        let text = other.find("a").expect("it is there").text.ordered(&first.messages[0], &other);
        assert_eq!(text, Text::One("\u{2068}\u{2}\u{2069} بعد \u{2068}\u{1}\u{2069}".into()));
    }
}

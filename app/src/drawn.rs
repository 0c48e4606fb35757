//! HTML that the server draws, and that the bundle only puts in its place: views for it would be downloaded by every visitor.

use leptos::{
    attr::IntoAttributeValue,
    tachys::{
        html::element::InnerHtmlValue,
        renderer::{Rndr, types::Element},
    },
};
use serde::{Deserialize, Serialize, Serializer};
#[cfg(feature = "ssr")]
use std::cell::Cell;

/// A piece of HTML. Where it stands in a page already, what the server leaves there for the bundle has a mark in its place, by which
/// it is known again when it is read anew: it would be twice as long, and be read twice before anybody can work.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Drawn(String);

/// Begins the mark. No HTML does.
const MARK: char = '\u{1}';

impl Drawn {
    /// By this it is known again, be it whole or its mark: FNV-1a, in 32 bits.
    fn print(&self) -> u32 {
        let mark = self.0.strip_prefix(MARK).and_then(|mark| u32::from_str_radix(mark, 16).ok());
        mark.unwrap_or_else(|| {
            self.0.bytes().fold(0x811c_9dc5, |print, byte| (print ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        })
    }
}

#[cfg(feature = "ssr")]
thread_local! {
    static IN_PAGE: Cell<bool> = const { Cell::new(false) };
}

/// Serializes what a page leaves for the bundle, with marks for what stands in it.
#[cfg(feature = "ssr")]
pub fn with_marks<T>(serialize: impl FnOnce() -> T) -> T {
    IN_PAGE.set(true);
    let serialized = serialize();
    IN_PAGE.set(false);
    serialized
}

impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "ssr")]
        if IN_PAGE.get() {
            return serializer.collect_str(&format_args!("{MARK}{:x}", self.print()));
        }
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "ssr")]
impl From<String> for Drawn {
    fn from(html: String) -> Self {
        Self(html)
    }
}

impl IntoAttributeValue for Drawn {
    type Output = Self;

    fn into_attribute_value(self) -> Self {
        self
    }
}

impl InnerHtmlValue for Drawn {
    type AsyncOutput = Self;
    type State = (Element, u32);
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html(self, html: &mut String) {
        html.push_str(&self.0);
    }

    fn to_template(_: &mut String) {}

    /// It is there.
    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Self::State {
        (element.clone(), self.print())
    }

    fn build(self, element: &Element) -> Self::State {
        Rndr::set_inner_html(element, &self.0);
        (element.clone(), self.print())
    }

    fn rebuild(self, (element, print): &mut Self::State) {
        if *print != self.print() {
            *print = self.print();
            Rndr::set_inner_html(element, &self.0);
        }
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        let rows = Drawn::from("<tr><td>ann</td></tr>".to_owned());
        let json = || serde_json::to_string(&rows).expect("JSON");
        assert_eq!(json(), r#""<tr><td>ann</td></tr>""#, "what is called for is answered whole");
        let mark = with_marks(json);
        assert!(mark.len() < 20, "{mark}");
        assert_eq!(json().len(), 23, "marks are left in pages alone");
        let mark: Drawn = serde_json::from_str(&mark).expect("a mark");
        assert_eq!(mark.print(), rows.print());
        assert_ne!(mark.print(), Drawn::from(String::new()).print());
        assert_ne!(rows.print(), Drawn::from("<tr><td>ben</td></tr>".to_owned()).print());
    }
}

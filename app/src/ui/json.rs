//! What the server leaves in a page for the bundle, as JSON.

use codee::{Decoder, Encoder};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

/// Reads it from bytes, as the answers of calls are read. From a text, as the library's own codec does, serde's code for each
/// type would be there twice, and every visitor downloads it.
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> serde_json::Result<String> {
        #[cfg(feature = "ssr")]
        return crate::drawn::with_marks(|| serde_json::to_string(value));
        #[cfg(not(feature = "ssr"))]
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> serde_json::Result<T> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// What a page reads from the server, again whenever what it depends on changes.
pub fn read<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<T, Json>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetcher, false)
}

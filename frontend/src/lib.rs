//! The start of the browser bundle.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server drew, in its language.
#[wasm_bindgen]
pub fn hydrate(words: String) {
    console_error_panic_hook::set_once();
    words::learn(words);
    leptos::mount::hydrate_body(app::App);
}

//! The document around every page, as the server sends it.

use super::{commands, documents, frame::App, notice::notice};
use crate::{Bundle, DrawnAt, Refused, Texts, Visit};
use domain::{Setting, Settings};
use leptos::{attr::custom::CustomAttribute, nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use words::Language;

pub fn shell() -> impl IntoView {
    let bundle = expect_context::<Bundle>();
    let whole = documents::asked().is_some();
    let settings = use_context::<Settings>().unwrap_or_default();
    let chosen = |setting| settings.chosen(setting).map(str::to_owned);
    let (theme, contrast) = (chosen(Setting::Theme), chosen(Setting::Contrast));
    // The browser's own bars follow the page (`--paper` in style/tokens.css).
    let bars = [("light", "#fbfaf7"), ("dark", "#0f131d")].map(|(each, color)| {
        let here = theme.as_ref().is_none_or(|theme| theme == each);
        let media = theme.is_none().then(|| format!("(prefers-color-scheme: {each})"));
        here.then(|| view! { <meta name="theme-color" content=color /> }.attr("media", media))
    });
    let (language, Texts(texts)) = (Language::spoken(), expect_context());
    let scheme = theme.clone().unwrap_or_else(|| "light dark".to_owned());
    view! {
        <!DOCTYPE html>
        <html
            lang=language.tag()
            dir=language.direction()
            data-theme=theme
            data-contrast=contrast
            data-hydrated=whole.then_some("")
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content=scheme />
                {bars.collect_view()}
                <link rel="stylesheet" href=bundle.css.to_string() />
                {whole.then(|| view! { <link rel="stylesheet" href=bundle.documents.to_string() /> })}
                <link rel="manifest" href=format!("/manifest.webmanifest?lang={}", language.tag()) />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <script type="module" nonce=use_nonce()>
                    {start(&bundle, &texts, whole, use_context::<Refused>())}
                </script>
                {live(bundle.page.to_string(), texts.clone(), whole)}
                <MetaTags />
            </head>
            <body>
                <App />
                {notice()}
            </body>
        </html>
    }
}

/// What keeps the page of somebody signed in live. Not part of the bundle: documents are kept live too.
fn live(page: String, texts: String, whole: bool) -> Option<impl IntoView> {
    let DrawnAt(number) = use_context()?;
    let me = use_context::<Visit>()?.me?;
    let heard = use_context::<Settings>()?.get(Setting::Keys) == "on";
    Some(view! {
        <script
            id="live"
            type="module"
            src=page
            data-number=number.to_string()
            data-me=me.id.to_string()
            data-whole=whole.then_some("")
            data-words=texts
            data-keys=heard.then(commands::typed_keys)
        ></script>
    })
}

/// The script that starts the bundle, or the little one of a document. The bundle is fetched once the page is painted, or is where nobody
/// looks: on a slow network what is to be read comes before what is not needed to read it. A document fetches it when all of its own is
/// there and painted, for the page that comes next. A page drawn in answer to a form stands at the form's address: it first goes back
/// to being the page the form stood on, so that the bundle finds the page it expects and a reload posts nothing.
fn start(bundle: &Bundle, texts: &str, whole: bool, refused: Option<Refused>) -> String {
    let Bundle { js, wasm, keep, .. } = bundle;
    let page =
        refused.map(|refused| format!("history.replaceState(null,'',{});", quoted(&refused.page))).unwrap_or_default();
    let (js, wasm, texts) = (quoted(js), quoted(wasm), quoted(texts));
    let start = if whole {
        format!(
            "{}addEventListener('load',()=>requestAnimationFrame(()=>setTimeout(()=>{{\
             for(const next of [{{href:{js}}},{{href:{wasm},as:'fetch',crossOrigin:'anonymous'}}])\
             document.head.append(Object.assign(document.createElement('link'),{{rel:'prefetch'}},next))}})));",
            documents::SCRIPT
        )
    } else {
        format!(
            "const start=()=>{{const [w,t]=[fetch({wasm}),self.texts??=fetch({texts}).then(r=>r.text())];\
             import({js}).then(m=>m.default({{module_or_path:w}}).then(()=>t).then(t=>m.hydrate(t)))}};\
             document.hidden?start():requestAnimationFrame(()=>setTimeout(start));"
        )
    };
    let worker = if *keep { "navigator.serviceWorker?.register('/sw.js');" } else { "" };
    format!("{page}{start}{worker}")
}

/// A text as JavaScript, in a form that cannot end a script element.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | '.' | '_' | '-' | '?' | '=' | '&' | '%' | '+' => quoted.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| quoted.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    quoted + "\""
}

//! The browser's files: bundle, style, icons. Embedded in the binary where it was built with them, else read from the
//! folder that `cargo leptos` writes.

use crate::{language, server::Server};
use app::Bundle;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::config::LeptosOptions;
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    sync::Arc,
};
use words::Language;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Names with a hash of their content never mean anything else.
pub const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time.
pub const ASK: &str = "no-cache";

/// What the bundle's files are called before their hash.
const NAME: &str = "casting-agency";

/// The browser's files.
#[derive(Clone)]
pub enum Site {
    Embedded(&'static [(&'static str, &'static [u8])]),
    Folder { root: PathBuf, pkg: Arc<str> },
}

impl Site {
    pub fn new(options: &LeptosOptions) -> Self {
        match EMBEDDED {
            [] => Self::Folder { root: Path::new(&*options.site_root).to_owned(), pkg: options.site_pkg_dir.clone() },
            files => Self::Embedded(files),
        }
    }

    /// The names of the bundle's files; says what to do where there are none.
    pub fn bundle(&self) -> Result<Bundle, String> {
        let find = |beginning: &str, ending: &str| {
            let begins = format!("/pkg/{beginning}.");
            self.names().into_iter().find(|name| name.starts_with(&begins) && name.ends_with(ending)).map(Arc::from)
        };
        // cargo-leptos packs one sheet and no script; the others are served as they stand in their folders.
        let documents = find("documents", ".css").unwrap_or_else(|| "/pkg/documents.css".into());
        let page = find("page", ".js").unwrap_or_else(|| "/pkg/main.js".into());
        match (find(NAME, ".css"), find(NAME, ".js"), find(NAME, ".wasm")) {
            (Some(css), Some(js), Some(wasm)) => {
                Ok(Bundle { css, documents, page, js, wasm, keep: matches!(self, Self::Embedded(_)) })
            }
            _ => Err("this binary was built without the pages' bundle: start it with script/run, or build it with script/build".into()),
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Embedded(files) => files.iter().map(|(name, _)| (*name).to_owned()).collect(),
            Self::Folder { root, pkg } => std::fs::read_dir(root.join(&**pkg))
                .into_iter()
                .flatten()
                .filter_map(|file| Some(format!("/pkg/{}", file.ok()?.file_name().to_str()?)))
                .collect(),
        }
    }

    /// The file of this name, which begins with `/`.
    pub fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Embedded(files) => {
                let place = files.binary_search_by_key(&name, |(name, _)| name).ok()?;
                Some(Cow::Borrowed(files[place].1))
            }
            Self::Folder { root, .. } => {
                let parts: Vec<_> = name.trim_start_matches('/').split('/').collect();
                if parts.iter().any(|part| part.is_empty() || part.starts_with('.')) {
                    return None;
                }
                let file = std::fs::read(root.join(parts.join("/"))).ok();
                // cargo-leptos leaves imports as they are.
                let source = || {
                    let name = name.strip_prefix("/pkg/")?;
                    ["style", "frontend/page"]
                        .into_iter()
                        .find_map(|folder| std::fs::read(Path::new(folder).join(name)).ok())
                };
                file.or_else(source).map(Cow::Owned)
            }
        }
    }
}

/// Serves a file: compressed where there is a compressed twin and the browser takes it, for ever where its name holds
/// its hash, and not again where the browser has it.
pub async fn file(State(server): State<Server>, headers: HeaderMap, uri: Uri) -> Response {
    answer(&server.site, uri.path(), &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

fn answer(site: &Site, name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = site.file(name)?;
    let tag = tag(&plain);
    let hashed = matches!(site, Site::Embedded(_)) && name.starts_with("/pkg/");
    let mut response = Response::new(axum::body::Body::empty());
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(if hashed { FOREVER } else { ASK }));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if has(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        let brotli = site.file(&format!("{name}.br")).filter(|_| takes_brotli(headers));
        if brotli.is_some() {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        *response.body_mut() = brotli.unwrap_or(plain).into_owned().into();
    }
    response.headers_mut().insert(header::ETAG, HeaderValue::try_from(tag).expect("hex is plain ASCII"));
    Some(response)
}

/// The service worker, told which build it belongs to and which files that build is made of. While the pages are being
/// developed it is one that takes itself away.
pub async fn service_worker(State(server): State<Server>, headers: HeaderMap) -> Response {
    let Bundle { css, documents, page, js, wasm, keep } = &server.bundle;
    let script = match server.site.file("/sw.js").filter(|_| *keep) {
        Some(worker) => {
            let language = Language::spoken();
            let texts = language::texts(language);
            let files = serde_json::json!([
                css,
                documents,
                page,
                js,
                wasm,
                texts,
                "/offline.html",
                "/offline.js",
                "/favicon.svg"
            ]);
            // In another language the page that says there is no connection is another.
            let build = serde_json::json!(format!("{}-{}", build(&server.bundle), language.tag()));
            format!("const BUILD = {build}, FILES = {files};\n{}", String::from_utf8_lossy(&worker))
        }
        None => "self.addEventListener('install',()=>self.skipWaiting());\
                 self.addEventListener('activate',()=>self.registration.unregister());"
            .to_owned(),
    };
    // Every page asks for it.
    let tag = tag(script.as_bytes());
    let known = [(header::CACHE_CONTROL, ASK), (header::ETAG, tag.as_str())];
    if has(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let new = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; script-src 'self'; connect-src 'self'"),
    ];
    (known, new, script).into_response()
}

/// The page shown when the server cannot be reached, in the language of whoever keeps it for then. Whole in one file: its style is
/// inline, and allowed by its hash.
pub async fn offline(State(server): State<Server>) -> Response {
    let Some(page) = server.site.file("/offline.html") else { return StatusCode::NOT_FOUND.into_response() };
    let page = String::from_utf8_lossy(&page);
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; script-src 'self'; connect-src 'self'; img-src 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    let (language, title) = (Language::spoken(), words::page_title(words::without_connection()));
    let words = [
        ("{language}", language.tag()),
        ("{direction}", language.direction()),
        ("{title}", title.as_str()),
        ("{no-connection}", words::there_is_no_connection()),
        ("{not-reached}", words::page_not_reached()),
        ("{nothing-lost}", words::nothing_was_lost()),
        ("{again}", words::try_again()),
        ("{seen-last}", words::what_you_saw_last()),
        ("{agency}", words::agency_name()),
    ];
    let page = words.into_iter().fold(page.into_owned(), |page, (place, text)| page.replacen(place, text, 1));
    let headers = [
        (header::CONTENT_TYPE, content_type("offline.html").to_owned()),
        (header::CACHE_CONTROL, ASK.to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, page).into_response()
}

/// The name of this build of the pages.
pub fn build(bundle: &Bundle) -> String {
    let Bundle { css, documents, page, js, wasm, .. } = bundle;
    hex(&Sha256::digest(format!("{css} {documents} {page} {js} {wasm}")))[..16].to_owned()
}

/// The name of a content, by which a browser asks whether it is still the same.
fn tag(content: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(content))[..16])
}

/// Whether the browser has the content of this name.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.to_str().is_ok_and(|given| given.contains(tag)))
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == "br" && !quality.replace(' ', "").starts_with("q=0") | quality.contains("q=0.")
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_brotli() {
        fn check(accepted: &str, expected: bool) {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepted.parse().expect("a header"))]);
            assert_eq!(takes_brotli(&headers), expected, "{accepted:?}");
        }
        check("", false);
        check("gzip, deflate, br, zstd", true);
        check("br;q=1.0", true);
        check("br;q=0.5", true);
        check("br;q=0", false);
        check("br; q=0", false);
        check("gzip", false);
        check("brotli", false);
    }
}

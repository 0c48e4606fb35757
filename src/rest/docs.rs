//! The API to read: one page made from its description (`openapi.rs`), so that a new operation stands there by itself.
//! Drawn here and finished: no script, no cookie, no sign-in, nothing from another host.

use super::problems;
use crate::server::Server;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use domain::{Permission, Role};
use leptos::prelude::*;
use serde_json::{Map, Value};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// What these pages may load: the style sheet and the icon.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

pub fn routes(description: Value) -> Router<Server> {
    let description = Arc::new(description);
    let docs = move |State(server): State<Server>, headers: HeaderMap| async move {
        paper(&server, StatusCode::OK, "Casting Agency API", api(&description, &address(&headers)))
    };
    Router::new()
        .route("/api/docs", get(docs))
        .route("/problems", get(problems::list))
        .route("/problems/{problem}", get(problems::page))
        .layer(CompressionLayer::new())
}

/// A page of this kind: its frame, with its own policy.
pub fn paper(server: &Server, status: StatusCode, title: &str, content: AnyView) -> Response {
    let page = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title.to_owned()}</title>
                <link rel="stylesheet" href=server.bundle.css.to_string() />
                <link rel="stylesheet" href=server.bundle.documents.to_string() />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            </head>
            <body class="paper">
                <a class="skip" href="#content">
                    "Skip to the content"
                </a>
                <header>
                    <img src="/favicon.svg" alt="" width="28" height="28" />
                    <a href="/api/docs">"Casting Agency API"</a>
                    <a href="/problems">"Problems"</a>
                    <a href="/api/openapi.json">"OpenAPI"</a>
                    <a href="/graphql">"GraphQL"</a>
                </header>
                {content}
            </body>
        </html>
    };
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY), (header::CACHE_CONTROL, "no-cache")];
    let marked = page.to_html();
    // The marks are for a bundle that takes a page over. None comes here, and a title would show them.
    (status, headers, Html(format!("<!DOCTYPE html>{}", marked.replace("<!>", "")))).into_response()
}

/// Where the reader reached this server, for commands to paste. Nothing but a host and a port may stand there.
fn address(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_plain = |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte));
    let host = text("host").filter(is_plain).unwrap_or("127.0.0.1:3000");
    let scheme = text("x-forwarded-proto").filter(|scheme| *scheme == "https").unwrap_or("http");
    format!("{scheme}://{host}")
}

/// An operation, with where it stands.
struct Operation<'a> {
    path: &'a str,
    method: String,
    said: &'a Value,
}

impl Operation<'_> {
    fn id(&self) -> &str {
        text(&self.said["operationId"])
    }
}

/// The operations of each noun, in the order of the description.
fn nouns(description: &Value) -> Vec<(&str, Vec<Operation<'_>>)> {
    // As people read them, and not by the alphabet.
    const ORDER: [&str; 5] = ["get", "post", "patch", "put", "delete"];
    let mut nouns: Vec<(&str, Vec<Operation<'_>>)> = Vec::new();
    for (path, operations) in members(&description["paths"]) {
        let mut operations: Vec<_> = members(operations).collect();
        operations.sort_by_key(|(method, _)| ORDER.iter().position(|known| known == method));
        for (method, said) in operations {
            let operation = Operation { path, method: method.to_uppercase(), said };
            let noun = text(&said["tags"][0]);
            match nouns.iter_mut().find(|(known, _)| *known == noun) {
                Some((_, operations)) => operations.push(operation),
                None => nouns.push((noun, vec![operation])),
            }
        }
    }
    nouns
}

fn api(description: &Value, address: &str) -> AnyView {
    let nouns = nouns(description);
    let contents = nouns.iter().map(|(noun, operations)| {
        let lines = operations.iter().map(|operation| {
            view! { <li><a href=format!("#{}", operation.id())>{text(&operation.said["summary"]).to_owned()}</a></li> }
        });
        view! {
            <li>
                <a href=format!("#{noun}-all")>{capital(noun)}</a>
                <ul>{lines.collect_view()}</ul>
            </li>
        }
    });
    let sections = nouns.iter().map(|(noun, operations)| {
        let heading = format!("{noun}-all");
        view! {
            <section aria-labelledby=heading.clone()>
                <h2 id=heading.clone()>{capital(noun)}</h2>
                {operations.iter().map(|operation| one(operation, description)).collect_view()}
            </section>
        }
    });
    let records = members(&description["components"]["schemas"]).filter(|(_, schema)| schema["type"] == "object").map(
        |(name, schema)| {
            view! {
                <article aria-labelledby=name.clone()>
                    <h3 id=name.clone()>{name.clone()}</h3>
                    <p>{in_words(text(&schema["description"]))}</p>
                    {fields(schema, None, description)}
                </article>
            }
        },
    );
    let info = &description["info"];
    view! {
        <nav class="contents" aria-label="On this page">
            <ul>
                <li><a href="#token">"Getting a token"</a></li>
                {contents.collect_view()}
                <li><a href="#records">"Records"</a></li>
            </ul>
        </nav>
        <main id="content" tabindex="-1">
            <h1>{text(&info["title"]).to_owned()}</h1>
            <p class="lead">{text(&info["summary"]).to_owned()}</p>
            <p>{in_words(text(&info["description"]))}</p>
            <p>
                "Every refusal names its kind, and each kind has "<a href="/problems">"a page that explains it"</a>
                ". The whole of this page for programs: "<a href="/api/openapi.json">"openapi.json"</a>" (OpenAPI 3.1)."
            </p>
            {getting_a_token(address)}
            {sections.collect_view()}
            <section aria-labelledby="records">
                <h2 id="records">"Records"</h2>
                {records.collect_view()}
            </section>
        </main>
    }
    .into_any()
}

fn getting_a_token(address: &str) -> AnyView {
    let ours = format!("AGENCY={address}\nTOKEN=$(casting-agency token --role casting_director | tail -n 1)");
    let by_password = format!(
        "AGENCY={address}\nTOKEN=$(curl -s -H 'Content-Type: application/json' \\\n  -d '{{\"username\":\"NAME\",\"password\":\"PASSWORD\"}}' \\\n  \
         $AGENCY/api/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
    );
    let rows = Role::ALL.map(|role| {
        let claims =
            Permission::ALL.iter().filter(|permission| role.may(**permission)).map(|permission| permission.claim());
        view! {
            <tr>
                <th scope="row"><code>{role.name()}</code></th>
                <td>{claims.map(|claim| view! { <code>{claim}</code>" " }).collect_view()}</td>
            </tr>
        }
    });
    view! {
        <section aria-labelledby="token">
            <h2 id="token">"Getting a token"</h2>
            <p>
                "Who runs the server makes one, in the server's folder or with its "<code>"DATABASE_URL"</code>
                ". It lasts for 24 hours, or as long as "<code>"--expires 30d"</code>" says:"
            </p>
            {command(ours)}
            <p>"Who has an account gets one for half an hour:"</p>
            {command(by_password)}
            <p>"The commands below read both variables. What a token is good for is its role's, or what it lists:"</p>
            {table("Roles and their permissions", &["Role", "Permissions"], rows.collect_view().into_any())}
        </section>
    }
    .into_any()
}

fn one(operation: &Operation<'_>, description: &Value) -> AnyView {
    let (id, said) = (operation.id().to_owned(), operation.said);
    let parameters: Vec<_> = items(&said["parameters"]).collect();
    let responses: Vec<_> = members(&said["responses"]).collect();
    view! {
        <article aria-labelledby=id.clone()>
            <h3 id=id.clone()>{text(&said["summary"]).to_owned()}</h3>
            <p class="request"><b>{operation.method.clone()}</b>" "<code>{operation.path.to_owned()}</code></p>
            {needs(said)}
            {(!parameters.is_empty()).then(|| parameter_table(&parameters, description))}
            {body(&said["requestBody"], description)}
            {answers(&responses, description)}
            {command(curl(operation))}
        </article>
    }
    .into_any()
}

/// Who may.
fn needs(said: &Value) -> AnyView {
    let permissions = listed(&said["x-permissions"]);
    if permissions.is_empty() {
        return view! { <p>"Needs no token."</p> }.into_any();
    }
    let roles = items(&said["x-roles"]).map(|role| text(role).replace('_', " ")).collect::<Vec<_>>().join(", ");
    view! { <p>"Needs "{permissions}", which is held by: "{roles}"."</p> }.into_any()
}

fn parameter_table(parameters: &[&Value], description: &Value) -> AnyView {
    let rows = parameters.iter().map(|parameter| {
        let place = capital(text(&parameter["in"]));
        view! {
            <tr>
                <th scope="row"><code>{text(&parameter["name"]).to_owned()}</code></th>
                <td>{in_words(text(&parameter["description"]))}" "<i>{place}", "{rule(&parameter["schema"], description)}</i></td>
            </tr>
        }
    });
    table("Parameters", &["Parameter", "What it says"], rows.collect_view().into_any())
}

fn body(body: &Value, description: &Value) -> Option<AnyView> {
    let content = body["content"].as_object()?;
    let schema = |kind: &str| content.get(kind).map(|content| &content["schema"]);
    let json = schema("application/json")?;
    let kinds = content.keys().map(|kind| view! { <code>{kind.clone()}</code> }.into_any());
    Some(
        view! {
            <h4>"Body"</h4>
            <p>{joined(kinds.collect(), " or ")}". "{in_words(text(&body["description"]))}" "{in_words(text(&json["description"]))}</p>
            {fields(json, schema("application/x-www-form-urlencoded"), description)}
        }
        .into_any(),
    )
}

/// The members of an object, one a line. Where a form wants something else, that stands beside it.
fn fields(schema: &Value, form: Option<&Value>, description: &Value) -> AnyView {
    let is_needed = |name: &str| items(&schema["required"]).any(|needed| needed == name);
    let rows = members(&schema["properties"]).map(|(name, field)| {
        let said = rule(field, description);
        let in_form = form.map(|form| rule(&form["properties"][name], description)).filter(|in_form| *in_form != said);
        view! {
            <tr>
                <th scope="row"><code>{name.clone()}</code></th>
                <td>
                    {in_words(text(&field["description"]))}" "<i>{is_needed(name).then_some("Needed, ")}{said}</i>
                    {in_form.map(|rule| view! { <i>" (in a form: "{rule}")"</i> })}
                </td>
            </tr>
        }
    });
    table("Fields", &["Field", "What it says"], rows.collect_view().into_any())
}

fn answers(responses: &[(&String, &Value)], description: &Value) -> AnyView {
    let rows = responses.iter().map(|(status, response)| {
        let headers = members(&response["headers"]).map(|(name, _)| view! { <code>{name.clone()}</code> }.into_any());
        let headers: Vec<_> = headers.collect();
        let schema = &response["content"]["application/json"]["schema"];
        let body = schema["properties"].as_object().map(|fields| {
            let field = |(name, field): (&String, &Value)| format!("\"{name}\": {}", rule(field, description));
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        });
        view! {
            <tr>
                <th scope="row">{status.to_string()}</th>
                <td>
                    {in_words(text(&response["description"]))}
                    {body.map(|body| view! { <br /><code>{body}</code> })}
                    {(!headers.is_empty()).then(|| view! { <br />"Headers: "{joined(headers, ", ")} })}
                </td>
            </tr>
        }
    });
    table("Answers", &["Status", "When"], rows.collect_view().into_any())
}

/// A command to paste, once the two variables are set.
fn curl(operation: &Operation<'_>) -> String {
    let path = operation.path.replace("{id}", "1");
    let mut words = vec!["curl".to_owned()];
    if operation.method != "GET" {
        words.push(format!("-X {}", operation.method));
    }
    if !items(&operation.said["x-permissions"]).collect::<Vec<_>>().is_empty() {
        words.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    let example = &operation.said["requestBody"]["content"]["application/json"]["example"];
    if !example.is_null() {
        words.push(format!(
            "\\\n  -H 'Content-Type: application/json' -d '{}' \\\n ",
            example.to_string().replace('\'', r"'\''")
        ));
    }
    words.push(format!("\"$AGENCY{path}\""));
    words.join(" ")
}

/// What a value may be, in words. Patterns are told by the descriptions beside them.
fn rule(schema: &Value, description: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|address| address.rsplit('/').next()) {
        let meant = &description["components"]["schemas"][name];
        return if meant["type"] == "object" { name.to_owned() } else { rule(meant, description) };
    }
    if let Some(kinds) = schema["anyOf"].as_array() {
        return kinds.iter().map(|kind| rule(kind, description)).collect::<Vec<_>>().join(" or ");
    }
    if schema["const"] == "" {
        return "nothing".to_owned();
    }
    if !schema["const"].is_null() {
        return schema["const"].to_string();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(text).collect::<Vec<_>>().join(" or ");
    }
    let kind = |kind: &Value| match (text(kind), text(&schema["format"])) {
        ("integer", _) => "whole number".to_owned(),
        ("string", "date") => "date".to_owned(),
        ("string", _) => "text".to_owned(),
        ("array", _) => format!("[{}, …]", rule(&schema["items"], description)),
        (other, _) => other.to_owned(),
    };
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(kind).collect::<Vec<_>>().join(" or "),
        Value::Null => "any value".to_owned(),
        one => kind(one),
    };
    let limits = [("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"), ("default", "otherwise")];
    let limits = limits.iter().filter(|(name, _)| !schema[name].is_null()).map(|(name, word)| {
        let unit = if *name == "maxLength" { " characters" } else { "" };
        format!(" {word} {}{unit}", schema[name])
    });
    format!("{kinds}{}", limits.collect::<Vec<_>>().join(","))
}

/// A command in a box that scrolls by itself and can be reached by the keyboard.
fn command(text: String) -> AnyView {
    view! { <pre tabindex="0" role="group" aria-label="Command"><code>{text}</code></pre> }.into_any()
}

/// A table in a box that scrolls by itself where there is no room.
pub fn table(caption: &str, columns: &[&str], rows: AnyView) -> AnyView {
    let head = columns.iter().map(|column| view! { <th scope="col">{(*column).to_owned()}</th> }).collect_view();
    view! {
        <table>
            <caption>{caption.to_owned()}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A text in which `code` stands between backticks.
pub fn in_words(text: &str) -> AnyView {
    let part = |(at, part): (usize, &str)| {
        let part = part.to_owned();
        if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    };
    text.split('`').enumerate().map(part).collect_view().into_any()
}

fn listed(texts: &Value) -> Vec<AnyView> {
    joined(items(texts).map(|it| view! { <code>{text(it).to_owned()}</code> }.into_any()).collect(), " and ")
}

fn joined(views: Vec<AnyView>, between: &'static str) -> Vec<AnyView> {
    let parts = views.into_iter().enumerate();
    parts.flat_map(|(at, view)| [(at > 0).then(|| between.into_any()), Some(view)]).flatten().collect()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// As it stands at the beginning of a heading.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

//! The page to try queries on, for whoever is signed in at a browser: a form, the answer, and the schema to read. It works
//! without script and without the network; nothing on it comes from another host.

use super::{
    Door,
    asked::{self, Asked},
    reference::reference,
    reply,
};
use crate::{
    auth::Visitor,
    limits::Standing,
    pages::{accepts_html, sign_in_for},
    rest::{LONGEST_BODY, Refusal, in_words, paper},
    server::Server,
};
use async_graphql::Response as Answer;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Error, PersonId, Result};
use leptos::{either::Either, prelude::*};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// What the page does with script. It stands in the page and is allowed by its digest.
const SCRIPT: &str = include_str!("explorer.js");

/// What the page may load, and where its form may go.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let script = STANDARD.encode(Sha256::digest(SCRIPT));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    policy.try_into().expect("a digest is plain ASCII")
});

/// What one can begin with: each is called something, and asks something.
const EXAMPLES: [(&str, &str, &str); 4] = [
    (
        "Who plays whom",
        "{
  movies(first: 5, sort: {key: RELEASE_DATE, direction: DOWN}) {
    totalCount
    nodes {
      title
      releaseYear
      cast(first: 3) {
        nodes {
          character
          actor { name }
        }
      }
    }
  }
}
",
        "",
    ),
    (
        "Find actors",
        "query ($filter: ActorFilter!, $after: String) {
  actors(first: 10, after: $after, filter: $filter, sort: {key: NAME}) {
    totalCount
    nodes { id name age }
    pageInfo { hasNextPage endCursor }
  }
}
",
        "{\n  \"filter\": { \"q\": \"an\", \"ageMin\": 30 }\n}\n",
    ),
    (
        "What happened last",
        "{
  activity(first: 10) {
    nodes { number at by deed }
  }
}
",
        "",
    ),
    (
        "Change an actor",
        "mutation ($id: ID!, $change: ActorChange!) {
  changeActor(id: $id, change: $change) { id name age version }
}
",
        "{\n  \"id\": \"1\",\n  \"change\": { \"age\": 30 }\n}\n",
    ),
];

/// What stands in the form, and what came of it.
#[derive(Default)]
struct Tried {
    query: String,
    variables: String,
    /// And whether something in it was refused.
    answer: Option<(String, bool)>,
}

/// Whether a person wants to see the page, and no program an answer.
pub fn is_asked_for(headers: &HeaderMap) -> bool {
    accepts_html(headers) && !headers.contains_key(header::AUTHORIZATION)
}

/// Whether this is the page's form, posted without script.
pub fn is_posted(headers: &HeaderMap) -> bool {
    is_asked_for(headers) && asked::kind(headers).as_deref() == Some("application/x-www-form-urlencoded")
}

/// The page, with what its address brings to be tried. It is not done before somebody says so.
pub fn page(server: &Server, door: &Door, visitor: Option<Visitor>, query: &str, uri: &Uri) -> Response {
    let Some(visitor) = visitor else { return Redirect::to(&sign_in_for(uri)).into_response() };
    let mut tried = fields(query.as_bytes());
    if tried.query.trim().is_empty() {
        let (_, query, variables) = EXAMPLES[0];
        tried = Tried { query: query.to_owned(), variables: variables.to_owned(), answer: None };
    }
    draw(server, door, visitor.person.id, tried)
}

/// Does what the form asks, and shows the page again with what came of it.
pub async fn run(
    server: &Server,
    door: &Door,
    visitor: Option<Visitor>,
    standing: &Standing,
    body: Body,
) -> Result<Response, Refusal> {
    let Some(visitor) = visitor else {
        return Ok(Redirect::to(&sign_in_for(&Uri::from_static("/graphql"))).into_response());
    };
    let caller = visitor.caller();
    let bytes = to_bytes(body, LONGEST_BODY).await.map_err(|_| Error::TooLarge)?;
    let tried = fields(&bytes);
    let answer = match Asked::in_form(tried.query.clone(), &tried.variables) {
        Ok(asked) => door.ask(server, &caller, standing, asked).await,
        Err(error) => Answer::from_errors(vec![reply::error(error)]),
    };
    let refused = answer.is_err();
    let answer = serde_json::to_string_pretty(&reply::Body::of(answer, caller.role())).ok();
    let answer = answer.map(|answer| (answer, refused));
    Ok(draw(server, door, visitor.person.id, Tried { answer, ..tried }))
}

fn fields(form: &[u8]) -> Tried {
    let mut tried = Tried::default();
    for (name, text) in form_urlencoded::parse(form).into_owned() {
        match name.as_str() {
            "query" => tried.query = text,
            "variables" => tried.variables = text,
            _ => {}
        }
    }
    tried
}

/// A text as it stands in a `textarea`, which the library would not escape. The first line break is not part of it.
fn typed(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

fn draw(server: &Server, door: &Door, me: PersonId, tried: Tried) -> Response {
    let Tried { query, variables, answer } = tried;
    let status = answer
        .as_ref()
        .map(|(_, refused)| if *refused { "It was refused, or a part of it." } else { "This is the answer." });
    let examples = EXAMPLES.map(|(called, query, variables)| {
        let mut asks = form_urlencoded::Serializer::new(String::new());
        asks.append_pair("query", query).append_pair("variables", variables);
        view! { <li><a href=format!("/graphql?{}", asks.finish())>{called}</a></li> }
    });
    let (contents, schema) = reference(&door.description);
    let content = view! {
        <nav class="contents" aria-label="On this page">
            <ul>
                <li><a href="#try">"Try a query"</a></li>
                {contents}
            </ul>
        </nav>
        <main id="content" tabindex="-1">
            <h1>"GraphQL"</h1>
            <p class="lead">"The agency's records as one graph: ask for what you need, and for no more."</p>
            <p>
                {in_words("Programs post to `/graphql` with a bearer token, browsers with their session. What is refused has the code and the status that the REST API gives it. ")}
                "The whole schema for programs: "<a href="/graphql/schema">"schema"</a>"."
            </p>
            <section aria-labelledby="try" class="try">
                <h2 id="try">"Try a query"</h2>
                <form id="explorer" method="post" action="/graphql" data-me=me.to_string()>
                    <div class="field">
                        <label for="query">"Query"</label>
                        <textarea id="query" name="query" rows="16" spellcheck="false" autocapitalize="off" autocomplete="off" required aria-keyshortcuts="Control+Enter" inner_html=typed(&query)></textarea>
                    </div>
                    <div class="field">
                        <label for="variables">"Variables, as an object in JSON"</label>
                        <textarea id="variables" name="variables" rows="5" spellcheck="false" autocapitalize="off" autocomplete="off" aria-keyshortcuts="Control+Enter" inner_html=typed(&variables)></textarea>
                    </div>
                    <p class="together">
                        <button class="button primary" type="submit">"Run the query"</button>
                        <span class="hint" id="keys" hidden>"Ctrl+Enter runs it, too."</span>
                    </p>
                </form>
                <div class="answer">
                    <h3 id="answer-heading">"Answer"</h3>
                    <p role="status" id="outcome">{status}</p>
                    {match answer {
                        Some((answer, _)) => Either::Left(view! {
                            <pre id="answer" tabindex="0" role="region" aria-labelledby="answer-heading"><code>{answer}</code></pre>
                        }),
                        None => Either::Right(view! {
                            <pre id="answer" tabindex="0" role="region" aria-labelledby="answer-heading" hidden><code></code></pre>
                        }),
                    }}
                </div>
                <div class="starts">
                    <h3>"To begin with"</h3>
                    <ul>{examples.collect_view()}</ul>
                </div>
                <div class="starts" id="history" hidden>
                    <h3>"Asked before"</h3>
                    <ul></ul>
                </div>
            </section>
            {schema}
        </main>
        <script type="module" inner_html=SCRIPT></script>
    };
    let mut response = paper(server, StatusCode::OK, "GraphQL", content.into_any());
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

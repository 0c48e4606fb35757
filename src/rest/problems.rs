//! Every kind of refusal, explained: the page behind each problem's `type` (RFC 9457, section 3.1.1).

use super::{
    docs::{capital, in_words, paper, table},
    refusal::{error_detail, problem},
};
use crate::server::Server;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{Error, FieldError, Permission, SignInProblem};
use leptos::prelude::*;

/// What a refusal means, and what to do about it.
struct Explained {
    means: &'static str,
    remedy: &'static str,
}

/// One line for each: how it is recognised, one of its kind, what it means, what to do. An error without a line does not
/// compile.
macro_rules! problems {
    ($($kind:pat, $sample:expr => $means:literal, $remedy:literal;)*) => {
        fn explained(error: &Error) -> Explained {
            match error {
                $($kind => Explained { means: $means, remedy: $remedy },)*
            }
        }

        /// One error of each kind.
        pub fn samples() -> Vec<Error> {
            vec![$($sample),*]
        }
    };
}

problems! {
    Error::SignIn(SignInProblem::HeaderMissing), Error::SignIn(SignInProblem::HeaderMissing) =>
        "The request has no `Authorization` header.",
        "Send `Authorization: Bearer` and a token.";
    Error::SignIn(SignInProblem::NotBearer), Error::SignIn(SignInProblem::NotBearer) =>
        "The header begins with another word, such as `Basic`.",
        "Put the word `Bearer` before the token.";
    Error::SignIn(SignInProblem::TokenMissing), Error::SignIn(SignInProblem::TokenMissing) =>
        "The word `Bearer` stands alone.",
        "Put the token after it. In a shell, look whether the variable is set.";
    Error::SignIn(SignInProblem::TooManyParts), Error::SignIn(SignInProblem::TooManyParts) =>
        "There is more than one word after `Bearer`.",
        "Send the token alone, without spaces or line breaks in it.";
    Error::SignIn(SignInProblem::UnknownKey), Error::SignIn(SignInProblem::UnknownKey) =>
        "The token was signed with a key that this server does not know.",
        "Get a token from this server, or from an issuer that it accepts.";
    Error::SignIn(SignInProblem::Unreadable), Error::SignIn(SignInProblem::Unreadable) =>
        "The token is no JSON Web Token, was changed on its way, was signed by another server, or is not for programs.",
        "Copy the whole token, or get a new one from the server that is asked.";
    Error::SignIn(SignInProblem::Expired), Error::SignIn(SignInProblem::Expired) =>
        "The token's time is over.",
        "Get a new one.";
    Error::SignIn(SignInProblem::NotYetValid), Error::SignIn(SignInProblem::NotYetValid) =>
        "The token's time has not begun.",
        "Wait until it has, and look whether the clocks of both machines are right.";
    Error::SignIn(SignInProblem::WrongClaims), Error::SignIn(SignInProblem::WrongClaims) =>
        "The token was made by another issuer, or for another audience.",
        "Ask your issuer for a token for this service.";
    Error::SignIn(SignInProblem::NoPermissions), Error::SignIn(SignInProblem::NoPermissions) =>
        "The token says neither a role nor permissions.",
        "Have the issuer add the claim `permissions`.";
    Error::SignIn(SignInProblem::SessionEnded), Error::SignIn(SignInProblem::SessionEnded) =>
        "Somebody signed out, or the account's access was taken back.",
        "Sign in again.";
    Error::SignIn(SignInProblem::Credentials), Error::SignIn(SignInProblem::Credentials) =>
        "There is no such name with this password. Which of the two is wrong is not told to anybody.",
        "Check both and try again.";
    Error::NotAllowed(_), Error::NotAllowed(Permission::DeleteMovies) =>
        "The token is good, and its holder may not do this. `required_permission` says what is missing, `roles_that_can` who has it.",
        "Use a token of one of these roles, or ask one of these people.";
    Error::CrossSite, Error::CrossSite =>
        "A page of another site had the browser send this. Doors that read cookies refuse that.",
        "Programs use the API with a token and without cookies; people use this server's own pages.";
    Error::NotFound, Error::NotFound =>
        "There is nothing at this address: no such path, no such record, or no such page of a list.",
        "Look at the path and the number. Something deleted is not there either, until it is restored.";
    Error::WrongMethod, Error::WrongMethod =>
        "There is something at this address, but this cannot be done to it.",
        "The header `Allow` says which methods can be used.";
    Error::AlreadyThere(_), Error::AlreadyThere(None) =>
        "The same record is there already: an actor of this name and age, a movie of this title and date, this character of this actor in this movie. Case and spaces around do not count.",
        "The header `Location` says where it is, if it could be found: change that one instead.";
    Error::KeyReused, Error::KeyReused =>
        "This `Idempotency-Key` came before, with another body.",
        "Give every request a key of its own, and only the repetition of a request the same one.";
    Error::Stale { .. }, Error::stale() =>
        "The record has changed since the version that `If-Match` names. `base` is that version, `yours` it with your change, `theirs` what the record is now.",
        "Look at `theirs`, and send the change again with its `ETag`.";
    Error::Conflict(_), Error::Conflict("The same request is being worked on just now. Try again in a moment.".into()) =>
        "It cannot be done as things stand now; `detail` says why.",
        "Do what `detail` says, or try again in a moment.";
    Error::Invalid(_), Error::Invalid(vec![FieldError::new("title", "Title is needed")]) =>
        "Fields, or values in the query, are missing or wrong. `errors` lists them, each with a `pointer` to the field and what is wrong with it.",
        "Mend these fields and send the request again.";
    Error::Malformed(_), Error::Malformed("The body is not JSON. Send an object in JSON, or a form.".into()) =>
        "The request cannot be read as what it says it is.",
        "Do what `detail` says.";
    Error::TooLarge, Error::TooLarge =>
        "The body is longer than what is read here, which is 64 KiB.",
        "Send less at once.";
    Error::WrongType, Error::WrongType =>
        "The body is of a type that is not read here.",
        "Say `Content-Type: application/json`, or send a form.";
    Error::TooMany { .. }, Error::TooMany { after: 30 } =>
        "This caller has sent more requests in this minute than it may. `RateLimit` in every answer says how many are left.",
        "Wait as many seconds as `Retry-After` says.";
    Error::Unavailable, Error::Unavailable =>
        "The database does not answer just now. Whether the last write arrived is not known.",
        "Try again after `Retry-After`. With an `Idempotency-Key` a write that did arrive is not done twice.";
    Error::Internal, Error::Internal =>
        "A mistake of the server, which is written down in its log.",
        "Tell who runs the server, with the `request_id`.";
}

/// The kinds of refusal that have this type.
fn of(name: &str) -> Vec<Error> {
    samples().into_iter().filter(|error| problem(error) == name).collect()
}

fn heading(problem: &str) -> String {
    capital(&problem.replace('-', " "))
}

/// All of them.
pub async fn list(State(server): State<Server>) -> Response {
    let mut names: Vec<_> = samples().iter().map(problem).collect();
    names.sort();
    names.dedup();
    let rows = names.into_iter().map(|name| {
        let errors = of(&name);
        let mut statuses: Vec<_> = errors.iter().map(|error| error.status().to_string()).collect();
        statuses.dedup();
        let code = errors.first().map(Error::code);
        view! {
            <tr>
                <th scope="row"><a href=format!("/problems/{name}")>{heading(&name)}</a></th>
                <td>{statuses.join(", ")}</td>
                <td><code>{code}</code></td>
            </tr>
        }
    });
    let content = view! {
        <main id="content" tabindex="-1">
            <h1>"Problems"</h1>
            <p>"Why requests are refused. Programs tell the kinds by their "<code>"code"</code>" or their "<code>"type"</code>"."</p>
            {table("All kinds of refusal", &["Problem", "Status", "Code"], rows.collect_view().into_any())}
        </main>
    };
    paper(&server, StatusCode::OK, "Problems – Casting Agency API", content.into_any())
}

/// One type, which may have several causes.
pub async fn page(State(server): State<Server>, Path(name): Path<String>) -> Response {
    let errors = of(&name);
    if errors.is_empty() {
        return unknown(&server);
    }
    let code = errors[0].code();
    let causes = errors.iter().map(|error| {
        let Explained { means, remedy } = explained(error);
        view! {
            <article>
                <h2>{error_detail(error)}</h2>
                <p>{in_words(means)}</p>
                <p><b>"What to do: "</b>{in_words(remedy)}</p>
                <p class="request">"Status "<b>{error.status()}</b>", code "<code>{error.code()}</code></p>
            </article>
        }
    });
    let title = format!("{} – Casting Agency API", heading(&name));
    let content = view! {
        <main id="content" tabindex="-1">
            <h1>{heading(&name)}</h1>
            <p class="lead"><code>{code}</code></p>
            {causes.collect_view()}
            <p><a href="/problems">"All problems"</a></p>
        </main>
    };
    paper(&server, StatusCode::OK, &title, content.into_any())
}

fn unknown(server: &Server) -> Response {
    let content = view! {
        <main id="content" tabindex="-1">
            <h1>"There is no such problem"</h1>
            <p>"Look at the address, or through "<a href="/problems">"the list of all problems"</a>"."</p>
        </main>
    };
    paper(server, StatusCode::NOT_FOUND, "No such problem – Casting Agency API", content.into_any())
}

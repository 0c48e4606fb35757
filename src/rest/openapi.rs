//! The API's own description (OpenAPI 3.1), generated from the handlers' signatures: what a handler takes says who may
//! call it, what it may be given, and how it can be refused.

use super::{
    LONGEST_BODY, Refusal, docs,
    given::{Arrives, Asked, Asks, Body, Id, LONGEST_KEY, OnTerms},
    reply::{Cast, Deleted, Inserted, Kind, Links, Listed, One, Roles, Updated},
};
use crate::{
    auth::{Allowed, Grant},
    server::Server,
};
use aide::{
    OperationInput, OperationOutput,
    generate::GenContext,
    openapi::{OpenApi, Operation, Parameter, ReferenceOr, RequestBody, Response},
    transform::TransformOperation,
};
use axum::{Router, http::header, routing::get};
use domain::{
    Actor, ActorChange, ActorKey, ActorList, Casting, CastingChange, FIRST_YEAR, LONGEST_PAGE, LONGEST_SEARCH,
    LONGEST_TEXT, Movie, MovieChange, MovieKey, MovieList, NewActor, NewCasting, NewMovie, OLDEST, PAGE_SIZE, Paging,
    Permission, SortKey, YEARS_AHEAD,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The name of an operation, which is the agency's own method for it, and what it does.
pub fn says(id: &'static str, summary: &'static str) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| operation.id(id).summary(summary)
}

/// What stands around the operations.
pub fn document() -> OpenApi {
    made(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Casting Agency API",
            "version": "1",
            "summary": "Actors, movies and who plays what",
            "description": "Every request but the first carries `Authorization: Bearer` with a token. Refusals are JSON that says \
                what is wrong and what to do; with `Accept: application/problem+json` they are problem details (RFC 9457). \
                Send an `X-Request-Id` of your own, or take the one that is answered, to find a request again in the log.",
        },
        "servers": [{ "url": "/" }],
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
            "schemas": { "Refusal": refusal() },
        },
    }))
}

/// The description as JSON, and as pages to read.
pub fn routes(document: OpenApi) -> Router<Server> {
    let mut document = serde_json::to_value(document).expect("a description is plain data");
    tag(&mut document);
    let json = serde_json::to_string_pretty(&document).expect("a description is plain data");
    let json = move || async move { ([(header::CONTENT_TYPE, "application/json")], json) };
    Router::new().route("/api/openapi.json", get(json)).merge(docs::routes(document))
}

/// Every operation belongs to the noun in its path.
fn tag(document: &mut Value) {
    for (path, operations) in document["paths"].as_object_mut().into_iter().flatten() {
        let noun = path.split('/').nth(3).unwrap_or("start").to_owned();
        for operation in operations.as_object_mut().into_iter().flat_map(|operations| operations.values_mut()) {
            operation["tags"] = json!([noun]);
        }
    }
}

/// The library's types are read from JSON, which is shorter to write than they are.
fn made<T: DeserializeOwned>(json: &Value) -> T {
    // From text: one of them wants its texts borrowed.
    serde_json::from_str(&json.to_string()).expect("what is written here is sound")
}

fn refusal() -> Value {
    json!({
        "type": "object",
        "description": "Why a request was refused. The same in the words of the old service and in those of RFC 9457.",
        "required": ["type", "title", "status", "detail", "success", "error", "message", "code", "description"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference", "description": "A page that explains this kind of problem." },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "What is wrong and what to do." },
            "success": { "const": false },
            "error": { "type": "integer", "description": "The status once more." },
            "message": { "type": "string" },
            "code": { "type": "string", "description": "What a program tells the problem by." },
            "description": { "type": "string" },
            "request_id": { "type": ["string", "null"] },
            "errors": {
                "type": "array",
                "description": "The fields that are wrong.",
                "items": {
                    "type": "object",
                    "required": ["pointer", "detail"],
                    "properties": {
                        "pointer": { "type": "string", "format": "json-pointer" },
                        "detail": { "type": "string" },
                    },
                },
            },
            "required_permission": { "type": "string" },
            "your_role": { "type": ["string", "null"] },
            "roles_that_can": { "type": "array", "items": { "type": "string" } },
            "base": { "description": "The record in the version that was meant." },
            "yours": { "description": "That version with the change that was sent." },
            "theirs": { "description": "The record as it is now." },
        },
    })
}

fn refused(statuses: &[(u16, &str)]) -> Vec<(Option<u16>, Response)> {
    let schema = json!({ "$ref": "#/components/schemas/Refusal" });
    let response = |status: u16, description: &str| {
        let headers = match status {
            401 | 403 => json!({ "WWW-Authenticate": always("What is wrong with the token (RFC 6750).", text()) }),
            429 | 503 => json!({ "Retry-After": always("In how many seconds to try again.", count()) }),
            _ => json!({}),
        };
        made(&json!({
            "description": description,
            "headers": headers,
            "content": { "application/json": { "schema": schema }, "application/problem+json": { "schema": schema } },
        }))
    };
    statuses.iter().map(|(status, description)| (Some(*status), response(*status, description))).collect()
}

/// A header that is always there, and one that is there in some cases, which its description tells.
fn always(description: &str, schema: Value) -> Value {
    json!({ "description": description, "required": true, "style": "simple", "schema": schema })
}

fn sometimes(description: &str, schema: Value) -> Value {
    json!({ "description": description, "required": false, "style": "simple", "schema": schema })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn parameter(operation: &mut Operation, place: &str, name: &str, description: &str, schema: Value) {
    let parameter = json!({
        "in": place, "name": name, "description": description, "required": place == "path", "schema": schema,
        "style": if place == "query" { "form" } else { "simple" },
    });
    operation.parameters.push(ReferenceOr::Item(made::<Parameter>(&parameter)));
}

impl<G: Grant> OperationInput for Allowed<G> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        operation.security = vec![made(&json!({ "bearer": [] }))];
        let needed: Vec<_> = G::PERMISSIONS.iter().map(|permission| permission.claim()).collect();
        operation.extensions.insert("x-permissions".into(), json!(needed));
        let roles: Vec<_> =
            domain::Role::ALL.into_iter().filter(|role| G::PERMISSIONS.iter().all(|it| role.may(*it))).collect();
        operation.extensions.insert("x-roles".into(), json!(roles));
        let needed = needed.iter().map(|claim| format!("`{claim}`")).collect::<Vec<_>>().join(" and ");
        operation.description = Some(format!("Needs {needed}."));
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        refused(&[
            (401, "No token, or none that is good."),
            (403, "The token's holder may not do this."),
            (429, "Too many requests in this minute; `Retry-After` says when to go on."),
            (503, "The database does not answer just now."),
        ])
    }
}

impl<T> OperationInput for Id<T> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let number = json!({ "type": "integer", "format": "int64", "minimum": 1, "examples": [1] });
        parameter(operation, "path", "id", "The record's number.", number);
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        refused(&[(404, "There is no such record.")])
    }
}

/// What a list can be asked for, beside the page.
trait Describes: Asks {
    fn filters(operation: &mut Operation);
}

impl Describes for Paging {
    fn filters(_: &mut Operation) {}
}

impl Describes for ActorList {
    fn filters(operation: &mut Operation) {
        let gender = or_empty(json!({ "enum": ["female", "male"] }));
        searched(operation, "q", "A text that the name contains, without regard to case and accents.");
        parameter(operation, "query", "gender", "Only actors of this gender.", gender);
        parameter(operation, "query", "age_min", "Only actors of this age and older.", number());
        parameter(operation, "query", "age_max", "Only actors of this age and younger.", number());
        parameter(operation, "query", "parts_max", "Only actors with so many parts or fewer.", number());
        sorted::<ActorKey>(operation);
    }
}

impl Describes for MovieList {
    fn filters(operation: &mut Operation) {
        let day = || or_empty(json!({ "type": "string", "format": "date" }));
        searched(operation, "q", "A text that the title or the genre contains, without regard to case and accents.");
        searched(operation, "genre", "Only movies of this genre.");
        searched(operation, "title", "A text that the title contains.");
        searched(operation, "genre_contains", "A text that the genre contains.");
        parameter(operation, "query", "released_from", "Only movies released on this day and later.", day());
        parameter(operation, "query", "released_to", "Only movies released on this day and before.", day());
        parameter(operation, "query", "year_from", "Only movies released in this year and later.", number());
        parameter(operation, "query", "year_to", "Only movies released in this year and before.", number());
        parameter(operation, "query", "expires_from", "Only movies whose rights end on this day and later.", day());
        parameter(operation, "query", "expires_to", "Only movies whose rights end on this day and before.", day());
        parameter(operation, "query", "parts_max", "Only movies with so many parts cast or fewer.", number());
        sorted::<MovieKey>(operation);
    }
}

fn number() -> Value {
    or_empty(json!({ "type": "integer", "format": "int32" }))
}

/// A filter that is empty is none: so a browser sends what was left open.
fn or_empty(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "const": "" }] })
}

fn searched(operation: &mut Operation, name: &str, description: &str) {
    parameter(
        operation,
        "query",
        name,
        description,
        json!({ "type": "string", "maxLength": LONGEST_SEARCH, "pattern": NO_CONTROLS }),
    );
}

fn sorted<K: SortKey>(operation: &mut Operation) {
    let names: Vec<_> = K::NAMES.iter().map(|(name, _)| *name).collect();
    let one = format!("-?({})", names.join("|"));
    let description = format!("The order: {}, separated by commas, each with `-` for downwards.", names.join(", "));
    let schema = json!({ "type": "string", "pattern": format!("^({one}(,{one})*)?$") });
    parameter(operation, "query", "sort", &description, schema);
}

impl<L: Describes> OperationInput for Asked<L> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let size = json!({ "type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE_SIZE });
        let number = json!({ "type": ["integer", "string"], "default": 1 });
        parameter(
            operation,
            "query",
            "page",
            "Which page, counted from 1. What is no number is page 1. Of a list that is sorted or filtered, only the first 100,000 rows.",
            number,
        );
        parameter(operation, "query", "limit", "How many rows a page holds.", size);
        L::filters(operation);
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        refused(&[
            (400, "A filter, an order or a size is not sound."),
            (404, "There is no such page, or no such record."),
        ])
    }
}

impl OperationInput for OnTerms {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        header_parameters(operation, true);
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        refused(&[
            (400, "A header cannot be read."),
            (409, "The same request is being worked on just now."),
            (412, "The record moved on since the version that `If-Match` names."),
            (422, "The `Idempotency-Key` was used for another request."),
        ])
    }
}

fn header_parameters(operation: &mut Operation, of_a_record: bool) {
    if of_a_record {
        let text = "Only if the record still has this entity tag (`ETag` of an answer).";
        parameter(operation, "header", "If-Match", text, json!({ "type": "string" }));
    }
    let text =
        "A text that makes this request one that is done at most once, however often it is sent within 24 hours.";
    let key = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_KEY });
    parameter(operation, "header", "Idempotency-Key", text, key);
    let text = "`tx=rollback` answers what would happen, and nothing happens.";
    parameter(operation, "header", "Prefer", text, json!({ "type": "string" }));
}

/// What a body looks like as JSON Schema, field by field.
trait Looks: Arrives {
    /// A body that is sound.
    fn example() -> Value;
    /// The schema of each field. What stands for nothing differs: `null` in JSON, an empty text in a form.
    fn properties(none: &Value) -> Value;
    fn required() -> &'static [&'static str];

    /// What holds between fields, as members of the schema.
    fn between(_: &Value) -> Value {
        json!({})
    }

    /// Other refusals than those of every body.
    fn refusals() -> &'static [(u16, &'static str)] {
        &[]
    }
}

/// What no text may hold.
const NO_CONTROLS: &str = r"^[^\u0000-\u001F\u007F-\u009F]*$";
/// The same for a text that has to show something: white space and what has no shape of its own is not enough.
const SHOWS_SOMETHING: &str = r"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0][^\u0000-\u001F\u007F-\u009F]*$";

fn name() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": SHOWS_SOMETHING })
}

impl Looks for NewActor {
    fn example() -> Value {
        json!({ "name": "John Cena", "age": 43, "gender": "male" })
    }

    fn properties(_: &Value) -> Value {
        json!({
            "name": name(),
            "age": { "type": "integer", "minimum": 0, "maximum": OLDEST, "description": "In whole years." },
            "gender": { "type": "string", "enum": ["female", "male"], "description": "In any case." },
        })
    }

    fn required() -> &'static [&'static str] {
        &["name", "age", "gender"]
    }
}

impl Looks for ActorChange {
    fn example() -> Value {
        json!({ "age": 44 })
    }

    fn properties(none: &Value) -> Value {
        NewActor::properties(none)
    }

    fn required() -> &'static [&'static str] {
        &[]
    }
}

impl Looks for NewMovie {
    fn example() -> Value {
        json!({ "title": "21 Jump Street", "release_date": "2012-03-16", "genre": "Comedy" })
    }

    fn properties(none: &Value) -> Value {
        let or_none = |schema: Value, description: &str| json!({ "anyOf": [schema, none], "description": description });
        let day = || json!({ "type": "string", "format": "date" });
        let years = format!("From {FIRST_YEAR} to {YEARS_AHEAD} years ahead");
        let genre = json!({ "type": "string", "maxLength": LONGEST_TEXT, "pattern": NO_CONTROLS });
        let year = json!({ "type": "integer", "format": "int32", "minimum": FIRST_YEAR });
        json!({
            "title": name(),
            "release_date": or_none(day(), &format!("{years}; none, with a release year, where the day is not known.")),
            "release_year": or_none(year, &format!("{years}. Taken only without a release date, whose year it is otherwise.")),
            "genre": or_none(genre, "None: not set."),
            "expiry_date": or_none(day(), "The day the rights end. None: never."),
        })
    }

    fn required() -> &'static [&'static str] {
        &["title"]
    }

    fn between(none: &Value) -> Value {
        released("Either the day of release or, where it is not known, the year.", json!(["release_date"]), none)
    }
}

/// The day of release, or the year instead of it.
fn released(description: &str, day: Value, none: &Value) -> Value {
    let some = json!({ "not": none });
    json!({
        "description": description,
        "anyOf": [
            { "required": day, "properties": { "release_date": some } },
            { "required": ["release_year"], "properties": { "release_date": none, "release_year": some } },
        ],
    })
}

impl Looks for MovieChange {
    fn example() -> Value {
        json!({ "expiry_date": "2030-12-31" })
    }

    fn properties(none: &Value) -> Value {
        NewMovie::properties(none)
    }

    fn required() -> &'static [&'static str] {
        &[]
    }

    fn between(none: &Value) -> Value {
        released("The day of release is taken away only by who says the year.", json!([]), none)
    }
}

impl Looks for NewCasting {
    fn example() -> Value {
        json!({ "movie_id": 1, "actor_id": 2, "character": "Andy Dufresne" })
    }

    fn properties(_: &Value) -> Value {
        let id = || json!({ "type": "integer", "format": "int64" });
        json!({ "movie_id": id(), "actor_id": id(), "character": name() })
    }

    fn required() -> &'static [&'static str] {
        &["movie_id", "actor_id", "character"]
    }

    fn refusals() -> &'static [(u16, &'static str)] {
        &[(404, "There is no such movie, or no such actor.")]
    }
}

impl Looks for CastingChange {
    fn example() -> Value {
        json!({ "character": "Red" })
    }

    fn properties(_: &Value) -> Value {
        json!({ "character": name() })
    }

    fn required() -> &'static [&'static str] {
        &[]
    }
}

impl<T: Looks> OperationInput for Body<T> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let schema = |none: Value| {
            let mut schema = T::between(&none);
            schema["type"] = json!("object");
            schema["properties"] = T::properties(&none);
            if T::CHANGE {
                schema["additionalProperties"] = json!(false);
                schema["minProperties"] = json!(1);
            } else {
                schema["required"] = json!(T::required());
            }
            schema
        };
        let body = made::<RequestBody>(&json!({
            "required": true,
            "description": format!("At most {} KiB.", LONGEST_BODY / 1024),
            "content": {
                "application/json": { "schema": schema(json!({ "type": "null" })), "example": T::example() },
                "application/x-www-form-urlencoded": { "schema": schema(json!({ "const": "" })), "example": T::example() },
            },
        }));
        operation.request_body = Some(ReferenceOr::Item(body));
        header_parameters(operation, T::CHANGE);
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        let mut statuses = vec![
            (400, "The body cannot be read, or fields of it are wrong."),
            (409, "The same request is being worked on just now."),
            (413, "The body is too large."),
            (415, "The body is neither JSON nor a form."),
            (
                422,
                "The same is there already (`Location` says where), or the `Idempotency-Key` was used for another request.",
            ),
        ];
        if T::CHANGE {
            statuses.push((412, "The record moved on since the version that `If-Match` names."));
        }
        statuses.extend(T::refusals());
        refused(&statuses)
    }
}

fn answered(schema: Value, headers: Value, description: &str) -> Response {
    made(
        &json!({ "description": description, "headers": headers, "content": { "application/json": { "schema": schema } } }),
    )
}

/// The headers of a write.
fn done(mut headers: Value) -> Value {
    headers["ETag"] = sometimes("The version of the record. Not in a dry run.", text());
    headers["Idempotency-Replayed"] =
        sometimes("`true` where this was done before, and is only told again.", json!({ "const": "true" }));
    headers["Preference-Applied"] = sometimes("`tx=rollback` in a dry run.", json!({ "const": "tx=rollback" }));
    headers
}

/// An object that says it succeeded, with these members.
fn success(members: Value) -> Value {
    let mut schema = json!({ "type": "object", "properties": { "success": { "const": true } } });
    let members = members.as_object().cloned().unwrap_or_default();
    schema["required"] = std::iter::once("success").chain(members.keys().map(String::as_str)).collect();
    for (name, member) in members {
        schema["properties"][name] = member;
    }
    schema
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn page<T: schemars::JsonSchema>(ctx: &mut GenContext, rows: &str, total: &str) -> Response {
    let row = ctx.schema.subschema_for::<T>();
    let mut schema = success(json!({ rows: { "type": "array", "items": row }, total: count() }));
    schema["properties"]["total_is_at_least"] =
        json!({ "const": true, "description": "There are more: under a filter, counting stops at 10,000." });
    let link = json!({ "Link": always("The way to the other pages (RFC 8288).", text()) });
    answered(schema, link, "A page of them, and how many there are in all. `Link` leads to the other pages.")
}

/// Documents an answer: every status it comes with is 200, but for a record that is known already.
macro_rules! answers {
    ($({$($generic:tt)*})? $Answer:ty, $ctx:ident => $response:expr) => {
        impl $(<$($generic)*>)? OperationOutput for $Answer {
            type Inner = Self;

            fn operation_response($ctx: &mut GenContext, _: &mut Operation) -> Option<Response> {
                Some($response)
            }

            fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, Response)> {
                Self::operation_response(ctx, operation).map(|response| (Some(200), response)).into_iter().collect()
            }
        }
    };
}

answers!(Links, _ctx => answered(success(json!({ "name": { "type": "string" }, "links": { "type": "object" } })), json!({}), "Links to the rest."));
answers!({T: Kind} Listed<T>, ctx => page::<T>(ctx, T::MANY, T::TOTAL));
answers!(Cast, ctx => page::<Casting>(ctx, "cast", "total_cast"));
answers!(Roles, ctx => page::<Casting>(ctx, "movies", "total_movies"));
answers!({T: Kind} Inserted<T>, _ctx => {
    let mut schema = success(json!({ "inserted": { "type": "string" }, T::TOTAL: count() }));
    schema["properties"]["id"] = json!({ "type": "integer", "description": "Not in a dry run, which makes no record." });
    if T::ONE == Movie::ONE {
        schema["properties"][Actor::TOTAL] = json!({ "type": "integer", "description": "The number of movies, by the name the old service gave it." });
    }
    let location = sometimes("Where it is. Not in a dry run.", json!({ "type": "string", "format": "uri-reference" }));
    let mut response = answered(schema, done(json!({ "Location": location })), "It was added; `Location` says where it is.");
    // What can be done with it, for programs that find their way by the description.
    response.links = [T::ONE.to_owned(), format!("change_{}", T::ONE), format!("delete_{}", T::ONE)]
        .into_iter()
        .map(|id| (id.clone(), ReferenceOr::Item(made(&json!({ "operationId": id, "parameters": { "id": "$response.body#/id" } })))))
        .collect();
    response
});
answers!({T: Kind} Updated<T>, _ctx => answered(success(json!({ "updated": { "type": "integer" }, T::TOTAL: count() })), done(json!({})), "It was changed."));
answers!({T: Kind} Deleted<T>, _ctx => answered(success(json!({ "deleted": { "type": "integer" }, T::TOTAL: count() })), done(json!({})), "It was deleted."));

impl<T: Kind> OperationOutput for One<T> {
    type Inner = Self;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<Response> {
        let record = ctx.schema.subschema_for::<T>();
        let etag = json!({ "ETag": always("The version of the record.", text()) });
        Some(answered(success(json!({ T::ONE: record })), etag, "The record; its `ETag` names this version of it."))
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, Response)> {
        let known = made(&json!({ "description": "It is still what `If-None-Match` names." }));
        let record = Self::operation_response(ctx, operation).map(|response| (Some(200), response));
        record.into_iter().chain([(Some(304), known)]).collect()
    }
}

/// What can go wrong is documented by what a handler takes.
impl OperationOutput for Refusal {
    type Inner = Self;
}

/// Every operation of the description: its name, its method, its path and the permissions it needs. Those without are
/// public.
pub fn operations(document: &Value) -> Vec<(String, String, String, Vec<Permission>)> {
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let claims = operation["x-permissions"].as_array().into_iter().flatten();
            let permissions = claims.filter_map(|claim| serde_json::from_value(claim.clone()).ok()).collect();
            let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
            operations.push((name, method.to_uppercase(), path.clone(), permissions));
        }
    }
    operations
}

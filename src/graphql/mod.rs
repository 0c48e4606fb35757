//! The GraphQL door: the operations of the agency's records as one schema. It takes bearer tokens and cookies, and stands
//! behind the cross-site check.

mod activity;
mod actors;
mod asked;
mod asker;
mod castings;
mod explorer;
mod given;
mod movies;
mod page;
mod persisted;
mod reference;
mod reply;
mod sort;
mod trash;
mod undo;
mod weight;
mod whole;

use crate::{
    auth::{self, Admission, Visitor},
    limits::{Policy, Standing},
    rest::{Refusal, wrong_method},
    server::Server,
    usage,
};
use asked::Asked;
use asker::Asker;
use async_graphql::{
    EmptySubscription, ErrorExtensionValues, MergedObject, Name, Request, Response as Answer, Schema, ServerError,
    parser::{
        self, parse_query, parse_schema,
        types::{ExecutableDocument, OperationType, ServiceDocument},
    },
};
use axum::{
    Extension, Router,
    body::Body,
    extract::State,
    http::{Extensions, HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Caller, Error, Result};
use persisted::Persisted;
use std::sync::Arc;
pub use weight::LISTS;
use weight::Weight;
use whole::whole;

/// What is asked: records, lists of them, and what happened to them. A query goes at most 8 levels deep and costs at most 1,000:
/// every field costs 1, and what stands below a list as often as rows are wanted (`first`). People's accounts and sessions,
/// what they have typed and not saved, and who has what open are the affair of their browsers, and not asked here.
#[derive(Default, MergedObject)]
pub struct Query(
    actors::ActorQueries,
    movies::MovieQueries,
    castings::CastingQueries,
    activity::ActivityQueries,
    trash::TrashQueries,
    undo::UndoQueries,
);

/// What is done. Each takes the permission that it takes at every other door, and costs 50 beside its fields.
#[derive(Default, MergedObject)]
pub struct Mutation(
    actors::ActorMutations,
    movies::MovieMutations,
    castings::CastingMutations,
    trash::TrashMutations,
    undo::UndoMutations,
);

const MUTATION_TYPE: &str = "Mutation";

/// What all requests share.
#[derive(Clone)]
struct Door {
    schema: Schema<Query, Mutation, EmptySubscription>,
    /// The schema, taken to pieces to be read.
    description: Arc<ServiceDocument>,
    persisted: Persisted,
}

impl Default for Door {
    fn default() -> Self {
        // How deep and how costly, `weight.rs` judges, before this looks at a query.
        let schema = Schema::build(Query::default(), Mutation::default(), EmptySubscription).finish();
        let description = parse_schema(schema.sdl()).expect("the library reads what it writes");
        Self { schema, description: Arc::new(description), persisted: Persisted::default() }
    }
}

pub fn routes() -> Router<Server> {
    Router::new()
        .route("/graphql", get(by_address).post(by_body))
        .route("/graphql/schema", get(schema))
        .method_not_allowed_fallback(wrong_method)
        .layer(Extension(Door::default()))
}

/// The schema in its own language, as a test pins it.
pub fn sdl() -> String {
    Door::default().schema.sdl()
}

/// The schema, for whoever may ask it.
async fn schema(
    State(server): State<Server>,
    Extension(visitor): Extension<Option<Visitor>>,
    Extension(standing): Extension<Standing>,
    Extension(door): Extension<Door>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (_, counted) = let_in(&server, visitor, &standing, &extensions, &headers).await?;
    counted?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], door.schema.sdl()).into_response())
}

/// A query in the address, which changes nothing.
async fn by_address(
    State(server): State<Server>,
    Extension(visitor): Extension<Option<Visitor>>,
    Extension(standing): Extension<Standing>,
    Extension(door): Extension<Door>,
    extensions: Extensions,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let query = uri.query().unwrap_or_default();
    if explorer::is_asked_for(&headers) {
        return Ok(explorer::page(&server, &door, visitor, query, &uri));
    }
    let (caller, counted) = let_in(&server, visitor, &standing, &extensions, &headers).await?;
    if let Err(error) = counted {
        return Ok(refused(error, &caller, &headers));
    }
    let asked = Asked::in_query(query)?;
    let answer = match door.sound(asked) {
        Ok(sound) if sound.writes() => {
            let allow = [(header::ALLOW, HeaderValue::from_static("POST"))];
            return Ok((allow, Refusal::from(Error::WrongMethod)).into_response());
        }
        Ok(sound) => door.answer(&server, &caller, &standing, sound).await,
        Err(error) => door.refuse(&server, &caller, &standing, *error),
    };
    Ok(reply::reply(answer, caller.role(), &headers))
}

async fn by_body(
    State(server): State<Server>,
    Extension(visitor): Extension<Option<Visitor>>,
    Extension(standing): Extension<Standing>,
    Extension(door): Extension<Door>,
    extensions: Extensions,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    if explorer::is_posted(&headers) {
        return explorer::run(&server, &door, visitor, &standing, body).await;
    }
    let (caller, counted) = let_in(&server, visitor, &standing, &extensions, &headers).await?;
    if let Err(error) = counted {
        return Ok(refused(error, &caller, &headers));
    }
    let asked = Asked::in_body(&headers, body).await?;
    let answer = door.ask(&server, &caller, &standing, asked).await;
    Ok(reply::reply(answer, caller.role(), &headers))
}

/// Who comes in, and whether they come too often: that is said as an answer. How they stand is said of what their queries
/// cost, as long as their requests are not too many.
async fn let_in(
    server: &Server,
    visitor: Option<Visitor>,
    standing: &Standing,
    extensions: &Extensions,
    headers: &HeaderMap,
) -> Result<(Caller, Result<()>)> {
    let admission = auth::admission(headers, visitor)?;
    let caller = admission.caller(server).await?;
    usage::asks(extensions, &caller);
    // A browser's requests were counted with its pages.
    let counted = match admission {
        Admission::Bearer(_) => server.limits.count(Policy::Default, caller.key(), server.agency.now(), None),
        Admission::Pass(_) => Ok(()),
    };
    if let Err(Error::TooMany { after }) = counted {
        server.limits.used_up(Policy::Default, after, standing);
    }
    Ok((caller, counted))
}

fn refused(error: Error, caller: &Caller, headers: &HeaderMap) -> Response {
    reply::reply(Answer::from_errors(vec![reply::error(error)]), caller.role(), headers)
}

/// A request that can be answered: it is a query, and not too much.
struct Sound {
    asked: Asked,
    query: String,
    document: ExecutableDocument,
    weight: Weight,
}

impl Sound {
    /// Whether the operation that is meant does anything.
    fn writes(&self) -> bool {
        let meant = self.asked.operation_name.as_deref();
        let mut operations = self.document.operations.iter();
        operations.any(|(name, operation)| {
            operation.node.ty != OperationType::Query && (meant.is_none() || name.map(Name::as_str) == meant)
        })
    }
}

impl Door {
    async fn ask(&self, server: &Server, caller: &Caller, standing: &Standing, asked: Asked) -> Answer {
        match self.sound(asked) {
            Ok(sound) => self.answer(server, caller, standing, sound).await,
            Err(error) => self.refuse(server, caller, standing, *error),
        }
    }

    /// What is not even weighed costs nothing; how its caller stands is said all the same.
    fn refuse(&self, server: &Server, caller: &Caller, standing: &Standing, error: ServerError) -> Answer {
        let counted =
            server.limits.count_many(Policy::GraphqlCost, 0, caller.key(), server.agency.now(), Some(standing));
        Answer::from_errors(vec![counted.err().map_or(error, reply::error)])
    }

    /// Reads and weighs a query; remembers it by its digest, where one was sent.
    fn sound(&self, asked: Asked) -> Result<Sound, Box<ServerError>> {
        let ours = |error| Box::new(reply::error(error));
        let digest = asked.digest().map_err(ours)?;
        let query = match (&asked.query, &digest) {
            (Some(query), Some(digest)) => {
                digest.names(query).map_err(ours)?;
                query.clone()
            }
            (Some(query), None) => query.clone(),
            (None, Some(digest)) => match self.persisted.get(digest) {
                Some(query) => query.to_string(),
                None => return Err(Box::new(not_persisted())),
            },
            (None, None) => return Err(ours(Error::Malformed("There is no query.".into()))),
        };
        let document = parse_query(&query).map_err(|error| Box::new(unreadable(&error)))?;
        if document.operations.iter().any(|(_, operation)| operation.node.ty == OperationType::Subscription) {
            let says = "There are no subscriptions here: /live tells of every change as it happens.";
            return Err(ours(Error::Malformed(says.into())));
        }
        let weight = Weight::of(&document, &asked.variables()).map_err(ours)?;
        if let (Some(digest), Some(_)) = (&digest, &asked.query) {
            self.persisted.keep(digest, &query);
        }
        Ok(Sound { asked, query, document, weight })
    }

    /// Answers a request, where its caller has as much left of this minute's cost.
    async fn answer(&self, server: &Server, caller: &Caller, standing: &Standing, sound: Sound) -> Answer {
        let Sound { asked, query, document, weight } = sound;
        let (cost, now) = (weight.cost.try_into().unwrap_or(u32::MAX), server.agency.now());
        if let Err(error) = server.limits.count_many(Policy::GraphqlCost, cost, caller.key(), now, Some(standing)) {
            return Answer::from_errors(vec![reply::error(error)]);
        }
        let variables = asked.variables();
        let mut request =
            Request::new(query).variables(variables).data(Asker::new(server.agency.clone(), caller.clone()));
        request.operation_name.clone_from(&asked.operation_name);
        request.set_parsed_query(document.clone());
        let answer = self.schema.execute(request).await;
        whole(answer, &document, asked.operation_name.as_deref())
    }
}

/// What is wrong with a query that is none, and where. The parser would say the whole line again.
fn unreadable(error: &parser::Error) -> ServerError {
    let text = error.to_string();
    let says = text.lines().next_back().unwrap_or_default().trim_start_matches([' ', '=']);
    let at = error.positions().next();
    ServerError::new(format!("The query cannot be read: {says}"), at)
}

/// In the words by which Apollo's clients know that they have to send the query itself.
fn not_persisted() -> ServerError {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", "PERSISTED_QUERY_NOT_FOUND");
    extensions.set("status", 404);
    ServerError { extensions: Some(extensions), ..ServerError::new("PersistedQueryNotFound", None) }
}

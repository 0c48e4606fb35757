use super::Door;
use crate::{auth::Visitor, limits::Standing, rest::Refusal, server::Server};
use axum::{body::Body, http::HeaderMap, response::Response};

pub fn is_asked_for(_: &HeaderMap) -> bool {
    false
}
pub fn is_posted(_: &HeaderMap) -> bool {
    false
}
pub fn page(_: &Server, _: Option<Visitor>, _: &str) -> Response {
    Response::new(Body::empty())
}
pub async fn run(_: &Server, _: &Door, _: Option<Visitor>, _: &Standing, _: Body) -> Result<Response, Refusal> {
    Ok(Response::new(Body::empty()))
}

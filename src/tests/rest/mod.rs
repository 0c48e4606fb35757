//! The Casting Agency API, as its clients see it: its contract, sentence by sentence.

mod bodies;
mod castings;
mod lists;
mod races;
mod records;
mod refusals;
mod terms;
mod writes;

use crate::support::Reply;
use serde_json::Value;

/// What a list's rows hold under this name, in their order.
#[track_caller]
fn column(reply: &Reply, list: &str, name: &str) -> Vec<Value> {
    let body = reply.json();
    let rows = body[list].as_array().unwrap_or_else(|| panic!("there is no list {list} in {body}"));
    rows.iter().map(|row| row[name].clone()).collect()
}

#[track_caller]
fn ids(reply: &Reply, list: &str) -> Vec<i64> {
    column(reply, list, "id").iter().map(|id| id.as_i64().expect("an id is a number")).collect()
}

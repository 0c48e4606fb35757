//! Makes an answer whole, by the rules of the GraphQL specification (sections 6.4.4 and 7.2.2): the library leaves out what
//! was refused, where null belongs, and answers fields as they come, where they belong in the order they were asked.

use async_graphql::{
    Name, PathSegment, Response as Answer, Value,
    indexmap::IndexMap,
    parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet},
};

/// The same answer to this operation, whole.
pub fn whole(mut answer: Answer, document: &ExecutableDocument, operation: Option<&str>) -> Answer {
    for error in &answer.errors {
        put_null(&mut answer.data, &error.path);
    }
    if let Some(operation) = meant(document, operation) {
        arrange(&mut answer.data, &[&operation.selection_set.node], document);
    }
    answer
}

/// The operation of this name, or the only one.
fn meant<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let (_, operation) = operations.find(|(known, _)| name.is_none() || known.map(Name::as_str) == name)?;
    Some(&operation.node)
}

/// Every field that can be refused can be null, so nothing above it is.
fn put_null(mut at: &mut Value, path: &[PathSegment]) {
    for segment in path {
        if *at == Value::Null && matches!(segment, PathSegment::Field(_)) {
            *at = Value::Object(IndexMap::new());
        }
        let next = match (at, segment) {
            (Value::Object(fields), PathSegment::Field(name)) => Some(fields.entry(Name::new(name)).or_default()),
            (Value::List(items), PathSegment::Index(index)) => items.get_mut(*index),
            _ => None,
        };
        let Some(next) = next else { return };
        at = next;
    }
}

fn arrange(value: &mut Value, asked: &[&SelectionSet], document: &ExecutableDocument) {
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| arrange(item, asked, document)),
        Value::Object(fields) => {
            let mut names = IndexMap::new();
            asked.iter().for_each(|set| collect(set, document, &mut names));
            let mut came = std::mem::take(fields);
            for (name, asked) in names {
                if let Some(mut value) = came.swap_remove(name) {
                    arrange(&mut value, &asked, document);
                    fields.insert(name.clone(), value);
                }
            }
        }
        _ => {}
    }
}

/// The fields that are asked, by the names they are answered under, each with what is asked of it.
fn collect<'a>(
    set: &'a SelectionSet,
    document: &'a ExecutableDocument,
    names: &mut IndexMap<&'a Name, Vec<&'a SelectionSet>>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                names.entry(&field.node.response_key().node).or_default().push(&field.node.selection_set.node);
            }
            Selection::InlineFragment(fragment) => collect(&fragment.node.selection_set.node, document, names),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    collect(&fragment.node.selection_set.node, document, names);
                }
            }
        }
    }
}

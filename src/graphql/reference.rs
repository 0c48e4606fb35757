//! The schema to read: every type with its fields, each type's name a link to where it is explained.

use crate::rest::{in_words, table};
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, ServiceDocument, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use leptos::prelude::*;

/// The types that the language brings along.
const KNOWN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

/// The contents of the schema, and the schema.
pub fn reference(description: &ServiceDocument) -> (AnyView, AnyView) {
    let groups = groups(description);
    let contents = groups.iter().filter(|(_, types)| !types.is_empty()).map(|(heading, types)| {
        let lines = types.iter().map(|it| {
            let name = it.name.node.to_string();
            view! { <li><a href=format!("#{name}")>{name.clone()}</a></li> }
        });
        view! {
            <li>
                <a href=format!("#{}", anchor(heading))>{*heading}</a>
                <ul>{lines.collect_view()}</ul>
            </li>
        }
    });
    let contents = contents.collect_view().into_any();
    let sections = groups.iter().filter(|(_, types)| !types.is_empty()).map(|(heading, types)| {
        let id = anchor(heading);
        view! {
            <section aria-labelledby=id.clone()>
                <h2 id=id.clone()>{*heading}</h2>
                {types.iter().map(|it| explained(it)).collect_view()}
            </section>
        }
    });
    (contents, sections.collect_view().into_any())
}

/// The types, in the order in which one wants to know them.
fn groups(description: &ServiceDocument) -> [(&'static str, Vec<&TypeDefinition>); 5] {
    let mut groups: [(&str, Vec<&TypeDefinition>); 5] = [
        ("Queries and mutations", Vec::new()),
        ("Records", Vec::new()),
        ("What is sent", Vec::new()),
        ("Lists", Vec::new()),
        ("Words and values", Vec::new()),
    ];
    for definition in &description.definitions {
        let TypeSystemDefinition::Type(it) = definition else { continue };
        let it = &it.node;
        let name = it.name.node.as_str();
        let group = match &it.kind {
            _ if KNOWN.contains(&name) => continue,
            _ if ["Query", "Mutation"].contains(&name) => 0,
            TypeKind::InputObject(_) => 2,
            TypeKind::Enum(_) | TypeKind::Scalar => 4,
            _ if name.ends_with("Connection") || name.ends_with("Edge") || name == "PageInfo" => 3,
            _ => 1,
        };
        groups[group].1.push(it);
    }
    groups[0].1.sort_by_key(|it| it.name.node != "Query");
    groups
}

fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

fn explained(it: &TypeDefinition) -> AnyView {
    let name = it.name.node.to_string();
    let says = it.description.as_ref().map(|says| view! { <p>{in_words(&says.node)}</p> });
    let rows = match &it.kind {
        TypeKind::Object(object) => object.fields.iter().map(|it| field(&it.node)).collect(),
        TypeKind::InputObject(input) => input.fields.iter().map(|it| value(&it.node)).collect(),
        TypeKind::Enum(words) => words.values.iter().map(|it| word(it.node.value.node.as_str())).collect(),
        TypeKind::Union(union) => union.members.iter().map(|it| member(it.node.as_str())).collect(),
        TypeKind::Scalar | TypeKind::Interface(_) => Vec::new(),
    };
    let columns = match &it.kind {
        TypeKind::Enum(_) => ["Word", "What it says"],
        TypeKind::Union(_) => ["One of", "What it says"],
        _ => ["Field", "What it says"],
    };
    let caption = format!("Fields of {name}");
    view! {
        <article aria-labelledby=name.clone()>
            <h3 id=name.clone()>{name.clone()}</h3>
            {says}
            {(!rows.is_empty()).then(|| table(&caption, &columns, rows.into_any()))}
        </article>
    }
    .into_any()
}

fn field(field: &FieldDefinition) -> AnyView {
    let taken = field.arguments.iter().map(|it| {
        let it = &it.node;
        let otherwise = it.default_value.as_ref().map(|value| format!(" = {}", value.node));
        view! { <br /><code>{it.name.node.to_string()}": "{kind(&it.ty.node)}{otherwise}</code> }
    });
    row(
        field.name.node.as_str(),
        &field.ty.node,
        field.description.as_ref().map(|it| it.node.as_str()),
        taken.collect_view().into_any(),
    )
}

fn value(it: &InputValueDefinition) -> AnyView {
    row(it.name.node.as_str(), &it.ty.node, it.description.as_ref().map(|it| it.node.as_str()), ().into_any())
}

fn row(name: &str, ty: &Type, says: Option<&str>, more: AnyView) -> AnyView {
    view! {
        <tr>
            <th scope="row"><code>{name.to_owned()}</code></th>
            <td>{in_words(says.unwrap_or_default())}" "<i><code>{kind(ty)}</code></i>{more}</td>
        </tr>
    }
    .into_any()
}

fn word(word: &str) -> AnyView {
    view! { <tr><th scope="row"><code>{word.to_owned()}</code></th><td></td></tr> }.into_any()
}

fn member(name: &str) -> AnyView {
    view! { <tr><th scope="row">{link(name)}</th><td></td></tr> }.into_any()
}

/// A type as the language writes it.
fn kind(ty: &Type) -> AnyView {
    let base = match &ty.base {
        BaseType::Named(name) => link(name.as_str()),
        BaseType::List(of) => view! { "["{kind(of)}"]" }.into_any(),
    };
    view! { {base}{(!ty.nullable).then_some("!")} }.into_any()
}

fn link(name: &str) -> AnyView {
    if KNOWN.contains(&name) {
        return name.to_owned().into_any();
    }
    view! { <a href=format!("#{name}")>{name.to_owned()}</a> }.into_any()
}

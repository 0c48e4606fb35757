//! What a query weighs: how deep it goes and what it costs, judged before anything of it is looked up.
//!
//! Every field costs 1. What stands below a list costs as often as rows are wanted (`first`), what a mutation does as much
//! as many fields. Fragments count wherever they are spread, and are weighed once: a few that spread each other twice
//! would otherwise take for ever.

use super::page::DEFAULT_FIRST;
use async_graphql::{
    Name, Value, Variables,
    parser::types::{
        ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet, TypeCondition,
    },
};
use domain::{Error, LONGEST_PAGE, Result};
use std::collections::HashMap;

/// The most levels of fields in each other.
pub const DEEPEST: usize = 8;
/// The most that one request costs.
pub const COSTLIEST: usize = 1_000;
/// What a mutation costs beside its fields: a minute's cost buys as many as requests to the REST API.
const MUTATION: usize = 50;
/// The fields that are lists, by whichever record they stand.
pub const LISTS: [&str; 6] = ["activity", "actors", "cast", "castings", "history", "movies"];
/// The lists in the schema's description of itself, and as how long they count.
const DESCRIBED: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];
const DESCRIBED_LENGTH: usize = 4;

/// As deep may fragments be spread in each other.
const DEEPEST_SPREAD: usize = 32;

/// How much is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    pub depth: usize,
    pub cost: usize,
}

impl Weight {
    /// Weighs all the operations of a document together. Refuses what is too much.
    pub fn of(document: &ExecutableDocument, variables: &Variables) -> Result<Self> {
        let mut all = Self::default();
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            let mut scale = Scale { document, variables, operation, fragments: HashMap::new(), spread: 0 };
            let mutates = operation.ty == OperationType::Mutation;
            all = all.and(scale.selections(&operation.selection_set.node, mutates)?);
        }
        let Self { depth, cost } = all;
        if depth > DEEPEST {
            return Err(Error::Malformed(format!(
                "The query goes {depth} levels deep; at most {DEEPEST} are answered. Ask for less within each other."
            )));
        }
        if cost > COSTLIEST {
            return Err(Error::Malformed(format!(
                "The query costs {cost}; at most {COSTLIEST} is answered at once. Ask for fewer rows or fields."
            )));
        }
        Ok(all)
    }

    fn and(self, other: Self) -> Self {
        Self { depth: self.depth.max(other.depth), cost: self.cost.saturating_add(other.cost) }
    }
}

/// What weighs one operation.
struct Scale<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    operation: &'a OperationDefinition,
    /// Those that were weighed; nothing, while they are.
    fragments: HashMap<&'a Name, Option<Weight>>,
    /// In how many fragments we are.
    spread: usize,
}

impl<'a> Scale<'a> {
    fn selections(&mut self, set: &'a SelectionSet, mutates: bool) -> Result<Weight> {
        let mut all = Weight::default();
        for selection in &set.items {
            all = all.and(match &selection.node {
                Selection::Field(field) => self.field(&field.node, mutates)?,
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let mutates = condition.map_or(mutates, |condition| is_mutation(&condition.node));
                    self.selections(&fragment.node.selection_set.node, mutates)?
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node)?,
            });
        }
        Ok(all)
    }

    fn field(&mut self, field: &'a Field, mutates: bool) -> Result<Weight> {
        let below = self.selections(&field.selection_set.node, false)?;
        let name = field.name.node.as_str();
        let times = if LISTS.contains(&name) {
            self.first(field)
        } else if DESCRIBED.contains(&name) {
            DESCRIBED_LENGTH
        } else {
            1
        };
        let alone = if mutates { MUTATION } else { 1 };
        // What a list or a `!` is of is no level: it is how the schema describes one type.
        let level = usize::from(name != "ofType");
        Ok(Weight { depth: below.depth + level, cost: below.cost.saturating_mul(times).saturating_add(alone) })
    }

    /// One that is not there, or that spreads itself, weighs nothing: it is refused for that.
    fn fragment(&mut self, name: &'a Name) -> Result<Weight> {
        if let Some(weight) = self.fragments.get(name) {
            return Ok(weight.unwrap_or_default());
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Weight::default()) };
        self.fragments.insert(name, None);
        self.spread += 1;
        if self.spread > DEEPEST_SPREAD {
            return Err(Error::Malformed(format!(
                "More than {DEEPEST_SPREAD} fragments are spread in each other. Write out what they ask for."
            )));
        }
        let mutates = is_mutation(&fragment.node.type_condition.node);
        let weight = self.selections(&fragment.node.selection_set.node, mutates)?;
        self.spread -= 1;
        self.fragments.insert(name, Some(weight));
        Ok(weight)
    }

    /// How many rows are wanted. What is no number is refused later, and counts as the most.
    fn first(&self, field: &Field) -> usize {
        let value = field.get_argument("first").map(|value| {
            value.node.clone().into_const_with(|name| self.variable(&name).cloned().ok_or(())).unwrap_or_default()
        });
        let wanted = match value {
            None | Some(Value::Null) => DEFAULT_FIRST,
            Some(Value::Number(number)) => number.as_i64().unwrap_or(LONGEST_PAGE),
            Some(_) => LONGEST_PAGE,
        };
        usize::try_from(wanted.clamp(1, LONGEST_PAGE)).unwrap_or(usize::MAX)
    }

    fn variable(&self, name: &Name) -> Option<&Value> {
        let declared = || self.operation.variable_definitions.iter().find(|it| it.node.name.node == *name);
        self.variables.get(name).or_else(|| declared()?.node.default_value())
    }
}

fn is_mutation(condition: &TypeCondition) -> bool {
    condition.on.node == super::MUTATION_TYPE
}

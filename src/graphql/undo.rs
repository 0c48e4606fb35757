//! Taking back what one did, and doing it again: for whoever has an account, by a session or by a token of theirs.

use super::asker::{Asker, asker};
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::{Error, SignedIn};

/// What somebody did in one go.
#[derive(SimpleObject)]
pub struct Step {
    /// That of its first change in the log.
    number: i64,
    /// What was done: `changed Heat: genre set to crime`.
    words: String,
}

impl From<domain::Step> for Step {
    fn from(domain::Step { number, words }: domain::Step) -> Self {
        Self { number, words }
    }
}

/// What somebody can take back and do again next.
#[derive(SimpleObject)]
pub struct Steps {
    undo: Option<Step>,
    redo: Option<Step>,
}

impl From<domain::Steps> for Steps {
    fn from(steps: domain::Steps) -> Self {
        Self { undo: steps.undo.map(Step::from), redo: steps.redo.map(Step::from) }
    }
}

#[derive(Default)]
pub struct UndoQueries;

#[Object]
impl UndoQueries {
    /// What whoever asks can take back and do again next.
    async fn steps(&self, context: &Context<'_>) -> Result<Option<Steps>> {
        let by = asker(context);
        // A program has none.
        let Ok(signed_in) = by.signed_in() else { return Ok(Some(domain::Steps::default().into())) };
        Ok(Some(by.agency.steps(&signed_in).await?.into()))
    }
}

#[derive(Default)]
pub struct UndoMutations;

#[Object]
impl UndoMutations {
    /// Takes back a step of one's own: this one, or the latest. Answers what can be done next.
    async fn undo(&self, context: &Context<'_>, step: Option<i64>) -> Result<Option<Steps>> {
        let by = asker(context);
        let signed_in = somebody(by)?;
        by.agency.undo(&signed_in, step).await?;
        Ok(Some(by.agency.steps(&signed_in).await?.into()))
    }

    /// Does again what was taken back: this step, or the latest. Answers what can be done next.
    async fn redo(&self, context: &Context<'_>, step: Option<i64>) -> Result<Option<Steps>> {
        let by = asker(context);
        let signed_in = somebody(by)?;
        by.agency.redo(&signed_in, step).await?;
        Ok(Some(by.agency.steps(&signed_in).await?.into()))
    }
}

/// Whoever asks, who has steps: a program's token is as good as it was, and there is nothing behind it to take back.
fn somebody(by: &Asker) -> domain::Result<SignedIn> {
    let says = "Only what somebody with an account did is taken back or done again, by them.";
    by.signed_in().map_err(|_| Error::Conflict(says.into()))
}

//! The server functions: public addresses under `/call/`, each a line or two over the same operation of the agency
//! that every other door calls. The first line earns the permit.

mod account;
mod actors;
mod around;
mod castings;
mod drafts;
mod find;
mod history;
mod home;
mod import;
mod lists;
mod movies;
mod people;
mod presence;
mod trash;
mod undo;

pub use account::*;
pub use actors::*;
pub use around::*;
pub use castings::*;
pub use drafts::*;
pub use find::*;
pub use history::*;
pub use home::*;
pub use import::*;
pub use lists::*;
pub use movies::*;
pub use people::*;
pub use presence::*;
pub use trash::*;
pub use undo::*;

#[cfg(feature = "ssr")]
mod server {
    use agency::Agency;
    use domain::{Caller, Error, Grants, Permit, Result, SignInProblem, SignedIn};
    use leptos::prelude::{expect_context, use_context};

    /// How many matches a search offers to choose from.
    pub(crate) const MATCHES: i64 = 12;

    /// The agency this request is for.
    pub(crate) fn agency() -> Agency {
        expect_context()
    }

    /// Proof that the caller may, or the refusal.
    pub(crate) fn permit<P: Grants>() -> Result<Permit<P>> {
        caller()?.permit()
    }

    /// Proof that a person asks, or the refusal.
    pub(crate) fn signed_in() -> Result<SignedIn> {
        caller()?.signed_in()
    }

    /// Whoever asks, where an operation judges by itself what they may.
    pub(crate) fn caller() -> Result<Caller> {
        use_context::<Caller>().ok_or(Error::SignIn(SignInProblem::SessionEnded))
    }

    /// Sends the browser to another page of ours, with script and without.
    pub(crate) fn go_to(path: &str) {
        leptos_axum::redirect(path);
    }
}
#[cfg(feature = "ssr")]
pub(crate) use server::*;

//! Drafts, kept by the script of every page (frontend/page/drafts.js). The bundle does not call these.

#[cfg(feature = "ssr")]
use super::{agency, signed_in};
use domain::{Draft, Error, FormId, PersonId};
#[cfg(feature = "ssr")]
use domain::{Result, SignInProblem, SignedIn};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[server(name = KeptDraft, prefix = "/call", endpoint = "draft", input = GetUrl)]
pub async fn draft(me: PersonId, form: FormId) -> Result<Option<Draft>, Error> {
    agency().draft(still(me)?, form).await
}

#[server(prefix = "/call", endpoint = "keep_draft")]
pub async fn keep_draft(me: PersonId, form: FormId, body: String) -> Result<i64, Error> {
    agency().keep_draft(still(me)?, form, &body).await
}

#[server(prefix = "/call", endpoint = "drop_draft")]
pub async fn drop_draft(me: PersonId, form: FormId) -> Result<(), Error> {
    agency().drop_draft(still(me)?, form).await
}

/// Proof that whoever typed is who is signed in. A tab may be older than the session: what one person typed there is
/// never kept as another's, and another's is never shown there.
#[cfg(feature = "ssr")]
fn still(me: PersonId) -> Result<SignedIn> {
    let by = signed_in()?;
    if by.id() == me { Ok(by) } else { Err(Error::SignIn(SignInProblem::SessionEnded)) }
}

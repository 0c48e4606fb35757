//! One's own account: its sessions and its password.

#[cfg(feature = "ssr")]
use super::{agency, go_to, signed_in};
#[cfg(feature = "ssr")]
use agency::{Origin, SessionId};
#[cfg(feature = "ssr")]
use domain::Setting;
use domain::{Error, SeenSession};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Where one is signed in, here first.
#[server(prefix = "/call", endpoint = "sessions", input = GetUrl)]
pub async fn sessions() -> Result<Vec<SeenSession>, Error> {
    agency().sessions(signed_in()?, expect_context()).await
}

#[server(prefix = "/call", endpoint = "end_session")]
pub async fn end_session(id: i64) -> Result<(), Error> {
    agency().end_own_session(signed_in()?, SessionId(id)).await?;
    go_to("/account");
    Ok(())
}

/// Signs out everywhere but here.
#[server(prefix = "/call", endpoint = "change_password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] password: String,
) -> Result<(), Error> {
    let (here, from) = (expect_context::<SessionId>(), expect_context::<Origin>());
    agency().change_password(signed_in()?, here, &current, &password, &from).await?;
    go_to("/account?changed=1");
    Ok(())
}

/// Keeps how somebody wants the pages; what is not given stays as it is. The bundle does not call it: a form does, and
/// frontend/page/settings.js.
#[server(prefix = "/call", endpoint = "keep_settings")]
pub async fn keep_settings(
    theme: Option<String>,
    contrast: Option<String>,
    language: Option<String>,
    keys: Option<String>,
) -> Result<(), Error> {
    let given = [
        (Setting::Theme, &theme),
        (Setting::Contrast, &contrast),
        (Setting::Language, &language),
        (Setting::Keys, &keys),
    ];
    let given: Vec<_> = given.into_iter().filter_map(|(setting, value)| Some((setting, value.as_deref()?))).collect();
    agency().keep_settings(signed_in()?, &given).await?;
    go_to("/account?kept=1");
    Ok(())
}

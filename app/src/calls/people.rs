//! People with an account, looked after by those who may.

#[cfg(feature = "ssr")]
use super::{agency, go_to, permit};
use domain::{Error, Invitation, Person, PersonId};
#[cfg(feature = "ssr")]
use domain::{Given, ManagePeople, NewInvitation, PersonChange};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Everybody with an account, and the links nobody has used yet.
#[server(prefix = "/call", endpoint = "people", input = GetUrl)]
pub async fn people() -> Result<(Vec<Person>, Vec<Invitation>), Error> {
    let people = agency().people(permit::<ManagePeople>()?).await?;
    Ok((people, agency().links(permit::<ManagePeople>()?).await?))
}

#[server(prefix = "/call", endpoint = "invite")]
pub async fn invite(#[server(default)] name: String, #[server(default)] role: String) -> Result<Invitation, Error> {
    let link = agency().invite(permit::<ManagePeople>()?, NewInvitation { name, role }).await?;
    go_to(&format!("/people?link={}", link.id));
    Ok(link)
}

#[server(prefix = "/call", endpoint = "withdraw_link")]
pub async fn withdraw_link(id: i64) -> Result<(), Error> {
    agency().withdraw_link(permit::<ManagePeople>()?, id).await?;
    go_to("/people");
    Ok(())
}

/// A link by which this person chooses a new password.
#[server(prefix = "/call", endpoint = "add_reset_link")]
pub async fn add_reset_link(person: PersonId) -> Result<Invitation, Error> {
    let link = agency().add_reset_link(permit::<ManagePeople>()?, person).await?;
    go_to(&format!("/people?link={}", link.id));
    Ok(link)
}

#[server(prefix = "/call", endpoint = "change_person")]
pub async fn change_person(
    id: PersonId,
    version: i64,
    #[server(default)] name: String,
    #[server(default)] role: String,
) -> Result<Person, Error> {
    let change = PersonChange { name: Some(name), role: Some(role), disabled: None };
    let person = agency().change_person(permit::<ManagePeople>()?, id, Given::since(version, change)).await?;
    go_to("/people");
    Ok(person)
}

/// Signs the person out everywhere, and lets them in no more.
#[server(prefix = "/call", endpoint = "disable_person")]
pub async fn disable_person(id: PersonId) -> Result<Person, Error> {
    let change = PersonChange { disabled: Some(true), ..PersonChange::default() };
    let person = agency().change_person(permit::<ManagePeople>()?, id, change).await?;
    go_to("/people");
    Ok(person)
}

#[server(prefix = "/call", endpoint = "enable_person")]
pub async fn enable_person(id: PersonId) -> Result<Person, Error> {
    let change = PersonChange { disabled: Some(false), ..PersonChange::default() };
    let person = agency().change_person(permit::<ManagePeople>()?, id, change).await?;
    go_to("/people");
    Ok(person)
}

/// Signs the person out everywhere.
#[server(prefix = "/call", endpoint = "end_sessions")]
pub async fn end_sessions(id: PersonId) -> Result<(), Error> {
    agency().end_sessions(permit::<ManagePeople>()?, id).await?;
    go_to(&format!("/people?ended={id}"));
    Ok(())
}

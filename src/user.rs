//! The commands that look after people: for an operator at the server, where no page can be reached or nobody can sign in.

use agency::Agency;
use clap::Subcommand;
use domain::{Caller, Error, NewPerson, PersonChange, Role};
use std::io::{IsTerminal, stdin};

#[derive(Subcommand)]
pub enum User {
    /// Add an account; the password is asked for twice, or is one line of the standard input
    Add {
        /// The name to sign in with, one word
        #[arg(long)]
        login: String,
        /// The name people read
        #[arg(long)]
        name: String,
        /// What they may do: casting_assistant, casting_director or executive_producer
        #[arg(long)]
        role: Role,
    },
    /// List everybody with an account
    List,
    /// Give somebody another role
    Role { login: String, role: Role },
    /// Sign somebody out everywhere and let them in no more
    Disable { login: String },
    /// Let somebody in again
    Enable { login: String },
    /// Give somebody another password, and sign them out everywhere
    Password { login: String },
}

/// Does what is asked of the people of this agency. Says in one sentence why it does not.
pub async fn run(command: User, agency: &Agency) -> Result<(), String> {
    // Whoever can open the database can do anything; the log says where it came from.
    let operator = Caller::program("Command line", Role::ExecutiveProducer);
    let by = || operator.permit().map_err(|error: Error| error.to_string());
    let change = async |login: String, change: PersonChange| {
        let person = agency.person_named(by()?, &login).await.map_err(|error| of(&login, error))?;
        agency.change_person(by()?, person.id, change).await.map_err(|error| of(&login, error))
    };
    let said = match command {
        User::Add { login, name, role } => {
            let new = NewPerson { login, name, password: password()? };
            let person = agency.add_person(by()?, new, role).await.map_err(|error| error.to_string())?;
            format!("{} can sign in as {}, {}.", person.name, person.login, person.role.with_article())
        }
        User::List => {
            for person in agency.people(by()?).await.map_err(|error| error.to_string())? {
                let disabled = if person.disabled { "  disabled" } else { "" };
                println!("{:<16} {:<18} {}{disabled}", person.login, person.role.name(), person.name);
            }
            return Ok(());
        }
        User::Role { login, role } => {
            let role = Some(role.name().to_owned());
            let person = change(login, PersonChange { role, ..PersonChange::default() }).await?;
            format!("{} is {} now.", person.name, person.role.with_article())
        }
        User::Disable { login } => {
            let person = change(login, PersonChange { disabled: Some(true), ..PersonChange::default() }).await?;
            format!("{} is signed out and cannot sign in any more.", person.name)
        }
        User::Enable { login } => {
            let person = change(login, PersonChange { disabled: Some(false), ..PersonChange::default() }).await?;
            format!("{} can sign in again.", person.name)
        }
        User::Password { login } => {
            agency.person_named(by()?, &login).await.map_err(|error| of(&login, error))?;
            agency.set_password(by()?, &login, &password()?).await.map_err(|error| of(&login, error))?;
            "The password is changed. Whoever was signed in with the old one is signed out.".to_owned()
        }
    };
    println!("{said}");
    Ok(())
}

fn of(login: &str, error: Error) -> String {
    match error {
        Error::NotFound => format!("nobody signs in as {login:?}"),
        error => error.to_string(),
    }
}

/// A new password, unseen at a terminal; otherwise as a script writes it. Never an argument: those are there for all
/// the machine to see.
fn password() -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("the password cannot be read: {error}");
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().read_line(&mut line).map_err(cannot)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("Password: ").map_err(cannot)?;
    let again = rpassword::prompt_password("Once more: ").map_err(cannot)?;
    if password == again { Ok(password) } else { Err("the two are not the same; nothing was changed".into()) }
}

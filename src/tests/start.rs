//! Starting: the command line, and what cannot start.

use crate::support::{database, postgres};
use sqlx::Connection;
use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

fn casting_agency(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casting-agency"));
    command.current_dir(folder).env_remove("DATABASE_URL").env_remove("LEPTOS_SITE_ADDR").env_remove("RUST_LOG");
    command.args(args).output().expect("the binary was built for this test")
}

/// It ended with status 2 and one sentence that holds these words.
#[track_caller]
fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.starts_with("casting-agency: ") && said.contains(words), "{said}");
}

#[tokio::test]
async fn a_demo_then_a_token() {
    let (url, folder) = database().await;
    let demo = casting_agency(folder.path(), &["demo", "--database", &url]);
    assert!(demo.status.success(), "{demo:?}");
    let said = String::from_utf8_lossy(&demo.stdout);
    for login in ["ada", "maya", "omar"] {
        assert!(said.contains(login), "{said}");
    }
    let again = casting_agency(folder.path(), &["demo", "--database", &url]);
    assert!(again.status.success() && String::from_utf8_lossy(&again.stdout).contains("already"), "{again:?}");

    let token = casting_agency(folder.path(), &["token", "--role", "casting_director", "--database", &url]);
    let token = String::from_utf8_lossy(&token.stdout);
    assert_eq!(token.trim_end().lines().next_back().map(|line| line.split('.').count()), Some(3), "{token}");
}

#[test]
fn alone_in_an_empty_folder_it_makes_its_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(casting_agency(folder.path(), &["migrate"]).status.success());
    assert!(folder.path().join("agency.db").exists());
    // Options may stand before the command and after it.
    assert!(casting_agency(folder.path(), &["--database", "sqlite:other.db", "migrate"]).status.success());
    assert!(folder.path().join("other.db").exists());
    // Twice is as good as once.
    assert!(casting_agency(folder.path(), &["migrate"]).status.success());
}

#[tokio::test]
async fn a_demo_goes_into_an_empty_database_only() {
    let (url, folder) = database().await;
    let agency = agency::Agency::open(&url).await.expect("a new database can be opened");
    let producer = domain::Caller::program("test", domain::Role::ExecutiveProducer);
    let ann = domain::NewActor { name: "Ann".into(), age: "30".into(), gender: "female".into() };
    agency.add_actor(producer.permit().expect("a producer may"), ann).await.expect("Ann is sound");
    agency.close().await;
    refused(&casting_agency(folder.path(), &["demo", "--database", &url]), "the database is not empty");
}

#[tokio::test]
async fn a_demo_is_for_this_machine() {
    let (url, folder) = database().await;
    assert!(casting_agency(folder.path(), &["demo", "--database", &url]).status.success());
    let exposed = casting_agency(folder.path(), &["serve", "--addr", "0.0.0.0:0", "--database", &url]);
    refused(&exposed, "give --expose-demo if you mean it");
}

#[test]
fn a_port_in_use() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let taken = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let addr = taken.local_addr().expect("it is bound").to_string();
    refused(&casting_agency(folder.path(), &["--addr", &addr]), &format!("{addr} is in use"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0, "something was written");
}

#[test]
fn a_database_that_cannot_be_opened() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    std::fs::write(folder.path().join("letter.txt"), "Dear producer,".repeat(100)).expect("it can be written");
    let check =
        |url: &str, words: &str| refused(&casting_agency(folder.path(), &["migrate", "--database", url]), words);
    check("sqlite:no/such/folder/agency.db", "the database cannot be opened");
    check("sqlite:letter.txt", "the database cannot be opened: file is not a database");
    check("postgres://127.0.0.1:1/agency", "the database cannot be opened");
    check("mysql://127.0.0.1/agency", "names no database");
    let letter = std::fs::read_to_string(folder.path().join("letter.txt")).expect("it is there");
    assert_eq!(letter, "Dear producer,".repeat(100));
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 1, "something was written");
}

#[tokio::test]
async fn a_schema_newer_than_this_program() {
    let (url, folder) = database().await;
    agency::Agency::open(&url).await.expect("a new database can be opened").close().await;
    const STEP: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        select 9999, 'from the future', success, checksum, execution_time from _sqlx_migrations where version = 1";
    if postgres().is_some() {
        let mut db = sqlx::PgConnection::connect(&url).await.expect("it is there");
        sqlx::query(STEP).execute(&mut db).await.expect("the step is noted");
        db.close().await.expect("it closes");
    } else {
        let mut db = sqlx::SqliteConnection::connect(&url).await.expect("it is there");
        sqlx::query(STEP).execute(&mut db).await.expect("the step is noted");
        db.close().await.expect("it closes");
    }
    let before = std::fs::read(folder.path().join("agency.db")).ok();
    refused(&casting_agency(folder.path(), &["migrate", "--database", &url]), "a newer casting-agency");
    assert_eq!(std::fs::read(folder.path().join("agency.db")).ok(), before, "something was written");
}

#[test]
fn a_wrong_command_line() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for args in
        [&["token", "--role", "king"][..], &["token", "--role", "casting_director", "--expires", "soon"], &["fly"]]
    {
        assert_eq!(casting_agency(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
    let help = casting_agency(folder.path(), &["--help"]);
    let help = String::from_utf8_lossy(&help.stdout);
    for word in ["serve", "migrate", "demo", "token", "--database", "--addr", "DATABASE_URL", "LEPTOS_SITE_ADDR"] {
        assert!(help.contains(word), "{word} is not in {help}");
    }
}

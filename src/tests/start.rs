//! Starting: the command line, and what cannot start.

use crate::support::{database, postgres};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sqlx::Connection;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Output, Stdio},
};

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casting-agency"));
    command.current_dir(folder).env_remove("DATABASE_URL").env_remove("LEPTOS_SITE_ADDR").env_remove("RUST_LOG");
    command.args(args);
    command
}

fn casting_agency(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the binary was built for this test")
}

/// With this at the standard input.
fn told(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut process = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary was built for this test");
    // Whoever refuses before reading closes the pipe.
    let _ = process.stdin.take().expect("it is piped").write_all(input.as_bytes());
    process.wait_with_output().expect("it ends")
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
    let named = ["token", "--role", "casting_director", "--name", " importer ", "--database", &url];
    let named = casting_agency(folder.path(), &named);
    let claims = String::from_utf8_lossy(&named.stdout).split('.').nth(1).map(|part| URL_SAFE_NO_PAD.decode(part));
    let claims: serde_json::Value =
        serde_json::from_slice(&claims.expect("a token").expect("it is base64url")).expect("it is JSON");
    assert_eq!(claims["sub"], "importer");

    let token = String::from_utf8_lossy(&token.stdout);
    assert_eq!(token.trim_end().lines().next_back().map(|line| line.split('.').count()), Some(3), "{token}");
}

#[tokio::test]
async fn people_are_looked_after_by_command() {
    let (url, folder) = database().await;
    let user = |args: &[&str], input: &str| {
        let args = [&["user"], args, &["--database", &url]].concat();
        told(folder.path(), &args, input)
    };
    let done = |output: Output| {
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("it writes UTF-8")
    };
    let add = |login: &str, role: &str, password: &str| {
        user(&["add", "--login", login, "--name", "Ann Lee", "--role", role], password)
    };
    let said = done(add("ann", "executive_producer", "out of the blue\n"));
    assert_eq!(said, "Ann Lee can sign in as ann, an executive producer.\n");
    done(add("bob", "casting_manager", "into the woods\r\n"));
    refused(&add("ANN", "casting_director", "out of the blue"), "Somebody signs in with this name already");
    refused(&add("cat", "casting_director", ""), "Password is needed");
    refused(&add("cat", "casting_director", "short\n"), "Password has at least 8 characters");
    refused(&add("cat", "casting_director", "password1\n"), "one of the commonest");

    let list = done(user(&["list"], ""));
    let lines: Vec<Vec<_>> = list.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [["ann", "executive_producer", "Ann", "Lee"], ["bob", "casting_director", "Ann", "Lee"]]);

    refused(&user(&["disable", "ann"], ""), "Ann Lee is the only executive producer who can sign in.");
    refused(&user(&["role", "ann", "casting_assistant"], ""), "is the only executive producer");
    assert_eq!(done(user(&["role", "bob", "executive_producer"], "")), "Ann Lee is an executive producer now.\n");
    done(user(&["disable", "ann"], ""));
    assert!(done(user(&["list"], "")).contains("disabled"));
    refused(&user(&["password", "ann"], "through the looking glass"), "Ann Lee is disabled. Enable the account first.");
    done(user(&["enable", "ann"], ""));
    done(user(&["password", "Ann"], "through the looking glass\n"));
    for command in ["disable", "enable", "password"] {
        refused(&user(&[command, "zoe"], "through the looking glass"), "nobody signs in as \"zoe\"");
    }

    let agency = agency::Agency::open(&url).await.expect("it is there");
    let from = agency::Origin { address: std::net::Ipv4Addr::LOCALHOST.into(), known: Vec::new() };
    agency.prove("ann", "through the looking glass", &from).await.expect("the password is right");
    agency.prove("bob", "into the woods", &from).await.expect("the line's end is no part of it");
    agency.close().await;
}

/// The first start of all prints a link; once somebody has an account, no start does.
#[tokio::test]
async fn the_first_start_prints_a_link() {
    let (url, folder) = database().await;
    let start = || {
        let mut process = command(folder.path(), &["--addr", "127.0.0.1:0", "--database", &url])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary was built for this test");
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let first = lines.next().expect("it says where it is").expect("a line");
        let addr = first.strip_prefix("Casting Agency at ").expect("it says where it is").to_owned();
        (process, addr, lines)
    };
    let (mut process, addr, mut lines) = start();
    let said = lines.next().expect("there is a second line").expect("a line");
    assert!(said.contains(&format!("executive producer: {addr}/join?link=1.")), "{said}");
    process.kill().expect("it runs");
    process.wait().expect("it ends");
    let add = ["user", "add", "--login", "ann", "--name", "Ann", "--role", "executive_producer", "--database", &url];
    assert!(told(folder.path(), &add, "out of the blue").status.success());
    let (mut process, addr, lines) = start();
    // It answers, so all that is printed at the start is printed.
    let mut stream = TcpStream::connect(addr.trim_start_matches("http://")).expect("it listens");
    stream.write_all(b"GET /livez HTTP/1.0\r\n\r\n").expect("it reads");
    assert!(stream.read(&mut [0; 64]).expect("it answers") > 0);
    process.kill().expect("it runs");
    process.wait().expect("it ends");
    assert_eq!(lines.count(), 0);
}

#[test]
fn a_command_makes_no_database_of_its_own() {
    if postgres().is_some() {
        return; // there is no file that could be missing
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    for args in [&["token", "--role", "casting_director"][..], &["user", "list"], &["verify-log"]] {
        refused(&casting_agency(folder.path(), args), "there is no database at agency.db");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0, "something was written");
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(casting_agency(folder.path(), &["migrate"]).status.success());
    let file = std::fs::metadata(folder.path().join("agency.db")).expect("it was made");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn the_log_is_verified() {
    let (url, folder) = database().await;
    let run = |args: &[&str]| casting_agency(folder.path(), &[args, &["--database", &url]].concat());
    assert!(run(&["demo"]).status.success());
    let whole = run(&["verify-log"]);
    let said = String::from_utf8_lossy(&whole.stdout).into_owned();
    assert!(whole.status.success() && said.contains("whole: 29 changes"), "{whole:?}");
    let end = said.trim_end().lines().next_back().expect("it ends somewhere");
    assert!(run(&["verify-log", "--expect", end]).status.success());
    let other = format!("29:{}", "A".repeat(43));
    refused(&run(&["verify-log", "--expect", &other]), "change 29 is not in it as it was");
    assert_eq!(run(&["verify-log", "--expect", "29"]).status.code(), Some(2));
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
    for args in [
        &["token", "--role", "king"][..],
        &["token", "--role", "casting_director", "--name", " "],
        &["token", "--role", "casting_director", "--expires", "soon"],
        &["fly"],
    ] {
        assert_eq!(casting_agency(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
    let help = casting_agency(folder.path(), &["--help"]);
    let help = String::from_utf8_lossy(&help.stdout);
    for word in
        ["serve", "migrate", "demo", "user", "token", "--database", "--addr", "DATABASE_URL", "LEPTOS_SITE_ADDR"]
    {
        assert!(help.contains(word), "{word} is not in {help}");
    }
}

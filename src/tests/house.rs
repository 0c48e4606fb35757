//! The walls of the house: what a room must never hold is not among its dependencies, and the two schemas are twins.

use crate::support::{database, postgres};
use sqlx::{Connection, Row};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

/// The names of all crates this package reaches in an ordinary build.
fn reached(package: &str, more: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    text.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

#[track_caller]
fn cannot_reach(package: &str, more: &[&str], walls: &[&str]) {
    let reached = reached(package, more);
    assert!(reached.len() > 3, "the tree of {package} was not read: {reached:?}");
    for name in &reached {
        let breach = walls
            .iter()
            .any(|wall| name == wall || name.starts_with(&format!("{wall}-")) || name.starts_with(&format!("{wall}_")));
        assert!(!breach, "{package} can reach {name}");
    }
}

#[test]
fn the_domain_knows_no_database_and_no_web() {
    cannot_reach("domain", &[], &["sqlx", "axum", "hyper", "http", "leptos", "server_fn", "tokio", "jsonwebtoken"]);
}

#[test]
fn the_agency_knows_no_web() {
    cannot_reach("agency", &[], &["axum", "hyper", "http", "leptos", "server_fn", "tower", "jsonwebtoken"]);
}

#[test]
fn the_browser_knows_no_database() {
    let browser = ["--target", "wasm32-unknown-unknown"];
    cannot_reach(
        "frontend",
        &browser,
        &["sqlx", "libsqlite3", "agency", "axum", "hyper", "tokio", "jsonwebtoken", "argon2", "jiff-sqlx"],
    );
}

/// What a check like the above is worth: it does see what is there.
#[test]
fn the_walls_are_seen() {
    assert!(reached("agency", &[]).iter().any(|name| name == "sqlx"));
    assert!(reached("casting-agency", &[]).iter().any(|name| name == "axum"));
    assert!(reached("frontend", &["--target", "wasm32-unknown-unknown"]).iter().any(|name| name == "leptos"));
}

/// What nobody says any more is not translated, either.
#[test]
fn every_message_is_said() {
    fn read(folder: &Path, code: &mut String) {
        for file in fs::read_dir(folder).expect("the sources are there") {
            let path = file.expect("it can be read").path();
            if path.is_dir() {
                read(&path, code);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                code.push_str(&fs::read_to_string(path).expect("it is text"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    ["words/src", "domain/src", "agency/src", "app/src", "src"]
        .iter()
        .for_each(|room| read(&root.join(room), &mut code));
    let called: BTreeSet<_> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let first = fs::read_to_string(root.join("words/languages/en.ftl")).expect("it is there");
    let ids = first
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id)
        .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()));
    let ids: Vec<_> = ids.collect();
    assert!(ids.len() > 20, "the messages were not read: {ids:?}");
    for id in ids {
        assert!(called.contains(&*id.replace('-', "_")), "nothing says {id}");
    }
}

/// table.column → what it holds and whether it may be null.
type Schema = BTreeMap<String, (&'static str, bool)>;

fn kind(declared: &str) -> &'static str {
    match declared.to_lowercase().as_str() {
        "integer" | "bigint" => "number",
        // SQLite's strict tables know no other types for these.
        "text" | "date" | "timestamp with time zone" => "text",
        other => panic!("{other} has no twin"),
    }
}

/// Runs where there are both: on the PostgreSQL run.
#[tokio::test]
async fn the_two_schemas_are_twins() {
    let names = |kind: &str| {
        let folder = format!("{}/migrations/{kind}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("it is there").map(|file| file.expect("it can be read").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    if postgres().is_none() {
        return;
    }

    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = format!("sqlite:{}", folder.path().join("agency.db").display());
    agency::Agency::open(&file).await.expect("a new file can be opened").close().await;
    let mut db = sqlx::SqliteConnection::connect(&file).await.expect("it is there");
    let mut sqlite = Schema::new();
    // How texts are indexed is each database's own affair, and what it needs to begin at the end.
    let columns = r"select m.name || '.' || c.name, c.type, c.[notnull] = 0 and c.pk = 0 from sqlite_master m, pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '_sqlx_migrations'
        and m.name not like '%\_text%' escape '\'";
    for row in sqlx::query(columns).fetch_all(&mut db).await.expect("the schema can be read") {
        sqlite.insert(row.get(0), (kind(row.get(1)), row.get(2)));
    }
    let indexes = "select name from sqlite_master where type = 'index' and sql is not null order by name";
    let sqlite_indexes: Vec<String> =
        sqlx::query_scalar(indexes).fetch_all(&mut db).await.expect("the indexes can be read");

    let (url, _folder) = database().await;
    agency::Agency::open(&url).await.expect("a new database can be opened").close().await;
    let mut db = sqlx::PgConnection::connect(&url).await.expect("it is there");
    let mut postgres = Schema::new();
    let columns =
        "select table_name || '.' || column_name, data_type::text, is_nullable = 'YES' from information_schema.columns
        where table_schema = 'public' and table_name <> '_sqlx_migrations'";
    for row in sqlx::query(columns).fetch_all(&mut db).await.expect("the schema can be read") {
        postgres.insert(row.get(0), (kind(row.get(1)), row.get(2)));
    }
    let indexes = r#"select indexname::text collate "C" from pg_indexes where schemaname = 'public'
        and indexname not like '%_pkey' and indexname not like '%_key' and indexname not like '%\_text'
        and indexname not like '%\_last' order by 1"#;
    let postgres_indexes: Vec<String> =
        sqlx::query_scalar(indexes).fetch_all(&mut db).await.expect("the indexes can be read");

    assert_eq!(sqlite, postgres);
    assert_eq!(sqlite_indexes, postgres_indexes);
}

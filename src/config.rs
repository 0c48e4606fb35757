//! The configuration: one struct, put together once, passed down.
//!
//! Defaults (the repository's `Leptos.toml`, compiled in) < a `Leptos.toml` beside the binary < environment < command
//! line.

use crate::{address, issuers::Iss, jwks::Address};
use agency::Brake;
use ipnet::IpNet;
use jiff::{SignedDuration, tz::TimeZone};
use leptos::config::LeptosOptions;
use serde::{Deserialize, Deserializer, de};
use std::{
    num::{NonZeroU16, NonZeroU32},
    path::Path,
};
use toml::{Table, Value};

const DEFAULTS: &str = include_str!("../Leptos.toml");

/// How the server is set up. Each knob is explained in `Leptos.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    pub leptos: LeptosOptions,
    pub agency: Agency,
    pub server: Server,
    pub database: Database,
    pub auth: Auth,
    pub catalogue: Catalogue,
    pub limits: Limits,
    pub trash: Trash,
    pub usage: Usage,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    #[serde(deserialize_with = "zone")]
    pub time_zone: TimeZone,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    pub days: u16,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trash {
    pub days: u16,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub requests_per_minute: u32,
    pub catalogue_requests_per_minute: u32,
    pub open_tokens_per_minute: u32,
    pub graphql_cost_per_minute: u32,
    pub pages_requests_per_minute: u32,
    pub sign_in_failures_per_account: NonZeroU32,
    pub sign_in_failures_per_address: NonZeroU32,
    pub sign_in_failure_minutes: NonZeroU16,
}

impl Limits {
    /// How failures to sign in are braked.
    pub fn brake(&self) -> Brake {
        Brake {
            window: SignedDuration::from_mins(self.sign_in_failure_minutes.get().into()),
            per_account: self.sign_in_failures_per_account.get(),
            per_address: self.sign_in_failures_per_address.get(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub expose_demo: bool,
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    pub log: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: String,
}

/// The address may hold a password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("Database").field("url", &format_args!("{scheme}:…")).finish()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    pub issuers: Vec<Issuer>,
}

/// Somebody else whose bearer tokens are good here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    pub iss: Iss,
    pub aud: String,
    pub jwks: Address,
    pub roles_claim: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub open_tokens: bool,
}

/// The file's shape: Leptos's own table stands where cargo-leptos would have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    workspace: Workspace,
    agency: Agency,
    server: Server,
    database: Database,
    auth: Auth,
    catalogue: Catalogue,
    limits: Limits,
    trash: Trash,
    usage: Usage,
}

#[derive(Deserialize)]
struct Workspace {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    leptos: [LeptosOptions; 1],
}

impl Config {
    /// The configuration of this process, before the command line. Says in one sentence what is wrong with it.
    pub fn load() -> Result<Self, String> {
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("Leptos.toml")));
        let file = match beside.as_deref().map(|path| (path, std::fs::read_to_string(path))) {
            Some((path, Ok(text))) => Some((path, text)),
            Some((path, Err(error))) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("{} cannot be read: {error}", path.display()));
            }
            _ => None,
        };
        Self::from(file.as_ref().map(|(path, text)| (*path, text.as_str())), |name| std::env::var(name).ok())
    }

    /// The defaults with this file and this environment laid over them.
    pub fn from(file: Option<(&Path, &str)>, env: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let mut table: Table = DEFAULTS.parse().expect("the compiled-in defaults are sound");
        if let Some((path, text)) = file {
            let over = text.parse().map_err(|error| format!("{} is not TOML: {error}", path.display()))?;
            lay_over(&mut table, over);
        }
        if let Some(url) = env("DATABASE_URL") {
            lay_over(&mut table, table_of("database", "url", url));
        }
        if let Some(zone) = env("AGENCY_TIME_ZONE") {
            lay_over(&mut table, table_of("agency", "time_zone", zone));
        }
        if let Some(filter) = env("RUST_LOG") {
            lay_over(&mut table, table_of("server", "log", filter));
        }
        let File { workspace, agency, server, database, auth, catalogue, limits, trash, usage } = Value::Table(table)
            .try_into()
            .map_err(|error| format!("the configuration is not sound: {}", one_line(&error)))?;
        let [mut leptos] = workspace.metadata.leptos;
        if let Some(addr) = env("LEPTOS_SITE_ADDR") {
            leptos.site_addr =
                addr.parse().map_err(|_| format!("LEPTOS_SITE_ADDR is {addr:?}; write it as 127.0.0.1:3000"))?;
        }
        let mut names: Vec<_> = auth.issuers.iter().map(|issuer| &*issuer.iss).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|two| two[0] == two[1]) {
            return Err(format!("the issuer {:?} stands twice in the configuration", twice[0]));
        }
        Ok(Self { leptos, agency, server, database, auth, catalogue, limits, trash, usage })
    }
}

fn zone<'de, D: Deserializer<'de>>(name: D) -> Result<TimeZone, D::Error> {
    let name = String::deserialize(name)?;
    TimeZone::get(&name)
        .map_err(|_| de::Error::custom(format!("there is no time zone {name:?}; write it as Europe/Berlin")))
}

fn networks<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<IpNet>, D::Error> {
    let list = Vec::<String>::deserialize(list)?;
    list.iter().map(|text| address::network(text).map_err(de::Error::custom)).collect()
}

fn table_of(table: &str, key: &str, value: String) -> Table {
    Table::from_iter([(table.to_owned(), Value::Table(Table::from_iter([(key.to_owned(), Value::String(value))])))])
}

/// Tables are merged key by key (a list of tables by place), everything else is replaced.
fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay_over(under, over),
            (Some(Value::Array(under)), Value::Array(over)) if under.len() == over.len() => {
                for (under, over) in under.iter_mut().zip(over) {
                    match (under, over) {
                        (Value::Table(under), Value::Table(over)) => lay_over(under, over),
                        (under, over) => *under = over,
                    }
                }
            }
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

fn one_line(error: &dyn std::fmt::Display) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(file: &str, env: &[(&str, &str)]) -> Result<Config, String> {
        let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Config::from(Some((Path::new("Leptos.toml"), file)), env)
    }

    #[test]
    fn what_overrides_what() {
        let default = config("", &[]).expect("the defaults are sound");
        assert_eq!(default.database.url, "sqlite:agency.db");
        assert_eq!(default.leptos.site_addr.to_string(), "127.0.0.1:3000");

        let file =
            "[[workspace.metadata.leptos]]\nsite-addr = \"127.0.0.1:4000\"\n[database]\nurl = \"sqlite:other.db\"";
        let filed = config(file, &[]).expect("the file is sound");
        assert_eq!(filed.database.url, "sqlite:other.db");
        assert_eq!(filed.leptos.site_addr.port(), 4000);
        assert_eq!(&*filed.leptos.output_name, "casting-agency");
        let behind = config("[server]\ntrusted_proxies = [\"10.0.0.7\", \"2001:db8::/32\"]", &[]);
        assert_eq!(behind.expect("the file is sound").server.trusted_proxies.len(), 2);

        let zone = |config: &Config| config.agency.time_zone.iana_name().map(str::to_owned);
        assert_eq!(zone(&default).as_deref(), Some("UTC"));
        let zoned = config("[agency]\ntime_zone = \"Asia/Riyadh\"", &[]).expect("there is such a zone");
        assert_eq!(zone(&zoned).as_deref(), Some("Asia/Riyadh"));

        let env = [
            ("DATABASE_URL", "sqlite:third.db"),
            ("LEPTOS_SITE_ADDR", "127.0.0.1:5000"),
            ("AGENCY_TIME_ZONE", "America/New_York"),
        ];
        let both = config(file, &env).expect("the environment is sound");
        assert_eq!(zone(&both).as_deref(), Some("America/New_York"));
        assert_eq!(both.database.url, "sqlite:third.db");
        assert_eq!(both.leptos.site_addr.port(), 5000);
    }

    #[test]
    fn what_is_wrong_is_said() {
        fn check(file: &str, env: &[(&str, &str)], expected: &str) {
            let error = config(file, env).map(drop).expect_err("this is not sound");
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains('\n'), "{error}");
        }
        check("[database]\nurll = \"x\"", &[], "urll");
        check("[databse]\nurl = \"x\"", &[], "databse");
        check("[server]\nexpose_demo = \"yes\"", &[], "expose_demo");
        check("[server]\ntrusted_proxies = [\"10.0.0.0/33\"]", &[], "\"10.0.0.0/33\" is no address and no network");
        check("", &[("LEPTOS_SITE_ADDR", "here")], "LEPTOS_SITE_ADDR is \"here\"");
        let no_zone = "there is no time zone \"Mars/Olympus\"; write it as Europe/Berlin";
        check("[agency]\ntime_zone = \"Mars/Olympus\"", &[], no_zone);
        check("", &[("AGENCY_TIME_ZONE", "Mars/Olympus")], no_zone);
        let issuer = |iss: &str, jwks: &str| format!("[[auth.issuers]]\niss = {iss:?}\naud = \"us\"\njwks = {jwks:?}");
        check(&issuer("https://id.example/", "http://id.example/jwks"), &[], "https");
        check(&issuer("https://id.example/", "http://127.0.0.1.id.example/jwks"), &[], "https");
        check(&issuer("https://id.example/", "file:///etc/passwd"), &[], "https");
        check(&issuer("https://id.example/", "id.example/jwks"), &[], "is no address");
        check(&issuer("casting-agency", "https://id.example/jwks"), &[], "ours");
        check(&issuer("id example", "https://id.example/jwks"), &[], "white space");
        check(&issuer("", "https://id.example/jwks"), &[], "white space");
        check("[[auth.issuers]]\niss = \"https://id.example/\"", &[], "aud");
        let once = issuer("https://id.example/", "https://id.example/jwks");
        check(&format!("{once}\n{once}"), &[], "stands twice");
    }

    #[test]
    fn other_issuers() {
        assert!(config("", &[]).expect("the defaults are sound").auth.issuers.is_empty());
        let file = "
            [[auth.issuers]]
            iss = \"https://id.example/\"
            aud = \"casting\"
            jwks = \"https://id.example/jwks\"

            [[auth.issuers]]
            iss = \"test\"
            aud = \"casting\"
            jwks = \"http://[::1]:8080/jwks\"
            roles_claim = \"roles\"";
        let [one, other] = &config(file, &[]).expect("the file is sound").auth.issuers[..] else {
            panic!("two of them")
        };
        assert_eq!(
            (&*one.iss, &*one.aud, &*one.jwks.to_string()),
            ("https://id.example/", "casting", "https://id.example/jwks")
        );
        assert_eq!((&*other.iss, &other.roles_claim), ("test", &Some("roles".into())));
    }

    #[test]
    fn secrets_do_not_print() {
        let config = config("", &[("DATABASE_URL", "postgres://maya:secret@db/agency")]).expect("this is sound");
        assert!(!format!("{config:?}").contains("secret"));
    }

    /// cargo-leptos reads Cargo.toml, the server reads Leptos.toml.
    #[test]
    fn both_files_tell_leptos_the_same() {
        let leptos = |text: &str| {
            let table: Table = text.parse().expect("this is TOML");
            table["workspace"]["metadata"]["leptos"][0].as_table().expect("a table").clone()
        };
        let (ours, cargo) = (leptos(DEFAULTS), leptos(include_str!("../Cargo.toml")));
        for (key, value) in ours {
            assert_eq!(cargo.get(&key), Some(&value), "{key}");
        }
    }
}

//! The command line: reads the configuration, opens the agency, serves it.

mod user;

use agency::{Agency, DemoRefusal, LogEnd, LogState};
use axum::{ServiceExt, extract::Request};
use casting_agency::{config::Config, server::Server, site::Site, tokens::Tokens, upkeep};
use clap::{Args, Parser, Subcommand};
use domain::{LONGEST_TEXT, Role};
use jiff::SignedDuration;
use std::{io::IsTerminal, net::SocketAddr, process::ExitCode};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use user::User;

/// The casting office: actors, movies and who plays what. Pages for people, HTTP APIs for programs, one binary.
#[derive(Parser)]
#[command(
    version,
    after_help = "\
Started alone in an empty folder it makes its database, agency.db, and serves at http://127.0.0.1:3000.

A file Leptos.toml beside the binary sets everything up; the environment (DATABASE_URL, LEPTOS_SITE_ADDR, RUST_LOG) \
overrides it, and the command line overrides both. What cannot start says why in one sentence and ends with status 2."
)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
    /// The database: sqlite:FILE or postgres://… [default: sqlite:agency.db] [env: DATABASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and the APIs (this is what happens without a command)
    Serve(Serve),
    /// Make the database or bring its schema up to date, and stop
    Migrate,
    /// Fill an empty database with sample actors, movies and three people to sign in as
    ///
    /// The database is marked as a demo: its pages say so, the catalogue's tokens are open, and it is served to this
    /// machine alone unless --expose-demo is given.
    Demo {
        /// Add so many made-up actors, to see how it does with many
        #[arg(long, default_value_t = 0, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=10_000_000))]
        actors: u32,
        /// Add so many made-up movies
        #[arg(long, default_value_t = 0, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=10_000_000))]
        movies: u32,
    },
    /// Look through the whole change log for anything that was edited, taken out or put in
    ///
    /// Prints where the log ends, as NUMBER:HASH. Kept somewhere else, it proves later that nothing up to there was cut off
    /// or rewritten.
    VerifyLog {
        /// An end of the log that was printed before
        #[arg(long, value_name = "NUMBER:HASH")]
        expect: Option<LogEnd>,
    },
    /// Look after the people with an account
    User {
        #[command(subcommand)]
        command: User,
    },
    /// Print a bearer token for the HTTP APIs, alone on the last line
    Token {
        /// What its holder may do: casting_assistant, casting_director or executive_producer
        #[arg(long)]
        role: Role,
        /// Whose it is: its requests are counted, and what it does is told, under this name [default: "ROLE token"]
        #[arg(long, value_parser = name)]
        name: Option<String>,
        /// How long it lasts: a number and m, h or d, for minutes, hours or days
        #[arg(long, default_value = "24h", value_parser = duration, value_name = "TIME")]
        expires: SignedDuration,
    },
}

#[derive(Args, Default)]
struct Serve {
    /// Where to listen [default: 127.0.0.1:3000] [env: LEPTOS_SITE_ADDR]
    #[arg(long, value_name = "ADDRESS:PORT")]
    addr: Option<SocketAddr>,
    /// Serve a demo, whose passwords everybody knows, to other machines too
    #[arg(long)]
    expose_demo: bool,
}

fn main() -> ExitCode {
    let line = Line::parse();
    let result = Config::load().and_then(|config| {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(&config.server.log))
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .init();
        let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no threads can be had: {error}"))?;
        runtime.block_on(run(line, config))
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("casting-agency: {sentence}");
            ExitCode::from(2)
        }
    }
}

async fn run(line: Line, mut config: Config) -> Result<(), String> {
    if let Some(url) = line.database {
        config.database.url = url;
    }
    let before = line.serve;
    match line.command.unwrap_or(Command::Serve(Serve::default())) {
        Command::Serve(args) => {
            // Before the command's name or after it.
            config.leptos.site_addr = args.addr.or(before.addr).unwrap_or(config.leptos.site_addr);
            config.server.expose_demo |= args.expose_demo || before.expose_demo;
            serve(config).await
        }
        Command::Migrate => {
            open(&config).await?.close().await;
            println!("The database is up to date.");
            Ok(())
        }
        Command::Demo { actors, movies } => demo(&config, actors, movies).await,
        Command::VerifyLog { expect } => {
            let agency = open_existing(&config).await?;
            let state = agency.verify_log(expect.as_ref()).await;
            agency.close().await;
            verified(state.map_err(|error| error.to_string())?)
        }
        Command::User { command } => {
            // The first account may be made before the first start.
            let agency = match command {
                User::Add { .. } => open(&config).await?,
                _ => open_existing(&config).await?,
            };
            let done = user::run(command, &agency).await;
            agency.close().await;
            done
        }
        Command::Token { role, name, expires } => {
            let agency = open_existing(&config).await?;
            let key = agency.signing_key().await.map_err(|error| error.to_string())?;
            let name = name.unwrap_or_else(|| format!("{role} token"));
            println!("{}", Tokens::new(&key).program(name, role, agency.now(), expires));
            agency.close().await;
            Ok(())
        }
    }
}

/// Says that the log is whole, or in one sentence what is wrong with it.
fn verified(state: LogState) -> Result<(), String> {
    match state {
        LogState::Whole { end: None, .. } => println!("The log is whole: there is no change in it yet."),
        LogState::Whole { changes, erased, end: Some(end) } => {
            let erased = if erased > 0 { format!(" What {erased} of them said was erased.") } else { String::new() };
            println!("The log is whole: {changes} changes.{erased} It ends with\n{end}");
        }
        LogState::Edited(number) => return Err(format!("change {number} of the log was edited after it was written")),
        LogState::Broken { after: 0, at } => {
            return Err(format!("before change {at} of the log something is missing, or it was put there"));
        }
        LogState::Broken { after, at } => {
            return Err(format!("between the changes {after} and {at} of the log something is missing or was put in"));
        }
        LogState::NotAsExpected(end) => {
            return Err(format!(
                "the log is whole in itself, but change {} is not in it as it was: it was cut off or rewritten",
                end.number
            ));
        }
    }
    Ok(())
}

async fn open(config: &Config) -> Result<Agency, String> {
    Agency::open(&config.database.url).await.map_err(|error| error.to_string())
}

/// For commands that have nothing to say about a database that is not there.
async fn open_existing(config: &Config) -> Result<Agency, String> {
    Agency::open_existing(&config.database.url).await.map_err(|error| error.to_string())
}

async fn serve(config: Config) -> Result<(), String> {
    // The port first: where it is in use nothing is written.
    let addr = config.leptos.site_addr;
    let listener = TcpListener::bind(addr).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("{addr} is in use: stop what listens there, or choose another with --addr")
        }
        _ => format!("{addr} cannot be listened on: {error}"),
    })?;
    let addr = listener.local_addr().map_err(|error| error.to_string())?;
    let site = Site::new(&config.leptos);
    let bundle = site.bundle()?;
    let agency = open(&config).await?;
    let server = Server::new(agency.clone(), site, bundle, &config).await?;
    if server.demo && !addr.ip().is_loopback() && !config.server.expose_demo {
        return Err(format!(
            "this is a demo, and {addr} can be reached from other machines: give --expose-demo if you mean it"
        ));
    }
    println!("Casting Agency at http://{addr}");
    if let Some(link) = agency.first_link().await.map_err(|error| error.to_string())? {
        println!(
            "Nobody can manage people yet. Within 30 minutes, create the first executive producer: http://{addr}{link}"
        );
    }
    let tidying = tokio::spawn(upkeep::keep_tidy(server.agency.clone()));
    let (meter, live) = (server.meter.clone(), server.live.clone());
    let counting = tokio::spawn(upkeep::keep_usage(meter.clone(), agency.clone(), live.ending()));
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(server.router());
    let stopped = async move {
        stop().await;
        live.end();
    };
    axum::serve(listener, service).with_graceful_shutdown(stopped).await.map_err(|error| error.to_string())?;
    // What it was just removing was not removed, and is the next time.
    tidying.abort();
    let _ = counting.await;
    // What was answered since the last time, and while it stopped.
    if let Err(error) = meter.hand_over(&agency).await {
        tracing::warn!(%error, "what was counted last is lost");
    }
    agency.close().await;
    Ok(())
}

async fn demo(config: &Config, actors: u32, movies: u32) -> Result<(), String> {
    let agency = open(config).await?;
    let ready = match agency.fill_demo().await {
        Ok(()) => "The demo is ready. Sign in as:",
        Err(DemoRefusal::AlreadyDemo) => "The demo is there already. Sign in as:",
        Err(DemoRefusal::NotEmpty) => {
            return Err(
                "the database is not empty: a demo goes into one of its own, name it with --database sqlite:demo.db"
                    .into(),
            );
        }
        Err(DemoRefusal::Failed(error)) => return Err(error.to_string()),
    };
    let told = |count| {
        if std::io::stderr().is_terminal() {
            eprint!("\r{count} of {} added", actors + movies);
        }
    };
    agency.crowd_demo(actors, movies, told).await.map_err(|error| error.to_string())?;
    if actors + movies > 0 && std::io::stderr().is_terminal() {
        eprintln!();
    }
    println!("{ready}");
    for person in Agency::demo_people() {
        println!("  {:<19} {:<5} password {}", person.role.title(), person.login, person.password);
    }
    agency.close().await;
    Ok(())
}

/// Ends when somebody asks the process to end.
async fn stop() {
    let interrupt = async { tokio::signal::ctrl_c().await.expect("the signal can be listened for") };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).expect("the signal can be listened for").recv().await;
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => (), () = terminate => () }
}

/// What the log can show.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > LONGEST_TEXT {
        return Err(format!("write 1 to {LONGEST_TEXT} characters that can be shown"));
    }
    Ok(text.to_owned())
}

fn duration(text: &str) -> Result<SignedDuration, String> {
    let ask = || "write a number and m, h or d, such as 30d".to_owned();
    let unit = text.chars().next_back().ok_or_else(ask)?;
    let number: i64 = text.strip_suffix(unit).unwrap_or_default().parse().map_err(|_| ask())?;
    let hours = match unit {
        'm' if number > 0 => return SignedDuration::try_from_mins(number).ok_or_else(ask),
        'h' if number > 0 => number,
        'd' if number > 0 => number.saturating_mul(24),
        _ => return Err(ask()),
    };
    if hours > 24 * 3660 { Err("ten years is the longest".into()) } else { Ok(SignedDuration::from_hours(hours)) }
}

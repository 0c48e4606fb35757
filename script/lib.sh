# What the scripts share: where things are, saying what is being done, and building the two halves.
# Sourced by a script that has `set -euo pipefail`; afterwards it stands in the root of the repository.
# shellcheck shell=bash disable=SC2034 # some of the names are only used by the scripts

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
tools=${XDG_CACHE_HOME:-${HOME:?the variable HOME says where tools may be kept}/.cache}/casting-agency/tools
export CARGO_TARGET_DIR=$target
export PATH=$tools/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
cd "$root"

# --- Saying what is being done ---

say() { printf '%s\n' "$*"; }

# die SENTENCE: the last line of a script that cannot go on.
die() {
  printf '%s: %s\n' "${0#"$root/"}" "$*" >&2
  exit 1
}

# help_wanted "$@": prints the comment at the top of the script if --help is among the arguments.
help_wanted() {
  local argument
  for argument in "$@"; do
    if [ "$argument" = --help ] || [ "$argument" = -h ]; then
      sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
      return
    fi
  done
  return 1
}

no_arguments() {
  [ $# = 0 ] || die "does not know the argument $1; --help tells which there are."
}

now() { local time=${EPOCHREALTIME//[!0-9]/}; echo "$((time / 1000))"; } # milliseconds

# elapsed START: how long ago that was, as "0.4 s", "34 s" or "2 min 05 s".
elapsed() {
  local spent=$(($(now) - $1))
  if ((spent < 10000)); then
    printf '%d.%d s' $((spent / 1000)) $((spent % 1000 / 100))
  elif ((spent < 60000)); then
    printf '%d s' $((spent / 1000))
  else
    printf '%d min %02d s' $((spent / 60000)) $((spent / 1000 % 60))
  fi
}

# step TITLE COMMAND...: runs the command out of sight, shows on long ones that it is alive and what it is at, and then
# how long it took. Its output is kept in a log; if it fails, the end of it is shown and the script ends with one sentence,
# in which the variable `missing` (if set) names what is now not there. Never call it in a condition: a function given
# as the command would go on after an error.
step() {
  local title=$1 log start beat status
  shift
  log=$target/log/$(tr -d "'()" <<<"${title,,}" | tr -cs '[:alnum:].\n' '-').log
  mkdir -p "${log%/*}"
  : >"$log"
  start=$(now)
  heartbeat "$title" "$log" "$start" &
  beat=$!
  set +e
  (
    set -e
    export CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=100
    "$@"
  ) </dev/null >"$log" 2>&1
  status=$?
  kill "$beat" 2>/dev/null
  wait "$beat" 2>/dev/null
  set -e
  if [ -t 1 ]; then printf '\r\e[K'; fi
  if [ "$status" != 0 ]; then
    readable "$log" | tail -n 60 >&2
    die "$(what_went_wrong "$title" "$log" "$start")"
  fi
  printf '%s: %s\n' "$title" "$(elapsed "$start")"
}

# On a terminal one line that is rewritten; otherwise a line after a second and then every 15. Ends with the script.
heartbeat() {
  local title=$1 log=$2 start=$3 silence width
  exec {silence}<> <(:) # reading from it waits without starting a process that could outlive this one
  if [ -t 1 ]; then
    width=$(tput cols 2>/dev/null || echo 80)
    while kill -0 $$ 2>/dev/null; do
      printf '\r\e[K%s' "$(cut -c "1-$((width - 1))" <<<"$title: $(elapsed "$start")  $(doing "$log")")"
      read -rt 0.3 -u "$silence" || true
    done
  else
    read -rt 1 -u "$silence" || true
    say "$title"
    while kill -0 $$ 2>/dev/null; do
      read -rt 15 -u "$silence" || true
      printf '%s: %s so far  %s\n' "$title" "$(elapsed "$start")" "$(doing "$log" | cut -c 1-100)"
    done
  fi
}

# doing LOG: the last thing a command said, for cargo how far it is and with which crates.
doing() {
  tail -c 4000 "$1" | tr '\r' '\n' | sed -E 's/\x1b\[[0-9;]*[A-Za-z]//g; s/^ *Building \[[^]]*\] *([0-9]+)\/([0-9]+)/\1 of \2 crates/; s/^ +//; s/ +$//' | grep -a . | tail -n 1 || true
}

# readable LOG: without what was only ever meant to be overwritten.
readable() {
  tr '\r' '\n' <"$1" | sed -E 's/\x1b\[[0-9;]*[A-Za-z]//g' | grep -vE '^ *((Building|Updating|Fetch|Downloading|Compiling|Checking|Fresh|Blocking)\b.*)?$' || true
}

what_went_wrong() {
  local title=$1 log=$2 start=$3
  if grep -qiE "could not resolve (host|')|temporary failure (in name resolution|resolving)|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|network is unreachable|failed to connect|could not connect|unable to connect|network failure|spurious network error|dns error" "$log"; then
    printf 'there is no network, and this is missing: %s.' "${missing:-something that only the network has}"
  elif [ -n "${missing:-}" ]; then
    printf 'this is missing and could not be installed: %s (all that was said is in %s).' "$missing" "${log#"$root/"}"
  else
    printf '"%s" failed after %s (all it said is in %s).' "$title" "$(elapsed "$start")" "${log#"$root/"}"
  fi
}

# --- Leaving nothing behind ---

leaving=()

# at_exit COMMAND: also when the script is interrupted or told to end. The latest comes first.
at_exit() { leaving=("$1" "${leaving[@]}"); }

leave() {
  local command
  stop_below "$BASHPID"
  for command in "${leaving[@]}"; do eval "$command" || true; done
}

# stop_below PROCESS: ends all that this process has started and that is still running.
stop_below() {
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
    stop_below "$child"
    kill "$child" 2>/dev/null || true
  done
}

trap leave EXIT # bash runs this on SIGINT, SIGTERM and SIGHUP too, and at once; traps of their own would wait for the running command

# --- Versions: each is written down in one place, and read from there ---

rust_wanted() { sed -nE 's/^rust-version *= *"([0-9.]+)".*/\1/p' Cargo.toml | head -n 1; }
node_wanted() { sed -nE 's/.*"node" *: *">=([0-9.]+)".*/\1/p' script/package.json; }
wasm_bindgen_wanted() { sed -nE 's/^wasm-bindgen *=.*"=([0-9.]+)".*/\1/p' Cargo.toml; }

# at_least VERSION WANTED
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# --- The browser's half ---

# Whether the machine's own Rust can build for the browser.
has_wasm_std() { compgen -G "$(rustc --print target-libdir --target wasm32-unknown-unknown)/libstd-*.rlib" >/dev/null; }

# Debian's Rust builds the standard library for the browser from its source. Only where rustup cannot.
has_debian_rust() { [ -x /usr/bin/cargo ] && compgen -G "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library/std/Cargo.toml" >/dev/null; }

# The same source for the machine's own Rust: a release compiles it along.
has_std_source() { [ -e "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]; }

wasm_linker() {
  local linker
  for linker in "$(rustc --print sysroot)/lib/rustlib/"*/bin/rust-lld /usr/bin/wasm-ld-19; do
    if [ -x "$linker" ]; then
      echo "$linker"
      return
    fi
  done
  return 1
}

# cargo for the browser's half, with whichever Rust of this machine has a standard library for it.
wasm_cargo() {
  if has_wasm_std; then
    cargo "$@"
  else
    local command=$1 linker
    shift
    linker=$(wasm_linker) # asked while PATH still leads to rustup's Rust
    PATH=/usr/bin:$PATH RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker \
      /usr/bin/cargo "$command" -Zbuild-std=std,panic_abort "$@"
  fi
}

# cargo for a release of the browser's half: with the standard library compiled for size along with it, and panics that end
# without words that nobody would read, there are 20 kB of 236 less to download (as brotli). Where its source is missing the
# release is that much larger.
small_wasm_cargo() {
  local command=$1 library=()
  shift
  if has_wasm_std; then
    if ! has_std_source; then
      cargo "$command" "$@"
      return
    fi
    library=(-Zbuild-std=std,panic_abort)
  fi
  # cargo calls this unstable, and wants to be told that it is meant. The flags come to those in .cargo/config.toml.
  RUSTC_BOOTSTRAP=1 wasm_cargo "$command" "${library[@]}" -Zbuild-std-features=optimize_for_size \
    --config 'build.rustflags=["-Zunstable-options", "-Cpanic=immediate-abort"]' "$@"
}

# use_site quick|release: which site the server's half embeds. Exported in one place, so that cargo sees no difference between the scripts.
use_site() {
  export CASTING_AGENCY_SITE=$target/site/$1
  mkdir -p "$CASTING_AGENCY_SITE"
}

# build_site quick|release: the folder that the binary embeds, in $target/site.
build_site() {
  local profile cargo=wasm_cargo options=()
  case $1 in
  quick) profile=wasm-dev ;;
  release) profile=wasm-release cargo=small_wasm_cargo options=(--release) ;;
  esac
  use_site "$1"
  # Of clones that share a target folder cargo keeps one frontend.wasm, and does not notice whose it is.
  local whose=$target/wasm32-unknown-unknown/$profile.clone
  [ "$(cat "$whose" 2>/dev/null)" = "$root" ] || touch frontend/src/lib.rs
  step "Compiling the browser's half" \
    "$cargo" build -p frontend --lib --target wasm32-unknown-unknown --profile "$profile"
  echo "$root" >"$whose"
  step "Packing the site" \
    node script/site.mjs --wasm "$target/wasm32-unknown-unknown/$profile/frontend.wasm" --out "$CASTING_AGENCY_SITE" "${options[@]}"
  tail -n 1 "$target/log/packing-the-site.log"
}

# build_server: the quick server. The same line in every script (all default members at once), so that what one compiled serves the other.
build_server() {
  step "Compiling the server" cargo build
}

# --- What judges the API, for the tests ---

# A folder for each list of versions, so that clones that want different ones do not quarrel.
schemathesis_folder() { echo "$tools/schemathesis-$(sha256sum <end2end/api/requirements.txt | cut -c 1-12)"; }

# --- A private PostgreSQL, for tests and measurements ---

# The newest of Debian's folders with the server's programs.
postgres_folder() {
  local initdb
  initdb=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) && [ -n "$initdb" ] && dirname "$initdb"
}

cluster='' postgres_url=''

# start_postgres: a cluster in a temporary folder, only on this machine's loopback and only with its own password; sets postgres_url.
start_postgres() {
  local port password
  cluster=$(mktemp -d)
  at_exit stop_postgres
  port=$(node -e 'const server = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })')
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$cluster/password"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$cluster"; fi
  step "Making a private PostgreSQL" make_cluster "$port"
  step "Starting the private PostgreSQL" as_postgres pg_ctl start --wait --silent --pgdata "$cluster/data" --log "$cluster/log"
  postgres_url=postgres://postgres:$password@127.0.0.1:$port/postgres
}

# It sorts as people do, unlike SQLite: a column that must sort alike on both has to say so. Nothing is worth an fsync here.
make_cluster() {
  as_postgres initdb --pgdata "$cluster/data" --username postgres --pwfile "$cluster/password" --auth password \
    --encoding UTF8 --locale C.UTF-8 --locale-provider icu --icu-locale en --no-sync
  cat >>"$cluster/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = ''
max_connections = 200
fsync = off
full_page_writes = off
synchronous_commit = off
END
}

# as_postgres PROGRAM...: PostgreSQL refuses to run as root.
as_postgres() {
  local program
  program=$(postgres_folder)/$1
  shift
  if [ "$(id -u)" = 0 ]; then set -- runuser -u postgres -- "$program" "$@"; else set -- "$program" "$@"; fi
  (cd / && exec "$@")
}

stop_postgres() {
  [ -n "$cluster" ] || return 0
  if [ -e "$cluster/data/postmaster.pid" ]; then as_postgres pg_ctl stop --silent --mode immediate --pgdata "$cluster/data"; fi
  rm -rf "$cluster"
  cluster=''
}

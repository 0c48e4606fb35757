// Measures what searching and paging cost the server among many rows: `node search-cost.mjs BINARY ROWS [MOVIES]`, with ROWS
// actors and as many movies for the searches, and MOVIES movies, or ROWS, for the pages. DATABASE_URL names an empty
// PostgreSQL database to measure that instead of an SQLite file; its processes are counted too. Linux only: it reads /proc.
// Prints one JSON object: processor time in microseconds, of each search the median of many, and of pages the ratio of the
// last one to the first.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [rows, movies = rows] = process.argv.slice(3).map(Number);
/** How often each is asked, and by how many at once: a processor that falls asleep between two requests is charged for waking up. */
const TIMES = 15;
const AT_ONCE = 8;

const folder = mkdtempSync(join(tmpdir(), "search-cost-"));
const binary = join(folder, "casting-agency");
copyFileSync(process.argv[2], binary);
writeFileSync(join(folder, "Leptos.toml"), "[limits]\nrequests_per_minute = 1000000\n");
const file = `sqlite:${join(folder, "agency.db")}`;
const env = { ...process.env, DATABASE_URL: process.env.DATABASE_URL || file, RUST_LOG: "warn" };
const run = (...line) => {
  const { status, stdout } = spawnSync(binary, line, { env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`${line.join(" ")} ended with ${status}`);
  return stdout.trim().split("\n").at(-1);
};

/** The processor time of the server, and of every server process of PostgreSQL, in nanoseconds. */
const spent = () => {
  const processes = [String(server.pid), ...(env.DATABASE_URL === file ? [] : backends())];
  return processes.flatMap(tasks).reduce((sum, task) => sum + Number(readFileSync(task, "utf8").split(" ")[0]), 0);
};
const tasks = (pid) => readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}/schedstat`);
const backends = () =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("postgres: ");
    } catch {
      return false; // it has just ended
    }
  });

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const ask = (path) =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    request(`${address}${path}`, { agent, headers }, (reply) => {
      let text = "";
      reply.on("data", (piece) => (text += piece));
      reply.on("end", () => {
        if (reply.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${path} answered ${reply.statusCode}: ${text}`));
      });
    })
      .on("error", reject)
      .end();
  });
const median = (figures) => figures.toSorted((one, other) => one - other)[figures.length >> 1];
/** What each of these costs in microseconds, asked in turns, so that whatever else the machine does meets all alike. */
const costs = async (paths) => {
  const figures = paths.map(() => []);
  for (let round = 0; round <= TIMES; round++) {
    for (const [place, path] of paths.entries()) {
      const before = spent();
      await Promise.all(Array.from({ length: AT_ONCE }, () => ask(path)));
      if (round > 0) figures[place].push((spent() - before) / 1000 / AT_ONCE); // the first one warms up
    }
  }
  return figures.map((figures) => Math.round(median(figures)));
};

/** What is searched for: by a name that says what is special about it. */
const SEARCHES = {
  "one name": "/actors?q=jackson%202",
  "a few letters": "/actors?q=nak&age_min=30",
  "by name": "/actors?q=haddad&sort=name",
  "a range": "/actors?age_min=30&age_max=31",
  "a year": "/movies?year_from=1977&year_to=1977&sort=title",
  "title and genre": "/movies?q=comedy&title=kowalski",
  "no hit": "/actors?q=xyzzy",
  "no hit of two letters": "/actors?q=xq",
  "half of all hit": "/actors?q=son",
  "half of all, by name": "/actors?q=son&sort=-name",
  "half of all, by age": "/movies?q=son&sort=-release_date",
  "one letter": "/actors?q=a",
  "one letter, by title": "/movies?q=e&sort=title",
  "one rare letter": "/movies?q=q&sort=genre",
  "the thousandth page": "/actors?q=son&page=1000",
};

let server, address, token;
try {
  run("demo", "--actors", String(rows), "--movies", String(rows));
  token = run("token", "--role", "casting_assistant");
  server = spawn(binary, ["serve", "--addr", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "inherit"] });
  address = await new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (text) => resolve(/http:\/\/\S+/.exec(text)?.[0]));
  });
  const api = (path) => `/api/v1${path}`;
  const figures = await costs(Object.values(SEARCHES).map(api));
  const searches = Object.fromEntries(Object.keys(SEARCHES).map((name, place) => [name, figures[place]]));
  if (movies > rows) run("demo", "--movies", String(movies - rows));
  const last = Math.floor((await ask(api("/movies"))).total_movies / 10);
  const [first, far] = await costs([api("/movies"), api(`/movies?page=${last}`)]);
  console.log(JSON.stringify({ searches, median: median(figures), worst: Math.max(...figures), first, far, ratio: far / first }));
} finally {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
}
process.exit();

// Measures what listeners cost a server while nothing happens: `node idle-listeners.mjs BINARY MANY SECONDS`. All are of one
// session, because signing in costs more than they do; nothing about a listener is kept for two. Linux only: it reads /proc.
// Prints one JSON object: the memory they take in kB, and how much of one processor in percent.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";

const [binary, many, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
/** The kernel counts a process's time in hundredths of a second. */
const TICKS = 100;

const folder = mkdtempSync(join(tmpdir(), "idle-listeners-"));
const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, "agency.db")}`, RUST_LOG: "warn" };
spawnSync(binary, ["demo"], { env });
const server = spawn(binary, ["serve", "--addr", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "inherit"] });

const proc = (file) => readFileSync(`/proc/${server.pid}/${file}`, "utf8");
const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(proc("status"))[1]);
const processor = () => {
  const [, utime, stime] = /\) \S(?: \S+){10} (\d+) (\d+)/.exec(proc("stat"));
  return (Number(utime) + Number(stime)) / TICKS;
};

/** Asks, and answers with the reply, whose body may go on. */
const ask = (address, options, body) =>
  new Promise((resolve, reject) => request(address, options, resolve).on("error", reject).end(body));

try {
  const address = await new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (text) => resolve(/http:\/\/\S+/.exec(text)?.[0]));
  });
  const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
  const signedIn = await ask(`${address}/sign-in`, form, "login=maya&password=maya-casts-it");
  const cookie = signedIn.headers["set-cookie"].map((cookie) => cookie.split(";")[0]).join("; ");
  const streams = new Agent({ keepAlive: true, maxSockets: Infinity });
  const listen = async () => {
    const reply = await ask(`${address}/live?presence=1`, { agent: streams, headers: { cookie } });
    if (reply.statusCode !== 200) throw new Error(`/live answered ${reply.statusCode}`);
    await new Promise((heard) => reply.once("data", heard));
    reply.resume();
  };
  await listen();
  const alone = memory();
  for (let count = 1; count < many; count++) await listen();
  await pass(5000);
  const [begun, before] = [performance.now(), processor()];
  await pass(seconds * 1000);
  const percent = (100 * (processor() - before)) / ((performance.now() - begun) / 1000);
  console.log(JSON.stringify({ kilobytes: memory() - alone, percent: Number(percent.toFixed(2)) }));
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
}
process.exit();

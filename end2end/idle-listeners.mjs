// Measures what listeners cost a server while nothing happens: `node idle-listeners.mjs BINARY MANY SECONDS`. All are of one
// session, because signing in costs more than they do; nothing about a listener is kept for two. Linux only: it reads /proc.
// Prints one JSON object: the memory they take in kB, and how much of one processor in percent.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as pass } from "node:timers/promises";
import { withDemo } from "./demo.mjs";

const [binary, many, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
/** The kernel counts a process's time in hundredths of a second. */
const TICKS = 100;

/** Asks, and answers with the reply, whose body may go on. */
const ask = (address, options, body) =>
  new Promise((resolve, reject) => request(address, options, resolve).on("error", reject).end(body));

await withDemo(binary, async (address, server) => {
  const proc = (file) => readFileSync(`/proc/${server.pid}/${file}`, "utf8");
  const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(proc("status"))[1]);
  const processor = () => {
    const [, utime, stime] = /\) \S(?: \S+){10} (\d+) (\d+)/.exec(proc("stat"));
    return (Number(utime) + Number(stime)) / TICKS;
  };
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
});
process.exit();

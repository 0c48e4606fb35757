// A server of one's own: its own process, folder, database and port, gone without a trace afterwards.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFile, cp, link, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Runs `work` with a folder that holds the demo's database, with so many more actors. */
export const withDemo = (work: (folder: string) => Promise<void>, many = 0) =>
  withFolder(async (folder) => {
    const { status, stderr, error } = spawnSync(binary(), ["demo", ...(many ? ["--actors", String(many)] : [])], { env: environment(folder), encoding: "utf8" });
    if (status !== 0) throw error ?? new Error(`the demo ended with ${status}: ${stderr}`);
    await work(folder);
  });

/**
 * Runs `work` with the address of a server on a copy of this database, or without one on an empty one, and a way to read
 * what it has said on its console. The settings, if any, are a Leptos.toml beside its binary.
 */
export const withServer = (
  demo: string | undefined,
  work: (address: string, log: () => string) => Promise<void>,
  settings?: string,
) =>
  withFolder(async (folder) => {
    if (demo) await cp(demo, folder, { recursive: true });
    await withServerIn(folder, work, settings);
  });

/** As `withServer`, with the database in this folder, which stays: another server may go on with it. */
export async function withServerIn(folder: string, work: (address: string, log: () => string) => Promise<void>, settings?: string) {
  const program = settings === undefined ? binary() : await setUp(folder, settings);
  const server = spawn(program, ["serve", "--addr", "127.0.0.1:0"], { env: environment(folder), cwd: folder });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (said) => (log += said));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface(server.stdout).on("line", (line) => {
        const [, address] = /^Casting Agency at (http:\/\/\S+)$/.exec(line) ?? [];
        if (address) resolve(address);
      });
      server.once("error", reject);
      server.once("exit", (status) => reject(new Error(`the server ended with ${status}: ${log}`)));
    });
    await work(address, () => log);
  } finally {
    if (server.exitCode === null && server.kill("SIGKILL")) await once(server, "exit");
  }
}

/** A binary of its own in this folder, with these settings beside it. */
async function setUp(folder: string, settings: string) {
  await writeFile(join(folder, "Leptos.toml"), settings);
  const program = join(folder, "casting-agency");
  await link(binary(), program).catch(() => copyFile(binary(), program)); // folders may be on two file systems
  return program;
}

async function withFolder(work: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "casting-agency-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function binary() {
  const binary = process.env.CASTING_AGENCY_BIN;
  if (!binary) throw new Error("CASTING_AGENCY_BIN says which binary to test; script/test browser sets it.");
  return binary;
}

/** A database in this folder, and nothing of the developer's that would set the server up. */
function environment(folder: string) {
  const { LEPTOS_SITE_ADDR, RUST_LOG, ...rest } = process.env;
  return { ...rest, DATABASE_URL: `sqlite:${join(folder, "agency.db")}` };
}

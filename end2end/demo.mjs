// A server of one's own with the demo's data, for what measures pages or takes pictures of them. Gone without a trace afterwards.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` with the server's address and its process; `more` is what else the demo is told. */
export async function withDemo(binary, work, more = []) {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, "agency.db")}`, RUST_LOG: "warn" };
  const { status, stderr } = spawnSync(binary, ["demo", ...more], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the demo ended with ${status}: ${stderr}`);
  const server = spawn(binary, ["serve", "--addr", "127.0.0.1:0"], { env, cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const address = await new Promise((resolve, reject) => {
      server.once("exit", () => reject(new Error("the server ended")));
      server.stdout.on("data", (text) => resolve(/http:\/\/\S+/.exec(text)?.[0]));
    });
    await work(address, server);
  } finally {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
}

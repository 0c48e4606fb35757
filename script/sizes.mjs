// Judges how much a release's first page downloads, against what it was when last accepted: script/sizes.json, in bytes as
// they travel. A kilobyte more fails.
//
// Usage: node script/sizes.mjs <folder of the release site> [--accept]

import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const KEPT = fileURLToPath(new URL("sizes.json", import.meta.url));
/** What the first page of somebody signed in loads. */
const FIRST = ["casting-agency.css", "casting-agency.js", "casting-agency.wasm", "page.js"];
const TOLERATED = 1000;

const [site, accept] = process.argv.slice(2);
const pkg = path.join(site, "pkg");
const sizes = {};
for (const file of fs.readdirSync(pkg)) {
  const named = /^(.+)\.[0-9a-f]{16}\.(\w+)$/.exec(file);
  if (!named) continue;
  const compressed = path.join(pkg, `${file}.br`);
  sizes[`${named[1]}.${named[2]}`] = fs.statSync(fs.existsSync(compressed) ? compressed : path.join(pkg, file)).size;
}
const sum = (sizes) => FIRST.reduce((sum, name) => sum + sizes[name], 0);

if (accept === "--accept") {
  fs.writeFileSync(KEPT, `${JSON.stringify(Object.fromEntries(FIRST.map((name) => [name, sizes[name]])), null, 2)}\n`);
} else {
  const kept = JSON.parse(fs.readFileSync(KEPT, "utf8"));
  for (const name of FIRST) console.log(`${name}: ${sizes[name]} B, was ${kept[name]} B`);
  console.log(`In all: ${sum(sizes)} B, was ${sum(kept)} B`);
  if (!(sum(sizes) <= sum(kept) + TOLERATED)) {
    console.error(`script/sizes.mjs: that is more than a kilobyte more. Make it smaller, or accept it with --accept and say why.`);
    process.exitCode = 1;
  }
}

// Packs the site, the folder that the server embeds: the browser's half, the style sheets, the pages' script and the static files,
// named by content where they may be kept for ever, and each with its brotli twin.
//
// Usage: node script/site.mjs --wasm <frontend.wasm> --out <folder> [--release]
//
// Files whose content did not change are left alone, so that cargo compiles nothing again. A stamp beside the folder
// (<folder>.stamp) tells the next run whether there is anything to do at all.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";

const USAGE = "usage: node script/site.mjs --wasm <frontend.wasm> --out <folder> [--release]";
const NAME = "casting-agency";
const script = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(script);
const style = path.join(root, "style");
const page = path.join(root, "frontend", "page");
const publicFiles = path.join(root, "frontend", "public");

// Exactly these features: with --all-features the output uses compact imports, which no browser loads. The names by which the two
// halves of the bundle know each other hold a hash each; at the end they get short ones.
const WASM_OPT = [
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
  "--remove-exports=*intounderlying*",
  "-Oz",
  "--minify-imports-and-exports-and-modules",
];

// What nothing calls, and what would stay all the same, with all that it calls, because a table or an export names it: leptos' way to
// take over a page whose parts arrive one after the other (ours is there at once, frontend/src/lib.rs), how the server lists its routes, and
// streams of bytes. A twelfth of the bundle. The quick build is without them too, so the browser tests would see one called. No more of
// their insides by name than this: the compiler gives several functions that do the same one name.
const NEVER_CALLED =
  /^<_ as \S+::(IntoAny>::into_any::hydrate_async|IntoAnyNestedRoute>::into_any_nested_route::generate_routes)::<.*>(::\{closure#0\})?$/;
const NEVER_MADE = /^export class IntoUnderlying[^]*?^}\n.*\n|^const IntoUnderlying\w+ = [^;]*;\n/gm;

// What brotli makes smaller. Pictures are compressed already.
const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);

// In a style sheet, url(/icons/…) is an address of the site and not a file of this machine.
const ADDRESSES = {
  name: "addresses",
  setup: ({ onResolve }) => onResolve({ filter: /^\// }, ({ path, kind }) => (kind === "url-token" ? { path, external: true } : undefined)),
};

// The style sheets, by the names they travel under.
const SHEETS = { [NAME]: path.join(style, "main.css"), documents: path.join(style, "documents.css") };

// The script of every page, and what is loaded when it is first wanted: each by the name that another asks for it by.
const PAGE = path.join(page, "main.js");
const LATER = ["palette.css", "palette.js", "long.js"];
const later = (name) => path.join(name.endsWith(".css") ? style : page, name);

async function main() {
  const { values } = parseArgs({
    options: { wasm: { type: "string" }, out: { type: "string" }, release: { type: "boolean", default: false }, help: { type: "boolean" } },
  });
  if (values.help) return console.log(USAGE);
  if (!values.wasm || !values.out) throw new Error(USAGE);
  const wasm = path.resolve(values.wasm);
  const out = path.resolve(values.out);
  for (const needed of [wasm, ...Object.values(SHEETS), PAGE, ...LATER.map(later), publicFiles]) {
    if (!fs.existsSync(needed)) throw new Error(`${path.relative(root, needed)} is missing`);
  }

  const stamp = `${out}.stamp`;
  const inputs = fingerprint(values.release ? "release" : "quick", [wasm, ...files(style), ...files(page), ...files(publicFiles)]);
  const last = read(stamp);
  if (last?.inputs === inputs && isEqual(last.outputs, sizes(out))) return console.log(last.summary);

  fs.mkdirSync(path.dirname(out), { recursive: true });
  const fresh = `${out}.new`;
  fs.rmSync(fresh, { recursive: true, force: true }); // of a run that was interrupted
  try {
    fs.cpSync(publicFiles, fresh, { recursive: true });
    const packed = await pack(wasm, path.join(fresh, "pkg"), values.release);
    compress(fresh, values.release);
    const summary = describe(fresh, packed);
    fs.rmSync(stamp, { force: true });
    sync(fresh, out);
    fs.writeFileSync(stamp, JSON.stringify({ inputs, outputs: sizes(out), summary }));
    console.log(summary);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

/** Makes the files in `pkg`, and returns their paths. The script knows the name of the wasm, so it comes last. */
async function pack(wasm, pkg, release) {
  const { build } = await import("esbuild");
  const scratch = fs.mkdtempSync(`${pkg}-`);
  try {
    const trim = release ? ["--remove-producers-section"] : []; // the names go last
    run("wasm-bindgen", [wasm, "--out-dir", scratch, "--out-name", NAME, "--target", "web", "--no-typescript", ...trim]);
    const bound = path.join(scratch, `${NAME}_bg.wasm`);
    await cut(bound);
    const names = release && JSON.parse(run(path.join(script, "node_modules", ".bin", "wasm-opt"), [...WASM_OPT, bound, "-o", bound], "pipe"));
    const wasmFile = keep(pkg, fs.readFileSync(bound), "wasm");

    const glue = path.join(scratch, `${NAME}.js`);
    const text = fs.readFileSync(glue, "utf8").replaceAll(`${NAME}_bg.wasm`, path.basename(wasmFile)).replace(NEVER_MADE, "");
    fs.writeFileSync(glue, names ? renamed(text, names) : text);
    const common = { bundle: true, minify: true, write: false, logLevel: "warning", legalComments: "none" };
    // Only what the pages' start calls (app/src/ui/shell.rs).
    const start = { contents: `export { default, hydrate } from "./${NAME}.js";`, resolveDir: scratch };
    const js = await build({ ...common, stdin: start, format: "esm", target: "es2022" });
    const packed = [wasmFile, keep(pkg, js.outputFiles[0].contents, "js")];
    // Each knows the names of those before it, and the page's script of all.
    const known = new Map();
    const named = async (entry, name) => {
      const { outputFiles: [{ text }] } = await build({ ...common, entryPoints: [entry], format: "esm", target: "es2022", external: [...known.keys()] });
      const content = [...known].reduce((text, [asked, file]) => text.replaceAll(asked, `./${path.basename(file)}`), text);
      return keep(pkg, content, path.extname(entry).slice(1), name);
    };
    for (const name of LATER) known.set(`./${name}`, await named(later(name), path.parse(name).name));
    packed.push(await named(PAGE, "page"));
    for (const [name, sheet] of Object.entries(SHEETS)) {
      const css = await build({ ...common, entryPoints: [sheet], plugins: [ADDRESSES] });
      packed.push(keep(pkg, css.outputFiles[0].contents, "css", name));
    }
    return packed;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** Takes out what is never called: a function that is stops the bundle. */
async function cut(file) {
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true); // the names stay, for whoever looks for a fault in the quick build
  const module = binaryen.readBinary(fs.readFileSync(file));
  for (let place = 0; place < module.getNumFunctions(); place++) {
    const it = module.getFunctionByIndex(place);
    if (NEVER_CALLED.test(binaryen.Function.getName(it))) binaryen.Function.setBody(it, module.unreachable());
  }
  fs.writeFileSync(file, module.emitBinary());
  module.dispose();
}

/** The glue by the names that its other half has for it now, without what that one does not call any more. */
function renamed(glue, { imports, exports }) {
  const [called, offered] = [new Map(imports.map(([, name, short]) => [name, short])), new Map(exports)];
  const [[module]] = imports;
  const given = [];
  const shorter = glue
    .replace(/^ {8}(\w+): (function\([^]*?^ {8}\}.*\n)/gm, (_, name, body) => {
      given.push(name);
      return called.has(name) ? `${called.get(name)}: ${body}` : "";
    })
    .replace(/\bwasm\.(\w+)/g, (whole, name) => (offered.has(name) ? `wasm.${offered.get(name)}` : whole))
    .replace(`"${module}": `, "a: ");
  const missing = [...called.keys()].filter((name) => !given.includes(name));
  if (missing.length > 0) throw new Error(`wasm-bindgen writes its glue otherwise by now: where is ${missing[0]}?`);
  return shorter;
}

/** Writes `content` under a name that changes when it does. */
function keep(folder, content, extension, name = NAME) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const file = path.join(folder, `${name}.${hash}.${extension}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

/** Puts a `.br` beside every file that becomes smaller by it. */
function compress(folder, release) {
  for (const file of files(folder)) {
    if (!COMPRESSIBLE.has(path.extname(file))) continue;
    const content = fs.readFileSync(file);
    const compressed = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: release ? 11 : 4, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    if (compressed.length < content.length) fs.writeFileSync(`${file}.br`, compressed);
  }
}

/** Makes `out` equal to `fresh`, and touches only what differs. New files come before old ones go. */
function sync(fresh, out) {
  const names = new Set(files(fresh).map((file) => path.relative(fresh, file)));
  for (const name of names) {
    const [from, to] = [path.join(fresh, name), path.join(out, name)];
    if (fs.existsSync(to) && fs.readFileSync(to).equals(fs.readFileSync(from))) continue;
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.renameSync(from, to);
  }
  for (const file of files(out)) {
    if (!names.has(path.relative(out, file))) fs.rmSync(file);
  }
  const folders = fs.readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const folder of folders.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort().reverse()) {
    if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
  }
}

/** One line: what a browser loads, and how much of it travels. */
function describe(folder, packed) {
  const part = (file) => {
    const compressed = `${file}.br`;
    const travels = fs.statSync(fs.existsSync(compressed) ? compressed : file).size;
    return `${path.extname(file).slice(1)} ${kilobytes(fs.statSync(file).size)} (${kilobytes(travels)} as brotli)`;
  };
  const all = files(folder);
  const total = all.reduce((sum, file) => sum + fs.statSync(file).size, 0);
  return `The site: ${packed.map(part).join(", ")}; ${all.length} files, ${kilobytes(total)} in all`;
}

function kilobytes(bytes) {
  return bytes < 10_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
}

/** All that shapes the result: the sources, this program, and the versions of the programs it runs. */
function fingerprint(mode, sources) {
  const hash = createHash("sha256").update(mode).update(run("wasm-bindgen", ["--version"], "pipe"));
  for (const file of [...sources, fileURLToPath(import.meta.url), path.join(script, "package-lock.json")]) {
    const content = fs.readFileSync(file);
    hash.update(`\n${path.relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function files(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function sizes(folder) {
  return Object.fromEntries(files(folder).map((file) => [path.relative(folder, file), fs.statSync(file).size]));
}

function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function read(stamp) {
  try {
    return JSON.parse(fs.readFileSync(stamp, "utf8"));
  } catch {
    return undefined; // none yet, or not whole: then there is something to do
  }
}

function run(program, args, output = "inherit") {
  try {
    return execFileSync(program, args, { stdio: ["ignore", output, "inherit"] });
  } catch (error) {
    throw new Error(error.code === "ENOENT" ? `${path.basename(program)} is missing: script/setup installs it` : `${path.basename(program)} failed`);
  }
}

main().catch((error) => {
  console.error(`script/site.mjs: ${error.message}`);
  process.exitCode = 1;
});

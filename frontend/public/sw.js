// The service worker. The server puts two lines' worth of knowledge in front of it: BUILD, the name of this build of the
// pages, and FILES, the files it is made of. A new build is a new script, so browsers notice it.

const KEPT = `build-${BUILD}`;

self.addEventListener("install", (event) => {
  // What is no file goes straight to the server, where the browser can be told so: the last word of a page on its way out does
  // not wait for the worker to wake up.
  event.addRoutes?.({ condition: { urlPattern: "/call/*" }, source: "network" }).catch(() => {});
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== KEPT && !isSeen(name)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// Pages always come from the server, and name the files of its build: a bundle can never be older than its page. Only
// when the server cannot be reached does a page come from here, and says so.
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fromServer(event.request, url).catch(() => withoutConnection(url)));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
  }
});

// --- What was seen last, by whoever is signed in (frontend/page/seen.js)

const isSeen = (name) => name.startsWith("seen-");

/** The page; where it is the one to sign in, nobody is signed in here any more. */
async function fromServer(request, { pathname }) {
  const reply = await fetch(request);
  if (pathname === "/sign-in" && reply.type !== "opaqueredirect") {
    for (const name of await caches.keys()) if (isSeen(name)) await caches.delete(name);
  }
  return reply;
}

/** The page as it was seen last; or the one that says there is no connection, with the way to those that were seen. */
async function withoutConnection(url) {
  const name = (await caches.keys()).find(isSeen);
  const seen = name && (await caches.open(name));
  const page = await seen?.match(url.pathname + url.search);
  if (page) return page;
  const plain = await caches.match("/offline.html");
  const links = [];
  for (const request of ((await seen?.keys()) ?? []).reverse()) {
    const { pathname, search } = new URL(request.url);
    const title = decodeURIComponent((await seen.match(request)).headers.get("x-title"));
    links.push(`<li><a href="${escaped(pathname + search)}">${escaped(title)}</a></li>`);
  }
  if (links.length === 0) return plain;
  const html = (await plain.text()).replace("<nav hidden", "<nav").replace("<ul></ul>", () => `<ul>${links.join("")}</ul>`);
  const [type, policy] = ["content-type", "content-security-policy"].map((name) => [name, plain.headers.get(name)]);
  return new Response(html, { headers: [type, policy] });
}

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

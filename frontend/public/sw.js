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
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// Pages always come from the server, and name the files of its build: a bundle can never be older than its page. Only
// when the server cannot be reached does the page come from here, and says so.
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/offline.html")));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
  }
});

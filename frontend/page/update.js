// Brings a page of an older build to the newest: the service worker asks for one at the start, when somebody comes back to the page,
// and when the connection does. Once there is one the next way to another page is taken by a new document, as the bundle alone would
// not; and only then, so that nothing is ever taken from under somebody's hands. It need not serve yet: that waits for whatever the old
// worker still has to answer, in any tab.

const workers = navigator.serviceWorker;
const PAUSE = 60_000;

/** Whether this page had a worker before: the first one there ever was is no update. */
let before = Boolean(workers?.controller);
let old = false;
let asked = Date.now();
let connected = false;

async function ask() {
  asked = Date.now();
  await (await workers.getRegistration())?.update().catch(() => {}); // without a network
}

const back = () => document.visibilityState === "visible" && Date.now() - asked > PAUSE && ask();

function isNewer() {
  old ||= before;
  before = true;
}

if (workers) {
  workers.addEventListener("controllerchange", isNewer);
  workers.ready.then((registration) =>
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => installing.state === "installed" && isNewer());
    }),
  );
  document.addEventListener("visibilitychange", back);
  addEventListener("focus", back);
  // A server that was started anew may be another build. The first connection is to the one that drew the page, which has just asked.
  addEventListener("agency:connected", () => (connected ? ask() : (connected = true)));
}

// Before the router hears of it.
addEventListener(
  "click",
  (event) => {
    const link = old && event.target.closest?.("a[href]:not([target], [rel~=external])");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.origin !== location.origin) return;
    event.preventDefault();
    location.assign(link.href);
  },
  true,
);

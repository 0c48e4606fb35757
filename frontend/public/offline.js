// On a page that is shown without a connection: goes back to the page itself as soon as the agency can be reached.

const PAUSE = 5000;

const again = () => fetch("/livez", { cache: "no-store" }).then(({ ok }) => ok && location.reload(), () => {});

addEventListener("online", again);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
setInterval(again, PAUSE);

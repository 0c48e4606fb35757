// Says how far an import is, while its page shows that. Without script the page is drawn anew now and then.

const bar = document.querySelector("progress[data-ask]");
const AGAIN = 500;

async function ask() {
  const reply = await fetch(bar.dataset.ask, { headers: { accept: "application/json" } }).catch(() => undefined);
  const progress = reply?.ok ? await reply.json() : undefined;
  // Done, or come to nothing; or the session has ended: the page says which.
  if (progress === null || reply?.status === 401) return location.reload();
  if (progress) {
    bar.value = progress.done;
    document.getElementById("progress-says").textContent = progress.says;
  }
  setTimeout(ask, AGAIN);
}

if (bar) ask();

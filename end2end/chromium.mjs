// Debian's Chromium, and how it starts here: Playwright's own is not downloaded, and nothing looks for a network.

export const executablePath = "/usr/bin/chromium";
export const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

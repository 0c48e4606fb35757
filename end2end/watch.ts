// Hears what browsers complain about: errors and warnings in the console, exceptions nobody caught, requests that fail.

import { type BrowserContext, type ConsoleMessage, type Request } from "@playwright/test";

/** What Chromium says of a network that is cut: it knows that it is offline, or it finds out. */
const OFFLINE = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)$/;

/** Anything at all that it hears fails the test, but for what the test says beforehand, and what is explained here. */
export class Watch {
  readonly complaints: string[] = [];
  /** Whether the network is cut just now. */
  offline = false;
  private readonly refusals: string[] = [];

  /** This test asks for something that is refused: the status, and the path it is asked at. */
  expects(status: number, path: string) {
    this.refusals.push(`${status} ${path}`);
  }

  over(context: BrowserContext) {
    context.on("console", (message) => this.console(message));
    context.on("weberror", (error) => this.complaints.push(`uncaught: ${error.error()}`));
    context.on("requestfailed", (request) => this.failed(request));
  }

  private console(message: ConsoleMessage) {
    const [type, text] = [message.type(), message.text()];
    if (!["error", "warning"].includes(type)) return;
    if (this.offline && OFFLINE.test(text)) return;
    // Chromium itself logs each answer with a status of 400 or more.
    const { pathname } = new URL(message.location().url, "http://nowhere");
    const [, status] = /^Failed to load resource: the server responded with a status of (\d+)/.exec(text) ?? [];
    if (this.refusals.includes(`${status} ${pathname}`)) return;
    // From these a page learns by itself that its session has ended.
    if (status === "401" && ["/live", "/call/present"].includes(pathname)) return;
    this.complaints.push(`${type}: ${text} (${pathname})`);
  }

  private failed(request: Request) {
    const [{ pathname }, reason] = [new URL(request.url()), request.failure()?.errorText];
    const aborted = reason === "net::ERR_ABORTED";
    if (this.offline && OFFLINE.test(reason ?? "")) return;
    // Whoever moves on at once does not wait for the tab's picture, for the bundle, nor for what a document fetches ahead of it.
    if (aborted && (/^\/favicon\.svg$|^\/pkg\/casting-agency\.\w+\.(js|wasm)$/.test(pathname) || request.headers()["sec-purpose"] === "prefetch")) return;
    // A live connection lasts until somebody moves on, and so may what a change elsewhere had the page read again.
    if (aborted && request.method() === "GET" && (pathname === "/live" || pathname.startsWith("/call/"))) return;
    // The last sign of life outlives its page, but not its browser; nor does a draft, which is on the device until the server has it.
    if (aborted && ["/call/present", "/call/keep_draft"].includes(pathname)) return;
    // Where a page that it serves redirects, Chromium begins the worker's request twice and drops one of the two.
    if (aborted && request.serviceWorker()) return;
    this.complaints.push(`failed: ${request.method()} ${pathname} ${reason}`);
  }
}

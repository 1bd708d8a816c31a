/* Keeps the page of a wall, so that a reload while the server is away is no browser's error page: the network first,
   what was kept when it does not answer in time. Only the frame is kept; no figure ever is. */
"use strict";
const KEPT = "wall";
const PATIENCE_SECONDS = 8;

const isOfWall = (url) => url.origin === self.location.origin
  && (url.pathname === "/wall" || url.pathname.startsWith("/assets/"));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(request, answer) {
  const kept = await caches.open(KEPT);
  if (new URL(request.url).pathname === "/wall") {
    // A new program brings new addresses of its files: those of the old one go.
    const page = await answer.clone().text();
    for (const old of await kept.keys()) {
      const { pathname, search } = new URL(old.url);
      if (pathname !== "/wall" && !page.includes(`${pathname}${search}`) && !pathname.includes("/vendor/")) await kept.delete(old);
    }
    return kept.put("/wall", answer);
  }
  return kept.put(request, answer);
}

async function answered(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000) });
    if (answer.status === 200 && !answer.redirected) await keep(request, answer.clone());
    if (answer.status < 500) return answer;
    throw new Error(String(answer.status));
  } catch (error) {
    const name = new URL(request.url).pathname === "/wall" ? "/wall" : request;
    const kept = await caches.match(name);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isOfWall(new URL(event.request.url))) event.respondWith(answered(event.request));
});

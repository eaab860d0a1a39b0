// Serves the capture page where there is no connection: its shell and what the shell loads, nothing
// else and nothing personal. `KEPT` stands in front of this text when it is served.
/* global KEPT */

const CACHE = `portfolio-capture-${KEPT.version}`;
const PATIENCE = 4000; // milliseconds a poor line gets before the page of the phone opens instead
const AWAY = [502, 503, 504]; // a proxy's word for a server that is not there

// Asked for as nobody: what is kept holds no name, token or cookie of whoever is signed in.
const asNobody = (address) => new Request(address, { credentials: "omit" });

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...KEPT.assets, KEPT.shell].map(asNobody));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("portfolio-capture-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

const kept = (address) => caches.match(address, { cacheName: CACHE, ignoreVary: true });

async function page(request) {
  const shell = () => kept(KEPT.shell).then((found) => found || Response.error());
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer && !AWAY.includes(answer.status) ? answer : shell();
  } catch {
    return shell();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === KEPT.page) event.respondWith(page(request));
  else if (KEPT.assets.includes(pathname)) {
    event.respondWith(kept(pathname).then((found) => found || fetch(request)));
  }
});

// Keeps the page for use without a network: its own files at once, what runs the model when it is first used.

const VERSION = "detector-@VERSION@";
const FILES = @FILES@;
const NEVER = ["status.json", "inbox"];

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(VERSION);
    await cache.addAll(FILES.map((name) => new Request(name, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("detector-") && name !== VERSION);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const name = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  if (event.request.method !== "GET" || url.origin !== location.origin || NEVER.includes(name)) return;
  event.respondWith(kept(event.request, name));
});

async function kept(request, name) {
  const cache = await caches.open(VERSION);
  // Its address may carry a token; the files are the same with any.
  const found = await cache.match(name === "" ? "index.html" : request, { ignoreSearch: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.status === 200) await cache.put(request, answer.clone());
  return answer;
}

// Keeping the page for use without a network, where the browser lets it.

const PATIENCE_MS = 4000;

/** Has the service worker keep what is loaded from now on; `onState` is told in a sentence what becomes of it. */
export async function keepOffline(onState) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return onState("Without a network this page does not open: it was not loaded by https.");
  const isNew = !serviceWorker.controller;
  // A newer export took over: its page and its model belong together.
  serviceWorker.addEventListener("controllerchange", () => { if (!isNew) location.reload(); });
  try {
    await serviceWorker.register("service-worker.js");
    await Promise.race([controlled(serviceWorker), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    onState("Once loaded, this page opens without a network, too.");
  } catch {
    // So it is where the server's certificate is one that the browser doesn't know.
    onState("Without a network this page does not open: the browser doesn't keep pages of this address.");
  }
}

function controlled(serviceWorker) {
  if (serviceWorker.controller) return Promise.resolve();
  return new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
}

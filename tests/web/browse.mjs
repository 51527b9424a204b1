// Drives Chromium as browser.py asks: argv[2] is JSON { chromium, flags, address, viewport, steps, facts }; the answer
// of the steps goes to stdout as JSON, what the page logs as errors to stderr.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const told = JSON.parse(process.argv[2]);
const { chromium } = createRequire(path.join(told.modules, "x.js"))("playwright-core");
const profile = mkdtempSync(path.join(tmpdir(), "chromium-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: told.chromium,
  args: told.flags,
  headless: true,
  viewport: told.viewport,
  deviceScaleFactor: told.density ?? 1,
  hasTouch: told.viewport.width < 600,
  permissions: told.permissions ?? [],
  serviceWorkers: "allow",
});
let code = 0;
try {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on("pageerror", (error) => console.error("page:", error.message));
  page.on("console", (message) => { if (message.type() === "error") console.error("console:", message.text()); });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(told.address);
  const AsyncFunction = (async () => {}).constructor;
  const answer = await new AsyncFunction("page", "context", "facts", "asked", told.steps)(page, context, told.facts, asked);
  process.stdout.write(JSON.stringify(answer ?? null));
} catch (error) {
  console.error(error);
  code = 1;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(code);

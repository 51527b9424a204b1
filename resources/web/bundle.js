// The folder this page lies in: what models are in it, and their bytes.

/** Reads bundle.json and what the export said of the page; throws an Error of one sentence when a file is missing. */
export async function readBundle() {
  const read = async (name) => (await fetched(name)).json();
  const [{ title, models, files }, { thresholds, colours }] = await Promise.all(["bundle.json", "page.json"].map(read));
  return { title, models, thresholds, colours, checksums: files, files: Object.keys(files) };
}

/** Returns { bytes, contract } of a model; `onPart` is told shares 0..1 while it is fetched. */
export async function loadModel(name, checksums, onPart = () => {}) {
  const contract = await (await fetched(`${name}.json`)).text();
  const bytes = await body(await fetched(name), onPart);
  // crypto.subtle is there in secure contexts alone; elsewhere a file that was cut is told by its runtime.
  const digest = crypto.subtle && (await crypto.subtle.digest("SHA-256", bytes));
  if (digest && checksums[name] && hexadecimal(digest) !== checksums[name])
    throw new Error(`${name} was cut short or changed since it was exported. Copy the whole folder again.`);
  return { bytes, contract };
}

/** Fetches a file of the bundle; throws an Error of one sentence when it isn't there. */
export async function fetched(name) {
  let answer = null;
  try {
    answer = await fetch(name);
  } catch {
    throw new Error(`${name} can't be fetched: the computer that serves this page can't be reached. Try again.`);
  }
  if (!answer.ok) throw new Error(`${name} is missing beside this page. Copy the whole folder that the export wrote.`);
  return answer;
}

async function body(answer, onPart) {
  const length = Number(answer.headers.get("Content-Length"));
  if (!answer.body || !length) return answer.arrayBuffer();
  const reader = answer.body.getReader();
  const parts = [];
  let count = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    count += part.value.length;
    onPart(Math.min(1, count / length));
  }
  return new Blob(parts).arrayBuffer();
}

function hexadecimal(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

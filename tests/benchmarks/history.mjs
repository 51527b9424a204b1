// Four ways from a network's output to boxes, as an app for phones went through them; run by bench_history.py.
//
//     node history.mjs BUNDLE CONTRACT ...        the bundle's sources, compiled, and a contract for each size
//
// Each way ends with the same boxes: what differs is how the numbers come over to JavaScript. The tensors are those
// of tests/react_native/torch_double.cjs: a fetch is a lookup by name that makes an object with its two
// dozen functions, and `data()` a copy. The first two ways are written as the app was, object by object.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, ...contracts] = process.argv.slice(2);
const load = createRequire(resolve(folder, "index.js"));
const { torch } = createRequire(import.meta.url)("../react_native/torch_double.cjs");
const { fetched } = load("./pytorch/fetched.js");
const { candidates, keptInside } = load("./decode.js");
const { nms } = load("./nms.js");
const { readContract } = load("./contract.js");

const THRESHOLDS = { confidence: 0.25, iou: 0.45, topK: 1000 };
const LIMIT = 200;
const CLASSES = 4, COLUMNS = 5 + CLASSES;

/** An output of `count` rows, of which 25 objects have six each over the threshold; the same in each run. */
function makeOutput(count, size) {
  let seed = 1;
  const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const data = new Float32Array(count * COLUMNS);
  const write = (row, x, y, w, h, objectness, best) => {
    data.set([x, y, w, h, objectness], row * COLUMNS);
    for (let c = 0; c < CLASSES; c++) data[row * COLUMNS + 5 + c] = c === best ? 0.8 + 0.2 * random() : 0.1 * random();
  };
  for (let row = 0; row < count; row++)
    write(row, size * random(), size * random(), 20, 20, 0.2 * random() ** 4, Math.floor(CLASSES * random()));
  for (let object = 0; object < 25; object++) {
    const x = size * random(), y = size * random(), best = object % CLASSES;
    for (let i = 0; i < 6; i++) {
      const row = Math.floor((count / 150) * (6 * object + i));
      write(row, x + 3 * random(), y + 3 * random(), 30 + 3 * random(), 40 + 3 * random(), 0.5 + 0.4 * random(), best);
    }
  }
  return data;
}

const area = (b) => (b.x2 - b.x1) * (b.y2 - b.y1);
function overlap(a, b) {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1), h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / (area(a) + area(b) - w * h);
}

/** One object for a row that passes. */
function boxOf(outputs, found) {
  if (!(outputs[4] > THRESHOLDS.confidence)) return;
  let best = 0;
  for (let c = 1; c < CLASSES; c++) if (outputs[5 + c] > outputs[5 + best]) best = c;
  const score = Math.fround(outputs[4] * outputs[5 + best]);
  if (!(score > THRESHOLDS.confidence)) return;
  const [x, y] = outputs, w = outputs[2] / 2, h = outputs[3] / 2;
  found.push({ x1: x - w, y1: y - h, x2: x + w, y2: y + h, score, best });
}

function suppressed(boxes) {
  const kept = [];
  for (const box of boxes.sort((a, b) => b.score - a.score))
    if (kept.every((other) => other.best !== box.best || overlap(other, box) <= THRESHOLDS.iou)) kept.push(box);
  return kept;
}

/** Every row is fetched: `prediction[i].data()`. */
function naive({ prediction }) {
  const found = [], rows = prediction.shape[0];
  for (let i = 0; i < rows; i++) boxOf(prediction[i].data(), found);
  return suppressed(found);
}

/** The rows of highest objectness are fetched, one by one: `prediction[indices[i][4]].data()`. */
function topk({ prediction }) {
  const found = [];
  const indices = prediction.topk(LIMIT, { dim: 0, largest: true, sorted: true })[1];
  for (let i = 0; i < LIMIT; i++) boxOf(prediction[indices[i][4].item()].data(), found);
  return suppressed(found);
}

/** What the bundle does: top-k and one array. */
function flat({ decoded, contract }) {
  // The rows that were fetched are all that there are.
  const found = candidates(fetched([decoded], contract, THRESHOLDS), { ...contract, outputLengths: [] }, THRESHOLDS);
  return { ...found, kept: nms(found.boxes, found.scores, found.classes, THRESHOLDS.iou) };
}

/** What the bundle does with a model that has NMS inside. */
function detections({ detected, inside }) {
  const found = keptInside(fetched(detected, inside, THRESHOLDS), inside, THRESHOLDS);
  return { ...found, kept: found.scores.map((_, i) => i) };
}

const listed = (found) =>
  Array.isArray(found)
    ? found.map(({ x1, y1, x2, y2, score, best }) => [x1, y1, x2, y2, score, best])
    : Array.from(found.kept, (i) => [...found.boxes.subarray(4 * i, 4 * i + 4), found.scores[i], found.classes[i]]);
/** Whether boxes are the same, to the last bit that a 32-bit number can tell. */
const same = (a, b) =>
  a.length === b.length && a.every((box, i) => box.every((value, j) => Math.fround(value) === Math.fround(b[i][j])));

const table = {};
for (const name of contracts) {
  const contract = readContract(readFileSync(name, "utf8")), count = contract.outputLengths[0] / COLUMNS;
  const data = makeOutput(count, contract.inputHw[0]);
  const given = {
    contract,
    prediction: torch.of(data, [count, COLUMNS]),
    decoded: torch.of(data, [1, count, COLUMNS]),
    inside: { ...contract, output: "detections", outputNames: ["boxes", "scores", "classes", "count"], outputLengths: [] },
  };
  const expected = listed(flat(given)), kept = expected.length;
  given.detected = [
    torch.of(Float32Array.from(expected.flatMap((row) => row.slice(0, 4))), [kept, 4]),
    torch.of(Float32Array.from(expected, (row) => row[4]), [kept]),
    torch.of(BigInt64Array.from(expected, (row) => BigInt(row[5])), [kept], "int64"),
    torch.of(BigInt64Array.of(BigInt(kept)), [1], "int64"),
  ];
  for (const [way, turns] of [[naive, 9], [topk, 60], [flat, 60], [detections, 60]]) {
    const times = [];
    let found, objects;
    for (let turn = 0; turn < turns + 2; turn++) {
      const before = torch.made(), sorted = torch.sorting(), begun = performance.now();
      found = way(given);
      // Native code's part: bench_history.py has it timed in torch.
      times.push(performance.now() - begun - (torch.sorting() - sorted));
      objects = torch.made() - before;
    }
    // The first two are compiling.
    const sorted = times.slice(2).sort((a, b) => a - b), boxes = listed(found);
    (table[way.name] ??= []).push({
      rows: count, ms: sorted[sorted.length >> 1], objects, boxes: boxes.length, equal: same(boxes, expected),
    });
  }
}
console.log(JSON.stringify(table));

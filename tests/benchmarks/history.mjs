// Four ways from a network's output to boxes, as an app for phones went through them; run by bench_history.py.
//
//     node history.mjs BUNDLE        BUNDLE: the folder of the React Native bundle, compiled
//
// Each way ends with the same boxes: what differs is how the numbers come over to JavaScript. The tensors are those
// of tests/react_native/torch_double.cjs: a fetch is a lookup by name that makes an object with its two
// dozen functions, and `data()` a copy. The first two ways are written as the app was, object by object.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(import.meta.url);
const bundle = (name) => require(resolve(process.argv[2], name));
const { torch } = require("../react_native/torch_double.cjs");
const { fetched } = bundle("pytorch/fetched.js");
const { keep } = bundle("found.js");

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
function flat({ decoded, contract, placement }) {
  return keep(fetched([decoded], contract, THRESHOLDS), contract, THRESHOLDS, placement);
}

/** What the bundle does with a model that has NMS inside. */
function detections({ detected, contract, placement }) {
  const own = { ...contract, output: "detections" };
  return keep(fetched(detected, own, THRESHOLDS), own, THRESHOLDS, placement);
}

const listed = (found) =>
  Array.isArray(found)
    ? found.map(({ x1, y1, x2, y2, score, best }) => [x1, y1, x2, y2, score, best])
    : Array.from(found.scores, (score, i) => [...found.boxes.subarray(4 * i, 4 * i + 4), score, found.classes[i]]);
/** Whether boxes are the same, to the last bit that a 32-bit number can tell. */
const same = (a, b) =>
  a.length === b.length && a.every((box, i) => box.every((value, j) => Math.fround(value) === Math.fround(b[i][j])));

const { contractOf, whole } = bundle("bench_contract.js");
const table = {};
for (const [count, size] of [[25200, 640], [10647, 416]]) {
  const data = makeOutput(count, size), contract = contractOf(size, CLASSES);
  const given = {
    contract,
    placement: whole(size, contract),
    prediction: torch.of(data, [count, COLUMNS]),
    decoded: torch.of(data, [1, count, COLUMNS]),
  };
  const expected = flat(given), kept = expected.scores.length;
  given.detected = [
    torch.of(expected.boxes, [kept, 4]),
    torch.of(expected.scores, [kept]),
    torch.of(BigInt64Array.from(expected.classes, BigInt), [kept], "int64"),
    torch.of(BigInt64Array.of(BigInt(kept)), [1], "int64"),
  ];
  for (const [way, turns] of [[naive, 9], [topk, 60], [flat, 60], [detections, 60]]) {
    const times = [];
    let found, objects;
    for (let turn = 0; turn < turns + 2; turn++) {
      const before = torch.made(), begun = performance.now();
      found = way(given);
      times.push(performance.now() - begun);
      objects = torch.made() - before;
    }
    // The first two are compiling.
    const sorted = times.slice(2).sort((a, b) => a - b);
    (table[way.name] ??= []).push({
      rows: count, ms: sorted[sorted.length >> 1], objects, boxes: found.length ?? found.scores.length,
      equal: same(listed(found), listed(expected)),
    });
  }
}
console.log(JSON.stringify(table));

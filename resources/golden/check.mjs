// Does @MODEL@ find here what its checkpoint found? Needs onnxruntime-web: npm i onnxruntime-web; node check_onnx.mjs
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web";

const here = (name) => new URL(name, import.meta.url);
const golden = JSON.parse(readFileSync(here("golden.json"), "utf8"));
const { thresholds, tolerances, input_hw: [height, width], outputs } = golden;
const session = await ort.InferenceSession.create(new Uint8Array(readFileSync(here("../@MODEL@"))));
const number = (value, kind) => new ort.Tensor(kind, [kind === "int64" ? BigInt(value) : value], []);
const { confidence, iou, top_k } = thresholds;
const told = session.inputNames.length < 2 ? {}
  : { confidence: number(confidence, "float64"), iou: number(iou, "float64"), top_k: number(top_k, "int64") };
// @READ@

async function run(pixels) {
  const size = width * height, planes = new Float32Array(3 * size);
  for (let i = 0; i < size; i++) for (let c = 0; c < 3; c++) planes[c * size + i] = pixels[3 * i + c] / 255;
  const found = await session.run({ images: new ort.Tensor("float32", planes, [1, 3, height, width]), ...told });
  return outputs.map((name) => found[name]);
}
const same = (a, b) => a.class_id === b.class_id && Math.abs(a.score - b.score) <= tolerances.score
  && a.box.every((side, i) => Math.abs(side - b.box[i]) <= tolerances.box_px);

let wrong = 0;
for (const { picture, pixels, detections } of golden.images) {
  const found = read(await run(new Uint8Array(readFileSync(here(pixels)))));
  const missed = detections.filter((a) => a.certain && !found.some((b) => same(a, b)));
  const sure = found.filter((b) => b.score > thresholds.confidence + tolerances.score);
  const extra = sure.filter((b) => !detections.some((a) => same(a, b)));
  if (missed.length || extra.length) wrong++;
  console.log(`${picture}: ${found.length} found, ${missed.length} missed, ${extra.length} extra`);
}
console.log(wrong ? "FAIL" : "PASS", `${golden.images.length - wrong} of ${golden.images.length} images`);
process.exit(wrong ? 1 : 0);

// The golden set beside the page: does the network find on this device what its checkpoint found?

import { fetched } from "./bundle.js";

/**
 * Runs the pictures of golden/ through a network, and compares box by box.
 *
 * detect: (picture, thresholds) -> detections. Returns { right, of } in pictures; throws an Error when there is no set.
 */
export async function checkGolden(detect, onPicture = () => {}) {
  const golden = await (await fetched("golden/golden.json")).json();
  const [height, width] = golden.input_hw;
  const { confidence, iou, top_k: topK } = golden.thresholds;
  let right = 0;
  for (const [i, image] of golden.images.entries()) {
    onPicture(i + 1, golden.images.length);
    const pixels = new Uint8Array(await (await fetched(`golden/${image.pixels}`)).arrayBuffer());
    const data = asRgba(pixels, golden.spec.colour === "bgr");
    const found = rows(await detect({ width, height, data }, { confidence, iou, topK }));
    const wanted = image.detections.map((each) => clipped(each, width, height));
    if (isRight(found, wanted, golden)) right++;
  }
  return { right, of: golden.images.length };
}

// The pixels of a golden set lie in the network's order of channels.
function asRgba(pixels, isReversed) {
  const data = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  const [red, blue] = isReversed ? [2, 0] : [0, 2];
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    data[to] = pixels[from + red];
    data[to + 1] = pixels[from + 1];
    data[to + 2] = pixels[from + blue];
  }
  return data;
}

function rows({ boxes, scores, classes }) {
  const box = (i) => [...boxes.subarray(4 * i, 4 * i + 4)];
  return Array.from(scores, (score, i) => ({ box: box(i), score, class_id: classes[i] }));
}

// Detections end at the picture's border, which here is that of the input; those beyond it have no pixel.
function clipped(each, width, height) {
  return { ...each, box: each.box.map((side, i) => Math.min(Math.max(side, 0), i % 2 ? height : width)) };
}

function hasPixels({ box: [x1, y1, x2, y2] }) {
  return x2 > x1 && y2 > y1;
}

function isRight(found, wanted, { tolerances, thresholds }) {
  const same = (a, b) => a.class_id === b.class_id && Math.abs(a.score - b.score) <= tolerances.score
    && a.box.every((side, i) => Math.abs(side - b.box[i]) <= tolerances.box_px);
  const missed = wanted.filter((a) => a.certain && hasPixels(a) && !found.some((b) => same(a, b)));
  const sure = found.filter((b) => b.score > thresholds.confidence + tolerances.score);
  const extra = sure.filter((b) => !wanted.some((a) => same(a, b)));
  return missed.length === 0 && extra.length === 0;
}

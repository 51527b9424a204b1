// Detector: a picture in, detections and stage times out, whatever runtime runs the network.

import { readContract } from "./contract.js";
import { candidates, keptInside } from "./decode.js";
import { letterbox, toPicture, toTensor } from "./letterbox.js";
import { nms } from "./nms.js";
import { crop, merge, tilesOf } from "./tiles.js";

/**
 * A network with all that lies between a picture and its detections.
 *
 * runtime: what runs the network: { name, run(tensor, thresholds) }, where run takes the flat Float32Array of one
 * picture and returns (a promise of) the outputs as flat arrays, in the contract's order. A file with NMS inside that
 * is adjustable takes the thresholds, too.
 *
 * `thresholds` and `tiling` (null: pictures are looked at as a whole) may be replaced between two pictures; each
 * picture uses one set from start to end.
 */
export class Detector {
  constructor(contract, runtime) {
    this.contract = contract;
    this.runtime = runtime;
    this.thresholds = { ...contract.thresholds };
    this.tiling = contract.tiling;
    this.box = null;
    this.tensor = null;
  }

  /** Returns a detector for a contract (text or parsed) and (a promise of) what runs its network. */
  static async open(json, runtime) {
    return new Detector(readContract(json), await runtime);
  }

  /**
   * Finds what is in a picture { width, height, data: RGBA bytes }.
   *
   * Returns { boxes, scores, classes, timings }: 4 * N, N and N values by falling score, boxes x1, y1, x2, y2 in pixels
   * of the picture, and the milliseconds of preprocess, inference, decode and nms; in tiles those of all together. One
   * picture at a time.
   */
  async detect(picture) {
    return this.tiling ? this.detectInTiles(picture, this.tiling) : this.detectWhole(picture);
  }

  /** The same in tiles, each a picture of its own for the network; what a seam cuts is put together again. */
  async detectInTiles(picture, tiling) {
    const { thresholds } = this;
    const tiles = tilesOf(picture.width, picture.height, tiling);
    const timings = { preprocess: 0, inference: 0, decode: 0, nms: 0 };
    const parts = [];
    for (const tile of tiles) {
      const start = performance.now();
      const part = crop(picture, tile);
      timings.preprocess += performance.now() - start;
      const found = await this.detectWhole(part, thresholds);
      for (const stage in timings) timings[stage] += found.timings[stage];
      parts.push({ ...found, boxes: found.boxes.map((side, i) => side + tile[i % 2]) });
    }
    const start = performance.now();
    const merged = merge(parts, tiles, picture.width, picture.height, thresholds, tiling.merge);
    timings.nms += performance.now() - start;
    return { ...merged, timings };
  }

  /** The same of the picture as a whole. */
  async detectWhole(picture, thresholds = this.thresholds) {
    const { contract } = this;
    const clock = [performance.now()];
    const tensor = this.prepare(picture);
    clock.push(performance.now());
    const outputs = await this.runtime.run(tensor, thresholds);
    clock.push(performance.now());
    const isKeptInside = contract.output === "detections";
    const found = (isKeptInside ? keptInside : candidates)(outputs, contract, thresholds);
    clock.push(performance.now());
    const kept = isKeptInside ? null : nms(found.boxes, found.scores, found.classes, thresholds.iou);
    const detections = placed(found, kept, toPicture(this.box));
    clock.push(performance.now());
    const [preprocess, inference, decode, suppression] = [1, 2, 3, 4].map((i) => clock[i] - clock[i - 1]);
    return { ...detections, timings: { preprocess, inference, decode, nms: suppression } };
  }

  /** Returns the network's input for a picture; it is overwritten by the next one's. */
  prepare({ width, height, data }) {
    if (this.box?.width !== width || this.box.height !== height) this.box = letterbox(width, height, this.contract);
    this.tensor = toTensor(data, this.box, this.contract, this.tensor ?? undefined);
    return this.tensor;
  }

  /** Runs the network on grey twice, for runtimes plan and allocate in their first run; returns the second's ms. */
  async warmUp() {
    const [height, width] = this.contract.inputHw;
    const grey = new Float32Array(3 * height * width).fill(0.5);
    let start = 0;
    for (let i = 0; i < 2; i++) {
      start = performance.now();
      await this.runtime.run(grey, this.thresholds);
    }
    return performance.now() - start;
  }

  /** Frees the network. */
  close() {
    this.runtime.close?.();
  }
}

// The rows that are kept (null: all) in the picture's pixels; those that lay wholly in the bars have no pixel of it.
function placed({ boxes, scores, classes }, kept, map) {
  const rows = kept ?? Int32Array.from(scores, (_, i) => i);
  const inside = new Float32Array(4 * rows.length);
  rows.forEach((row, i) => inside.set(boxes.subarray(4 * row, 4 * row + 4), 4 * i));
  const mapped = map(inside);
  const isShown = (i) => mapped[4 * i + 2] > mapped[4 * i] && mapped[4 * i + 3] > mapped[4 * i + 1];
  const shown = rows.map((_, i) => i).filter(isShown);
  const result = {
    boxes: new Float32Array(4 * shown.length),
    scores: new Float32Array(shown.length),
    classes: new Int32Array(shown.length),
  };
  shown.forEach((i, to) => {
    result.boxes.set(mapped.subarray(4 * i, 4 * i + 4), 4 * to);
    result.scores[to] = scores[rows[i]];
    result.classes[to] = classes[rows[i]];
  });
  return result;
}

// From a network's outputs to candidate boxes: the decode of its head, the score threshold, and the best of them.

import { checkOutputs } from "./contract.js";

/**
 * Returns the boxes of one picture whose score passes: { boxes, scores, classes }, flat arrays of 4 * K, K and K
 * values; boxes are x1, y1, x2, y2 in pixels of the input, a score is objectness times that of the best class. They are
 * at most thresholds.topK, those with the highest scores, in the order of the output.
 *
 * outputs: one flat array each, in the contract's order; the heads `decoded` and `raw`. Throws an Error when their
 * lengths aren't the contract's.
 */
export function candidates(outputs, contract, { confidence, topK }) {
  checkOutputs(outputs, contract);
  const found = new Rows(Math.fround(confidence));
  if (contract.output === "raw") readRaw(outputs, contract, found);
  else readDecoded(outputs[0], 5 + contract.classNames.length, found);
  return best(found, topK);
}

/**
 * Returns the boxes that NMS inside the file kept, as `candidates` does: of the outputs boxes, scores, classes and
 * count those rows that pass.
 */
export function keptInside(outputs, contract, { confidence }) {
  checkOutputs(outputs, contract);
  const [boxes, scores, classes, count] = outputs;
  if (scores.length !== classes.length || boxes.length !== 4 * scores.length)
    throw new Error("The model's outputs have different lengths. Export it again from its checkpoint.");
  const found = new Rows(Math.fround(confidence));
  for (let i = 0; i < Math.min(Number(count[0]) || 0, scores.length); i++) {
    const isKnown = classes[i] >= 0 && classes[i] < contract.classNames.length;
    if (isKnown) found.add(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3], scores[i], classes[i]);
  }
  return best(found, scores.length);
}

// Flat arrays that grow: no object is made per row.
class Rows {
  constructor(confidence) {
    this.confidence = confidence;
    this.count = 0;
    this.boxes = new Float32Array(4 * 512);
    this.scores = new Float32Array(512);
    this.classes = new Int32Array(512);
  }

  // Rows that aren't finite (a network whose training diverged gives such) are left out.
  add(x1, y1, x2, y2, score, classId) {
    const at = this.count;
    if (!(score > this.confidence) || !Number.isFinite(Math.fround(x1 + y1 + x2 + y2 + score))) return;
    if (at === this.scores.length) {
      this.boxes = grown(this.boxes);
      this.scores = grown(this.scores);
      this.classes = grown(this.classes);
    }
    this.boxes[4 * at] = x1;
    this.boxes[4 * at + 1] = y1;
    this.boxes[4 * at + 2] = x2;
    this.boxes[4 * at + 3] = y2;
    this.scores[at] = score;
    this.classes[at] = classId;
    this.count++;
  }

  addCentred(cx, cy, width, height, score, classId) {
    this.add(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2, score, classId);
  }
}

function grown(array) {
  const larger = new array.constructor(2 * array.length);
  larger.set(array);
  return larger;
}

function readDecoded(rows, columns, found) {
  const { confidence } = found;
  for (let at = 0; at < rows.length; at += columns) {
    const objectness = rows[at + 4];
    // Objectness bounds the score: on a usual picture this leaves a few hundred of 25,200 rows.
    if (!(objectness > confidence)) continue;
    const classId = highest(rows, at + 5, 1, columns - 5);
    const score = Math.fround(rows[at + 5 + classId] * objectness);
    found.addCentred(rows[at], rows[at + 1], rows[at + 2], rows[at + 3], score, classId);
  }
}

function readRaw(heads, contract, found) {
  const { strides, anchors, code, classNames, inputHw: [inputHeight, inputWidth] } = contract;
  const odds = found.confidence / (1 - Math.min(found.confidence, 1 - 1e-9));
  // A hair below the threshold's logit, so that rounding in the sigmoid can't leave out what passes.
  const least = Math.fround(odds > 0 ? Math.log(odds) - 1e-3 : -Infinity);
  const [scale, shift] = [code.centreScale, (code.centreScale - 1) / 2];
  const sized = code.size === "squared" ? (logit) => (2 * sigmoid(logit)) ** 2 : Math.exp;
  const share = code.classes === "softmax" ? softmax : alone;
  heads.forEach((head, layer) => {
    const stride = strides[layer];
    const width = inputWidth / stride;
    const cells = width * (inputHeight / stride);
    anchors[layer].forEach(([anchorWidth, anchorHeight], anchor) => {
      const first = anchor * (5 + classNames.length) * cells;
      for (let cell = 0; cell < cells; cell++) {
        const at = first + cell;
        if (!(head[at + 4 * cells] > least)) continue;
        const classId = highest(head, at + 5 * cells, cells, classNames.length);
        const score = sigmoid(head[at + 4 * cells]) * share(head, at + 5 * cells, cells, classNames.length, classId);
        found.addCentred(
          (scale * sigmoid(head[at]) - shift + (cell % width)) * stride,
          (scale * sigmoid(head[at + cells]) - shift + Math.floor(cell / width)) * stride,
          sized(head[at + 2 * cells]) * anchorWidth,
          sized(head[at + 3 * cells]) * anchorHeight,
          Math.fround(score),
          classId,
        );
      }
    });
  });
}

function sigmoid(logit) {
  return 1 / (1 + Math.exp(-logit));
}

// The score of class `one` among values that lie `step` apart.
function alone(values, from, step, count, one) {
  return sigmoid(values[from + one * step]);
}

function softmax(values, from, step, count, one) {
  let sum = 0;
  const most = values[from + one * step];
  for (let i = 0; i < count; i++) sum += Math.exp(values[from + i * step] - most);
  return 1 / sum;
}

// Where the highest of `count` values lies, the first of several; the first that is no number wins.
function highest(values, from, step, count) {
  let [place, most] = [0, -Infinity];
  for (let i = 0; i < count; i++) {
    const value = values[from + i * step];
    if (value > most) [place, most] = [i, value];
    else if (value !== value) return i;
  }
  return place;
}

// The topK highest scores, ties in order; the order stays that of the output.
function best({ boxes, scores, classes, count }, topK) {
  const first = (n) => ({
    boxes: boxes.subarray(0, 4 * n), scores: scores.subarray(0, n), classes: classes.subarray(0, n),
  });
  if (count <= topK) return first(count);
  const sorted = scores.slice(0, count).sort();
  const cut = sorted[count - topK];
  let level = topK;
  for (let i = count - 1; i >= count - topK && sorted[i] > cut; i--) level--;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (scores[i] < cut || (scores[i] === cut && level-- <= 0)) continue;
    boxes.copyWithin(4 * kept, 4 * i, 4 * i + 4);
    scores[kept] = scores[i];
    classes[kept++] = classes[i];
  }
  return first(kept);
}

// Non-maximum suppression: exact, class by class, greedy.

/**
 * Keeps the best of each cluster of overlapping boxes of one class: a box is dropped when a kept box of its class with
 * a higher score overlaps it by more than `iou`. Ties in score keep their order.
 *
 * boxes: 4 * K values (x1, y1, x2, y2); scores, classes: K values. Returns the indices that are kept, by falling score.
 * Takes K * kept comparisons; give it the K best candidates, as `candidates` does.
 */
export function nms(boxes, scores, classes, iou) {
  const order = byFallingScore(scores);
  const kept = new Int32Array(order.length);
  let count = 0;
  for (const one of order) {
    const [x1, y1, x2, y2] = [boxes[4 * one], boxes[4 * one + 1], boxes[4 * one + 2], boxes[4 * one + 3]];
    const area = (x2 - x1) * (y2 - y1);
    const own = classes[one];
    let isKept = true;
    for (let i = 0; i < count && isKept; i++) {
      const other = kept[i];
      if (classes[other] !== own) continue;
      const at = 4 * other;
      const width = Math.min(x2, boxes[at + 2]) - Math.max(x1, boxes[at]);
      if (!(width > 0)) continue;
      const height = Math.min(y2, boxes[at + 3]) - Math.max(y1, boxes[at + 1]);
      if (!(height > 0)) continue;
      const overlap = width * height;
      const union = area + (boxes[at + 2] - boxes[at]) * (boxes[at + 3] - boxes[at + 1]) - overlap;
      isKept = !(overlap / union > iou);
    }
    if (isKept) kept[count++] = one;
  }
  return kept.subarray(0, count);
}

function byFallingScore(scores) {
  const order = new Int32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => scores[b] - scores[a] || a - b);
}

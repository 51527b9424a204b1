// Looking at a picture in tiles: where they lie, and how what is found in them becomes one: boxes that a seam cuts are
// put together, and what two tiles show is kept once. The same rule as the studio's, box by box.

import { roundHalfEven } from "./letterbox.js";

/**
 * Returns the tiles of a picture, row by row, as [x1, y1, x2, y2] in its pixels; the whole of it last, if it is to be
 * looked at, too.
 *
 * tiling: { grid: [rows, columns] or null, size, overlap, whole }, of a contract.
 */
export function tilesOf(width, height, { grid, size, overlap, whole }) {
  const cut = (length, count) =>
    Array.from({ length: count }, (_, i) => [Math.floor((length * i) / count), Math.floor((length * (i + 1)) / count)]);
  const step = Math.max(1, roundHalfEven(size * (1 - overlap)));
  const spans = (length) => {
    const side = Math.min(size, length);
    const starts = [];
    for (let start = 0; start < length - side; start += step) starts.push(start);
    return [...starts, length - side].map((start) => [start, start + side]);
  };
  const rows = grid ? cut(height, grid[0]) : spans(height);
  const columns = grid ? cut(width, grid[1]) : spans(width);
  const tiles = rows.flatMap(([y1, y2]) => columns.map(([x1, x2]) => [x1, y1, x2, y2]));
  if (tiles.some(([x1, y1, x2, y2]) => x1 === x2 || y1 === y2))
    throw new Error(`A picture of ${width} x ${height} pixels can't be cut into so many tiles.`);
  if (whole && tiles.length > 1) tiles.push([0, 0, width, height]);
  return tiles;
}

/** Returns the part of a picture { width, height, data: RGBA bytes } that a tile shows, as a picture. */
export function crop({ width, data }, [x1, y1, x2, y2]) {
  const part = { width: x2 - x1, height: y2 - y1, data: new Uint8ClampedArray(4 * (x2 - x1) * (y2 - y1)) };
  for (let y = y1; y < y2; y++) {
    const from = 4 * (y * width + x1);
    part.data.set(data.subarray(from, from + 4 * part.width), 4 * (y - y1) * part.width);
  }
  return part;
}

/**
 * Merges what was found in tiles: one { boxes, scores, classes } for each tile, boxes in pixels of the picture.
 *
 * Returns the same of the picture, by falling score. `rule` is that of the contract's tiling.
 */
export function merge(parts, tiles, width, height, { iou, topK }, rule) {
  const views = joined(best(parts, tiles, width, height, topK, rule), rule);
  return flat(bestViews(views, iou, rule));
}

// The topK surest, each as a view { box, score, classId, tile, frame, cut: which sides a border cuts, near }.
function best(parts, tiles, width, height, topK, rule) {
  const views = parts.flatMap(({ boxes, scores, classes }, tile) => {
    const frame = tiles[tile];
    const near = Math.max(1, rule.touch * Math.min(frame[2] - frame[0], frame[3] - frame[1]));
    const edges = [0, 0, width, height];
    return Array.from(scores, (score, i) => {
      const box = [...boxes.subarray(4 * i, 4 * i + 4)];
      const cut = box.map((side, k) => frame[k] !== edges[k] && Math.abs(side - frame[k]) <= near);
      return { box, score, classId: classes[i], tile, frame, cut, near };
    });
  });
  const keys = ({ classId, box: [x1, y1, x2, y2], tile }) => [classId, x1, y1, x2, y2, tile];
  const compared = (a, b) => a.map((key, i) => key - b[i]).find((gap) => gap !== 0) ?? 0;
  return views.sort((a, b) => b.score - a.score || compared(keys(a), keys(b))).slice(0, topK);
}

// Parts of one box, on both sides of a seam, become the box around them.
function joined(views, rule) {
  const group = views.map((_, i) => i);
  const rootOf = (i) => (group[i] === i ? i : (group[i] = rootOf(group[i])));
  for (const axis of [0, 1]) {
    for (const [a, b] of pairs(views, axis, rule)) {
      const [one, two] = [rootOf(a), rootOf(b)];
      group[Math.max(one, two)] = Math.min(one, two);
    }
  }
  const members = new Map();
  views.forEach((view, i) => {
    const root = rootOf(i);
    if (!members.has(root)) members.set(root, []);
    members.get(root).push(view);
  });
  const alone = (view) => ({ ...view, isCut: view.cut.some(Boolean) });
  return [...members.values()].map((each) => (each.length > 1 ? around(each) : alone(each[0])));
}

function pairs(views, axis, rule) {
  const [low, high, left, right] = [axis, axis + 2, 1 - axis, 3 - axis];
  const found = [];
  views.forEach((a, i) => {
    if (!a.cut[high]) return;
    views.forEach((b, j) => {
      const isNext = b.cut[low] && a.classId === b.classId && a.frame[left] === b.frame[left]
        && a.frame[right] === b.frame[right] && a.frame[low] < b.frame[low] && b.frame[low] <= a.frame[high];
      // Both tiles see what lies between their borders, so that both must have found it there.
      const isThrough = isNext && a.box[low] <= b.frame[low] + a.near && b.box[high] >= a.frame[high] - a.near
        && b.box[low] - a.box[high] <= a.near;
      if (!isThrough) return;
      const shared = Math.min(a.box[right], b.box[right]) - Math.max(a.box[left], b.box[left]);
      const agree = shared / (Math.max(a.box[right], b.box[right]) - Math.min(a.box[left], b.box[left]));
      if (agree >= rule.along) found.push({ i, j, sure: agree * Math.min(a.score, b.score) });
    });
  });
  found.sort((a, b) => b.sure - a.sure || a.i - b.i || a.j - b.j);
  const taken = new Set();
  return found.filter(({ i, j }) => {
    const keys = [`high ${i} ${views[j].tile}`, `low ${j} ${views[i].tile}`];
    if (keys.some((key) => taken.has(key))) return false;
    keys.forEach((key) => taken.add(key));
    return true;
  }).map(({ i, j }) => [i, j]);
}

// Still cut is a side where all that reach it are.
function around(members) {
  const side = (k) => Math[k < 2 ? "min" : "max"](...members.map(({ box }) => box[k]));
  const box = [0, 1, 2, 3].map(side);
  const { near, score, classId } = members[0];
  const isCut = box.some((edge, k) => members.every((each) => each.cut[k] || Math.abs(each.box[k] - edge) > near));
  return { box, score, classId, tile: -1, isCut };
}

// Leaves out a cut box that lies in a larger one of another tile, and of what was seen twice all but the best view.
function bestViews(views, iou, rule) {
  const weight = ({ score, isCut }) => -score * (isCut ? rule.cut_counts : 1);
  const order = views.map((view, place) => ({ ...view, place, area: areaOf(view.box) }))
    .sort((a, b) => weight(a) - weight(b) || a.place - b.place);
  const isOther = (a, b) => a.tile !== b.tile || a.tile < 0;
  const isPart = (a, b) => a.isCut && a.area < b.area && isOther(a, b) && b.classId === a.classId
    && b.score >= rule.cut_counts * a.score && overlap(a.box, b.box) > rule.inside * a.area;
  const whole = order.filter((a) => !order.some((b) => isPart(a, b)));
  const kept = [];
  for (const one of whole) {
    const isSame = (other) => {
      if (one.classId !== other.classId) return false;
      const shared = overlap(one.box, other.box);
      const most = isOther(one, other) ? Math.min(rule.same, iou) : iou;
      return shared > 0 && shared > most * (one.area + other.area - shared);
    };
    if (!kept.some(isSame)) kept.push(one);
  }
  return kept.sort((a, b) => b.score - a.score || a.place - b.place);
}

function areaOf([x1, y1, x2, y2]) {
  return (x2 - x1) * (y2 - y1);
}

function overlap(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

function flat(views) {
  return {
    boxes: Float32Array.from(views.flatMap(({ box }) => box)),
    scores: Float32Array.from(views, ({ score }) => score),
    classes: Int32Array.from(views, ({ classId }) => classId),
  };
}

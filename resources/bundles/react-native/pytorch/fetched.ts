// How a network's outputs come over to JavaScript: torch picks the rows first, and each output crosses in one array.
// One fetch per row (`output[i].data()`) makes an object with two dozen functions for each of 25,200 rows.
import type { Tensor } from "react-native-pytorch-core";
import type { Contract, Thresholds, Values } from "../contract.js";

const OBJECTNESS = 4;

/** A network's outputs, one array each; of a decoded one without the rows that can't become a box. */
export function fetched(outputs: readonly Tensor[], { output }: Contract, thresholds: Thresholds): Values[] {
  if (output === "decoded") return [passingRows(outputs[0], thresholds)];
  return outputs.map((tensor) => (tensor.dtype === "int64" ? integers(tensor) : floats(tensor)));
}

/**
 * The rows of a decoded output (1 x N x columns) whose objectness passes, one after the other in the output's order.
 *
 * Objectness bounds a row's score, so no other row can become a box. Four times as many are asked for until the
 * last one of them doesn't pass: usually `topK` are enough.
 */
function passingRows(output: Tensor, { confidence, topK }: Thresholds): Float32Array {
  const [, total, columns] = output.shape;
  const rows = output.squeeze(0);
  const objectness = rows.permute([1, 0])[OBJECTNESS];
  const passing: number[] = [];
  for (let asked = Math.min(topK, total); asked > 0; asked = Math.min(4 * asked, total)) {
    const [highest, places] = objectness.topk(asked).map((tensor) => tensor.data());
    // Not `>`: what is not a number comes first, and says nothing about those behind it.
    if (asked < total && !(highest[asked - 1] <= confidence)) continue;
    for (let i = 0; i < asked; i++) if (highest[i] > confidence) passing.push(places[i]);
    break;
  }
  // Equal scores keep the order of the output, as in the studio.
  passing.sort((a, b) => a - b);

  const found = new Float32Array(passing.length * columns);
  if (!passing.length) return found;
  const every = floats(rows);
  passing.forEach((row, i) => found.set(every.subarray(row * columns, (row + 1) * columns), i * columns));
  return found;
}

/** All numbers of a tensor in the order of its shape. */
function floats(tensor: Tensor): Float32Array {
  // `data()` copies memory as it lies there: of a view that isn't contiguous it would give others' numbers.
  return tensor.contiguous().data() as Float32Array;
}

/** Class numbers and counts of the head `detections`: `data()` can't give 64-bit integers. */
function integers(tensor: Tensor): Int32Array {
  return tensor.contiguous().to({ dtype: "int32" }).data() as Int32Array;
}

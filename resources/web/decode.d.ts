import type { Contract, Thresholds, Values } from "./contract";

export interface Candidates {
  boxes: Float32Array;
  scores: Float32Array;
  classes: Int32Array;
}

export function candidates(
  outputs: Values[], contract: Contract, thresholds: Pick<Thresholds, "confidence" | "topK">,
): Candidates;
export function keptInside(
  outputs: Values[], contract: Contract, thresholds: Pick<Thresholds, "confidence">,
): Candidates;

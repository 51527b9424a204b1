export interface Thresholds {
  confidence: number;
  iou: number;
  topK: number;
}

/** How a picture is cut up, and the measures of merging what its tiles show. */
export interface Tiling {
  grid: [number, number] | null;
  size: number | null;
  overlap: number;
  whole: boolean;
  merge: { touch: number; along: number; same: number; inside: number; cut_counts: number };
}

export interface Contract {
  architecture: string;
  classNames: string[];
  inputHw: [number, number];
  resize: "letterbox" | "stretch";
  pad: number;
  colour: "rgb" | "bgr";
  layout: "nchw" | "nhwc";
  output: "decoded" | "raw" | "detections";
  strides: number[];
  anchors: [number, number][][];
  code: { centreScale: number; size: "squared" | "exp"; classes: "sigmoid" | "softmax" };
  thresholds: Thresholds;
  isAdjustable: boolean;
  tiling: Tiling | null;
  outputNames: string[];
  outputLengths: number[];
}

/** One output of a network, flat. */
export type Values = ArrayLike<number>;

export function readContract(json: string | object): Contract;
export function checkOutputs(outputs: Values[], contract: Contract): void;

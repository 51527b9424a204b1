export interface Thresholds {
  confidence: number;
  iou: number;
  topK: number;
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
  outputNames: string[];
  outputLengths: number[];
}

/** One output of a network, flat. */
export type Values = ArrayLike<number>;

export function readContract(json: string | object): Contract;
export function checkOutputs(outputs: Values[], contract: Contract): void;

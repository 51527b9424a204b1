import type { Contract, Thresholds, Tiling, Values } from "./contract";
import type { Candidates } from "./decode";
import type { Box } from "./letterbox";

/** What runs a network; `Input` is what it takes. */
export interface Runtime<Input = Float32Array> {
  name: string;
  run(input: Input, thresholds: Thresholds): Values[] | Promise<Values[]>;
  close?(): void;
}

export interface Picture {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

export interface Detections extends Candidates {
  timings: { preprocess: number; inference: number; decode: number; nms: number };
}

/** Of other pictures and inputs than these where a subclass prepares them: it sets `box`, too. */
export class Detector<Source = Picture, Input = Float32Array> {
  constructor(contract: Contract, runtime: Runtime<Input>);
  static open(json: string | object, runtime: Runtime | Promise<Runtime>): Promise<Detector>;
  readonly contract: Contract;
  readonly runtime: Runtime<Input>;
  thresholds: Thresholds;
  tiling: Tiling | null;
  /** Where the last picture lies in the input. */
  box: Box | null;
  detect(picture: Source): Promise<Detections>;
  detectWhole(picture: Source, thresholds?: Thresholds): Promise<Detections>;
  prepare(picture: Source): Input;
  warmUp(): Promise<number>;
  close(): void;
}

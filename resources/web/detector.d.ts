import type { Contract, Thresholds, Values } from "./contract";
import type { Candidates } from "./decode";

export interface Runtime {
  name: string;
  run(tensor: Float32Array, thresholds: Thresholds): Values[] | Promise<Values[]>;
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

export class Detector {
  constructor(contract: Contract, runtime: Runtime);
  static open(json: string | object, runtime: Runtime | Promise<Runtime>): Promise<Detector>;
  readonly contract: Contract;
  readonly runtime: Runtime;
  thresholds: Thresholds;
  detect(picture: Picture): Promise<Detections>;
  prepare(picture: Picture): Float32Array;
  warmUp(): Promise<number>;
  close(): void;
}

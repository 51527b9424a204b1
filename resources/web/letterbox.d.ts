import type { Contract } from "./contract";

export interface Box {
  width: number;
  height: number;
  inputWidth: number;
  inputHeight: number;
  scaledWidth: number;
  scaledHeight: number;
  left: number;
  top: number;
  pad: number;
}

export function letterbox(
  width: number, height: number, contract: Pick<Contract, "inputHw" | "resize" | "pad">,
): Box;
export function toTensor(
  rgba: Uint8Array | Uint8ClampedArray, box: Box, contract: Pick<Contract, "layout" | "colour">, out?: Float32Array,
): Float32Array;
export function toPicture(box: Box): (boxes: ArrayLike<number>) => Float32Array;

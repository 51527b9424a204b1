// Between VisionCamera's resizer and a network: where the frame lies in the input, and bars of the right grey.
import { Detector } from "../detector.js";
import { checkInput } from "../inputs";
import { letterbox, type Box } from "../letterbox.js";

/** A frame of width x height pixels as the resizer placed it: 3 planes of the input's size, 0 to 1. */
export interface Frame {
  width: number;
  height: number;
  pixels: Float32Array;
}

/** Takes frames that the resizer has placed: they are as large as the input, so that there are no tiles to look at. */
export class FrameDetector extends Detector<Frame> {
  tiling = null;

  prepare({ width, height, pixels }: Frame): Float32Array {
    if (this.box?.width !== width || this.box.height !== height) this.box = letterbox(width, height, this.contract);
    const { inputHeight, inputWidth } = this.box;
    checkInput([1, 3, inputHeight, pixels.length / (3 * inputHeight)], this.contract);
    paintBars(pixels, this.box, inputWidth, inputHeight);
    return pixels;
  }
}

/** Paints the bars beside the picture, which the resizer left black, in the grey the network was trained with. */
function paintBars(pixels: Float32Array, box: Box, width: number, height: number): void {
  const { left, top, pad } = box;
  const right = left + box.scaledWidth;
  const bottom = top + box.scaledHeight;
  const grey = pad / 255;
  for (let plane = 0; plane < 3 * width * height; plane += width * height) {
    pixels.fill(grey, plane, plane + top * width);
    pixels.fill(grey, plane + bottom * width, plane + width * height);
    if (left === 0 && right === width) continue;
    for (let row = plane + top * width; row < plane + bottom * width; row += width) {
      pixels.fill(grey, row, row + left);
      pixels.fill(grey, row + right, row + width);
    }
  }
}

// From a camera's picture to the network's input, in native code: as letterbox.js does it, without a loop here.
import { media, torch, torchvision, type Image, type Tensor } from "react-native-pytorch-core";
import type { Contract } from "../contract.js";
import { letterbox, type Box } from "../letterbox.js";

/** The input for a picture (1 x 3 x height x width, 0 to 1) and where it lies there; `last` is used again if it fits. */
export function prepare(
  image: Image, contract: Contract, last: Box | null,
): { tensor: Tensor; box: Box } {
  const width = image.getWidth();
  const height = image.getHeight();
  const blob = media.toBlob(image);
  if (blob.size !== 3 * width * height) {
    // Reading more than there is would end the app: `fromBlob` of 0.2.4 doesn't look.
    throw new Error(`The picture of ${width} x ${height} has ${blob.size} bytes instead of ${3 * width * height}.`);
  }
  const box = last?.width === width && last.height === height ? last : letterbox(width, height, contract);
  return { tensor: placed(torch.fromBlob(blob, [height, width, 3]), box, contract), box };
}

/** Places pixels (height x width x 3, 8 bits, RGB) in the input. */
function placed(picture: Tensor, box: Box, { colour }: Contract): Tensor {
  const { width, height, scaledWidth, scaledHeight, inputWidth, inputHeight, left, top } = box;
  let pixels = picture.permute([2, 0, 1]);
  if (scaledWidth !== width || scaledHeight !== height) {
    // While they are 8 bits: the result is rounded then, as in training.
    pixels = torchvision.transforms.resize([scaledHeight, scaledWidth])(pixels);
  }
  pixels = pixels.div(255);
  if (colour === "bgr") pixels = pixels.flip([0]);
  const grey = box.pad / 255;
  pixels = between(pixels, 1, top, inputHeight - top - scaledHeight, grey);
  pixels = between(pixels, 2, left, inputWidth - left - scaledWidth, grey);
  return pixels.unsqueeze(0);
}

/** `pixels` with bars of one grey before and behind them. */
function between(pixels: Tensor, dim: 1 | 2, before: number, behind: number, grey: number): Tensor {
  const bar = (thickness: number): Tensor[] => {
    const shape = [...pixels.shape];
    shape[dim] = thickness;
    return thickness > 0 ? [torch.full(shape, grey)] : [];
  };
  const parts = [...bar(before), pixels, ...bar(behind)];
  return parts.length > 1 ? torch.cat(parts, { dim }) : pixels;
}

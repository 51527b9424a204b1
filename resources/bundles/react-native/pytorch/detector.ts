// react-native-pytorch-core: a picture of its camera -> boxes in pixels of that picture.
import { MobileModel, torch, type Image, type Module, type ModelPath, type Tensor } from "react-native-pytorch-core";
import { checkOutputs, readContract, type Contract, type Thresholds, type Values } from "../contract.js";
import { Detector } from "../detector.js";
import { checkInput } from "../inputs";
import { fetched } from "./fetched";
import { prepare } from "./prepare";

const CONTRACT_INSIDE = "contract.json";

/** Takes pictures as the camera or ImageUtil gives them, and looks at them as a whole: they come without their pixels. */
export class PyTorchDetector extends Detector<Image, Tensor> {
  tiling = null;

  prepare(image: Image): Tensor {
    const { tensor, box } = prepare(image, this.contract, this.box);
    this.box = box;
    return tensor;
  }
}

/**
 * Opens a model, once.
 *
 * The contract inside the file goes before the one beside it (`json`): a model that was replaced alone is read rightly.
 */
export async function openDetector(
  model: ModelPath, json: string | object, thresholds: Thresholds,
): Promise<PyTorchDetector> {
  const extra: Record<string, string | null> = { [CONTRACT_INSIDE]: null };
  const module = await torch.jit._loadForMobile(await MobileModel.download(model), "cpu", extra);
  const contract = readContract(extra[CONTRACT_INSIDE] || json);
  const run = (input: Tensor, kept: Thresholds) => runModule(module, input, contract, kept);
  // Of rows that can't become boxes most aren't fetched: there is no number of values to hold this against.
  const detector = new PyTorchDetector({ ...contract, outputLengths: [] }, { name: "pytorch", run });
  detector.thresholds = thresholds;
  return detector;
}

/** Runs a network on an input (1 x 3 x height x width) and fetches what boxes are made of. */
export async function runModule(
  module: Module, input: Tensor, contract: Contract, thresholds: Thresholds,
): Promise<Values[]> {
  checkInput(input.shape, contract);
  const { confidence, iou, topK } = thresholds;
  // Only a network with NMS inside takes the thresholds; of another the surplus isn't looked at.
  const given = await module.forward<[Tensor, number, number, number], Tensor | Tensor[] | null>(
    input, confidence, iou, topK,
  );
  const outputs = given === null ? [] : Array.isArray(given) ? given : [given];
  if (!outputs.length) throw new Error("The model gave nothing. Export it again from its checkpoint.");
  const lengths = outputs.map(({ shape }) => ({ length: shape.reduce((a, b) => a * b, 1) }));
  checkOutputs(lengths, contract);
  return fetched(outputs, contract, thresholds);
}

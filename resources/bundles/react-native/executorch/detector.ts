// react-native-executorch: frames from the resizer -> boxes in pixels of the frame.
import { loadModel, tensor, wrapAsync, type Model, type Tensor } from "react-native-executorch";
import { readContract, type Thresholds } from "../contract.js";
import { FrameDetector } from "../frames/pixels";
import { checkInput } from "../inputs";

const load = wrapAsync(loadModel);
const execute = wrapAsync((model: Model, input: Tensor, outputs: Tensor[]): void => {
  "worklet";
  model.execute("forward", [input], outputs);
});

/** Opens the model at `path`, once, with memory for what goes in and comes out; `json` is its contract. */
export async function openDetector(path: string, json: string | object, thresholds: Thresholds): Promise<FrameDetector> {
  const contract = readContract(json);
  const model = await load(path);
  const { forward = { inputs: [], outputs: [] } } = model.schema;
  const [pictures = []] = shapes(forward.inputs);
  checkInput(pictures, contract);
  const input = tensor("float32", pictures);
  const outputs = shapes(forward.outputs).map((shape) => tensor("float32", shape));
  const detector = new FrameDetector(contract, {
    name: "executorch",
    async run(pixels) {
      input.setData(pixels);
      await execute(model, input, outputs);
      return outputs.map((output) => output.getData(new Float32Array(output.numel)));
    },
    close: () => [input, ...outputs, model].forEach((each) => each.dispose()),
  });
  detector.thresholds = thresholds;
  return detector;
}

/** The sides of what a method takes or gives; those that may vary are 0, which no contract asks for. */
function shapes(parameters: Model["schema"][string]["inputs"]): number[][] {
  return parameters.map((each) =>
    each.kind === "Tensor" ? each.shape.map((side) => (side.kind === "constant" ? side.value : 0)) : [],
  );
}

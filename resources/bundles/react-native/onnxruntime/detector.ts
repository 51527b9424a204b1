// onnxruntime-react-native: frames from the resizer -> boxes in pixels of the frame.
import { InferenceSession, Tensor } from "onnxruntime-react-native";
import { readContract, type Contract, type Thresholds } from "../contract.js";
import { FrameDetector } from "../frames/pixels";
import { checkInput } from "../inputs";

/** Opens the model at `path`, once; `json` is its contract. */
export async function openDetector(path: string, json: string | object, thresholds: Thresholds): Promise<FrameDetector> {
  const contract = readContract(json);
  const [height, width] = contract.inputHw;
  const session = await InferenceSession.create(path);
  const [pictures] = session.inputMetadata;
  if (pictures?.isTensor) checkInput(pictures.shape, contract);
  const detector = new FrameDetector(contract, {
    name: "onnxruntime",
    async run(pixels, kept) {
      const picture = new Tensor("float32", pixels, [1, 3, height, width]);
      const given = await session.run({ [session.inputNames[0]]: picture, ...told(contract, kept) });
      return session.outputNames.map((name) => numbers(given[name]));
    },
    close: () => void session.release(),
  });
  detector.thresholds = thresholds;
  return detector;
}

/** The thresholds, for a model that does NMS itself and takes them. */
function told({ isAdjustable }: Contract, { confidence, iou, topK }: Thresholds): Record<string, Tensor> {
  if (!isAdjustable) return {};
  return {
    confidence: new Tensor("float64", Float64Array.of(confidence), []),
    iou: new Tensor("float64", Float64Array.of(iou), []),
    top_k: new Tensor("int64", BigInt64Array.of(BigInt(topK)), []),
  };
}

function numbers({ data }: Tensor): Float32Array | Int32Array {
  return data instanceof BigInt64Array ? Int32Array.from(data, Number) : (data as Float32Array);
}

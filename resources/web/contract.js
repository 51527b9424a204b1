// The contract that lies beside a model (MODEL.json): what its network takes, and what its outputs mean.

const FORMAT = "detection-studio-contract-1";
const COLOURS = ["rgb", "bgr"];
const OUTPUTS = ["decoded", "raw", "detections"];
const RESIZES = ["letterbox", "stretch"];
const MOST_PIXELS = 4096; // of one side
const USUAL = { confidence: 0.25, iou: 0.45, topK: 1000 };

/**
 * Reads a contract, as text or parsed.
 *
 * Returns { architecture, classNames, inputHw: [height, width], resize, pad, colour, layout: "nchw" | "nhwc",
 * output, strides, anchors: [[w, h] per anchor] per stride, code: { centreScale, size, classes },
 * thresholds: { confidence, iou, topK }, isAdjustable, tiling, outputNames, outputLengths }. `thresholds` are those to
 * begin with; a file that is adjustable takes others as inputs. `tiling` says how pictures are cut up before the
 * network looks at them (`tiles.js`); null: they are not. `outputLengths` are the numbers of values in each output;
 * none for the head `detections`.
 *
 * Throws an Error of one sentence when it isn't one, or says what no network can be.
 */
export function readContract(json) {
  const data = parsed(json);
  const spec = data.spec;
  const [width, height] = pair(spec.input_wh);
  const code = spec.code ?? {};
  const output = spec.output ?? "decoded";
  const contract = {
    architecture: String(spec.architecture ?? ""),
    classNames: list(spec.class_names, "class_names").map(String),
    inputHw: [height, width],
    resize: spec.resize ?? "letterbox",
    pad: spec.pad ?? 114,
    colour: spec.colour ?? "rgb",
    layout: data.inputs?.[0]?.layout === "nhwc" ? "nhwc" : "nchw",
    output,
    strides: list(spec.strides, "strides"),
    anchors: list(spec.anchors, "anchors"),
    code: {
      centreScale: code.centre_scale ?? 2,
      size: code.size ?? "squared",
      classes: code.classes ?? "sigmoid",
    },
    thresholds: startingThresholds(data.thresholds),
    isAdjustable: (data.inputs?.length ?? 0) > 1,
    tiling: data.tiling ?? null,
  };
  check(contract);
  contract.outputNames = outputNames(contract);
  contract.outputLengths = outputLengths(contract);
  return contract;
}

function parsed(json) {
  let data = json;
  try {
    if (typeof json === "string") data = JSON.parse(json);
  } catch {
    data = null;
  }
  if (data?.format !== FORMAT || typeof data.spec !== "object" || data.spec === null)
    throw new Error("The model's description can't be understood. Export the model again from its checkpoint.");
  return data;
}

function check({ inputHw, classNames, strides, anchors, pad, resize, colour, output, code, tiling }) {
  known(resize, RESIZES, "resize");
  known(colour, COLOURS, "colour");
  known(output, OUTPUTS, "output");
  known(code.size, ["squared", "exp"], "code.size");
  known(code.classes, ["sigmoid", "softmax"], "code.classes");
  if (!inputHw.every((side) => Number.isInteger(side) && side > 0 && side <= MOST_PIXELS)) refuse("input_wh");
  if (!classNames.length) refuse("class_names");
  if (!strides.length || !strides.every((stride) => stride > 0 && inputHw.every((side) => side % stride === 0)))
    refuse("strides");
  if (anchors.length !== strides.length || !anchors.every(isAnchors)) refuse("anchors");
  if (!(pad >= 0 && pad <= 255)) refuse("pad");
  if (tiling && !isTiling(tiling)) refuse("tiling");
  if (!(code.centreScale >= 1 && code.centreScale <= MOST_PIXELS)) refuse("code.centre_scale");
}

function isAnchors(layer) {
  return Array.isArray(layer) && layer.length > 0
    && layer.every((each) => Array.isArray(each) && each.length === 2 && each.every((side) => side > 0));
}

function isTiling({ grid, size, overlap, merge }) {
  const isCount = (value) => Number.isInteger(value) && value > 0;
  const isCut = grid ? Array.isArray(grid) && grid.length === 2 && grid.every(isCount) : isCount(size);
  const shares = ["touch", "along", "same", "inside", "cut_counts"].map((name) => merge?.[name]);
  return isCut && overlap >= 0 && overlap < 1 && shares.every((share) => share >= 0 && share <= 1);
}

function startingThresholds(own) {
  if (!own) return { ...USUAL };
  const thresholds = { confidence: own.confidence, iou: own.iou, topK: own.top_k };
  const isShare = (value) => value >= 0 && value <= 1;
  if (!isShare(thresholds.confidence) || !isShare(thresholds.iou) || !(thresholds.topK >= 1)) refuse("thresholds");
  return thresholds;
}

function outputNames({ output, strides }) {
  if (output === "decoded") return ["output"];
  if (output === "detections") return ["boxes", "scores", "classes", "count"];
  return strides.map((stride) => `head_stride_${stride}`);
}

function outputLengths({ output, strides, anchors, classNames, inputHw: [height, width] }) {
  const lengths = strides.map(
    (stride, layer) => anchors[layer].length * (5 + classNames.length) * (height / stride) * (width / stride),
  );
  if (output === "detections") return [];
  return output === "raw" ? lengths : [lengths.reduce((sum, length) => sum + length)];
}

/** Throws an Error of one sentence unless outputs have the lengths that the contract promises. */
export function checkOutputs(outputs, { output, outputNames, outputLengths, inputHw: [height, width] }) {
  const fits = outputs.length === outputNames.length
    && outputLengths.every((length, i) => outputs[i].length === length);
  if (fits) return;
  const told = outputs.map((values) => values.length).join(", ");
  throw new Error(
    `The model gave outputs of ${told} values where its description promises ${outputLengths.join(", ") || 4}`
      + ` (${output}, ${width} x ${height}). Export it again, and copy the model and its .json together.`,
  );
}

function pair(value) {
  if (!Array.isArray(value) || value.length !== 2) refuse("input_wh");
  return value;
}

function list(value, name) {
  if (!Array.isArray(value)) refuse(name);
  return value;
}

function known(value, all, name) {
  if (!all.includes(value)) refuse(name);
}

function refuse(name) {
  throw new Error(`The model's description is wrong at ${name}. Export the model again from its checkpoint.`);
}

// Runs one variant of a compiled bundle on pictures and prints what it finds: node detect.cjs BUNDLE CASE.json
//
// A case: {variant, contract, thresholds, model, inside, input, pictures: [{width, height, file, outputs: [{file, shape,
// type}]}]}. Files hold bytes (pictures of the variant pytorch: rgb) or numbers (else: the placed planes). `inside` is
// the contract in the file, `input` the shape that the network has. Printed: {found, inputs}, or {error: sentence}.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { resolve } = require("node:path");

const [bundle, place] = process.argv.slice(2);
const load = createRequire(resolve(bundle, "index.js"));
const told = JSON.parse(readFileSync(place, "utf8"));
const ARRAYS = { uint8: Uint8Array, float32: Float32Array, int64: BigInt64Array };
const numbers = (name, type = "float32") => new ARRAYS[type](new Uint8Array(readFileSync(name)).buffer);
const plain = ({ boxes, scores, classes }) => ({ boxes: [...boxes], scores: [...scores], classes: [...classes] });

const VARIANTS = {
  pytorch() {
    const { recorded, torch } = load("react-native-pytorch-core");
    recorded.inside = told.inside ?? "";
    return {
      picture: ({ width, height, file }) => ({
        getWidth: () => width, getHeight: () => height, bytes: numbers(file, "uint8"),
      }),
      give(outputs) {
        const tensors = outputs.map(({ file, shape, type }) => torch.of(numbers(file, type), shape, type));
        recorded.outputs = tensors.length > 1 ? tensors : (tensors[0] ?? null);
      },
      given: () => recorded.given.at(-1)[0].contiguous().data(),
    };
  },
  onnxruntime: () => ({ picture: frame, give() {}, given: () => [] }),
  executorch() {
    const { recorded } = load("react-native-executorch");
    const give = (outputs) => {
      recorded.outputs = outputs.map(({ file, shape }) => ({ data: numbers(file), shape }));
    };
    recorded.input = told.input;
    give(told.pictures[0].outputs);
    return { picture: frame, give, given: () => recorded.given };
  },
};
const frame = ({ width, height, file }) => ({ width, height, pixels: numbers(file) });

async function main() {
  const { picture, give, given } = VARIANTS[told.variant]();
  const detector = await load(`./${told.variant}/detector.js`).openDetector(told.model, told.contract, told.thresholds);
  const found = [], inputs = [];
  for (const each of told.pictures) {
    give(each.outputs);
    found.push(plain(await detector.detect(picture(each))));
    inputs.push([...given()]);
  }
  return { found, inputs };
}

main().then(
  (done) => console.log(JSON.stringify(done)),
  (error) => console.log(JSON.stringify({ error: error.message })),
);

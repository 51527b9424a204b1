// The page's side of the worker: a network that is opened and asked from here, and the choice of what runs it.

/** What can run a model, by its suffix: the module, what it computes on, and the file it starts from. */
const ENGINES = [
  { id: "ort-wasm", suffix: ".onnx", runtime: "ort", device: "wasm", file: "onnxruntime/ort.wasm.min.mjs" },
  { id: "ort-webgpu", suffix: ".onnx", runtime: "ort", device: "webgpu", file: "onnxruntime/ort.webgpu.min.mjs" },
  { id: "litert-wasm", suffix: ".tflite", runtime: "litert", device: "wasm", file: "litert/index.js" },
  { id: "litert-webgpu", suffix: ".tflite", runtime: "litert", device: "webgpu", file: "litert/index.js" },
];
const RUNTIMES = { ort: "onnxruntime-web", litert: "LiteRT.js" };
const DEVICES = { wasm: "processor", webgpu: "graphics (WebGPU)" };

/** A network in a worker of its own. */
export class Network {
  constructor() {
    this.worker = new Worker(new URL("worker.js", import.meta.url));
    this.waiting = new Map();
    this.asked = 0;
    this.worker.onmessage = ({ data: { id, answer, problem } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (problem === undefined) resolve(answer);
      else reject(new Error(problem));
    };
    this.worker.onerror = (event) => {
      const why = event.message ?? "it can't be loaded";
      const lost = new Error(`The network's worker stopped (${why}). Load the page again.`);
      for (const { reject } of this.waiting.values()) reject(lost);
      this.waiting.clear();
    };
  }

  /** Opens a model ({ bytes, contract }) with an engine and runs it once; throws an Error of one sentence. */
  static async open(engine, { bytes, contract }) {
    const network = new Network();
    try {
      const place = new URL("./", new URL(engine.file, import.meta.url)).href;
      const { runtime, device } = engine;
      Object.assign(network, { engine }, await network.ask("open", { runtime, device, place, model: bytes, contract }));
      return network;
    } catch (error) {
      network.close();
      throw error;
    }
  }

  /**
   * Finds what is in a picture, as Detector.detect does (`isWhole`: not in tiles, whatever the contract says); its
   * pixels come back as `picture` of the answer.
   */
  detect(picture, thresholds, isWhole = false) {
    return this.ask("detect", { picture, thresholds, isWhole }, [picture.data.buffer]);
  }

  ask(verb, given, transfer = []) {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, verb, given }, transfer);
    });
  }

  close() {
    this.worker.terminate();
  }
}

/** Returns the engines that can run one of the models and whose files are in the bundle: { id, title, model, ... }. */
export function enginesFor(models, files) {
  const shipped = ENGINES.filter(({ file }) => files.includes(file));
  return models.flatMap((model) =>
    shipped.filter(({ suffix }) => model.endsWith(suffix)).map((engine) => {
      const title = `${RUNTIMES[engine.runtime]}, ${DEVICES[engine.device]}`;
      return { ...engine, id: `${engine.id} ${model}`, title, model };
    }),
  );
}

/**
 * Opens a model with each of the engines in turn, keeps the quickest network, and closes the others.
 *
 * load: engine -> (a promise of) { bytes, contract }. Returns { network, tried: [{ engine, ms | problem }] }.
 * Throws an Error when none works: what the first of them said.
 */
export async function quickest(engines, load, onTry = () => {}) {
  const tried = [];
  const opened = [];
  for (const engine of engines) {
    onTry(engine);
    try {
      const network = await Network.open(engine, await load(engine));
      opened.push(network);
      tried.push({ engine, ms: network.ms });
    } catch (error) {
      tried.push({ engine, problem: error.message });
    }
  }
  const [network, ...slower] = opened.sort((a, b) => a.ms - b.ms);
  slower.forEach((each) => each.close());
  if (network) return { network, tried };
  throw new Error(tried[0]?.problem ?? "No file of this bundle can run its model. Copy the whole folder again.");
}

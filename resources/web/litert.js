// LiteRT.js as a runtime of the detector: `.tflite` on the processor (wasm) or on the graphics card (webgpu).

import { reason, threadCount, told } from "./ort.js";

/**
 * Opens a model (its bytes) with the files of LiteRT.js that lie at `place` (a URL that ends with a slash).
 *
 * device: "wasm" or "webgpu". Returns a runtime for Detector. Throws an Error of one sentence. One a worker: LiteRT.js
 * is loaded once in each.
 */
export async function open({ model, contract, place, device }) {
  const litert = await import(new URL("index.js", place));
  const threads = await loaded(litert, place);
  const network = await compiled(litert, model, device);
  const [height, width] = contract.inputHw;
  const shape = contract.layout === "nchw" ? [1, 3, height, width] : [1, height, width, 3];
  check(network, shape);
  return {
    name: device === "webgpu" ? "LiteRT.js, WebGPU" : `LiteRT.js, ${told(threads)}`,
    async run(tensor) {
      const input = new litert.Tensor(tensor, shape);
      const outputs = await network.run(input);
      input.delete();
      const values = [];
      for (const output of outputs) {
        const here = device === "wasm" ? output : await output.moveTo("wasm");
        values.push(here.toTypedArray().slice());
        here.delete();
      }
      return values;
    },
    close: () => network.delete(),
  };
}

async function loaded(litert, place) {
  // In a worker it would look for its parts beside the worker's own script, and start its threads from that.
  const locateFile = (name) => new URL(name, place).href;
  const threads = threadCount();
  if (threads > 1) {
    try {
      globalThis.Module = { locateFile, mainScriptUrlOrBlob: locateFile("litert_wasm_threaded_internal.js") };
      await litert.loadLiteRt(place, { threads: true });
      return threads;
    } catch {
      // The browser lacks the newer vectors that the files with threads are made of.
    }
  }
  globalThis.Module = { locateFile };
  await litert.loadLiteRt(place);
  return 1;
}

async function compiled(litert, model, accelerator) {
  try {
    return await litert.loadAndCompile(new Uint8Array(model), { accelerator });
  } catch (error) {
    throw new Error(`LiteRT.js can't open the model (${reason(error)}). Copy the whole folder again.`);
  }
}

function check(network, shape) {
  const own = [...network.getInputDetails()[0].shape];
  if (own.some((side, i) => side !== shape[i])) {
    throw new Error(
      `The model takes ${own.join(" x ")} and its description says ${shape.join(" x ")}.`
        + " Export it again, and copy the model and its .json together.",
    );
  }
}

// onnxruntime-web as a runtime of the detector: `.onnx` on the processor (wasm) or on the graphics card (webgpu).

/**
 * Opens a model (its bytes) with the files of onnxruntime-web that lie at `place` (a URL that ends with a slash).
 *
 * device: "wasm" or "webgpu". Returns a runtime for Detector. Throws an Error of one sentence.
 */
export async function open({ model, contract, place, device }) {
  const threads = threadCount();
  const ort = await import(new URL(device === "webgpu" ? "ort.webgpu.min.mjs" : "ort.wasm.min.mjs", place));
  ort.env.wasm.wasmPaths = place;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  const session = await created(ort, model, device);
  const [height, width] = contract.inputHw;
  const shape = contract.layout === "nchw" ? [1, 3, height, width] : [1, height, width, 3];
  check(session, contract, shape);
  const scalar = (kind, value) => new ort.Tensor(kind, [value], []);
  return {
    name: device === "webgpu" ? "onnxruntime-web, WebGPU" : `onnxruntime-web, ${told(threads)}`,
    async run(tensor, { confidence, iou, topK }) {
      const given = { [session.inputNames[0]]: new ort.Tensor("float32", tensor, shape) };
      if (contract.isAdjustable) {
        given.confidence = scalar("float64", confidence);
        given.iou = scalar("float64", iou);
        given.top_k = scalar("int64", BigInt(topK));
      }
      const found = await session.run(given);
      return session.outputNames.map((name) => asNumbers(found[name].data));
    },
    close: () => session.release(),
  };
}

/** Threads that the page may use: several where its server sends the two headers that isolate it. */
export function threadCount() {
  return globalThis.crossOriginIsolated ? Math.max(1, Math.min(4, navigator.hardwareConcurrency ?? 1)) : 1;
}

export function told(threads) {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

async function created(ort, model, device) {
  try {
    return await ort.InferenceSession.create(new Uint8Array(model), { executionProviders: [device] });
  } catch (error) {
    throw new Error(`onnxruntime-web can't open the model (${reason(error)}). Copy the whole folder again.`);
  }
}

function check(session, { inputHw: [height, width] }, shape) {
  const own = session.inputMetadata?.[0]?.shape;
  if (own?.some((side, i) => typeof side === "number" && side !== shape[i])) {
    throw new Error(
      `The model takes ${own.join(" x ")} and its description says ${shape.join(" x ")} (${width} x ${height} pixels).`
        + " Export it again, and copy the model and its .json together.",
    );
  }
}

function asNumbers(data) {
  return data instanceof BigInt64Array ? Float32Array.from(data, Number) : data;
}

export function reason(error) {
  return String(error?.message ?? error).split("\n")[0].slice(0, 160);
}

// The worker that a network runs in, so that the page goes on moving while it computes. A classic worker, for LiteRT.js
// loads its parts with importScripts.

let detector = null;

const VERBS = {
  async open({ runtime, device, place, model, contract }) {
    const [{ Detector }, { readContract }, { open }] = await Promise.all([
      import("./detector.js"), import("./contract.js"), import(`./${runtime}.js`),
    ]);
    if (device === "webgpu" && !(await navigator.gpu?.requestAdapter()))
      throw new Error("There is no WebGPU in this browser, so that the model runs on the processor.");
    const known = readContract(contract);
    detector = new Detector(known, await open({ model, contract: known, place, device }));
    const ms = await detector.warmUp();
    return { name: detector.runtime.name, ms };
  },

  async detect({ picture, thresholds, isWhole }) {
    detector.thresholds = thresholds;
    const found = await (isWhole ? detector.detectWhole(picture) : detector.detect(picture));
    // The pixels go back to the page, which shows them and can send them on.
    return { ...found, picture };
  },
};

self.onmessage = async ({ data: { id, verb, given } }) => {
  try {
    const answer = await VERBS[verb](given);
    self.postMessage({ id, answer }, answer.picture ? [answer.picture.data.buffer] : []);
  } catch (error) {
    self.postMessage({ id, problem: error?.message ?? String(error) });
  }
};

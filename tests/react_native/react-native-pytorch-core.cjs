// Stands for the package of that name: pictures and models that give what was recorded, with the double's tensors.
const { torch, torchvision } = require("./torch_double.cjs");

/** What the next model gives, and the contract inside its file; set by whoever runs a test. */
const recorded = { outputs: null, inside: "", given: [] };

torch.jit = {
  async _loadForMobile(path, device, extra) {
    for (const name of Object.keys(extra)) extra[name] = recorded.inside;
    return {
      async forward(...inputs) {
        recorded.given.push(inputs);
        return recorded.outputs;
      },
    };
  },
};

module.exports = {
  torch,
  torchvision,
  media: { toBlob: ({ bytes }) => ({ bytes, size: bytes.length }) },
  MobileModel: { download: async (model) => `/cache/${model}` },
  recorded,
};

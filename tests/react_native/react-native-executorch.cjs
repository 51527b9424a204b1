// Stands for the package of that name: a model that gives what was recorded.
const recorded = { outputs: [], input: [], given: null };
const side = (value) => ({ kind: "constant", value });
const spec = (shape) => ({ kind: "Tensor", dtype: "float32", shape: shape.map(side) });

function tensor(dtype, shape) {
  let data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  return {
    dtype, shape, numel: data.length,
    setData(from) {
      if (from.length !== data.length) throw new Error("INVALID_ARGUMENT");
      data = Float32Array.from(from);
    },
    getData(into) {
      into.set(data);
      return into;
    },
    dispose() {},
  };
}

module.exports = {
  recorded,
  tensor,
  wrapAsync: (work) => async (...given) => work(...given),
  loadModel: () => ({
    schema: { forward: { inputs: [spec(recorded.input)], outputs: recorded.outputs.map(({ shape }) => spec(shape)) } },
    execute(method, [input], outputs) {
      recorded.given = input.getData(new Float32Array(input.numel));
      outputs.forEach((output, i) => output.setData(recorded.outputs[i].data));
    },
    dispose() {},
  }),
};

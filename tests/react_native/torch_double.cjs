// Stands for react-native-pytorch-core 0.2.4 where its native library can't run: its tensors, after its C++.
//
// As there, a tensor is a view of a storage; whatever is asked of it goes through one lookup by name, `[i]` makes a
// new tensor, each new tensor is given a function object for every operation, `data()` copies memory from where the
// view begins whatever its strides, 64-bit integers can't be fetched, and `topk` gives 32-bit indices. Equal values
// come out of `topk` last row first, for torch promises nothing about them.

const ARRAYS = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array, uint8: Uint8Array };
const product = (shape) => shape.reduce((a, b) => a * b, 1);
const contiguousStrides = (shape) => shape.map((_, i) => product(shape.slice(i + 1)));

let made = 0, sorting = 0;

/** A new host object of a view. */
function host(view) {
  made++;
  const functions = new Map();
  for (const [name, operation] of Object.entries(OPERATIONS)) functions.set(name, (...given) => operation(view, ...given));
  return new Proxy(functions, { get: (_, name) => property(view, functions, name) });
}

function property(view, functions, name) {
  if (name === VIEW) return view;
  if (typeof name !== "string") return undefined;
  if (name === "shape") return [...view.shape];
  if (name === "dtype") return view.dtype;
  const index = Number.parseInt(name, 10);
  if (index >= 0 && index < view.shape[0]) {
    const { strides, shape } = view;
    return host({ ...view, offset: view.offset + index * strides[0], shape: shape.slice(1), strides: strides.slice(1) });
  }
  return functions.get(name);
}

const VIEW = Symbol("view");
const of = (array, shape, dtype) => ({ array, offset: 0, shape, strides: contiguousStrides(shape), dtype });
const isContiguous = ({ shape, strides }) => {
  const plain = contiguousStrides(shape);
  return shape.every((side, i) => side <= 1 || strides[i] === plain[i]);
};
const axis = (dim, view) => (dim < 0 ? dim + view.shape.length : dim);

/** Where each number of a view lies in its storage, in the order of its shape. */
function places({ offset, shape, strides }) {
  let found = Int32Array.of(offset);
  shape.forEach((side, i) => {
    const next = new Int32Array(found.length * side);
    for (let a = 0, at = 0; a < found.length; a++) for (let b = 0; b < side; b++) next[at++] = found[a] + b * strides[i];
    found = next;
  });
  return found;
}

function contiguous(view) {
  if (isContiguous(view)) return view;
  const from = places(view), array = new ARRAYS[view.dtype](from.length);
  for (let i = 0; i < from.length; i++) array[i] = view.array[from[i]];
  return of(array, view.shape, view.dtype);
}

function mapped(view, dtype, change) {
  const { array, offset, shape } = contiguous(view), out = new ARRAYS[dtype](product(shape));
  for (let i = 0; i < out.length; i++) out[i] = change(array[offset + i]);
  return of(out, shape, dtype);
}

const OPERATIONS = {
  data(view) {
    if (view.dtype === "int64") throw new Error("the property 'data' for a tensor of dtype torch.int64 is not supported.");
    return view.array.slice(view.offset, view.offset + product(view.shape));
  },
  item(view) {
    if (product(view.shape) !== 1) throw new Error("a Tensor with more than one element cannot be converted to Scalar");
    return view.array[view.offset];
  },
  toString: (view) => `${view.array[view.offset]}\n[ ${view.dtype} ]`,
  size: (view) => [...view.shape],
  stride: (view) => [...view.strides],
  contiguous: (view) => host(contiguous(view)),
  to(view, { dtype }) {
    return host(dtype === view.dtype ? view : mapped(view, dtype, dtype === "int64" ? BigInt : Number));
  },
  squeeze(view, dim) {
    const kept = view.shape.map((side, i) => side !== 1 || (dim !== undefined && i !== axis(dim, view)));
    const at = (values) => values.filter((_, i) => kept[i]);
    return host({ ...view, shape: at(view.shape), strides: at(view.strides) });
  },
  unsqueeze(view, dim) {
    const strides = [...view.strides], shape = [...view.shape];
    strides.splice(dim, 0, (shape[dim] ?? 1) * (strides[dim] ?? 1));
    shape.splice(dim, 0, 1);
    return host({ ...view, shape, strides });
  },
  permute: (view, dims) =>
    host({ ...view, shape: dims.map((dim) => view.shape[dim]), strides: dims.map((dim) => view.strides[dim]) }),
  reshape(view, shape) {
    if (product(shape) !== product(view.shape)) throw new Error(`shape '[${shape}]' is invalid`);
    const { array, offset, dtype } = contiguous(view);
    return host({ array, offset, shape, strides: contiguousStrides(shape), dtype });
  },
  flip(view, dims) {
    const order = places(view), { shape } = view, strides = contiguousStrides(shape);
    const array = new ARRAYS[view.dtype](order.length);
    for (let i = 0; i < array.length; i++) {
      let from = 0;
      shape.forEach((side, axis_) => {
        const at = Math.floor(i / strides[axis_]) % side;
        from += (dims.includes(axis_) ? side - 1 - at : at) * strides[axis_];
      });
      array[i] = view.array[order[from]];
    }
    return host(of(array, shape, view.dtype));
  },
  div: (view, by) => host(mapped(view, "float32", (value) => value / by)),
  mul: (view, by) => host(mapped(view, "float32", (value) => value * by)),
  topk(view, k, { dim = -1 } = {}) {
    const begun = performance.now();
    const along = axis(dim, view), length = view.shape[along];
    if (k > length) throw new Error("selected index k out of range");
    const lanes = view.shape.map((side, i) => (i === along ? 1 : side));
    const shape = view.shape.map((side, i) => (i === along ? k : side));
    const out = contiguousStrides(shape);
    const values = new ARRAYS[view.dtype](product(shape)), indices = new Int32Array(values.length);
    const starts = places({ ...view, shape: lanes });
    const ends = places({ offset: 0, shape: lanes, strides: out });
    starts.forEach((start, lane) => {
      highest(view.array, start, view.strides[along], length, k).forEach((index, i) => {
        values[ends[lane] + i * out[along]] = view.array[start + index * view.strides[along]];
        indices[ends[lane] + i * out[along]] = index;
      });
    });
    sorting += performance.now() - begun;
    return [host(of(values, shape, view.dtype)), host(of(indices, shape, "int32"))];
  },
};
// The rest of what each tensor is given functions for.
for (const name of ["abs", "add", "argmax", "argmin", "clamp", "expand", "matmul", "softmax", "sqrt", "sub", "sum"])
  OPERATIONS[name] = () => {
    throw new Error(`${name} is not of this double`);
  };

/** The indices of the k highest of a lane, highest first (what is not a number before all), ties last one first. */
function highest(array, start, stride, length, k) {
  const rank = (i) => (Number.isNaN(array[start + i * stride]) ? Infinity : array[start + i * stride]);
  const before = (a, b) => rank(a) > rank(b) || (rank(a) === rank(b) && a > b);
  // A heap whose root is the least of the best so far.
  const heap = Int32Array.from({ length: k }, (_, i) => i);
  const sink = (at, size) => {
    for (let child; (child = 2 * at + 1) < size; at = child) {
      if (child + 1 < size && before(heap[child], heap[child + 1])) child++;
      if (!before(heap[at], heap[child])) return;
      [heap[at], heap[child]] = [heap[child], heap[at]];
    }
  };
  for (let at = (k >> 1) - 1; at >= 0; at--) sink(at, k);
  for (let i = k; i < length; i++) {
    if (!before(i, heap[0])) continue;
    heap[0] = i;
    sink(0, k);
  }
  for (let size = k - 1; size > 0; size--) {
    [heap[0], heap[size]] = [heap[size], heap[0]];
    sink(0, size);
  }
  return heap;
}

const view = (tensor) => tensor[VIEW];

const torch = {
  /** Not of the package: how many tensors there were so far, milliseconds in `topk`, and a model's numbers. */
  made: () => made,
  sorting: () => sorting,
  of: (array, shape, dtype = "float32") => host(of(array, shape, dtype)),
  fromBlob: (blob, sizes) => host(of(blob.bytes.slice(0, product(sizes)), sizes, "uint8")),
  full: (shape, value) => host(of(new Float32Array(product(shape)).fill(value), shape, "float32")),
  cat(tensors, { dim = 0 } = {}) {
    const parts = tensors.map((each) => contiguous(view(each))), [first] = parts;
    const shape = first.shape.map((side, i) => (i === dim ? parts.reduce((sum, part) => sum + part.shape[i], 0) : side));
    const array = new ARRAYS[first.dtype](product(shape)), blocks = product(shape.slice(0, dim));
    let at = 0;
    for (let block = 0; block < blocks; block++)
      for (const part of parts) {
        const size = product(part.shape.slice(dim)), from = part.offset + block * size;
        array.set(part.array.subarray(from, from + size), at);
        at += size;
      }
    return host(of(array, shape, first.dtype));
  },
};

/** Bilinear without antialiasing, corners not aligned, and 8 bits stay 8 bits: `resize` of torchvision 0.13. */
function resize([height, width]) {
  return (tensor) => {
    const { array, offset, shape: [channels, h, w], dtype } = contiguous(view(tensor));
    const out = new ARRAYS[dtype](channels * height * width);
    const taps = (from, to) =>
      Array.from({ length: to }, (_, i) => {
        const at = Math.max(0, ((i + 0.5) * from) / to - 0.5), low = Math.floor(at);
        return [low, Math.min(low + 1, from - 1), at - low];
      });
    const rows = taps(h, height), columns = taps(w, width);
    for (let c = 0; c < channels; c++)
      rows.forEach(([top, bottom, v], y) =>
        columns.forEach(([left, right, u], x) => {
          const at = (row, column) => array[offset + (c * h + row) * w + column];
          const above = at(top, left) * (1 - u) + at(top, right) * u;
          const below = at(bottom, left) * (1 - u) + at(bottom, right) * u;
          const value = above * (1 - v) + below * v;
          out[(c * height + y) * width + x] = dtype === "uint8" ? Math.round(value) : value;
        }));
    return host(of(out, [channels, height, width], dtype));
  };
}

module.exports = { torch, torchvision: { transforms: { resize } } };

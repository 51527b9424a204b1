function rows(heads) {
  const { strides, anchors, code, class_names } = golden.spec, columns = 5 + class_names.length;
  const s = (value) => 1 / (1 + Math.exp(-value)), data = [];
  heads.forEach((head, layer) => {
    const [, , h, w] = head.dims, k = code.centre_scale, stride = strides[layer];
    anchors[layer].forEach((anchor, a) => {
      for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
        const at = (c) => head.data[((a * columns + c) * h + y) * w + x];
        const size = (c) => (code.size === "squared" ? (2 * s(at(c))) ** 2 : Math.exp(at(c))) * anchor[c - 2];
        const values = class_names.map((_, c) => at(5 + c)), top = Math.max(...values);
        const shares = values.map((v) => Math.exp(v - top)), sum = shares.reduce((a, b) => a + b);
        data.push((k * s(at(0)) - (k - 1) / 2 + x) * stride, (k * s(at(1)) - (k - 1) / 2 + y) * stride);
        data.push(size(2), size(3), s(at(4)));
        data.push(...(code.classes === "softmax" ? shares.map((v) => v / sum) : values.map(s)));
      }
    });
  });
  return { data, count: data.length / columns, columns };
}

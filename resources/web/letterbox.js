// Bringing a picture to a network's input size, and boxes back. Equal to the studio's pixel for pixel: bilinear in
// whole numbers, as OpenCV's INTER_LINEAR computes it (a canvas's own scaling does not give these values).

const BITS = 11; // of an interpolation weight
const ONE = 1 << BITS;
const SHARE = Math.fround(1 / 255); // what a grey level is, 0..1

/**
 * Plans the placement of a picture of width x height pixels in the input of a model.
 *
 * Returns { width, height, inputWidth, inputHeight, scaledWidth, scaledHeight, left, top, pad, ... }: the picture is
 * scaled to scaledWidth x scaledHeight, and its top left corner lands at (left, top). Make it once for all pictures
 * of a size: it holds the tables of their scaling.
 */
export function letterbox(width, height, { inputHw: [inputHeight, inputWidth], resize, pad }) {
  let [scaledWidth, scaledHeight] = [inputWidth, inputHeight];
  if (resize === "letterbox") {
    const ratio = Math.min(inputWidth / width, inputHeight / height);
    scaledWidth = Math.max(1, roundHalfEven(width * ratio));
    scaledHeight = Math.max(1, roundHalfEven(height * ratio));
  }
  return {
    width, height, inputWidth, inputHeight, scaledWidth, scaledHeight, pad,
    left: Math.floor((inputWidth - scaledWidth) / 2),
    top: Math.floor((inputHeight - scaledHeight) / 2),
    columns: steps(width, scaledWidth),
    rows: steps(height, scaledHeight),
    // Two rows of sums that the picture's rows give, kept for the next row of the input.
    sums: [new Int32Array(3 * scaledWidth), new Int32Array(3 * scaledWidth)],
  };
}

/**
 * Writes a picture (rgba: width * height * 4 bytes) into the network's input, a flat Float32Array of 3 * inputHeight *
 * inputWidth values 0..1, in the contract's layout and order of channels. `out` is used when given. Returns it.
 */
export function toTensor(rgba, box, { layout, colour }, out) {
  const { inputWidth, inputHeight, pad } = box;
  const size = inputWidth * inputHeight;
  const tensor = out ?? new Float32Array(3 * size);
  if (rgba.length !== box.width * box.height * 4 || tensor.length !== 3 * size)
    throw new Error(`The picture or the input isn't of the size planned for, ${box.width} x ${box.height} pixels.`);
  const pixel = layout === "nchw" ? 1 : 3;
  const channel = layout === "nchw" ? size : 1;
  const [red, blue] = colour === "bgr" ? [2 * channel, 0] : [0, 2 * channel];
  const place = { pixel, red, green: channel, blue };
  if (box.scaledWidth < inputWidth || box.scaledHeight < inputHeight) tensor.fill(SHARE * pad);
  if (box.scaledWidth === box.width && box.scaledHeight === box.height) copy(rgba, box, place, tensor);
  else if (box.scaledWidth * 2 === box.width && box.scaledHeight * 2 === box.height) halve(rgba, box, place, tensor);
  else interpolate(rgba, box, place, tensor);
  return tensor;
}

/**
 * Returns what maps boxes (a flat array, four values each: x1, y1, x2, y2) in input pixels to pixels of the picture,
 * clipped to it.
 */
export function toPicture({ width, height, scaledWidth, scaledHeight, left, top }) {
  const [scaleX, scaleY] = [scaledWidth / width, scaledHeight / height];
  return (boxes) => {
    const mapped = new Float32Array(boxes.length);
    for (let i = 0; i < boxes.length; i += 2) {
      mapped[i] = Math.min(Math.max((boxes[i] - left) / scaleX, 0), width);
      mapped[i + 1] = Math.min(Math.max((boxes[i + 1] - top) / scaleY, 0), height);
    }
    return mapped;
  };
}

function copy(rgba, { width, height, inputWidth, left, top }, { pixel, red, green, blue }, tensor) {
  for (let y = 0, from = 0; y < height; y++) {
    let to = ((y + top) * inputWidth + left) * pixel;
    for (let x = 0; x < width; x++, from += 4, to += pixel) {
      tensor[to + red] = SHARE * rgba[from];
      tensor[to + green] = SHARE * rgba[from + 1];
      tensor[to + blue] = SHARE * rgba[from + 2];
    }
  }
}

// Half the size on both axes is the mean of four pixels in OpenCV, rounded once.
function halve(rgba, { width, scaledWidth, scaledHeight, inputWidth, left, top }, { pixel, red, green, blue }, tensor) {
  const under = 4 * width;
  for (let y = 0; y < scaledHeight; y++) {
    let from = 2 * y * under;
    let to = ((y + top) * inputWidth + left) * pixel;
    for (let x = 0; x < scaledWidth; x++, from += 8, to += pixel) {
      tensor[to + red] = SHARE * mean(rgba, from, under);
      tensor[to + green] = SHARE * mean(rgba, from + 1, under);
      tensor[to + blue] = SHARE * mean(rgba, from + 2, under);
    }
  }
}

function mean(rgba, at, under) {
  return (rgba[at] + rgba[at + 4] + rgba[at + under] + rgba[at + under + 4] + 2) >> 2;
}

function interpolate(rgba, box, { pixel, red, green, blue }, tensor) {
  const { width, scaledWidth, scaledHeight, inputWidth, left, top, columns, rows } = box;
  let [upper, lower] = box.sums;
  let [upperRow, lowerRow] = [-1, -1];
  for (let y = 0; y < scaledHeight; y++) {
    const above = rows.before[y];
    const below = rows.after[y];
    if (above === lowerRow) {
      [upper, lower] = [lower, upper];
      [upperRow, lowerRow] = [lowerRow, upperRow];
    }
    if (above !== upperRow) sumRow(rgba, above * width * 4, columns, upper);
    if (below !== lowerRow && below !== above) sumRow(rgba, below * width * 4, columns, lower);
    [upperRow, lowerRow] = [above, below === above ? lowerRow : below];
    const second = below === above ? upper : lower;
    const [first, other] = [rows.first[y], rows.second[y]];
    let to = ((y + top) * inputWidth + left) * pixel;
    for (let i = 0; i < 3 * scaledWidth; i += 3, to += pixel) {
      tensor[to + red] = SHARE * mixed(upper[i], second[i], first, other);
      tensor[to + green] = SHARE * mixed(upper[i + 1], second[i + 1], first, other);
      tensor[to + blue] = SHARE * mixed(upper[i + 2], second[i + 2], first, other);
    }
  }
}

function sumRow(rgba, start, { before, after, first, second }, sums) {
  for (let x = 0, i = 0; x < before.length; x++, i += 3) {
    const a = start + 4 * before[x];
    const b = start + 4 * after[x];
    const [own, next] = [first[x], second[x]];
    sums[i] = rgba[a] * own + rgba[b] * next;
    sums[i + 1] = rgba[a + 1] * own + rgba[b + 1] * next;
    sums[i + 2] = rgba[a + 2] * own + rgba[b + 2] * next;
  }
}

function mixed(upper, lower, first, second) {
  return (((first * (upper >> 4)) >> 16) + ((second * (lower >> 4)) >> 16) + 2) >> 2;
}

// For each place on a scaled side: the pixels before and after it on the picture's, and their weights.
function steps(side, scaledSide) {
  const scale = 1 / (scaledSide / side);
  const [before, after, first, second] = [0, 0, 0, 0].map(() => new Int32Array(scaledSide));
  for (let i = 0; i < scaledSide; i++) {
    const place = Math.fround((i + 0.5) * scale - 0.5);
    const whole = Math.floor(place);
    before[i] = Math.max(whole, 0);
    after[i] = Math.min(whole + 1, side - 1);
    const share = Math.fround(place - whole);
    first[i] = roundHalfEven(Math.fround(Math.fround(1 - share) * ONE));
    second[i] = roundHalfEven(Math.fround(share * ONE));
  }
  return { before, after, first, second };
}

export function roundHalfEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

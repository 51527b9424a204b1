// A picture and the boxes over it: two canvases on top of each other, the boxes in the screen's own pixels.

const LINE = 1.5;
const ROOM = 28; // a box as narrow as this, in the page's pixels, gets no label when there are many
const FEW = 12;
const FONT = "500 11px system-ui, sans-serif";

/** Draws pictures into `picture` and boxes into `overlay`, both <canvas> over the same place. */
export class Overlay {
  constructor(picture, overlay, colours) {
    this.picture = picture;
    this.overlay = overlay;
    this.colours = colours;
    this.shown = null;
    new ResizeObserver(() => this.redraw()).observe(picture.parentElement);
  }

  /** Shows a picture with its detections, and returns the milliseconds it took. */
  show(picture, detections, classNames) {
    const start = performance.now();
    const { width, height, data } = picture;
    if (this.picture.width !== width || this.picture.height !== height) Object.assign(this.picture, { width, height });
    this.picture.getContext("2d").putImageData(new ImageData(data, width, height), 0, 0);
    this.shown = { width, height, detections, classNames };
    this.redraw();
    return performance.now() - start;
  }

  /** Draws the boxes anew, where the page has changed its size. */
  redraw() {
    if (!this.shown) return;
    const { width, height, detections, classNames } = this.shown;
    const { clientWidth, clientHeight } = this.picture.parentElement;
    const scale = Math.min(clientWidth / width, clientHeight / height);
    const [left, top] = [(clientWidth - width * scale) / 2, (clientHeight - height * scale) / 2];
    const place = { left: `${left}px`, top: `${top}px`, width: `${width * scale}px`, height: `${height * scale}px` };
    Object.assign(this.picture.style, place);
    const density = globalThis.devicePixelRatio || 1;
    const size = { width: Math.round(clientWidth * density), height: Math.round(clientHeight * density) };
    if (this.overlay.width !== size.width || this.overlay.height !== size.height) Object.assign(this.overlay, size);
    const pen = this.overlay.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, size.width, size.height);
    pen.setTransform(density, 0, 0, density, 0, 0);
    draw(pen, placed(detections.boxes, scale, left, top), detections, classNames, this.colours);
  }
}

function placed(boxes, scale, left, top) {
  return boxes.map((side, i) => side * scale + (i % 2 ? top : left));
}

function draw(pen, boxes, { scores, classes }, classNames, colours) {
  // A dark line outside makes boxes readable on any photo; all of them first, so that none darkens another.
  pen.strokeStyle = "rgba(0, 0, 0, 0.55)";
  pen.lineWidth = LINE + 1.5;
  scores.forEach((_, i) => pen.strokeRect(...corner(boxes, i)));
  pen.lineWidth = LINE;
  scores.forEach((_, i) => {
    pen.strokeStyle = colours[classes[i]];
    pen.strokeRect(...corner(boxes, i));
  });
  label(pen, boxes, scores, classes, classNames, colours);
}

function corner(boxes, i) {
  return [boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2] - boxes[4 * i], boxes[4 * i + 3] - boxes[4 * i + 1]];
}

// Labels where there is room: the best boxes first, none over another's label.
function label(pen, boxes, scores, classes, classNames, colours) {
  pen.font = FONT;
  pen.textBaseline = "middle";
  const room = pen.canvas.width / pen.getTransform().a;
  const taken = [];
  scores.forEach((score, i) => {
    const [x, y, width] = corner(boxes, i);
    if (scores.length > FEW && width < ROOM) return;
    const text = `${classNames[classes[i]]} ${score.toFixed(2)}`;
    const length = pen.measureText(text).width + 8;
    const own = { x: Math.min(x, room - length), y: Math.max(0, y - 17), width: length, height: 16 };
    if (taken.some((other) => meet(own, other))) return;
    taken.push(own);
    pen.fillStyle = "rgba(16, 18, 22, 0.82)";
    pen.beginPath();
    pen.roundRect(own.x, own.y, own.width, own.height, 3);
    pen.fill();
    pen.fillStyle = colours[classes[i]];
    pen.fillText(text, own.x + 4, own.y + own.height / 2 + 0.5);
  });
}

function meet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

// Where pictures come from: the camera, a file. Each as { width, height, data }, RGBA.

const MOST_PIXELS = 16_000_000; // of a file; phones refuse larger canvases

/** A camera that gives its newest picture. */
export class Camera {
  constructor() {
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.canvas = new Surface();
    this.stream = null;
    this.facing = "environment";
    this.asked = 0; // starts and stops so far: what comes late of an older one is thrown away
  }

  /**
   * Starts the camera at the back ("environment") or front ("user"), with pictures as large as an input of `side`
   * pixels needs. Does nothing when it is stopped meanwhile; throws an Error that says why it can't.
   */
  async start(facing, side) {
    this.stop();
    const own = this.asked;
    if (!globalThis.isSecureContext)
      throw new Error("A camera needs a page whose address begins with https. Use such an address, or open a picture.");
    if (!navigator.mediaDevices?.getUserMedia)
      throw new Error("This browser gives pages no camera. Open a picture instead.");
    const width = { ideal: Math.max(640, side) };
    let stream = null;
    try {
      const video = { facingMode: { ideal: facing }, width, height: { ideal: Math.round(width.ideal * 0.75) } };
      stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch (error) {
      const reason = error.message || error.name;
      throw new Error(PROBLEMS[error.name] ?? `The camera can't be started (${reason}). Open a picture instead.`);
    }
    if (own !== this.asked) return stream.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    this.facing = facing;
    this.video.srcObject = stream;
    await this.video.play();
  }

  /** Waits for the next picture and returns it with `ms`, what taking it cost; null when the camera was stopped. */
  async next() {
    const { stream, video } = this;
    if (!stream) return null;
    await new Promise((resolve) => {
      if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resolve);
      else requestAnimationFrame(resolve);
      stream.getVideoTracks()[0].addEventListener("ended", resolve, { once: true });
      this.release = resolve;
    });
    if (this.stream !== stream) return null;
    if (stream.getVideoTracks()[0].readyState === "ended")
      throw new Error("The camera was taken away. Start it again, or open a picture.");
    return this.canvas.read(video, video.videoWidth, video.videoHeight);
  }

  /** How many cameras there are to change between; browsers tell once one was allowed. */
  async count() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    return devices.filter((device) => device.kind === "videoinput").length;
  }

  stop() {
    this.asked++;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
    this.release?.();
  }
}

const PROBLEMS = {
  NotAllowedError:
    "The camera is not allowed for this page. Allow it in the browser's settings for the page, or open a picture.",
  NotFoundError: "No camera was found. Connect one, or open a picture.",
  NotReadableError: "The camera is in use by another program. Close that, or open a picture.",
  OverconstrainedError: "This camera can't give pictures of the size needed. Use another, or open a picture.",
};

/** Returns the picture in a file, turned upright, its colours as stored; throws an Error when it is none. */
export async function readPicture(file) {
  let image = null;
  try {
    const asStored = { imageOrientation: "from-image", colorSpaceConversion: "none" };
    image = await createImageBitmap(file, asStored);
  } catch {
    const name = file.name || "That";
    throw new Error(`${name} is not a picture that this browser can show. Use a JPEG, PNG or WebP file.`);
  }
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (image.width * image.height)));
  const picture = new Surface().read(image, Math.floor(image.width * scale), Math.floor(image.height * scale));
  image.close();
  return picture;
}

// A canvas whose pixels are read: it stays in the processor's memory.
class Surface {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  read(source, width, height) {
    const start = performance.now();
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.context.drawImage(source, 0, 0, width, height);
    const { data } = this.context.getImageData(0, 0, width, height);
    return { width, height, data, ms: performance.now() - start };
  }
}

/** Returns a picture as PNG or JPEG bytes (a Blob). */
export function encode({ width, height, data }, type = "image/png") {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").putImageData(new ImageData(data, width, height), 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture can't be written."))), type);
  });
}

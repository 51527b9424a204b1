"""Finds objects in a picture, a folder of pictures, or before a camera.

Needs numpy, OpenCV and the runtime of the model: onnxruntime (.onnx), ncnn (.param) or ai-edge-litert (.tflite). All
that is particular to the model is read from its contract, the .json beside it.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np

MODEL = Path(__file__).resolve().parent / "@MODEL@"
CONFIDENCE, IOU, TOP_K = @CONFIDENCE@, @IOU@, @TOP_K@
SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".ppm")
WINDOW = "Esc ends"


class Unusable(Exception):
    """What the user gave can't be used; the message is one sentence."""


def load_onnx(path, contract):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    picture, *others = [each.name for each in session.get_inputs()]
    types = {"confidence": np.float64, "iou": np.float64, "top_k": np.int64}

    def run(tensor, kept):
        told = {name: types[name](kept[name]) for name in others}
        return session.run(None, {picture: tensor, **{name: np.asarray(each) for name, each in told.items()}})

    return run


def load_ncnn(path, contract):
    import ncnn

    net = ncnn.Net()
    # As the model was verified.
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = contract.get("precision") == "fp16"
    net.opt.use_fp16_arithmetic = net.opt.use_bf16_storage = False
    # Threads of one core, and those that wait for a busy one, cost more than they bring.
    net.opt.num_threads = max(1, (os.cpu_count() or 2) // 2)
    if net.load_param(str(path)) or net.load_model(str(path.with_suffix(".bin"))):
        raise ValueError("its .param or .bin is missing or cut short")

    def run(tensor, kept):
        extractor = net.create_extractor()
        planes = np.ascontiguousarray(tensor[0])  # a Mat points into it: it must live as long
        extractor.input("images", ncnn.Mat(planes))
        found = [extractor.extract(each["name"]) for each in contract["outputs"]]
        if any(failed for failed, _ in found):
            raise ValueError("ncnn can't run it at the size of its contract")
        return [np.array(blob)[None] for _, blob in found]

    return run


def load_tflite(path, contract):
    from ai_edge_litert.interpreter import Interpreter

    network = Interpreter(str(path))
    network.allocate_tensors()

    def run(tensor, kept):
        network.set_tensor(network.get_input_details()[0]["index"], tensor)
        network.invoke()
        return [network.get_tensor(each["index"]) for each in network.get_output_details()]

    return run


RUNTIMES = {
    ".onnx": (load_onnx, "onnxruntime"),
    ".param": (load_ncnn, "ncnn"),
    ".tflite": (load_tflite, "ai-edge-litert"),
}


class Detector:
    """A model: pictures (height x width x 3, BGR as OpenCV reads them) in, boxes and times out."""

    def __init__(self, path, confidence, iou, top_k):
        beside = path.with_name(path.name + ".json")
        if path.suffix not in RUNTIMES:
            raise Unusable(f"{path.name} is no model for this program, which runs {', '.join(RUNTIMES)}.")
        for each in (path, beside):
            if not each.is_file():
                raise Unusable(f"{each} is not there; a model and its contract lie side by side.")
        load, package = RUNTIMES[path.suffix]
        self.kept = {"confidence": confidence, "iou": iou, "top_k": top_k}
        try:
            self.contract = json.loads(beside.read_text(encoding="utf-8"))
            self.spec, self.shapes = self.contract["spec"], [each["shape"] for each in self.contract["outputs"]]
            self.names, (self.width, self.height) = self.spec["class_names"], self.spec["input_wh"]
            tensor, _, _ = self.prepare(np.zeros((self.height, self.width, 3), np.uint8))
        except (ValueError, LookupError, TypeError):
            raise Unusable(f"{beside.name} is no contract of an exported model; export it again.") from None
        try:
            self.run = load(path, self.contract)
            self.infer(tensor)
        except ImportError:
            raise Unusable(f"{path.name} is run by {package}, which is not here: pip install {package}") from None
        except Exception as error:  # those of the runtimes have no narrower base
            reason = str(error).strip().partition("\n")[0][:200]
            raise Unusable(f"{path.name} can't be run: {reason}") from None

    def detect(self, picture):
        """Return boxes (N x 4: x1, y1, x2, y2 in the picture's pixels), scores, classes, and milliseconds."""
        tiling = self.contract.get("tiling")
        if not tiling:
            return self.detect_whole(picture)
        height, width = picture.shape[:2]
        tiles = tiles_of(width, height, tiling)
        parts = [self.detect_whole(picture[y1:y2, x1:x2]) for x1, y1, x2, y2 in tiles]
        start = time.perf_counter()
        found = [
            View(box + np.float32([x1, y1, x1, y1]), score, class_id, number, (x1, y1, x2, y2), width, height, tiling["merge"])
            for number, ((x1, y1, x2, y2), part) in enumerate(zip(tiles, parts))
            for box, score, class_id in zip(*part[:3])
        ]
        kept = merge(found, self.kept["iou"], self.kept["top_k"], tiling["merge"])
        milliseconds = {name: round(sum(part[3][name] for part in parts), 3) for name in parts[0][3]}
        merging = 1000 * (time.perf_counter() - start)
        milliseconds |= {name: round(milliseconds[name] + merging, 3) for name in ("nms", "total")}
        boxes = np.float32([each.box for each in kept]).reshape(-1, 4)
        return boxes, np.float32([each.score for each in kept]), np.array([each.class_id for each in kept], int), milliseconds

    def detect_whole(self, picture):
        """Return the same of the picture as one input of the network, whatever the contract says of tiles."""
        times = [time.perf_counter()]
        tensor, scale, shift = self.prepare(picture)
        times.append(time.perf_counter())
        outputs = self.infer(tensor)
        times.append(time.perf_counter())
        boxes, scores, classes = self.decode(outputs)
        times.append(time.perf_counter())
        if self.spec["output"] != "detections":
            best = nms(boxes, scores, classes, self.kept["iou"], self.kept["top_k"])
            boxes, scores, classes = boxes[best], scores[best], classes[best]
        height, width = picture.shape[:2]
        boxes = ((boxes - shift) / scale).clip(0, [width, height, width, height]).astype(np.float32)
        inside = (boxes[:, 2:] > boxes[:, :2]).all(axis=1)  # not in the bars beside the picture
        times.append(time.perf_counter())
        taken = zip(("preprocess", "inference", "decode", "nms"), np.diff(times))
        milliseconds = {name: round(1000 * float(each), 3) for name, each in taken}
        return boxes[inside], scores[inside], classes[inside], {**milliseconds, "total": sum(milliseconds.values())}

    def prepare(self, picture):
        """Return the network's input, and the scale and shift (x, y, x, y) of boxes from picture to input."""
        height, width = picture.shape[:2]
        scaled, shift = (self.width, self.height), (0, 0)
        if self.spec["resize"] == "letterbox":
            ratio = min(self.width / width, self.height / height)
            scaled = max(1, round(width * ratio)), max(1, round(height * ratio))
            shift = (self.width - scaled[0]) // 2, (self.height - scaled[1]) // 2
        placed = np.full((self.height, self.width, 3), self.spec["pad"], np.uint8)
        small = cv2.resize(picture, scaled, interpolation=cv2.INTER_LINEAR)
        placed[shift[1] : shift[1] + scaled[1], shift[0] : shift[0] + scaled[0]] = small
        if self.spec["colour"] == "rgb":
            placed = placed[..., ::-1]
        tensor = placed[None] * np.float32(1 / 255)
        if self.contract["inputs"][0]["layout"] == "nchw":
            tensor = tensor.transpose(0, 3, 1, 2)
        scale = scaled[0] / width, scaled[1] / height
        return np.ascontiguousarray(tensor), np.array(scale * 2), np.array(shift * 2)

    def infer(self, tensor):
        """Return the network's outputs, which have the shapes that the contract says."""
        outputs = self.run(tensor, self.kept)
        found = [list(each.shape) for each in outputs]
        fits = len(found) == len(self.shapes) and all(
            len(own) == len(told) and all(a == b or isinstance(b, str) for a, b in zip(own, told))
            for own, told in zip(found, self.shapes)
        )
        if not fits:
            raise ValueError(f"its outputs {found} are not those of its contract, {self.shapes}")
        return outputs

    def decode(self, outputs):
        """Return boxes in pixels of the input, scores and classes of what passes the threshold."""
        if self.spec["output"] == "detections":
            boxes, scores, classes, count = outputs
            boxes, scores, classes = (each[: int(count[0])] for each in (boxes, scores, classes))
        else:
            rows = outputs[0][0] if self.spec["output"] == "decoded" else self.decode_raw(outputs)
            rows = rows[rows[:, 4] > self.kept["confidence"]]
            classes = rows[:, 5:].argmax(axis=1)
            scores = rows[np.arange(len(rows)), 5 + classes] * rows[:, 4]
            halves = rows[:, 2:4] / 2
            boxes = np.concatenate([rows[:, :2] - halves, rows[:, :2] + halves], axis=1)
        keep = (scores > self.kept["confidence"]) & np.isfinite(boxes).all(axis=1)
        return boxes[keep], scores[keep], classes[keep].astype(int)

    def decode_raw(self, heads):
        """Return logits as rows of cx, cy, w, h in pixels of the input, objectness and classes, 0..1."""
        found, code = [], self.spec["code"]
        for head, stride, anchors in zip(heads, self.spec["strides"], self.spec["anchors"]):
            height, width = head.shape[2:]
            values = head.reshape(len(anchors), -1, height, width).transpose(0, 2, 3, 1)
            with np.errstate(over="ignore"):
                s = 1 / (1 + np.exp(-values))
                size = (2 * s[..., 2:4]) ** 2 if code["size"] == "squared" else np.exp(values[..., 2:4])
            cells = np.stack(np.meshgrid(np.arange(width), np.arange(height)), 2).astype(np.float32)
            s[..., :2] = (s[..., :2] * code["centre_scale"] - (code["centre_scale"] - 1) / 2 + cells) * stride
            s[..., 2:4] = size * np.array(anchors, np.float32)[:, None, None]
            if code["classes"] == "softmax":
                shares = np.exp(values[..., 5:] - values[..., 5:].max(axis=3, keepdims=True))
                s[..., 5:] = shares / shares.sum(axis=3, keepdims=True)
            found.append(s.reshape(-1, values.shape[3]))
        return np.concatenate(found)


def nms(boxes, scores, classes, iou, top_k):
    """Return the indices of the best box of each cluster of one class, highest score first: exact and greedy."""
    left, kept = np.argsort(-scores, kind="stable")[:top_k], []
    corners = boxes.astype(np.float64)
    areas = (corners[:, 2:] - corners[:, :2]).prod(axis=1)
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        sides = np.minimum(corners[best, 2:], corners[left, 2:]) - np.maximum(corners[best, :2], corners[left, :2])
        shared = sides.clip(0).prod(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            is_same = (shared > 0) & (shared / (areas[best] + areas[left] - shared) > iou)
        left = left[~(is_same & (classes[left] == classes[best]))]
    return np.array(kept, int)


def tiles_of(width, height, tiling):
    """Return the tiles of a picture as (x1, y1, x2, y2), row by row; the whole of it last, if that is looked at, too."""

    def spans(length, count):
        if tiling["grid"]:
            return [(length * i // count, length * (i + 1) // count) for i in range(count)]
        side, step = min(tiling["size"], length), max(1, round(tiling["size"] * (1 - tiling["overlap"])))
        return [(start, start + side) for start in [*range(0, length - side, step), length - side]]

    rows, columns = tiling["grid"] or (0, 0)
    tiles = [(x1, y1, x2, y2) for y1, y2 in spans(height, rows) for x1, x2 in spans(width, columns)]
    if any(x1 == x2 or y1 == y2 for x1, y1, x2, y2 in tiles):
        raise Unusable(f"A picture of {width} x {height} pixels can't be cut into so many tiles.")
    return tiles + [(0, 0, width, height)] * (tiling["whole"] and len(tiles) > 1)


class View:
    """A box as a tile shows it, or several put together: then `tile` is -1."""

    def __init__(self, box, score, class_id, tile, frame, width, height, rule):
        self.box, self.score, self.class_id = [float(side) for side in box], float(score), int(class_id)
        self.tile, self.frame = tile, frame
        self.near = max(1.0, rule["touch"] * min(frame[2] - frame[0], frame[3] - frame[1]))
        edges = zip(self.box, frame, (0, 0, width, height))
        self.cut = [own != edge and abs(side - own) <= self.near for side, own, edge in edges]
        self.is_cut = any(self.cut)

    def area(self):
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    def shared(self, other):
        (a, b, c, d), (e, f, g, h) = self.box, other.box
        if a >= g or e >= c:
            return 0.0
        return max(0.0, min(c, g) - max(a, e)) * max(0.0, min(d, h) - max(b, f))

    def is_elsewhere(self, other):
        return self.class_id == other.class_id and (self.tile != other.tile or self.tile < 0)


def merge(found, iou, top_k, rule):
    """Return views with what seams cut put together, and what several tiles show once, highest score first."""
    found = sorted(found, key=lambda each: (-each.score, each.class_id, each.box, each.tile))[:top_k]
    group = list(range(len(found)))  # the first of those that are one box

    for axis in (0, 1):
        for a, b in pairs(found, axis, rule):
            first, second = sorted((group[a], group[b]))
            group = [first if each == second else each for each in group]
    views = []
    for place, view in enumerate(found):
        members = [found[i] for i, first in enumerate(group) if first == place]
        if len(members) > 1:
            sides = list(zip(*(each.box for each in members)))
            view.box, view.tile = [*map(min, sides[:2]), *map(max, sides[2:])], -1
            # Still cut is a side where all that reach it are.
            view.is_cut = any(
                all(each.cut[k] or abs(own - side) > view.near for each, own in zip(members, sides[k]))
                for k, side in enumerate(view.box)
            )
        if members:
            views.append(view)
    views.sort(key=lambda each: -each.score * (rule["cut_counts"] if each.is_cut else 1))
    kept = []
    for a in (a for a in views if not (a.is_cut and any(is_part(a, b, rule) for b in views))):
        for b in kept:
            shared = a.shared(b) if a.class_id == b.class_id else 0
            most = min(rule["same"], iou) if shared and a.is_elsewhere(b) else iou
            if shared and shared > most * (a.area() + b.area() - shared):
                break
        else:
            kept.append(a)
    places = {id(view): place for place, view in enumerate(found)}
    return sorted(kept, key=lambda each: (-each.score, places[id(each)]))


def pairs(found, axis, rule):
    """Return which two views are parts of one box, on both sides of a seam across `axis` (0: x, 1: y)."""
    low, high, left, right = axis, axis + 2, 1 - axis, 3 - axis
    may_be = []
    for i, a in enumerate(found):
        for j, b in enumerate(found if a.cut[high] else ()):
            if not (b.cut[low] and a.class_id == b.class_id and a.frame[left] == b.frame[left]
                    and a.frame[right] == b.frame[right] and a.frame[low] < b.frame[low] <= a.frame[high]):
                continue
            # Both tiles see what lies between their borders, so that both must have found it there.
            if a.box[low] > b.frame[low] + a.near or b.box[high] < a.frame[high] - a.near or b.box[low] - a.box[high] > a.near:
                continue
            ends = a.box[right], b.box[right], a.box[left], b.box[left]
            spanned = max(ends[:2]) - min(ends[2:])
            agree = (min(ends[:2]) - max(ends[2:])) / spanned if spanned else 0
            if agree >= rule["along"]:
                may_be.append((-agree * min(a.score, b.score), i, j))
    taken, chosen = set(), []
    for _, i, j in sorted(may_be):
        keys = {("high", i, found[j].tile), ("low", j, found[i].tile)}
        if not keys & taken:
            taken |= keys
            chosen.append((i, j))
    return chosen


def is_part(a, b, rule):
    """Say whether a view is cut and lies in a larger one of another tile."""
    shared = a.shared(b)
    if not (shared and a.is_cut and a.is_elsewhere(b) and b.score >= rule["cut_counts"] * a.score):
        return False
    return a.area() < b.area() and shared > rule["inside"] * a.area()


def read(path):
    """Return a picture, upright as EXIF says; any name that the system allows."""
    try:
        picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        picture = None
    if picture is None:
        raise Unusable(f"{path} is no picture that can be read.")
    return picture


def result(name, picture, detector):
    *found, milliseconds = detector.detect(picture)
    detections = [
        {
            "box": [round(side, 3) for side in box],
            "score": round(score, 6),
            "class_id": number,
            "class_name": detector.names[number],
        }
        for box, score, number in zip(*(each.tolist() for each in found))
    ]
    size = {"width": picture.shape[1], "height": picture.shape[0]}
    return {"image": name, **size, "detections": detections, "timings_ms": milliseconds}


def draw(picture, found):
    for each in found["detections"]:
        x1, y1, x2, y2 = (round(side) for side in each["box"])
        hue = each["class_id"] * 67 % 180
        colour = cv2.cvtColor(np.uint8([[[hue, 200, 255]]]), cv2.COLOR_HSV2BGR)[0, 0].tolist()
        cv2.rectangle(picture, (x1, y1), (x2, y2), colour, 2)
        text = f"{each['class_name']} {each['score']:.2f}"
        cv2.putText(picture, text, (x1, max(12, y1 - 4)), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv2.LINE_AA)
    times = "  ".join(f"{name} {each:.1f}" for name, each in found["timings_ms"].items()) + " ms"
    cv2.putText(picture, times, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1, cv2.LINE_AA)


def watch(source, detector, as_json):
    """Show a camera with boxes and times until Esc, or print a line of JSON for each picture."""
    camera, pictures = cv2.VideoCapture(int(source) if source.isdigit() else source), 0
    try:
        while camera.isOpened():
            has_come, picture = camera.read()
            if not has_come:
                break
            pictures += 1
            found = result(f"camera {source}", picture, detector)
            if as_json:
                print(json.dumps(found, ensure_ascii=False), flush=True)
                continue
            draw(picture, found)
            cv2.imshow(WINDOW, picture)
            if cv2.waitKey(1) == 27 or cv2.getWindowProperty(WINDOW, cv2.WND_PROP_VISIBLE) < 1:
                break
    except cv2.error:
        raise Unusable("This OpenCV has no windows: pip install opencv-python, or add --json.") from None
    except KeyboardInterrupt:
        pass
    finally:
        camera.release()
    if not pictures:
        raise Unusable(f"Camera {source} gives no picture; is it there, and does no other program use it?")


def look_at(source, detector, as_json):
    """Tell what is in a picture, or in each of a folder; what can't be read among several is told and left out."""
    paths = [source]
    if source.is_dir():
        paths = sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES)
    results = []
    for path in paths:
        try:
            results.append(result(str(path), read(path), detector))
        except Unusable as error:
            if len(paths) == 1:
                raise
            print(error, file=sys.stderr)
    if not results:
        raise Unusable(f"{source} holds no picture that can be read.")
    if as_json:
        print(json.dumps({"results": results}, ensure_ascii=False, indent=1))
        return
    for each in results:
        print(f"{each['image']}: {len(each['detections'])} ({each['timings_ms']['total']:.1f} ms)")
        for found in each["detections"]:
            sides = "".join(f"{side:9.1f}" for side in found["box"])
            print(f"  {found['class_name']:16} {found['score']:.3f}{sides}")


def between(least, most, kind):
    """Return a function that reads an argument and refuses what lies outside."""

    def read_number(text):
        value = kind(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return value

    return read_number


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", type=Path, help="a picture or a folder; without it the camera is used")
    parser.add_argument("--camera", default="0", help="its number, address or video file (%(default)s)")
    parser.add_argument("--model", type=Path, default=MODEL, help="a model with its contract beside it")
    parser.add_argument("--confidence", type=between(0, 1, float), default=CONFIDENCE, help="least score (%(default)s)")
    parser.add_argument("--iou", type=between(0, 1, float), default=IOU, help="overlap above which the lower box goes (%(default)s)")
    parser.add_argument("--top-k", type=between(1, 1_000_000, int), default=TOP_K, help="most boxes that go into NMS (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        detector = Detector(options.model, options.confidence, options.iou, options.top_k)
        if options.source is None:
            watch(options.camera, detector, options.json)
        else:
            look_at(options.source, detector, options.json)
    except Unusable as error:
        print(f"detect.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

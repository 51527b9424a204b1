"""Does @MODEL@ find here what its checkpoint found? Needs numpy and @RUNTIME@: python @NAME@"""

import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
GOLDEN = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
CONFIDENCE, IOU, TOP_K = (GOLDEN["thresholds"][name] for name in ("confidence", "iou", "top_k"))
MODEL = str(HERE.parent / "@MODEL@")
# @RUN@
# @READ@


def same(a, b):
    box = np.abs(np.subtract(a["box"], b["box"])).max() <= GOLDEN["tolerances"]["box_px"]
    return box and a["class_id"] == b["class_id"] and abs(a["score"] - b["score"]) <= GOLDEN["tolerances"]["score"]


wrong = 0
for image in GOLDEN["images"]:
    pixels = np.fromfile(HERE / image["pixels"], np.uint8).reshape(*GOLDEN["input_hw"], 3)
    found, wanted = read(run(pixels.astype(np.float32) / 255)), image["detections"]
    missed = [a for a in wanted if a["certain"] and not any(same(a, b) for b in found)]
    sure = [b for b in found if b["score"] > CONFIDENCE + GOLDEN["tolerances"]["score"]]
    extra = [b for b in sure if not any(same(a, b) for a in wanted)]
    wrong += bool(missed or extra)
    print(f"{image['picture']}: {len(found)} found, {len(missed)} missed, {len(extra)} extra")
print("FAIL" if wrong else "PASS", f"{len(GOLDEN['images']) - wrong} of {len(GOLDEN['images'])} images")
raise SystemExit(bool(wrong))

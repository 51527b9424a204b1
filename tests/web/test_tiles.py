"""The JavaScript of the bundles cuts pictures and merges what is found in their tiles as the studio does."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from studio.core.runtime.contract import Contract
from studio.core.runtime.detector import Detector
from studio.core.tiling.merge import merge
from studio.core.tiling.tiling import Tiling
from tests.core.runtime.test_tiled import LAMPS, Bright, lamps
from tests.tile_crowds import SIZES, TEXTS, crowd
from tests.web.node import call, needs_node, refusal
from tests.web.test_boxes import SPEC, as_rgba

__all__ = ["lamps"]

pytestmark = needs_node


def contract_of(tiling: Tiling) -> str:
    return Contract(SPEC, tiling=tiling).to_json()


def test_pictures_are_cut_alike() -> None:
    tilings = [Tiling.parse(text) for text in TEXTS]
    answer = call(
        """
        const all = [];
        for (const json of facts.contracts) {
          const { tiling } = modules.readContract(json);
          for (const [width, height] of facts.sizes)
            all.push(...modules.tilesOf(width, height, tiling), [-1, -1, -1, -1]);
        }
        return { tiles: Int32Array.from(all.flat()) };
        """,
        {"contracts": [contract_of(tiling) for tiling in tilings], "sizes": SIZES},
    )
    wanted = [
        side
        for tiling in tilings
        for size in SIZES
        for xyxy in [*(tile.xyxy for tile in tiling.tiles(size)), (-1, -1, -1, -1)]
        for side in xyxy
    ]
    assert answer["tiles"].tolist() == wanted


MERGE = """
const { tiling } = modules.readContract(facts.contract);
const parts = facts.counts.map(([from, count]) => ({
  boxes: arrays.boxes.subarray(4 * from, 4 * (from + count)),
  scores: arrays.scores.subarray(from, from + count),
  classes: arrays.classes.subarray(from, from + count),
}));
const [width, height] = facts.size;
const tiles = modules.tilesOf(width, height, tiling);
return modules.merge(parts, tiles, width, height, facts.thresholds, tiling.merge);
"""


@pytest.mark.parametrize("text", ["2x2", "100", "90:0.35+whole", "120:0"])
def test_boxes_are_merged_alike(text: str) -> None:
    tiling, size = Tiling.parse(text), (300, 220)
    tiles = tiling.tiles(size)
    for seed in range(3):
        found, ids = crowd(tiles, seed)
        starts = np.searchsorted(ids, np.arange(len(tiles) + 1))
        answer = call(
            MERGE,
            {
                "contract": contract_of(tiling),
                "counts": [[int(a), int(b - a)] for a, b in pairwise(starts)],
                "size": size,
                "thresholds": {"iou": 0.45, "topK": 150},
            },
            boxes=found.xyxy,
            scores=found.scores,
            classes=found.class_ids.astype(np.int32),
        )
        wanted = merge(found, ids, tiles, size, iou_threshold=0.45, top_k=150, rule=tiling.rule)
        assert 10 < len(wanted) < len(found)
        assert answer["scores"].tolist() == wanted.scores.tolist()
        assert answer["classes"].tolist() == wanted.class_ids.tolist()
        assert answer["boxes"].reshape(-1, 4).tolist() == wanted.xyxy.tolist()


def test_a_whole_picture_through_the_detector(lamps) -> None:
    """Tile by tile the outputs that the studio's engine gives come back, in order."""
    tiling = Tiling.parse("64:0.25")
    engine = Bright(1)
    detector = Detector(engine, tiling=tiling)
    wanted = detector.detect(lamps).detections
    outputs = [
        engine.infer(detector.prepare(lamps[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width])[0])[
            0
        ]
        for tile in tiling.tiles((128, 128))
    ]
    answer = call(
        """
        let runs = 0;
        const values = () => arrays.values.subarray(runs * facts.length, ++runs * facts.length);
        const detector = await modules.Detector.open(facts.contract, { run: () => [values()] });
        const { timings, ...found } = await detector.detect({ width: 128, height: 128, data: arrays.rgba });
        if (runs !== facts.runs || !(timings.nms > 0)) throw new Error(`${runs} runs, ${timings.nms} ms`);
        return found;
        """,
        {
            "contract": Contract(engine.spec, tiling=tiling).to_json(),
            "length": outputs[0].size,
            "runs": len(outputs),
        },
        values=np.concatenate([output.reshape(-1) for output in outputs]),
        rgba=as_rgba(lamps),
    )
    assert len(wanted) == len(LAMPS)
    np.testing.assert_allclose(answer["boxes"].reshape(-1, 4), wanted.xyxy, atol=1e-4)


@pytest.mark.parametrize("change", [{"grid": [2]}, {"size": 0, "grid": None}, {"merge": {}}, {"overlap": 1}])
def test_a_wrong_tiling_is_refused(change: dict[str, Any]) -> None:
    right = Tiling.parse("2x2")
    data = json.loads(contract_of(right))
    data["tiling"] |= change
    assert "wrong at tiling" in refusal(
        "modules.readContract(facts.contract); return {};", {"contract": json.dumps(data)}
    )

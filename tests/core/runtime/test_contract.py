"""A contract of others is data: what no model can have is told in a sentence, before it costs anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import StudioError
from studio.core.runtime.contract import Contract, beside, check_outputs, output_shapes, require_contract
from studio.core.spec import ModelSpec

SPEC = ModelSpec("tiny", ("a", "b"), (64, 32), (8, 16), (((8.0, 8.0),), ((16.0, 16.0), (9.0, 9.0))))


def changed(**spec: Any) -> str:
    document = json.loads(Contract(SPEC).to_json())
    document["spec"] |= spec
    return json.dumps(document)


def test_a_contract_comes_back_as_it_went() -> None:
    assert Contract.from_json(Contract(SPEC).to_json()).spec == SPEC
    assert Contract.from_json(changed()).spec == SPEC


@pytest.mark.parametrize(
    "spec",
    [
        {"strides": [0, 16]},
        {"strides": [-8, 16]},
        {"strides": [8]},
        {"strides": []},
        {"strides": [7, 16]},
        {"strides": [float("inf"), 16]},
        {"anchors": [[[8, 8]], []]},
        {"anchors": [[[8, 8]], [[float("nan"), 8]]]},
        {"anchors": [[[8, 8]], [[0, 8]]]},
        {"anchors": [[[8, 8]], [[10**400, 8]]]},
        {"anchors": [[[8, 8]] * 2000, [[8, 8]]]},
        {"input_wh": [0, 32]},
        {"input_wh": [64, 10**9]},
        {"input_wh": [10**5, 32]},
        {"input_wh": [float("inf"), 32]},
        {"input_wh": [float("nan"), 32]},
        {"input_wh": 64},
        {"class_names": []},
        {"class_names": ["a"] * 20_000},
        {"class_names": 3},
        {"resize": "crop"},
        {"resize": ["letterbox"]},
        {"colour": "hsv"},
        {"output": "boxes"},
        {"output": None},
        {"code": {"centre_scale": float("nan")}},
        {"code": {"centre_scale": float("inf")}},
        {"code": {"centre_scale": 0}},
        {"code": {"centre_scale": 2, "size": "cube"}},
        {"code": {"centre_scale": 2, "other": 1}},
        {"code": [1]},
    ],
    ids=lambda spec: json.dumps(spec)[:40],
)
def test_facts_that_no_model_has_are_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(StudioError, match="incomplete or wrong") as caught:
        Contract.from_json(changed(**spec))
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" * 500 + "]" * 500,
        "1" * 5000,
        '{"format": "detection-studio-contract-1", "spec": ' + "[" * 100_000,
        '{"format": "detection-studio-contract-1", "spec": []}',
        '{"format": "detection-studio-contract-1", "spec": {}, "checkpoint": []}',
        b"\\xff\\xfe",
    ],
    ids=lambda text: str(text[:20]),
)
def test_documents_that_are_no_contract_are_told_so(text: str | bytes) -> None:
    with pytest.raises(StudioError, match=r"can't be understood|incomplete or wrong"):
        Contract.from_json(text)


def test_outputs_are_compared_before_they_are_used() -> None:
    assert output_shapes(SPEC) == [(1, 8 * 4 + 2 * 4 * 2, 7)]
    check_outputs([("batch", 48, 7)], SPEC)
    for shapes in ([(1, 10**9, 7)], [(1, 48, 8)], [(48, 7)], [(1, 48, 7)] * 2, [], [(1, 7, 48)]):
        with pytest.raises(StudioError, match="does not fit its description"):
            check_outputs(shapes, SPEC)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\0"])
def test_a_damaged_contract_beside_a_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    beside(path).write_bytes(content)
    with pytest.raises(StudioError, match=r"model\.onnx\.json: The description"):
        require_contract(path, None)

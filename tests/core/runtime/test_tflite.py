"""TFLite files are run as others are, and say what is wrong with them before the runtime crashes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

from studio.core.errors import StudioError
from studio.core.runtime import needs
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import identify_model, load_detector
from studio.core.runtime.tflite import load, read_contract
from tests.tiny_onnx import SIDE, SPEC, squares_image, write_tiny_onnx
from tests.tiny_tflite import CONTRACT, tiny_tflite, write_tiny_tflite

PICTURE = squares_image((1, 2, "red"), (5, 6, "blue"))


def test_it_finds_what_the_same_network_finds_in_onnx(tmp_path: Path) -> None:
    tflite = load_detector(write_tiny_tflite(tmp_path / "m.tflite"), threads=2)
    onnx = load_detector(write_tiny_onnx(tmp_path / "m.onnx"))
    try:
        found, other = (detector.detect(PICTURE).detections for detector in (tflite, onnx))
        assert [SPEC.class_names[each] for each in found.class_ids] == ["red", "blue"]
        np.testing.assert_array_equal(found.xyxy, other.xyxy)
        np.testing.assert_allclose(found.scores, other.scores, atol=1e-6)
    finally:
        tflite.close()
        onnx.close()


def test_nothing_is_said_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = load(write_tiny_tflite(tmp_path / "m.tflite"), None, 1)
    engine.infer(np.zeros((1, 3, SIDE, SIDE), np.float32))
    engine.close()
    assert tuple(capfd.readouterr()) == ("", "")
    os.write(2, b"later words are heard")
    assert capfd.readouterr().err == "later words are heard"


def test_it_is_known_by_its_bytes(tmp_path: Path) -> None:
    assert identify_model(write_tiny_tflite(tmp_path / "m.tflite")) == "tflite"
    assert identify_model(write_tiny_tflite(tmp_path / "model.bin")) == "tflite"
    (tmp_path / "short").write_bytes(b"TFL3")
    with pytest.raises(StudioError, match="is not a model this program can run"):
        identify_model(tmp_path / "short")


def test_the_description_inside_counts_then_the_one_beside(tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(tiny_tflite(None))
    assert read_contract(path.read_bytes()) is None
    with pytest.raises(StudioError, match="does not say what input and classes"):
        load(path, None, 1)
    beside(path).write_text(CONTRACT.to_json())
    assert load(path, None, 1).spec == SPEC
    renamed = replace(SPEC, class_names=("a", "b", "c"))
    path.write_bytes(tiny_tflite(replace(CONTRACT, spec=renamed)))
    assert load(path, None, 1).spec == renamed
    assert Contract.from_json(read_contract(path.read_bytes()) or "").layout == "nhwc"


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        (replace(CONTRACT, layout="nchw"), r"takes float32 1x64x64x3, .* says float32 1x3x64x64"),
        (replace(CONTRACT, spec=SPEC.with_size((32, 32))), r"takes float32 1x64x64x3, .* float32 1x32x32x3"),
        (replace(CONTRACT, spec=replace(SPEC, class_names=("a",))), r"output 1x64x8 does not fit .* 1x64x6"),
    ],
    ids=["layout", "size", "classes"],
)  # fmt: skip
def test_a_description_of_another_file_is_refused(tmp_path: Path, contract: Contract, told: str) -> None:
    (tmp_path / "m.tflite").write_bytes(tiny_tflite(contract))
    with pytest.raises(StudioError, match=told):
        load_detector(tmp_path / "m.tflite", is_ours=True).detect(np.zeros((64, 64, 3), np.uint8))


def test_an_output_of_another_shape_is_there_for_a_diagnosis(tmp_path: Path) -> None:
    """Turned round or cut, it can be read once the cause is known."""
    (tmp_path / "m.tflite").write_bytes(
        tiny_tflite(replace(CONTRACT, spec=replace(SPEC, class_names=("a",))))
    )
    (output,) = load(tmp_path / "m.tflite", None, 1).infer(np.zeros((1, 3, SIDE, SIDE), np.float32))
    assert output.shape == (1, 64, 8)


def test_another_size_is_refused_before_it_runs(tmp_path: Path) -> None:
    path = write_tiny_tflite(tmp_path / "m.tflite")
    with pytest.raises(StudioError, match="was exported for 64x64 and can't run at 96x96"):
        load(path, 96, 1)
    with pytest.raises(StudioError, match="exported for 1x3x64x64 and can't take 1x3x96x96"):
        load(path, None, 1).infer(np.zeros((1, 3, 96, 96), np.float32))


@pytest.mark.parametrize("keep", [0, 7, 100, 0.5, 0.99])
def test_a_file_cut_short_is_a_sentence(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "m.tflite"
    whole = tiny_tflite()
    path.write_bytes(whole[: int(keep * len(whole)) if keep < 1 else int(keep)])
    beside(path).write_text(CONTRACT.to_json())
    with pytest.raises(StudioError, match=r"can't be opened as a TFLite model|ended without an answer"):
        load_detector(path)


WHOLE = tiny_tflite()


@hypothesis.given(
    st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(WHOLE))
)
def test_whatever_the_bytes_are_the_description_is_looked_for_in_them(
    place: int, other: bytes, end: int
) -> None:
    read_contract((WHOLE[:place] + other + WHOLE[place + len(other) :])[:end])
    read_contract(other)


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda module: None)
    with pytest.raises(StudioError) as raised:
        load_detector(write_tiny_tflite(tmp_path / "m.tflite"), is_ours=True)
    assert raised.value.cause == "LiteRT, which runs TFLite files, is not installed."
    assert raised.value.remedy == "Install it with: pip install -e '.[tflite]'"

"""The folder of a web page: whole, without an address of anybody else's, and with the studio's colours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from studio.core.data.class_colours import class_colour
from studio.core.pictures import imwrite
from studio.core.runtime.contract import Contract, beside
from studio.core.timing import STAGES, FrameTimings, TimingHistory
from tests.tiny_onnx import SPEC, write_tiny_onnx
from tests.tiny_tflite import CONTRACT, write_tiny_tflite
from tests.web.node import call, needs_node
from tests.web.pages import write_page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a model that finds bright squares, as ONNX and TFLite."""
    folder = tmp_path_factory.mktemp("page")
    models = [write_tiny_onnx(folder / "squares.onnx"), write_tiny_tflite(folder / "squares.tflite")]
    for model, contract in zip(models, (Contract(SPEC), CONTRACT), strict=True):
        beside(model).write_text(contract.to_json(), encoding="utf-8")
    pictures = [folder / f"{number}.png" for number in range(5)]
    for number, path in enumerate(pictures):
        imwrite(path, np.random.default_rng(number).integers(0, 256, (64, 64, 3), np.uint8))
    return write_page(folder / "out", models[0], models, pictures)


def texts(page: Path) -> dict[str, str]:
    """Return the page's own files that are text; runtimes and README aside."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in page.iterdir()
        if path.suffix in (".js", ".html", ".css", ".webmanifest") and path.is_file()
    }


def test_everything_that_the_page_names_is_in_its_folder(page: Path) -> None:
    own = texts(page)
    named = set(re.findall(r'(?:href|src)="([^"#]+)"', own["index.html"]))
    named |= {icon["src"] for icon in json.loads(own["manifest.webmanifest"])["icons"]}
    for text in own.values():
        named |= {a or b for a, b in re.findall(r'from "\./([^"]+)"|import\("\./([^"]+)"\)', text)}
    files = re.search(r"const FILES = (\[.*\]);", own["service-worker.js"])
    assert files is not None
    kept = set(json.loads(files[1]))
    assert {name for name in named if not (page / name).is_file()} == set()
    assert {name for name in kept if not (page / name).is_file()} == set()
    # Without the network all of the page is there but the models and what runs them, which are kept as used.
    assert set(own) - {"service-worker.js"} <= kept
    assert len(named) > 15


def test_nothing_is_fetched_from_anybody_else(page: Path) -> None:
    for name, text in texts(page).items():
        assert re.findall(r"https?://|//[a-z]+\.[a-z]+", text) == [], name
    assert "default-src 'self'" in texts(page)["index.html"]


def test_no_place_of_a_template_is_left(page: Path) -> None:
    for name, text in texts(page).items():
        assert re.findall(r"@[A-Z]+@", text) == [], name
    assert json.loads(texts(page)["manifest.webmanifest"])["name"] == "squares"


def test_runtimes_come_with_their_licences_and_only_for_the_models_there(page: Path, tmp_path: Path) -> None:
    for name, words in (("onnxruntime", "MIT License"), ("litert", "Apache License")):
        assert words in (page / name / "LICENSE.txt").read_text(encoding="utf-8")
    out = page.parent
    model = out.parent / "squares.onnx"
    one = write_page(tmp_path / "one", model, [model], list_pictures(out))
    assert (one / "onnxruntime").is_dir()
    assert not (one / "litert").exists()
    # Browsers don't know bare names in a worker.
    assert '"@litertjs/' not in (page / "litert" / "index.js").read_text(encoding="utf-8")


def list_pictures(out: Path) -> list[Path]:
    return sorted(out.parent.glob("*.png"))


def test_an_export_that_differs_is_another_version(page: Path, tmp_path: Path) -> None:
    """A browser that has kept the older page takes the new one."""
    folder = page.parent.parent
    model = tmp_path / "squares.onnx"
    model.write_bytes((folder / "squares.onnx").read_bytes())
    for name in ("one", "other"):
        contract = Contract(SPEC, {"name": name})
        beside(model).write_text(contract.to_json(), encoding="utf-8")
        write_page(tmp_path / name, model, [model], list_pictures(page.parent))
    versions = [texts(tmp_path / name / "web")["service-worker.js"] for name in ("one", "other")]
    assert versions[0] != versions[1]


def test_classes_have_the_colours_of_the_studio(page: Path) -> None:
    told = json.loads((page / "page.json").read_text(encoding="utf-8"))
    assert told["colours"] == [class_colour(place, name) for place, name in enumerate(SPEC.class_names)]
    assert told["colours"][0] == "#ff4b4b"
    assert told["thresholds"] == {"confidence": 0.25, "iou": 0.45, "topK": 1000}


@needs_node
def test_stage_times_are_added_up_as_in_the_studio() -> None:
    random = np.random.default_rng(3)
    frames = random.gamma(2, 5, (320, len(STAGES)))
    history = TimingHistory()
    for frame in frames.tolist():
        history.add(FrameTimings(*frame))
    answer = call(
        """
        const history = new modules.TimingHistory();
        for (let i = 0; i < arrays.frames.length; i += modules.STAGES.length)
          history.add(Object.fromEntries(modules.STAGES.map((stage, at) => [stage, arrays.frames[i + at]])));
        const summary = history.summary();
        return { values: Float64Array.from(Object.values(summary).flatMap(({ p50, p95 }) => [p50, p95])) };
        """,
        {},
        frames=frames,
    )
    wanted = [value for stage in history.summary().values() for value in (stage["p50"], stage["p95"])]
    assert answer["values"] == pytest.approx(wanted)

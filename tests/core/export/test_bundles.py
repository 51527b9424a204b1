"""Bundles: what is written, what is refused, and that nothing of somebody's is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.errors import StudioError
from studio.core.export.bundles import table
from studio.core.export.bundles.listing import LIST, read_list
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.table import BUNDLES, Bundle, formats_for
from studio.core.export.bundles.write import check_place
from studio.core.export.export import export_model, usable
from studio.core.export.golden import Written
from studio.core.export.report import read_report
from studio.core.runtime.contract import Contract
from studio.core.tiling.tiling import Tiling


def files(parts: Parts) -> dict[str, bytes]:
    """Make the files of the bundle of these tests."""
    model = parts.place(parts.files[0])
    return {"README.md": parts.fill("Runs @MODEL@.\n", model=model).encode(), "src/run.txt": b"run\n"}


MINE = Bundle(
    "mine", "Mine", "For tests", ("onnx", "torchscript"), ("decoded", "raw"), __name__ + ":files", "model"
)


@pytest.fixture(autouse=True)
def mine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(table.BUNDLES, "mine", MINE)


@pytest.fixture
def data(scenes: Path) -> Dataset:
    return open_dataset(scenes)


def test_a_bundle_holds_model_contract_golden_set_and_what_its_writer_made(
    checkpoint: Path, data: Dataset, tmp_path: Path
) -> None:
    report = export_model(checkpoint, [], tmp_path, bundles=["mine"], verify=data, golden=5)
    [bundle] = report.bundles
    assert bundle.name == "mine" and bundle.formats == ("onnx",)
    [file] = report.files
    folder = tmp_path / "mine"
    model = f"model/{file.path.name}"
    assert (folder / model).read_bytes() == file.path.read_bytes()
    assert (folder / f"{model}.json").read_bytes() == file.path.with_name(
        file.path.name + ".json"
    ).read_bytes()
    assert (folder / "README.md").read_text(encoding="utf-8") == f"Runs {model}.\n"
    told = read_list(folder)
    assert told["models"] == [model]
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == {*told["files"], LIST}
    assert len(list((folder / "golden").glob("*.rgb"))) == 5
    assert bundle.size_bytes == sum((folder / name).stat().st_size for name in told["files"])
    again = read_report(tmp_path)
    assert again is not None and again.bundles == report.bundles
    # Of a file that finds something else none is made.
    written = [Written(file.format, file.path, Contract(report.spec))]
    assert usable(MINE, report, written) == tuple(written)
    assert file.verification is not None
    file.verification = replace(file.verification, verdict="FAIL")
    with pytest.raises(StudioError, match="needs a file that passed, of onnx, torchscript"):
        usable(MINE, report, written)
    done = subprocess.run(
        [sys.executable, str(folder / "golden" / "check_onnx.py")],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.proof
def test_a_bundle_is_written_again_over_its_own_files_alone(
    checkpoint: Path, data: Dataset, tmp_path: Path
) -> None:
    export_model(checkpoint, ["onnx"], tmp_path, bundles=["mine"], verify=data)
    folder = tmp_path / "mine"
    old = read_list(folder)["models"][0]
    (folder / "build").mkdir()
    (folder / "build" / "mine.o").write_bytes(b"built")
    export_model(checkpoint, ["torchscript"], tmp_path, bundles=["mine"], verify=data)
    assert read_list(folder)["models"] != [old]
    assert not (folder / old).exists()
    assert (folder / "build" / "mine.o").read_bytes() == b"built"


@pytest.mark.proof
def test_what_was_changed_is_not_written_over(checkpoint: Path, data: Dataset, tmp_path: Path) -> None:
    export_model(checkpoint, ["onnx"], tmp_path, bundles=["mine"], verify=data)
    path = tmp_path / "mine" / "src" / "run.txt"
    path.write_text("mine now\n", encoding="utf-8")
    with pytest.raises(StudioError, match=r"run\.txt was changed since it was exported"):
        export_model(checkpoint, ["onnx"], tmp_path, bundles=["mine"], verify=data)
    assert path.read_text(encoding="utf-8") == "mine now\n"


def test_a_folder_of_somebody_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    check_place(tmp_path, MINE)
    (tmp_path / "mine" / "thesis.tex").write_text("x", encoding="utf-8")
    with pytest.raises(StudioError, match="was not written by an export"):
        check_place(tmp_path, MINE)


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "..\\x", "C:x"])
def test_a_list_that_leads_out_of_the_bundle_is_refused(tmp_path: Path, name: str) -> None:
    document = {"format": "detection-studio-bundle-1", "bundle": "mine", "models": [], "files": {name: "0"}}
    (tmp_path / LIST).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(StudioError, match="is a part of it"):
        read_list(tmp_path)


def test_no_bundle_is_told_how_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="is not a bundle") as caught:
        read_list(tmp_path)
    assert "studio export" in caught.value.remedy


def test_a_format_is_added_only_where_none_that_fits_is_asked_for() -> None:
    assert formats_for([MINE], []) == ["onnx"]
    assert formats_for([MINE], ["torchscript"]) == ["torchscript"]
    assert formats_for([BUNDLES["web"], BUNDLES["react-native"]], []) == ["onnx", "ptl"]
    assert formats_for([MINE, BUNDLES["ncnn-cpp"]], ["darknet"]) == ["darknet", "onnx", "ncnn"]


def test_a_head_that_a_bundle_cannot_use_is_refused(checkpoint: Path, data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="can't use a model with the head detections") as caught:
        export_model(checkpoint, [], tmp_path, bundles=["mine"], verify=data, head="detections")
    assert "decoded, raw" in caught.value.remedy
    report = export_model(checkpoint, ["onnx"], tmp_path, bundles=["mine"], verify=data, head="detections")
    assert [each.format for each in report.refused] == ["mine"]
    assert not report.bundles and report.files


def test_an_unknown_bundle_and_one_without_photos_are_refused(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="The bundle ios is not known"):
        export_model(checkpoint, [], tmp_path, bundles=["ios"])
    with pytest.raises(StudioError, match="none are given"):
        export_model(checkpoint, [], tmp_path, bundles=["mine"])
    assert not list(tmp_path.iterdir())


def test_a_template_is_filled_whole_or_is_a_fault() -> None:
    assert Parts.fill("@A@ and @A@, x@y.org", a="1") == "1 and 1, x@y.org"
    with pytest.raises(LookupError):
        Parts.fill("@A@ @B@", a="1")
    with pytest.raises(LookupError):
        Parts.fill("@A@", a="1", b="2")


def test_a_bundle_whose_screens_look_at_no_tiles_says_so(
    checkpoint: Path, data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def notes(tiling: Tiling | None) -> list[str]:
        report = export_model(
            checkpoint, ["onnx"], tmp_path, bundles=["mine"], verify=data, golden=5, tiling=tiling
        )
        return [note for note in report.notes if "look at whole frames" in note]

    assert notes(Tiling.parse("2x2")) == []
    monkeypatch.setitem(table.BUNDLES, "mine", replace(MINE, looks_at_tiles=False))
    assert notes(None) == []
    (note,) = notes(Tiling.parse("2x2"))
    assert note.startswith("The screens of the bundle Mine look at whole frames, not at tiles")
    assert [bundle.name for bundle in BUNDLES.values() if bundle.untiled_note()] == ["react-native", "mine"]
    contract = json.loads(next((tmp_path / "mine").rglob("*.onnx.json")).read_text(encoding="utf-8"))
    assert any("React Native bundle don't" in words for words in contract["preprocessing"])

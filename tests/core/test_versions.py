"""What another version wrote: older opens, newer is refused in a sentence and not a byte of it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.export.bundles.listing import FORMAT as BUNDLE
from studio.core.export.bundles.listing import LIST, read_list
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.report.run_report import write_report
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runtime.contract import FORMAT as CONTRACT
from studio.core.runtime.contract import Contract
from studio.core.settings import FORMAT as SETTINGS_FORMAT
from studio.core.settings import Settings
from studio.core.spec import ModelSpec
from studio.core.training.loop import resume
from studio.core.versions import NewerVersion, refuse_newer
from studio.core.weights import checkpoint as checkpoints
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.opening import load_checkpoint, load_network
from tests.run_factory import write_run

SPEC = ModelSpec("yolov5n", ("on", "off"), (128, 128), (8, 16, 32), ((((10, 13),) * 3),) * 3)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what is in them."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("found", "known", "is_newer"),
    [
        (2, 1, True),
        (1, 1, False),
        (0, 1, False),
        (None, 1, False),
        (True, 1, False),
        ("2", 1, False),
        ("kind-2", "kind-1", True),
        ("kind-10", "kind-9", True),
        ("kind-1", "kind-1", False),
        ("other-2", "kind-1", False),
        ("kind-" + "9" * 40, "kind-1", False),
        ([], "kind-1", False),
    ],
    ids=repr,
)
def test_newer_is_told_from_damaged(found: object, known: str | int, is_newer: bool) -> None:
    if is_newer:
        with pytest.raises(
            NewerVersion, match=r"^X was written by a newer version of this program\. Open it"
        ):
            refuse_newer(found, known, "X")
    else:
        refuse_newer(found, known, "X")


def test_settings_of_a_newer_version_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"format": SETTINGS_FORMAT + 1, "theme": "light"}), encoding="utf-8")
    before = bytes_of(tmp_path)
    settings = Settings(path)
    assert "newer version" in str(settings.refused)
    assert settings.get("theme") == "system"
    settings.set("theme", "dark")
    settings.set("recent", ["a"])
    assert (settings.get("theme"), settings.get("recent")) == ("dark", ["a"])
    assert bytes_of(tmp_path) == before


def test_settings_of_an_older_version_are_read_and_written_on(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "light", "of_another_version": 7}', encoding="utf-8")
    settings = Settings(path)
    assert settings.refused is None and settings.get("theme") == "light"
    settings.set("reopen", False)
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored == {
        "format": SETTINGS_FORMAT, "theme": "light", "of_another_version": 7, "reopen": False
    }  # fmt: skip
    assert Settings(path).get("reopen") is False


def test_a_run_of_a_newer_version_is_listed_refused_and_left_alone(tmp_path: Path) -> None:
    run = write_run("tomorrow", tmp_path / "set")
    config = json.loads((run / runs.CONFIG).read_text(encoding="utf-8"))
    # Its shape may be another, too.
    newer = {"format": config["format"] + 1, "dataset": {"path": "somewhere"}}
    (run / runs.CONFIG).write_text(json.dumps(newer), encoding="utf-8")
    before = bytes_of(run)
    for use in (runs.read_run, write_report, lambda run: resume(run, lambda event: None)):
        with pytest.raises(NewerVersion, match="tomorrow was written by a newer version"):
            use(run)
    (listed,) = runs.list_runs()
    assert listed.path == run and "newer version" in listed.problem
    assert bytes_of(run) == before


def test_a_run_of_an_older_version_is_read(tmp_path: Path) -> None:
    run = write_run("yesterday", tmp_path / "set")
    config = json.loads((run / runs.CONFIG).read_text(encoding="utf-8"))
    older = {key: config[key] for key in ("data", "model", "epochs", "imgsz")}
    (run / runs.CONFIG).write_text(json.dumps(older), encoding="utf-8")
    info = runs.read_run(run)
    assert info.state == "finished"
    assert TrainConfig.from_dict({**info.config, "out": str(run)}).imgsz == config["imgsz"]


def test_a_checkpoint_of_a_newer_version_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = find_table("v5lite-e")
    network = Network(table, 2)
    spec = ModelSpec("v5lite-e", ("on", "off"), (128, 128), network.strides, table.anchors)
    path = tmp_path / "best.pt"
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(checkpoints, "FORMAT", checkpoints.KIND + "2")
        Checkpoint(spec, table, network.state_dict()).save(path)
    before = bytes_of(tmp_path)
    for use in (load_checkpoint, load_network):
        with pytest.raises(NewerVersion, match=r"best\.pt was written by a newer version"):
            use(path)
    assert bytes_of(tmp_path) == before


def test_a_contract_of_a_newer_version_is_told_from_a_damaged_one() -> None:
    text = Contract(SPEC).to_json()
    assert Contract.from_json(text).spec.class_names == ("on", "off")
    with pytest.raises(NewerVersion, match="stored with the model was written by a newer version"):
        Contract.from_json(json.dumps({"format": CONTRACT[:-1] + "2", "model": {}}))
    with pytest.raises(StudioError, match="can't be understood"):
        Contract.from_json(json.dumps({"format": "somebody-elses-2"}))


def test_a_bundle_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(json.dumps({"format": BUNDLE[:-1] + "2", "parts": []}), encoding="utf-8")
    before = bytes_of(tmp_path)
    with pytest.raises(NewerVersion, match="newer version"):
        read_list(tmp_path)
    assert bytes_of(tmp_path) == before

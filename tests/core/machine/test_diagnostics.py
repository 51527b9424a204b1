"""The diagnostic file: names and paths are planted, and looked for in every byte of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.files import user_folder
from studio.core.machine.findings import Finding
from studio.core.machine.report import write_diagnostics
from studio.core.machine.scrubbing import Scrubber
from studio.core.settings import Settings
from tests.run_factory import append_events, write_run

FINDING = Finding("disk", "Disk", "ok", "40 GB are free.", {"free_bytes": 40_000_000_000})


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A home, a user, datasets and a log with names in it; returns what must not be told."""
    home = tmp_path / "Ingrid Mustermann"
    home.mkdir()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(variable, "imustermann")
    data = home / "Bilder" / "kundenfotos-acme" / "data.yaml"
    other = "/mnt/nas/geheimprojekt/obj.data"
    settings = Settings()
    settings.set("recent", [str(data), other, r"D:\Kunden\Zebra GmbH\set"])
    settings.set("last_image", {str(data): "IMG_Anna_2024.jpg"})
    run = write_run("anna-versuch", data)
    append_events(
        run, [{"event": "error", "cause": f"{data} is no longer there.", "remedy": "Bring it back."}]
    )
    otto = "/home/otto"
    user_folder().joinpath("log.txt").write_text(
        f"INFO opened {data}\nINFO {data.parent.as_posix()}/img/IMG_Anna_2024.jpg can't be read\n"
        f"INFO {json.dumps(str(data))} {str(data)!r}\nINFO {otto}/Desktop/hochzeit.mp4\n"
        f"INFO file://{otto}/Desktop/liebe%20oma.png C:\\Users\\otto\\Fotos\\oma.JPG\n"
        "INFO \\\\nas\\freigabe\\vertraulich\\a.png D:/Kunden/Zebra GmbH/set\n"
        'Traceback (most recent call last):\n  File "'
        + str(Path(__file__).parents[3] / "studio" / "core" / "files.py")
        + '", line 12, in real_path\nOSError: rtsp://otto:pumuckl@kamera.example/stream IMUSTERMANN\n',
        encoding="utf-8",
    )
    return [
        "Ingrid", "Mustermann", "imustermann", "kundenfotos", "acme", "geheimprojekt", "Zebra", "Kunden",
        "Anna", "anna-versuch", "otto", "hochzeit", "oma", "freigabe", "vertraulich", "pumuckl", "nas",
    ]  # fmt: skip


def told_in(file: Path) -> str:
    """Return all that a zip holds, names of entries too, as one text."""
    with zipfile.ZipFile(file) as archive:
        return "\n".join(name + "\n" + archive.read(name).decode("utf-8") for name in archive.namelist())


def test_nothing_of_the_person_is_in_the_file(planted: list[str], tmp_path: Path) -> None:
    file = write_diagnostics(tmp_path / "help.zip", [FINDING])
    told = told_in(file).casefold()
    words = set(told.replace("_", " ").replace("-", " ").split())
    assert [name for name in planted if len(name) > 3 and name.casefold() in told] == []
    assert [name for name in planted if name.casefold() in words] == []
    assert ".jpg" not in told and ".png" not in told
    # What helps is still there.
    assert "studio/core/files.py" in told.replace("studio/studio", "studio") or "studio/core" in told
    assert "line 12, in real_path" in told
    assert "is no longer there" in told
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("machine.json"))[0]["sentence"] == FINDING.sentence
        assert json.loads(archive.read("program.json"))["packages"]["numpy"]
        assert json.loads(archive.read("runs.json"))[0]["state"] == "failed"
        assert all(Path(name).suffix in (".json", ".txt", ".1") for name in archive.namelist())


def test_paths_are_in_it_when_that_was_agreed_and_passwords_never(planted: list[str], tmp_path: Path) -> None:
    told = told_in(write_diagnostics(tmp_path / "help.zip", [FINDING], with_paths=True))
    assert "kundenfotos-acme" in told
    assert "geheimprojekt" not in told, "only the log and the runs are told of, not the lists in the settings"
    assert "pumuckl" not in told


def test_a_scrubber_keeps_words_and_numbers(planted: list[str]) -> None:
    scrubber = Scrubber.of(Settings(), [])
    for text in (
        "3/4 images",
        "mAP@0.5/0.95",
        "and/or",
        "12:30:01 INFO studio.gui: ok",
        "fp16/fp32",
        "v5lite-e",
    ):
        assert scrubber.text(text) == text
    assert scrubber.value({"a": [1, 2.5, None, True]}) == {"a": [1, 2.5, None, True]}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StudioError, match="can't be written"):
        write_diagnostics(tmp_path / "file" / "help.zip", [])

"""The report of a run: what it holds, and what it says when data or checkpoint are not what they were."""

from __future__ import annotations

import base64
import json
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import write_sample_set
from studio.core.errors import Cancelled, StudioError
from studio.core.pictures import image_size, imread
from studio.core.report.run_report import write_report
from studio.core.runs.config import TrainConfig
from studio.core.runs.data_snapshot import Seal, seal
from studio.core.training.loop import train
from studio.core.weights.opening import load_checkpoint
from tests.factories import TINY_TABLE, snapshot
from tests.run_factory import write_run

VOID = {"meta", "img", "br"}


class PageReader(HTMLParser):
    """Reads a page strictly: every tag is closed in its turn, and nothing is fetched from anywhere."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.pictures: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "iframe", "object", "embed")
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href", "data", "action"):
                assert (value or "").startswith("data:image/jpeg;base64,")
                self.pictures.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            assert "url(" not in data
            assert "@import" not in data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def figures_of(run: Path) -> dict[str, Any]:
    return json.loads((run / "figures.json").read_bytes())


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A dataset and a run of one epoch on it."""
    data = write_sample_set(tmp_path_factory.mktemp("set"), images=10, seed=1)
    config = TrainConfig(
        data=str(data),
        out=str(tmp_path_factory.mktemp("runs") / "run"),
        model=str(TINY_TABLE),
        epochs=1,
        imgsz=64,
        batch=4,
        threads=1,
    )
    return data, train(config, lambda event: None)


@pytest.fixture
def run(trained: tuple[Path, Path], tmp_path: Path) -> Path:
    """The run, in a folder of its own, on a dataset of its own."""
    data, run = trained
    shutil.copytree(data.parent, tmp_path / "data")
    copy = tmp_path / "run <b> & 1"
    shutil.copytree(run, copy)
    for name in ("figures.json", "report.html"):
        (copy / name).unlink(missing_ok=True)
    for name in ("plots", "worst"):
        shutil.rmtree(copy / name, ignore_errors=True)
    change_config(copy, data=str(tmp_path / "data" / data.name))
    return copy


def change_config(run: Path, **values: object) -> None:
    config = json.loads((run / "config.json").read_bytes())
    (run / "config.json").write_text(json.dumps({**config, **values}), encoding="utf-8")


def data_of(run: Path) -> Path:
    return Path(json.loads((run / "config.json").read_bytes())["data"])


def test_a_report_holds_everything(run: Path) -> None:
    told: list[tuple[int, int]] = []
    page = write_report(run, progress=lambda done, total: told.append((done, total)))
    assert page == run / "report.html"
    dataset = open_dataset(data_of(run))
    val = dataset.splits["val"]
    assert told[-1] == (len(val), len(val))

    figures = figures_of(run)
    assert figures["notes"] == []
    assert figures["run"] == run.name
    assert (figures["ended"], figures["epochs"], figures["epochs_done"], figures["best_epoch"]) == (
        "done", 1, 1, 1,
    )  # fmt: skip
    boxes = sum(len(dataset.read(record).boxes) for record in val)
    trained_to = load_checkpoint(run / "best.pt").metrics
    for name in ("map50", "map50_95", "precision", "recall", "confidence", "images", "boxes"):
        assert figures["evaluation"][name] == pytest.approx(trained_to[name], abs=1e-6)
    assert figures["evaluation"]["boxes"] == boxes
    assert figures["data"]["splits"]["val"] == {"images": len(val), "boxes": boxes}
    sealed = Seal.load(run)
    assert sealed is not None
    assert figures["data"]["digest"] == sealed.digest()
    assert sealed.digest() == seal(dataset, dataset.splits).digest()

    counts = figures["confusion"]["counts"]
    assert figures["confusion"]["classes"] == [*dataset.class_names, "nothing"]
    assert sum(map(sum, counts[:-1])) == boxes
    assert sum(row["boxes"] for row in figures["recall_by_size"]) == boxes
    assert set(figures["precision_recall"]["precision"]) == set(dataset.class_names)

    plots = sorted(path.name for path in (run / "plots").iterdir())
    names = ("anchors", "confusion", "loss", "map", "precision_recall", "recall_by_size")
    assert plots == [f"{name}.svg" for name in names]
    for path in (run / "plots").iterdir():
        assert ET.parse(path).getroot().tag.endswith("svg")

    rows = json.loads((run / "worst" / "worst.json").read_bytes())
    assert rows == figures["worst"]
    assert {row["image"] for row in rows} == {str(record.path) for record in val}
    for number, row in enumerate(rows, start=1):
        assert row["file"] == f"{number:02}-{Path(row['image']).stem}.jpg"
        assert row["sentence"]
        assert max(image_size(run / "worst" / row["file"])) >= 1000

    reader = PageReader(page)
    assert len(reader.pictures) == len(rows)
    assert f"Report of {run.name}" in reader.text
    for word in (
        "Curves",
        "Classes",
        "Settings",
        "tiny",
        "imgsz: 64",
        sealed.digest(),
        rows[0]["sentence"],
    ):
        assert word in reader.text


def test_an_old_run_without_a_seal_is_split_as_it_was(run: Path) -> None:
    (run / "data.json").unlink()
    data = data_of(run)
    folder = data.parent / "images"
    write_report(run)
    declared = figures_of(run)
    assert declared["data"] is None
    assert "no seal" in PageReader(run / "report.html").text
    # The same images with no declared split: a part of all is held out.
    shutil.move(data, data.with_suffix(".txt"))
    flat = data.parent / "flat"
    flat.mkdir()
    for path in folder.rglob("*.*"):
        shutil.copy(path, flat)
    for path in (data.parent / "labels").rglob("*.txt"):
        shutil.copy(path, flat)
    (flat / "classes.txt").write_text("\n".join(declared["classes"]), encoding="utf-8")
    change_config(run, data=str(flat), val_fraction=0.4)
    write_report(run)
    assert figures_of(run)["evaluation"]["images"] == 4


def test_images_and_labels_that_changed_are_told(run: Path) -> None:
    dataset = open_dataset(data_of(run))
    first, second = dataset.splits["val"][:2]
    first.path.unlink()
    boxes = dataset.read(second).boxes
    dataset.write(second, boxes[1:])
    before = len(dataset.splits["val"])
    write_report(run)
    figures = figures_of(run)
    assert figures["notes"] == [
        "The validation images or labels changed since the run: 1 image removed. 1 box removed."
    ]
    assert figures["evaluation"]["images"] == before - 1
    assert figures["notes"][0] in PageReader(run / "report.html").text


def test_new_images_do_not_change_what_is_measured(run: Path) -> None:
    """A split drawn anew would hold out others, some of which were trained on."""
    dataset = open_dataset(data_of(run))
    val = dataset.splits["val"][0]
    for suffix in ("new", "newer"):
        for path in (val.path, val.label_path):
            shutil.copy(path, path.with_name(f"{suffix}{path.suffix}"))
    write_report(run)
    figures = figures_of(run)
    assert figures["notes"] == []
    assert figures["evaluation"]["images"] == len(dataset.splits["val"])


def test_an_unreadable_image_is_left_out(run: Path) -> None:
    broken = open_dataset(data_of(run)).splits["val"][0]
    broken.path.write_bytes(broken.path.read_bytes()[:40])
    write_report(run)
    figures = figures_of(run)
    assert any(note.startswith("Left out:") and broken.path.name in note for note in figures["notes"])
    assert figures["evaluation"]["images"] == 1


def test_without_the_dataset_there_is_what_the_run_knows(run: Path) -> None:
    shutil.rmtree(data_of(run).parent)
    write_report(run)
    figures = figures_of(run)
    assert len(figures["notes"]) == 1
    assert figures["confusion"] is None
    assert figures["evaluation"]["map50"] == load_checkpoint(run / "best.pt").metrics["map50"]
    assert sorted(path.name for path in (run / "plots").iterdir()) == ["anchors.svg", "loss.svg", "map.svg"]
    reader = PageReader(run / "report.html")
    assert reader.pictures == []
    assert "Classes" in reader.text


def test_an_earlier_report_is_not_lost_with_the_dataset(run: Path) -> None:
    write_report(run)
    earlier, pictures = figures_of(run), PageReader(run / "report.html").pictures
    shutil.rmtree(data_of(run).parent)
    write_report(run)
    later = figures_of(run)
    assert "those of an earlier report" in later["notes"][-1]
    assert {**later, "notes": []} == earlier
    assert PageReader(run / "report.html").pictures == pictures
    # Of another checkpoint they would be wrong.
    shutil.copy(run / "last.pt", run / "best.pt")
    write_report(run)
    assert figures_of(run)["confusion"] is None
    assert [path.name for path in (run / "worst").iterdir()] == ["worst.json"]


def test_the_note_is_in_the_report(run: Path) -> None:
    (run / "note.txt").write_text("Rate halved,\n<better> lamps.\n", encoding="utf-8")
    write_report(run)
    assert "Rate halved, <better> lamps." in PageReader(run / "report.html").text


def test_other_classes_are_not_measured(run: Path) -> None:
    data = data_of(run)
    data.write_text(data.read_text(encoding="utf-8").replace("white", "warm"), encoding="utf-8")
    write_report(run)
    figures = figures_of(run)
    assert "number 0 is “white” in the model and “warm” in the dataset" in figures["notes"][0]
    assert figures["confusion"] is None


def test_a_run_killed_early_still_gives_a_report(run: Path) -> None:
    for name in ("best.pt", "data.json"):
        (run / name).unlink()
    events = (run / "events.jsonl").read_bytes().splitlines(keepends=True)
    (run / "events.jsonl").write_bytes(b"".join(line for line in events if b'"step"' in line[:20])[:-9])
    write_report(run)
    figures = figures_of(run)
    assert figures["notes"] == ["No epoch of the run came to its end, so there is no best checkpoint."]
    assert figures["ended"] is None
    assert "without an end so far" in PageReader(run / "report.html").text
    assert [path.name for path in (run / "plots").iterdir()] == ["loss.svg"]

    (run / "events.jsonl").unlink()
    write_report(run)
    PageReader(run / "report.html")


def test_a_failed_run_says_why(run: Path) -> None:
    with (run / "events.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"event": "error", "cause": "The loss is <nan>.", "remedy": ""}\n')
    (run / "best.pt").write_bytes(b"This is text.")
    write_report(run)
    notes = figures_of(run)["notes"]
    assert notes[0] == "The training failed: The loss is <nan>."
    assert len(notes) == 2
    assert notes[0] in PageReader(run / "report.html").text


def test_pictures_of_an_earlier_report_go(run: Path) -> None:
    (run / "worst").mkdir()
    old = run / "worst" / "07-old.jpg"
    old.write_bytes(b"old")
    write_report(run)
    assert not old.exists()


def test_a_report_can_be_stopped(run: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_report(run, progress=stop)
    assert not (run / "report.html").exists()


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="not a run folder"):
        write_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_pictures_show_what_was_drawn(run: Path) -> None:
    """Missed boxes are marked in their own colour, in the place where they are."""
    import numpy as np

    from studio.core.boxes.detections import Detections
    from studio.core.evaluation.outcomes import judge
    from studio.core.report.pictures import MISSED, draw_outcome

    record = open_dataset(data_of(run)).splits["val"][0]
    image = np.zeros_like(imread(record.path))
    truth = np.array([[200, 200, 220, 220], [100, 300, 140, 340]], np.float64)
    found = Detections.from_arrays([[100, 300, 140, 340], [300, 100, 320, 120]], [0.9, 0.8], [1, 1])
    outcome = judge(record.path, found, truth, np.array([0, 1]), confidence=0.5)
    picture = draw_outcome(image, outcome, ["Wäsche", "red"])
    scale = 1000 / max(image.shape)
    marked = np.argwhere((picture == [int(MISSED[at : at + 2], 16) for at in (1, 3, 5)]).all(axis=2))
    marked = marked[marked[:, 0] < image.shape[0] * scale]
    assert len(marked) > 100
    assert np.abs(marked.mean(axis=0) - np.array([190, 220]) * scale).max() < 60
    red = (picture == [255, 75, 75]).all(axis=2)
    assert red[round(300 * scale) : round(340 * scale), round(100 * scale) : round(140 * scale)].any()
    assert red[round(100 * scale) : round(120 * scale), round(300 * scale) : round(320 * scale)].any()
    assert not red[round(200 * scale) : round(220 * scale), round(200 * scale) : round(220 * scale)].any()


def test_what_cannot_be_written_is_an_error(run: Path) -> None:
    """Not a sentence in a report that lacks its pictures."""
    write_report(run)
    before = (run / "report.html").read_bytes()
    shutil.rmtree(run / "worst")
    (run / "worst").write_text("in the way")
    with pytest.raises(StudioError, match=r"can't be written"):
        write_report(run)
    assert (run / "report.html").read_bytes() == before
    assert list(run.rglob("*.part")) == []


def test_a_report_shows_names_of_files_and_no_folders_of_this_machine(run: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    change_config(run, weights=str(private / "start.pt"), model=str(private / "my-table.yaml"))
    page = write_report(run).read_text(encoding="utf-8")
    assert "data.yaml" in page and "start.pt" in page and "my-table.yaml" in page
    assert str(tmp_path) not in page
    # What is said of the dataset names its place in the terminal alone.
    data_of(run).unlink()
    report = PageReader(write_report(run)).text
    assert "data.yaml" in report
    assert str(tmp_path) not in report


@pytest.mark.parametrize("name", ["plots", "worst"])
def test_a_report_deletes_and_writes_nothing_behind_a_link(tmp_path: Path, name: str) -> None:
    run = write_run("yolov5n-1", tmp_path / "set")
    theirs = tmp_path / "pictures"
    theirs.mkdir()
    for file in ("loss.svg", "thesis.svg", "01-cat.jpg", "cat.jpg"):
        (theirs / file).write_text("theirs", encoding="utf-8")
    before = snapshot(theirs)
    (run / name).symlink_to(theirs, target_is_directory=True)
    with pytest.raises(StudioError, match=f"{name} is a link to another folder"):
        write_report(run)
    assert snapshot(theirs) == before


def test_a_report_knows_its_own_files_by_name(tmp_path: Path) -> None:
    run = write_run("yolov5n-1", tmp_path / "set")
    for folder in ("plots", "worst"):
        (run / folder).mkdir()
    own = ["plots/recall_by_size.svg", "worst/07-lamp.jpg"]
    theirs = ["plots/thesis.svg", "worst/cat.jpg", "worst/7-lamp.jpg", "best.pt"]
    rows = [{"file": file, "image": "", "sentence": ""} for file in ("cat.jpg", "../best.pt")]
    for file in own + theirs:
        (run / file).write_text("picture", encoding="utf-8")
    (run / "worst" / "worst.json").write_text(json.dumps(rows), encoding="utf-8")
    write_report(run)
    assert [file for file in theirs if not (run / file).is_file()] == []
    assert [file for file in own if (run / file).is_file()] == []


def test_an_earlier_report_leads_to_no_file_outside_the_run(
    trained: tuple[Path, Path], tmp_path: Path
) -> None:
    _, run = trained
    copy = tmp_path / "run"
    shutil.copytree(run, copy)
    write_report(copy)
    figures = figures_of(copy)
    (tmp_path / "secret").write_bytes(b"do not show this")
    figures["worst"] = [{"file": "../../secret", "image": "", "sentence": ""}]
    (copy / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
    config = json.loads((copy / "config.json").read_bytes())
    (copy / "config.json").write_text(
        json.dumps({**config, "data": str(tmp_path / "gone")}), encoding="utf-8"
    )
    page = write_report(copy).read_text(encoding="utf-8")
    assert "those of an earlier report" in page
    assert base64.b64encode(b"do not show this").decode() not in page

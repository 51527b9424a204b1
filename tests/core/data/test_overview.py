"""What the Train page tells of a dataset: found as Check finds it, but for pictures that are alike."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.checking.examination import examine
from studio.core.data.dataset import open_dataset
from studio.core.data.overview import study
from studio.core.pictures import imwrite
from tests.core.data.test_duplicates import scene
from tests.factories import make_dataset_folder

LINE = "0 0.5 0.5 0.25 0.5\n"
LABELS = {
    "a.png": f"{LINE}0 0.502 0.5 0.25 0.5\n1 0.5 0.5 0.25 0.5\n",
    "b.png": f"{LINE}0 0.98 0.5 0.2 0.2\n0 0.1 0.1 0.004 0.004\n0 0.2 0.1 0.004 0.004\n",
    "c.png": "0 0.5\n",
    "d.png": LINE,
}


def test_all_kinds_that_check_finds_are_told_the_most_serious_first(tmp_path: Path) -> None:
    folder = make_dataset_folder(tmp_path / "photos", LABELS)
    for seed, name in enumerate(LABELS):
        imwrite(folder / name, scene(seed))
    imwrite(folder / "d.png", scene(1)[2:-2, 2:-2])
    dataset = open_dataset(folder)
    facts = study(dataset)
    whole = examine(dataset)
    near = whole.kinds().pop("image_near")
    assert near == 1 and facts.findings == len(whole.report.problems) - near
    assert len(facts.found) == len(whole.kinds()) - 1
    columns, *others = facts.found
    assert columns.startswith("c.txt:1: ")
    assert "b.txt:2: The box reaches 15 px beyond the image." in others
    assert "a.txt:2: The box is nearly that of line 1 (IoU 0.98)." in others
    tiny = (
        "A box is under 3 px at the training size\u00a0(2). The first: b.txt:3: The box is 1.7 × 1.7 px at a"
    )
    assert any(row.startswith(tiny) for row in others)
    # At twice the size these boxes have more pixels.
    assert not any("under 3 px" in row for row in study(dataset, size=832).found)

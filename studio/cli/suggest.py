"""studio suggest: what a model would label, kept beside it until it is accepted on the Label page."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from studio.cli.options import add_given_options, add_tile_option, chosen_tiling, given_files
from studio.cli.output import Output
from studio.core.words import tr, trn

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.errors import StudioError
    from studio.core.labelling.ghost_file import GhostFile
    from studio.core.runtime.detector import Detector


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio suggest`."""
    from studio.core.runs.suggestions import LEAST_SCORE

    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument(
        "--unlabelled", action="store_true", help=tr("only for images that have no label file")
    )
    parser.add_argument(
        "--conf",
        type=float,
        default=LEAST_SCORE,
        help=f"{tr('least score that is kept')} ({LEAST_SCORE})",
    )
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    parser.add_argument(
        "--follow",
        action="store_true",
        help=tr("look at the images that stdin names, a JSON list a line; the newest line counts"),
    )
    add_tile_option(parser)
    add_given_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Look at images that were not looked at yet; what was found of others stays."""
    from studio.core.runs.suggestions import ghost_file, tiles_name
    from studio.core.runtime.detector import load_detector

    # First what costs nothing, so that a wrong name is told at once.
    tiling = chosen_tiling(options)
    ghosts = ghost_file(options.model, options.data, tiles_name(tiling))
    stop = threading.Event()
    wishes = Wishes(sys.stdin.buffer, stop) if options.follow else None
    dataset = None if options.follow else _open(options.data, output)
    detector = load_detector(
        options.model,
        imgsz=options.imgsz,
        threads=options.threads,
        given=given_files(options),
        tiling=tiling,
        should_stop=stop.is_set,
    )
    try:
        if wishes is not None:
            _follow(detector, ghosts, wishes, options.conf, output)
            return 0
        assert dataset is not None
        _suggest_all(detector, ghosts, dataset, options, output)
    finally:
        detector.close()
    return 0


def _open(path: Path, output: Output) -> Dataset:
    from studio.core.data.dataset import open_dataset

    dataset = open_dataset(path)
    for note in dataset.notes:
        output.say(note)
    return dataset


def _suggest_all(
    detector: Detector,
    ghosts: GhostFile,
    dataset: Dataset,
    options: argparse.Namespace,
    output: Output,
) -> None:
    from studio.core.labelling.assist import ClassMap
    from studio.core.runs.suggestions import suggest

    names = detector.spec.class_names
    ghosts.begin(names, options.conf)
    records = [
        record for record in dataset.records if not options.unlabelled or dataset.state(record) == "unseen"
    ]
    images = [record.path for record in records if not ghosts.has(record.path)]
    by_path = {record.path: record for record in records}
    progress, done = output.progress(tr("images")), len(records) - len(images)
    before, left_out = done, 0
    progress(done, len(records))

    def weigh(path: Path) -> int:
        from studio.core.errors import StudioError

        try:
            width, height = dataset.image_size(by_path[path])
        except StudioError:
            return 0
        return width * height

    def leave_out(problem: StudioError) -> None:
        nonlocal left_out
        left_out += 1
        output.say(tr("Left out: {cause}", cause=problem.cause))

    def tell(_: Path) -> None:
        nonlocal done
        done += 1
        progress(done, len(records))

    looked_at = suggest(
        detector,
        images,
        ghosts,
        confidence=options.conf,
        weigh=weigh,
        left_out=leave_out,
        progress=tell,
    )
    missing = ClassMap.of(names, dataset.class_names).missing
    if missing:
        output.warn(
            tr(
                "The dataset has no class of these names, so what is found of them is not offered: {names}.",
                names=", ".join(missing),
            )
        )
    if options.json:
        output.json(
            {
                "images": len(records),
                "looked_at": looked_at,
                "known_before": before,
                "left_out": left_out,
                "missing_classes": list(missing),
                "file": str(ghosts.path),
            }
        )
        return
    output.line(
        trn(
            "Looked at {n} image, {before} were known; see them on the Label page.",
            "Looked at {n} images, {before} were known; see them on the Label page.",
            looked_at,
            before=before,
        )
    )
    output.line(str(ghosts.path))


def _follow(detector: Detector, ghosts: GhostFile, wishes: Wishes, confidence: float, output: Output) -> None:
    """Look at what is wished for until stdin ends; tells each image when its suggestions are on disk."""
    from studio.core.runs.suggestions import suggest

    ghosts.begin(detector.spec.class_names, confidence)
    output.event({"event": "ready"})
    for path in wishes:
        if not ghosts.has(path):
            suggest(
                detector,
                [path],
                ghosts,
                confidence=confidence,
                left_out=lambda problem: output.say(problem.cause),
            )
        output.event({"event": "suggested", "image": str(path)})


class Wishes:
    """Images to look at, read line by line from a stream: of several lists the newest replaces the others."""

    def __init__(self, stream: BinaryIO, ended: threading.Event) -> None:
        """`ended` is set when the stream ends."""
        self._stream = stream
        self._ended = ended
        self._paths: list[Path] = []
        self._changed = threading.Condition()
        # Nobody can end a read: whoever stands behind the stream closes it.
        threading.Thread(target=self._read, name="wishes", daemon=True).start()

    def _read(self) -> None:
        from studio.core.errors import StudioError
        from studio.core.json_door import Text, parse_json

        for line in self._stream:
            try:
                paths = [Path(text) for text in parse_json(line, [Text()])]
            except StudioError:
                continue
            with self._changed:
                self._paths = paths
                self._changed.notify()
        with self._changed:
            self._ended.set()
            self._changed.notify()

    def __iter__(self) -> Iterator[Path]:
        """Yield the next wish as soon as there is one; ends with the stream."""
        while True:
            with self._changed:
                while not self._paths and not self._ended.is_set():
                    self._changed.wait()
                if self._ended.is_set():
                    return
                path = self._paths.pop(0)
            yield path

"""Faults planted in files of every family: which the proof catches, which the diagnosis names, how quickly.

    python -m tests.benchmarks.bench_faults [--only NAME ...] [--formats onnx tflite]
        [--weights FILE ... --photos FOLDER]

Networks have random weights that find something in drawn scenes; `--weights` gives checkpoints of others,
which look at photos. The last line counts what is told of right files: nothing, if all is well. Exits with 1
when a fault was missed, or a right file was blamed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from studio.core.data.scenes import write_sample_set
from studio.core.model.zoo import ARCHITECTURES
from studio.core.pictures import list_images
from tests.faults import FAULTS, TFLITE_FAULTS, Fault, Outcome, as_tflite, crop, try_all
from tests.lively import write_lively

FORMATS: dict[str, tuple[tuple[Fault, ...], Callable[[Path], Path]]] = {
    "onnx": (FAULTS, lambda file: file),
    "tflite": (TFLITE_FAULTS, as_tflite),
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", choices=ARCHITECTURES, default=ARCHITECTURES)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=["onnx"])
    parser.add_argument("--weights", type=Path, nargs="*", default=[])
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--images", type=int, default=3, help="looked at by each")
    options = parser.parse_args()
    outcomes: dict[tuple[str, str], list[tuple[str, Outcome]]] = defaultdict(list)
    alarms: list[str] = []
    rights = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        scenes = list_images(write_sample_set(folder / "scenes", images=10, seed=3).parent)
        wide = crop(scenes[: options.images], folder / "wide")
        sides = [(name, wide) for name in options.only]
        if options.photos:
            photos = crop(list_images(options.photos)[: options.images], folder / "photos")
            sides += [(str(path), photos) for path in options.weights]
        for number, (name, pictures) in enumerate(sides):
            for kind in options.formats:
                here = folder / f"{number}-{kind}"
                here.mkdir()
                is_family = name in ARCHITECTURES
                checkpoint = write_lively(here / "best.pt", name, scenes) if is_family else Path(name)
                faults, finish = FORMATS[kind]
                found, told = try_all(checkpoint, pictures, here, faults=faults, finish=finish)
                rights += 1
                alarms += [f"{name}, {kind}: {sentence}" for sentence in told]
                for outcome in found:
                    outcomes[kind, outcome.fault.name].append((name, outcome))
                caught, named = sum(each.caught for each in found), sum(each.named for each in found)
                line = f"{name}, {kind}: {caught} of {len(found)} caught, {named} named, {len(told)} alarms"
                print(line, file=sys.stderr, flush=True)
    print("| format | fault | named as | caught | named | median s | longest s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (kind, name), trials in outcomes.items():
        tried = [outcome for _, outcome in trials]
        seconds = [outcome.seconds for outcome in tried]
        caught, named = sum(each.caught for each in tried), sum(each.named for each in tried)
        row = (
            *(kind, name, " + ".join(tried[0].fault.causes)),
            *(f"{caught}/{len(tried)}", f"{named}/{len(tried)}"),
            *(f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}"),
        )
        print("| " + " | ".join(row) + " |")
    flat = [(kind, family, each) for (kind, _), trials in outcomes.items() for family, each in trials]
    for kind, family, each in flat:
        if not (each.caught and each.named):
            told = each.diagnosis.sentence if each.diagnosis else "nothing"
            verdict = "caught" if each.caught else "missed"
            print(f"{family}, {kind}, {each.fault.name}: {verdict}, told: {told}")
    caught, named = sum(each.caught for *_, each in flat), sum(each.named for *_, each in flat)
    print(
        f"{caught} of {len(flat)} caught, {named} named; {len(alarms)} false alarms on {rights} right exports"
    )
    print(*alarms, sep="\n")
    return 0 if caught == len(flat) and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())

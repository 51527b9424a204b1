"""Faults planted in files of every family: which the proof catches, which the diagnosis names, how quickly.

    python -m tests.benchmarks.bench_faults [--only NAME ...] [--coco WEIGHTS] [--photos FOLDER]

Networks have random weights that find something in drawn scenes; `--coco` gives published weights of one that
was trained, which then looks at the photos. The last line counts what is told of right files: nothing, if all
is well. Exits with 1 when a fault was missed, or a right file was blamed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from studio.core.data.scenes import write_sample_set
from studio.core.model.zoo import ARCHITECTURES
from studio.core.pictures import list_images
from tests.faults import Outcome, crop, try_all
from tests.lively import write_lively


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", default=list(ARCHITECTURES))
    parser.add_argument("--coco", type=Path)
    parser.add_argument("--photos", type=Path)
    options = parser.parse_args()
    outcomes: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    alarms: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        scenes = list_images(write_sample_set(folder / "scenes", images=10, seed=3).parent)
        wide = crop(scenes[:3], folder / "wide")
        sides = [(name, wide) for name in options.only]
        if options.coco and options.photos:
            sides.append((str(options.coco), crop(list_images(options.photos), folder / "photos")))
        for number, (name, pictures) in enumerate(sides):
            here = folder / str(number)
            here.mkdir()
            checkpoint = (
                write_lively(here / "best.pt", name, scenes) if name in ARCHITECTURES else options.coco
            )
            found, told = try_all(checkpoint, pictures, here)
            alarms += [f"{name}: {sentence}" for sentence in told]
            for outcome in found:
                outcomes[outcome.fault.name].append((name, outcome))
            print(f"{name}: {sum(each.named for each in found)} of {len(found)} named", file=sys.stderr)
    print("| fault | named as | caught | named | median s | longest s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, trials in outcomes.items():
        tried = [outcome for _, outcome in trials]
        seconds = [outcome.seconds for outcome in tried]
        caught, named = sum(each.caught for each in tried), sum(each.named for each in tried)
        row = (
            *(name, " + ".join(tried[0].fault.causes)),
            *(f"{caught}/{len(tried)}", f"{named}/{len(tried)}"),
            *(f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}"),
        )
        print("| " + " | ".join(row) + " |")
    flat = [(family, each) for trials in outcomes.values() for family, each in trials]
    for family, each in flat:
        if not (each.caught and each.named):
            told = each.diagnosis.sentence if each.diagnosis else "nothing"
            print(f"{family}, {each.fault.name}: {'caught' if each.caught else 'missed'}, told: {told}")
    caught, named = sum(each.caught for _, each in flat), sum(each.named for _, each in flat)
    print(f"{caught} of {len(flat)} caught, {named} named; {len(alarms)} false alarms")
    print(*alarms, sep="\n")
    return 0 if caught == len(flat) and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())

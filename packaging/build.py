"""Builds what is installed: python packaging/build.py [--flavour full|lite] [--formats tar.gz deb appimage]

The program of each flavour is left in dist/FLAVOUR/studio, the files to give away in dist. Which formats
there are depends on the system: Linux tar.gz, deb, appimage; Windows exe; macOS dmg.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from flavours import FLAVOURS, Flavour
import sizes
import thinning

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Build the flavours and formats asked for, and tell where they are and how large."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flavour", choices=FLAVOURS, action="append", help="both when left out")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="folder for what is built")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="folder for intermediate files")
    options = parser.parse_args()
    for name in options.flavour or FLAVOURS:
        build(FLAVOURS[name], options.dist.resolve(), options.work.resolve())
    return 0


def build(flavour: Flavour, dist: Path, work: Path) -> Path:
    """Run PyInstaller for a flavour; returns the program's folder."""
    try:
        from PyInstaller.__main__ import run
    except ImportError:
        sys.exit("PyInstaller is missing. Install it with: pip install -e '.[packaging]'")
    start = time.perf_counter()
    made = work / f"made-{flavour.name}"
    shutil.rmtree(made, ignore_errors=True)
    (made / "resources").mkdir(parents=True)
    os.environ |= {"STUDIO_FLAVOUR": flavour.name, "STUDIO_MADE": str(made)}
    folders = ["--distpath", str(dist / flavour.name), "--workpath", str(work / flavour.name)]
    run(["--noconfirm", "--log-level", "WARN", *folders, str(ROOT / "packaging" / "studio.spec")])
    program = dist / flavour.name / "studio"
    won = thinning.thin(program)
    print("\n".join([*sizes.report(program), "", *thinning.report(won)]))
    size = sizes.size_of(program) / sizes.MB
    print(f"{program}: {size:.0f} MB of {flavour.max_mb}, built in {time.perf_counter() - start:.0f} s")
    return program


if __name__ == "__main__":
    sys.exit(main())

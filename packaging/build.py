"""Build the frozen program: `python packaging/build.py` leaves it in dist/studio."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run PyInstaller and tell where the program is and how large it is."""
    parser = argparse.ArgumentParser(description="Build the frozen program.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="folder for the program")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="folder for intermediate files")
    options = parser.parse_args()
    try:
        from PyInstaller.__main__ import run
    except ImportError:
        sys.exit("PyInstaller is missing. Install it with: pip install -e '.[packaging]'")
    sys.path.insert(0, str(ROOT))
    start = time.perf_counter()
    folders = ["--distpath", str(options.dist), "--workpath", str(options.work)]
    run(["--noconfirm", "--log-level", "WARN", *folders, str(ROOT / "packaging" / "studio.spec")])
    program = options.dist / "studio"
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{program}: {size / 1e6:.0f} MB, built in {time.perf_counter() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

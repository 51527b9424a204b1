"""Builds what is installed: python packaging/build.py [--flavour full|lite] [--formats tar.gz deb appimage]

The program of each flavour is left in dist/FLAVOUR/studio, the files to give away in dist, with their SHA-256
sums and a list of what is inside (CycloneDX). Which formats there are depends on the system: Linux tar.gz,
deb, appimage; Windows exe (an installer); macOS dmg.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]

import bill  # noqa: E402
import icons  # noqa: E402
import linux_files  # noqa: E402
import macos_files  # noqa: E402
import sizes  # noqa: E402
import thinning  # noqa: E402
import windows_files  # noqa: E402
from built import Built  # noqa: E402
from flavours import FLAVOURS, Flavour  # noqa: E402

from studio import __version__  # noqa: E402
from studio.core.licences import Component, components, notices  # noqa: E402

FORMATS = {
    "linux": linux_files.FORMATS, "win32": windows_files.FORMATS, "darwin": macos_files.FORMATS
}.get(sys.platform, {})  # fmt: skip
RUNTIME_SHA256 = "de9867cfce8ca9549a8354a518377a63074f915010454a0dca8da7e1cfb1efc7"
"""Of what build_runtime.py makes of the sources named there on Debian 12."""


def main() -> int:
    """Build the flavours and formats asked for, and tell where they are and how large."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flavour", choices=FLAVOURS, action="append", help="both when left out")
    parser.add_argument(
        "--formats", choices=FORMATS, nargs="*", default=[], help="the program's folder alone when left out"
    )
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="folder for what is built")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="folder for intermediate files")
    parser.add_argument("--packed-only", action="store_true", help="take the program that was built before")
    parser.add_argument("--appimage-runtime", type=Path, metavar="FILE", help="what an AppImage begins with")
    parser.add_argument("--appimage-sha256", metavar="SUM", default=RUNTIME_SHA256, help="of that file")
    options = parser.parse_args()
    runtime = options.appimage_runtime
    if runtime is not None:
        runtime = linux_files.check_runtime(runtime, options.appimage_sha256)
    for name in options.flavour or FLAVOURS:
        flavour, dist = FLAVOURS[name], options.dist.resolve()
        made, program = options.work.resolve() / f"made-{name}", dist / name / "studio"
        start = time.perf_counter()
        icons.write_icons(ROOT / "resources", made / "icons")
        if not options.packed_only:
            build(flavour, program, made, options.work.resolve() / name)
        inside = add_papers(flavour, program)
        built = Built(flavour, __version__, program, made, dist, runtime)
        size = sizes.size_of(program) / sizes.MB
        print(f"{program}: {size:.0f} MB of {flavour.max_mb} wanted, in {time.perf_counter() - start:.0f} s")
        files = [FORMATS[each](built) for each in options.formats]
        files.append(bill.write_bill(built, inside))
        for file in files:
            print(f"{file}: {file.stat().st_size / sizes.MB:.0f} MB")
    bill.write_sums(options.dist.resolve())
    return 0


def build(flavour: Flavour, program: Path, made: Path, work: Path) -> None:
    """Run PyInstaller for a flavour, and make what it leaves smaller."""
    try:
        from PyInstaller.__main__ import run
    except ImportError:
        sys.exit("PyInstaller is missing. Install it with: pip install -e '.[packaging]'")
    os.environ |= {"STUDIO_FLAVOUR": flavour.name, "STUDIO_MADE": str(made), "STUDIO_VERSION": __version__}
    folders = ["--distpath", str(program.parent), "--workpath", str(work)]
    run(["--noconfirm", "--log-level", "ERROR", *folders, str(HERE / "studio.spec")])
    won = thinning.thin(program)
    print("\n".join([*sizes.report(program), "", *thinning.report(won)]))


def add_papers(flavour: Flavour, program: Path) -> list[Component]:
    """Put in what packages say of themselves, for About, and all licences in one file; returns the parts."""
    left_out = {name.lower() for name in flavour.without}
    inside = [each for each in components(*flavour.extras) if each.name.lower() not in left_out]
    for name in (*(each.name for each in inside if each.name != "Python"), "detection-studio"):
        package = metadata.distribution(name)
        for path in package.files or ():
            parts = path.parts
            if parts[0].endswith(".dist-info") and (
                parts[1] == "METADATA" or "licenses" in parts or len(parts) == 2
            ):
                target = program / "_internal" / path
                if path.locate().is_file() and path.name not in (
                    "RECORD",
                    "INSTALLER",
                    "REQUESTED",
                    "direct_url.json",
                ):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path.locate(), target)
    (program / "LICENCES.txt").write_text(notices(inside), encoding="utf-8")
    shutil.copyfile(ROOT / "LICENSE", program / "LICENSE.txt")
    return inside


if __name__ == "__main__":
    sys.exit(main())

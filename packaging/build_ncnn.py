"""Builds ncnn's C++ library, against which the NCNN bundle is compiled: python packaging/build_ncnn.py FOLDER

Debian has no such package, and the wheel holds no headers; the source distribution of the version that the
studio runs has all of it. Needs cmake, g++ and faketime, and about fifteen minutes on one core. Afterwards:
ncnn_DIR=FOLDER/lib/cmake/ncnn python -m pytest -m proof tests/core/export/bundles
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION, DAY = "1.0.20261020", "2026-10-20 12:00"
"""What the studio runs, and when it came out: the source takes the day on which it is built for its version,
and pip refuses it on any other."""
SHA256 = "ad8cdd63e9755cfa8e23b9b6d9ce46156077d80298a89e7c3ba325ffccfca200"
OPTIONS = {
    # With one code for all processors the defaults take instructions that others of them lack.
    "NCNN_RUNTIME_CPU": "OFF", "NCNN_AVX512": "OFF", "NCNN_AVXVNNI": "OFF", "NCNN_XOP": "OFF",
    "NCNN_FMA4": "OFF", "NCNN_OPENMP": "OFF",
    # Reads pictures.
    "NCNN_SIMPLEOCV": "ON",
    "NCNN_BUILD_EXAMPLES": "OFF", "NCNN_BUILD_BENCHMARK": "OFF", "NCNN_BUILD_TOOLS": "OFF",
    "CMAKE_BUILD_TYPE": "Release", "CMAKE_INSTALL_LIBDIR": "lib",
}  # fmt: skip


def main() -> int:
    """Fetch, build and install into the folder given; 0 when it is there."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    target = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        wanted = ["--no-deps", "--no-binary", "ncnn", "--dest", made, f"ncnn=={VERSION}"]
        pip = ["faketime", DAY, sys.executable, "-m", "pip"]
        subprocess.run([*pip, "download", *wanted], check=True)
        (archive,) = folder.glob("ncnn-*.tar.gz")
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            print(f"{archive.name} is not the file it was.", file=sys.stderr)
            return 1
        with tarfile.open(archive) as source:
            source.extractall(folder, filter="data")
        options = [f"-D{name}={value}" for name, value in OPTIONS.items()]
        build = str(folder / "build")
        place = f"-DCMAKE_INSTALL_PREFIX={target}"
        sources = str(folder / archive.name.removesuffix(".tar.gz"))
        subprocess.run(["cmake", "-S", sources, "-B", build, place, *options], check=True)
        subprocess.run(["cmake", "--build", build], check=True)
        subprocess.run(["cmake", "--install", build], check=True)
    print(f"ncnn is in {target}: ncnn_DIR={target / 'lib' / 'cmake' / 'ncnn'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

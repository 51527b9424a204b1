"""Builds what an AppImage begins with: python packaging/build_runtime.py TYPE2_RUNTIME SQUASHFUSE FILE

The two folders are the sources of https://github.com/AppImage/type2-runtime (commit caf24f9f) and
https://github.com/vasi/squashfuse (commit df85c4dd). Needs gcc, autoconf, automake, libtool, pkg-config,
libfuse3-dev, libzstd-dev, zlib1g-dev. build.py takes FILE by --appimage-runtime, and its sum by
--appimage-sha256 where that differs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

LIBRARIES = ("squashfuse_ll", "squashfuse", "fuseprivate")


def main() -> int:
    """Build squashfuse, then the runtime with it, and print its sum."""
    if len(sys.argv) != 4:
        print(__doc__)
        return 2
    runtime, squashfuse, target = (Path(word).resolve() for word in sys.argv[1:])
    wishes = ["--disable-shared", "--without-xz", "--without-lzo", "--without-lz4"]
    wishes.append("CFLAGS=-Os -ffunction-sections -fdata-sections")
    for command in (["./autogen.sh"], ["./configure", *wishes], ["make"]):
        subprocess.run(command, cwd=squashfuse, check=True, stdout=subprocess.DEVNULL)
    archives = [str(squashfuse / ".libs" / f"lib{name}.a") for name in LIBRARIES]
    subprocess.run(
        ["gcc", f"-I{squashfuse.parent}", f"-I{squashfuse}", "-I/usr/include/fuse3", "-std=gnu99", "-Os",
         "-static", "-D_FILE_OFFSET_BITS=64", '-DGIT_COMMIT="caf24f9"', "-T", "data_sections.ld",
         "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections",
         "runtime.c", *archives, "-lfuse3", "-lzstd", "-lz",
         "-lpthread", "-ldl", "-o", str(target)],
        cwd=runtime / "src" / "runtime", check=True,
    )  # fmt: skip
    subprocess.run(["strip", target], check=True)
    content = bytearray(target.read_bytes())
    # How programs know an AppImage of the second type: its specification, "type 2 image format".
    content[8:11] = b"AI\x02"
    target.write_bytes(content)
    print(f"{target}: {hashlib.sha256(content).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

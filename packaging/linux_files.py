"""What is given away for Linux: .tar.gz, .deb and AppImage of a built program."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

from built import Built
from flavours import FLAVOURS
from icons import SIZES
from sizes import size_of

HERE = Path(__file__).parent
DEBIAN_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}
DEPENDS = (
    # The C library of the system on which it is built, Debian 12.
    "libc6 (>= 2.36)", "libegl1", "libgl1", "libxcb1", "libwayland-client0", "libwayland-cursor0",
    "libwayland-egl1",
    # What is read and not loaded: keyboards, fonts.
    "xkb-data", "fontconfig",
)  # fmt: skip
NAME = "detection-studio"


def write_tar(built: Built) -> Path:
    """Write the .tar.gz: one folder, in which `studio` is started."""
    target = built.target(".tar.gz")
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        archive.add(built.program, target.name.removesuffix(".tar.gz"), filter=_of_root)
    return target


def _of_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def write_deb(built: Built) -> Path:
    """Write the .deb: the program in /opt, `studio` in /usr/bin, desktop entry, icons, manual page."""
    _require("dpkg-deb", "dpkg")
    root = built.made / "deb"
    shutil.rmtree(root, ignore_errors=True)
    place = root / "opt" / built.flavour.package
    _copy(built.program, place)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/studio").symlink_to(f"/opt/{built.flavour.package}/studio")
    _write_entry(root / "usr/share", built)
    _write(
        root / "usr/share/man/man1/studio.1.gz",
        gzip.compress((HERE / "linux/studio.1").read_bytes(), mtime=0),
    )
    documents = root / "usr/share/doc" / built.flavour.package
    copyright_text = (HERE.parent / "LICENSE").read_bytes() + b"\n\n" + (place / "LICENCES.txt").read_bytes()
    _write(documents / "copyright", copyright_text)
    others = [flavour.package for flavour in FLAVOURS.values() if flavour is not built.flavour]
    control = {
        "Package": built.flavour.package,
        "Version": built.version,
        "Architecture": DEBIAN_NAMES[platform.machine()],
        "Maintainer": "Detection Studio <detection-studio@localhost>",
        "Installed-Size": str(size_of(root) // 1024),
        "Depends": ", ".join(DEPENDS),
        "Conflicts": ", ".join(others),
        "Replaces": ", ".join(others),
        "Section": "graphics",
        "Priority": "optional",
        "Description": f"{built.flavour.title}\n From a folder of photos to an object detector that runs on\n"
        f" your own device: {built.flavour.text}.",
    }
    _write(root / "DEBIAN/control", "".join(f"{name}: {value}\n" for name, value in control.items()).encode())
    for folder in (path for path in root.rglob("*") if path.is_dir() and not path.is_symlink()):
        folder.chmod(0o755)
    target = built.dist / f"{built.flavour.package}_{built.version}_{control['Architecture']}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z7", "--build", root, target],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(root)
    return target


def write_appimage(built: Built) -> Path:
    """Write the AppImage: a runtime that mounts what follows it, the program in a compressed file system."""
    if built.runtime is None:
        sys.exit(
            "An AppImage begins with a runtime: give its file with --appimage-runtime. README tells of it."
        )
    _require("mksquashfs", "squashfs-tools")
    folder = built.made / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    _copy(built.program, folder / "opt" / NAME)
    _write_entry(folder / "usr/share", built)
    shutil.copy(HERE / f"linux/{NAME}.desktop", folder)
    shutil.copy(built.made / "icons/256.png", folder / f"{NAME}.png")
    (folder / ".DirIcon").symlink_to(f"{NAME}.png")
    _write(folder / "AppRun", f'#!/bin/sh\nexec "${{0%/*}}/opt/{NAME}/studio" "$@"\n'.encode(), mode=0o755)
    packed, target = built.made / "appimage.squashfs", built.target(".AppImage")
    packed.unlink(missing_ok=True)
    wishes = [
        "-root-owned",
        "-noappend",
        "-comp",
        "zstd",
        "-Xcompression-level",
        "9",
        "-no-progress",
        "-quiet",
    ]
    subprocess.run(["mksquashfs", folder, packed, *wishes], check=True, stdout=subprocess.DEVNULL)
    with target.open("wb") as stream:
        for part in (built.runtime, packed):
            with part.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
    target.chmod(0o755)
    packed.unlink()
    shutil.rmtree(folder)
    return target


FORMATS: dict[str, Callable[[Built], Path]] = {
    "tar.gz": write_tar,
    "deb": write_deb,
    "appimage": write_appimage,
}


def check_runtime(path: Path, sha256: str) -> Path:
    """Return the runtime of AppImages, once it is found to be the one that is meant."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{path} has the SHA-256 {found}, not {sha256}. Get it again, or give --appimage-sha256.")
    return path


def _copy(program: Path, target: Path) -> None:
    # Hard links: the program is large, and nothing here changes its files.
    shutil.copytree(program, target, symlinks=True, copy_function=os.link)


def _write_entry(share: Path, built: Built) -> None:
    """Write the desktop entry and the icons."""
    entry = (HERE / f"linux/{NAME}.desktop").read_text(encoding="utf-8")
    _write(
        share / f"applications/{NAME}.desktop",
        entry.replace("=Detection Studio\n", f"={built.flavour.title}\n").encode(),
    )
    for size in SIZES:
        picture = built.made / "icons" / f"{size}.png"
        _write(share / f"icons/hicolor/{size}x{size}/apps/{NAME}.png", picture.read_bytes())
    if (drawing := built.made / "icons/studio.svg").is_file():
        _write(share / f"icons/hicolor/scalable/apps/{NAME}.svg", drawing.read_bytes())


def _write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def _require(tool: str, package: str) -> None:
    if shutil.which(tool) is None:
        sys.exit(f"{tool} is missing. Install it with: apt-get install {package}")

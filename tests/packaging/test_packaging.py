"""What installers are made of, without building one: version, lock, what is left out, recipes, bill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from studio import __version__
from studio.core.licences import components

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture(autouse=True)
def _beside_the_recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))


def built(tmp_path: Path):
    """Return a program that takes no time to build: a folder with a file."""
    import icons
    from built import Built
    from flavours import FLAVOURS

    program, dist = tmp_path / "studio", tmp_path / "dist"
    (program / "_internal").mkdir(parents=True)
    dist.mkdir()
    (program / "studio").write_text("#!/bin/sh\necho studio\n")
    (program / "studio").chmod(0o755)
    (program / "LICENCES.txt").write_text("texts\n")
    icons.write_icons(ROOT / "resources", tmp_path / "made" / "icons")
    return Built(FLAVOURS["lite"], __version__, program, tmp_path / "made", dist)


def test_the_version_is_written_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "studio/__init__.py"
    tracked = subprocess.run(
        ["git", "ls-files", "packaging", ".github"], cwd=ROOT, capture_output=True, text=True
    )
    for name in tracked.stdout.split():
        if not name.endswith(".lock"):
            assert __version__ not in (ROOT / name).read_text(encoding="utf-8"), name


def test_the_deb_declares_and_holds_what_a_desktop_needs(tmp_path: Path) -> None:
    import linux_files

    if sys.platform != "linux" or not Path("/usr/bin/dpkg-deb").is_file():
        pytest.skip("needs Debian's dpkg-deb")
    deb = linux_files.write_deb(built(tmp_path))
    fields = ("Package", "Version", "Depends", "Conflicts")
    said = subprocess.run(["dpkg-deb", "-f", deb, *fields], capture_output=True, text=True, check=True).stdout
    assert f"Version: {__version__}\n" in said and "Package: detection-studio-lite\n" in said
    assert "Conflicts: detection-studio\n" in said and "libegl1" in said
    inside = subprocess.run(["dpkg-deb", "-c", deb], capture_output=True, text=True, check=True).stdout
    for place in (
        "./opt/detection-studio-lite/studio", "./usr/bin/studio -> ",
        "./usr/share/applications/detection-studio.desktop", "./usr/share/man/man1/studio.1.gz",
        "./usr/share/icons/hicolor/256x256/apps/detection-studio.png",
        "./usr/share/doc/detection-studio-lite/copyright",
    ):  # fmt: skip
        assert place in inside
    assert not re.search(r"^\S+ (?!root/root)", inside, re.MULTILINE)


def test_an_appimage_begins_with_the_runtime_that_is_meant(tmp_path: Path) -> None:
    import linux_files

    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"not the one")
    with pytest.raises(SystemExit, match="SHA-256"):
        linux_files.check_runtime(runtime, "0" * 64)
    with pytest.raises(SystemExit, match="--appimage-runtime"):
        linux_files.write_appimage(built(tmp_path))


def test_the_bill_names_each_part_with_its_licence(tmp_path: Path) -> None:
    import bill

    inside = components("tflite")
    path = bill.write_bill(built(tmp_path), inside)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert (data["bomFormat"], data["metadata"]["component"]["version"]) == ("CycloneDX", __version__)
    assert [part["name"] for part in data["components"]] == [each.name for each in inside]
    assert all(part["licenses"][0]["expression"] for part in data["components"])
    torch = next(part for part in data["components"] if part["name"] == "torch")
    assert torch["purl"].startswith("pkg:pypi/torch@2.13.0")
    sums = bill.write_sums(path.parent).read_text()
    assert re.fullmatch(rf"[0-9a-f]{{64}}  {re.escape(path.name)}\n", sums)


def test_the_lock_holds_each_part_by_its_hash() -> None:
    lines = (PACKAGING / "requirements-linux.lock").read_text(encoding="utf-8").splitlines()
    locked = [line for line in lines if not line.startswith(("#", "--"))]
    assert all(re.fullmatch(r"[a-z0-9.-]+==\S+ --hash=sha256:[0-9a-f]{64}", line) for line in locked)
    names = {line.partition("==")[0] for line in locked}
    wanted = {each.name.lower().replace("_", "-") for each in components("tflite")} - {"python"}
    assert wanted <= names
    assert not any("cuda" in name or "nvidia" in name for name in names)


def test_what_is_left_out_is_not_what_runs() -> None:
    from flavours import rule_for

    for place in (
        "torch/lib/libtorch_cpu.so", "torch/bin/torch_shm_manager", "torch/distributed/config.py",
        "torch/_inductor/config.py", "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm", "resources/web/index.html",
        "ai_edge_litert/libpywrap_litert_common.so",
        "PySide6/plugins/platforms/qwindows.dll", "cv2/cv2.abi3.so",
    ):  # fmt: skip
        assert rule_for(place) is None, place
    for place in (
        "torch/include/ATen/ATen.h", "torch/test/cpp/test_api", "torch/bin/protoc",
        "cv2/data/haarcascade_eye.xml",
        "PySide6/Qt/lib/libQt6Quick.so.6", "PySide6/Qt/translations/qtbase_de.qm", "PySide6/QtOpenGL.abi3.so",
        "ai_edge_litert/libLiteRtWebGpuAccelerator.so", "resources/screenshots/label.png",
    ):  # fmt: skip
        assert rule_for(place) is not None, place


def test_icons_hold_each_size(tmp_path: Path) -> None:
    import icons
    from PIL import Image

    icons.write_icons(ROOT / "resources", tmp_path)
    for size in icons.SIZES:
        with Image.open(tmp_path / f"{size}.png") as picture:
            assert picture.size == (size, size)
    with Image.open(tmp_path / "studio.ico") as picture:
        assert {(16, 16), (48, 48), (256, 256)} <= picture.info["sizes"]
    with Image.open(tmp_path / "studio.icns") as picture:
        assert picture.format == "ICNS"


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_the_wheel_brings_what_a_desktop_needs_and_the_sdist_builds(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"detection_studio-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    share = f"detection_studio-{__version__}.data/data/share"
    assert {f"{share}/applications/detection-studio.desktop", "studio/resources/coco.names"} <= names
    assert f"{share}/icons/hicolor/scalable/apps/detection-studio.svg" in names
    home = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    own = home / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [own / "python", "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True
    )
    said = subprocess.run([own / "studio", "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"studio {__version__}\n"
    assert (home / "share/applications/detection-studio.desktop").is_file()

"""What is given away for Windows: an installer, made by Inno Setup."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from built import Built

HERE = Path(__file__).parent
COMPILER = Path(os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)"), "Inno Setup 6", "ISCC.exe")


def write_installer(built: Built) -> Path:
    """Write the installer: start menu, file association, uninstall."""
    compiler = shutil.which("iscc") or (str(COMPILER) if COMPILER.is_file() else "")
    if not compiler:
        sys.exit("Inno Setup is missing. Install it with: winget install JRSoftware.InnoSetup")
    target = built.target(".exe")
    facts = {
        "Title": built.flavour.title,
        "Version": built.version,
        "Program": str(built.program),
        "Icon": str(built.made / "icons" / "studio.ico"),
        "Folder": str(target.parent),
        "File": target.stem,
        "Name": built.flavour.package,
    }
    given = [f"/D{name}={value}" for name, value in facts.items()]
    subprocess.run([compiler, "/Q", *given, str(HERE / "windows" / "studio.iss")], check=True)
    return target


FORMATS: dict[str, Callable[[Built], Path]] = {"exe": write_installer}

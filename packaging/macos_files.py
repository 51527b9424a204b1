"""What is given away for macOS: the .app in a .dmg, signed with the hardened runtime."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from built import Built

HERE = Path(__file__).parent


def write_image(built: Built) -> Path:
    """Write the .dmg: the .app beside a link to the folder of programs.

    STUDIO_SIGNATURE names the identity to sign with, STUDIO_NOTARY the keychain profile of notarytool;
    without them it is signed for this machine alone ("ad hoc"), and others ask before they open it.
    """
    signature, notary = os.environ.get("STUDIO_SIGNATURE") or "-", os.environ.get("STUDIO_NOTARY")
    app = built.program.with_name(f"{built.flavour.title}.app")
    hardened = [] if signature == "-" else ["--timestamp"]
    subprocess.run(
        ["codesign", "--force", "--deep", "--options", "runtime", *hardened, "--sign", signature,
         "--entitlements", str(HERE / "macos" / "entitlements.plist"), str(app)],
        check=True,
    )  # fmt: skip
    folder = built.made / "dmg"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(app, folder / app.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    target = built.target(".dmg")
    subprocess.run(
        ["hdiutil", "create", "-volname", built.flavour.title, "-srcfolder", str(folder), "-format",
         "UDZO", "-ov", str(target)],
        check=True,
    )  # fmt: skip
    if notary:
        subprocess.run(
            ["xcrun", "notarytool", "submit", str(target), "--keychain-profile", notary, "--wait"], check=True
        )
        subprocess.run(["xcrun", "stapler", "staple", str(target)], check=True)
    return target


FORMATS: dict[str, Callable[[Built], Path]] = {"dmg": write_image}

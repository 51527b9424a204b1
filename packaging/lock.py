"""Writes what a bundle is built from, each with its hash: python packaging/lock.py [EXTRA ...]

It asks pip what it would install for this system and Python, and writes packaging/requirements-SYSTEM.lock.
From that the build installs: pip install --require-hashes -r packaging/requirements-linux.lock, then the
studio --no-deps.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXTRAS = ("tflite", "packaging")
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
"""Where torch without CUDA is; on Linux the one of PyPI brings gigabytes of it."""


def main() -> int:
    """Ask pip, and write the lock of this system."""
    extras = ",".join(sys.argv[1:] or EXTRAS)
    with tempfile.TemporaryDirectory() as made:
        report = Path(made, "report.json")
        wish = ["--dry-run", "--ignore-installed", "--quiet", "--report", str(report)]
        wish.append(f"{HERE.parent}[{extras}]")
        subprocess.run([sys.executable, "-m", "pip", "install", *wish], check=True)
        text = lock(json.loads(report.read_text(encoding="utf-8")))
    target = HERE / f"requirements-{sys.platform}.lock"
    target.write_text(text, encoding="utf-8")
    print(f"{target}: {text.count('--hash')} packages")
    return 0


def lock(report: dict) -> str:
    """Return as a requirements file what a report of pip says that it would install."""
    lines = []
    for each in report["install"]:
        about, hashes = each["metadata"], each["download_info"].get("archive_info", {}).get("hashes", {})
        # The studio itself comes from its folder.
        if "sha256" in hashes:
            name = about["name"].lower().replace("_", "-")
            lines.append(f"{name}=={about['version']} --hash=sha256:{hashes['sha256']}\n")
    python = ".".join(report["environment"]["python_full_version"].split(".")[:2])
    system = report["environment"]["sys_platform"]
    machine = report["environment"]["platform_machine"]
    head = f"# Made by packaging/lock.py for Python {python} on {system}, {machine}.\n"
    source = f"--extra-index-url {CPU_TORCH}\n" if any("+cpu" in line for line in lines) else ""
    return head + source + "".join(sorted(lines))


if __name__ == "__main__":
    sys.exit(main())

"""Tries what was built where nothing else is: python packaging/smoke.py FILE ... --root FOLDER

Each FILE is a .deb, .tar.gz or AppImage. It is installed into a Debian made by debootstrap, which has the
base system and what the .deb declares, and is used there as a person would: by clicks in its window on a
screen that nobody sees, and by its command line, without rights. Then a .deb is uninstalled, and nothing
may be left but what is the person's. Needs root, debootstrap and a mirror of Debian; ends with 1 when
something did not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

RELEASE, MIRROR = "bookworm", "http://deb.debian.org/debian"
PERSON = "person"
SCREEN = f":{100 + os.getpid() % 400}"
INSTALL = "apt-get install -y -qq --no-install-recommends"
TOOLS = ("xvfb", "xdotool")
"""For the test alone: what looks and clicks; installed after the program was seen to need nothing more."""
SIZE = (1280, 800)
PRIMARY, CANVAS = (1202, 20), ((520, 300), (620, 400))
"""In a window of this size: the button at the top right, and two corners of a box on the photo."""
PORT = 8000 + os.getpid() % 900
CORE = ("onnx", "ptl", "torchscript", "ncnn")


class Failure(Exception):
    """Something did not hold."""


@dataclass
class Place:
    """A Debian in a folder, and the program in it.

    Attributes:
        studio: what is called in it.
        lite: it is the flavour without training.
        quick: only what differs from one kind of file to another is tried.
    """

    root: Path
    studio: str = "studio"
    lite: bool = False
    quick: bool = False
    done: list[str] = field(default_factory=list)

    @property
    def home(self) -> Path:
        """The person's home, seen from outside."""
        return self.root / "home" / PERSON

    def command(self, line: str, *, person: bool = True) -> list[str]:
        """Return the command that runs a line of shell in the root."""
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
        variables["DEBIAN_FRONTEND"] = "noninteractive"
        if person:
            variables |= {"HOME": f"/home/{PERSON}", "DISPLAY": SCREEN, "STUDIO_RUNS": f"/home/{PERSON}/runs"}
            line = f"cd && {line}"
        who = ["--userspec", f"{PERSON}:{PERSON}"] if person else []
        words = [f"{name}={value}" for name, value in variables.items()]
        return ["chroot", *who, str(self.root), "/usr/bin/env", "-i", *words, "/bin/sh", "-c", line]

    def run(self, line: str, *, person: bool = True, code: int = 0, quiet: bool = True) -> str:
        """Run a line, return what it printed; it must end with `code` and, if `quiet`, be so on stderr."""
        done = subprocess.run(self.command(line, person=person), capture_output=True, text=True, check=False)
        if done.returncode != code or (quiet and person and done.stderr.strip()):
            said = f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
            raise Failure(f"{line}: ended with {done.returncode}\n{said}")
        return done.stdout if code == 0 else done.stderr

    def say(self, text: str) -> None:
        """Tell what held."""
        self.done.append(text)
        print(f"  held: {text}", flush=True)


# -- the root ------------------------------------------------------------------------------------------


def make_root(base: Path, root: Path) -> None:
    """Copy the Debian of debootstrap, which is made once, and give it a person."""
    if not (base / "etc/debian_version").is_file():
        subprocess.run(["debootstrap", "--variant=minbase", RELEASE, str(base), MIRROR], check=True)
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for folder in (Path("/etc/apt/apt.conf.d"), Path("/usr/local/share/ca-certificates")):
        for path in folder.glob("*registry*"):
            shutil.copy(path, root / folder.relative_to("/") / path.name)
    subprocess.run(["chroot", str(root), "useradd", "--create-home", PERSON], check=True)


@contextlib.contextmanager
def mounted(root: Path) -> Iterator[None]:
    """Give the root what a kernel gives."""
    places = [("proc", "/proc", "proc"), ("tmpfs", "/dev/shm", "tmpfs"), ("devpts", "/dev/pts", "devpts")]
    with contextlib.ExitStack() as stack:
        for kind, place, device in places:
            folder = root / place.lstrip("/")
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", kind, device, str(folder)], check=True)
            stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=False)
        yield


def files_of(root: Path) -> set[str]:
    """Return all files but those that a package manager keeps its books in, and the person's."""
    books = ("proc", "dev", "sys", "home", "run", "var/lib", "var/log", "var/cache", "tmp")
    skipped = {root / place for place in books}
    found = set()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if Path(folder, name) not in skipped]
        found |= {str(Path(folder, name).relative_to(root)) for name in [*folders, *names]}
    return found


# -- installing ----------------------------------------------------------------------------------------


def install(place: Place, file: Path) -> None:
    """Put the file in and find out what is called."""
    shutil.copy(file, place.root / "tmp" / file.name)
    place.run("apt-get update -qq", person=False)
    if file.suffix == ".deb":
        place.run(f"{INSTALL} /tmp/{file.name}", person=False)
    else:
        # README's line for those who unpack it themselves.
        place.run(f"{INSTALL} {' '.join(system_packages())}", person=False)
        if file.suffix == ".AppImage":
            # Without FUSE, as in most containers: it unpacks itself.
            place.studio = f"APPIMAGE_EXTRACT_AND_RUN=1 ./{file.name}"
            place.run(f"cp /tmp/{file.name} .")
        else:
            place.run(f"tar xzf /tmp/{file.name}")
            place.studio = f"./{file.name.removesuffix('.tar.gz')}/studio"
    (place.root / "tmp" / file.name).unlink()


def system_packages() -> list[str]:
    """Return the packages that the .deb declares, without versions."""
    from linux_files import DEPENDS

    return [name.partition(" ")[0] for name in DEPENDS]


def uninstall(place: Place, package: str, before: set[str]) -> None:
    """Purge the .deb: nothing may be left but the person's files."""
    kept = sorted(path for path in place.home.rglob("*") if path.is_file())
    place.run(f"apt-get purge -y -qq {package}", person=False)
    left = sorted(files_of(place.root) - before)
    if left:
        raise Failure(f"left after it was uninstalled: {left[:20]}")
    if kept != sorted(path for path in place.home.rglob("*") if path.is_file()):
        raise Failure("uninstalling changed the person's files")
    place.say(f"uninstalled: nothing left but the person's {len(kept)} files")


# -- what is tried -------------------------------------------------------------------------------------


def prepare(place: Place, photos: Path, models: Path) -> None:
    """Give the person photos with labels, photos without, and what lite is to run."""
    home = place.home
    images = sorted((photos / "images").rglob("*.jpg"))[:24]
    for name, number in (("unlabelled", 3), ("labelled", 24)):
        (home / name).mkdir()
        for image in images[:number]:
            shutil.copy(image, home / name)
            label = Path(str(image.with_suffix(".txt")).replace("/images/", "/labels/"))
            if name == "labelled" and label.is_file():
                shutil.copy(label, home / name)
        (home / name / "classes.txt").write_text("white\nred\ngreen\nblue\n")
    if models.is_dir():
        shutil.copytree(models, home / "models")
    write_video(images, home / "moving.avi")
    place.run(f"chown -R {PERSON}:{PERSON} /home/{PERSON}", person=False)


def write_video(images: list[Path], path: Path) -> None:
    """Write a video of some photos."""
    import cv2

    first = cv2.imread(str(images[0]))
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (first.shape[1], first.shape[0]))
    for image in images * 2:
        writer.write(cv2.resize(cv2.imread(str(image)), (first.shape[1], first.shape[0])))
    writer.release()


def try_libraries(place: Place) -> None:
    """All libraries that the window loads are there with what the package declares, and it starts."""
    version = place.run(f"{place.studio} --version").strip()
    place.say(version)
    for page in ("labelling", "tiling", "training", "export", "live"):
        place.run(f"QT_QPA_PLATFORM=offscreen {place.studio} --exit-after 1 --page {page}")
    place.say("every page opens without a screen, exit 0, nothing on stderr")


class Window:
    """The program's window on a screen that nobody sees, worked by mouse and keys."""

    def __init__(self, place: Place, data: str) -> None:
        self.place = place
        self.log = place.home / "window.log"
        line = f"exec {place.studio} {data} > /home/{PERSON}/window.out 2> /home/{PERSON}/window.log"
        line = f"exec env {line[5:]}" if "=" in place.studio else line
        self.process = subprocess.Popen(place.command(line))
        self.number = self.wait_for(self._find, "its window opens")
        # Without a window manager nobody gives it a place or the keys.
        width, height = SIZE
        number = self.number
        self.tool(f"windowmove {number} 0 0 windowsize {number} {width} {height} windowfocus {number}")
        time.sleep(3)

    def _find(self) -> str:
        done = subprocess.run(
            self.place.command("xdotool search --onlyvisible --name 'Detection Studio'"),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.split()[-1] if done.stdout.split() else ""

    def tool(self, words: str) -> None:
        """Move, press, click."""
        self.place.run(f"xdotool {words}", quiet=False)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Draw from one place to another."""
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        moves = " ".join(f"mousemove {x} {y}" for x, y in (middle, end))
        self.tool(f"mousemove {start[0]} {start[1]} mousedown 1 {moves} mouseup 1")

    def click(self, at: tuple[int, int]) -> None:
        """Click once."""
        self.tool(f"mousemove {at[0]} {at[1]} click 1")

    def wait_for(self, question: Callable[[], object], what: str, *, seconds: int = 240) -> str:
        """Wait until the answer is something; fails when it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := question():
                return str(answer)
            if self.process.poll() is not None:
                raise Failure(f"the window ended before {what}: {self.log.read_text()}")
            time.sleep(0.3)
        self.process.send_signal(signal.SIGTERM)
        raise Failure(f"waited {seconds} s in vain: {what}")

    def close(self) -> None:
        """Close it by its key: it must end with 0 and have said nothing."""
        self.tool(f"windowfocus {self.number} key ctrl+q")
        code = self.process.wait(timeout=60)
        if code or self.log.read_text().strip():
            raise Failure(f"the window ended with {code}: {self.log.read_text()}")


def try_labelling(place: Place) -> None:
    """A box drawn by the mouse is in the photo's file."""
    started = time.perf_counter()
    window = Window(place, "unlabelled")
    place.say(f"its window opens under Xvfb ({time.perf_counter() - started - 3:.1f} s, search included)")
    # The pages were gone through before, and the last one is remembered.
    window.tool("key alt+1")
    folder = place.home / "unlabelled"
    window.wait_for(lambda: _drawn(window, folder), "the box is saved")
    (label,) = (path for path in folder.glob("*.txt") if path.name != "classes.txt")
    if len(label.read_text().split()) % 5:
        raise Failure(f"{label} holds {label.read_text()!r}")
    place.say(f"a box drawn by the mouse is in {label.name}: {label.read_text().strip()}")
    window.close()
    place.say("the window closes with 0, and nothing is on stderr")


def _drawn(window: Window, folder: Path) -> bool:
    """Draw, once more each time: the photo may not be there yet."""
    window.drag(*CANVAS)
    time.sleep(4)
    return any(path.name != "classes.txt" for path in folder.glob("*.txt"))


def try_training(place: Place) -> None:
    """A click on Train trains; a click on Stop ends it with a checkpoint."""
    window = Window(place, "labelled")
    window.tool("key alt+3")
    # The dataset is counted first. One click: a second one would stop it.
    time.sleep(12)
    window.click(PRIMARY)
    window.wait_for((place.home / "runs").is_dir, "a click on Train starts a training")
    window.wait_for(lambda: _events(place, "epoch"), "an epoch is trained", seconds=900)
    epoch = _events(place, "epoch")[0]
    place.say(f"a click on Train trained an epoch: mAP@0.5 {epoch['map50']:.4f}")
    window.click(PRIMARY)
    window.wait_for(lambda: _events(place, "stopped") or _events(place, "done"), "Stop ends it", seconds=300)
    window.close()
    place.say("a click on Stop ended it with a checkpoint; window and training said nothing on stderr")


def _events(place: Place, kind: str) -> list[dict[str, object]]:
    logs = sorted((place.home / "runs").glob("*/events.jsonl"))
    lines = [json.loads(line) for log in logs for line in log.read_text().splitlines() if line.endswith("}")]
    return [event for event in lines if event["event"] == kind]


def try_verbs(place: Place) -> None:
    """What is trained is trained by two processes, exported with proof, served, and run on a video."""
    settings = "--model v5lite-e --imgsz 64 --epochs 1 --batch 8 --processes 2"
    place.run(f"{place.studio} train labelled {settings} --out two --json", quiet=False)
    place.say("two processes train together, exit 0")
    formats = ",".join(CORE)
    wishes = f"--to {formats} --verify labelled --out exported --json"
    out = place.run(f"{place.studio} export two {wishes}", quiet=False)
    verdicts = {file["format"]: file["verification"]["verdict"] for file in json.loads(out)["files"]}
    if verdicts != dict.fromkeys(CORE, "PASS"):
        raise Failure(f"exports: {verdicts}")
    place.say(f"exported with PASS: {formats}")
    models = [("onnx", "onnx"), ("ptl", "ptl"), ("torchscript", "torchscript"), ("ncnn.param", "ncnn")]
    for suffix, name in models:
        (file,) = (place.home / "exported").glob(f"*.{suffix}")
        try_live(place, f"exported/{file.name}", name)


def try_live(place: Place, model: str, name: str) -> None:
    """The live loop goes through a video."""
    out = json.loads(place.run(f"{place.studio} live {model} moving.avi --frames 20 --json", quiet=False))
    if out["frames"] != 20:
        raise Failure(f"live with {model}: {out}")
    place.say(f"live on a video with {name}: 20 frames")


def try_web(place: Place, parts: Path) -> None:
    """A web bundle is made and served."""
    target = place.home / ".config/detection-studio"
    if parts.is_dir():
        shutil.copytree(parts, target, dirs_exist_ok=True, symlinks=True)
        place.run(f"chown -R {PERSON}:{PERSON} /home/{PERSON}", person=False)
    else:
        place.run(f"{place.studio} setup web", quiet=False)
    place.run(f"{place.studio} export two --to onnx --bundle web --verify labelled --out web", quiet=False)
    (page,) = (path.parent for path in (place.home / "web").rglob("bundle.json") if "web" in path.parent.name)
    inside = page.relative_to(place.home)
    server = subprocess.Popen(
        place.command(f"exec {place.studio} serve {inside} --http --host 127.0.0.1 --port {PORT}"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        words = (word for line in server.stdout for word in line.split())
        address = next((word for word in words if word.startswith("http")), "")
        with urllib.request.urlopen(address, timeout=30) as answer:
            if answer.status != 200 or b"<html" not in answer.read().lower():
                raise Failure(f"{address} answered {answer.status}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
    place.say("its web page is served")


def try_lite(place: Place) -> None:
    """What needs torch says so in one sentence; models run."""
    sentence = place.run(f"{place.studio} train labelled --out run", code=2, quiet=False).strip()
    if "full Detection Studio" not in sentence or len(sentence.splitlines()) != 1:
        raise Failure(f"train said: {sentence}")
    place.say(f"train ends with 2: {sentence}")
    for model in sorted((place.home / "models").glob("*")):
        if model.suffix in (".onnx", ".param", ".tflite"):
            place.run(f"{place.studio} detect models/{model.name} labelled --json", quiet=False)
            place.say(f"detect with {model.name}")
            try_live(place, f"models/{model.name}", model.name)


# -- all of it -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def screen(place: Place) -> Iterator[None]:
    """Install what looks and clicks, and start a screen that nobody sees."""
    place.run(f"{INSTALL} {' '.join(TOOLS)}", person=False)
    width, height = SIZE
    line = f"exec Xvfb {SCREEN} -screen 0 {width}x{height}x24 -nolisten tcp"
    server = subprocess.Popen(place.command(line), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def smoke(file: Path, options: argparse.Namespace) -> bool:
    """Try one file; returns whether all held."""
    root = options.root / "tried"
    place = Place(root, lite="lite" in file.name, quick=file.suffix != ".deb")
    print(f"{file.name} in a new Debian ({RELEASE}, minbase)", flush=True)
    try:
        make_root(options.root / "base", root)
        with mounted(root):
            prepare(place, options.photos, options.models)
            if file.suffix == ".deb":
                # Its dependencies first, so that only its own files count as its.
                place.run("apt-get update -qq", person=False)
                place.run(f"{INSTALL} {' '.join(system_packages())}", person=False)
            before = files_of(root)
            install(place, file)
            try_libraries(place)
            after = files_of(root)
            with screen(place):
                with_tools = files_of(root) - after
                try_labelling(place)
                if place.lite:
                    try_lite(place)
                elif not place.quick:
                    try_training(place)
                    try_verbs(place)
                    try_web(place, options.web_parts)
            if file.suffix == ".deb":
                uninstall(place, file.name.partition("_")[0], before | with_tools)
    except Failure as problem:
        print(f"  FAILED: {problem}", flush=True)
        return False
    print(f"  {len(place.done)} held", flush=True)
    return True


def main() -> int:
    """Try all files given; 1 when something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+")
    parser.add_argument("--root", type=Path, required=True, help="folder for the Debians; some gigabytes")
    parser.add_argument("--photos", type=Path, required=True, help="tiles of `studio demo`: its folder tiles")
    parser.add_argument("--models", type=Path, default=Path("-"), help="exported models for lite to run")
    parser.add_argument(
        "--web-parts", type=Path, default=Path("-"), help="settings folder with `studio setup web` done"
    )
    options = parser.parse_args()
    if os.geteuid():
        print("It makes a root of its own: run it as root.", file=sys.stderr)
        return 2
    held = [smoke(file, options) for file in options.files]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

"""studio serve shows an address and its code, serves until it is stopped, and ends with 0 then."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.core.serving.qr import qr_rows, qr_text
from tests.factories import make_image
from tests.web_page import FILES, ask, write_page

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to another process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_page(tmp_path / "export" / "web")


@contextmanager
def serving(folder: Path, *options: object) -> Iterator[subprocess.Popen[str]]:
    words = ["-X", "utf8", "-m", "studio", "serve", str(folder), "--host", HOST, *map(str, options)]
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        # A shell that runs the tests in the background has them ignore it, and their children inherit that.
        preexec_fn=None if sys.platform == "win32" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()


def is_gone(address: str) -> bool:
    try:
        ask(address)
    except OSError:
        return True
    return False


@posix_only
def test_it_serves_until_ctrl_c(folder: Path) -> None:
    with serving(folder) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith(f"https://{HOST}:")
        lines = [process.stdout.readline().rstrip("\n") for _ in qr_text(qr_rows(address))]
        assert lines == qr_text(qr_rows(address))
        assert "certificate" in process.stdout.readline()
        assert process.stdout.readline() == "Ctrl+C ends it.\n"
        assert ask(address).body == FILES["index.html"]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines() == [
        "Phones can't reach this address: it is of this machine alone. Choose another.",
        "Stopped; the page is not served any more.",
    ]
    assert is_gone(address)


@posix_only
def test_what_happens_is_events(folder: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(make_image()).save(tmp_path / "a.png")
    inbox = tmp_path / "inbox"
    with serving(folder, "--events", "--inbox", inbox) as process:
        assert process.stdout
        told = json.loads(process.stdout.readline())
        assert told["event"] == "serving"
        assert (told["inbox"], told["qr"]) == (str(inbox), qr_rows(told["address"]))
        assert json.loads(process.stdout.readline())["event"] == "warning"
        sent = (tmp_path / "a.png").read_bytes()
        answer = ask(told["address"], "inbox", "POST", sent, {"Content-Type": "image/png"})
        saved = answer.json["saved"]
        picture = json.loads(process.stdout.readline())
        assert picture == {"event": "picture", "file": str(inbox / saved)}
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    result = {"address": told["address"], "pictures": [str(inbox / saved)]}
    assert json.loads(out) == {"event": "result", "result": result}


@pytest.mark.parametrize("option", ["--json", "--events"])
def test_one_that_is_tied_ends_with_its_input(folder: Path, option: str) -> None:
    with serving(folder, option, "--tied", "--http") as process:
        assert process.stdout and process.stdin
        text = process.stdout.readline()
        while not (found := text.rstrip().endswith("}")):
            text += process.stdout.readline()
        assert found
        address = json.loads(text)["address"]
        assert address.startswith("http://")
        assert ask(address).status == 200
        process.stdin.close()
        assert process.wait(timeout=120) == 0
    assert is_gone(address)


def test_wrong_use_is_a_sentence(studio, folder: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        for arguments, told in (
            ([tmp_path], f"{tmp_path} is not a bundle: there is no bundle.json in it."),
            (
                [folder.parent],
                f"{folder.parent} holds the web page and is not the page itself. Serve {folder}.",
            ),
            (
                [folder, "--host", HOST, "--port", port],
                f"Port {port} of {HOST} is in use. Choose another port",
            ),
            ([folder, "--host", "203.0.113.7"], "203.0.113.7 is no address of this machine. Use one of"),
            ([folder, "--host", HOST, "--port", -1], "-1 is no port. Choose one from 1024"),
            ([folder, "--host", HOST, "--inbox", folder / "in"], "lies in the folder that is served."),
        ):
            result = studio("serve", *arguments)
            assert (result.code, result.out) == (2, ""), arguments
            assert told in result.err
            assert len(result.err.splitlines()) == 1
    assert not (folder / "in").exists()

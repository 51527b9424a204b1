"""Makes a built program smaller: what no flavour needs goes, and libraries lose what is never run here."""

from __future__ import annotations

import lzma
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from flavours import rule_for
from sizes import MB

LAPACK = "openblas"
"""OpenCV's wheel brings a LAPACK for singular values and the like, of which nothing here is ever called."""
ICU_LANGUAGES = ("en", "zh")
ICU_LOCALE = re.compile(r"(?:.*/)?([a-z]{2,3})(?:_\w*)?\.res")
# Qt finds words and lines without ICU, and never asks for the names of characters.
ICU_UNUSED = re.compile(r"translit/.*|.*\.cnv|rbnf/.*|brkitr/.*|unames\.icu")
WHEEL_NAME = re.compile(r"(lib.+)-[0-9a-f]{8}(\.so\.\d+).*")
"""What auditwheel makes of a library's name."""
PADDING = 1_000_000


def thin(program: Path) -> Counter[str]:
    """Make a program's folder smaller; returns the bytes won, by what they were."""
    won: Counter[str] = Counter()
    inside = program / "_internal"
    for path in sorted(inside.rglob("*")):
        place = path.relative_to(inside).as_posix()
        if (path.is_file() or path.is_symlink()) and (rule := rule_for(place)):
            won[rule.why] += 0 if path.is_symlink() else path.stat().st_size
            path.unlink()
    if sys.platform == "linux":
        won["a LAPACK for OpenCV, never called"] += _without_lapack(inside)
        won["libraries that nothing needs any more"] += _drop_orphans(inside)
        won["zeros that wheels carry between segments"] += _unpad(inside)
        won["Qt's knowledge of other languages' sorting, dates and names (ICU)"] += _small_icu(inside)
        won["symbols that only linkers read"] += _strip_libraries(inside)
    won["pnnx, packed until it is called"] += _pack_pnnx(inside)
    for folder in sorted((path for path in inside.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return won


def is_elf(path: Path) -> bool:
    """Return whether a file is a library or program of Linux."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def needed(library: Path) -> set[str]:
    """Return the names of the libraries that one asks the loader for."""
    shown = _run("readelf", "-dW", library)
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", shown))


def _run(tool: str, *arguments: str | Path) -> str:
    if shutil.which(tool) is None:
        packages = {"icupkg": "icu-devtools", "gcc": "gcc"}
        sys.exit(f"{tool} is missing. Install it with: apt-get install {packages.get(tool, 'binutils')}")
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=True).stdout


def _without_lapack(inside: Path) -> int:
    """Put in the place of OpenCV's LAPACK a library of the same name in which each function ends the program.

    tests/rules holds what is called of OpenCV; the loader asks for the others all the same.
    """
    won = 0
    for library in inside.glob("cv2/*.so"):
        asked = _symbols(library, "--undefined-only")
        for lapack in (path for path in inside.glob("opencv*.libs/*") if LAPACK in path.name):
            won += lapack.stat().st_size
            names = sorted(asked & _symbols(lapack, "--defined-only"))
            with tempfile.TemporaryDirectory() as made:
                source = Path(made, "none.c")
                source.write_text(
                    "#include <stdio.h>\n#include <stdlib.h>\n"
                    + "".join(
                        f"void {name}(void) {{\n"
                        f'  fputs("{name} was left out of this program.\\n", stderr);\n  abort();\n}}\n'
                        for name in names
                    )
                )
                _run("gcc", "-shared", "-fPIC", "-s", f"-Wl,-soname,{lapack.name}", "-o", lapack, source)
            won -= lapack.stat().st_size
    return won


def _symbols(library: Path, which: str) -> set[str]:
    lines = _run("nm", "-D", "-P", which, library).splitlines()
    return {line.split()[0].partition("@")[0] for line in lines}


def _drop_orphans(inside: Path) -> int:
    """Delete what lies where only other libraries look, and none of them does any more."""
    won = 0
    while True:
        libraries = [path for path in inside.rglob("*") if is_elf(path)]
        wanted = set().union(*map(needed, libraries))
        orphans = [
            path
            for path in libraries
            if (path.parent == inside or path.parent.name.endswith(".libs") or path.parent.name == "lib")
            and path.name not in wanted
            and re.match(r"lib(?!python|torch|c10|shm|gomp).*\.so", path.name)
        ]
        if not orphans:
            break
        for path in orphans:
            won += path.stat().st_size
            path.unlink()
    for link in (path for path in inside.rglob("*") if path.is_symlink() and not path.exists()):
        link.unlink()
    return won


def _unpad(inside: Path) -> int:
    """Put the system's own library in the place of one that a wheel brings with megabytes of zeros in it.

    Old linkers laid segments two megabytes apart; what is needed of libXau is twenty kilobytes.
    """
    system = dict(re.findall(r"^\s+(\S+) \(.*x86-64.*\) => (\S+)$", _run("ldconfig", "-p"), re.MULTILINE))
    won = 0
    for library in sorted(inside.glob("*.libs/*")):
        name = WHEEL_NAME.fullmatch(library.name)
        own = Path(system.get("".join(name.groups()), "")) if name else Path()
        if own.is_file() and library.stat().st_size - own.stat().st_size > PADDING:
            won += library.stat().st_size - own.stat().st_size
            shutil.copyfile(own, library)
    return won


def _small_icu(inside: Path) -> int:
    """Build the library with ICU's data anew, for the languages of the window alone."""
    won = 0
    for library in inside.glob("PySide6/Qt/lib/libicudata.so.*"):
        version = library.name.rpartition(".")[2]
        symbol = f"icudt{version}_dat"
        with tempfile.TemporaryDirectory() as made:
            # icupkg takes the prefix of the items' names from the file's name.
            data, less = Path(made, f"icudt{version}l.dat"), Path(made, "less.txt")
            data.write_bytes(_symbol(library, symbol))
            gone = [item for item in _run("icupkg", "-l", data).split() if _is_foreign(item)]
            less.write_text("\n".join(gone) + "\n")
            _run("icupkg", "-r", less, data)
            source = Path(made, "data.s")
            source.write_text(
                f".section .rodata\n.balign 16\n.global {symbol}\n.type {symbol}, @object\n"
                f'{symbol}:\n.incbin "{data}"\n'
                f".size {symbol}, . - {symbol}\n.section .note.GNU-stack\n"
            )
            small = Path(made, "small.so")
            _run("gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", small, source)
            won += library.stat().st_size - small.stat().st_size
            shutil.copyfile(small, library)
    return won


def _is_foreign(item: str) -> bool:
    locale = ICU_LOCALE.fullmatch(item)
    return bool(ICU_UNUSED.fullmatch(item)) or (
        locale is not None and locale[1] not in (*ICU_LANGUAGES, "root") and "index" not in item
    )


def _symbol(library: Path, name: str) -> bytes:
    """Return the bytes of a library's symbol."""
    (line,) = (
        line for line in _run("readelf", "--dyn-syms", "-W", library).splitlines() if line.endswith(name)
    )
    address, size = int(line.split()[1], 16), int(line.split()[2], 0)
    for words in map(str.split, _run("readelf", "-lW", library).splitlines()):
        if words[:1] == ["LOAD"] and 0 <= address - int(words[2], 16) < int(words[4], 16):
            start = int(words[1], 16) + address - int(words[2], 16)
            return library.read_bytes()[start : start + size]
    raise ValueError(f"{library} has no {name}")


def _strip_libraries(inside: Path) -> int:
    """Take out of libraries the symbols that only a linker reads.

    Libraries that auditwheel gave a new name (in folders `*.libs`) stay as they are: their segments were
    moved, and strip would lay them where the loader doesn't look. So does whatever is not laid out
    well afterwards.
    """
    won = 0
    for path in sorted(inside.rglob("*")):
        if path.parent.name.endswith(".libs") or not is_elf(path):
            continue
        thinner = path.with_name(path.name + ".stripped")
        done = subprocess.run(
            ["strip", "--strip-unneeded", "-o", thinner, path], capture_output=True, check=False
        )
        gain = path.stat().st_size - thinner.stat().st_size if thinner.is_file() else 0
        if done.returncode == 0 and gain > 4096 and _is_loadable(thinner):
            thinner.chmod(path.stat().st_mode)
            thinner.replace(path)
            won += gain
        thinner.unlink(missing_ok=True)
    return won


def _is_loadable(library: Path) -> bool:
    """Return whether all segments of a library lie as far from a page's begin in the file as in memory."""
    segments = [
        words
        for words in map(str.split, _run("readelf", "-lW", library).splitlines())
        if words[:1] == ["LOAD"]
    ]
    return all((int(words[1], 16) - int(words[2], 16)) % int(words[-1], 16) == 0 for words in segments)


def _pack_pnnx(inside: Path) -> int:
    """Pack the converter's program, which is rarely called; the export unpacks it while it needs it."""
    won = 0
    for program in (path for path in inside.glob("pnnx/pnnx*") if path.suffix in ("", ".exe")):
        packed = program.with_name(program.name + ".xz")
        with program.open("rb") as source, lzma.open(packed, "wb", preset=4) as target:
            shutil.copyfileobj(source, target, 1 << 20)
        won += program.stat().st_size - packed.stat().st_size
        program.unlink()
    return won


def report(won: Counter[str]) -> list[str]:
    """Return as lines what was left out, in MB."""
    lines = [f"{'MB':>7}  left out"]
    lines += [f"{size / MB:7.1f}  {why}" for why, size in won.most_common() if size]
    return [*lines, f"{won.total() / MB:7.1f}  altogether"]

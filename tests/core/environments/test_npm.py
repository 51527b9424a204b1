"""Parts of web pages come from a registry, checked, and nothing of an archive lands anywhere else."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.environments.contents import root
from studio.core.environments.making import make, remove
from studio.core.environments.npm import NpmFiles
from studio.core.environments.places import READY, problem, state, web_parts
from studio.core.environments.table import ENVIRONMENTS
from studio.core.errors import Cancelled, DiskFull, StudioError
from studio.core.files import resource_path, user_folder
from studio.core.runtime.needs import Need
from tests.npm_packages import ENGINE, TOOLS, member, page_parts, tarball, with_engine
from tests.weights_server import Server, running_server

ENGINE_PATH, TOOLS_PATH = "/engine-web/-/engine-web-1.0.0.tgz", "/@tiny/tools/-/tools-1.0.0.tgz"
NEED = Need("The parts of web pages", environment="web")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A registry of two packages, and the environment `web` made of them."""
    engine, tools = tarball(ENGINE), tarball(TOOLS)
    monkeypatch.setitem(ENVIRONMENTS, "web", page_parts(engine, tools))
    with running_server() as server:
        server.files = {ENGINE_PATH: engine, TOOLS_PATH: tools}
        monkeypatch.setenv("npm_config_registry", f"{server.address}/")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield server


def expect_engine(monkeypatch: pytest.MonkeyPatch, registry: Server, archive: bytes) -> None:
    """Let the registry give out this archive, and the studio expect it."""
    registry.files[ENGINE_PATH] = archive
    monkeypatch.setitem(ENVIRONMENTS, "web", with_engine(ENVIRONMENTS["web"], archive))


def fetched() -> list[str]:
    folder = user_folder() / "fetched"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_table() -> None:
    contents = ENVIRONMENTS["web"].contents
    assert isinstance(contents, NpmFiles)
    assert len(set(contents.parts)) == len(contents.parts)
    for package in contents.packages:
        archive = package.archive("https://registry.npmjs.org")
        assert len(bytes.fromhex(archive.sha512 or "")) == 64
        assert archive.size and archive.address.endswith(f"/-/{archive.name}")
    for resource, place in contents.licences:
        assert resource_path("licences", resource).is_file()
        folder = place.partition("/")[0]
        assert any(part.startswith(f"{folder}/") and part != place for part in contents.parts), (
            "a licence of what"
        )


def test_made_used_and_removed(registry: Server) -> None:
    with pytest.raises(StudioError, match=r"What runs tiny models is not set up\. Run studio setup web"):
        web_parts()
    assert NEED.missing() is not None
    told: list[tuple[int, int, str]] = []
    folder = make("web", lambda *step: told.append(step))
    assert (folder, state("web"), NEED.missing()) == (root() / "web", "ready", None)
    assert {name: path.read_bytes() for name, path in web_parts().items()} == {
        "engine/engine.mjs": ENGINE["package/dist/engine.mjs"],
        "engine/tools.js": TOOLS["package/dist/index.js"],
        "engine/LICENSE.txt": resource_path("licences", "onnxruntime.txt").read_bytes(),
    }
    assert "Microsoft" in web_parts()["engine/LICENSE.txt"].read_text()
    assert fetched() == []
    assert [path for path, _ in registry.sent] == [ENGINE_PATH, TOOLS_PATH]
    kilobytes = sum(map(len, registry.files.values())) >> 10
    assert (told[0], told[-1]) == (
        (0, kilobytes, "Fetching engine-web."),
        (kilobytes, kilobytes, "Ready."),
    )
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    make("web")
    assert len(registry.sent) == 2

    web_parts()["engine/tools.js"].unlink()
    assert state("web") == "stale"
    make("web")
    assert (state("web"), remove("web"), list(root().iterdir())) == ("ready", True, [])


def test_other_files_make_it_stale(registry: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    make("web")
    expect_engine(monkeypatch, registry, tarball({**ENGINE, "package/dist/engine.mjs": b"newer"}))
    assert "another version of this program" in str(problem("web"))
    make("web")
    assert web_parts()["engine/engine.mjs"].read_bytes() == b"newer"


def test_an_address_that_is_given_goes_before_the_variable(
    registry: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    with pytest.raises(StudioError, match=r"127\.0\.0\.1:9 can't be reached"):
        make("web")
    make("web", index=registry.address)
    assert state("web") == "ready"


def test_goes_on_where_it_broke_off(registry: Server) -> None:
    registry.break_after = 70_000
    with pytest.raises(StudioError, match=r"broke off while fetching engine-web-1\.0\.0\.tgz .*70,000"):
        make("web")
    assert (state("web"), list(root().iterdir())) == ("absent", [])
    make("web")
    assert [length for path, length in registry.sent if path == ENGINE_PATH] == [
        70_000,
        len(registry.files[ENGINE_PATH]) - 70_000,
    ]


def test_what_is_whole_is_not_fetched_again_after_a_stop(registry: Server) -> None:
    said: list[str] = []
    with pytest.raises(Cancelled):
        make("web", lambda done, of, what: said.append(what), lambda: "Fetching @tiny/tools." in said)
    assert (state("web"), list(root().iterdir())) == ("absent", [])
    make("web")
    assert [path for path, _ in registry.sent].count(ENGINE_PATH) == 1


def test_removing_takes_what_was_fetched_along(registry: Server) -> None:
    registry.break_after = 70_000
    with pytest.raises(StudioError, match="broke off"):
        make("web")
    assert fetched() == ["engine-web-1.0.0.tgz.part", "engine-web-1.0.0.tgz.part.tag"]
    (user_folder() / "fetched" / "mine.txt").touch()
    remove("web")
    assert fetched() == ["mine.txt"]


@pytest.mark.parametrize("word", ["Fetching", "Ready"])
def test_ctrl_c_at_any_step_leaves_nothing_half(registry: Server, word: str) -> None:
    def interrupt(done: int, of: int, what: str) -> None:
        if word in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make("web", interrupt)
    assert (state("web"), list(root().iterdir())) == ("absent", [])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda archive: archive[:-1] + b"x", "its SHA-512 is another one"),
        (lambda archive: archive + b"x", "bytes, not"),
        (lambda archive: b"<!DOCTYPE html>", "bytes, not"),
    ],
)
def test_another_archive_is_refused(registry: Server, change, told: str) -> None:
    whole = registry.files[ENGINE_PATH]
    registry.files[ENGINE_PATH] = change(whole)
    with pytest.raises(StudioError, match=f"{told}.*another registry with --index"):
        make("web")
    assert (state("web"), list(root().iterdir()), fetched()) == ("absent", [], [])
    registry.files[ENGINE_PATH] = whole
    make("web")


def test_a_registry_without_it(registry: Server) -> None:
    del registry.files[TOOLS_PATH]
    with pytest.raises(StudioError, match=r"does not give out tools-1\.0\.0\.tgz \(HTTP 404\)"):
        make("web")


WAYS_OUT = [
    member("package/dist/engine.mjs", tarfile.SYMTYPE, "../../../../../secret"),
    member("package/dist/engine.mjs", tarfile.LNKTYPE, "/etc/hostname"),
    member("package/dist/engine.mjs", tarfile.FIFOTYPE),
    member("package/dist/engine.mjs", tarfile.DIRTYPE),
]


@pytest.mark.parametrize("odd", WAYS_OUT, ids=["symlink", "hard-link", "fifo", "folder"])
def test_only_files_are_taken(
    registry: Server, monkeypatch: pytest.MonkeyPatch, odd: tarfile.TarInfo
) -> None:
    expect_engine(monkeypatch, registry, tarball(ENGINE, [odd]))
    make("web")
    assert web_parts()["engine/engine.mjs"].read_bytes() == ENGINE["package/dist/engine.mjs"]
    assert not web_parts()["engine/engine.mjs"].is_symlink()
    expect_engine(monkeypatch, registry, tarball({}, [odd]))
    with pytest.raises(StudioError, match=r"engine-web can't be unpacked: it lacks dist/engine\.mjs"):
        make("web")


@pytest.mark.parametrize(
    "name", ["../../out.txt", "/out.txt", "package/../../../out.txt", "C:\\out.txt", "a\0b"]
)
def test_names_in_an_archive_are_no_paths(
    registry: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    expect_engine(monkeypatch, registry, tarball({name: b"out", **ENGINE}))
    make("web")
    ours = {*web_parts().values(), root() / "web" / READY}
    files = {path for path in user_folder().rglob("*") if path.is_file()}
    assert {path.name for path in files - ours} <= {"made-by-detection-studio"}
    assert not Path("/out.txt").exists()


@pytest.mark.parametrize("damage", [lambda archive: archive[:200], lambda archive: b"no archive"])
def test_a_damaged_archive_is_a_sentence(registry: Server, monkeypatch: pytest.MonkeyPatch, damage) -> None:
    expect_engine(monkeypatch, registry, damage(tarball(ENGINE)))
    with pytest.raises(StudioError, match=r"The package engine-web can't be unpacked: .+ Run it again"):
        make("web")
    assert (state("web"), list(root().iterdir())) == ("absent", [])


def test_a_full_disk(registry: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 0))  # noqa: SLF001
    with pytest.raises(DiskFull, match="no room for the environment web: it takes 1 MB"):
        make("web")
    assert list(root().iterdir()) == []

"""Environments of files out of npm packages: fetched from a registry, checked, and only those unpacked.

Nothing of a package is run, and none of what it depends on is fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.environments.contents import Fill, Progress, ShouldStop
from studio.core.errors import Cancelled, StudioError
from studio.core.files import atomic_write, own_folder, resource_path, user_folder, write_error
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.environments.table import Environment
    from studio.core.fetching import RemoteFile

REGISTRY = "https://registry.npmjs.org"
WISHES = ("npm_config_registry", "NPM_CONFIG_REGISTRY")
"""Variables that name another one, as npm itself has them."""
MAX_FILE_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """One package and the files that are taken out of it.

    Attributes:
        name: in the registry, such as `@litertjs/core`.
        version: the exact one.
        size: of its archive, in bytes.
        integrity: `sha512-` and the checksum of its archive in base 64, as the registry states it.
        files: pairs of a path in the package and the place that it gets.
    """

    name: str
    version: str
    size: int
    integrity: str
    files: tuple[tuple[str, str], ...]

    def archive(self, registry: str) -> RemoteFile:
        """Return the archive that holds the package."""
        from studio.core.fetching import RemoteFile

        name = f"{self.name.rpartition('/')[2]}-{self.version}.tgz"
        digest = base64.b64decode(self.integrity.removeprefix("sha512-")).hex()
        return RemoteFile(f"{registry.rstrip('/')}/{self.name}/-/{name}", self.size, sha512=digest)


@dataclass(frozen=True, slots=True)
class NpmFiles:
    """Contents of an environment: files of npm packages, and the licences they come under.

    Attributes:
        licences: pairs of a file in `resources/licences` and the place that it gets.
    """

    packages: tuple[NpmPackage, ...]
    licences: tuple[tuple[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """Hexadecimal SHA-256 of what is taken out of what."""
        told = [[package.integrity, package.files] for package in self.packages]
        return hashlib.sha256(json.dumps([told, self.licences]).encode()).hexdigest()

    @property
    def parts(self) -> tuple[str, ...]:
        """All files, licences too."""
        taken = [place for package in self.packages for _, place in package.files]
        return (*taken, *(place for _, place in self.licences))

    def prepare(self, row: Environment, progress: Progress, should_stop: ShouldStop, index: str) -> Fill:
        """Fetch the archives that aren't here yet; what is returned takes the files out of them."""
        from studio.core.fetching import fetch_file

        registry = index or next(filter(None, map(os.environ.get, WISHES)), REGISTRY)
        of = sum(package.size for package in self.packages)
        before = 0
        for package in self.packages:

            def report(done: int, _of: int, *, package: NpmPackage = package, before: int = before) -> None:
                if should_stop():
                    raise Cancelled
                progress(before + done >> 10, of >> 10, tr("Fetching {name}.", name=package.name))

            report(0, 0)
            archive = package.archive(registry)
            fetch_file(
                archive,
                _fetched() / archive.name,
                address=archive.address,
                otherwise=tr("Try again, or name another registry with --index ADDRESS."),
                progress=report,
            )
            before += package.size

        def fill(folder: Path) -> None:
            for package in self.packages:
                if should_stop():
                    raise Cancelled
                _unpack(package, _fetched() / package.archive(registry).name, folder)
            for resource, place in self.licences:
                atomic_write(folder / place, resource_path("licences", resource).read_bytes())
            progress(of >> 10, of >> 10, tr("Ready."))

        return fill

    def forget(self) -> None:
        """Remove archives, whole or not; nothing else lies there."""
        names = [package.archive(REGISTRY).name for package in self.packages]
        try:
            for name in names:
                for path in _fetched().glob(f"{name}*"):
                    path.unlink()
        except OSError as error:
            raise write_error(_fetched(), error) from error


def _fetched() -> Path:
    """Return the folder that archives lie in until they are unpacked."""
    return own_folder(user_folder(), "fetched")


def _unpack(package: NpmPackage, path: Path, folder: Path) -> None:
    """Take a package's files out of its archive, to places of ours; no name in it becomes a path.

    Raises:
        StudioError: one isn't in it, the archive is damaged, or there is no room.
    """
    import tarfile
    import zlib

    wanted = {f"package/{inside}": folder / place for inside, place in package.files}
    try:
        with tarfile.open(path, "r|gz") as archive:
            for member in archive:
                place = wanted.get(member.name)
                if place is None or not member.isreg() or member.size > MAX_FILE_BYTES:
                    continue
                stream = archive.extractfile(member)
                assert stream is not None
                atomic_write(place, stream.read(member.size))
                del wanted[member.name]
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _damaged(package, str(error)) from error
    except OSError as error:
        raise _damaged(package, error.strerror or str(error)) from error
    if wanted:
        lacking = ", ".join(name.removeprefix("package/") for name in wanted)
        raise _damaged(package, tr("it lacks {files}", files=lacking))


def _damaged(package: NpmPackage, reason: str) -> StudioError:
    return StudioError(
        tr("The package {name} can't be unpacked: {reason}.", name=package.name, reason=reason),
        tr("Run it again; if it stays so, get a newer version of this program."),
    )

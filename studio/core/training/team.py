"""Several processes training one network: each computes a part of every batch, and gradients are averaged.

Those of one machine are started, and started again, by `launch`; those of several by torchrun
(torch.distributed.run). Either tells each its rank by the same environment variables. A training of one
process is a team of one, for which nothing here costs anything.

Processes of one machine open no port to others: they find each other by a file (torchrun's store listens on
every address, and torch unpickles what it reads there) and send gradients over the loopback interface.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import torch
import torch.distributed as dist
from torch import Tensor, nn

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.json_door import Text, read_json
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.training.compression import Sender

MAX_RESTARTS = 3
MAX_SECONDS_TO_END = 30
"""Given to the others of a team of which one is gone, before they are killed."""
PATIENCE = timedelta(days=7)
"""How long processes wait for each other: while the leader validates, or has no room on its disk."""
REFUSAL = "STUDIO_TEAM_REFUSAL"
"""Environment variable: the file by which a process tells `launch` why the training can't go on."""
STORE = "STUDIO_TEAM_STORE"
"""Environment variable: the file by which processes that `launch` started find each other."""

Forward = Callable[[Tensor], list[Tensor]]


@dataclass(frozen=True, slots=True)
class Team:
    """This process's place among those that train together.

    Attributes:
        rank: from 0, the leader, who alone writes the run, evaluates and reports.
        size: number of processes.
        restarts: how often the team was started again because one of its processes was gone.
    """

    rank: int = 0
    size: int = 1
    restarts: int = 0

    @property
    def is_leader(self) -> bool:
        """Whether this process owns the run folder."""
        return self.rank == 0

    def mean(self, values: Tensor) -> Tensor:
        """Return the mean of `values` over all processes."""
        if self.size > 1:
            dist.all_reduce(values)
            values = values / self.size
        return values

    def part(self, group: Sequence[int]) -> Sequence[int]:
        """Return this process's part of a batch's sample indices."""
        return group[self.rank :: self.size]

    def wait(self) -> None:
        """Wait until every process is here."""
        if self.size > 1:
            dist.barrier()

    def share(self, network: nn.Module, compression: str) -> tuple[Forward, Sender | None]:
        """Return the network as something to call whose gradients are averaged, and who sends them."""
        if self.size == 1:
            return network, None
        from torch.nn.parallel import DistributedDataParallel

        from studio.core.training.compression import install

        device = next(network.parameters()).device
        shared = DistributedDataParallel(network, device_ids=[device] if device.type == "cuda" else None)
        return shared, install(shared, compression)

    def leave(self) -> None:
        """End the connection to the others."""
        if self.size > 1:
            dist.destroy_process_group()


def join_team(device: torch.device) -> Team:
    """Return this process's place, connected to the others when it was started as one of several."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if not is_team_member():
        return Team()
    if device.type == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    if not dist.is_initialized():
        path = os.environ.get(STORE)
        dist.init_process_group(
            "nccl" if device.type == "cuda" else "gloo",
            timeout=PATIENCE,
            store=dist.FileStore(path, size) if path else None,  # type: ignore[attr-defined]
            rank=int(os.environ["RANK"]) if path else -1,
            world_size=size if path else -1,
        )
    return Team(dist.get_rank(), size, int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")))


def is_team_member() -> bool:
    """Return whether this process was started as one of several."""
    return "RANK" in os.environ and int(os.environ.get("WORLD_SIZE", "1")) > 1


def is_restarted() -> bool:
    """Return whether this process was started again after one of its team was gone."""
    return is_team_member() and int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")) > 0


def launch(arguments: Sequence[str], processes: int) -> int:
    """Run `studio ARGUMENTS` in so many processes of this machine and return their exit code.

    When one of them is gone, all are started again, up to MAX_RESTARTS times.

    Raises:
        StudioError: they can't go on, or failed more often than that.
        KeyboardInterrupt: they were told to stop.
    """
    program = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "studio"])]
    loopback = _loopback_interface()
    with tempfile.TemporaryDirectory(prefix="studio-team-") as folder:
        refusal = Path(folder, "refusal.json")
        environment = {
            "OMP_NUM_THREADS": "1",
            **os.environ,
            "WORLD_SIZE": str(processes),
            "LOCAL_WORLD_SIZE": str(processes),
            "GLOO_SOCKET_IFNAME": loopback,
            "NCCL_SOCKET_IFNAME": loopback,
            REFUSAL: str(refusal),
        }
        for restart in range(MAX_RESTARTS + 1):
            # A file of their own: those that are started again must not find the addresses of those gone.
            environment |= {
                "TORCHELASTIC_RESTART_COUNT": str(restart),
                STORE: str(Path(folder, f"store{restart}")),
            }
            if run_together([*program, *arguments], environment, processes):
                break
        else:
            raise StudioError(
                tr("The training in {count} processes ended early.", count=processes),
                tr("What happened is said above; a run with a last.pt in it goes on with --resume."),
            )
        if refusal.is_file():
            raise StudioError(*read_json(refusal, [Text()]))
    return 0


def note_done() -> None:
    """Tell `launch` that this process has done its part, whatever becomes of it when it ends.

    The threads of gloo now and then bring down a process that is about to end: its team would be started
    again for a training that is over.
    """
    path = os.environ.get(STORE)
    if path and is_team_member():
        _done(path, int(os.environ["RANK"])).touch()


def _done(store: str, rank: int) -> Path:
    return Path(f"{store}.done{rank}")


def run_together(command: Sequence[str], environment: dict[str, str], processes: int) -> bool:
    """Run a command once for each rank; return whether all ended well, else end the others with the first.

    Well ends who has noted that it is done, too.
    """
    store = environment[STORE]
    members: list[subprocess.Popen[bytes]] = []

    def has_failed(rank: int) -> bool:
        return bool(members[rank].poll()) and not _done(store, rank).is_file()

    with _told_to_stop() as told:
        try:
            for rank in range(processes):
                place = {"RANK": str(rank), "LOCAL_RANK": str(rank)}
                # Ctrl+C in a terminal reaches a whole session: here it comes once, by this process.
                members.append(
                    subprocess.Popen(command, env={**environment, **place}, start_new_session=True)
                )
            while any(member.poll() is None for member in members):
                if told:
                    _pass_on(members, told.pop())
                    raise KeyboardInterrupt
                if any(has_failed(rank) for rank in range(processes)):
                    break
                time.sleep(0.05)
            return not any(has_failed(rank) for rank in range(processes))
        finally:
            _pass_on(members, signal.SIGTERM)


@contextlib.contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """Keep what this process is told meanwhile, so that it ends after those it has started."""
    told: list[int] = []
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    old = {number: signal.signal(number, lambda number, _: told.append(number)) for number in numbers}
    try:
        yield told
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _pass_on(members: Sequence[subprocess.Popen[bytes]], number: int) -> None:
    """Tell those that still live to stop, wait for them, and kill who does not."""
    for member in members:
        # Windows gives Ctrl+C to all processes of a console by itself.
        if member.poll() is None and not (os.name == "nt" and number == signal.SIGINT):
            member.send_signal(number)
    end = time.monotonic() + MAX_SECONDS_TO_END
    for member in members:
        try:
            member.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            member.kill()
            member.wait()


def _loopback_interface() -> str:
    """Return the name of the network interface that no other machine can reach."""
    import psutil

    for name, addresses in psutil.net_if_addrs().items():
        with contextlib.suppress(ValueError):
            if any(
                ipaddress.ip_address(address.address.partition("%")[0]).is_loopback for address in addresses
            ):
                return str(name)
    raise StudioError(
        tr("This machine has no loopback network, by which its processes could train together."),
        tr("Train without --processes."),
    )


@contextlib.contextmanager
def refusal_told() -> Iterator[None]:
    """Tell `launch` of a StudioError and end without one, as torchrun would start the team again for it.

    What can't be mended by starting again is so told once, and by one. Processes that torchrun was asked to
    start by someone else raise their errors.
    """
    path = os.environ.get(REFUSAL)
    try:
        yield
    except StudioError as error:
        if not (path and is_team_member()):
            raise
        atomic_write(Path(path), json.dumps([error.cause, error.remedy]))


def is_refused() -> bool:
    """Return whether a process of this team has said that the training can't go on."""
    path = os.environ.get(REFUSAL)
    return path is not None and Path(path).is_file()


def local_processes() -> int:
    """Return how many of the team's processes share this machine."""
    return int(os.environ.get("LOCAL_WORLD_SIZE", "1")) if is_team_member() else 1

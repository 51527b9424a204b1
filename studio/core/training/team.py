"""Several processes training one network: each computes a part of every batch, and gradients are averaged.

The processes are started and restarted by torchrun (torch.distributed.run), which tells each its rank by
environment variables. A training of one process is a team of one, for which nothing here costs anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
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
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.training.compression import Sender

MAX_RESTARTS = 3
PATIENCE = timedelta(days=7)
"""How long processes wait for each other: while the leader validates, or has no room on its disk."""
REFUSAL = "STUDIO_TEAM_REFUSAL"
"""Environment variable: the file by which a process tells `launch` why the training can't go on."""

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
    """Return this process's place, connected to the others when torchrun started it."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if not is_team_member():
        return Team()
    if device.type == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    if not dist.is_initialized():
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)
    return Team(dist.get_rank(), size, int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")))


def is_team_member() -> bool:
    """Return whether torchrun started this process as one of several."""
    return "RANK" in os.environ and int(os.environ.get("WORLD_SIZE", "1")) > 1


def is_restarted() -> bool:
    """Return whether torchrun started this process again after one of its team was gone."""
    return is_team_member() and int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")) > 0


def launch(arguments: Sequence[str], processes: int) -> int:
    """Run `studio ARGUMENTS` in so many processes of this machine and return their exit code.

    A process that is killed is started again, with all others, up to MAX_RESTARTS times.

    Raises:
        StudioError: they can't go on, or failed more often than that.
        KeyboardInterrupt: they were told to stop.
    """
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.run import main

    # Otherwise torch 2.13 keeps one store for all restarts, and processes started again read the addresses of
    # those that are gone and wait for them (pytorch/pytorch issue 135712).
    os.environ.setdefault("TORCH_DISABLE_SHARE_RDZV_TCP_STORE", "1")
    options = ["--standalone", f"--nproc-per-node={processes}", f"--max-restarts={MAX_RESTARTS}"]
    program = ["-m", "studio"]
    if getattr(sys, "frozen", False):
        options.append("--no-python")
        program = [sys.executable]
    with tempfile.TemporaryDirectory() as folder:
        refusal = Path(folder, "refusal.json")
        os.environ[REFUSAL] = str(refusal)
        try:
            main([*options, *program, *arguments])
        except SignalException as signal:
            raise KeyboardInterrupt from signal
        except ChildFailedError as error:
            raise StudioError(
                tr("The training in {count} processes ended early.", count=processes),
                tr("What happened is said above; a run with a last.pt in it goes on with --resume."),
            ) from error
        finally:
            del os.environ[REFUSAL]
        if refusal.is_file():
            raise StudioError(*json.loads(refusal.read_text(encoding="utf-8")))
    return 0


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

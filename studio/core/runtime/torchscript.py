"""The TorchScript engines: the full interpreter, and the lite one of phones."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.archives import check_archive
from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    THRESHOLD_TYPES,
    check_amount,
    check_tensor_size,
    read_inside_archive,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.runtime.jit import silenced_deprecations
from studio.core.runtime.operations import check_operations
from studio.core.spec import ModelSpec
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor


class ScriptEngine:
    """A traced module, run by either interpreter."""

    batch = 1

    def __init__(
        self, name: str, spec: ModelSpec, module: Callable[..., Any], *, is_adjustable: bool
    ) -> None:
        self.name = name
        self.spec = spec
        self._module = module
        self._is_adjustable = is_adjustable

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        import torch

        # The graph itself would take any size and answer for one nobody verified.
        check_tensor_size(tensor.shape, self.spec)
        try:
            with torch.inference_mode():
                outputs = self._module(torch.from_numpy(tensor), *self._options(thresholds))
            found = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
            # Before they become arrays: what is one number shown a million times is made whole by that.
            check_amount([output.shape for output in found], self.spec)
            return [output.float().numpy() for output in found]
        except StudioError:
            raise
        # A graph of others may raise and give anything: lists of lists have no numpy().
        except Exception as error:
            # torch tells the place in the graph first and the reason in the last line.
            reason = str(error).strip().rpartition("\n")[2].rstrip(".")[:200]
            raise run_error(self.name, reason) from error

    def _options(self, thresholds: Thresholds | None) -> list[float]:
        if thresholds is None or not self._is_adjustable:
            return []
        return [getattr(thresholds, name) for name in THRESHOLD_TYPES]

    def close(self) -> None:
        """Free the module."""
        del self._module


def load(path: Path, imgsz: int | None, threads: int) -> ScriptEngine:
    """Open a TorchScript file with the full interpreter."""
    import torch

    jit: Any = torch.jit
    return _open("torchscript", path, imgsz, threads, lambda: jit.load(path, map_location="cpu").eval())


def load_lite(path: Path, imgsz: int | None, threads: int) -> ScriptEngine:
    """Open a `.ptl` file with the lite interpreter, as a phone does."""
    from torch.jit import mobile

    lite: Any = mobile
    return _open("ptl", path, imgsz, threads, lambda: lite._load_for_lite_interpreter(path))  # noqa: SLF001


def _open(
    name: str, path: Path, imgsz: int | None, threads: int, read: Callable[[], Callable[[Any], Any]]
) -> ScriptEngine:
    """Check the contract first and what the archive would run, then read the module.

    Raises:
        StudioError: no contract, exported for another size, no detector, or the file is damaged.
    """
    import torch

    contract = require_contract(path, read_inside_archive(path))
    spec = spec_at(path, contract.spec, imgsz)
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path)
        check_operations(path)
        with silenced_deprecations():
            module = read()
    except StudioError:
        raise
    except Exception as error:  # reading one runs code of it, which may raise anything
        raise StudioError(
            tr("{path} can't be opened as a TorchScript model.", path=path),
            tr("Export it again, or check that the file is whole."),
        ) from error
    torch.set_num_threads(threads)
    return ScriptEngine(name, spec, module, is_adjustable=contract.is_adjustable)

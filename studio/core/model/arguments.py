"""What each module of a table is given: told to whoever writes a table, and checked before a row is built."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from torch import nn

from studio.core.model.blocks import ACTIVATIONS
from studio.core.model.heads import HEADS
from studio.core.model.layers import MODULES
from studio.core.model.table import Row
from studio.core.words import tr

FROM_ZERO = ("padding", "index")
"""Whole numbers that may be 0; all others are at least 1."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One value of a row's last part.

    Attributes:
        kind: the annotation in the module's class.
        default: what holds when it isn't given; `inspect.Parameter.empty` when it must be.
        is_last: it may be left out wherever it stands, and is always the last one (the activation).
    """

    name: str
    kind: Any
    default: Any = inspect.Parameter.empty
    is_last: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether a row has to give it."""
        return self.default is inspect.Parameter.empty and not self.is_last


def list_arguments(module: str) -> list[Argument]:
    """Return what a row gives to a module of MODULES or HEADS, in order."""
    kind: type[nn.Module] = HEADS[module] if module in HEADS else MODULES[module].module
    hints = get_type_hints(kind.__init__)
    makes_channels = module not in HEADS and MODULES[module].out_channels is None
    arguments = [Argument("channels", int)] if makes_channels else []
    # What the network itself hands over comes first: classes, anchors and sources, or channels in and out.
    own = 3 if module in HEADS else 2 * makes_channels
    for parameter in list(inspect.signature(kind).parameters.values())[own:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) or parameter.name == "number":
            continue
        is_last = parameter.kind is parameter.KEYWORD_ONLY
        default = parameter.empty if is_last else parameter.default
        arguments.append(Argument(parameter.name, hints.get(parameter.name, Any), default, is_last))
    return arguments


def tell_arguments(module: str) -> str:
    """Return the sentence on what a row gives to a module of MODULES or HEADS."""
    arguments = list_arguments(module)
    if not arguments:
        return tr("{module} takes no arguments, [].", module=module)
    names = [
        argument.name
        if argument.is_needed or argument.is_last
        else f"{argument.name} = {_plain(argument.default)}"
        for argument in arguments
    ]
    least, most = sum(argument.is_needed for argument in arguments), len(arguments)
    values: dict[str, Any] = {"module": module, "names": ", ".join(names), "least": least, "most": most}
    if least == most:
        return tr("{module} takes [{names}].", **values)
    return tr("{module} takes [{names}], {least} to {most} values.", **values)


def check_row(row: Row, is_last: bool) -> None:
    """Compare a row with what its module takes.

    Raises:
        KeyError: there is no such module.
        ValueError: it reads too many or too few rows, or an argument is missing, unknown or of a wrong kind.
    """
    if row.module in HEADS:
        if not is_last:
            raise ValueError(tr("a head has to be the last row"))
    elif MODULES[row.module].joins:
        if len(row.sources) < 2:
            raise ValueError(tr("it joins two rows or more, such as [-1, 4]"))
    elif len(row.sources) != 1:
        raise ValueError(tr("it reads one row, not {count}", count=len(row.sources)))
    arguments = list_arguments(row.module)
    values = list(row.args)
    if arguments and arguments[-1].is_last:
        arguments.pop()
        if values and isinstance(values[-1], str):
            activation = values.pop()
            if activation not in ACTIVATIONS:
                names = ", ".join(ACTIVATIONS)
                raise ValueError(tr("{word} is none of {names}", word=activation, names=names))
    if len(values) > len(arguments):
        raise ValueError(tr("{value} is one argument too many", value=_plain(values[len(arguments)])))
    for argument, value in zip(arguments, values, strict=False):
        if not _fits(value, argument.kind, least=int(argument.name not in FROM_ZERO)):
            raise ValueError(
                tr(
                    "{name} has to be {kind}, not {value}",
                    name=argument.name,
                    kind=_tell_kind(argument),
                    value=_plain(value),
                )
            )
    missing = [argument.name for argument in arguments[len(values) :] if argument.is_needed]
    if missing:
        raise ValueError(tr("{name} is missing", name=missing[0]))


def _fits(value: Any, kind: Any, least: int) -> bool:
    """Return whether a value is of an annotation's kind; kinds that no module uses are not told apart."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(_fits(value, part, least) for part in parts)
    if origin is Literal:
        return value in parts
    if origin is Sequence:
        is_list = isinstance(value, list | tuple) and len(value) > 0
        return is_list and all(_fits(part, parts[0], least) for part in value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= least
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return not isinstance(kind, type) or isinstance(value, kind)


def _tell_kind(argument: Argument) -> str:
    kinds = [kind for kind in get_args(argument.kind) if kind is not NoneType]
    origin = get_origin(argument.kind)
    if origin is Literal:
        return tr("one of {names}", names=", ".join(map(str, kinds)))
    if origin is Sequence:
        return tr("a list of whole numbers")
    if argument.kind is bool:
        return tr("true or false")
    if argument.kind is float:
        return tr("a number")
    return tr("a whole number from {least} up", least=int(argument.name not in FROM_ZERO))


def _plain(value: Any) -> str:
    """Return a value as YAML writes it."""
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)

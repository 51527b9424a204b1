"""A machine for pickles that can only build data.

A pickle is a program for a small stack machine: it pushes numbers and texts, gathers them in containers, and
may call what it names. This machine knows the same opcodes (all of protocols 0 to 5, as `pickletools` lists
them) but no calls: what a name or a call becomes is asked of the class built upon it. Nothing is imported,
nothing that outlives the load can be reached from a pickle, and each opcode makes at most one small object.
What would grow beyond that, a copy of a container or the hash of a nested one, is taken from a budget.
"""

from __future__ import annotations

import pickletools
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MAX_OPCODES = 1_000_000
"""The largest published checkpoint needs a tenth of it; each makes an object of some hundred bytes."""
FREE_COPIES = 100_000
"""Values, letters and bytes that calls may make in all, besides as many as the pickle has bytes."""
MAX_ODD_KEYS = 1000
"""Keys whose hash can be chosen (numbers with fractions, tuples): alike ones make a dictionary slow."""


class Refusal(Exception):
    """A pickle wants to call what its one argument names."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a pickle names: a class or a function, by the words alone."""

    full: str


class Foreign:
    """What an object that is not made here was pickled with.

    Attributes:
        name: its class, or the function that would have made it, such as `models.yolo.Model`.
        state: what it was to be restored from, usually its attributes.
        items: what it was to be made of or filled with: arguments, values of a list, pairs of a dict.
    """

    __slots__ = ("items", "name", "state")

    def __init__(self, name: str, items: Iterable[Any] = ()) -> None:
        self.name = name
        self.state: Any = None
        self.items = list(items)

    def get(self, attribute: str) -> Any:
        """Return an attribute of the pickled object, or None."""
        return self.state.get(attribute) if isinstance(self.state, dict) else None


class Machine:
    """Runs one pickle of a stream and leaves the stream behind it."""

    def __init__(self, stream: Any, size: int) -> None:
        """Take a stream of `size` bytes that `pickletools.genops` can read, with `readline` and `tell`."""
        self._stream = stream
        self._stack: list[Any] = []
        self._marked: list[list[Any]] = []
        self._memo: dict[int, Any] = {}
        self._opcodes = 0
        self._budget = FREE_COPIES + size
        self._odd_keys = 0

    def name(self, module: str, name: str) -> Any:
        """Return what stands for `module.name`."""
        return Name(f"{module}.{name}")

    def make(self, name: Any, args: tuple[Any, ...], *, is_called: bool) -> Any:
        """Return what comes of `name(*args)`, or of an object of class `name` when it isn't called."""
        raise Refusal(str(name))

    def refer(self, reference: Any) -> Any:
        """Return what lies outside the pickle."""
        raise ValueError("an unknown reference")

    def spend(self, amount: int) -> None:
        """Take from what calls may make in all; raises ValueError when nothing is left."""
        self._budget -= amount
        if self._budget < 0:
            raise ValueError("more data than a file of this size holds")

    def check_key(self, key: Any) -> None:
        """Raise a ValueError unless a key's hash is found, and told from others, in reasonable time."""
        if isinstance(key, str | bytes | Name | Foreign | None) or (
            isinstance(key, int) and abs(key) < 1 << 60
        ):
            return
        self._odd_keys += 1
        if self._odd_keys > MAX_ODD_KEYS:
            raise ValueError("too many odd keys")
        waiting = [key]
        while waiting:
            part = waiting.pop()
            if isinstance(part, tuple | frozenset):
                # Parts that are shared are hashed as often as they are met.
                self.spend(len(part) + 1)
                waiting += part

    def run(self) -> Any:
        """Return what the pickle builds.

        Raises:
            Refusal: it asks to call something.
            ValueError, IndexError, KeyError, TypeError: it isn't a pickle, or not a whole one.
        """
        for opcode, argument, _ in pickletools.genops(self._stream):
            self._opcodes += 1
            if self._opcodes > MAX_OPCODES:
                raise ValueError("too many opcodes")
            if opcode.name in _CONSTANTS:
                self._stack.append(argument)
            else:
                _STEPS[opcode.name](self, argument)
        return self._stack.pop()

    def _pop_mark(self) -> list[Any]:
        items, self._stack = self._stack, self._marked.pop()
        return items

    def _mark(self, _: Any) -> None:
        self._marked.append(self._stack)
        self._stack = []

    def _pop(self, _: Any) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._pop_mark()

    def _put(self, index: int | None) -> None:
        self._memo[len(self._memo) if index is None else index] = self._stack[-1]

    def _put_list(self, items: list[Any]) -> None:
        """Add to a list, a set or a stand-in for either, which lies on the stack."""
        target = self._stack[-1]
        if isinstance(target, set):
            for item in items:
                self.check_key(item)
            target.update(items)
        elif isinstance(target, Foreign):
            target.items += items
        elif type(target) is list:
            target += items
        else:
            raise ValueError("items for what holds none")

    def _put_pairs(self, items: list[Any]) -> None:
        """Add to a dict, or a stand-in for one, which lies on the stack."""
        target = self._stack[-1]
        pairs = list(zip(items[::2], items[1::2], strict=True))
        if isinstance(target, Foreign):
            target.items += pairs
        elif isinstance(target, dict):
            self.fill(target, pairs)
        else:
            raise ValueError("pairs for what holds none")

    def fill(self, target: dict[Any, Any], pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
        """Put pairs into a dict and return it."""
        for key, value in pairs:
            self.check_key(key)
            target[key] = value
        return target

    def fill_set(self, items: Iterable[Any]) -> set[Any]:
        """Return a set of items."""
        items = list(items)
        for item in items:
            self.check_key(item)
        return set(items)

    def _restore(self, _: Any) -> None:
        """BUILD: give an object its state. Only stand-ins have one; no other object is touched."""
        state = self._stack.pop()
        target = self._stack[-1]
        if isinstance(target, Foreign):
            # (attributes, slots) is what a class with slots leaves.
            has_slots = isinstance(state, tuple) and len(state) == 2 and isinstance(state[0], dict)
            target.state = state[0] if has_slots else state
        elif type(target) is not OrderedDict:
            # A state dict's attributes (versions of its modules) are nothing that is needed.
            raise ValueError("a state for what has none")

    def _pop_tuple(self, count: int) -> None:
        if len(self._stack) < count:
            raise ValueError("a stack too short")
        self._stack[-count:] = [tuple(self._stack[-count:])]

    def _pop_call(self, _: Any) -> None:
        args = self._stack.pop()
        self._stack.append(self._made(self._stack.pop(), args, is_called=True))

    def _pop_new(self, has_options: bool) -> None:
        options = self._stack.pop() if has_options else None
        args = self._stack.pop()
        made = self._made(self._stack.pop(), args, is_called=False)
        if options and isinstance(made, Foreign):
            made.items.append(options)
        self._stack.append(made)

    def _made(self, name: Any, args: Any, *, is_called: bool) -> Any:
        if not isinstance(args, tuple):
            raise ValueError("arguments that are no tuple")
        self.spend(len(args))
        return self.make(name, args, is_called=is_called)

    def _named(self, argument: str) -> None:
        self._stack.append(self.name(*argument.split(" ", 1)))

    def _named_by_stack(self, _: Any) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise ValueError("a name that is no text")
        self._stack.append(self.name(module, name))

    def _called_by_name(self, argument: str) -> None:
        args = tuple(self._pop_mark())
        self._stack.append(self._made(self.name(*argument.split(" ", 1)), args, is_called=True))

    def _called_by_stack(self, _: Any) -> None:
        name, *args = self._pop_mark()
        self._stack.append(self._made(name, tuple(args), is_called=True))

    def _push_dict(self, items: list[Any]) -> None:
        self._push(self.fill({}, zip(items[::2], items[1::2], strict=True)))

    def _put_marked(self, put: Callable[[list[Any]], None]) -> None:
        put(self._pop_mark())

    def _put_last(self, put: Callable[[list[Any]], None], count: int) -> None:
        if len(self._stack) <= count:
            raise ValueError("a stack too short")
        items = self._stack[-count:]
        del self._stack[-count:]
        put(items)

    def _push(self, value: Any) -> None:
        self._stack.append(value)

    def _refuse_extension(self, code: int) -> None:
        raise Refusal(f"copyreg extension {code}")

    def _stop(self, _: Any) -> None:
        if self._marked:
            raise ValueError("a mark that is not closed")


_CONSTANT_NAMES = """
    INT BININT BININT1 BININT2 LONG LONG1 LONG4 FLOAT BINFLOAT STRING BINSTRING SHORT_BINSTRING UNICODE
    BINUNICODE SHORT_BINUNICODE BINUNICODE8 BINBYTES SHORT_BINBYTES BINBYTES8 BYTEARRAY8
"""
_CONSTANTS = frozenset(_CONSTANT_NAMES.split())
"""Opcodes that push their argument."""

# The machine reaches into itself here, not into another object.
# ruff: noqa: SLF001
_STEPS: dict[str, Callable[[Machine, Any], None]] = {
    "NONE": lambda machine, _: machine._push(None),
    "NEWTRUE": lambda machine, _: machine._push(True),
    "NEWFALSE": lambda machine, _: machine._push(False),
    "PROTO": lambda machine, _: None,
    "FRAME": lambda machine, _: None,
    "STOP": Machine._stop,
    "MARK": Machine._mark,
    "POP": Machine._pop,
    "POP_MARK": lambda machine, _: machine._put_marked(lambda items: None),
    "DUP": lambda machine, _: machine._push(machine._stack[-1]),
    "EMPTY_LIST": lambda machine, _: machine._push([]),
    "EMPTY_TUPLE": lambda machine, _: machine._push(()),
    "EMPTY_DICT": lambda machine, _: machine._push({}),
    "EMPTY_SET": lambda machine, _: machine._push(set()),
    "LIST": lambda machine, _: machine._push(machine._pop_mark()),
    "TUPLE": lambda machine, _: machine._push(tuple(machine._pop_mark())),
    "TUPLE1": lambda machine, _: machine._pop_tuple(1),
    "TUPLE2": lambda machine, _: machine._pop_tuple(2),
    "TUPLE3": lambda machine, _: machine._pop_tuple(3),
    "DICT": lambda machine, _: machine._push_dict(machine._pop_mark()),
    "FROZENSET": lambda machine, _: machine._push(frozenset(machine.fill_set(machine._pop_mark()))),
    "APPEND": lambda machine, _: machine._put_last(machine._put_list, 1),
    "APPENDS": lambda machine, _: machine._put_marked(machine._put_list),
    "ADDITEMS": lambda machine, _: machine._put_marked(machine._put_list),
    "SETITEM": lambda machine, _: machine._put_last(machine._put_pairs, 2),
    "SETITEMS": lambda machine, _: machine._put_marked(machine._put_pairs),
    "PUT": Machine._put,
    "BINPUT": Machine._put,
    "LONG_BINPUT": Machine._put,
    "MEMOIZE": Machine._put,
    "GET": lambda machine, index: machine._push(machine._memo[index]),
    "BINGET": lambda machine, index: machine._push(machine._memo[index]),
    "LONG_BINGET": lambda machine, index: machine._push(machine._memo[index]),
    "PERSID": lambda machine, text: machine._push(machine.refer(text)),
    "BINPERSID": lambda machine, _: machine._push(machine.refer(machine._stack.pop())),
    "GLOBAL": Machine._named,
    "STACK_GLOBAL": Machine._named_by_stack,
    "REDUCE": Machine._pop_call,
    "NEWOBJ": lambda machine, _: machine._pop_new(has_options=False),
    "NEWOBJ_EX": lambda machine, _: machine._pop_new(has_options=True),
    "INST": Machine._called_by_name,
    "OBJ": Machine._called_by_stack,
    "BUILD": Machine._restore,
    "EXT1": Machine._refuse_extension,
    "EXT2": Machine._refuse_extension,
    "EXT4": Machine._refuse_extension,
}
"""What each other opcode does; buffers outside the pickle, which torch does not write, are not known."""

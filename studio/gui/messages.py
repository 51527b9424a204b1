"""The one door for telling the user something; whoever shows messages listens here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError

log = logging.getLogger(__name__)
Kind = Literal["info", "error"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a message: its text, and what it does."""

    text: str
    do: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """Something the user was told: what happened, and for errors what to do next.

    `about` names what an error is about, such as "labels": it is over when that succeeds.
    """

    kind: Kind
    text: str
    remedy: str = ""
    about: str = ""
    offer: Offer | None = None


class Messages(QObject):
    """Passes messages on and keeps those that came before a window was there to show them."""

    told = Signal(object)
    settled = Signal(str)
    """What errors about this said is put right."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Message] = []
        self._unseen: list[Message] = []
        self._listeners: list[Callable[[Message], None]] = []
        # From whichever thread: listeners are called in the GUI thread.
        self.told.connect(self._pass_on)

    def tell(self, message: Message) -> None:
        """Record a message and show it."""
        # What a button would do holds on to much; it goes with the message's time on the screen.
        self.history.append(replace(message, offer=None))
        del self.history[:-200]
        log.info("%s: %s %s", message.kind, message.text, message.remedy)
        if self._listeners:
            self.told.emit(message)
        else:
            self._unseen.append(message)

    def listen(self, show: Callable[[Message], None]) -> None:
        """Call `show` for each message from now on, and for those told before anyone listened."""
        self._listeners.append(show)
        unseen, self._unseen = self._unseen, []
        for message in unseen:
            show(message)

    def stop_listening(self, show: Callable[[Message], None]) -> None:
        """Call `show` no more; messages wait for the next listener."""
        if show in self._listeners:
            self._listeners.remove(show)

    def _pass_on(self, message: Message) -> None:
        for show in list(self._listeners):
            owner = getattr(show, "__self__", None)
            if isinstance(owner, QObject) and not shiboken6.isValid(owner):
                # It went without being closed.
                self._listeners.remove(show)
            else:
                show(message)


messages = Messages()


def info(text: str, *, offer: Offer | None = None) -> None:
    """Say in passing what happened; it fades, with the button beside it."""
    messages.tell(Message("info", text, offer=offer))


def error(problem: StudioError | str, about: str = "") -> None:
    """Say what went wrong and what to do; it stays until it is closed, or `about` is settled."""
    if isinstance(problem, StudioError):
        messages.tell(Message("error", problem.cause, problem.remedy, about))
    else:
        messages.tell(Message("error", problem, about=about))


def settle(about: str) -> None:
    """Take back what errors about this said: it has succeeded since."""
    messages.settled.emit(about)


def attempt(about: str, change: Callable[..., Any], *arguments: Any) -> Any:
    """Call what may raise a StudioError: that is told, success settles it; returns the result, else None."""
    try:
        result = change(*arguments)
    except StudioError as problem:
        error(problem, about)
        return None
    settle(about)
    return result

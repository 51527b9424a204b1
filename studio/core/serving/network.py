"""Addresses of this machine: which of them phones reach it by, and what is said when one can't be used."""

from __future__ import annotations

import errno
import socket
import sys
from dataclasses import dataclass

from studio.core.errors import StudioError
from studio.core.words import tr

LOOPBACK = "127.0.0.1"
SOMEWHERE = ("203.0.113.1", 9)
"""Kept free for examples by RFC 5737: nobody is there, and nothing is sent to find the way to it."""
IN_USE = {errno.EADDRINUSE, 10048}
NOT_OURS = {errno.EADDRNOTAVAIL, 10049}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, 10013}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens: the family of sockets, host and port (0: any that is free)."""

    family: socket.AddressFamily
    host: str
    port: int

    @property
    def shown_host(self) -> str:
        """The host by which others get here: of "all addresses" the one on the local network."""
        return lan_address() if self.host in ("0.0.0.0", "::") else self.host


def lan_address() -> str:
    """Return this machine's address on the local network; that of the machine itself when it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as finder:
        try:
            # Of a datagram socket this only chooses the way.
            finder.connect(SOMEWHERE)
        except OSError:
            return LOOPBACK
        return str(finder.getsockname()[0])


def own_addresses() -> list[str]:
    """Return this machine's IPv4 addresses, the one on the local network first."""
    import psutil

    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    ]
    return list(dict.fromkeys([lan_address(), *sorted(found), LOOPBACK]))


def find_place(host: str, port: int) -> Place:
    """Return where to listen: the host (the local network's address for "") and the port (0: a free one).

    Raises:
        StudioError: the port is no port, or the host has no address.
    """
    if not 0 <= port <= 65535:
        raise StudioError(
            tr("{port} is no port.", port=port), tr("Choose one from 1024 to 65535, or 0 for a free one.")
        )
    host = host.strip().strip("[]") or lan_address()
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError, ValueError) as error:
        raise _not_ours(host) from error
    return Place(family, str(address[0]), port)


def explain(place: Place, error: OSError) -> StudioError:
    """Return what to tell when nobody can listen at a place."""
    if error.errno in IN_USE:
        return StudioError(
            tr("Port {port} of {host} is in use.", port=place.port, host=place.host),
            tr("Choose another port, or 0 for a free one."),
        )
    if error.errno in NOT_OURS:
        return _not_ours(place.host)
    if error.errno in NOT_ALLOWED:
        return StudioError(
            tr("Port {port} may not be used by you.", port=place.port),
            tr("Choose one from 1024 to 65535, or 0 for a free one."),
        )
    return StudioError(
        tr("{host} can't be served at: {reason}.", host=place.host, reason=error.strerror or error),
        tr("Check the network, or choose another address."),
    )


def _not_ours(host: str) -> StudioError:
    return StudioError(
        tr("{host} is no address of this machine.", host=host),
        tr("Use one of {addresses}.", addresses=", ".join(own_addresses())),
    )


def shares_ports() -> bool:
    """Return whether a port that was just left may be taken again without taking it from anybody.

    Windows gives it to whoever asks, though another listens there.
    """
    return sys.platform != "win32"

"""Network addresses: their parts as owners of cameras write them, and no password in what is shown."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]+):(?P<slashes>/{1,2})(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_IN_TEXT = re.compile(r"\b[a-z][a-z0-9+.-]+:/{1,2}\S*", re.IGNORECASE)
_NO_SCHEME = re.compile(r"[^\s:@/\\]{2,}:.*@", re.DOTALL)
_HOST = re.compile(r"([\w-]+(\.[\w-]+)+|localhost|[\w-]+(?=:\d)|\[[\da-f:]+\])(?![\w.-])", re.IGNORECASE)
_VALUE = r"[^&;#]*(?:[&;#](?![^&;#=]*=)[^&;#]*)*"
_SECRET = re.compile(
    r"((?:pas|pwd|psw|token|secret|auth|sess|cred|sign|hash"
    r"|(?<![a-z])(?:pw|pin|code|sig|sid)(?![a-z])|key(?![a-z]))[\w.%-]*[=:])" + _VALUE,
    re.IGNORECASE,
)
_USER_AND_SECRET = re.compile(r"((?:user|usr|login|account)[\w.-]*=)[^&;#:]*:" + _VALUE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address: `userinfo` (user:password, "" when none), and `place`, all behind it."""

    scheme: str
    userinfo: str
    place: str

    @property
    def user(self) -> str:
        """Return the user's name."""
        return urllib.parse.unquote(self.userinfo.partition(":")[0])

    @property
    def password(self) -> str:
        """Return the password."""
        return urllib.parse.unquote(self.userinfo.partition(":")[2])

    @property
    def text(self) -> str:
        """Return the address with its user and password written so that every program reads them alike."""
        user, colon, password = self.userinfo.partition(":")
        # A percent sign may stand for itself or for a sign already written so; programs decode both alike.
        kept = "%!$&'()*+,;=~"
        quoted = urllib.parse.quote(user, safe=kept) + colon + urllib.parse.quote(password, safe=kept)
        return f"{self.scheme}://{quoted}@{self.place}" if self.userinfo else f"{self.scheme}://{self.place}"


def parse_address(text: str) -> Address | None:
    """Return the parts of an address; None when it has no scheme.

    A password may hold any sign, as it does where people type it: the host stands behind the last @, unless
    only what stands behind an earlier one looks like a host.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    rest = found["rest"]
    end = _userinfo_end(rest)
    first = re.split(r"[/?#]", rest, maxsplit=1)[0]
    usual = first.rfind("@")
    if 0 <= usual < end and (_HOST.match(first, usual + 1) or not _HOST.match(rest, end + 1)):
        end = usual
    return Address(found["scheme"].lower(), rest[:end] if end >= 0 else "", rest[end + 1 :])


def _userinfo_end(rest: str) -> int:
    """Return the place of the @ between user and host, or -1."""
    first = re.split(r"[/?#]", rest, maxsplit=1)[0]
    port = first.rpartition(":")[2]
    has_password = "@" in first or (":" in first and first[0] != "[" and not port.isdecimal())
    query = re.search(r"\?[\w.%-]+=", rest)
    end = rest.rfind("@", 0, query.start() if query else len(rest))
    if end < 0:
        return rest.rfind("@") if has_password else -1
    # A number behind a colon is a port, or how a password with a slash begins.
    return end if has_password or (":" in first and _HOST.match(rest, end + 1)) else -1


def hide_password(address: str) -> str:
    """Return an address fit to be shown: user and password, and values named for secrets, as three dots."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return _NO_SCHEME.sub("…@", address, count=1) if _NO_SCHEME.match(address) else address
    # The last @ even where an earlier one may end the password: better a camera told by its path.
    end = _userinfo_end(found["rest"])
    place = found["rest"][end + 1 :]
    host = re.split(r"[/?#]", place, maxsplit=1)[0]
    tail = _SECRET.sub(r"\1…", _USER_AND_SECRET.sub(r"\1…", place[len(host) :]))
    return f"{found['scheme']}:{found['slashes']}{'…@' if end >= 0 else ''}{host}{tail}"


def hide_passwords(text: str) -> str:
    """Return a sentence with `hide_password` done to each address in it."""
    return _IN_TEXT.sub(lambda found: hide_password(found[0]), text) if ":/" in text else text

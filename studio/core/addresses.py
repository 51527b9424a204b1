"""Network addresses: their parts as owners of cameras write them, and no password in what is shown."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]+):(?P<slashes>/{1,2})(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_IN_TEXT = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]{1,20}:/{1,2}|(?:https?|rtsps?|rtmps?|srt|ftp):)\S*", re.IGNORECASE
)
_NO_SCHEME = re.compile(r"(//)?[^\s:@/\\]{2,}:.*@", re.DOTALL)
_NO_SCHEME_IN_TEXT = re.compile(r"(?<![\w/\\.:-])[\w.%+-]{2,100}:(?!/)[^\s@:]+@(?=[\w-]+(?:\.[\w-]+)+)")
_HOST = re.compile(r"([\w-]+(\.[\w-]+)+|localhost|[\w-]+(?=:\d)|\[[\da-f:]+\])(?![\w.-])", re.IGNORECASE)
_VALUE = r"[^&;#]*(?:[&;#](?![^&;#=]*(?:=|%3d))[^&;#]*)*"
_SECRET_NAME = (
    r"(?:pas|pwd|psw|psk|token|secret|auth|sess|cred|sign|hash|jwt|otp"
    r"|(?<![a-z])(?:pw|pin|code|sig|sid)(?![a-z])|key(?![a-z]))"
)
_SECRET = re.compile(rf"({_SECRET_NAME}[\w.%-]*[=:]){_VALUE}", re.IGNORECASE)
_SECRET_FOLDER = re.compile(r"(/[\w.%-]*(?:passw(?:or)?d|pwd|token|secret)/)[^/?#]+", re.IGNORECASE)
_USER_AND_SECRET = re.compile(r"((?:user|usr|login|account)[\w.-]*=)[^&;#:]*:" + _VALUE, re.IGNORECASE)

_PAIR = re.compile(rf"([?&;#])([^=?&;#]*)(=|%3d)({_VALUE})", re.IGNORECASE)
_PLAIN_NAME = re.compile(
    r"""user(?:name)?|usr|login(?:use)?|account|ch(?:n|annel)?|cam(?:era)?|(?:real_?|sub_?|video)?stream(?:type)?
    |sub(?:type)?|profile|res(?:olution)?|size|w(?:idth)?|h(?:eight)?|(?:max)?fps|(?:frame|bit)?rate|quality
    |v?codec|format|fmt|video|audio|proto(?:col)?|transport|mode|action|c(?:om)?m(?:an)?d|type|rotation""",
    re.IGNORECASE | re.VERBOSE,
)
_PLAIN_VALUE = re.compile(r"\d{0,3}|\d+x\d+|true|false|yes|no|on|off|…", re.IGNORECASE)


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
    """Return an address fit to be shown: user, password and what may be a secret as three dots."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return _NO_SCHEME.sub(r"\1…@", address, count=1) if _NO_SCHEME.match(address) else address
    # The last @ even where an earlier one may end the password: better a camera told by its path.
    end = _userinfo_end(found["rest"])
    place = found["rest"][end + 1 :]
    host = re.split(r"[/?#]", place, maxsplit=1)[0]
    path = re.split(r"[?#]", place[len(host) :], maxsplit=1)[0]
    query = place[len(host) + len(path) :]
    path = _SECRET_FOLDER.sub(r"\1…", _SECRET.sub(r"\1…", _USER_AND_SECRET.sub(r"\1…", path)))
    tail = path + _PAIR.sub(_shown_pair, query)
    return f"{found['scheme']}:{found['slashes']}{'…@' if end >= 0 else ''}{host}{tail}"


def _shown_pair(found: re.Match[str]) -> str:
    """Return one name=value of a query, the value only when it is plain: makers name secrets as they like."""
    before, name, equals, value = found.groups()
    is_plain = not re.search(_SECRET_NAME, name, re.IGNORECASE) and (
        _PLAIN_VALUE.fullmatch(value)
        or (_PLAIN_NAME.fullmatch(name) and not re.search("[:@]|%3a|%40", value, re.I))
    )
    return found[0] if is_plain else f"{before}{name}{equals}…"


def hide_passwords(text: str) -> str:
    """Return a sentence with `hide_password` done to each address in it."""
    if ":" not in text:
        return text
    text = _IN_TEXT.sub(lambda found: hide_password(found[0]), text)
    return _NO_SCHEME_IN_TEXT.sub("…@", text)

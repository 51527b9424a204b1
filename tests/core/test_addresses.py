"""No password in what is shown, wherever it stands in an address; the camera can still be told."""

from __future__ import annotations

import pytest

from studio.core.addresses import hide_password, hide_passwords, parse_address
from studio.core.errors import StudioError

SECRET = "cret"
HIDDEN = {
    "rtsp://admin:cret@cam/live": "rtsp://…@cam/live",
    "rtsp://admin:se@cret@127.0.0.1:1/live": "rtsp://…@127.0.0.1:1/live",
    "rtsp://admin:se/cret@127.0.0.1:1/live": "rtsp://…@127.0.0.1:1/live",
    "rtsp://admin:12/cret@10.0.0.1/live": "rtsp://…@10.0.0.1/live",
    "rtsp://admin:/cret@cam/live": "rtsp://…@cam/live",
    "rtsp://admin:se?cr#cret@cam/live": "rtsp://…@cam/live",
    "rtsp://admin:se@cr/cret@camera/live": "rtsp://…@camera/live",
    "http://admin:cret@[::1]:80/v": "http://…@[::1]:80/v",
    "rtsp://admin:my cret@cam/live": "rtsp://…@cam/live",
    "rtsp:/admin:cret@cam/live": "rtsp:/…@cam/live",
    "admin:cret@10.0.0.1/live": "…@10.0.0.1/live",
    "http://cam:1/video.cgi?user=admin&pwd=cret": "http://cam:1/video.cgi?user=admin&pwd=…",
    "http://cam/v?PASSWORD=cret&fps=3": "http://cam/v?PASSWORD=…&fps=3",
    "http://cam/v?loginuse=admin&loginpas=cret": "http://cam/v?loginuse=admin&loginpas=…",
    "http://cam/v?access_token=ab/cret==&w=3": "http://cam/v?access_token=…&w=3",
    "http://cam/v?pwd=se&cret&fps=3": "http://cam/v?pwd=…&fps=3",
    "http://cam/v?user=admin:cret&fps=3": "http://cam/v?user=…&fps=3",
    "http://cam/v?api_key=cret#x": "http://cam/v?api_key=…",
    "srt://cam:9000?passphrase=cret": "srt://cam:9000?passphrase=…",
    "rtsp://cam:1/user=admin&password=cret&channel=1": "rtsp://cam:1/user=admin&password=…&channel=1",
    **{
        f"http://cam/v?fps=3&{name}cret": f"http://cam/v?fps=3&{name}…"
        for name in (
            *("p=", "jwt=", "psk=", "otp=", "clave=", "pass%77ord=", "password%3D", "password[]=", "userpw="),
            *("access=", "password =", '"password"='),
        )
    },
    "http://cam/v?next=http://me:cret@b/": "http://cam/v?next=…",
    "http://cam/v?u=http%3A%2F%2Fa%3Acret%40b&ch=2": "http://cam/v?u=…&ch=2",
    'http://cam/v?data={"password":"cret"}': "http://cam/v?data=…",
    "http://cam/token/cret/video": "http://cam/token/…/video",
    "//admin:cret@10.0.0.1/live": "//…@10.0.0.1/live",
    "rtsp://cam/user=admin_password=cret_channel=1.sdp": "rtsp://cam/user=admin_password=…",
}


@pytest.mark.parametrize("address", HIDDEN)
def test_a_password_is_hidden_and_the_camera_told(address: str):
    assert SECRET in address
    assert hide_password(address) == HIDDEN[address]
    assert hide_password(HIDDEN[address]) == HIDDEN[address]


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://c/d@e", "rtsp://cam:554/stream@1", "http://cam:8080/v?user=a", "http://cam/v?codec=h264&fps=3",
        "http://cam/v?action=stream&resolution=1920x1080#2", "rtsp://cam/real?channel=1&subtype=0&unicast=true",
        "C:/photos/a@b.mp4", "photos/12:30@home.jpg", "0", "sample", "film.mp4",
    ],
)  # fmt: skip
def test_what_holds_no_password_stays(address: str):
    assert hide_password(address) == address


def test_no_error_shows_one_whoever_words_it():
    error = StudioError(
        "The folder rtsp://admin:se/cret@cam/live does not exist.", "See http://cam/?pwd=cret."
    )
    assert SECRET not in str(error) + error.cause + error.remedy
    assert "cam/live does not exist." in error.cause
    assert "hunter" not in hide_passwords("See admin:hunter2@10.0.0.1/v, rtsp:admin:hunter2@cam.")
    assert hide_passwords("12:30@home, http://cam/a and /b") == "12:30@home, http://cam/a and /b"


@pytest.mark.parametrize(
    ("text", "user", "password", "place"),
    [
        ("http://admin:se@cret@cam.local/v", "admin", "se@cret", "cam.local/v"),
        ("http://admin:se%40cret@cam/v", "admin", "se@cret", "cam/v"),
        ("http://admin:a/b?c#d@10.0.0.1/v", "admin", "a/b?c#d", "10.0.0.1/v"),
        ("http://admin:x@10.0.0.1/stream@1", "admin", "x", "10.0.0.1/stream@1"),
        ("http://cam/v", "", "", "cam/v"),
    ],
)
def test_a_password_of_any_signs_is_read_as_it_was_meant(text: str, user: str, password: str, place: str):
    address = parse_address(text)
    assert address is not None
    assert (address.user, address.password, address.place) == (user, password, place)
    again = parse_address(address.text)
    assert again is not None
    assert (again.user, again.password, again.place) == (user, password, place)

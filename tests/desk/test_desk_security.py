"""Who is let in, and what every answer forbids; asked over the wire, as a stranger would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.routing import APIRoute

from allegedly.desk.app import create_app
from allegedly.desk.security import Access, Session, is_loopback, local_path
from allegedly.errors import UsageError
from desk_server import Served, Stranger, copy_of, served


@pytest.fixture
def stranger(desk: Served) -> Stranger:
    return Stranger(desk)


def test_without_the_link_nothing_is_shown(stranger: Stranger) -> None:
    for path in ("/", "/articles", "/sayings", "/export/sayings.csv", "/add", "/review", "/nowhere"):
        status, _headers, text = stranger.ask("GET", path)
        assert status == 403
        assert "Steppe" not in text


def test_a_link_works_once(stranger: Stranger, desk: Served) -> None:
    path = desk.link("/articles?type=ASSAULT").removeprefix(desk.address)
    status, headers, _text = stranger.ask("GET", path)
    assert (status, headers["location"]) == (303, "/articles?type=ASSAULT")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=strict" in headers["set-cookie"]
    assert Stranger(desk).ask("GET", path)[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", "@"])
def test_another_host_name_is_refused(stranger: Stranger, host: str) -> None:
    stranger.come_in()
    assert stranger.ask("GET", "/", Host=host)[0] in (400, 421)


def test_every_answer_carries_the_policy(stranger: Stranger) -> None:
    refused = stranger.ask("GET", "/")[1]
    stranger.come_in()
    for headers in (
        refused,
        stranger.ask("GET", "/articles")[1],
        stranger.ask("GET", "/nowhere")[1],
        stranger.ask("GET", "/static/desk.css")[1],
    ):
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def changing_routes(place: Path) -> list[str]:
    """The paths of all routes that change something, with something in the place of their parameters."""
    app = create_app(place, Access("t", port=1))
    found = [one for one in _routes(app.routes) if not one.methods <= {"GET", "HEAD"}]
    app.state.desk.close()
    return sorted({re.sub(r"{[^}]+}", "x", one.path) for one in found})


def _routes(routes: object) -> Iterator[APIRoute]:
    for one in routes:  # type: ignore[attr-defined]
        if isinstance(one, APIRoute):
            yield one
        elif hasattr(one, "original_router"):
            yield from _routes(one.original_router.routes)
        elif hasattr(one, "routes"):
            yield from _routes(one.routes)


def test_every_change_needs_the_sessions_token(stranger: Stranger, desk: Served) -> None:
    token = stranger.come_in()
    paths = [path for path in changing_routes(desk.place) if path != "/password"]
    assert {"/add", "/reviewer"} <= set(paths)
    for path in paths:
        for body in ("", "csrf=", "csrf=wrong", f"csrf={token[:-1]}"):
            assert stranger.ask("POST", path, body or "a=b")[0] in (400, 403), path
        assert stranger.ask("POST", path, "a=b", X_CSRF_Token="wrong")[0] in (400, 403), path
    assert stranger.ask("POST", "/reviewer", urlencode({"csrf": token, "name": "A"}))[0] == 303


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}])
def test_changes_from_other_sites_are_refused_even_with_the_token(stranger: Stranger, headers: dict[str, str]) -> None:
    token = stranger.come_in()
    assert stranger.ask("POST", "/reviewer", urlencode({"csrf": token, "name": "A"}), **headers)[0] == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(stranger: Stranger, method: str) -> None:
    stranger.come_in()
    assert stranger.ask(method, "/")[0] == 405


def test_what_is_too_large_is_refused(stranger: Stranger) -> None:
    stranger.come_in()
    assert stranger.ask("POST", "/add", Content_Length=str(200 * 1024 * 1024))[0] == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2fapp.py",
        "/static//etc/passwd",
        "/static/desk.css%00.py",
        "/export/sayings.../../x",
        "/articles/..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_path_of_a_request_reaches_the_disk(stranger: Stranger, path: str) -> None:
    stranger.come_in()
    status, _headers, text = stranger.ask("GET", path)
    assert status in (400, 404, 422)
    assert "root:" not in text
    assert "create_app" not in text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/articles?x=1", "/articles?x=1"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("http://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: b", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_at_the_desk(path: str, place: str) -> None:
    assert local_path(path) == place


def test_beyond_this_machine_a_password_is_needed() -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::", "example.org"):
        with pytest.raises(UsageError, match="--password"):
            Access("t", port=80, host=host)
        Access("t", port=80, host=host, password="long enough")
    assert is_loopback("127.0.0.9")
    assert is_loopback("::1")
    assert not is_loopback("10.0.0.1")


def test_listening_everywhere_any_address_in_figures_is_ours_and_no_other_name() -> None:
    access = Access("t", port=8000, host="0.0.0.0", password="long enough")
    assert access.names_this_host("192.168.1.5:8000")
    assert access.names_this_host("[fe80::1]:8000")
    assert not access.names_this_host("evil.example:8000")
    assert not access.names_this_host("192.168.1.5:8001")


def test_only_the_hash_of_a_password_is_kept_and_guessing_is_slowed() -> None:
    access = Access("t", port=80, host="0.0.0.0", password="correct horse")
    assert "correct horse" not in repr(vars(access))
    assert isinstance(access.open_with_password("correct horse"), Session)
    for _ in range(3):
        assert access.open_with_password("wrong") is None
    with pytest.raises(Exception, match="Too many"):
        access.open_with_password("correct horse")


def test_a_password_opens_the_desk(sample_place: Path, tmp_path: Path) -> None:
    with served(copy_of(sample_place, tmp_path), password="correct horse") as desk:
        stranger = Stranger(desk)
        assert stranger.ask("GET", "/articles")[1]["location"] == "/password"
        assert "is not the password" in stranger.ask("POST", "/password", "password=wrong")[2]
        assert stranger.ask("GET", "/articles")[0] == 303
        assert stranger.ask("POST", "/password", "password=correct+horse")[0] == 303
        assert stranger.ask("GET", "/articles")[0] == 200

"""``allegedly desk`` from the command line: it finds the desk by name, prints one link, and closes with Ctrl-C."""

from __future__ import annotations

import asyncio
import http.client
import io
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from allegedly.cli import desk as command
from allegedly.desk.serve import address_of, listen
from allegedly.errors import AllegedlyError, UsageError
from desk_server import copy_of


def test_the_command_serves_until_ctrl_c(sample_place: Path, tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "allegedly", "desk", str(copy_of(sample_place, tmp_path))], stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    with running:
        try:
            told = ""
            while "Ctrl-C" not in told:
                line = running.stderr.readline()
                assert line, told
                told += line
            link = re.search(r"http://127\.0\.0\.1:(\d+)(/\?token=\S+)", told)
            assert link
            connection = http.client.HTTPConnection("127.0.0.1", int(link[1]), timeout=30)
            connection.request("GET", link[2])
            assert connection.getresponse().status == 303
            connection.close()
            running.send_signal(signal.SIGINT)
            assert running.wait(30) == 0
            assert "Traceback" not in running.stderr.read()
        finally:
            running.kill()


def test_the_desk_is_found_by_name() -> None:
    (found,) = entry_points(group=command.FACES, name="desk")
    assert found.value == "allegedly.desk.serve:run"


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def load(self) -> None:
            raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi")

    monkeypatch.setattr(command, "entry_points", lambda **_given: [Missing()])
    with pytest.raises(AllegedlyError, match=r"needs fastapi.*allegedly\[desk\]"):
        command.run("x", host="127.0.0.1", port=0, password=False, open_browser=False)


def test_a_password_is_long_enough_and_never_asked_for_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(command.PASSWORD_VARIABLE, "short")
    with pytest.raises(UsageError, match="8 characters"):
        command._password()
    monkeypatch.setenv(command.PASSWORD_VARIABLE, "long enough")
    assert command._password() == "long enough"
    monkeypatch.delenv(command.PASSWORD_VARIABLE)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(UsageError, match="terminal"):
        command._password()


def test_a_port_that_is_taken_is_said() -> None:
    with listen("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(UsageError, match="--port"):
            listen("127.0.0.1", first.getsockname()[1])


def test_addresses_are_written_as_browsers_read_them() -> None:
    assert address_of("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert address_of("::1", 8000) == "http://[::1]:8000"


def test_the_end_of_an_answer_does_not_wait_for_the_beginning_to_arrive() -> None:
    at_once: list[bool] = []

    async def serve_one() -> None:
        with listen("127.0.0.1", 0) as listening:
            answered = asyncio.Event()

            async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                at_once.append(bool(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
                writer.close()
                answered.set()

            server = await asyncio.start_server(answer, sock=listening)
            _reader, writer = await asyncio.open_connection(*listening.getsockname())
            await answered.wait()
            writer.close()
            server.close()

    with ThreadPoolExecutor(1) as beside:  # the browser's tests may have left a loop running in this thread
        beside.submit(asyncio.run, serve_one()).result()
    assert at_once == [True]

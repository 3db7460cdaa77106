"""``allegedly doctor``: what is missing is said with what to do."""

from __future__ import annotations

import importlib.metadata

import pytest

from allegedly.cli import doctor
from made_up import make_fake_coder


@pytest.fixture(autouse=True)
def _no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.cli.workers.make_coder", make_fake_coder)
    monkeypatch.setattr(doctor, "_weights", lambda: "as checked")


def test_doctor_finds_all_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.run() == 0
    shown = capsys.readouterr().out
    assert "all is well" in shown
    assert "pyarrow" in shown


def test_doctor_says_what_to_do_about_a_missing_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.metadata.version

    def version(package: str) -> str:
        if package == "pyarrow":
            raise importlib.metadata.PackageNotFoundError(package)
        return real(package)

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert doctor.run() == 1
    shown = capsys.readouterr().out
    assert "missing  pyarrow" in shown
    assert "pip install pyarrow" in shown


def test_doctor_says_when_the_weights_are_not_the_checked_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed() -> str:
        raise OSError("they were changed")

    monkeypatch.setattr(doctor, "_weights", changed)
    assert doctor.run() == 1
    assert "they were changed" in capsys.readouterr().out

"""Coding the same articles again with a newer coder, through the command: old sayings stay readable, judgements go on to the new ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from allegedly.cli import dossier_add
from allegedly.cli.app import app
from allegedly.cli.dossier import run_judge
from allegedly.cli.dossier_add import AddOptions, run
from allegedly.dossier import Dossier
from allegedly.model import Article, CoderRef, Saying, saying_id
from made_up import FakeCoder


class Versioned(FakeCoder):
    """The made-up coder as it is in some version: its sayings' ids say so, as those of our own coder do."""

    def __init__(self, version: str) -> None:
        self._version = version

    def code(self, article: Article) -> list[Saying]:
        """The sayings of ``article``."""
        ref = CoderRef(name="allegedly-en", version=self._version)
        return [
            msgspec.structs.replace(one, coder=ref, id=saying_id(article.sha256, ref, one.event, one.source))
            for one in super().code(article)
        ]

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Saying]]]:
        """Many articles, in order."""
        for article in articles:
            yield article, self.code(article)


def _add(path: Path, to: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_add, "__version__", version)
    assert run(AddOptions(paths=(str(path),), to=to), make=lambda language: Versioned(version)) == 0


def test_what_a_newer_coder_finds_stands_beside_the_old_and_judgements_are_mapped(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "articles.jsonl"
    texts = ["Wolves killed sheep.", "Foxes killed geese.", "Owls killed mice."]
    path.write_text("".join(json.dumps({"text": text, "language": "en"}) + "\n" for text in texts))
    _add(path, place, "1", monkeypatch)
    with Dossier(place) as dossier:
        old = list(dossier.sayings())
    run_judge(place, old[0].id, old[1].id, "same", by="Mira", why="one raid", undo=None, list=False)
    run_judge(place, old[1].id, old[2].id, "different", by="Odell", why="", undo=None, list=False)
    _add(path, place, "2", monkeypatch)
    assert "3 coded again; 3 new sayings" in capfd.readouterr().err
    shown = CliRunner().invoke(app, ["show", place, old[0].id, "--json"], catch_exceptions=False)
    assert json.loads(shown.output)["id"] == old[0].id
    with Dossier(place) as dossier:
        new = list(dossier.sayings())
        assert [one.coder.version for one in new] == ["2"] * 3
        assert list(dossier.sayings(older=True)) == old + new
        together = {frozenset(one.sayings) for one in dossier.incidents()}
        assert together == {frozenset({new[0].id, new[1].id}), frozenset({new[2].id})}
        repeats = {(one.left, one.right, one.verdict, one.by, one.repeats) for one in dossier.judgements()}
        assert (new[0].id, new[1].id, "same", "Mira", 1) in repeats
        assert (new[1].id, new[2].id, "different", "Odell", 2) in repeats
        assert dossier.verify().stands
    _add(path, place, "2", monkeypatch)
    assert "3 known" in capfd.readouterr().err


def test_reprints_keep_ids_of_their_own_in_every_coding(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of two articles give one id when they are coded alone; the dossier tells them apart, the same way each time."""
    path = tmp_path / "articles.jsonl"
    rows = [{"text": "Wolves killed sheep.", "language": "en", "publisher": name} for name in ("Herald", "Gazette")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for version in ("1", "2"):
        _add(path, place, version, monkeypatch)
    with Dossier(place) as dossier:
        every = list(dossier.sayings(older=True))
        assert len({one.id for one in every}) == 4
        assert [one.article.publisher for one in every] == ["Herald", "Gazette"] * 2
        assert all(dossier.get(one.id) == one for one in every)
        dossier.judge(every[2].id, every[3].id, "different", by="Mira")
        assert [len(one.sayings) for one in dossier.incidents()] == [1, 1]
        ids = [one.id for one in every]
        assert dossier.verify().stands
    if "://" not in place:
        again = str(tmp_path / "again.dossier")
        for version in ("1", "2"):
            _add(path, again, version, monkeypatch)
        with Dossier(again) as dossier:
            assert [one.id for one in dossier.sayings(older=True)] == ids

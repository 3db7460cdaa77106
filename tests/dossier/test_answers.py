"""A dossier answers and exports the same on both stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegedly.dossier import Dossier
from allegedly.dossier.filters import Filters
from allegedly.errors import UnknownName
from made_up import CODER, strike


@pytest.fixture
def full(dossier: Dossier) -> Dossier:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER, original=b"bytes")
    return dossier


def test_relations_are_counted_with_their_incidents(full: Dossier) -> None:
    found = {(one.actor, one.recipient, one.stand): one for one in full.relations(period="all")}
    killed = found["Police", "the strikers", "asserts"]
    assert (killed.sayings, killed.incidents, killed.words) == (1, 1, ("killed",))
    assert full.relations(publishers=["The Saltmouth Courier"], period="all") == full.relations(period="all")
    assert full.relations(publishers=["Another"], period="all") == []
    assert {(one.left, one.right) for one in full.alignments()} >= {("Police", "the strikers")}


def test_accounts_and_timelines_of_an_incident(full: Dossier) -> None:
    (incident,) = (one for one in full.incidents() if any(saying.event.trigger.text == "killed" for saying in full.told(one)))
    account = full.account(incident, "conservative")
    assert (account.values["count of dead"], account.values["place"], account.sayings) == (2, "Saltmouth", 1)
    (step,) = full.timeline(incident)
    assert (step.source, step.values["place"]) == ("a doctor at the harbour clinic", "Saltmouth")
    with pytest.raises(UnknownName, match="typical"):
        full.account(incident, "average")


def test_an_export_is_of_what_was_asked_for(full: Dossier, tmp_path: Path) -> None:
    tally = full.export(tmp_path / "map.geojson", format="geojson", filters=Filters(type="ASSAULT", status="asserted"))
    features = json.loads((tmp_path / "map.geojson").read_bytes())["features"]
    assert tally.written["features"] == len(features) > 0
    assert {"dead_best": 2, "place": "Saltmouth"}.items() <= features[0]["properties"].items()
    page = json.loads((tmp_path / "map.geojson.allegedly.json").read_bytes())
    assert page["source"]["sha256"] == full.head()
    assert page["filters"] == {"type": "ASSAULT", "status": "asserted"}
    everything = full.export(tmp_path / "all", format="native")
    assert everything.written["sayings"] == len(strike()[1]) == full.count_sayings()

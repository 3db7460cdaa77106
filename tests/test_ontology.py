"""PLOVER as data: counts, scores as printed, and names that are refused with the allowed list."""

from __future__ import annotations

from collections import Counter

import pytest

from allegedly.errors import UnknownName
from allegedly.ontology import load

PLOVER = load()


def test_counts_are_those_of_the_manual() -> None:
    assert len(PLOVER.types) == 16
    assert sum(len(kind.modes) for kind in PLOVER.types) == 67
    assert sum(1 for kind in PLOVER.types if kind.modes) == 11
    assert len(PLOVER.contexts) == 37
    assert len(PLOVER.sectors) == 25
    assert len(PLOVER.auxiliary_modes) == 4
    assert len(PLOVER.readings) == 10


@pytest.mark.parametrize(
    "names",
    [
        [kind.name for kind in PLOVER.types],
        [context.name for context in PLOVER.contexts],
        [sector.name for sector in PLOVER.sectors],
    ],
)
def test_no_name_occurs_twice(names: list[str]) -> None:
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_mode_is_found_under_its_type_only() -> None:
    for kind in PLOVER.types:
        own = {mode.name for mode in kind.modes}
        assert len(own) == len(kind.modes)
        for other in PLOVER.types:
            for mode in other.modes:
                if mode.name in own:
                    assert PLOVER.mode(kind.name, mode.name).name == mode.name
                else:
                    with pytest.raises(UnknownName):
                        PLOVER.mode(kind.name, mode.name)


def test_quads_gather_the_types_as_in_the_manual() -> None:
    gathered: dict[int, list[str]] = {}
    for kind in PLOVER.types:
        gathered.setdefault(PLOVER.quad(kind.name).number, []).append(kind.name)
    assert gathered == {
        1: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
        2: ["COOPERATE", "AID", "RETREAT"],
        3: ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
        4: ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
    }


def test_recipient_is_required_where_the_manual_says_so() -> None:
    required = {kind.name for kind in PLOVER.types if kind.recipient == "required"}
    assert required == {"COOPERATE", "AID", "SANCTION"}
    assert PLOVER.event_type("ASSAULT").recipient == "one-sided"


@pytest.mark.parametrize(
    ("kind", "modes", "score"),
    [
        ("AGREE", (), 2.5),
        ("CONSULT", ("visit",), 4),
        ("CONSULT", ("third-party",), 1),
        ("COOPERATE", (), 9.5),
        ("AID", (), 10),
        ("RETREAT", ("disarm",), 10),
        ("RETREAT", ("resign",), 4.5),
        ("REQUEST", (), 0),
        ("REQUEST", ("assist", "change"), -1),
        ("ACCUSE", (), -3),
        ("REJECT", ("assist",), -1.5),
        ("THREATEN", ("territory",), -4),
        ("PROTEST", ("riot",), -7),
        ("PROTEST", ("vandalize",), -5),
        ("SANCTION", ("expel",), -5.5),
        ("MOBILIZE", ("troops", "police"), -6.5),
        ("COERCE", ("martial-law",), -7.5),
        ("ASSAULT", ("beat", "primitive"), -8),
        ("ASSAULT", ("unconventional",), -10),
    ],
)
def test_scores_are_as_printed_and_the_furthest_from_zero_counts(kind: str, modes: tuple[str, ...], score: float) -> None:
    assert PLOVER.score(kind, modes) == score


def test_scores_have_the_sign_of_their_side() -> None:
    for kind in PLOVER.types:
        for score in [kind.score, *(mode.score for mode in kind.modes if mode.score is not None)]:
            if kind.quad <= 2:
                assert score > 0
            elif kind.name != "REQUEST":
                assert score < 0


def test_unknown_names_are_refused_with_the_allowed_list() -> None:
    with pytest.raises(UnknownName, match="allowed: ACCUSE, AGREE") as fault:
        PLOVER.event_type("FIGHT")
    assert len(fault.value.allowed) == 16
    with pytest.raises(UnknownName, match="abduct, aerial"):
        PLOVER.mode("ASSAULT", "curfew")
    with pytest.raises(UnknownName, match="AGREE has no modes"):
        PLOVER.mode("AGREE", "visit")
    with pytest.raises(UnknownName, match="asylum"):
        PLOVER.context("negation")
    with pytest.raises(UnknownName, match="JRN"):
        PLOVER.sector("MEDIA")
    with pytest.raises(UnknownName):
        PLOVER.score("PROTEST", ["demo", "siege"])


def test_modes_of_older_files_are_not_modes_here() -> None:
    every = {mode.name for kind in PLOVER.types for mode in kind.modes}
    assert every.isdisjoint({"ban", "ease", "return", "assassinate", "cleansing", "massacre", "political", "sideAB"})


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("03", "AGREE"),
        ("0831", "CONCEDE"),
        ("0871", "RETREAT"),
        ("112", "ACCUSE"),
        ("1712", "COERCE"),
        ("203", "ASSAULT"),
        ("01", None),
    ],
)
def test_cameo_codes_are_read_at_the_root(code: str, kind: str | None) -> None:
    assert PLOVER.from_cameo(code) == kind


def test_a_code_that_is_not_cameo_is_refused() -> None:
    with pytest.raises(UnknownName, match="leading zero"):
        PLOVER.from_cameo("9")


def test_names_in_crosswalk_and_readings_exist() -> None:
    for kind in PLOVER.cameo.values():
        PLOVER.event_type(kind)
    for kind, mode in PLOVER.former_types.values():
        assert PLOVER.event_type(kind) if mode is None else PLOVER.mode(kind, mode)
    for reading in PLOVER.readings:
        for flag in reading.flags:
            name, _, mode = flag.partition("/")
            assert PLOVER.mode(name, mode) if mode else PLOVER.event_type(name)
    assert [reading.subject for reading in PLOVER.readings_of("PROTEST", "vandalize")] == ["PROTEST vandalize score"]
    assert PLOVER.readings_of("AGREE") == ()


def test_the_manual_is_credited() -> None:
    assert "CC BY-SA" in PLOVER.license
    assert "Open Event Data Alliance" in PLOVER.license


def test_loading_twice_gives_the_same_object() -> None:
    assert load() is PLOVER


@pytest.mark.parametrize(
    ("type", "modality", "own", "told"),
    [
        ("AID", "future", True, "AGREE"),
        ("RETREAT", "future", False, "CONCEDE"),
        ("ASSAULT", "future", True, "THREATEN"),
        ("ASSAULT", "future", False, "ASSAULT"),
        ("CONCEDE", "directive", False, "REQUEST"),
        ("CONCEDE", "directive", True, "CONCEDE"),
        ("ACCUSE", "asserted", True, "ACCUSE"),
    ],
)
def test_a_type_told_without_auxiliary_mode(type: str, modality: str, own: bool, told: str) -> None:
    assert PLOVER.told_as(type, modality, own=own) == told


def test_types_told_without_auxiliary_mode_are_types() -> None:
    for by_whom in PLOVER.told_as_types.values():
        for mapping in by_whom.values():
            for type, told in mapping.items():
                assert PLOVER.event_type(type)
                assert PLOVER.event_type(told)

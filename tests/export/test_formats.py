"""What each format says of a small crisis: the account, the figures, what is left out and why."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from crisis_of_millers import CRISIS, KAZAKHSTAN, MILLERS, said

from allegedly.errors import UnknownName
from allegedly.export.country_codes import country_code
from allegedly.export.formats import ENDINGS, FORMATS, format_named
from allegedly.export.plover_view import auxiliary_modes, plain_event, told_as
from allegedly.export.timelines import display_date
from allegedly.export.ucdp import date_precision
from allegedly.model import Actor, Article, Saying
from exported import bundle_of, written


def rows(name: str, articles: list[tuple[Article, list[Saying]]] = CRISIS, **options: Any) -> list[dict[str, str]]:
    data = written(bundle_of(articles), name, **options)[0][""].decode()
    if name == "polecat":
        head, *lines = [line.split("\t") for line in data.splitlines()]
        return [dict(zip(head, cells, strict=True)) for cells in lines]
    return list(csv.DictReader(io.StringIO(data)))


def test_every_format_is_known_by_its_name_and_explains_itself() -> None:
    for name in FORMATS:
        found = format_named(name)
        assert found.name == name
        assert found.about
    assert set(ENDINGS.values()) <= set(FORMATS)
    with pytest.raises(UnknownName, match="geojson"):
        format_named("shapefile")


def test_polecat_writes_what_happened_and_leaves_denials_out() -> None:
    found = rows("polecat")
    assert [one["Source"] for one in found] == ["Herald", "Echo"]
    first = found[0]
    assert (first["Event Date"], first["Event Type"], first["Event Mode"]) == ("2022-01-05", "ASSAULT", "firearms")
    assert (first["Event Intensity"], first["Quad Code"], first["Contexts"]) == ("-9", "MATERIAL CONFLICT", "None")
    assert (first["Actor Country"], first["Actor COW"], first["Actor Sectors"]) == ("Kazakhstan", "705", "COP|GOV")
    assert (first["City"], first["Country"], first["Feature Type"], first["GeoNames ID"]) == ("Almaty", "KAZ", "PPL", "1526384")
    assert first["Event ID"].endswith("_ASSAULT_s_Herald")
    assert {one["Actor Country"] for one in rows("polecat", country="iso3")} == {"KAZ"}
    assert "Intensity" in rows("polecat", intensity="Intensity")[0]


def test_polecat_with_auxiliary_modes_keeps_all() -> None:
    found = rows("polecat", auxiliary=True, extended=True)
    assert [one["Contexts"] for one in found] == ["None", "None", "negation"]
    assert found[1]["Source Chain"] == "a doctor"
    assert (found[1]["Dead Best"], found[2]["Status"]) == ("26", "denied")


@pytest.mark.parametrize(
    ("status", "kind", "own", "modes", "plain"),
    [
        ({}, "ASSAULT", False, (), "ASSAULT"),
        ({"frame": "historical"}, "ASSAULT", False, ("historical",), "ASSAULT"),
        ({"polarity": "negative"}, "ASSAULT", False, ("negation",), None),
        ({"modality": "future"}, "ASSAULT", False, ("future",), None),
        ({"modality": "future"}, "ASSAULT", True, ("future",), "THREATEN"),
        ({"modality": "future"}, "AID", False, ("future",), "AGREE"),
        ({"modality": "hypothetical"}, "ASSAULT", False, ("hypothetical",), None),
        ({"modality": "hypothetical"}, "ASSAULT", True, ("hypothetical",), "THREATEN"),
        ({"modality": "hypothetical", "polarity": "negative"}, "ASSAULT", True, ("hypothetical", "negation"), None),
        ({"modality": "directive", "polarity": "negative"}, "ASSAULT", False, ("hypothetical", "negation"), "REQUEST"),
        ({"modality": "asked"}, "AID", False, ("hypothetical",), None),
        ({"modality": "directive"}, "RETREAT", False, ("hypothetical",), "REQUEST"),
        ({"modality": "future", "polarity": "negative"}, "RETREAT", True, ("future", "negation"), "REJECT"),
        ({"modality": "future", "polarity": "negative"}, "ASSAULT", False, ("future", "negation"), None),
    ],
)
def test_plovers_view_of_a_status(
    status: dict[str, Any], kind: str, own: bool, modes: tuple[str, ...], plain: str | None
) -> None:
    (_, (saying,)) = said("A", "2022-01-06", kind=kind, modes=(), source="police" if own else "the union", **status)
    assert auxiliary_modes(saying.status) == modes
    event, why = plain_event(saying)
    assert (event.type if event else None) == plain
    assert bool(why) == (plain is None)


def test_whoever_demands_becomes_the_actor() -> None:
    (_, (saying,)) = said("A", "2022-01-06", kind="RETREAT", modes=(), source="the union", modality="directive")
    event = told_as(saying)
    assert [actor.text for actor in event.actors] == ["the union"]
    assert [actor.text for actor in event.recipients] == ["police"]


def test_the_report_table_has_every_saying_with_its_incident() -> None:
    found = rows("eventreport")
    assert len({one["event_id"] for one in found}) == 1
    assert [(one["deaths_best"], one["certain"], one["stated_by"]) for one in found] == [
        ("8", "1", ""),
        ("26", "1", "a doctor"),
        ("", "0", "the ministry"),
    ]
    assert (found[0]["actor1"], found[0]["actor2"], found[0]["geo_precision"]) == ("police", "millers", "1")


def test_ucdp_takes_the_range_and_the_rule_the_best() -> None:
    (one,) = rows("ucdp")
    assert (one["low"], one["best"], one["high"], one["deaths_civilians"]) == ("8", "8", "26", "8")
    assert (one["type_of_violence"], one["side_b"], one["number_of_sources"]) == ("3", "Civilians", "3")
    assert (one["where_prec"], one["date_prec"], one["source_original"]) == ("1", "1", "a doctor; the ministry")
    informative = written(bundle_of(CRISIS, rule="informative"), "ucdp")[0][""].decode()
    assert next(csv.DictReader(io.StringIO(informative)))["best"] == "26"
    _, tally = written(bundle_of([said("A", "2022-01-06", 5, kind="CONSULT", modes=())]), "ucdp")
    assert tally.left_out == {"is no act of violence": 1}


def test_acled_takes_the_lowest_figure_and_only_what_fits() -> None:
    (one,) = rows("acled")
    assert (one["event_type"], one["sub_event_type"], one["civilian_targeting"]) == (
        "Violence against civilians",
        "Attack",
        "Civilian targeting",
    )
    assert (one["fatalities"], one["inter1"], one["inter2"], one["interaction"]) == ("8", "1", "7", "17")
    assert (one["iso"], one["country"], one["time_precision"], one["geo_precision"]) == ("398", "Kazakhstan", "1", "1")
    assert one["event_id_cnty"].startswith("ALGi_")
    assert "Post < the ministry: “" in one["notes"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"polarity": "negative"}, "nobody tells it as having happened"),
        ({"kind": "CONSULT", "modes": ()}, "has no fair match among ACLED's sub-events (CONSULT)"),
        ({"place": KAZAKHSTAN}, "is placed no nearer than a country"),
        ({"day": None}, "has no day, or none within a month"),
    ],
)
def test_acled_says_what_it_leaves_out(more: dict[str, Any], why: str) -> None:
    _, tally = written(bundle_of([said("A", "2022-01-06", **more)]), "acled")
    assert tally.left_out == {why: 1}
    assert not tally.written


@pytest.mark.parametrize(
    ("more", "sub"),
    [
        ({"modes": ("aerial",)}, "Air/drone strike"),
        ({"modes": ("crowd-control",)}, "Protest with intervention"),
        ({"modes": ("abduct",)}, "Abduction/forced disappearance"),
        ({"modes": ("destroy",), "recipient": None}, "Looting/property destruction"),
        ({"recipient": Actor(text="rebels", sector="REB")}, "Armed clash"),
        ({"actor": MILLERS, "recipient": None, "modes": ()}, "Mob violence"),
        ({"kind": "PROTEST", "modes": ("riot",)}, "Violent demonstration"),
        ({"kind": "PROTEST", "modes": ()}, "Peaceful protest"),
        ({"kind": "COERCE", "modes": ("arrest",)}, "Arrests"),
    ],
)
def test_sub_events_of_acled(more: dict[str, Any], sub: str) -> None:
    assert [one["sub_event_type"] for one in rows("acled", [said("A", "2022-01-06", **more)])] == [sub]


def test_gdelt_has_an_event_with_its_mentions() -> None:
    parts, tally = written(bundle_of(CRISIS), "gdelt")
    (event,) = [line.split("\t") for line in parts[""].decode().splitlines()]
    assert (event[1], event[26], event[28], event[29]) == ("20220105", "180", "18", "4")
    assert (event[31], event[32], event[33]) == ("2", "3", "3")
    assert (event[51], event[53], event[56], event[57]) == ("4", "KZ", "43.25", "76.92")
    mentions = [line.split("\t") for line in parts[".mentions.csv"].decode().splitlines()]
    assert [(one[4], one[9], one[11]) for one in mentions] == [("Herald", "7", "80"), ("Echo", "7", "80")]
    assert tally.left_out == {"is a mention that denies": 1}


def test_gdelt_gives_no_day_to_what_is_recalled() -> None:
    recalled = [said("A", "2022-01-06", day=None, frame="historical")]
    _, tally = written(bundle_of(recalled), "gdelt")
    assert tally.left_out == {"has no day, nor one of an article that could stand in": 1}
    parts, _ = written(bundle_of([said("A", "2022-01-06", day=None)]), "gdelt")
    assert parts[""].split(b"\t")[1] == b"20220106"


def test_geojson_puts_no_point_in_the_middle_of_a_country() -> None:
    (one,) = json.loads(written(bundle_of(CRISIS), "geojson")[0][""])["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [76.92, 43.25]}
    properties = one["properties"]
    assert (properties["dead_low"], properties["dead_best"], properties["dead_high"]) == (8, 8, 26)
    assert properties["stands"] == {"asserts": 2, "denies": 1}
    assert properties["differ"] == ["whether it happened", "count of dead"]
    assert properties["sources"] == ["Herald", "a doctor", "the ministry"]
    (wide,) = json.loads(written(bundle_of([said("A", "2022-01-06", place=KAZAKHSTAN)]), "geojson")[0][""])["features"]
    assert wide["geometry"] is None
    assert wide["properties"]["precision"] == "country"


def test_timelines_say_how_sure_the_days_are() -> None:
    from datetime import date

    assert display_date(date(2022, 1, 5), date(2022, 1, 5)) == "5 January 2022"
    assert display_date(date(2022, 1, 5), date(2022, 2, 7)) == "between 5 January 2022 and 7 February 2022"
    (event,) = json.loads(written(bundle_of(CRISIS), "timelinejs")[0][""])["events"]
    assert event["start_date"] == {"year": 2022, "month": 1, "day": 5}
    assert "end_date" not in event
    parts, _ = written(bundle_of(CRISIS), "timemap")
    sources = list(csv.DictReader(io.StringIO(parts[".sources.csv"].decode())))
    (listed,) = csv.DictReader(io.StringIO(parts[""].decode()))
    assert listed["sources"].split(", ") == [one["id"] for one in sources]


def test_followthemoney_keeps_sayings_as_notes_and_values_as_statements() -> None:
    entities = [json.loads(line) for line in written(bundle_of(CRISIS), "ftm")[0][""].splitlines()]
    kinds = [one["schema"] for one in entities]
    assert kinds.count("Article") == kinds.count("Note") == 3
    (event,) = (one for one in entities if one["schema"] == "Event")
    assert event["properties"]["startDate"] == ["2022-01-05"]
    assert "26" in event["properties"]["summary"][0]
    ids = {one["id"] for one in entities}
    assert set(event["properties"]["involved"] + event["properties"]["addressEntity"] + event["properties"]["proof"]) <= ids
    (link,) = (one for one in entities if one["schema"] == "UnknownLink")
    assert link["properties"]["role"] == ["ASSAULT: firearms"]
    assert {"status: denied", "s_Post"} in [set(one["properties"]["keywords"]) for one in entities if one["schema"] == "Note"]
    values = {(one["dataset"], one["value"]) for one in rows("ftm-statements") if one["prop"] == "summary"}
    assert values == {("Herald", "dead: 8"), ("Echo", "dead: 26")}


def test_claims_are_of_those_who_are_quoted() -> None:
    parts, tally = written(bundle_of(CRISIS), "claims")
    found = [json.loads(line) for line in parts[""].splitlines()]
    assert [one["author"]["name"] for one in found] == ["a doctor", "the ministry"]
    assert found[0]["about"]["location"]["geo"]["latitude"] == 43.25
    assert tally.left_out == {"is told in the article's own voice": 1}
    assert all(one["@type"] == "Claim" for one in found)


def test_graphs_keep_denials_apart() -> None:
    parts, _ = written(bundle_of(CRISIS), "graphml")
    text = parts[""].decode()
    assert text.count("<node ") == 2
    assert text.count("<edge ") == 2
    assert '<data key="stand">denies</data>' in text
    assert '<data key="conflict">-18.0</data>' in text


def test_articles_as_a_bibliography() -> None:
    text = written(bundle_of(CRISIS), "bibtex")[0][""].decode()
    assert text.count("@misc{") == 3
    assert "howpublished = {Herald}" in text
    items = json.loads(written(bundle_of(CRISIS), "csl")[0][""])
    assert items[0]["issued"] == {"date-parts": [[2022, 1, 6]]}


def test_a_report_to_read() -> None:
    text = written(bundle_of(CRISIS), "markdown")[0][""].decode()
    assert "3 sayings \\(2 asserts, 1 denies\\), 3 publishers, 3 independent." in text
    assert "dead: 8 to 26." in text
    assert "the ministry (denied)" in text


@pytest.mark.parametrize(("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (31, 4), (365, 5)])
def test_how_exact_days_are(days: int, code: int) -> None:
    assert date_precision(days) == code


def test_codes_of_states_are_never_mixed() -> None:
    assert [country_code("KAZ", system) for system in ("alpha2", "fips", "cow", "number")] == ["KZ", "KZ", "705", "398"]
    assert country_code("GBR", "fips") == "UK"
    assert country_code("DEU", "fips") == "GM"
    assert country_code("IGO", "cow") is country_code(None, "cow") is country_code("VAT", "cow") is None

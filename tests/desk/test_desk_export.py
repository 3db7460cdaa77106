"""What is taken away is what is shown, all of it, and says where it is from."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from allegedly.desk import export
from allegedly.desk.filters import Filters
from allegedly.desk.queries import Queries, State
from allegedly.desk.selection import Selection
from allegedly.dossier import Dossier
from allegedly.model import CoderRef, Saying, from_json, make_article
from allegedly.version import __version__
from desk_server import Served, Stranger, served

FILTERED = "?type=ASSAULT&status=asserted&from=2022-01-05"


@pytest.fixture(scope="module")
def state(sample_place: Path) -> State:
    with Dossier(sample_place) as dossier:
        return Queries(dossier).now()


@pytest.fixture(scope="module")
def let_in(desk: Served) -> Stranger:
    stranger = Stranger(desk)
    stranger.come_in()
    return stranger


def taken(stranger: Stranger, path: str) -> str:
    status, headers, text = stranger.ask("GET", path)
    assert status == 200, path
    assert headers["content-disposition"].startswith("attachment")
    assert "sandbox" in headers["content-security-policy"]
    return text


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def cited(desk: Served, line: str) -> None:
    with Dossier(desk.place) as dossier:
        assert dossier.head() in line
    assert f"allegedly {__version__}" in line


def test_sayings_are_those_of_the_page(let_in: Stranger, desk: Served, state: State) -> None:
    filters = Filters.of_address(FILTERED[1:])
    selection = Selection(state.snapshot, filters)
    wanted = {state.snapshot.ids[int(n)] for n in selection.numbers}
    table = rows(taken(let_in, f"/export/sayings.csv{FILTERED}"))
    assert {row["id"] for row in table} == wanted
    assert len(table) == len(wanted) > 5
    cited(desk, table[0]["citation"])
    assert f"{len(wanted)} of {len(state.snapshot)} sayings with" in table[0]["citation"]
    lines = taken(let_in, f"/export/sayings.jsonl{FILTERED}").splitlines()
    read = [from_json(line, Saying) for line in lines]
    assert {saying.id for saying in read} == wanted
    assert all(saying.incident for saying in read)
    assert {json.loads(line)["citation"] for line in lines} == {table[0]["citation"]}
    features = json.loads(taken(let_in, f"/export/sayings.geojson{FILTERED}"))
    assert len(features["features"]) + features["without_point"] == len(wanted)
    assert {one["properties"]["place_precision"] for one in features["features"]} <= {"site", "city", "district", "province"}


def test_incidents_are_those_of_the_list(let_in: Stranger, state: State) -> None:
    told = state.told(Selection(state.snapshot, Filters.of_address(FILTERED[1:])).mask)
    table = rows(taken(let_in, f"/export/incidents.csv{FILTERED}"))
    assert [row["id"] for row in table] == [one.incident.id for one, _count in told]
    assert [int(row["selected_sayings"]) for row in table] == [count for _one, count in told]
    lines = [json.loads(line) for line in taken(let_in, f"/export/incidents.jsonl{FILTERED}").splitlines()]
    assert [line["id"] for line in lines] == [row["id"] for row in table]


def test_pictures_carry_their_numbers_and_their_citation(let_in: Stranger, desk: Served) -> None:
    for name in ("timeline", "map", "matrix"):
        drawn = ElementTree.fromstring(taken(let_in, f"/export/{name}.svg{FILTERED}").encode())
        (line,) = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}metadata")]
        cited(desk, line or "")
        assert "status asserted" in (line or "")
        specification = json.loads(taken(let_in, f"/export/{name}.vl.json{FILTERED}"))
        assert specification["usermeta"]["citation"] == line
        assert specification["data"]["values"]
        assert rows(taken(let_in, f"/export/{name}.csv{FILTERED}"))
    places = json.loads(taken(let_in, "/export/map.geojson"))
    assert places["features"]
    assert places["without_point"] > 0


def test_an_article_and_two_beside_each_other(let_in: Stranger, desk: Served) -> None:
    with Dossier(desk.place) as dossier:
        first, second = list(dossier.articles())[:2]
        wanted = [saying.id for saying in dossier.sayings(article=first.id)]
        both = len(wanted) + len(list(dossier.sayings(article=second.id)))
    table = rows(taken(let_in, f"/export/article.csv?article={first.id}"))
    assert sorted(row["id"] for row in table) == sorted(wanted)
    assert first.sha256 in table[0]["citation"]
    assert "<script" not in taken(let_in, f"/export/article.html?article={first.id}")
    beside = rows(taken(let_in, f"/export/side-by-side.csv?left={first.id}&right={second.id}"))
    assert len(beside) == both
    assert {row["side"] for row in beside} == {"left", "right"}
    listed = rows(taken(let_in, "/export/articles.csv"))
    assert len(listed) == 28


def test_an_incident_is_all_its_quotations_and_all_values_with_who_gives_them(let_in: Stranger, desk: Served) -> None:
    with Dossier(desk.place) as dossier:
        found = max(dossier.incidents(), key=lambda one: (one.denied > 0, len(one.sayings)))
        given = dossier.disagreement(found)
        first = dossier.witnesses(dossier.told(found))
    table = rows(taken(let_in, f"/export/incident.csv?incident={found.id}"))
    assert [row["id"] for row in table] == list(found.sayings)
    assert {row["incident"] for row in table} == {found.id}
    assert {"asserts", "denies"} <= {row["stand"] for row in table}
    assert all(row["printed_first_in"] == first.get(row["id"], row["article"]) for row in table)
    assert table[0]["citation"].startswith(f"{len(found.sayings)} sayings of incident {found.id}. Dossier")
    lines = [json.loads(line) for line in taken(let_in, f"/export/incident.jsonl?incident={found.id}").splitlines()]
    assert [line["id"] for line in lines] == list(found.sayings)
    values = rows(taken(let_in, f"/export/differences.csv?incident={found.id}"))
    assert [(row["field"], row["value"]) for row in values] == [(row["field"], str(row["value"])) for row in given.records()]
    assert {row["field"]: row["voices"] for row in values if row["field"] == "stand" and row["value"] == "denies"} == {
        "stand": "; ".join(given.stands["denies"])
    }


def test_words_that_were_printed_before_name_where(let_in: Stranger, desk: Served) -> None:
    with Dossier(desk.place) as dossier:
        for found in dossier.incidents():
            sayings = dossier.told(found)
            first = dossier.witnesses(sayings)
            if any(first.get(one.id, one.article.id) != one.article.id for one in sayings):
                break
    table = rows(taken(let_in, f"/export/incident.csv?incident={found.id}"))
    assert {row["id"]: row["printed_first_in"] for row in table} == {one.id: first.get(one.id, one.article.id) for one in sayings}
    assert any(first.get(one.id, one.article.id) != one.article.id for one in sayings)


def test_articles_without_a_saying_are_taken_away_where_nothing_is_asked(tmp_path: Path) -> None:
    place = tmp_path / "a&b.dossier"
    with Dossier(place, create=True) as dossier:
        article = make_article("Nothing is told here.", publisher="Wire", published="2022-01-05")
        dossier.keep(article, [], CoderRef(name="none", version="1"))
    with served(place) as one:
        stranger = Stranger(one)
        stranger.come_in()
        table = rows(taken(stranger, "/export/articles.csv"))
        assert [(row["publisher"], row["sayings"]) for row in table] == [("Wire", "0")]
        assert [list(row) for row in rows(taken(stranger, "/export/articles.csv?type=AID"))] == [["citation"]]
        assert f"/articles/{article.id}" in stranger.ask("GET", "/articles")[2]
        # The name of a dossier is words too.
        assert "Dossier “a&amp;b”" in taken(stranger, f"/export/article.html?article={article.id}")
        for path in ("/?type=FLY", "/?from=soon", "/incidents?page_number=x"):
            assert stranger.ask("GET", path)[0] == 400


def test_where_only_a_country_is_known_there_is_no_point() -> None:
    assert export.feature(76.9, 43.2, {}, "country") is None
    assert export.feature(None, 43.2, {}, "city") is None
    found = export.feature(76.9, 43.2, {"a": 1}, "city")
    assert found is not None
    assert found["geometry"]["coordinates"] == [76.9, 43.2]


def test_a_long_table_comes_in_parts_under_one_heading() -> None:
    parts = list(export._csv(({"n": n} for n in range(1200)), "cited"))
    assert len(parts) > 2
    assert [row["n"] for row in rows("".join(parts))] == [str(n) for n in range(1200)]


def test_a_files_name_is_plain_letters() -> None:
    headers = export.download('side"by\r\nside', "csv", iter(())).headers
    assert headers["content-disposition"] == 'attachment; filename="allegedly-sidebyside.csv"'


def test_what_they_differ_on_is_a_line_of_words(let_in: Stranger, state: State) -> None:
    table = {row["id"]: row["differs_on"] for row in rows(taken(let_in, "/export/incidents.csv"))}
    assert table == {one.incident.id: "; ".join(one.incident.differs_on) for one in state.happenings}
    assert any(table.values())


def test_nothing_selected_is_an_empty_table_that_still_says_so(let_in: Stranger) -> None:
    table = rows(taken(let_in, "/export/sayings.csv?text=zzzznothing"))
    assert [list(row) for row in table] == [["citation"]]
    assert table[0]["citation"].startswith('"0 of ') or table[0]["citation"].startswith("0 of ")


@pytest.mark.parametrize(
    "path",
    [
        "/export/sayings.exe",
        "/export/timeline.exe",
        "/export/nothing.csv",
        "/export/article.csv?article=none",
        "/export/incident.csv?incident=none",
    ],
)
def test_what_there_is_not_is_not_found(let_in: Stranger, path: str) -> None:
    assert let_in.ask("GET", path)[0] == 404


@pytest.mark.browser
def test_every_link_to_take_away_works(desk: Served, open_tab: Any, let_in: Stranger) -> None:
    with Dossier(desk.place) as dossier:
        article, incident = next(dossier.articles()), dossier.incidents()[0]
    tab = open_tab(desk)
    pages = ("/?type=ASSAULT", "/incidents", "/sayings", "/articles", f"/articles/{article.id}", f"/incidents/{incident.id}")
    for path in pages:
        tab.goto(desk.address + path)
        links = tab.eval_on_selector_all("a[download]", "links => links.map(link => link.getAttribute('href'))")
        assert links
        for link in links:
            assert taken(let_in, link)
            assert re.search(r"type=ASSAULT", link) or path != "/?type=ASSAULT"

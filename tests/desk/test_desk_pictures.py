"""The pictures show what is there, as precisely as it is known, and nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from allegedly.desk import atlas, matrix, timeline
from allegedly.desk.drawing import standing_alone, tag
from allegedly.desk.filters import Filters
from allegedly.desk.queries import Queries, State
from allegedly.desk.selection import Selection
from allegedly.desk.snapshot import KINDS, take
from allegedly.dossier import Dossier
from allegedly.model import Actor, Article, CoderRef, Event, Place, Saying, Span, Status, When, make_article

SVG = "{http://www.w3.org/2000/svg}"
TEXT = "Police fired at miners."


def made(
    number: int = 1,
    *,
    published: str | None = "2022-01-05",
    when: tuple[str, str] | None = None,
    place: Place | None = None,
    status: Status | None = None,
    actors: tuple[str, ...] = ("police",),
    recipients: tuple[str, ...] = ("miners",),
    type: str = "ASSAULT",
) -> tuple[Article, Saying]:
    article = make_article(f"{TEXT} {number}", published=published, publisher=f"Paper {number % 3}")
    date = (
        When(text="Police", start=0, end=6, from_day=when[0], to_day=when[1], precision="day", basis="explicit") if when else None
    )
    event = Event(
        type=type,
        trigger=Span("fired", 7, 12),
        actors=tuple(Actor(text=name) for name in actors),
        recipients=tuple(Actor(text=name) for name in recipients),
        place=place,
        date=date,
    )
    saying = Saying(
        id=f"s_{number:012d}",
        article=article.ref(),
        sentence=Span(TEXT, 0, len(TEXT)),
        status=status or Status(),
        event=event,
        coder=CoderRef(name="made", version="1"),
    )
    return article, saying


def selected(*pairs: tuple[Article, Saying], filters: Filters | None = None) -> Selection:
    return Selection(take([article for article, _ in pairs], [saying for _, saying in pairs]), filters or Filters())


def where(name: str, precision: str, lat: float | None, lon: float | None) -> Place:
    return Place(text="Police", start=0, end=6, name=name, country="KAZ", lat=lat, lon=lon, precision=precision)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def state(sample_place: Path) -> State:
    with Dossier(sample_place) as dossier:
        return Queries(dossier).now()


# -- the timeline ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (("2022-01-01", "2022-01-05"), "day"),
        (("2022-01-01", "2022-12-05"), "week"),
        (("2015-01-01", "2022-12-05"), "month"),
        (("1950-01-01", "2022-12-05"), "year"),
        (("1501-01-01", "2022-12-05"), "decade"),
        (("0001-01-01", "9799-12-05"), "century"),
    ],
)
def test_a_bar_is_as_wide_as_the_time_asks_for_and_no_saying_is_lost(days: tuple[str, str], step: str) -> None:
    found = timeline.timeline(selected(*(made(n, published=day) for n, day in enumerate(days))))
    assert found.step == step
    assert (sum(one.total for one in found.stretches), found.placed, found.left_open) == (2, 2, 0)
    borders = [(one.first, one.last) for one in found.stretches]
    assert all(right[0] == left[1] + 1 for left, right in pairwise(borders))


def test_without_a_day_a_saying_is_counted_and_not_placed() -> None:
    found = timeline.timeline(selected(made(1, published=None), made(2)))
    assert (found.placed, found.left_open) == (1, 1)
    assert timeline.timeline(selected(made(1, published=None))).stretches == ()


def test_told_of_a_month_is_on_no_day() -> None:
    pairs = [made(1, when=("2022-01-05", "2022-01-05")), made(2, when=("2022-01-01", "2022-01-31")), made(3)]
    found = timeline.timeline(selected(*pairs, filters=Filters(day="told")))
    assert (found.placed, found.left_open) == (1, 2)


def test_chosen_days_stay_among_the_others() -> None:
    pairs = [made(1, published="2022-01-05"), made(2, published="2022-01-09")]
    found = timeline.timeline(selected(*pairs, filters=Filters(since="2022-01-09", until="2022-01-09")))
    assert found.placed == 2
    drawn = ElementTree.fromstring(str(timeline.picture(found, Filters(since="2022-01-09", until="2022-01-09")).svg))
    assert len(drawn.findall(f".//{SVG}a[@class='day faded']")) == 1


def test_every_status_has_a_filling_of_its_own(state: State) -> None:
    drawn = ElementTree.fromstring(str(timeline.picture(timeline.timeline(Selection(state.snapshot, Filters())), Filters()).svg))
    fillings = {
        one.get("id"): "".join(ElementTree.tostring(part, encoding="unicode") for part in one)
        for one in drawn.iter(f"{SVG}pattern")
    }
    shapes = {re.sub(r'(?:stroke|fill|class)="[^"]*"', "", shape) for shape in fillings.values()}
    assert len(fillings) == len(shapes) == len(KINDS)


# -- the map --------------------------------------------------------------------------------------------------------------


def test_no_point_is_made_up() -> None:
    pairs = [
        made(1, place=where("Almaty", "city", 43.25, 76.92)),
        made(2, place=where("Kazakhstan", "country", 48.0, 68.0)),
        made(3, place=where("Mangystau", "province", 44.0, 53.5)),
        made(4, place=where("the square", "site", None, None)),
        made(5),
    ]
    found = atlas.places(selected(*pairs))
    assert [one.label for one in found.mapped] == ["Almaty, KAZ", "Mangystau, KAZ"]
    assert {one.label for one in found.unmapped} == {"Kazakhstan", "the square, KAZ"}
    assert (found.silent, found.total) == (1, 5)
    picture = atlas.picture(found, Filters())
    assert picture.says == "Map: 2 of 5 sayings have a point; 2 name a place without one, 1 no place"
    assert len(ElementTree.fromstring(str(picture.svg)).findall(f".//{SVG}a")) == 2


def test_precision_is_visible_without_colour() -> None:
    shapes = {
        precision: re.sub(r'(?:stroke|fill)="[^"]*"', "", str(atlas.sign(precision, 10.0, 10.0, 8.0)))
        for precision in atlas.SIGNS
    }
    assert len(set(shapes.values())) == len(atlas.SIGNS)


@pytest.mark.parametrize(
    "points",
    [[(76.9, 43.2)], [(76.9, 43.2), (51.1, 43.6)], [(-179.0, 60.0), (179.0, -60.0)], [(0.0, 89.9)], [(76.0, 30.0), (77.0, 60.0)]],
)
def test_all_points_stand_in_the_frame(points: list[tuple[float, float]]) -> None:
    frame = atlas.frame_of(points)
    for x, y in (frame.at(*point) for point in points):
        assert 0 <= x <= atlas.WIDTH
        assert 0 <= y <= atlas.HEIGHT


def test_degrees_look_alike_in_the_middle_of_the_map() -> None:
    for points in ([(76.0, 30.0), (77.0, 60.0)], [(20.0, 59.0), (80.0, 61.0)], [(10.0, 0.0)]):
        frame = atlas.frame_of(points)
        middle = np.radians((frame.south + frame.north) / 2)
        across = atlas.WIDTH / (frame.east - frame.west) / np.cos(middle)
        up = atlas.HEIGHT / (frame.north - frame.south)
        assert abs(across / up - 1) < 0.15


def test_wide_and_large_signs_stand_under_narrow_and_small_ones() -> None:
    pairs = [
        *(made(n, place=where("Big", "city", 43.0, 76.0)) for n in range(3)),
        made(4, place=where("Small", "city", 43.1, 76.1)),
        *(made(n, place=where("Wide", "province", 43.0, 76.0)) for n in range(5, 12)),
    ]
    drawn = ElementTree.fromstring(str(atlas.picture(atlas.places(selected(*pairs)), Filters()).svg))
    titles = [one.findtext(f"{SVG}title") or "" for one in drawn.iter(f"{SVG}a")]
    assert [title.partition(",")[0] for title in titles] == ["Wide", "Big", "Small"]
    assert "known to a province" in titles[0]
    radii = [float(one.find(f"{SVG}circle").get("r")) for one in drawn.iter(f"{SVG}a")]  # type: ignore[union-attr, arg-type]
    # A province is drawn wider than a town of as many sayings would be.
    assert radii[0] == 23.0
    assert radii[1] > radii[2]


def test_names_on_the_map_stand_in_it_once_and_over_no_other() -> None:
    names = ["Left " * 12, "Right " * 12, "Lower", "Beside it", "Beside them", "Also beside", "Left " * 12]
    spots = [(43.0, 60.0), (43.0, 90.0), (36.0, 75.0), (43.2, 75.0), (43.3, 75.1), (43.25, 75.2), (44.0, 60.5)]
    pairs = [made(n, place=where(name, "city", *spot)) for n, (name, spot) in enumerate(zip(names, spots, strict=True))]
    drawn = ElementTree.fromstring(str(atlas.picture(atlas.places(selected(*pairs)), Filters()).svg))
    shown = [one for one in drawn.iter(f"{SVG}text") if "place-name" in (one.get("class") or "")]
    words = [one.text or "" for one in shown]
    assert len(words) == len(set(words)) >= 4
    boxes = []
    for one in shown:
        left, base = float(one.get("x") or 0), float(one.get("y") or 0)
        boxes.append((left, base - 11, left + 6.6 * len(one.text or ""), base + 3))
    assert all(left > 0 and right < atlas.WIDTH and top > 0 and bottom < atlas.HEIGHT for left, top, right, bottom in boxes)
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert not any(left < b[2] and right > b[0] and top < b[3] and bottom > b[1] for b in boxes[n + 1 :])


def test_no_coast_runs_across_the_world() -> None:
    # Two corners of a country on either side of the 180th meridian.
    ring = np.array([[178.0, 60.0], [-178.0, 60.0], [-178.0, 62.0], [178.0, 62.0], [178.0, 60.0]])
    parts = atlas._unbroken(ring)
    assert [(part[:, 0].min(), part[:, 0].max()) for part in parts] == [(-182.0, -178.0), (178.0, 182.0)]
    assert all(np.array_equal(part[:, 1], ring[:, 1]) for part in parts)
    whole = np.array([[10.0, 0.0], [20.0, 0.0], [20.0, 5.0], [10.0, 0.0]])
    assert atlas._unbroken(whole) == [whole]
    # Around a pole there is no other side.
    around = np.array([[-179.0, -70.0], [-60.0, -72.0], [60.0, -70.0], [179.0, -71.0], [-179.0, -70.0]])
    assert atlas._unbroken(around) == [around]


def test_without_the_outlines_the_map_still_has_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "browser_file", lambda name: None)
    atlas._countries.cache_clear()
    atlas.land.cache_clear()
    try:
        picture = atlas.picture(atlas.places(selected(made(1, place=where("Almaty", "city", 43.25, 76.92)))), Filters())
        assert "land" not in str(picture.svg)
        assert "Almaty" in str(picture.svg)
    finally:
        atlas._countries.cache_clear()
        atlas.land.cache_clear()


# -- the matrix -----------------------------------------------------------------------------------------------------------


def test_what_is_denied_is_not_told_as_done() -> None:
    denied = Status(polarity="negative")
    pairs = [made(1), made(2, status=denied), made(3, recipients=()), made(4, type="AID", actors=("army",))]
    found = matrix.matrix(selected(*pairs))
    cells = {(cell.actor, cell.recipient): cell for line in found.cells for cell in line if cell}
    assert (cells["police", "miners"].sayings, cells["police", "miners"].shade[2]) == (1, "strong conflict")
    assert cells["army", "miners"].score > 0
    assert (found.considered, found.pairs, found.shown, found.total) == (3, 2, 2, 4)
    asked = matrix.matrix(selected(*pairs, filters=Filters(status=("denied",))))
    assert (asked.considered, asked.plain) == (1, False)


def test_a_meeting_stands_in_both_directions_and_is_said_to_be_mutual() -> None:
    found = matrix.matrix(selected(made(1, type="CONSULT", actors=("France", "Italy"), recipients=())))
    cells = [cell for line in found.cells for cell in line if cell]
    assert {(cell.actor, cell.recipient) for cell in cells} == {("France", "Italy"), ("Italy", "France")}
    assert all("1 of them mutual" in cell.label for cell in cells)
    assert found.shown == 1


def test_what_is_of_another_time_is_not_told_as_done_now() -> None:
    found = matrix.matrix(selected(made(1), made(2, status=Status(frame="historical"))))
    (cell,) = [cell for line in found.cells for cell in line if cell]
    assert (cell.sayings, found.considered) == (1, 1)


def test_a_mutual_cell_leads_to_whoever_takes_part() -> None:
    pairs = [made(1, type="CONSULT", actors=("France", "Italy"), recipients=())]
    selection = selected(*pairs)
    cells = [cell for line in matrix.matrix(selection).cells for cell in line if cell]
    for cell in cells:
        leads = matrix.narrowed(Filters(), cell)
        assert (leads.actor, leads.recipient, leads.status) == ((), (), ("asserted",))
        # Several values of one filter mean any of them.
        assert set(leads.party) == {'"France"', '"Italy"'}
        assert len(Selection(selection.snapshot, leads)) == 1


def test_a_cell_leads_to_its_sayings(state: State) -> None:
    found = matrix.matrix(Selection(state.snapshot, Filters()))
    cells = [cell for line in found.cells for cell in line if cell and not cell.mutual]
    assert cells
    for cell in cells:
        listed = Selection(state.snapshot, matrix.narrowed(Filters(), cell))
        # Asserted of another time is listed too, as the address cannot say both.
        assert len(listed) >= cell.sayings


# -- pictures as files ----------------------------------------------------------------------------------------------------


def test_numbers_are_short_and_values_escaped() -> None:
    assert tag("rect", x=3.0, y=2.25, r=7, class_="a<b", stroke_width=None) == '<rect x="3" y="2.2" r="7" class="a&lt;b"/>'


def test_pictures_stand_alone_with_their_citation(state: State) -> None:
    selection = Selection(state.snapshot, Filters())
    for picture in (
        timeline.picture(timeline.timeline(selection), Filters()),
        atlas.picture(atlas.places(selection), Filters()),
        matrix.picture(matrix.matrix(selection)),
    ):
        whole = standing_alone(picture.svg, "Cited <so> & so")
        drawn = ElementTree.fromstring(whole.encode())
        assert not list(drawn.iter(f"{SVG}a"))
        assert [one.text for one in drawn.iter(f"{SVG}metadata")] == ["Cited <so> & so"]
        assert "style=" not in whole
        assert picture.specification["data"]["values"] is not None
        assert {frozenset(row) for row in picture.rows} == {frozenset(picture.rows[0])}


def test_names_with_markup_stay_words() -> None:
    hostile = '"><script>alert(1)</script>'
    pairs = [made(1, actors=(hostile,), place=where(hostile, "city", 43.0, 76.0))]
    selection = selected(*pairs)
    for svg in (
        atlas.picture(atlas.places(selection), Filters()).svg,
        matrix.picture(matrix.matrix(selection)).svg,
        timeline.picture(timeline.timeline(selection), Filters(text=hostile)).svg,
    ):
        drawn = ElementTree.fromstring(str(svg))
        assert not list(drawn.iter(f"{SVG}script"))

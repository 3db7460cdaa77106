"""The map: where it is said to have happened, as precisely as the text says and no more.

A point is drawn only for what has one: a site, a city, a district, a province, each with a sign of its own. What is known by country or
region alone has no point and stands beside the map as words, with its count; so does what is said of no place at all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from markupsafe import Markup

from allegedly.desk.drawing import INK, SOFT, Picture, drawing, tag, vega_lite, words
from allegedly.desk.filters import Filters, exactly
from allegedly.desk.rendering import number_of
from allegedly.desk.rooms import browser_file
from allegedly.desk.selection import Selection

WIDTH, HEIGHT = 760, 470
LABELS_AT_MOST = 18
LEAST_DEGREES = 5.0
LAND, COAST, MARK, WATER = "#ece5d6", "#cfc5b2", "#7a1f1a", "#fcfaf5"
# Signs from the sharpest to the widest; the words are those of the key.
SIGNS = {"site": "a site", "city": "a town", "district": "a district", "province": "a province"}
MAP_FILE = "countries-50m.json"


@dataclass(frozen=True)
class Where:
    """One place with how many sayings; ``point`` is ``(longitude, latitude)``, or None when nothing better than a country is known."""

    label: str
    precision: str | None
    point: tuple[float, float] | None
    count: int


@dataclass(frozen=True)
class Places:
    """The places of a selection, commonest first; ``silent`` sayings name none."""

    mapped: tuple[Where, ...]
    unmapped: tuple[Where, ...]
    silent: int
    total: int


def places(selection: Selection) -> Places:
    """Where the sayings are said to be."""
    snapshot = selection.snapshot
    spot = snapshot.spot[selection.mask]
    counts = np.bincount(spot[spot >= 0], minlength=len(snapshot.spots))
    found: dict[tuple[str, str | None, tuple[float, float] | None], int] = {}
    for n in np.flatnonzero(counts):
        one = snapshot.spots[int(n)]
        point = None if one.latitude is None or one.longitude is None else (one.longitude, one.latitude)
        key = (one.label, one.precision, point)
        found[key] = found.get(key, 0) + int(counts[n])
    ordered = [Where(*which, count) for which, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0][0]))]
    return Places(
        tuple(one for one in ordered if one.point),
        tuple(one for one in ordered if not one.point),
        int((spot < 0).sum()),
        len(selection),
    )


@dataclass(frozen=True)
class Frame:
    """The part of the world that is shown: degrees west to east and south to north; equal distances look equal in its middle."""

    west: float
    south: float
    east: float
    north: float

    def at(self, longitude: Any, latitude: Any) -> tuple[Any, Any]:
        """Where a point stands in the picture."""
        x = (longitude - self.west) / (self.east - self.west) * WIDTH
        return x, (self.north - latitude) / (self.north - self.south) * HEIGHT


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """The frame around these points, with room at the edges and in the shape of the picture."""
    if not points:
        return Frame(-180, -60, 180, 85)
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    shrink = max(0.2, math.cos(math.radians(middle_y)))
    wide = max(max(longitudes) - min(longitudes), LEAST_DEGREES) * 1.3
    tall = max(max(latitudes) - min(latitudes), LEAST_DEGREES * 0.6) * 1.35
    wide = max(wide, tall * WIDTH / HEIGHT / shrink)
    tall = wide * shrink * HEIGHT / WIDTH
    # Whole half degrees, so that a slightly other choice has the same map under it.
    west, south = math.floor((middle_x - wide / 2) * 2) / 2, math.floor((middle_y - tall / 2) * 2) / 2
    return Frame(west, south, west + math.ceil(wide * 2) / 2, south + math.ceil(tall * 2) / 2)


@lru_cache(maxsize=1)
def _countries() -> list[Any]:
    """The outlines of all countries as arrays of ``(longitude, latitude)``; none where the map's file was not fetched."""
    data = browser_file(MAP_FILE)
    if data is None:
        return []
    topology = json.loads(data)
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) * scale + shift for arc in topology["arcs"]]
    found = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country.get("arcs", [])
        for polygon in [polygons] if country["type"] == "Polygon" else polygons:
            for ring in polygon:
                pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
                found += _unbroken(np.concatenate([piece if i == 0 else piece[1:] for i, piece in enumerate(pieces)]))
    return found


def _unbroken(ring: Any) -> list[Any]:
    """A ring that leaves the map on one side and comes back on the other, as a whole on either side: no line runs across the world."""
    turns = np.cumsum(np.round(np.diff(ring[:, 0]) / 360))
    if not turns.any() or turns[-1]:
        # What goes around a pole has no two sides.
        return [ring]
    whole = ring.copy()
    whole[1:, 0] -= 360 * turns
    copies = [whole + np.array([shift, 0]) for shift in (-360, 0, 360)]
    return [one for one in copies if one[:, 0].max() > -180 and one[:, 0].min() < 180]


@lru_cache(maxsize=64)
def land(frame: Frame) -> str:
    """The countries within a frame as one path; empty where there is no map."""
    drawn: list[str] = []
    for ring in _countries():
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        if west > frame.east or east < frame.west or south > frame.north or north < frame.south:
            continue
        x, y = frame.at(ring[:, 0], ring[:, 1])
        # A whole unit is as fine as anybody sees; far outside the frame only the direction matters.
        points = np.round(np.stack([np.clip(x, -200, WIDTH + 200), np.clip(y, -200, HEIGHT + 200)], axis=1)).astype(np.int64)
        points = points[np.append(True, np.any(np.diff(points, axis=0) != 0, axis=1))]
        if len(points) > 3:
            steps = " ".join(f"{dx} {dy}" for dx, dy in np.diff(points, axis=0).tolist())
            drawn.append(f"M{points[0, 0]} {points[0, 1]}l{steps}z".replace(" -", "-"))
    return "".join(drawn)


def picture(found: Places, filters: Filters, address: str = "/") -> Picture:
    """The map as a picture; every sign leads to the sayings of its place."""
    located = sum(one.count for one in found.mapped)
    wide = sum(one.count for one in found.unmapped)
    says = f"Map: {located:,} of {number_of(found.total, 'saying')} have a point; {wide:,} name a place without one, {found.silent:,} no place"
    rows = [
        {
            "place": one.label,
            "precision": one.precision,
            "longitude": one.point[0] if one.point else None,
            "latitude": one.point[1] if one.point else None,
            "sayings": one.count,
        }
        for one in (*found.mapped, *found.unmapped)
    ] + (
        [{"place": None, "precision": None, "longitude": None, "latitude": None, "sayings": found.silent}] if found.silent else []
    )
    specification = vega_lite(
        {"type": "point"},
        [row for row in rows if row["longitude"] is not None],
        {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "size": {"field": "sayings", "type": "quantitative"},
            "shape": {"field": "precision", "type": "nominal"},
            "tooltip": [{"field": "place"}, {"field": "precision"}, {"field": "sayings"}],
        },
        says,
        projection={"type": "equirectangular"},
    )
    return Picture(_draw(found, filters, says, address), says, specification, rows)


def _draw(found: Places, filters: Filters, says: str, address: str) -> Markup:
    frame = frame_of([one.point for one in found.mapped if one.point])
    parts: list[Markup] = [tag("rect", width=WIDTH, height=HEIGHT, fill=WATER, class_="water")]
    outline = land(frame)
    if outline:
        parts.append(tag("path", d=outline, fill=LAND, stroke=COAST, stroke_width=0.8, class_="land", fill_rule="evenodd"))
    most = max((one.count for one in found.mapped), default=1)
    # Wide places first, so that a town is never hidden under its province; and large signs under small ones.
    order = list(SIGNS)
    ranked = sorted(found.mapped, key=lambda one: (-_rank(one.precision, order), -one.count))
    leads = filters.toggling("place")
    parts += [_sign(one, frame, most, exactly(one.label) in filters.place, address + leads(exactly(one.label))) for one in ranked]
    parts += _labels(found.mapped, frame, most)
    return drawing(WIDTH, HEIGHT, says, *parts, name="map", links=bool(found.mapped))


def _rank(precision: str | None, order: Sequence[str]) -> int:
    return order.index(precision) if precision in order else len(order)


def _radius(one: Where, most: int) -> float:
    return 4.0 + 13.0 * math.sqrt(one.count / most) + (6.0 if one.precision == "province" else 0.0)


def _sign(one: Where, frame: Frame, most: int, chosen: bool, href: str) -> Markup:
    x, y = frame.at(*(one.point or (0.0, 0.0)))
    label = f"{one.label}: {number_of(one.count, 'saying')}, known to {SIGNS.get(one.precision or '', 'a point')}"
    shape = sign(one.precision, float(x), float(y), _radius(one, most))
    return tag("a", tag("title", label), shape, href=href, class_="place-link chosen-place" if chosen else "place-link")


def sign(precision: str | None, x: float, y: float, radius: float) -> Markup:
    """The sign of a precision: full for a town, full with a core for a site, a ring for a district, a wide broken ring for a province."""
    if precision == "province":
        return tag(
            "circle",
            cx=x,
            cy=y,
            r=radius,
            fill=MARK,
            fill_opacity=0.08,
            stroke=MARK,
            stroke_width=1.3,
            stroke_dasharray="3 3",
            class_="mark",
        )
    if precision == "district":
        return tag("circle", cx=x, cy=y, r=radius, fill=MARK, fill_opacity=0.15, stroke=MARK, stroke_width=2, class_="mark")
    full = tag("circle", cx=x, cy=y, r=radius, fill=MARK, fill_opacity=0.55, stroke=MARK, stroke_width=1, class_="mark")
    if precision == "site":
        return tag("g", full, tag("circle", cx=x, cy=y, r=2.2, fill=WATER, class_="core"))
    return full


def _labels(mapped: Sequence[Where], frame: Frame, most: int) -> Iterator[Markup]:
    """The names of the commonest places, each where it covers no other name."""
    taken: list[tuple[float, float, float, float]] = []
    shown: set[str] = set()
    for one in mapped:
        name = one.label.rpartition(", ")[0] or one.label
        if len(taken) >= LABELS_AT_MOST or name in shown:
            continue
        x, y = (float(value) for value in frame.at(*(one.point or (0.0, 0.0))))
        wide, away = 6.6 * len(name), _radius(one, most) + 3
        for left, top in ((x + away, y - 7), (x - away - wide, y - 7), (x - wide / 2, y - away - 13), (x - wide / 2, y + away)):
            box = (left, top, left + wide, top + 14)
            inside = box[0] > 0 and box[2] < WIDTH and box[1] > 0 and box[3] < HEIGHT
            if inside and not any(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in taken):
                taken.append(box)
                shown.add(name)
                yield words(name, left, top + 11, size=12, class_="label place-name", fill=INK)
                break


def key() -> Markup:
    """The signs with what they mean, for the key under the map."""
    parts: list[Markup] = []
    x = 12.0
    for precision, meaning in SIGNS.items():
        parts += [sign(precision, x, 13.0, 8.0), words(meaning, x + 14, 17, size=12, fill=SOFT)]
        x += 30 + 7.2 * len(meaning) + 14
    return drawing(int(x), 26, "How precisely a place is known: " + ", ".join(SIGNS.values()), *parts, name="key", links=False)

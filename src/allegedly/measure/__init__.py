"""Gold in, scores out: how far the coder can be believed, set by set (DESIGN section 9).

>>> from allegedly import measure
>>> records = measure.records_for(gold, "sayings", "dev")          # doctest: +SKIP
>>> report = measure.run(measure.scorer("sayings"), records, coder)  # doctest: +SKIP

The coder is handed in by the caller (:class:`allegedly.measure.subject.Coder`); nothing here imports one. The scorer of a set is
imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from allegedly.errors import UnknownName
from allegedly.measure import base
from allegedly.measure.base import Metric, Record, Report, Scorer, find_gold, read_gold, run
from allegedly.measure.subject import Coder

# Which module registers which set; the order is that of docs/accuracy.md.
MODULES: dict[str, str] = {
    "sayings": "sayings",
    "plover_gsr": "plover_gsr",
    "plv": "pairs",
    "polnear": "attribution",
    "cameo": "cameo",
    "india_police": "india_police",
    "muc4": "muc4",
    "re3d": "re3d",
    "case21_acled": "kinds",
    "ceha": "kinds",
    "uds-ih2": "status",
    "uw-factuality": "status",
    "commitmentbank": "status",
    "meantime": "time",
    "tempeval3": "time",
    "lgl": "places",
    "tr-news": "places",
    "geovirus": "places",
    "geowebnews": "places",
    "places": "places",
    "ecbplus": "coreference",
}

# Sets that are several others scored together.
POOLED: dict[str, tuple[str, ...]] = {"places": ("lgl", "tr-news", "geovirus", "geowebnews")}

__all__ = [
    "MODULES",
    "POOLED",
    "Coder",
    "Metric",
    "Record",
    "Report",
    "Scorer",
    "measure_all",
    "records_for",
    "run",
    "scorer",
    "sets",
]


def sets() -> tuple[str, ...]:
    """The names of all sets, in the order in which they are reported."""
    return tuple(MODULES)


def scorer(name: str) -> Scorer:
    """The scorer of a set; raises :class:`UnknownName` with the list of sets."""
    if name not in MODULES:
        raise UnknownName("gold set", name, MODULES, "'all' runs every one.")
    import_module(f"allegedly.measure.{MODULES[name]}")
    return base.scorer(name)


def records_for(gold: Path, name: str, part: str = "dev") -> list[Record]:
    """The gold records of a set's part; ``gold`` is the folder of all sets, the set's own folder, or the file itself.

    Of a pooled set, the records of all its members, each with its own set's name under ``set``.
    """
    if name not in MODULES:
        raise UnknownName("gold set", name, MODULES, "'all' runs every one.")
    if name not in POOLED or gold.is_file():
        return read_gold(find_gold(gold, name, part))
    return [{**record, "set": member} for member in POOLED[name] for record in read_gold(find_gold(gold, member, part))]


def measure_all(
    gold: Path,
    coder: Coder,
    part: str = "dev",
    *,
    names: tuple[str, ...] | None = None,
    on_start: Callable[[str, int], None] | None = None,
) -> Iterator[Report]:
    """Yield the report of every set in turn; ``on_start`` is told each set's name and number of records before it runs."""
    for name in names or sets():
        records = records_for(gold, name, part)
        if on_start:
            on_start(name, len(records))
        yield run(scorer(name), records, coder, part=part)

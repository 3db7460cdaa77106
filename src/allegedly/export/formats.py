"""All formats by name; a format's module is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from allegedly.errors import UnknownName
from allegedly.export.format import Format

# Name to the module and the name of the format in it, in the order in which they are listed.
_PLACES: dict[str, tuple[str, str]] = {
    "jsonl": ("native", "JSONL"),
    "csv": ("native", "CSV"),
    "parquet": ("native", "PARQUET"),
    "native": ("native", "NATIVE"),
    "html": ("native", "HTML"),
    "markdown": ("markdown", "FORMAT"),
    "xlsx": ("spreadsheet", "FORMAT"),
    "eventreport": ("eventreport", "FORMAT"),
    "polecat": ("polecat", "FORMAT"),
    "gdelt": ("gdelt", "FORMAT"),
    "acled": ("acled", "FORMAT"),
    "ucdp": ("ucdp", "FORMAT"),
    "geojson": ("geojson", "FORMAT"),
    "timelinejs": ("timelines", "TIMELINEJS"),
    "timemap": ("timelines", "TIMEMAP"),
    "graphml": ("graphs", "GRAPHML"),
    "gexf": ("graphs", "GEXF"),
    "ftm": ("followthemoney", "ENTITIES"),
    "ftm-statements": ("followthemoney", "STATEMENTS"),
    "claims": ("claims", "FORMAT"),
    "webannotation": ("web_annotation", "FORMAT"),
    "labelstudio": ("annotation_tools", "LABELSTUDIO"),
    "doccano": ("annotation_tools", "DOCCANO"),
    "prodigy": ("annotation_tools", "PRODIGY"),
    "brat": ("annotation_tools", "BRAT"),
    "bibtex": ("bibliography", "BIBTEX"),
    "csl": ("bibliography", "CSL"),
}
FORMATS: tuple[str, ...] = tuple(_PLACES)
# Endings of files that say which format is meant.
ENDINGS: dict[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".md": "markdown",
    ".xlsx": "xlsx",
    ".geojson": "geojson",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".bib": "bibtex",
}


def format_named(name: str) -> Format:
    """The format of a name; raises :class:`UnknownName`, which lists them."""
    if name not in _PLACES:
        raise UnknownName("format", name, FORMATS)
    module, attribute = _PLACES[name]
    found: Format = getattr(import_module(f"allegedly.export.{module}"), attribute)
    return found

"""Who acts towards whom as a graph: GraphML and GEXF, an edge for each pair and each way of telling."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from allegedly.export.bundle import Bundle, Pair
from allegedly.export.format import Format, Options, Piece, encoded
from allegedly.export.tally import Tally

_EDGE = (
    ("stand", "string", "how it is told: asserts, denies, foretells ..."),
    ("frame", "string", "current, or historical for background of another time"),
    ("sayings", "int", "how many sayings"),
    ("incidents", "int", "how many happenings"),
    ("cooperation", "double", "sum of the positive PLOVER scores"),
    ("conflict", "double", "sum of the negative ones"),
    ("ids", "string", "the sayings"),
)


def write_graphml(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """GraphML 1.0; meetings and the like are edges without direction."""
    pairs, nodes = _graph(bundle, tally)
    yield "", b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield "", b'<key id="name" for="node" attr.name="name" attr.type="string"/>\n'
    for name, kind, _ in _EDGE:
        yield "", f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield "", b'<graph id="relations" edgedefault="directed">\n'
    for name, number in nodes.items():
        yield "", encoded(f'<node id="n{number}"><data key="name">{escape(clean_xml(name))}</data></node>\n')
    for number, pair in enumerate(pairs):
        values = "".join(f'<data key="{name}">{escape(clean_xml(value))}</data>' for name, value in _values(pair))
        direction = ' directed="false"' if pair.mutual else ""
        ends = f'source="n{nodes[pair.actor]}" target="n{nodes[pair.recipient]}"'
        yield "", encoded(f'<edge id="e{number}" {ends}{direction}>{values}</edge>\n')
    yield "", b"</graph>\n</graphml>\n"


def write_gexf(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """GEXF 1.3, as Gephi reads it; an edge weighs as many sayings as it has."""
    pairs, nodes = _graph(bundle, tally)
    yield "", b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield "", encoded(f"<meta><creator>allegedly {bundle.version}</creator></meta>\n")
    yield "", b'<graph defaultedgetype="directed">\n<attributes class="edge">\n'
    for name, kind, _ in _EDGE:
        yield "", f'<attribute id="{name}" title="{name}" type="{"integer" if kind == "int" else kind}"/>\n'.encode()
    yield "", b"</attributes>\n<nodes>\n"
    for name, number in nodes.items():
        yield "", encoded(f'<node id="n{number}" label={quoteattr(clean_xml(name))}/>\n')
    yield "", b"</nodes>\n<edges>\n"
    for number, pair in enumerate(pairs):
        values = "".join(f'<attvalue for="{name}" value={quoteattr(clean_xml(value))}/>' for name, value in _values(pair))
        kind = "undirected" if pair.mutual else "directed"
        ends = f'source="n{nodes[pair.actor]}" target="n{nodes[pair.recipient]}"'
        yield (
            "",
            encoded(
                f'<edge id="e{number}" {ends} type="{kind}" weight="{pair.sayings}"><attvalues>{values}</attvalues></edge>\n'
            ),
        )
    yield "", b"</edges>\n</graph>\n</gexf>\n"


def _graph(bundle: Bundle, tally: Tally) -> tuple[list[Pair], dict[str, int]]:
    pairs = list(bundle.each_pair())
    nodes: dict[str, int] = {}
    for pair in pairs:
        for name in (pair.actor, pair.recipient):
            nodes.setdefault(name, len(nodes))
    tally.read["pairs"] = len(pairs)
    tally.written["edges"], tally.written["nodes"] = len(pairs), len(nodes)
    return pairs, nodes


def _values(pair: Pair) -> Iterator[tuple[str, str]]:
    for name, _, _ in _EDGE:
        value = getattr(pair, name)
        if value is not None:
            yield name, " ".join(value) if isinstance(value, tuple) else str(value)


def clean_xml(text: str) -> str:
    """Text without the characters that XML does not allow."""
    return "".join(
        letter if letter in "\t\n\r" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter > "\uffff" else " "
        for letter in text
    )


_COLUMNS = {"name": "of the party", **{name: meaning for name, _, meaning in _EDGE}}
_NOTES = (
    "An edge for each pair, way of telling and frame: a denied attack is an edge of its own, never mixed with those told as done.",
)
GRAPHML = Format(
    name="graphml",
    ending=".graphml",
    unit="pair",
    about="who acts towards whom, for igraph, networkx, yEd ...",
    write=write_graphml,
    columns=_COLUMNS,
    notes=_NOTES,
    incidents=True,
)
GEXF = Format(
    name="gexf",
    ending=".gexf",
    unit="pair",
    about="who acts towards whom, for Gephi",
    write=write_gexf,
    columns=_COLUMNS,
    notes=_NOTES,
    incidents=True,
)

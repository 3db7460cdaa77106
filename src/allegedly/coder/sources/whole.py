"""Who says what in a whole text, as closely as we can: rules and encoder together.

The stage ``sources`` asks the rules alone, whose chains of sources suit sayings as well and which cost little; here every sentence is read by the encoder
too, which marks the spans of news attributions better (``allegedly measure polnear``; docs/decisions.md).
"""

from __future__ import annotations

from spacy.tokens import Doc

from allegedly.coder.encoder.encoded import encoded_of
from allegedly.coder.parts import Attributed
from allegedly.coder.sources import FLOOR, THRESHOLD, attributed
from allegedly.coder.sources.learned import find_learned
from allegedly.coder.sources.lexicon import load_cues
from allegedly.coder.sources.merge import merge
from allegedly.coder.sources.select import all_readings, choose, weigh
from allegedly.coder.sources.speakers import run_on
from allegedly.coder.sources.tree import Tree


def read_attributions(doc: Doc) -> list[Attributed]:
    """The attributions of a parsed text, in order of their cues, as :func:`~allegedly.coder.sources.find_attributions` gives them."""
    if not len(doc):
        return []
    tree = Tree(doc)
    readings = all_readings(tree, load_cues(), FLOOR)
    merged = merge(tree, weigh(readings), find_learned(doc, encoded_of(doc)), THRESHOLD)
    return attributed(readings, run_on(readings, choose(merged, THRESHOLD)))

"""The screen: which sentences of an article deserve the parse, so that most text costs next to nothing.

The words of a sentence that the lexicon knows as triggers (:mod:`~allegedly.coder.screen_triggers`) are weighed by a linear model, taught by
the coder itself (``tools/train_screen.py``): how likely does the coder find an event here? Sentences above a threshold are read, and what they
need to be understood (:mod:`~allegedly.coder.screen_needs`); the rest is left out before anything is parsed. Sayings are
then put back to where they stand in the article (:mod:`~allegedly.coder.screen_map`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp

from spacy.language import Language

from allegedly.coder.rules import load_rules
from allegedly.coder.screen_cut import cut
from allegedly.coder.screen_map import Kept, join
from allegedly.coder.screen_needs import needed
from allegedly.coder.screen_triggers import Triggers

# A text of so few sentences is read whole: its first ones always are, and there is nothing to gain.
_SHORT = 3
# The share of sentences with an event in ordinary news.
_USUAL = 0.3


@cache
def _weights() -> tuple[dict[str, float], float, float]:
    stored = json.loads(files("allegedly.coder").joinpath("weights", "screen.json").read_text("utf-8"))
    return stored["weights"], stored["bias"], stored["threshold"]


class Screen:
    """Says what of a text is read.

    Args:
        nlp: The parser, for the tables of its lemmatizer.
        lexicon: Files of event rules of one's own.
        threshold: The least probability of an event that a sentence is read for, 0 to 1; null for the one that the weights come with.
    """

    def __init__(self, nlp: Language, lexicon: Sequence[str] = (), threshold: float | None = None) -> None:
        lookups = nlp.get_pipe("lemmatizer").lookups
        self.triggers = Triggers(lookups, load_rules("en", tuple(lexicon)))
        self.weights, self.bias, chosen = _weights()
        self.threshold = chosen if threshold is None else threshold

    def probability(self, sentence: str) -> float:
        """How likely the coder finds an event in ``sentence``; 1 where a trigger is new to the model (a lexicon of one's own)."""
        weights, none = self.weights, 1.0
        for _position, named, around in self.triggers.candidates(sentence):
            odds = self.bias
            for name in named:
                if name not in weights:
                    return 1.0
                odds += weights[name]
            odds += sum([weights[name] for name in around if name in weights])
            none /= 1.0 + exp(min(odds, 50.0))
        return 1.0 - none

    def kept(self, text: str) -> Kept:
        """What of ``text`` is to be read."""
        pieces = cut(text)
        if len(pieces) <= _SHORT or text.islower():  # without capitals there are no names to go by
            return join(pieces, [True] * len(pieces), text)
        likely = [self.probability(text[start:end]) for start, end in pieces]
        # Where much happens, a doubtful word more often names an event than the texts learnt from would say.
        least = self.threshold * (_USUAL / max(sum(likely) / len(likely), _USUAL)) ** 2
        wanted = [one >= least for one in likely]
        return join(pieces, needed(text, pieces, wanted), text)

"""The parser's attribute ruler, applied from a table instead of a matcher: the same parts of speech, features and lemmas, faster.

The ruler's patterns are nearly all about one token (its tag, its lower-case form, its relation). What they give is worked out once for each
combination that occurs and then looked up; the few patterns over two tokens are left to the ruler itself, on texts that hold their words.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.symbols import IDS
from spacy.tokens import Doc

Given = tuple[int, int, int]
_COPULAS = ("is", "are", "was", "were", "'s", "'re")


class FastAttributes:
    """Does to a ``Doc`` what ``ruler`` would do."""

    def __init__(self, nlp: Language, ruler: AttributeRuler) -> None:
        self.vocab = nlp.vocab
        self.single: list[tuple[list[dict[str, Any]], dict[str, Any]]] = []
        several: list[dict[str, Any]] = []
        for rule in ruler.patterns:
            if all(len(pattern) == 1 for pattern in rule["patterns"]):
                self.single.append(([pattern[0] for pattern in rule["patterns"]], rule["attrs"]))
            elif rule["patterns"][0][0].get("DEP") != "expl":  # "there is", done below
                several.append(rule)
        self.several = AttributeRuler(nlp.vocab)
        self.several.add_patterns(several)
        strings = nlp.vocab.strings
        firsts = {
            pattern[0]["LOWER"] for rule in several for pattern in rule["patterns"] if isinstance(pattern[0].get("LOWER"), str)
        }
        self.first_words = {strings.add(word) for word in (*firsts, "y", "y'")}
        self.expletive = strings.add("expl")
        self.copulas = {strings.add(word) for word in _COPULAS}
        self.words = {strings.add(word) for fields, _ in self.single for field in fields for word in _listed(field.get("LOWER"))}
        self.known: dict[tuple[int, int, int, int], Given] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, features and lemma of every token that the ruler has a pattern for."""
        if not len(doc):
            return doc
        rows = doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()
        given: list[Given] = []
        rare = False
        for row in rows:
            tag, lower, dep, space = row
            if lower in self.first_words:
                rare = True
            key = (tag, lower if lower in self.words or "'" in self.vocab.strings[lower] else 0, dep, space)
            found = self.known.get(key)
            if found is None:
                found = self.known[key] = self._work_out(tag, lower, dep, bool(space))
            given.append(found)
        for index, row in enumerate(rows[:-1]):
            if row[2] == self.expletive and rows[index + 1][1] in self.copulas:
                given[index + 1] = (IDS["VERB"], given[index + 1][1], given[index + 1][2])
        doc.from_array([POS, MORPH, LEMMA], np.array(given, dtype="uint64"))
        for index, row in enumerate(rows):
            if row[3]:
                doc[index].tag_ = "_SP"
                if row[2]:
                    doc[index].dep_ = "dep"
        return self.several(doc) if rare else doc

    def _work_out(self, tag: int, lower: int, dep: int, space: bool) -> Given:
        strings = self.vocab.strings
        token = {"TAG": strings[tag], "LOWER": strings[lower], "DEP": strings[dep], "IS_SPACE": space}
        attributes: dict[str, Any] = {}
        for fields, attrs in self.single:
            if any(all(_fits(token[name], wanted) for name, wanted in field.items()) for field in fields):
                attributes.update(attrs)
                if "TAG" in attrs:
                    token["TAG"] = attrs["TAG"]
        pos = IDS[attributes["POS"]] if "POS" in attributes else 0
        morph = self.vocab.morphology.add(attributes["MORPH"]) if "MORPH" in attributes else 0
        lemma = strings.add(attributes["LEMMA"]) if "LEMMA" in attributes else 0
        return pos, morph, lemma


def _listed(wanted: Any) -> list[str]:
    if isinstance(wanted, str):
        return [wanted]
    return list(wanted.get("IN", ())) if isinstance(wanted, dict) else []


def _fits(value: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    if "IN" in wanted:
        return value in wanted["IN"]
    if "NOT_IN" in wanted:
        return value not in wanted["NOT_IN"]
    return re.search(wanted["REGEX"], value) is not None


@Language.factory("allegedly_attributes_v1", assigns=["token.pos", "token.morph", "token.lemma"])
def make(nlp: Language, name: str) -> FastAttributes:
    """The component, from the attribute ruler of the pipeline that it is added to."""
    return FastAttributes(nlp, nlp.get_pipe("attribute_ruler"))

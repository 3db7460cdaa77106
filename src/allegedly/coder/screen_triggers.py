"""Which words of an unparsed sentence may name an event, by the lexicon of events, and what stands around them.

Without a parse nothing tells a verb from a noun or what hangs on what; so a word counts when any of its possible base forms heads a pattern
whose further words stand somewhere in the sentence. No event that the rules can find is lost here; which of the words are worth
a parse is weighed by :mod:`~allegedly.coder.screen`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.lookups import Lookups

from allegedly.coder import lexicon
from allegedly.coder.rules import Pattern, Rules

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[%$£€?\"“”:;,.()-]")
_POSSESSIVE = ("'s", "’s")
_CLASSES = ("verb", "noun", "adj")
_NEAR = 8  # words within which the rest of a pattern is looked for when its distance is told
_BESIDE = 3  # words within which something may rule a pattern out


class Triggers:
    """Finds possible triggers; everything about a word is worked out once and kept.

    Args:
        lookups: The tables of the rule lemmatizer: exceptions and endings.
        rules: The event rules.
    """

    def __init__(self, lookups: Lookups, rules: Rules) -> None:
        exceptions, endings = lookups.get_table("lemma_exc"), lookups.get_table("lemma_rules")
        self._exceptions = [exceptions[name] for name in _CLASSES]
        self._endings = list(dict.fromkeys((old, new) for name in _CLASSES for old, new in endings[name]))
        self._mended = {form: lemma for lemma, forms in lexicon.load("lemmas").items() for form in forms}
        self._heads: dict[str, list[Pattern]] = {}
        self._idiom_heads: dict[str, list[Pattern]] = {}
        for lemmas in rules.by_lemma.values():
            for lemma, patterns in lemmas.items():
                for pattern in patterns:
                    heads = self._heads if pattern.rule.type else self._idiom_heads
                    heads.setdefault(lemma.lower(), []).append(pattern)
        self._lemmas: dict[str, frozenset[str]] = {}
        self._patterns: dict[str, tuple[Pattern, ...]] = {}
        self._idioms: dict[str, tuple[Pattern, ...]] = {}

    def lemmas(self, word: str) -> frozenset[str]:
        """Every base form that ``word`` (lower case) can have as a verb, noun or adjective, and the word itself."""
        known = self._lemmas.get(word)
        if known is None:
            found = {word}
            for table in self._exceptions:
                found.update(table.get(word, ()))
            for old, new in self._endings:
                if word.endswith(old):
                    found.add(word[: len(word) - len(old)] + new)
            if word in self._mended:
                found.add(self._mended[word])
            if word.endswith(_POSSESSIVE):
                found |= self.lemmas(word[:-2])
            known = self._lemmas[word] = frozenset(found)
        return known

    def candidates(self, sentence: str) -> Iterator[tuple[int, list[str], list[str]]]:
        """For each word that may be a trigger: its first character, the names of what it may be, and those of what stands around it."""
        tokens = list(_TOKEN.finditer(sentence))
        written = [token.group() for token in tokens]
        words = ["0" if word[0].isdigit() else word.lower() for word in written]
        patterns = self._patterns
        present: set[str] | None = None
        for at, word in enumerate(words):
            heads = patterns.get(word)
            if heads is None:
                heads = patterns[word] = self._headed_by(word, self._heads)
            if not heads:
                continue
            if present is None:
                present = {lemma for other in words for lemma in self.lemmas(other)}
            fitting = [pattern for pattern in heads if _fits(pattern, present)]
            if fitting:
                named, around = self._features(at, words, written, fitting, present)
                yield tokens[at].start(), named, around

    def _headed_by(self, word: str, heads: dict[str, list[Pattern]]) -> tuple[Pattern, ...]:
        found = {(p.lemma, p.part, p.rest, p.rule.name): p for lemma in sorted(self.lemmas(word)) for p in heads.get(lemma, ())}
        return tuple(found.values())

    def _features(
        self, at: int, words: list[str], written: list[str], fitting: list[Pattern], present: set[str]
    ) -> tuple[list[str], list[str]]:
        word, count = words[at], len(words)
        before, after = words[at - 1] if at else "$", words[at + 1] if at + 1 < count else "$"
        before_that, after_that = words[at - 2] if at > 1 else "$", words[at + 2] if at + 2 < count else "$"
        named, around = set(), {
            f"F:{word}", f"n:{after}", f"p:{before}", f"n:{word} {after}", f"p:{before} {word}",
            f"nn:{after_that}", f"pp:{before_that}", f"n2:{after} {after_that}", f"p2:{before_that} {before}",
            f"C{int(at > 0 and written[at - 1][0].isupper())}{int(at > 0 and written[at][0].isupper())}"
            f"{int(at + 1 < count and written[at + 1][0].isupper())}",
        }  # fmt: skip
        beside: set[str] | None = None
        for pattern in fitting:
            more = "+" if pattern.rest else ""
            named.add(f"L:{pattern.lemma}/{pattern.part}{more}")
            around.add(f"R:{pattern.rule.name}{more}")
            around.add("N:" + ",".join(pattern.rule.needs))
            for key, words_wanted in (("b", pattern.rule.by), ("s", pattern.rule.beside), ("u", pattern.rule.under)):
                if words_wanted:
                    there = int(not words_wanted.isdisjoint(present))
                    around.update((f"{key}:{there}", f"{key}:{pattern.rule.name} {there}"))
            if pattern.rest:
                distance = self._distance(at, words, pattern)
                around.add(f"D:{distance}")
                around.add(f"D:{pattern.lemma} {int(distance > 4)}")
            if pattern.rule.unless:
                if beside is None:
                    near = words[max(0, at - _BESIDE) : at + _BESIDE + 1]
                    beside = {lemma for other in near for lemma in self.lemmas(other)}
                if not beside.isdisjoint(pattern.rule.unless):
                    around.update(("U", f"U:{pattern.rule.name}"))
        idioms = self._idioms.get(word)
        if idioms is None:
            idioms = self._idioms[word] = self._headed_by(word, self._idiom_heads)
        for pattern in idioms:
            if pattern.rest and _fits(pattern, present):
                around.update(("I", f"I:{pattern.lemma}"))
        return sorted(named), sorted(around)

    def _distance(self, at: int, words: list[str], pattern: Pattern) -> int:
        """How many words off the nearest further word of ``pattern`` stands."""
        wanted = set().union(*pattern.rest)
        for distance in range(1, _NEAR + 1):
            for other in (at - distance, at + distance):
                if 0 <= other < len(words) and not wanted.isdisjoint(self.lemmas(words[other])):
                    return distance
        return _NEAR + 1


def _fits(pattern: Pattern, present: set[str]) -> bool:
    """Whether each further word of ``pattern`` stands in the sentence in some form."""
    return not any(_bare(alternatives).isdisjoint(present) for alternatives in pattern.rest)


@cache
def _bare(alternatives: frozenset[str]) -> frozenset[str]:
    """The words themselves: without the mark of a particle, of hyphenated words the last part."""
    return frozenset(word.lstrip("+").rpartition("-")[2] for word in alternatives)

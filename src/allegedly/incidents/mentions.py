"""Event mentions of many texts gathered into happenings: the same word in texts about the same incident."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allegedly.incidents.texts import cluster_texts

# Chosen on ECB+'s train part together with the length of a stem.
SAME_AFFAIR = 0.18
_STEM = 5


class Mention(msgspec.Struct, frozen=True):
    """An event mention: ``text`` is the index of its text, ``lemma`` the dictionary form of its head word."""

    text: int
    lemma: str


def stem(lemma: str) -> str:
    """What a verb and the noun made from it usually have in common: the first five letters ("announce", "announcement")."""
    return lemma.lower()[:_STEM]


def cluster_mentions(mentions: Sequence[Mention], texts: Sequence[str], *, threshold: float = SAME_AFFAIR) -> list[list[int]]:
    """A partition of the indices of ``mentions``: those that are one happening together.

    Texts are first grouped by incident (:func:`cluster_texts`); within a group, mentions whose head words begin alike are one.
    The baseline that the literature calls "same head lemma", with topics found instead of given.
    """
    group_of = {text: number for number, group in enumerate(cluster_texts(texts, threshold=threshold)) for text in group}
    clusters: dict[tuple[int, str], list[int]] = {}
    for index, mention in enumerate(mentions):
        clusters.setdefault((group_of[mention.text], stem(mention.lemma)), []).append(index)
    return list(clusters.values())

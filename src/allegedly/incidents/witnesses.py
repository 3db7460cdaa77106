"""Whose words a saying repeats: the article that first printed its sentence, so that what was copied counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.incidents.copies import Copy, first_printed, witness_of
from allegedly.model import ArticleRef, Saying


def witnesses(sayings: Iterable[Saying], articles: Sequence[ArticleRef], copies: Sequence[Copy]) -> dict[str, str]:
    """What :func:`allegedly.incidents.voices` takes as ``copies``: by the id of each saying and each article, whose witness it is.

    An article that is mostly a copy goes with the one it was copied from. A saying whose sentence was printed before goes with the article
    that printed it first, also where the rest of its own article is new: an agency's line in forty reports is one witness.
    """
    found = witness_of(articles, copies)
    printed = first_printed(copies)
    for saying in sayings:
        first = printed.of(saying.article, saying.sentence).article.id
        if first != saying.article.id:
            found[saying.id] = found.get(first, first)
    return found

"""What an event was about: PLOVER's contexts, read off words of the sentence that the event stands in.

The manual lets contexts be read off a whole document and warns that this misleads; here a context needs its words in the same
sentence, so that a reader can see what gave it.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.parts import Happening


@cache
def _by_word() -> dict[str, str]:
    return {word: context for context, words in lexicon.load("contexts").items() for word in words}


def contexts_of(doc: Doc, happening: Happening) -> tuple[str, ...]:
    """The contexts of one event, in the order of the words that gave them; the rule's own first."""
    found = dict.fromkeys(happening.contexts)
    words = _by_word()
    for token in doc[happening.head].sent:
        context = words.get(token.lemma_.lower())
        if context is not None:
            found[context] = None
    return tuple(found)

"""Who says that who did what to whom, where and when; and do they say it happened?

    >>> import allegedly
    >>> for saying in allegedly.code("Police said that protesters attacked the town hall.", published="2022-01-05"):
    ...     print(saying.source[0].text, saying.event.type, saying.event.actors[0].text)
    Police ASSAULT protesters

Everything heavy is loaded at the first call, not at import.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from allegedly.model import Article, Attribution, Saying, make_article
from allegedly.version import __version__

if TYPE_CHECKING:
    from allegedly.coder.coder import Coder
    from allegedly.dossier import Dossier

__all__ = [
    "Article",
    "Attribution",
    "Saying",
    "__version__",
    "attributions",
    "code",
    "factuality",
    "make_article",
    "open",
    "type_of",
]

_coders: dict[str, Coder] = {}


def _coder(language: str) -> Coder:
    if language not in _coders:
        from allegedly.coder.coder import Coder

        _coders[language] = Coder(language)
    return _coders[language]


def code(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> list[Saying]:
    """The sayings of one text, in order.

    Args:
        text: The article as it will be kept; all offsets point into it.
        published: ``YYYY-MM-DD``; without it, "on Wednesday" stays without days.
        publisher: The outlet.
        title: Recorded, not read: put it into ``text`` when it should be coded too.
        url: Where it stood.
        language: ISO 639-1; raises :class:`allegedly.errors.UnsupportedLanguage` when there is no coder for it.
    """
    article = make_article(text, published=published, publisher=publisher, title=title, url=url, language=language)
    return _coder(language).code(article)


def attributions(text: str, *, language: str = "en") -> list[Attribution]:
    """Who says what in ``text``: source, cue and content of every attribution, in the order of their cues, events or none.

    Beliefs, wishes, fears and plans count as well; ``kind`` tells them from speech, ``parent`` says inside whose content one stands.
    """
    return _coder(language).attributions(text)


def factuality(
    text: str, spans: Sequence[tuple[int, int]], question: Literal["happened", "presented"] = "presented", *, language: str = "en"
) -> list[float]:
    """How far the event words at each of ``spans`` (half-open, characters) happened, from -3 (certainly not) to 3 (certainly).

    ``happened`` asks whether it has happened by now, so that what is only planned has not; ``presented`` how far the author tells it as a fact.
    """
    return _coder(language).factuality(text, spans, question)


def open(place: str | Path, *, create: bool = False) -> Dossier:
    """Open a dossier: a file, or ``postgresql://USER@HOST/DATABASE``.

    ``create`` begins one where there is none; without it, that is a :class:`allegedly.errors.DossierError`. Use it in a ``with`` statement::

        with allegedly.open("crisis.dossier") as dossier:
            for incident in dossier.incidents():
                print(incident.id, len(incident.sayings), incident.publishers)
    """
    from allegedly.dossier import Dossier

    return Dossier(place, create=create)


def type_of(
    text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, *, language: str = "en"
) -> list[tuple[str, float]]:
    """PLOVER types of what ``actor`` does to ``recipient`` in ``text``, likeliest first.

    Args:
        text: One sentence or more.
        actor: Half-open character span of the doer, or null.
        recipient: Half-open character span of the done-to, or null.

    Returns:
        ``(type, probability)`` pairs over all sixteen types, summing to 1.
    """
    return _coder(language).type_of(text, actor, recipient)

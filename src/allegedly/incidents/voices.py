"""Who gives a saying, when what was copied from one place is to count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from allegedly.incidents.names import names, same_name, same_source
from allegedly.model import Saying

Stand = Literal["asserts", "denies", "foretells", "foretells not", "demands", "supposes", "asks"]
STANDS: tuple[Stand, ...] = ("asserts", "denies", "foretells", "foretells not", "demands", "supposes", "asks")
_OF_MODALITY: dict[str, Stand] = {"directive": "demands", "hypothetical": "supposes", "asked": "asks"}


def stand_of(saying: Saying) -> Stand:
    """What a saying holds of its event: the status in one word. A negative demand or supposition is still one."""
    status = saying.status
    negative = status.polarity == "negative"
    if status.modality == "asserted":
        return "denies" if negative else "asserts"
    if status.modality == "future":
        return "foretells not" if negative else "foretells"
    return _OF_MODALITY[status.modality]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """An independent voice: a source in the text, or a publisher that speaks for itself; and where it is heard.

    ``kind`` is ``source`` or ``publisher``. ``publishers`` are all that carry it.
    """

    name: str
    kind: Literal["source", "publisher"]
    publishers: tuple[str, ...]
    sayings: tuple[str, ...]


def voices(sayings: Iterable[Saying], copies: Mapping[str, str] | None = None) -> list[Voice]:
    """The independent voices of these sayings, earliest first.

    Two sayings have one voice when they give the same innermost source, whoever prints it; or when neither gives any and both are
    by one publisher, or of one group of ``copies`` (the id of an article, or of a saying, to its group: reprints of one text, or of one
    sentence; see :func:`allegedly.incidents.witnesses.witnesses`). A source that nobody named (a pronoun) speaks for the article that has it. A source that is itself a publisher ("Steppe Wire reported") is that publisher.
    """
    order = sorted(sayings, key=lambda s: (s.article.published or "9999", s.article.id, s.event.trigger.start, s.id))
    of = voice_keys(order, copies)
    found: dict[str, list[Saying]] = {}
    for saying in order:
        found.setdefault(of[saying.id], []).append(saying)
    return [_voice(key, given) for key, given in found.items()]


def voice_keys(sayings: Sequence[Saying], copies: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each saying id which voice it is: sayings with one value have one voice."""
    copies = copies or {}
    known: list[tuple[str, str, str]] = []
    groups: dict[str, str] = {}
    keys: dict[str, str] = {}
    for saying in sayings:
        article = saying.article
        inner = saying.source[-1] if saying.source else None
        shown = " ".join(((inner.name or inner.text or "") if inner else "").split())
        kind = "source"
        if not names(shown):
            kind, shown = "publisher", article.publisher or article.id
            group = copies.get(saying.id) or copies.get(article.id)
            if group is not None:
                # Whoever printed the text first speaks for all its copies.
                shown = groups.setdefault(group, shown)
        # In one article "the ministry" is the ministry that was named before.
        key = next(
            (
                name
                for other, text, name in known
                if shown == other or same_source(shown, other) or (text == article.id and same_name(names(shown), names(other)))
            ),
            None,
        )
        if key is None:
            key = f"{kind}\x1f{shown}"
        if (shown, article.id, key) not in known:
            known.append((shown, article.id, key))
        keys[saying.id] = key
    return keys


def _voice(key: str, sayings: Sequence[Saying]) -> Voice:
    kind, name = key.split("\x1f", 1)
    return Voice(
        name=name,
        kind="source" if kind == "source" else "publisher",
        publishers=tuple(dict.fromkeys(s.article.publisher for s in sayings if s.article.publisher)),
        sayings=tuple(s.id for s in sayings),
    )

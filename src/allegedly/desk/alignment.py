"""Two accounts set beside each other, incident by incident: what both tell and in which words, and what one leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allegedly.desk.article_text import Piece, lay_out_sentence
from allegedly.desk.queries import Happening, State
from allegedly.export.wording import actor_names, source_path, status_kind, status_words, type_words
from allegedly.model import ArticleRef, Saying


@dataclass(frozen=True)
class Account:
    """One side: an article, or all that a publisher printed on one day; its sayings stand in the order of their texts."""

    label: str
    articles: tuple[ArticleRef, ...]
    sayings: tuple[Saying, ...]

    @property
    def cues(self) -> list[tuple[str, int]]:
        """The words with which sources are brought in, commonest first."""
        words = Counter(" ".join(link.cue.text.lower().split()) for saying in self.sayings for link in saying.source if link.cue)
        return words.most_common(8)

    @property
    def own_voice(self) -> int:
        """How many sayings the articles tell in their own voice."""
        return sum(not saying.source for saying in self.sayings)


@dataclass(frozen=True)
class Line:
    """One saying of one side: its sentence in pieces, and how it is put."""

    saying: Saying
    kind: str
    pieces: tuple[Piece, ...]
    order: str

    @property
    def cue(self) -> str:
        """The words of saying, outermost first; empty for the article's own voice."""
        return ", ".join(" ".join(link.cue.text.split()) for link in self.saying.source if link.cue)


@dataclass(frozen=True)
class Row:
    """One incident as both sides tell it; an empty side leaves it out."""

    happening: Happening | None
    who: str
    word: str
    whom: str
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def order_of(saying: Saying) -> str:
    """Who stands first in the words, as far as their places tell: ``doer first``, ``done-to first``, and whether a doer is named at all."""
    event = saying.event
    trigger = event.trigger.start
    doers = [one.start for one in event.actors if one.start is not None]
    done_to = [one.start for one in event.recipients if one.start is not None]
    named = bool(event.actors)
    if done_to and min(done_to) < trigger and (not doers or min(doers) > trigger):
        return "done-to first, doer after" if named else "done-to first, no doer named"
    if doers and min(doers) < trigger:
        return "doer first"
    return "doer after" if named else "no doer named"


def aligned(state: State, left: Account, right: Account) -> list[Row]:
    """The incidents of both sides: those that both tell first, in the order of the left, then what only one tells."""
    sides = [_by_incident(state, account.sayings) for account in (left, right)]
    keys = [*(key for key in sides[0] if key in sides[1]), *(key for key in sides[0] if key not in sides[1])]
    keys += [key for key in sides[1] if key not in sides[0]]
    return [_row(state, key, sides[0].get(key, []), sides[1].get(key, [])) for key in keys]


def _by_incident(state: State, sayings: Iterable[Saying]) -> dict[object, list[Saying]]:
    found: dict[object, list[Saying]] = {}
    for saying in sayings:
        number = state.snapshot.number_of.get(saying.id)
        at = int(state.of_saying[number]) if number is not None else -1
        # What belongs to no incident yet stands for itself.
        found.setdefault(at if at >= 0 else saying.id, []).append(saying)
    return found


def _row(state: State, key: object, left: Sequence[Saying], right: Sequence[Saying]) -> Row:
    happening = state.happenings[key] if isinstance(key, int) else None
    if happening is not None:
        who, word, whom = state.headline(happening)
    else:
        event = (left or right)[0].event
        who, word, whom = actor_names(event.actors), event.trigger.text, actor_names(event.recipients)
    return Row(happening, who, word, whom, tuple(map(line_of, left)), tuple(map(line_of, right)))


def line_of(saying: Saying) -> Line:
    """One saying with its sentence marked."""
    return Line(saying, status_kind(saying.status), tuple(lay_out_sentence(saying)), order_of(saying))


def records(rows: Sequence[Row], left: Account, right: Account) -> Iterator[dict[str, Any]]:
    """One flat record a saying, for a file; ``told_by`` says whether both sides tell the incident."""
    for number, row in enumerate(rows, 1):
        both = "both" if row.left and row.right else "left only" if row.left else "right only"
        for side, account, lines in (("left", left, row.left), ("right", right, row.right)):
            for line in lines:
                saying = line.saying
                yield {
                    "row": number,
                    "incident": row.happening.incident.id if row.happening else None,
                    "told_by": both,
                    "side": side,
                    "account": account.label,
                    "article": saying.article.id,
                    "publisher": saying.article.publisher,
                    "published": saying.article.published,
                    "saying": saying.id,
                    "sentence": saying.sentence.text,
                    "source": source_path(saying.source) if saying.source else None,
                    "cue": line.cue or None,
                    "status": status_words(saying.status),
                    "type": type_words(saying),
                    "actors": actor_names(saying.event.actors),
                    "recipients": actor_names(saying.event.recipients),
                    "order": line.order,
                }

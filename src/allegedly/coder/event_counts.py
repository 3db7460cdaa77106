"""Which counts are an event's own, and what kind its type gives them: eight killed by an assault are dead, eight who march a crowd."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from spacy.tokens import Doc, Token

from allegedly.coder.count_kinds import is_person
from allegedly.coder.counts import VICTIMS, Kind
from allegedly.coder.quantities import by_word, group, lexicon
from allegedly.coder.syntax import first_conjunct, is_passive
from allegedly.model import Count


def counts_of(
    doc: Doc, head: int, mentions: Iterable[tuple[int, int]], found: Sequence[tuple[Count, int]], *, type: str = ""
) -> tuple[Count, ...]:
    """The counts of ``found`` that belong to the event at token ``head``, with the kind that its PLOVER ``type`` gives them.

    ``mentions`` are token ranges of the event's actors and recipients. A count belongs when what is counted stands in one of them, is
    the event's own noun ("eight deaths"), or hangs on its verb. "A man" counts as one only where it is a victim. Where a number changed ("rose from 8 to 26") only the later one is given.
    """
    ranges = list(mentions)
    own: list[tuple[Count, int]] = []
    for count, i in found:
        token = doc[i]
        if i == head or any(start <= i < end for start, end in ranges) or _hangs_on(token, head):
            own.append((count, i))
    if type == "PROTEST":
        own.extend(_behind_they(doc, ranges, found))
    last: dict[int, tuple[Count, int]] = {}
    for count, i in own:
        last[i] = (count, i)  # two numbers of one noun: the later holds
    typed = ((_typed(doc, count, i, head, type), i) for count, i in last.values())
    return tuple(
        count
        for count, i in typed
        if (count.kind in VICTIMS or not _only_article(count)) and (count.kind != "other" or _tells(doc, i, type))
    )


def _tells(doc: Doc, i: int, type: str) -> bool:
    """Whether a number of no kind is worth telling: those who are taken in or let go ("freed 5,000 prisoners"), not "one deputy"."""
    return type in group("told_types") and first_conjunct(doc[i]).dep_ in ("dobj", "nsubjpass", "pobj")


def _behind_they(doc: Doc, ranges: Sequence[tuple[int, int]], found: Sequence[tuple[Count, int]]) -> list[tuple[Count, int]]:
    """The number of those whom "they" takes up in the same sentence ("A million came out, and they marched")."""
    entities = doc._.entities
    counted: list[tuple[Count, int]] = []
    for start, end in ranges:
        entity = entities.at.get(start) if entities is not None and end == start + 1 and doc[start].lower_ == "they" else None
        if entity is None:
            continue
        heads = {referent.head for referent in entity.mentions if doc[referent.head].sent == doc[start].sent}
        counted.extend((count, i) for count, i in found if i in heads and i < start)
    return counted


def _only_article(count: Count) -> bool:
    """Whether nothing but "a" says that it is one."""
    return count.best == 1 and count.text.lower().startswith(("a ", "an "))


def _hangs_on(token: Token, head: int) -> bool:
    """Whether what is counted is an argument of the event's own word ("the killing of eight")."""
    event = token.doc[head]
    if event.dep_ == "acl" and event.tag_ == "VBN" and event.head.i == token.i:
        return True  # "the 14 men arrested on Friday"
    token = first_conjunct(token)
    for _ in range(3):
        if token.head.i == head and token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "nummod", "pobj", "oprd", "ccomp"):
            return True
        if token.dep_ == "pobj" and token.head.lower_ in ("of", "to", "with", "from", "in", "by"):
            token = token.head
            if token.head.i == head:
                return True
            token = token.head
            if token.i == head:
                return True
        else:
            return False
    return False


def _typed(doc: Doc, count: Count, i: int, head: int, type: str) -> Count:
    """The count with the kind that its event gives it."""
    kind: str = count.kind
    verb = doc[head].lemma_.lower()
    if (type == "AID" and kind != "money") or (type in ("RETREAT", "CONCEDE") and verb in group("releases")):
        kind = "other"
    elif kind == "other" and type == "COERCE" and _arrests(verb) and doc[i].dep_ in ("dobj", "pobj", "nsubjpass"):
        kind = "arrested"
    elif kind == "other" and by_word("doing").get(verb) == "displaced" and is_person(doc[i]):
        kind = "displaced"
    elif kind in ("other", "crowd", "forces") and type in lexicon()["types"]:
        by_verb = by_word("done_to").get(verb) or by_word("doing").get(verb)
        given = lexicon()["types"][type]
        person = kind != "other" or is_person(doc[i])
        if type == "ASSAULT":
            # Six gunmen who killed are no dead; six gunmen who died are.
            doing = first_conjunct(doc[i]).dep_ == "nsubj" and not is_passive(doc[head]) and verb not in by_word("doing")
            if by_verb in ("dead", "injured") and not doing and person:
                kind = by_verb
            elif doing and doc[i].lemma_.lower() in group("armed"):
                kind = "other"  # how many gunmen came is no count of what they did
        elif type == "COERCE":
            kind = given if person and by_verb in (None, "arrested") and doc[i].dep_ != "nsubj" else kind
        elif person:
            kind = given
    return Count(
        kind=cast("Kind", kind),
        text=count.text,
        start=count.start,
        end=count.end,
        low=count.low,
        best=count.best,
        high=count.high,
    )


def _arrests(word: str) -> bool:
    return "arrested" in (by_word("done_to").get(word), by_word("nouns").get(word))

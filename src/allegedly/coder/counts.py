"""How many: counts of dead, injured, arrested, crowds, troops and money, with what the words leave open left open.

"Eight" is exact (low, best and high); "at least eight" has only ``low``, "about 20" only ``best``, "up to 50" only ``high``, "between 20 and 30"
low and high. "Dozens" and their like have only the least that the word can mean (24, 200, 2000; "several" is three or more). A number
that is not told is null, never zero. The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder.count_kinds import among, by_word, inherited, is_person, kind_of, kind_of_verb, state_after, toll_of
from allegedly.coder.dates import find_timexes
from allegedly.coder.parts import register_extensions
from allegedly.coder.quantities import Quantity, candidates, group, lexicon, quantity_at, related_quantity
from allegedly.coder.syntax import first_conjunct, is_passive
from allegedly.model import Count

Kind = Literal["dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other"]
KINDS: tuple[str, ...] = get_args(Kind)

# Kinds under which one person is worth a count.
# So many people who stand or wait together are a crowd.
_CROWD = 100
_VICTIMS = frozenset({"dead", "injured", "arrested", "missing"})

register_extensions()


def find_counts(doc: Doc) -> list[tuple[Count, int]]:
    """Every count of ``doc`` with the token index of what is counted, in text order.

    The token is the noun ("eight protesters"), or the number itself where no noun follows ("killed eight"). Dates, ages, percentages and
    numbers that name things ("Resolution 1244") are no counts. The kind is read from the words around it; :func:`counts_of` knows more.
    """
    starts = candidates(doc)
    if not starts:
        return []
    timexes = doc._.timexes if doc._.timexes is not None else find_timexes(doc.text)
    taken = [(timex.span.start, timex.span.end) for timex in timexes]
    found: list[tuple[Count, int]] = []
    done, sentence, kind_before, before, sum_before = 0, -1, None, None, False
    for i in starts:
        if i < done:
            continue
        here = doc[i].sent.start
        if here != sentence:
            sentence, kind_before, before, sum_before = here, None, None, False
        quantity = related_quantity(doc, i, before) or quantity_at(doc, i)
        if quantity is None:
            continue
        start, end = doc[quantity.start].idx, doc[quantity.last].idx + len(doc[quantity.last])
        if any(low < end and start < high for low, high in taken):
            continue
        done = quantity.end
        share = _one_in(doc, quantity)
        if share or _is_age(doc[quantity.last]):
            done += share
            continue
        counted = _counted(doc, quantity)
        number = doc[quantity.last]
        kind = kind_of(doc, quantity, counted) if counted is not None else "other"
        if kind == "other":
            told = inherited(doc, quantity, counted or number, kind_before)
            if told is not None:
                kind, counted = told, counted or number
        elif kind != "money":
            kind_before = kind
        if (
            counted is None
            and before is not None
            and number.tag_ == "CD"
            and number.dep_ in ("nsubj", "nsubjpass", "dobj")
            and number.head.pos_ == "VERB"
        ):
            counted = number  # "of the 52 men, 19 were rescued"
        if kind == "other" and _is_gathered(counted or number, quantity):
            kind = kind_before = "crowd"
            counted = counted or number
        if kind == "other" and sum_before and "of" in (doc[at].lower_ for at in range(max(quantity.start - 2, 0), quantity.last)):
            kind, counted = "money", counted or number  # "€12m of the 60 million"
        sum_before = kind == "money"
        if counted is None or (
            kind == "other"
            and quantity.best == 1
            and (number.lower_ == "one" == counted.lower_ or doc[max(quantity.start - 1, 0)].lower_ == "of")
        ):
            continue  # "members of one family"
        if kind not in _VICTIMS and number.lower_ in ("a", "an", "another"):
            continue  # one person is worth a count only as a victim
        if counted.i < quantity.start:
            quantity = _told_by_verb(doc, quantity)
        if kind != "money":
            before = quantity
        found.append((_count(doc, quantity, counted, kind), counted.i))
    return found


def _one_in(doc: Doc, quantity: Quantity) -> int:
    """How many tokens behind a number make it a share ("two in three voters", "three in every ten"); 0 where it is none."""
    following = doc[quantity.end : quantity.end + 3]
    if len(following) < 2 or following[0].lower_ not in ("in", "out"):
        return 0
    if following[1].tag_ == "CD":
        return 2
    return 3 if following[1].lower_ in ("every", "each", "of") and following[-1].tag_ == "CD" else 0


def _told_by_verb(doc: Doc, quantity: Quantity) -> Quantity:
    """The bound that the verb of a toll sets: "has passed 400" is a least, "could reach 500" a most."""
    if None in (quantity.low, quantity.best, quantity.high):
        return quantity
    verb = doc[quantity.last].head
    while verb.dep_ in ("prep", "pobj", "quantmod", "nummod") and verb.head.i != verb.i:
        verb = verb.head
    if verb.lemma_ in group("beyond"):
        return replace(quantity, best=None, high=None)
    if verb.lemma_ in group("reaching") and any(child.dep_ == "aux" and child.lower_ in group("open") for child in verb.lefts):
        return replace(quantity, low=None, best=None)
    return quantity


def _counted(doc: Doc, quantity: Quantity) -> Token | None:
    """The token that is counted, or null when the number counts nothing."""
    number = doc[quantity.last]
    after = doc[quantity.end] if quantity.end < len(doc) else None
    if quantity.money:
        return number
    if (
        after is not None
        and (after.lower_ in group("uncounted") or after.lemma_ in group("uncounted"))
        and not _is_ordinal(number, after)
    ):
        return None
    if _part_of(doc, quantity):
        return number
    noun = _noun(doc, quantity)
    if noun is None and number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.lemma_ in group("crowds"):
        noun = number.head.head  # "a crowd of about 500"
    if noun is not None:
        if noun.lemma_ in group("uncounted") or noun.lower_ in group("uncounted"):
            return None
        return noun
    toll = toll_of(number)
    if toll is not None:
        return toll
    if number.dep_ == "dobj" and number.head.lemma_ in group("including") and among(number) is not None:
        return number
    state = state_after(doc, quantity.end)
    if state is not None or kind_of_verb(number) is not None:
        return number
    return None


def _is_ordinal(article: Token, word: Token) -> bool:
    """Whether "third" and its like say that one more is counted: "a third person died"."""
    return article.lower_ in ("a", "an") and word.dep_ == "amod" and word.head.i > word.i


def _is_gathered(counted: Token, quantity: Quantity) -> bool:
    """Whether so many people in one place are a crowd by what they do: "tens of thousands stood in the rain"."""
    verb = counted.head
    least = next((value for value in (quantity.low, quantity.best, quantity.high) if value is not None), 0)
    if least < _CROWD or counted.dep_ != "nsubj" or verb.lemma_ not in group("present"):
        return False
    return is_person(counted) or counted.i == quantity.last


def _is_age(number: Token) -> bool:
    """Whether a lone number behind a person is an age: "two brothers, 17 and 19,"."""
    first = number.head if number.dep_ == "conj" and number.head.tag_ == "CD" else number
    if number.text.isdigit() and first.i and first.nbor(-1).lower_ in ("aged", "age", "ages"):
        return True
    return (
        number.text.isdigit()
        and first.dep_ == "appos"
        and first.head.i < first.i
        and first.tag_ == "CD"
        and is_person(first.head)
        and first.head.tag_ != "CD"
    )


def _part_of(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number counts a part of others, and so stands for itself: "nine of the detainees", "five of whom"."""
    following = doc[quantity.end : quantity.end + 2]
    number = doc[quantity.last]
    if len(following) < 2 or following[0].lower_ != "of" or (number.tag_ != "CD" and number.lower_ != "half"):
        return False
    return following[1].lower_ in ("them", "whom", "us", "those") or (
        following[1].dep_ in ("det", "poss") and following[1].head.lemma_.lower() not in group("uncounted")
    )


def _noun(doc: Doc, quantity: Quantity) -> Token | None:
    """The noun behind the number: its head in the parse, or the head of the phrase that begins right behind it."""
    number = doc[quantity.last]
    if number.dep_ in ("nummod", "appos") and number.head.i < quantity.start and number.head.pos_ in ("NOUN", "PROPN"):
        return None  # "Article 5 of the treaty"
    for i in range(quantity.start, quantity.end):
        head = doc[i].head
        if (
            head.i >= quantity.end
            and head.pos_ in ("NOUN", "PROPN")
            and doc[i].dep_ in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "predet")
        ):
            return head
    end = quantity.end
    if end + 1 < len(doc) and doc[end + 1].lower_ == "strong":
        strong = doc[end + 1].head
        return strong if strong.pos_ in ("NOUN", "PROPN") and strong.i > end else None  # "the 3,500-strong force"
    for token in doc[end : end + 4]:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
                return token.head
            return token
        if token.pos_ not in ("ADJ", "DET", "ADP") or (token.pos_ == "ADP" and token.lower_ != "of"):
            return None
        if token.lower_ in by_word("states"):
            return None
    return None


def _whole(number: float | None) -> int | float | None:
    """Whole numbers as such, so that eight people are written 8 and not 8.0."""
    return int(number) if number is not None and number == int(number) else number


def _count(doc: Doc, quantity: Quantity, counted: Token, kind: str) -> Count:
    """The record of a count: from its modifiers to the noun that is counted."""
    start, end = quantity.start, quantity.end
    if counted.i >= end and (counted.i - end <= 4 or doc[start].lower_ in ("a", "an")):
        end = counted.i + 1
    while end > quantity.last + 1 and doc[end - 1].lower_ == "of":
        end -= 1
    span = doc[start:end]
    return Count(
        kind=cast("Kind", kind),
        text=span.text,
        start=span.start_char,
        end=span.end_char,
        low=_whole(quantity.low),
        best=_whole(quantity.best),
        high=_whole(quantity.high),
    )


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
        if (count.kind in _VICTIMS or not _only_article(count)) and (count.kind != "other" or _tells(doc, i, type))
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


@Language.component("allegedly_counts_v1", assigns=["doc._.counts"])
def counts(doc: Doc) -> Doc:
    """Store the counts of ``doc`` in ``doc._.counts`` as ``(Count, token)``."""
    doc._.counts = find_counts(doc)
    return doc

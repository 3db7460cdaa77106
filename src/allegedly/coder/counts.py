"""How many: counts of dead, injured, arrested, crowds, troops and money, with what the words leave open left open.

"Eight" is exact (low, best and high); "at least eight" has only ``low``, "about 20" only ``best``, "up to 50" only ``high``, "between 20 and 30"
low and high. "Dozens" and their like have only the least that the word can mean (24, 200, 2000; "several" is three or more). A number
that is not told is null, never zero. The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder.dates import find_timexes
from allegedly.coder.parts import register_extensions
from allegedly.coder.quantities import Quantity, candidates, group, lexicon, number_starters, quantity_at
from allegedly.coder.syntax import first_conjunct, is_passive
from allegedly.model import Count

Kind = Literal["dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other"]
KINDS: tuple[str, ...] = get_args(Kind)

# Kinds under which one person is worth a count.
_VICTIMS = frozenset({"dead", "injured", "arrested", "missing"})

register_extensions()


@cache
def _by_word(section: str) -> dict[str, str]:
    """The kind of each word of one section of the lexicon."""
    return {word: kind for kind, words in lexicon()[section].items() for word in words}


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
    done = 0
    for i in starts:
        if i < done:
            continue
        quantity = quantity_at(doc, i)
        if quantity is None:
            continue
        start, end = doc[quantity.start].idx, doc[quantity.last].idx + len(doc[quantity.last])
        if any(low < end and start < high for low, high in taken):
            continue
        done = quantity.end
        counted = _counted(doc, quantity)
        if counted is None:
            continue
        found.append((_count(doc, quantity, counted), counted.i))
    return found


def _counted(doc: Doc, quantity: Quantity) -> Token | None:
    """The token that is counted, or null when the number counts nothing."""
    number = doc[quantity.last]
    after = doc[quantity.end] if quantity.end < len(doc) else None
    if quantity.money:
        return number
    if after is not None and (after.lower_ in group("uncounted") or after.lemma_ in group("uncounted")):
        return None
    noun = _noun(doc, quantity)
    if noun is not None:
        if noun.lemma_ in group("uncounted") or noun.lower_ in group("uncounted"):
            return None
        return noun
    toll = _toll(number)
    if toll is not None:
        return toll
    state = _state_after(doc, quantity.end)
    if state is not None or _kind_of_verb(number) is not None:
        return number
    return None


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
    for token in doc[end : end + 4]:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
                return token.head
            return token
        if token.pos_ not in ("ADJ", "DET", "ADP") or (token.pos_ == "ADP" and token.lower_ != "of"):
            return None
        if token.lower_ in _by_word("states"):
            return None
    return None


def _toll(number: Token) -> Token | None:
    """The "toll" or "number" that a number is the value of ("the toll rose to 26")."""
    verb = number.head
    for _ in range(3):
        if verb.pos_ in ("VERB", "AUX", "NOUN"):
            break
        verb = verb.head
    if verb.pos_ == "NOUN":
        return verb if verb.lemma_ in group("numbers") else None
    return next(
        (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ in group("numbers")), None
    )


def _state_after(doc: Doc, end: int) -> str | None:
    """A state told right behind a number or its noun ("eight dead", "eight others wounded")."""
    for token in doc[end : end + 3]:
        kind = _by_word("states").get(token.lower_)
        if kind is not None and token.i - end <= 2:
            # "Six gunmen killed the mayor" tells of the mayor.
            return None if any(child.dep_ == "dobj" for child in token.rights) else kind
        if token.lower_ not in group("before_state"):
            return None
    return None


def _kind_of_verb(token: Token) -> str | None:
    """The kind that the verb of ``token`` gives it: as the one done to, as the one who does, or by a participle that describes it."""
    own, token = token, first_conjunct(token)
    for child in (*own.rights, *(token.rights if token.i != own.i else ())):
        if child.dep_ in ("acl", "relcl", "amod"):
            kind = _by_word("states").get(child.lower_) or _verb_kind(child, passive=child.tag_ == "VBN" or is_passive(child))
            if kind is not None:
                return kind
    for child in token.lefts:
        if child.dep_ == "amod" and child.lower_ in _by_word("states"):
            return _by_word("states")[child.lower_]
    verb, label = token.head, token.dep_
    if label == "conj" and verb.pos_ == "VERB" and token.pos_ in ("NOUN", "NUM"):
        return _verb_kind(verb, passive=True)  # the parser hangs a second object on the verb
    if label == "pobj" and verb.lower_ == "of":  # "the killing of eight", "dozens of people were killed"
        noun = verb.head
        kind = _by_word("nouns").get(noun.lemma_) or _by_word("done_to").get(_verb_of(noun))
        return kind or (
            _kind_of_verb(noun) if noun.i != token.i and (noun.tag_ == "CD" or noun.lower_ in number_starters()) else None
        )
    if label in ("dobj", "nsubjpass", "oprd"):
        return _verb_kind(verb, passive=True)
    if label in ("nsubj", "attr"):
        if (
            verb.pos_ in ("ADJ", "VERB", "AUX")
            and verb.lower_ in _by_word("states")
            and verb.dep_ in ("ccomp", "oprd", "ROOT", "conj", "advcl")
            and not any(child.dep_ == "dobj" for child in verb.rights)
        ):
            return _by_word("states")[verb.lower_]
        state = next((child for child in verb.rights if child.dep_ in ("acomp", "oprd")), None)
        if state is not None and state.lower_ in _by_word("states"):
            return _by_word("states")[state.lower_]
        return _verb_kind(verb, passive=is_passive(verb))
    return None


def _verb_of(noun: Token) -> str:
    """The verb behind a noun in "-ing" ("the killing of"); the lemma itself otherwise."""
    lemma = noun.lemma_.lower()
    return str(lemma.removesuffix("ing"))


def _verb_kind(verb: Token, *, passive: bool) -> str | None:
    """The kind that a verb gives the one it is done to (``passive``) or the one who does it."""
    lemma = verb.lemma_.lower()
    if passive:
        if lemma == "shoot":
            dead = any(
                child.lower_ in ("dead", "death") or any(g.lower_ == "death" for g in child.children) for child in verb.children
            )
            return "dead" if dead else None
        if lemma == "claim" and verb.tag_ != "VBD":
            return None
        return _by_word("done_to").get(lemma) or _with_word("done_to_with", verb, lemma)
    return _by_word("doing").get(lemma) or _with_word("doing_with", verb, lemma)


def _with_word(section: str, verb: Token, lemma: str) -> str | None:
    """The kind of a verb that needs another word to tell it ("lost their lives", "driven from their homes")."""
    words = lexicon()[section].get(lemma)
    if words is None:
        return None
    return next((words[child.lemma_] for child in verb.rights if child.lemma_ in words), None)


def _kind(doc: Doc, quantity: Quantity, counted: Token) -> str:
    """What kind of count it is, from the state told of it, its noun, or its verb."""
    if quantity.money or counted.lemma_.lower() in lexicon()["nouns"]["money"]:
        return "money"
    near = counted.i + 1 if counted.i >= quantity.end else quantity.end
    state = _state_after(doc, near)
    if state is not None:
        return state
    noun = _by_word("nouns").get(counted.lemma_.lower())
    if noun in ("dead", "injured", "arrested", "missing") and counted.lemma_ not in group("verb_first"):
        return noun
    if counted.lemma_ in group("numbers"):
        for child in counted.rights:
            if child.lower_ == "of":
                for inner in child.children:
                    kind = _by_word("states").get(inner.lower_) or _by_word("nouns").get(inner.lemma_) or _kind_of_verb(inner)
                    if kind is not None:
                        return kind
    verb = _kind_of_verb(counted)
    if verb == "forces" and noun not in ("forces", None):
        verb = None
    if verb == "forces" and noun is None and counted.lemma_ not in group("force_nouns"):
        verb = None
    if verb == "crowd" and (noun == "forces" or counted.lemma_ in group("collectives")):
        verb = None
    return str(verb or noun or "other")


def _whole(number: float | None) -> int | float | None:
    """Whole numbers as such, so that eight people are written 8 and not 8.0."""
    return int(number) if number is not None and number == int(number) else number


def _count(doc: Doc, quantity: Quantity, counted: Token) -> Count:
    """The record of a count: from its modifiers to the noun that is counted."""
    start, end = quantity.start, quantity.end
    if counted.i >= end and (counted.i - end <= 4 or doc[start].lower_ in ("a", "an")):
        end = counted.i + 1
    while end > quantity.last + 1 and doc[end - 1].lower_ == "of":
        end -= 1
    span = doc[start:end]
    kind = cast("Kind", _kind(doc, quantity, counted))
    return Count(
        kind=kind,
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
    elif kind == "other" and _by_word("doing").get(verb) == "displaced" and _is_person(doc[i]):
        kind = "displaced"
    elif kind in ("other", "crowd", "forces") and type in lexicon()["types"]:
        by_verb = _by_word("done_to").get(verb) or _by_word("doing").get(verb)
        given = lexicon()["types"][type]
        person = kind != "other" or _is_person(doc[i])
        if type == "ASSAULT":
            # Six gunmen who killed are no dead; six gunmen who died are.
            doing = first_conjunct(doc[i]).dep_ == "nsubj" and not is_passive(doc[head]) and verb not in _by_word("doing")
            kind = by_verb if by_verb in ("dead", "injured") and not doing and person else kind
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
    return "arrested" in (_by_word("done_to").get(word), _by_word("nouns").get(word))


def _is_person(token: Token) -> bool:
    """Whether what is counted is people: by its noun, or because no noun is named ("killed eight")."""
    lemma = token.lemma_.lower()
    return lemma in group("persons") or lemma in group("people") or token.tag_ == "CD" or token.ent_type_ == "NORP"


@Language.component("allegedly_counts_v1", assigns=["doc._.counts"])
def counts(doc: Doc) -> Doc:
    """Store the counts of ``doc`` in ``doc._.counts`` as ``(Count, token)``."""
    doc._.counts = find_counts(doc)
    return doc

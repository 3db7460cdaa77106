"""How many: counts of dead, injured, arrested, crowds, troops and money, with what the words leave open left open.

"Eight" is exact (low, best and high); "at least eight" has only ``low``, "about 20" only ``best``, "up to 50" only ``high``, "between 20 and 30"
low and high. "Dozens" and their like have only the least that the word can mean (24, 200, 2000; "several" is three or more). A number
that is not told is null, never zero. The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder.count_before import Told, inherited
from allegedly.coder.count_kinds import among, is_person, kind_of, kind_of_verb, state_after, toll_of
from allegedly.coder.count_settings import at_gathering, deed_of_headline, toll_before
from allegedly.coder.counts_of_nothing import is_age, one_in
from allegedly.coder.dates import find_timexes
from allegedly.coder.parts import register_extensions
from allegedly.coder.quantities import (
    DASHES,
    Quantity,
    by_word,
    candidates,
    group,
    lexicon,
    number_starters,
    one_more_words,
    quantity_at,
    related_quantity,
)
from allegedly.model import Count

Kind = Literal["dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other"]
KINDS: tuple[str, ...] = get_args(Kind)

# So many people who stand or wait together are a crowd.
_CROWD = 100
# Kinds under which one person is worth a count.
VICTIMS = frozenset({"dead", "injured", "arrested", "missing"})

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
    done, sentence, sum_before, whole = 0, -1, False, -1
    told: Told | None = None
    before: Quantity | None = None
    for i in starts:
        if i < done:
            continue
        here = doc[i].sent.start
        if here != sentence:
            sentence, told, before, sum_before = here, None, None, False
        quantity = related_quantity(doc, i, before) or quantity_at(doc, i)
        if quantity is None:
            continue
        start, end = doc[quantity.start].idx, doc[quantity.last].idx + len(doc[quantity.last])
        if any(low < end and start < high for low, high in taken):
            continue
        done = quantity.end
        share = one_in(doc, quantity)
        if share or is_age(doc[quantity.last]):
            done += share
            continue
        counted = _counted(doc, quantity)
        number = doc[quantity.last]
        of = whole_behind(doc, quantity)
        kind = kind_of(doc, quantity, (of and of.head) or counted) if counted is not None else "other"
        if quantity.last == whole and kind in VICTIMS:
            kind = "other"  # the 40 in "12 of 40 passengers drowned"
        whole = of.i if of is not None else -1
        if kind == "other" and counted is not None and (deed := deed_of_headline(doc, quantity, counted)) is not None:
            kind, counted = deed, number
        if kind == "other":
            kind, counted = inherited(doc, quantity, counted or number, told) or kind, counted
            if kind != "other" or _votes_again(doc, quantity):
                counted = counted or number
        if (
            counted is None
            and before is not None
            and number.tag_ == "CD"
            and number.dep_ in ("nsubj", "nsubjpass", "dobj")
            and number.head.pos_ == "VERB"
        ):
            counted, kind = number, kind_of(doc, quantity, number)  # "of the 52 men, 19 were rescued"
        if counted is None and _more_alone(doc, quantity):
            counted = number
        if counted is None and _stands_for_people(doc, quantity):
            counted, kind = number, kind_of(doc, quantity, number)
        if kind == "other" and _is_gathered(counted or number, quantity):
            kind, counted = "crowd", counted or number
        if (
            kind == "other"
            and counted is None
            and sum_before
            and "of" in (doc[at].lower_ for at in range(max(quantity.start - 2, 0), quantity.last))
        ):
            kind, counted = "money", number  # "€12m of the 60 million"
        sum_before = kind == "money"
        if (
            counted is None
            or (
                quantity.best == 1 and number.lower_ == "one" and counted.lemma_ in group("numbers")  # "by one estimate"
            )
            or (
                kind == "other"
                and quantity.best == 1
                and (number.lower_ == "one" == counted.lower_ or doc[max(quantity.start - 1, 0)].lower_ == "of")
            )
        ):
            continue  # "members of one family"
        if number.lower_ in ("a", "an") and _said_already(counted):
            continue
        single = number.lower_ in ("a", "an", "another") or number.lower_ in one_more_words()
        single = single or (number.lower_ == "one" and kind == "other" and counted.i >= quantity.end)  # "in one house"
        if (kind not in VICTIMS and single) or (kind == "crowd" and quantity.best == 1):
            continue  # one person is worth a count only as a victim
        if kind not in VICTIMS and number.lower_ in lexicon()["pairs"]:
            continue  # and so are "the couple" and "both men"
        if kind not in ("other", "money"):
            told = Told(kind, counted)
        if counted.i < quantity.start:
            quantity = _told_by_verb(doc, quantity)
        if kind != "money":
            before = quantity
        found.append((_count(doc, quantity, counted, kind), counted.i))
    return found


def _said_already(noun: Token) -> bool:
    """Whether a noun only says who the one just counted is: "one of them a child"."""
    return noun.dep_ == "appos" and noun.head.lower_ == "one" and bool(noun.head.i < noun.i)


def _more_alone(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number counts by "more" alone ("were looking for three more")."""
    more = doc[quantity.end] if quantity.end < len(doc) else None
    if more is None or more.lower_ != "more" or (more.i + 1 < len(doc) and doc[more.i + 1].lower_ == "than"):
        return False
    return more.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass") or (more.dep_ == "amod" and bool(more.head.i == quantity.last))


def _stands_for_people(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number without a noun is the subject of its sentence: "Up to 40,000 are expected", "hundreds of thousands were without water"."""
    number = doc[quantity.last]
    if (
        number.dep_ == "ROOT"
        and number.tag_ == "NNS"
        and quantity.start == number.sent.start
        and number.sent[-1].text not in (".", "!", "?")
    ):
        return True  # "Thousands without power after cyclone"
    if number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.i >= quantity.start:
        number = number.head.head  # "hundreds of thousands"
    if number.dep_ not in ("nsubj", "nsubjpass") or number.head.pos_ not in ("VERB", "AUX") or number.head.i < number.i:
        return False
    if number.tag_ == "CD":
        return number.lower_ != "one" and quantity.end <= number.head.i and not (number.text.isdigit() and len(number.text) == 4)
    return number.lower_ in number_starters() and number.tag_ == "NNS"


def _votes_again(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is the other side of a vote: "by 212 votes to 187"."""
    behind = doc[max(quantity.start - 2, 0) : quantity.start]
    return len(behind) == 2 and behind[1].lower_ == "to" and behind[0].lemma_ in group("ballots")


def _told_by_verb(doc: Doc, quantity: Quantity) -> Quantity:
    """The bound that the verb of a toll sets: "has passed 400" is a least, "could reach 500" a most."""
    if None in (quantity.low, quantity.best, quantity.high):
        return quantity
    verb = doc[quantity.last].head
    while verb.dep_ in ("prep", "pobj", "quantmod", "nummod") and verb.head.i != verb.i:
        verb = verb.head
    above = doc[quantity.last].head
    right_before = doc[quantity.start - 1] if quantity.start else verb
    if (
        verb.lemma_ in group("beyond")
        or right_before.lemma_ in group("beyond")
        or (above.dep_ == "prep" and above.lower_ in group("past"))
    ):
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
    if after is not None and after.lower_ == "short" and after.i + 1 < len(doc) and after.nbor(1).lower_ == "of":
        return None  # "five short of a majority"
    if _part_of(doc, quantity):
        return number
    if after is not None and after.lower_ == "strong" and after.dep_ == "acomp":
        return next((child for child in after.head.lefts if child.dep_ == "nsubj"), None)  # "the militia is 2,000 strong"
    noun = _noun(doc, quantity)
    if (
        noun is None
        and number.dep_ == "pobj"
        and number.head.lower_ == "of"
        and number.head.head.lemma_ in group("crowds") | group("households")
    ):
        noun = number.head.head  # "a crowd of about 500", "a family of five"
    if noun is not None:
        if noun.lemma_ in group("uncounted") or noun.lower_ in group("uncounted"):
            return None
        return noun
    if number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.lemma_ in group("parents"):
        return None  # "a mother of two"
    toll = toll_of(number) or _put_at(number) or toll_before(doc, quantity)
    if toll is not None:
        return toll
    if number.dep_ == "dobj" and number.head.lemma_ in group("including") and among(number) is not None:
        return number
    state = state_after(doc, quantity.end)
    if state is not None or kind_of_verb(number) is not None:
        return number
    return None


def _put_at(number: Token) -> Token | None:
    """Those whose number somebody gives in a clause about them: "the crowd, which police put at 12,000"."""
    verb = number.head.head if number.dep_ == "pobj" and number.head.lower_ == "at" else number
    if verb.dep_ != "relcl" or verb.lemma_ not in group("telling") or verb.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return verb.head if any(child.tag_ in ("WDT", "WP") for child in verb.lefts) else None


def _is_ordinal(article: Token, word: Token) -> bool:
    """Whether "third" and its like say that one more is counted: "a third person died"."""
    return article.lower_ in ("a", "an") and word.dep_ == "amod" and word.head.i > word.i


def _is_gathered(counted: Token, quantity: Quantity) -> bool:
    """Whether so many people in one place are a crowd by what they do: "tens of thousands stood in the rain"."""
    verb = counted.head
    least = next((value for value in (quantity.low, quantity.best, quantity.high) if value is not None), 0)
    if least < _CROWD or counted.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if (verb.lemma_ not in group("present") or counted.dep_ != "nsubj") and not at_gathering(verb):
        return False
    return is_person(counted) or counted.i == quantity.last


def whole_behind(doc: Doc, quantity: Quantity) -> Token | None:
    """The number of the whole where the parser took both for one: "12 of 40 passengers drowned"; null elsewhere."""
    at = quantity.end + (quantity.end < len(doc) and doc[quantity.end].lower_ == "out")
    following = doc[at : at + 2]
    if len(following) < 2 or following[0].lower_ != "of" or following[1].tag_ != "CD" or doc[quantity.last].tag_ != "CD":
        return None
    return following[1] if following[1].dep_ == "nummod" and following[0].dep_ != "prep" else None


def _part_of(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number counts a part of others, and so stands for itself: "nine of the detainees", "five of whom"."""
    out = quantity.end < len(doc) and doc[quantity.end].lower_ == "out"
    following = doc[quantity.end + out : quantity.end + out + 2]
    number = doc[quantity.last]
    if len(following) == 2 and following[0].lower_ == "of" and following[1].tag_ == number.tag_ == "CD":
        return True  # "12 of 40 passengers", "12 out of 40"
    if len(following) < 2 or following[0].lower_ != "of" or (number.tag_ != "CD" and number.lower_ != "half"):
        return False
    return following[1].lower_ in ("them", "whom", "us", "those") or (
        following[1].dep_ in ("det", "poss") and following[1].head.lemma_.lower() not in group("uncounted")
    )


def _noun(doc: Doc, quantity: Quantity) -> Token | None:
    """The noun behind the number: its head in the parse, or the head of the phrase that begins right behind it."""
    number = doc[quantity.last]
    if quantity.end < len(doc) and doc[quantity.end].text in DASHES and number.whitespace_:
        return None  # "toll passes 60,000 - ministry"
    if number.text == "m" and quantity.end < len(doc):
        return doc[quantity.end]
    if number.dep_ in ("nummod", "appos") and number.head.i < quantity.start and number.head.pos_ in ("NOUN", "PROPN"):
        return None  # "Article 5 of the treaty"
    if number.lower_ in lexicon()["pairs"] and number.pos_ == "NOUN":
        return number
    if quantity.end < len(doc) and doc[quantity.end].lower_ in by_word("states") and doc[quantity.end].head.i < quantity.end:
        return None  # "at least 20 killed in church attack - officials"
    if quantity.end + 1 < len(doc) and doc[quantity.end].text == "-" and doc[quantity.end + 1].lower_ in group("made_up"):
        strong = doc[quantity.end + 1].head
        return strong if strong.pos_ in ("NOUN", "PROPN") and strong.i > quantity.end else None  # "the 3,500-strong force"
    for i in range(quantity.start, quantity.end):
        head = doc[i].head
        if (
            head.i >= quantity.end
            and head.pos_ in ("NOUN", "PROPN")
            and doc[i].dep_ in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "predet")
        ):
            return head
    end = quantity.end
    if (
        end < len(doc)
        and doc[end].lower_ in group("nominals")
        and quantity.start
        and doc[quantity.start - 1].tag_ in ("DT", "CD")
    ):
        return doc[end]
    for token in doc[end : end + 4]:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
                return token.head
            return token
        if token.dep_ == "amod" and token.head.i > token.i and token.lower_ not in by_word("states"):
            continue
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


@Language.component("allegedly_counts_v1", assigns=["doc._.counts"])
def counts(doc: Doc) -> Doc:
    """Store the counts of ``doc`` in ``doc._.counts`` as ``(Count, token)``."""
    doc._.counts = find_counts(doc)
    return doc

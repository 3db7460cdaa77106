"""Numbers that count nobody and nothing: shares ("two in three voters") and ages ("a man of 24").

The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.count_kinds import is_person
from allegedly.coder.numbers import number as value_of
from allegedly.coder.quantities import Quantity, is_one_person, lexicon


def one_in(doc: Doc, quantity: Quantity) -> int:
    """How many tokens behind a number make it a share ("two in three voters", "three in every ten"); 0 where it is none."""
    following = doc[quantity.end : quantity.end + 3]
    if len(following) < 2 or following[0].lower_ not in ("in", "out"):
        return 0
    if following[1].tag_ == "CD":
        return 2 if _is_share(following[1]) else 0
    told = following[1].lower_ in ("every", "each", "of") and following[-1].tag_ == "CD"
    return 3 if told and (following[1].lower_ != "of" or _is_share(following[-1])) else 0


def _is_share(whole: Token) -> bool:
    """Whether a number is one of which shares are told: nine out of ten, but twelve out of 40."""
    return value_of(whole.lower_) in lexicon()["shares_of"]


def is_age(number: Token) -> bool:
    """Whether a lone number behind a person is an age: "two brothers, 17 and 19,"."""
    first = number
    while first.dep_ == "conj" and first.head.tag_ == "CD":
        first = first.head
    if number.text.isdigit() and first.i and first.nbor(-1).lower_ in ("aged", "age", "ages"):
        return True
    behind_of = number.text.isdigit() and number.i > 2 and number.nbor(-1).lower_ == "of" and number.nbor(-2).tag_ == "NN"
    if behind_of and number.nbor(-3).tag_ in ("DT", "JJ") and is_one_person(number.nbor(-2).lemma_):
        return True  # "a man of 24"
    if number.i + 1 < len(number.doc) and number.nbor(1).lower_ == "of":
        return False  # "1,540 convicts, 73 of them women"
    return (
        number.text.isdigit()
        and first.dep_ == "appos"
        and first.head.i < first.i
        and first.tag_ == "CD"
        and is_person(first.head)
        and first.head.tag_ != "CD"
    )

"""Named entities with their kinds, as the entity sets of the field know them: organisations, people, places, times, quantities.

The tagger proposes, the gazetteer and the places of the article overrule it (it takes Zhanaozen for a person).
"""

from __future__ import annotations

from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.parts import text_of
from allegedly.gazetteer import country_of, is_demonym, organisation_of
from allegedly.model import Span


def named_entities(doc: Doc) -> list[tuple[Span, str]]:
    """Entities of ``doc`` in text order with their kinds (re3d's names: Organisation, Person, Location, Temporal ...)."""
    words = lexicon.load("entities")
    kinds: dict[str, str] = words["kinds"]
    places = {token for place in doc._.places or () if not place.is_demonym for token in range(place.start, place.end)}
    found: dict[tuple[int, int], str] = {}
    for ent in doc.ents:
        kind = kinds.get(ent.label_)
        start, end = ent.start, ent.end
        while end > start + 1 and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct):
            end -= 1
        if doc[start].tag_ == "DT" and kind in ("Location", "Person"):
            start += 1
        name = doc[start:end].text
        if organisation_of(name) is not None:
            kind = "Organisation"
        elif is_demonym(name):
            kind = "Nationality"
        elif country_of(name) is not None or start in places:
            kind = "Location"
        if kind is not None and start < end:
            found[start, end] = kind
    taken = {token for start, end in found for token in range(start, end)}
    for token in doc:
        kind = words["nouns"].get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if kind is not None and token.i not in taken:
            start = token.i
            while start > 0 and doc[start - 1].dep_ == "compound" and doc[start - 1].head.i == token.i and start - 1 not in taken:
                start -= 1
            found[start, token.i + 1] = kind
    return [
        (Span.cut(text_of(doc), doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), kind)
        for (start, end), kind in sorted(found.items())
    ]

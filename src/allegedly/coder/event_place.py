"""The place of one event: the words in its sentence that say where *it* happened, by the syntax that ties them to it.

A place counts when a preposition of place, or a noun that is itself a place ("the Kabul airport", "the district of Osh"), hangs on the
event's verb or noun, on its object, or on what carries it ("the attack took place in ..."). A dateline does not count, nor does a place of another
clause, nor a capital that stands for a government ("Moscow denied").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from spacy.symbols import pobj
from spacy.tokens import Doc, Token

from allegedly.coder.lexicon import load
from allegedly.coder.phrases import phrase
from allegedly.coder.place_pointing import pointed_at
from allegedly.coder.syntax import beyond_aside, sentence_of
from allegedly.gazetteer.lookup import places_named
from allegedly.gazetteer.tables import country as state_of
from allegedly.model.event import Place

if TYPE_CHECKING:
    from allegedly.coder.places import PlaceMention

Precision = Literal["site", "city", "district", "province", "country", "region"]
_FINE = {"site": 0, "district": 1, "city": 2, "province": 3, "country": 4, "region": 5, None: 3}
# Between the place and the event, the climb may go through these and no clause of its own.
_NOMINAL = frozenset(
    [
        *("prep", "pobj", "dobj", "attr", "nmod", "compound", "appos", "npadvmod", "advmod", "agent", "dative", "amod", "oprd"),
        *("poss", "pcomp", "nummod", "quantmod", "det", "case", "punct", "acl"),
    ]
)
_SUBJECT = frozenset(["nsubj", "nsubjpass"])
_MOVING = frozenset(["from", "to", "into", "onto", "toward", "towards", "on"])


@dataclass(frozen=True, slots=True)
class _Words:
    placing: frozenset[str]
    sites: frozenset[str]
    units: frozenset[str]
    directions: frozenset[str]
    light: frozenset[str]
    bodily: frozenset[str]
    seats: frozenset[str]
    reaching: frozenset[str]
    landing: frozenset[str]
    concerning: frozenset[str]
    approaches: frozenset[str]
    advancing: frozenset[str]
    indefinite: frozenset[str]
    precision: dict[str, Precision]


@cache
def _words(language: str = "en") -> _Words:
    lexicon = load("places", language)
    precision: dict[str, Precision] = {noun: kind for kind, nouns in lexicon["site_precision"].items() for noun in nouns}
    return _Words(
        frozenset(lexicon["event_placing"]),
        frozenset(lexicon["sites"]),
        frozenset(lexicon["units_before"]) | frozenset(lexicon["units_after"]),
        frozenset(lexicon["directions"]),
        frozenset(lexicon["light_verbs"]),
        frozenset(lexicon["bodily_types"]),
        frozenset(lexicon["seats"]),
        frozenset(lexicon["reaching"]),
        frozenset(lexicon["landing"]),
        frozenset(lexicon["concerning"]),
        frozenset(lexicon["approaches"]),
        frozenset(lexicon["advancing"]),
        frozenset(lexicon["indefinite"]),
        precision,
    )


def place_of(doc: Doc, head: int, places: Sequence[PlaceMention], trigger: Iterable[int] = ()) -> Place | None:
    """Where the event whose word is the token ``head`` is said to have happened; null when its sentence does not say.

    Args:
        doc: A parsed article.
        head: The token of the event that the syntax hangs on.
        places: The article's places (``doc._.places``), in text order.
        trigger: All tokens that name the event, when they are more than the head ("carried out a raid").
    """
    start, end = sentence_of(doc, head)
    words = _words()
    own = {head, *trigger}
    others: set[int] = set()
    for happening in doc._.happenings or ():
        if happening.head in own:
            if happening.type in words.bodily:  # "fired at the march in ...": where it is done to, it is done
                others.clear()
                break
        else:
            others.add(happening.head)
    found: list[tuple[int, int, int, Place]] = []
    covered: set[int] = set()
    for mention in places:
        if mention.start < start or mention.end > end:
            continue
        covered.update(range(mention.start, mention.end))
        if mention.is_demonym or any(token in own for token in range(mention.start, mention.end)):
            continue
        rank = _tie(_root(doc, mention), own, others, words, mention)
        if rank is not None:
            found.append((rank, _FINE[mention.place.precision], abs(mention.start - head), mention.place))
    for token in doc[start:end]:
        if token.dep == pobj and token.i not in covered and token.i not in own:
            found.extend(_unlisted(doc, token, own, others, words, places, head))
    return min(found, key=lambda one: one[:3])[3] if found else pointed_at(doc, own, places)


def _root(doc: Doc, mention: PlaceMention) -> Token:
    span = doc[mention.start : mention.end]
    return span.root


def _tie(token: Token, own: set[int], others: set[int], words: _Words, mention: PlaceMention | None = None) -> int | None:
    """How directly the place at ``token`` is tied to the event: 0 closest; null when it is not."""
    top, placed = _climb_noun(token, words, mention)
    if top is None:
        return None
    if not placed:
        return _as_object(top, own, mention)
    preposition = top.head
    word = preposition.lower_
    rank, current = 0, preposition
    if word == "to" and _ends_route(preposition, words):
        return None  # "blocked the road from Osh to Uzgen"
    if word == "of":
        if preposition.head.lower_ in words.directions:
            pass
        elif preposition.head.i not in own or mention is None or not _is_town(mention):
            return None
    elif word == "to" and preposition.head.lemma_ in words.approaches:
        pass  # "the gates to Osh"
    elif word in _MOVING and not (word == "on" and top.lemma_.lower() in words.sites | words.units):
        far = mention is None or mention.place.precision in ("country", "region")
        reached = word == "into" or (word == "to" and preposition.head.lemma_ in words.reaching)
        # "Call on Paris", "sanctions on Moscow": a government, not a place.
        called = word == "on" and (mention is None or not _is_town(mention)) and preposition.head.lemma_ not in words.advancing
        if preposition.head.i not in own or (far and not reached) or called:
            return None  # where somebody or something comes from or goes to, not where it happens
    for _step in range(12):
        if current.dep_ in ("parataxis", "ccomp"):
            current = beyond_aside(current, preposition.i)
        if current.i in own:
            return rank
        dep, above = current.dep_, current.head
        if above.i == current.i or current.pos_ in ("VERB", "AUX"):
            return _from_above(current, own, rank, preposition)
        # "Bombed the embassy in ...", "outside the embassy in ...": there it happens.
        done_to = (dep in ("nsubjpass", "dobj") and above.i in own and above.lemma_ in words.landing) or (
            dep == "pobj" and above.lower_ in words.placing - _MOVING - {"of", "over"}
        )
        if current.lemma_ in words.seats and not done_to:
            return None  # "the government in Kabul" is no place of what it does
        if dep == "pobj" and above.lower_ in words.concerning and above.i != preposition.i and above.head.i in own:
            return None  # "called for a truce in Sudan"
        if current.i in others and current.i != preposition.i and not _carried(current, own):
            return None  # it is where that other event happened
        if dep in _SUBJECT:
            if above.i in own:
                return rank + 4  # where the one who does it is from, or was
            return rank + 1 if _carries(above, own) else None
        if dep == "conj" and above.pos_ in ("NOUN", "PROPN"):
            rank += 1
        elif dep == "conj" and current.pos_ == above.pos_ == "ADP":
            pass  # "in and around the airport"
        elif dep not in _NOMINAL:
            return None
        elif above.i not in own and above.pos_ in ("NOUN", "PROPN") and dep == "prep":
            rank += 1
        current = above
    return None


def _ends_route(to: Token, words: _Words) -> bool:
    """Whether "to" only says where a road leads that comes from somewhere else."""
    before = to.nbor(-1) if to.i else to
    while before.i > to.sent.start and before.dep_ in ("compound", "pobj", "appos", "punct"):
        if before.dep_ == "pobj":
            link = before.head
            return link.lower_ == "from" and link.head.lemma_ in words.approaches
        before = before.nbor(-1)
    return False


def _climb_noun(token: Token, words: _Words, mention: PlaceMention | None) -> tuple[Token | None, bool]:
    """From a name up to the noun that a preposition governs, through words that are places too; and whether one governs it."""
    for _step in range(6):
        dep, above = token.dep_, token.head
        if dep == "pobj" and above.lower_ in words.placing:
            if above.lower_ == "of" and above.head.lemma_.lower() in words.units | words.sites and above.head.dep_ != "ROOT":
                token = above.head  # "the Bakan district of Osh", "the outskirts of Osh"
                continue
            return token, True
        if (
            (
                dep in ("compound", "nmod", "amod", "poss")
                and (above.lemma_.lower() in words.units | words.sites or above.ent_type_ in ("GPE", "LOC", "FAC"))
            )
            or (dep == "appos" and above.pos_ in ("PROPN", "NOUN"))
            or (dep == "conj" and above.pos_ == "PROPN")
        ):
            token = above
        elif dep in ("dobj", "nsubjpass"):
            return token, False
        else:
            return None, False
    return None, False


def _as_object(token: Token, own: set[int], mention: PlaceMention | None) -> int | None:
    """A town that is shelled, entered or left is where that happens; a capital or a state may be the government there."""
    if mention is None:
        return None
    if token.head.i in own and token.head.lemma_ in _words().landing:
        return 1  # "bombed Libya"
    built = not mention.start <= token.i < mention.end and mention.place.precision not in ("country", "region")
    if not built and not _is_town(mention):
        return None
    if token.head.i in own:
        return 1  # a town, or "the streets of" a capital
    under = any(
        child.i in own and child.dep_ == "pobj" for prep in token.head.children if prep.dep_ == "prep" for child in prep.children
    )
    return 2 if under else None  # "put the town under curfew"


def _is_town(mention: PlaceMention) -> bool:
    """Whether the name is of a place that is nothing else: no capital and no state, which may stand for a government."""
    return mention.meant is not None and mention.meant.kind in ("city", "admin2", "admin1")


def _carries(verb: Token, own: set[int]) -> bool:
    """Whether ``verb`` has the event's noun as subject or object ("the raid took place in ...", "staged a raid in ...")."""
    return any(child.i in own and child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") for child in verb.children)


def _carried(noun: Token, own: set[int]) -> bool:
    """Whether ``noun`` is what the event does ("carried out a raid in ...", "opened fire at ...")."""
    return noun.dep_ == "dobj" and noun.head.i in own and noun.head.lemma_ in _words().light


def _from_above(current: Token, own: set[int], rank: int, preposition: Token) -> int | None:
    """Ties through the verb above: the event is that verb's subject, object or complement, or shares its opening adverbial."""
    if current.pos_ not in ("VERB", "AUX"):
        return None
    if _carries(current, own):
        return rank + 1
    if (
        current.dep_ == "conj"
        and current.head.i in own
        and preposition.i > current.i
        and not any(child.dep_ in _SUBJECT for child in current.lefts)
        and not any(child.dep_ == "dobj" for child in current.head.rights)
    ):
        return rank + 2  # "looted and burned in the villages"
    if current.dep_ == "advcl" and current.head.i in own and any(child.lower_ == "when" for child in current.lefts):
        return rank + 2  # "drowned when a ferry sank off Zanzibar"
    best: int | None = None
    tops = _family(current)
    for token in own:
        word: Token = current.doc[token]
        for steps, verb in enumerate(_family(word, conj_after=preposition.i)):
            if any(verb.i == top.i for top in tops):
                best = min(rank + 1 + steps + [top.i for top in tops].index(verb.i), best if best is not None else 99)
                break
    return best


def _family(verb: Token, conj_after: int | None = None) -> list[Token]:
    """``verb`` and the verbs above it that share its place: it says what for, how or meanwhile, and has no subject of its own.

    "opened fire to clear ..., killing one" are one family. With ``conj_after`` also "In ..., they killed five and arrested ten", when the place
    at that token stands before the first of them.
    """
    found = [verb]
    while len(found) < 5 and verb.head.i != verb.i:
        if any(child.dep_ in _SUBJECT for child in verb.children):
            break
        if verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "conj" and conj_after is not None and conj_after < verb.head.i):
            verb = verb.head
            found.append(verb)
        else:
            break
    return found


def _unlisted(
    doc: Doc, token: Token, own: set[int], others: set[int], words: _Words, places: Sequence[PlaceMention], head: int
) -> Iterator[tuple[int, int, int, Place]]:
    """Places without a gazetteer entry: a unit or site by its noun ("the Bakan district", "the airport"), or a name that the parser takes for one."""
    noun = token.lemma_.lower()
    named = token.pos_ == "PROPN" and (token.ent_type_ in ("GPE", "LOC", "FAC") or _lies_in_state(token, places))
    if noun not in words.sites and noun not in words.units and not named:
        return
    leads = any(child.lower_ in ("between", "from", "to") for child in token.rights)  # "on the road between Osh and Uzgen"
    at_site = (
        token.head.lower_ == "on"
        and noun in words.sites | words.units
        and (leads or any(word.pos_ == "PROPN" for word in token.lefts))
    )
    done_to = token.head.lower_ == "of" and token.head.head.i in own and noun in words.sites  # "surveillance of the border"
    rank: int | None
    if done_to and _is_definite(token, words):
        rank = 1
    elif not at_site and token.head.lower_ not in words.placing - _MOVING - {"of", "off", "through"}:
        return
    else:
        rank = _tie(token, own, others, words)
    if rank is None or rank > 3 or (not named and not _is_definite(token, words)):
        return
    mention = phrase(token, of=False)
    while mention.start < token.i and doc[mention.start].pos_ in ("DET", "PRON") and doc[mention.start].dep_ != "compound":
        mention.start += 1
    inside = [
        place
        for place in places
        if token.left_edge.i <= place.start and place.end <= token.right_edge.i + 1 and not place.is_demonym
    ]
    if any(mention.start <= place.start < mention.end and place.place.precision not in ("country", "region") for place in inside):
        return  # the name in it is listed, and stands for it
    names = [word for word in doc[mention.start : mention.end] if word.pos_ == "PROPN"]
    if (
        not names
        and noun not in words.approaches
        and any(place.meant is not None and place.meant.kind in ("city", "capital", "admin2") for place in inside)
    ):
        return  # "a police station in Marseille": the town has a name and a point
    if not names and (noun in words.units and noun not in words.sites):
        return
    start, end = (mention.start, mention.end) if not names or named else (names[0].i, names[-1].i + 1)
    while named and end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].pos_ == "PROPN":
        end += 2  # "Ain al-Asad"
    span = doc[start:end]
    states = {place.place.country for place in inside if place.place.country}
    # "The border between Mali and Niger" is in neither.
    country = states.pop() if len(states) == 1 else None if states else _settled(places)
    if noun == "capital" and not names and country is None:  # "the Serbian capital"
        country = next((place.place.country for place in places if place.is_demonym and start <= place.start < end), None)
    if noun == "capital" and not names and country is not None:
        yield rank + 1, _FINE["city"], abs(token.i - head), _capital(country, span.text, span.start_char, span.end_char)
        return
    precision = None if named else words.precision.get(noun, "site" if noun in words.sites else None)
    name = span.text if names else None
    place = Place(text=span.text, start=span.start_char, end=span.end_char, name=name, country=country, precision=precision)
    yield rank + (0 if names else 1), _FINE[precision], abs(token.i - head), place


def _lies_in_state(name: Token, places: Sequence[PlaceMention]) -> bool:
    """Whether a name that nobody knows is put in a state or province by the words behind it: "at Gorvak in Mali"."""
    if name.head.lower_ not in ("at", "in", "near", "outside"):
        return False
    inner = {last.i for child in name.rights if child.lower_ == "in" for last in child.children if last.dep_ == "pobj"}
    return any(inner & set(range(place.start, place.end)) and not place.is_demonym for place in places)


def _is_definite(noun: Token, words: _Words) -> bool:
    """Whether a site without a name is one that the text points out: "the airport", "his office"; not "any camp"."""
    return any(
        child.dep_ in ("poss", "compound") or (child.dep_ == "det" and child.lower_ not in words.indefinite)
        for child in noun.lefts
    )


def _capital(country: str, text: str, start: int, end: int) -> Place:
    """The capital of ``country`` where the text says only "the capital"."""
    state = state_of(country)
    found = places_named(state.capital) if state is not None and state.capital else ()
    for place in found:
        if place.country == country and place.kind == "capital":
            return Place(
                text=text, start=start, end=end, name=place.name, country=country, admin1=place.admin1, lat=place.lat, lon=place.lon,
                geonames=place.geonames, precision="city",
            )  # fmt: skip
    return Place(text=text, start=start, end=end, country=country, precision="city")


def _settled(places: Sequence[PlaceMention]) -> str | None:
    """The state that the article is plainly about: at least three mentions, half of all, and twice as many as any other; null otherwise."""
    counts = Counter(mention.place.country for mention in places if mention.place.country)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or 2 * ranked[0][1] < counts.total():
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None

"""What the setting of a number says of its kind beyond its verb and noun: who does it, headlines, groups of many, what a ransom is for.

The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.quantities import Quantity, by_word, group, lexicon
from allegedly.coder.syntax import first_conjunct, is_passive

_HARM = frozenset({"dead", "injured", "arrested", "missing", "displaced"})


def abducted(verb: Token, kind: str | None) -> str | None:
    """``kind``, but missing for those whom gunmen and their like seize: only whoever has a law to do it by arrests."""
    doers = [child for child in verb.lefts if child.dep_ == "nsubj"]
    alive = any(child.lower_ == "alive" for child in verb.rights)
    if kind == "dead" and verb.lemma_ == "bury" and not alive and any(doer.lemma_.lower() in group("burying") for doer in doers):
        return "missing"  # "the avalanche buried 14 climbers"
    if kind != "arrested" or verb.lemma_.lower() not in group("abducting"):
        return kind
    if is_passive(verb) or verb.dep_ == "acl":
        doers = [inner for child in verb.rights if child.lower_ == "by" for inner in child.children]
    return "missing" if any(doer.lemma_.lower() in group("abductors") for doer in doers) else kind


def hurt_with(counted: Token) -> bool:
    """Whether those counted are told of by their wounds: "64 patients with burns"."""
    wounds = lexicon()["done_to_with"]["treat"]
    return any(inner.lemma_ in wounds for child in counted.rights if child.lower_ == "with" for inner in child.children)


def bought_free(noun: Token) -> bool:
    """Whether ``noun`` is what money is asked for: "demanded $2m for the release of the engineers"."""
    if noun.lemma_ not in group("freedom") or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    over = noun.head.head
    return bool(({over.lemma_, over.head.lemma_} & group("paying")) or over.lemma_ in group("ransoms"))


def in_arms(counted: Token) -> bool:
    """Whether words beside those counted make them a force: "armed men", "men in uniform"."""
    if any(child.lower_ in group("in_arms") for child in counted.lefts):
        return True
    return any(
        child.lower_ == "in" and any(inner.lemma_.lower() in group("worn") for inner in child.children)
        for child in counted.rights
        if child.dep_ == "prep"
    )


def kind_of_many(counted: Token) -> str | None:
    """The kind of a group by who or what it is made of: "a 40-strong convoy of army trucks", "a crowd of mourners"."""
    if counted.lemma_.lower() not in group("collectives") | group("crowds") | group("households") | group("armies"):
        return None
    made_of = [inner for child in counted.rights if child.lower_ == "of" for inner in child.children if inner.dep_ == "pobj"]
    if counted.lemma_.lower() in group("armies") and _told_how_strong(counted):
        return "forces"
    for noun in (counted, *made_of):
        if any(child.lower_ in group("military") for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod")):
            return "forces"
    nouns = lexicon()["nouns"]
    return next((kind for kind in ("crowd", "forces") if any(noun.lemma_ in nouns[kind] for noun in made_of)), None)


def _told_how_strong(army: Token) -> bool:
    """Whether a sentence tells how many an army is: "the militia is 2,000 strong", "the force will number 5,500"."""
    return army.head.lemma_ == "number" or any(child.lower_ == "strong" for child in army.head.rights)


def let_go(counted: Token) -> bool:
    """Whether those counted are let go or get away: "nine of the hostages were freed", "half of them were set free"."""
    verb = first_conjunct(counted).head
    return verb.lemma_ in group("releases") | group("escapes") or any(child.lower_ == "free" for child in verb.rights)


def headline_passive(subject: Token, verb: Token, kind: str | None) -> str | None:
    """The kind of a bare subject whose participle leaves out "were", as headlines do: "Thirty held over Lyon riots"."""
    if kind not in _HARM or verb.dep_ not in ("ROOT", "ccomp") or verb.tag_ not in ("VBD", "VBN") or subject.dep_ != "nsubj":
        return None
    if any(child.dep_ in ("dobj", "aux", "conj", "ccomp", "xcomp") for child in verb.children):
        return None
    return kind if verb.sent[-1].text not in (".", "?", "!") else None


def gathering(noun: Token) -> bool:
    """Whether ``noun`` is a gathering that people are named with: "a strike by 8,000 doctors"."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in group("gatherings")


def at_gathering(verb: Token) -> bool:
    """Whether a verb tells of a gathering that people are at: "are expected at the march", "came to the vigil"."""
    if any(child.dep_ == "nsubj" and gathering(child) for child in verb.lefts):
        return True
    return any(
        gathering(inner)
        for child in verb.rights
        if child.dep_ == "prep" and child.lower_ in ("at", "to", "for", "in")
        for inner in child.children
        if inner.dep_ == "pobj"
    )


def led_by_arms(those: Token, verb: Token) -> bool:
    """Whether men are told of as what an army has: "the two armies have 300,000 men on the border"."""
    led = those.lemma_ in group("losses") or those.lemma_ in group("force_nouns")
    return led and any(child.dep_ == "nsubj" and child.lemma_ in group("armies") for child in verb.lefts)


def deed_of_headline(doc: Doc, quantity: Quantity, counted: Token) -> str | None:
    """The kind of those whose verb was read as a noun: "Tens of thousands march in Madrid"; a plural number has no singular noun."""
    least = next((value for value in (quantity.low, quantity.best, quantity.high) if value is not None), 0)
    if counted.i != quantity.end or counted.tag_ != "NN" or least < 2 or quantity.start != counted.sent.start:
        return None
    return by_word("doing").get(counted.lemma_)


def told_beside(counted: Token, start: int) -> Token | None:
    """The noun that a counted one says more of, as another name for it or as a list between commas: "the hostages, two Germans and a Swede"."""
    above = counted.head
    listed = (
        counted.dep_ == "conj"
        and start > 0
        and counted.doc[start - 1].text == ","
        and above.i == start - 2
        and above.tag_ == "NNS"
    )
    return above if above.i < counted.i and (counted.dep_ == "appos" or listed) else None


def held(token: Token) -> str | None:
    """The kind that "in custody" or "in hospital" gives a noun that it describes."""
    places = lexicon()["doing_with"]["be"]
    for child in token.rights:
        if child.dep_ == "prep":
            for inner in child.children:
                if inner.lemma_ in places:
                    return str(places[inner.lemma_])
    return None


def sentenced(token: Token) -> str | None:
    """Arrested, for those whom a sentence is given to: "handed prison terms to 11 officers"."""
    to = token.head
    got = token.dep_ == "nsubj" and to.lemma_ in ("get", "receive")
    verb = to.head if token.dep_ == "pobj" and to.lower_ == "to" else to if got or token.dep_ in ("dative", "nsubjpass") else None
    if verb is None or verb.lemma_ not in group("giving"):
        return None
    given = next((child for child in verb.rights if child.dep_ in ("dobj", "oprd")), None)
    return "arrested" if given is not None and given.lemma_ in group("sentences") else None


def of_those(doc: Doc, quantity: Quantity) -> str | None:
    """The kind in "seven of those killed"."""
    following = doc[quantity.end + 1 : quantity.end + 4]
    if len(following) < 2 or following[0].lower_ not in ("those", "the"):
        return None
    told = following[2] if len(following) == 3 and following[1].tag_ == "CD" else following[1]  # "six of the 18 injured"
    return by_word("states").get(told.lower_)


def part_noun(doc: Doc, quantity: Quantity) -> str | None:
    """The noun of whom a number is a part ("nine of the detainees"), as a lemma."""
    if quantity.end < len(doc) and doc[quantity.end].lower_ == "of":
        for child in doc[quantity.end].children:
            if child.dep_ == "pobj":
                return str(child.lemma_.lower())
    return None


def of_a_part(clause: Token) -> bool:
    """Whether a relative clause tells of a part only: "a party of 60, two of whom died"."""
    subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and any(child.lower_ in ("of", "whose") for child in subject.children)


def bare_participle(clause: Token) -> bool:
    """Whether a participle is passive without saying so ("the men held since May"), unlike "who had fled"."""
    return clause.tag_ == "VBN" and not any(child.dep_ == "aux" for child in clause.lefts)


def toll_before(doc: Doc, quantity: Quantity) -> Token | None:
    """The toll that a headline tells by the words right before a number: "Gaza death toll passes 60,000", "toll rises to 31"."""
    at = quantity.start - 1
    if at > 0 and doc[at].lower_ in ("to", "at", "past"):
        at -= 1
    if at < 1 or doc[at].lemma_.lower() not in group("beyond") | group("reaching") | group("change") | {"stand", "hit"}:
        return None
    return doc[at - 1] if doc[at - 1].lemma_.lower() in group("numbers") else None

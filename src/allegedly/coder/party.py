"""Which words can be a party of a political event, and which cannot: names, people, collectives against things and happenings."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.rules import load_rules

# Words that fill a place in the syntax but name nobody.
EMPTY = frozenset(
    {
        "it",
        "there",
        "this",
        "that",
        "what",
        "which",
        "these",
        "those",
        "something",
        "nothing",
        "one",
        "itself",
        "himself",
        "herself",
    }
)
_NOT_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY", "LANGUAGE"})
_NAMED = frozenset({"PERSON", "NORP", "ORG", "GPE"})
_PARTS_OF = frozenset({"some", "all", "most", "many", "none", "any", "each", "both", "several", "few", "much", "more", "one"})
_TELLING = ("relcl", "acl", "amod", "prep")
_HUMAN_ENDINGS = ("ist", "ian", "man", "men", "woman", "women", "people", "folk")


def is_people(token: Token) -> bool:
    """An adjective of a people, which names its state or members ("the Australian ultimatum")."""
    return token.dep_ == "amod" and (token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE"))


def is_party(token: Token) -> bool:
    """Whether ``token`` can be a party of a political event: a name, a person, or a collective that the lexicon knows."""
    if token.lower_ in _PARTS_OF:
        whole = next((c for child in token.rights if child.lower_ == "of" for c in child.children if c.dep_ == "pobj"), None)
        if whole is not None:
            return is_party(whole)
    if token.pos_ == "PRON":
        return token.lower_ not in EMPTY or token.lower_ in ("it", "one") or names_somebody(token)
    if token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "NORP", "ORG", "GPE"):
        return token.ent_type_ not in _NOT_NAMES
    lemma = token.lemma_.lower()
    classes = load_rules().classes
    if lemma == "force" and _is_violence(token):
        return False
    if lemma == "front" and any(child.dep_ in ("compound", "nmod") for child in token.lefts):  # "the liberation front"
        return True
    if lemma == "head" and any(child.lower_ == "of" for child in token.rights):  # "the head of the agency"
        return True
    if lemma in classes["party"] or lemma in classes["person"] or lemma.endswith(_HUMAN_ENDINGS):
        return lemma != "state" or not any(child.lower_ == "of" for child in token.rights)  # "a state of emergency"
    if token.pos_ == "NUM":
        return token.ent_type_ not in _NOT_NAMES
    if any(child.dep_ == "appos" and child.ent_type_ in ("PERSON", "NORP", "ORG") for child in token.rights):
        return True
    return (
        lemma.endswith(("er", "or"))
        and lemma not in classes["no_agent"]
        and lemma not in classes["thing"] | classes["instrument"]
        and not names_event(lemma)
    )


def _is_violence(force: Token) -> bool:
    """Whether "force" is what is used and nobody who uses it: "excessive force", "the use of force"."""
    told = [child.lower_ for child in force.lefts if child.dep_ != "punct"]
    return force.tag_ == "NN" and (not told or any(word in load_rules().classes["amounts_of_force"] for word in told))


def names_somebody(token: Token) -> bool:
    """Whether an empty word is told who it is by what follows: "those who fled", "those arrested on Monday", "one of its drivers"."""
    if token.lower_ == "one" and any(child.lower_ == "of" for child in token.rights):
        return is_party(token)
    if token.lower_ == "one" and token.tag_ == "CD" and token.dep_ in ("dobj", "nsubjpass"):  # "killed two and wounded one"
        return True
    labels = _TELLING if token.lower_ == "those" else ("relcl",)
    return any(child.dep_ in labels for child in token.rights)


def is_part(token: Token) -> bool:
    """Whether ``token`` counts or measures what its "of" names: "two of its monitors", "some of the miners", "hundreds of cattle"."""
    counts = token.pos_ in ("NUM", "DET", "ADJ") or token.lemma_.lower() in load_rules().classes["quantity"]
    return counts and any(child.lower_ == "of" and child.dep_ == "prep" for child in token.rights)


def is_kind(token: Token) -> bool:
    """Whether an adjective says what kind of deed its noun is, and not whose: "military action", but "a military coup"."""
    named = lexicon.load("parties")["kinds"].get(token.lower_) if token.dep_ == "amod" else None
    return named is not None and token.head.lemma_.lower() not in named


def is_thing(token: Token) -> bool:
    """Whether ``token`` is no doer: a weapon, a happening, weather, a number on a market."""
    if token.pos_ == "PROPN" and (token.is_sent_start or token.is_upper) and not token.ent_type_:
        return (
            token.lemma_.lower().rstrip("s") in load_rules().classes["instrument"]
        )  # "Rockets hit the town", "CAR BOMB KILLS NINE"
    if token.pos_ not in ("NOUN", "VERB"):
        return token.ent_type_ in _NOT_NAMES and token.pos_ != "PRON"
    classes = load_rules().classes
    lemma = token.lemma_.lower()
    if lemma in classes["party"] or lemma in classes["person"] or lemma in classes["populated"]:
        return False
    return (
        lemma in classes["thing"]
        or lemma in classes["instrument"]
        or lemma in classes["no_party"]
        or names_event(lemma)
        or is_abstract(token)
    )


def is_abstract(token: Token) -> bool:
    """Whether a common noun names a quality, an act or an idea by its ending ("popularity", "announcement"), and no body that the lexicon knows."""
    if token.pos_ != "NOUN" or token.ent_type_ in _NAMED:
        return False
    lemma = token.lemma_.lower()
    classes = load_rules().classes
    if lemma in classes["party"] or lemma in classes["person"] or lemma in classes["populated"] or lemma in classes["troops"]:
        return False  # a "warship" has its ending by chance
    return any(lemma.endswith(ending) for ending in classes["abstract_ending"]) and lemma not in classes["movement"]


def names_event(lemma: str) -> bool:
    """Whether a noun names an event by itself."""
    return any(not pattern.rest for pattern in load_rules().patterns("nouns", lemma))

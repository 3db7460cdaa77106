"""What kind of count a number is: dead, injured, arrested ..., from the words and verbs around what is counted.

The words are in ``lexicon/en/counts.yaml``. The state told of somebody comes first ("eight dead"), then the noun, then the verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.count_settings import (
    abducted,
    bare_participle,
    bought_free,
    gathering,
    headline_passive,
    held,
    hurt_with,
    in_arms,
    kind_of_many,
    led_by_arms,
    let_go,
    of_a_part,
    of_those,
    part_noun,
    sentenced,
    told_beside,
)
from allegedly.coder.quantities import Quantity, by_word, group, lexicon, number_starters
from allegedly.coder.sectors import words as actor_words
from allegedly.coder.syntax import SUBJECTS, first_conjunct, is_passive


def toll_of(number: Token) -> Token | None:
    """The "toll", "number" or "wounded" that a number is the value of ("the toll rose to 26", "raised the toll to 47", "the wounded numbered 31")."""
    verb = number.head
    for _ in range(4):
        if verb.pos_ in ("VERB", "AUX", "NOUN"):
            break
        verb = verb.head
    if verb.dep_ == "xcomp" and not any(child.dep_ == "nsubj" for child in verb.lefts):
        verb = verb.head  # "is expected to rise above 100"
    if verb.lemma_ == "number" and verb.pos_ == "NOUN" and verb.dep_ == "ROOT":
        # "The rebels number 300", read as a noun
        return next((child for child in verb.lefts if child.dep_ in ("compound", "nmod", "nsubj")), verb)
    if verb.pos_ == "NOUN":
        if verb.lemma_ in group("numbers"):
            return verb
        # "Toll climbs past 200", read as nouns
        return next(
            (child for child in verb.lefts if child.dep_ == "compound" and child.lemma_.lower() in group("numbers")), None
        )
    first = first_conjunct(number)  # "at between 80,000 and 100,000"
    behind = first.dep_ == "pobj" and first.head.lower_ in ("to", "from", "at", "above", "past", "over", "beyond")
    for child in verb.children:
        # "Brought to 14 the number of editors in custody" tells the number first.
        if (child.i > number.i and not (behind and child.lemma_ in group("numbers"))) or not (
            child.dep_ in ("nsubj", "nsubjpass") or (behind and child.dep_ == "dobj")
        ):
            continue
        counting = verb.lemma_ == "number" and child.dep_ != "dobj" and child.pos_ != "PRON"
        if counting or child.lemma_ in group("numbers") or child.lower_ in group("number_nouns"):
            return child
    return None


def state_after(doc: Doc, end: int) -> str | None:
    """A state told right behind a number or its noun ("eight dead", "eight others wounded")."""
    for token in doc[end : end + 3]:
        kind = by_word("states").get(token.lower_)
        if kind is not None and token.i - end <= 2:
            # "Six gunmen killed the mayor" tells of the mayor.
            return None if any(child.dep_ == "dobj" for child in token.rights) else kind
        if token.lower_ not in group("before_state"):
            return None
    return None


def _state_behind_all(doc: Doc, counted: Token) -> str | None:
    """The state told behind the last of a list that somebody is found in: "found a couple and their five children dead"."""
    last = counted
    while (following := next((child for child in last.rights if child.dep_ == "conj"), None)) is not None:
        last = following
    if last.i == counted.i or last.tag_ == "CD" or last.i + 1 >= len(doc) or first_conjunct(counted).dep_ != "dobj":
        return None
    return by_word("states").get(doc[last.i + 1].lower_)


def kind_of_verb(token: Token) -> str | None:
    """The kind that the verb of ``token`` gives it: as the one done to, as the one who does, or by a participle that describes it."""
    own, token = token, first_conjunct(token)
    for child in (*own.rights, *(token.rights if token.i != own.i else ())):
        if child.dep_ in ("acl", "relcl", "amod") and not of_a_part(child):
            kind = by_word("states").get(child.lower_) or _verb_kind(child, passive=is_passive(child) or bare_participle(child))
            if kind is not None:
                return kind
    for child in token.lefts:
        if child.dep_ == "amod" and child.lower_ in by_word("states"):
            return by_word("states")[child.lower_]
        if child.dep_ == "amod" and child.tag_ == "VBN" and by_word("done_to").get(child.lemma_) in ("arrested", "missing"):
            return by_word("done_to")[child.lemma_]  # "45 captured soldiers"
    if own.dep_ == "conj" and own.head.pos_ == "VERB" and own.pos_ in ("NOUN", "NUM"):
        return _verb_kind(own.head, passive=True)  # the parser hangs a second object on the verb
    if _wholeof_a_part(own):
        return None
    verb, label = token.head, token.dep_
    if label in SUBJECTS and verb.dep_ in ("aux", "auxpass"):
        verb = verb.head  # "two are unaccounted for", hung on "are"
    if label == "compound" and verb.dep_ in ("conj", "dobj") and by_word("nouns").get(verb.lemma_) == "missing":
        return "missing"  # "took two tellers hostage"
    if label == "pobj" and verb.lower_ == "of" and verb.i > verb.head.i:  # "the killing of eight", "dozens of people were killed"
        noun = verb.head
        kind = by_word("nouns").get(noun.lemma_) or by_word("actions").get(noun.lemma_) or by_word("done_to").get(_verb_of(noun))
        kind = None if kind == "forces" and token.lemma_ not in group("force_nouns") else kind
        if kind is None and noun.lemma_ in ("life", "death"):
            kind = "dead"  # "claimed the lives of 29 pilgrims"
        if kind is not None:
            return kind
        if bought_free(noun):
            return "missing"
        if noun.lemma_ in group("fates") and any(child.lower_ in group("unknown") for child in noun.head.rights):
            return "missing"  # "the fate of 31 others is unknown"
        counts_more = (
            noun.tag_ == "CD"
            or noun.lower_ in number_starters()
            or noun.lemma_ in group("crowds") | group("wholes") | group("households")
        )
        return kind_of_verb(noun) if noun.i != token.i and counts_more else None
    if label == "pobj" and verb.lower_ == "with" and verb.i and verb.nbor(-1).lower_ in group("together"):
        host = verb.head.head if verb.head.lower_ in group("together") else verb.head  # "was arrested along with 13 others"
        return _verb_kind(host, passive=is_passive(host) or any(child.dep_ == "dobj" for child in host.rights))
    if label == "pobj" and verb.lower_ == "with" and verb.head.dep_ == "nsubj" and kind_of_verb(verb.head) == "missing":
        return "missing"  # "a boat with 64 migrants on board has gone missing"
    if label == "pobj" and verb.lower_ in ("by", "of") and gathering(verb.head) and is_person(token):
        return "crowd"  # "a strike by 8,000 doctors"
    if label == "pobj" and verb.lower_ == "from" and verb.head.lower_ in ("anything", "anywhere", "somewhere"):
        return kind_of_verb(verb.head)  # "anything from 40 to 100 people died"
    if label == "dobj" and (clause := _clause_of_its_own(token)) is not None:
        return _verb_kind(clause, passive=is_passive(clause))
    if label in ("dobj", "nsubjpass", "oprd"):
        made = next(
            (
                child
                for child in verb.rights
                if child.dep_ in ("xcomp", "ccomp", "oprd") and (child.tag_ == "VB" or _has_died(child, verb))
            ),
            None,
        )
        if verb.lower_ in by_word("states"):
            return by_word("states")[verb.lower_]  # "are unaccounted for"
        if verb.lemma_ in group("having") and led_by_arms(token, verb):
            return "forces"
        return _verb_kind(verb, passive=True) or (
            _verb_kind(made, passive=_bare(made) or is_passive(made)) if made is not None and label != "oprd" else None
        )
    if label == "npadvmod" and token.i > verb.i and token.tag_ == "CD" and verb.lemma_ == "shoot":
        return _verb_kind(verb, passive=True)  # "police shoot dead three"
    if label == "npadvmod" and token.i < verb.i and not any(child.dep_ in SUBJECTS for child in verb.lefts):
        return _verb_kind(verb, passive=is_passive(verb))  # "two brothers, all in their twenties, drowned", read as a time
    if (
        label == "pobj"
        and verb.lower_ == "for"
        and group("ransoms") & {verb.head.lemma_, *(c.lemma_ for c in verb.head.children)}
    ):
        return "missing"  # "a ransom of $2m for the 28 pupils"
    if label == "nsubj" and token.tag_ == "CD":
        for inner in (inner for child in verb.lefts if child.lower_ in ("of", "among") for inner in child.children):
            if inner.lower_ in by_word("states"):
                return by_word("states")[inner.lower_]  # "of the dead, 12 were soldiers"
    if label in ("nsubj", "attr"):
        if (
            verb.pos_ in ("ADJ", "VERB", "AUX")
            and verb.lower_ in by_word("states")
            and verb.dep_ in ("ccomp", "oprd", "ROOT", "conj", "advcl")
            and not any(child.dep_ == "dobj" for child in verb.rights)
        ):
            return by_word("states")[verb.lower_]
        if verb.lower_ in by_word("states") and verb.pos_ == "ADJ":
            return by_word("states")[verb.lower_]
        state = next((child for child in verb.rights if child.dep_ in ("acomp", "oprd")), None)
        if state is not None and state.lower_ in by_word("states"):
            return by_word("states")[state.lower_]
        if state is not None and state.tag_ == "VBN":
            return _verb_kind(state, passive=True)  # "are still trapped"
        return _verb_kind(verb, passive=is_passive(verb)) or headline_passive(token, verb, _verb_kind(verb, passive=True))
    return None


def _bare(verb: Token) -> bool:
    """Whether a participle stands without "to": "were found shot"."""
    return verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)


def _has_died(verb: Token, above: Token) -> bool:
    """Whether a verb tells the lot of the subject of the passive ``above``: "are known to have died", "were found shot dead"."""
    return verb.tag_ == "VBN" and (any(child.lower_ == "to" for child in verb.lefts) or (_bare(verb) and is_passive(above)))


def _clause_of_its_own(token: Token) -> Token | None:
    """The verb right behind an object, whose subject it is: "claimed half a million took part"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is None or following.tag_ != "VBD" or following.dep_ != "ccomp" or following.head.i != token.head.i:
        return None
    return None if any(child.dep_ in SUBJECTS for child in following.lefts) else following


def among(token: Token) -> str | None:
    """The kind that a list of some of them has: "the dead include four children", "among the wounded were two nurses"."""
    own = first_conjunct(token)
    verb = own.head
    if own.dep_ in ("dobj", "attr") and verb.lemma_ in group("including"):
        groups = [child for child in verb.lefts if child.dep_ == "nsubj"]
    elif own.dep_ in ("nsubj", "attr") and verb.lemma_ == "be":
        groups = [inner for child in verb.children if child.lower_ == "among" for inner in child.children]
    else:
        return None
    for one in groups:
        kind = by_word("states").get(one.lower_) or by_word("nouns").get(one.lemma_.lower()) or kind_of_verb(one)
        if kind in ("dead", "injured", "arrested", "missing"):
            return kind
    return None


def _wholeof_a_part(token: Token) -> bool:
    """Whether ``token`` is the whole that a number before takes a part of: the 30 in "twelve of the 30 passengers were hurt"."""
    above = token.head
    return (
        token.dep_ == "pobj"
        and above.lower_ == "of"
        and (above.head.tag_ == "CD" or above.head.lower_ in group("parts"))
        and any(child.dep_ == "nummod" for child in token.lefts)
    )


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
            hit = {
                inner.lemma_ for child in verb.rights if child.dep_ == "prep" and child.lower_ == "in" for inner in child.children
            }
            return "dead" if dead else "injured" if hit & group("limbs") else None
        if lemma == "claim" and (verb.tag_ != "VBD" or any(child.dep_ == "nsubj" and is_person(child) for child in verb.lefts)):
            return None  # an avalanche claims lives, organisers claim thousands
        state = next(
            (
                child.lower_
                for child in verb.rights
                if child.dep_ in ("oprd", "acomp", "advmod") and child.lower_ in by_word("states")
            ),
            None,
        )
        if state is not None:
            return by_word("states")[state]  # "were found dead", "left homeless"
        return abducted(verb, _with_word("done_to_with", verb, lemma) or by_word("done_to").get(lemma))
    return _with_word("doing_with", verb, lemma) or by_word("doing").get(lemma)


def _with_word(section: str, verb: Token, lemma: str) -> str | None:
    """The kind of a verb that needs another word to tell it ("lost their lives", "driven from their homes", "put under arrest")."""
    words = lexicon()[section].get(lemma)
    if words is None:
        return None
    for child in verb.rights:
        if child.lemma_ in words:
            return str(words[child.lemma_])
        for inner in child.children:
            if child.dep_ in ("prep", "dobj") and inner.lemma_ in words:
                return str(words[inner.lemma_])
            if child.dep_ == "dobj" and inner.dep_ == "prep":  # "treated 38 people for gunshot wounds"
                told = next((words[last.lemma_] for last in inner.children if last.lemma_ in words), None)
                if told is not None:
                    return str(told)
    return None


def kind_of(doc: Doc, quantity: Quantity, counted: Token) -> str:
    """What kind of count ``quantity`` is, from the state told of it, its noun ``counted``, or its verb; ``other`` when nothing tells."""
    lemma = counted.lemma_.lower()
    if quantity.money or lemma in lexicon()["nouns"]["money"]:
        return "money"
    if counted.i >= quantity.end and counted.lower_ in by_word("states"):
        return by_word("states")[counted.lower_]  # "32 hurt"
    freed = first_conjunct(counted)
    if freed.dep_ in ("dobj", "nsubjpass") and freed.head.lemma_ in group("releases") and lemma not in by_word("nouns"):
        return "other"  # "freed 131 people detained last year"
    near = counted.i + 1 if counted.i >= quantity.end else quantity.end
    if [token.lower_ for token in doc[near : near + 2]] == ["among", "the"] and near + 2 < len(doc):
        listed = by_word("states").get(doc[near + 2].lower_)
        if listed is not None:
            return listed  # "two firefighters among the injured"
    state = state_after(doc, near) or _state_behind_all(doc, counted)
    if state is not None and not _wholeof_a_part(counted):
        return state
    lost = first_conjunct(counted)
    if lost.dep_ == "dobj" and (
        (lemma == "life" and lost.head.lemma_ in group("costing")) or (lemma in group("losses") and lost.head.lemma_ == "lose")
    ):
        return "dead"  # "cost 20,000 lives", "lost 70 men"
    if lost.dep_ == "pobj" and lost.head.lower_ == "of" and lost.head.head.lemma_.lower() in group("remains"):
        return "dead"  # "the remains of four captives"
    listed = among(counted)
    if listed is not None:
        return listed
    noun = by_word("nouns").get(lemma)
    if counted.i < quantity.start and counted.lower_ in by_word("states"):
        return by_word("states")[counted.lower_]  # "the wounded numbered 31"
    if noun is None and counted.i == quantity.last and part_noun(doc, quantity) is not None:
        noun = by_word("nouns").get(part_noun(doc, quantity) or "")
        own, those = kind_of_verb(counted), of_those(doc, quantity)
        if those in ("arrested", "missing") and first_conjunct(counted).head.lemma_ in group("releases") | group("escapes"):
            return "other"  # "six of those detained were released"
        own = own if those is None or own == "dead" else those
        own = None if own == "forces" and noun not in group("force_nouns") else own  # "13 of the miners have been brought out"
        noun = None if noun == "crowd" and counted.dep_ in ("dobj", "nsubjpass") else noun  # "shot two of the looters"
        released = let_go(counted)
        return own or (
            noun if noun is not None and noun != "money" and not (released and noun in ("arrested", "missing")) else "other"
        )  # "nine of the detainees"
    over = first_conjunct(counted).head
    if noun in ("arrested", "missing") and group("releases") & {over.lemma_, over.head.lemma_ if over.lower_ == "of" else ""}:
        return "other"
    if noun in ("dead", "injured", "arrested", "missing") and counted.lemma_ not in group("verb_first"):
        return noun
    if counted.lemma_ in group("numbers"):
        for child in counted.rights:
            if child.lower_ == "of":
                for inner in child.children:
                    kind = (
                        by_word("states").get(inner.lower_)
                        or by_word("nouns").get(inner.lemma_)
                        or by_word("held").get(inner.lemma_)
                        or kind_of_verb(inner)
                        or held(inner)
                        or held(counted)
                    )
                    if kind is not None:
                        return kind
    beside = told_beside(counted, quantity.start) if noun is None else None
    if beside is not None:
        noun = by_word("nouns").get(beside.lemma_.lower())  # "the hostages, two Germans and a Swede"
    if noun is None:
        noun = "forces" if in_arms(counted) else kind_of_many(counted)
    verb = kind_of_verb(counted) or sentenced(counted) or ("injured" if is_person(counted) and hurt_with(counted) else None)
    if verb == "forces" and noun not in ("forces", None):
        verb = None
    if verb == "forces" and noun is None and counted.lemma_ not in group("force_nouns"):
        verb = None
    if verb == "crowd" and lemma in group("force_nouns") and lemma != "man" and first_conjunct(counted).head.lemma_ == "take":
        verb = "forces"  # officers who take part in a manhunt
    if verb == "crowd" and (noun == "forces" or counted.lemma_ in group("collectives")):
        verb = None
    if (
        verb in ("arrested", "injured")
        and noun is None
        and not is_person(counted)
        and first_conjunct(counted).head.lemma_ in group("of_things_too")
    ):
        verb = None  # "seized 300 rifles", "treated 30 trees"
    return str(verb or noun or "other")


def is_person(token: Token) -> bool:
    """Whether what is counted is people: by its noun, or because no noun is named ("killed eight")."""
    lemma = token.lemma_.lower()
    nouns = actor_words().nouns
    return (
        lemma in group("persons")
        or lemma in group("people")
        or (lemma in nouns and nouns[lemma].kind in ("person", "people") and lemma not in group("collectives"))
        or token.tag_ == "CD"
        or token.ent_type_ == "NORP"
    )

"""Who did it and to whom: the parties of an event, found by the functions that its rule names.

``subject`` and ``object`` are the logical ones. A passive is turned round ("were shot by police"); a noun has its parties in "by",
"of", possessives and modifiers ("the army's shelling of the town", "a police raid") or takes them from the light verb that carries it ("police
carried out a raid").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.answerable import answerable
from allegedly.coder.members import of_those
from allegedly.coder.nominals import at_the_hands, leaders, makers
from allegedly.coder.noun_parties import NounParties
from allegedly.coder.parts import Mention
from allegedly.coder.party import EMPTY, is_kind, is_party, is_people, is_thing, names_event, names_somebody
from allegedly.coder.phrases import phrase
from allegedly.coder.rules import Pattern, Rules
from allegedly.coder.special_parties import SpecialParties
from allegedly.coder.speech_parties import NOT_PARTIES, SpeechParties
from allegedly.coder.syntax import (
    befalls_subject,
    conjuncts,
    control,
    is_passive,
    objects,
    obliques,
    subject,
    subjects_before,
)

# What a deed can bring about: "the raids forced the villagers to leave".
_FORCED = frozenset({"COERCE", "SANCTION", "RETREAT", "CONCEDE"})
_OWN = {"my": "i", "our": "we", "its": "it", "their": "they", "his": "he", "her": "she"}
_NAMING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "VERB"})


class Parties(NounParties, SpeechParties, SpecialParties):
    """Finds the parties of one pattern that matched at ``head``; ``matched`` are the tokens of the pattern, head first."""

    def __init__(self, doc: Doc, rules: Rules, pattern: Pattern, matched: list[Token]) -> None:
        self.doc = doc
        self.rules = rules
        self.rule = pattern.rule
        self.part = pattern.part
        self.head = matched[0]
        self.matched = matched
        # The words of the pattern are no parties of its event, unless they are who it happens to ("freed the hostages").
        self.used = {token.i for token in matched if token.i == self.head.i or not self._happens_to(token)}
        self.passive = self.part == "verbs" and (is_passive(self.head) or befalls_subject(self.head))
        self.light = self._light_verb() if self.part == "nouns" else None

    def _happens_to(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if self.head.lemma_ in self.rules.classes["sending"]:
            return False  # "sent observers": whom they are sent to counts
        if not self.rule.keeps and (lemma in self.rules.classes["restriction"] or names_event(lemma)):
            return False  # "imposed blockades": on whom they are imposed counts
        if self.rule.things and token.pos_ in ("NOUN", "PROPN"):
            return lemma not in self.rules.classes["instrument"]
        return is_party(token)

    # -- the two lists ------------------------------------------------------------------------------------------------

    def fill(self) -> tuple[list[Mention], list[Mention]]:
        """Actors and recipients, each in text order, without repeats."""
        actors = self._first(self.rule.actor, doer=True)
        if self.rule.also_actor:
            actors += self._first(self.rule.also_actor, taken={mention.head for mention in actors})
            actors.sort(key=lambda mention: mention.start)
        taken = {mention.head for mention in actors}
        if actors and self.part == "nouns" and self.sides():
            return actors, []
        if self.rule.recipient == ("itself",):  # "counted nine dead"
            numbered = any(child.dep_ == "nummod" for child in self.head.lefts)
            return actors, [_phrase(self.head)] if numbered else []
        recipients = self._first(self.rule.recipient, taken=taken) or self._first(("addressee",), taken=taken)
        if self.rule.reciprocal:
            actors = sorted(
                [*actors, *(one for one in recipients if not is_thing(self.doc[one.head]))], key=lambda mention: mention.start
            )
            recipients = []
        return actors, recipients

    def _first(self, functions: tuple[str, ...], *, taken: set[int] | None = None, doer: bool = False) -> list[Mention]:
        for function in functions:
            found: list[Mention] = []
            itself = False
            for token in self._tokens(function):
                for member in conjuncts(token):
                    party = self._party(member, doer=doer)
                    itself = itself or (party is not None and party.i == token.i)
                    if itself and party is not None and party.i != member.i:
                        continue  # "support for the senator and his refusal": not whose refusal it is
                    if party is None or (taken and party.i in taken) or any(party.i == other.head for other in found):
                        continue
                    found.append(_phrase(party))
            if found:
                found.sort(key=lambda mention: (mention.start, -mention.end))
                return [
                    one
                    for n, one in enumerate(found)
                    if not any(other.start <= one.start and one.end <= other.end for other in found[:n])
                ]
        return []

    def _party(self, token: Token, *, doer: bool) -> Token | None:
        """The somebody that ``token`` names, or null: itself, or whose it is when only people can be meant ("the party's record")."""
        if token.i in self.used and token.i != self.head.i and not doer and token.pos_ == "NOUN" and self.part == "verbs":
            return next((by for by in obliques(token, ("by", "from")) if is_party(by)), None)  # "refused a request by the mayor"
        if (
            token.i in self.used
            or token.pos_ not in _NOMINAL
            or self._empty(token, doer=doer)
            or (token.pos_ == "VERB" and token.dep_ not in _NAMING)
        ):
            return None
        if token.ent_type_ in NOT_PARTIES and token.pos_ != "PRON":
            return None
        if doer and token.lemma_.lower() in self.rules.classes["movement"]:
            return token
        if (
            self.rule.type == "REQUEST"
            and not doer
            and token.head.lower_ == "for"
            and token.lemma_.lower() in self.rules.classes["troops"]
        ):
            return None  # "calls for more troops"
        if not doer and token.lemma_.lower() in self.rules.classes["grip"]:  # "seized control of the charities"
            return next(iter(obliques(token, {"of", "over"})), None)
        if not doer and token.pos_ == "NOUN" and token.lemma_.lower() in self.rules.classes["occasion"]:
            return None
        if doer and token.pos_ == "NOUN" and token.lemma_.lower() in self.rules.classes["law"] | self.rules.classes["pact"]:
            return None  # "a bill that would grant them a visa", "a treaty that bans it": nobody yet
        if not doer and token.lemma_.lower() in self.rules.classes["quantity"]:
            of_what = next(iter(obliques(token, {"of"})), None)  # "fired a series of rockets"
            if of_what is not None and of_what.lemma_.lower() in self.rules.classes["instrument"]:
                return None
        if doer:
            many = token.lemma_.lower() in self.rules.classes["quantity"] and any(map(is_party, obliques(token, {"of"})))
            return self._wielder(token) if is_thing(token) and not many else token
        if (self.rule.things and token.lemma_.lower() not in self.rules.classes["instrument"]) or is_party(token):
            return token
        return token if token.lemma_.lower() in self.rules.classes["populated"] else self._behind(token)

    def _wielder(self, token: Token) -> Token | None:
        """Whose weapon or attack does it ("an army shell hit", "a bombing by the rebels killed"), or null when nobody is named."""
        lemma = token.lemma_.lower()
        if lemma not in self.rules.classes["instrument"] and not names_event(lemma):
            return None
        wielders = makers(token, self.rules.light_verbs) or obliques(token, {"between"}) or answerable(token)
        wielders += [great for child in token.rights if child.dep_ == "acl" for great in obliques(child, {"by"})]
        wielders += [child for child in token.lefts if child.dep_ == "poss" and child.pos_ != "PRON"]
        wielders += leaders(token)
        wielders += reversed(
            [c for c in token.lefts if c.dep_ in ("compound", "nmod", "amod") and not (is_kind(c) or self._only_place(c))]
        )
        return next((maker for maker in wielders if maker.i not in self.used and (is_party(maker) or is_people(maker))), None)

    def _behind(self, token: Token, depth: int = 2) -> Token | None:
        """The party behind a thing: whose it is, or whom it names ("the party's record", "the inquiry into deals of the bank")."""
        owners = [
            owner
            for owner in token.lefts
            if owner.i not in self.used
            and ((owner.dep_ in ("poss", "compound", "nmod") and is_party(owner)) or is_people(owner))
            and not is_kind(owner)
        ]
        named = next((owner for owner in owners if owner.pos_ != "PRON"), None)
        if named is not None:
            return named
        # "demands the release of its director", "condemns the raid on the town": whom it befalls is not the one spoken to.
        deeds = (
            [pattern for pattern in self.rules.patterns("nouns", token.lemma_.lower()) if not pattern.rest]
            if self.rule.type in ("PROTEST", "REQUEST") or (self.rule.speech and self.rule.type == "ACCUSE")
            else ()
        )
        asked = self.rule.speech and self.rule.type == "REQUEST"  # "demand the return of relatives"
        told = (asked or bool(deeds)) and all(pattern.rule.of != "actor" for pattern in deeds)
        inner = obliques(token, ("by", "from") if told else ("by", "from", "of", "with"))
        inner += [grand for child in token.rights if child.dep_ == "acl" for grand in obliques(child, {"by"})]
        for owner in inner:
            if owner.i not in self.used and is_party(owner):
                return owner
        if owners and not self._is_own(owners[0]):
            return owners[0]
        found = (self._behind(owner, depth - 1) for owner in inner if depth and owner.pos_ in ("NOUN", "PROPN"))
        return next((owner for owner in found if owner is not None), None)

    def _is_own(self, owner: Token) -> bool:
        """Whether "my" or "its" is whoever acts, by the same pronoun: "I express my support", "it rejected its own words"."""
        doer = subject(self.head) if owner.lower_ in _OWN and self.part == "verbs" else None
        return doer is not None and doer.lower_ == _OWN[owner.lower_]

    @staticmethod
    def _empty(token: Token, *, doer: bool) -> bool:
        """Whether a word fills a place and names nobody; "those who fled" and "it ordered" do name somebody."""
        if token.lower_ not in EMPTY:
            return False
        with_it = token.dep_ == "pobj" and token.head.lower_ in ("with", "against")
        if token.lower_ == "it" and (doer or token.dep_ == "dobj" or with_it):
            return False
        return not names_somebody(token)

    def done_by_a_thing(self) -> bool:
        """Whether the syntax names a doer that has no will ("the decision helped them", "forced by the economy"): nobody acts."""
        if self.part != "verbs" or self.rule.actor[:1] != ("subject",):
            return False
        if self.passive:
            doers = [
                grand for child in self.head.children if child.dep_ == "agent" for grand in child.children if grand.dep_ == "pobj"
            ]
        else:
            found = subject(self.head)
            doers = [] if found is None else conjuncts(found)
        return bool(doers) and all(self._has_no_will(doer) for doer in doers)

    def _has_no_will(self, doer: Token) -> bool:
        lemma = doer.lemma_.lower()
        classes = self.rules.classes
        if lemma in classes["document"] or lemma in classes["movement"] or not is_thing(doer):
            return False
        return not (self.rule.type in _FORCED and names_event(lemma))

    # -- functions ----------------------------------------------------------------------------------------------------

    def _tokens(self, function: str) -> Iterator[Token]:
        if function == "subject":
            return self._subject()
        if function == "object":
            return self._object()
        if function == "hands":
            return iter(at_the_hands(self.head) or self._in_a_deed(self.head))
        if function == "paid":
            return self._paid()
        if function == "pursuer":
            return self._pursuer()
        if function in ("doer_above", "done_to_above"):
            return self._above(done_to=function == "done_to_above")
        if function == "dative":
            return self._dative()
        if function == "addressee":
            return self._addressee()
        if function == "complement":
            return self._complement()
        if function == "complement_subject":
            return self._complement_subject()
        if function == "condition":
            return self._condition()
        if function == "purpose":
            return self._purpose()
        return iter(self._oblique(function))

    def _subject(self) -> Iterator[Token]:
        if self.part == "nouns":
            yield from self._noun_subject()
        elif self.passive:
            yield from at_the_hands(self.head)
            by = [c for c in self.head.children if c.dep_ == "agent" or (c.lower_ == "by" and c.dep_ in ("prep", "conj"))]
            by += [other for child in by for other in child.rights if other.dep_ == "conj" and other.lower_ == "by"]
            agents = [grand for child in by for grand in child.children if grand.dep_ == "pobj"] or self._shared_agents()
            yield from agents
            if not agents:
                yield from self._in_which()
            if not agents and self.rule.type == "ASSAULT":  # "killed in a police raid"
                last = conjuncts(self.head)[-1]  # "was killed and two were wounded in an attack by rebels"
                yield from self._in_a_deed(self.head) or (self._in_a_deed(last) if is_passive(last) else [])
        elif self.rule.type == "ASSAULT" and self.head.dep_ == "advcl" and self.head.tag_ == "VBG" and is_passive(self.head.head):
            yield from obliques(self.head.head, {"by"})  # "was shot down, killing its crew": not who was shot down
        else:
            found = subject(self.head)
            if found is not None:
                yield self._author(found) or self._whose(found) or found
                if found.dep_ == "nsubj":  # "clerics, judges, clerks condemned it", parsed as so many subjects
                    yield from (one for one in subjects_before(found.head) if one.i > found.i)

    def _whose(self, found: Token) -> Token | None:
        """Whose the subject is that a participle leans on and that does nothing: "his support fell after mocking her"."""
        leans = self.head.tag_ == "VBG" and self.head.dep_ in ("pcomp", "advcl") and found.tag_ in ("NN", "NNS")
        if not leans or is_party(found) or self._wielder(found) is not None:
            return None
        return next((child for child in found.lefts if child.dep_ == "poss"), None)

    def _object(self) -> Iterator[Token]:
        if self.part == "nouns":
            yield from self._noun_object()
        elif self.passive:
            found = subject(self.head)
            if found is None and self.head.dep_ == "amod":
                found = self.head.head
            yield from of_those(found, self.head)
            yield from (token for token in objects(self.head) if token.dep_ not in ("nsubj", "nsubjpass"))
        elif self.head.pos_ == "AUX" and len(self.matched) > 1:  # "will not accept refugees"
            yield from objects(self.matched[-1])
        elif self.part == "adjectives":
            found = subject(self.head) if self.head.dep_ not in ("amod", "acomp", "oprd") else None
            if self.head.dep_ == "amod":
                found = self.head.head
            elif self.head.dep_ in ("acomp", "oprd"):
                found = subject(self.head.head)
            if found is not None:
                yield found
        else:
            yield from objects(self.head)
            if self.head.tag_ == "VBG" and self.head.dep_ == "acl":  # "the army shelling of the village"
                yield from obliques(self.head, {"of"})
            for token in self.matched[1:]:  # "found the mayor guilty"
                if token.pos_ == "ADJ" and token.head.i == self.head.i:
                    yield from (child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass"))
            yield from (child for child in self.head.children if child.dep_ == "dative" and child.pos_ != "ADP")
            for token in self.matched[1:]:  # "take part in", "set fire to": what the words of the pattern take
                if token.lower_ == "of" and any(child.dep_ == "dobj" and child not in self.matched for child in self.head.rights):
                    continue  # "stripped the mayor of his powers"
                if token.dep_ == "prep" or token.pos_ == "ADP":
                    yield from (child for child in token.children if child.dep_ == "pobj" and child not in self.matched)
                    for again in self.head.rights:  # "called on the rebels to disarm and on the government to ..."
                        if (
                            again.i > token.i
                            and again.dep_ == "prep"
                            and again.lower_ == token.lower_
                            and again.nbor(-1).dep_ == "cc"
                        ):
                            yield from (child for child in again.children if child.dep_ == "pobj")

    def _oblique(self, preposition: str) -> list[Token]:
        names = {preposition}
        suffered = lexicon.load("parties")["suffered"] if preposition in ("against", "of", "on") else ()
        laid = lexicon.load("parties")["laid"]  # "attacks blamed on the rebels": not whom they befall
        found: list[Token] = []
        for token in [*self.matched, *((self.light and [self.light]) or [])]:
            found.extend(obliques(token, names))
            if preposition == "outside":  # "exploded in front of the bank"
                found.extend(
                    hit for front in obliques(token, {"in"}) if front.lower_ == "front" for hit in obliques(front, {"of"})
                )
            for limit in token.rights if preposition in ("on", "against", "to") else ():  # "lifted the bans imposed on the press"
                if limit.dep_ == "acl" and limit.tag_ == "VBN" and limit.lemma_ not in laid:
                    found.extend(obliques(limit, names))
            if preposition in ("on", "against"):  # "carried out strikes using bombers against rebel bases"
                found.extend(hit for means in token.rights if means.lemma_ == "use" for hit in obliques(means, names))
        if not found and self.part == "verbs":
            for child in self.head.children:
                lemma = child.lemma_.lower()
                if (
                    child.dep_ in ("dobj", "nsubjpass")
                    and child.i not in self.used
                    and not (names_event(lemma) or lemma in suffered)
                ):
                    found.extend(obliques(child, names))
        times = preposition in ("at", "in")  # "at 1345"
        return [token for token in found if token.dep_ == "pobj" and not (times and token.pos_ == "NUM")]


def _phrase(token: Token) -> Mention:
    """The noun phrase of a party; modifiers of one event that stand side by side are one party ("a US army raid": the US army)."""
    under = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "agent" else token.head
    charged = token.dep_ in ("dobj", "nsubjpass", "pobj") and under.lemma_ in control("of")  # "accused the mayor of fraud"
    charged = charged and not any(
        named.ent_type_ in ("GPE", "ORG", "NORP") for child in token.rights if child.lower_ == "of" for named in child.rights
    )
    mention = phrase(token, of=not charged, seat=True)
    if token.dep_ in ("compound", "nmod", "amod"):
        while mention.start > 0:
            before = token.doc[mention.start - 1]
            if (
                before.head.i != token.head.i
                or before.dep_ not in ("compound", "nmod", "amod")
                or not (is_party(before) or is_people(before))
            ):
                break
            mention.start = before.left_edge.i
    return mention

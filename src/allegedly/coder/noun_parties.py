"""The parties of an event that a noun names: in "by", "of", possessives and modifiers, or from the light verb that carries the noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.answerable import answerable
from allegedly.coder.befallen import befallen
from allegedly.coder.nominals import at_it, blamed, comes_to_it, leaders, makers, owners, shared, sufferers, told_in, utterers
from allegedly.coder.party import is_kind, is_party, is_people, is_thing
from allegedly.coder.rules import Rule, Rules
from allegedly.coder.syntax import conjuncts, first_conjunct, holder, is_passive, objects, obliques, subject
from allegedly.gazetteer import is_country_name

# Through these a light verb carries a noun ("took part in talks"); "declared it after the protests" does not.
_CARRYING = frozenset({"in", "on", "to", "into", "with", "of", "for", "under", "at", "by"})
_AGAINST = frozenset({"against", "on", "upon"})
_HOLDING = frozenset({"under"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION"})
_OF_TWO = frozenset({"ASSAULT", "AGREE", "CONSULT", "COOPERATE"})
_PLURAL = frozenset({"NNS", "NNPS"})
# What comes from somebody: words, help, support.
_UTTERED = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "AID", "AGREE", "CONCEDE", "COOPERATE"})


class NounParties:
    """What a noun trigger says of its parties; :class:`~allegedly.coder.roles.Parties` adds the rest."""

    doc: Doc
    rules: Rules
    rule: Rule
    head: Token
    light: Token | None

    def _wielder(self, token: Token) -> Token | None:
        """Whose weapon or attack does it; :class:`~allegedly.coder.roles.Parties` knows."""
        raise NotImplementedError

    def _author(self, token: Token) -> Token | None:
        """Who speaks in a paper ("the council passed a resolution demanding ..."): its owner, maker or whoever brings it out."""
        lemma = token.lemma_.lower()
        papers = self.rules.classes["document"] | self.rules.classes["pact"]
        if lemma not in papers and lemma not in lexicon.load("parties")["posts"]:
            return None
        maker = next((found for found in obliques(token, ("by", "from")) if is_party(found)), None)
        if maker is not None:
            return maker
        issued = token.dep_ != "dobj" or token.head.lemma_ in lexicon.load("events/general")["issuing_verbs"]
        return holder(token) if issued or any(child.dep_ == "poss" for child in token.lefts) else None

    def _light_verb(self) -> Token | None:
        noun = first_conjunct(self.head)
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in self.rules.classes["quantity"]:
            noun = noun.head.head  # "began a new round of exercises"
        if noun.dep_ == "pobj" and noun.head.lower_ == "including":
            noun = first_conjunct(noun.head.head)  # "carried out operations, including a raid"
        verb = noun.head
        if noun.dep_ == "pobj" and (verb.lower_ not in _CARRYING or (verb.lower_ == "to" and self._only_met(verb.head))):
            return None
        if noun.dep_ == "pobj" and verb.lower_ == "on" and verb.head.lemma_ in lexicon.load("events/general")["suffered_verbs"]:
            return None  # "received a report on the shelling"
        if noun.dep_ in ("dobj", "nsubjpass", "pobj", "attr") and verb.pos_ == "ADP":
            if verb.lower_ == "with" and verb.head.lemma_ in lexicon.load("events/general")["with_verbs"]:
                return verb.head
            verb = verb.head
        if verb.pos_ != "VERB" or (noun.dep_ == "nsubj" and verb.lemma_ == "take"):  # "the explosion took place on Main Street"
            return None
        carries = self.head.lemma_ in lexicon.load("parties")["carrying"].get(verb.lemma_, ())
        return verb if carries or verb.lemma_ in self.rules.light_verbs or self._won(verb) else None

    @staticmethod
    def _only_met(verb: Token) -> bool:
        """Whether a deed behind "to" is not what the verb carries: "led to protests", "put an end to the raids"."""
        return verb.lemma_ == "lead" or any(child.dep_ == "dobj" for child in verb.rights)

    def _won(self, verb: Token) -> bool:
        """Whether a verb says that its subject gets words, help or support: "drew praise from the mayor"."""
        return self.rule.type in _UTTERED and verb.lemma_ in lexicon.load("parties")["winning_verbs"]

    def _is_manner(self) -> bool:
        """Whether the noun says how something is done, so that "of" is against whom: "walked out in protest of the cuts"."""
        return self.head.dep_ == "pobj" and self.head.head.lower_ == "in" and not any(True for _ in self.head.lefts)

    def sides(self) -> list[Token]:
        """Both sides of a deed of two: "the fighting between the army and the rebels", "an agreement between the two states"."""
        if self.rule.type not in _OF_TWO:
            return []
        found = obliques(self.head, {"between"})
        return found if any(is_party(one) and (len(conjuncts(one)) > 1 or one.tag_ in _PLURAL) for one in found) else []

    def _noun_subject(self) -> Iterator[Token]:
        sides = self.sides()
        if sides:
            yield from sides
            if self.rule.type != "CONSULT":  # whoever hosts talks or brings them about takes part in them
                return
        made = makers(self.head, self.rules.light_verbs) or blamed(self.head, self.rule.type) or self._answerable()
        uttered = self._utterers()
        yield from made or uttered
        if not made:  # "the explosion of a bomb placed by rebels"
            weapons = (one for one in obliques(self.head, {"of"}) if one.lemma_.lower() in self.rules.classes["instrument"])
            yield from (maker for weapon in weapons if (maker := self._wielder(weapon)) is not None)
        carrier = (
            None
            if uttered or (made and not self.rule.reciprocal) or self._owned_and_ended()
            else self._carrier() or at_it(self.head) or (comes_to_it(self.head) if self.rule.reciprocal else None)
        )
        if self._sufferer() is None and not uttered:
            yield from (child for child in owners(self.head) if carrier is None or child.pos_ != "PRON" or is_thing(carrier))
        to = self.head.i > 0 and self.head.nbor(-1).lower_ == "to"  # "to demand of him", taken for a noun
        if (self.rule.of == "actor" and not to and not self._is_manner()) or self._tells_what():
            yield from obliques(self.head, {"of"})
        for child in self.head.lefts:
            if child == self._sufferer() or self._only_place(child) or is_kind(child):
                continue
            if child.dep_ in ("amod", "compound", "nmod") and (
                child.pos_ == "PROPN"
                or (carrier is None and child.lemma_.lower() in self.rules.classes["party"])
                or (child.ent_type_ in ("NORP", "GPE", "ORG") and child.is_title)
            ):
                yield child
        yield from leaders(self.head)
        if self.rule.reciprocal:
            yield from obliques(self.head, {"between", "among", "of"})
        link = self.head.head
        if (
            self.head.dep_ == "pobj"
            and link.lower_ == "in"
            and self.head.lemma_ in lexicon.load("events/general")["manner_nouns"]
        ):
            found = subject(link.head) if link.head.pos_ == "VERB" else None  # "walked out in protest"
            yield from [] if found is None else [found]
        if self._suffered() and not uttered:  # "faces criticism from the union"
            yield from obliques(self.head, {"from"}) or (obliques(self.light, {"from"}) if self.light is not None else [])
        foreign = any(is_people(child) and child.i != self.head.i for child in self.head.lefts)
        if carrier is not None and not (
            foreign and self.light is not None and self.light.lemma_ in lexicon.load("events/general")["ending_verbs"]
        ):
            yield carrier  # "to stop Russian action": not who stops it

    def _utterers(self) -> list[Token]:
        return utterers(self.head) if self.rule.type in _UTTERED and not self.rule.reciprocal else []

    def _tells_what(self) -> bool:
        """Whether a clause behind "of" tells what is said: "the allegations of the opposition that ..." are made by it."""
        return self.rule.type in _UTTERED and any(
            child.dep_ in ("acl", "ccomp", "relcl") and any(mark.dep_ == "mark" and mark.lower_ == "that" for mark in child.lefts)
            for child in self.head.rights
        )

    def _owned_and_ended(self) -> bool:
        """Whether the verb above ends what is somebody's own doing: "stopped the guerrillas' raids" is no raid of whoever stops them."""
        ends = self.light is not None and self.light.lemma_ in lexicon.load("events/general")["ending_verbs"]
        return ends and any(child.dep_ == "poss" and child.pos_ != "PRON" for child in self.head.lefts)

    def _only_place(self, child: Token) -> bool:
        """Whether a name before a deed says where it was: "the Orlando attacks", "our Geneva proposal", "the Lidl bombing"."""
        if child.dep_ == "compound" and child.pos_ == "NOUN" and child.lemma_.lower() in self.rules.classes["building"]:
            return self.rule.type == "ASSAULT"
        named = child.dep_ in ("compound", "nmod") and child.ent_type_ == "GPE"
        if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and child.ent_type_ not in ("GPE", "NORP"):
            return self.head.lemma_ in lexicon.load("parties")["called_after"]
        owned = any(other.dep_ == "poss" for other in self.head.lefts)
        return (
            named
            and (owned or self.rule.type in ("ASSAULT", "PROTEST"))
            and not is_country_name(child.text.rstrip(".").replace(".", "").upper() if len(child) < 5 else child.text)
        )

    def _answerable(self) -> list[Token]:
        """Who is said to have done a deed of force, where its own phrase names nobody."""
        if self.rule.type not in _DEEDS:
            return []
        return answerable(self.head) or told_in(self.head, self._is_deed)

    def _is_deed(self, verb: str) -> bool:
        return any(not found.rest and found.rule.type == self.rule.type for found in self.rules.patterns("verbs", verb))

    def _carrier(self) -> Token | None:
        """Who does it by the light verb ("police carried out a raid": the police)."""
        if self.light is None or first_conjunct(self.head).dep_ == "nsubj":
            return None
        if self._suffered():
            return None
        if is_passive(self.light):
            return next(iter(obliques(self.light, {"by"})), None)
        found = subject(self.light)
        if found is None or found.i == self.head.i or self._keeps_order(found):
            return None
        return self._author(found) or found

    def _keeps_order(self, doer: Token) -> bool:
        """Whether a deed is ended by those whose it is not: "police stopped the march", "to end the violence", not "the union stopped the strike"."""
        if self.light is None or self.light.lemma_ not in lexicon.load("events/general")["ending_verbs"]:
            return False
        if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in self.head.lefts):
            return False
        words = lexicon.load("parties")
        suffered = self.rule.type == "ASSAULT" and self.head.lemma_ in words["deplored"]
        return suffered or (self.rule.type in ("ASSAULT", "PROTEST") and doer.lemma_.lower() in words["keeping_order"])

    def _sufferer(self) -> Token | None:
        """Whom a deed befalls that is called after him: "his arrest", "the editor's murder"; a body's arrests are its own."""
        if self.head.lemma_ not in lexicon.load("events/general")["befalling_nouns"]:
            return None
        if any(child.lower_ == "of" for child in self.head.rights if child.dep_ == "prep"):
            return None
        owner = next(iter(owners(self.head)), None)
        if owner is None:  # "the journalist murder", "a prisoner release", "the Duarte assassination"
            before = [child for child in self.head.lefts if child.dep_ in ("compound", "nmod")]
            owner = next((child for child in before if child.pos_ == "NOUN" or child.ent_type_ == "PERSON"), None)
        if owner is None:
            return None
        lemma = owner.lemma_.lower()
        acting = lemma in self.rules.classes["troops"] or lemma in self.rules.classes["armed"]
        someone = owner.pos_ == "PRON" or owner.ent_type_ == "PERSON" or lemma in self.rules.classes["person"]
        named_after = owner.dep_ == "poss" and self.head.lemma_ in lexicon.load("parties")["befall_anybody"]
        if named_after and lemma not in self.rules.classes["party"]:
            someone = someone or owner.ent_type_ not in ("GPE", "ORG")
        return owner if someone and not acting and owner.lower_ not in ("its", "our", "my") else None

    def _against_behind_another(self) -> list[Token]:
        """Against whom, hung on whoever or whatever stands between: "an attack by rebels on the port", "raids with jets on the port"."""
        between = {"by", "from", "with", *(("of",) if self.rule.of == "actor" else ())}
        return [hit for other in obliques(self.head, between) for hit in obliques(other, _AGAINST)]

    def _suffered(self) -> bool:
        """Whether the subject of the light verb is who it is done to ("suffered an attack"); "had talks" has two sides."""
        if self.light is None or self.rule.reciprocal:
            return False
        return self._won(self.light) or self.light.lemma_ in lexicon.load("events/general")["suffered_verbs"]

    def _noun_object(self) -> Iterator[Token]:
        holder = self.head.head
        held = holder.lower_ in _HOLDING or (holder.lower_ == "in" and self.head.lemma_ in ("custody", "captivity"))
        if self.head.dep_ == "pobj" and held:  # "under arrest", "in custody": whoever is in it
            if holder.head.pos_ in ("VERB", "AUX"):
                yield from objects(holder.head) if not is_passive(holder.head) else []
                found = subject(holder.head)
                if found is not None and (is_passive(holder.head) or holder.head.pos_ == "AUX" or not objects(holder.head)):
                    yield found
            else:
                yield holder.head
            return
        invited = self.rule.type == "AGREE" and self.head.dep_ == "pobj" and holder.lower_ == "at"
        if invited and holder.head.pos_ == "VERB":  # "came at the invitation of the king": whoever came
            found = subject(holder.head)
            if found is not None:
                yield found
        sufferer = self._sufferer()
        if sufferer is not None:
            yield sufferer
        if self._utterers():  # "the mayor's support from the unions"
            yield from (child for child in self.head.lefts if child.dep_ == "poss")
        yield from sufferers(self.head)
        has_owner = any(child.dep_ == "poss" for child in self.head.lefts)
        if (self.rule.of == "recipient" and not self._tells_what()) or has_owner or self._is_manner():
            yield from obliques(self.head, {"of"}) or shared(self.head, {"of"})
        yield from obliques(self.head, _AGAINST) or shared(self.head, _AGAINST) or self._against_behind_another()
        if self.light is not None:
            if self.light.lemma_ in lexicon.load("events/general")["with_verbs"]:
                yield from [subject(self.light) or self.light] if is_passive(self.light) else objects(self.light)
            if self._suffered():
                found = subject(self.light)
                if found is not None and not is_passive(self.light):
                    yield found
            yield from obliques(self.light, {"against", "on", "upon"})
            yield from (child for child in self.light.children if child.dep_ == "dative" and child.pos_ != "ADP")
        if self.rule.type in _DEEDS and not self.rule.reciprocal:
            yield from befallen(self.head, self.rules.light_verbs)

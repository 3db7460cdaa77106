"""How far the words around an event commit whoever speaks: polarity and modality, read upwards from the event's word.

A clause has operators of its own (:mod:`allegedly.coder.operators`) and stands somewhere: under a verb, a noun, an adjective, a
conjunction. What governs it has a signature (:mod:`allegedly.coder.signatures`): what follows for the complement when the
governing word holds, and when it is negated. Commitment is then a recursion: own operators, inside what the governor's own
commitment makes of its complement.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.governing import Governing
from allegedly.coder.operators import BE, FINITE, LETTER, VERBAL, form_of, mandative, past, perfect
from allegedly.coder.signatures import PLAIN, Commitment, apply, combine
from allegedly.coder.syntax import SUBJECTS, control


class Reader(Governing):
    """Reads commitments in one ``Doc``; what was read of a token is remembered."""

    def __init__(self, doc: Doc, language: str = "en") -> None:
        super().__init__(doc, language)
        self._read: dict[int, Commitment] = {}

    def commitment(self, token: Token, trigger: tuple[int, ...] = ()) -> Commitment:
        """What is said of the event, state or act that ``token`` names.

        Words inside ``trigger`` are part of the event's name, not operators over it: "would not talk" may be a refusal that happened.
        """
        if token.dep_ in ("aux", "auxpass") and token.head.i in trigger:
            token = token.head  # "would not talk": the pattern hangs on its first word, the sentence on "talk"
        if len(trigger) > 1:
            own = self.own(token)
            inside = {word for word in trigger if word in own.words and word != token.i and self.doc[word].dep_ != "det"}
            if inside:
                left = tuple(word for word in own.words if word not in inside)
                return combine(own._replace(positive=True, modality="asserted", words=left, would=False), self.context(token))
        known = self._read.get(token.i)
        if known is None:
            self._read[token.i] = PLAIN  # a damaged parse with a loop ends here
            known = combine(self.own(token), self.context(token))
            self._read[token.i] = known
        return known

    # -- where it stands ------------------------------------------------------------------------------------------

    def context(self, token: Token) -> Commitment:
        """What the place of ``token`` in the sentence makes of it."""
        dep, head = token.dep_, token.head
        if head.i == token.i:
            return self._after_aside(token)
        if dep == "conj":
            return self.conjunct(token)
        if dep in ("aux", "auxpass", "prt", "case"):
            return self.commitment(head)
        if dep in ("acomp", "attr", "oprd") and head.pos_ in VERBAL:
            return self.commitment(head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass"):
            return self._complement(token)
        if dep in ("pobj", "pcomp"):
            return self._after_preposition(token)
        if dep in ("dobj", "dative", "nsubjpass"):
            return self._object(token)
        if dep == "nsubj":
            return self._subject(token)
        if dep in ("acl", "relcl"):
            return self._of_noun(token)
        if dep == "advcl":
            return self._adverbial(token)
        if dep in ("compound", "nmod", "npadvmod"):
            return (self._governed(head, "noun", token) if head.lemma_ in self.words.compounds else None) or PLAIN
        if token.tag_ == "VB" and token.i and self.doc[token.i - 1].lower_ == "to":
            return Commitment(True, "future", None, (token.i - 1,))
        return PLAIN

    def _complement(self, token: Token) -> Commitment:
        head = token.head
        form = form_of(token)
        if form == "infinitive" and token.dep_ == "ccomp" and _finite_by_place(token):
            form = "clause"
        if head.pos_ in VERBAL and head.lemma_ in BE:
            for child in head.children:
                if (
                    child.i != token.i
                    and child.dep_ in ("acomp", "attr", "oprd")
                    and not any(c.i == token.i for c in child.children)
                ):
                    found = self._governed(child, form, token, by=self.commitment(child))
                    if found is not None:
                        return found
        if form == "infinitive" and self._occasion(head):
            return self.commitment(head)
        if form == "infinitive" and head.lemma_ in self.words.with_object and any(c.dep_ == "dobj" for c in head.rights):
            return self._purpose(token, self.commitment(head))
        quoted = head.i < token.i and any(c.text == ":" for c in head.rights if c.i < token.i)
        if form == "clause" and quoted and any(c.dep_ == "dobj" for c in head.rights):
            return PLAIN  # "denied it: 'Nobody attacked us'": what is denied is named, and the words after the colon are stated
        found = self._governed(head, form, token)
        if form == "clause" and head.lemma_ in self.words.finding_out and self._wants_to_know(token):
            return Commitment(True, "asked", None, (head.i,))
        if found is not None:
            if form == "clause" and found.told and found.modality == "asserted" and self._mandative(token):
                return Commitment(found.positive, "directive", None, (head.i, *found.words))
            return found
        outer = self.commitment(head)
        if form == "infinitive":
            excess = next((c for c in head.lefts if c.lower_ in self.words.excess), None)
            if excess is not None:
                return Commitment(False, outer.modality, None, (excess.i, *outer.words))
            return self._purpose(token, outer)
        if form == "gerund":
            return outer
        if token.dep_ in ("csubj", "csubjpass"):
            return outer._replace(positive=True) if outer.modality != "asserted" else PLAIN
        return Commitment(modality=outer.modality, words=outer.words) if outer.modality == "asked" else PLAIN

    def _wants_to_know(self, token: Token) -> bool:
        """Whether a clause is what somebody wants or demands to know: "wanted to know whether ..."; "whom" and "why" take the rest for granted."""
        opener = token.left_edge
        return (
            opener.lower_ in self.words.open_markers
            and token.head.dep_ == "xcomp"
            and self.commitment(token.head).modality == "directive"
        )

    def _occasion(self, verb: Token) -> bool:
        """Whether a verb takes an occasion, whose infinitive says what was done on it: "used the speech to attack them", "took the floor to ..."."""
        return verb.lemma_ in self.words.occasion_verbs and any(
            child.dep_ == "dobj" and child.lemma_ in self.words.occasions for child in verb.rights
        )

    def _mandative(self, token: Token) -> bool:
        """Whether a clause under a verb of saying has the bare form of demands: "insisted that the camp be closed"."""
        if not mandative(token):
            return False
        signature = self.words.signatures.get(("V", token.head.lemma_.lower()), {})
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.lefts)
        return that or any(pair[0] == "directive" for pair in signature.values())

    @staticmethod
    def _purpose(token: Token, outer: Commitment) -> Commitment:
        """An infinitive of purpose is still to come, or as open as what it is the purpose of."""
        to = next((c.i for c in token.lefts if c.lower_ == "to"), None)
        mine = () if to is None else (to,)
        if outer.modality == "asserted":
            return Commitment(True, "future", None, mine)
        return Commitment(True, outer.modality, None, (*mine, *outer.words))

    def _after_preposition(self, token: Token) -> Commitment:
        preposition = token.head
        form = form_of(token)
        if form == "clause" and token.dep_ == "pcomp" and token.pos_ in VERBAL and token.tag_ == "VBG":
            form = "gerund"
        lower = preposition.lower_
        if lower in self.words.without:
            return Commitment(False, "asserted", None, (preposition.i,))
        before = self.doc[preposition.i - 1] if preposition.i else preposition
        pair = f"{before.lower_} {lower}"
        if pair in self.words.instead or (form == "gerund" and pair in self.words.instead_of_doing):
            return Commitment(False, "asserted", None, (before.i, preposition.i))
        governor = preposition.head
        if governor.i == preposition.i:
            return PLAIN
        if (
            governor.dep_ == "dobj"
            and (LETTER.get(governor.pos_, ""), f"{governor.lemma_.lower()} {lower}") not in self.words.signatures
            and ("V", f"{governor.head.lemma_} {lower}") in self.words.signatures
        ):
            governor = governor.head  # "threatened both sides with war", hung on the object
        key = lower
        if governor.dep_ in ("prep", "advmod") and governor.head.i != governor.i and governor.pos_ in ("ADP", "SCONJ", "ADV"):
            key = f"{governor.lower_} {lower}"
            signature = self.words.signatures.get(("N", key))
            if signature is not None and form in signature:
                return apply(signature[form], PLAIN, (governor.i, preposition.i))
            governor = governor.head
        part, borne = self._borne(governor, key)
        found = self._governed(part, form, token, via=key, by=borne)
        if found is not None:
            return found
        outer = self.commitment(governor)
        if form == "gerund" and lower in self.words.temporal and outer.modality != "asserted":
            return Commitment(
                True, "future" if outer.modality == "directive" else outer.modality, None, (preposition.i, *outer.words)
            )
        if form == "gerund" and governor.pos_ in VERBAL and lower in ("by", "in", "with"):
            return Commitment(True, outer.modality, None, outer.words) if outer.modality != "asserted" else PLAIN
        if (form == "noun" and governor.pos_ in VERBAL) or (form == "gerund" and governor.pos_ == "NOUN"):
            return self._loose(token, outer)
        if form == "noun" and lower in ("of", "in", "by", "for") and outer.modality != "asserted":
            return self._loose(token, outer)
        return PLAIN

    def _borne(self, governor: Token, preposition: str) -> tuple[Token, Commitment | None]:
        """The noun that names somebody's part in a deed, and how far it holds by the verb that carries it; else ``governor`` and null.

        "Took no part in the raid", "did not play a role in it", "was not behind it", wherever the parse hung the preposition.
        """
        for part in (governor, *governor.rights):
            verb = part.head
            if part.dep_ == "dobj" and verb.lemma_ in self.words.bearing:
                entry = self.words.signatures.get(("N", f"{part.lemma_.lower()} {preposition}"), {})
                if entry.get("noun") == ("+", "-"):
                    return part, combine(self.own(part), self.commitment(verb))
        return governor, None

    def _object(self, token: Token) -> Commitment:
        form = form_of(token)
        found = self._governed(token.head, form, token)
        return found if found is not None else self._loose(token, self.commitment(token.head))

    def _loose(self, noun: Token, outer: Commitment) -> Commitment:
        """An event noun under a word that does not govern it: a definite one is known to the reader, an indefinite one is as open as its clause."""
        if outer.modality == "asserted":
            return PLAIN
        for child in noun.lefts:
            if child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those")):
                return PLAIN
        return Commitment(True, outer.modality, None, outer.words)

    def _subject(self, token: Token) -> Commitment:
        head = token.head
        if head.tag_ == "MD" and head.i == head.sent.start and token.i > head.i:
            return Commitment(True, "hypothetical", None, (head.i,))  # "Should the army attack, ...", read as a noun
        outer = self.commitment(head)
        for child in head.rights:
            if child.dep_ in ("acomp", "attr") and head.lemma_ in BE:
                signature = self.words.signatures.get((LETTER.get(child.pos_, ""), child.lemma_.lower()))
                if signature is not None and child.dep_ == "acomp" and "infinitive" in signature:
                    return apply(signature["infinitive"], self.commitment(child), (child.i,))
        if head.pos_ in VERBAL and head.lemma_ in self.words.occurring:
            return outer
        return self._loose(token, outer)

    def _of_noun(self, token: Token) -> Commitment:
        form = form_of(token)
        infinitive = form == "infinitive" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)
        that = form == "clause" and any(c.lower_ == "that" and c.dep_ not in SUBJECTS for c in token.lefts)
        if infinitive or that:
            if infinitive and token.head.lemma_ in self.words.occasions and self._occasion(token.head.head):
                return self.commitment(token.head.head)
            if that:
                rejected = self._rejected(token.head)
                if rejected is not None:
                    return rejected
            found = self._governed(token.head, form, token)
            if found is not None:
                return self._dropped(token.head, found) if infinitive else found
            if infinitive:
                noun = token.head
                if noun.dep_ == "dobj" and noun.head.pos_ in VERBAL and noun.head.lemma_ in control("object"):
                    found = self._governed(noun.head, form, token)  # "forcing families to flee", hung on the noun
                    if found is not None:
                        return found
                if noun.dep_ in ("attr", "dobj") and noun.head.pos_ in VERBAL and self.nobody(noun) is not None:
                    return Commitment(False, "hypothetical", None, (self.nobody(noun) or noun.i,))
                if noun.lower_ in self.words.ordinals or any(c.lower_ in self.words.ordinals for c in noun.lefts):
                    return self.commitment(noun)  # "the first president to visit the island" has done so
                return self._purpose(token, self.commitment(noun))
            return PLAIN
        noun = token.head
        if form == "clause" and noun.lemma_ in self.words.cases and noun.head.lower_ == "in":
            return Commitment(True, "hypothetical", None, (noun.head.i, noun.i))
        if form == "clause" or token.dep_ == "relcl":
            word = self.nobody(noun)
            if word is not None:
                return Commitment(False, "hypothetical", None, (word,))
            anyone = noun.lower_ in ("whoever", "anyone", "anybody") or any(c.lower_ == "any" for c in noun.lefts)
            if anyone and not past(token) and not perfect(token):
                return Commitment(True, "hypothetical", None, (noun.i,))
        return PLAIN

    def _first_of_all(self, verb: Token) -> bool:
        """Whether somebody is or became the first to do it: "became the first members of parliament to endorse her"."""
        if verb.lemma_ not in BE:
            return False
        named = [child for child in verb.rights if child.dep_ == "attr"]
        return any(
            noun.lower_ in self.words.ordinals or any(c.lower_ in self.words.ordinals for c in noun.lefts) for noun in named
        )

    def _dropped(self, plan: Token, planned: Commitment) -> Commitment:
        """What was planned, turned round where the plan is dropped: "plans to arrest the editor were dropped"."""
        verb = plan.head
        if planned.modality != "future" or plan.dep_ not in ("dobj", "nsubjpass") or verb.lemma_ not in self.words.dropping:
            return planned
        if not self.commitment(verb).positive or self.commitment(verb).modality != "asserted":
            return planned
        return planned._replace(positive=not planned.positive, words=(*planned.words, verb.i))

    def _adverbial(self, token: Token) -> Commitment:
        head = token.head
        marker, to, finite, inverted, subject = None, None, token.tag_ in FINITE, None, None
        for child in token.lefts:
            if child.dep_ == "mark" or (
                child.dep_ == "advmod" and child.lower_ in self.words.temporal and child.i == token.left_edge.i
            ):
                marker = child
            elif child.dep_ == "aux" and child.lower_ == "to":
                to = child
            elif child.dep_ in ("aux", "auxpass") and child.tag_ in (*FINITE, "MD"):
                finite = True
                if subject is None and child.lower_ in ("had", "should", "were"):
                    inverted = child
            elif child.dep_ in SUBJECTS:
                subject = child
        opening = inverted is not None and token.tag_ == "VB" and inverted.i == token.left_edge.i < token.i - 1
        if inverted is not None and not opening and (subject is None or subject.i < inverted.i):
            inverted = None
        if inverted is not None:
            return Commitment(True, "hypothetical", None, (inverted.i,))
        if to is not None:
            if head.lower_ == "were" and head.dep_ == "advcl" and head.i == head.left_edge.i:
                return Commitment(True, "hypothetical", None, (head.i,))  # "Were they to attack, ..."
            if head.pos_ in VERBAL and (self._occasion(head) or self._first_of_all(head)):
                return self.commitment(head)
            for child in head.rights:
                if (
                    child.dep_ == "dobj"
                    and child.pos_ == "NOUN"
                    and any(c.dep_ == "prep" for c in child.rights)
                    and child.i < token.i
                ):
                    asked = self._governed(child, "infinitive", token)
                    if asked is not None and asked.modality == "directive":
                        return asked  # "repeated their call to the army to withdraw"
            found = self._governed(head, "infinitive", token)
            if found is not None and not (head.pos_ in VERBAL and any(c.dep_ in ("dobj", "xcomp") for c in head.children)):
                return found
            return self._purpose(token, self.commitment(head))
        if marker is not None:
            form = marker.lower_
            if form in self.words.open_markers:
                return PLAIN  # the marker itself is among the clause's own operators
            if form in self.words.without:
                return Commitment(False, "asserted", None, (marker.i,))
            if marker.i and f"{self.doc[marker.i - 1].lower_} {form}" in self.words.instead:
                return Commitment(False, "asserted", None, (marker.i - 1, marker.i))
            if form in self.words.temporal or (form == "as" and marker.i and self.doc[marker.i - 1].lower_ == "soon"):
                outer = self.commitment(head)
                if outer.modality != "asserted" and not past(token):
                    modality = "future" if outer.modality == "directive" else outer.modality
                    return Commitment(True, modality, None, (marker.i, *outer.words))
            if (
                form == "that"
                and self.doc[marker.i - 1].lower_ == "so"
                and not past(token)
                and not any(c.tag_ == "MD" for c in token.lefts)
            ):
                return Commitment(True, "future", None, (marker.i - 1, marker.i))
            return PLAIN
        if not finite and token.tag_ in ("VBG", "VB", "VBN"):
            outer = self.commitment(head)
            if outer.modality != "asserted" and outer.positive and token.tag_ != "VBN" and token.i > head.i:
                return Commitment(True, outer.modality, None, outer.words)
        return PLAIN


def _finite_by_place(token: Token) -> bool:
    """Whether a verb that looks like an infinitive or participle is a clause of its own: an order in quotation marks, a past form misread."""
    before = token.doc[max(token.left_edge.i - 1, 0)]
    return (
        (token.tag_ == "VBN" or (token.tag_ == "VB" and (token.i < token.head.i or before.is_quote)))
        and token.head.lemma_
        not in ("let", "make", "have", "help", "see", "hear", "watch", "get", "want", "need", "keep", "like")
        and not any(child.dep_ == "auxpass" or child.dep_ in SUBJECTS for child in token.lefts)
    )

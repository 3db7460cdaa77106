"""What a governing word makes of its complement, by its entry in the lexicon: "failed to", "threat of", "no doubt that".

Which entry holds depends on the word, its particle or preposition, and the kind of complement; what it comes to depends on how far the
governing word itself is vouched for.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.coordination import Coordination
from allegedly.coder.operators import BE, LETTER, VERBAL, past, perfect
from allegedly.coder.repairs_of_speech import saying_verbs
from allegedly.coder.signatures import PLAIN, Commitment, apply
from allegedly.coder.sources.goes_on import GOES_ON

_ADJECTIVAL = frozenset({"of", "for"})  # through other prepositions an adjective needs an entry of its own ("due to")


class Governing(Coordination):
    """Reads what governs a complement; where the governing word itself stands is left to :meth:`commitment`."""

    def commitment(self, token: Token, trigger: tuple[int, ...] = ()) -> Commitment:
        """What is said of the event, state or act that ``token`` names."""
        raise NotImplementedError

    def _governed(
        self, governor: Token, kind: str, token: Token, *, via: str | None = None, by: Commitment | None = None
    ) -> Commitment | None:
        """What ``governor`` makes of a complement of ``kind``; null when it does not govern such a one."""
        letter = LETTER.get(governor.pos_)
        if letter is None:
            return None
        lemma = governor.lemma_.lower()
        if governor.tag_ == "VBG" and governor.lower_ == "going" and kind == "infinitive":
            lemma = "be going"
        table = self.words.signatures
        pair = None
        if via is not None:
            entry = table.get((letter, f"{lemma} {via}"))
            if lemma in self.words.cases and via == "of" and governor.head.lower_ != "in":
                return None  # "thirty cases of murder"
            if entry is not None:
                pair = entry.get(kind) or entry.get("noun" if kind == "gerund" else "gerund")
            elif via in (self.words.linking if letter == "N" else _ADJECTIVAL if letter == "A" else ()):
                entry = table.get((letter, lemma))
                if entry is not None:
                    pair = entry.get("infinitive" if letter == "A" else "noun") if kind in ("noun", "gerund") else entry.get(kind)
        else:
            if letter == "V":
                for child in governor.rights:
                    if child.dep_ == "prt":
                        entry = table.get((letter, f"{lemma} {child.lower_}"))
                        if entry is not None:
                            pair = entry.get(kind)
                            break
            if pair is None:
                for form in (governor.lower_, lemma):
                    entry = table.get((letter, form))
                    if entry is not None and kind in entry:
                        pair = entry[kind]
                        break
            if lemma == "have" and kind == "infinitive":
                if past(governor) or perfect(governor):
                    pair = ("+", "hypothetical")  # "had to flee" tells that they fled
                elif any(c.dep_ == "aux" and c.lower_ in self.words.backshifted for c in governor.lefts):
                    pair = ("+", "+")  # "would have to flee"
            elif lemma == "come" and kind == "infinitive" and token.lemma_ not in self.words.come_to:
                pair = ("future", "-future")  # "came to arrest the mayor": what they came for
            elif lemma == "call" and kind == "noun" and token.lemma_ in self.words.called:
                pair = ("future", "-future")  # "called a strike"
        if kind == "infinitive" and lemma in ("have", "be"):
            yet = next((c.i for c in governor.rights if c.lower_ in self.words.pending), None)
            if yet is not None:
                return Commitment(False, "asserted", None, (yet,))
        if pair is None:
            return None
        outer = by if by is not None else self.commitment(governor)
        if (
            kind == "infinitive"
            and lemma in self.words.able
            and outer.positive == pair[0].startswith("-")
            and _in_the_past(governor)
        ):
            return Commitment(False, "asserted", None, (*outer.words, governor.i))
        mine = (governor.i,)
        result = apply(pair, outer, mine)
        sure = self.words.sure.get(lemma)
        if not outer.positive and lemma in self.words.doubting:
            return result._replace(certainty="high")
        if lemma in self.words.hearsay and kind in ("infinitive", "clause") and letter == "V":
            passive = any(c.dep_ == "auxpass" for c in governor.lefts)
            if passive and (kind == "infinitive" or any(c.lower_ == "it" for c in governor.lefts)):
                sure = "low"
        if sure is not None and outer.positive:
            result = result._replace(certainty=sure, words=result.words if mine[0] in result.words else (*mine, *result.words))
        return result

    def _after_aside(self, token: Token) -> Commitment:
        """A clause cut off by who says it from what is said of it: "It was untrue, the bishop said, that monks had ..."."""
        for child in token.lefts:
            if child.dep_ == "clause" and child.lemma_ in BE and any(c.lower_ == "it" for c in child.lefts):
                for word in child.rights:
                    found = self._governed(word, "clause", token, by=self.own(child)) if word.dep_ == "acomp" else None
                    if found is not None:
                        return found
        if self._goes_on(token) or any(_told_aside(child) for child in token.children):
            return PLAIN._replace(told=True)
        return PLAIN

    def _goes_on(self, token: Token) -> bool:
        """Whether a sentence goes on with what was reported before it, in the tenses of a report."""
        return any(one.construction == GOES_ON and one.covers(token.i) for one in self.doc._.attributed or ())

    def _rejected(self, noun: Token) -> Commitment | None:
        """What becomes of the content of a report that is rejected or called false; null where neither is."""
        entry = self.words.signatures.get(("N", noun.lemma_.lower()))
        if entry is None or entry.get("clause", ("",))[0] not in ("told", "hypothetical"):
            return None
        verb = noun.head
        if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in self.words.rejecting:
            outer = self.commitment(verb)
            return apply(("-", "hypothetical"), outer, (verb.i,))
        if noun.dep_ in ("nsubj", "nsubjpass") and (verb.lemma_ in BE or verb.lemma_ in self.words.proving):
            found = [word for child in verb.rights for word in ((*child.rights,) if child.dep_ == "xcomp" else (child,))]
            for word in found:
                if word.dep_ in ("acomp", "oprd"):
                    signature = self.words.signatures.get(("A", word.lemma_.lower()), {}).get("clause")
                    if signature is not None and signature[0] == "-":
                        return apply(signature, self.commitment(verb), (word.i,))
        return None


def _in_the_past(word: Token) -> bool:
    """Whether the clause around a noun or adjective stands in the past."""
    while word.pos_ not in VERBAL and word.head.i != word.i:
        word = word.head
    return past(word)


def _told_aside(word: Token) -> bool:
    """Whether a clause is an aside that tells in the past who says the sentence around it: "the army, she said, would attack"."""
    return bool(word.dep_ == "parataxis" and word.tag_ == "VBD" and word.lemma_ in saying_verbs())

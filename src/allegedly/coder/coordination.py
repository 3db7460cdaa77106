"""Coordination: what a conjunct shares with the first member, and what a parser's wrong attachment must not make it share."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.operators import FINITE, VERBAL, Operators
from allegedly.coder.signatures import PLAIN, Commitment, combine
from allegedly.coder.syntax import SUBJECTS


class Coordination(Operators):
    """Reads what a conjunct inherits; where the first member itself stands is left to :meth:`context`."""

    def context(self, token: Token) -> Commitment:
        """What the place of ``token`` in the sentence makes of it."""
        raise NotImplementedError

    def conjunct(self, token: Token) -> Commitment:
        """Coordination shares what governs it, and auxiliaries and negation where the form shows that it leans on them."""
        first = token.head
        linked = None
        for child in first.rights:
            if child.i >= token.i:
                break
            if child.dep_ == "cc":
                linked = child
        if linked is not None and linked.lower_ in ("nor", "neither"):
            inner = self._shared(token, first)
            if inner.positive:
                return inner._replace(positive=False, words=(linked.i, *inner.words))
            return inner
        return self._shared(token, first)

    def _shared(self, token: Token, first: Token) -> Commitment:
        if token.pos_ in VERBAL and first.pos_ in VERBAL:
            return self._verbs(token, first)
        if token.pos_ in VERBAL or first.pos_ in VERBAL:
            return self.context(first)
        own = self.own(first)
        nothing = next(
            (c.i for c in first.lefts if c.lower_ in self.words.nobody and c.dep_ in ("det", "neg", "preconj", "cc")), None
        )
        if nothing is not None and not any(c.dep_ in ("det", "poss") for c in token.lefts):
            return combine(Commitment(False, "asserted", None, (nothing,)), self.context(first))
        if own.modality != "asserted" and not any(c.dep_ in ("det", "poss", "amod") for c in token.lefts):
            return combine(own, self.context(first))
        return self.context(first)

    def _verbs(self, token: Token, first: Token) -> Commitment:
        bare = token.tag_ == "VB" or (token.tag_ == "VBP" and first.tag_ == "VB" and token.lower_ == token.lemma_)
        subject = to = modal = do = perfect = False
        for child in token.lefts:
            if child.dep_ in SUBJECTS:
                subject = True
            elif child.dep_ == "aux" and child.lower_ == "to":
                to = True
            elif child.dep_ == "aux":
                modal = True
                do = do or child.lower_ == "do"
                perfect = perfect or (child.tag_ in FINITE and child.lemma_ == "have")
        if do and token.tag_ == "VB" and self.ordered(first):
            return Commitment(True, "directive", None, (first.i,))  # "do not flee, do not fight"
        if (token.tag_ in FINITE and not bare) or perfect:
            first = self._finite(first)
        elif token.tag_ == "VB" and not subject and not modal and not to and first.tag_ == "VBG":
            first = self._bare(first)
        elif token.tag_ == "VB" and not subject and not modal and (first.tag_ in FINITE or _has(first)):
            leaning = self._infinitive(token, first)
            if leaning is not None:
                first = leaning
                if to:
                    return self.context(first)
        if subject or first.pos_ not in VERBAL:
            return self.context(first)
        own = self.own(first)
        if (token.tag_ in FINITE and not bare) or modal:
            return combine(self._reaching(first, own, modal=modal), self.context(first))
        if not own.positive and any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in first.children if c.i < token.i):
            own = own._replace(positive=True)
        return combine(own, self.context(first))

    @staticmethod
    def _finite(first: Token) -> Token:
        """The member that a finite verb is coordinated with: not an infinitive, whatever the parse says ("threatened to march but withdrew")."""
        while first.tag_ not in FINITE and first.dep_ in ("xcomp", "advcl", "conj", "ccomp", "acl", "pcomp"):
            if first.dep_ == "conj" and first.head.tag_ in FINITE:
                break
            if any(c.tag_ == "MD" for c in first.lefts):
                break
            first = first.head
        return first.head if first.pos_ in ("ADP", "SCONJ") else first

    @staticmethod
    def _bare(first: Token) -> Token:
        """The bare verb above a gerund that another bare verb cannot be coordinated with ("should stop talking and open the gates")."""
        verb = first
        while verb.dep_ in ("xcomp", "pcomp", "prep", "conj", "dobj", "ccomp") and verb.head.i != verb.i:
            verb = verb.head
            if verb.tag_ == "VB":
                return verb
        return first

    def ordered(self, verb: Token) -> bool:
        """Whether a verb is an order given with this very form, or goes on with one."""
        own = self.own(verb)
        if own.modality == "directive":
            return verb.i in own.words and verb.left_edge.i - verb.sent.start <= 1
        return verb.dep_ == "conj" and verb.head.i < verb.i and self.ordered(verb.head)

    @staticmethod
    def _infinitive(token: Token, first: Token) -> Token | None:
        """The nearest infinitive between a finite verb and a bare one hung on it, which the bare one continues ("came to clear it and arrest them")."""
        for i in range(token.i - 1, first.i, -1):
            verb = token.doc[i]
            if verb.tag_ == "VB" and any(c.dep_ == "aux" and (c.lower_ == "to" or c.tag_ == "MD") for c in verb.lefts):
                return verb
        return None

    def _reaching(self, first: Token, own: Commitment, *, modal: bool) -> Commitment:
        """What reaches over to a finite conjunct: an empty subject ("nobody came and shot"), an order, a condition."""
        if not modal:
            if own.modality == "directive" and own.words == (first.i,):
                return own
            if own.modality == "hypothetical" and any(
                c.dep_ == "mark" and c.lower_ in self.words.open_markers for c in first.lefts
            ):
                return Commitment(True, "hypothetical", None, own.words)
        empty = next((c for c in first.lefts if c.dep_ in SUBJECTS and self.nobody(c) is not None), None)
        return PLAIN if empty is None else Commitment(False, "asserted", None, (empty.i,))


def _has(verb: Token) -> bool:
    """Whether a verb stands in the perfect with a present or past "have"."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in FINITE for c in verb.lefts)

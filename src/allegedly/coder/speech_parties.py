"""The parties of an act of speech that stand in what is said, or beside the letter that says it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.party import is_party, is_people
from allegedly.coder.rules import Rule, Rules
from allegedly.coder.syntax import antecedent, obliques

NOT_PARTIES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL"})
# "in Geneva", "during the talks": where and when, not to whom.
_SETTINGS = frozenset(
    {
        "in",
        "at",
        "during",
        "after",
        "before",
        "since",
        "until",
        "near",
        "as",
        "like",
        "by",
        "because",
        "despite",
        "amid",
        "unless",
        "if",
    }
)
_CONDITIONS = frozenset({"if", "unless"})


def _conditional(token: Token, act: Token) -> bool:
    """Whether ``token`` stands in a clause after "if" or "unless" below ``act``: that is no content of the act."""
    while token.i != act.i and token.head.i != token.i:
        if any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in token.lefts):
            return True
        token = token.head
    return False


def _between_them(token: Token) -> bool:
    """Whether "the two countries" are those who act themselves ("agreed on a pact between the two countries")."""
    return token.head.lower_ == "between" and any(child.lower_ in ("two", "both") for child in token.lefts)


class SpeechParties:
    """Whom an act of speech is about or goes to; :class:`~allegedly.coder.roles.Parties` asks for it where the rule says so."""

    rules: Rules
    rule: Rule
    head: Token

    def _addressee(self) -> Iterator[Token]:
        """Who gets the letter in which somebody speaks: "wrote to the minister demanding ...", "a letter to the minister urging ..."."""
        if not self.rule.speech or self.head.tag_ != "VBG" or self.head.dep_ not in ("advcl", "acl", "xcomp"):
            return
        above = self.head.head
        documents = self.rules.classes["document"]
        papers = [above] if above.lemma_.lower() in documents else [c for c in above.rights if c.lemma_.lower() in documents]
        sent = above.lemma_ == "write" or (papers and above.lemma_ in lexicon.load("events/general")["issuing_verbs"])
        if above.pos_ == "VERB" and sent:
            yield from obliques(above, {"to"})
            yield from (child for child in above.rights if child.dep_ == "dative" and child.pos_ != "ADP")
        for paper in papers:
            yield from obliques(paper, {"to"})

    def _complement(self) -> Iterator[Token]:
        """Whom an act of speech is about when nobody is addressed: the first party that its content does something to."""
        for child in self.head.rights:
            if child.dep_ not in ("xcomp", "ccomp", "dobj", "prep", "advcl", "acl") or (
                child.dep_ == "prep" and child.lower_ in (*_SETTINGS, "from")
            ):
                continue
            for token in child.subtree:
                if token.dep_ in ("nsubj", "nsubjpass", "relcl") or token.ent_type_ in NOT_PARTIES:
                    continue
                if token.dep_ == "dobj" and token.head.lemma_ in self.rules.classes["sending"]:
                    continue
                if token.dep_ == "pobj" and token.head.lower_ in _SETTINGS:
                    continue
                if token.pos_ == "PROPN" and token.dep_ == "compound":
                    continue
                if _conditional(token, self.head) or _between_them(token):
                    continue
                if token.dep_ == "amod" and is_party(token.head):
                    continue  # "the Peruvian envoy": the envoy
                lemma = token.lemma_.lower()
                owned = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.lefts)
                if lemma in self.rules.classes["troops"] or (owned and lemma not in self.rules.classes["counterpart"]):
                    continue  # "agreed to withdraw its troops": their own
                if (token.dep_ in ("dobj", "pobj", "poss") and is_party(token) and token.pos_ != "PRON") or is_people(token):
                    yield token
                    return

    def _condition(self) -> Iterator[Token]:
        """On whom it depends whether a threat is made good: who does what follows "if" or "unless"."""
        for token in self.head.subtree:
            if token.dep_ == "mark" and token.i > self.head.i and token.lower_ in _CONDITIONS:
                yield from (
                    child for child in token.head.lefts if child.dep_ == "nsubj" and child.pos_ != "PRON" and is_party(child)
                )

    def _purpose(self) -> Iterator[Token]:
        """Against whom a strike or march is by its purpose: "a hunger strike to protest the premier's refusal", "in protest of it"."""
        aims = lexicon.load("control")["aims"]
        verb = self.head.head if self.head.dep_ == "dobj" and self.head.pos_ == "NOUN" else self.head
        for clause in (*self.head.rights, *(verb.rights if verb.i != self.head.i else ())):
            if clause.dep_ in ("advcl", "acl", "xcomp", "relcl") and clause.lemma_ in aims:
                if any(child.lower_ == "to" for child in clause.lefts):
                    yield from (*obliques(clause, {"from", "by"}), *(child for child in clause.rights if child.dep_ == "dobj"))
            elif clause.lower_ == "in":
                for noun in clause.children:
                    if noun.lemma_ in aims:
                        yield from obliques(noun, {"of", "at", "against", "over"})

    def _complement_subject(self) -> Iterator[Token]:
        for child in self.head.rights:
            purpose = child.dep_ == "advcl" and not any(
                mark.tag_ == "WRB" or mark.lower_ in lexicon.load("control")["when"] for mark in child.lefts
            )
            told = child.dep_ == "acl" and any(mark.lower_ == "that" for mark in child.lefts)  # "an accusation that he lied"
            if child.dep_ in ("ccomp", "xcomp", "prep") or purpose or told:
                inner = [grand for grand in child.subtree if grand.dep_ in ("nsubj", "nsubjpass")]
                if inner:
                    yield antecedent(inner[0])
                    return

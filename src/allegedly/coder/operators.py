"""The operators inside one clause or noun phrase: auxiliaries, negation, adverbs, "nobody", "planned", orders.

What stands above the clause is the business of :mod:`allegedly.coder.commitment`.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.signatures import Certainty, Commitment, Modality, apply, words
from allegedly.coder.syntax import SUBJECTS

VERBAL = frozenset({"VERB", "AUX"})
LETTER = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "PRON": "N", "ADJ": "A", "ADV": "A"}
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BE = frozenset({"be", "’re", "’s", "’m", "remain", "become", "seem", "look", "appear", "stay", "get", "stand"})


class Operators:
    """Reads the operators of clauses and noun phrases in one ``Doc``."""

    def __init__(self, doc: Doc, language: str = "en") -> None:
        self.doc = doc
        self.words = words(language)

    def own(self, token: Token) -> Commitment:
        """The operators inside the clause or noun phrase that ``token`` heads."""
        clause = token.pos_ in VERBAL or any(child.dep_ in ("mark", "aux", "nsubj") for child in token.lefts)
        return self._own_verb(token) if clause else self._own_noun(token)

    def _own_verb(self, verb: Token) -> Commitment:
        lexicon = self.words
        positive = True
        certainty: Certainty = None
        modality: Modality = "asserted"
        would = False
        found: list[int] = []
        to, subject, conditional, modal, ahead, have, was = None, None, None, None, None, False, False
        for child in verb.children:
            dep, form = child.dep_, child.lower_
            if dep == "aux":
                if form == "to":
                    to = child
                elif form == "should" and self._inverted(child, verb):
                    modality = "hypothetical"  # "Should the rebels be arrested, ..."
                    found.append(child.i)
                elif form in lexicon.auxiliaries:
                    modal = child
                elif child.tag_ == "VBD":
                    was = True
                    have = child.lower_ == "had"
                    if have and self._inverted(child, verb):
                        modality = "hypothetical"  # "Had the court known, ..."
                        found.append(child.i)
                elif child.lemma_ == "have" or form in ("'ve", "’ve"):
                    have = True
            elif dep == "neg" or form in ("not", "n't", "n’t"):
                if self._negates(child, verb):
                    positive = not positive
                    found.append(child.i)
            elif dep == "mark" or (dep == "advmod" and form in lexicon.open_markers):
                if form in lexicon.open_markers or (form == "as" and self._supposes(child, verb)):
                    modality = "hypothetical"
                    found.append(child.i)
            elif dep == "advmod":
                if (
                    form in lexicon.negative
                    or (form in ("longer", "more") and self._negated(child))
                    or (form in lexicon.all_but and child.i and self.doc[child.i - 1].lower_ == "all")
                ):
                    positive = not positive
                    found.append(child.i)
                elif form in lexicon.open_adverbs and modality == "asserted":
                    modality = "hypothetical"
                    found.append(child.i)
                if form in lexicon.ahead:
                    ahead = child
                if form in lexicon.certainty:
                    certainty = lexicon.certainty[form]
                    if child.i not in found:
                        found.append(child.i)
            elif form in lexicon.free and modality == "asserted" and not past(verb):
                modality = "hypothetical"
                found.append(child.i)
            elif dep in SUBJECTS:
                subject = child
                word = self.nobody(child)
                if word is not None:
                    positive = not positive
                    found.append(word)
            elif dep in ("dobj", "attr", "dative", "agent", "oprd"):
                word = self.nobody(child)
                if word is not None:
                    positive = not positive
                    found.append(word)
            elif dep == "prep":
                word = next((w for w in map(self.nobody, child.children) if w is not None), None)
                if word is not None and child.i < verb.i:
                    positive = not positive
                    found.append(word)
            elif dep == "advcl" and any(c.lower_ in ("if", "unless") and c.dep_ == "mark" for c in child.children):
                conditional = next(c for c in child.children if c.lower_ in ("if", "unless"))
            elif dep == "npadvmod" and (form in lexicon.ahead or any(c.lower_ in lexicon.ahead for c in child.lefts)):
                ahead = child
            elif dep in ("preconj", "cc") and form in ("neither", "nor") and child.i < verb.i:
                positive = not positive
                found.append(child.i)
        if modal is None and verb.tag_ == "MD":
            modal = verb  # the verb is left out: "they will not"
        if modal is not None and modal.lower_ in lexicon.auxiliaries:
            form = modal.lower_
            kind = lexicon.auxiliaries[form]
            if verb.lemma_ in lexicon.polite and form in lexicon.backshifted and not have:
                kind = "asserted"
            elif not positive and form in lexicon.inability and not have and conditional is None:
                kind = "asserted"  # "could not hold the bridge" tells what happened
            elif kind == "directive" and have and form == "must":
                kind = "hypothetical"
            elif (
                kind == "hypothetical"
                and form in lexicon.backshifted
                and not have
                and conditional is None
                and self._looks_back(verb)
            ):
                kind = "asserted"  # "would flee ten years later": told from later on
            if modality == "asserted":
                modality = kind
            would = form in lexicon.backshifted and verb.lemma_ not in lexicon.polite and not have and conditional is None
            found.append(modal.i)
        elif to is not None and subject is not None and (verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)):
            modality = "future"  # headlines: "Army to withdraw"
            found.append(to.i)
        elif conditional is not None and modality == "asserted" and verb.tag_ in ("VBZ", "VBP", "VB"):
            modality = "hypothetical"
            found.append(conditional.i)
        elif modality == "asserted" and verb.tag_ in ("VBZ", "VBP", "VBG") and ahead is not None and not was:
            modality = "future"
            found.append(ahead.i)
        if verb.lower_ in ("going", "gon") and modality == "asserted":
            for child in verb.rights:
                if child.dep_ == "xcomp" and any(c.lower_ in ("to", "na") and c.dep_ == "aux" for c in child.lefts):
                    modality = "future"
                    found.append(verb.i)
        lone = (
            verb.tag_ in ("VB", "VBP", "VBD", "VBN")
            and verb.lower_ == verb.lemma_.lower()
            and subject is None
            and to is None
            and modal is None
        )
        if modality == "asserted" and lone and self._imperative(verb):
            modality = "directive"
            found.append(verb.i)
        return Commitment(positive, modality, certainty, tuple(found), False, would)

    def _supposes(self, word: Token, verb: Token) -> bool:
        """Whether "as" opens a condition: "as if", "as though", and "as long as" of what may be."""
        if self.next(word) in ("if", "though"):
            return True
        return bool(word.i and self.doc[word.i - 1].lower_ == "long" and not past(verb))

    def _inverted(self, word: Token, verb: Token) -> bool:
        """Whether an auxiliary opens a clause before its subject: "Had the court known, ...", "Should rebels attack, ..."."""
        alone = not any(child.tag_ == "MD" and child.i != word.i for child in verb.lefts)
        return alone and self._opens(word) and {child.i > word.i for child in verb.lefts if child.dep_ in SUBJECTS} == {True}

    def _opens(self, word: Token) -> bool:
        """Whether a word opens its clause, with nothing before it that turns subject and auxiliary round ("nor had they")."""
        before = self.doc[word.i - 1] if word.i > word.sent.start else None
        return before is None or before.is_punct or before.is_space or before.lower_ in ("and", "but", "or")

    def _looks_back(self, verb: Token) -> bool:
        """Whether "would" tells a future that has long passed: "ten years later", "would later", a year before publication."""
        for child in verb.children:
            if child.dep_ == "advmod" and child.lower_ in ("later", "subsequently"):
                if child.i == verb.i - 1 or any(c.dep_ == "npadvmod" and c.lemma_ in self.words.units for c in child.lefts):
                    return True
            elif child.dep_ == "prep" and child.lower_ in ("in", "on", "by", "of", "during"):
                for grand in child.children:
                    for word in (grand, *grand.children):
                        if word.tag_ == "CD" and word.is_digit and len(word) == 4 and self._gone(int(word.orth_)):
                            return True
        return False

    def _gone(self, year: int) -> bool:
        """Whether a year is over when the article comes out; false where it has no date."""
        published = getattr(self.doc._.article, "published", None) if self.doc.has_extension("article") else None
        return bool(published and published[:4].isdigit() and 1000 < year < int(published[:4]))

    def _negates(self, word: Token, verb: Token) -> bool:
        """Whether "not" turns its whole clause round, rather than one phrase of it ("the last war, not the next", "not only")."""
        following = self.next(word)
        if following in self.words.only or following in (")", ","):
            return False
        return word.i < verb.i or verb.pos_ == "AUX" or verb.lemma_ in BE or verb.lemma_ in ("have", "do") or word.i == verb.i + 1

    def _own_noun(self, noun: Token) -> Commitment:
        lexicon = self.words
        positive = True
        modality: Modality = "asserted"
        certainty: Certainty = None
        found: list[int] = []
        for child in noun.lefts:
            dep, form = child.dep_, child.lower_
            if dep in ("det", "neg", "preconj", "advmod") and (form in lexicon.nobody or form in ("not", "n't")):
                if self.next(child) not in lexicon.only:
                    positive = not positive
                    found.append(child.i)
            elif dep == "det" and form == "any" and not self._denied(noun):
                modality = "hypothetical"
                found.append(child.i)
            elif dep in ("amod", "compound", "nmod", "advmod") and (form := hyphenated(child)) in lexicon.modifiers:
                found.append(child.i)
                turn, opening, surety = lexicon.modifiers[form]
                positive = positive != turn
                modality = opening or modality
                certainty = surety or certainty
        for child in noun.rights:
            if child.dep_ == "acl" and child.tag_ == "VBN" and modality == "asserted":
                signature = lexicon.signatures.get(("V", child.lemma_.lower()))
                if signature is not None and "noun" in signature and signature["noun"][0] != "+":
                    said = apply(signature["noun"], self._own_verb(child), (child.i,))  # "the talks planned for May"
                    return Commitment(positive == said.positive, said.modality, certainty, (*found, *said.words))
        return Commitment(positive, modality, certainty, tuple(found))

    def _denied(self, noun: Token) -> bool:
        """Whether "any" only goes with a denial: "denied any role", "did not play any part"."""
        verb = noun.head
        if noun.dep_ not in ("dobj", "attr") or verb.pos_ not in ("VERB", "AUX"):
            return False
        effects = self.words.signatures.get(("V", verb.lemma_.lower()), {})
        return self._negated(verb) or any(child.dep_ == "neg" for child in verb.children) or effects.get("noun", ("",))[0] == "-"

    def next(self, token: Token) -> str:
        """The lower-case form after ``token``."""
        return str(self.doc[token.i + 1].lower_) if token.i + 1 < len(self.doc) else ""

    @staticmethod
    def _negated(token: Token) -> bool:
        return any(child.dep_ in ("neg", "advmod", "det") and child.lower_ in ("no", "not") for child in token.children)

    def nobody(self, noun: Token) -> int | None:
        """The token that makes a noun phrase stand for nobody ("nobody", "no soldiers", "none of them")."""
        if noun.lower_ in self.words.nobody:
            return int(noun.i)
        for child in noun.lefts:
            if child.dep_ == "neg" and self.next(child) in ("a", "one"):
                return int(child.i)  # "not a single"
            if child.dep_ in ("det", "neg", "preconj", "cc") and child.lower_ in self.words.nobody:
                return None if self.next(child) == "doubt" else int(child.i)
        return None

    def _imperative(self, verb: Token) -> bool:
        """Whether a verb without subject opens its sentence or quotation like an order does."""
        please = verb.i and self.doc[verb.i - 1].lower_ in self.words.please
        if please:
            return True
        if verb.lower_ in self.words.not_orders or self.next(verb) in self.words.not_orders:
            return False
        if verb.dep_ not in ("ROOT", "ccomp", "parataxis") and not (
            verb.dep_ == "advcl" and verb.i < verb.head.i and verb.tag_ == "VB"
        ):
            return False
        for child in verb.lefts:
            if child.dep_ in ("punct", "intj", "neg", "cc", "meta", "npadvmod"):
                continue
            if child.dep_ == "aux" and child.lower_ == "do":
                continue
            if child.dep_ == "advmod" and child.tag_ not in ("WRB",):
                continue
            if child.dep_ in ("advcl", "prep", "dep") or (child.dep_ == "ccomp" and verb.dep_ == "ROOT"):
                continue
            return False
        return True


def hyphenated(word: Token) -> str:
    """The lower-case form of a modifier, with what hyphens join to it ("so-called", "would-be")."""
    first = word.i
    while first > 1 and word.doc[first - 1].orth_ == "-":
        first -= 2
    return "".join(word.doc[i].lower_ for i in range(first, word.i + 1))


def form_of(token: Token) -> str:
    """Which kind of complement ``token`` heads."""
    if token.pos_ not in VERBAL:
        if any(c.dep_ in ("nsubj", "mark") for c in token.lefts):
            return "clause"
        return "noun"
    subject = finite = False
    for child in token.lefts:
        if child.dep_ == "aux" and child.lower_ == "to":
            return "infinitive"
        if child.dep_ == "mark" or child.tag_ == "MD" or (child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE):
            finite = True
        elif child.dep_ in SUBJECTS:
            subject = True
    if token.tag_ == "VBG" and not finite:
        return "gerund"
    if token.tag_ in FINITE or finite:
        return "clause"
    if token.tag_ == "VB":
        return (
            "clause"
            if subject and token.head.lemma_ not in ("let", "make", "have", "help", "see", "hear", "watch")
            else "infinitive"
        )
    return "clause" if subject else "infinitive"


def perfect(verb: Token) -> bool:
    """Whether a verb has the auxiliary of the perfect ("has bombed")."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts)


def past(verb: Token) -> bool:
    """Whether a verb stands in a past tense, in itself or by its auxiliary."""
    return bool(verb.tag_ == "VBD") or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.lefts)


def mandative(token: Token) -> bool:
    """Whether a clause has the bare form of demands: "that the camp be closed", "that she resign"."""
    bare = bool(token.tag_ == "VB")
    for child in token.lefts:
        if child.dep_ in ("aux", "auxpass"):
            if child.lower_ != "be":
                return False
            bare = True
    return bare

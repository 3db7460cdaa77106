"""Parties that few rules ask for: who is paid, who drives people out, whom the verb above a noun befalls."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.coder.party import is_party
from allegedly.coder.rules import Rules
from allegedly.coder.syntax import is_passive, objects, obliques, subject


class SpecialParties:
    """Where these stand in the sentence; :class:`~allegedly.coder.roles.Parties` asks for them by the name in the rule."""

    rules: Rules
    head: Token
    matched: list[Token]

    def _paid(self) -> Iterator[Token]:
        """Who gets it, of the verb that the pattern takes: "ordered them to pay the villagers damages"."""
        for verb in (token for token in self.matched[1:] if token.pos_ == "VERB"):
            given = [child for child in verb.rights if child.dep_ == "dative"]
            given += [child for child in verb.rights if child.dep_ == "dobj" and is_party(child)]
            yield from (grand for child in given if child.pos_ == "ADP" for grand in child.children if grand.dep_ == "pobj")
            yield from (child for child in given if child.pos_ != "ADP")
            yield from obliques(verb, {"to"})

    def _pursuer(self) -> Iterator[Token]:
        """Who drives people out: armed men whom they flee from."""
        for token in (*obliques(self.head, {"from"}), *objects(self.head)):
            lemma = token.lemma_.lower()
            if lemma in self.rules.classes["armed"] or lemma in self.rules.classes["troops"]:
                yield token

    def _above(self, *, done_to: bool) -> Iterator[Token]:
        """Who does, or whom it befalls, by the verb above a noun: "sentenced the editor to five years in prison"."""
        verb = next((token for token in self.head.ancestors if token.pos_ == "VERB"), None)
        if verb is None:
            return
        if is_passive(verb):
            found = subject(verb)
            yield from ([] if found is None else [found]) if done_to else obliques(verb, {"by"})
        elif done_to:
            yield from objects(verb)
        else:
            found = subject(verb)
            yield from [] if found is None else [found]

    def _dative(self) -> Iterator[Token]:
        for child in self.head.children:
            if child.dep_ == "dative":
                if child.pos_ == "ADP":
                    yield from (grand for grand in child.children if grand.dep_ == "pobj")
                else:
                    yield child

"""Parties that few rules ask for (who is paid, who drives people out, whom the verb above a noun befalls), and whose deed a passive leaves to a noun or clause beside it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.coder.matching import match
from allegedly.coder.nominals import when_attacked
from allegedly.coder.party import is_party, names_event
from allegedly.coder.rules import Rule, Rules
from allegedly.coder.syntax import conjuncts, is_passive, objects, obliques, subject

_DURING = frozenset({"in", "during", "after"})


class SpecialParties:
    """Where these stand in the sentence; :class:`~allegedly.coder.roles.Parties` asks for them by the name in the rule."""

    rules: Rules
    head: Token
    rule: Rule
    matched: list[Token]

    def _wielder(self, token: Token) -> Token | None:
        """Whose weapon or attack does it; :class:`~allegedly.coder.roles.Parties` knows."""
        raise NotImplementedError

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

    def _in_a_deed(self, verb: Token) -> list[Token]:
        """Whose deed it happened in: "killed in a police raid", "killed when police opened fire"."""
        found = [wielder for deed in obliques(verb, _DURING) if (wielder := self._wielder(deed)) is not None]
        return found or when_attacked(verb, self._assaults)

    def _assaults(self, verb: Token) -> bool:
        """Whether a verb tells of an attack by one side."""
        return any(
            found.rule.type == "ASSAULT" and not found.rule.reciprocal and match(found, verb) is not None
            for found in self.rules.patterns("verbs", verb.lemma_)
        )

    def _in_which(self) -> list[Token]:
        """Whose deed a clause goes on about: "raids by the army in which nine were killed"."""
        links = [child for child in self.head.lefts if child.dep_ == "prep" and child.lower_ in _DURING]
        if self.head.dep_ != "relcl" or not any(grand.tag_ == "WDT" for link in links for grand in link.children):
            return []
        deed = self.head.head
        if deed.dep_ == "pobj" and deed.head.lower_ == "by" and is_party(deed):  # the clause was hung on whoever did it
            return [deed]
        found = self._wielder(deed) if names_event(deed.lemma_.lower()) else None
        return [] if found is None else [found]

    def _shared_agents(self) -> list[Token]:
        """Who does all of several like deeds: "were hung from the ceiling and beaten by officers"."""
        last = conjuncts(self.head)[-1]
        like = any(pattern.rule.type == self.rule.type for pattern in self.rules.patterns("verbs", last.lemma_))
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in last.lefts)
        return obliques(last, {"by"}) if last.i > self.head.i and like and not own and is_passive(last) else []

"""Who did what to whom: events of the sixteen PLOVER types, found by the rules of the lexicon over the parse.

One pass looks up the lemma of every verb, noun and adjective; only those that the lexicon knows are looked at again. The longest pattern
that fits wins, a token belongs to one event, and what a rule absorbs ("refused to take part") is no event of its own.
Types follow the PLOVER manual (2.0 draft), the spans and the choice of what counts follow the codebook of sayings.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.attrs import LEMMA
from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.back_references import carry_parties
from allegedly.coder.between_events import absorbed, decided, gives_way, link_speakers, listed_with
from allegedly.coder.matching import match, ruled_out, unsure, with_pronoun
from allegedly.coder.needs import is_poll, is_view, needs_met
from allegedly.coder.parts import Happening, Mention
from allegedly.coder.party import is_party
from allegedly.coder.roles import Parties
from allegedly.coder.rules import Pattern, Rule, Rules, load_rules
from allegedly.coder.senses import is_called_so, is_in_a_title, is_state
from allegedly.coder.syntax import conjuncts, first_conjunct

_PARTS = {
    "VERB": ("verbs",),
    "AUX": ("verbs",),
    "NOUN": ("nouns",),
    "PROPN": ("nouns",),
    "ADJ": ("adjectives", "verbs", "nouns"),
    "ADV": ("adjectives",),
}
_NAMED = frozenset({"ORG", "LAW", "WORK_OF_ART", "FAC", "PERSON"})
# What "alleged", "state-backed" or "disputed" say in passing is no act of its own.
_NOT_AS_EPITHETS = frozenset(
    {"ACCUSE", "SUPPORT", "AGREE", "REQUEST", "CONSULT", "COOPERATE", "THREATEN", "REJECT", "CONCEDE", "AID"}
)
# What people who are asked can do.
_OPINIONS = frozenset({"SUPPORT", "REJECT", "ACCUSE", "AGREE", "REQUEST", "CONCEDE"})


def find_happenings(doc: Doc, rules: Rules | None = None) -> list[Happening]:
    """The events of ``doc`` in text order; see :class:`~allegedly.coder.parts.Happening`."""
    rules = rules or load_rules()
    matches = sorted(_matches(doc, rules), key=_preference)
    taken: set[int] = set()
    found: list[Happening] = []
    for pattern, matched in matches:
        if matched[0].i in taken or any(token.i in taken for token in matched[1:] if token.pos_ in ("NOUN", "VERB", "ADJ")):
            continue
        if not pattern.rule.type:  # a set phrase that names no act
            taken.update(token.i for token in matched)
            continue
        happening = _happening(doc, rules, pattern, matched)
        if happening is None:
            continue
        taken.update(token.i for token in matched if token is matched[0] or not pattern.rule.keeps)
        found.append(happening)
    found.sort(key=lambda happening: happening.trigger[0])
    found = [happening for happening in found if not absorbed(doc, happening, found, rules)]
    found = [
        one
        for one in found
        if not (gives_way(doc, one, found, rules) or decided(doc, one, found) or listed_with(doc, one, found))
    ]
    link_speakers(doc, found, rules)
    carry_parties(doc, found)
    return found


def _matches(doc: Doc, rules: Rules) -> Iterator[tuple[Pattern, list[Token]]]:
    pronouns_for = lexicon.load("events/general")["pronoun_verbs"]
    lemmas, known = doc.to_array(LEMMA), rules.lemma_ids
    near = np.minimum(np.searchsorted(known, lemmas), len(known) - 1)
    for i in np.flatnonzero(known[near] == lemmas).tolist():
        token = doc[i]
        for part in _PARTS.get(token.pos_, ()):
            lemma = token.lemma_ if part != "nouns" else token.lemma_.lower()
            for pattern in rules.patterns(part, lemma):
                if part == "verbs" and token.pos_ == "ADJ" and not token.tag_.startswith("VB"):
                    continue
                if (
                    part == "verbs" and token.dep_ == "prep" and any(child.lower_ in ("to", "with") for child in token.rights)
                ):  # "compared to", "as opposed to"
                    continue
                if part != "adjectives" and token.ent_type_ in _NAMED and _is_name(token):
                    continue
                if part == "verbs" and first_conjunct(token).dep_ in ("amod", "compound") and _is_epithet(token, pattern.rule):
                    continue
                if (
                    part == "nouns"
                    and not pattern.rest
                    and (token.dep_ == "compound" or token.pos_ == "ADJ" or token.ent_type_ == "DATE")
                ):
                    continue
                if part == "nouns" and token.dep_ == "pobj" and is_view(token):
                    continue
                if part == "verbs" and pattern.rule.type in _NOT_AS_EPITHETS and is_state(token):
                    continue
                if _is_signature(token):
                    continue
                if part == "nouns" and (is_called_so(token, pattern.rule.type) or is_in_a_title(token)):
                    continue
                matched = match(pattern, token)
                if matched is None and part == "verbs" and pattern.rest and token.lemma_ in pronouns_for:
                    matched = with_pronoun(pattern, token)
                    pattern = unsure(pattern)
                if matched is None or any(_in_set_phrase(rules, other, other is token) for other in matched):
                    continue
                if part == "nouns" and token.dep_ in (
                    "compound",
                    "amod",
                    "nmod",
                ):  # "hunger strike": the syntax hangs on "strike"
                    if token.head not in matched or token.head.dep_ == "compound":
                        continue
                    matched.sort(key=lambda other: other.i != token.head.i)
                if not ruled_out(rules, pattern.rule, matched):
                    yield pattern, matched


def _in_set_phrase(rules: Rules, token: Token, triggers: bool) -> bool:
    """Whether a word stands in a phrase that names nothing: a trigger in "in great demand", any word in "as opposed to"."""
    if token.tag_ == "VBN":
        before = token.doc[max(token.i - 1, 0)]
    elif triggers and token.dep_ == "pobj":
        before = token.head
    else:
        return False
    return f"{before.lower_} {token.lower_}" in rules.set_phrases


def _is_epithet(token: Token, rule: Rule) -> bool:
    """Whether a participle before a noun only says what kind it is: "the alleged plot", "sentencing laws"; "protesting students" protest."""
    return rule.type in _NOT_AS_EPITHETS or (token.tag_ == "VBG" and not is_party(first_conjunct(token).head))


def _is_signature(token: Token) -> bool:
    """Whether a participle stands alone in brackets: "(signed) the commander", not "the intifada (uprising)"."""
    doc, i = token.doc, token.i
    return bool(token.tag_ == "VBN" and 0 < i < len(doc) - 1 and doc[i - 1].text == "(" and doc[i + 1].text == ")")


def _is_name(token: Token) -> bool:
    """Whether a word inside a named entity belongs to its name ("the Trans-Pacific Partnership", "Ban believes")."""
    if token.pos_ == "PROPN":
        return True
    alone = token.ent_iob_ == "B" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")
    return alone and token.is_title and token.pos_ != "NOUN" and not any(child.dep_ == "dobj" for child in token.rights)


def _preference(found: tuple[Pattern, list[Token]]) -> tuple[bool, int, float, int]:
    """Verbs with what they take before nouns ("lifted the state of emergency"), then longer patterns, then surer rules."""
    pattern, matched = found
    return (not (pattern.part == "verbs" and pattern.rest), -len(pattern.rest), -pattern.rule.weight, matched[0].i)


def _happening(doc: Doc, rules: Rules, pattern: Pattern, matched: list[Token]) -> Happening | None:
    rule = pattern.rule
    parties = Parties(doc, rules, pattern, matched)
    actors, recipients = parties.fill()
    if not actors and rule.type != "ASSAULT" and parties.done_by_a_thing():
        return None
    if not needs_met(rule, matched[0], actors, recipients):
        return None
    if rule.type in _OPINIONS and is_poll(matched[0], actors):
        return None
    hit = {token for mention in recipients for token in range(mention.start, mention.end)}
    trigger = _trigger([token for token in matched if token is matched[0] or token.i not in hit])
    modes = rule.modes or _modes(doc, rules, rule, matched[0], recipients)
    words = " ".join(token.text for token in matched)
    return Happening(
        head=matched[0].i,
        trigger=trigger,
        type=rule.type,
        rule=rule.name,
        modes=modes,
        contexts=rule.contexts,
        actors=actors,
        recipients=recipients,
        weight=rule.weight,
        why=f"{words} -> {rule.type}{'/' + '+'.join(modes) if modes else ''} by rule {rule.name}",
    )


def _trigger(matched: list[Token]) -> tuple[int, ...]:
    """The head with the words of the pattern that stand close by; objects further off are not part of the trigger."""
    head = matched[0].i
    tokens = [head]
    for token in matched[1:]:
        if token.pos_ in ("ADP", "PART", "ADV") or token.dep_ in ("prt", "prep", "acomp", "oprd"):
            close = abs(token.i - tokens[-1]) <= 1
        else:
            close = abs(token.i - tokens[-1]) <= 2
        if close:
            tokens.append(token.i)
    return tuple(range(min(tokens), max(tokens) + 1))


def _modes(doc: Doc, rules: Rules, rule: Rule, head: Token, recipients: list[Mention]) -> tuple[str, ...]:
    listed = rules.mode_words.get(rule.type)
    if not listed:
        return ()
    others = {token.i for verb in conjuncts(head)[1:] if verb.pos_ == "VERB" for token in verb.subtree}  # deeds of their own
    above = (
        () if rule.speech or rule.type == "REQUEST" else head.ancestors
    )  # what is said says what is asked, not what it is said in
    around = [token for token in (*head.subtree, *above) if token.i not in others]
    if rule.type == "ASSAULT":  # "attacked the air force headquarters": nothing flew
        around = [token for token in around if not any(hit.start <= token.i < hit.end for hit in recipients)]
    near = {token.lemma_.lower() for token in around}
    if rule.type == "MOBILIZE" and any(child.dep_ == "dobj" for child in head.children):  # "the army sent tanks": no troops
        senders = [token.lemma_.lower() for child in head.lefts if child.dep_ == "nsubj" for token in child.subtree]
        sent = {token.lemma_.lower() for child in head.rights for token in child.subtree}
        near -= set(senders) - sent
    return tuple(mode for mode, words in listed if near & words)


class Events:
    """The component: finds the events of a ``Doc`` and stores them in ``doc._.happenings``; ``lexicon`` are files of one's own rules."""

    def __init__(self, lexicon: tuple[str, ...] = ()) -> None:
        self.rules = load_rules("en", lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Find the events of ``doc``."""
        doc._.happenings = find_happenings(doc, self.rules)
        return doc


@Language.factory("allegedly_events_v1", assigns=["doc._.happenings"], default_config={"lexicon": []})
def events(nlp: Language, name: str, lexicon: list[str]) -> Events:
    """Make the component; raises :class:`LexiconError` when a lexicon file cannot be used."""
    return Events(tuple(lexicon))

"""Who did what to whom: events of the sixteen PLOVER types, found by the rules of the lexicon over the parse.

One pass looks up the lemma of every verb, noun and adjective; only those that the lexicon knows are looked at again. The longest pattern
that fits wins, a token belongs to one event, and what a rule absorbs ("refused to take part") is no event of its own.
Types follow the PLOVER manual (2.0 draft), the spans and the choice of what counts follow the codebook of sayings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np
from spacy.attrs import LEMMA
from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.back_references import carry_parties
from allegedly.coder.between_events import absorbed, decided, gives_way, link_speakers, listed_with
from allegedly.coder.needs import is_poll, is_view, needs_met
from allegedly.coder.parts import Happening, Mention
from allegedly.coder.party import is_party
from allegedly.coder.roles import Parties
from allegedly.coder.rules import Pattern, Rule, Rules, load_rules
from allegedly.coder.setting import is_setting_of_force
from allegedly.coder.syntax import clause_head, conjuncts, first_conjunct, is_passive, obliques

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
# What hangs on a verb and says nothing about its meaning: who does it, other clauses, where and when.
_APART = frozenset({"nsubj", "csubj", "advcl", "relcl"})
# A pronoun may stand for any of a list as long as this; a short list is a set phrase.
_MANY = 4
# How far above a noun its verb may stand: "sentenced to five years in prison".
_FAR = 5
_STANDING_FOR = frozenset({"it", "them", "him", "her"})
_PARTICLES = frozenset({"in", "out", "up", "down", "off", "on", "back", "away", "over", "through", "along", "by"})
# A time that stands without a preposition, and how many there are.
_SAYS_WHEN = frozenset({"npadvmod"})
_AMOUNTS = frozenset({"more", "most", "many", "much", "few", "less", "first", "several"})
_BESIDE = frozenset(
    {
        "along",
        "near",
        "into",
        "before",
        "during",
        "since",
        "until",
        "between",
        "around",
        "outside",
        "toward",
        "towards",
        "across",
        "amid",
        "over",
        "despite",
        "about",
    }
)


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
                matched = match(pattern, token)
                if matched is None and part == "verbs" and pattern.rest and token.lemma_ in pronouns_for:
                    matched = _with_pronoun(pattern, token)
                    pattern = _unsure(pattern)
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
                if not _ruled_out(rules, pattern.rule, matched):
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


def match(pattern: Pattern, token: Token) -> list[Token] | None:
    """The tokens of ``pattern`` hanging on ``token``, head first, or null when one is missing."""
    matched = [token]
    for words in pattern.rest:
        attached = _attached(matched, words)
        if attached is None:
            return None
        matched.append(attached)
    return matched


def _with_pronoun(pattern: Pattern, verb: Token) -> list[Token] | None:
    """The verb alone when a pronoun stands where the pattern wants one of many things ("bring them home"): what it stands for is not known yet."""
    if not any(len(words) >= _MANY for words in pattern.rest):
        return None
    done_to = "nsubjpass" if is_passive(verb) else "dobj"
    standing = next((child.lower_ for child in verb.children if child.dep_ == done_to and child.lower_ in _STANDING_FOR), None)
    if standing is None or (standing != "them" and pattern.rule.type in ("MOBILIZE", "AID")):  # who sent it, sent no troops
        return None
    return match(_unsure(pattern), verb)


@cache
def _unsure(pattern: Pattern) -> Pattern:
    """``pattern`` without the words that a pronoun stands for."""
    rest = tuple(words for words in pattern.rest if len(words) < _MANY)
    return Pattern(pattern.lemma, pattern.part, rest, replace(pattern.rule, weight=pattern.rule.weight * 0.6))


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Whether a token, its lemma or the hyphenated word that ends in it ("cease-fire") is among ``words``."""
    lower = token.lower_
    if lower in words or token.lemma_ in words:
        return not _of_time(token) and not (token.ent_type_ == "DATE" and token.pos_ == "PROPN")  # "on March 1"
    if lower in _PARTICLES and f"+{lower}" in words:  # a particle: "gave in", not "gave in Lima"
        return token.dep_ in ("prt", "advmod") or not any(child.dep_ == "pobj" for child in token.rights)
    doc, i = token.doc, token.i
    return i > 1 and doc[i - 1].text == "-" and f"{doc[i - 2].lower_}-{token.lemma_}" in words


def _of_time(token: Token) -> bool:
    """Whether a preposition says when ("called her on Monday" is no call on her)."""
    return token.pos_ == "ADP" and any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in token.rights)


def _attached(matched: list[Token], words: frozenset[str]) -> Token | None:
    for anchor in reversed(matched):
        following = anchor.i + 1
        if following < len(anchor.doc):
            neighbour = anchor.doc[following]
            if (
                (neighbour.lower_ in words or neighbour.lemma_ in words)
                and neighbour.sent == anchor.sent
                and not _of_time(neighbour)
                and not (neighbour.dep_ in ("amod", "compound") and neighbour.lemma_ in load_rules().classes["person"])
            ):
                return neighbour
        for child in anchor.children:
            if child.tag_ == "TO" and child.dep_ == "aux" and child.i < anchor.i:
                continue  # "to fly" is not "fly to"
            if child.dep_ not in ("nsubj", "csubj") and _is_one_of(child, words):
                return child
            if child.dep_ in ("prep", "agent", "prt", "dobj", "acomp", "xcomp", "attr") and child.lower_ != "according":
                if child.dep_ == "dobj" and child.lemma_ in load_rules().classes["quantity"]:  # "sent tons of food"
                    amount = next((t for t in obliques(child, ("of", "in")) if _is_one_of(t, words)), None)
                    if amount is not None:
                        return amount
                for grand in child.children:
                    if _is_one_of(grand, words) and grand.dep_ in (
                        "pobj",
                        "dobj",
                        "prep",
                        "conj",
                        "acomp",
                        "xcomp",
                        "pcomp",
                        "attr",
                    ):
                        return grand
    head = matched[0]
    if head.dep_ in ("acl", "relcl", "amod") and head.head.lemma_ in words:  # "the ban lifted on Monday"
        return head.head
    return None


def _ruled_out(rules: Rules, rule: Rule, matched: list[Token]) -> bool:
    """Whether a word beside the trigger says that something else is meant: what the rule lists, or a doer that is no somebody (a storm)."""
    if rule.setting and (rule.setting == "force") != is_setting_of_force(matched[0]):
        return True
    token = matched[0]
    if rule.beside and not any(other.lemma_.lower() in rule.beside for other in token.subtree):
        return True
    if rule.unless_in_clause:
        clause = clause_head(token.head if token.pos_ == "NOUN" else token)
        if any(other.lemma_.lower() in rule.unless_in_clause for other in clause.subtree):
            return True
    near = [child for child in token.children if child.dep_ not in _APART and child not in matched]
    near += [
        grand
        for child in near
        if child.dep_ in ("dobj", "agent") or (child.dep_ == "prep" and child.lower_ not in _BESIDE)
        for grand in child.children
        if grand.dep_ not in ("poss", "prep", "relcl")
    ]
    near += [child for other in matched[1:] for child in other.children if child not in matched and child.dep_ != "poss"]
    if token.dep_ in ("compound", "amod", "acl") or (token.dep_ == "relcl" and not _when_or_where(token)):
        near.append(token.head)
    if (rule.unless_under or rule.under) and token.pos_ == "NOUN":
        above = {
            *(verb.lemma_ for verb in islice(token.ancestors, _FAR)),
            *(child.lemma_ for child in token.rights if child.dep_ == "relcl"),
        }
        if above & rule.unless_under or (rule.under and not above & rule.under):  # "posed a threat", "the threat that he poses"
            return True
    for other in near:
        if other.dep_ in _SAYS_WHEN or (other.dep_ == "amod" and other.lower_ in _AMOUNTS):  # "this time", "more troops"
            continue
        told = other.lower_ in rule.unless or (other.lemma_.lower() in rule.unless and other.tag_ != "VBG")
        if told and not _of_time(other):
            return True
    doers = [child for child in token.children if child.dep_ == "nsubj"] + [
        t for child in token.children if child.dep_ == "agent" for t in child.children
    ]
    return any(doer.pos_ == "NOUN" and doer.lemma_.lower() in rules.classes["no_party"] for doer in doers)


def _when_or_where(clause: Token) -> bool:
    """Whether a relative clause hangs on a time or place that it does not use as a party ("18 April, when students took to the streets")."""
    return any(child.tag_ == "WRB" for child in clause.lefts) or any(
        grand.tag_ == "WDT" for child in clause.lefts if child.dep_ == "prep" for grand in child.children
    )


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
    hit = {mention.head for mention in recipients}
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

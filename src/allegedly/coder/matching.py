"""Whether the words of a pattern stand around a trigger, and whether something beside it says that something else is meant."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

from spacy.tokens import Token

from allegedly.coder.party import is_part
from allegedly.coder.rules import Pattern, Rule, Rules, load_rules
from allegedly.coder.setting import is_setting_of_force
from allegedly.coder.syntax import clause_head, is_passive, obliques, subject

# What hangs on a verb and says nothing about its meaning: who does it, other clauses, where and when.
_APART = frozenset({"nsubj", "csubj", "advcl", "relcl"})
# A pronoun may stand for any of a list as long as this; a short list is a set phrase.
_MANY = 4
# How far above a noun its verb may stand: "sentenced to five years in prison".
_FAR = 5
_STANDING_FOR = frozenset({"it", "them", "him", "her"})
# What hangs on these says how, when or in spite of what, and is no part of a phrase ("ended without an agreement").
_NO_PART = frozenset({"according", "without", "despite", "amid", "after", "before", "during", "since", "until", "except"})
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


def match(pattern: Pattern, token: Token) -> list[Token] | None:
    """The tokens of ``pattern`` hanging on ``token``, head first, or null when one is missing."""
    matched = [token]
    for words in pattern.rest:
        attached = _attached(matched, words)
        if attached is None:
            return None
        matched.append(attached)
    return matched


def with_pronoun(pattern: Pattern, verb: Token) -> list[Token] | None:
    """The verb alone when a pronoun stands where the pattern wants one of many things ("bring them home"): what it stands for is not known yet."""
    if not any(len(words) >= _MANY for words in pattern.rest):
        return None
    done_to = "nsubjpass" if is_passive(verb) else "dobj"
    standing = next((child.lower_ for child in verb.children if child.dep_ == done_to and child.lower_ in _STANDING_FOR), None)
    if standing is None or (standing != "them" and pattern.rule.type in ("MOBILIZE", "AID")):  # who sent it, sent no troops
        return None
    return match(unsure(pattern), verb)


@cache
def unsure(pattern: Pattern) -> Pattern:
    """``pattern`` without the words that a pronoun stands for."""
    rest = tuple(words for words in pattern.rest if len(words) < _MANY)
    return Pattern(pattern.lemma, pattern.part, rest, replace(pattern.rule, weight=pattern.rule.weight * 0.6))


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Whether a token, its lemma or the hyphenated word that ends in it ("cease-fire") is among ``words``."""
    lower = token.lower_
    if token.tag_ == "MD" or _belongs_elsewhere(token):
        return False
    if lower in words or token.lemma_ in words:
        return not _of_time(token) and not (token.ent_type_ == "DATE" and token.pos_ == "PROPN")  # "on March 1"
    if lower in _PARTICLES and f"+{lower}" in words:  # a particle: "gave in", not "gave in Lima"
        return token.dep_ in ("prt", "advmod") or not any(child.dep_ == "pobj" for child in token.rights)
    doc, i = token.doc, token.i
    return i > 1 and doc[i - 1].text == "-" and f"{doc[i - 2].lower_}-{token.lemma_}" in words


def _of_time(token: Token) -> bool:
    """Whether a preposition says when ("called her on Monday" is no call on her)."""
    return token.pos_ == "ADP" and any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in token.rights)


def _belongs_elsewhere(word: Token) -> bool:
    """Whether a small word goes with what follows it: "said no child was hurt", "struck at least two villages"."""
    if word.dep_ == "det":
        return True
    return word.lower_ == "at" and word.i + 1 < len(word.doc) and word.nbor().tag_ in ("RBS", "JJS")


def _is_done(noun: Token, verb: Token) -> bool:
    """Whether a verb behind a noun is what somebody does: "men with machetes attacked a bus" is no machete attack."""
    return noun.pos_ == "NOUN" and verb.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in verb.lefts)


def _attached(matched: list[Token], words: frozenset[str]) -> Token | None:
    for anchor in reversed(matched):
        following = anchor.i + 1
        if following < len(anchor.doc):
            neighbour = anchor.doc[following]
            if (
                (neighbour.lower_ in words or neighbour.lemma_ in words)
                and neighbour.sent == anchor.sent
                and not (_of_time(neighbour) or _belongs_elsewhere(neighbour) or _is_done(anchor, neighbour))
                and not (neighbour.dep_ in ("amod", "compound") and neighbour.lemma_ in load_rules().classes["person"])
            ):
                return neighbour
        for child in anchor.children:
            if child.lower_ == "to" and child.dep_ == "aux" and child.i < anchor.i:
                continue  # "to fly" is not "fly to"
            if child.dep_ not in ("nsubj", "csubj") and _is_one_of(child, words):
                return child
            if child.dep_ in ("dobj", "nsubjpass") and (is_part(child) or child.lemma_ in load_rules().classes["quantity"]):
                amount = next((t for t in obliques(child, ("of", "in")) if _is_one_of(t, words)), None)
                if amount is not None:  # "sent tons of food", "two of the hostages were freed"
                    return amount
            if child.dep_ in ("prep", "agent", "prt", "dobj", "acomp", "xcomp", "attr") and child.lower_ not in _NO_PART:
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


def ruled_out(rules: Rules, rule: Rule, matched: list[Token]) -> bool:
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
    if not doers and token.pos_ == "VERB" and not is_passive(token):
        shared = subject(token)  # "storms battered the coast and killed nine"
        doers = [] if shared is None else [shared]
    return any(doer.pos_ == "NOUN" and doer.lemma_.lower() in rules.classes["no_party"] for doer in doers)


def _when_or_where(clause: Token) -> bool:
    """Whether a relative clause hangs on a time or place that it does not use as a party ("18 April, when students took to the streets")."""
    return any(child.tag_ == "WRB" for child in clause.lefts) or any(
        grand.tag_ == "WDT" for child in clause.lefts if child.dep_ == "prep" for grand in child.children
    )

"""Event rules: the lexicon files ``lexicon/<language>/events/<type>.yaml``, read into patterns that can be looked up by lemma.

A rule says which words name an event and where its parties stand. Its words are *patterns*: the first word is the lemma that the
pattern hangs on, each further word must be attached to the ones before it in the parse (an object, particle, preposition, complement) or
follow directly. ``a|b`` lists alternatives, ``@class`` a class of words from ``classes.yaml``.

    verbs: [kill, gun down, open fire, lift @restriction, break off talk|tie|relation]

Where the parties stand is said in functions: ``subject`` and ``object`` mean the logical ones (a passive is turned round, a noun has them
in "by", "of", possessives and modifiers), any preposition means its noun phrase. The first function that is filled wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from spacy.strings import get_string_id

from allegedly.coder import lexicon
from allegedly.errors import LexiconError
from allegedly.ontology import Ontology
from allegedly.ontology import load as load_ontology

_KEYS = frozenset(
    {
        "verbs",
        "nouns",
        "adjectives",
        "modes",
        "contexts",
        "actor",
        "recipient",
        "reciprocal",
        "speech",
        "absorbs",
        "of",
        "unless",
        "under",
        "yields",
        "beside",
        "unless_in_clause",
        "also_actor",
        "unless_under",
        "needs",
        "weight",
        "examples",
        "things",
        "keeps",
        "by",
        "setting",
    }
)


# What a rule may need; see :func:`allegedly.coder.needs.needs_met`.
NEEDS = frozenset(
    [
        "actor",
        "recipient",
        "party",
        "two",
        "content",
        "infinitive",
        "person",
        "object",
        "other",
        "whom",
        "what",
        "ended",
        "no_asker",
        "states",
        "driven",
        "holds",
        "no_fact",
        "whole_deed",
        "no_onlooker",
        "no_body",
        "shots",
        "workers",
        "from_the_air",
        "doer",
        "deed",
        "agent",
        "not_oneself",
        "not_named",
        "displaced",
        "not_own",
        "forced",
        "no_thing",
        "not_i",
        "many",
        "clause",
        "own_deed",
        "violent",
        "unrest",
        "public",
        "fails",
        "host",
        "several",
        "wish",
        "offer",
        "bare",
        "no_clause",
        "no_object",
        "finite",
    ]
)
# Files of the folder that hold no rules of one type.
_NO_TYPE = frozenset({"general.yaml", "idioms.yaml"})
# What a lexicon file of one's own may hold.
_OWN_KEYS = frozenset({"type", "defaults", "classes", "mode_words", "rules"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the lexicon.

    ``actor`` and ``recipient`` are functions in order of preference. ``reciprocal``: both sides are actors. ``speech``: what stands in the
    complement is said by the actor. ``absorbs``: events of these types in the complement are not sayings of their own ("refused to take part"; what a protest demands).
    ``of`` says whom "of" names after a noun trigger. ``things``: what is hit, banned, blocked or seized may be a thing; without it only parties
    are recipients. ``keeps``: what the pattern takes is an event of its own too ("crushed the protest" is two). ``needs`` names what must be there: ``actor``, ``recipient``, ``party`` (either) or ``content``, ``infinitive``, ``person``, ``two``,
    ``object``, ``bare`` (nothing but an object), ``public`` (a body, office or country on either side), ``other`` (a recipient with a name), ``fails`` (what the noun names comes to nothing: "talks broke down").
    ``setting``: only where the text around is about ``force`` or, otherwise, ``words`` ("attacked" in a campaign is said, not done).
    ``by``: only when one of these does it ("troops left", not "guests left").
    ``weight`` is how often, by our own judgement on train, the words mean this event.
    """

    name: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    also_actor: tuple[str, ...] = ()
    reciprocal: bool = False
    speech: bool = False
    absorbs: frozenset[str] = frozenset()
    of: str = "recipient"
    things: bool = False
    keeps: bool = False
    by: frozenset[str] = frozenset()
    setting: str = ""
    unless: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    unless_in_clause: frozenset[str] = frozenset()
    yields: frozenset[str] = frozenset()
    unless_under: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    weight: float = 0.8
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one pattern: the lemma it hangs on, its part of speech (``verbs nouns adjectives``), and what must be attached."""

    lemma: str
    part: str
    rest: tuple[frozenset[str], ...]
    rule: Rule


@dataclass(frozen=True)
class Rules:
    """All patterns of a language by part of speech and lemma, longest first."""

    by_lemma: dict[str, dict[str, tuple[Pattern, ...]]]
    rules: tuple[Rule, ...]
    classes: dict[str, frozenset[str]]
    light_verbs: frozenset[str]
    set_phrases: frozenset[str] = frozenset()
    mode_words: dict[str, tuple[tuple[str, frozenset[str]], ...]] = field(default_factory=dict)

    @cached_property
    def named(self) -> dict[str, Rule]:
        """Each rule by its name."""
        return {rule.name: rule for rule in self.rules}

    @cached_property
    def lemma_ids(self) -> np.ndarray:
        """Ids (of spaCy) of all lemmas that a pattern hangs on, as they are written in running text, with a capital and in capitals."""
        lemmas = {lemma for found in self.by_lemma.values() for lemma in found}
        forms = {form for lemma in lemmas for form in (lemma, lemma.capitalize(), lemma.title(), lemma.upper())}
        return np.array(sorted(get_string_id(form) for form in forms), dtype=np.uint64)

    def patterns(self, part: str, lemma: str) -> tuple[Pattern, ...]:
        """The patterns that hang on ``lemma`` as ``part``."""
        return self.by_lemma[part].get(lemma, ())


@cache
def load_rules(language: str = "en", own: tuple[str, ...] = ()) -> Rules:
    """All event rules of ``language``, with those of the lexicon files ``own`` added; a rule of the same type and name replaces ours.

    Raises :class:`LexiconError` naming file, rule and fault.
    """
    classes = {name: frozenset(words) for name, words in lexicon.load("classes", language).items()}
    general = lexicon.load("events/general", language)
    entries: dict[str, tuple[Rule, list[Pattern]]] = {}
    mode_words: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    folder = files("allegedly.coder.lexicon").joinpath(language, "events")
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml") and entry.name not in _NO_TYPE):
        data = lexicon.load(f"events/{name[:-5]}", language)
        entries.update((rule.name, (rule, patterns)) for rule, patterns in _read_file(name, data, classes))
        mode_words[data["type"]] = _mode_words(data)
    for place in own:
        for data in lexicon.read_documents(place):
            dropped, added = read_own(place, data, classes)
            event_type = load_ontology().event_type(data["type"]).name
            mode_words[event_type] = (*_mode_words(data), *mode_words.get(event_type, ()))
            entries = {name: entry for name, entry in entries.items() if name not in dropped}
            entries.update((rule.name, (rule, patterns)) for rule, patterns in added)
    collected: dict[str, dict[str, list[Pattern]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for pattern in [
        *(p for _, patterns in entries.values() for p in patterns),
        *_idioms(lexicon.load("events/idioms", language), classes),
    ]:
        collected[pattern.part].setdefault(pattern.lemma, []).append(pattern)
    by_lemma = {
        part: {lemma: tuple(sorted(found, key=lambda p: (-len(p.rest), -p.rule.weight))) for lemma, found in lemmas.items()}
        for part, lemmas in collected.items()
    }
    rules = tuple(rule for rule, _ in entries.values())
    return Rules(by_lemma, rules, classes, frozenset(general["light_verbs"]), frozenset(general["set_phrases"]), mode_words)


def read_own(place: str, data: Any, classes: dict[str, frozenset[str]]) -> tuple[set[str], list[tuple[Rule, list[Pattern]]]]:
    """One document of a lexicon file of one's own: the names of rules that it switches off, and those it adds or replaces.

    Raises :class:`LexiconError` or :class:`UnknownName` at the first fault.
    """
    where = f"lexicon file {place}"
    if not isinstance(data, dict) or "type" not in data or not isinstance(data.get("rules"), dict):
        raise LexiconError(f"{where}: it must have a type (one of PLOVER's sixteen) and rules; see docs/lexicon.md")
    unknown = set(data) - _OWN_KEYS
    if unknown:
        raise LexiconError(f"{where}: unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(sorted(_OWN_KEYS))}")
    more = {name: frozenset(map(str, words)) for name, words in (data.get("classes") or {}).items()}
    event_type = load_ontology().event_type(data["type"]).name
    for mode, _ in _mode_words(data):
        load_ontology().mode(event_type, mode)
    dropped = {f"{event_type.lower()}.{key}" for key, entry in data["rules"].items() if entry is False}
    kept = {key: entry for key, entry in data["rules"].items() if entry is not False}
    return dropped, list(_read_file(place, {**data, "type": event_type, "rules": kept}, classes | more))


def _mode_words(data: dict[str, Any]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words beside an event that give it a mode, the first that fits counts."""
    return tuple((mode, frozenset(map(str, words))) for mode, words in (data.get("mode_words") or {}).items())


def _idioms(data: dict[str, list[str]], classes: dict[str, frozenset[str]]) -> Iterator[Pattern]:
    """Set phrases that name no political act; where one fits, its words name nothing else."""
    rule = Rule(name="idiom", type="", weight=1.0)
    for part in ("verbs", "nouns", "adjectives"):
        for words in data.get(part, ()):
            yield _pattern(words, part, rule, classes, "lexicon file events/idioms.yaml")


def _read_file(name: str, data: dict[str, Any], classes: dict[str, frozenset[str]]) -> Iterator[tuple[Rule, list[Pattern]]]:
    ontology = load_ontology()
    event_type = data["type"]
    ontology.event_type(event_type)
    defaults = data.get("defaults", {})
    for key, entry in data["rules"].items():
        where = f"lexicon file {name}, rule {key!r}"
        if not isinstance(entry, dict):
            raise LexiconError(f"{where}: it holds {entry!r}; a rule is a list of keys with values, such as verbs and examples")
        unknown = set(entry) - _KEYS
        if unknown:
            raise LexiconError(f"{where}: unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(sorted(_KEYS))}")
        merged = {**defaults, **entry}
        _check_values(merged, where, ontology)
        for mode in merged.get("modes", ()):
            ontology.mode(event_type, mode)
        rule = Rule(
            name=f"{event_type.lower()}.{key}",
            type=event_type,
            modes=tuple(merged.get("modes", ())),
            contexts=tuple(merged.get("contexts", ())),
            actor=_functions(merged.get("actor", "subject")),
            recipient=_functions(merged.get("recipient", "object")),
            also_actor=_functions(merged.get("also_actor", ())),
            reciprocal=merged.get("reciprocal", False),
            speech=merged.get("speech", False),
            absorbs=_absorbs(merged.get("absorbs", ()), ontology),
            of=merged.get("of", "recipient"),
            by=_alternatives(_functions(merged.get("by", ())), classes, where),
            keeps=merged.get("keeps", False),
            things=merged.get("things", False),
            setting=merged.get("setting", ""),
            unless=_alternatives(_functions(merged.get("unless", ())), classes, where),
            unless_in_clause=_alternatives(_functions(merged.get("unless_in_clause", ())), classes, where),
            beside=_alternatives(_functions(merged.get("beside", ())), classes, where),
            yields=_absorbs(merged.get("yields", ()), ontology),
            under=_alternatives(_functions(merged.get("under", ())), classes, where),
            unless_under=_alternatives(_functions(merged.get("unless_under", ())), classes, where),
            needs=_functions(merged.get("needs", ())),
            weight=float(merged.get("weight", 0.8)),
            examples=tuple(entry.get("examples", ())),
        )
        patterns = [
            _pattern(words, part, rule, classes, where)
            for part in ("verbs", "nouns", "adjectives")
            for words in entry.get(part, ())
        ]
        if not patterns:
            raise LexiconError(f"{where}: no verbs, nouns or adjectives; a rule needs at least one pattern")
        yield rule, patterns


def _check_values(entry: dict[str, Any], where: str, ontology: Ontology) -> None:
    """Refuse values that would be passed over in silence: a need, setting, side or context that does not exist, a weight beyond 1."""
    allowed = (("needs", NEEDS), ("setting", frozenset({"force", "words", ""})), ("of", frozenset({"actor", "recipient"})))
    for key, names in allowed:
        for name in _functions(entry.get(key, ())):
            if name not in names:
                raise LexiconError(f"{where}: {key} {name!r} is not known; allowed: {', '.join(sorted(names - {''}))}")
    for name in _functions(entry.get("contexts", ())):
        ontology.context(name)
    for key in ("verbs", "nouns", "adjectives", "examples"):
        if not isinstance(entry.get(key, []), list):
            raise LexiconError(
                f"{where}: {key} holds {entry[key]!r}; write a list, in [brackets] or one entry a line with a dash"
            )
    weight = entry.get("weight", 0.8)
    if not isinstance(weight, int | float) or not 0 < weight <= 1:
        raise LexiconError(f"{where}: weight {weight!r}; it is a share above 0 and at most 1, such as 0.7")


def _functions(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _absorbs(value: bool | list[str] | tuple[str, ...], ontology: Ontology) -> frozenset[str]:
    if value is True:
        return frozenset(item.name for item in ontology.types)
    return frozenset(ontology.event_type(name).name for name in value or ())


def _alternatives(words: list[str] | tuple[str, ...], classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            if word[1:] not in classes:
                raise LexiconError(f"{where}: unknown class {word!r}; allowed: {', '.join(sorted(classes))}")
            found |= classes[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _pattern(words: object, part: str, rule: Rule, classes: dict[str, frozenset[str]], where: str) -> Pattern:
    if not isinstance(words, str) or not words.strip():
        raise LexiconError(
            f"{where}: {words!r} is not a pattern; write words in quotation marks when YAML reads them as something else"
        )
    head, *rest = words.split()
    if "-" in head and part != "adjectives":  # the parser cuts at hyphens: "sit-in" is "in" with "sit" hanging on it
        *before, head = head.split("-")
        rest = [*before, *rest]
    return Pattern(head, part, tuple(_alternatives(alternative.split("|"), classes, where) for alternative in rest), rule)

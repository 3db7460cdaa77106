"""Checks a lexicon file before it is used: every rule by itself, and every example by the coder; all faults, not only the first.

A fault names the file, the line and the rule, and says in words what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Happening, Mention
from allegedly.coder.pipeline import load_parser
from allegedly.coder.rules import Rule, Rules, load_rules, read_own
from allegedly.errors import AllegedlyError, LexiconError

HOW = 'write it as: "Soldiers killed two men. => Soldiers -> two men", several with +, nobody as -'


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a lexicon file; ``rule`` is empty where the file as a whole is meant, ``line`` counts from 1."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """One line: file, line, rule and what is wrong."""
        rule = f"rule {self.rule}: " if self.rule else ""
        return f"{self.file}, line {self.line}: {rule}{self.message}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in one file: how many rules and examples, and what was wrong."""

    file: str
    rules: int
    examples: int
    faults: tuple[Fault, ...]


def check_file(place: str | Path, nlp: Language | None = None) -> Checked:
    """Check one file of one's own; ``nlp`` is a parser from :func:`load_parser`, made when none is given.

    A file that cannot be read, or is not YAML, is one fault at the line where reading stopped.
    """
    place = str(place)
    try:
        documents = lexicon.read_documents(place)
        lines = lexicon.lines_of(Path(place).read_text("utf-8"))
    except LexiconError as fault:
        return Checked(place, 0, 0, (_unread(place, str(fault)),))
    base = load_rules()
    faults: list[Fault] = []
    sound: list[Rule] = []
    for data in documents:
        for found in _rules_one_by_one(place, data, base, lines):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                sound.append(found)
    if not documents:
        faults.append(Fault(place, 1, "", "it holds nothing; a lexicon file has a type and rules"))
    if faults:  # the file cannot be used yet, so its examples cannot be run
        return Checked(place, len(sound), 0, tuple(faults))
    rules = load_rules.__wrapped__("en", (place,))
    return Checked(
        place, len(sound), sum(len(rule.examples) for rule in sound), tuple(_examples(place, sound, rules, lines, nlp))
    )


def check_ours(language: str = "en", nlp: Language | None = None) -> Iterator[Checked]:
    """Check the event files that come with the program, one after the other."""
    nlp = nlp or load_parser()
    rules = load_rules(language)
    with as_file(files("allegedly.coder.lexicon").joinpath(language, "events")) as folder:
        for path in sorted(folder.glob("*.yaml")):
            if path.stem in ("general", "idioms"):
                continue
            lines = lexicon.lines_of(path.read_text("utf-8"))
            mine = [rule for rule in rules.rules if rule.type.lower() == path.stem]
            faults = tuple(_examples(f"events/{path.name}", mine, rules, lines, nlp))
            yield Checked(f"events/{path.name}", len(mine), sum(len(rule.examples) for rule in mine), faults)


def _unread(place: str, message: str) -> Fault:
    """The fault of a file that could not be read, at the line that the reader names."""
    message = message.removeprefix(f"lexicon file {place}")
    line, colon, rest = message.removeprefix(", line ").partition(": ")
    return Fault(place, int(line), "", rest) if colon and line.isdigit() else Fault(place, 1, "", message.strip())


def _rules_one_by_one(place: str, data: Any, base: Rules, lines: dict[tuple[str, ...], int]) -> Iterator[Fault | Rule]:
    """Each rule of one document, or what is wrong with it."""
    rules = data.get("rules") if isinstance(data, dict) else None
    name = str(data.get("type", "0")) if isinstance(data, dict) else "0"
    top = lines.get((name,), 1)
    whole = list(_reading(place, top, "", {**data, "rules": {}}, base)) if isinstance(data, dict) and rules else []
    if whole:  # what is wrong with the file as a whole is said once, not for every rule
        yield from whole
        return
    if not isinstance(rules, dict) or not rules:
        yield from _reading(place, top, "", data if isinstance(data, dict) else {}, base)
        if isinstance(rules, dict):
            yield Fault(place, top, "", "it has no rules; write at least one under rules:")
        return
    for key, entry in rules.items():
        line = lines.get((name, "rules", str(key)), top)
        if entry is False and f"{name.lower()}.{key}" not in base.named:
            yield Fault(place, line, str(key), f"there is no rule {name.lower()}.{key} to switch off")
        yield from _reading(place, line, str(key), {**data, "rules": {key: entry}}, base)
        if isinstance(entry, dict) and not entry.get("examples"):
            yield Fault(place, line, str(key), f"it has no examples; {HOW}")


def _reading(place: str, line: int, rule: str, data: dict[str, Any], base: Rules) -> Iterator[Fault | Rule]:
    try:
        _, added = read_own(place, data, base.classes)
    except AllegedlyError as fault:
        message = str(fault)
        for lead in (f"lexicon file {place}, rule {rule!r}: ", f"lexicon file {place}: "):
            message = message.removeprefix(lead)
        yield Fault(place, line, rule, message)
    except (TypeError, ValueError, AttributeError) as fault:
        yield Fault(place, line, rule, f"a value has the wrong form: {fault}; compare it with the rules in docs/lexicon.md")
    else:
        yield from (found for found, _ in added)


def _examples(
    place: str, sound: list[Rule], rules: Rules, lines: dict[tuple[str, ...], int], nlp: Language | None
) -> Iterator[Fault]:
    nlp = nlp or load_parser()
    for rule in sound:
        key = rule.name.partition(".")[2]
        for number, example in enumerate(rule.examples):
            at = (rule.type, "rules", key)
            line = lines.get((*at, "examples", str(number)), lines.get(at, 1))
            message = example_fails(nlp, rules, rule.name, example)
            if message:
                yield Fault(place, line, key, message)


def example_fails(nlp: Language, rules: Rules, rule: str, example: str) -> str:
    """What is wrong with one example of a rule, in words; empty when it comes out as it says."""
    sentence, arrow, expected = str(example).partition(" => ")
    left, parted, right = expected.partition(" -> ")
    if not arrow or not parted:
        return f"the example {example!r} does not say who does it to whom; {HOW}"
    doc = nlp(sentence)
    happenings = find_happenings(doc, rules)
    found = next((one for one in happenings if one.rule == rule), None)
    if found is None:
        others = ", ".join(f"{one.rule} ({_words(doc, one)})" for one in happenings) or "no event at all"
        return f"the example {sentence!r} is not found by this rule; found was: {others}. The parser reads: {_parse(doc)}"
    for side, mentions, wanted in (("actors", found.actors, left), ("recipients", found.recipients, right)):
        names = [doc[mention.start : mention.end].text for mention in mentions]
        if names != _parties(wanted):
            return f"in the example {sentence!r} the {side} are {_say(names)}, and it says {_say(_parties(wanted))}"
    return ""


def _parties(side: str) -> list[str]:
    return [] if side.strip() == "-" else [name.strip() for name in side.split(" + ")]


def _say(names: list[str]) -> str:
    return " + ".join(names) or "nobody (-)"


def _words(doc: Doc, happening: Happening) -> str:
    """The trigger of an event and its parties, as in "killed: soldiers -> two men"."""

    def side(mentions: list[Mention]) -> str:
        return " + ".join(doc[mention.start : mention.end].text for mention in mentions) or "-"

    trigger = doc[happening.trigger[0] : happening.trigger[-1] + 1].text
    return f"{trigger}: {side(happening.actors)} -> {side(happening.recipients)}"


def _parse(doc: Doc) -> str:
    """What the parser takes the words for: lemma and part of speech of those that a pattern can hang on."""
    telling = (token for token in doc if token.pos_ in ("VERB", "NOUN", "ADJ", "ADV"))
    return ", ".join(f"{token.text} as the {token.pos_.lower()} {token.lemma_}" for token in telling)

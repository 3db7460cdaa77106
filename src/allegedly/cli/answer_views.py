"""What a dossier answers, as a person reads it in a terminal: who differs on what, one account, how accounts moved, who stands with whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from allegedly.incidents import Account, Alignment, Disagreement, Relation, Step
from allegedly.incidents.lines import given_value
from allegedly.model import Saying

_INDENT = 3


def clean(text: str) -> str:
    """Words on one line: no line ends, and no control characters that would steer the terminal."""
    return " ".join("".join(letter if letter.isprintable() or letter.isspace() else "�" for letter in text).split())


def _grid(*heads: str) -> Table:
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for number, head in enumerate(heads):
        shown.add_column(head, overflow="fold", no_wrap=not number)
    return shown


def _days(first: str | None, latest: str | None) -> str:
    return " to ".join(dict.fromkeys(day for day in (first, latest) if day))


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """Every stand and every value of an incident with who gives it, where and when; a question on which not all can be right is marked."""

    found: Disagreement

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = _grid("", "value", "who gives it", "printed by", "published")
        for number, (stand, who) in enumerate(self.found.stands.items()):
            head = "told how" if not number else ""
            shown.add_row(self._head(head, self.found.disputed), stand, clean(", ".join(who)), "", "")
        for question in self.found.questions:
            for number, given in enumerate(question.given):
                head = question.field if not number else ""
                shown.add_row(
                    self._head(head, question.differ),
                    clean(given_value(given)),
                    clean(", ".join(given.voices)),
                    clean(", ".join(given.publishers)),
                    _days(given.first, given.latest),
                )
        yield Padding(shown, (0, 0, 0, _INDENT))

    @staticmethod
    def _head(words: str, differ: bool) -> Text:
        return Text(f"{words} (they differ)", "yellow") if words and differ else Text(words, "dim")


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account of an incident by a rule, and beneath it what each other rule would change."""

    account: Account

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        values = {field: value for field, value in self.account.values.items() if value is not None}
        line = Text(f"{self.account.rule}: ", "bold", overflow="fold")
        line.append(clean("; ".join(f"{field} {value}" for field, value in values.items())), "not bold")
        if self.account.basis != "told as having happened":
            line.append(" (nobody tells it as having happened)", "dim not bold")
        yield Padding(line, (0, 0, 0, _INDENT))
        for rule in dict.fromkeys(rule for rules in self.account.otherwise.values() for rule in rules):
            changes = [
                f"{field} {'unknown' if rules[rule] is None else rules[rule]}"
                for field, rules in self.account.otherwise.items()
                if rule in rules
            ]
            yield Padding(Text(clean(f"{rule} would say: {'; '.join(changes)}"), "dim", overflow="fold"), (0, 0, 0, 2 * _INDENT))


@dataclass(frozen=True, slots=True)
class TimelineView:
    """How each publisher's account moved, a line a saying; what is another value than before is in bold after an arrow."""

    steps: Sequence[Step]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        arrow = "->" if options.ascii_only else "→"
        for publisher, steps in groupby(self.steps, key=lambda step: step.publisher):
            yield Text(clean(publisher) or "publisher unknown", "bold underline")
            before: dict[str, str] = {}
            for step in steps:
                now = {"stand": str(step.stand), **step.values}
                line = Text(step.published or "date unknown", overflow="fold")
                line.append(f" {step.saying} ", "dim")
                line.append(clean(step.source or "its own voice"), "italic" if step.source else "dim")
                for field, value in now.items():
                    if field in step.changed:
                        line.append(f"; {field} ").append(clean(f"{before.get(field, '')} {arrow} {value}"), "bold yellow")
                    elif before.get(field) is None:
                        line.append(clean(f"; {field} {value}"))
                before |= now
                yield Padding(line, (0, 0, 0, _INDENT))


@dataclass(frozen=True, slots=True)
class RelationsView:
    """Pairs of actors, those first of whom most is told, each with a line a period, status and publisher.

    ``evidence`` maps the ids of sayings to the sayings: where it is given, each line is followed by their words.
    """

    relations: Sequence[Relation]
    most: int | None = None
    evidence: Mapping[str, Saying] | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pairs: dict[tuple[str, str, bool], list[Relation]] = {}
        for one in self.relations:
            pairs.setdefault((one.actor, one.recipient, one.mutual), []).append(one)
        ranked = sorted(pairs.items(), key=lambda pair: -sum(one.sayings for one in pair[1]))
        shown = ranked[: self.most] if self.most else ranked
        plain = options.ascii_only
        for (actor, recipient, mutual), rows in shown:
            arrow = ("<->" if plain else "↔") if mutual else ("->" if plain else "→")
            yield Text(clean(f"{actor} {arrow} {recipient}"), "bold", overflow="fold")
            for one in rows:
                how = " ".join(part for part in (one.stand, "(background)" if one.frame == "historical" else "") if part)
                line = Text(
                    f"{one.period or 'all'}  {how}  {clean(one.publisher or '')}: ".replace("  : ", ": "), overflow="fold"
                )
                line.append(f"{one.sayings} saying{'' if one.sayings == 1 else 's'}")
                if one.incidents is not None:
                    line.append(f", {one.incidents} incident{'' if one.incidents == 1 else 's'}")
                line.append(f"; cooperation {one.cooperation:+g}, conflict {one.conflict:+g}, mean {one.balance:+.1f}")
                yield Padding(line, (0, 0, 0, _INDENT))
                yield from _evidence(zip(one.ids, one.words, strict=True), self.evidence)
        if not self.relations:
            yield Text("nobody is told to do anything to anybody", "dim")
        elif len(ranked) > len(shown):
            yield Text(f"and {len(ranked) - len(shown):,} more pairs", "dim")


@dataclass(frozen=True, slots=True)
class AlignmentsView:
    """Who stands with whom: a line a pair, then what shows it."""

    alignments: Sequence[Alignment]
    most: int | None = None
    evidence: Mapping[str, Saying] | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = self.alignments[: self.most] if self.most else self.alignments
        for one in shown:
            line = Text(clean(f"{one.left} and {one.right}"), "bold", overflow="fold")
            line.append(f": {one.balance:+.1f}", "not bold")
            line.append(f"; together {one.together}, against {one.against}", "not bold")
            if one.same_side:
                line.append(clean(f"; on one side towards {', '.join(one.same_side)}"), "not bold")
            if one.opposite_side:
                line.append(clean(f"; on two sides towards {', '.join(one.opposite_side)}"), "not bold")
            yield line
            for sign, ids, words in (
                ("together: ", one.ids_together, one.words_together),
                ("against: ", one.ids_against, one.words_against),
                ("sides: ", one.ids_sides, one.words_sides),
            ):
                yield from _evidence(zip(ids, words, strict=True), self.evidence, sign)
        if not self.alignments:
            yield Text("nobody is told to act with or against anybody", "dim")
        elif len(self.alignments) > len(shown):
            yield Text(f"and {len(self.alignments) - len(shown):,} more pairs", "dim")


def _evidence(told: Iterable[tuple[str, str]], evidence: Mapping[str, Saying] | None, sign: str = "") -> RenderResult:
    pairs = list(told)
    if evidence is None and pairs:
        yield Padding(
            Text(clean(sign + ", ".join(f"“{words}” {id}" for id, words in pairs)), "dim", overflow="fold"),
            (0, 0, 0, 2 * _INDENT),
        )
    for id, words in pairs if evidence is not None else ():
        saying = evidence.get(id) if evidence else None
        where = f" {saying.article.publisher or ''}: {saying.sentence.text}" if saying else ""
        yield Padding(Text(clean(f"{sign}{id} “{words}”{where}"), "dim", overflow="fold"), (0, 0, 0, 2 * _INDENT))

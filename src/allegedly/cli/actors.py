"""``allegedly actors``: who is who in a dossier, in the terminal or as records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from allegedly.cli.answer_views import clean
from allegedly.cli.tables import table_format, write_records
from allegedly.dossier import Dossier
from allegedly.dossier.answers import Answer
from allegedly.errors import UsageError
from allegedly.incidents import Identity, Proposal
from allegedly.incidents.actor_names import labelled
from allegedly.incidents.names import actor_words
from allegedly.model import ActorJudgement

_INDENT = 3


@dataclass(frozen=True, kw_only=True)
class ActorOptions:
    """What was asked for on the command line; ``judged`` are the two names and the verdict, as far as they were given."""

    dossier: str
    judged: tuple[str, ...] = ()
    by: str | None = None
    why: str = ""
    undo: int | None = None
    list: bool = False
    proposed: bool = False
    named: bool = False
    actors: tuple[str, ...] = ()
    most: int | None = None
    format: str | None = None
    output: Path | None = None


def run(options: ActorOptions) -> int:
    """Show who is who, what is proposed or what was judged; or judge, or take a judgement back."""
    format = table_format(options.format, options.output, terminal=sys.stdout.isatty())
    full: Sequence[Any]
    with Dossier(options.dossier) as dossier:
        if options.judged or options.undo is not None:
            made = [_decided(dossier, options)]
            full, rows, view = made, [msgspec.to_builtins(one) for one in made], _judgements(made)
        elif options.list:
            made = dossier.actor_judgements()
            full, rows, view = made, [msgspec.to_builtins(one) for one in made], _judgements(made)
        elif options.proposed:
            asked = Answer(one for one in dossier.proposed_actors() if _about(options.actors, one.left, one.right))
            full, rows, view = asked, asked.records(), ProposalsView(asked, options.most)
        else:
            found = dossier.actors(named=options.named)
            kept = Answer(one for one in found if _about(options.actors, *(name.name for name in one.names)))
            full, rows, view = kept, kept.records(), ActorsView(kept, options.most)
    write_records(format, options.output, rows, full=full, view=lambda: view)
    return 0


def _decided(dossier: Dossier, options: ActorOptions) -> ActorJudgement:
    if options.by is None:
        raise UsageError("a judgement needs to say who made it; add --by NAME")
    if options.undo is not None:
        if options.judged:
            raise UsageError("--undo takes the number of a judgement about actors, and no names")
        return dossier.undo_actors(options.undo, by=options.by, why=options.why)
    if len(options.judged) != 3:
        raise UsageError(
            "give two names and a verdict: allegedly actors D LEFT RIGHT same|different|unsure --by NAME --why REASON"
        )
    left, right, verdict = options.judged
    return dossier.judge_actors(left, right, verdict, by=options.by, why=options.why)


def _about(wanted: tuple[str, ...], *called: str) -> bool:
    """Whether each name that was asked for is one of these names, or part of one."""
    return all(any(actor_words(name) <= actor_words(other) for other in called) for name in wanted)


@dataclass(frozen=True, slots=True)
class ActorsView:
    """Each actor with how often it is told of, then all that it is called, then why these names are one actor's."""

    actors: Sequence[Identity]
    most: int | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = self.actors[: self.most] if self.most else self.actors
        for one in shown:
            line = Text(clean(one.name), "bold", overflow="fold")
            facts = " ".join(part for part in (one.country, *one.sectors) if part)
            line.append(f" {facts}" if facts else "", "dim not bold")
            line.append(f": {_number(one.sayings, 'saying')}, {_number(one.articles, 'article')}", "not bold")
            yield line
            written = [f"{text} ({count})" for text, count in one.written]
            if len(written) > 1:
                yield Padding(Text(clean(", ".join(written)), overflow="fold"), (0, 0, 0, _INDENT))
            for reason in one.joined:
                how = f"judgement {reason.judgement}: " if reason.judgement is not None else ""
                yield Padding(Text(clean(how + reason.line()), "dim", overflow="fold"), (0, 0, 0, _INDENT))
        if not self.actors:
            yield Text("nobody is named or described", "dim")
        elif len(self.actors) > len(shown):
            yield Text(f"and {len(self.actors) - len(shown):,} more", "dim")


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """Names that may be one actor's, a line a pair."""

    proposed: Sequence[Proposal]
    most: int | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = self.proposed[: self.most] if self.most else self.proposed
        for one in shown:
            left, right = one.labels
            line = Text(clean(f"{left} = {right}?"), "bold", overflow="fold")
            line.append(f" {clean(one.reason)}; {_number(one.sayings, 'saying')} or more each", "not bold")
            yield line
        if not self.proposed:
            yield Text("no two names wait to be judged", "dim")
        elif len(self.proposed) > len(shown):
            yield Text(f"and {len(self.proposed) - len(shown):,} more", "dim")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _judgements(made: Sequence[ActorJudgement]) -> RenderableType:
    return Group(*map(_line, made)) if made else Text("nothing was judged about actors yet", "dim")


def _line(one: ActorJudgement) -> Text:
    line = Text(f"judgement {one.number}: ", overflow="fold")
    left, right = labelled(one.left, one.left_country), labelled(one.right, one.right_country)
    line.append(clean(f"{left} {one.verdict} {right}"), "bold")
    line.append(" " + clean(f"by {one.by} at {one.at}{': ' + one.why if one.why else ''}"))
    if one.undone_by is not None:
        line.append(
            " " + clean(f"- taken back by {one.undone_by} at {one.undone_at}{': ' + one.undone_why if one.undone_why else ''}")
        )
    return line

"""Sayings as a person reads them in a terminal: who says, status, who did what to whom, where, when; the sentence beneath.

These are Rich renderables and nothing else: no files, no options. They measure the console they are drawn on, and use
nothing that colour alone would tell; on a console without UTF-8 the signs are ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from allegedly.export.wording import (
    OWN_VOICE,
    actor_names,
    date_words,
    place_words,
    source_path,
    status_kind,
    status_sign,
    status_words,
)
from allegedly.model import Article, Incident, Saying

STYLES = {
    "asserted": "green",
    "denied": "bold red",
    "future": "cyan",
    "hypothetical": "magenta",
    "directive": "yellow",
    "asked": "blue",
}
# Share of the width, and the narrowest useful column: who says, status, the event, where, when.
_SHARES = ((18, 12), (14, 15), (38, 24), (14, 10), (13, 10))
_GAP = 2
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells of who says, status, the event, where, and when."""

    who: int
    status: int
    event: int
    where: int
    when: int

    @classmethod
    def of(cls, width: int) -> Columns:
        """Widths that fill ``width``; a terminal narrower than about 80 cells gets the narrowest useful columns."""
        room = width - _GAP * (len(_SHARES) - 1)
        whole = sum(share for share, _least in _SHARES)
        widths = [max(least, room * share // whole) for share, least in _SHARES]
        widths[2] = max(_SHARES[2][1], widths[2] + room - sum(widths))
        return cls(*widths)

    def grid(self) -> Table:
        """An empty table of these columns."""
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for width in (self.who, self.status, self.event, self.where, self.when):
            grid.add_column(width=width, overflow="fold")
        return grid


def _clean(text: str) -> str:
    """Article words on one line: no line ends, and no control characters that would steer the terminal."""
    return " ".join("".join(letter if letter.isprintable() or letter.isspace() else "�" for letter in text).split())


def sentence_text(saying: Saying) -> Text:
    """The sentence on one line, with the trigger underlined and bold, actors and recipients bold, sources and cues in italics."""
    base, words = saying.sentence.start, saying.sentence.text
    line: list[str] = []
    places: list[int] = []  # where each character of the sentence, and its end, stands on the line
    for letter in words:
        if letter.isspace():
            if line and line[-1] != " ":
                line.append(" ")
            places.append(max(0, len(line) - 1))
        else:
            places.append(len(line))
            line.append(letter if letter.isprintable() else "�")
    places.append(len(line))
    text = Text("".join(line), "dim")

    def mark(start: int | None, end: int | None, style: str) -> None:
        if start is not None and end is not None and base <= start < end <= base + len(words):
            text.stylize(f"not dim {style}", places[start - base], places[end - base])

    event = saying.event
    for link in saying.source:
        mark(link.start, link.end, "italic")
        if link.cue:
            mark(link.cue.start, link.cue.end, "italic")
    for actor in (*event.actors, *event.recipients):
        mark(actor.start, actor.end, "bold")
    mark(event.trigger.start, event.trigger.end, "bold underline")
    return text


@dataclass(frozen=True, slots=True)
class SayingView:
    """One saying as a row of five columns, and its sentence beneath."""

    saying: Saying

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        saying, plain = self.saying, options.ascii_only
        columns = Columns.of(options.max_width)
        kind = status_kind(saying.status)
        arrow = "->" if plain else "→"
        own = "-" if plain else OWN_VOICE
        who = Text(_clean(source_path(saying.source, between=" < " if plain else " ‹ ")), "italic" if saying.source else "dim")
        if not saying.source:
            who = Text(own, "dim")
        status = Text(f"{status_sign(saying.status, plain=plain)} {status_words(saying.status)}", STYLES[kind])
        event = Text()
        if saying.event.actors:
            event.append(_clean(actor_names(saying.event.actors)), "bold")
        else:
            event.append(own, "dim")
        event.append(f" {arrow} ", "dim").append(saying.event.type, STYLES[kind])
        if saying.event.modes:
            event.append(" " + " ".join(saying.event.modes))
        if saying.event.recipients:
            event.append(f" {arrow} ", "dim").append(_clean(actor_names(saying.event.recipients)), "bold")
        for count in saying.event.counts:
            event.append(f" ({count.kind}: {_clean(count.text)})")
        grid = columns.grid()
        grid.add_row(
            who, status, event, Text(_clean(place_words(saying.event.place))), Text(_clean(date_words(saying.event.date)))
        )
        yield grid
        yield Padding(sentence_text(saying), (0, 0, 1, _INDENT))


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article's heading, with its sayings beneath.

    ``left_out`` says how many more it has; ``heads`` asks for the names of the columns.
    """

    article: Article
    sayings: Sequence[Saying]
    left_out: int = 0
    heads: bool = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        article, plain = self.article, options.ascii_only
        line, dot = ("-", "-") if plain else ("─", "·")
        title = _clean(article.title or article.origin or article.id)
        yield Text(line * options.max_width, "dim")
        yield Text(title, "bold")
        number = len(self.sayings) + self.left_out
        facts = [article.publisher, article.published or "date unknown", f"{number} saying{'' if number == 1 else 's'}"]
        yield Text(f" {dot} ".join(_clean(fact) for fact in facts if fact), "dim")
        yield Text()
        if self.sayings and self.heads:
            heads = Columns.of(options.max_width).grid()
            arrow = "->" if plain else "→"
            heads.add_row("who says", "status", f"who {arrow} did {arrow} whom", "where", "when", style="dim")
            yield heads
        for saying in self.sayings:
            yield SayingView(saying)


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident: what happened where and when, how many say so or deny it, and on what they differ, if they do."""

    incident: Incident
    sayings: Sequence[Saying]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from allegedly.incidents import differ_line, disagreement, first_line

        plain = options.ascii_only
        what, *rest = _clean(first_line(self.incident, self.sayings)).split(" | ")
        if not plain:
            what = what.replace(" -> ", " → ")
        line = Text(what, "bold", overflow="fold")
        yield line
        told = Text((" - " if plain else " · ").join(rest), "dim", overflow="fold")
        if self.incident.denied:
            told.append(" (disputed)", "bold red")
        yield Padding(told, (0, 0, 0, _INDENT))
        differ = differ_line(disagreement(self.incident, self.sayings))
        if differ:
            yield Padding(Text(_clean(differ), "yellow", overflow="fold"), (0, 0, 0, _INDENT))


def incidents_view(incidents: Sequence[Incident], sayings: Sequence[Saying], *, most: int = 10) -> Group:
    """The first incidents, two or three lines each, and how many more there are."""
    if not incidents:
        return Group(Text("no two sayings are about the same happening", "dim"))
    number = len(incidents)
    lines: list[Text | IncidentView] = [
        Text(f"What several sayings are about: {number} incident{'' if number == 1 else 's'}", "bold underline"),
        Text(),
    ]
    lines += [IncidentView(incident, sayings) for incident in incidents[:most]]
    if number > most:
        lines.append(Text(f"and {number - most} more", "dim"))
    return Group(*lines)


def telling(saying: Saying) -> float:
    """How much one saying shows of what the program reads; orders the short table, highest first."""
    event, status = saying.event, saying.status
    named = bool(event.actors) + bool(event.recipients)
    return (
        2.0 * min(len(saying.source), 2)
        + 2.0 * (not status.plain)
        + 1.5 * named
        + (event.place is not None)
        + (event.date is not None)
        + 1.5 * bool(event.counts)
        + 2.0 * (saying.confidence if saying.confidence is not None else 0.5)
    )

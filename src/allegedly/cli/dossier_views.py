"""What a dossier holds as a person reads it in a terminal: an annotated article, a saying with its why, an incident with all who tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from allegedly.cli.answer_views import DisagreementView
from allegedly.cli.render import STYLES, ArticleView, IncidentView, SayingView
from allegedly.dossier import Hit
from allegedly.export.wording import status_kind
from allegedly.incidents import Disagreement
from allegedly.model import Article, Incident, Judgement, Saying


def _clean(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() or letter.isspace() else "�" for letter in text).split())


def annotated(text: str, sayings: Sequence[Saying]) -> Text:
    """The whole text, sources in italics, the words of each event in its status's colour, with the number of its saying behind them.

    Several sayings may have one word for their event; their numbers stand together.
    """
    numbers: dict[int, list[int]] = {}
    for number, saying in enumerate(sayings, start=1):
        numbers.setdefault(saying.event.trigger.end, []).append(number)
    shown = Text()
    starts: list[int] = []  # where each character stands in what is shown
    for position, letter in enumerate([*text, ""]):
        if position in numbers:
            shown.append("[" + ",".join(map(str, numbers[position])) + "]", "bold")
        starts.append(len(shown))
        shown.append(letter if letter.isprintable() or letter == "\n" else " " if letter.isspace() else "�")

    def mark(start: int | None, end: int | None, style: str) -> None:
        if start is not None and end is not None and 0 <= start < end <= len(text):
            shown.stylize(style, starts[start], starts[end - 1] + 1)

    for saying in sayings:
        for link in saying.source:
            mark(link.start, link.end, "italic")
        for actor in (*saying.event.actors, *saying.event.recipients):
            mark(actor.start, actor.end, "bold")
        mark(saying.event.trigger.start, saying.event.trigger.end, f"underline {STYLES[status_kind(saying.status)]}")
    return shown


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article: its heading, its whole text annotated, then its sayings by number."""

    article: Article
    sayings: Sequence[Saying]
    versions: Sequence[str] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield ArticleView(self.article, (), left_out=len(self.sayings), heads=False)
        facts = [self.article.id, self.article.url, self.article.origin, f"SHA-256 {self.article.sha256[:16]}"]
        yield Text(_clean(" - ".join(fact for fact in facts if fact)), "dim", overflow="fold")
        if len(self.versions) > 1:
            yield Text(f"versions: {', '.join(self.versions)}", "dim", overflow="fold")
        yield Text()
        yield annotated(self.article.text, self.sayings)
        yield Text()
        for number, saying in enumerate(self.sayings, start=1):
            yield Text(f"[{number}] {saying.id}", "dim")
            yield SayingView(saying)


@dataclass(frozen=True, slots=True)
class SayingPage:
    """One saying with where it stands, what decided it, and what was judged about it."""

    saying: Saying
    judgements: Sequence[Judgement] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        saying = self.saying
        article = saying.article
        yield Text(saying.id, "bold")
        yield SayingView(saying)
        facts = {
            "article": ", ".join(fact for fact in (article.id, article.publisher, article.published, article.title) if fact),
            "at": f"characters {saying.sentence.start} to {saying.sentence.end}",
            "why": saying.why,
            "confidence": "unknown" if saying.confidence is None else f"{saying.confidence:.2f}",
            "coder": f"{saying.coder.name} {saying.coder.version}",
        }
        for name, fact in facts.items():
            yield Text(f"{name}: ", "dim", overflow="fold").append(_clean(fact), "not dim")
        for judgement in self.judgements:
            yield JudgementView(judgement)


@dataclass(frozen=True, slots=True)
class NumberedIncident:
    """An incident's id and how many independent sources tell of it, then it in two lines and on what they differ."""

    incident: Incident
    sayings: Sequence[Saying]
    found: Disagreement

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(f"{self.incident.id}: {self.found.independent} independent", "dim")
        yield IncidentView(self.incident, self.sayings)


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident: what it is, what joined it, each saying under its publisher, and what was judged about them."""

    incident: Incident
    sayings: Sequence[Saying]
    found: Disagreement
    judgements: Sequence[Judgement] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield NumberedIncident(self.incident, self.sayings, self.found)
        yield DisagreementView(self.found)
        if self.incident.reason:
            yield Text(f"joined by: {_clean(self.incident.reason)}", "dim", overflow="fold")
        for saying in self.sayings:
            article = saying.article
            told = [saying.id, article.publisher or "publisher unknown", article.published, article.id]
            yield Text()
            yield Text(_clean(" - ".join(fact for fact in told if fact)), "dim", overflow="fold")
            yield SayingView(saying)
        for judgement in self.judgements:
            yield JudgementView(judgement)


@dataclass(frozen=True, slots=True)
class HitView:
    """Something found: whose it is, its id, and a piece of its text."""

    hit: Hit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        article, saying = self.hit.article, self.hit.saying
        facts = [saying.id if saying else article.id, article.publisher, article.published, article.title or article.origin]
        yield Text(_clean(" - ".join(fact for fact in facts if fact)), "dim", overflow="fold")
        yield Padding(Text(_clean(self.hit.excerpt), overflow="fold"), (0, 0, 0, 3))


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A judgement on one line: its number, what was decided, by whom, when, why, and whether it was taken back."""

    judgement: Judgement

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        one = self.judgement
        line = Text(f"judgement {one.number}: ", overflow="fold")
        line.append(f"{one.left} {one.verdict} {one.right}", "bold")
        line.append(" " + _clean(f"by {one.by} at {one.at}{': ' + one.why if one.why else ''}"))
        if one.repeats is not None:
            line.append(f" (repeats judgement {one.repeats} for newer sayings of the same words)", "dim")
        if one.undone_by is not None:
            line.append(
                " "
                + _clean(f"- taken back by {one.undone_by} at {one.undone_at}{': ' + one.undone_why if one.undone_why else ''}")
            )
        yield line

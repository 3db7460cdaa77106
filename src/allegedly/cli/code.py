"""``allegedly code``: articles in, sayings out, and nothing lost on the way."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from rich.console import Console

from allegedly.cli.failures import FailedArticle, Failures
from allegedly.cli.incidents import find_incidents
from allegedly.cli.output import Output, choose_format, open_output
from allegedly.cli.progress import Meter
from allegedly.cli.render import incidents_view
from allegedly.cli.workers import Coded, CoderSource, code_all, make_coder
from allegedly.errors import UnknownName, UsageError
from allegedly.export.wording import STATUS_NAMES, has_status
from allegedly.model import Article, Saying
from allegedly.read import Failure, read

STOPPED = 130


@dataclass(frozen=True, kw_only=True)
class CodeOptions:
    """What was asked for on the command line; names are checked by :func:`run`."""

    paths: tuple[str, ...]
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    format: str | None = None
    output: Path | None = None
    jobs: int = 1
    min_confidence: float = 0.0
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    page: Path | None = None
    incidents: bool = False
    top: int | None = None
    lexicon: tuple[str, ...] = ()
    screen: bool = True

    @property
    def title(self) -> str:
        """What a page of these articles is called: after the one file or folder that was named."""
        name = Path(self.paths[0]).resolve().stem if len(self.paths) == 1 and "*" not in self.paths[0] else "-"
        words = name.replace("-", " ").replace("_", " ").strip()
        return words[:1].upper() + words[1:] or "Who says that"

    @property
    def asked(self) -> dict[str, str]:
        """The filters in words, by their names; empty when none was asked for."""
        asked = {"type": ", ".join(self.types), "status": ", ".join(self.statuses)}
        asked["min_confidence"] = f"{self.min_confidence:g}" if self.min_confidence else ""
        return {name: value for name, value in asked.items() if value}

    def wanted(self, saying: Saying) -> bool:
        """Whether a saying passes the filters; one without a confidence passes only when none is asked for."""
        if self.min_confidence and (saying.confidence is None or saying.confidence < self.min_confidence):
            return False
        if self.types and saying.event.type not in self.types:
            return False
        return not self.statuses or any(has_status(saying.status, name) for name in self.statuses)


def check(options: CodeOptions) -> CodeOptions:
    """The same options with names as they are written; raises :class:`UnknownName` or :class:`UsageError` for those that are wrong."""
    from allegedly.ontology import load

    ontology = load()
    types = tuple(ontology.event_type(name.upper()).name for name in options.types)
    statuses = tuple(name.lower() for name in options.statuses)
    for name in statuses:
        if name not in STATUS_NAMES:
            raise UnknownName("status", name, STATUS_NAMES)
    for place in options.lexicon:
        if not Path(place).is_file():
            raise UsageError(f"--lexicon {place}: there is no such file; give the path of a YAML file (docs/lexicon.md)")
    return replace(options, types=types, statuses=statuses)


def run(options: CodeOptions, *, make: CoderSource | None = None) -> int:
    """Code what ``options`` name; returns the exit code (0, 1 when articles failed, 130 when stopped)."""
    options = check(options)
    format = choose_format(options.format, options.output, terminal=sys.stdout.isatty())
    if options.top is not None and format != "table":
        raise UsageError(f"--top is for the table, not for {format}; choose --format table, or leave it out")
    with Meter(options.paths) as meter:
        articles = read(
            options.paths,
            published=options.published,
            publisher=options.publisher,
            language=options.language,
            stdin=sys.stdin.buffer,
            notice=meter.say,
        )
        with stopped_like_ctrl_c():
            return _Run(options, format, meter).run(articles, make or _maker(options))


def _maker(options: CodeOptions) -> CoderSource:
    """What makes the coder that was asked for."""
    asked: dict[str, Any] = {"lexicon": options.lexicon} if options.lexicon else {}
    if not options.screen:
        asked["screen"] = False
    return partial(make_coder, **asked) if asked else make_coder


class _Run:
    """One run of ``allegedly code``: what has come out so far, and where it goes."""

    def __init__(self, options: CodeOptions, format: str, meter: Meter) -> None:
        self.options, self.meter = options, meter
        self.failures = Failures(options.output, meter.say)
        self.outputs: list[Output] = [
            open_output(format, options.output, top=options.top, title=options.title, filters=options.asked)
        ]
        if options.page:
            self.outputs.append(open_output("html", options.page, title=options.title))
        self.kept: list[tuple[Article, list[Saying]]] = []
        self.articles = self.sayings = 0

    def run(self, articles: Iterator[Article | Failure], make: CoderSource) -> int:
        stopped = False
        try:
            for coded in code_all(self._readable(articles), jobs=self.options.jobs, make=make):
                self._take(coded)
        except KeyboardInterrupt:
            stopped = True
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing may cut short the writing of what was done
        finally:
            with self.meter.aside():
                for output in self.outputs:
                    output.close()
            self.failures.close()
        self._report(stopped)
        return STOPPED if stopped else 1 if self.failures.number else 0

    def _readable(self, articles: Iterator[Article | Failure]) -> Iterator[Article]:
        for article in articles:
            if isinstance(article, Failure):
                self.meter.advance()
                self.failures.add(FailedArticle(origin=article.origin, error=article.error, message=article.message))
            else:
                yield article

    def _take(self, coded: Coded) -> None:
        self.meter.advance()
        article = coded.article
        if coded.error is not None:
            origin = article.origin or article.title or article.id
            self.failures.add(FailedArticle(origin=origin, error=coded.error, message=coded.message, article=article))
            return
        sayings = [saying for saying in coded.sayings if self.options.wanted(saying)]
        with self.meter.aside():
            for output in self.outputs:
                output.write(article, sayings)
        if self.options.incidents:
            self.kept.append((article, sayings))
        self.articles += 1
        self.sayings += len(sayings)

    def _report(self, stopped: bool) -> None:
        options, say = self.options, self.meter.say
        if options.incidents:
            with self.meter.aside():
                Console(highlight=False, emoji=False).print(
                    incidents_view(find_incidents(self.kept), [saying for _article, sayings in self.kept for saying in sayings])
                )
        done = f"{self.sayings:,} sayings of {self.articles:,} articles"
        if options.output:
            say(f"{done}: {options.output}")
        elif not self.sayings:
            say(done)
        if options.page:
            say(f"the annotated articles: {options.page}")
        if self.failures.number:
            where = f"; kept in {self.failures.path}" if self.failures.path else ""
            say(f"{self.failures.number:,} of {self.articles + self.failures.number:,} articles failed{where}")
        if stopped:
            say(f"stopped; what was done is kept: {done}")


@contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """While a run lasts, being told to end (SIGTERM) keeps what is done, just as Ctrl-C does; handlers are put back afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt

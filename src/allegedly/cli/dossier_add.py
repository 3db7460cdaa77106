"""``allegedly add``: articles into a dossier, each safe before it is reported as done; what is there already is passed over."""

from __future__ import annotations

import signal
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from allegedly.cli.code import STOPPED, stopped_like_ctrl_c
from allegedly.cli.progress import Meter
from allegedly.cli.workers import Coded, CoderSource, code_all, make_coder
from allegedly.dossier import Dossier, Kept
from allegedly.model import Article, CoderRef
from allegedly.read import Failure, read_with_originals
from allegedly.read.files import Found
from allegedly.version import __version__


@dataclass(frozen=True, kw_only=True)
class AddOptions:
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    to: str
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    jobs: int = 1


def coder_ref(article: Article) -> CoderRef:
    """Which coder would code the article: known without loading it."""
    return CoderRef(name=f"allegedly-{article.language or 'en'}", version=__version__)


def run(options: AddOptions, *, make: CoderSource = make_coder) -> int:
    """Add what ``options`` name; returns the exit code (0, 1 when articles failed, 130 when stopped)."""
    with Meter(options.paths) as meter:
        found = read_with_originals(
            options.paths,
            published=options.published,
            publisher=options.publisher,
            language=options.language,
            stdin=sys.stdin.buffer,
            notice=meter.say,
        )
        with Dossier(options.to, create=True) as dossier, stopped_like_ctrl_c():
            return _Run(options, dossier, meter).run(found, make)


class _Run:
    """One run of ``allegedly add``: what has become of the articles so far."""

    def __init__(self, options: AddOptions, dossier: Dossier, meter: Meter) -> None:
        self.options, self.dossier, self.meter = options, dossier, meter
        self.outcomes: Counter[str] = Counter()
        self.sayings = self.failed = 0
        self._originals: deque[bytes | None] = deque()  # of the articles that are being coded, in their order
        self._lists = not sys.stdout.isatty()

    def run(self, found: Iterator[Found], make: CoderSource) -> int:
        stopped = False
        try:
            # Closed, so that workers end at once when the dossier cannot take more.
            with closing(code_all(self._new(found), jobs=self.options.jobs, make=make)) as coded:  # type: ignore[type-var]
                for one in coded:
                    self._take(one)
        except KeyboardInterrupt:
            stopped = True
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        finally:
            self._report(stopped)
        return STOPPED if stopped else 1 if self.failed else 0

    def _new(self, found: Iterator[Found]) -> Iterator[Article]:
        """The articles that are not in the dossier yet, or not coded by this coder."""
        for article, original in found:
            if isinstance(article, Failure):
                self._fail(article.origin, article.error, article.message)
            elif self.dossier.is_coded(article, coder_ref(article), original=original):
                self._done(Kept("known", article))
            else:
                self._originals.append(original)
                yield article

    def _take(self, coded: Coded) -> None:
        article, original = coded.article, self._originals.popleft()
        origin = article.origin or article.title or article.id
        if coded.error is not None:
            self._fail(origin, coded.error, coded.message, article, original)
            return
        how = f"allegedly add, from {article.origin}" if article.origin else "allegedly add"
        self._done(self.dossier.keep(article, coded.sayings, coder_ref(article), original=original, how=how))

    def _done(self, kept: Kept) -> None:
        self.outcomes[kept.outcome] += 1
        self.sayings += kept.sayings
        self.meter.advance()
        if self._lists:
            print(kept.outcome, kept.article.id, kept.sayings, kept.article.origin or "", sep="\t", flush=True)

    def _fail(self, origin: str, error: str, message: str, article: Article | None = None, original: bytes | None = None) -> None:
        self.dossier.keep_failure(origin, error, message, article=article, original=original)
        self.failed += 1
        self.meter.advance()
        self.meter.say(message if message.startswith(origin) else f"{origin}: {message}")

    def _report(self, stopped: bool) -> None:
        say = self.meter.say
        parts = [f"{number:,} {outcome}" for outcome, number in self.outcomes.items()]
        done = f"{self.dossier.name}: {', '.join(parts) or 'nothing added'}; {self.sayings:,} new sayings"
        if self.failed:
            say(f"{self.failed:,} articles failed; they are kept in the dossier with why")
        say(f"stopped; what was done is kept: {done}" if stopped else done)

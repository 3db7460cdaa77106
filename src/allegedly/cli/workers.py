"""Articles through coders in this or in several processes: out in the order in which they came in, none of them lost.

Processes are spawned, not forked, so that they begin the same way on every system. A worker ignores Ctrl-C; the parent
decides. When a worker dies (out of memory), what it held is coded again one article at a time, and only an article that
kills a worker twice is given up, by name. When the parent is killed, its workers end too.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol

from allegedly.errors import AllegedlyError, LexiconError, ModelNotInstalled
from allegedly.model import Article, Saying

ARTICLES_A_BATCH = 8
CHARACTERS_A_BATCH = 30_000
BATCHES_AHEAD = 3
_COMMON_FAULTS = (ModelNotInstalled, LexiconError)


class ArticleCoder(Protocol):
    """What turns an article into sayings."""

    def code(self, article: Article) -> list[Saying]:
        """The sayings of one article."""
        ...

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Saying]]]:
        """The sayings of each of many articles, in their order."""
        ...


class CoderSource(Protocol):
    """Makes the coder of one language; a plain function of a module, so that it can be sent to a worker by name."""

    def __call__(self, language: str) -> ArticleCoder: ...


@dataclass(frozen=True, slots=True)
class Coded:
    """One article with its sayings, or with what went wrong (``error`` names the kind, ``message`` says it in a line)."""

    article: Article
    sayings: tuple[Saying, ...] = ()
    error: str | None = None
    message: str = ""


def make_coder(language: str, lexicon: tuple[str, ...] = (), screen: bool = True) -> ArticleCoder:
    """Our coder for ``language``, with rules of one's own from ``lexicon``, with or without the screen; raises :class:`UnsupportedLanguage` where there is none."""
    from allegedly.coder.coder import Coder

    coder = Coder(language, lexicon=lexicon, screen=screen)
    # It lives as long as the process: the search for what is no longer needed need not go through it again and again.
    gc.freeze()
    return coder


class Bench:
    """The coders of one process, one a language, made when first needed."""

    def __init__(self, make: CoderSource) -> None:
        self._make = make
        self._coders: dict[str, ArticleCoder] = {}

    def code_batch(self, batch: list[Article]) -> list[Coded]:
        """Code articles together, which is quicker; one by one when something goes wrong, so that it stays with its article.

        Raises :class:`ModelNotInstalled` or :class:`LexiconError`, which would befall every article alike.
        """
        languages = {article.language or "en" for article in batch}
        if len(batch) > 1 and len(languages) == 1:
            try:
                coder = self._coder(languages.pop())
                return [Coded(article, tuple(sayings)) for article, sayings in coder.pipe(batch)]
            except _COMMON_FAULTS:
                raise
            except Exception:  # the loop below finds out which article it was, and says so
                pass
        return [self.code(article) for article in batch]

    def code(self, article: Article) -> Coded:
        """Code one article; what goes wrong stays with it, except as for :meth:`code_batch`."""
        try:
            return Coded(article, tuple(self._coder(article.language or "en").code(article)))
        except _COMMON_FAULTS:
            raise
        except (AllegedlyError, MemoryError, RecursionError) as fault:
            return Coded(article, error=type(fault).__name__, message=" ".join(str(fault).split()) or type(fault).__name__)
        except Exception as fault:  # a fault of ours must not cost the other articles; it is reported under its own name
            message = f"a fault in allegedly, please report it: {type(fault).__name__}: {' '.join(str(fault).split())}"
            return Coded(article, error=type(fault).__name__, message=message)

    def _coder(self, language: str) -> ArticleCoder:
        if language not in self._coders:
            self._coders[language] = self._make(language)
        return self._coders[language]


_bench: Bench | None = None


def _start(make: CoderSource) -> None:
    global _bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bench = Bench(make)


def _end_with_parent() -> None:
    """End this worker when its parent is gone: a parent that was killed cannot tell it to."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Article]) -> list[Coded]:
    assert _bench is not None
    return _bench.code_batch(batch)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Cut a stream into small batches, by number and by length, so that one long article does not hold up many."""
    batch: list[Article] = []
    length = 0
    for article in articles:
        batch.append(article)
        length += len(article.text)
        if len(batch) >= ARTICLES_A_BATCH or length >= CHARACTERS_A_BATCH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def code_all(articles: Iterable[Article], *, jobs: int = 1, make: CoderSource = make_coder) -> Iterator[Coded]:
    """Yield every article coded, in order, with ``jobs`` processes (1: in this one)."""
    if jobs == 1:
        bench = Bench(make)
        for batch in batches(articles):
            yield from bench.code_batch(batch)
        return
    yield from _Pool(jobs, make).run(batches(articles))


class _Pool:
    """A pool that outlives its workers."""

    def __init__(self, jobs: int, make: CoderSource) -> None:
        self._jobs, self._make = jobs, make
        self._pool = self._open(jobs)

    def _open(self, jobs: int) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start, initargs=(self._make,))

    def run(self, work: Iterator[list[Article]]) -> Iterator[Coded]:
        waiting: deque[tuple[list[Article], Future[list[Coded]]]] = deque()
        try:
            for batch in work:
                waiting.append((batch, self._submit(batch)))
                if len(waiting) >= self._jobs * BATCHES_AHEAD:
                    yield from self._finish(*waiting.popleft())
            while waiting:
                yield from self._finish(*waiting.popleft())
        except BaseException:
            # Stopped from outside: nobody waits for what the workers still hold.
            self._pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise
        self._pool.shutdown()

    def _submit(self, batch: list[Article]) -> Future[list[Coded]]:
        try:
            return self._pool.submit(_work, batch)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._open(self._jobs)
            return self._pool.submit(_work, batch)

    def _finish(self, batch: list[Article], future: Future[list[Coded]]) -> Iterator[Coded]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            for article in batch:
                yield self._alone(article)

    def _alone(self, article: Article) -> Coded:
        with self._open(1) as pool:
            try:
                return pool.submit(_work, [article]).result()[0]
            except BrokenProcessPool:
                message = (
                    f"a worker process died on this article of {len(article.text):,} characters, twice "
                    "(out of memory?); code it alone, or cut it"
                )
                return Coded(article, error="WorkerDied", message=message)

"""Articles that were sent to the desk, on their way into the dossier: one after the other, each safe before it is counted as done."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Literal

from allegedly.desk import adding_worker
from allegedly.dossier import Dossier
from allegedly.errors import AllegedlyError
from allegedly.model import Article
from allegedly.read import Failure

Stage = Literal["waiting", "reading", "coding", "done"]
KEPT_JOBS, SHOWN_ARTICLES = 40, 200
_OUTCOMES = {"added": "added", "known": "known before", "new version": "a new version", "coded again": "coded again"}


@dataclass(frozen=True)
class Sent:
    """One file, or one text that was pasted, as it came."""

    label: str
    origin: str
    suffix: str
    data: bytes


@dataclass
class Done:
    """What became of one article; ``id`` is None where it failed, and ``line`` then says why."""

    title: str
    outcome: str
    id: str | None = None
    sayings: int = 0
    line: str = ""


@dataclass
class Job:
    """Everything that was sent at once. Only the adding thread changes it; pages read it."""

    number: int
    by: str
    labels: tuple[str, ...]
    stage: Stage = "waiting"
    total: int = 0
    done: list[Done] = field(default_factory=list)
    sent: tuple[Sent, ...] = field(default=(), repr=False)
    defaults: dict[str, str | None] = field(default_factory=dict, repr=False)

    @property
    def failed(self) -> int:
        """How many could not be read or coded."""
        return sum(one.id is None for one in self.done)

    @property
    def sayings(self) -> int:
        """How many sayings were found in what was new."""
        return sum(one.sayings for one in self.done)

    def record(self) -> dict[str, Any]:
        """What a page needs to show how far it is."""
        return {
            "number": self.number,
            "stage": self.stage,
            "total": self.total,
            "done": len(self.done),
            "failed": self.failed,
            "sayings": self.sayings,
        }


class Adder:
    """Takes what is sent, in the order in which it comes; ``close`` ends it, and what is not done yet is not in the dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._jobs: list[Job] = []
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def jobs(self) -> list[Job]:
        """The last jobs, the newest first."""
        return self._jobs[::-1]

    def take(self, sent: Sequence[Sent], defaults: dict[str, str | None], by: str) -> Job:
        """Put what was sent at the end of the queue."""
        with self._lock:
            number = self._jobs[-1].number + 1 if self._jobs else 1
            job = Job(number, by, tuple(one.label for one in sent), sent=tuple(sent), defaults=defaults)
            self._jobs = [*self._jobs[-KEPT_JOBS:], job]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def close(self) -> None:
        """Stop after the article at hand."""
        self._closed = True
        self._waiting.put(None)
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
        if self._thread is not None:
            self._thread.join(5)

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None and not self._closed:
            try:
                self._work(job)
            except Exception as fault:  # the queue goes on; what stood in this job is named as failed
                job.done.append(Done(", ".join(job.labels), "failed", line=" ".join(str(fault).split()) or type(fault).__name__))
            job.stage, job.sent = "done", ()

    def _work(self, job: Job) -> None:
        job.stage = "reading"
        found: adding_worker.Read = []
        for one in job.sent:
            try:
                found += self._ask(adding_worker.read, one.data, one.suffix, one.origin, job.defaults)
            except BrokenProcessPool:
                line = f"{one.label}: reading it ended the program that reads; it may be too large or damaged"
                found.append((Failure(origin=one.origin, error="UnreadableFile", message=line), None))
        job.stage, job.total = "coding", len(found)
        for article, original in found:
            if self._closed:
                return
            job.done.append(self._add(article, original, job.by))

    def _add(self, article: Article | Failure, original: bytes | None, by: str) -> Done:
        if isinstance(article, Failure):
            self._dossier.keep_failure(article.origin, article.error, article.message, original=original)
            return Done(article.origin.partition(" (sent")[0], "failed", line=article.message)
        title, origin = article.title or article.id, article.origin or article.id
        try:
            coded = self._ask(adding_worker.code, article)
        except BrokenProcessPool:
            coded = "WorkerDied", "coding it ended the program that codes"
        error, message = coded
        if isinstance(error, str):
            self._dossier.keep_failure(origin, error, str(message), article=article, original=original)
            return Done(title, "failed", line=str(message))
        try:
            how = f"the desk, by {by}" if by else "the desk"
            kept = self._dossier.keep(article, error, message, original=original, how=how)
        except AllegedlyError as fault:
            return Done(title, "failed", line=str(fault))
        return Done(title, _OUTCOMES[kept.outcome], kept.article.id, kept.sayings)

    def _ask(self, function: Any, *arguments: Any) -> Any:
        """What the worker process answers; a worker that died is followed by a new one."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=adding_worker.begin)
        try:
            return self._pool.submit(function, *arguments).result()
        except BrokenProcessPool:
            self._pool = None
            raise

"""Does every quotation still stand in its article, and is everything as the custody log says it was written?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from allegedly.dossier import actor_rows, custody, review_rows, tables
from allegedly.dossier.rows import article_digest, judgement_digest, saying_columns, saying_of
from allegedly.errors import SpanMismatch
from allegedly.model import Span, spans_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not stand: which (an id, or ``custody 12``), and what is wrong with it."""

    subject: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what does not stand; ``head`` is the hash of the last entry of the custody log."""

    articles: int
    sayings: int
    spans: int
    judgements: int
    judgements_of_actors: int
    reviews: int
    entries: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def stands(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def line(self) -> str:
        """One line that says it."""
        looked = (
            f"{_number(self.articles, 'article')}, {_number(self.sayings, 'saying')} with {_number(self.spans, 'span')}, "
            f"{_number(self.judgements, 'judgement')}, {_number(self.judgements_of_actors, 'judgement')} about actors, "
            f"{_number(self.reviews, 'review')}, {self.entries:,} entries of custody"
        )
        if self.stands:
            return f"all stands: {looked}; custody ends in {self.head[:16]}"
        return f"{len(self.faults):,} {'thing does' if len(self.faults) == 1 else 'things do'} not stand, of {looked}"


def _number(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def verify(connection: Connection) -> Verification:
    """Look at every byte that is kept; nothing is changed."""
    check = _Check(connection)
    check.log()
    check.originals()
    check.articles()
    check.judgements()
    check.judgements_of_actors()
    check.reviews()
    for faults in check.unseen():
        check.faults.append(faults)
    numbers = check.numbers
    return Verification(
        numbers["articles"],
        numbers["sayings"],
        numbers["spans"],
        numbers["judgements"],
        numbers["judgements of actors"],
        numbers["reviews"],
        numbers["entries"],
        check.head,
        tuple(check.faults),
    )


class _Check:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.faults: list[Fault] = []
        self.numbers = dict.fromkeys(
            ("articles", "sayings", "spans", "judgements", "judgements of actors", "reviews", "entries"), 0
        )
        self.head = custody.BEGINNING
        # What the log says of each thing, taken away when the thing is seen.
        self.logged: dict[tuple[str, str], Any] = {}

    def wrong(self, subject: str, what: str) -> None:
        self.faults.append(Fault(subject, what))

    def log(self) -> None:
        """The chain, and in the same pass what it says was written."""
        for expected, entry in enumerate(custody.entries(self.connection), start=1):
            name = f"custody {entry.number}"
            if entry.number != expected:
                self.wrong(name, f"entry {expected} should stand here")
            if entry.previous != self.head:
                self.wrong(name, "does not follow from the entry before it: one was changed, removed or put in")
            if entry.hash != entry.computed():
                self.wrong(name, f"was changed after it was written ({entry.action} {entry.subject})")
            self.head = entry.hash
            self.numbers["entries"] += 1
            try:
                detail = json.loads(entry.detail)
            except ValueError:
                self.wrong(name, "its detail is not JSON")
                continue
            subject = str(detail.get("coding")) if entry.action == "coded" else entry.subject
            self.logged[entry.action, subject] = detail

    def originals(self) -> None:
        """The bytes that articles were read from."""
        for row in self.connection.execute(select(tables.originals)):
            if custody.digest(row.bytes) != row.sha256:
                self.wrong(f"original {row.sha256[:12]}", "the bytes are not those that were read (SHA-256 differs)")

    def articles(self) -> None:
        """Each article's text and columns, and the sayings of each of its codings."""
        kept = tables.articles
        numbers = list(self.connection.execute(select(kept.c.number).order_by(kept.c.number)).scalars())
        for number in numbers:
            row = self.connection.execute(select(kept).where(kept.c.number == number)).one()
            self.numbers["articles"] += 1
            if custody.digest(row.text) != row.sha256:
                self.wrong(row.id, "the text is not the one that was read (SHA-256 differs)")
            logged = self.logged.pop(("article", row.id), None)
            if logged is None:
                self.wrong(row.id, "nothing in custody says how this article came here")
            elif logged.get("sha256") != article_digest(row._mapping):
                self.wrong(row.id, "what is kept of the article was changed after it was read")
            self._codings(row.id, row.text)

    def _codings(self, article: str, text: str) -> None:
        made, said = tables.codings, tables.sayings
        for coding in self.connection.execute(select(made).where(made.c.article == article).order_by(made.c.number)):
            rows = self.connection.execute(select(said).where(said.c.coding == coding.number).order_by(said.c.number)).all()
            self.numbers["sayings"] += len(rows)
            name = f"{article}, coding {coding.number}"
            logged = self.logged.pop(("coded", str(coding.number)), None)
            if logged is None:
                self.wrong(name, "nothing in custody says that it was coded")
            elif logged.get("sayings") != len(rows) or coding.sayings != len(rows):
                self.wrong(name, f"{len(rows)} sayings, but {logged.get('sayings')} were written")
            elif logged.get("sha256") != custody.digest_of(row.record for row in rows):
                self.wrong(name, "a saying was changed after it was written")
            for row in rows:
                self._saying(row, article, text)

    def _saying(self, row: Any, article: str, text: str) -> None:
        try:
            saying = saying_of(row.record)
        except (msgspec.MsgspecError, SpanMismatch) as fault:
            self.wrong(row.id, f"the saying cannot be read ({fault})")
            return
        columns = saying_columns(saying)
        differ = [name for name, value in columns.items() if getattr(row, name) != value]
        if differ or row.article != article:
            self.wrong(row.id, f"columns differ from the saying itself: {', '.join(differ) or 'article'}")
        for field, span in _spans(saying):
            self.numbers["spans"] += 1
            try:
                span.check(text)
            except SpanMismatch as fault:
                self.wrong(row.id, f"{field}: {fault}")

    def judgements(self) -> None:
        """Each judgement as it was made and as it was taken back."""
        undone_columns = ("undone_by", "undone_at", "undone_why")
        for row in self.connection.execute(select(tables.judgements).order_by(tables.judgements.c.number)):
            self.numbers["judgements"] += 1
            name = f"judgement {row.number}"
            logged = self.logged.pop(("judged", str(row.number)), None)
            if logged is None or logged.get("sha256") != judgement_digest(row._mapping):
                self.wrong(name, "was changed after it was made, or custody does not know it")
            undone = self.logged.pop(("undone", str(row.number)), None) or dict.fromkeys(undone_columns)
            if {column: getattr(row, column) for column in undone_columns} != undone:
                self.wrong(name, "who took it back, when or why is not what custody says")

    def judgements_of_actors(self) -> None:
        """The same of judgements about actors' names."""
        for name, wrong in actor_rows.check(self.connection, self.logged):
            self.numbers["judgements of actors"] += 1
            if wrong is not None:
                self.wrong(name, wrong)

    def reviews(self) -> None:
        """Each review as it was made and as it was taken back, and whether what it puts right stands in the article."""
        for name, wrong in review_rows.check(self.connection, self.logged):
            self.numbers["reviews"] += 1
            if wrong is not None:
                self.wrong(name, wrong)

    def unseen(self) -> Iterator[Fault]:
        """What custody knows of and is not there any more."""
        for action, subject in self.logged:
            if action == "article":
                yield Fault(subject, "the article is gone")
            elif action == "coded":
                yield Fault(f"coding {subject}", "it is gone with its sayings")
            elif action in ("judged", "undone"):
                yield Fault(f"judgement {subject}", "it is gone")
            elif action in ("actors judged", "actors undone"):
                yield Fault(f"judgement {subject} about actors", "it is gone")
            elif action in ("reviewed", "review undone"):
                yield Fault(f"review {subject}", "it is gone")


def _spans(saying: Any) -> Iterator[tuple[str, Span]]:
    try:
        yield from spans_of(saying)
    except SpanMismatch as fault:  # an actor or a place whose offsets cannot hold its words
        yield "span", Span(str(fault), 0, len(str(fault)))

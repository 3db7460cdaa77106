"""Reviews: a person's judgement of one saying, written down, taken back, and carried over to newer sayings that read the same; never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update

from allegedly.dossier import custody, review_agreement, review_precision, review_queue, tables
from allegedly.dossier.clock import now
from allegedly.dossier.connection import Store
from allegedly.dossier.review_records import (
    DECISIONS,
    QUEUES,
    REASONS,
    Judged,
    Review,
    as_judged,
    corrections,
    standing,
)
from allegedly.dossier.review_rows import columns_of, insert_review, review_of, saying_with_text
from allegedly.dossier.review_tables import reviews as table
from allegedly.dossier.rows import saying_of
from allegedly.dossier.undoing import undone_by
from allegedly.errors import NoSuchId, UnknownName, UsageError
from allegedly.model import Saying

_AT_ONCE = 500


class Reviews:
    """What persons decided about the single sayings of a dossier; ``dossier.reviews`` gives it. Every method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- deciding -----------------------------------------------------------------------------------------------------

    def decide(
        self,
        saying: str,
        decision: str,
        *,
        by: str,
        changes: Mapping[str, Any] | None = None,
        reason: str | None = None,
        why: str = "",
        queue: str = "chosen",
        blind: bool = False,
    ) -> Review:
        """Write down what ``by`` decides about the saying with this id.

        Args:
            saying: The whole id of a saying.
            decision: ``accept``, ``correct``, ``reject``, ``skip`` or ``unsure``.
            by: Who decides.
            changes: With ``correct``, each wrong field with its right value, as the record writes it.
            reason: With ``reject``, one of :data:`~allegedly.dossier.review_records.REASONS`.
            why: Free words.
            queue: How the reviewer came to it: ``hardest``, ``random``, ``second`` or ``chosen``.
            blind: Whether the coder's answer was hidden until now.

        Raises:
            NoSuchId: When there is no such saying.
            UnknownName: For a decision, reason, queue, field, type or mode that there is not.
            UsageError: For nobody, for a correction that changes nothing, or words that do not stand where they should.
        """
        _known("decision", decision, DECISIONS)
        _known("queue", queue, QUEUES)
        if not by.strip():
            raise UsageError("a review needs to say who made it; give a name")
        if decision == "reject":
            _known("reason", reason or "", REASONS)
            if reason == "other" and not why.strip():
                raise UsageError("a saying rejected for another reason needs that reason in words; say why")
        elif reason is not None:
            raise UsageError(
                f"only a rejected saying has a reason, not one with the decision {decision!r}; leave it out, or say why"
            )
        with self._store.writing() as connection:
            said, text = saying_with_text(connection, saying)
            made = corrections(said, text, changes or {}) if decision == "correct" else ()
            if decision == "correct" and not made:
                raise UsageError(f"{saying}: nothing was corrected; accept it, or mark what is wrong")
            if decision != "correct" and changes:
                raise UsageError(f"fields are only corrected with the decision 'correct', not {decision!r}")
            columns = columns_of(saying, decision, made, reason, why.strip(), by.strip(), now(), queue, blind, None)
            return insert_review(connection, columns)

    def undo(self, number: int, *, by: str, why: str = "") -> Review:
        """Take review ``number`` back, with those that repeat it; it stays readable, with who took it back, when and why.

        Raises :class:`NoSuchId` when there is none, :class:`UsageError` when it was taken back already or nobody does it.
        """
        with self._store.writing() as connection:
            row = connection.execute(select(table).where(table.c.number == number)).first()
            where = "the list of reviews shows their numbers"
            undone = undone_by(row, what=f"review {number}", by=by, why=why, where=where, instead="decide anew")
            assert row is not None
            first = row.repeats or row.number
            same = select(table).where((table.c.number == first) | (table.c.repeats == first), table.c.undone_by.is_(None))
            for one in connection.execute(same.order_by(table.c.number)).all():
                connection.execute(update(table).where(table.c.number == one.number).values(undone))
                custody.append(connection, "review undone", str(one.number), undone)
                review_queue.settle(connection, one.saying)
            return review_of(connection.execute(select(table).where(table.c.number == number)).one())

    # -- reading ------------------------------------------------------------------------------------------------------

    def made(
        self, *, saying: str | None = None, by: str | None = None, undone: bool = True, newest: int | None = None
    ) -> list[Review]:
        """All reviews in the order in which they were made, or those of one saying, or by one reviewer.

        ``undone`` asks for those taken back too; ``newest`` for the last so many, newest first.
        """
        wanted = select(table).order_by(table.c.number if newest is None else table.c.number.desc()).limit(newest)
        if saying is not None:
            wanted = wanted.where(table.c.saying == saying)
        if by is not None:
            wanted = wanted.where(table.c.judged_by == by)
        if not undone:
            wanted = wanted.where(table.c.undone_by.is_(None))
        with self._store.reading() as connection:
            return [review_of(row) for row in connection.execute(wanted)]

    def one(self, number: int) -> Review:
        """The review of this number, taken back or not; raises :class:`NoSuchId`."""
        with self._store.reading() as connection:
            row = connection.execute(select(table).where(table.c.number == number)).first()
        if row is None:
            raise NoSuchId(f"there is no review {number}; the list of reviews shows their numbers")
        return review_of(row)

    def last(self, by: str) -> Review | None:
        """The newest review by ``by`` that was not taken back, and repeats none: what "undo" takes back."""
        wanted = select(table).where(table.c.judged_by == by, table.c.undone_by.is_(None), table.c.repeats.is_(None))
        with self._store.reading() as connection:
            row = connection.execute(wanted.order_by(table.c.number.desc()).limit(1)).first()
        return None if row is None else review_of(row)

    def count(self) -> int:
        """How many decisions there are, those taken back too."""
        with self._store.reading() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    def reviewers(self) -> dict[str, int]:
        """Who reviewed, with how many sayings each decided."""
        with self._store.reading() as connection:
            rows = connection.execute(select(table).where(table.c.undone_by.is_(None)).order_by(table.c.number))
            found = standing(review_of(row) for row in rows)
        names = dict.fromkeys(sorted({by for _saying, by in found}), 0)
        for (_saying, by), review in found.items():
            names[by] += review.decides
        return names

    def judged(self, saying: Saying) -> Judged:
        """One saying as judged."""
        return as_judged(saying, self.made(saying=saying.id, undone=False))

    def as_judged(self, sayings: Sequence[Saying]) -> Iterator[Judged]:
        """Each of ``sayings`` as judged, in their order; of several reviewers the last decision counts. Nothing is left out."""
        made: dict[str, list[Review]] = {}
        for start in range(0, len(sayings), _AT_ONCE):
            ids = [saying.id for saying in sayings[start : start + _AT_ONCE]]
            wanted = select(table).where(table.c.saying.in_(ids), table.c.undone_by.is_(None)).order_by(table.c.number)
            with self._store.reading() as connection:
                for row in connection.execute(wanted):
                    made.setdefault(row.saying, []).append(review_of(row))
        for saying in sayings:
            yield as_judged(saying, made.get(saying.id, ()))

    # -- the queue ----------------------------------------------------------------------------------------------------

    def fill(self) -> int:
        """Bring the queue up to date with the sayings that count and the incidents that are kept; returns how many sayings it holds."""
        with self._store.writing() as connection:
            return review_queue.fill(connection)

    def is_filled(self) -> bool:
        """Whether the queue is up to date; costs next to nothing."""
        with self._store.reading() as connection:
            return review_queue.is_filled(connection)

    def next(self, by: str, queue: str = "hardest", *, most: int = 1, after: Sequence[str] = ()) -> list[review_queue.Queued]:
        """The next sayings for ``by``, at most ``most``, without those that ``after`` names; those that ``by`` reviewed are not offered again."""
        _known("queue", queue, QUEUES)
        with self._store.reading() as connection:
            return review_queue.next_ones(connection, by, queue, most=most, without=after)

    def place(self, saying: str) -> review_queue.Queued | None:
        """Where a saying stands in the queue, with why; None when the queue does not know it."""
        with self._store.reading() as connection:
            return review_queue.find(connection, saying)

    def progress(self, by: str | None = None) -> review_queue.Progress:
        """How many sayings there are, how many are decided, and what ``by`` did."""
        with self._store.reading() as connection:
            return review_queue.progress(connection, by)

    def precision(self, by: str | None = None) -> review_precision.Precision:
        """How often the coder is right, from the sayings reviewed by lot and no others; see :mod:`allegedly.dossier.review_precision`."""
        with self._store.reading() as connection:
            return review_precision.precision(connection, by)

    def agreement(self, *, by: Sequence[str] = (), draws: int = review_agreement.DRAWS) -> Sequence[review_agreement.Alpha]:
        """Krippendorff's alpha on each field, among all reviewers or those in ``by``, over what two or more of them decided."""
        reviews = self.made(undone=False)
        often = Counter(saying for saying, who in standing(reviews) if not by or who in by)
        shared = sorted(id for id, times in often.items() if times > 1)
        sayings: dict[str, Saying] = {}
        said = tables.sayings
        with self._store.reading() as connection:
            for start in range(0, len(shared), _AT_ONCE):
                wanted = select(said.c.id, said.c.record).where(said.c.id.in_(shared[start : start + _AT_ONCE]))
                sayings.update((row.id, saying_of(row.record)) for row in connection.execute(wanted))
        return review_agreement.agreement(sayings, reviews, by=by, draws=draws)

    def skipped(self, by: str) -> list[str]:
        """The ids of what ``by`` skipped and did not decide since, in the order of skipping."""
        return [saying for (saying, _by), one in standing(self.made(by=by, undone=False)).items() if one.decision == "skip"]


def _known(kind: str, name: str, allowed: Any) -> None:
    if name not in allowed:
        raise UnknownName(kind, name, allowed)

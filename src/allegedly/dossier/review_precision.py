"""How often the coder is right, estimated from the sayings that were reviewed by lot.

Only the order by lot is a random sample. The sample is its beginning: every saying up to the furthest that anybody decided in that queue,
whichever queue it was decided in, so that what the other queues took away in between is not missing from it. What was decided hardest first,
and lies beyond, is counted but estimates nothing.

Notes:
    The interval is E. B. Wilson's score interval ("Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22(158), 1927, 209-212), without continuity correction. It takes sayings as drawn independently; those of one article are alike, so the true
    interval is somewhat wider when many come from few articles.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from allegedly.dossier.review_records import DECIDING, FIELDS
from allegedly.dossier.review_tables import queue, reviews

_Z = 1.959963984540054


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How often the coder was right about one field: ``right`` of ``n``, as a share with its 95 % interval, which is null when ``n`` is 0."""

    field: str
    right: int
    n: int
    share: float | None
    low: float | None
    high: float | None


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """What the sample says, and how good a sample it is.

    ``drawn`` sayings stand at the beginning of the order by lot, of ``sayings`` in all; ``decided`` of them were decided, the others (left
    unsure, skipped, or new) are missing from it. ``beyond`` were decided outside it and estimate nothing.
    """

    sayings: int
    drawn: int
    decided: int
    beyond: int
    shares: tuple[Share, ...]


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share; raises ``ValueError`` without anything to count."""
    if n <= 0 or not 0 <= right <= n:
        raise ValueError(f"no share can be {right} of {n}")
    share = right / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return 0.0 if right == 0 else middle - half, 1.0 if right == n else middle + half


def share_of(field: str, right: int, n: int) -> Share:
    """A share with its interval; null without anything to count."""
    low, high = wilson(right, n) if n else (None, None)
    return Share(field=field, right=right, n=n, share=right / n if n else None, low=low, high=high)


def precision(connection: Connection, by: str | None = None) -> Precision:
    """The coder's precision on the sample by lot, as all reviewers have it, or one; of several reviewers the last decision counts.

    ``saying`` is how often it is one at all; each field is counted among those that are, and ``all`` is how often nothing had to be changed,
    among all. A saying rejected for its type counts against ``type``.
    """
    wanted = (
        select(
            reviews.c.saying,
            reviews.c.judged_by,
            reviews.c.decision,
            reviews.c.reason,
            reviews.c.wrong,
            reviews.c.queue,
            queue.c.lot,
        )
        .join(queue, queue.c.saying == reviews.c.saying)
        .where(reviews.c.undone_by.is_(None), reviews.c.decision != "skip")
        .order_by(reviews.c.number)
    )
    if by is not None:
        wanted = wanted.where(reviews.c.judged_by == by)
    # Of one reviewer the last word counts, and an "unsure" of one does not take back what another decided.
    own: dict[tuple[str, str], Any] = {}
    for row in connection.execute(wanted):
        own.pop((row.saying, row.judged_by), None)
        own[row.saying, row.judged_by] = row
    last = {row.saying: row for row in own.values() if row.decision in DECIDING}
    # Whoever decided it there: another reviewer's later decision of it, in another order, does not shorten the sample.
    end = max((row.lot for row in own.values() if row.queue == "random" and row.decision in DECIDING), default=-1)
    sample = [row for row in last.values() if row.lot <= end]
    # Named for both values of ``open``, so that the index is used.
    drawn = connection.execute(
        select(func.count()).select_from(queue).where(queue.c.open.in_((0, 1)), queue.c.lot <= end)
    ).scalar_one()
    return Precision(
        sayings=connection.execute(select(func.count()).select_from(queue)).scalar_one(),
        drawn=drawn,
        decided=len(sample),
        beyond=len(last) - len(sample),
        shares=tuple(_shares(sample)),
    )


def _shares(sample: list[Any]) -> list[Share]:
    said = [row for row in sample if row.decision != "reject"]
    wrong = [set(row.wrong.split(",")) for row in said]
    mistyped = sum(row.decision == "reject" and row.reason == "wrong type" for row in sample)
    shares = [
        share_of("all", sum(row.decision == "accept" for row in sample), len(sample)),
        share_of("saying", len(said), len(sample)),
    ]
    for field in FIELDS:
        right = sum(field not in fields for fields in wrong)
        shares.append(share_of(field, right, len(said) + (mistyped if field == "type" else 0)))
    return shares

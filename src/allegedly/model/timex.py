"""Time expressions with their values, in the form of TIMEX3."""

from __future__ import annotations

from typing import Literal

import msgspec

from allegedly.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression.

    ``value`` and ``mod`` follow TIMEX3 (TimeML 1.2.1 guidelines): ``1998-01-08``, ``1998-W02``, ``P1W``,
    ``PRESENT_REF``. ``from_day`` and ``to_day`` are the first and last day meant (``YYYY-MM-DD``, both inclusive), null where the
    value names no stretch of the calendar. ``basis`` is ``relative`` when the publication date was needed.
    """

    span: Span
    type: TimexType
    value: str
    mod: str | None = None
    from_day: str | None = None
    to_day: str | None = None
    precision: Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "range"] | None = None
    basis: Literal["explicit", "relative", "none"] = "none"

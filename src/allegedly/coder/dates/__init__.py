"""When: time expressions with TIMEX3 values, and which of them belongs to an event."""

from allegedly.coder.dates.find import find_timexes

__all__ = ["find_timexes"]

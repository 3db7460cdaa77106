"""Rules for days told by the week, as the British do: "a week last Thursday", "a week on Friday", "Monday week"."""

from __future__ import annotations

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.rules.setting import Setting, beside, word_before, word_of
from allegedly.coder.dates.values import Reading, on_day, unknown

_DAYS = {"W": 7, "F": 14}


@rule("<a> {u=unit} {k=last} {w=weekday}", "<a> {u=unit} <on> {w=weekday}", "{w=weekday} {u=unit}")
def week_from_day(found: Found, setting: Setting) -> Reading | None:
    """Seven days before the last such day, or behind the next one; a fortnight is fourteen."""
    days, number = _DAYS.get(found.letter("u") or ""), int(found.number("w") or 0)
    if days is None:
        return None
    if setting.published is None:
        return unknown(f"XXXX-WXX-{number}", "day")
    ahead = (number - setting.published.isoweekday()) % 7
    steps = ahead - 7 - days if found.has("k") else (ahead or 7) + days
    follows = word_of(found, "w").start == found.start
    if follows and setting.tense(found.start) != "future" and word_before(setting, found) not in beside("day_before_week"):
        return None  # "resumes on Monday week" is a day, "a Sunday week" none
    day = values.shift_days(setting.published, steps)
    return on_day(day).relative() if day else None

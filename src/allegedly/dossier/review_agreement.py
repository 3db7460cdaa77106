"""How far reviewers agree, field by field: Krippendorff's alpha for nominal data with its interval.

Notes:
    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section D, nominal data, any number of observers, missing data. The interval is
    a bootstrap over sayings, as asked for by A. F. Hayes and K. Krippendorff, "Answering the Call for a Standard Reliability Measure for Coding
    Data", Communication Methods and Measures 1(1), 2007, 77-89; unlike theirs it draws whole sayings, so that a saying's own disagreement stays together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from allegedly.dossier.custody import canonical
from allegedly.dossier.review_records import FIELDS, Review, plain, reading, standing, value_of
from allegedly.model import Saying

DRAWS = 1000
# Fields with a closed list of values; of the others the values are words, and what counts is whether the coder's were left.
CLOSED = ("type", "polarity", "modality", "frame", "certainty")
AGREED_ON = ("saying", *FIELDS)


class Alpha(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement on one field.

    ``alpha`` is 1 for full agreement, 0 for what chance would give; null where it is not defined, because nobody ever gave a second value. ``low`` and
    ``high`` bound 95 % of it. ``same`` is the plain share of sayings on which all gave the same value; ``n`` is how many had two or more values.
    """

    field: str
    alpha: float | None
    low: float | None
    high: float | None
    same: float
    n: int


def alpha(
    units: Sequence[Sequence[Hashable]], *, draws: int = DRAWS, seed: int = 1
) -> tuple[float | None, float | None, float | None]:
    """Krippendorff's nominal alpha of ``units`` (the values each thing was given, by whomever) with a 95 % interval by ``draws`` draws.

    Things with fewer than two values say nothing and are left out. Without any, or without a second value, all three are None.
    """
    import numpy as np

    paired = [unit for unit in units if len(unit) >= 2]
    names = {name: n for n, name in enumerate(dict.fromkeys(value for unit in paired for value in unit))}
    if len(names) < 2:
        return None, None, None
    counts = np.zeros((len(paired), len(names)))
    for row, unit in enumerate(paired):
        for value in unit:
            counts[row, names[value]] += 1
    size = counts.sum(axis=1)
    apart = (size**2 - (counts**2).sum(axis=1)) / (size - 1)
    found = _alpha(np.ones((1, len(paired))), counts, size, apart)[0]
    lot = np.random.default_rng(seed)
    drawn = np.concatenate(
        [
            _alpha(lot.multinomial(len(paired), np.full(len(paired), 1 / len(paired)), size=100), counts, size, apart)
            for _hundred in range(max(draws // 100, 1))
        ]
    )
    # A draw in which nobody gave a second value has no alpha; it tells of full agreement.
    drawn = np.where(np.isnan(drawn), 1.0, drawn)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(found), float(low), float(high)


def _alpha(weights: Any, counts: Any, size: Any, apart: Any) -> Any:
    """Alpha for each row of ``weights``: how often each thing counts."""
    import numpy as np

    totals = weights @ counts
    n = weights @ size
    expected = n**2 - (totals**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * (weights @ apart) / expected, np.nan)


def label_of(saying: Saying, review: Review, field: str) -> str | None:
    """What a reviewer says of one field, as a value that can be compared; None where the review does not speak of it.

    For ``saying`` it is whether there is one at all. A rejected saying has no fields. Where a field's values are words, the coder's own words are
    one value, nothing at all another, and each other choice a value of its own.
    """
    if not review.decides:
        return None
    left = reading(saying, review)
    if field == "saying":
        return "no" if left is None else "yes"
    if left is None:
        return None
    value = value_of(left, field)
    if field in CLOSED:
        return str(value)
    if not value:
        return "nothing"
    return "as coded" if value == value_of(saying, field) else canonical(_words(plain(value)))


def _words(value: Any) -> Any:
    """The places of the words alone: two who mark the same words mean the same, whatever name either gives."""
    if isinstance(value, dict) and "start" in value:
        return [value["start"], value["end"]]
    return [_words(one) for one in value] if isinstance(value, list) else value


def agreement(
    sayings: Mapping[str, Saying], reviews: Iterable[Review], *, by: Sequence[str] = (), draws: int = DRAWS
) -> list[Alpha]:
    """Agreement on the saying as such and on each field, among all reviewers or those in ``by``; fields that nobody shared are left out.

    ``sayings`` are those that were reviewed, by id; reviews of others are not looked at.
    """
    made: dict[str, list[Review]] = {}
    for review in standing(reviews).values():
        if review.saying in sayings and (not by or review.by in by):
            made.setdefault(review.saying, []).append(review)
    shared = {id: own for id, own in sorted(made.items()) if sum(review.decides for review in own) >= 2}
    found = []
    for field in AGREED_ON:
        units = []
        for id, own in shared.items():
            labels = [label for review in own if (label := label_of(sayings[id], review, field)) is not None]
            if len(labels) >= 2:
                units.append(labels)
        if units:
            value, low, high = alpha(units, draws=draws)
            same = sum(len(set(unit)) == 1 for unit in units) / len(units)
            found.append(Alpha(field=field, alpha=value, low=low, high=high, same=same, n=len(units)))
    return found

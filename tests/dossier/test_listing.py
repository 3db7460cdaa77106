"""Lists of a dossier: the same answers from columns, filtered, ordered and in parts, on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from allegedly.dossier import Dossier, Filters
from allegedly.errors import NoSuchId, UnknownName, UsageError
from allegedly.export.wording import STATUS_NAMES, has_status
from allegedly.incidents import incidents
from allegedly.model import Saying, make_article
from made_up import CODER, saying, strike

FIRED = "Police killed marchers in Saltmouth on Tuesday."
DENIED = "Police killed nobody in Saltmouth on Tuesday."


def _told(publisher: str | None, sentence: str, published: str, **more: Any) -> tuple[Any, list[Saying]]:
    article = make_article(f"{sentence} So wrote {publisher}.", publisher=publisher, published=published)
    one = saying(
        article,
        sentence,
        "killed",
        "ASSAULT",
        actors=("Police",),
        recipients=("marchers",) if "marchers" in sentence else (),
        place="Saltmouth",
        date=("on Tuesday", "2021-05-04"),
        **more,
    )
    return article, [one]


@pytest.fixture
def coverage(dossier: Dossier) -> Dossier:
    """Three outlets on one killing, one of them denying it, and the article of the strike."""
    for publisher, sentence, day, more in (
        ("Herald", FIRED, "2021-05-04", {}),
        ("Gazette", FIRED, "2021-05-05", {}),
        (None, DENIED, "2021-05-06", {"polarity": "negative"}),
    ):
        article, sayings = _told(publisher, sentence, day, **more)
        dossier.keep(article, sayings, CODER)
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    return dossier


def test_a_line_says_of_an_incident_what_the_incident_and_its_disagreement_say(coverage: Dossier) -> None:
    lines = coverage.incident_lines()
    whole = coverage.incidents()
    assert [line.id for line in lines] == [one.id for one in whole]
    assert whole == incidents(list(coverage.sayings()))
    for line, one in zip(lines, whole, strict=True):
        differ = coverage.disagreement(one)
        assert (line.sayings, line.publishers, line.sources) == (len(one.sayings), len(one.publishers), len(one.sources))
        assert (line.asserted, line.denied, line.from_day, line.reason) == (one.asserted, one.denied, one.from_day, one.reason)
        assert (line.independent, line.disputed) == (differ.independent, differ.disputed)
        assert line.differs_on == tuple(question.field for question in differ.differing)
    first = lines[0]
    assert (first.place_name, first.place_country, first.disputed, first.denied) == ("Saltmouth", "ATA", True, 1)
    assert (first.first_published, first.last_published) == ("2021-05-04", "2021-05-06")


def test_each_saying_of_an_incident_has_its_reason(coverage: Dossier) -> None:
    incident = coverage.incidents()[0]
    reasons = coverage.reasons(incident)
    assert list(reasons) == list(incident.sayings)
    assert all(reason.startswith("with s_") and "the word (killed)" in reason for reason in reasons.values())
    assert coverage.told(incident) == [coverage.get(id) for id in incident.sayings]


FILTERS: list[tuple[Filters, Any]] = [
    (Filters(), lambda s: True),
    (Filters(type="PROTEST"), lambda s: s.event.type == "PROTEST"),
    (Filters(type=("PROTEST", "CONSULT")), lambda s: s.event.type in ("PROTEST", "CONSULT")),
    (Filters(publisher="Herald"), lambda s: s.article.publisher == "Herald"),
    (Filters(publisher=""), lambda s: s.article.publisher is None),
    (Filters(publisher=("", "Gazette")), lambda s: s.article.publisher in (None, "Gazette")),
    (Filters(actor="police"), lambda s: any(a.text == "Police" for a in s.event.actors)),
    (Filters(recipient="strikers"), lambda s: any("strikers" in a.text for a in s.event.recipients)),
    (Filters(party="strikers"), lambda s: any("strikers" in a.text for a in (*s.event.actors, *s.event.recipients))),
    (Filters(source="harbour clinic"), lambda s: bool(s.source) and "harbour clinic" in s.source[-1].text),
    (Filters(source="Evening Wire"), lambda s: False),  # not the innermost
    (Filters(place="SALTMOUTH"), lambda s: s.event.place is not None and s.event.place.name == "Saltmouth"),
    (Filters(place="ATA"), lambda s: s.event.place is not None),
    (Filters(place="Salt"), lambda s: False),  # not a whole word
    (Filters(text="doctor"), lambda s: "doctor" in s.sentence.text),
    (Filters(since="2021-05-05"), lambda s: s.event.date is not None and s.event.date.to_day >= "2021-05-05"),
    (Filters(until="2021-05-04"), lambda s: s.event.date is not None and s.event.date.from_day <= "2021-05-04"),
    (Filters(published_since="2021-05-05"), lambda s: s.article.published >= "2021-05-05"),
    (Filters(published_until="2021-05-04"), lambda s: s.article.published <= "2021-05-04"),
    (Filters(min_confidence=0.5), lambda s: s.confidence is not None),
    (Filters(actor="police", publisher="Herald", status="asserted", place="Saltmouth"), lambda s: s.article.publisher == "Herald"),
    (Filters(actor="police", type="PROTEST"), lambda s: False),
    *((Filters(status=name), lambda s, name=name: has_status(s.status, name)) for name in STATUS_NAMES),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "meets"), FILTERS, ids=[str(n) for n in range(len(FILTERS))])
def test_filters_find_the_sayings_that_meet_them_and_what_these_are_about(
    coverage: Dossier, filters: Filters, meets: Any
) -> None:
    wanted = [one for one in coverage.sayings() if meets(one)]
    assert list(coverage.sayings(filters)) == wanted
    assert coverage.count_sayings(filters) == len(wanted)
    ids = {one.id for one in wanted}
    about = [one for one in coverage.incidents() if ids & set(one.sayings)]
    assert coverage.incidents(filters) == about
    assert coverage.count_incidents(filters) == len(about)
    assert [line.id for line in coverage.incident_lines(filters)] == [one.id for one in about]
    assert {line.id: line.sayings for line in coverage.article_lines(filters)} == {
        id: sum(one.article.id == id for one in wanted) for id in {one.article.id for one in wanted}
    }
    assert sum(row[-1] for row in coverage.counts_by("type", filters=filters)) == len(wanted)
    assert sum(line.sayings for line in coverage.publishers(filters)) == len(wanted)


def test_filters_by_article_and_incident(coverage: Dossier) -> None:
    incident = coverage.incidents()[0]
    assert {one.id for one in coverage.sayings(Filters(incident=incident.id))} == set(incident.sayings)
    assert {one.id for one in coverage.sayings(incident=incident.id)} == set(incident.sayings)
    article = next(coverage.articles())
    assert list(coverage.sayings(Filters(article=article.id))) == list(coverage.sayings(article=article.id))
    assert coverage.article(article.id) == article
    assert coverage.incident(incident.id[:8]) == incident
    assert coverage.incident_line(incident.id).id == incident.id
    for wrong in ("a_none", incident.id):
        with pytest.raises(NoSuchId):
            coverage.article(wrong)
    with pytest.raises(NoSuchId):
        coverage.incident("i_none")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"status": "true"}, UnknownName),
        ({"type": "KILLING"}, UnknownName),
        ({"since": "yesterday"}, UsageError),
        ({"until": "20220101"}, UsageError),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Filters(**wrong)


def test_a_name_without_a_word_and_unknown_orders_are_refused(coverage: Dossier) -> None:
    with pytest.raises(UsageError, match="no word in it"):
        coverage.count_sayings(Filters(actor="?!"))
    for call in (coverage.incidents, coverage.article_lines, lambda order: list(coverage.sayings(order=order))):
        with pytest.raises(UnknownName):
            call(order="best")
    with pytest.raises(UnknownName):
        coverage.counts_by("mood")  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        coverage.counts_by()


@pytest.mark.parametrize("order", ["told", "independent", "disagreement", "day", "latest", "sayings"])
def test_incidents_come_in_parts_of_one_order(coverage: Dossier, order: Any) -> None:
    whole = coverage.incident_lines(order=order)
    rank = {one.id: n for n, one in enumerate(coverage.incidents())}
    assert {line.id for line in whole} == set(rank)
    parts = [coverage.incident_lines(order=order, offset=n, most=3) for n in range(0, len(whole), 3)]
    assert [line for part in parts for line in part] == whole
    assert coverage.incident_lines(order=order, offset=3) == whole[3:]
    keys: dict[str, Any] = {
        "told": lambda line: rank[line.id],
        "independent": lambda line: (-line.independent, rank[line.id]),
        "disagreement": lambda line: (not line.disputed, -len(line.differs_on), -line.independent, rank[line.id]),
        "day": lambda line: (line.from_day or "9999", rank[line.id]),
        "latest": lambda line: (-int((line.last_published or "0").replace("-", "")), rank[line.id]),
        "sayings": lambda line: (-line.sayings, rank[line.id]),
    }
    assert whole == sorted(whole, key=keys[order])


@pytest.mark.parametrize("order", ["added", "published", "day", "surest", "least sure"])
def test_sayings_come_in_parts_of_one_order(coverage: Dossier, order: Any) -> None:
    added = list(coverage.sayings())
    whole = list(coverage.sayings(order=order))
    keys: dict[str, Any] = {
        "added": lambda one: 0,
        "published": lambda one: one.article.published,
        "day": lambda one: one.event.date.from_day if one.event.date else "9999",
        "surest": lambda one: -(one.confidence or -9),
        "least sure": lambda one: one.confidence or 9,
    }
    assert whole == sorted(added, key=keys[order])
    parts = [list(coverage.sayings(order=order, offset=n, most=4)) for n in range(0, len(whole), 4)]
    assert [one for part in parts for one in part] == whole


def test_counts_by_one_thing_or_several(coverage: Dossier) -> None:
    assert coverage.counts_by("publisher") == [("The Saltmouth Courier", 10), ("Gazette", 1), ("Herald", 1), (None, 1)] or (
        # Where a database puts the unknown among equals is its own affair.
        sorted(coverage.counts_by("publisher"), key=str) == sorted([("The Saltmouth Courier", 10), ("Gazette", 1), ("Herald", 1), (None, 1)], key=str)
    )  # fmt: skip
    assert dict(coverage.counts_by("status"))["denied"] == 2
    assert ("2021-05-04", "ASSAULT", 4) in coverage.counts_by("day", "type")
    assert ("2021-05", 5) in coverage.counts_by("month")
    assert ("Police", "marchers", 2) in coverage.counts_by("actor", "recipient")
    assert ("Saltmouth", 4) in coverage.counts_by("place")
    assert ("2021-05-06", 1) in coverage.counts_by("published")
    assert sum(row[-1] for row in coverage.counts_by("incident")) == coverage.count_sayings()
    assert coverage.counts_by("type", filters=Filters(publisher="Herald")) == [("ASSAULT", 1)]


def test_a_stretch_of_days_is_no_day(dossier: Dossier) -> None:
    article, (one,) = _told("Herald", FIRED, "2021-05-04")
    when = one.event.date
    assert when is not None
    week = msgspec.structs.replace(when, to_day="2021-05-10", precision="week")
    one = msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, date=week))
    dossier.keep(article, [one], CODER)
    assert dossier.counts_by("day") == [(None, 1)]
    assert dossier.counts_by("month") == [("2021-05", 1)]
    assert dossier.count_sayings(Filters(since="2021-05-10")) == 1
    assert dossier.count_sayings(Filters(since="2021-05-11")) == 0
    assert dossier.count_sayings(Filters(until="2021-05-03")) == 0


def test_publishers_with_their_copies_and_places_with_their_points(coverage: Dossier) -> None:
    text = FIRED + " " + " ".join(f"word{n}" for n in range(40))
    for publisher in ("Wire", "Reprinter"):
        coverage.keep(make_article(text, publisher=publisher, published="2021-06-01"), [], CODER)
    lines = {line.name: line for line in coverage.publishers()}
    assert (lines["Herald"].articles, lines["Herald"].sayings, lines["Herald"].first_published) == (1, 1, "2021-05-04")
    assert lines[None].sayings == 1
    assert {lines["Wire"].independent, lines["Reprinter"].independent} == {0, 1}
    (place, *_) = coverage.places()
    assert (place.name, place.country, place.sayings) == ("Saltmouth", "ATA", 4)
    assert [line.name for line in coverage.places(Filters(publisher="Herald"))] == ["Saltmouth"]
    assert coverage.places(Filters(type="CONSULT")) == []

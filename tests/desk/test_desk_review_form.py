"""From the review form to corrections, and a passage to its pieces: no browser needed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.desk.review_form import blind_changes, changes, marked, shown_spans, shown_words, spans_of
from allegedly.desk.review_passage import marks_of, passage, sentence_pieces
from allegedly.desk.review_room import blank
from allegedly.dossier.review_records import plain, value_of
from allegedly.errors import UsageError
from allegedly.model import Actor, Article, Event, Saying, Span, Status, make_article
from made_up import CODER, strike


@pytest.fixture(scope="module")
def told() -> tuple[Article, list[Saying]]:
    """The strike."""
    return strike()


def form_of(saying: Saying, **more: str) -> dict[str, str]:
    """The form as the page is filled in, with some of it changed."""
    form = {name: value_of(saying, name) or "" for name in ("type", "polarity", "modality", "frame", "certainty")}
    for field in ("actors", "recipients", "source", "trigger", "place", "date"):
        form |= {field: shown_words(spans_of(saying, field)), f"{field}-at": shown_spans(spans_of(saying, field))}
    date = saying.event.date
    form |= {"date-from": (date.from_day or "") if date else "", "date-to": (date.to_day or "") if date else ""}
    for number, count in enumerate(saying.event.counts):
        form |= {
            f"count-{number}": count.text,
            f"count-{number}-at": f"{count.start}-{count.end}",
            f"count-{number}-kind": count.kind,
        }
        form |= {f"count-{number}-{name}": str(getattr(count, name) or "") for name in ("low", "best", "high")}
    form[f"count-{len(saying.event.counts)}"] = ""
    return form | {name.replace("_", "-"): value for name, value in more.items()}


def test_a_form_that_nobody_touched_changes_nothing(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    for saying in sayings:
        assert changes(form_of(saying), saying, article.text, sayings) == {}
        assert changes({}, saying, article.text, sayings) == {}


def test_words_are_looked_for_in_the_sentence_first_and_then_nearest(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    (near,) = marked("strikers", "", article.text, sayings[2], "actors")
    assert sayings[2].sentence.start <= near.start < sayings[2].sentence.end
    (far,) = marked("the  ARMY", "", article.text, sayings[2], "actors")
    assert far.text == "the army"
    with pytest.raises(UsageError, match="actors: “horsemen” does not stand"):
        marked("horsemen", "", article.text, sayings[2], "actors")


def test_the_sentence_comes_before_what_is_nearer() -> None:
    article = make_article("They met the guards. Shot were nine people by the guards.")
    sentence = Span.cut(article.text, 21, len(article.text))
    event = Event(type="ASSAULT", trigger=Span.cut(article.text, 21, 25))
    saying = Saying(id="s_1", article=article.ref(), sentence=sentence, status=Status(), event=event, coder=CODER)
    (found,) = marked("the guards", "", article.text, saying, "actors")
    assert found.start == article.text.rindex("the guards")


def test_offsets_count_only_while_they_cut_out_the_words(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    at = article.text.index("The president")
    assert marked("The president", f"{at}-{at + 13}", article.text, sayings[2], "actors")[0].start == at
    for nonsense in ("0-5", f"{at}-{at + 12}", "9-3", "1-999999", "x", f"{at}-{at + 13},"):
        assert marked("The president", nonsense, article.text, sayings[2], "actors")[0].text == "The president"


def test_parties_that_change_places_keep_what_the_coder_knew_of_them(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    event = sayings[2].event
    known = Actor(
        text=event.actors[0].text, start=event.actors[0].start, end=event.actors[0].end, name="Saltmouth Police", country="ATA"
    )
    import msgspec

    saying = msgspec.structs.replace(sayings[2], event=msgspec.structs.replace(event, actors=(known,)))
    found = changes(
        form_of(saying, actors="two strikers", actors_at="", recipients="Police", recipients_at=""), saying, article.text, []
    )
    assert found["recipients"] == [plain(known)]
    assert [one["text"] for one in found["actors"]] == ["two strikers"]


def test_fields_are_emptied_and_lists_are_given(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    form = form_of(sayings[2], place="", date="", date_from="", date_to="", source="", actors="Police; the army", actors_at="")
    found = changes(form, sayings[2], article.text, sayings)
    assert (found["place"], found["date"], found["source"]) == (None, None, [])
    assert [one["text"] for one in found["actors"]] == ["Police", "the army"]
    with pytest.raises(UsageError, match="one trigger"):
        changes(form_of(sayings[2], trigger="", trigger_at=""), sayings[2], article.text, sayings)
    with pytest.raises(UsageError, match="one place"):
        changes(form_of(sayings[2], place="Saltmouth; the port", place_at=""), sayings[2], article.text, sayings)


def test_days_belong_to_words_and_stand_in_order(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    found = changes(form_of(sayings[2], date_from="2021-05-03", date_to="2021-05-04"), sayings[2], article.text, sayings)
    assert {name: found["date"][name] for name in ("from", "to", "precision", "basis")} == {
        "from": "2021-05-03", "to": "2021-05-04", "precision": "range", "basis": "relative",
    }  # fmt: skip
    for wrong in ({"date_from": "2021-05-04", "date_to": "2021-05-01"}, {"date_from": "2021-02-30"}, {"date_from": "Tuesday"}):
        with pytest.raises(UsageError, match="date: "):
            changes(form_of(sayings[2], **wrong), sayings[2], article.text, sayings)
    with pytest.raises(UsageError, match="mark the words"):
        changes(form_of(sayings[0], date_from="2021-05-04"), sayings[0], article.text, sayings)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [({"low": "1,200", "best": "", "high": ""}, (1200, None, None)), ({"low": "2", "best": "2.5", "high": "3"}, (2, 2.5, 3))],
)
def test_counts_are_numbers_or_unknown_and_never_zero_for_unknown(
    told: tuple[Article, list[Saying]], typed: dict[str, str], expected: tuple[Any, ...]
) -> None:
    article, sayings = told
    form = form_of(sayings[2]) | {f"count-0-{name}": value for name, value in typed.items()}
    (count,) = changes(form, sayings[2], article.text, sayings)["counts"]
    assert (count["low"], count["best"], count["high"]) == expected


@pytest.mark.parametrize("typed", ["many", "-3", "1e99", "nan"])
def test_what_is_no_count_is_refused(told: tuple[Article, list[Saying]], typed: str) -> None:
    article, sayings = told
    with pytest.raises(UsageError, match="count: "):
        changes(form_of(sayings[2]) | {"count-0-low": typed}, sayings[2], article.text, sayings)


def test_a_count_goes_with_its_words_and_another_is_added(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    assert changes(form_of(sayings[2]) | {"count-0": ""}, sayings[2], article.text, sayings) == {"counts": []}
    added = form_of(sayings[2]) | {"count-1": "two strikers", "count-1-kind": "injured", "count-1-low": "2"}
    assert [one["kind"] for one in changes(added, sayings[2], article.text, sayings)["counts"]] == ["dead", "injured"]
    with pytest.raises(UsageError, match="no kind of count"):
        changes(added | {"count-1-kind": "wolves"}, sayings[2], article.text, sayings)


# -- blind ------------------------------------------------------------------------------------------------------------


def answered(article: Article, saying: Saying, **more: str) -> dict[str, Any]:
    """What a blind reviewer's form says of every field."""
    empty = blank(saying)
    fields = ("type", "actors", "recipients", "source", "place", "date", "counts", "polarity", "modality", "frame", "certainty")
    return {field: plain(value_of(empty, field)) for field in fields} | changes(form_of(empty, **more), empty, article.text, [])


def test_nothing_of_the_coder_is_left_in_a_blind_form(told: tuple[Article, list[Saying]]) -> None:
    _article, sayings = told
    empty = blank(sayings[2])
    assert empty.event.trigger == sayings[2].event.trigger
    assert (empty.event.type, empty.event.actors, empty.source, empty.event.place, empty.event.counts) == ("", (), (), None, ())
    assert [mark.role for mark in marks_of(sayings[2], blind=True)] == ["trigger"]


def test_overlapping_words_are_the_same_answer(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    given = answered(
        article, sayings[2], type="ASSAULT", actors="Police", recipients="strikers", place="Saltmouth", date="Tuesday",
        source="Evening Wire; doctor", count_0="two", count_0_kind="dead",
    )  # fmt: skip
    assert blind_changes(given, sayings[2]) == {}


def test_what_is_missing_or_too_many_or_elsewhere_is_another_answer(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    given = answered(
        article, sayings[2], type="ASSAULT", actors="Police; the army", recipients="", place="the port", polarity="negative"
    )
    assert set(blind_changes(given, sayings[2])) == {"actors", "recipients", "source", "place", "date", "counts", "polarity"}
    assert set(blind_changes(answered(article, sayings[0], type="PROTEST", actors="Port workers"), sayings[0])) == set()


# -- passages ---------------------------------------------------------------------------------------------------------


def test_a_passage_is_the_text_itself_in_pieces(told: tuple[Article, list[Saying]]) -> None:
    article, sayings = told
    for saying in sayings:
        found = passage(article.text, saying, marks_of(saying))
        pieces = (*found.before, *found.sentence, *found.after)
        assert "".join(piece.text for piece in pieces) == article.text[pieces[0].start : pieces[-1].end]
        assert all(article.text[piece.start : piece.end] == piece.text for piece in pieces)
        assert "".join(piece.text for piece in found.sentence) == saying.sentence.text
        trigger = "".join(piece.text for piece in found.sentence if "trigger" in piece.roles)
        assert trigger == saying.event.trigger.text
        assert "".join(piece.text for piece in sentence_pieces(saying)) == saying.sentence.text


@given(st.text(max_size=900), st.data())
def test_any_text_and_any_span_make_pieces(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left = data.draw(st.integers(start, end))
    right = data.draw(st.integers(left, end))
    article = make_article(text)
    saying = Saying(
        id="s_1", article=article.ref(), sentence=Span.cut(text, start, end), status=Status(), coder=CODER,
        event=Event(type="ASSAULT", trigger=Span.cut(text, left, right)),
    )  # fmt: skip
    found = passage(text, saying, marks_of(saying))
    assert "".join(piece.text for piece in found.sentence) == text[start:end]
    assert "".join(piece.text for piece in found.sentence if "trigger" in piece.roles) == text[left:right]
    assert "".join(piece.text for piece in sentence_pieces(saying)) == text[start:end]

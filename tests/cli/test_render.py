"""The table that a person reads, drawn on consoles of a fixed width."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from allegedly.cli.render import ArticleView, SayingView, incidents_view, sentence_text, telling
from allegedly.model import Incident, Saying, Span, Status, make_article
from made_up import strike


def _draw(view: object, width: int, encoding: str = "utf-8") -> list[str]:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    Console(width=width, file=file, color_system=None, _environ={}, legacy_windows=False).print(view)
    file.flush()
    return raw.getvalue().decode(encoding).splitlines()


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    article, sayings = strike()
    assert max(cell_len(line.rstrip()) for line in _draw(ArticleView(article, sayings), width)) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_the_heading_says_title_publisher_date_and_number(width: int) -> None:
    article, sayings = strike()
    lines = _draw(ArticleView(article, sayings), width)
    assert lines[1].strip() == article.title
    assert lines[2].strip() == "The Saltmouth Courier · 2021-05-04 · 10 sayings"
    assert lines[4].split() == ["who", "says", "status", "who", "→", "did", "→", "whom", "where", "when"]


def test_a_saying_shows_who_says_status_event_place_and_date_over_its_sentence() -> None:
    _article, sayings = strike()
    lines = _draw(SayingView(sayings[2]), 160)
    first, rest = lines[0], "\n".join(lines[1:])
    assert first.startswith("a doctor at the harbour")
    for words in ("● asserted", "Police → ASSAULT firearms → two strikers", "Saltmouth, ATA", "2021-05-04"):
        assert words in first
    assert "clinic ‹ the Evening" in rest
    assert "   Police killed two strikers at the eastern gate" in rest


def test_every_status_has_its_own_word_and_sign() -> None:
    _article, sayings = strike()
    shown = "\n".join(_draw(SayingView(saying), 160)[0] for saying in sayings)
    for words in ("● asserted", "⊘ denied", "▷ future", "future, not", "◌ hypothetical,", "! directive", "? asked"):
        assert words in shown
    assert "historical" in _draw(SayingView(sayings[8]), 160)[1]


def test_the_articles_own_voice_is_a_quiet_dash() -> None:
    _article, sayings = strike()
    assert _draw(SayingView(sayings[0]), 120)[0].startswith("—   ")


def test_a_console_without_utf_8_gets_ascii_signs() -> None:
    article, sayings = strike()
    shown = "\n".join(_draw(ArticleView(article, sayings[:4]), 120, "ascii"))
    assert "officers -> ASSAULT -> anyone" in shown
    assert "x denied" in shown


def test_the_sentence_marks_trigger_actor_recipient_and_source() -> None:
    _article, sayings = strike()
    text = sentence_text(sayings[3])
    marked = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert "underline" in marked["fired on"]
    assert "bold" in marked["officers"]
    assert "bold" in marked["anyone"]
    assert "italic" in marked["The interior ministry"]


def test_line_ends_and_control_characters_of_an_article_never_steer_the_terminal() -> None:
    words = "Wolves\n  \x1b[31mkilled\x07 sheep."
    article = make_article(words, title="A \x1b]0;title\x07", publisher="The\r\nPress", language="en")
    _other, sayings = strike()
    event = sayings[2].event
    odd = Saying(
        id="s_1",
        article=article.ref(),
        sentence=Span.cut(words, 0, len(words)),
        status=Status(),
        event=type(event)(type="ASSAULT", trigger=Span.cut(words, words.index("killed"), words.index("killed") + 6)),
        coder=sayings[2].coder,
    )
    shown = "\n".join(_draw(ArticleView(article, [odd]), 80))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "Wolves �[31mkilled� sheep." in shown
    assert [t.plain for t in [sentence_text(odd)]] == ["Wolves �[31mkilled� sheep."]


def test_an_incident_says_what_happened_and_who_denies_it() -> None:
    _article, sayings = strike()
    incident = Incident(
        id="i_1",
        type="ASSAULT",
        sayings=(sayings[2].id, sayings[3].id),
        publishers=("A", "B"),
        asserted=1,
        denied=1,
        from_day="2021-05-04",
        to_day="2021-05-04",
        place="Saltmouth",
    )
    shown = _draw(incidents_view([incident] * 3, sayings, most=2), 120)
    assert shown[2].startswith("Police → two strikers: ")
    assert "(ASSAULT), Saltmouth, 2021-05-04" in shown[2]
    assert shown[3].strip() == "2 sayings, 2 publishers · 1 says it happened, 1 denies it (disputed)"
    assert shown[-1] == "and 1 more"


def test_no_incident_is_said_plainly() -> None:
    assert _draw(incidents_view([], []), 80) == ["no two sayings are about the same happening"]


def test_the_short_table_prefers_what_is_said_by_somebody_about_somebody() -> None:
    _article, sayings = strike()
    assert max(sayings, key=telling) is sayings[2]
    assert min(sayings, key=telling) is sayings[1]

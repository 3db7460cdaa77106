"""Transcripts: whoever's turn it is says what stands in it, over sentences and paragraphs; a line with a colon alone is none."""

from __future__ import annotations

import pytest

from allegedly.coder.coder import Coder
from allegedly.coder.sources.transcript import turns
from allegedly.model import Saying, make_article

INTERVIEW = """Interview with Interior Minister Rafael Orlik

HOST: Minister, three people were killed on Tuesday. Did the police shoot them?

ORLIK: No. We did not shoot. The farmers attacked us with dynamite.

They killed their own people, the union says.

HOST: Will you resign?
"""


def said(text: str) -> dict[str, Saying]:
    return {one.event.trigger.text: one for one in Coder(screen=False).code(make_article(text))}


def test_whoever_speaks_is_the_source_of_the_whole_turn() -> None:
    found = {trigger: [one.text for one in saying.source] for trigger, saying in said(INTERVIEW).items()}
    assert found["killed"][0] in ("HOST", "ORLIK")
    assert found["attacked"] == ["ORLIK"]
    assert found["resign"] == ["HOST"]


def test_what_is_reported_in_a_turn_has_both_as_sources() -> None:
    killed = [one for one in Coder(screen=False).code(make_article(INTERVIEW)) if one.event.trigger.text == "killed"]
    assert [[link.text for link in one.source] for one in killed] == [["HOST"], ["ORLIK", "the union"]]


def test_whoever_is_spoken_to_is_nobody_s_victim() -> None:
    first = Coder(screen=False).code(make_article(INTERVIEW))[0]
    assert [one.text for one in first.event.recipients] == ["three people"]


def test_a_turn_is_direct_speech() -> None:
    assert said(INTERVIEW)["attacked"].source[0].manner == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Name: Rafael Orlik\nAge: 51\nOffice: minister\n",
        "CORRECTION: The army did not fire.\nUPDATE: Three are dead.\nUPDATE: Five are dead.\n",
        "ORLIK: We did not shoot.\n",
        "He said: We did not shoot.\nHe said: They did.\nHe said: We did.\n",
        "",
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    assert turns(text) == {}


def test_turns_end_where_the_next_begins() -> None:
    text = "Q: Why?\nA: Because.\nAnd so on.\nQ: When?\n"
    assert [text[start:end] for start, end in turns(text).items()] == [": Why?\n", ": Because.\nAnd so on.\n", ": When?\n"]

"""Reported speech that goes on without a word of saying: by its tenses, by what should be done, and between two reports of one speaker."""

from __future__ import annotations

import pytest

from allegedly.coder.coder import Coder
from allegedly.model import Saying, make_article


def said(text: str) -> dict[str, Saying]:
    return {one.event.trigger.text: one for one in Coder(screen=False).code(make_article(text))}


def speaker(text: str, trigger: str) -> list[str | None]:
    return [link.text or link.name for link in said(text)[trigger].source]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The governor said rebels had mined the bridge. They had attacked the port as well.", "attacked"),
        ("Rebels had mined the bridge, the governor said. The rebels would shell the port.", "shell"),
        (
            "The governor said rebels had mined the bridge. They had trained in the hills. They would attack the port next.",
            "attack",
        ),
        ("The governor called for an inquiry. The army should arrest the mutineers.", "arrest"),
        ("The governor said troops should leave the port. They must also release the fishermen.", "release"),
    ],
)
def test_a_sentence_in_the_tenses_of_a_report_is_still_said(text: str, trigger: str) -> None:
    assert speaker(text, trigger) == ["the governor" if ", the governor" in text else "The governor"]


def test_a_sentence_between_two_reports_of_one_speaker_is_said_by_him() -> None:
    text = "Police beat the strikers, the union said. Two of them were shot. One lost an eye, it said."
    assert speaker(text, "shot") == ["the union"]


def test_whoever_goes_on_is_named_and_has_no_words_of_his_own() -> None:
    told = said("Governor Ana Lund said rebels had mined the bridge. They had attacked the port as well.")["attacked"].source[0]
    assert (told.name, told.text, told.cue, told.manner) == ("Ana Lund", None, None, "indirect")


def test_would_in_such_a_sentence_is_future() -> None:
    found = said("The governor said rebels had mined the bridge. They would attack the port next.")
    assert found["attack"].status.modality == "future"


def test_would_beside_an_aside_is_future() -> None:
    assert said("The army, the governor said, would attack the port.")["attack"].status.modality == "future"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The governor said rebels had mined the bridge. Soldiers attacked the port on Monday.", "attacked"),
        ("The governor said rebels had mined the bridge.\n\nThey had attacked the port in May.", "attacked"),
        ("The governor said rebels had mined the bridge. A storm had closed the port before.", "closed"),
        ("The governor says rebels are in the hills. They would attack the port if they could.", "attack"),
        ('"Rebels mined the bridge," the governor said. They had attacked the port in May.', "attacked"),
        ("Rebels mined the bridge. They had attacked the port in May.", "attacked"),
    ],
)
def test_what_the_text_tells_itself(text: str, trigger: str) -> None:
    found = said(text)
    assert trigger not in found or found[trigger].source == ()
